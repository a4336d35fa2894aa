//! The connection: its key, which packet comes next, what the host is to be told.

use super::{HeaderFor, NUMBER, ROUND, State};
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, named};
use harmonia_contract::packet::{FINGERPRINT, KEY, KIND, Kind};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Session(describe(0)) {
        /// The packet that ends.
        link packet: HeaderFor,
        /// The last word of a packet: of a hello key and fingerprint.
        in word: WORD_BITS,
        /// A word of the packet found no room.
        in overrun: 1,
        /// There is room for a whole packet.
        in room: 1,
        /// What an earlier connection has begun is not at its end.
        in ending: 1,
        /// The packet's words are taken.
        out taken: 1,
        /// Another connection begins.
        out restart: 1,
        /// The host has the packets of words before this one.
        out given_back: NUMBER,
        /// It says so now.
        out gives_back: 1,
        /// The host asks for packets again.
        out asks: 1,
        /// Packets say this.
        link state: State
    }
}

/// The circuit of [`Session`], whose contract has a fingerprint.
#[named]
pub fn describe(fingerprint: u32) -> Circuit {
    let mut leaf = Leaf::new(
        "link_session",
        "The connection: its key, which packet comes next, what the host is to be told.",
    );
    let right = leaf.control("packet_right", 1);
    let ended = leaf.control("packet_ended", 1);
    let kind = leaf.control("packet_kind", KIND.bits);
    let round = leaf.control("packet_round", ROUND);
    let some = leaf.control("packet_some", 1);
    let sequence = leaf.control("packet_sequence", NUMBER);
    let acknowledged = leaf.control("packet_acknowledged", NUMBER);
    let word = leaf.control("word", WORD_BITS);
    let overrun = leaf.control("overrun", 1);
    let room = leaf.control("room", 1);
    let ending = leaf.control("ending", 1);
    let told = leaf.control("state_told", 1);
    let told_hello = leaf.control("state_told_hello", 1);
    let told_status = leaf.control("state_told_status", 1);
    leaf.unused(&ended);
    let state = |name: &str, width: usize| leaf.state(name, width, 0);
    let is = |of: Kind| &right & &kind.is(of as u128);

    let [met, open] = ["met", "is_open"].map(|name| state(name, 1));
    let key = state("its_key", KEY.bits);
    let hello = is(Kind::Hello).named("hello");
    let same = (&word.slice(KEY.low, KEY.bits).equals(&key) & met.get()).named("same");
    let restart = (&hello & &!&same).named("restart");
    key.when(&restart, &word.slice(KEY.low, KEY.bits));
    met.when(&restart, 1);
    let fits = word
        .slice(FINGERPRINT.low, FINGERPRINT.bits)
        .is(fingerprint.into());
    open.when(&restart, &fits);

    let data = (&is(Kind::Data) & open.get()).named("data");
    let status = (&is(Kind::Status) & open.get()).named("status");
    let heard = (&data | &status).named("heard");
    let expected = state("expected", NUMBER);
    let ahead = sequence.wrapping_sub(&expected).named("ahead");
    let taken = (&(&data & &!&ahead.any_bit()) & &!&overrun).named("taken");
    let next = expected.wrapping_add(&leaf.constant(1, NUMBER));
    expected.when(&restart, 0).when(&taken, &next);
    let gap = state("gap", 1);
    gap.when(&(&restart | &taken), 0)
        .when(&(&data & &!&ahead.sign()), 1);
    let last_round = state("last_round", ROUND);
    last_round.when(&restart, 0).when(&heard, &round);

    // What there is to tell, and whether the last packet has said that there is no room.
    let closed = (&ending | &!&room).named("closed");
    let told_closed = state("told_closed", 1);
    told_closed.when(&told, &closed);
    let opens = told_closed.get() & &!&closed;
    let acknowledges = state("acknowledges", 1);
    acknowledges
        .when(&restart, 0)
        .when(&data, 1)
        .when(&told, 0)
        .when(&opens, 1);
    let asks = (&status & &some).named("asks");
    let answers = state("answers", 1);
    answers
        .when(&restart, 0)
        .when(&asks, 1)
        .when(&told_status, 0);
    let greets = state("greets", 1);
    greets.when(&hello, 1).when(&told_hello, 0);

    leaf.output("taken", &taken);
    leaf.output("restart", &restart);
    leaf.output("given_back", &acknowledged);
    leaf.output("gives_back", &heard);
    leaf.output("asks", &asks);
    leaf.output("state_key", &key);
    leaf.output("state_round", &last_round);
    leaf.output("state_gap", &gap);
    leaf.output("state_closed", &closed);
    leaf.output("state_expected", &expected);
    leaf.output("state_hello", &greets);
    leaf.output("state_open", &open);
    leaf.output("state_status", &(acknowledges.get() | answers.get()));
    leaf.build()
}
