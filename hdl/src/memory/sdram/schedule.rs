//! The order of accesses: requests become blocks, blocks become READ and WRITE commands.
//!
//! ```text
//! request --> [next block] --its row is open--> [current block] --READ, WRITE, one word in 4 cycles-->
//!                  ^ words behind the end of a block'
//! ```
//!
//! A block is what a request wants of one row: 64 words at most, and no end of a row's part within. While words of the current block
//! move, [`banks`](super::banks) opens the row of the next one; for a stream of single words, that of the block behind the current one,
//! when the current one is near its end.

use super::address::{BANK_BITS, BLOCK_BITS, COLUMN_8, COLUMN_9, LOW_ROW_BITS, PLACE_BITS, ROW_12};
use super::banks::TARGET_BITS;
use super::cycles::Cycles;
use super::hold::Hold;
use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::memory::RequestsFor;

/// Bits of a word's column: those of the columns in a word are 0.
pub const COLUMN_BITS: usize = PLACE_BITS + 2;

crate::leaf_block! {
    /// See the module's documentation. Bits of an address above the largest chip's are ignored.
    pub struct Schedule {
        /// What is wanted.
        link requests: RequestsFor,
        /// The chip is being refreshed, or about to be: nothing is accessed.
        in stop: 1,
        /// The next block's row is open; known a cycle after there is one.
        in next_open: 1,
        /// The current block's row is open and words of it can be accessed.
        in current_open: 1,
        /// There is room for a word that is read.
        in room: 1,
        /// Bank and row of the next block.
        out next_row: TARGET_BITS,
        /// There is a next block.
        out next_valid: 1,
        /// Bank and row of the current block.
        out current_row: TARGET_BITS,
        /// There is a current block.
        out current_valid: 1,
        /// Bank and row of the block behind the current one.
        out successor_row: TARGET_BITS,
        /// It may be wanted soon, and the next block is in another bank.
        out ahead: 1,
        /// A word is read or written by a command of this cycle, in the current block's bank.
        out access: 1,
        /// It is written.
        out access_writes: 1,
        /// Its column, without the bits within a word.
        out column: COLUMN_BITS,
        /// The word to write.
        out data: WORD_BITS,
        /// Bytes of it to write.
        out enables: ENABLE_BITS,
        /// No request waits here.
        out idle: 1,
    }
}

/// Words from the end of a block at which the row behind it is opened, as a power of two.
const NEAR_END_BITS: usize = 3;

/// Bank and row of a block, the bank lowest.
#[named]
fn target(block: &Word) -> Word {
    let low = block.slice(0, BANK_BITS + LOW_ROW_BITS);
    concat(&[&low, &block.bit(ROW_12)])
}

/// The circuit of [`Schedule`].
#[named]
pub fn describe(cycles: &Cycles) -> Circuit {
    let mut leaf = Leaf::new(
        "sdram_schedule",
        "Requests become blocks of words in one row, and these READ and WRITE commands, a word each.",
    );
    let valid = leaf.control("requests_valid", 1);
    let write = leaf.control("requests_write", 1);
    let address = leaf.control("requests_address", MEMORY_ADDRESS_BITS);
    let length = leaf.control("requests_length", LENGTH_BITS);
    let data = leaf.control("requests_data", WORD_BITS);
    let enables = leaf.control("requests_enables", ENABLE_BITS);
    let stop = leaf.control("stop", 1);
    let next_open = leaf.control("next_open", 1);
    let current_open = leaf.control("current_open", 1);
    let room = leaf.control("room", 1);
    leaf.unused(&address.bit(MEMORY_ADDRESS_BITS - 1));
    leaf.unused(&length.slice(PLACE_BITS, LENGTH_BITS - PLACE_BITS));

    // The next block: of a request, or what is left of one behind a block's end.
    let next_valid = leaf.state("holds_next", 1, 0);
    let rest_follows = leaf.state("rest_follows", 1, 0);
    let ready = !&(next_valid.get() | rest_follows.get());
    let taken = &valid & &ready;
    let next_writes = leaf.state("next_writes", 1, 0);
    let next_block = leaf.state("next_block", BLOCK_BITS, 0);
    let next_place = leaf.state("next_place", PLACE_BITS, 0);
    let next_more = leaf.state("next_more", PLACE_BITS, 0);
    let next_data = leaf.state("next_data", WORD_BITS, 0);
    let next_enables = leaf.state("next_enables", ENABLE_BITS, 0);
    // Words behind the first one; 64 of them end a block or go beyond it.
    let requested_more = length
        .slice(0, PLACE_BITS)
        .wrapping_sub(&leaf.constant(1, PLACE_BITS));
    let end = next_place.get() + next_more.get();
    let goes_beyond = end.sign();

    // The current block.
    let current_valid = leaf.state("holds_current", 1, 0);
    let writes = leaf.state("writes", 1, 0);
    let block = leaf.state("block", BLOCK_BITS, 0);
    let place = leaf.state("place", PLACE_BITS, 0);
    let more = leaf.state("more", PLACE_BITS, 0);
    let word = leaf.state("word", WORD_BITS, 0);
    let word_enables = leaf.state("word_enables", ENABLE_BITS, 0);
    let successor = block.wrapping_add(&leaf.constant(1, BLOCK_BITS));

    let read_hold = Hold::new(&leaf, "read_hold", cycles.access);
    let write_hold = Hold::new(&leaf, "write_hold", cycles.read_to_write);
    let may_read = &!writes.get() & &!&read_hold.busy() & &room;
    let may_write = writes.get() & &!&write_hold.busy();
    let may_access = current_valid.get() & &current_open & &!&stop;
    let access = &may_access & &(&may_read | &may_write);
    let access_reads = &access & &!writes.get();
    let access_writes = &access & writes.get();
    read_hold.after(&[(&access, cycles.access)]);
    write_hold.after(&[
        (&access_reads, cycles.read_to_write),
        (&access_writes, cycles.access),
    ]);

    let is_last = !&more.any_bit();
    let ends = &access & &is_last;
    let is_free = !current_valid.get() | &ends;
    let moves = next_valid.get() & &next_open & &!&stop & &is_free;
    let goes_on = &moves & &goes_beyond;
    next_valid
        .when(&(&taken | rest_follows.get()), 1)
        .when(&moves, 0);
    rest_follows.set(&goes_on);
    next_writes.when(&taken, &write);
    next_block
        .when(&taken, &address.slice(PLACE_BITS, BLOCK_BITS))
        .when(&rest_follows, &successor);
    next_place
        .when(&taken, &address.slice(0, PLACE_BITS))
        .when(&rest_follows, 0);
    next_more
        .when(&taken, &requested_more)
        .when(&moves, &end.slice(0, PLACE_BITS));
    next_data.when(&taken, &data);
    next_enables.when(&taken, &enables);

    let one = leaf.constant(1, PLACE_BITS);
    current_valid.when(&moves, 1).when(&ends, 0);
    writes.when(&moves, &next_writes);
    block.when(&moves, &next_block);
    place
        .when(&moves, &next_place)
        .when(&access, &place.wrapping_add(&one));
    let to_end = !next_place.get();
    more.when(&moves, &goes_beyond.mux(&to_end, &next_more))
        .when(&access, &more.wrapping_sub(&one));
    word.when(&moves, &next_data);
    word_enables.when(&moves, &next_enables);

    let near_end = place
        .slice(NEAR_END_BITS, PLACE_BITS - NEAR_END_BITS)
        .every_bit();
    let bank = |block: &Word| block.slice(0, BANK_BITS);
    let next_elsewhere = !next_valid.get() | &!&bank(&next_block).equals(&bank(&successor));
    leaf.output("requests_ready", &ready);
    leaf.output("next_row", &target(&next_block));
    leaf.output("next_valid", &next_valid);
    leaf.output("current_row", &target(&block));
    leaf.output("current_valid", &current_valid);
    leaf.output("successor_row", &target(&successor));
    leaf.output(
        "ahead",
        &(current_valid.get() & &near_end & &next_elsewhere),
    );
    leaf.output("access", &access);
    leaf.output("access_writes", &access_writes);
    leaf.output(
        "column",
        &concat(&[place.get(), &block.bit(COLUMN_8), &block.bit(COLUMN_9)]),
    );
    leaf.output("data", &word);
    leaf.output("enables", &word_enables);
    leaf.output("idle", &(&ready & &!current_valid.get()));
    leaf.build()
}
