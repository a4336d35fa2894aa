//! Executes commands: takes activations and weights from their streams and steers the pipeline.
//!
//! ```text
//! command --> IDLE --LOAD-----> take `blocks` activation beats ---------------------> IDLE
//!                 `-MATMUL--> for each pair, block, pass: take one weight beat ---> IDLE
//!                 `-MATMUL_KV-> the same with KV beats; in page order for each block, pair, pass
//! ```
//!
//! The pipeline never stalls; beats enter it only when their results have somewhere to go. A beat that completes a pair of
//! outputs waits until (1) the previous pair has left the drain chain (2 cycles a token) and (2) the result queue has room for
//! all its results, those under way counted (room for one pair more is kept, because the count is a cycle old).
//! A command of no blocks or no pairs, or with an unknown opcode, does nothing.
//!
//! In page order every pair has a running sum in a slot of its own, which the first block of a command with FIRST clears and a later
//! command without it goes on with. The same slot may come again after [`REUSE`] cycles; a command of fewer pairs than
//! `FEW_PAIRS` waits between blocks. A page-order command uses the accumulators' registers: a sum in row order does not survive it.

use harmonia_contract::{Format, Packing};

use super::accumulator::REUSE;
use super::activation_buffer::WRITE_LATENCY;
use super::float_to_bfp::Source;
use super::stage::{ACCEPT, ADDEND, ADDRESS, CAPTURE, SCALED};
use super::unpack::SELECT_LEAD;
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::{ADDRESS_BITS, COMMAND_BITS, RESULT_PLACES, SLOT_BITS, command};

/// Token rows that a command can address.
pub const MOST_ROWS: usize = 4;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Sequencer(describe()) {
        /// Commands of the engine, one word each.
        stream in command: COMMAND_BITS,
        /// A beat of activations is there.
        in activations_valid: 1,
        /// A beat of weights is there.
        in weights_valid: 1,
        /// A beat of keys or values is there.
        in kv_valid: 1,
        /// A converted block of activations is there.
        in block_valid: 1,
        /// A result has left the queue.
        in taken: 1,
        /// There is nothing to do, and every result has been taken.
        out quiet: 1,
        /// The beat of activations is taken.
        out activations_ready: 1,
        /// The beat of weights is taken.
        out weights_ready: 1,
        /// The beat of keys or values is taken.
        out kv_ready: 1,
        /// Beats are of keys or values.
        out select_kv: 1,
        /// A beat of activations enters the converter.
        out load: 1,
        /// The block is for this token row.
        out write_enables: MOST_ROWS,
        /// Its place in the buffer.
        out write_address: ADDRESS_BITS,
        /// The block to multiply.
        out read_address: ADDRESS_BITS,
        /// Digits of this pass are signed.
        out signed_nibbles: 1,
        /// Sums of a pass are there.
        out pass_valid: 1,
        /// It is the second of two passes.
        out low_pass: 1,
        /// Addends are there.
        out add: 1,
        /// The sum begins anew.
        out clear: 1,
        /// Sums are in slots.
        out page: 1,
        /// The slot to read.
        out read_slot: SLOT_BITS,
        /// The slot to write.
        out write_slot: SLOT_BITS,
        /// Sums are complete and leave for the chain.
        out capture: 1,
        /// The chain moves.
        out shift: 1
    }
}

const COUNT_BITS: usize = ADDRESS_BITS + 1;
crate::states! {
    /// What the command under way does.
    enum Mode { Idle, Loading, Multiplying }
}

/// Commands in page order of fewer pairs wait between blocks, for [`REUSE`] cycles.
const FEW_PAIRS: usize = 8;
const _: () = assert!(REUSE < FEW_PAIRS && FEW_PAIRS.is_power_of_two());

/// The circuit of [`Sequencer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "sequencer",
        "Executes LOAD, MATMUL and MATMUL_KV commands; see the block's source for the protocol.",
    );
    let word = leaf.control("command_data", COMMAND_BITS);
    let command_valid = leaf.control("command_valid", 1);
    let activations_valid = leaf.control("activations_valid", 1);
    let weights_valid = leaf.control("weights_valid", 1);
    let kv_valid = leaf.control("kv_valid", 1);
    let written = Source::Fp32.latency();
    let block_valid = leaf.input_at("block_valid", 1, written);
    let taken = leaf.control("taken", 1);

    // The command under way.
    let mode = leaf.machine("mode", Mode::Idle);
    let idle = mode.is(Mode::Idle);
    let loading = mode.is(Mode::Loading);
    let multiplying = mode.is(Mode::Multiplying);
    let accept = &idle & &command_valid;
    let field = |(low, width): command::Field| word.slice(low, width);
    let keep = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.set_if(&accept, value);
        state.get().clone()
    };
    let blocks_wanted = field(command::BLOCKS).slice(0, COUNT_BITS);
    let pairs_wanted = field(command::PAIRS);
    let opcode = field(command::OPCODE);
    let wanted_kv = opcode.is(command::MATMUL_KV);
    let row = keep("row", &field(command::ROW).slice(0, 2));
    let format = keep("format", &field(command::FORMAT));
    let kv = keep("kv", &wanted_kv);
    let joins = wanted_kv.mux(
        &field(command::TWO_PASSES),
        &is_any(&field(command::FORMAT), |format| {
            format.packing() == Packing::Bytes
        }),
    );
    let two_passes = keep("two_passes", &joins);
    let page = keep("page_order", &(&wanted_kv & &field(command::PAGE_ORDER)));
    let first = keep("first", &field(command::FIRST));
    let last = keep("last", &field(command::LAST));
    let base = keep("base", &field(command::BASE).slice(0, ADDRESS_BITS));
    let blocks = keep("blocks", &blocks_wanted);
    let pairs = keep("pairs", &pairs_wanted);
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
    let one_pair = keep("one_pair", &pairs_wanted.is(1));
    let low_bits = FEW_PAIRS.trailing_zeros() as usize;
    let many = pairs_wanted.slice(low_bits, pairs_wanted.width() - low_bits);
    let few_pairs = keep("few_pairs", &!&many.any_bit());
    let final_pass = pass.get() | !&two_passes;

    // A multiplication waits for the blocks that are still in the converter, for what selects its beats, and one cycle for `enough_room`.
    let settling = leaf.state("settling", 5, 0);
    let settled = settling.get().is(0);
    let spacing = leaf.state("spacing", 4, 0);
    // Counted and compared a cycle late: one pair may have gone out unseen, so room for the largest is kept. Without it the
    // count would pass below zero and promise room for ever.
    let room = leaf.state("room", 7, RESULT_PLACES as u128);
    let needed = &results + &leaf.constant(2 * MOST_ROWS as u128, 4);
    let enough_room = (!&room.get().less_than(&needed))
        .register_from_zero()
        .named("enough_room");
    let completes = (&last & final_block.get()) & &final_pass;
    let may_complete = &spacing.get().is(0) & &enough_room;
    let ready = (&(&multiplying & &settled) & (&!&completes | &may_complete)).named("ready");
    let issue = (&ready & &kv.mux(&kv_valid, &weights_valid)).named("issue");
    let load = (&loading & &activations_valid).named("load_beat");
    let emit = (&issue & &completes).named("emit");

    let less_one = |state: &Word| state.wrapping_sub(&state.constant(1, state.width()));
    let count_down = |state: &Word| state.any_bit().mux(&less_one(state), state);
    let latency = Source::Fp32.latency() + WRITE_LATENCY;
    let latency = leaf.constant(latency as u128, 5);
    let lead = leaf.constant(SELECT_LEAD as u128, 5);
    // At the lead itself as well: the count is one less when the command has been taken.
    let soon = !&lead.less_than(settling.get());
    let waiting = (&accept & &soon).mux(&lead, &count_down(settling.get()));
    let group_done = (&issue & &final_pass).named("group_done");
    // Between blocks of few pairs, and after the last of them.
    let reuses = (&page & &few_pairs) & final_pair.get();
    let reuse = leaf.constant(REUSE as u128, 5);
    let waiting = (&group_done & &reuses).mux(&reuse, &waiting);
    settling.set(&load.mux(&latency, &waiting));
    spacing.set(&emit.mux(&less_one(&results), &count_down(spacing.get())));
    let reserved = emit
        .mux(&results.extend(7), &results.zero(7))
        .register_from_zero()
        .named("reserved");
    let left = taken.register_from_zero().named("left");
    room.set(
        &room
            .get()
            .wrapping_add(&left.extend(7))
            .wrapping_sub(&reserved),
    );

    // Counting: blocks within a pair, or, in page order, pairs within a block.
    let next_block_due = &!&page | final_pair.get();
    let next_pair_due = &page | final_block.get();
    let block_done = (&(&group_done & &next_block_due) | &load).named("block_done");
    let pair_done = (&group_done & &next_pair_due).named("pair_done");
    let last_group = final_block.get() & final_pair.get();
    let done = (&load & final_block.get()) | (&group_done & &last_group);
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
        &accept.mux(
            &pairs_wanted,
            &final_pair.get().mux(&pairs, &less_one(pairs_left.get())),
        ),
    );
    final_pair.set_if(
        &step,
        &accept.mux(
            &pairs_wanted.is(1),
            &final_pair.get().mux(&one_pair, &pairs_left.get().is(2)),
        ),
    );

    let some_blocks = blocks_wanted.any_bit();
    let start_load = &opcode.is(command::LOAD) & &some_blocks;
    let multiply = &opcode.is(command::MATMUL) | &wanted_kv;
    let start_multiply = (&multiply & &some_blocks) & &pairs_wanted.any_bit();
    // The bits of a mode's number: Loading is 1, Multiplying 2, and neither is Idle.
    let start = concat(&[&start_load, &start_multiply]);
    mode.when(&accept, &start).when(&done, Mode::Idle);

    // Draining: the chain moves while results are on it. The accumulators act on `capture` and `shift` a cycle later.
    let capture = emit.enters(ACCEPT).control_at(CAPTURE - 1);
    let draining = leaf.state("draining", 4, 0);
    // The next command may have been accepted meanwhile, with a number of results of its own.
    let captured = results.enters(ACCEPT).at(CAPTURE - 1).leaves();
    draining.set(&capture.leaves().mux(&captured, &count_down(draining.get())));

    // Nothing to do, and every result has been taken; a cycle late.
    let all_taken = &room.get().is(RESULT_PLACES as u128) & !&reserved.any_bit();
    leaf.output("quiet", &(&idle & &all_taken).register_from_zero());
    leaf.output("command_ready", &idle);
    leaf.output("activations_ready", &loading);
    leaf.output("weights_ready", &(&ready & !&kv));
    leaf.output("kv_ready", &(&ready & &kv));
    leaf.output("select_kv", &kv);
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
    let signed = &is_any(&format, signed_nibbles) | (&two_passes & !pass.get());
    leaf.output_at("signed_nibbles", &signed.enters(ACCEPT), ACCEPT);
    leaf.output_at(
        "pass_valid",
        &issue.enters(ACCEPT).control_at(SCALED),
        SCALED,
    );
    leaf.output_at("low_pass", &pass.get().enters(ACCEPT).at(SCALED), SCALED);
    let add = group_done.enters(ACCEPT).control_at(ADDEND - 1);
    leaf.output_at("add", &add, ADDEND - 1);
    leaf.output_at(
        "page",
        &page.enters(ACCEPT).control_at(ADDEND - 2),
        ADDEND - 2,
    );
    // Pairs are counted where slots are needed. Every command ends with its last pair, so every command finds zero here.
    let slot = leaf.state_at("slot", SLOT_BITS, 0, ADDEND - 4);
    let counted = group_done.enters(ACCEPT).control_at(ADDEND - 4);
    let turn = final_pair.get().enters(ACCEPT).control_at(ADDEND - 4);
    let next_slot = slot.get().wrapping_add(&leaf.constant(1, SLOT_BITS));
    slot.set_if(&counted, &turn.mux(&slot.get().zero(SLOT_BITS), &next_slot));
    leaf.output_at("read_slot", slot.get(), ADDEND - 4);
    leaf.output_at("write_slot", &slot.get().at(ADDEND), ADDEND);
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

/// Formats of one pass whose nibbles are signed; of two passes, the first one's are.
fn signed_nibbles(format: Format) -> bool {
    format.packing() == Packing::Nibbles && format.is_signed()
}

/// Whether the field of a command is the code of such a format.
#[named]
fn is_any(field: &Word, such: impl Fn(Format) -> bool) -> Word {
    let formats = Format::ALL.into_iter().filter(|format| such(*format));
    let each = formats.map(|format| field.is(format.code() as u128));
    each.reduce(|any, one| &any | &one)
        .expect("there is such a format")
}
