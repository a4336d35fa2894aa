//! A converted block to its bytes in memory: words with byte enables, nothing read.
//!
//! ```text
//! block --> [queue of 8] --> high = (m + half) >> s, low --> scale byte | signs or tops, half a word |
//!                                                            2 words high | 2 words low
//! pair Q = blocks * X + n,  X = token / 2 (key) or 16 page (value);  record R = Q / 4 at base + words * R
//! ```
//!
//! `words` is 21, 17, 16 or 20: shifts and at most two additions, made while the block before is written. A
//! key fills one side of consecutive pairs; a value page fills both.

mod places;
mod words;

use crate::attention::control::RegionOf;
use crate::attention::layout::{BLOCKS_BITS, KV_SCALE_BITS, MEMORY_ADDRESS_BITS, POSITION_BITS};
use crate::expr::{Circuit, Leaf, State, Word, any, concat, named};
use crate::layout::MANTISSAS_BITS;
use crate::memory::Writes;
use crate::stream::fifo::Fifo;
use places::Places;
use words::{Kind, address, data, enables};

/// Blocks that wait: the most a key has.
const QUEUE: usize = 8;
/// Bits of a pair's number.
const PAIR_BITS: usize = 18;
/// Cycles from a block's turn until its words and addresses stand in registers.
const SETTLING: u128 = 7;
/// Words of a block, at most.
const WRITES: u128 = 6;

crate::leaf_block! {
    /// See the module's documentation. `start` begins a key of `blocks` blocks (`value` 0: `position` is the
    /// token) or a page of `32 * blocks` (`value` 1: `position` is the page); everything but the blocks must
    /// stay until `idle`. `begun` is a pulse when the words of a block begin to leave: one more block may then
    /// come without filling the queue. Blocks count unless `ignores` is set.
    pub struct Writer(describe()) {
        /// Blocks of a key or of a page of values come.
        in start: 1,
        /// They are of values.
        in value: 1,
        /// The token, or the page.
        in position: POSITION_BITS,
        /// Slot of the low plane.
        in slot: POSITION_BITS,
        /// The low plane is not kept.
        in no_low: 1,
        /// Blocks of 32 channels.
        in blocks: BLOCKS_BITS,
        /// The parts of the region: formats, and where planes are.
        link region: RegionOf,
        /// 32 mantissas of a block, magnitudes of 8 bits with their signs above, which `block_valid` says are
        /// there.
        in mantissas: MANTISSAS_BITS,
        /// The block's scale byte, written as it is.
        in scale: KV_SCALE_BITS,
        /// A pulse when a block is there; it is always taken: the queue has a place for every block that can be on
        /// its way.
        in block_valid: 1,
        /// Blocks are not for memory: they are of a query's own page.
        in ignores: 1,
        /// Writes bytes of a word.
        link request: Writes,
        /// A pulse when the words of a block begin to leave for memory: the one before has left.
        out begun: 1,
        /// All blocks of the command are written.
        out idle: 1
    }
}

/// The circuit of [`Writer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "writer",
        "Blocks of keys and values to their bytes in the planes, word by word with byte enables; nothing is read.",
    );
    let command = Command::new(&mut leaf);
    let mantissas = leaf.control("mantissas", MANTISSAS_BITS);
    let scale = leaf.control("scale", KV_SCALE_BITS);
    let block_valid = leaf.control("block_valid", 1);
    let ignores = leaf.control("ignores", 1);
    let request_ready = leaf.control("request_ready", 1);

    // Blocks wait in order.
    let block = concat(&[&mantissas, &scale]);
    let counts = &block_valid & !&ignores;
    let queue = Fifo::new(&leaf, "blocks_waiting", QUEUE, &block, &counts);
    let turns = Turns::new(&leaf, &queue);
    let progress = Progress::new(&leaf, &command, &turns.written);
    let places = Places::new(&leaf, &command, &progress.along);
    // The block settles in a register: the queue's RAM lies all over its lanes.
    let data = data(
        &leaf,
        &queue.oldest.register().named("settled_block"),
        &command.three,
        &turns.turn,
    );
    let word = Kind::new(&command.three, &turns.turn);
    let address = address(&leaf, &command, &word, &places, &turns.turn, &progress.side);
    let enables = enables(&leaf, &word, &places, &progress.side);

    let send = &turns.step & !&(&word.to_low & &command.no_low);
    let register = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.set_if(&turns.step, value);
        state.get().clone()
    };
    let address = register("address", &address);
    let data = register("data", &data.register());
    let enables = register("enables", &enables.register());
    let request = &turns.request;
    request.set(&(&send | (request.get() & !&request_ready)));
    leaf.output("request_valid", request.get());
    leaf.output("request_address", &address);
    leaf.output("request_data", &data);
    leaf.output("request_enables", &enables);
    leaf.output("begun", &turns.begun);
    leaf.output(
        "idle",
        &!&any(&[progress.left.get().any_bit(), request.get().clone()]),
    );
    leaf.unused(&command.slot);
    leaf.unused(&places.low_pair.slice(0, 2));
    leaf.build()
}

/// What is written: a key or a page of values, and the planes of its kind.
struct Command {
    start: Word,
    value: Word,
    position: Word,
    slot: Word,
    no_low: Word,
    blocks: Word,
    three: Word,
    low_base: Word,
    high_base: Word,
}

#[named]
impl Command {
    fn new(leaf: &mut Leaf) -> Self {
        let start = leaf.control("start", 1);
        let value = leaf.control("value", 1);
        let position = leaf.control("position", POSITION_BITS);
        let slot = leaf.control("slot", POSITION_BITS);
        let no_low = leaf.control("no_low", 1);
        let blocks = leaf.control("blocks", BLOCKS_BITS);
        let mut of_region = |part: &str, width: usize| {
            let [key, value_of] =
                ["key", "value"].map(|kind| leaf.control(&format!("region_{kind}_{part}"), width));
            value.mux(&value_of, &key).register()
        };
        let three = of_region("three", 1);
        let low_base = of_region("low", MEMORY_ADDRESS_BITS);
        let high_base = of_region("high", MEMORY_ADDRESS_BITS);
        let residual = leaf.control("region_residual", MEMORY_ADDRESS_BITS);
        leaf.unused(&residual);
        Command {
            start,
            value,
            position,
            slot,
            no_low,
            blocks,
            three,
            low_base,
            high_base,
        }
    }
}

/// The words of one block: registers settle, then up to six words take their turns.
struct Turns {
    turn: State,
    request: State,
    /// A word is prepared and can be requested.
    step: Word,
    /// It is the block's last one.
    written: Word,
    /// A block's words begin.
    begun: Word,
}

#[named]
impl Turns {
    fn new(leaf: &Leaf, queue: &Fifo) -> Self {
        let number = |value: u128| leaf.constant(value, 3);
        let busy = leaf.state("busy", 1, 0);
        let settling = leaf.state("settling", 3, SETTLING);
        let turn = leaf.state("turn", 3, 0);
        let request = leaf.state("request", 1, 0);
        let begun = &queue.some & !busy.get();
        let settled = &busy.get().clone() & &settling.get().is(0);
        // A word takes three cycles: what it is and where in the record, its address, its request.
        let prepared = leaf.state("prepared", 1, 0);
        let step = (prepared.get() & !request.get()).named("step");
        prepared.set(&(&settled & !&step));
        let final_turn = turn.get().is(WRITES - 1);
        let written = (&step & &final_turn).named("block_written");
        busy.set(&(&begun | (busy.get() & !&written)));
        let count = settling.get().wrapping_sub(&number(1));
        let still = &busy.get().clone() & !&settling.get().is(0);
        settling.set(&still.mux(&count, &busy.get().mux(settling.get(), &number(SETTLING))));
        let turn_next = final_turn.mux(&number(0), &turn.get().wrapping_add(&number(1)));
        turn.set_if(&step, &turn_next);
        queue.pop(&written);
        Turns {
            turn,
            request,
            step,
            written,
            begun,
        }
    }
}

/// How far the command is.
struct Progress {
    /// Blocks to come.
    left: State,
    /// The side of the pair that the block is.
    side: State,
    /// Pairs written.
    along: State,
}

#[named]
impl Progress {
    fn new(leaf: &Leaf, command: &Command, written: &Word) -> Self {
        let Command {
            start,
            value,
            position,
            blocks,
            ..
        } = command;
        let left = leaf.state("blocks_left", BLOCKS_BITS + 5, 0);
        let wanted = value.mux(
            &blocks.shift_left(5).as_unsigned(),
            &blocks.extend(BLOCKS_BITS + 5),
        );
        let less = left.get().wrapping_sub(&leaf.constant(1, BLOCKS_BITS + 5));
        left.set(&start.mux(&wanted, &written.mux(&less, left.get())));
        let side = leaf.state("side", 1, 0);
        let along = leaf.state("pairs_written", 8, 0);
        let side_next = side.get() ^ value;
        side.set(&start.mux(
            &(&position.bit(0) & !value),
            &written.mux(&side_next, side.get()),
        ));
        let pair_done = written & (&!value | side.get());
        let along_next = along.get().wrapping_add(&leaf.constant(1, 8));
        along.set(&start.mux(
            &leaf.constant(0, 8),
            &pair_done.mux(&along_next, along.get()),
        ));
        Progress { left, side, along }
    }
}
