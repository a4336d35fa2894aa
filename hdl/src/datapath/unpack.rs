//! Unpacks a weight beat into multiplier operands.
//!
//! Two weights that meet the same activation share one 18 x 18 multiplier:
//!
//! ```text
//! operand = w1 * 2^13 + w0      17         13 12           0
//!                              +-------------+--------------+
//!                              | w1 - (w0<0) | w0, extended |
//!                              +-------------+--------------+
//! a * operand = (a * w1) * 2^13 + a * w0,   |a * w0| <= 255 * 15 < 2^12
//! ```
//!
//! so the low 13 bits of the product are `a * w0`, and the rest is `a * w1` less the borrow of a negative low part (bit 12),
//! which the adder tree gives back through its carry inputs. A weight is a 5-bit signed digit here: a signed nibble
//! (INT4, and the high half of INT8) or an unsigned one (INT4 with a minimum, and the low half of INT8).

use super::stage::{ADDRESS, OPERAND, SUM};
use crate::expr::{Circuit, Leaf, Word, concat};
use crate::layout::{GROUP, OPERAND_BITS, SCALE_BITS, WEIGHT_BEAT_BITS, scale};

crate::leaf_block! {
    /// See the module's documentation. Latency: beat at ACCEPT, operands at OPERAND, scales at SUM. No back-pressure.
    pub struct Unpack {
        in weights: WEIGHT_BEAT_BITS,
        in signed_nibbles: 1;
        out operands: GROUP * OPERAND_BITS,
        out scale_0: SCALE_BITS,
        out scale_1: SCALE_BITS
    }
}

/// The circuit of [`Unpack`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "unpack",
        "Weight beat to multiplier operands w1 * 2^13 + w0, and FP16 scales to signed mantissa and exponent.",
    );
    let beat = leaf.input("weights", WEIGHT_BEAT_BITS).at(ADDRESS);
    // The sequencer registers this one; it arrives with the beat's register.
    let signed = leaf.input_at("signed_nibbles", 1, ADDRESS);
    let nibbles = 4 * GROUP;
    let operands: Vec<Word> = (0..GROUP)
        .map(|lane| {
            let digit = |output: usize| {
                let nibble = beat.slice(output * nibbles + 4 * lane, 4);
                let sign = &nibble.sign() & &signed;
                concat(&[&nibble, &sign]).as_signed()
            };
            operand(&digit(0), &digit(1)).register()
        })
        .collect();
    // Not OPERAND - 1: a second register lets the operands travel to every token row.
    let operands = concat(&operands.iter().collect::<Vec<_>>()).at(OPERAND);
    leaf.output_at("operands", &operands, OPERAND);
    for output in 0..2 {
        let fp16 = |from: usize| decode_fp16(&beat.slice(from, 16));
        let (d, d_exponent) = fp16(2 * nibbles + 16 * output);
        let (m, m_exponent) = fp16(2 * nibbles + 32 + 16 * output);
        let fields = [&d, &d_exponent, &m, &m_exponent];
        let fields = fields.map(Word::register);
        let bundle = scale::pack(&fields).at(SUM);
        leaf.output_at(&format!("scale_{output}"), &bundle, SUM);
    }
    leaf.build()
}

/// `w1 * 2^13 + w0` of two 5-bit digits, in 18 bits.
pub fn operand(w0: &Word, w1: &Word) -> Word {
    let borrow = w0.sign().as_signed(); // -1 where w0 is negative
    let high = w1.wrapping_add(&borrow.extend(w1.width()));
    concat(&[&w0.extend(13), &high])
}

/// An FP16 number as signed mantissa (12 bits) and exponent field with subnormals at 1 (5 bits):
/// `value = mantissa * 2^(exponent - 25)`. Infinities and NaN never get here: the host rejects them.
fn decode_fp16(bits: &Word) -> (Word, Word) {
    let exponent = bits.slice(10, 5);
    let normal = exponent.any_bit();
    let magnitude = concat(&[&bits.slice(0, 10), &normal]);
    let negative = bits.sign();
    let flipped = &magnitude.extend(12) ^ &negative.as_signed().extend(12).as_unsigned();
    let mantissa = flipped.wrapping_add(&negative.extend(12));
    // 0 | 1 = 1, and a normal exponent keeps its value.
    let lowest = &exponent.bit(0) | &!&normal;
    (mantissa, concat(&[&lowest, &exponent.slice(1, 4)]))
}
