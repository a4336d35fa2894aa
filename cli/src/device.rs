//! Who executes a model's program: `--device`.

use std::fs;
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
use serde::Serialize;

use crate::board::{BoardArguments, BoardPlace};
use crate::failure::Failure;
use crate::machine_arguments::MachineArguments;
use crate::output_file::{OutputFile, StagedFile};
use crate::{interrupt, message, progress};

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
    /// Files grow by a hundred megabytes per token and the simulation slows down: use few tokens. The file appears in the end; until
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

/// An executor that has been given a model, and what is known of that.
pub struct Started {
    pub executor: AnyExecutor,
    /// Of a machine in Verilog, as a board or the command line calls it.
    pub configuration: Option<String>,
    /// None of a machine in this process.
    pub upload: Option<UploadReport>,
}

/// What of a model was sent to a machine.
#[derive(Clone, Serialize)]
pub struct UploadReport {
    uploaded_bytes: u64,
    /// What memory held already.
    present_bytes: u64,
    seconds: f64,
}

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
) -> Result<Started> {
    let device: Box<dyn Device> = match kind {
        DeviceKind::F32 => return Ok(reference(model).into()),
        DeviceKind::Machine => {
            let machine = EmulatedMachine::new(options.machine.limits());
            let context = options.machine.context();
            return self::machine(model, Box::new(machine), None, kv, by_layer, context);
        }
        DeviceKind::Board(place) => {
            let most = options.machine.memory_words();
            let own = options.board.machine(place, options.trace.clone(), most)?;
            let (name, context) = (Some(own.configuration), options.machine.context());
            return self::machine(model, own.machine, name, kv, by_layer, context);
        }
        DeviceKind::Emulator => Box::new(Emulator::new()),
        DeviceKind::Sim => {
            let name = options.config.as_deref().unwrap_or(SIMULATED);
            let configuration = Configuration::named(name)?;
            let spinner = progress::stage("building the simulation (a minute the first time)");
            let options = RtlOptions {
                stalls,
                waveform: options.trace.clone(),
                ..RtlOptions::default()
            };
            if configuration.vectors.is_some() {
                let machine = RtlMachine::build(&configuration, options, SystemMemory::default())?;
                spinner.finish_and_clear();
                let context = SystemOptions::CONTEXT;
                let name = Some(configuration.name);
                return self::machine(model, Box::new(machine), name, kv, by_layer, context);
            }
            let rtl = Rtl::build(&configuration, options)?;
            spinner.finish_and_clear();
            Box::new(rtl)
        }
    };
    let keeping = kv.map_or(Keeping::Host, Keeping::Device);
    let device = DeviceExecutor::new(Arc::clone(model), device, tiling, keeping)?;
    Ok(AnyExecutor::Device(device.into()).into())
}

/// The executor of a model on a machine, for sequences of `context` tokens.
fn machine(
    model: &Arc<Model>,
    machine: Box<dyn Machine>,
    configuration: Option<String>,
    kv: Option<KvOptions>,
    by_layer: bool,
    context: usize,
) -> Result<Started> {
    // A machine attends: there is nobody else who has keys and values.
    let kv = kv.ok_or(Failure::MachineAttends)?;
    let options = SystemOptions {
        kv,
        by_layer,
        context,
        ..SystemOptions::default()
    };
    let started = match machine.is_remote() {
        true => uploaded(model, machine, &options)?,
        false => {
            let executor = SystemExecutor::new(Arc::clone(model), machine, &options)?;
            AnyExecutor::Machine(executor.into()).into()
        }
    };
    Ok(Started {
        configuration,
        ..started
    })
}

/// Sends a machine elsewhere what it does not hold of the model, and shows how that goes.
fn uploaded(
    model: &Arc<Model>,
    machine: Box<dyn Machine>,
    options: &SystemOptions,
) -> Result<Started> {
    let bar = progress::bytes("uploading the model", 0);
    let begun = Instant::now();
    let mut last = Upload::default();
    let executor = SystemExecutor::uploaded(Arc::clone(model), machine, options, &mut |now| {
        if last.all == 0 {
            let megabytes = 8.0 * now.all as f64 / 1e6;
            progress::begins(&format!("uploading the model, {megabytes:.1} MB at most"));
            bar.set_length(8 * now.all);
        }
        last = now;
        bar.set_position(8 * (now.sent + now.skipped));
    })?;
    bar.finish_and_clear();
    let report = UploadReport {
        uploaded_bytes: 8 * last.sent,
        present_bytes: 8 * last.skipped,
        seconds: begun.elapsed().as_secs_f64(),
    };
    message::say(report.text());
    Ok(Started {
        upload: Some(report),
        ..AnyExecutor::Machine(executor.into()).into()
    })
}

impl UploadReport {
    fn text(&self) -> String {
        let [sent, present] = [self.uploaded_bytes, self.present_bytes].map(|own| own as f64 / 1e6);
        let seconds = self.seconds;
        if self.uploaded_bytes == 0 {
            return format!(
                "nothing to upload: memory holds the model's {present:.1} MB, which was checked in {seconds:.1} s"
            );
        }
        let speed = 1000.0 * sent / seconds;
        let rest = match self.present_bytes {
            0 => String::new(),
            _ => format!("; {present:.1} MB were there already"),
        };
        format!("{sent:.1} MB uploaded in {seconds:.1} s, {speed:.0} kB/s{rest}")
    }
}

impl From<AnyExecutor> for Started {
    fn from(executor: AnyExecutor) -> Started {
        Started {
            executor,
            configuration: None,
            upload: None,
        }
    }
}

/// FP32 on a model's weights.
pub fn reference(model: &Arc<Model>) -> AnyExecutor {
    AnyExecutor::Reference(Reference::new(Arc::clone(model)).into())
}

impl SimulationOptions {
    /// Lets the trace go to a file beside its path, for the time of the simulation; that it can be written is known then.
    pub fn stage_trace(&mut self, inputs: &[PathBuf]) -> Result<Option<StagedFile>> {
        let Some(path) = &self.trace else {
            return Ok(None);
        };
        let staged = OutputFile::new(path, inputs)?.stage()?;
        // Verilator keeps the names of signals in a file of its own until the end.
        let mut names = staged.path().as_os_str().to_owned();
        names.push(".hier");
        let leftovers = [staged.path().to_owned(), names.into()];
        interrupt::before_the_end(move || {
            // What is not there any more has been finished.
            let _ = leftovers.map(fs::remove_file);
            Ok(())
        })?;
        self.trace = Some(staged.path().to_owned());
        Ok(Some(staged))
    }

    /// Turns off simulated boards that nobody uses any more, and lets the trace appear, which is whole then.
    ///
    /// # Errors
    /// When a board has broken a rule, or its memory or the trace cannot be written.
    pub fn finish(&self, trace: Option<StagedFile>) -> Result<()> {
        let off = self.board.turn_off();
        let traced = trace.map_or(Ok(()), StagedFile::finish);
        off?;
        Ok(traced?)
    }

    /// Refuses options of the simulation when none of `devices` is simulated, and of a machine when none is one.
    pub fn check(&self, devices: &[DeviceKind]) -> Result<(), Failure> {
        let boards = devices.iter().filter_map(|device| match device {
            DeviceKind::Board(place) => Some(place),
            _ => None,
        });
        let has_board = boards.clone().next().is_some();
        let has_machine = devices.contains(&DeviceKind::Machine);
        if let Some(option) = self.machine.given().filter(|_| !has_machine && !has_board) {
            return Err(Failure::NoMachine { option });
        }
        // A board's passes are as its bitstream has them.
        if let Some(option) = self.machine.pass().filter(|_| !has_machine) {
            return Err(Failure::NoMachine { option });
        }
        self.board.check(boards)?;
        let is_sim = devices.contains(&DeviceKind::Sim);
        let option = match (&self.config, &self.trace) {
            (Some(_), _) if !is_sim => "--config",
            (_, Some(_)) if !devices.iter().any(DeviceKind::is_simulated) => "--trace",
            _ => return Ok(()),
        };
        Err(Failure::NotSimulated { option })
    }
}
