//! Processing elements: what one takes of area, and of energy in each of its modes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use harmonia_hdl::baselines::{CONVERTERS, ELEMENTS, packed};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::PaperError;
use crate::element_table::{Beside, Row};
use crate::published::{Anda, Published};

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

/// SHA-256 of Verilog without its comments and lines of sources, which no tool's figures depend on.
pub fn verilog_sha256(verilog: &str) -> String {
    let says = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("(* src =");
    let mut hash = Sha256::new();
    for line in verilog.lines().filter(says) {
        hash.update(line);
        hash.update("\n");
    }
    let digits = hash.finalize();
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// Which elements the systems are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// By the tables of [`crate::published::Anda`].
    Published,
    /// By `harmonia paper --part pe`: areas, and ratios of energy. What a product FP16 x FP16 takes is Anda's.
    Measured,
}

/// A mode of an element, in what systems are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Area for each product a cycle, um^2.
    pub area_um2: f64,
    /// Energy of a product, pJ.
    pub energy_pj: f64,
}

impl Elements {
    /// From a source; `measured` is where measured ones would be.
    ///
    /// # Errors
    /// Measured elements that are not there, or cannot be what elements are.
    pub fn from(
        source: Source,
        published: &Published,
        measured: &Path,
    ) -> Result<Elements, PaperError> {
        match source {
            Source::Published => Ok(published.anda.elements()),
            Source::Measured => {
                let own = Elements::read(measured)?.ok_or_else(|| PaperError::NotMeasured {
                    path: measured.into(),
                })?;
                own.at_energy_of(&published.anda.elements())
            }
        }
    }

    /// The same areas and ratios of energy, with the energy that a product FP16 x FP16 takes of others, at their node and supply.
    fn at_energy_of(mut self, others: &Elements) -> Result<Elements, PaperError> {
        let scale = others.fp16_product()?.energy_pj / self.fp16_product()?.energy_pj;
        let modes = self.elements.iter_mut().flat_map(|own| &mut own.modes);
        for mode in modes {
            mode.energy_pj_per_mac *= scale;
        }
        for converter in &mut self.converters {
            converter.energy_pj_per_value *= scale;
        }
        (self.node_nm, self.voltage) = (others.node_nm, others.voltage);
        Ok(self)
    }

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

    /// Blocks whose Verilog is not what was measured: another one today, none any more, or one that never was.
    pub fn stale(&self) -> Vec<String> {
        let converter = |name: &str| format!("converter for {name}");
        let elements = ELEMENTS
            .iter()
            .map(|own| (own.name.to_owned(), verilog_sha256(&own.verilog())));
        let converters = CONVERTERS.iter().flat_map(|own| {
            let hash = verilog_sha256(&own.verilog());
            let serves = own.serves.iter();
            serves.map(move |name| (converter(name), hash.clone()))
        });
        let placed = self.ecp5().next();
        let packed = placed.map(|_| (packed::NAME.to_owned(), verilog_sha256(&packed::verilog())));
        let today: BTreeSet<_> = elements.chain(converters).chain(packed).collect();
        let elements = self.elements.iter();
        let elements = elements.map(|own| (own.name.clone(), own.verilog_sha256.clone()));
        let packed = self.packed.iter();
        let packed = packed.map(|own| (own.name.clone(), own.verilog_sha256.clone()));
        let converters = self.converters.iter();
        let converters = converters.map(|own| (converter(&own.name), own.verilog_sha256.clone()));
        let measured: BTreeSet<_> = elements.chain(converters).chain(packed).collect();
        let differ = today.symmetric_difference(&measured);
        let names: BTreeSet<_> = differ.map(|(name, _)| name.clone()).collect();
        names.into_iter().collect()
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

    /// A table for people.
    pub fn text(&self, anda: &Anda) -> String {
        let relative = |own: Beside| own.relative.map_or("-".into(), |own| format!("{own:.3}"));
        let mut text = format!(
            "{}, {} nm, {} V\n",
            self.library, self.node_nm, self.voltage
        );
        text += &format!(
            "{:<14}{:<11}{:>10}{:>10}{:>11}{:>10}{:>10}{:>10}\n",
            "element",
            "mode",
            "area, um2",
            "best, MHz",
            "um2 a MAC",
            "relative",
            "pJ a MAC",
            "relative"
        );
        for own in Row::all(self, anda) {
            text += &format!(
                "{:<14}{:<11}{:>10.0}{:>10.1}{:>11.0}{:>10}{:>10.2}{:>10}\n",
                own.name,
                own.mode,
                own.area_um2,
                own.best_mhz,
                own.area.value,
                relative(own.area),
                own.energy.value,
                relative(own.energy)
            );
        }
        for (name, lanes, ecp5) in self.ecp5() {
            text += &format!(
                "{name} on LFE5U-85F, {lanes} lanes: {} LUT4, {} CCU2C, {} flip-flops, {} MULT18X18D, {} DP16KD, median {:.1} MHz of {} seeds\n",
                ecp5.lut4,
                ecp5.ccu2c,
                ecp5.flip_flops,
                ecp5.mult18x18d,
                ecp5.dp16kd,
                ecp5.median_mhz,
                ecp5.seeds_mhz.len()
            );
        }
        for own in &self.converters {
            text += &format!(
                "converter of {}: {:.0} um2, {:.2} pJ a value\n",
                own.name, own.area_um2, own.energy_pj_per_value
            );
        }
        text
    }

    /// Elements that were placed on an FPGA: name, lanes, what they are.
    pub fn ecp5(&self) -> impl Iterator<Item = (&str, u32, &Ecp5)> {
        let elements = self.elements.iter();
        let elements =
            elements.filter_map(|own| Some((own.name.as_str(), own.lanes, own.ecp5.as_ref()?)));
        let packed = self.packed.iter();
        elements.chain(packed.map(|own| (own.name.as_str(), own.lanes, &own.ecp5)))
    }

    /// An element by its name.
    ///
    /// # Errors
    /// There is none.
    pub fn element(&self, name: &str) -> Result<&Element, PaperError> {
        let own = self.elements.iter().find(|own| own.name == name);
        own.ok_or_else(|| self.lacks(name))
    }

    /// A product FP16 x FP16, to which the others are set in relation.
    ///
    /// # Errors
    /// There is none.
    pub fn fp16_product(&self) -> Result<Figures, PaperError> {
        self.figures("fp16_fp16", "FP16xFP16")
    }

    /// Area and energy of an element's mode.
    ///
    /// # Errors
    /// No such element or mode.
    pub fn figures(&self, element: &str, mode: &str) -> Result<Figures, PaperError> {
        let own = self.element(element)?;
        let found = own.modes.iter().find(|own| own.mode == mode);
        let found = found.ok_or_else(|| self.lacks(&format!("{element} in {mode}")))?;
        Ok(Figures {
            area_um2: own.area_um2 * f64::from(found.cycles_per_group) / f64::from(own.lanes),
            energy_pj: found.energy_pj_per_mac,
        })
    }

    /// Those of Anda at a mean of so many bits: between its two nearest modes, in proportion.
    ///
    /// # Errors
    /// No such element or mode.
    pub fn serial(&self, bits: f64) -> Result<Figures, PaperError> {
        let (below, above) = (bits.floor(), bits.ceil());
        let [low, high] = [below, above].map(|bits| self.figures("anda", &format!("M{bits}")));
        let ([low, high], share) = ([low?, high?], bits - below);
        let between = |low: f64, high: f64| low + share * (high - low);
        Ok(Figures {
            area_um2: between(low.area_um2, high.area_um2),
            energy_pj: between(low.energy_pj, high.energy_pj),
        })
    }

    /// Energy of a value that an element's converter takes, pJ.
    ///
    /// # Errors
    /// There is no such converter.
    pub fn conversion_pj(&self, element: &str) -> Result<f64, PaperError> {
        let own = self.converters.iter().find(|own| own.name == element);
        let own = own.ok_or_else(|| self.lacks(&format!("converter {element}")))?;
        Ok(own.energy_pj_per_value)
    }

    fn lacks(&self, what: &str) -> PaperError {
        PaperError::Lacks {
            library: self.library.clone(),
            what: what.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measured_elements_are_read_or_refused_by_name() {
        let folder = std::env::temp_dir().join(format!("harmonia-elements-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("elements.json");
        let published = Published::read().unwrap();
        let measured = || Elements::from(Source::Measured, &published, &path);
        let error = measured().unwrap_err();
        assert_eq!(error.code(), "paper.not_measured");
        assert!(
            error.to_string().contains("harmonia paper --part pe"),
            "{error}"
        );

        let elements = published.anda.elements();
        fs::write(&path, serde_json::to_string(&elements).unwrap()).unwrap();
        assert_eq!(measured().unwrap(), elements);
        // At another node, and all of it at four times the energy: only ratios count.
        let mut large = elements.clone();
        (large.node_nm, large.voltage) = (180.0, 1.8);
        for mode in large.elements.iter_mut().flat_map(|own| &mut own.modes) {
            mode.energy_pj_per_mac *= 4.0;
        }
        for converter in &mut large.converters {
            converter.energy_pj_per_value *= 4.0;
        }
        fs::write(&path, serde_json::to_string(&large).unwrap()).unwrap();
        assert_eq!(measured().unwrap(), elements);
        let text = serde_json::to_string(&elements).unwrap();
        for (old, new, reason) in [
            ("\"lanes\"", "\"lane\"", "unknown field"),
            (
                "\"cycles_per_group\":16",
                "\"cycles_per_group\":0",
                "not positive",
            ),
            ("\"node_nm\":16.0", "\"node_nm\":-1.0", "not positive"),
        ] {
            fs::write(&path, text.replacen(old, new, 1)).unwrap();
            let error = measured().unwrap_err();
            assert_eq!(error.code(), "paper.elements");
            assert!(error.to_string().contains(reason), "{error}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn blocks_of_other_verilog_are_named() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/elements.json");
        let mut elements = Elements::read(&path).unwrap().unwrap();
        assert!(elements.stale().is_empty());
        elements.elements[2].verilog_sha256 = verilog_sha256("module figna;");
        elements.converters[0].name = "nobody".into();
        let stale = ["converter for figna", "converter for nobody", "figna"].map(String::from);
        assert_eq!(elements.stale(), stale);
        // What was never measured.
        elements.elements.remove(0);
        assert_eq!(
            elements.stale(),
            [stale.as_slice(), &["fp16_fp16".into()]].concat()
        );
        elements.packed = None;
        assert_eq!(elements.stale().last().unwrap(), packed::NAME);
        let sourced = "(* src = \"figna.rs:1\" *)\nmodule figna;\n// A comment.\n";
        assert_eq!(verilog_sha256(sourced), verilog_sha256("module figna;"));
    }

    #[test]
    fn a_mean_mantissa_lies_between_its_modes() {
        let elements = Published::read().unwrap().anda.elements();
        let six = elements.figures("anda", "M6").unwrap();
        let seven = elements.figures("anda", "M7").unwrap();
        assert_eq!(elements.serial(6.0).unwrap(), six);
        let half = elements.serial(6.5).unwrap();
        assert!((half.energy_pj - (six.energy_pj + seven.energy_pj) / 2.0).abs() < 1e-12);
        assert_eq!(
            elements.serial(9.0).unwrap_err().code(),
            "paper.element_missing"
        );
    }
}
