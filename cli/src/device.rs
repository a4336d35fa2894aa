//! Who executes a model's program: `--device`.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use harmonia_device::system::{EmulatedMachine, Machine};
use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{
    AnyExecutor, DeviceExecutor, Keeping, KvOptions, SystemExecutor, SystemOptions, Tiling, Upload,
};
use harmonia_model::{Model, Reference};
use harmonia_sim::{Rtl, RtlMachine, RtlOptions, Stalls, SystemMemory};

use crate::board::{BoardArguments, BoardPlace};
use crate::failure::Failure;
use crate::machine_arguments::MachineArguments;
use crate::output_file::{OutputFile, StagedFile};
use crate::{message, progress};

/// `--device`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    /// The configuration's Verilog, simulated cycle by cycle: an engine for one command at a time, or a system that
    /// executes whole passes.
    Sim,
    /// The engine's arithmetic as software: the same bits, much faster.
    Emulator,
    /// Whole passes by programs in a machine's memory, as software: the same bits.
    Machine,
    /// Everything in FP32: the reference.
    F32,
    /// A board, or one that is simulated at its pins.
    Board(BoardPlace),
}

/// What `--device` names.
pub const DEVICES: &str = "\
sim: the Verilog of --config, simulated cycle by cycle; emulator: its arithmetic as software, the same bits, much faster; \
machine: whole passes by programs in a memory of its own, as software, the same bits (see `harmonia plan`); \
f32: everything in FP32, the reference; serial:PATH[@BAUD]: a board, for example serial:/dev/ttyUSB0; \
board-sim[:CONFIG][@BAUD]: a board simulated at its pins (docs/board.md)";

impl FromStr for DeviceKind {
    type Err = String;

    fn from_str(text: &str) -> Result<DeviceKind, String> {
        let kinds = [
            DeviceKind::Sim,
            DeviceKind::Emulator,
            DeviceKind::Machine,
            DeviceKind::F32,
        ];
        if let Some(kind) = kinds.into_iter().find(|kind| kind.name() == text) {
            return Ok(kind);
        }
        let place = BoardPlace::parse(text)?;
        place.map(DeviceKind::Board).ok_or_else(|| {
            "there are sim, emulator, machine, f32, serial:PATH[@BAUD] and board-sim[:CONFIG][@BAUD]".into()
        })
    }
}

impl DeviceKind {
    /// As reports call it.
    pub fn name(&self) -> &'static str {
        match self {
            DeviceKind::Sim => "sim",
            DeviceKind::Emulator => "emulator",
            DeviceKind::Machine => "machine",
            DeviceKind::F32 => "f32",
            DeviceKind::Board(place) => place.name(),
        }
    }

    /// Whether keys and values are the device's, and it attends to them. Otherwise the host does both, in FP32.
    pub fn attends(&self) -> bool {
        *self != DeviceKind::F32
    }

    /// Whether Verilog is simulated.
    fn is_simulated(&self) -> bool {
        matches!(
            self,
            DeviceKind::Sim | DeviceKind::Board(BoardPlace::Simulated { .. })
        )
    }
}

/// What is simulated, and what `machine` has room for.
#[derive(Args, Clone, Debug, Default)]
pub struct SimulationOptions {
    /// What `sim` simulates, a configuration of configurations.toml [default: quad, an engine; `system` executes whole passes]
    #[arg(long, value_name = "NAME")]
    config: Option<String>,
    /// Write every signal of every cycle of `sim` or `board-sim` into this FST file (GTKWave and Surfer show it).
    ///
    /// Files grow by megabytes per token and the simulation slows down: use few tokens. The file appears in the end; until
    /// then it grows beside, with the suffix .part.
    #[arg(long, value_name = "FILE.fst")]
    trace: Option<PathBuf>,
    #[command(flatten)]
    machine: MachineArguments,
    #[command(flatten)]
    board: BoardArguments,
}

/// Default of `--config`.
const SIMULATED: &str = "quad";

/// The executor of a model's program. With `kv` the device attends; otherwise the host does, in FP32. `by_layer` has
/// a machine show what every layer leaves, not only the last one.
pub fn executor(
    kind: &DeviceKind,
    model: &Arc<Model>,
    options: &SimulationOptions,
    stalls: Option<Stalls>,
    tiling: Tiling,
    kv: Option<KvOptions>,
    by_layer: bool,
) -> Result<AnyExecutor> {
    let device: Box<dyn Device> = match kind {
        DeviceKind::F32 => return Ok(reference(model)),
        DeviceKind::Machine => {
            let machine = EmulatedMachine::new(options.machine.limits());
            let context = options.machine.context();
            return self::machine(model, Box::new(machine), kv, by_layer, context);
        }
        DeviceKind::Board(place) => {
            let most = options.machine.memory_words();
            let machine = options.board.machine(place, options.trace.clone(), most)?;
            let context = options.machine.context();
            return self::machine(model, machine, kv, by_layer, context);
        }
        DeviceKind::Emulator => Box::new(Emulator::new()),
        DeviceKind::Sim => {
            let name = options.config.as_deref().unwrap_or(SIMULATED);
            let configuration = Configuration::named(name)?;
            let spinner = progress::spinner("building the simulation (a minute the first time)");
            let options = RtlOptions {
                stalls,
                waveform: options.trace.clone(),
                ..RtlOptions::default()
            };
            if configuration.vectors.is_some() {
                let machine = RtlMachine::build(&configuration, options, SystemMemory::default())?;
                spinner.finish_and_clear();
                let context = SystemOptions::CONTEXT;
                return self::machine(model, Box::new(machine), kv, by_layer, context);
            }
            let rtl = Rtl::build(&configuration, options)?;
            spinner.finish_and_clear();
            Box::new(rtl)
        }
    };
    let keeping = kv.map_or(Keeping::Host, Keeping::Device);
    let device = DeviceExecutor::new(Arc::clone(model), device, tiling, keeping)?;
    Ok(AnyExecutor::Device(device.into()))
}

/// The executor of a model on a machine, for sequences of `context` tokens.
fn machine(
    model: &Arc<Model>,
    machine: Box<dyn Machine>,
    kv: Option<KvOptions>,
    by_layer: bool,
    context: usize,
) -> Result<AnyExecutor> {
    // A machine attends: there is nobody else who has keys and values.
    let kv = kv.ok_or(Failure::MachineAttends)?;
    let options = SystemOptions {
        kv,
        by_layer,
        context,
        ..SystemOptions::default()
    };
    if !machine.is_remote() {
        let executor = SystemExecutor::new(Arc::clone(model), machine, &options)?;
        return Ok(AnyExecutor::Machine(executor.into()));
    }
    let bar = progress::bytes("uploading the model", 0);
    let begun = Instant::now();
    let mut last = Upload::default();
    let executor = SystemExecutor::uploaded(Arc::clone(model), machine, &options, &mut |now| {
        last = now;
        bar.set_length(8 * now.all);
        bar.set_position(8 * (now.sent + now.skipped));
    })?;
    bar.finish_and_clear();
    let megabytes = |words: u64| 8.0 * words as f64 / 1e6;
    let seconds = begun.elapsed().as_secs_f64();
    message::say(format_args!(
        "{:.1} MB uploaded in {seconds:.1} s, {:.0} kB/s; {:.1} MB were there already",
        megabytes(last.sent),
        1000.0 * megabytes(last.sent) / seconds,
        megabytes(last.skipped)
    ));
    Ok(AnyExecutor::Machine(executor.into()))
}

/// FP32 on a model's weights.
pub fn reference(model: &Arc<Model>) -> AnyExecutor {
    AnyExecutor::Reference(Reference::new(Arc::clone(model)).into())
}

impl SimulationOptions {
    /// Lets the trace go to a file beside its path, for the time of the simulation; that it can be written is known then.
    pub fn stage_trace(&mut self, inputs: &[PathBuf]) -> Result<Option<StagedFile>, Failure> {
        let Some(path) = &self.trace else {
            return Ok(None);
        };
        let staged = OutputFile::new(path, inputs)?.stage()?;
        self.trace = Some(staged.path().to_owned());
        Ok(Some(staged))
    }

    /// Refuses options of the simulation when none of `devices` is simulated, and of a machine when none is one.
    pub fn check(&self, devices: &[DeviceKind]) -> Result<(), Failure> {
        let is_board = |device: &DeviceKind| matches!(device, DeviceKind::Board(_));
        let has_board = devices.iter().any(is_board);
        let has_machine = devices.contains(&DeviceKind::Machine);
        if let Some(option) = self.machine.given().filter(|_| !has_machine && !has_board) {
            return Err(Failure::NoMachine { option });
        }
        // A board's passes are as its bitstream has them.
        if let Some(option) = self.machine.pass().filter(|_| !has_machine) {
            return Err(Failure::NoMachine { option });
        }
        if let Some(option) = self.board.line().filter(|_| !has_board) {
            return Err(Failure::NoBoard { option });
        }
        if let Some(option) = self.board.simulated()
            && !devices
                .iter()
                .any(|device| is_board(device) && device.is_simulated())
        {
            return Err(Failure::NoBoard { option });
        }
        let is_sim = devices.contains(&DeviceKind::Sim);
        let option = match (&self.config, &self.trace) {
            (Some(_), _) if !is_sim => "--config",
            (_, Some(_)) if !devices.iter().any(DeviceKind::is_simulated) => "--trace",
            _ => return Ok(()),
        };
        Err(Failure::NotSimulated { option })
    }
}
