//! The words of a block, one per turn: data, address and bytes.

use super::Command;
use super::places::Places;
use crate::attention::layout::{ENABLE_BITS, KV_SCALE_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::layout::{GROUP, MANTISSA_BITS, MANTISSAS_BITS};

/// What the word of a turn is.
pub(super) struct Kind {
    /// The scale: a byte.
    pub(super) is_byte: Word,
    /// Signs or tops: half a word.
    pub(super) is_half: Word,
    /// It is for the low plane.
    pub(super) to_low: Word,
}

#[named]
impl Kind {
    pub(super) fn new(three: &Word, turn: &Word) -> Self {
        let is_byte = turn.is(0);
        let is_half = turn.is(1);
        let low_word = turn.bit(2);
        let to_low = &low_word | (&is_half & three);
        Kind {
            is_byte,
            is_half,
            to_low,
        }
    }
}

/// The word of a turn: 0 scale, 1 signs or tops, 2 and 3 high plane, 4 and 5 low plane.
#[named]
pub(super) fn data(leaf: &Leaf, block: &Word, three: &Word, turn: &Word) -> Word {
    let mantissas = block.slice(0, MANTISSAS_BITS);
    let inputs = [("mantissa", &mantissas), ("three", three)];
    let lanes = leaf.lanes("lanes", GROUP, &plane_lane(), &inputs);
    let [signs, highs, lows, tops] =
        ["negative", "high", "low", "low_top"].map(|port| lanes.output(port));
    let scale = block.slice(MANTISSAS_BITS, KV_SCALE_BITS);
    let eight = concat(&[&scale; ENABLE_BITS]);
    let bits = three.mux(&tops, &signs);
    let twice = |word: &Word| concat(&[word, word]);
    let choices = [
        eight,
        twice(&bits),
        highs.slice(0, WORD_BITS),
        highs.slice(WORD_BITS, WORD_BITS),
        lows.slice(0, WORD_BITS),
        lows.slice(WORD_BITS, WORD_BITS),
        lows.slice(0, WORD_BITS),
        lows.slice(WORD_BITS, WORD_BITS),
    ];
    mux_tree(turn, &choices)
}

/// The address of the word of a turn. Behind the scales of a record: for each pair, behind its signs or
/// tops, the two words of this side.
#[named]
pub(super) fn address(
    leaf: &Leaf,
    Command { three, .. }: &Command,
    Kind {
        is_byte,
        is_half,
        to_low,
    }: &Kind,
    places: &Places,
    turn: &Word,
    side: &Word,
) -> Word {
    let behind_signs = to_low.mux(three, &!three);
    let body = &!&(is_byte | is_half);
    let one = |bit: &Word| bit.extend(5);
    let in_pair = concat(&[&turn.bit(0), side]).extend(5);
    let offset = body
        .mux(&in_pair, &leaf.constant(0, 5))
        .wrapping_add(&one(&(body & &behind_signs)));
    let behind = is_byte.mux(
        &leaf.constant(0, 5),
        &to_low.mux(&places.low_at, &places.high_at),
    );
    let after_scales = one(&(&!is_byte & !to_low));
    let offset = &offset.wrapping_add(&after_scales) + &behind;
    let base = to_low
        .mux(&places.low_record, &places.high_record)
        .register();
    let offset = offset.register();
    base.wrapping_add(&offset.extend(MEMORY_ADDRESS_BITS))
}

/// The bytes of the word of a turn that are written.
#[named]
pub(super) fn enables(leaf: &Leaf, kind: &Kind, places: &Places, side: &Word) -> Word {
    let all = |bits: Vec<Word>| concat(&bits.iter().collect::<Vec<_>>());
    let byte = concat(&[side, &places.high_pair.slice(0, 2)]);
    let byte = (0..ENABLE_BITS).map(|i| byte.is(i as u128)).collect();
    let half = (0..ENABLE_BITS)
        .map(|i| match i < ENABLE_BITS / 2 {
            true => !side,
            false => side.clone(),
        })
        .collect();
    let whole = leaf.constant(0xff, ENABLE_BITS);
    kind.is_byte
        .mux(&all(byte), &kind.is_half.mux(&all(half), &whole))
}

/// A lane that splits one mantissa for the planes; a cycle later its high digit.
#[named]
fn plane_lane() -> Circuit {
    let mut leaf = Leaf::new(
        "plane_lane",
        "A mantissa's sign, high digit, and the bits below it.",
    );
    leaf.means(&[
        (
            "mantissa",
            "A magnitude of 8 bits with its sign above; it stays while its block is written.",
        ),
        ("three", "Digits have 3 bits; else 4."),
        ("negative", "Its sign."),
        (
            "high",
            "The upper digit, rounded: magnitude of 4 bits, or of 3 with the sign above.",
        ),
        ("low", "The lowest 4 bits of the magnitude."),
        (
            "low_top",
            "The bit above those, which digits of 3 bits need.",
        ),
    ]);
    let mantissa = leaf.control("mantissa", MANTISSA_BITS);
    let three = leaf.control("three", 1);
    let (magnitude, sign) = (mantissa.slice(0, MANTISSA_BITS - 1), mantissa.sign());
    let four = magnitude
        .slice(4, 4)
        .wrapping_add(&magnitude.bit(3).extend(4));
    let few = magnitude
        .slice(5, 3)
        .wrapping_add(&magnitude.bit(4).extend(3));
    leaf.output("negative", &sign);
    let high = three.mux(&concat(&[&few, &sign]), &four).register();
    leaf.output("high", &high);
    leaf.output("low", &magnitude.slice(0, 4));
    leaf.output("low_top", &magnitude.bit(4));
    leaf.build()
}
