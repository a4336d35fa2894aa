//! `harmonia check`: every front end must like what is generated, and nothing may be a latch.

use std::fmt::Write;

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{
    Check, CheckReport, Finding, IcarusCompile, Lint, Mapping, Runner, ToolError, Toolbox,
};
use harmonia_hdl::{Configuration, Design};
use serde::Serialize;

use crate::cmd_generate::{ALL, configurations};
use crate::failure::Failure;
use crate::output::Output;
use crate::progress;

/// Check the Verilog of a configuration with three front ends.
///
/// * `verilator --lint-only -Wall` must be silent (DECLFILENAME apart: a file holds several modules).
/// * Icarus must compile it as Verilog-2005.
/// * Yosys `check` must find no problem and no latch. The report lists every memory and what it becomes
///   on ECP5: one of more than 512 bits in flip-flops fails, because then its template was not recognised.
#[derive(Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  harmonia check                        all configurations
  harmonia check --config quad --json   one, for a program

The exit status is 1 when a configuration does not pass."
)]
pub struct CheckCommand {
    /// A configuration of configurations.toml, or `all`.
    #[arg(long, value_name = "NAME", default_value = ALL)]
    config: String,
}

/// A memory of more bits than this must not become flip-flops.
const FLIP_FLOP_BITS: usize = 512;

#[derive(Serialize)]
struct Report {
    passes: bool,
    configurations: Vec<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    name: String,
    passes: bool,
    /// Findings of Verilator's lint; none is a pass.
    lint: Vec<Finding>,
    /// What Icarus said when it refused the file.
    icarus: Option<String>,
    yosys: CheckReport,
    /// Memories that became more flip-flops than allowed.
    flip_flop_memories: Vec<String>,
}

impl CheckCommand {
    /// Checks every configuration, and fails when one does not pass.
    pub fn run(self, output: &Output) -> Result<()> {
        let toolbox = Toolbox::from_environment();
        let configurations = configurations(&self.config)?;
        let mut outcomes = Vec::new();
        for configuration in &configurations {
            outcomes.push(Outcome::of(configuration, &toolbox)?);
        }
        let failed = outcomes.iter().filter(|outcome| !outcome.passes);
        let names: Vec<String> = failed.map(|outcome| outcome.name.clone()).collect();
        let report = Report {
            passes: names.is_empty(),
            configurations: outcomes,
        };
        output.report(&report, Report::text)?;
        if report.passes {
            Ok(())
        } else {
            Err(Failure::Check { names }.into())
        }
    }
}

impl Outcome {
    fn of(configuration: &Configuration, toolbox: &Toolbox) -> Result<Outcome, ToolError> {
        let name = &configuration.name;
        let spinner = progress::spinner(format!("{name}: generate"));
        let design = Design::of(configuration);
        let top = design.top.as_str();
        let simulated = design.simulated();
        spinner.set_message(format!("{name}: lint"));
        let lint = Lint {
            top,
            verilog: &simulated,
        };
        let lint = lint.run_once(toolbox)?;
        spinner.set_message(format!("{name}: Icarus"));
        let compile = IcarusCompile {
            top,
            verilog: &simulated,
        };
        let icarus = match compile.run_once(toolbox) {
            Ok(()) => None,
            Err(ToolError::Failed { tail, .. }) => Some(tail),
            Err(error) => return Err(error),
        };
        spinner.set_message(format!("{name}: Yosys"));
        let check = Check {
            top,
            verilog: &design.verilog,
        };
        let yosys = check.run_once(toolbox)?;
        let in_flip_flops = yosys.flip_flop_memories(FLIP_FLOP_BITS);
        let flip_flop_memories: Vec<_> = in_flip_flops.map(|memory| memory.name.clone()).collect();
        Ok(Outcome {
            name: name.clone(),
            passes: lint.is_empty()
                && icarus.is_none()
                && yosys.passes()
                && flip_flop_memories.is_empty(),
            lint,
            icarus,
            yosys,
            flip_flop_memories,
        })
    }
}

impl Report {
    fn text(&self) -> String {
        let mut text = String::new();
        for outcome in &self.configurations {
            outcome.describe(&mut text);
        }
        text
    }
}

impl Outcome {
    fn describe(&self, text: &mut String) {
        let verdict = if self.passes { "passes" } else { "FAILS" };
        // Writing to a string cannot fail.
        let mut line = |what: &str, said: &str| {
            let _ = writeln!(text, "  {what:<15}{said}");
        };
        line(&self.name, verdict);
        let clean = |count: usize| {
            if count == 0 {
                "none".to_owned()
            } else {
                count.to_string()
            }
        };
        line("lint findings", &clean(self.lint.len()));
        for finding in &self.lint {
            let rule = finding.rule.as_deref().unwrap_or("error");
            let place = finding
                .line
                .map_or(String::new(), |line| format!(" line {line}"));
            line("", &format!("{rule}{place}: {}", finding.message));
        }
        line("Icarus", self.icarus.as_deref().unwrap_or("compiles"));
        line("Yosys problems", &clean(self.yosys.problems.len()));
        for problem in &self.yosys.problems {
            line("", problem);
        }
        line("latches", &clean(self.yosys.latches.len()));
        for latch in &self.yosys.latches {
            let source = latch.source.as_deref().unwrap_or("unknown place");
            line(
                "",
                &format!("{}, {} bits, {source}", latch.signal, latch.width),
            );
        }
        line("memories", &clean(self.yosys.memories.len()));
        for memory in &self.yosys.memories {
            let mapping = match memory.mapping {
                Mapping::BlockRam => "block RAM",
                Mapping::DistributedRam => "distributed RAM",
                Mapping::FlipFlops if self.flip_flop_memories.contains(&memory.name) => {
                    "flip-flops: TOO MANY"
                }
                Mapping::FlipFlops => "flip-flops",
            };
            let shape = format!("{} words of {} bits", memory.depth, memory.width);
            line("", &format!("{}: {shape}, {mapping}", memory.name));
        }
    }
}
