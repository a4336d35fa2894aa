//! Packets as bytes: flags, header, words, CRC-32, escapes; and flags behind the last one, so that a bridge passes it on.
//!
//! What a packet says is taken when it begins. A hello goes before words, words before a status.

use super::crc::{Crc, Feed};
use super::{BYTE, LENGTH, NUMBER, PLACE, PacketFor, StateFor};
use crate::expr::{Circuit, Leaf, Word, any, concat, named};
use crate::stream::outgoing;
use harmonia_contract::identity;
use harmonia_contract::packet::{
    ESCAPE, FILL, FLAG, FLIP, HEADER_BYTES, KIND, Kind, SEQUENCE, WORDS,
};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Transmitter(describe()) {
        /// What packets say.
        link state: StateFor,
        /// The next packet of words.
        link packet: PacketFor,
        /// A byte of what the board says of itself: that of `packet_place`, in the same cycle.
        in identity: BYTE,
        /// Bytes for the line.
        stream out bytes: BYTE
    }
}

crate::states! {
    /// What the next byte is.
    enum Mode { Idle, Fill, Begin, Header, Words, Sum, End }
}

/// The circuit of [`Transmitter`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "packet_transmitter",
        "Packets as bytes: flags, header, words, CRC-32, escapes.",
    );
    let key = leaf.control("state_key", super::KEY);
    let round = leaf.control("state_round", super::ROUND);
    let gap = leaf.control("state_gap", 1);
    let closed = leaf.control("state_closed", 1);
    let expected = leaf.control("state_expected", NUMBER);
    let hello = leaf.control("state_hello", 1);
    let open = leaf.control("state_open", 1);
    let status = leaf.control("state_status", 1);
    let due = leaf.control("packet_due", 1);
    let sequence = leaf.control("packet_sequence", NUMBER);
    let length = leaf.control("packet_length", LENGTH);
    let next = leaf.control("packet_next", NUMBER);
    let settled = leaf.control("packet_settled", 1);
    let stored = leaf.control("packet_byte", BYTE);
    let identity = leaf.control("identity", BYTE);
    let ready = leaf.control("bytes_ready", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let mode = leaf.machine("mode", Mode::Idle);
    let [idle, fill, begin, in_header] =
        [Mode::Idle, Mode::Fill, Mode::Begin, Mode::Header].map(|m| mode.is(m));
    let [in_words, in_sum, end] = [Mode::Words, Mode::Sum, Mode::End].map(|m| mode.is(m));

    // Which packet, and what its header says.
    let data = (&(&open & &due) & &!&hello).named("data");
    let tells = (&(&open & &settled) & &(&status & &!&hello)).named("tells");
    let begins = (&idle & &any(&[hello.clone(), data.clone(), tells.clone()])).named("begins");
    let code = |kind: Kind| number(kind as u128, KIND.bits);
    let kind = hello.mux(
        &code(Kind::Hello),
        &due.mux(&code(Kind::Data), &code(Kind::Status)),
    );
    let of_identity = number(identity::WORDS as u128, LENGTH);
    let words = hello
        .mux(&of_identity, &due.mux(&length, &number(0, LENGTH)))
        .named("words");
    let its_number = data.mux(&sequence, &next).named("its_number");
    let spare = number(0, SEQUENCE.low - WORDS.low - WORDS.bits);
    let fields = concat(&[
        &kind,
        &round,
        &gap,
        &closed,
        &words,
        &spare,
        &its_number,
        &expected,
    ]);
    let keeps = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.when(&begins, value);
        state.get().clone()
    };
    let is_hello = keeps("is_hello", &hello);
    let has_words = keeps("has_words", &words.any_bit());
    let one_less = words
        .slice(0, PLACE - 3)
        .wrapping_sub(&number(1, PLACE - 3));
    let last_word = keeps("last_word", &one_less);

    // The byte of a body; one that would be taken for a flag or an escape is sent in two.
    let header = leaf.state("header", 8 * HEADER_BYTES, 0);
    let body = any(&[in_header.clone(), in_words.clone(), in_sum.clone()]).named("body");
    let crc = Crc::new(&leaf);
    // The CRC is busy for longer than a byte of a new place is on its way.
    let of_words = is_hello.mux(&identity, &stored).register();
    let of_sum = !&crc.sum.slice(0, BYTE);
    let plain = in_words
        .mux(&of_words, &in_sum.mux(&of_sum, &header.slice(0, BYTE)))
        .named("plain");
    let escaped = leaf.state("escaped", 1, 0);
    let special = &plain.is(FLAG.into()) | &plain.is(ESCAPE.into());
    let escapes = (&(&body & &special) & &!escaped.get()).named("escapes");
    let flip = escaped.mux(&number(FLIP.into(), BYTE), &number(0, BYTE));
    let in_body = escapes.mux(&number(ESCAPE.into(), BYTE), &(&plain ^ &flip));
    let byte = body
        .mux(&in_body, &number(FLAG.into(), BYTE))
        .named("octet");
    let valid = (&!&idle & &!&crc.busy).named("valid");
    let sent = (&valid & &ready).named("sent");
    escaped.when(&sent, &escapes);
    let moves = (&(&sent & &body) & &!&escapes).named("moves");

    // The CRC takes header and words; then its bytes leave it.
    let leaves = leaf.state("leaves", 1, 0);
    leaves.when(&moves, &in_sum);
    let feed = Feed {
        begin: &begins,
        first: &key,
        take: &moves,
        byte: &plain,
    };
    crc.feed(&feed, &leaves);
    header.when(&begins, &fields).when(
        &moves,
        &header
            .slice(BYTE, 8 * HEADER_BYTES - BYTE)
            .extend(8 * HEADER_BYTES),
    );

    // Bytes of header and CRC, and of words.
    let step = leaf.state("step", 2, 0);
    step.when(&(&moves & &!&in_words), &step.wrapping_add(&number(1, 2)));
    let place = leaf.state("place", PLACE, 0);
    place.when(&begins, 0).when(
        &(&moves & &in_words),
        &place.wrapping_add(&number(1, PLACE)),
    );
    let ends_four = &moves & &step.every_bit();
    let ends_header = (&ends_four & &in_header).named("ends_header");
    let ends_words = &(&moves & &in_words) & &place.equals(&concat(&[&number(7, 3), &last_word]));
    let ends_sum = &ends_four & &in_sum;
    let fills = leaf.state("fills", (FILL + 1).next_power_of_two().ilog2() as usize, 0);
    let flag_before = fills.any_bit().named("flag_before");
    fills.when(&(&sent & &end), FILL as u128).when(
        &(&sent & &fill),
        &fills.wrapping_sub(&fills.constant(1, fills.width())),
    );
    let first = flag_before.mux(&mode.value(Mode::Header), &mode.value(Mode::Begin));
    let behind_header = has_words.mux(&mode.value(Mode::Words), &mode.value(Mode::Sum));
    mode.when(&begins, &first)
        .when(&(&idle & &flag_before), Mode::Fill)
        .when(&(&sent & &begin), Mode::Header)
        .when(&ends_header, &behind_header)
        .when(&ends_words, Mode::Sum)
        .when(&ends_sum, Mode::End)
        .when(&(&sent & &(&end | &fill)), Mode::Idle);

    leaf.output("state_told", &begins);
    leaf.output("state_told_hello", &(&begins & &hello));
    leaf.output("state_told_status", &(&begins & &tells));
    leaf.output("packet_taken", &(&begins & &data));
    leaf.output("packet_place", &place);
    leaf.output("packet_idle", &(&idle | &fill));
    outgoing(&mut leaf, "bytes", &byte, &valid);
    leaf.build()
}
