//! A board, Verilated at its pins: a strict SDRAM chip on one side, a serial port on the other, which a pseudo-terminal stands for.
//!
//! ```text
//! driver --> Serial --> pseudo-terminal --> [FIFO, UART at the pins] --> Verilog of the board <--> SDRAM model
//!        `-- BoardLine: the same, in the time of the board
//! ```

mod backdoor;
mod line;
mod memory;
mod pins;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use harmonia_hdl::{Configuration, Design};
use harmonia_testbench::{
    BuildOptions, Geometry, InstanceOptions, SdramChip, SdramOptions, Simulation, TestbenchError,
};
use serialport::{SerialPort, TTYPort};
use thiserror::Error;

pub use backdoor::Backdoor;
pub use line::BoardLine;
use memory::Image;
use pins::Pins;

/// How a simulated board is.
#[derive(Clone, Debug)]
pub struct BoardOptions {
    /// Cycles of its clock per second.
    pub clock: u64,
    /// Bits per second of its serial port; a bit has two cycles at least.
    pub baud: u32,
    /// Its SDRAM.
    pub memory: Geometry,
    /// A file that has what the SDRAM holds, from one start to the next; noise without one, as after power-on.
    pub image: Option<PathBuf>,
    /// Where to write a waveform (FST).
    pub waveform: Option<PathBuf>,
    /// Seed of what is not defined at power-on.
    pub power_up_seed: u64,
}

/// Why there is no simulated board, or no more.
#[derive(Debug, Error)]
pub enum BoardError {
    /// The configuration has no vector memory.
    #[error(
        "configuration `{0}` is an accelerator alone, and no board carries it; use `ulx3s-85f` or `system`"
    )]
    NoSystem(String),
    /// A bit has less than four cycles: of fewer, three samples do not tell one from the next.
    #[error("{baud} baud of a clock of {clock} Hz: a bit needs four cycles, {} baud is the most", clock / 4)]
    Baud {
        /// Bits per second.
        baud: u32,
        /// Cycles per second.
        clock: u64,
    },
    /// The design is not built, or has broken a rule.
    #[error(transparent)]
    Simulation(#[from] TestbenchError),
    /// The thread that simulates has panicked, and has said why; what memory held is lost.
    #[error("the simulation of the board has panicked; what its memory held is not kept")]
    Panicked,
    /// There is no pseudo-terminal.
    #[error("no pseudo-terminal: {0}")]
    Terminal(#[from] serialport::Error),
    /// The file of the memory cannot be read or written.
    #[error("{}: {source}; it keeps the memory of the simulated board", path.display())]
    Image {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: io::Error,
    },
    /// The file of the memory is of another memory.
    #[error(
        "{}: {found} bytes, and the memory of the simulated board has {wanted}; {}",
        path.display(), advice(*found)
    )]
    ImageSize {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        found: u64,
        /// The memory's.
        wanted: u64,
    },
}

/// What to do about a file of so many bytes.
fn advice(found: u64) -> String {
    let is_its = |memory: &&Geometry| 8 * memory.words() as u64 == found;
    match Geometry::ALL.iter().find(is_its) {
        Some(_) => format!(
            "it is of a larger or smaller chip: --sdram {}m",
            found >> 20
        ),
        None => "it is no memory of a board: name another file".into(),
    }
}

impl BoardError {
    /// A stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            BoardError::NoSystem(_) => "configuration.no_system",
            BoardError::Baud { .. } => "board.baud",
            BoardError::Simulation(error) => error.code(),
            BoardError::Panicked => "board.panicked",
            BoardError::Terminal(_) => "board.terminal",
            BoardError::Image { .. } => "board.memory_file",
            BoardError::ImageSize { .. } => "board.memory_size",
        }
    }
}

/// What the thread that simulates and its users know of each other.
#[derive(Default)]
struct Shared {
    cycles: AtomicU64,
    /// The board is to be turned off.
    stop: AtomicBool,
    /// Somebody waits for bytes: time must go on.
    waited_for: AtomicBool,
    /// Why the simulation has ended.
    failure: Mutex<Option<String>>,
}

/// What the thread that simulates is to do besides.
enum Order {
    /// These words go into the chip, from an address on.
    Poke(usize, Vec<u64>),
    /// The file is to have what the chip holds.
    Keep(Sender<Result<(), BoardError>>),
}

/// Has a board's memory kept while it goes on, from another thread.
pub struct Keeper(Sender<Order>);

impl Keeper {
    /// Writes what memory holds at this moment into its file, if it has one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self) -> Result<(), BoardError> {
        let (done, kept) = channel();
        // A board that was turned off has kept its memory, or has said that it could not.
        match self.0.send(Order::Keep(done)) {
            Ok(()) => kept.recv().unwrap_or(Ok(())),
            Err(_) => Ok(()),
        }
    }
}

/// A board that is simulated by a thread of its own until this is dropped.
pub struct SimulatedBoard {
    path: String,
    options: BoardOptions,
    shared: Arc<Shared>,
    orders: Mutex<Sender<Order>>,
    thread: Option<JoinHandle<Result<(), BoardError>>>,
}

/// What is simulated between two looks at the terminal.
const STRETCH: usize = 2048;
/// How long the thread rests after a stretch in which nothing happened and nobody waited.
const REST: Duration = Duration::from_millis(20);

impl SimulatedBoard {
    /// Builds the Verilog of a configuration on a board, or takes it from the cache, and turns it on.
    ///
    /// # Errors
    /// When the configuration is no system, Verilator or a C++ compiler is missing or fails, or the file of the memory cannot be read.
    pub fn start(configuration: &Configuration, options: BoardOptions) -> Result<Self, BoardError> {
        if configuration.vectors.is_none() {
            return Err(BoardError::NoSystem(configuration.name.clone()));
        }
        let BoardOptions { clock, baud, .. } = options;
        if clock < 4 * u64::from(baud) {
            return Err(BoardError::Baud { baud, clock });
        }
        let image = options.image.clone().map(|path| Image {
            path,
            geometry: options.memory,
        });
        // It is known before a simulation is built whether the file is of this chip.
        if let Some(image) = &image {
            image.open()?;
        }
        let design = Design::board(configuration, clock, baud.into());
        let build = BuildOptions {
            trace: options.waveform.is_some(),
        };
        let simulation = Simulation::build(&design, &build)?;
        let mut instance = simulation.instance_with(&InstanceOptions {
            power_up_seed: options.power_up_seed,
            waveform: options.waveform.clone(),
            sdram: SdramOptions {
                chip: SdramChip::slowest(options.memory),
                kilohertz: clock / 1000,
                faults: Vec::new(),
            },
            ..InstanceOptions::default()
        })?;
        if let (Some(image), Some(chip)) = (&image, instance.sdram_mut()) {
            image.load(chip)?;
        }
        let (master, slave) = TTYPort::pair()?;
        let path = slave.name().unwrap_or_default();
        // Whoever comes opens it; as long as this had it open nobody else could.
        drop(slave);
        let shared = Arc::new(Shared::default());
        let bit = clock as f64 / f64::from(baud);
        let pins = Pins::new(instance, master, bit);
        let (orders, ordered) = channel();
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let ended = simulate(pins, &shared, &ordered, image.as_ref());
                let reason = match &ended {
                    Ok(()) => "it was turned off".to_owned(),
                    Err(error) => error.to_string(),
                };
                *shared
                    .failure
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner) = Some(reason);
                ended
            }
        });
        Ok(SimulatedBoard {
            path,
            options,
            shared,
            orders: Mutex::new(orders),
            thread: Some(thread),
        })
    }

    /// Puts words into the chip, past line and controller: before anything that is sent afterwards.
    pub fn poke(&self, address: usize, words: &[u64]) {
        // A board that has ended says so on its line.
        let _ = self.orders().send(Order::Poke(address, words.to_vec()));
    }

    /// What has its memory kept, even when the board is not at hand.
    pub fn keeper(&self) -> Keeper {
        Keeper(self.orders())
    }

    fn orders(&self) -> Sender<Order> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.clone()
    }

    /// The pseudo-terminal that stands for its serial port.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How it is.
    pub fn options(&self) -> &BoardOptions {
        &self.options
    }

    /// Cycles since it was turned on.
    pub fn cycles(&self) -> u64 {
        self.shared.cycles.load(Ordering::Relaxed)
    }

    /// Why it is not simulated any more.
    pub fn failure(&self) -> Option<String> {
        // A thread that has panicked leaves no reason.
        let ended = self.thread.as_ref().is_none_or(JoinHandle::is_finished);
        let failure = self.shared.failure.lock();
        let failure = failure.unwrap_or_else(PoisonError::into_inner).clone();
        failure.or_else(|| ended.then(|| BoardError::Panicked.to_string()))
    }

    /// Turns it off, and keeps what its memory holds.
    ///
    /// # Errors
    /// When it has broken a rule, its chip's among them, or the file of its memory cannot be written.
    pub fn stop(mut self) -> Result<(), BoardError> {
        self.end()
    }

    fn end(&mut self) -> Result<(), BoardError> {
        self.shared.stop.store(true, Ordering::Relaxed);
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(ended)) => ended,
            Some(Err(_)) => Err(BoardError::Panicked),
            None => Ok(()),
        }
    }
}

impl Drop for SimulatedBoard {
    fn drop(&mut self) {
        // Nobody has asked `stop`; that memory is lost must still be known.
        if let Err(error) = self.end() {
            eprintln!("the simulated board: {error}");
        }
    }
}

/// Simulates until the board is turned off.
fn simulate(
    mut pins: Pins<TTYPort>,
    shared: &Shared,
    orders: &Receiver<Order>,
    image: Option<&Image>,
) -> Result<(), BoardError> {
    while !shared.stop.load(Ordering::Relaxed) {
        for order in orders.try_iter() {
            match order {
                Order::Poke(address, words) => pins.poke(address, &words),
                Order::Keep(done) => {
                    let _ = done.send(keep(image, &pins));
                }
            }
        }
        let active = pins.stretch(STRETCH)?;
        shared.cycles.store(pins.cycles(), Ordering::Relaxed);
        if !active && !shared.waited_for.load(Ordering::Relaxed) {
            thread::sleep(REST);
        }
    }
    keep(image, &pins)
}

/// Writes what the chip holds into its file.
fn keep(image: Option<&Image>, pins: &Pins<TTYPort>) -> Result<(), BoardError> {
    match (image, pins.chip()) {
        (Some(image), Some(chip)) => image.save(chip),
        _ => Ok(()),
    }
}
