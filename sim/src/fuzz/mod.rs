//! Random commands, legal and illegal, to two devices that must not differ: the simulated engine and the
//! emulator.
//!
//! ```text
//! seed --> sequence of calls --> Rtl ------> outcome, error, bits --.
//!                           `--> Emulator -> outcome, error, bits --+-- equal, and as foretold?
//! ```
//!
//! A sequence begins with power-up and is made from its seed alone, so the seed makes a difference again.
//! Each call is legal, or has one command that breaks a rule; which rule is known to the generator, whose
//! idea of what is legal is its own ([`sketch`]).

mod describe;
mod generator;
mod heads;
mod illegal;
mod products;
pub(crate) mod programs;
mod sequence;
mod shrink;
mod sketch;
mod values;

use std::fmt;
use std::sync::Arc;

use harmonia_device::{Command, Device, DeviceError, Emulator, Limits};
use harmonia_hdl::Configuration;

use crate::{Rtl, RtlOptions};
use sequence::{Call, Sequence};
use shrink::Shrink;
use values::Values;

/// Runs sequences of random commands on a simulated engine and on an emulator with its limits.
pub struct Fuzz {
    configuration: String,
    rtl: Rtl,
    values: Values,
    counts: FuzzCounts,
}

/// What was run and found equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FuzzCounts {
    /// Sequences that were run to their end.
    pub sequences: u64,
    /// Calls, refused ones included.
    pub calls: u64,
    /// Commands, those of refused calls included.
    pub commands: u64,
    /// Calls that were refused because a command is illegal.
    pub refused: u64,
    /// Calls that ended with a fault of a result.
    pub faults: u64,
    /// Results whose bits were compared.
    pub results: u64,
    /// Clock cycles of the engine.
    pub cycles: u64,
    /// How often a command that was executed came right after another one, by their numbers in
    /// [`KINDS`](Self::KINDS).
    pub followed: [[u64; 7]; 7],
}

impl FuzzCounts {
    /// The kinds of commands.
    pub const KINDS: [&'static str; 7] = [
        "LOAD",
        "MATMUL",
        "CONFIGURE",
        "WRITE",
        "STORE",
        "COMMIT",
        "ATTEND",
    ];
}

fn kind(command: &Command<'_>) -> usize {
    match command {
        Command::Load { .. } => 0,
        Command::MatMul(_) => 1,
        Command::Configure(_) => 2,
        Command::Write { .. } => 3,
        Command::Store { .. } => 4,
        Command::Commit { .. } => 5,
        Command::Attend { .. } => 6,
    }
}

/// Why a sequence did not run to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FuzzError {
    /// The devices differ, or a rule does.
    #[error("{0}")]
    Difference(Box<FuzzDifference>),
    /// The simulation does not start.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// A call after which the devices differ, or whose outcome is not what the rules say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FuzzDifference {
    /// Of the simulated engine.
    pub configuration: String,
    /// Of the sequence: it makes the difference again.
    pub seed: u64,
    /// What differs.
    pub reason: String,
    /// The shortest sequence found that ends with a difference: a line per matrix, then a line per call and a
    /// line per command.
    pub commands: Vec<String>,
}

impl fmt::Display for FuzzDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FuzzDifference {
            configuration,
            seed,
            reason,
            commands,
        } = self;
        write!(
            f,
            "{configuration}, seed {seed}: {reason}\n{}",
            commands.join("\n")
        )
    }
}

impl Fuzz {
    /// Builds the simulation of a configuration, or takes it from the cache.
    ///
    /// # Errors
    /// As [`Rtl::build`].
    pub fn new(configuration: &Configuration) -> Result<Fuzz, DeviceError> {
        Ok(Fuzz {
            configuration: configuration.name.clone(),
            rtl: Rtl::build(configuration, RtlOptions::default())?,
            values: Values::new(),
            counts: FuzzCounts::default(),
        })
    }

    /// What has been run so far.
    pub fn counts(&self) -> &FuzzCounts {
        &self.counts
    }

    /// Runs the sequence of a seed, some 200 commands.
    ///
    /// # Errors
    /// * The devices differ, or take what is illegal, or refuse what is legal. The sequence has been
    ///   shortened.
    /// * The simulation does not start.
    pub fn run(&mut self, seed: u64) -> Result<(), FuzzError> {
        let Limits {
            token_rows,
            batch,
            attention,
            ..
        } = *self.rtl.limits();
        let attention = attention.expect("every engine attends");
        let sequence = Sequence::new(&self.values, seed, [token_rows, batch], attention);
        let mut counts = self.counts;
        let difference = execute(&mut self.rtl, &sequence, &sequence.calls, true, &mut counts)?;
        let Some(found) = difference else {
            self.counts = counts;
            self.counts.sequences += 1;
            self.counts.cycles += self.rtl.cycles().unwrap_or(0);
            return Ok(());
        };
        let calls = sequence.calls[..=found.call].to_vec();
        let (calls, found) = match found.devices {
            true => {
                let rtl = &mut self.rtl;
                let mut run = |calls: &[Call<'_>]| {
                    execute(rtl, &sequence, calls, false, &mut FuzzCounts::default())
                };
                Shrink::new(calls, found, &mut run).shortest()
            }
            // What a call is to come to depends on those before it.
            false => (calls, found),
        };
        Err(FuzzError::Difference(Box::new(FuzzDifference {
            configuration: self.configuration.clone(),
            seed,
            reason: found.reason,
            commands: describe::describe(&sequence.matrices, &calls),
        })))
    }
}

/// What was found wrong with a call.
struct Found {
    call: usize,
    reason: String,
    /// Whether the two devices differ, or both from what the generator foretold.
    devices: bool,
}

/// Runs calls on both devices from power-up on, until one is at fault. Whether a call is legal is asked where
/// it is `foretold`.
fn execute(
    rtl: &mut Rtl,
    sequence: &Sequence<'_>,
    calls: &[Call<'_>],
    foretold: bool,
    counts: &mut FuzzCounts,
) -> Result<Option<Found>, DeviceError> {
    rtl.restart(sequence.options())?;
    let mut emulator = Emulator::with_limits(rtl.limits().clone());
    for matrix in &sequence.matrices {
        rtl.store(Arc::clone(matrix))?;
        emulator.store(Arc::clone(matrix))?;
    }
    let mut before = None;
    for (index, call) in calls.iter().enumerate() {
        rtl.set_stalls(call.stalls);
        let simulated = Outcome::of(rtl, &call.commands);
        let emulated = Outcome::of(&mut emulator, &call.commands);
        let found = |devices, reason| {
            Ok(Some(Found {
                call: index,
                reason,
                devices,
            }))
        };
        if let Some(reason) = simulated.difference(&emulated) {
            return found(true, reason);
        }
        let refusal = simulated
            .error
            .as_ref()
            .filter(|(code, _)| code.starts_with("command."));
        let code = refusal.map(|(code, _)| *code);
        if foretold && code != call.refusal {
            let say = |code: Option<&'static str>| code.unwrap_or("legal");
            let reason = format!("a call is {}, expected {}", say(code), say(call.refusal));
            return found(false, reason);
        }
        counts.calls += 1;
        counts.commands += call.commands.len() as u64;
        counts.results += simulated.results.len() as u64 - 1;
        if code.is_some() {
            counts.refused += 1;
            continue;
        }
        counts.faults += u64::from(simulated.error.is_some());
        for command in &call.commands {
            let kind = kind(command);
            if let Some(before) = before.replace(kind) {
                counts.followed[before][kind] += 1;
            }
        }
    }
    Ok(None)
}

/// What a device made of a call.
struct Outcome {
    error: Option<(&'static str, String)>,
    /// Bits of the results, behind one that was there before.
    results: Vec<u32>,
}

impl Outcome {
    fn of(device: &mut dyn Device, commands: &[Command<'_>]) -> Outcome {
        let mut results = vec![1.0];
        let error = device.execute(commands, &mut results).err();
        Outcome {
            error: error.map(|error| (error.code(), error.to_string())),
            results: results.iter().map(|value| value.to_bits()).collect(),
        }
    }

    fn difference(&self, emulated: &Outcome) -> Option<String> {
        let say = |error: &Option<(&'static str, String)>| match error {
            None => "ok".to_owned(),
            Some((code, text)) => format!("error[{code}]: {text}"),
        };
        if self.error != emulated.error {
            let (simulated, emulated) = (say(&self.error), say(&emulated.error));
            return Some(format!("simulated: {simulated}; emulated: {emulated}"));
        }
        let (results, others) = (&self.results, &emulated.results);
        if results.len() != others.len() {
            let (count, other) = (results.len(), others.len());
            return Some(format!("simulated: {count} results; emulated: {other}"));
        }
        let at = results.iter().zip(others).position(|(a, b)| a != b)?;
        Some(format!(
            "result {} of {}: simulated {:#010x}, emulated {:#010x}",
            at - 1,
            results.len() - 1,
            results[at],
            others[at]
        ))
    }
}
