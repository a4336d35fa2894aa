//! FP16 values to block floating point: all 65,536 values in every position, against tables made by
//! integer arithmetic.

use std::collections::BTreeMap;

use half::f16;
use harmonia_numerics::{Block, GROUP, NotFinite};
use num_bigint::BigUint;

/// Magnitudes of finite FP16 numbers: 0 up to, not including, infinity.
const FINITE: u16 = 0x7c00;

/// For every finite magnitude: the exponent it dictates as a block's largest value, and its
/// mantissa at every exponent. Made from the definition alone: a search upwards, and quotients of
/// big integers.
struct Oracle {
    exponents: Vec<i32>,
    /// By exponent from [`Self::LOWEST`] up, then by magnitude.
    mantissas: Vec<Vec<u64>>,
}

impl Oracle {
    /// No FP16 number but 0 is below 2^-24, so at 2^-33 all mantissas are above 255: the search may
    /// start there.
    const LOWEST: i32 = -33;
    const HIGHEST: i32 = 16;

    fn new() -> Self {
        let mantissas: Vec<Vec<u64>> = (Self::LOWEST..=Self::HIGHEST)
            .map(|exponent| (0..FINITE).map(|x| quotient(x, exponent)).collect())
            .collect();
        let exponents = (0..usize::from(FINITE))
            .map(|x| {
                let first = mantissas.iter().position(|row| row[x] <= 255);
                Self::LOWEST + first.expect("2^16 is as large as any FP16 number") as i32
            })
            .collect();
        Self {
            exponents,
            mantissas,
        }
    }

    fn block(&self, values: &[f16; GROUP]) -> ([i16; GROUP], i32) {
        let magnitudes = values.map(|x| usize::from(x.to_bits() & 0x7fff));
        let largest = magnitudes.into_iter().max().unwrap_or(0);
        if largest == 0 {
            return ([0; GROUP], 0);
        }
        let exponent = self.exponents[largest];
        let row = &self.mantissas[(exponent - Self::LOWEST) as usize];
        let mut mantissas = [0; GROUP];
        for ((mantissa, x), magnitude) in mantissas.iter_mut().zip(values).zip(magnitudes) {
            assert!(row[magnitude] <= 255);
            let rounded = row[magnitude] as i16;
            *mantissa = if x.to_bits() >> 15 == 1 {
                -rounded
            } else {
                rounded
            };
        }
        (mantissas, exponent)
    }
}

/// round_half_even(x / 2^exponent) for an FP16 magnitude.
fn quotient(x: u16, exponent: i32) -> u64 {
    // x in units of 2^-24, from the encoding's own definition.
    let (field, fraction) = (x >> 10, u64::from(x & 0x3ff));
    let units = if field == 0 {
        fraction
    } else {
        (fraction + 1024) << (field - 1)
    };
    let numerator = BigUint::from(units) << 40usize;
    let denominator = BigUint::from(1u8) << (exponent + 24 + 40) as usize;
    let floor = &numerator / &denominator;
    let twice_rest = (&numerator % &denominator) * 2u8;
    let up = twice_rest > denominator || (twice_rest == denominator && floor.bit(0));
    u64::try_from(floor).expect("at most 2^16 * 2^33") + u64::from(up)
}

/// What else is in the block: every alignment of a value with the block's exponent occurs in one of
/// these.
const NEIGHBOURS: [(&str, u16); 5] = [
    ("alone", 0x0000),
    ("beside the smallest subnormal", 0x0001),
    ("beside a small normal number", 0x0c35),
    ("beside one", 0xbc00),
    ("beside the largest number", 0x7bff),
];

/// Every value in every position beside every neighbour.
#[test]
fn every_fp16_value_is_converted_as_defined() {
    let oracle = Oracle::new();
    for (class, neighbour) in NEIGHBOURS {
        for position in 0..GROUP {
            let mut values = [f16::ZERO; GROUP];
            values[(position + 11) % GROUP] = f16::from_bits(neighbour);
            for bits in 0..=u16::MAX {
                values[position] = f16::from_bits(bits);
                let block = Block::from_f32(&values.map(f16::to_f32));
                if bits & 0x7fff >= FINITE {
                    let error = NotFinite {
                        index: position,
                        bits: f16::from_bits(bits).to_f32().to_bits(),
                    };
                    assert_eq!(block, Err(error), "{class}");
                    continue;
                }
                let block = block.expect("all values are finite");
                let (mantissas, exponent) = oracle.block(&values);
                assert!(
                    block.mantissas == mantissas && i32::from(block.exponent) == exponent,
                    "{bits:#06x} {class} at {position}: {block:?}, not {mantissas:?} {exponent}"
                );
            }
        }
    }
}

/// The exhaustive test would be worthless if its classes did not meet the cases that matter.
#[test]
fn classes_reach_every_case() {
    let oracle = Oracle::new();
    let mut seen = BTreeMap::new();
    for (_, neighbour) in NEIGHBOURS {
        for x in 0..FINITE {
            let exponent = oracle.exponents[usize::from(x.max(neighbour & 0x7fff))];
            let mantissa = oracle.mantissas[(exponent - Oracle::LOWEST) as usize][usize::from(x)];
            *seen.entry((x != 0, mantissa)).or_insert(0) += 1;
        }
    }
    for mantissa in 0..=255 {
        assert!(
            seen.contains_key(&(true, mantissa)),
            "no value becomes {mantissa}"
        );
    }
    assert!(seen.keys().all(|&(_, mantissa)| mantissa <= 255));
}
