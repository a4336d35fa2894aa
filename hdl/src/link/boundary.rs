//! Where a connection ends and the next one begins: between frames.
//!
//! Words go through, one in two cycles at most, and are looked at: how many more a frame wants, how many it is still answered with.
//! After `restart` zeros take the place of words that do not come, and what is answered is dropped, until the system waits for a
//! header. A word that is on offer when that happens stays.

use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, any, named};
use crate::stream::{incoming, outgoing};
use harmonia_contract::Field;
use harmonia_contract::frame::{COUNT, Frame, OPCODE};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Boundary(describe(1)) {
        /// Words of the host.
        stream in words: WORD_BITS,
        /// The same, for the system.
        stream out up: WORD_BITS,
        /// Answers of the system.
        stream in down: WORD_BITS,
        /// The same, for the host.
        stream out answers: WORD_BITS,
        /// The connection is over: for one cycle.
        in restart: 1,
        /// Its last frame is not.
        out ending: 1
    }
}

crate::states! {
    /// What the next word of the system is, either way: `Run` is that of a RUN or a CHECK.
    enum Mode { Header, Up, Run, Down }
}

/// The circuit of [`Boundary`], for a system that answers COUNTERS with so many words.
#[named]
pub fn describe(counters: usize) -> Circuit {
    let mut leaf = Leaf::new(
        "link_boundary",
        "Words to a system and back; frames are ended when a connection is.",
    );
    let [word, word_valid] = incoming(&mut leaf, "words", WORD_BITS);
    let up_ready = leaf.control("up_ready", 1);
    let [answer, answer_valid] = incoming(&mut leaf, "down", WORD_BITS);
    let answers_ready = leaf.control("answers_ready", 1);
    let restart = leaf.control("restart", 1);
    let number = |value: u128| leaf.constant(value, COUNT.bits);

    let mode = leaf.machine("mode", Mode::Header);
    let [header, up, run, down] =
        [Mode::Header, Mode::Up, Mode::Run, Mode::Down].map(|m| mode.is(m));
    let ending = leaf.state("is_ending", 1, 0);
    let offered = leaf.state("offered", WORD_BITS, 0);
    let full = leaf.state("full", 1, 0);
    // Not while the system answers: that an answer ended its frame is counted a cycle late.
    let offers = (full.get() & !&down).named("offers");
    let moved = (&offers & &up_ready).named("moved");
    let empty = (!full.get()).named("empty");
    let zero = (&(&empty & &ending) & &(&up | &run)).named("zero");
    let passes = (&(&empty & &!ending.get()) & &word_valid).named("passes");
    offered.when(&zero, 0).when(&passes, &word);
    full.when(&(&zero | &passes), 1).when(&moved, 0);

    let part = |field: Field| offered.slice(field.low, field.bits);
    let count = part(COUNT);
    let is = |frame: Frame| part(OPCODE).is(frame as u128);
    let begins = (&moved & &header).named("begins");
    let counted = &count.any_bit() & &begins;
    let write = &is(Frame::Write) & &counted;
    let read = &is(Frame::Read) & &counted;
    let one_follows = &is(Frame::Configure) & &begins;
    let two_follow = &is(Frame::Bounds) & &begins;
    let counters_asked = &is(Frame::Counters) & &begins;
    // A word follows either, then an answer: of two words, or of one.
    let run_follows = &is(Frame::Run) & &begins;
    let check_follows = &is(Frame::Check) & &begins;
    let begun = (&moved & &run).named("begun");
    let answered = (&(&down & &answer_valid) & &(&answers_ready | ending.get())).named("answered");
    let steps = &(&moved & &up) | &answered.register_from_zero().named("answered_before");
    let left = leaf.state("left", COUNT.bits, 0);
    left.when(&any(&[two_follow.clone(), run_follows.clone()]), 2)
        .when(&any(&[one_follows.clone(), check_follows.clone()]), 1)
        .when(&counters_asked, counters as u128)
        .when(&begins, &count)
        .when(&steps, &left.wrapping_sub(&number(1)));
    let last = &steps & &left.is(1);
    mode.when(&any(&[write, one_follows, two_follow]), Mode::Up)
        .when(&any(&[read, counters_asked, begun]), Mode::Down)
        .when(&any(&[run_follows, check_follows]), Mode::Run)
        .when(&last, Mode::Header);
    ending.when(&restart, 1).when(&(&header & &empty), 0);

    leaf.output("words_ready", &(&empty & &!ending.get()));
    outgoing(&mut leaf, "up", &offered, &offers);
    leaf.output("down_ready", &(&down & &(&answers_ready | ending.get())));
    outgoing(
        &mut leaf,
        "answers",
        &answer,
        &(&(&down & &answer_valid) & &!ending.get()),
    );
    leaf.output("ending", &ending);
    leaf.build()
}
