//! `harmonia fuzz --programs`: random programs, on a system and on the emulated machine.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_hdl::Configuration;
use harmonia_sim::{ProgramCounts, ProgramDifference, ProgramError, ProgramFuzz, small_system};
use serde::Serialize;

use crate::cmd_generate::configurations;
use crate::failure::Failure;
use crate::number::at_least_one;
use crate::output::Output;
use crate::progress;

/// What is run.
#[derive(Args)]
pub struct ProgramArguments {
    /// Run so many random programs of whole systems, in place of commands of an accelerator.
    #[arg(long, value_name = "N", conflicts_with = "commands", value_parser = at_least_one)]
    programs: Option<u64>,
    /// End after so many minutes, even if there were fewer programs.
    #[arg(long, value_name = "M", requires = "programs", conflicts_with = "commands", value_parser = at_least_one)]
    minutes: Option<u64>,
    /// What is compared with the emulated machine.
    #[arg(long, value_enum, requires = "programs", conflicts_with = "commands", default_value_t = Against::Rtl)]
    against: Against,
    /// In place of --config: small systems with so many token rows (1, 2, 4; more than once), whose limits are soon reached.
    #[arg(long, value_name = "ROWS", requires = "programs", conflicts_with_all = ["config", "commands"], value_parser = rows)]
    small: Vec<usize>,
}

/// `--against`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum Against {
    /// The configuration's Verilog, simulated cycle by cycle
    Rtl,
    /// Another emulated machine, reached by frames alone: no simulation, and much faster
    Frames,
}

fn rows(text: &str) -> Result<usize, String> {
    match text {
        "1" | "2" | "4" => Ok(text.parse().expect("a digit")),
        _ => Err("a system has 1, 2 or 4 token rows".into()),
    }
}

#[derive(Serialize)]
struct Report {
    identical: bool,
    against: Against,
    /// Seed of the first sequence of each configuration.
    seed: u64,
    configurations: Vec<Outcome>,
    difference: Option<Difference>,
}

#[derive(Serialize)]
struct Outcome {
    name: String,
    sequences: u64,
    programs: u64,
    /// Commands that were executed, by their names.
    executed: BTreeMap<&'static str, u64>,
    /// Programs by how they ended: `done`, `flagged` with the first command that raised a flag, or a code.
    outcomes: BTreeMap<String, u64>,
    cycles: u64,
}

#[derive(Serialize)]
struct Difference {
    configuration: String,
    /// Seed of the sequence.
    seed: u64,
    /// Programs of the sequence before this one.
    before: usize,
    reason: String,
    /// Pass, table and program, for people.
    program: Vec<String>,
}

impl ProgramArguments {
    /// Whether programs are asked for.
    pub fn are_given(&self) -> bool {
        self.programs.is_some()
    }

    /// Runs the programs, and fails at the first difference.
    pub fn run(&self, config: &str, seed: u64, output: &Output) -> Result<()> {
        let configurations = if self.small.is_empty() {
            let mut all = configurations(config)?;
            if all.len() > 1 {
                all.retain(|configuration| configuration.vectors.is_some());
            }
            all
        } else {
            self.small.iter().map(|&rows| small_system(rows)).collect()
        };
        let begun = Instant::now();
        let mut outcomes = Vec::new();
        let mut difference = None;
        for configuration in &configurations {
            let (outcome, found) = self.fuzz(configuration, seed, begun)?;
            outcomes.push(outcome);
            difference = found;
            if difference.is_some() {
                break;
            }
        }
        let report = Report {
            identical: difference.is_none(),
            against: self.against,
            seed,
            configurations: outcomes,
            difference,
        };
        output.report(&report, Report::text)?;
        match report.difference {
            None => Ok(()),
            Some(found) => Err(Failure::Fuzz {
                again: self.again(&found),
            }
            .into()),
        }
    }

    fn fuzz(
        &self,
        configuration: &Configuration,
        mut seed: u64,
        begun: Instant,
    ) -> Result<(Outcome, Option<Difference>)> {
        let name = &configuration.name;
        let mut fuzz = match self.against {
            Against::Rtl => {
                let _spinner = progress::spinner(format!("{name}: simulation"));
                ProgramFuzz::simulated(configuration)?
            }
            Against::Frames => ProgramFuzz::behind_frames(configuration)?,
        };
        let wanted = self.programs.unwrap_or(1);
        let limit = self
            .minutes
            .map(|minutes| Duration::from_secs(60 * minutes));
        let bar = progress::count(name, wanted);
        let mut found = None;
        while found.is_none()
            && fuzz.counts().programs < wanted
            && limit.is_none_or(|limit| begun.elapsed() < limit)
        {
            match fuzz.run(seed) {
                Ok(()) => bar.set_position(fuzz.counts().programs.min(wanted)),
                Err(ProgramError::Difference(difference)) => found = Some((*difference).into()),
                Err(error) => return Err(error.into()),
            }
            seed = seed.wrapping_add(1);
        }
        bar.finish_and_clear();
        Ok((Outcome::new(name, fuzz.counts()), found))
    }

    /// Arguments of `harmonia fuzz` that make a difference again.
    fn again(&self, found: &Difference) -> String {
        let system = match self.small.is_empty() {
            true => format!("--config {}", found.configuration),
            false => format!(
                "--small {}",
                found.configuration.trim_start_matches("small-")
            ),
        };
        let against = match self.against {
            Against::Rtl => "",
            Against::Frames => " --against frames",
        };
        format!("{system} --programs 1{against} --seed {}", found.seed)
    }
}

impl Outcome {
    fn new(name: &str, counts: &ProgramCounts) -> Outcome {
        let ProgramCounts {
            sequences,
            programs,
            executed,
            outcomes,
            cycles,
            ..
        } = counts.clone();
        Outcome {
            name: name.to_owned(),
            sequences,
            programs,
            executed,
            outcomes,
            cycles,
        }
    }
}

impl From<ProgramDifference> for Difference {
    fn from(found: ProgramDifference) -> Difference {
        Difference {
            configuration: found.configuration,
            seed: found.seed,
            before: found.before,
            reason: found.reason,
            program: found.program,
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
                programs,
                executed,
                outcomes,
                cycles,
            } = outcome;
            let _ = writeln!(
                text,
                "{name}: {programs} programs of {sequences} sequences from seed {}, {cycles} cycles",
                self.seed
            );
            let commands = executed
                .iter()
                .map(|(name, count)| format!("{name} {count}"));
            let _ = writeln!(
                text,
                "  executed: {}",
                commands.collect::<Vec<_>>().join(", ")
            );
            for (kind, count) in outcomes {
                let _ = writeln!(text, "  {count:>8}  {kind}");
            }
        }
        match &self.difference {
            None => text += "identical\n",
            Some(found) => {
                let _ = writeln!(
                    text,
                    "{} differs, seed {}, program {} of the sequence: {}",
                    found.configuration, found.seed, found.before, found.reason
                );
                for line in &found.program {
                    let _ = writeln!(text, "  {line}");
                }
            }
        }
        text
    }
}
