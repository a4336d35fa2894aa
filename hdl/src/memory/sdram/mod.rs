//! The SDRAM controller: the memory port on one side, the pins of a 16-bit SDRAM on the other, in one clock.
//!
//! ```text
//!              .--------------- the controller ---------------------------------------------.
//! port --> [examiner] --requests--> [schedule] --READ, WRITE-----------.
//!   ^          |                      ^    | blocks                    v
//!   |          |                      |    v                       [command] --> [pins] <--> chip
//!   |          |                      | [banks] --ACTIVATE, PRECHARGE--^             |
//!   |          |                      | stop                           |             |
//!   |          |                   [refresh] --REFRESH, MODE SET-------'             |
//!   '----------'<----------words---- [reads] <--------------------- parts ------------'
//! ```
//!
//! * A word of 64 bits is a burst of 4 on the pins, so that a command moves a word, and three cycles of four are free for commands to other
//!   banks. [`address`] says where a word is, [`cycles`] how many cycles lie between commands.
//! * Rows stay open; the next one that is wanted is opened while words of another bank move. See [`banks`] and [`schedule`].
//! * Refreshes are put off while requests wait, a few at most, and then made up for. See [`refresh`].
//! * Size and state of the chip are looked at before the port is served. See [`examiner`].
//! * A read's first word is on the port 13 cycles after its request was taken, when its row is open.

pub mod address;
pub mod banks;
pub mod command;
pub mod cycles;
pub mod examiner;
mod hold;
pub mod pins;
pub mod reads;
pub mod refresh;
pub mod schedule;
pub mod timing;

use super::{Memory, Requests};
use crate::attention::layout::WORD_BITS;
use crate::stream::Source;
use address::{ADDRESS_BITS, BANK_BITS};
use banks::Banks;
use command::{BYTES, Command, DATA_BITS, PIN_ADDRESS_BITS};
use cycles::Cycles;
use examiner::{ERROR_BITS, Examiner, SIZE_BITS};
use pins::Pins;
use reads::Reads;
use refresh::{DUE_BITS, Refresh};
// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;
use schedule::Schedule;

crate::interface! {
    /// The pins of the chip, seen from the controller; it has one clock with the controller, or a later one.
    pub struct SdramPins, SdramChip {
        /// Clock enable.
        out cke: 1,
        /// Chip select; 0 is active, here and below.
        out csn: 1,
        /// Row address strobe.
        out rasn: 1,
        /// Column address strobe.
        out casn: 1,
        /// Write enable.
        out wen: 1,
        /// The bank.
        out ba: BANK_BITS,
        /// The address.
        out a: PIN_ADDRESS_BITS,
        /// Bytes that are masked.
        out dqm: BYTES,
        /// What is driven onto the data pins.
        out d_out: DATA_BITS,
        /// Data pins that are not driven, a bit each.
        out d_off: DATA_BITS;
        /// What the data pins are.
        in d_in: DATA_BITS,
    }
}

/// See the module's documentation.
#[derive(LogicBlock)]
pub struct Sdram {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// The memory port; nothing is taken before `ready`.
    pub port: Memory,
    /// The pins of the chip.
    pub chip: SdramPins,
    /// All of memory is to be tested, and what it holds is lost; looked at while the port is idle.
    pub test: Signal<In, Bits<1>>,
    /// The port can be used: the size is known, and no test runs.
    pub ready: Signal<Out, Bits<1>>,
    /// A chip answers.
    pub found: Signal<Out, Bits<1>>,
    /// Its size is 2^20 words, times 2 as often as this says.
    pub size: Signal<Out, Bits<SIZE_BITS>>,
    /// All of memory has been tested.
    pub tested: Signal<Out, Bits<1>>,
    /// Words that were not what they should be, each of them once or twice.
    pub errors: Signal<Out, Bits<ERROR_BITS>>,
    /// The first of them.
    pub first_error: Signal<Out, Bits<ADDRESS_BITS>>,
    /// Refreshes that are due.
    pub due: Signal<Out, Bits<DUE_BITS>>,
    examiner: Examiner,
    schedule: Schedule,
    banks: Banks,
    refresh: Refresh,
    command: Command,
    reads: Reads,
    pins: Pins,
}

impl Sdram {
    /// The controller of a clock.
    pub fn new(cycles: &Cycles) -> Self {
        Sdram {
            schedule: Schedule::new(schedule::describe(cycles)),
            banks: Banks::new(banks::describe(cycles)),
            refresh: Refresh::new(refresh::describe(cycles)),
            command: Command::new(command::describe(cycles)),
            reads: Reads::new(reads::describe(cycles)),
            examiner: Examiner::default(),
            pins: Pins::default(),
            clock: Default::default(),
            port: Default::default(),
            chip: Default::default(),
            test: Default::default(),
            ready: Default::default(),
            found: Default::default(),
            size: Default::default(),
            tested: Default::default(),
            errors: Default::default(),
            first_error: Default::default(),
            due: Default::default(),
        }
    }
}

impl Logic for Sdram {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self, clock, examiner, schedule, banks, refresh, command, reads, pins
        );
        Memory::link(&mut self.port, &mut self.examiner.port);
        SdramPins::link(&mut self.chip, &mut self.pins.chip);
        Requests::join(&mut self.examiner.requests, &mut self.schedule.requests);
        Source::<WORD_BITS>::join(&mut self.reads.words, &mut self.examiner.words);

        // Before the port is served.
        self.examiner.started.next = self.refresh.started.val();
        self.examiner.idle.next = self.schedule.idle.val() & self.reads.idle.val();
        self.examiner.test.next = self.test.val();
        self.ready.next = self.examiner.ready.val();
        self.found.next = self.examiner.found.val();
        self.size.next = self.examiner.size.val();
        self.tested.next = self.examiner.tested.val();
        self.errors.next = self.examiner.errors.val();
        self.first_error.next = self.examiner.first_error.val();
        self.due.next = self.refresh.due.val();

        // Blocks and rows.
        self.schedule.stop.next = self.refresh.stop.val();
        self.schedule.next_open.next = self.banks.next_open.val();
        self.schedule.current_open.next = self.banks.current_open.val();
        self.schedule.room.next = self.reads.room.val();
        self.banks.stop.next = self.refresh.stop.val();
        self.banks.close_all.next = self.refresh.close_all.val();
        self.banks.next_row.next = self.schedule.next_row.val();
        self.banks.next_valid.next = self.schedule.next_valid.val();
        self.banks.current_row.next = self.schedule.current_row.val();
        self.banks.current_valid.next = self.schedule.current_valid.val();
        self.banks.successor_row.next = self.schedule.successor_row.val();
        self.banks.ahead.next = self.schedule.ahead.val();
        self.banks.access.next = self.schedule.access.val();
        self.banks.access_writes.next = self.schedule.access_writes.val();
        self.refresh.idle.next = self.schedule.idle.val();
        self.refresh.still.next = self.banks.still.val();

        // Commands.
        self.reads.access.next = self.schedule.access.val();
        self.reads.access_writes.next = self.schedule.access_writes.val();
        self.command.access.next = self.schedule.access.val();
        self.command.access_writes.next = self.schedule.access_writes.val();
        self.command.current_row.next = self.schedule.current_row.val();
        self.command.column.next = self.schedule.column.val();
        self.command.data.next = self.schedule.data.val();
        self.command.enables.next = self.schedule.enables.val();
        self.command.activates.next = self.banks.activates.val();
        self.command.precharges.next = self.banks.precharges.val();
        self.command.target.next = self.banks.target.val();
        self.command.close_all.next = self.refresh.close_all.val();
        self.command.refreshes.next = self.refresh.refreshes.val();
        self.command.sets_mode.next = self.refresh.sets_mode.val();
        self.command.started.next = self.refresh.started.val();
        self.pins.strobes.next = self.command.strobes.val();
        self.pins.bank.next = self.command.bank.val();
        self.pins.address.next = self.command.address.val();
        self.pins.mask.next = self.command.mask.val();
        self.pins.written.next = self.command.written.val();
        self.pins.drives.next = self.command.drives.val();
        self.reads.part.next = self.pins.part.val();
    }
}
