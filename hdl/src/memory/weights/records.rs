//! Records of memory to beats for the engine.
//!
//! ```text
//! words --scales--> [4 x 2] --the first two--.
//!       |-minima--> [4 x 2] --the first two--+--> [beat] --> engine
//!       `-nibbles-> [4 words] ---------------'
//! ```
//!
//! A word is taken in every cycle, but for the fourth word of a beat while the beat before has not left: a beat leaves its words
//! when the register behind is empty, so in every second cycle at most, and memory fills one in four.

use super::run;
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, State, Word, any, concat, named};
use crate::layout::WEIGHT_BEAT_BITS;
use crate::layout::command::Field;
use crate::stream::skid_buffer::skid_buffer;
use crate::stream::{incoming, outgoing};
use harmonia_contract::weights::{BEAT_WORDS, RECORD_GROUPS, SCALE_WORDS};
use harmonia_contract::{Format, beat};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Records(describe()) {
        /// Groups and format of the words that come next; two wait.
        stream in run: run::BITS,
        /// Words of records.
        stream in word: WORD_BITS,
        /// Beats for the engine.
        stream out weights: WEIGHT_BEAT_BITS,
        /// There is no run, and no beat.
        out idle: 1,
    }
}

crate::states! {
    /// What the next word is of.
    enum Part {
        /// There is no run.
        None,
        Scales,
        Minima,
        Nibbles,
    }
}

/// Bits of the scales, or the minima, of a group.
const PAIR_BITS: usize = 32;
/// Bits of the scales, or the minima, of a record.
const RECORD_BITS: usize = SCALE_WORDS * WORD_BITS;
/// Bits of the nibbles of a beat.
const NIBBLES_BITS: usize = BEAT_WORDS * WORD_BITS;

// Words of a beat follow each other as the beat's fields do.
const _: () = assert!(
    beat::NIBBLES[0].low == 0
        && beat::NIBBLES[1].low == NIBBLES_BITS / 2
        && beat::SCALES[0].low == NIBBLES_BITS
        && beat::SCALES[1].low == NIBBLES_BITS + 16
        && beat::MINIMA[0].low == NIBBLES_BITS + PAIR_BITS
        && beat::MINIMA[1].low == NIBBLES_BITS + PAIR_BITS + 16
);

/// The circuit of [`Records`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "records",
        "Records of weights in memory to beats: scales and minima of four groups, then their nibbles.",
    );
    let [run, run_valid] = incoming(&mut leaf, "run", run::BITS);
    let [word, word_valid] = incoming(&mut leaf, "word", WORD_BITS);
    let weights_ready = leaf.control("weights_ready", 1);

    let part = leaf.machine("part", Part::None);
    let [none, of_scales, of_minima, of_nibbles] =
        [Part::None, Part::Scales, Part::Minima, Part::Nibbles].map(|state| part.is(state));
    // A beat that still waits is of the format before.
    let complete = leaf.state("complete", 1, 0);
    let may_begin = &none & &!complete.get();
    let next_run = skid_buffer(&leaf, &run, &run_valid, &may_begin);
    let begin = &may_begin & &next_run.valid;
    let field = |(low, width): Field| next_run.data.slice(low, width);
    let format = leaf.state("format", run::FORMAT.1, 0);
    format.when(&begin, &field(run::FORMAT));
    let [has_minimum, two_passes] = [
        formats(&leaf, &format, Format::has_minimum),
        formats(&leaf, &format, |format| format.passes() == 2),
    ];

    // The beat whose words are there leaves them when the one before has left its register.
    let sends = leaf.state("sends", 1, 0);
    // That it does not, for the bits of the beat: a register of their own.
    let vacant = leaf.state("vacant", 1, 1);
    let arrived = complete.register_from_zero().named("arrived");
    let leaves = &(complete.get() & &arrived) & &!sends.get();
    let word_ready = &!&none & &(&!complete.get() | &!sends.get());
    let taken = &word_valid & &word_ready;

    // Where in the record the word is.
    let place = leaf.state("place", BEAT_WORDS.ilog2() as usize, 0);
    let group = leaf.state("group", RECORD_GROUPS.ilog2() as usize, 0);
    let second_pass = leaf.state("second_pass", 1, 0);
    let groups_left = leaf.state("groups_left", run::GROUPS.1, 0);
    let ends_header = place.is(SCALE_WORDS as u128 - 1);
    let scales_done = &taken & &of_scales & &ends_header;
    let minima_done = &taken & &of_minima & &ends_header;
    let beat_done = &taken & &of_nibbles & &place.every_bit();
    let is_last_pass = second_pass.get() | &!&two_passes;
    let group_done = &beat_done & &is_last_pass;
    let record_done = &group_done & &group.every_bit();
    // Whether there is one, and none but this one: told with the number itself, which is long. Where the last group is the last of
    // its record, it has not been counted off yet.
    let some_left = leaf.state("some_left", 1, 0);
    let none_follow = leaf.state("none_follow", 1, 1);
    count(&leaf, &place, &taken, &(&scales_done | &minima_done));
    count(&leaf, &group, &group_done, &leaf.constant(0, 1));
    second_pass.when(&group_done, 0).when(&beat_done, 1);
    let counted = groups_left.wrapping_sub(&leaf.constant(1, run::GROUPS.1));
    let groups = field(run::GROUPS);
    let counts = (&group_done & some_left.get()).named("group_counted");
    let below = |number: &Word, most: u128| number.less_than(&leaf.constant(most, run::GROUPS.1));
    groups_left.when(&begin, &groups).when(&counts, &counted);
    some_left
        .when(&begin, &groups.any_bit())
        .when(&counts, &!&below(&groups_left, 2));
    none_follow
        .when(&begin, &below(&groups, 2))
        .when(&counts, &below(&groups_left, 3));
    let after_scales = has_minimum.mux(&part.value(Part::Minima), &part.value(Part::Nibbles));
    let after_record = none_follow
        .get()
        .mux(&part.value(Part::None), &part.value(Part::Scales));
    part.when(&begin, Part::Scales)
        .when(&scales_done, &after_scales)
        .when(&minima_done, Part::Nibbles)
        .when(&record_done, &after_record);

    // Scales and minima of the group at hand are the lowest; they move on with the group's last beat.
    let ends_group = leaf.state("ends_group", 1, 0);
    ends_group.when(&beat_done, &is_last_pass);
    let next_group = &leaves & ends_group.get();
    // Words move a cycle after they are taken: hundreds of registers wait for that, and it is known late.
    let word = word.register();
    let [to_scales, to_minima, to_nibbles] = [&of_scales, &of_minima, &of_nibbles]
        .map(|of_these| (&taken & of_these).register_from_zero());
    let scales = header(&leaf, "scales", &to_scales, &word, &next_group);
    let minima = header(&leaf, "minima", &to_minima, &word, &next_group);
    let nibbles = leaf.state("nibbles", NIBBLES_BITS, 0);
    let later = nibbles.slice(WORD_BITS, NIBBLES_BITS - WORD_BITS);
    nibbles.when(&to_nibbles, &concat(&[&later, &word]));
    complete
        .when(&(&beat_done & some_left.get()), 1)
        .when(&leaves, 0);

    let pair_of = |of: &State| of.slice(0, PAIR_BITS);
    let no_minima = leaf.constant(0, PAIR_BITS);
    let minima = has_minimum.mux(&pair_of(&minima), &no_minima);
    let beat = leaf.state("beat", WEIGHT_BEAT_BITS, 0);
    beat.set_if(
        vacant.get(),
        &concat(&[nibbles.get(), &pair_of(&scales), &minima]),
    );
    sends.when(&leaves, 1).when(&weights_ready, 0);
    vacant.when(&leaves, 0).when(&weights_ready, 1);

    leaf.output("run_ready", &next_run.ready);
    leaf.output("word_ready", &word_ready);
    outgoing(&mut leaf, "weights", &beat, &sends);
    let busy = any(&[next_run.valid, complete.get().clone(), sends.get().clone()]);
    leaf.output("idle", &(&none & &!&busy));
    leaf.build()
}

/// Whether a format is one of those that this is so of.
fn formats(leaf: &Leaf, format: &State, is_so: impl Fn(Format) -> bool) -> Word {
    let mut these = vec![leaf.constant(0, 1)];
    for of in Format::ALL {
        if is_so(of) {
            these.push(format.is(of.code() as u128));
        }
    }
    any(&these)
}

/// Counts on, round and round, or from 0 again.
fn count(leaf: &Leaf, state: &State, on: &Word, again: &Word) {
    let one = leaf.constant(1, state.width());
    state.when(again, 0).when(on, &state.wrapping_add(&one));
}

/// The scales, or the minima, of a record: words come in at the top, pairs go out at the bottom.
fn header(leaf: &Leaf, name: &str, comes: &Word, word: &Word, next_group: &Word) -> State {
    let state = leaf.state(name, RECORD_BITS, 0);
    let above = state.slice(WORD_BITS, RECORD_BITS - WORD_BITS);
    let others = state.slice(PAIR_BITS, RECORD_BITS - PAIR_BITS);
    state
        .when(comes, &concat(&[&above, word]))
        .when(next_group, &others.extend(RECORD_BITS));
    state
}
