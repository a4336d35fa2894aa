//! `harmonia doctor`: what is installed and what is not.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{Diagnosis, Toolbox, cache_folder};
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{self, Output};
use crate::progress;

/// Show which external tools were found, which are missing, and how to install those.
///
/// Tools are looked for on PATH, then in `.tools` of the checkout (or in $HARMONIA_TOOLS). Text by the
/// simulated engine needs Verilator and a C++ compiler only; the rest is for checks and for FPGAs. The
/// first start of a WebAssembly tool takes most of a minute, because it compiles itself.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia doctor          exit status 1 when a tool is missing
  scripts/setup.sh --all   installs everything that is missing (Debian, Ubuntu)")]
pub struct DoctorCommand {}

#[derive(Serialize)]
struct Report {
    tools: Vec<Diagnosis>,
    /// Built simulations and fetched models; may be deleted at any time.
    #[serde(serialize_with = "output::path")]
    cache: PathBuf,
}

impl DoctorCommand {
    /// Reports every tool, and fails when one is missing.
    pub fn run(self, output: &Output) -> Result<()> {
        let spinner = progress::spinner("asking every tool for its version");
        let report = Report {
            tools: Toolbox::from_environment().diagnose(),
            cache: cache_folder()?,
        };
        spinner.finish_and_clear();
        output.report(&report, Report::text)?;
        let broken = report.tools.iter().filter(|tool| tool.problem.is_some());
        match broken.count() {
            0 => Ok(()),
            missing => Err(Failure::ToolsMissing {
                missing,
                total: report.tools.len(),
            }
            .into()),
        }
    }
}

impl Report {
    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for line in &self.tools {
            let name = line.tool.name();
            let _ = match (&line.problem, &line.version, &line.path) {
                (None, Some(version), Some(path)) => {
                    writeln!(
                        text,
                        "ok       {name:<13} {version}\n{:23}{}",
                        "",
                        path.display()
                    )
                }
                (_, _, Some(path)) => {
                    let problem = line.problem.as_deref().unwrap_or("no version");
                    writeln!(text, "broken   {name:<13} {}: {problem}", path.display())
                }
                (_, _, None) => writeln!(
                    text,
                    "missing  {name:<13} {}\n{:23}install: {}",
                    line.purpose, "", line.install
                ),
            };
        }
        let _ = writeln!(text, "cache    {}", self.cache.display());
        text
    }
}
