//! A complete pair of channels or tokens, and the passes in which it leaves.

use super::words::{Coming, Words, field};
use crate::attention::layout::burst;
use crate::expr::{Leaf, Word, concat, mux_tree, named};

/// A complete pair: signs, magnitudes, low plane, scales. They move a cycle after its last word, for the
/// same reason as the low plane; the next word changes them after that.
pub(super) struct Pair {
    pub(super) complete: Word,
    pub(super) magnitudes: Word,
    pub(super) signs: Word,
    pub(super) low_nibbles: Word,
    pub(super) low_tops: Word,
    pub(super) scales: Word,
    pub(super) three: Word,
    /// Both planes are there: two passes.
    pub(super) both: Word,
}

#[named]
impl Pair {
    pub(super) fn new(leaf: &Leaf, words: &Words, word: &Word) -> Self {
        let (lows, late_word) = words.low_plane(leaf, word);
        let (scales, past) = words.high_plane(leaf, word);
        let complete = (&words.take & words.completes.get())
            .register_from_zero()
            .named("pair_complete");
        let keep = |name: &str, value: &Word| {
            let state = leaf.state(name, value.width(), 0);
            state.set_if(&complete, value);
            state.get().clone()
        };
        // Words in their order: word 0 of the four came first.
        let in_order = |four: [&Word; 4]| concat(&four);
        let magnitudes = keep(
            "pair_magnitudes",
            &in_order([&past[2], &past[1], &past[0], &late_word]),
        );
        let signs = keep("pair_signs", &past[3]);
        let low_nibbles = keep(
            "pair_low",
            &in_order([&lows[3], &lows[2], &lows[1], &lows[0]]),
        );
        let low_tops = keep("pair_low_tops", &lows[4]);
        let chosen = mux_tree(
            &words.pair.get().register(),
            &std::array::from_fn::<Word, 4, _>(|i| scales.slice(16 * i, 16)),
        );
        Pair {
            scales: keep("pair_scales", &chosen),
            three: keep("pair_three", &words.three.register()),
            both: keep("pair_both", &words.both.register()),
            magnitudes,
            signs,
            low_nibbles,
            low_tops,
            complete,
        }
    }
}

/// One pass or two. A pair that waits is of the page before; one of this page is not complete before the ones
/// have left.
pub(super) struct Pass {
    /// A beat leaves.
    pub(super) issue: Word,
    /// Two residual channels begin: their beats are promised.
    pub(super) admit: Word,
    /// A cycle later, what of the pair the digits are, at most one of the three: its low plane, as the second of two passes;
    /// its magnitudes doubled, less the bits above the low plane, as the first of two of 3 bits; its magnitudes. The pair is
    /// still there: the next one is complete a cycle later at least.
    pub(super) low: Word,
    pub(super) doubled: Word,
    pub(super) plain: Word,
    /// A cycle later: the digits are of 3 bits, or of 4; neither is set for ones.
    pub(super) three: Word,
    pub(super) four: Word,
    /// A cycle later: the digit of ones for the even output. The other digits of a beat of ones are 0.
    pub(super) unit: Word,
    /// A cycle later: scales are 1.
    pub(super) ones: Word,
    /// A cycle later: what exponents of scales grow by.
    pub(super) shift: Word,
}

#[named]
impl Pass {
    pub(super) fn new(
        leaf: &Leaf,
        words: &Words,
        pair: &Pair,
        coming: &Coming,
        room: &Word,
    ) -> Self {
        let Words { ones, held, .. } = words;
        let second = leaf.state("second_pass", 1, 0);
        let ones_both = leaf.state("ones_both", 1, 0);
        let coming_ones = &words.load & &field(&coming.burst, burst::ONES);
        // The low plane comes first where both are read, and a residual always has two passes.
        let coming_both = &coming.low | &coming.residual;
        ones_both.set_if(&coming_ones, &coming_both);
        let unity = (&(ones.get() & !held.get()) & !&pair.complete).named("sends_ones");
        let issue = (&(&unity | held.get()) & room).named("issue_beat");
        let two = unity.mux(ones_both.get(), &pair.both);
        let ends = &issue & (&!&two | second.get());
        second.set(&issue.mux(&!&ends, second.get()));
        ones.set(&(&coming_ones | (ones.get() & !&(&ends & &unity))));
        held.set(&(&pair.complete | (held.get() & !&ends)));
        let admit = &words.take & words.opens_pair.get();
        // They drive all lanes: each is a register, and none is made of two of them.
        let of_pair = !&unity;
        let first = &two & !second.get();
        let low = &(&of_pair & &two) & second.get();
        let doubled = &(&of_pair & &first) & &pair.three;
        let plain = &(&of_pair & !&low) & !&doubled;
        let [four_bits, five, none] = [4, 5, 0].map(|shift| leaf.constant(shift, 3));
        let shift = two.mux(&none, &pair.three.mux(&five, &four_bits));
        Pass {
            issue,
            admit,
            three: (&of_pair & &pair.three).register().named("of_three"),
            four: (&of_pair & !&pair.three).register().named("of_four"),
            low: low.register().named("pass_low"),
            doubled: doubled.register().named("pass_doubled"),
            plain: plain.register().named("pass_plain"),
            unit: (&unity & !&first).register().named("sends_unit"),
            ones: unity.register().named("sent_ones"),
            shift: shift.register().named("exponent_shift"),
        }
    }
}
