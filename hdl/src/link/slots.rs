//! Words of the system, as packets that are kept until the host has them.
//!
//! Packet n lies in slot n mod 16 of a block RAM of bytes. A packet is closed when it is full, or when the line has nothing to
//! send. Those that were never sent go first to last, before them those that are asked for again, slot by slot.

use super::{BYTE, LENGTH, NUMBER, PLACE, Packet};
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, Word, any, concat, mux_tree, named};
use crate::stream::incoming;
use harmonia_contract::packet::{MOST_WORDS, RESEND, SLOTS};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Slots(describe()) {
        /// Words of the system.
        stream in words: WORD_BITS,
        /// The host has the packets before this one.
        in given_back: NUMBER,
        /// It says so now.
        in gives_back: 1,
        /// Slots that are to be sent again.
        in resend: RESEND.bits,
        /// The host asks for them now.
        in asks: 1,
        /// Another connection begins.
        in restart: 1,
        /// The next packet.
        link packet: Packet
    }
}

const SLOT: usize = SLOTS.ilog2() as usize;
const BYTES: usize = WORD_BITS / 8;

/// The circuit of [`Slots`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "link_slots",
        "Words of the system, as packets that are kept until the host has them.",
    );
    let [word, word_valid] = incoming(&mut leaf, "words", WORD_BITS);
    let given_back = leaf.control("given_back", NUMBER);
    let gives_back = leaf.control("gives_back", 1);
    let resend = leaf.control("resend", RESEND.bits);
    let asks = leaf.control("asks", 1);
    let restart = leaf.control("restart", 1);
    let sent = leaf.control("packet_taken", 1);
    let place = leaf.control("packet_place", PLACE);
    let idle = leaf.control("packet_idle", 1);
    let one_more = |of: &Word| of.wrapping_add(&of.constant(1, of.width()));

    // Packets: the host has those before `base`; those before `fresh` were sent; words go to packet `tail`.
    let [base, fresh, tail] = ["base", "fresh", "tail"].map(|name| leaf.state(name, NUMBER, 0));
    let sent_once = fresh.wrapping_sub(&base).named("sent_once");
    let back = given_back.wrapping_sub(&base).named("back");
    let gives = (&gives_back & &!&sent_once.less_than(&back)).named("gives");
    base.when(&restart, 0).when(&gives, &given_back);
    let kept = tail.wrapping_sub(&base).named("kept");
    // A cycle late: no byte is written in the cycle after a packet was closed.
    let full = kept.bit(SLOT).register_from_zero().named("full");
    leaf.unused(&concat(&[
        &kept.slice(0, SLOT),
        &kept.slice(SLOT + 1, NUMBER - SLOT - 1),
    ]));

    // A word waits here while it enters byte by byte: no path leads from the packets to who makes words.
    let waiting = leaf.state("waiting", WORD_BITS, 0);
    let waits = leaf.state("waits", 1, 0);
    waiting.when(&!waits.get(), &word);
    let filled = leaf.state("filled", LENGTH, 0);
    let part = leaf.state("part", BYTES.ilog2() as usize, 0);
    let fresh_waits = (!&fresh.equals(&tail)).named("fresh_waits");
    let asked = leaf.state("asked", RESEND.bits, 0);
    let asked_some = asked.any_bit();
    let settled = !&(&fresh_waits | &asked_some);
    let whole = filled.is(MOST_WORDS as u128);
    let nothing_else = &(&idle & &settled) & &!&(&word_valid | waits.get());
    let closes = (&whole | &(&filled.any_bit() & &nothing_else)).named("closes");
    let closed = closes.register_from_zero().named("closed");
    let writes = (waits.get() & &!&any(&[full, whole, closed])).named("writes");
    let last_byte = part.every_bit();
    let word_taken = (&writes & &last_byte).named("word_taken");
    waits
        .when(&any(&[restart.clone(), word_taken.clone()]), 0)
        .when(&word_valid, 1);
    part.when(&restart, 0).when(&writes, &one_more(part.get()));
    filled
        .when(&any(&[restart.clone(), closes.clone()]), 0)
        .when(&word_taken, &one_more(filled.get()));
    tail.when(&restart, 0).when(&closes, &one_more(tail.get()));
    let slot = tail.slice(0, SLOT);
    let bytes: Vec<_> = (0..BYTES)
        .map(|index| waiting.slice(8 * index, BYTE))
        .collect();
    let entering = mux_tree(&part, &bytes).named("entering");
    // A byte lies there a cycle later: which word of the system it is of is known late, and its packet leaves later than that.
    let stored = leaf.memory("stored", SLOTS * MOST_WORDS * BYTES, BYTE);
    let at = concat(&[&part, &filled.slice(0, LENGTH - 1), &slot]);
    stored.write(
        &writes.register_from_zero(),
        &at.register(),
        &entering.register(),
    );
    let lengths = leaf.memory("lengths", SLOTS, LENGTH);
    lengths.write(&closes, &slot, &filled);

    // What is sent next: slots that were asked for and were sent before, then the next one that never was.
    let scan = leaf.state("scan", SLOT, 0);
    let behind_base = scan.wrapping_sub(&base.slice(0, SLOT)).named("behind_base");
    let was_sent = behind_base.less_than(&sent_once);
    let again = (&asked.bit(0) & &was_sent).named("again");
    // The next packet is chosen a cycle before it is on offer, and again after all that may change the choice.
    let due = leaf.state("due", 1, 0);
    let sends_again = leaf.state("sends_again", 1, 0);
    let changes = any(&[restart.clone(), gives.clone(), asks.clone(), sent.clone()]);
    due.when(&changes, 0)
        .when(&(&again | &(&fresh_waits & &!&asked_some)), 1);
    let chooses = !due.get();
    sends_again.when(&chooses, &again);
    let sent_again = &sent & sends_again.get();
    let steps = (&asked_some & &(!&again | &sent_again)).named("steps");
    asked
        .when(&restart, 0)
        .when(&asks, &resend)
        .when(&steps, &asked.slice(1, RESEND.bits - 1).extend(RESEND.bits));
    scan.when(&asks, 0).when(&steps, &one_more(scan.get()));
    fresh
        .when(&restart, 0)
        .when(&(&sent & &!sends_again.get()), &one_more(fresh.get()));
    let sequence = leaf.state("packet_number", NUMBER, 0);
    let of_scan = base.wrapping_add(&behind_base.extend(NUMBER));
    sequence.when(&chooses, &again.mux(&of_scan, &fresh));
    let chosen = sequence.slice(0, SLOT).named("chosen");
    let reading = leaf.state("reading", SLOT, 0);
    reading.when(&sent, &chosen);

    leaf.output("words_ready", &!waits.get());
    leaf.output("packet_due", &due);
    leaf.output("packet_sequence", &sequence);
    leaf.output("packet_length", &lengths.look_up(&chosen));
    leaf.output("packet_next", &tail);
    leaf.output("packet_settled", &settled);
    leaf.output("packet_byte", &stored.read(&concat(&[&place, &reading])));
    leaf.build()
}
