//! What goes to the chip: commands, addresses, words that are written, as they stand on the pins a cycle later.

use super::address::{BANK_BITS, ROW_BITS};
use super::banks::TARGET_BITS;
use super::cycles::{BURST, Cycles};
use super::refresh::mode;
use super::schedule::COLUMN_BITS;
use crate::attention::layout::{ENABLE_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, any, concat, named};

/// Bits of a word on the pins, and of its bytes.
pub const DATA_BITS: usize = WORD_BITS / BURST as usize;
/// Bytes of a word on the pins.
pub const BYTES: usize = DATA_BITS / 8;
/// Bits of an address on the pins.
pub const PIN_ADDRESS_BITS: usize = ROW_BITS;
/// The address bit that makes a PRECHARGE one of all banks.
const ALL_BANKS: usize = 10;

crate::leaf_block! {
    /// See the module's documentation. There is one command in a cycle at most.
    pub struct Command {
        /// READ, or WRITE.
        in access: 1,
        /// It is WRITE.
        in access_writes: 1,
        /// Bank and row of the current block.
        in current_row: TARGET_BITS,
        /// The word's column.
        in column: COLUMN_BITS,
        /// The word to write.
        in data: WORD_BITS,
        /// Bytes of it to write.
        in enables: ENABLE_BITS,
        /// ACTIVATE.
        in activates: 1,
        /// PRECHARGE of one bank.
        in precharges: 1,
        /// Bank and row of both.
        in target: TARGET_BITS,
        /// PRECHARGE of all banks.
        in close_all: 1,
        /// REFRESH.
        in refreshes: 1,
        /// MODE SET.
        in sets_mode: 1,
        /// The chip has been started up: until then its data pins are masked.
        in started: 1,
        /// Chip select, row and column address strobe, write enable, from bit 0 on; 0 is active.
        out strobes: 4,
        /// The bank.
        out bank: BANK_BITS,
        /// The address.
        out address: PIN_ADDRESS_BITS,
        /// Bytes that are masked.
        out mask: BYTES,
        /// A part of a word that is written.
        out written: DATA_BITS,
        /// It is to be on the pins.
        out drives: 1,
    }
}

/// The circuit of [`Command`].
#[named]
pub fn describe(cycles: &Cycles) -> Circuit {
    let mut leaf = Leaf::new(
        "sdram_command",
        "Commands, addresses and written words for the pins.",
    );
    let access = leaf.control("access", 1);
    let access_writes = leaf.control("access_writes", 1);
    let current = leaf.control("current_row", TARGET_BITS);
    let column = leaf.control("column", COLUMN_BITS);
    let data = leaf.control("data", WORD_BITS);
    let enables = leaf.control("enables", ENABLE_BITS);
    let activates = leaf.control("activates", 1);
    let precharges = leaf.control("precharges", 1);
    let target = leaf.control("target", TARGET_BITS);
    let close_all = leaf.control("close_all", 1);
    let refreshes = leaf.control("refreshes", 1);
    let sets_mode = leaf.control("sets_mode", 1);
    let started = leaf.control("started", 1);
    leaf.unused(&current.slice(BANK_BITS, ROW_BITS));

    let rows = any(&[
        activates.clone(),
        precharges.clone(),
        close_all.clone(),
        refreshes.clone(),
        sets_mode.clone(),
    ]);
    let columns = any(&[access.clone(), refreshes.clone(), sets_mode.clone()]);
    let writes = any(&[
        access_writes.clone(),
        precharges.clone(),
        close_all.clone(),
        sets_mode.clone(),
    ]);
    let selects = &rows | &access;
    let idle = leaf.constant(1, 1);
    let mut pins = Vec::new();
    let active = [&selects, &rows, &columns, &writes];
    for (strobe, name) in active.iter().zip(["csn", "rasn", "casn", "wen"]) {
        let pin = leaf.state(name, 1, 1);
        pin.set(&(*strobe ^ &idle));
        pins.push(pin.get().clone());
    }

    let bank = access.mux(&current.slice(0, BANK_BITS), &target.slice(0, BANK_BITS));
    let no_bank = leaf.constant(0, BANK_BITS);
    let within = leaf.constant(0, BURST.ilog2() as usize);
    let above = leaf.constant(0, PIN_ADDRESS_BITS - COLUMN_BITS - within.width());
    let column = concat(&[&within, &column, &above]);
    let other = concat(&[
        &leaf.constant(0, ALL_BANKS),
        &close_all,
        &leaf.constant(0, PIN_ADDRESS_BITS - ALL_BANKS - 1),
    ]);
    let row = target.slice(BANK_BITS, ROW_BITS);
    let mode = leaf.constant(mode(cycles).into(), PIN_ADDRESS_BITS);
    let special = sets_mode.mux(&mode, &other);
    let address = access.mux(&column, &activates.mux(&row, &special));

    // The parts of a word follow each other.
    let later = leaf.state("parts", WORD_BITS, 0);
    let later_enables = leaf.state("part_enables", ENABLE_BITS, 0);
    let next_part = concat(&[
        &later.slice(DATA_BITS, WORD_BITS - DATA_BITS),
        &leaf.constant(0, DATA_BITS),
    ]);
    let next_enables = concat(&[
        &later_enables.slice(BYTES, ENABLE_BITS - BYTES),
        &leaf.constant(0, BYTES),
    ]);
    later.set(&access_writes.mux(&data, &next_part));
    later_enables.set(&access_writes.mux(&enables, &next_enables));
    let drives = leaf.state("parts_left", BURST as usize, 0);
    let every_part = leaf.constant((1 << BURST) - 1, BURST as usize);
    let fewer = concat(&[&drives.slice(1, BURST as usize - 1), &leaf.constant(0, 1)]);
    drives.set(&access_writes.mux(&every_part, &fewer));
    let drives = drives.bit(0);
    let masked = concat(&[&(&drives | &!&started); BYTES]);
    leaf.output("strobes", &concat(&pins.iter().collect::<Vec<_>>()));
    leaf.output("bank", &sets_mode.mux(&no_bank, &bank).register());
    leaf.output("address", &address.register());
    leaf.output("mask", &(&masked & &!&later_enables.slice(0, BYTES)));
    leaf.output("written", &later.slice(0, DATA_BITS));
    leaf.output("drives", &drives);
    leaf.build()
}
