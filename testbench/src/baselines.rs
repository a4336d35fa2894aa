//! Operands of real layers as the ports of the elements of `hdl/src/baselines/`, cycle by cycle: for co-simulation, and for the power
//! that they cost.
//!
//! Every port of an element is given in the cycle in which its item begins, so a cycle is a value for each input port.

use half::f16;
use harmonia_hdl::baselines::{Converter, Element, anda, figna};
use harmonia_numerics::baselines::anda::{Compressed, compress};
use harmonia_numerics::baselines::figna::align;
use harmonia_numerics::baselines::harmonia::Digits;
use harmonia_numerics::kv::{KvBits, KvBlock};
use harmonia_numerics::{Block, GROUP};
use num_bigint::BigUint;

/// Activations of an operand group: two groups of 32, or one of Anda's.
pub const VALUES: usize = 64;

/// What meets in 64 products.
#[derive(Clone, Debug)]
pub struct OperandGroup {
    /// Activations.
    pub activations: [f16; VALUES],
    /// INT4 weights, -8 to 7.
    pub weights: [i8; VALUES],
    /// The scale of those.
    pub scale: f16,
    /// FP16 weights, or keys or values, of the modes that take such.
    pub others: [f16; VALUES],
    /// The sum begins anew with this group.
    pub first: bool,
}

/// Why operands cannot be driven.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DriveError {
    /// The element has no such mode.
    #[error("error[drive.mode]: element `{element}` has no mode `{mode}`")]
    Mode {
        /// The element.
        element: String,
        /// What was asked for.
        mode: String,
    },
    /// A weight is no INT4.
    #[error("error[drive.weight]: group {group}: the weight {weight} is not within -8 to 7")]
    Weight {
        /// Index of the group.
        group: usize,
        /// The weight.
        weight: i8,
    },
    /// A scale, key or value is infinite or no number, for an element of ours: whoever makes them sees to that.
    #[error("error[drive.not_finite]: group {group}: its {what} is not finite")]
    NotFinite {
        /// Index of the group.
        group: usize,
        /// What it is.
        what: &'static str,
    },
}

/// The values of all input ports in one cycle.
pub type Cycle = Vec<(&'static str, BigUint)>;

/// Words side by side, the first in the lowest bits.
fn packed(words: impl IntoIterator<Item = u64>, width: usize) -> BigUint {
    let mut digits = Vec::new();
    let mut used = 0;
    for word in words {
        for bit in 0..width {
            if (used + bit) % 32 == 0 {
                digits.push(0);
            }
            digits[(used + bit) / 32] |= ((word >> bit & 1) as u32) << ((used + bit) % 32);
        }
        used += width;
    }
    BigUint::new(digits)
}

fn halves(values: &[f16]) -> BigUint {
    packed(values.iter().map(|x| x.to_bits().into()), 16)
}

fn integers(values: &[i8]) -> BigUint {
    packed(values.iter().map(|q| *q as u64), 4)
}

/// The cycles in which an element takes the groups, one after the other, in a mode.
///
/// # Errors
/// [`DriveError`].
pub fn drive(
    element: &Element,
    mode: &str,
    groups: &[OperandGroup],
) -> Result<Vec<Cycle>, DriveError> {
    if element.mode(mode).is_none() {
        return Err(DriveError::Mode {
            element: element.name.to_owned(),
            mode: mode.to_owned(),
        });
    }
    let mut cycles = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let weight = group.weights.iter().find(|w| !(-8..8).contains(*w));
        if let Some(&weight) = weight {
            return Err(DriveError::Weight {
                group: index,
                weight,
            });
        }
        if element.lanes == anda::LANES {
            let planes = mode
                .trim_start_matches('M')
                .parse()
                .unwrap_or(anda::MOST_PLANES);
            cycles.extend(planes_of(group, &compress(&group.activations, planes)));
            continue;
        }
        for half in 0..VALUES / GROUP {
            let first = group.first && half == 0;
            let half = Half::of(group, half);
            match element.name {
                "fp16_fp16" => cycles.push(half.floats(first)),
                "fp16_int4" => cycles.push(half.scaled_floats(group.scale, first)),
                "figna" => cycles.push(half.aligned(14, group.scale, first)),
                "figna_m8" => cycles.push(half.aligned(8, group.scale, first)),
                _ => cycles.extend(half.blocks(mode, group.scale, index, first)?),
            }
        }
    }
    Ok(cycles)
}

/// The planes of a group of Anda's.
fn planes_of(group: &OperandGroup, activations: &Compressed) -> Vec<Cycle> {
    let count = activations.planes.len();
    let cycle = |(place, plane): (usize, &u64)| {
        let last = place + 1 == count;
        vec![
            ("plane", BigUint::from(*plane)),
            ("signs", BigUint::from(activations.signs)),
            ("weights", integers(&group.weights)),
            ("exponent", BigUint::from(activations.exponent)),
            ("planes", BigUint::from(count)),
            ("scale", BigUint::from(group.scale.to_bits())),
            ("first", BigUint::from(place == 0)),
            ("step", BigUint::from(true)),
            ("add", BigUint::from(last)),
            ("clear", BigUint::from(last && group.first)),
        ]
    };
    activations.planes.iter().enumerate().map(cycle).collect()
}

/// One group of 32 of an operand group.
pub struct Half {
    /// Activations.
    pub activations: [f16; GROUP],
    /// Integer weights.
    pub weights: [i8; GROUP],
    /// FP16 weights, keys or values.
    pub others: [f16; GROUP],
}

impl Half {
    /// Values `32 * half` and following.
    pub fn of(group: &OperandGroup, half: usize) -> Self {
        let start = half * GROUP;
        Half {
            activations: std::array::from_fn(|i| group.activations[start + i]),
            weights: std::array::from_fn(|i| group.weights[start + i]),
            others: std::array::from_fn(|i| group.others[start + i]),
        }
    }

    /// What one pass of ours meets, of a mode of ours; `None` where a scale, a key or a value is not finite.
    pub fn digits(&self, mode: &str, scale: f16) -> Option<Digits> {
        if mode == "M8W4" {
            return Digits::weights(&self.weights, scale);
        }
        if self.others.iter().any(|x| !x.is_finite()) {
            return None;
        }
        let block = KvBlock::new(&self.others, KvBits::Four);
        Some(match mode {
            "M8M4" => Digits::high_plane(&block),
            _ => Digits::both_planes(&block),
        })
    }

    /// The block of the activations, `None` if one is not finite.
    pub fn block(&self) -> Option<Block> {
        Block::from_f32(&self.activations.map(f16::to_f32)).ok()
    }

    fn floats(&self, first: bool) -> Cycle {
        vec![
            ("activations", halves(&self.activations)),
            ("weights", halves(&self.others)),
            ("add", BigUint::from(true)),
            ("clear", BigUint::from(first)),
        ]
    }

    fn scaled_floats(&self, scale: f16, first: bool) -> Cycle {
        vec![
            ("activations", halves(&self.activations)),
            ("weights", integers(&self.weights)),
            ("scale", BigUint::from(scale.to_bits())),
            ("add", BigUint::from(true)),
            ("clear", BigUint::from(first)),
        ]
    }

    fn aligned(&self, bits: u32, scale: f16, first: bool) -> Cycle {
        let aligned = align(&self.activations, bits);
        let significands = aligned.significands.iter().map(|a| *a as u64);
        vec![
            ("significands", packed(significands, bits as usize + 1)),
            ("exponent", BigUint::from(aligned.exponent)),
            ("weights", integers(&self.weights)),
            ("scale", BigUint::from(scale.to_bits())),
            ("add", BigUint::from(true)),
            ("clear", BigUint::from(first)),
        ]
    }

    fn blocks(
        &self,
        mode: &str,
        scale: f16,
        group: usize,
        first: bool,
    ) -> Result<Vec<Cycle>, DriveError> {
        let digits = self.digits(mode, scale);
        let digits = digits.ok_or(DriveError::NotFinite {
            group,
            what: if mode == "M8W4" {
                "scale"
            } else {
                "key or value"
            },
        })?;
        Ok(passes(self.block().as_ref(), &digits, first))
    }
}

/// The passes in which ours multiplies a block with digits; no block is an invalid one.
pub fn passes(block: Option<&Block>, digits: &Digits, first: bool) -> Vec<Cycle> {
    let valid = block.unwrap_or(&Block::ZERO);
    let bit = |set: bool| u64::from(set);
    let magnitudes = valid.mantissas.iter().map(|a| a.unsigned_abs().into());
    let signs = valid.mantissas.iter().map(|a| bit(*a < 0));
    let cycle = |(pass, q): (usize, &[i8; GROUP])| {
        let last = pass + 1 == digits.passes.len();
        vec![
            ("magnitudes", packed(magnitudes.clone(), 8)),
            ("signs", packed(signs.clone(), 1)),
            ("exponent", BigUint::from(valid.exponent as u8)),
            ("invalid", BigUint::from(block.is_none())),
            (
                "digits",
                packed(q.iter().map(|q| q.unsigned_abs().into()), 4),
            ),
            ("digit_signs", packed(q.iter().map(|q| bit(*q < 0)), 1)),
            ("scale", packed([digits.significand as u64], 12)),
            ("scale_exponent", packed([(digits.exponent + 25) as u64], 6)),
            ("high_pass", BigUint::from(!last)),
            ("low_pass", BigUint::from(last && pass > 0)),
            ("add", BigUint::from(last)),
            ("clear", BigUint::from(last && first)),
        ]
    };
    digits.passes.iter().enumerate().map(cycle).collect()
}

/// The cycles in which a converter makes the activations' operands, Anda's to so many planes.
pub fn drive_converter(
    converter: &Converter,
    planes: usize,
    groups: &[OperandGroup],
) -> Vec<Cycle> {
    let values = groups
        .iter()
        .flat_map(|group| group.activations.chunks(converter.group));
    values
        .flat_map(|values| convert(converter.name, values, planes))
        .collect()
}

fn convert(name: &str, values: &[f16], planes: usize) -> Vec<Cycle> {
    match name {
        "anda_compressor" => {
            let cycle = |place: usize| {
                vec![
                    ("values", halves(values)),
                    ("load", BigUint::from(place == 0)),
                    ("step", BigUint::from(place > 0)),
                ]
            };
            (0..planes).map(cycle).collect()
        }
        _ => vec![vec![("values", halves(values))]],
    }
}

const _: () = assert!(figna::LANES == GROUP && anda::LANES == VALUES);
