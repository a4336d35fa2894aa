//! Anda's published system figures, and the rule that they follow.
//!
//! * **Speed**: all systems make as many bit operations a cycle, and a product of FP16 x INT4 is 16 x 4 of them, or m x 4 with a
//!   mantissa of m bits. So speed is 16 / m; memory never bounds. Only linear layers are counted.
//! * **Area**: as many units in every system, each as large as the table of units says (an M8 unit is counted as smaller and as
//!   twice as fast), beside the same buffers and vector unit; the compressor is Anda's alone.
//! * **Energy**: a product takes what the unit's power says, of Anda's bit-serial unit for m of 16 cycles. Weights are INT4 in
//!   memory in every system, FP-FP as well; what holds FP16 activations has the same SRAM and DRAM.
//!
//! What FP-FP's energy is made of, 42/11/48 %, is taken from the table; all other splits follow.

use serde::Serialize;

use crate::PaperError;
use crate::chip::{Chip, Moved};
use crate::compare::prompt;
use crate::constants::Constants;
use crate::published::{Anda, AndaSystem, Published};
use crate::shapes::Shape;
use crate::systems::{Rule, System};

/// A figure of ours beside the published one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// As printed.
    pub published: f64,
    /// By the rule.
    pub ours: f64,
}

/// A system's figures by the rule.
#[derive(Clone, Debug, Serialize)]
pub struct AndaRow {
    /// As Anda calls it.
    pub name: String,
    /// Relative to FP-FP. Of Anda itself this is where its mean mantissa comes from, and so no test.
    pub speed: Beside,
    /// Relative to FP-FP.
    pub area_efficiency: Beside,
    /// Relative to FP-FP: published over several models, here of LLaMA-13B.
    pub energy_efficiency: Beside,
    /// Compute, SRAM, DRAM in percent of FP-FP.
    pub split: [Beside; 3],
}

/// The table, and what FP-FP's split would be without taking it from there.
#[derive(Clone, Debug, Serialize)]
pub struct AndaReport {
    /// Where the published figures are from.
    pub source: String,
    /// System by system.
    pub rows: Vec<AndaRow>,
    /// Compute, SRAM, DRAM of FP-FP in percent, by the power of Anda's array and this model's constants at its node.
    pub absolute: [Beside; 3],
    /// Energy of a product of FP-FP that its power means, pJ.
    pub product_pj: f64,
}

impl Beside {
    /// How far ours is off, in percent.
    pub fn error_percent(&self) -> f64 {
        100.0 * (self.ours / self.published - 1.0)
    }
}

/// The name of the model of the split: LLaMA-13B has the shape of Llama-2-13B.
const MODEL: &str = "Llama-2-13B";

impl AndaReport {
    /// The rule beside the table.
    ///
    /// # Errors
    /// Data without the model of the split, or without elements of FP-FP.
    pub fn new(
        published: &Published,
        constants: &Constants,
        shapes: &[Shape],
    ) -> Result<AndaReport, PaperError> {
        let anda = &published.anda;
        let shape = shapes.iter().find(|shape| shape.name == MODEL);
        let shape =
            shape.ok_or_else(|| PaperError::data("models.toml")(format!("there is no {MODEL}")))?;
        let constants = Constants {
            node_nm: anda.node_nm,
            voltage: anda.voltage,
            clock_mhz: anda.clock_mhz,
            ..*constants
        };
        let elements = anda.elements();
        let moved = |system| {
            let chip = Chip::new(system, Rule::EqualOperations, &constants, &elements)?;
            Ok::<Moved, PaperError>(chip.linears(shape, prompt(2048)))
        };
        let (plain, own) = (moved(System::Fp16Int4)?, moved(System::Anda)?);
        let compressed = [
            own.sram_bits / plain.sram_bits,
            own.dram_bytes / plain.dram_bytes,
        ];
        let rows = anda.system.iter();
        let rows = rows.map(|row| anda.row(row, constants.anda_mantissa, compressed));
        let product_pj = elements.figures("fp16_fp16", "FP16xFP16")?.energy_pj;
        let joules = [
            plain.macs * product_pj,
            plain.sram_bits * constants.sram_pj_per_bit(),
            8.0 * plain.dram_bytes * constants.dram_pj_per_whole_bit(),
        ];
        let all: f64 = joules.iter().sum();
        let printed: f64 = anda.split.iter().sum();
        Ok(AndaReport {
            source: anda.source.clone(),
            rows: rows.collect(),
            absolute: [0, 1, 2].map(|at| Beside {
                published: 100.0 * anda.split[at] / printed,
                ours: 100.0 * joules[at] / all,
            }),
            product_pj,
        })
    }
}

impl Anda {
    /// Area of a system with units of a size relative to FP-FP's, mm^2.
    fn area(&self, row: &AndaSystem) -> f64 {
        let own = self.system.iter().find(|row| row.name == AndaSystem::OWN);
        let unit = own.map_or(f64::NAN, |own| own.area);
        let compressor = match row.name == AndaSystem::OWN {
            true => 0.0,
            false => self.compressor_mm2,
        };
        let rest = self.total_mm2 - self.array_mm2 - compressor;
        self.array_mm2 / unit * row.area + rest
    }

    fn row(&self, row: &AndaSystem, mean: f64, compressed: [f64; 2]) -> AndaRow {
        let bits = f64::from(self.significand_bits);
        let mantissa = row.mantissa.unwrap_or(mean);
        let speed = bits / mantissa;
        let first = self.system.iter().find(|row| row.name == AndaSystem::FIRST);
        let base = first.map_or(f64::NAN, |row| self.area(row));
        let [compute, sram, dram] = self.split;
        let ours = match row.name == AndaSystem::OWN {
            true => [
                compute * row.power * mantissa / bits,
                sram * compressed[0],
                dram * compressed[1],
            ],
            false => [compute * row.power, sram, dram],
        };
        let all: f64 = self.split.iter().sum();
        let beside = |published, ours| Beside { published, ours };
        AndaRow {
            name: row.name.clone(),
            speed: beside(row.speed, speed),
            area_efficiency: beside(row.area_efficiency, speed * base / self.area(row)),
            energy_efficiency: beside(row.energy_efficiency, all / ours.iter().sum::<f64>()),
            split: [0, 1, 2].map(|at| beside(row.split[at], ours[at])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> AndaReport {
        let (constants, _) = Constants::read().unwrap();
        AndaReport::new(
            &Published::read().unwrap(),
            &constants,
            &Shape::all().unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn the_rule_gives_the_published_speeds_and_areas() {
        for row in report().rows {
            assert!(row.speed.error_percent().abs() < 0.5, "{row:?}");
            assert!(row.area_efficiency.error_percent().abs() < 1.5, "{row:?}");
        }
    }

    #[test]
    fn the_rule_gives_the_published_splits_to_their_rounding() {
        for row in report().rows {
            for own in row.split {
                // Printed without decimals; Anda's by our traffic.
                let tolerance = if row.name == "Anda" { 1.5 } else { 0.5 };
                assert!((own.ours - own.published).abs() < tolerance, "{row:?}");
            }
        }
    }

    #[test]
    fn two_energy_efficiencies_follow_from_no_split() {
        // Of FIGNA-M11 and FIGNA-M8 the published mean and the published split say different things; of all others they agree.
        for row in report().rows {
            let error = row.energy_efficiency.error_percent().abs();
            let known = ["FIGNA-M11", "FIGNA-M8"].contains(&row.name.as_str());
            assert_eq!(error > 5.0, known, "{row:?}");
        }
    }
}
