//! How often every wire of a block changes, from a simulation of its cells with recorded operands.
//!
//! The library's models have a delay for each path through a cell, so what changes several times in a cycle is counted as often.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use super::changes::Changes;
use super::{CELLS, MODELS};
use crate::runner::{Completed, Runner, write_input};
use crate::yosys::{Module, NETLIST, Netlist};
use crate::{Port, Tool, ToolError, Toolbox};

/// What comes in at a block's ports, cycle by cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stimulus {
    /// The block's inputs besides `clock`.
    pub inputs: Vec<Port>,
    /// For each cycle the bits of all inputs as digits 0 and 1: the first input first, of each the highest bit first.
    pub cycles: Vec<String>,
    /// Cycles at the beginning that are not counted: every register must have a value after them.
    pub warm_up: usize,
}

/// A simulation of the cells that [`super::CellSynthesis`] has left in the work folder.
#[derive(Clone, Debug)]
pub struct Simulate<'a> {
    /// Name of the block's module.
    pub top: &'a str,
    /// What comes in.
    pub stimulus: &'a Stimulus,
}

/// Outcome of a [`Simulate`].
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// What each output of each cell did.
    pub wires: Vec<Wire>,
}

/// A wire that a cell drives.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// Its name in the cells' Verilog, without a backslash.
    pub name: String,
    /// The cell's instance.
    pub cell: String,
    /// The cell is a flip-flop.
    pub register: bool,
    /// Changes from 0 to 1 or from 1 to 0 per cycle.
    pub transitions: f64,
}

/// Longer than any path of a block: what is simulated is how often wires change, not whether they are in time.
const PERIOD_NS: u64 = 200;
const BENCH: &str = "bench.v";
const OPERANDS: &str = "operands.bin";
const PROGRAM: &str = "bench.vvp";
const CHANGES: &str = "changes.vcd";

impl Simulate<'_> {
    /// Compiles and runs the simulation in the work folder of the synthesis.
    ///
    /// # Errors
    /// Every [`ToolError`]: of both steps, and [`ToolError::Output`] when a wire has no value after the warm-up.
    pub fn run(&self, toolbox: &Toolbox, folder: &Path) -> Result<Activity, ToolError> {
        Compile(self).run(toolbox, folder)?;
        let activity = Execute(self).run(toolbox, folder)?;
        let changes = folder.join(CHANGES);
        std::fs::remove_file(&changes).map_err(ToolError::io("removing", changes))?;
        Ok(activity)
    }

    fn bench(&self) -> String {
        let Stimulus {
            inputs,
            cycles,
            warm_up,
        } = self.stimulus;
        let width: usize = inputs.iter().map(|port| port.width).sum();
        let count = cycles.len();
        let mut high = width;
        let ports = inputs.iter().map(|port| {
            high -= port.width;
            format!(", .{}(now[{high} +: {}])", port.name, port.width)
        });
        let (top, ports) = (self.top, ports.collect::<String>());
        let half = PERIOD_NS / 2;
        format!(
            "`timescale 1ns/1ps\n\
             module bench;\n\
             \x20 reg clock = 0;\n\
             \x20 reg [{width}-1:0] cycles [0:{count}-1];\n\
             \x20 reg [{width}-1:0] now;\n\
             \x20 integer cycle;\n\
             \x20 {top} block(.clock(clock){ports});\n\
             \x20 always #{half} clock = ~clock;\n\
             \x20 initial begin\n\
             \x20   $readmemb(\"{OPERANDS}\", cycles);\n\
             \x20   $dumpfile(\"{CHANGES}\");\n\
             \x20   for (cycle = 0; cycle < {count}; cycle = cycle + 1) begin\n\
             \x20     if (cycle == {warm_up}) $dumpvars(1, block);\n\
             \x20     now = cycles[cycle];\n\
             \x20     @(posedge clock);\n\
             \x20     #1;\n\
             \x20   end\n\
             \x20   $finish;\n\
             \x20 end\n\
             endmodule\n"
        )
    }
}

/// Icarus, with the delays of the library's models.
struct Compile<'a>(&'a Simulate<'a>);

impl Runner for Compile<'_> {
    type Report = ();

    fn tool(&self) -> Tool {
        Tool::Icarus
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, BENCH, &self.0.bench())?;
        write_input(folder, OPERANDS, &self.0.stimulus.cycles.join("\n"))?;
        let options = ["-g2005", "-gspecify", "-Ttyp", "-o", PROGRAM, "-s", "bench"];
        let files = [BENCH, CELLS, MODELS];
        Ok(options
            .iter()
            .chain(&files)
            .map(|s| s.to_string())
            .collect())
    }

    fn report(&self, completed: &Completed) -> Result<(), ToolError> {
        completed.success()
    }
}

struct Execute<'a>(&'a Simulate<'a>);

impl Runner for Execute<'_> {
    type Report = Activity;

    fn tool(&self) -> Tool {
        Tool::IcarusRuntime
    }

    fn prepare(&self, _: &Path) -> Result<Vec<String>, ToolError> {
        Ok(vec!["-n".into(), PROGRAM.into()])
    }

    fn report(&self, completed: &Completed) -> Result<Activity, ToolError> {
        completed.success()?;
        let unreadable = |reason: String| completed.unreadable(CHANGES, reason);
        let netlist: Netlist = completed.read_json(NETLIST)?;
        let module = netlist.modules.get(self.0.top);
        let module = module.ok_or_else(|| unreadable(format!("no module {}", self.0.top)))?;
        let changes = Changes::read(&completed.folder().join(CHANGES))
            .map_err(|error| unreadable(error.to_string()))?;
        let cycles = self.0.stimulus.cycles.len() - self.0.stimulus.warm_up;
        let names = names(module);
        let outputs = module.cells.iter().flat_map(|(instance, cell)| {
            let outputs = cell.outputs();
            outputs.map(move |bit| (instance, cell.kind.starts_with("DFF"), bit))
        });
        let wire = |(instance, register, bit): (&String, _, _)| {
            let name = &names[&bit];
            match changes.of(name) {
                None => Err(unreadable(format!("wire {name} is not in it"))),
                Some(bit) if bit.undefined => Err(unreadable(format!(
                    "wire {name} has no value after the warm-up"
                ))),
                Some(bit) => Ok(Wire {
                    name: name.clone(),
                    cell: instance.clone(),
                    register,
                    transitions: bit.transitions as f64 / cycles as f64,
                }),
            }
        };
        Ok(Activity {
            wires: outputs.map(wire).collect::<Result<_, _>>()?,
        })
    }
}

/// What Verilog calls each bit.
fn names(module: &Module) -> HashMap<u64, String> {
    let bits = module.netnames.iter().flat_map(|(name, net)| {
        let names = bit_names(name, net.bits.len());
        net.bits.iter().filter_map(Value::as_u64).zip(names)
    });
    bits.collect()
}

/// The bits of a wire as Verilog calls them, the lowest first.
pub(super) fn bit_names(name: &str, width: usize) -> Vec<String> {
    match width {
        1 => vec![name.to_owned()],
        width => (0..width).map(|bit| format!("{name}[{bit}]")).collect(),
    }
}
