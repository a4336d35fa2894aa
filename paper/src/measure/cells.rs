//! Standard cells: area at several delays, and the energy of a product by recorded operands.

use std::path::Path;

use harmonia_fpga::standard_cells::{Analysis, CellSynthesis, Library, Simulate, Stimulus};
use harmonia_fpga::{Runner, ToolError, Toolbox};

use harmonia_testbench::baselines::Cycle;

use super::ports;
use crate::elements::AtDelay;

/// Delays between registers that synthesis aims for, in nanoseconds: from what no element reaches to what all do.
pub const DELAYS_NS: [f64; 3] = [5.0, 10.0, 20.0];
/// Cycles until every register of the longest pipeline has a value.
const WARM_UP: usize = 40;

/// A block to measure.
pub(super) struct Block {
    /// Name of its module.
    pub name: &'static str,
    /// Its Verilog.
    pub verilog: String,
    /// Its inputs but the clock.
    pub inputs: Vec<(String, usize)>,
}

impl Block {
    /// The bits of all inputs, in the order of [`Stimulus::cycles`]; an input that a cycle does not name is 0.
    fn digits(&self, cycle: &Cycle) -> String {
        let input = |(name, width): &(String, usize)| {
            let value = cycle.iter().find(|(port, _)| port == name);
            let digits = value.map_or_else(String::new, |(_, value)| value.to_str_radix(2));
            format!("{digits:0>width$}")
        };
        self.inputs.iter().map(input).collect()
    }
}

/// Tools, cells and where they work.
pub(super) struct Bench<'a> {
    pub toolbox: &'a Toolbox,
    pub library: &'a Library,
    pub folder: &'a Path,
}

impl Bench<'_> {
    /// Area and clock at each of the delays; the cells of the last one stay in the folder.
    pub fn delays(&self, block: &Block) -> Result<Vec<AtDelay>, ToolError> {
        let at = |&delay_ns: &f64| {
            let synthesis = CellSynthesis {
                top: block.name,
                verilog: &block.verilog,
                library: self.library,
                delay_ns,
            };
            let cells = synthesis.run(self.toolbox, self.folder)?;
            let analysis = Analysis {
                top: block.name,
                period_ns: delay_ns,
            };
            let analysis = analysis.run(self.toolbox, self.folder)?;
            Ok(AtDelay {
                aim_ns: delay_ns,
                period_ns: delay_ns - analysis.slack_ns,
                area_um2: cells.area_um2,
                flip_flops: cells.flip_flops,
            })
        };
        DELAYS_NS.iter().map(at).collect()
    }

    /// Energy of the cells in the folder, in picojoules a cycle.
    pub fn energy(&self, block: &Block, cycles: &[Cycle]) -> Result<f64, ToolError> {
        let stimulus = Stimulus {
            inputs: ports(&block.inputs),
            cycles: cycles.iter().map(|cycle| block.digits(cycle)).collect(),
            warm_up: WARM_UP,
        };
        let top = block.name;
        let simulate = Simulate {
            top,
            stimulus: &stimulus,
        };
        let activity = simulate.run(self.toolbox, self.folder)?;
        let period_ns = DELAYS_NS[DELAYS_NS.len() - 1];
        let analysis = Analysis { top, period_ns }.run(self.toolbox, self.folder)?;
        Ok(analysis.energy(&activity)?.total_pj())
    }
}
