//! Measures the processing elements: standard cells with recorded operands, and ECP5.
//!
//! ```text
//! hdl/src/baselines --Verilog--> cells for several delays --> area, clock
//!                                cells for the longest + operands.csv --> energy of a product
//!                                LFE5U-85F, three seeds --> LUT4, CCU2C, flip-flops, multipliers, clock
//! ```
//!
//! Area and energy are those of the longest delay, which all elements reach, so at one clock; the best clock is that of the shortest period.

mod cells;
mod ecp5;
mod kept;
mod operands;

use std::collections::BTreeMap;
use std::path::Path;

use half::f16;
use harmonia_fpga::standard_cells::Library;
use harmonia_fpga::{Port, Tool, ToolError, Toolbox};
use harmonia_hdl::Direction;
use harmonia_hdl::baselines::{self, CONVERTERS, ELEMENTS, Mode as Use, packed};
use harmonia_testbench::baselines::{OperandGroup, drive, drive_converter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::PaperError;
use crate::elements::{AtDelay, Converter, Element, Elements, Mode, Packed, verilog_sha256};
use cells::{Bench, Block};
pub use operands::Operands;

/// Planes of Anda's mantissas for which its compressor is measured: near the mean of its published mantissas.
const PLANES: usize = 6;
const FP16_FP16: &str = "fp16_fp16";

/// What measures.
pub struct Measurement<'a> {
    /// The tools.
    pub toolbox: &'a Toolbox,
    /// Where they work, each element in a folder of its own. What is there of the same Verilog and as many placements is not measured
    /// again.
    pub folder: &'a Path,
    /// Placements of each element on ECP5; none leaves those out.
    pub seeds: u32,
    /// Elements to measure, all if there are none.
    pub only: &'a [String],
    /// Is told what is being done.
    pub progress: &'a (dyn Fn(String) + Sync),
}

impl Measurement<'_> {
    /// Measures elements and converters.
    ///
    /// # Errors
    /// What the tools say; operands that are none.
    pub fn run(&self) -> Result<Elements, PaperError> {
        let (operands, library) = (Operands::read()?, Library::find(self.toolbox)?);
        let wanted = |name: &str| self.only.is_empty() || self.only.iter().any(|only| only == name);
        let elements = ELEMENTS.iter().filter(|element| wanted(element.name));
        let elements = elements.map(|element| {
            let hash = verilog_sha256(&element.verilog());
            let is_so = |own: &Element| own.verilog_sha256 == hash && own.seeds() == self.seeds;
            self.in_folder(element.name, &library, is_so, |bench| {
                self.element(bench, &operands, element)
            })
        });
        let elements = elements.collect::<Result<_, _>>()?;
        let converters = CONVERTERS
            .iter()
            .filter(|own| own.serves.iter().any(|name| wanted(name)));
        let converters = converters.map(|converter| {
            let hash = verilog_sha256(&converter.verilog());
            let is_so = |own: &Vec<Converter>| own.iter().all(|own| own.verilog_sha256 == hash);
            self.in_folder(converter.name, &library, is_so, |bench| {
                self.converter(bench, &operands, converter)
            })
        });
        let packed = self.seeds > 0 && wanted(packed::NAME);
        let packed = packed.then(|| {
            let hash = verilog_sha256(&packed::verilog());
            let is_so = |own: &Packed| {
                own.verilog_sha256 == hash && own.ecp5.seeds_mhz.len() == self.seeds as usize
            };
            self.in_folder(packed::NAME, &library, is_so, |bench| self.packed(bench))
        });
        Ok(Elements {
            format_version: 0,
            library: Library::NAME.into(),
            node_nm: Library::NODE_NM,
            voltage: Library::VOLTS,
            tools: self.tools()?,
            elements,
            converters: converters.collect::<Result<Vec<_>, _>>()?.concat(),
            packed: packed.transpose()?,
        })
    }

    fn tools(&self) -> Result<BTreeMap<String, String>, ToolError> {
        let cells = [Tool::Yosys, Tool::OpenSta, Tool::Icarus];
        let placements = (self.seeds > 0).then_some(Tool::NextpnrEcp5);
        let version = |tool: Tool| {
            let version = self.toolbox.find(tool)?.version()?;
            Ok((tool.name().to_owned(), version))
        };
        cells.into_iter().chain(placements).map(version).collect()
    }

    /// Measures in a folder of that name, unless what was measured there before is so.
    fn in_folder<T: Serialize + DeserializeOwned>(
        &self,
        name: &str,
        library: &Library,
        is_so: impl Fn(&T) -> bool,
        measure: impl FnOnce(&Bench) -> Result<T, PaperError>,
    ) -> Result<T, PaperError> {
        let folder = &self.folder.join(name);
        let bench = Bench {
            toolbox: self.toolbox,
            library,
            folder,
        };
        kept::kept(folder, is_so, || measure(&bench))
    }

    fn element(
        &self,
        bench: &Bench,
        operands: &Operands,
        element: &baselines::Element,
    ) -> Result<Element, PaperError> {
        let block = Block {
            name: element.name,
            verilog: element.verilog(),
            inputs: element.inputs(),
        };
        (self.progress)(format!("{}: cells", element.name));
        let delays = bench.delays(&block)?;
        let mode = |(own, operands): (&Use, &[OperandGroup])| {
            (self.progress)(format!("{}: energy of {}", element.name, own.name));
            let cycles = drive(element, own.name, operands)?;
            let energy = bench.energy(&block, &cycles)?;
            Ok(Mode {
                mode: own.name.into(),
                cycles_per_group: own.cycles_per_group as u32,
                energy_pj_per_mac: energy * own.cycles_per_group as f64 / element.lanes as f64,
            })
        };
        let uses = element
            .modes
            .iter()
            .map(|own| mode((own, operands.of(own.name))));
        let mut modes = uses.collect::<Result<Vec<_>, PaperError>>()?;
        if let (FP16_FP16, [own]) = (element.name, element.modes) {
            // The system of FP16 elements has INT4 weights in memory, and multiplies with what they stand for.
            let energy = mode((own, &dequantised(&operands.linear)))?;
            modes.push(Mode {
                mode: "FP16xINT4".into(),
                ..energy
            });
        }
        let ecp5 = match self.seeds {
            0 => None,
            seeds => {
                (self.progress)(format!("{}: placements", element.name));
                let outputs = element.outputs();
                Some(ecp5::place(&block, &outputs, seeds, bench)?)
            }
        };
        Ok(Element {
            name: element.name.into(),
            verilog_sha256: verilog_sha256(&block.verilog),
            lanes: element.lanes as u32,
            area_um2: at_one_clock(&delays),
            best_mhz: 1e3 / shortest(&delays),
            modes,
            delays,
            ecp5,
        })
    }

    /// Ours as an FPGA has it.
    fn packed(&self, bench: &Bench) -> Result<Packed, PaperError> {
        let block = Block {
            name: packed::NAME,
            verilog: packed::verilog(),
            inputs: packed::ports(Direction::Input),
        };
        (self.progress)(format!("{}: placements", block.name));
        let outputs = packed::ports(Direction::Output);
        Ok(Packed {
            name: block.name.into(),
            verilog_sha256: verilog_sha256(&block.verilog),
            lanes: packed::LANES as u32,
            ecp5: ecp5::place(&block, &outputs, self.seeds, bench)?,
        })
    }

    /// A converter, once for each element that it serves.
    fn converter(
        &self,
        bench: &Bench,
        operands: &Operands,
        converter: &baselines::Converter,
    ) -> Result<Vec<Converter>, PaperError> {
        let block = Block {
            name: converter.name,
            verilog: converter.verilog(),
            inputs: converter.inputs(),
        };
        (self.progress)(format!("{}: cells and energy", converter.name));
        let delays = bench.delays(&block)?;
        let cycles = drive_converter(converter, PLANES, &operands.linear);
        let values = operands.linear.len() * harmonia_testbench::baselines::VALUES;
        let energy = bench.energy(&block, &cycles)? * cycles.len() as f64 / values as f64;
        let serves = converter.serves.iter().map(|name| Converter {
            name: (*name).into(),
            verilog_sha256: verilog_sha256(&block.verilog),
            area_um2: at_one_clock(&delays),
            energy_pj_per_value: energy,
            delays: delays.clone(),
        });
        Ok(serves.collect())
    }
}

impl Operands {
    /// Those that a mode of an element multiplies.
    fn of(&self, mode: &str) -> &[OperandGroup] {
        match mode {
            "M8M4" | "M8M8" => &self.attention,
            _ => &self.linear,
        }
    }
}

/// Groups whose others are what their weights stand for.
fn dequantised(groups: &[OperandGroup]) -> Vec<OperandGroup> {
    let group = |own: &OperandGroup| OperandGroup {
        others: own
            .weights
            .map(|weight| f16::from_f32(f32::from(weight) * own.scale.to_f32())),
        ..own.clone()
    };
    groups.iter().map(group).collect()
}

fn ports(named: &[(String, usize)]) -> Vec<Port> {
    let port = |(name, width): &(String, usize)| Port {
        name: name.clone(),
        width: *width,
    };
    named.iter().map(port).collect()
}

fn at_one_clock(delays: &[AtDelay]) -> f64 {
    delays.last().map_or(0.0, |own| own.area_um2)
}

fn shortest(delays: &[AtDelay]) -> f64 {
    let periods = delays.iter().map(|own| own.period_ns);
    periods.fold(f64::INFINITY, f64::min)
}
