//! Who multiplies the matrices: `--device`.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_hdl::Configuration;
use harmonia_host::{
    Clocked, Device, DeviceLinears, Emulator, LinearsError, Rtl, RtlOptions, Stalls, Tiling,
};
use harmonia_model::{F32Linears, LinearId, Linears, Model};

use crate::failure::Failure;
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
}

/// What is simulated.
#[derive(Args, Clone, Debug, Default)]
pub struct SimulationOptions {
    /// Engine that `sim` simulates, a configuration of configurations.toml [default: quad]
    #[arg(long, value_name = "NAME")]
    config: Option<String>,
    /// Write every signal of every cycle of `sim` into this FST file (GTKWave and Surfer show it).
    ///
    /// Files grow by megabytes a token and the simulation slows down: use few tokens.
    #[arg(long, value_name = "FILE.fst")]
    trace: Option<PathBuf>,
}

/// Default of `--config`.
const SIMULATED: &str = "quad";

/// The linear layers of a model on one of the devices.
pub enum Multiplier {
    Reference(F32Linears),
    Device(DeviceLinears<Box<dyn Device>>),
}

impl Multiplier {
    /// Builds the device, where there is one, and gives it the model's matrices.
    pub fn new(
        kind: DeviceKind,
        model: &Model,
        options: &SimulationOptions,
        stalls: Option<Stalls>,
        tiling: Tiling,
    ) -> Result<Multiplier> {
        let device: Box<dyn Device> = match kind {
            DeviceKind::F32 => return Ok(Multiplier::Reference(F32Linears::new(model))),
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
        Ok(Multiplier::Device(DeviceLinears::new(
            device, model, tiling,
        )?))
    }

    /// One line for people.
    pub fn describe(&self) -> String {
        match self {
            Multiplier::Reference(_) => "FP32 reference".into(),
            Multiplier::Device(linears) => linears.device().describe(),
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
            Multiplier::Reference(linears) => {
                let Ok(()) = linears.apply(ids, tokens, input, outputs);
                Ok(())
            }
            Multiplier::Device(linears) => linears.apply(ids, tokens, input, outputs),
        }
    }
}

impl Clocked for Multiplier {
    fn cycles(&self) -> Option<u64> {
        match self {
            Multiplier::Reference(linears) => linears.cycles(),
            Multiplier::Device(linears) => linears.cycles(),
        }
    }
}

impl SimulationOptions {
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
