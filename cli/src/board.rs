//! Boards: where one is, and the machine behind its serial port.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_device::system::{Machine, MachineLimits, WiredMachine};
use harmonia_hdl::board::Board;
use harmonia_hdl::{Configuration, ConfigurationError};
use harmonia_link::faults::Damaged;
use harmonia_link::{Connection, Line, Serial, Timing, Wanted};
use harmonia_sim::{Backdoor, BoardLine, BoardOptions, Geometry, SimulatedBoard};

use crate::failure::Failure;
use crate::machine_arguments::WORD_BYTES;
use crate::output_file::OutputFile;
use crate::{interrupt, progress};

/// The board that is simulated, and whose rate serial ports have by default.
const BOARD: &str = "ulx3s";

/// Its description.
pub fn board() -> Result<Board> {
    Ok(Board::named(BOARD, None)?)
}

/// Where a board is: `serial:PATH[@BAUD]` or `board-sim[:CONFIG][@BAUD]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardPlace {
    /// Behind a serial port.
    Serial { path: String, baud: Option<u32> },
    /// In this process, Verilated at its pins.
    Simulated {
        configuration: Option<String>,
        baud: Option<u32>,
    },
}

/// What a simulated board has, and how bad a line is.
#[derive(Args, Clone, Debug, Default)]
pub struct BoardArguments {
    /// SDRAM of `board-sim` [default: 64m]
    #[arg(long, value_enum)]
    sdram: Option<SdramSize>,
    /// A file that keeps what the SDRAM of `board-sim` holds, so that a model need not be sent again.
    ///
    /// It is read when the board starts, if it is there, and written when it is turned off, by Ctrl-C too.
    #[arg(long, value_name = "FILE")]
    board_memory: Option<PathBuf>,
    /// Put a model's matrices into the SDRAM of `board-sim` past the line: a large model would be sent for hours of simulation.
    #[arg(long)]
    backdoor: bool,
    /// Damage so many per cent of the bytes between host and board, `serial:` or `board-sim`, to see that nothing changes but the time.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    damage: Option<f64>,
    #[arg(skip)]
    on: TurnedOn,
}

/// The simulated boards that are on.
#[derive(Clone, Default)]
struct TurnedOn(Arc<Mutex<Vec<Arc<SimulatedBoard>>>>);

impl fmt::Debug for TurnedOn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TurnedOn")
    }
}

/// Sizes that boards have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum SdramSize {
    #[value(name = "16m")]
    Mb16,
    #[value(name = "32m")]
    Mb32,
    #[default]
    #[value(name = "64m")]
    Mb64,
}

/// A board's machine, and what the board calls its configuration.
pub struct OnBoard {
    pub machine: Box<dyn Machine>,
    pub configuration: String,
}

/// A line to a board, what to expect of it, and the board if it is simulated here.
pub struct Opened {
    pub line: Box<dyn Line>,
    pub timing: Timing,
    pub simulated: Option<Arc<SimulatedBoard>>,
}

impl BoardPlace {
    /// What the command line names, if it is a board.
    pub fn parse(text: &str) -> Result<Option<BoardPlace>, String> {
        if let Some(port) = text.strip_prefix("serial:") {
            let (path, baud) = rate(port)?;
            return match path {
                "" => Err("serial: is followed by a port, such as serial:/dev/ttyUSB0".into()),
                path => Ok(Some(BoardPlace::Serial {
                    path: path.into(),
                    baud,
                })),
            };
        }
        let (name, baud) = rate(text)?;
        let Some(rest) = name.strip_prefix("board-sim") else {
            return Ok(None);
        };
        let configuration = match rest.strip_prefix(':') {
            Some("") => {
                return Err("board-sim: is followed by a configuration, such as system".into());
            }
            Some(name) => Some(name.to_owned()),
            None if rest.is_empty() => None,
            None => return Ok(None),
        };
        Ok(Some(BoardPlace::Simulated {
            configuration,
            baud,
        }))
    }

    /// As reports call it.
    pub fn name(&self) -> &'static str {
        match self {
            BoardPlace::Serial { .. } => "serial",
            BoardPlace::Simulated { .. } => "board-sim",
        }
    }
}

/// A name and the rate behind its @.
fn rate(text: &str) -> Result<(&str, Option<u32>), String> {
    match text.rsplit_once('@') {
        None => Ok((text, None)),
        Some((name, baud)) => match baud.parse() {
            Ok(baud) if baud > 0 => Ok((name, Some(baud))),
            _ => Err(format!("`{baud}` is no rate in bits per second")),
        },
    }
}

/// A share of bytes, in per cent.
fn percent(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=20.0).contains(&share) => Ok(share),
        _ => Err("a number from 0 to 20".into()),
    }
}

impl BoardArguments {
    /// Refuses options that are about none of these boards.
    pub fn check<'p>(
        &self,
        places: impl IntoIterator<Item = &'p BoardPlace>,
    ) -> Result<(), Failure> {
        let mut places = places.into_iter().peekable();
        if self.damage.is_some() && places.peek().is_none() {
            let option = "--damage";
            return Err(Failure::NoBoard { option });
        }
        let given = [
            ("--backdoor", self.backdoor),
            ("--board-memory", self.board_memory.is_some()),
            ("--sdram", self.sdram.is_some()),
        ];
        let given = given.into_iter().find(|(_, given)| *given);
        let is_simulated = |place: &BoardPlace| matches!(place, BoardPlace::Simulated { .. });
        match given.filter(|_| !places.any(is_simulated)) {
            Some((option, _)) => Err(Failure::NoBoard { option }),
            None => Ok(()),
        }
    }

    /// The line to a board; a simulated board is turned on.
    pub fn open(&self, place: &BoardPlace, trace: Option<PathBuf>) -> Result<Opened> {
        let board = board()?;
        let mut opened = match place {
            BoardPlace::Serial { path, baud } => {
                let baud = baud.unwrap_or(board.baud);
                let port = Serial::open(path, baud)?;
                let timing = match port.is_terminal() {
                    true => Timing::simulated(baud),
                    false => Timing::serial(baud),
                };
                Opened {
                    line: Box::new(port),
                    timing,
                    simulated: None,
                }
            }
            BoardPlace::Simulated {
                configuration,
                baud,
            } => {
                let simulated = self.start(configuration.as_deref(), *baud, trace)?;
                Opened {
                    line: Box::new(BoardLine::open(Arc::clone(&simulated))?),
                    timing: BoardLine::timing(simulated.options().baud),
                    simulated: Some(simulated),
                }
            }
        };
        if let Some(percent) = self.damage {
            opened.line = Box::new(Damaged::new(
                opened.line,
                percent / 100.0,
                1,
                opened.timing.byte,
            ));
        }
        Ok(opened)
    }

    /// Turns a simulated board on.
    pub fn start(
        &self,
        configuration: Option<&str>,
        baud: Option<u32>,
        waveform: Option<PathBuf>,
    ) -> Result<Arc<SimulatedBoard>> {
        let board = board()?;
        let configuration = carried(configuration.unwrap_or(&board.configuration))?;
        // That it can be written is known before anything is built.
        if let Some(path) = &self.board_memory {
            OutputFile::new(path, &[])?.stage()?;
        }
        let options = BoardOptions {
            clock: (board.pll.output_mhz * 1e6) as u64,
            baud: baud.unwrap_or(board.baud),
            memory: match self.sdram.unwrap_or_default() {
                SdramSize::Mb16 => Geometry::MB16,
                SdramSize::Mb32 => Geometry::MB32,
                SdramSize::Mb64 => Geometry::MB64,
            },
            image: self.board_memory.clone(),
            waveform,
            power_up_seed: 1,
        };
        let spinner = progress::stage("building the simulation (some minutes the first time)");
        let board = Arc::new(SimulatedBoard::start(&configuration, options)?);
        spinner.finish_and_clear();
        if self.board_memory.is_some() {
            let keeper = board.keeper();
            interrupt::before_the_end(move || Ok(keeper.keep()?))?;
        }
        self.on().push(Arc::clone(&board));
        Ok(board)
    }

    /// Turns simulated boards off, and keeps what their memory holds. Nobody else may have them any more.
    ///
    /// # Errors
    /// When one has broken a rule, its chip's among them, or its memory cannot be written.
    pub fn turn_off(&self) -> Result<()> {
        let boards = std::mem::take(&mut *self.on());
        for board in boards.into_iter().filter_map(Arc::into_inner) {
            board.stop()?;
        }
        Ok(())
    }

    fn on(&self) -> MutexGuard<'_, Vec<Arc<SimulatedBoard>>> {
        self.on.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The machine of a board, of whose memory `most` words are used, or all.
    ///
    /// # Errors
    /// When the board does not answer or fit, or has less memory.
    pub fn machine(
        &self,
        place: &BoardPlace,
        trace: Option<PathBuf>,
        most: Option<usize>,
    ) -> Result<OnBoard> {
        let opened = self.open(place, trace)?;
        let connection = Connection::open(opened.line, opened.timing, &Wanted::default())?;
        let limits = connection.limits()?;
        let found = limits.memory_words;
        let memory_words = most.unwrap_or(found);
        if memory_words > found {
            let (asked, found) = (WORD_BYTES * memory_words, WORD_BYTES * found);
            return Err(Failure::BoardMemory { asked, found }.into());
        }
        let limits = MachineLimits {
            memory_words,
            ..limits
        };
        let identity = connection.identity();
        let (configuration, counters) = (identity.configuration.clone(), identity.counters);
        let machine = WiredMachine::new(connection, limits, counters);
        let machine: Box<dyn Machine> = match opened.simulated.filter(|_| self.backdoor) {
            Some(board) => Box::new(Backdoor::new(machine, board)),
            None => Box::new(machine),
        };
        Ok(OnBoard {
            machine,
            configuration,
        })
    }
}

/// The configuration of a name; if there is none, it is told with those that a board carries.
fn carried(name: &str) -> Result<Configuration, ConfigurationError> {
    Configuration::named(name).map_err(|error| match error {
        ConfigurationError::Unknown { name, .. } => {
            let all = Configuration::all().into_iter();
            let systems = all.filter(|own| own.vectors.is_some());
            let names: Vec<String> = systems.map(|own| own.name).collect();
            let known = names.join(", ");
            ConfigurationError::Unknown { name, known }
        }
        error => error,
    })
}

/// A board that the command line names, and nothing else.
pub fn place(text: &str) -> Result<BoardPlace, String> {
    BoardPlace::parse(text)?.ok_or_else(|| "serial:PATH[@BAUD] or board-sim[:CONFIG][@BAUD]".into())
}
