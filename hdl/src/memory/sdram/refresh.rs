//! Start-up and refresh: who has the chip while no rows are open.
//!
//! ```text
//! power_on --200 us--> close --> refresh x 8 --> mode --> rest
//! rest --refreshes are due--> quiet --nothing is going on--> close --> refresh, until none is due --> rest
//! ```
//!
//! A refresh becomes due in each interval. One that is due is made when no request waits, or when there are as many as may be put off, and
//! then all that are due: what is going on ends with the word that is being accessed, whoever waits for what. So there are never many
//! more, and rows are closed in time.

use super::cycles::{Cycles, FIRST_REFRESHES};
use crate::expr::{Circuit, Leaf, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Refresh {
        /// No request waits.
        in idle: 1,
        /// No row was opened, and no word accessed, so lately that rows cannot be closed.
        in still: 1,
        /// The chip is being refreshed, or about to be: nobody else has commands from the next cycle on.
        out stop: 1,
        /// All rows are closed by a command of this cycle.
        out close_all: 1,
        /// A REFRESH of this cycle.
        out refreshes: 1,
        /// A MODE SET of this cycle.
        out sets_mode: 1,
        /// The chip has been started up.
        out started: 1,
        /// Refreshes that are due.
        out due: DUE_BITS,
    }
}

crate::states! {
    /// What is going on.
    enum Phase { PowerOn, Rest, Quiet, Close, Refresh, Mode }
}

/// Bits of a number of refreshes that are due, and of the intervals of power-on.
pub const DUE_BITS: usize = 5;

/// Bits of the cycles from a command of all banks to the next one.
const WAIT_BITS: usize = 4;

/// What MODE SET says: bursts of four words in their order, and the CAS latency.
pub const fn mode(cycles: &Cycles) -> u64 {
    2 | cycles.cas_latency << 4
}

/// The circuit of [`Refresh`].
#[named]
pub fn describe(cycles: &Cycles) -> Circuit {
    let longest = cycles.precharge.max(cycles.refresh).max(cycles.mode_set);
    assert!(
        cycles.start_up_intervals < 1 << DUE_BITS && longest <= 1 << WAIT_BITS,
        "{cycles:?}: counters have no room"
    );
    let mut leaf = Leaf::new(
        "sdram_refresh",
        "Starts the chip up, and refreshes it: when no request waits, or when no more refreshes may be put off.",
    );
    let idle = leaf.control("idle", 1);
    let still = leaf.control("still", 1);

    let last = u128::from(cycles.refresh_interval - 1);
    let width = (128 - last.leading_zeros()) as usize;
    let interval = leaf.state("interval", width, last);
    let is_over = interval.is(0);
    let less = interval.wrapping_sub(&leaf.constant(1, width));
    interval.set(&is_over.mux(&leaf.constant(last, width), &less));

    let phase = leaf.machine("phase", Phase::PowerOn);
    let started = leaf.state("is_started", 1, 0);
    let due = leaf.state("refreshes_due", DUE_BITS, 0);
    let wait = leaf.state("wait_left", WAIT_BITS, 0);
    let waits = wait.any_bit();

    let powered = phase.is(Phase::PowerOn) & &due.is(u128::from(cycles.start_up_intervals));
    let close_all = phase.is(Phase::Close);
    let may_refresh = phase.is(Phase::Refresh) & &!&waits;
    let refreshes = &may_refresh & &due.any_bit();
    let sets_mode = phase.is(Phase::Mode);
    let none_due = &may_refresh & &!&due.any_bit();
    let too_many = !&due.less_than(&leaf.constant(cycles.postponed.into(), DUE_BITS));
    let begins = phase.is(Phase::Rest) & &(&too_many | &(&idle & &due.any_bit()));
    phase
        .when(&powered, Phase::Close)
        .when(&begins, Phase::Quiet)
        .when(&(phase.is(Phase::Quiet) & &still), Phase::Close)
        .when(&(&close_all | &sets_mode), Phase::Refresh)
        .when(&(&none_due & started.get()), Phase::Rest)
        .when(&none_due, Phase::Mode);
    started.when(&sets_mode, 1);
    // None becomes due while the first ones are made.
    let falls_due = &is_over & &(phase.is(Phase::PowerOn) | started.get());
    let one = leaf.constant(1, DUE_BITS);
    due.when(&powered, u128::from(FIRST_REFRESHES))
        .when(&(&falls_due & &!&refreshes), &due.wrapping_add(&one))
        .when(&(&refreshes & &!&falls_due), &due.wrapping_sub(&one));
    wait.when(&close_all, u128::from(cycles.precharge - 1))
        .when(&refreshes, u128::from(cycles.refresh - 1))
        .when(&sets_mode, u128::from(cycles.mode_set - 1))
        .when(&waits, &wait.wrapping_sub(&leaf.constant(1, WAIT_BITS)));

    leaf.output("stop", &!&phase.is(Phase::Rest));
    leaf.output("close_all", &close_all);
    leaf.output("refreshes", &refreshes);
    leaf.output("sets_mode", &sets_mode);
    leaf.output("started", &started);
    leaf.output("due", &due);
    leaf.build()
}
