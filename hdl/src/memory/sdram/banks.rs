//! Rows that are open, and opening those that are wanted.
//!
//! The opener takes a block that needs its row (the current one after a refresh, else the next one, else the one behind the current one),
//! looks whether the row is open, closes another one that is, and opens it:
//!
//! ```text
//! rest --a row is wanted--> look --> [close: PRECHARGE] --> open: ACTIVATE --> rest
//! ```
//!
//! An access has the pins first. A row that the current block uses is not closed, nor is one for the sake of what only may be wanted when
//! the next block is of the same bank. From one ACTIVATE to the next there are at least
//! [`OPENER_PACE`](super::cycles::OPENER_PACE) cycles.

use super::address::{BANK_BITS, ROW_BITS};
use super::cycles::{BURST, Cycles};
use super::hold::Hold;
use crate::expr::{Circuit, Leaf, Memory, State, Word, any, mux_tree, named};

/// Bits of a row and its bank, the bank lowest.
pub const TARGET_BITS: usize = BANK_BITS + ROW_BITS;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Banks {
        /// The chip is being refreshed, or about to be: nothing is opened or closed here.
        in stop: 1,
        /// All rows are closed by a command of this cycle.
        in close_all: 1,
        /// Bank and row of the next block.
        in next_row: TARGET_BITS,
        /// There is a next block.
        in next_valid: 1,
        /// Bank and row of the current block.
        in current_row: TARGET_BITS,
        /// There is a current block.
        in current_valid: 1,
        /// Bank and row of the block behind the current one.
        in successor_row: TARGET_BITS,
        /// It may be wanted soon.
        in ahead: 1,
        /// A word of the current block is read or written by a command of this cycle.
        in access: 1,
        /// It is written.
        in access_writes: 1,
        /// The next block's row is open; known a cycle after there is one.
        out next_open: 1,
        /// The current block's row is open and words of it can be accessed.
        out current_open: 1,
        /// No row was opened, and no word accessed, so lately that rows cannot be closed.
        out still: 1,
        /// A row is opened by a command of this cycle.
        out activates: 1,
        /// A row is closed by a command of this cycle.
        out precharges: 1,
        /// Which row, in which bank.
        out target: TARGET_BITS,
    }
}

crate::states! {
    /// What the opener does.
    enum Opener { Rest, Look, Close, Open }
}

/// The number of banks.
const BANKS: usize = 1 << BANK_BITS;

/// Which rows are open.
struct Rows {
    rows: Memory,
    open: Vec<State>,
}

impl Rows {
    /// Whether a bank has an open row.
    fn some(&self, bank: &Word) -> Word {
        let open: Vec<Word> = self.open.iter().map(|open| open.get().clone()).collect();
        mux_tree(bank, &open)
    }

    /// Whether a bank's open row, if it has one, is this one.
    fn same(&self, target: &Word) -> Word {
        let row = target.slice(BANK_BITS, ROW_BITS);
        self.rows.look_up(&bank(target)).equals(&row)
    }
}

/// The bank of a target.
fn bank(target: &Word) -> Word {
    target.slice(0, BANK_BITS)
}

/// The circuit of [`Banks`].
#[named]
pub fn describe(cycles: &Cycles) -> Circuit {
    let mut leaf = Leaf::new(
        "sdram_banks",
        "Rows that are open: those that are wanted are opened, others closed for them, as soon as the chip allows it.",
    );
    let stop = leaf.control("stop", 1);
    let close_all = leaf.control("close_all", 1);
    let next = leaf.control("next_row", TARGET_BITS);
    let next_valid = leaf.control("next_valid", 1);
    let current = leaf.control("current_row", TARGET_BITS);
    let current_valid = leaf.control("current_valid", 1);
    let successor = leaf.control("successor_row", TARGET_BITS);
    let ahead = leaf.control("ahead", 1);
    let access = leaf.control("access", 1);
    let access_writes = leaf.control("access_writes", 1);

    let rows = Rows {
        rows: leaf.memory("rows", BANKS, ROW_BITS),
        open: (0..BANKS)
            .map(|bank| leaf.state(&format!("open_{bank}"), 1, 0))
            .collect(),
    };
    let next_is_open = &rows.some(&bank(&next)) & &rows.same(&next);
    let next_open = (&next_valid & &next_is_open).register_from_zero();
    let current_bank_open = rows.some(&bank(&current));

    let opener = leaf.machine("opener", Opener::Rest);
    let target = leaf.state("opened", TARGET_BITS, 0);
    // What may be wanted gives way to what is.
    let is_guess = leaf.state("is_guess", 1, 0);
    let current_waits = &current_valid & &!&current_bank_open;
    let next_waits = &next_valid & &!&next_open;
    let wanted = &current_waits | &next_waits;
    let rests = opener.is(Opener::Rest);
    let chosen = current_waits.mux(&current, &next_waits.mux(&next, &successor));
    target.when(&rests, &chosen);
    is_guess.when(&rests, &!&wanted);
    let gives_way = is_guess.get() & &next_valid & &bank(&next).equals(&bank(&target));
    let may_command =
        (!&any(&[stop.clone(), access.clone(), gives_way.clone()])).named("may_command");

    let target_bank = bank(&target);
    let in_use = &current_valid & &bank(&current).equals(&target_bank);
    let mut closing = Vec::new();
    let mut settling = Vec::new();
    for index in 0..BANKS {
        // An access keeps a row open until its burst and what a write needs are over.
        let longest = cycles.row_open.max(BURST - 1 + cycles.write_recovery);
        closing.push(Hold::new(
            &leaf,
            &format!("in_use_{index}"),
            longest.max(BURST),
        ));
        let longest = cycles.precharge.max(cycles.activate_to_access);
        settling.push(Hold::new(&leaf, &format!("settling_{index}"), longest));
    }
    let busy = |holds: &[Hold]| holds.iter().map(Hold::busy).collect::<Vec<_>>();
    let target_settles = mux_tree(&target_bank, &busy(&settling));
    let target_in_use = mux_tree(&target_bank, &busy(&closing));
    let activates = opener.is(Opener::Open) & &may_command & &!&target_settles;
    let may_close = &may_command & &!&in_use & &!&target_in_use;
    let precharges = opener.is(Opener::Close) & &may_close;

    let row_is_open = &rows.some(&target_bank) & &rows.same(&target);
    let looks = opener.is(Opener::Look);
    opener
        .when(&stop, Opener::Rest)
        .when(&(&rests & &(&wanted | &ahead)), Opener::Look)
        .when(&gives_way, Opener::Rest)
        .when(&(&looks & &row_is_open), Opener::Rest)
        .when(&(&looks & &rows.some(&target_bank)), Opener::Close)
        .when(&(&looks | &precharges), Opener::Open)
        .when(&activates, Opener::Rest);
    let row = target.slice(BANK_BITS, ROW_BITS);
    rows.rows.write(&activates, &target_bank, &row);

    let current_bank = bank(&current);
    for index in 0..BANKS {
        let is_target = target_bank.is(index as u128);
        let opens = &activates & &is_target;
        let closes = &precharges & &is_target;
        rows.open[index]
            .when(&(&closes | &close_all), 0)
            .when(&opens, 1);
        let accessed = &access & &current_bank.is(index as u128);
        let written = &accessed & &access_writes;
        closing[index].after(&[
            (&opens, cycles.row_open),
            (&accessed, BURST),
            (&written, BURST - 1 + cycles.write_recovery),
        ]);
        settling[index].after(&[
            (&opens, cycles.activate_to_access),
            (&closes, cycles.precharge),
        ]);
    }
    let current_settles = mux_tree(&current_bank, &busy(&settling));
    leaf.output("next_open", &next_open);
    leaf.output("current_open", &(&current_bank_open & &!&current_settles));
    leaf.output("still", &!&any(&busy(&closing)));
    leaf.output("activates", &activates);
    leaf.output("precharges", &precharges);
    leaf.output("target", &target);
    leaf.build()
}
