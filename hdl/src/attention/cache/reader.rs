//! Words of memory to beats for the engine: planes joined again, digit by digit.
//!
//! ```text
//! bursts --> [queue] --> what the next words are
//! words --low--> low plane of a record (RAM, two records) --.
//!        `-high-> exponents | signs | magnitudes of a pair --+--> pair --> digits --> signs --> beats
//!        `-residual-> word_valid (to the converter)
//! ```
//!
//! One pass: digits are `+-high`, the exponent is E + s. Two passes: for s = 4 the digits are `+-high` and `+-low`; for s = 5 the top
//! bit of `low` goes to the upper digit, `+-(2 high - low[4])` and `+-low[3:0]`. Either way 16 times the first plus the second is the
//! mantissa. A page of values begins with the beat of ones: even output 1, odd output 0, exponent 0.
//!
//! Beats are promised to a queue that never refuses one: a pair leaves when there was `room` the cycle before, and a pair of residual
//! channels is let in then. A word is refused (`word_ready`) only where it would complete a pair while the one before waits.

use crate::attention::layout::{HIGH_WORDS, KV_BEAT_BITS, LOW_WORDS, WORD_BITS, burst};
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::layout::GROUP;
use crate::stream::fifo::Fifo;
use crate::stream::incoming;

/// Bursts that wait for their words.
const BURSTS: usize = 8;
/// Words of a pair in either plane, at most.
const PAIR_WORDS: usize = 5;
/// Cycles from a pair's leave to its beat.
const STAGES: usize = 3;

crate::leaf_block! {
    /// See the module's documentation. `reserve` beats are promised to the queue in the cycle in which it is set; a beat comes out
    /// three cycles after its pair left.
    pub struct Reader(describe()) {
        /// What the next words are.
        stream in burst: burst::BITS,
        /// A word from memory.
        in word: WORD_BITS,
        /// It is there.
        in word_valid: 1,
        /// A beat may be promised in the next cycle.
        in room: 1,
        /// The word is taken.
        out word_ready: 1,
        /// It is of the residual, for the converter.
        out residual_valid: 1,
        /// Beats that are promised now.
        out reserve: 2,
        /// A beat of two channels or tokens.
        out beat: KV_BEAT_BITS,
        /// It is there.
        out beat_valid: 1
    }
}

/// The circuit of [`Reader`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("reader", "Planes of memory to beats of signed digits.");
    let [burst, burst_valid] = incoming(&mut leaf, "burst", burst::BITS);
    let word = leaf.control("word", WORD_BITS);
    let word_valid = leaf.control("word_valid", 1);
    let room = leaf.control("room", 1).register_from_zero();
    let one = leaf.constant(1, 1);
    let zero = leaf.constant(0, 1);

    // Descriptions wait in order; one place is kept for the one whose announcement `burst_ready` does not know of yet.
    let bursts = Fifo::new(&leaf, "bursts", BURSTS, &burst, &burst_valid);
    let step = |state: &Word| state.wrapping_add(&state.constant(1, state.width()));
    let coming = bursts.oldest.clone();
    let burst_ready = bursts
        .waiting
        .less_than(&leaf.constant(BURSTS as u128 - 1, bursts.waiting.width()))
        .register_from_zero();

    // The burst under way, and how many of its words are to come.
    let open = leaf.state("open", 1, 0);
    let current = leaf.state("current", burst::BITS, 0);
    let field = |of: &Word, (low, width): (usize, usize)| of.slice(low, width);
    let [both, three] = [burst::BOTH, burst::THREE].map(|f| field(current.get(), f));
    let kind = |of: &Word, kind: u128| field(of, burst::KIND).is(kind);
    let [low, high, residual] =
        [burst::LOW, burst::HIGH, burst::RESIDUAL].map(|k| kind(current.get(), k));
    let ones = leaf.state("ones", 1, 0);
    let index = leaf.state("word_index", 5, 0);
    let final_word = leaf.state("final_word", 1, 0);
    let first_word = leaf.state("first_word", 1, 0);
    // Where in a pair: high words count 4, 3 .. 0 (signs first) or 3 .. 0, low words 4, 3 .. 0 (tops first) or 3 .. 0.
    let in_pair = leaf.state("in_pair", 3, 0);
    let pair = leaf.state("pair", 2, 0);
    let exponents_next = &high & first_word.get();
    // What the next word does is known when it becomes the next one: many bits wait for whether it is taken.
    let completes = leaf.state("completes", 1, 0);
    let opening_pair = leaf.state("opens_pair", 1, 0);
    let held = leaf.state("held", 1, 0);
    let closed = (opening_pair.get() & (ones.get() | !&room))
        | (completes.get() & (ones.get() | held.get()));
    let ready = (open.get() & !&closed).named("ready");
    let take = (&ready & &word_valid).named("take");
    let finish = &take & final_word.get();
    let load = (&bursts.some & &(&finish | &!open.get())).named("load_burst");
    bursts.pop(&load);
    open.set(&(&load | &(open.get() & !&finish)));
    current.set_if(&load, &coming);
    let coming_three = field(&coming, burst::THREE);
    let coming_low = kind(&coming, burst::LOW);
    let coming_residual = kind(&coming, burst::RESIDUAL);
    let number = |value: u128, width: usize| leaf.constant(value, width);
    let words_less_one =
        |words: [u128; 2]| coming_three.mux(&number(words[1] - 1, 5), &number(words[0] - 1, 5));
    let of_plane = coming_low.mux(&words_less_one(LOW_WORDS), &words_less_one(HIGH_WORDS));
    let words = coming_residual.mux(&number(7, 5), &of_plane);
    let less = index.get().wrapping_sub(&number(1, 5));
    index.set(&load.mux(&words, &take.mux(&less, index.get())));
    let is_final = index.get().is(1);
    final_word.set(&load.mux(&zero, &take.mux(&is_final, final_word.get())));
    first_word.set(&load.mux(&one, &(first_word.get() & !&take)));
    // Five words a pair where signs or tops have a word of their own.
    let five = |low: &Word, three: &Word| &(low & three) | (&!low & !three);
    let last_in_pair = |five: &Word| five.mux(&number(4, 3), &number(3, 3));
    let pair_start = last_in_pair(&five(&low, &three));
    let pair_ends = in_pair.get().is(0);
    let counted = &take & !&exponents_next;
    let stepped = pair_ends.mux(&pair_start, &in_pair.get().wrapping_sub(&number(1, 3)));
    in_pair.set(&load.mux(
        &last_in_pair(&five(&coming_low, &coming_three)),
        &counted.mux(&stepped, in_pair.get()),
    ));
    let coming_opens = &coming_residual & !&field(&coming, burst::PROMISED);
    opening_pair.set(&load.mux(&coming_opens, &(opening_pair.get() & !&take)));
    let will_complete = &high & &in_pair.get().is(1);
    let completes_next = counted.mux(&will_complete, completes.get());
    completes.set(&(&!&load & &completes_next));
    let pair_step = &counted & &pair_ends;
    pair.set(&load.mux(&number(0, 2), &pair_step.mux(&step(pair.get()), pair.get())));

    // The low plane of this record; that of the next one may come while the last pair of this one waits.
    let side = leaf.state("side", 1, 0);
    side.set(&(side.get() ^ (&low & &finish)));
    let low_write = concat(&[pair.get(), side.get()]);
    let low_read = concat(&[pair.get(), &!side.get()]).register();
    // Written a cycle late: whether the word is taken is known late, and it is not read before the high plane has come.
    let (low_write, late_word) = (low_write.register(), word.register());
    let lows: Vec<Word> = (0..PAIR_WORDS)
        .map(|i| {
            let memory = leaf.memory(&format!("low_{i}"), 8, WORD_BITS);
            let wanted = in_pair.get().is(i as u128);
            let writes = (&(&take & &low) & &wanted).register_from_zero();
            memory.write(&writes, &low_write, &late_word);
            memory.look_up(&low_read)
        })
        .collect();

    // The high plane of a pair under way but for its last word.
    let exponents = leaf.state("exponents", WORD_BITS, 0);
    exponents.set_if(&(&take & &exponents_next), &word);
    let past: Vec<Word> = (1..PAIR_WORDS)
        .map(|i| {
            let state = leaf.state(&format!("high_{i}"), WORD_BITS, 0);
            state.set_if(&(&take & &in_pair.get().is(i as u128)), &word);
            state.get().clone()
        })
        .collect();

    // A pair complete: signs, magnitudes, low plane, exponents. They move a cycle later, for the same reason; the next word changes them after that.
    let complete = (&take & completes.get())
        .register_from_zero()
        .named("pair_complete");
    let keep = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.set_if(&complete, value);
        state.get().clone()
    };
    // Words in their order: word 0 of the four came first.
    let words = |four: [&Word; 4]| concat(&four);
    let magnitudes = keep(
        "pair_magnitudes",
        &words([&past[2], &past[1], &past[0], &late_word]),
    );
    let signs = keep("pair_signs", &past[3]);
    let low_nibbles = keep("pair_low", &words([&lows[3], &lows[2], &lows[1], &lows[0]]));
    let low_tops = keep("pair_low_tops", &lows[4]);
    let chosen = mux_tree(
        &pair.get().register(),
        &std::array::from_fn::<Word, 4, _>(|i| exponents.get().slice(16 * i, 16)),
    );
    let pair_exponents = keep("pair_exponents", &chosen);
    let pair_three = keep("pair_three", &three.register());
    let pair_both = keep("pair_both", &both.register());

    // One pass or two. A pair that waits is of the page before; one of this page is not complete before the ones have left.
    let second = leaf.state("second_pass", 1, 0);
    let ones_both = leaf.state("ones_both", 1, 0);
    let coming_ones = &load & &field(&coming, burst::ONES);
    // The low plane comes first where both are read, and a residual always has two passes.
    let coming_both = &coming_low | &coming_residual;
    ones_both.set_if(&coming_ones, &coming_both);
    let unity = (&(ones.get() & !held.get()) & !&complete).named("sends_ones");
    let issue = (&(&unity | held.get()) & &room).named("issue_beat");
    let two = unity.mux(ones_both.get(), &pair_both);
    let ends = &issue & (&!&two | second.get());
    second.set(&issue.mux(&!&ends, second.get()));
    ones.set(&(&coming_ones | (ones.get() & !&(&ends & &unity))));
    held.set(&(&complete | (held.get() & !&ends)));
    let admit = &take & opening_pair.get();

    // First stage: which digits. A pair stays for a cycle after it has left: the next one is complete a cycle later at least.
    let pass_low = (&two & second.get()).register();
    let pass_high = (&two & !second.get()).register();
    let sent_ones = unity.register();

    // Second and third stage: the digits. A beat of ones has them in its first half.
    let unit = !&pass_high;
    let digits = [(0, unit), (1, zero.clone())].map(|(half, unit)| {
        let (magnitudes, lows) = [&magnitudes, &low_nibbles]
            .map(|all| all.slice(4 * GROUP * half, 4 * GROUP))
            .into();
        let (tops, signs) = [&low_tops, &signs]
            .map(|all| all.slice(GROUP * half, GROUP))
            .into();
        let inputs = [
            ("magnitude", &magnitudes),
            ("low_nibble", &lows),
            ("low_top", &tops),
            ("negative", &signs),
            ("unit", &unit),
            ("three", &pair_three),
            ("pass_low", &pass_low),
            ("pass_high", &pass_high),
            ("ones", &sent_ones),
        ];
        leaf.lanes(&format!("digits_{half}"), GROUP, &digit_lane(), &inputs)
    });
    let shift = pair_three.mux(&number(5, 8), &number(4, 8));
    let both = &pass_low | &pass_high;
    let shift = both.mux(&number(0, 8), &shift);
    let scale = |half: usize| {
        let exponent = pair_exponents.slice(8 * half, 8).wrapping_add(&shift);
        let exponent = sent_ones.mux(&number(0, 8), &exponent);
        exponent.register().register()
    };
    let scales = [scale(0), scale(1)];

    let beat = concat(&[
        &digits[0].output("nibble"),
        &digits[1].output("nibble"),
        &scales[0].extend(16),
        &scales[1].extend(16),
        &number(0, 32),
        &digits[0].output("sign"),
        &digits[1].output("sign"),
    ]);
    let valid = (0..STAGES).fold(issue.clone(), |valid, _| valid.register_from_zero());
    // These count when a burst is opened.
    leaf.unused(&field(current.get(), burst::ONES));
    leaf.unused(&field(current.get(), burst::PROMISED));
    leaf.output("burst_ready", &burst_ready);
    leaf.output("word_ready", &ready);
    leaf.output("residual_valid", &(&take & &residual));
    leaf.output("reserve", &concat(&[&issue, &admit]));
    leaf.output("beat", &beat);
    leaf.output("beat_valid", &valid);
    leaf.build()
}

/// A lane that makes one digit, in two cycles: its magnitude, then its sign.
#[named]
fn digit_lane() -> Circuit {
    let mut leaf = Leaf::new(
        "digit",
        "A signed digit of a key or value, from its bits in the planes.",
    );
    let magnitude = leaf.control("magnitude", 4);
    let low_nibble = leaf.control("low_nibble", 4);
    let top = leaf.control("low_top", 1);
    let negative = leaf.control("negative", 1);
    let unit = leaf.control("unit", 1);
    let three = leaf.control("three", 1);
    let pass_low = leaf.control("pass_low", 1);
    let pass_high = leaf.control("pass_high", 1);
    let ones = leaf.control("ones", 1);

    let sign = three.mux(&magnitude.sign(), &negative);
    let four = pass_low.mux(
        &low_nibble.as_signed().extend(5).as_unsigned(),
        &magnitude.extend(5),
    );
    let upper = magnitude.slice(0, 3).shift_left(1).as_unsigned().extend(5);
    let upper = upper.wrapping_sub(&top.extend(5));
    let joined = pass_high.mux(&upper, &magnitude.slice(0, 3).extend(5));
    let of_three = pass_low.mux(&low_nibble.extend(5), &joined);
    let digit = three.mux(&of_three, &four);
    let digit = ones.mux(&unit.extend(5), &digit).register();
    let negative = (&sign & !&ones).register().named("is_negative");
    let flipped = &digit ^ &negative.as_signed().extend(5).as_unsigned();
    let signed = flipped
        .wrapping_add(&negative.extend(5))
        .register()
        .named("signed_digit");
    leaf.output("nibble", &signed.slice(0, 4));
    leaf.output("sign", &signed.sign());
    leaf.build()
}
