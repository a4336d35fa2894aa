//! Processing elements: what one takes of area, and of energy in each of its modes.

mod figures;
mod verilog;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::PaperError;
pub use figures::{Figures, Source};
pub use verilog::verilog_sha256;

/// Elements of one library, `paper/data/elements.json` when they are measured.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Elements {
    /// Version of the file, which writes it itself.
    #[serde(default, skip_serializing)]
    pub format_version: u32,
    /// Whose cells they are made of.
    pub library: String,
    /// Its feature size.
    pub node_nm: f64,
    /// Its supply.
    pub voltage: f64,
    /// Versions of the tools that measured.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tools: BTreeMap<String, String>,
    /// All elements.
    pub elements: Vec<Element>,
    /// Converters to their formats.
    pub converters: Vec<Converter>,
    /// Ours with two weights in a multiplier, where it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packed: Option<Packed>,
}

/// An element that is made for an FPGA alone.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// `harmonia_packed`.
    pub name: String,
    /// The [hash](verilog_sha256) of its Verilog.
    pub verilog_sha256: String,
    /// Products a cycle.
    pub lanes: u32,
    /// What it is on an FPGA.
    pub ecp5: Ecp5,
}

/// An element: so many lanes that share a sum.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// `fp16_fp16`, `fp16_int4`, `figna`, `figna_m8`, `anda` or `harmonia`.
    pub name: String,
    /// The [hash](verilog_sha256) of its Verilog, where it was measured.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verilog_sha256: String,
    /// Products of a group.
    pub lanes: u32,
    /// Area of the element.
    pub area_um2: f64,
    /// The highest clock that it reaches.
    pub best_mhz: f64,
    /// What it multiplies.
    pub modes: Vec<Mode>,
    /// What synthesis makes of it for several delays, where it was measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delays: Vec<AtDelay>,
    /// What it is on an FPGA, where it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ecp5: Option<Ecp5>,
}

impl Element {
    /// Placements on an FPGA that it was measured with.
    pub fn seeds(&self) -> u32 {
        self.ecp5
            .as_ref()
            .map_or(0, |own| own.seeds_mhz.len() as u32)
    }

    /// What synthesis makes of it with the highest clock.
    pub fn fastest(&self) -> Option<&AtDelay> {
        self.delays
            .iter()
            .min_by(|one, other| one.period_ns.total_cmp(&other.period_ns))
    }
}

/// A block made for a delay between registers.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AtDelay {
    /// What synthesis aimed for.
    pub aim_ns: f64,
    /// The longest path that there is, setup and clock to output included.
    pub period_ns: f64,
    /// Area of all cells.
    pub area_um2: f64,
    /// Flip-flops among them.
    pub flip_flops: usize,
}

/// A block on an LFE5U-85F of grade 6, alone.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ecp5 {
    /// LUT4.
    pub lut4: usize,
    /// CCU2C: two bits of a carry chain, the size of two LUT4.
    pub ccu2c: usize,
    /// Flip-flops.
    pub flip_flops: usize,
    /// Multipliers of 18 x 18 bits.
    pub mult18x18d: usize,
    /// Block RAMs of 18 kbit.
    #[serde(default, skip_serializing_if = "is_none")]
    pub dp16kd: usize,
    /// Median clock of all seeds.
    pub median_mhz: f64,
    /// The clock of each seed.
    pub seeds_mhz: Vec<f64>,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A mode of an element.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// `FP16xFP16` of `fp16_fp16`; `FP16xINT4` of `fp16_int4` and `figna`; `M8W4` of `figna_m8`; `M8W4`, `M8M4` and `M8M8` of
    /// `harmonia`; `M4` to `M8` of `anda`.
    pub mode: String,
    /// Cycles of the clock from a group of `lanes` products to the next.
    pub cycles_per_group: u32,
    /// Energy of a product at the library's node and voltage.
    pub energy_pj_per_mac: f64,
}

/// What makes a format of FP16 or FP32.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Converter {
    /// Whose: `anda` and `harmonia`. FIGNA's aligner is a part of its element.
    pub name: String,
    /// The [hash](verilog_sha256) of its Verilog, where it was measured.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verilog_sha256: String,
    /// Area of the converter.
    pub area_um2: f64,
    /// Energy of a value at the library's node and voltage.
    pub energy_pj_per_value: f64,
    /// What synthesis makes of it for several delays, where it was measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delays: Vec<AtDelay>,
}

impl Elements {
    /// The measured ones, if there are any.
    ///
    /// # Errors
    /// A file that cannot be read or is none of elements.
    pub fn read(path: &Path) -> Result<Option<Elements>, PaperError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                let path = path.into();
                return Err(PaperError::Io {
                    action: "reading",
                    path,
                    source,
                });
            }
        };
        let wrong = |reason: String| PaperError::Elements {
            path: path.into(),
            reason,
        };
        let elements: Elements =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        elements.check().map_err(wrong)?;
        Ok(Some(elements))
    }

    /// Elements that were placed on an FPGA: name, lanes, what they are.
    pub fn ecp5(&self) -> impl Iterator<Item = (&str, u32, &Ecp5)> {
        let elements = self.elements.iter();
        let elements =
            elements.filter_map(|own| Some((own.name.as_str(), own.lanes, own.ecp5.as_ref()?)));
        let packed = self.packed.iter();
        elements.chain(packed.map(|own| (own.name.as_str(), own.lanes, &own.ecp5)))
    }

    fn check(&self) -> Result<(), String> {
        let positive = |what: &str, value: f64| match value.is_finite() && value > 0.0 {
            true => Ok(()),
            false => Err(format!("{what} is {value}, which is not positive")),
        };
        positive("node_nm", self.node_nm)?;
        positive("voltage", self.voltage)?;
        for own in &self.elements {
            positive(&format!("area_um2 of {}", own.name), own.area_um2)?;
            positive(&format!("best_mhz of {}", own.name), own.best_mhz)?;
            positive(&format!("lanes of {}", own.name), own.lanes.into())?;
            for mode in &own.modes {
                let what = format!("{} of {}", mode.mode, own.name);
                positive(
                    &format!("cycles_per_group of {what}"),
                    mode.cycles_per_group.into(),
                )?;
                positive(
                    &format!("energy_pj_per_mac of {what}"),
                    mode.energy_pj_per_mac,
                )?;
            }
        }
        for own in &self.converters {
            positive(&format!("area_um2 of converter {}", own.name), own.area_um2)?;
            let energy = own.energy_pj_per_value;
            positive(
                &format!("energy_pj_per_value of converter {}", own.name),
                energy,
            )?;
        }
        Ok(())
    }
}
