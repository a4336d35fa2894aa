//! The design of a board: link, system and SDRAM controller in one clock.
//!
//! ```text
//! rx, tx <-[pins]-> [link] <--frames, answers--> [system] <--memory port--> [memory] <--> chip
//!                   ^ memory, state              | busy, flags               | size, test
//!                   `------------------------- [status] <--------------------'
//!                                    button ------^ `--> LEDs
//! ```

use super::pins::SerialPins;
use super::status::{LEDS, Status};
use crate::attention::layout::WORD_BITS;
use crate::configuration::Configuration;
use crate::link::SerialLink;
use crate::memory::Client;
use crate::memory::sdram::cycles::{Cycles, TimingError};
use crate::memory::sdram::timing::COMMON;
use crate::memory::sdram::{Sdram, SdramPins};
use crate::stream::Source;
use crate::system::System;
use harmonia_contract::Identity;
use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::COUNTERS;
use harmonia_contract::identity::VERSION;
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock)]
pub struct BoardDesign<const TOKENS: usize> {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// From the host, of no clock.
    pub rx: Signal<In, Bits<1>>,
    /// To the host.
    pub tx: Signal<Out, Bits<1>>,
    /// The pins of the SDRAM.
    pub chip: SdramPins,
    /// The button: 1 while it is pressed, of no clock.
    pub button: Signal<In, Bits<1>>,
    /// LEDs, 1 is on.
    pub leds: Signal<Out, Bits<LEDS>>,
    pins: SerialPins,
    link: SerialLink,
    system: System<TOKENS>,
    memory: Sdram,
    status: Status,
}

/// A beat of `line`, what a cycle of a simulation has at the board's inputs: bit 0 comes from the host, this one presses the button.
pub const LINE_BUTTON: u32 = 1 << 1;
/// A beat of `seen`, what comes out in the cycle: bit 0 goes to the host, the LEDs begin at this bit.
pub const SEEN_LEDS: u32 = 1;

/// What the controller counts at a clock of so many cycles per second.
///
/// # Errors
/// When the clock is too fast or too slow for the chips of boards.
pub fn memory_cycles(clock_hz: u64) -> Result<Cycles, TimingError> {
    Cycles::of(&COMMON, clock_hz.div_ceil(1000))
}

impl<const TOKENS: usize> BoardDesign<TOKENS> {
    /// The design for a configuration with `vectors` elements of vector memory.
    ///
    /// # Panics
    /// When [`memory_cycles`] refuses the clock, or a bit of the line has no more than two cycles.
    pub fn new(configuration: &Configuration, vectors: usize, clock_hz: u64, baud: u64) -> Self {
        let Configuration {
            ref name,
            tokens: token_rows,
            batch,
            context,
            multiplier,
            ..
        } = *configuration;
        let identity = Identity {
            version: VERSION,
            fingerprint: fingerprint(),
            configuration: name.clone(),
            token_rows,
            batch,
            vectors,
            context,
            counters: COUNTERS.len(),
            clock: clock_hz as usize,
            // These two are found out.
            memory_words: 0,
            state: 0,
        };
        let cycles = memory_cycles(clock_hz).unwrap_or_else(|error| panic!("{error}"));
        BoardDesign {
            pins: SerialPins::default(),
            link: SerialLink::new(&identity, baud),
            system: System::new(context, batch, vectors, multiplier),
            memory: Sdram::new(&cycles),
            status: Status::default(),
            clock: Default::default(),
            rx: Default::default(),
            tx: Default::default(),
            chip: Default::default(),
            button: Default::default(),
            leds: Default::default(),
        }
    }
}

impl<const TOKENS: usize> Logic for BoardDesign<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, pins, link, system, memory, status);
        self.pins.rx.next = self.rx.val();
        self.link.rx.next = self.pins.received.val();
        self.pins.sent.next = self.link.tx.val();
        self.tx.next = self.pins.tx.val();
        self.link.found.next = self.status.found.val();
        Source::<WORD_BITS>::join(&mut self.link.up, &mut self.system.up);
        Source::<WORD_BITS>::join(&mut self.system.down, &mut self.link.down);
        Client::join(&mut self.system.memory, &mut self.memory.port);
        SdramPins::link(&mut self.chip, &mut self.memory.chip);
        self.memory.test.next = self.status.test.val();
        self.status.button.next = self.button.val();
        self.status.open.next = self.link.open.val();
        self.status.ready.next = self.memory.ready.val();
        self.status.chip_found.next = self.memory.found.val();
        self.status.size.next = self.memory.size.val();
        self.status.tested.next = self.memory.tested.val();
        self.status.errors.next = self.memory.errors.val();
        self.status.busy.next = self.system.busy.val();
        self.status.fault.next = self.system.fault.val();
        self.leds.next = self.status.leds.val();
    }
}
