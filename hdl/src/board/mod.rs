//! Boards: what a configuration needs to stand on one, and the Verilog of the whole.
//!
//! ```text
//! oscillator --> [pins: PLL, pads, a flip-flop per pin] --clock--> board's design: link, system, SDRAM controller
//! serial port, SDRAM, LEDs, buttons <--^-----------------------------------------------'
//! ```
//!
//! A board is a file in boards/, its pins one in constraints/. [`pll`] works out clocks, [`design`] joins link, system and controller.
//! No command makes a bitstream yet. `cells/ulx3s_pins.v`, which a test of fpga/ places and routes, has a flip-flop in each pin, as the
//! controller's leaf `sdram_pins` has: the bitstream will have one of them.

pub mod design;
pub mod pll;
pub mod status;

pub use design::{BoardDesign, memory_cycles};

use serde::{Deserialize, Serialize};

use pll::{Pll, PllError};

/// Every board: its name, its file's text, and that of its pins.
const BOARDS: [(&str, &str, &str); 1] = [(
    "ulx3s",
    include_str!("../../../boards/ulx3s.toml"),
    include_str!("../../../constraints/ulx3s.lpf"),
)];

/// A board, as its file in boards/ describes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Board {
    /// Its name, which is that of its files.
    pub name: &'static str,
    /// One line on what it is.
    pub description: String,
    /// The configuration that it carries.
    pub configuration: String,
    /// Its FPGA.
    pub device: BoardDevice,
    /// The clock of design, SDRAM and link, and what makes it.
    pub pll: Pll,
    /// Bits per second of the serial port.
    pub baud: u32,
    /// MHz at which the device reads its flash.
    pub flash_mhz: f64,
    /// Its pins, in LPF.
    #[serde(skip)]
    pub constraints: &'static str,
}

/// The FPGA of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardDevice {
    /// Size as nextpnr names it, for example `85k`.
    pub size: String,
    /// Package, for example `CABGA381`.
    pub package: String,
    /// Speed grade, 6 (slowest) to 8.
    pub speed_grade: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    description: String,
    configuration: String,
    device: BoardDevice,
    clock: Clock,
    serial: Serial,
    flash: Flash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    oscillator_mhz: f64,
    mhz: f64,
    late_periods: f64,
    late_less_ns: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Serial {
    baud: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flash {
    mhz: f64,
}

/// Why a board cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// No board has that name.
    #[error("there is no board `{name}`; there are {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names that are, with commas between.
        known: String,
    },
    /// Its file is not TOML, or has a key that is not known, or lacks one.
    #[error("board `{name}`: {source}")]
    Syntax {
        /// The board.
        name: &'static str,
        /// What is wrong.
        source: toml::de::Error,
    },
    /// Its clock cannot be made.
    #[error("board `{name}`: {source}")]
    Clock {
        /// The board.
        name: &'static str,
        /// What is wrong.
        source: PllError,
    },
}

impl BoardError {
    /// A stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            BoardError::Unknown { .. } => "board.unknown",
            BoardError::Syntax { .. } => "board.syntax",
            BoardError::Clock { source, .. } => source.code(),
        }
    }
}

impl Board {
    /// The board of that name, with the clock of its file or the one given in MHz.
    ///
    /// # Errors
    /// When there is none, or its clock cannot be made within the limits of the part.
    pub fn named(name: &str, mhz: Option<f64>) -> Result<Board, BoardError> {
        let Some((name, text, constraints)) = BOARDS.into_iter().find(|board| board.0 == name)
        else {
            return Err(BoardError::Unknown {
                name: name.to_owned(),
                known: BOARDS.map(|board| board.0).join(", "),
            });
        };
        let file: File =
            toml::from_str(text).map_err(|source| BoardError::Syntax { name, source })?;
        let Clock {
            oscillator_mhz,
            mhz: own,
            late_periods,
            late_less_ns,
        } = file.clock;
        let mhz = mhz.unwrap_or(own);
        let late = (late_periods - late_less_ns * mhz / 1000.0).rem_euclid(1.0);
        let pll = Pll::new(oscillator_mhz, mhz, 360.0 * late)
            .map_err(|source| BoardError::Clock { name, source })?;
        Ok(Board {
            name,
            description: file.description,
            configuration: file.configuration,
            device: file.device,
            pll,
            baud: file.serial.baud,
            flash_mhz: file.flash.mhz,
            constraints,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_board_can_be_had() {
        for (name, ..) in BOARDS {
            let board = Board::named(name, None).unwrap();
            crate::Configuration::named(&board.configuration).unwrap();
        }
    }

    #[test]
    fn a_board_or_a_clock_that_there_is_none_of_is_an_error() {
        let error = Board::named("icebreaker", None).unwrap_err();
        assert_eq!(error.code(), "board.unknown");
        assert!(error.to_string().contains("ulx3s"), "{error}");
        let error = Board::named("ulx3s", Some(102.0)).unwrap_err();
        assert_eq!(error.code(), "pll.frequency");
    }
}
