//! Exact, order-independent summation.

use half::f16;
use harmonia_contract::engine::SUM_WORDS;
use harmonia_contract::size;

use crate::float::exact_f16;

/// Bits below the binary point: the least significant bit is 2^-32.
pub const FRACTION_BITS: i32 = size::FRACTION_BITS as i32;
/// Width of the two's complement register: 64 bits of result and 16 guard bits.
pub const ACCUMULATOR_BITS: u32 = size::ACCUMULATOR_BITS as u32;
/// How many addends the guard bits have room for: that many addends of 64 bits cannot leave 80
/// bits, so the range check of the total sees the true total.
pub const MAX_ADDENDS: usize = 1 << 15;

const GUARD_SHIFT: u32 = i128::BITS - ACCUMULATOR_BITS;

/// A sum in fixed point whose bits depend on *what* was added, never on the order or the grouping.
///
/// Each addend is rounded by itself, toward minus infinity, to a multiple of 2^-32; from then on
/// the additions are integer additions modulo 2^80. Any permutation, and any split into partial
/// sums that are [merged](Self::merge), gives the same register and the same flags.
///
/// * `overflow` is sticky for an addend outside the signed 64-bit range (its low 64 bits, read as a
///   signed number, are added), and is derived from the total for a result outside that range. An
///   intermediate sum may leave the range and return.
/// * `invalid` is sticky and says that a source was NaN or infinite.
///
/// The low 64 bits are the exact sum modulo 2^64 in any case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Accumulator {
    /// The 80-bit register, sign-extended.
    register: i128,
    addend_overflow: bool,
    invalid: bool,
}

/// What has gone wrong in a sum, or in any of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags {
    /// An addend or a result left the signed 64-bit range: it is 2^31 or more, or less than -2^31. Of
    /// an operation on vectors: see [`vector`](crate::vector).
    pub overflow: bool,
    /// A source value was NaN or infinite.
    pub invalid: bool,
}

impl std::ops::BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.overflow |= other.overflow;
        self.invalid |= other.invalid;
    }
}

/// A finished sum as it leaves the engine.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Outcome {
    /// The low 64 bits times 2^-32, rounded half to even.
    pub value: f32,
    /// An addend or the total left the signed 64-bit range; see [`Accumulator`].
    pub overflow: bool,
    /// A source was NaN or infinite; it has added nothing.
    pub invalid: bool,
}

impl Accumulator {
    /// Adds `floor(scale * integer * 2^(exponent + 32))`, with `scale` as the exact rational FP16
    /// is.
    ///
    /// A scale that is NaN or infinite adds nothing and sets `invalid`.
    pub fn add(&mut self, scale: f16, integer: i64, exponent: i8) {
        match exact_f16(scale) {
            Some((mantissa, scale_exponent)) => self.add_shifted(
                i128::from(mantissa) * i128::from(integer),
                i32::from(exponent) + scale_exponent + FRACTION_BITS,
            ),
            None => self.invalid = true,
        }
    }

    /// Adds `floor(integer * 2^(exponent + 32))`: a product of two blocks, whose exponents add up
    /// to `exponent`.
    pub fn add_power(&mut self, integer: i64, exponent: i16) {
        self.add_shifted(i128::from(integer), i32::from(exponent) + FRACTION_BITS);
    }

    /// Adds `floor(x * 2^shift)`; |x| < 2^75.
    fn add_shifted(&mut self, x: i128, shift: i32) {
        let (addend, fits) = if shift >= 0 {
            let distance = shift as u32;
            // The low 64 bits of x decide those of the shifted x; from 64 places on nothing of x is
            // left in them.
            let low = (x as i64).checked_shl(distance).unwrap_or(0);
            let room = |limit: i64| i128::from(limit >> distance.min(63));
            let fits = distance < 64 && (room(i64::MIN)..=room(i64::MAX)).contains(&x);
            (low, fits || x == 0)
        } else {
            // An arithmetic shift is the floor of the division; 127 places leave the sign, as any
            // more would.
            let floored = x >> shift.unsigned_abs().min(127);
            (floored as i64, i64::try_from(floored).is_ok())
        };
        self.addend_overflow |= !fits;
        self.register = wrap(self.register + i128::from(addend));
    }

    /// Adds another accumulator's sum and flags.
    pub fn merge(&mut self, other: &Self) {
        self.register = wrap(self.register + other.register);
        self.addend_overflow |= other.addend_overflow;
        self.invalid |= other.invalid;
    }

    /// Records that a source was NaN or infinite.
    pub fn mark_invalid(&mut self) {
        self.invalid = true;
    }

    /// The register as it leaves a device: bits 31:0, 63:32 and 79:64, the last ones sign-extended.
    pub fn words(&self) -> [u32; SUM_WORDS] {
        std::array::from_fn(|i| (self.register >> (32 * i)) as u32)
    }

    /// A sum of so many units of 2^-32.
    pub(crate) fn of(units: i64) -> Self {
        Accumulator {
            register: units.into(),
            ..Accumulator::default()
        }
    }

    /// The sum whose register has these [`words`](Self::words), without flags of addends.
    pub fn from_words(words: [u32; SUM_WORDS]) -> Self {
        let joined = words
            .iter()
            .rev()
            .fold(0, |above, &word| above << 32 | i128::from(word));
        Accumulator {
            register: wrap(joined),
            ..Accumulator::default()
        }
    }

    /// What has gone wrong with addends: [`flags`](Self::flags) but for a sum that is out of range, which may
    /// return when more is added.
    pub fn marks(&self) -> Flags {
        Flags {
            overflow: self.addend_overflow,
            invalid: self.invalid,
        }
    }

    /// The low 64 bits: the sum in units of 2^-32, modulo 2^64.
    pub fn value(&self) -> i64 {
        self.register as i64
    }

    /// The 80-bit register, sign-extended.
    pub fn register(&self) -> i128 {
        self.register
    }

    /// What has gone wrong so far; `overflow` is that of the sum as it now stands.
    pub fn flags(&self) -> Flags {
        Flags {
            overflow: self.addend_overflow || i64::try_from(self.register).is_err(),
            invalid: self.invalid,
        }
    }

    /// Rounds the sum to FP32. Pure: more can be added afterwards.
    pub fn finish(&self) -> Outcome {
        let Flags { overflow, invalid } = self.flags();
        Outcome {
            value: fixed_to_f32(self.value()),
            overflow,
            invalid,
        }
    }
}

/// `value * 2^-32` rounded half to even. Zero is +0; no result is subnormal, the smallest magnitude
/// being 2^-32.
pub fn fixed_to_f32(value: i64) -> f32 {
    const UNIT: f32 = 1.0 / (1u64 << FRACTION_BITS) as f32;
    // The conversion rounds half to even; multiplying by a power of two is then exact.
    value as f32 * UNIT
}

fn wrap(register: i128) -> i128 {
    (register << GUARD_SHIFT) >> GUARD_SHIFT
}
