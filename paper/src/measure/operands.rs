//! Operands that a model multiplied, recorded by `host/examples/operands.rs`.

use half::f16;
use harmonia_testbench::baselines::OperandGroup;

use crate::PaperError;

const FILE: &str = "operands.csv";
const TEXT: &str = include_str!("../../data/operands.csv");

/// Groups of operands, in the order in which sums take them.
#[derive(Clone, Debug)]
pub struct Operands {
    /// Inputs of matrices and rows of them.
    pub linear: Vec<OperandGroup>,
    /// Queries and keys.
    pub attention: Vec<OperandGroup>,
}

impl Operands {
    /// Those of `paper/data/operands.csv`.
    ///
    /// # Errors
    /// A line that is none of operands.
    pub fn read() -> Result<Operands, PaperError> {
        let mut operands = Operands {
            linear: Vec::new(),
            attention: Vec::new(),
        };
        let mut before = "";
        for (number, line) in TEXT.lines().enumerate().skip(1) {
            let wrong = |what: &str| PaperError::data(FILE)(format!("line {}: {what}", number + 1));
            let fields: Vec<&str> = line.split(',').collect();
            let [kind, sum, activations, others, nibbles, scale] = fields[..] else {
                return Err(wrong("it has not six fields"));
            };
            let halves = |digits: &str| {
                let bits = numbers(digits, 4)?.into_iter().map(f16::from_bits);
                bits.collect::<Vec<_>>().try_into().ok()
            };
            // Two's complement of four bits.
            let weights = |digits: &str| {
                let weights = numbers(digits, 1)?
                    .into_iter()
                    .map(|digit| ((digit as i8) << 4) >> 4);
                weights.collect::<Vec<_>>().try_into().ok()
            };
            let group = || {
                Some(OperandGroup {
                    activations: halves(activations)?,
                    others: halves(others)?,
                    weights: weights(nibbles)?,
                    scale: f16::from_bits(*numbers(scale, 4)?.first()?),
                    first: sum != before,
                })
            };
            let group =
                group().ok_or_else(|| wrong("a field is not so many hexadecimal digits"))?;
            before = sum;
            match kind {
                "linear" => operands.linear.push(group),
                "attention" => operands.attention.push(group),
                _ => return Err(wrong("its kind is neither linear nor attention")),
            }
        }
        Ok(operands)
    }
}

/// Numbers of so many hexadecimal digits each.
fn numbers(text: &str, digits: usize) -> Option<Vec<u16>> {
    let chunks = text.as_bytes().chunks(digits);
    let number = |chunk| u16::from_str_radix(std::str::from_utf8(chunk).ok()?, 16).ok();
    chunks.map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_operands_are_numbers_and_their_weights_are_near_them() {
        let operands = Operands::read().unwrap();
        assert!(operands.linear.len() > 100 && operands.attention.len() > 50);
        for group in operands.linear.iter().chain(&operands.attention) {
            assert!(group.activations.iter().all(|value| value.is_finite()));
            let scale = group.scale.to_f32();
            for (weight, other) in group.weights.iter().zip(&group.others) {
                assert!((-8..=7).contains(weight));
                let error = (f32::from(*weight) * scale - other.to_f32()).abs();
                assert!(
                    error <= 0.51 * scale + 1e-3 * other.to_f32().abs(),
                    "{weight} {other}"
                );
            }
        }
    }
}
