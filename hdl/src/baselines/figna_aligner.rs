//! FIGNA's pre-aligner: 32 FP16 numbers to significands that share the largest exponent.
//!
//! ```text
//! 32 x FP16 --> largest exponent field --> significands shifted right by the distance, cut off, with sign --> aligned
//!    0                  1..2                              2..3
//! ```
//!
//! **The paper's** (FIGNA, HPCA'24): the largest exponent of a block, significands of 14 bits for FP16, what is shifted out is cut off. **Our
//! reading**: a group of 32; cut off towards zero, before the sign; subnormal numbers take part as they are; numbers that are not finite are no case of their own,
//! their exponent 31 is one like the others. It makes a group a cycle and serves a row of units; in FIGNA as in Anda's comparison activations stay
//! FP16 in memory and pass through it at each use.

use super::float::Half;
use super::integer::flip;
use crate::expr::{Circuit, Leaf, Word, concat, named};

/// FP16 numbers that share an exponent.
pub const LANES: usize = 32;

/// The circuit of a name, with significands of so many bits beside their sign.
#[named]
pub fn describe(name: &str, bits: usize) -> Circuit {
    let mut leaf = Leaf::new(
        name,
        "32 FP16 numbers to aligned significands and their exponent. A group a cycle, no back-pressure.",
    );
    leaf.means(&[
        ("values", "32 FP16 numbers, the first in the lowest bits."),
        ("significands", "Their significands in units of 2^(exponent - 14 - bits), two's complement, cut off towards zero; three cycles later."),
        ("exponent", "The largest exponent field, at least 1."),
    ]);
    let values = leaf.input("values", LANES * 16).register();
    let lanes: Vec<Half> = (0..LANES)
        .map(|lane| Half::of(&values.slice(16 * lane, 16)))
        .collect();
    let fields: Vec<Word> = lanes.iter().map(exponent).collect();
    let largest = largest(fields.clone()).register().named("exponent");
    let name_of = format!("{name}_lane");
    let significands: Vec<Word> = lanes.iter().map(Half::significand).collect();
    let negative: Vec<Word> = lanes.iter().map(|lane| lane.negative.clone()).collect();
    let joined = |words: &[Word]| concat(&words.iter().collect::<Vec<_>>()).register();
    let inputs = [
        ("significand", &joined(&significands)),
        ("field", &joined(&fields)),
        ("negative", &joined(&negative)),
        ("exponent", &largest),
    ];
    let aligned = leaf
        .lanes("lanes", LANES, &lane(&name_of, bits), &inputs)
        .output("aligned");
    leaf.output_at("significands", &aligned, 3);
    leaf.output_at("exponent", &largest.register(), 3);
    leaf.build()
}

/// The exponent's field, that of a subnormal number being 1.
pub fn exponent(half: &Half) -> Word {
    concat(&[
        &(&half.field.bit(0) | !&half.normal),
        &half.field.slice(1, 4),
    ])
}

/// The largest of a power of two of words.
#[named]
pub fn largest(words: Vec<Word>) -> Word {
    let mut words = words;
    while words.len() > 1 {
        words = words
            .chunks(2)
            .map(|pair| {
                pair[0]
                    .less_than(&pair[1])
                    .mux(&pair[1], &pair[0])
                    .named("larger")
            })
            .collect();
    }
    words.remove(0)
}

#[named]
fn lane(name: &str, bits: usize) -> Circuit {
    let mut leaf = Leaf::new(
        name,
        "A significand shifted right by its distance, with its sign.",
    );
    leaf.means(&[
        ("significand", "Eleven bits, hidden one included."),
        ("field", "The number's exponent field, at least 1."),
        ("negative", "Its sign."),
        ("exponent", "The largest exponent field."),
        (
            "aligned",
            "The aligned significand in two's complement, a cycle later.",
        ),
    ]);
    let significand = leaf.input("significand", 11);
    let distance = leaf.input("exponent", 5);
    let distance = distance.wrapping_sub(&leaf.input("field", 5));
    let negative = leaf.input("negative", 1);
    let top = match bits >= 11 {
        true => significand.shift_left(bits - 11),
        false => significand.clone(),
    };
    // What shifts below the lowest bit is dropped, and before shifting nothing is.
    let mut shifted = top;
    for place in (0..5).rev() {
        let far = 1 << place;
        let width = shifted.width();
        let moved = match far < width {
            true => shifted.slice(far, width - far).extend(width),
            false => shifted.zero(width),
        };
        shifted = distance.bit(place).mux(&moved, &shifted).named("shifted");
    }
    let kept = shifted.slice(shifted.width() - bits, bits).extend(bits + 1);
    let aligned = flip(&kept, &negative).wrapping_add(&negative.extend(bits + 1));
    if bits < 11 {
        leaf.unused(&shifted.slice(0, 11 - bits));
    }
    leaf.output_at("aligned", &aligned.register(), 1);
    leaf.build()
}
