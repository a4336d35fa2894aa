//! `harmonia fuzz`: random commands, to the simulated engine and to the emulator; random programs, to whole systems.

use std::fmt::Write;

use anyhow::Result;
use clap::Args;
use harmonia_hdl::Configuration;
use harmonia_sim::{Fuzz, FuzzCounts, FuzzDifference, FuzzError};
use serde::Serialize;

use crate::cmd_generate::{ALL, configurations};
use crate::failure::Failure;
use crate::fuzz_programs::ProgramArguments;
use crate::number::{at_least_one, seed};
use crate::output::Output;
use crate::progress;

/// Run random commands, or random programs, on a simulation and on its emulator, and compare them bit by bit.
///
/// Every law of the accelerator is about any legal sequence of commands, not about those that a model's
/// layers need. Commands of all kinds come here in any order, in calls of one to many: products of several
/// matrices in every format, sums cut over commands, loads anywhere in the buffers, several heads of 1 to
/// 256 channels in every format of the cache, values that overflow, pauses of every stream and of memory.
/// One call in eight breaks a rule on purpose.
///
/// Both devices must give the same outcome, the same error and the same bits, and refuse what is illegal
/// and nothing else. Commands come in sequences of some 200, each from power-up on and each made from a
/// seed of its own: S, S + 1, S + 2 and so on.
///
/// With --programs whole systems run programs, some ten one after the other from power-up on: loops, vectors, products,
/// attention over several sequences, commands whose fields are anything. What is compared is how each ends (done, the
/// first command with a flag, the reason of a refusal), the words that were moved for program, weights and vectors,
/// all of memory and of vector memory. How often each command was executed and each ending came is printed.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia fuzz --config single                     10,000 commands
  harmonia fuzz --commands 300000 --seed 1000000    all configurations, for a night
  harmonia fuzz --config quad --seed 4711 --commands 1
      the one sequence of a seed that was reported
  harmonia fuzz --config system --programs 10000    programs, legal and illegal, on a whole system
  harmonia fuzz --small 1 --small 2 --programs 1000 ... on small systems with one and two token rows
  harmonia fuzz --config system --programs 100000 --against frames
      the emulated machine against one behind frames, without a simulation

The exit status is 1 when the devices differ. The seed and the shortest sequence of commands that was found
to make them differ are printed; `harmonia fuzz` with this configuration and seed makes the difference again.")]
pub struct FuzzCommand {
    /// A configuration of configurations.toml, or `all`.
    #[arg(long, value_name = "NAME", default_value = ALL)]
    config: String,
    /// Commands to run on each configuration; the last sequence is run to its end.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = at_least_one)]
    commands: u64,
    /// Seed of the first sequence.
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed)]
    seed: u64,
    #[command(flatten)]
    programs: ProgramArguments,
}

#[derive(Serialize)]
struct Report {
    identical: bool,
    /// Seed of the first sequence of each configuration.
    seed: u64,
    configurations: Vec<Outcome>,
    difference: Option<Difference>,
}

#[derive(Serialize)]
struct Outcome {
    name: String,
    sequences: u64,
    calls: u64,
    /// Those of refused calls included.
    commands: u64,
    /// Calls that both devices refused because a command is illegal.
    refused: u64,
    /// Calls that ended with a fault of a result on both devices.
    faults: u64,
    /// Results compared.
    results: u64,
    cycles: u64,
}

#[derive(Serialize)]
struct Difference {
    configuration: String,
    /// Seed of the sequence.
    seed: u64,
    reason: String,
    /// The shortest sequence found, for people.
    commands: Vec<String>,
}

impl FuzzCommand {
    /// Runs the commands, and fails at the first difference.
    pub fn run(self, output: &Output) -> Result<()> {
        if self.programs.are_given() {
            return self.programs.run(&self.config, self.seed, output);
        }
        let mut outcomes = Vec::new();
        let mut difference = None;
        for configuration in configurations(&self.config)? {
            let (outcome, found) = self.fuzz(&configuration)?;
            outcomes.push(outcome);
            difference = found;
            if difference.is_some() {
                break;
            }
        }
        let report = Report {
            identical: difference.is_none(),
            seed: self.seed,
            configurations: outcomes,
            difference,
        };
        output.report(&report, Report::text)?;
        match report.difference {
            None => Ok(()),
            Some(found) => Err(Failure::Fuzz {
                again: format!(
                    "--config {} --seed {} --commands 1",
                    found.configuration, found.seed
                ),
            }
            .into()),
        }
    }

    fn fuzz(&self, configuration: &Configuration) -> Result<(Outcome, Option<Difference>)> {
        let name = &configuration.name;
        let mut fuzz = {
            let _spinner = progress::spinner(format!("{name}: simulation"));
            Fuzz::new(configuration)?
        };
        let bar = progress::count(name, self.commands);
        let mut seed = self.seed;
        let mut found = None;
        while found.is_none() && fuzz.counts().commands < self.commands {
            match fuzz.run(seed) {
                Ok(()) => bar.set_position(fuzz.counts().commands.min(self.commands)),
                Err(FuzzError::Difference(difference)) => found = Some((*difference).into()),
                Err(error) => return Err(error.into()),
            }
            seed = seed.wrapping_add(1);
        }
        bar.finish_and_clear();
        Ok((Outcome::new(name, fuzz.counts()), found))
    }
}

impl Outcome {
    fn new(name: &str, counts: &FuzzCounts) -> Outcome {
        Outcome {
            name: name.to_owned(),
            sequences: counts.sequences,
            calls: counts.calls,
            commands: counts.commands,
            refused: counts.refused,
            faults: counts.faults,
            results: counts.results,
            cycles: counts.cycles,
        }
    }
}

impl From<FuzzDifference> for Difference {
    fn from(found: FuzzDifference) -> Difference {
        Difference {
            configuration: found.configuration,
            seed: found.seed,
            reason: found.reason,
            commands: found.commands,
        }
    }
}

impl Report {
    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for outcome in &self.configurations {
            let Outcome {
                name,
                sequences,
                calls,
                commands,
                refused,
                faults,
                results,
                cycles,
            } = outcome;
            let _ = writeln!(
                text,
                "{name}: {commands} commands in {calls} calls of {sequences} sequences from seed {}: {refused} calls \
                 refused, {faults} with faults, {results} results compared, {cycles} cycles",
                self.seed
            );
        }
        match &self.difference {
            None => text += "identical\n",
            Some(found) => {
                let _ = writeln!(
                    text,
                    "{} differs, seed {}: {}",
                    found.configuration, found.seed, found.reason
                );
                for line in &found.commands {
                    let _ = writeln!(text, "  {line}");
                }
            }
        }
        text
    }
}
