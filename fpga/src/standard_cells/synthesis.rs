//! Synthesis to standard cells.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{CELLS, LIBERTY, Library};
use crate::runner::{Completed, Runner, write_input};
use crate::yosys::{self, DESIGN, LOG, NETLIST, SCRIPT};
use crate::{Tool, ToolError};

/// Yosys and ABC: makes cells of a block, as small as a clock allows.
///
/// Leaves the cells as Verilog and as Yosys' JSON, in which every wire has the same name.
#[derive(Clone, Debug)]
pub struct CellSynthesis<'a> {
    /// Name of the top module, whose clock is the port `clock`.
    pub top: &'a str,
    /// The Verilog text.
    pub verilog: &'a str,
    /// The cells.
    pub library: &'a Library,
    /// What the delay between two registers should not exceed, in nanoseconds. ABC does not know of the registers' own share.
    pub delay_ns: f64,
}

/// Outcome of a [`CellSynthesis`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellSynthesisReport {
    /// Version of Yosys.
    pub tool: String,
    /// Area of all cells in square micrometres.
    pub area_um2: f64,
    /// Flip-flops among them.
    pub flip_flops: usize,
    /// How many there are of each cell.
    pub cells: BTreeMap<String, usize>,
}

/// What makes full adders cells.
const FULL_ADDERS: &str = "full_adders.v";
/// How often constants are looked for among their inputs; after four times the largest element has none left.
const ROUNDS: usize = 8;
/// What drives inputs, and what outputs drive, in picofarads.
const CONSTRAINTS: &str = "cells.constr";

impl Runner for CellSynthesis<'_> {
    type Report = CellSynthesisReport;

    fn tool(&self) -> Tool {
        Tool::Yosys
    }

    fn log_name(&self) -> String {
        "synthesis.log".into()
    }

    fn own_log(&self) -> Option<&str> {
        Some(LOG)
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, DESIGN, self.verilog)?;
        write_input(folder, FULL_ADDERS, include_str!("full_adders.v"))?;
        self.library.copy_into(folder)?;
        // Without them ABC neither buffers nor chooses among sizes of a cell, whatever the delay.
        write_input(
            folder,
            CONSTRAINTS,
            "set_driving_cell BUFX2\nset_load 0.05 [all_outputs]\n",
        )?;
        let (top, picoseconds) = (self.top, (self.delay_ns * 1000.0).round());
        let constants = format!("techmap -map {FULL_ADDERS}\nopt_expr -full -fine\nopt_clean\n");
        let constants = constants.repeat(ROUNDS);
        // Carry-save arrays of products and sums become cells before all else becomes gates: the full adders of `fine` are those of
        // carry-propagating adders, of which ABC makes less than a cell.
        // Assignments of several bits at once, which OpenSTA does not read, are gone after `splitnets` and `opt_clean`.
        let script = format!(
            "read_liberty -lib {LIBERTY}\n\
             read_verilog {DESIGN}\n\
             synth -flatten -top {top} -run begin:fine\n\
             maccmap\n\
             {constants}\
             techmap -map {FULL_ADDERS} -D CELLS\n\
             synth -flatten -top {top} -run fine:\n\
             dfflibmap -liberty {LIBERTY}\n\
             abc -liberty {LIBERTY} -constr {CONSTRAINTS} -D {picoseconds}\n\
             splitnets\n\
             opt_clean -purge\n\
             rename -enumerate\n\
             tee -q -o cells.json stat -json -liberty {LIBERTY}\n\
             write_json {NETLIST}\n\
             write_verilog -noattr -noexpr -nohex -nodec {CELLS}\n"
        );
        write_input(folder, SCRIPT, &script)?;
        Ok(yosys::arguments())
    }

    fn report(&self, completed: &Completed) -> Result<CellSynthesisReport, ToolError> {
        completed.success()?;
        let Stat { creator, design } = completed.read_json("cells.json")?;
        let cells = design.num_cells_by_type;
        if let Some(kind) = cells.keys().find(|kind| kind.starts_with('$')) {
            let reason = format!("{kind} was not mapped to a cell of {}", Library::NAME);
            return Err(completed.unreadable("a netlist", reason));
        }
        let flip_flops = cells.iter().filter(|(kind, _)| kind.starts_with("DFF"));
        Ok(CellSynthesisReport {
            tool: creator,
            area_um2: design.area,
            flip_flops: flip_flops.map(|(_, count)| count).sum(),
            cells,
        })
    }
}

#[derive(Deserialize)]
struct Stat {
    creator: String,
    design: Design,
}

#[derive(Deserialize)]
struct Design {
    area: f64,
    num_cells_by_type: BTreeMap<String, usize>,
}
