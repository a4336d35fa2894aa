//! Who multiplies the matrices and attends: `--device`.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{
    AttentionError, Clocked, DeviceAttention, DeviceLinears, KvOptions, KvPlan, LinearsError,
    Tiling,
};
use harmonia_model::{Attend, Attention, F32Linears, HostAttention, LinearId, Linears, Model};
use harmonia_sim::{Rtl, RtlOptions, Stalls};

use crate::failure::Failure;
use crate::output_file::{OutputFile, StagedFile};
use crate::progress;

/// `--device`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DeviceKind {
    /// The engine's Verilog, simulated cycle by cycle
    Sim,
    /// The engine's arithmetic as software: the same bits, much faster
    Emulator,
    /// The same weights, multiplied in FP32: the reference
    F32,
}

impl DeviceKind {
    /// As the command line spells it.
    pub fn name(self) -> &'static str {
        match self {
            DeviceKind::Sim => "sim",
            DeviceKind::Emulator => "emulator",
            DeviceKind::F32 => "f32",
        }
    }

    /// Whether keys and values are the device's, and it attends to them. Otherwise the host does both, in FP32.
    pub fn attends(self) -> bool {
        match self {
            DeviceKind::Sim | DeviceKind::Emulator => true,
            DeviceKind::F32 => false,
        }
    }
}

/// What is simulated.
#[derive(Args, Clone, Debug, Default)]
pub struct SimulationOptions {
    /// Engine that `sim` simulates, a configuration of configurations.toml [default: quad]
    #[arg(long, value_name = "NAME")]
    config: Option<String>,
    /// Write every signal of every cycle of `sim` into this FST file (GTKWave and Surfer show it).
    ///
    /// Files grow by megabytes a token and the simulation slows down: use few tokens. The file appears in the end; until
    /// then it grows beside, with the suffix .part.
    #[arg(long, value_name = "FILE.fst")]
    trace: Option<PathBuf>,
}

/// Default of `--config`.
const SIMULATED: &str = "quad";

/// The linear layers and the attention of a model on one of the devices.
pub enum Multiplier {
    Reference(HostAttention<F32Linears>),
    /// A device that multiplies, beside attention in FP32.
    HostAttention(HostAttention<DeviceLinears<Box<dyn Device>>>),
    Device(Box<DeviceAttention<Box<dyn Device>>>),
}

impl Multiplier {
    /// Builds the device, where there is one, and gives it the model's matrices. With `kv` it attends as well.
    pub fn new(
        kind: DeviceKind,
        model: &Model,
        options: &SimulationOptions,
        stalls: Option<Stalls>,
        tiling: Tiling,
        kv: Option<KvOptions>,
    ) -> Result<Multiplier> {
        let device: Box<dyn Device> = match kind {
            DeviceKind::F32 => return Ok(Multiplier::Reference(HostAttention::reference(model))),
            DeviceKind::Emulator => Box::new(Emulator::new()),
            DeviceKind::Sim => {
                let name = options.config.as_deref().unwrap_or(SIMULATED);
                let configuration = Configuration::named(name)?;
                let spinner =
                    progress::spinner("building the simulation (a minute the first time)");
                let options = RtlOptions {
                    stalls,
                    waveform: options.trace.clone(),
                    ..RtlOptions::default()
                };
                let rtl = Rtl::build(&configuration, options)?;
                spinner.finish_and_clear();
                Box::new(rtl)
            }
        };
        let Some(kv) = kv else {
            let linears = DeviceLinears::new(device, model, tiling)?;
            return Ok(Multiplier::HostAttention(HostAttention::new(
                model, linears,
            )));
        };
        let limits = device
            .limits()
            .attention
            .ok_or(AttentionError::Unsupported)?;
        let plan = KvPlan::new(model, kv, limits)?;
        let linears = DeviceLinears::new(device, model, tiling)?;
        let attention = DeviceAttention::new(linears, plan)?;
        Ok(Multiplier::Device(Box::new(attention)))
    }

    /// Where keys and values lie, if on a device.
    pub fn plan(&self) -> Option<&KvPlan> {
        match self {
            Multiplier::Reference(_) | Multiplier::HostAttention(_) => None,
            Multiplier::Device(device) => Some(device.plan()),
        }
    }

    /// One line for people.
    pub fn describe(&self) -> String {
        match self {
            Multiplier::Reference(_) => "FP32 reference".into(),
            Multiplier::HostAttention(host) => {
                format!("{}, attention in FP32", host.linears().device().describe())
            }
            Multiplier::Device(device) => {
                let format = device.plan().options().format;
                format!("{}, KV cache {format}", device.device().describe())
            }
        }
    }
}

impl Linears for Multiplier {
    type Error = LinearsError;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), LinearsError> {
        match self {
            Multiplier::Reference(reference) => {
                let Ok(()) = reference.apply(ids, tokens, input, outputs);
                Ok(())
            }
            Multiplier::HostAttention(host) => host.apply(ids, tokens, input, outputs),
            Multiplier::Device(device) => device.apply(ids, tokens, input, outputs),
        }
    }
}

impl Attention for Multiplier {
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), LinearsError> {
        match self {
            Multiplier::Reference(reference) => {
                let Ok(()) = reference.begin(start, tokens);
                Ok(())
            }
            Multiplier::HostAttention(host) => host.begin(start, tokens),
            Multiplier::Device(device) => device.begin(start, tokens),
        }
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), LinearsError> {
        match self {
            Multiplier::Reference(reference) => {
                let Ok(()) = reference.attend(call, out);
                Ok(())
            }
            Multiplier::HostAttention(host) => host.attend(call, out),
            Multiplier::Device(device) => device.attend(call, out),
        }
    }
}

impl Clocked for Multiplier {
    fn cycles(&self) -> Option<u64> {
        match self {
            Multiplier::Reference(reference) => reference.cycles(),
            Multiplier::HostAttention(host) => host.cycles(),
            Multiplier::Device(device) => device.cycles(),
        }
    }
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

    /// Refuses options of the simulation when none of `devices` is simulated.
    pub fn check(&self, devices: &[DeviceKind]) -> Result<(), Failure> {
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
