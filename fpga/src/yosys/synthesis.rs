//! Synthesis for ECP5, of a whole design or of one block inside a wrapper.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{DESIGN, LOG, NETLIST, Netlist, SCRIPT, arguments};
use crate::runner::{Completed, Runner, write_input};
use crate::{Place, Tool, ToolError, Wrapper};

/// `synth_ecp5`. Leaves the netlist for place and route in `netlist.json`.
///
/// With a wrapper, the block is synthesised alone and counted, the wrapper around a black box, and the
/// two are joined as they are: what is counted is what is placed, and nothing of the wrapper is
/// optimised into the block.
#[derive(Clone, Debug)]
pub struct Synthesis<'a> {
    /// Name of the top module.
    pub top: &'a str,
    /// The Verilog text.
    pub verilog: &'a str,
    /// A wrapper to place the block in.
    pub wrapper: Option<&'a Wrapper>,
    /// More options of `synth_ecp5`, for example `-noabc9`.
    pub options: &'a [&'a str],
    /// Modules that are synthesised apart, as patterns of names, and joined afterwards. Equal registers of
    /// two instances would become one otherwise, far from one of them.
    pub apart: &'a [&'a str],
    /// Modules whose flip-flops place and route is to put into the pins that they lie at, as patterns of names. They are synthesised
    /// apart.
    pub in_pins: &'a [&'a str],
    /// What registers must share to have it.
    pub sharing: Sharing,
    /// Cells that have a site already; each must be there.
    pub places: &'a [Place],
    /// Instances whose cells are counted, by their paths below the top module with dots.
    pub units: &'a [&'a str],
}

/// How many registers a net must serve to become a reset or an enable of flip-flops; below that it goes into
/// LUTs in front of them. Every such net is one more condition on which flip-flops may share a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Of a synchronous reset.
    pub reset: usize,
    /// Of a clock enable.
    pub enable: usize,
}

impl Default for Sharing {
    /// Whatever synthesis finds.
    fn default() -> Self {
        Sharing {
            reset: 1,
            enable: 1,
        }
    }
}

/// Outcome of a [`Synthesis`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynthesisReport {
    /// Version of this structure, 1.
    pub format_version: u32,
    /// The module that was counted.
    pub top: String,
    /// Version of Yosys.
    pub tool: String,
    /// Its cells, without the wrapper's.
    pub cells: Cells,
    /// Cells of the units that were asked for, those of units within them left out. A cell that synthesis has named after a wire between
    /// units is in none of them, but in that which is called "".
    pub units: BTreeMap<String, Cells>,
}

/// Cells of an ECP5 netlist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// LUT4.
    pub lut4: usize,
    /// CCU2C: two bits of a carry chain, the size of two LUT4.
    pub ccu2c: usize,
    /// TRELLIS_FF.
    pub flip_flops: usize,
    /// MULT18X18D.
    pub mult18x18d: usize,
    /// DP16KD.
    pub dp16kd: usize,
    /// TRELLIS_DPR16X4: 64 bits of distributed RAM.
    pub dpr16x4: usize,
    /// Every kind of cell by name, those above included.
    pub all: BTreeMap<String, usize>,
}

impl Cells {
    /// Counted by kind.
    fn of(all: BTreeMap<String, usize>) -> Cells {
        let count = |kind: &str| all.get(kind).copied().unwrap_or(0);
        Cells {
            lut4: count("LUT4"),
            ccu2c: count("CCU2C"),
            flip_flops: count("TRELLIS_FF"),
            mult18x18d: count("MULT18X18D"),
            dp16kd: count("DP16KD"),
            dpr16x4: count("TRELLIS_DPR16X4"),
            all,
        }
    }
}

impl Synthesis<'_> {
    /// Counts the cells of each unit.
    fn count_units(&self, netlist: &Netlist) -> BTreeMap<String, Cells> {
        let mut units: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
        let top = self.wrapper.map_or(self.top, |wrapper| wrapper.top);
        let cells = netlist.modules.get(top).filter(|_| !self.units.is_empty());
        for (name, cell) in cells.iter().flat_map(|module| &module.cells) {
            let within = |unit: &&&str| {
                name.strip_prefix(**unit)
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            let unit = self.units.iter().filter(within);
            let unit = unit.max_by_key(|unit| unit.len()).copied().unwrap_or("");
            let kinds = units.entry(unit).or_default();
            *kinds.entry(cell.kind.clone()).or_default() += 1;
        }
        let units = units.into_iter();
        units
            .map(|(unit, kinds)| (unit.to_owned(), Cells::of(kinds)))
            .collect()
    }
}

impl Runner for Synthesis<'_> {
    type Report = SynthesisReport;

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
        let (top, options) = (self.top, self.options.join(" "));
        write_input(folder, DESIGN, self.verilog)?;
        let apart = |how: &str| {
            let line = |module| format!("setattr -mod {how} {module}\n");
            let modules = self.apart.iter().chain(self.in_pins);
            modules.map(line).collect::<String>()
        };
        let in_pins = |module| format!("setattr -set syn_useioff 1 {module}/w:*\n");
        let in_pins: String = self.in_pins.iter().map(in_pins).collect();
        let Sharing { reset, enable } = self.sharing;
        let synth = format!("synth_ecp5 -top {top} {options}");
        // The flip-flops that synth_ecp5 allows.
        let mut script = format!(
            "read_verilog {DESIGN}\n\
             {in_pins}{}{synth} -run begin:map_ffs\n\
             dfflegalize -minsrst {reset} -mince {enable} -cell $_DFF_?_ 01 -cell $_DFFE_??_ 01 -cell $_DFF_?P?_ r \
             -cell $_DFFE_?P??_ r -cell $_SDFF_?P?_ r -cell $_SDFFE_?P??_ r\n\
             {synth} -run map_ffs:\n\
             {}flatten\n\
             opt_clean\n\
             tee -q -o cells.json stat -json -top {top}\n",
            apart("-set keep_hierarchy 1"),
            apart("-unset keep_hierarchy"),
        );
        if let Some(wrapper) = self.wrapper {
            write_input(folder, "wrapper.v", &wrapper.verilog)?;
            let outer = wrapper.top;
            script += &format!(
                "design -stash block\n\
                 read_verilog wrapper.v\n\
                 synth_ecp5 -top {outer}\n\
                 delete {top}\n\
                 design -copy-from block {top}\n\
                 hierarchy -top {outer}\n\
                 flatten\n\
                 opt_clean\n"
            );
        }
        for Place { cell, site } in self.places {
            script += &format!(
                "select -assert-count 1 c:*{cell}\n\
                 setattr -set BEL \"{site}\" c:*{cell}\n"
            );
        }
        script += &format!("write_json {NETLIST}\n");
        write_input(folder, SCRIPT, &script)?;
        Ok(arguments())
    }

    fn report(&self, completed: &Completed) -> Result<SynthesisReport, ToolError> {
        completed.success()?;
        let stat: Stat = completed.read_json("cells.json")?;
        // The netlist is what the next tool reads: better to miss it here.
        let netlist: Netlist = completed.read_json(NETLIST)?;
        if netlist.modules.is_empty() {
            return Err(completed.unreadable(NETLIST, "it has no modules"));
        }
        let all = stat.design.num_cells_by_type;
        if let Some(word) = all
            .keys()
            .find(|kind| kind.starts_with("$_") || LEFT_OVER.contains(&kind.as_str()))
        {
            return Err(completed.unreadable(
                "a netlist",
                format!("{word} was not mapped to a cell of ECP5"),
            ));
        }
        Ok(SynthesisReport {
            format_version: 1,
            top: self.top.to_owned(),
            tool: stat.creator,
            cells: Cells::of(all),
            units: self.count_units(&netlist),
        })
    }
}

/// Generic cells that synthesis must not leave.
const LEFT_OVER: [&str; 3] = ["$mem_v2", "$mul", "$dlatch"];

#[derive(Deserialize)]
struct Stat {
    creator: String,
    design: StatDesign,
}

#[derive(Deserialize)]
struct StatDesign {
    num_cells_by_type: BTreeMap<String, usize>,
}
