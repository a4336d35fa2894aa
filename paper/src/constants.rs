//! The model's constants, each with its unit, its source and what that is worth.

use serde::{Deserialize, Serialize};

use crate::PaperError;

const FILE: &str = "constants.toml";
const TEXT: &str = include_str!("../data/constants.toml");

/// What a constant rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Read in the source that is named.
    Published,
    /// Remembered of that source, and not looked up.
    Recalled,
    /// Worked out from published figures.
    Inferred,
    /// By this project.
    Measured,
    /// Ours, because somebody has to decide.
    Decision,
}

impl Status {
    /// As the file has it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Published => "published",
            Status::Recalled => "recalled",
            Status::Inferred => "inferred",
            Status::Measured => "measured",
            Status::Decision => "decision",
        }
    }
}

/// A constant as the file has it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// That of a field of [`Constants`].
    pub name: String,
    /// Positive and finite.
    pub value: f64,
    /// What it counts.
    pub unit: String,
    /// What it rests on.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    constant: Vec<Entry>,
}

macro_rules! constants {
    ($($name:ident: $unit:literal, $about:literal;)+) => {
        /// The values that the model computes with; `paper/data/constants.toml` has their sources.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Constants {
            $(#[doc = concat!($about, ", in ", $unit, ".")] pub $name: f64,)+
        }

        /// Names and units, in the order of the fields.
        const KNOWN: &[(&str, &str)] = &[$((stringify!($name), $unit),)+];

        impl Constants {
            /// From entries of which every name is there once.
            fn of(entries: &[Entry]) -> Result<Constants, String> {
                let value = |name: &str| {
                    let own = entries.iter().find(|entry| entry.name == name);
                    own.map(|entry| entry.value).ok_or_else(|| format!("there is no constant {name}"))
                };
                Ok(Constants { $($name: value(stringify!($name))?,)+ })
            }

            /// With one of them multiplied; as they are when there is none of the name.
            pub fn scaled(mut self, name: &str, factor: f64) -> Constants {
                match name {
                    $(stringify!($name) => self.$name *= factor,)+
                    _ => {}
                }
                self
            }
        }
    };
}

constants! {
    clock_mhz: "MHz", "Clock of arrays, vector units and converters";
    node_nm: "nm", "Feature size that energies are scaled to";
    voltage: "V", "Supply that energies are scaled to";
    array_macs: "MAC/cycle", "FP16 x INT4 products of the FP16 array";
    array_rows: "units", "Tokens that a weight meets when it is read from its buffer";
    array_columns: "units", "Outputs that an activation meets";
    array_latency: "cycles", "From a tile's last operands to its last result";
    attention_macs: "MAC/cycle", "FP16 x FP16 products of the baselines' units for attention, at equal operations";
    attention_area_share: "1", "Share of the area that those units have, at equal area";
    prefill_pairs: "1", "Share of query-key pairs that a prompt computes";
    activation_buffer: "KiB", "Buffer of activations";
    weight_buffer: "KiB", "Buffer of weights";
    buffer_share: "1", "Share of a buffer that a tile has";
    sram_pj_45nm: "pJ/64 bit", "Read or write of a bank at 45 nm";
    sram_pj_7nm: "pJ/64 bit", "Read or write of a bank at 7 nm";
    dram_bandwidth: "GB/s", "What memory delivers";
    dram_pj_per_bit: "pJ/bit", "Energy of a bit that is moved";
    dram_row_pj: "pJ/row", "Energy of a row that is activated";
    dram_row_bytes: "byte", "Bytes of a row";
    vector_lanes: "value/cycle", "Values of vector operations and scores of softmax";
    vector_operations: "operation/value", "Floating-point operations for each of them";
    fp16_add_pj_45nm: "pJ", "Energy of an addition at 45 nm";
    fp16_multiply_pj_45nm: "pJ", "Energy of a product at 45 nm";
    converter_lanes: "value/cycle", "Values that become block floating point";
    weight_bits: "bit/value", "Weights in memory, with scales";
    anda_mantissa: "bit", "Mean mantissa of Anda's activations";
    harmonia_activation_bits: "bit/value", "Harmonia's activations, and keys and values in the windows";
    kv4_bits: "bit/value", "Keys and values of 4-bit mantissas";
    kv3_bits: "bit/value", "Keys and values of 3-bit mantissas";
    window_tokens: "token", "Tokens whose keys and values keep 8 bits";
}

impl Constants {
    /// Those of the file, and its entries in their order.
    ///
    /// # Errors
    /// The file's, were it not what the tests of this crate make sure of.
    pub fn read() -> Result<(Constants, Vec<Entry>), PaperError> {
        Constants::parse(TEXT)
    }

    /// From the text of such a file.
    ///
    /// # Errors
    /// Keys and constants that are not known, missing, there twice, of another unit, not positive.
    pub fn parse(text: &str) -> Result<(Constants, Vec<Entry>), PaperError> {
        let file: File = toml::from_str(text).map_err(PaperError::data(FILE))?;
        for (at, entry) in file.constant.iter().enumerate() {
            check(entry, &file.constant[..at]).map_err(PaperError::data(FILE))?;
        }
        let constants = Constants::of(&file.constant).map_err(PaperError::data(FILE))?;
        Ok((constants, file.constant))
    }

    /// Energy at the target's node and voltage of what takes 1 at another: C V^2 with capacitance in proportion to the
    /// feature size (constant-field scaling). Ratios between elements of one library do not depend on it.
    pub fn energy_scale(&self, node_nm: f64, voltage: f64) -> f64 {
        let volts = self.voltage / voltage;
        self.node_nm / node_nm * volts * volts
    }

    /// Energy of a bit that is read from or written to a buffer, in pJ: a power law of the node through 45 and 7 nm.
    pub fn sram_pj_per_bit(&self) -> f64 {
        let [large, small] = [45.0f64, 7.0];
        let slope = libm::log(self.sram_pj_45nm / self.sram_pj_7nm) / libm::log(large / small);
        self.sram_pj_45nm * libm::pow(self.node_nm / large, slope) / 64.0
    }

    /// Energy of a bit that memory moves, its share of a row included, in pJ.
    pub fn dram_pj_per_whole_bit(&self) -> f64 {
        self.dram_pj_per_bit + self.dram_row_pj / (8.0 * self.dram_row_bytes)
    }

    /// Energy of a value of the vector unit, in pJ: half of its operations are additions. Horowitz's figures are for 0.9 V.
    pub fn vector_pj(&self) -> f64 {
        let mean = (self.fp16_add_pj_45nm + self.fp16_multiply_pj_45nm) / 2.0;
        self.vector_operations * mean * self.energy_scale(45.0, 0.9)
    }

    /// Bytes that memory moves in a cycle.
    pub fn bytes_per_cycle(&self) -> f64 {
        self.dram_bandwidth * 1e3 / self.clock_mhz
    }
}

fn check(entry: &Entry, before: &[Entry]) -> Result<(), String> {
    let Entry {
        name, value, unit, ..
    } = entry;
    let Some((_, known)) = KNOWN.iter().find(|(known, _)| known == name) else {
        return Err(format!("nothing uses a constant {name}"));
    };
    if unit != known {
        return Err(format!("{name} is in {unit}, the model takes {known}"));
    }
    if !(value.is_finite() && *value > 0.0) {
        return Err(format!("{name} is {value}, which is not positive"));
    }
    if before.iter().any(|other| other.name == *name) {
        return Err(format!("{name} is there twice"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Constants::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn every_constant_is_there_once_and_known() {
        let (constants, entries) = Constants::read().unwrap();
        assert_eq!(entries.len(), KNOWN.len());
        assert_eq!(constants.scaled("clock_mhz", 2.0).clock_mhz, 600.0);
        assert_eq!(constants.scaled("no such", 2.0), constants);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let with = |old: &str, new: &str| TEXT.replacen(old, new, 1);
        let cases = [
            (
                with("name = \"clock_mhz\"", "name = \"clock\""),
                "nothing uses",
            ),
            (
                with("unit = \"MHz\"", "unit = \"GHz\""),
                "the model takes MHz",
            ),
            (with("value = 300.0", "value = -300.0"), "not positive"),
            (with("value = 300.0", "value = nan"), "not positive"),
            (
                with("name = \"node_nm\"", "name = \"clock_mhz\""),
                "is in nm",
            ),
            (
                with("value = 300.0", "value = 300.0\nweight = 1"),
                "unknown field",
            ),
            (format!("{TEXT}\n[other]\n"), "unknown field"),
        ];
        for (text, reason) in cases {
            let error = refused(&text);
            assert!(error.contains(reason), "{reason}: {error}");
        }
        let double = TEXT.replacen("[[constant]]", "", 1);
        let first = double.split("[[constant]]").next().unwrap();
        let first = first.rsplit("\n\n").next().unwrap();
        let twice = format!("{TEXT}\n[[constant]]\n{first}");
        assert!(Constants::parse(&twice).is_err());
        let missing = TEXT.rsplit_once("[[constant]]").unwrap().0;
        assert!(refused(missing).contains("there is no constant window_tokens"));
    }

    #[test]
    fn energies_follow_the_node() {
        let (constants, _) = Constants::read().unwrap();
        assert_eq!(constants.energy_scale(28.0, 0.9), 1.0);
        assert_eq!(constants.energy_scale(56.0, 1.8), 0.125);
        let at = |node_nm| {
            Constants {
                node_nm,
                ..constants
            }
            .sram_pj_per_bit()
                * 64.0
        };
        assert!((at(45.0) - 20.0).abs() < 1e-9 && (at(7.0) - 8.5).abs() < 1e-9);
        assert!((at(16.0) - 12.4).abs() < 0.1, "{}", at(16.0));
    }
}
