//! Proofs of properties: SymbiYosys with Yosys and the solver Yices.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::runner::{Completed, Runner, write_input};
use crate::{Found, Tool, ToolError};

/// Runs the tasks of a script of SymbiYosys on a design, which is `design.v` to it.
#[derive(Clone, Debug)]
pub struct Proof<'a> {
    /// The Verilog text.
    pub verilog: &'a str,
    /// Files of properties, by name.
    pub properties: &'a [(&'a str, &'a str)],
    /// The script; it must name its tasks.
    pub script: &'a str,
    /// Which tasks; none for all of them.
    pub tasks: &'a [&'a str],
}

/// Outcome of a [`Proof`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofReport {
    /// Version of this structure, 1.
    pub format_version: u32,
    /// Every task, by name.
    pub tasks: Vec<ProofTask>,
}

/// Outcome of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofTask {
    /// Its name in the script.
    pub name: String,
    /// What was found.
    pub verdict: Verdict,
    /// Properties that failed or could not be reached, each with file, line and column.
    pub refuted: Vec<Refuted>,
}

/// A property that does not hold, or that no run reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refuted {
    /// File, line and column of the property, for example `pages.sv:86.13-86.70`.
    pub place: String,
    /// Waveform of the counterexample within the folder of the proof.
    pub trace: Option<String>,
}

/// Whether a task has shown what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every assertion holds, every cover statement is reached.
    Proved,
    /// There is a run from the beginning in which a property fails.
    Refuted,
    /// Induction does not succeed; the counterexample begins in a state that may or may not be reachable.
    Unproved,
}

impl ProofReport {
    /// Whether every task has.
    pub fn passes(&self) -> bool {
        let verdicts = self.tasks.iter().map(|task| task.verdict);
        verdicts
            .into_iter()
            .all(|verdict| verdict == Verdict::Proved)
    }
}

const SCRIPT: &str = "proof.sby";
/// What SymbiYosys puts before the name of a task: the script's own.
const PREFIX: &str = "proof_";

impl Runner for Proof<'_> {
    type Report = ProofReport;

    fn tool(&self) -> Tool {
        Tool::Sby
    }

    fn helpers(&self) -> &'static [Tool] {
        &[Tool::Yosys, Tool::Yices]
    }

    fn introduce(&self, helpers: &[Found]) -> Vec<String> {
        // The bridge to the solver comes with Yosys, under a name like its own.
        let yosys = helpers[0].name();
        let bridge = format!("{yosys}-smtbmc");
        ["--yosys", &yosys, "--smtbmc", &bridge]
            .map(str::to_owned)
            .to_vec()
    }

    fn time_limit(&self) -> Option<Duration> {
        Some(Duration::from_secs(30 * 60))
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, "design.v", self.verilog)?;
        for (name, text) in self.properties {
            write_input(folder, name, text)?;
        }
        write_input(folder, SCRIPT, self.script)?;
        let arguments = ["-f", SCRIPT].into_iter().chain(self.tasks.iter().copied());
        Ok(arguments.map(str::to_owned).collect())
    }

    fn report(&self, completed: &Completed) -> Result<ProofReport, ToolError> {
        let tasks =
            tasks(&completed.log).map_err(|reason| completed.unreadable("a log", reason))?;
        // What is neither proved nor refuted is the tool's failure.
        let Some(tasks) = tasks else {
            completed.success()?;
            return Err(completed.unreadable("a log", "a task ended without a verdict"));
        };
        let missing = self
            .tasks
            .iter()
            .find(|name| tasks.iter().all(|task| task.name != **name));
        if let Some(name) = missing {
            return Err(completed.unreadable("a log", format!("it has no task {name}")));
        }
        if tasks.is_empty() {
            completed.success()?;
            return Err(completed.unreadable("a log", "it has no task"));
        }
        Ok(ProofReport {
            format_version: 1,
            tasks,
        })
    }
}

/// Reads lines like
/// ```text
/// SBY 11:20:01 [proof_scores] summary: counterexample trace [induction]: proof_scores/engine_0/trace_induct.vcd
/// SBY 11:20:01 [proof_scores] summary:   failed assertion prove_scores.x at scores.sv:86.13-86.70 step 5
/// SBY 11:20:01 [proof_scores] DONE (FAIL, rc=2)
/// SBY 11:20:02 [proof_cover] engine_0: ##   0:00:06  Unreached cover statement at prove_scores: scores.sv:43.9-43.89 (x)
/// ```
/// None when a task has no verdict.
fn tasks(log: &str) -> Result<Option<Vec<ProofTask>>, String> {
    let mut tasks: Vec<ProofTask> = Vec::new();
    let mut pending: Vec<(String, Refuted)> = Vec::new();
    let mut trace: Option<(String, String)> = None;
    let first_word = |text: &str| text.split(' ').next().unwrap_or(text).to_owned();
    for line in log.lines().filter(|line| line.starts_with("SBY ")) {
        let Some((name, said)) = line
            .split_once(&format!("[{PREFIX}"))
            .and_then(|(_, rest)| rest.split_once("] "))
        else {
            continue;
        };
        let said = said.strip_prefix("summary:").unwrap_or(said).trim_start();
        if said.starts_with("counterexample trace")
            && let Some((_, file)) = said.rsplit_once("]: ")
        {
            trace = Some((name.to_owned(), file.to_owned()));
        } else if let Some((_, place)) = said
            .strip_prefix("failed assertion ")
            .and_then(|said| said.split_once(" at "))
        {
            let trace = trace.as_ref().filter(|(of, _)| of == name);
            let trace = trace.map(|(_, file)| file.clone());
            let place = first_word(place);
            pending.push((name.to_owned(), Refuted { place, trace }));
        } else if let Some((_, said)) = said.split_once("Unreached cover statement at ")
            && let Some((_, place)) = said.split_once(": ")
        {
            let (place, trace) = (first_word(place), None);
            pending.push((name.to_owned(), Refuted { place, trace }));
        } else if let Some(status) = said.strip_prefix("DONE (") {
            let verdict = match status.split([',', ')']).next() {
                Some("PASS") => Verdict::Proved,
                Some("FAIL") => Verdict::Refuted,
                Some("UNKNOWN") => Verdict::Unproved,
                _ => return Ok(None),
            };
            let own = pending.extract_if(.., |(of, _)| of == name);
            let mut refuted: Vec<Refuted> = own.map(|(_, refuted)| refuted).collect();
            // One that fails from the beginning fails in induction as well.
            refuted.dedup_by(|a, b| a.place == b.place);
            tasks.push(ProofTask {
                name: name.to_owned(),
                verdict,
                refuted,
            });
        }
    }
    match pending.first() {
        Some((name, _)) => Err(format!("task {name} does not end")),
        None => {
            tasks.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(Some(tasks))
        }
    }
}
