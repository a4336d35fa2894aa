//! The bursts, and which of their words comes next.

use harmonia_contract::record::RESIDUAL_WORDS;

use super::PAIR_WORDS;
use crate::attention::layout::{HIGH_WORDS, LOW_WORDS, WORD_BITS, burst};
use crate::expr::{Leaf, State, Word, concat, named};
use crate::stream::fifo::Fifo;

/// A field of a burst's description.
pub(super) fn field(burst: &Word, (low, width): (usize, usize)) -> Word {
    burst.slice(low, width)
}

/// Whether a burst is of a kind.
pub(super) fn is_kind(burst: &Word, kind: u128) -> Word {
    field(burst, burst::KIND).is(kind)
}

/// The burst under way, and which of its words comes next.
pub(super) struct Words {
    pub(super) open: State,
    pub(super) current: State,
    /// Parts of `current`.
    pub(super) both: Word,
    pub(super) three: Word,
    pub(super) low: Word,
    pub(super) high: Word,
    pub(super) residual: Word,
    /// Words to come but for one.
    pub(super) index: State,
    pub(super) final_word: State,
    pub(super) first_word: State,
    /// Where in a pair: high words count 4, 3 .. 0 (signs first) or 3 .. 0, low words 4, 3 .. 0 (tops first)
    /// or 3 .. 0.
    pub(super) in_pair: State,
    pub(super) pair: State,
    pub(super) scales_next: Word,
    /// The next word completes a pair.
    pub(super) completes: State,
    /// The next word is the first one of two residual channels.
    pub(super) opens_pair: State,
    /// The beat of ones has not left yet.
    pub(super) ones: State,
    /// A pair waits to leave.
    pub(super) held: State,
    pub(super) ready: Word,
    pub(super) take: Word,
    pub(super) finish: Word,
    /// The next burst is opened.
    pub(super) load: Word,
}

#[named]
impl Words {
    pub(super) fn new(leaf: &Leaf, bursts: &Fifo, word_valid: &Word, room: &Word) -> Self {
        let open = leaf.state("open", 1, 0);
        let current = leaf.state("current", burst::BITS, 0);
        let [both, three] = [burst::BOTH, burst::THREE].map(|f| field(current.get(), f));
        let [low, high, residual] =
            [burst::LOW, burst::HIGH, burst::RESIDUAL].map(|kind| is_kind(current.get(), kind));
        let ones = leaf.state("ones", 1, 0);
        let index = leaf.state("word_index", 5, 0);
        let final_word = leaf.state("final_word", 1, 0);
        let first_word = leaf.state("first_word", 1, 0);
        let in_pair = leaf.state("in_pair", 3, 0);
        let pair = leaf.state("pair", 2, 0);
        let scales_next = &high & first_word.get();
        // What the next word does is known when it becomes the next one: many bits wait for whether it is
        // taken.
        let completes = leaf.state("completes", 1, 0);
        let opens_pair = leaf.state("opens_pair", 1, 0);
        let held = leaf.state("held", 1, 0);
        let closed = (opens_pair.get() & (ones.get() | !room))
            | (completes.get() & (ones.get() | held.get()));
        let ready = (open.get() & !&closed).named("ready");
        let take = (&ready & word_valid).named("take");
        let finish = &take & final_word.get();
        let load = (&bursts.some & &(&finish | &!open.get())).named("load_burst");
        bursts.pop(&load);
        Words {
            open,
            current,
            both,
            three,
            low,
            high,
            residual,
            index,
            final_word,
            first_word,
            in_pair,
            pair,
            scales_next,
            completes,
            opens_pair,
            ones,
            held,
            ready,
            take,
            finish,
            load,
        }
    }

    /// Opens a burst and counts its words.
    pub(super) fn count(&self, leaf: &Leaf, coming: &Coming) {
        let Words { load, take, .. } = self;
        let number = |value: u128| leaf.constant(value, 5);
        self.open.set(&(load | &(self.open.get() & !&self.finish)));
        self.current.set_if(load, &coming.burst);
        let words = coming.words_less_one(leaf);
        let less = self.index.get().wrapping_sub(&number(1));
        let (index, final_word, first_word) = (&self.index, &self.final_word, &self.first_word);
        index.set(&load.mux(&words, &take.mux(&less, index.get())));
        let is_final = index.get().is(1);
        let no = leaf.constant(0, 1);
        final_word.set(&load.mux(&no, &take.mux(&is_final, final_word.get())));
        let yes = leaf.constant(1, 1);
        first_word.set(&load.mux(&yes, &(first_word.get() & !take)));
    }

    /// Counts the words of a pair, and the pairs.
    pub(super) fn count_in_pair(&self, leaf: &Leaf, coming: &Coming) {
        let Words { load, take, .. } = self;
        let (in_pair, pair) = (self.in_pair.get(), self.pair.get());
        // Five words per pair where signs or tops have a word of their own.
        let five = |low: &Word, three: &Word| &(low & three) | (&!low & !three);
        let last_in_pair = |five: &Word| five.mux(&leaf.constant(4, 3), &leaf.constant(3, 3));
        let pair_start = last_in_pair(&five(&self.low, &self.three));
        let pair_ends = in_pair.is(0);
        let counted = take & !&self.scales_next;
        let stepped = pair_ends.mux(&pair_start, &in_pair.wrapping_sub(&leaf.constant(1, 3)));
        self.in_pair.set(&load.mux(
            &last_in_pair(&five(&coming.low, &coming.three)),
            &counted.mux(&stepped, in_pair),
        ));
        let coming_opens = &coming.residual & !&field(&coming.burst, burst::PROMISED);
        self.opens_pair
            .set(&load.mux(&coming_opens, &(self.opens_pair.get() & !take)));
        let will_complete = &self.high & &in_pair.is(1);
        let completes_next = counted.mux(&will_complete, self.completes.get());
        self.completes.set(&(&!load & &completes_next));
        let pair_step = &counted & &pair_ends;
        self.pair.set(&load.mux(
            &leaf.constant(0, 2),
            &pair_step.mux(&pair.wrapping_add(&leaf.constant(1, 2)), pair),
        ));
    }

    /// The low plane of this record, in the order of `in_pair`, and the word from memory a cycle late; the
    /// plane of the next record may come while the last pair of this one waits.
    pub(super) fn low_plane(&self, leaf: &Leaf, word: &Word) -> (Vec<Word>, Word) {
        let side = leaf.state("side", 1, 0);
        side.set(&(side.get() ^ (&self.low & &self.finish)));
        let low_write = concat(&[self.pair.get(), side.get()]);
        let low_read = concat(&[self.pair.get(), &!side.get()]).register();
        // Written a cycle late: whether the word is taken is known late, and it is not read before the high
        // plane has come.
        let (low_write, late_word) = (low_write.register(), word.register());
        let lows = (0..PAIR_WORDS)
            .map(|i| {
                let memory = leaf.memory(&format!("low_{i}"), 8, WORD_BITS);
                let wanted = self.in_pair.get().is(i as u128);
                let writes = (&(&self.take & &self.low) & &wanted).register_from_zero();
                memory.write(&writes, &low_write, &late_word);
                memory.look_up(&low_read)
            })
            .collect();
        (lows, late_word)
    }

    /// The scales of a record, and the high plane of a pair under way but for its last word.
    pub(super) fn high_plane(&self, leaf: &Leaf, word: &Word) -> (Word, Vec<Word>) {
        let scales = leaf.state("scales", WORD_BITS, 0);
        scales.set_if(&(&self.take & &self.scales_next), word);
        let past = (1..PAIR_WORDS)
            .map(|i| {
                let state = leaf.state(&format!("high_{i}"), WORD_BITS, 0);
                state.set_if(&(&self.take & &self.in_pair.get().is(i as u128)), word);
                state.get().clone()
            })
            .collect();
        (scales.get().clone(), past)
    }
}

/// The burst that is opened next.
pub(super) struct Coming {
    pub(super) burst: Word,
    pub(super) three: Word,
    pub(super) low: Word,
    pub(super) residual: Word,
}

#[named]
impl Coming {
    pub(super) fn new(oldest: &Word) -> Self {
        let coming_three = field(oldest, burst::THREE);
        let coming_low = is_kind(oldest, burst::LOW);
        let coming_residual = is_kind(oldest, burst::RESIDUAL);
        Coming {
            burst: oldest.clone(),
            three: coming_three,
            low: coming_low,
            residual: coming_residual,
        }
    }

    /// How many words it has, less one.
    pub(super) fn words_less_one(&self, leaf: &Leaf) -> Word {
        let number = |value: u128| leaf.constant(value, 5);
        let of_plane =
            |[four, three]: [u128; 2]| self.three.mux(&number(three - 1), &number(four - 1));
        let of_plane = self.low.mux(&of_plane(LOW_WORDS), &of_plane(HIGH_WORDS));
        self.residual
            .mux(&number(RESIDUAL_WORDS as u128 - 1), &of_plane)
    }
}
