//! Executes commands: takes activations and weights from their streams and steers the pipeline.
//!
//! ```text
//! command --> IDLE --LOAD-----> take the activation beats of `blocks` blocks -------> IDLE
//!                 `-MATMUL--> for each pair, block, bank, pass: use one weight beat ---> IDLE
//!                 |           in group order for each block, pair, bank, pass
//!                 `-MATMUL_KV-> the same with KV beats of one bank; in page order for each block, pair, pass
//! ```
//!
//! The pipeline never stalls; beats enter it only when their results have somewhere to go. A beat that
//! completes a pair of outputs waits until (1) the previous pair has left the drain chain (2 cycles per
//! token) and (2) the result queue has room for all its results, those under way counted (room for one pair
//! more is kept, because the count is a cycle old). A command of no blocks or no pairs, or with an unknown
//! opcode, does nothing.
//!
//! Sums that are sent as they stand go round the drain chain, which is a ring, once for each of their words: 2
//! cycles per token row and word.
//!
//! A beat of weights is used for every bank of a batch and taken with the last one. Of a group of two beats the first
//! one is taken with the first bank and kept in `unpack`, so that every bank meets both.
//!
//! In page and group order every pair, of a batch every bank of it, has a running sum in a slot of its own, which the first block of a command with
//! FIRST clears and a later command without it goes on with. The same slot may come again after [`REUSE`]
//! cycles; a command of fewer pairs than `FEW_PAIRS` waits between blocks. In a batch of several banks it is the
//! banks that have slots, and a beat takes [`REUSE`] cycles at least. A command that uses slots uses the
//! accumulators' registers: a sum of one bank in row order does not survive it.

mod command;
mod pace;
mod place;

use super::accumulator::REUSE;
use super::float_to_bfp;
use super::stage::{ACCEPT, ADDEND, ADDRESS, CAPTURE, SCALED};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::{
    ADDRESS_BITS, COMMAND_BITS, PART_BITS, RESULT_PLACES, SLOT_BITS, SUM_WORDS, command as fields,
};
use command::{Command, is_any, signed_nibbles};
use pace::{Pace, count_down};
use place::Place;

/// Token rows that a command can address.
pub const MOST_ROWS: usize = 4;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Sequencer(describe(MOST_ROWS)) {
        /// Commands of the engine, one word each; ready when none is under way.
        stream in command: COMMAND_BITS,
        /// A beat of activations is there; it waits until `activations_ready`.
        in activations_valid: 1,
        /// It is the last one of its block.
        in completes_block: 1,
        /// A beat of weights is there; it waits until `weights_ready`.
        in weights_valid: 1,
        /// A beat of keys or values is there; it waits until `kv_ready`.
        in kv_valid: 1,
        /// A converted block of activations is there and is written in this cycle.
        in block_valid: 1,
        /// A pulse when a result has left the queue: there is room for one more.
        in taken: 1,
        /// No command is under way, and every result has left the queue.
        out quiet: 1,
        /// The beat of activations is taken.
        out activations_ready: 1,
        /// The beat of weights is taken; else it may be used all the same, and stays.
        out weights_ready: 1,
        /// The beat of keys or values is taken.
        out kv_ready: 1,
        /// Beats are of keys or values; else of weights. Stands before the first beat of a command and until its
        /// last.
        out select_kv: 1,
        /// A beat of activations enters the converter in this cycle.
        out load: 1,
        /// A bit for each token row: the block that leaves the converter is for it.
        out write_enables: MOST_ROWS,
        /// Place of that block in the row's buffer, 0 to 511.
        out write_address: ADDRESS_BITS,
        /// Place of the activation block that meets the beat; at stage ADDRESS.
        out read_address: ADDRESS_BITS,
        /// Digits of the beat are signed, -8 to 7; else 0 to 15, or not of weights. At stage ACCEPT.
        out signed_nibbles: 1,
        /// The beat is the one to keep; at stage ACCEPT.
        out keep: 1,
        /// The beat that was kept is used in the place of the one that is there; at stage ACCEPT.
        out use_kept: 1,
        /// The products of a pass are there; at stage SCALED.
        out pass_valid: 1,
        /// That pass is the second one of an INT8 group, or of a key or value of two digits: it is joined with the
        /// one before.
        out low_pass: 1,
        /// Addends are there in the next cycle; low after the first of two passes.
        out add: 1,
        /// The sum begins anew with those addends.
        out clear: 1,
        /// Page order, group order or several banks: sums are read from slots and written back, two cycles before the addends.
        out page: 1,
        /// The slot of the sum that the addends are for, four cycles before they come.
        out read_slot: SLOT_BITS,
        /// The same slot, in the cycle of the addends.
        out write_slot: SLOT_BITS,
        /// Sums are complete: they are on the drain chain, which is empty by then, two cycles later.
        out capture: 1,
        /// The drain chain has moved on by one accumulator two cycles later.
        out shift: 1,
        /// What leaves the chain then is a result: it is of a token that the command sends.
        out sends: 1,
        /// Which part of the sum the result is; with `sends`.
        out part: PART_BITS
    }
}

/// Bits of a command between the first block and what says in which order it goes.
const BETWEEN: fields::Field = {
    let low = fields::BASE.0 + fields::BASE.1;
    (low, fields::GROUP_ORDER.0 - low)
};
const COUNT_BITS: usize = ADDRESS_BITS + 1;
/// Of the cycles from one use of the slots to the next.
const PAUSE_BITS: usize = 3;
const _: () = assert!(REUSE < 1 << PAUSE_BITS);
/// Cycles from the last beat of a block of activations to the converted block.
const WRITTEN: usize = float_to_bfp::LATENCY;

crate::states! {
    /// What the command under way does.
    enum Mode { Idle, Loading, Multiplying }
}

/// Commands in page or group order of fewer pairs wait between blocks, for [`REUSE`] cycles.
const FEW_PAIRS: usize = 8;
const _: () = assert!(REUSE < FEW_PAIRS && FEW_PAIRS.is_power_of_two());

/// The circuit of [`Sequencer`], for an engine of `rows` token rows.
#[named]
pub fn describe(rows: usize) -> Circuit {
    let mut leaf = Leaf::new(
        "sequencer",
        "Executes LOAD, MATMUL and MATMUL_KV commands: takes beats when their results have room, and steers the pipeline by stages.",
    );
    let word = leaf.control("command_data", COMMAND_BITS);
    let command_valid = leaf.control("command_valid", 1);
    let activations_valid = leaf.control("activations_valid", 1);
    let completes_block = leaf.control("completes_block", 1);
    let weights_valid = leaf.control("weights_valid", 1);
    let kv_valid = leaf.control("kv_valid", 1);
    let block_valid = leaf.input_at("block_valid", 1, WRITTEN);
    let taken = leaf.control("taken", 1);

    let mode = leaf.machine("mode", Mode::Idle);
    let idle = mode.is(Mode::Idle);
    let loading = mode.is(Mode::Loading);
    let multiplying = mode.is(Mode::Multiplying);
    let accept = &idle & &command_valid;
    let command = Command::new(&leaf, &word, &accept);
    let place = Place::new(&leaf, &command, &accept);
    let pace = Pace::new(&leaf, &command, &place, &multiplying, rows);
    let issue = (&pace.ready & &command.kv.mux(&kv_valid, &weights_valid)).named("issue");
    let load_beat = (&loading & &activations_valid).named("load_beat");
    let load = (&load_beat & &completes_block).named("load_block");
    let emit = (&issue & &pace.completes).named("emit");
    let group_done = pace.wait(&leaf, &command, &place, [&accept, &issue, &load, &emit]);
    let reserved = pace.reserve(&emit, &taken);
    let done = place.count(&leaf, &command, [&accept, &issue, &load, &group_done]);
    let start = command.start();
    mode.when(&accept, &start).when(&done, Mode::Idle);
    let drain = Drain::new(&leaf, &command, &pace.results, &emit, rows);

    // Nothing to do, and every result has been taken; a cycle late.
    let all_taken = &pace.room.get().is(RESULT_PLACES as u128) & !&reserved.any_bit();
    leaf.output("quiet", &(&idle & &all_taken).register_from_zero());
    leaf.output("command_ready", &idle);
    leaf.output("activations_ready", &loading);
    let used_up = place
        .final_pass
        .mux(place.final_bank.get(), place.first_bank.get());
    leaf.output("weights_ready", &(&pace.ready & &(&used_up & !&command.kv)));
    leaf.output("kv_ready", &(&pace.ready & &command.kv));
    leaf.output("select_kv", &command.kv);
    leaf.output("load", &load_beat);
    buffer_outputs(&mut leaf, &command, &place, &block_valid);
    pass_outputs(&mut leaf, &command, &place, &issue);
    sum_outputs(&mut leaf, &command, &place, &group_done);
    leaf.output_at("capture", &drain.capture, CAPTURE - 1);
    leaf.output("shift", &drain.shift);
    leaf.output("sends", &drain.sends);
    leaf.output("part", &drain.part);
    for unused in [
        command
            .field(fields::BLOCKS)
            .slice(COUNT_BITS, fields::BLOCKS.1 - COUNT_BITS),
        command.field(fields::TOKENS).slice(2, 2),
        command.field(BETWEEN),
    ] {
        leaf.unused(&unused);
    }
    leaf.build()
}

/// When sums are captured, and how the chain moves until all results have left it. The accumulators act on
/// both a cycle later.
struct Drain {
    capture: Word,
    shift: Word,
    sends: Word,
    part: Word,
}

#[named]
impl Drain {
    fn new(leaf: &Leaf, command: &Command, results: &Word, emit: &Word, rows: usize) -> Self {
        let capture = emit.enters(ACCEPT).control_at(CAPTURE - 1);
        let captures = capture.leaves();
        // The next command may have been accepted meanwhile, with results of its own.
        let [captured, as_sums] =
            [results, &command.sums].map(|word| word.enters(ACCEPT).at(CAPTURE - 1).leaves());
        let bits = captured.width();
        let round = leaf.constant(2 * rows as u128, bits);
        let shifts = as_sums.mux(&round, &captured);

        let draining = leaf.state("draining", bits, 0);
        let sending = leaf.state("sending", bits, 0);
        let of_round = leaf.state("results_of_round", bits, 0);
        let part = leaf.state("part", PART_BITS, 0);
        of_round.set_if(&captures, &captured);
        // A round has taken every sum back to where it was captured.
        let last_part = &part.get().is(0) | &part.get().is(SUM_WORDS as u128);
        let turns = (&draining.get().is(1) & !&last_part).named("round_turns");
        let counted = turns.mux(&round, &count_down(draining.get()));
        draining.set(&captures.mux(&shifts, &counted));
        let counted = turns.mux(of_round.get(), &count_down(sending.get()));
        sending.set(&captures.mux(&captured, &counted));
        let next = part.get().wrapping_add(&turns.extend(PART_BITS));
        part.set(&captures.mux(&as_sums.extend(PART_BITS), &next));
        Drain {
            capture,
            shift: draining.get().any_bit(),
            sends: sending.get().any_bit(),
            part: part.get().clone(),
        }
    }
}

/// Where blocks are written and read.
#[named]
fn buffer_outputs(leaf: &mut Leaf, command: &Command, place: &Place, block_valid: &Word) {
    let offset = place.offset.get();
    let address = command.base.wrapping_add(&offset.slice(0, ADDRESS_BITS));
    let row = command.row.enters(0).at(WRITTEN);
    let enables: Vec<Word> = (0..MOST_ROWS)
        .map(|i| block_valid & &row.is(i as u128))
        .collect();
    leaf.output_at(
        "write_enables",
        &concat(&enables.iter().collect::<Vec<_>>()),
        WRITTEN,
    );
    leaf.output_at("write_address", &address.enters(0).at(WRITTEN), WRITTEN);
    leaf.output_at("read_address", &address.enters(ACCEPT).at(ADDRESS), ADDRESS);
}

/// What a pass is.
#[named]
fn pass_outputs(leaf: &mut Leaf, command: &Command, place: &Place, issue: &Word) {
    let pass = place.pass.get();
    let high = &command.two_passes & !pass;
    let signed = &(&is_any(&command.format, signed_nibbles) | &high) & !&command.kv;
    leaf.output_at("signed_nibbles", &signed.enters(ACCEPT), ACCEPT);
    let first_bank = place.first_bank.get();
    leaf.output_at("keep", &(&high & first_bank).enters(ACCEPT), ACCEPT);
    leaf.output_at("use_kept", &(&high & !first_bank).enters(ACCEPT), ACCEPT);
    leaf.output_at(
        "pass_valid",
        &issue.enters(ACCEPT).control_at(SCALED),
        SCALED,
    );
    leaf.output_at("low_pass", &pass.enters(ACCEPT).at(SCALED), SCALED);
}

/// What becomes of the sum of a group.
#[named]
fn sum_outputs(leaf: &mut Leaf, command: &Command, place: &Place, group_done: &Word) {
    let add = group_done.enters(ACCEPT).control_at(ADDEND - 1);
    leaf.output_at("add", &add, ADDEND - 1);
    leaf.output_at(
        "page",
        &command.slots.enters(ACCEPT).control_at(ADDEND - 2),
        ADDEND - 2,
    );
    // Pairs or banks are counted where slots are needed. Every command ends with the last one, so every command
    // finds zero here.
    let slot = leaf.state_at("slot", SLOT_BITS, 0, ADDEND - 4);
    let counted = group_done.enters(ACCEPT).control_at(ADDEND - 4);
    let starts_over = place.turn.enters(ACCEPT).control_at(ADDEND - 4);
    let next_slot = slot.get().wrapping_add(&leaf.constant(1, SLOT_BITS));
    slot.set_if(
        &counted,
        &starts_over.mux(&slot.get().zero(SLOT_BITS), &next_slot),
    );
    leaf.output_at("read_slot", slot.get(), ADDEND - 4);
    leaf.output_at("write_slot", &slot.get().at(ADDEND), ADDEND);
    let clear = &command.first & place.first_block.get();
    leaf.output_at("clear", &clear.enters(ACCEPT).at(ADDEND - 1), ADDEND - 1);
}
