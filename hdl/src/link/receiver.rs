//! Packets among bytes: escapes, header, words, length, CRC-32.
//!
//! Words leave as they come, before anybody knows whether their packet is right. That is said at the flag that ends it: `ended` at
//! every flag, `right` if what it ends is a packet. `word` stays what it was at the last of a packet's words.

use super::crc::{Crc, Feed};
use super::{BYTE, Header, KEY};
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, concat, named};
use harmonia_contract::Field;
use harmonia_contract::packet::{
    ACKNOWLEDGED, CRC_BYTES, ESCAPE, FLAG, FLIP, HEADER_BYTES, KIND, Kind, RESEND, RESIDUE, ROUND,
    SEQUENCE, WORDS,
};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Receiver(describe()) {
        /// A byte of the line.
        in octet: BYTE,
        /// It has come: for one cycle, ten at least before the next.
        in valid: 1,
        /// What the CRC of packets begins with, but of a hello.
        in key: KEY,
        /// A word of a packet.
        out word: WORD_BITS,
        /// It is there: for one cycle.
        out word_valid: 1,
        /// The lowest bits of the last word: slots that a question asks for.
        out resend: RESEND.bits,
        /// The packet that ends.
        link packet: Header
    }
}

/// Bits of the bytes of a body.
const COUNT: usize = 8;

/// The circuit of [`Receiver`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "packet_receiver",
        "Packets among bytes: words as they come, and at each flag whether it ends a packet.",
    );
    let byte = leaf.control("octet", BYTE);
    let valid = leaf.control("valid", 1);
    let key = leaf.control("key", KEY);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let escaped = leaf.state("escaped", 1, 0);
    let flag = (&valid & &byte.is(FLAG.into())).named("flag");
    let escape = (&(&valid & &byte.is(ESCAPE.into())) & &!escaped.get()).named("escape");
    let takes = (&valid & &!&(&flag | &escape)).named("takes");
    escaped.when(&escape, 1).when(&valid, 0);
    let flip = escaped.mux(&number(FLIP.into(), BYTE), &number(0, BYTE));
    let plain = (&byte ^ &flip).named("plain");

    // How many bytes there are of the body; as many as the longest count as more.
    let count = leaf.state("count", COUNT, 0);
    let more = &takes & &!&count.every_bit();
    count
        .when(&flag, 0)
        .when(&more, &count.wrapping_add(&number(1, COUNT)));
    let first = (&takes & &!&count.any_bit()).named("first");
    let in_header = !&count.slice(2, COUNT - 2).any_bit();
    let header = leaf.state("header", 8 * HEADER_BYTES, 0);
    let rest = header.slice(BYTE, 8 * HEADER_BYTES - BYTE);
    header.when(&(&takes & &in_header), &concat(&[&rest, &plain]));
    let part = |field: Field| header.slice(field.low, field.bits);

    let words = part(WORDS);
    let filled = leaf.state("filled", WORDS.bits, 0);
    let in_words = (&takes & &!&(&in_header | &filled.equals(&words))).named("in_words");
    let last_of_word =
        (&in_words & &count.slice(0, 3).is(HEADER_BYTES as u128 - 1)).named("last_of_word");
    filled
        .when(&flag, 0)
        .when(&last_of_word, &filled.wrapping_add(&number(1, WORDS.bits)));
    let word = leaf.state("word_shift", WORD_BITS, 0);
    word.when(
        &in_words,
        &concat(&[&word.slice(BYTE, WORD_BITS - BYTE), &plain]),
    );

    let hello = plain.slice(KIND.low, KIND.bits).is(Kind::Hello as u128);
    let start = &key | &hello.mux(&number(u32::MAX.into(), KEY), &number(0, KEY));
    let crc = Crc::new(&leaf);
    let feed = Feed {
        begin: &first,
        first: &start,
        take: &takes,
        byte: &plain,
    };
    crc.feed(&feed, &number(0, 1));
    let length = &words + &number((HEADER_BYTES + CRC_BYTES) as u128 / 8, 1);
    let whole = &count.slice(3, COUNT - 3).equals(&length) & &!&count.slice(0, 3).any_bit();
    let sum_right = crc.sum.is(RESIDUE.into());
    let right = &(&flag & &whole) & &(&sum_right & &!escaped.get());

    leaf.output("word", &word);
    leaf.output("resend", &word.slice(RESEND.low, RESEND.bits));
    leaf.output("word_valid", &last_of_word.register_from_zero());
    leaf.output("packet_right", &right.register_from_zero());
    leaf.output("packet_ended", &flag.register_from_zero());
    leaf.output("packet_kind", &part(KIND));
    leaf.output("packet_round", &part(ROUND));
    leaf.output("packet_some", &words.any_bit());
    leaf.output("packet_sequence", &part(SEQUENCE));
    leaf.output("packet_acknowledged", &part(ACKNOWLEDGED));
    let unused = concat(&[
        &header.slice(6, 2),
        &header.slice(WORDS.low + WORDS.bits, 3),
    ]);
    leaf.unused(&unused);
    leaf.build()
}
