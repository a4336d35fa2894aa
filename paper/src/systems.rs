//! The systems that are compared: formats in memory, and how fast and at what energy each multiplies.

use serde::Serialize;

use crate::PaperError;
use crate::constants::Constants;
use crate::elements::{Elements, Figures};

/// A system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// Weights, activations, keys and values in FP16.
    Fp16,
    /// The same with INT4 weights.
    Fp16Int4,
    /// Integers that are aligned in front of the array; activations stay FP16 in memory.
    Figna,
    /// The same with mantissas of 8 bits.
    FignaM8,
    /// Activations compressed in memory and buffers, bit-serial.
    Anda,
    /// Block floating point everywhere: activations of 8 bits, keys and values of 4, 8 in windows.
    Harmonia,
    /// This project at 4/4.
    Ours44,
    /// This project at 3/3.
    Ours33,
}

/// What arrays of two systems have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Bit operations a cycle, products of an m-bit and an n-bit number being m n of them: Anda's rule.
    EqualOperations,
    /// Area, by the areas of elements.
    EqualArea,
}

/// Bits of a value in memory and in buffers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Formats {
    /// Weights.
    pub weight: f64,
    /// Activations between linear layers.
    pub activation: f64,
    /// Queries, attention probabilities, attention's results.
    pub query: f64,
    /// Keys and values outside the windows.
    pub kv: f64,
    /// Keys and values in the windows, and for how many tokens.
    pub window: (f64, f64),
}

/// A kind of product: how many in a cycle, and pJ of each at the target's node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Engine {
    /// Products in a cycle.
    pub macs: f64,
    /// Energy of one.
    pub pj: f64,
}

/// The engines of a system.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Engines {
    /// Linear layers.
    pub linear: Engine,
    /// Attention outside the windows.
    pub attention: Engine,
    /// Attention within them.
    pub window: Engine,
    /// Energy of a value that becomes block floating point; nothing where none does.
    pub conversion_pj: Option<f64>,
}

/// Bits of an FP16 number, and of its significand as bit operations count it.
const FP16: f64 = 16.0;
/// Bits of a weight as bit operations count it.
const INT4: f64 = 4.0;

impl Rule {
    /// Both.
    pub const ALL: [Rule; 2] = [Rule::EqualOperations, Rule::EqualArea];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Rule::EqualOperations => "equal operations",
            Rule::EqualArea => "equal area",
        }
    }
}

impl System {
    /// All of them, baselines first.
    pub const ALL: [System; 8] = [
        System::Fp16,
        System::Fp16Int4,
        System::Figna,
        System::FignaM8,
        System::Anda,
        System::Harmonia,
        System::Ours44,
        System::Ours33,
    ];
    /// Those that ours are compared with.
    pub const BASELINES: [System; 5] = [
        System::Fp16,
        System::Fp16Int4,
        System::Figna,
        System::FignaM8,
        System::Anda,
    ];
    /// Those with block floating point in attention.
    pub const OURS: [System; 3] = [System::Harmonia, System::Ours44, System::Ours33];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            System::Fp16 => "FP16",
            System::Fp16Int4 => "FP16 x INT4",
            System::Figna => "FIGNA",
            System::FignaM8 => "FIGNA-M8",
            System::Anda => "Anda",
            System::Harmonia => "Harmonia, the paper's",
            System::Ours44 => "ours 4/4",
            System::Ours33 => "ours 3/3",
        }
    }

    /// Whether attention is in block floating point, on the same array.
    pub fn is_ours(self) -> bool {
        System::OURS.contains(&self)
    }

    /// What lies in memory.
    pub fn formats(self, constants: &Constants) -> Formats {
        let window = (constants.harmonia_activation_bits, constants.window_tokens);
        let fp16 = Formats {
            weight: constants.weight_bits,
            activation: FP16,
            query: FP16,
            kv: FP16,
            window: (FP16, 0.0),
        };
        let ours = |kv| Formats {
            weight: constants.weight_bits,
            activation: constants.harmonia_activation_bits,
            query: constants.harmonia_activation_bits,
            kv,
            window,
        };
        match self {
            System::Fp16 => Formats {
                weight: FP16,
                ..fp16
            },
            System::Fp16Int4 | System::Figna | System::FignaM8 => fp16,
            System::Anda => Formats {
                activation: anda_bits(constants.anda_mantissa),
                ..fp16
            },
            System::Harmonia | System::Ours44 => ours(constants.kv4_bits),
            System::Ours33 => ours(constants.kv3_bits),
        }
    }

    /// Area and energy of products of linear layers.
    fn linear(self, constants: &Constants, elements: &Elements) -> Result<Figures, PaperError> {
        match self {
            System::Fp16 => elements.fp16_product(),
            System::Fp16Int4 => elements.figures("fp16_int4", "FP16xINT4"),
            System::Figna => elements.figures("figna", "FP16xINT4"),
            System::FignaM8 => elements.figures("figna_m8", "M8W4"),
            System::Anda => elements.serial(constants.anda_mantissa),
            _ => elements.figures("harmonia", "M8W4"),
        }
    }

    /// Bit operations of a product of a linear layer.
    fn operations(self, constants: &Constants) -> f64 {
        let mantissa = match self {
            System::Fp16 | System::Fp16Int4 | System::Figna => FP16,
            System::Anda => constants.anda_mantissa,
            _ => 8.0,
        };
        mantissa * INT4
    }

    /// How fast it multiplies, and at what energy.
    ///
    /// By equal operations an array makes `array_macs` products of FP16 x INT4, or as many more as theirs are smaller; the
    /// FP16 array makes as many of FP16 x FP16; the other baselines have `attention_macs` for them beside their array. By equal
    /// area they get `attention_area_share` of the FP16 array's area, and their array the rest.
    ///
    /// # Errors
    /// Elements that lack what the system is made of.
    pub fn engines(
        self,
        rule: Rule,
        constants: &Constants,
        elements: &Elements,
    ) -> Result<Engines, PaperError> {
        let scale = constants.energy_scale(elements.node_nm, elements.voltage);
        let fp16 = elements.fp16_product()?;
        let budget = constants.array_macs * fp16.area_um2;
        let operations = constants.array_macs * FP16 * INT4;
        let apart = constants.attention_area_share.min(1.0);
        let engine = |figures: Figures, own: f64, share: f64| Engine {
            macs: match rule {
                Rule::EqualOperations => operations / own,
                Rule::EqualArea => share * budget / figures.area_um2,
            },
            pj: figures.energy_pj * scale,
        };
        let linear = self.linear(constants, elements)?;
        let own = self.operations(constants);
        if self.is_ours() {
            let [narrow, wide] = ["M8M4", "M8M8"].map(|mode| elements.figures("harmonia", mode));
            return Ok(Engines {
                linear: engine(linear, own, 1.0),
                attention: engine(narrow?, 8.0 * 4.0, 1.0),
                window: engine(wide?, 8.0 * 8.0, 1.0),
                conversion_pj: Some(scale * elements.conversion_pj("harmonia")?),
            });
        }
        let (share, attention) = match self {
            System::Fp16 => (1.0, engine(fp16, own, 1.0)),
            _ => {
                let own = operations / constants.attention_macs;
                (1.0 - apart, engine(fp16, own, apart))
            }
        };
        let conversion_pj = match self {
            System::Anda => Some(scale * elements.conversion_pj("anda")?),
            // FIGNA's aligner is a part of its published element.
            _ => None,
        };
        Ok(Engines {
            linear: engine(linear, own, share),
            attention,
            window: attention,
            conversion_pj,
        })
    }
}

/// Bits of a value of Anda: mantissa, sign, a 5-bit exponent for 64.
pub(crate) fn anda_bits(mantissa: f64) -> f64 {
    mantissa + 1.0 + 5.0 / 64.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Published;

    fn engines(system: System, rule: Rule) -> Engines {
        let (constants, _) = Constants::read().unwrap();
        let elements = Published::read().unwrap().anda.elements();
        system.engines(rule, &constants, &elements).unwrap()
    }

    #[test]
    fn equal_operations_are_the_published_speeds() {
        let macs = |system| engines(system, Rule::EqualOperations).linear.macs / 1024.0;
        assert_eq!(macs(System::Fp16), 1.0);
        assert_eq!(macs(System::Figna), 1.0);
        assert_eq!(macs(System::FignaM8), 2.0);
        assert!((macs(System::Anda) - 2.49).abs() < 0.005);
        let ours = engines(System::Ours33, Rule::EqualOperations);
        assert_eq!((ours.attention.macs, ours.window.macs), (2048.0, 1024.0));
        assert_eq!(
            engines(System::Figna, Rule::EqualOperations).attention.macs,
            256.0
        );
    }

    #[test]
    fn equal_areas_are_equal() {
        let elements = Published::read().unwrap().anda.elements();
        let fp16 = elements.fp16_product().unwrap();
        let figna = elements.figures("figna", "FP16xINT4").unwrap();
        let own = engines(System::Figna, Rule::EqualArea);
        let area = own.linear.macs * figna.area_um2 + own.attention.macs * fp16.area_um2;
        let budget = 1024.0 * fp16.area_um2;
        assert!((area / budget - 1.0).abs() < 1e-12);
        assert_eq!(engines(System::Fp16, Rule::EqualArea).linear.macs, 1024.0);
    }
}
