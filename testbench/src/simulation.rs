//! A built design and its running instances.

use std::collections::HashMap;
use std::ffi::{CString, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use libloading::Library;

use crate::{
    Design, MemoryOptions, MemoryPort, Report, Run, SdramModel, SdramOptions, SdramPort, Stall,
    Stream, TestbenchError, build, cache, ffi, memory, run, sdram,
};

/// How a design is built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BuildOptions {
    /// Whether instances can write waveforms; costs speed even when they do not.
    pub trace: bool,
}

/// A design, built by Verilator and loaded into this process.
#[derive(Debug)]
pub struct Simulation {
    top: String,
    streams: Vec<Stream>,
    memory: Option<MemoryPort>,
    sdram: Option<SdramPort>,
    trace: bool,
    open: ffi::Open,
    run: ffi::RunCycles,
    close: ffi::Close,
    // Keeps the three functions valid.
    _library: Library,
}

/// How an instance starts.
#[derive(Clone, Debug, Default)]
pub struct InstanceOptions {
    /// Seed of what registers and memories without an initial value hold, the memory behind a memory port
    /// among them.
    pub power_up_seed: u64,
    /// The memory, for a design with a memory port.
    pub memory: MemoryOptions,
    /// The chip, for a design with pins of one.
    pub sdram: SdramOptions,
    /// Where to write a waveform (FST); needs a build with [`BuildOptions::trace`].
    pub waveform: Option<PathBuf>,
}

/// One running copy of a design. It keeps its state from run to run.
#[derive(Debug)]
pub struct Instance {
    model: ptr::NonNull<c_void>,
    simulation: Arc<Simulation>,
    memory: Vec<u64>,
    sdram: Option<Box<SdramModel>>,
    memory_options: MemoryOptions,
    cycles: u64,
    failed: bool,
}

// SAFETY: a model has no ties to the thread that made it: the runtime's thread-local context is set
// at every evaluation, and `&mut self` keeps two threads from running it at once.
unsafe impl Send for Instance {}

/// Simulations of this process. Each has a lock of its own, held while it is built, so that the
/// threads of a test program neither build the same design twice nor wait for another's.
/// The key is that of everything which tells two simulations apart.
type Loaded = Mutex<HashMap<String, Arc<Mutex<Weak<Simulation>>>>>;
static LOADED: LazyLock<Loaded> = LazyLock::new(Loaded::default);

impl Simulation {
    /// Builds `design`, or finds it in the cache folder, and loads it.
    ///
    /// The cache is below [`harmonia_fpga::cache_folder`]; its key is a hash of the Verilog, the shim,
    /// the flags and Verilator's version.
    ///
    /// # Errors
    /// When the streams do not describe ports, a tool is missing or refuses the design (its
    /// messages are part of the error), or the library does not load.
    pub fn build(
        design: &Design,
        options: &BuildOptions,
    ) -> Result<Arc<Simulation>, TestbenchError> {
        let streams = format!(
            "{:?} {:?} {:?} {}",
            design.streams, design.memory, design.sdram, options.trace
        );
        let key = cache::key(&[&design.top, &design.simulated(), &streams]);
        let slot = {
            // A poisoned lock protects nothing that could be half-written: the map only grows.
            let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(loaded.entry(key).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(simulation) = slot.upgrade() {
            return Ok(simulation);
        }
        let path = build::library(design, options.trace)?;
        let simulation = Arc::new(Simulation::load(design, options, &path)?);
        *slot = Arc::downgrade(&simulation);
        Ok(simulation)
    }

    fn load(
        design: &Design,
        options: &BuildOptions,
        path: &Path,
    ) -> Result<Simulation, TestbenchError> {
        let load = || -> Result<Simulation, libloading::Error> {
            // SAFETY: the library is one that `build` made; its initialisers are those of
            // Verilator's runtime, and the three functions have the types of `ffi`, which is
            // checked by the cache key holding the text of the shim that defines them.
            unsafe {
                let library = Library::new(path)?;
                Ok(Simulation {
                    top: design.top.clone(),
                    streams: design.streams.clone(),
                    memory: design.memory.clone(),
                    sdram: design.sdram.clone(),
                    trace: options.trace,
                    open: *library.get::<ffi::Open>(b"harmonia_open\0")?,
                    run: *library.get::<ffi::RunCycles>(b"harmonia_run\0")?,
                    close: *library.get::<ffi::Close>(b"harmonia_close\0")?,
                    _library: library,
                })
            }
        };
        load().map_err(|source| TestbenchError::Load {
            path: path.to_owned(),
            source,
        })
    }

    /// Name of the top module.
    pub fn top(&self) -> &str {
        &self.top
    }

    /// The design's streams.
    pub fn streams(&self) -> &[Stream] {
        &self.streams
    }

    /// A new instance with the default options.
    ///
    /// # Errors
    /// When the model does not start.
    pub fn instance(self: &Arc<Self>) -> Result<Instance, TestbenchError> {
        self.instance_with(&InstanceOptions::default())
    }

    /// A new instance.
    ///
    /// # Errors
    /// When a waveform is asked for and cannot be written, or the model does not start.
    pub fn instance_with(
        self: &Arc<Self>,
        options: &InstanceOptions,
    ) -> Result<Instance, TestbenchError> {
        let failed = || TestbenchError::Open {
            top: self.top.clone(),
            waveform: options.waveform.clone(),
        };
        if options.waveform.is_some() && !self.trace {
            return Err(TestbenchError::NoTrace {
                top: self.top.clone(),
            });
        }
        let waveform = options
            .waveform
            .as_ref()
            .map(|path| CString::new(path.as_os_str().as_bytes()))
            .transpose()
            .map_err(|_| failed())?;
        let waveform = waveform.as_ref().map_or(ptr::null(), |path| path.as_ptr());
        // SAFETY: `waveform` is null or a C string that lives until the call returns.
        let model = unsafe { (self.open)(options.power_up_seed, waveform) };
        Ok(Instance {
            model: ptr::NonNull::new(model).ok_or_else(failed)?,
            memory: match self.memory {
                Some(_) if options.memory.cleared => vec![0; options.memory.words],
                Some(_) => memory::power_up(options.memory.words, options.power_up_seed),
                None => Vec::new(),
            },
            sdram: self
                .sdram
                .as_ref()
                .map(|_| Box::new(SdramModel::new(&options.sdram, options.power_up_seed))),
            memory_options: options.memory,
            simulation: Arc::clone(self),
            cycles: 0,
            failed: false,
        })
    }
}

impl Instance {
    /// Runs until every input beat is taken and every output is full, and reports the cycles.
    ///
    /// After an error the state of the design is unknown and the instance cannot be run again.
    ///
    /// # Errors
    /// When the run does not fit the design's streams, a limit is reached first, or the design
    /// breaks a rule of streams.
    pub fn run(&mut self, run: &mut Run<'_>) -> Result<Report, TestbenchError> {
        let simulation = &*self.simulation;
        if self.failed {
            return Err(TestbenchError::Failed {
                top: simulation.top.clone(),
            });
        }
        let memory = run::Memory {
            name: simulation.memory.as_ref().map_or("", |port| &port.name),
            words: &mut self.memory,
            options: self.memory_options,
        };
        let chip = self.sdram.as_deref_mut();
        let chip = ffi::Sdram {
            model: chip.map_or(ptr::null_mut(), |chip| ptr::from_mut(chip).cast()),
            clock: sdram::clock,
        };
        let result = run::run(
            &simulation.top,
            &simulation.streams,
            run,
            memory,
            chip,
            |request| {
                // SAFETY: the model is alive until `drop`, nobody else runs it, and `run::run` made the
                // request for the very streams that the shim was written for.
                unsafe { (simulation.run)(self.model.as_ptr(), request) }
            },
        );
        let broken = self.sdram.as_ref().and_then(|chip| chip.violation());
        let result = result.map_err(|error| match broken {
            Some(violation) => TestbenchError::Sdram {
                top: simulation.top.clone(),
                violation,
                seed: run.seed,
            },
            None => error,
        });
        match result {
            Ok(report) => {
                self.cycles += report.cycles;
                Ok(report)
            }
            Err(error) => {
                // A run that was refused has not touched the model.
                self.failed = !matches!(error, TestbenchError::Run { .. });
                Err(error)
            }
        }
    }

    /// What the memory holds, by word; empty for a design without a memory port. A design that still writes
    /// when its streams are done needs [`Run::settle_cycles`].
    pub fn memory(&self) -> &[u64] {
        &self.memory
    }

    /// The memory, to be written between runs.
    pub fn memory_mut(&mut self) -> &mut [u64] {
        &mut self.memory
    }

    /// The chip, of a design with pins of one.
    pub fn sdram(&self) -> Option<&SdramModel> {
        self.sdram.as_deref()
    }

    /// The chip, to be looked at and changed between runs.
    pub fn sdram_mut(&mut self) -> Option<&mut SdramModel> {
        self.sdram.as_deref_mut()
    }

    /// Changes the pauses of the memory from the next run on.
    pub fn set_memory_stall(&mut self, stall: Stall) {
        self.memory_options.stall = stall;
    }

    /// Cycles of all runs so far.
    pub fn cycles(&self) -> u64 {
        self.cycles
    }

    /// The simulation this is an instance of.
    pub fn simulation(&self) -> &Arc<Simulation> {
        &self.simulation
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: the model was opened by this library, which `simulation` keeps loaded, and is
        // closed once.
        unsafe { (self.simulation.close)(self.model.as_ptr()) }
    }
}
