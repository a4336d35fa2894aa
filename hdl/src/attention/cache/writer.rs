//! A converted block to its bytes in memory: words with byte enables, nothing read.
//!
//! ```text
//! block --> [queue of 8] --> magnitudes --> high = (m + half) >> s, low --> exponent byte | signs or tops, half a word |
//!                                                                            2 words high | 2 words low
//! pair Q = blocks * X + n,  X = token / 2 (key) or 16 page (value);  record R = Q / 4 at base + words * R
//! ```
//!
//! `words` is 21, 17, 16 or 20: shifts and at most two additions, made while the block before is written. A key's blocks are one side of
//! pairs that follow each other, a value page's blocks are both sides of them.

use crate::attention::control::RegionOf;
use crate::attention::layout::{
    BLOCKS_BITS, ENABLE_BITS, MEMORY_ADDRESS_BITS, POSITION_BITS, WORD_BITS,
};
use crate::expr::{Circuit, Leaf, Word, any, concat, mux_tree, named};
use crate::layout::{EXPONENT_BITS, GROUP, MANTISSA_BITS, MANTISSAS_BITS};
use crate::memory::Writes;
use crate::stream::fifo::Fifo;

/// Blocks that wait: the most a key has.
const QUEUE: usize = 8;
/// Bits of a pair's number.
const PAIR_BITS: usize = 18;
/// Cycles from a block's turn until its words and addresses stand in registers.
const SETTLING: u128 = 7;
/// Words of a block, at most.
const WRITES: u128 = 6;

crate::leaf_block! {
    /// See the module's documentation. `start` begins a key of `blocks` blocks (`value` 0: `position` is the token) or a page of `32 * blocks`
    /// (`value` 1: `position` is the page); everything but the blocks must stay until `idle`. `written` is a pulse after every block. Blocks count unless `ignores` is set.
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
        /// Mantissas of a block.
        in mantissas: MANTISSAS_BITS,
        /// Its exponent.
        in exponent: EXPONENT_BITS,
        /// A block is there; there is a place for it.
        in block_valid: 1,
        /// Blocks are not for memory.
        in ignores: 1,
        /// Writes bytes of a word.
        link request: Writes,
        /// A block is written.
        out written: 1,
        /// All blocks of the command are written.
        out idle: 1
    }
}

/// The circuit of [`Writer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("writer", "Blocks of keys and values to planes in memory.");
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
    let mantissas = leaf.control("mantissas", MANTISSAS_BITS);
    let exponent = leaf.control("exponent", EXPONENT_BITS);
    let block_valid = leaf.control("block_valid", 1);
    let ignores = leaf.control("ignores", 1);
    let request_ready = leaf.control("request_ready", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    // Blocks wait in order.
    let block = concat(&[&mantissas, &exponent]);
    let counts = &block_valid & !&ignores;
    let queue = Fifo::new(&leaf, "blocks_waiting", QUEUE, &block, &counts);
    let block = queue.oldest.clone();

    // One block: registers settle, then up to six words.
    let busy = leaf.state("busy", 1, 0);
    let settling = leaf.state("settling", 3, SETTLING);
    let turn = leaf.state("turn", 3, 0);
    let request = leaf.state("request", 1, 0);
    let begin = &queue.some & !busy.get();
    let settled = &busy.get().clone() & &settling.get().is(0);
    // A word takes three cycles: what it is and where in the record, its address, its request.
    let prepared = leaf.state("prepared", 1, 0);
    let step = (prepared.get() & !request.get()).named("step");
    prepared.set(&(&settled & !&step));
    let final_turn = turn.get().is(WRITES - 1);
    let written = (&step & &final_turn).named("block_written");
    busy.set(&(&begin | (busy.get() & !&written)));
    let count = settling.get().wrapping_sub(&number(1, 3));
    let still = &busy.get().clone() & !&settling.get().is(0);
    settling.set(&still.mux(
        &count,
        &busy.get().mux(settling.get(), &number(SETTLING, 3)),
    ));
    let turn_next = final_turn.mux(&number(0, 3), &turn.get().wrapping_add(&number(1, 3)));
    turn.set_if(&step, &turn_next);
    queue.pop(&written);

    // Blocks of this command.
    let left = leaf.state("blocks_left", BLOCKS_BITS + 5, 0);
    let wanted = value.mux(
        &blocks.shift_left(5).as_unsigned(),
        &blocks.extend(BLOCKS_BITS + 5),
    );
    let less = left.get().wrapping_sub(&number(1, BLOCKS_BITS + 5));
    left.set(&start.mux(&wanted, &written.mux(&less, left.get())));
    let side = leaf.state("side", 1, 0);
    let along = leaf.state("pairs_written", 8, 0);
    let side_next = side.get() ^ &value;
    side.set(&start.mux(
        &(&position.bit(0) & !&value),
        &written.mux(&side_next, side.get()),
    ));
    let pair_done = &written & (&!&value | side.get());
    let along_next = along.get().wrapping_add(&number(1, 8));
    along.set(&start.mux(&number(0, 8), &pair_done.mux(&along_next, along.get())));

    // Its pair, and the record of that, in both planes.
    let token_pair = position.slice(1, 4);
    let page = position.slice(0, 11);
    let high_x = value.mux(&page.shift_left(4).as_unsigned(), &position.slice(1, 15));
    let low_x = concat(&[
        &(&token_pair & (!&value).as_signed().extend(4).as_unsigned()),
        &slot.slice(0, 11),
    ]);
    let pair_of = |x: &Word| {
        let term = |bit: usize| {
            let chosen = &x.clone() & &blocks.bit(bit).as_signed().extend(15).as_unsigned();
            chosen.shift_left(bit).as_unsigned().extend(PAIR_BITS)
        };
        let lower = term(0).wrapping_add(&term(1)).register();
        let upper = term(2).wrapping_add(&term(3)).register();
        let first = lower.wrapping_add(&upper).register();
        first
            .wrapping_add(&along.get().extend(PAIR_BITS))
            .register()
    };
    let (high_pair, low_pair) = (pair_of(&high_x), pair_of(&low_x));
    let record = |pair: &Word, base: &Word, four: &Word, once: &Word| {
        let record = pair.slice(2, PAIR_BITS - 2).extend(MEMORY_ADDRESS_BITS);
        let times = |count: usize| {
            let kept = record.slice(0, MEMORY_ADDRESS_BITS - count);
            kept.shift_left(count).as_unsigned()
        };
        let zero = number(0, MEMORY_ADDRESS_BITS);
        let few = four
            .mux(&times(2), &zero)
            .wrapping_add(&once.mux(&record, &zero))
            .register();
        let many = base.wrapping_add(&times(4)).register();
        few.wrapping_add(&many).register()
    };
    let yes = number(1, 1);
    let no = number(0, 1);
    let high_record = record(&high_pair, &high_base, &!&three, &yes);
    let low_record = record(&low_pair, &low_base, &three, &no);
    // Where in its record a pair is: four or five words each.
    let within = high_pair.slice(0, 2);
    let fours = within.shift_left(2).as_unsigned().extend(5);
    let fives = fours.wrapping_add(&within.extend(5));
    let high_at = three.mux(&fours, &fives).register();
    let low_at = three.mux(&fives, &fours).register();

    // Its values.
    let mantissas = block.slice(0, MANTISSAS_BITS);
    let inputs = [("mantissa", &mantissas), ("three", &three)];
    let lanes = leaf.lanes("lanes", GROUP, &plane_lane(), &inputs);
    let [signs, highs, lows, tops] =
        ["negative", "high", "low", "low_top"].map(|port| lanes.output(port));
    let all = |bits: Vec<Word>| concat(&bits.iter().collect::<Vec<_>>());
    let exponent = block.slice(MANTISSAS_BITS, EXPONENT_BITS);
    let eight = concat(&[&exponent; ENABLE_BITS]);
    let bits = three.mux(&tops, &signs);

    // 0 exponent, 1 signs or tops, 2 and 3 high plane, 4 and 5 low plane.
    let twice = |word: &Word| concat(&[word, word]);
    let choices = [
        eight,
        twice(&bits),
        highs.slice(0, WORD_BITS),
        highs.slice(WORD_BITS, WORD_BITS),
        lows.slice(0, WORD_BITS),
        lows.slice(WORD_BITS, WORD_BITS),
        lows.slice(0, WORD_BITS),
        lows.slice(WORD_BITS, WORD_BITS),
    ];
    let data = mux_tree(turn.get(), &choices);
    let is_byte = turn.get().is(0);
    let is_half = turn.get().is(1);
    let low_word = turn.get().bit(2);
    let to_low = &low_word | (&is_half & &three);
    // Behind the exponents, behind the signs or tops of the pair, the two words of this side.
    let behind_signs = to_low.mux(&three, &!&three);
    let body = &!&(&is_byte | &is_half);
    let one = |bit: &Word| bit.extend(5);
    let in_pair = concat(&[&turn.get().bit(0), side.get()]).extend(5);
    let offset = body
        .mux(&in_pair, &number(0, 5))
        .wrapping_add(&one(&(body & &behind_signs)));
    let behind = is_byte.mux(&number(0, 5), &to_low.mux(&low_at, &high_at));
    let after_exponents = one(&(&!&is_byte & !&to_low));
    let offset = &offset.wrapping_add(&after_exponents) + &behind;
    let base = to_low.mux(&low_record, &high_record).register();
    let offset = offset.register();
    let address = base.wrapping_add(&offset.extend(MEMORY_ADDRESS_BITS));
    let byte = concat(&[side.get(), &high_pair.slice(0, 2)]);
    let byte = (0..ENABLE_BITS).map(|i| byte.is(i as u128)).collect();
    let half = (0..ENABLE_BITS)
        .map(|i| match i < ENABLE_BITS / 2 {
            true => !side.get(),
            false => side.get().clone(),
        })
        .collect();
    let enables = is_byte.mux(
        &all(byte),
        &is_half.mux(&all(half), &number(0xff, ENABLE_BITS)),
    );

    let send = &step & !&(&to_low & &no_low);
    let register = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.set_if(&step, value);
        state.get().clone()
    };
    let address = register("address", &address);
    let data = register("data", &data.register());
    let enables = register("enables", &enables.register());
    request.set(&(&send | (request.get() & !&request_ready)));
    leaf.output("request_valid", request.get());
    leaf.output("request_address", &address);
    leaf.output("request_data", &data);
    leaf.output("request_enables", &enables);
    leaf.output("written", &written);
    leaf.output(
        "idle",
        &!&any(&[left.get().any_bit(), request.get().clone()]),
    );
    leaf.unused(&slot);
    leaf.unused(&low_pair.slice(0, 2));
    leaf.build()
}

/// A lane that splits one mantissa for the planes, a cycle later its magnitude, another one its high digit.
#[named]
fn plane_lane() -> Circuit {
    let mut leaf = Leaf::new(
        "plane_lane",
        "A mantissa's sign, high digit, and the bits below it.",
    );
    let mantissa = leaf.control("mantissa", MANTISSA_BITS);
    let three = leaf.control("three", 1);
    let sign = mantissa.sign();
    let flipped = &mantissa.slice(0, 8) ^ &sign.as_signed().extend(8).as_unsigned();
    let magnitude = flipped.wrapping_add(&sign.extend(8)).register();
    let four = magnitude
        .slice(4, 4)
        .wrapping_add(&magnitude.bit(3).extend(4));
    let few = magnitude
        .slice(5, 3)
        .wrapping_add(&magnitude.bit(4).extend(3));
    leaf.output("negative", &sign);
    let high = three.mux(&concat(&[&few, &sign]), &four).register();
    leaf.output("high", &high);
    leaf.output("low", &magnitude.slice(0, 4));
    leaf.output("low_top", &magnitude.bit(4));
    leaf.build()
}
