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
use crate::expr::{Leaf, State, Word, any, named};
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

/// A walk inside a leaf.
pub struct Walk {
    /// There is a burst.
    pub busy: State,
    /// Its first word.
    pub address: State,
    /// Its words.
    pub length: Word,
    /// Words of the run from the burst on.
    left: State,
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
    /// A walk whose bursts are of one word where `single`, else of up to 64.
    pub fn new(leaf: &Leaf, single: &Word) -> Self {
        const MOST: usize = MOST_READ_WORDS.ilog2() as usize;
        let left = leaf.state("left", MEMORY_ADDRESS_BITS, 0);
        let is_long = left.slice(MOST, MEMORY_ADDRESS_BITS - MOST).any_bit();
        let most = leaf.constant(MOST_READ_WORDS as u128, LENGTH_BITS);
        let up_to_most = is_long.mux(&most, &left.slice(0, MOST).extend(LENGTH_BITS));
        Walk {
            busy: leaf.state("busy", 1, 0),
            address: leaf.state("address", MEMORY_ADDRESS_BITS, 0),
            length: single
                .mux(&leaf.constant(1, LENGTH_BITS), &up_to_most)
                .named("burst_length"),
            left,
        }
    }

    /// Begins with `start`, which must not be set while it is busy; goes on to the next burst when this one is `taken`. Tells in
    /// which cycle the burst that is taken is the last one of its run.
    pub fn follow(&self, leaf: &Leaf, course: &Course, start: &Word, taken: &Word) -> Word {
        let loops = loops(leaf);
        let burst_words = self.length.extend(MEMORY_ADDRESS_BITS);
        let is_last = self.left.equals(&burst_words);
        let run_done = taken & &is_last;

        // The innermost loop that has a turn left takes it, and those inside of it begin again.
        let mut begins_again = run_done.clone();
        let mut steps = Vec::new();
        for each in &loops {
            let has_turns = each.turns.any_bit();
            steps.push(&begins_again & &has_turns);
            begins_again = &begins_again & &!&has_turns;
        }
        let all_done = begins_again;
        let outermost = &loops[LOOPS - 1];
        let (mut begin, mut stride) = (
            outermost.begin.get().clone(),
            outermost.stride.get().clone(),
        );
        for each in loops.iter().rev().skip(1) {
            let has_turns = each.turns.any_bit();
            begin = has_turns.mux(&each.begin, &begin);
            stride = has_turns.mux(&each.stride, &stride);
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
                let outer_steps = any(&steps[index + 1..]);
                count.when(start, &given);
                each.turns.when(&outer_steps, count.get());
            }
            each.turns
                .when(&steps[index], &each.turns.wrapping_sub(&one));
            each.begin
                .when(start, &course.address)
                .when(&any(&steps[index..]), &next_begin);
        }
        let next_run = any(&steps);
        let words = leaf.state("run_words", MEMORY_ADDRESS_BITS, 0);
        words.when(start, &course.words);
        self.left
            .when(start, &course.words)
            .when(&next_run, words.get())
            .when(taken, &self.left.wrapping_sub(&burst_words));
        self.address
            .when(start, &course.address)
            .when(&next_run, &next_begin)
            .when(taken, &self.address.wrapping_add(&burst_words));
        self.busy
            .when(start, &course.words.any_bit())
            .when(&all_done, 0);
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
