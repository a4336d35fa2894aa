//! Executes commands: takes activations and weights from their streams and steers the pipeline.
//!
//! ```text
//! command --> IDLE --LOAD-----> take `blocks` activation beats ---------------------> IDLE
//!                 `-MULTIPLY--> for each pair, block, pass: take one weight beat ---> IDLE
//! ```
//!
//! The pipeline never stalls; beats enter it only when their results have somewhere to go. A beat that completes a pair of
//! outputs waits until (1) the previous pair has left the drain chain (2 cycles a token) and (2) the result queue has room for
//! all its results, those under way counted (room for one pair more is kept, because the count is a cycle old).
//! A command of no blocks or no pairs, or with an unknown opcode, does nothing.

use crate::convert::float_to_bfp::Source;
use crate::datapath::stage::{ACCEPT, ADDEND, ADDRESS, CAPTURE, SCALED};
use crate::expr::{Circuit, Leaf, Word, concat};
use crate::layout::{ADDRESS_BITS, COMMAND_BITS, command};
use crate::memory::result_queue::DEPTH;

/// Token rows that a command can address.
pub const MOST_ROWS: usize = 4;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Sequencer {
        in command_data: COMMAND_BITS,
        in command_valid: 1,
        in activations_valid: 1,
        in weights_valid: 1,
        in block_valid: 1,
        in taken: 1;
        out command_ready: 1,
        out activations_ready: 1,
        out weights_ready: 1,
        out load: 1,
        out write_enables: MOST_ROWS,
        out write_address: ADDRESS_BITS,
        out read_address: ADDRESS_BITS,
        out signed_nibbles: 1,
        out pass_valid: 1,
        out low_pass: 1,
        out add: 1,
        out clear: 1,
        out capture: 1,
        out shift: 1
    }
}

const COUNT_BITS: usize = ADDRESS_BITS + 1;
const IDLE: u128 = 0;
const LOADING: u128 = 1;
const MULTIPLYING: u128 = 2;
const INT4: u128 = 0;
const INT8: u128 = 2;

/// The circuit of [`Sequencer`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "sequencer",
        "Executes LOAD and MULTIPLY commands; see the block's source for the protocol.",
    );
    let word = leaf.control("command_data", COMMAND_BITS);
    let command_valid = leaf.control("command_valid", 1);
    let activations_valid = leaf.control("activations_valid", 1);
    let weights_valid = leaf.control("weights_valid", 1);
    let written = Source::Fp32.latency();
    let block_valid = leaf.input_at("block_valid", 1, written);
    let taken = leaf.control("taken", 1);

    // The command under way.
    let mode = leaf.state("mode", 2, IDLE);
    let idle = mode.get().is(IDLE);
    let loading = mode.get().is(LOADING);
    let multiplying = mode.get().is(MULTIPLYING);
    let accept = &idle & &command_valid;
    let field = |(low, width): command::Field| word.slice(low, width);
    let keep = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.set_if(&accept, value);
        state.get().clone()
    };
    let blocks_wanted = field(command::BLOCKS).slice(0, COUNT_BITS);
    let pairs_wanted = field(command::PAIRS);
    let row = keep("row", &field(command::ROW).slice(0, 2));
    let format = keep("format", &field(command::FORMAT));
    let first = keep("first", &field(command::FIRST));
    let last = keep("last", &field(command::LAST));
    let base = keep("base", &field(command::BASE).slice(0, ADDRESS_BITS));
    let blocks = keep("blocks", &blocks_wanted);
    let tokens_less_one = field(command::TOKENS).slice(0, 2);
    // Two results a token.
    let results = keep(
        "results",
        &(&tokens_less_one + &leaf.constant(1, 1)).shift_left(1),
    );

    // Where in the command we are. Whether a block or pair is the last one stands in a register: the comparison is made
    // when the count changes, not when a beat asks.
    let block = leaf.state("block", COUNT_BITS, 0);
    let pass = leaf.state("pass", 1, 0);
    let blocks_left = leaf.state("blocks_left", COUNT_BITS, 0);
    let pairs_left = leaf.state("pairs_left", pairs_wanted.width(), 0);
    let final_block = leaf.state("final_block", 1, 0);
    let final_pair = leaf.state("final_pair", 1, 0);
    let one_block = keep("one_block", &blocks_wanted.is(1));
    let two_passes = format.is(INT8);
    let final_pass = pass.get() | &!&two_passes;

    // A multiplication waits for the blocks that are still in the converter, and one cycle for `enough_room`.
    let settling = leaf.state("settling", 5, 0);
    let settled = settling.get().is(0);
    let spacing = leaf.state("spacing", 4, 0);
    // Counted and compared a cycle late: one pair may have gone out unseen, so room for the largest is kept. Without it the
    // count would pass below zero and promise room for ever.
    let room = leaf.state("room", 7, DEPTH as u128);
    let needed = &results + &leaf.constant(2 * MOST_ROWS as u128, 4);
    let enough_room = (!&room.get().less_than(&needed))
        .register_from_zero()
        .named("enough_room");
    let completes = &(&last & final_block.get()) & &final_pass;
    let may_complete = &spacing.get().is(0) & &enough_room;
    let weights_ready = &(&multiplying & &settled) & &(&!&completes | &may_complete);
    let issue = (&weights_ready & &weights_valid).named("issue");
    let load = (&loading & &activations_valid).named("load_beat");
    let emit = (&issue & &completes).named("emit");

    let less_one = |state: &Word| state.wrapping_sub(&state.constant(1, state.width()));
    let count_down = |state: &Word| state.any_bit().mux(&less_one(state), state);
    let latency = leaf.constant(Source::Fp32.latency() as u128 + 1, 5);
    let soon = !&settling.get().slice(1, 4).any_bit();
    let waiting = (&accept & &soon).mux(&leaf.constant(1, 5), &count_down(settling.get()));
    settling.set(&load.mux(&latency, &waiting));
    spacing.set(&emit.mux(&less_one(&results), &count_down(spacing.get())));
    let reserved = emit
        .mux(&results.extend(7), &results.zero(7))
        .register_from_zero()
        .named("reserved");
    room.set(
        &room
            .get()
            .wrapping_add(&taken.register_from_zero().extend(7))
            .wrapping_sub(&reserved),
    );

    // Counting.
    let group_done = (&issue & &final_pass).named("group_done");
    let block_done = (&group_done | &load).named("block_done");
    let pair_done = (&group_done & final_block.get()).named("pair_done");
    let done = &(&load & final_block.get()) | &(&pair_done & final_pair.get());
    pass.set_if(&issue, &!&final_pass);
    let restart = (&accept | final_block.get()).named("restart");
    let next_block = block.get().wrapping_add(&leaf.constant(1, COUNT_BITS));
    let step = &block_done | &accept;
    block.set_if(
        &step,
        &restart.mux(&block.get().zero(COUNT_BITS), &next_block),
    );
    let again = final_block.get().mux(&blocks, &less_one(blocks_left.get()));
    blocks_left.set_if(&step, &accept.mux(&blocks_wanted, &again));
    let again = final_block.get().mux(&one_block, &blocks_left.get().is(2));
    final_block.set_if(&step, &accept.mux(&blocks_wanted.is(1), &again));
    let step = &pair_done | &accept;
    pairs_left.set_if(
        &step,
        &accept.mux(&pairs_wanted, &less_one(pairs_left.get())),
    );
    final_pair.set_if(
        &step,
        &accept.mux(&pairs_wanted.is(1), &pairs_left.get().is(2)),
    );

    let opcode = field(command::OPCODE);
    let some_blocks = blocks_wanted.any_bit();
    let start_load = &opcode.is(command::LOAD) & &some_blocks;
    let start_multiply = &(&opcode.is(command::MULTIPLY) & &some_blocks) & &pairs_wanted.any_bit();
    // IDLE = 0, LOADING = 1, MULTIPLYING = 2.
    let start = concat(&[&start_load, &start_multiply]);
    let stopped = done.mux(&mode.get().zero(2), mode.get());
    mode.set(&accept.mux(&start, &stopped));

    // Draining: the chain moves while results are on it. The accumulators act on `capture` and `shift` a cycle later.
    let capture = emit.enters(ACCEPT).control_at(CAPTURE - 1);
    let draining = leaf.state("draining", 4, 0);
    // The next command may have been accepted meanwhile, with a number of results of its own.
    let captured = results.enters(ACCEPT).at(CAPTURE - 1).leaves();
    draining.set(&capture.leaves().mux(&captured, &count_down(draining.get())));

    leaf.output("command_ready", &idle);
    leaf.output("activations_ready", &loading);
    leaf.output("weights_ready", &weights_ready);
    leaf.output("load", &load);
    let address = base.wrapping_add(&block.get().slice(0, ADDRESS_BITS));
    let row = row.enters(0).at(written);
    let enables: Vec<Word> = (0..MOST_ROWS)
        .map(|i| &block_valid & &row.is(i as u128))
        .collect();
    leaf.output_at(
        "write_enables",
        &concat(&enables.iter().collect::<Vec<_>>()),
        written,
    );
    leaf.output_at("write_address", &address.enters(0).at(written), written);
    leaf.output_at("read_address", &address.enters(ACCEPT).at(ADDRESS), ADDRESS);
    let signed = &format.is(INT4) | &(&two_passes & &!pass.get());
    leaf.output_at(
        "signed_nibbles",
        &signed.enters(ACCEPT).at(ADDRESS),
        ADDRESS,
    );
    leaf.output_at(
        "pass_valid",
        &issue.enters(ACCEPT).control_at(SCALED),
        SCALED,
    );
    leaf.output_at("low_pass", &pass.get().enters(ACCEPT).at(SCALED), SCALED);
    leaf.output_at(
        "add",
        &group_done.enters(ACCEPT).control_at(ADDEND - 1),
        ADDEND - 1,
    );
    let clear = &first & &block.get().is(0);
    leaf.output_at("clear", &clear.enters(ACCEPT).at(ADDEND - 1), ADDEND - 1);
    leaf.output_at("capture", &capture, CAPTURE - 1);
    leaf.output("shift", &draining.get().any_bit());
    for unused in [
        field(command::BLOCKS).slice(COUNT_BITS, 16 - COUNT_BITS),
        field(command::BASE).slice(ADDRESS_BITS, 16 - ADDRESS_BITS),
        field(command::TOKENS).slice(2, 2),
    ] {
        leaf.unused(&unused);
    }
    leaf.build()
}
