//! Addresses in nested loops: runs of words that follow each other, each cut into bursts.
//!
//! ```text
//! for i2 in 0..=count2  for i1 in 0..=count1  for i0 in 0..=count0
//!     run: `words` words from address + i2 stride2 + i1 stride1 + i0 stride0 on, 64 at a time
//! ```
//!
//! A plain range is a run without loops: all counts, which are less one, are 0; where counts and strides are
//! constants, synthesis leaves out their registers, but not those of turns and of where they begin. Rows of tokens are a loop; tiles of a matrix that is held while others
//! are swept, and swept again, are two and three.
//!
//! Nothing is multiplied: each loop keeps where its present turn began. Addresses are taken modulo 2^24.

use harmonia_contract::size::MOST_READ_WORDS;

use crate::attention::layout::{LENGTH_BITS, MEMORY_ADDRESS_BITS};
use crate::expr::{Leaf, Machine, State, Word, any, concat, named};
use crate::layout::command::Field;

/// Loops around a run.
pub const LOOPS: usize = 3;
/// Bits of the turns of a loop, less one.
pub const COUNT_BITS: usize = 16;
/// Bits of all loops in an order.
pub const LOOPS_BITS: usize = LOOPS * (COUNT_BITS + MEMORY_ADDRESS_BITS);

/// Turns less one of a loop, 0 the innermost, in an order whose loops begin at bit `low`.
pub const fn count(low: usize, index: usize) -> Field {
    (low + index * (COUNT_BITS + MEMORY_ADDRESS_BITS), COUNT_BITS)
}

/// Words from where a turn of the loop begins to where the next one does.
pub const fn stride(low: usize, index: usize) -> Field {
    let (count, bits) = count(low, index);
    (count + bits, MEMORY_ADDRESS_BITS)
}

/// What an order says of where to go.
pub struct Course {
    /// The first word.
    pub address: Word,
    /// Words of a run, of as many bits as an address; 0 is no run, whatever the loops.
    pub words: Word,
    /// [`LOOPS_BITS`]: count and stride of each loop, the innermost first.
    pub loops: Word,
}

crate::states! {
    /// Where a walk is: a burst is on offer, or the next one is being found. Measuring it, choosing the loop and adding its stride
    /// have a cycle each: in one they were the longest path of the board.
    enum Phase { Idle, Measure, Burst, Choose, Step }
}

/// A walk inside a leaf.
pub struct Walk {
    phase: Machine<Phase>,
    /// There is no order.
    pub idle: Word,
    /// There is a burst.
    pub offers: Word,
    /// Its first word.
    pub address: State,
    /// Its words.
    pub length: State,
    /// Words of the run from the burst on.
    left: State,
    /// Bursts are of one word.
    single: Word,
}

/// What a loop keeps.
struct Loop {
    /// Turns less one, for the next time; of the outermost there is none.
    count: Option<State>,
    stride: State,
    /// Turns that are still to come.
    turns: State,
    /// Where its present turn begins.
    begin: State,
}

#[named]
impl Walk {
    /// A walk whose bursts are of one word where `single`, else of up to 64. There is a cycle between bursts, and there are three between
    /// runs.
    pub fn new(leaf: &Leaf, single: &Word) -> Self {
        let phase = leaf.machine("phase", Phase::Idle);
        Walk {
            idle: phase.is(Phase::Idle),
            offers: phase.is(Phase::Burst),
            phase,
            address: leaf.state("address", MEMORY_ADDRESS_BITS, 0),
            length: leaf.state("length", LENGTH_BITS, 0),
            left: leaf.state("left", MEMORY_ADDRESS_BITS, 0),
            single: single.clone(),
        }
    }

    /// Begins with `start`, which must not be set while it is not idle; goes on to the next burst when this one is `taken`. Tells in
    /// which cycle the burst that is taken is the last one of its run.
    pub fn follow(&self, leaf: &Leaf, course: &Course, start: &Word, taken: &Word) -> Word {
        const MOST: usize = MOST_READ_WORDS.ilog2() as usize;
        let [measures, chooses, steps] =
            [Phase::Measure, Phase::Choose, Phase::Step].map(|phase| self.phase.is(phase));
        // The burst: as much as is left of the run, or the most.
        let short = self.left.slice(0, MOST);
        let is_long = self.left.slice(MOST, MEMORY_ADDRESS_BITS - MOST).any_bit();
        let is_more = self
            .left
            .slice(MOST + 1, MEMORY_ADDRESS_BITS - MOST - 1)
            .any_bit()
            | (&self.left.bit(MOST) & &short.any_bit());
        let most = leaf.constant(MOST_READ_WORDS as u128, LENGTH_BITS);
        let up_to_most = is_long.mux(&most, &short.extend(LENGTH_BITS));
        let one = leaf.constant(1, LENGTH_BITS);
        self.length
            .when(&measures, &self.single.mux(&one, &up_to_most));
        let is_one = self.left.is(1);
        let is_last = leaf.state("is_last", 1, 0);
        is_last.when(&measures, &self.single.mux(&is_one, &!&is_more));
        let run_done = taken & is_last.get();

        // The innermost loop that has a turn left takes it, and those inside of it begin again.
        let loops = loops(leaf);
        let chosen = leaf.state("chosen", LOOPS, 0);
        let mut inner_are_done = leaf.constant(1, 1);
        let mut choice = Vec::new();
        for each in &loops {
            let has_turns = each.turns.any_bit();
            choice.push(&inner_are_done & &has_turns);
            inner_are_done = &inner_are_done & &!&has_turns;
        }
        let all_done = inner_are_done;
        chosen.when(&chooses, &concat(&choice.iter().collect::<Vec<_>>()));
        let steps_of: Vec<Word> = (0..LOOPS)
            .map(|index| &steps & &chosen.bit(index))
            .collect();
        let outermost = &loops[LOOPS - 1];
        let (mut begin, mut stride) = (
            outermost.begin.get().clone(),
            outermost.stride.get().clone(),
        );
        for (index, each) in loops.iter().enumerate().rev().skip(1) {
            let is_chosen = chosen.bit(index);
            begin = is_chosen.mux(&each.begin, &begin);
            stride = is_chosen.mux(&each.stride, &stride);
        }
        let next_begin = begin.wrapping_add(&stride);
        let one = leaf.constant(1, COUNT_BITS);
        for (index, each) in loops.iter().enumerate() {
            let given = course.loops.slice(self::count(0, index).0, COUNT_BITS);
            let stride = self::stride(0, index);
            each.stride
                .when(start, &course.loops.slice(stride.0, stride.1));
            each.turns.when(start, &given);
            if let Some(count) = &each.count {
                let outer_steps = any(&steps_of[index + 1..]);
                count.when(start, &given);
                each.turns.when(&outer_steps, count.get());
            }
            each.turns
                .when(&steps_of[index], &each.turns.wrapping_sub(&one));
            each.begin
                .when(start, &course.address)
                .when(&any(&steps_of[index..]), &next_begin);
        }
        let words = leaf.state("run_words", MEMORY_ADDRESS_BITS, 0);
        words.when(start, &course.words);
        let burst_words = self.length.extend(MEMORY_ADDRESS_BITS);
        self.left
            .when(start, &course.words)
            .when(&steps, words.get())
            .when(taken, &self.left.wrapping_sub(&burst_words));
        self.address
            .when(start, &course.address)
            .when(&steps, &next_begin)
            .when(taken, &self.address.wrapping_add(&burst_words));
        let is_empty = !self.left.any_bit();
        self.phase
            .when(start, Phase::Measure)
            .when(&(&measures & &is_empty), Phase::Idle)
            .when(&measures, Phase::Burst)
            .when(&run_done, Phase::Choose)
            .when(taken, Phase::Measure)
            .when(&(&chooses & &all_done), Phase::Idle)
            .when(&chooses, Phase::Step)
            .when(&steps, Phase::Measure);
        run_done
    }
}

/// The loops' registers, the innermost first.
fn loops(leaf: &Leaf) -> Vec<Loop> {
    let state = |name: &str, index: usize, width| leaf.state(&format!("{name}_{index}"), width, 0);
    (0..LOOPS)
        .map(|index| Loop {
            count: (index + 1 < LOOPS).then(|| state("count", index, COUNT_BITS)),
            stride: state("stride", index, MEMORY_ADDRESS_BITS),
            turns: state("turns", index, COUNT_BITS),
            begin: state("begin", index, MEMORY_ADDRESS_BITS),
        })
        .collect()
}
