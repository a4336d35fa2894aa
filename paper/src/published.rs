//! Figures that others have published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::PaperError;
use crate::elements::{Converter, Element, Elements, Mode};

const FILE: &str = "published.toml";
const TEXT: &str = include_str!("../data/published.toml");

/// Everything that the model is compared with.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Anda and what it compares with.
    pub anda: Anda,
    /// The paper whose comparison this is.
    pub harmonia: Harmonia,
    /// What formats of keys and values cost in quality, from this project's README.
    pub quality: Vec<Quality>,
}

/// Anda's tables.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // The file says what each is.
pub struct Anda {
    pub source: String,
    pub node_nm: f64,
    pub voltage: f64,
    pub clock_mhz: f64,
    pub units: u32,
    pub lanes: u32,
    pub significand_bits: u32,
    pub array_mm2: f64,
    pub array_mw: f64,
    pub compressor_mm2: f64,
    pub compressor_mw: f64,
    pub vector_mm2: f64,
    pub activation_buffer_mm2: f64,
    pub weight_buffer_mm2: f64,
    pub other_mm2: f64,
    pub total_mm2: f64,
    pub split: [f64; 3],
    pub system: Vec<AndaSystem>,
}

/// A row of them, relative to FP16 units.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // The file says what each is.
pub struct AndaSystem {
    pub name: String,
    pub element: Option<String>,
    pub area: f64,
    pub power: f64,
    pub mantissa: Option<f64>,
    pub speed: f64,
    pub area_efficiency: f64,
    pub energy_efficiency: f64,
    pub split: [f64; 3],
}

/// What Harmonia's authors claim.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // The file says what each is.
pub struct Harmonia {
    pub source: String,
    pub speed: f64,
    pub speed_most: f64,
    pub energy_efficiency: f64,
    pub energy_efficiency_most: f64,
    pub area_efficiency: f64,
    pub area_efficiency_most: f64,
    pub least_tokens: u64,
    pub most_tokens: u64,
    pub speed_by_length: [f64; 2],
    pub energy_by_length: [f64; 2],
}

/// What a format of keys and values costs.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// Bits of keys and values outside the windows.
    pub format: String,
    /// Divergence from FP32, 10^-3 nats a token.
    pub kl: f64,
    /// Change of perplexity to FP32.
    pub perplexity_percent: f64,
}

impl Published {
    /// The figures of `paper/data/published.toml`.
    ///
    /// # Errors
    /// The file's, were it not what the tests of this crate make sure of.
    pub fn read() -> Result<Published, PaperError> {
        Published::parse(TEXT)
    }

    /// From the text of such a file.
    ///
    /// # Errors
    /// Keys that are not known or missing; no FP-FP, no Anda.
    pub fn parse(text: &str) -> Result<Published, PaperError> {
        let published: Published = toml::from_str(text).map_err(PaperError::data(FILE))?;
        let rows = &published.anda.system;
        for name in [AndaSystem::FIRST, AndaSystem::OWN] {
            if rows.iter().all(|row| row.name != name) {
                let reason = format!("Anda's table has no row {name}");
                return Err(PaperError::data(FILE)(reason));
            }
        }
        Ok(published)
    }
}

impl AndaSystem {
    /// The row that all others are relative to.
    pub const FIRST: &str = "FP-FP";
    /// Anda's own.
    pub const OWN: &str = "Anda";
}

impl Anda {
    /// Area of a unit of FP16 x FP16 products as large as one of Anda's, mm^2, and its energy of a product, pJ: Anda's array
    /// over its share of units and lanes. A unit of 64 bit-serial lanes makes 64 products of 16 planes in 16 cycles.
    fn unit(&self, own: &AndaSystem) -> (f64, f64) {
        let units = f64::from(self.units);
        let area = self.array_mm2 / units / own.area;
        let products = f64::from(self.lanes) / f64::from(self.significand_bits);
        let milliwatts = self.array_mw / units / own.power;
        (area, 1e3 * milliwatts / (self.clock_mhz * products))
    }

    /// Elements by these tables: what an area and a power relative to FP-FP mean in um^2 and pJ.
    ///
    /// All units but Anda's make a product a lane and 16 cycles here, whatever their mantissas are: that an M8 unit of 0.12 of
    /// the area is also twice as fast is the rule of bit operations, which arrays of equal operations have and arrays of
    /// equal area have not. Anda's takes as many cycles as its mantissa has bits. Of Harmonia's element nobody has
    /// published anything: M8W4 and M8M4 stand in with what FIGNA-M8 has, M8M8 with twice the cycles and energy, and Anda's converter with its own.
    pub fn elements(&self) -> Elements {
        let row = |name: &str| {
            self.system
                .iter()
                .find(|row| row.element.as_deref() == Some(name))
        };
        let own = row("anda");
        let (area, energy) = own.map_or((f64::NAN, f64::NAN), |own| self.unit(own));
        let cycles = self.significand_bits;
        let mode = |name: &str, cycles: u32, energy_pj_per_mac: f64| Mode {
            mode: name.into(),
            cycles_per_group: cycles,
            energy_pj_per_mac,
        };
        let element = |name: &str, row: &AndaSystem, modes: Vec<Mode>| Element {
            name: name.into(),
            verilog_sha256: String::new(),
            lanes: self.lanes,
            area_um2: 1e6 * area * row.area,
            best_mhz: self.clock_mhz,
            modes,
            delays: Vec::new(),
            ecp5: None,
        };
        let mut elements = Vec::new();
        for (name, modes) in [
            ("fp16_fp16", &["FP16xFP16"][..]),
            ("fp16_int4", &["FP16xINT4"]),
            ("figna", &["FP16xINT4"]),
            ("figna_m8", &["M8W4"]),
        ] {
            if let Some(row) = row(name) {
                let modes = modes
                    .iter()
                    .map(|own| mode(own, cycles, energy * row.power));
                elements.push(element(name, row, modes.collect()));
            }
        }
        if let Some(row) = own {
            // Power stays, time is that of so many planes.
            let serial = |bits: u32| {
                let share = f64::from(bits) / f64::from(cycles);
                mode(&format!("M{bits}"), bits, energy * row.power * share)
            };
            elements.push(element("anda", row, (4..=8).map(serial).collect()));
        }
        if let Some(row) = row("figna_m8") {
            let modes = [("M8W4", 1), ("M8M4", 1), ("M8M8", 2)];
            let modes = modes.map(|(name, times)| {
                mode(name, times * cycles, f64::from(times) * energy * row.power)
            });
            elements.push(element("harmonia", row, modes.into()));
        }
        // 16 lanes x 64 values, a plane a cycle.
        let values = 16.0 * 64.0 / 8.0;
        let converter = |name: &str| Converter {
            name: name.into(),
            verilog_sha256: String::new(),
            area_um2: 1e6 * self.compressor_mm2,
            energy_pj_per_value: 1e3 * self.compressor_mw / (self.clock_mhz * values),
            delays: Vec::new(),
        };
        Elements {
            format_version: 0,
            library: "published by Anda".into(),
            node_nm: self.node_nm,
            voltage: self.voltage,
            tools: BTreeMap::new(),
            elements,
            converters: ["anda", "harmonia"].map(converter).into(),
            packed: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_the_published_ratios() {
        let anda = Published::read().unwrap().anda;
        let elements = anda.elements();
        let find = |name: &str| elements.element(name).unwrap();
        let base = find("fp16_fp16");
        for (name, ratio) in [
            ("fp16_int4", 0.63),
            ("figna", 0.18),
            ("figna_m8", 0.12),
            ("anda", 0.23),
        ] {
            assert!((find(name).area_um2 / base.area_um2 - ratio).abs() < 1e-12);
        }
        // Anda's array of 256 units is its area and its power.
        let own = find("anda");
        assert!((own.area_um2 * 256e-6 - 0.41).abs() < 1e-12);
        for (bits, mode) in (4..=8).zip(&own.modes) {
            let products = 256.0 * 64.0 / f64::from(bits);
            let milliwatts = mode.energy_pj_per_mac * products * 285.0 / 1e3;
            assert!((milliwatts - 54.34).abs() < 1e-9);
        }
    }

    #[test]
    fn keys_that_are_not_known_are_refused() {
        let text = TEXT.replacen("units = 256", "unit = 256", 1);
        assert!(
            Published::parse(&text)
                .unwrap_err()
                .to_string()
                .contains("unknown field")
        );
        let text = TEXT.replace("name = \"Anda\"", "name = \"Other\"");
        assert!(
            Published::parse(&text)
                .unwrap_err()
                .to_string()
                .contains("no row Anda")
        );
    }

    #[test]
    fn quality_is_what_the_readme_says() {
        let readme = include_str!("../../README.md");
        for own in Published::read().unwrap().quality {
            let row = format!("| `{}` |", own.format);
            let row = readme.lines().find(|line| line.starts_with(&row)).unwrap();
            let end = format!("| {} | {:+.2} % |", own.kl, own.perplexity_percent);
            assert!(row.ends_with(&end), "{row}: {end}");
        }
    }
}
