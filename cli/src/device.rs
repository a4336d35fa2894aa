//! Who executes a model's program: `--device`.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_device::system::{EmulatedMachine, Machine};
use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{
    AnyExecutor, DeviceExecutor, Keeping, KvOptions, SystemExecutor, SystemOptions, Tiling,
};
use harmonia_model::{Model, Reference};
use harmonia_sim::{Rtl, RtlMachine, RtlOptions, Stalls, SystemMemory};

use crate::failure::Failure;
use crate::machine_arguments::MachineArguments;
use crate::output_file::{OutputFile, StagedFile};
use crate::progress;

/// `--device`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DeviceKind {
    /// The configuration's Verilog, simulated cycle by cycle: an engine for one command at a time, or a system that
    /// executes whole passes
    Sim,
    /// The engine's arithmetic as software: the same bits, much faster
    Emulator,
    /// Whole passes by programs in a machine's memory, as software: the same bits (see `harmonia plan`)
    Machine,
    /// Everything in FP32: the reference
    F32,
}

impl DeviceKind {
    /// As the command line spells it.
    pub fn name(self) -> &'static str {
        match self {
            DeviceKind::Sim => "sim",
            DeviceKind::Emulator => "emulator",
            DeviceKind::Machine => "machine",
            DeviceKind::F32 => "f32",
        }
    }

    /// Whether keys and values are the device's, and it attends to them. Otherwise the host does both, in FP32.
    pub fn attends(self) -> bool {
        match self {
            DeviceKind::Sim | DeviceKind::Emulator | DeviceKind::Machine => true,
            DeviceKind::F32 => false,
        }
    }
}

/// What is simulated, and what `machine` has room for.
#[derive(Args, Clone, Debug, Default)]
pub struct SimulationOptions {
    /// What `sim` simulates, a configuration of configurations.toml [default: quad, an engine; `system` executes whole passes]
    #[arg(long, value_name = "NAME")]
    config: Option<String>,
    /// Write every signal of every cycle of `sim` into this FST file (GTKWave and Surfer show it).
    ///
    /// Files grow by megabytes per token and the simulation slows down: use few tokens. The file appears in the end; until
    /// then it grows beside, with the suffix .part.
    #[arg(long, value_name = "FILE.fst")]
    trace: Option<PathBuf>,
    #[command(flatten)]
    machine: MachineArguments,
}

/// Default of `--config`.
const SIMULATED: &str = "quad";

/// The executor of a model's program. With `kv` the device attends; otherwise the host does, in FP32. `by_layer` has
/// a machine show what every layer leaves, not only the last one.
pub fn executor(
    kind: DeviceKind,
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
    let executor = SystemExecutor::new(Arc::clone(model), machine, &options)?;
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
        if let Some(option) = self.machine.given()
            && !devices.contains(&DeviceKind::Machine)
        {
            return Err(Failure::NoMachine { option });
        }
        let option = match (&self.config, &self.trace) {
            (Some(_), _) => "--config",
            (None, Some(_)) => "--trace",
            (None, None) => return Ok(()),
        };
        if devices.contains(&DeviceKind::Sim) {
            return Ok(());
        }
        Err(Failure::NotSimulated { option })
    }
}
