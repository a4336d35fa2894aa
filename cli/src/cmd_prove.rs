//! `harmonia prove`: no request for memory and no score's address ever leaves its range, and no queue loses what it
//! was given.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{Proof, ProofTask, Runner, Toolbox, Verdict, temporary_folder};
use harmonia_hdl::{Configuration, Design, formal};
use serde::Serialize;

use crate::cmd_generate::{ALL, configurations};
use crate::failure::Failure;
use crate::output::Output;
use crate::output_file::make_folder;
use crate::progress;

/// Prove that addresses stay in their ranges and that queues lose nothing, for every setting and every length of run.
///
/// Simulation tries some settings; a proof by induction covers all of them. SymbiYosys proves, of the
/// modules as they stand in the Verilog of a configuration:
///
/// * every request of the page address generator reads a record of the part of the region that its burst
///   says, none behind the last page that the query needs, and that part has room for it;
/// * every score is written and read within the groups that the query sees;
/// * queues give what they took, in order, and are never promised more than they have room for;
/// * beats of keys and values are taken when what selects them has stood long enough;
/// * beats of weights meet every bank of a batch, and a slot of the sums comes again when it has been written;
/// * commands of the engine and of attention begin one after the other, each once;
/// * who asks for memory waits for one request of each other client at most, words go to who asked for them, and
///   transfers stay within what their orders say.
///
/// What a driver must keep to is assumed; the files of hdl/formal say what that is, and other tasks show
/// that it can be kept. Configurations with equal modules are proved once.
#[derive(Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  harmonia prove                           all configurations
  harmonia prove --config quad --keep out  one; counterexamples stay in out/quad as waveforms

The exit status is 1 when a property is not proved; its file, line and column are named. `unproved` says that
induction did not succeed: the counterexample begins in a state that may not be reachable, and either the
design is wrong or the proof must say more about its states."
)]
pub struct ProveCommand {
    /// A configuration of configurations.toml, or `all`.
    #[arg(long, value_name = "NAME", default_value = ALL)]
    config: String,
    /// Keep scripts, logs and waveforms in this folder.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    passes: bool,
    proofs: Vec<Outcome>,
}

/// Configurations with equal modules and equal context.
struct Subject {
    configurations: Vec<String>,
    context: usize,
    verilog: String,
}

#[derive(Serialize)]
struct Outcome {
    configurations: Vec<String>,
    /// Tokens of the longest context.
    context: usize,
    passes: bool,
    tasks: Vec<ProofTask>,
}

impl ProveCommand {
    /// Proves every place, and fails when one is not proved.
    pub fn run(self, output: &Output) -> Result<()> {
        let toolbox = Toolbox::from_environment();
        let mut proofs = Vec::new();
        for subject in subjects(configurations(&self.config)?) {
            let outcome = match &self.keep {
                Some(keep) => {
                    let folder = keep.join(&subject.configurations[0]);
                    make_folder(&folder)?;
                    subject.prove(&toolbox, &folder)?
                }
                None => subject.prove(&toolbox, temporary_folder()?.path())?,
            };
            proofs.push(outcome);
        }
        let places: Vec<String> = proofs.iter().flat_map(Outcome::places).collect();
        let passes = proofs.iter().all(|outcome| outcome.passes);
        let report = Report { passes, proofs };
        output.report(&report, Report::text)?;
        if passes {
            Ok(())
        } else {
            Err(Failure::Proof { places }.into())
        }
    }
}

fn subjects(configurations: Vec<Configuration>) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for configuration in configurations {
        let verilog = formal::subject(&Design::of(&configuration));
        let (name, context) = (configuration.name, configuration.context);
        let same =
            |subject: &&mut Subject| subject.context == context && subject.verilog == verilog;
        match subjects.iter_mut().find(same) {
            Some(subject) => subject.configurations.push(name),
            None => subjects.push(Subject {
                configurations: vec![name],
                context,
                verilog,
            }),
        }
    }
    subjects
}

impl Subject {
    fn prove(self, toolbox: &Toolbox, folder: &Path) -> Result<Outcome> {
        let _spinner = progress::spinner(format!("{}: proofs", self.configurations.join(", ")));
        let proof = Proof {
            verilog: &self.verilog,
            properties: &formal::PROPERTIES,
            script: &formal::script(self.context),
            tasks: &[],
        };
        let report = proof.run(toolbox, folder)?;
        Ok(Outcome {
            passes: report.passes(),
            configurations: self.configurations,
            context: self.context,
            tasks: report.tasks,
        })
    }
}

impl Outcome {
    /// Where what does not hold is said.
    fn places(&self) -> Vec<String> {
        let failed = self
            .tasks
            .iter()
            .filter(|task| task.verdict != Verdict::Proved);
        let places = |task: &ProofTask| match task.refuted.as_slice() {
            [] => vec![format!("task {}", task.name)],
            refuted => refuted
                .iter()
                .map(|refuted| refuted.place.clone())
                .collect(),
        };
        failed.flat_map(places).collect()
    }
}

impl Report {
    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for outcome in &self.proofs {
            let verdict = if outcome.passes {
                "proved"
            } else {
                "NOT PROVED"
            };
            let names = outcome.configurations.join(", ");
            let _ = writeln!(
                text,
                "{names}, contexts of {} tokens: {verdict}",
                outcome.context
            );
            for task in &outcome.tasks {
                let verdict = match task.verdict {
                    Verdict::Proved => "proved",
                    Verdict::Refuted => "REFUTED",
                    Verdict::Unproved => "UNPROVED",
                };
                let _ = writeln!(text, "  {:<20} {verdict}", task.name);
                for refuted in &task.refuted {
                    let trace = refuted.trace.as_deref().unwrap_or("no waveform");
                    let _ = writeln!(text, "  {:<20} {}, {trace}", "", refuted.place);
                }
            }
        }
        text
    }
}
