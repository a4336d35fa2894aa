//! Slack and energies of cells, by OpenSTA.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Activity, CELLS, LIBERTY};
use crate::runner::{Completed, Runner, write_input};
use crate::{Tool, ToolError};

/// An analysis of the cells that [`super::CellSynthesis`] has left in the work folder.
#[derive(Clone, Debug)]
pub struct Analysis<'a> {
    /// Name of the block's module.
    pub top: &'a str,
    /// Period of `clock` in nanoseconds.
    pub period_ns: f64,
}

/// Outcome of an [`Analysis`].
#[derive(Clone, Debug, PartialEq)]
pub struct AnalysisReport {
    /// Version of OpenSTA.
    pub tool: String,
    /// By how much the longest path from inputs or registers to registers or outputs is shorter than the period, in nanoseconds.
    pub slack_ns: f64,
    /// What each cell takes, by its instance.
    pub cells: BTreeMap<String, CellEnergy>,
}

/// Energy of a cell in picojoules, at the load and the slews that it has in the block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellEnergy {
    /// In each cycle, whatever it does: leakage, and a flip-flop's clock.
    pub cycle_pj: f64,
    /// For a change of each of its outputs: what it takes itself, and half of C V^2 of the wires.
    pub transition_pj: f64,
}

/// Energy of a block in picojoules per cycle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Energy {
    /// Of its flip-flops, their clock included; the tree that brings the clock to them is not part of a block.
    pub registers_pj: f64,
    /// Of all other cells.
    pub logic_pj: f64,
}

impl Energy {
    /// Of all cells.
    pub fn total_pj(&self) -> f64 {
        self.registers_pj + self.logic_pj
    }
}

impl AnalysisReport {
    /// What the block takes when its wires do what `activity` says. Two outputs of a cell (of an adder) have a half each.
    ///
    /// # Errors
    /// [`ToolError::Output`] when a cell of the activity is not one of the analysis.
    pub fn energy(&self, activity: &Activity) -> Result<Energy, ToolError> {
        let mut energy = Energy {
            registers_pj: 0.0,
            logic_pj: 0.0,
        };
        let mut outputs: BTreeMap<&str, f64> = BTreeMap::new();
        for wire in &activity.wires {
            *outputs.entry(&wire.cell).or_default() += 1.0;
        }
        for wire in &activity.wires {
            let cell = self
                .cells
                .get(&wire.cell)
                .ok_or_else(|| ToolError::Output {
                    tool: Tool::OpenSta,
                    what: "energies".into(),
                    reason: format!("there is none of cell {}", wire.cell),
                })?;
            let part = match wire.register {
                true => &mut energy.registers_pj,
                false => &mut energy.logic_pj,
            };
            *part += (cell.cycle_pj + cell.transition_pj * wire.transitions)
                / outputs[wire.cell.as_str()];
        }
        Ok(energy)
    }
}

const SCRIPT: &str = "analysis.tcl";

impl Runner for Analysis<'_> {
    type Report = AnalysisReport;

    fn tool(&self) -> Tool {
        Tool::OpenSta
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        let (top, period) = (self.top, self.period_ns);
        // Debian's OpenSTA takes no activity of single pins. Power is linear in the activity, so two runs in which every wire changes
        // equally often say what each cell takes.
        let script = format!(
            "puts \"version [sta::version]\"\n\
             read_liberty {LIBERTY}\n\
             read_verilog {CELLS}\n\
             link_design {top}\n\
             create_clock -name clock -period {period} [get_ports clock]\n\
             foreach port [all_inputs] {{\n\
             \x20 if {{[get_property $port full_name] ne \"clock\"}} {{ set_input_delay 0 -clock clock $port }}\n\
             }}\n\
             set_output_delay 0 -clock clock [all_outputs]\n\
             report_worst_slack -digits 4\n\
             foreach transitions {{0 1}} {{\n\
             \x20 set_power_activity -global -activity $transitions -duty 0.5\n\
             \x20 puts \"transitions $transitions\"\n\
             \x20 report_power -instances [get_cells *] -digits 9\n\
             }}\n"
        );
        write_input(folder, SCRIPT, &script)?;
        Ok(["-no_splash", "-exit", SCRIPT].map(str::to_owned).to_vec())
    }

    fn report(&self, completed: &Completed) -> Result<AnalysisReport, ToolError> {
        completed.success()?;
        let unreadable = |reason: &str| completed.unreadable("an analysis", reason);
        // It ends well after errors.
        if let Some(error) = completed.log.lines().find(|line| line.contains("Error")) {
            return Err(unreadable(error));
        }
        let (timing, still) = (completed.log.split_once("transitions 0"))
            .ok_or_else(|| unreadable("there is no power"))?;
        let (still, busy) = (still.split_once("transitions 1"))
            .ok_or_else(|| unreadable("there is only one power"))?;
        let rest = |name: &str| timing.lines().find_map(|line| line.strip_prefix(name));
        let version = rest("version").ok_or_else(|| unreadable("there is no version"))?;
        let slack = rest("worst slack").and_then(|slack| slack.trim().parse().ok());
        let picojoules = |watts: f64| watts * self.period_ns * 1e3;
        let (still, busy) = (powers(still), powers(busy));
        let cell = |(instance, power): (&str, f64)| {
            let busy = *busy.get(instance)?;
            let energy = CellEnergy {
                cycle_pj: picojoules(power),
                transition_pj: picojoules(busy - power),
            };
            Some((instance.to_owned(), energy))
        };
        let cells = still.into_iter().map(cell).collect::<Option<_>>();
        Ok(AnalysisReport {
            tool: format!("OpenSTA {}", version.trim()),
            slack_ns: slack.ok_or_else(|| unreadable("there is no slack"))?,
            cells: cells.ok_or_else(|| unreadable("a cell has only one power"))?,
        })
    }
}

/// Watts of each instance, from lines of internal, switching, leakage and total power before its name.
fn powers(table: &str) -> BTreeMap<&str, f64> {
    let row = |line| {
        let words: Vec<&str> = str::split_whitespace(line).collect();
        match words[..] {
            [_, _, _, total, instance] => Some((instance, total.parse().ok()?)),
            _ => None,
        }
    };
    table.lines().filter_map(row).collect()
}
