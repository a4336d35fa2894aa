//! What must hold before a design is worth synthesising: no problem that Yosys sees, no latch, and
//! memories that end up where they were meant to.

use std::path::Path;

use serde::Serialize;

use super::netlist::Netlist;
use super::{LOG, SCRIPT, arguments};
use crate::runner::{Completed, Runner, write_input};
use crate::{Tool, ToolError};

/// Elaborates a design, runs `check`, and maps its memories to ECP5.
#[derive(Clone, Debug)]
pub struct Check<'a> {
    /// Name of the top module.
    pub top: &'a str,
    /// The Verilog text.
    pub verilog: &'a str,
}

/// Outcome of a [`Check`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Version of this structure, 1.
    pub format_version: u32,
    /// The top module.
    pub top: String,
    /// Messages of Yosys's `check`: several drivers, none, or a loop of logic.
    pub problems: Vec<String>,
    /// Latches: a mistake in every design of ours.
    pub latches: Vec<Latch>,
    /// Every memory and what it becomes.
    pub memories: Vec<Memory>,
}

/// A signal that keeps its value without a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Latch {
    /// Its name in the flattened design.
    pub signal: String,
    /// File, line and column.
    pub source: Option<String>,
    /// Width in bits.
    pub width: usize,
}

/// A memory and what it becomes on ECP5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Memory {
    /// Its name in the flattened design.
    pub name: String,
    /// File, line and column of its declaration.
    pub source: Option<String>,
    /// Bits of a word.
    pub width: usize,
    /// Number of words.
    pub depth: usize,
    /// What it becomes.
    pub mapping: Mapping,
}

/// What a memory becomes on ECP5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mapping {
    /// DP16KD, 18 kbit each.
    BlockRam,
    /// TRELLIS_DPR16X4, 64 bits each.
    DistributedRam,
    /// A flip-flop a bit: meant for a few words at most.
    FlipFlops,
}

impl CheckReport {
    /// No problem and no latch.
    pub fn passes(&self) -> bool {
        self.problems.is_empty() && self.latches.is_empty()
    }

    /// Memories that become more than `bits` flip-flops: their template was probably not recognised.
    pub fn flip_flop_memories(&self, bits: usize) -> impl Iterator<Item = &Memory> {
        self.memories.iter().filter(move |memory| {
            memory.mapping == Mapping::FlipFlops && memory.width * memory.depth > bits
        })
    }
}

const LATCHES: [&str; 3] = ["$dlatch", "$adlatch", "$dlatchsr"];

impl Runner for Check<'_> {
    type Report = CheckReport;

    fn tool(&self) -> Tool {
        Tool::Yosys
    }

    fn log_name(&self) -> String {
        "check.log".into()
    }

    fn own_log(&self) -> Option<&str> {
        Some(LOG)
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        let top = self.top;
        write_input(folder, "design.v", self.verilog)?;
        // The first stage of synthesis reads the vendor's cells and elaborates; so does the flow itself.
        // Latches show after `proc`, memories after `memory_collect`, both before anything is mapped;
        // the log of the next step says what each memory becomes.
        let script = format!(
            "read_verilog design.v\n\
             synth_ecp5 -top {top} -run begin:coarse\n\
             proc\n\
             tee -o problems.txt check\n\
             flatten\n\
             opt_clean\n\
             select {top}\n\
             write_json -selected latches.json\n\
             select -clear\n\
             synth_ecp5 -top {top} -run coarse:map_ram\n\
             select {top}\n\
             write_json -selected memories.json\n\
             select -clear\n\
             tee -o mapping.txt synth_ecp5 -top {top} -run map_ram:map_ffram\n"
        );
        write_input(folder, SCRIPT, &script)?;
        Ok(arguments())
    }

    fn report(&self, completed: &Completed) -> Result<CheckReport, ToolError> {
        completed.success()?;
        Ok(CheckReport {
            format_version: 1,
            top: self.top.to_owned(),
            problems: self.problems(completed)?,
            latches: self.latches(completed)?,
            memories: self.memories(completed)?,
        })
    }
}

impl Check<'_> {
    fn problems(&self, completed: &Completed) -> Result<Vec<String>, ToolError> {
        const FILE: &str = "problems.txt";
        let text = completed.read(FILE)?;
        let mut problems: Vec<String> = Vec::new();
        let mut total = None;
        for line in text.lines() {
            if let Some(problem) = line.strip_prefix("Warning: ") {
                problems.push(problem.to_owned());
            } else if let Some(rest) = line.strip_prefix("Found and reported ") {
                let count = rest.split(' ').next().and_then(|count| count.parse().ok());
                total = count;
            } else if let Some(last) = problems.last_mut()
                && line.starts_with(' ')
            {
                // The drivers of the signal, or the cells of the loop, follow on lines of their own.
                last.push('\n');
                last.push_str(line);
            }
        }
        if total == Some(problems.len()) {
            return Ok(problems);
        }
        let reason = format!("{} warnings, but a total of {total:?}", problems.len());
        Err(completed.unreadable(FILE, reason))
    }

    fn latches(&self, completed: &Completed) -> Result<Vec<Latch>, ToolError> {
        let netlist: Netlist = completed.read_json("latches.json")?;
        let module = self.module(&netlist, completed)?;
        let latches = module
            .cells
            .iter()
            .filter(|(_, cell)| LATCHES.contains(&cell.kind.as_str()));
        Ok(latches
            .map(|(name, cell)| Latch {
                signal: module.signal(cell, "Q").unwrap_or(name).to_owned(),
                source: cell.source(),
                width: cell.connections.get("Q").map_or(0, Vec::len),
            })
            .collect())
    }

    fn memories(&self, completed: &Completed) -> Result<Vec<Memory>, ToolError> {
        let netlist: Netlist = completed.read_json("memories.json")?;
        let mapping = completed.read("mapping.txt")?;
        let module = self.module(&netlist, completed)?;
        let memories = module
            .cells
            .iter()
            .filter(|(_, cell)| cell.kind.starts_with("$mem"));
        memories
            .map(|(name, cell)| {
                let number = |parameter| {
                    let missing = || {
                        completed.unreadable("memories.json", format!("{name} has no {parameter}"))
                    };
                    cell.number(parameter).ok_or_else(missing)
                };
                let unknown = || {
                    completed
                        .unreadable("mapping.txt", format!("it does not say where {name} went"))
                };
                Ok(Memory {
                    name: name.clone(),
                    source: cell.source(),
                    width: number("WIDTH")?,
                    depth: number("SIZE")?,
                    mapping: find_mapping(&mapping, self.top, name).ok_or_else(unknown)?,
                })
            })
            .collect()
    }

    fn module<'n>(
        &self,
        netlist: &'n Netlist,
        completed: &Completed,
    ) -> Result<&'n super::netlist::Module, ToolError> {
        let missing = || completed.unreadable("the netlist", format!("it has no {}", self.top));
        netlist.modules.get(self.top).ok_or_else(missing)
    }
}

/// Reads `mapping memory top.name via $__DP16KD_` or `using FF mapping for memory top.name`.
fn find_mapping(log: &str, top: &str, name: &str) -> Option<Mapping> {
    let full = format!("{top}.{name}");
    log.lines().find_map(|line| {
        if line.strip_prefix("using FF mapping for memory ") == Some(&full) {
            return Some(Mapping::FlipFlops);
        }
        let cell = line
            .strip_prefix("mapping memory ")?
            .strip_prefix(&full)?
            .strip_prefix(" via ")?;
        match cell {
            "$__DP16KD_" | "$__PDPW16KD_" => Some(Mapping::BlockRam),
            "$__TRELLIS_DPR16X4_" => Some(Mapping::DistributedRam),
            _ => None,
        }
    })
}
