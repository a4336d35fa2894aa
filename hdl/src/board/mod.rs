//! Boards: what a configuration needs to stand on one, and the Verilog of the whole.
//!
//! ```text
//! oscillator --> [top: PLL, pads] --clock--> board's design: link, system, SDRAM controller, a flip-flop per pin
//! serial port, SDRAM, LEDs, buttons <--^---------------------------'
//! ```
//!
//! A board is a file in boards/, its pins one in constraints/. [`pll`] works out clocks, [`design`] joins link, system and controller.
//! The flip-flops of pins are modules of the design, [`IN_PINS`], so that what is simulated is what is built; `cells/ulx3s.v` has PLL and
//! pads only.

pub mod design;
pub mod pins;
pub mod pll;
pub mod status;
mod top;
pub(crate) use top::design_module;

pub use design::{BoardDesign, memory_cycles};

use serde::{Deserialize, Serialize};

use crate::memory::sdram::cycles::TimingError;
use pll::{Pll, PllError};

/// Modules that are the flip-flops of pins, as patterns of names: synthesis is to put each of them into its pin.
pub const IN_PINS: [&str; 3] = ["*_sdram_pins", "*_sdram_data_pin", "*_serial_pins"];

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
    /// MHz that placement and routing aim for, where nobody says another number.
    pub aim_mhz: f64,
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
    aim_mhz: f64,
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
    /// Its memory cannot be served at that clock.
    #[error("board `{name}`: {source}")]
    Memory {
        /// The board.
        name: &'static str,
        /// What is wrong.
        source: TimingError,
    },
}

impl BoardError {
    /// A stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            BoardError::Unknown { .. } => "board.unknown",
            BoardError::Syntax { .. } => "board.syntax",
            BoardError::Clock { source, .. } => source.code(),
            BoardError::Memory { source, .. } => source.code(),
        }
    }
}

impl Board {
    /// Cycles per second of its clock.
    pub fn clock_hz(&self) -> u64 {
        hertz(self.pll.output_mhz)
    }

    /// The board of that name, with the clock of its file or the one given in MHz.
    ///
    /// # Errors
    /// When there is none, or its clock cannot be made within the limits of the part, or not be had by its memory.
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
            aim_mhz,
            late_periods,
            late_less_ns,
        } = file.clock;
        let mhz = mhz.unwrap_or(own);
        let late = (late_periods - late_less_ns * mhz / 1000.0).rem_euclid(1.0);
        let pll = Pll::new(oscillator_mhz, mhz, 360.0 * late)
            .map_err(|source| BoardError::Clock { name, source })?;
        memory_cycles(hertz(mhz)).map_err(|source| BoardError::Memory { name, source })?;
        Ok(Board {
            name,
            description: file.description,
            configuration: file.configuration,
            device: file.device,
            pll,
            baud: file.serial.baud,
            aim_mhz,
            flash_mhz: file.flash.mhz,
            constraints,
        })
    }
}

/// Cycles per second.
fn hertz(mhz: f64) -> u64 {
    (mhz * 1e6).round() as u64
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
        let error = Board::named("ulx3s", Some(150.0)).unwrap_err();
        assert_eq!(error.code(), "sdram.clock_fast");
    }
}
