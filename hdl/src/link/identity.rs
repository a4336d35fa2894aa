//! What the board says of itself, byte by byte: a table, and a word that it has found out.

use super::{BYTE, PLACE};
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, mux_tree, named};
use harmonia_contract::identity::{FOUND_WORD, WORDS};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Identity(describe(&[0; WORDS])) {
        /// Which byte.
        in place: PLACE,
        /// Memory and state (`docs/link.md`): sent as it is when the first byte is.
        in found: WORD_BITS,
        /// The byte, in the same cycle.
        out octet: BYTE
    }
}

/// The circuit of [`Identity`] for a record, of which the word that was found is left out.
#[named]
pub fn describe(record: &[u64; WORDS]) -> Circuit {
    let mut leaf = Leaf::new(
        "link_identity",
        "What the board says of itself, byte by byte.",
    );
    let place = leaf.control("place", PLACE);
    let found = leaf.control("found", WORD_BITS);
    // It may change while it is sent.
    let kept = leaf.state("found_then", WORD_BITS, 0);
    kept.when(&!&place.any_bit(), &found);
    let used = (8 * WORDS).next_power_of_two();
    let byte = |index: usize| match index / 8 {
        FOUND_WORD => kept.slice(8 * (index % 8), BYTE),
        word => {
            let built_in = record
                .get(word)
                .map_or(0, |word| word.to_le_bytes()[index % 8]);
            leaf.constant(built_in.into(), BYTE)
        }
    };
    let bytes: Vec<_> = (0..used).map(byte).collect();
    let bits = used.ilog2() as usize;
    let chosen = mux_tree(&place.slice(0, bits), &bytes);
    leaf.output("octet", &chosen);
    leaf.unused(&place.slice(bits, PLACE - bits));
    leaf.build()
}
