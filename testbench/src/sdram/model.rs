//! A chip at its pins, clock by clock, which refuses what its data sheet does not allow.

use harmonia_hdl::memory::sdram::address::{Place, place};

use super::bursts::{Burst, Bursts};
use super::commands::{Bank, Broken, Started, check};
use super::limits::Limits;
use super::pins::{Command, Pins};
use super::{SdramChip, SdramCounts, SdramFault, SdramRule, SdramViolation};

/// A cycle so long ago that every time has passed since.
const LONG_AGO: i64 = i64::MIN / 2;

/// A chip, its words and what is on its way.
#[derive(Clone, Debug)]
pub struct SdramModel {
    pub(super) chip: SdramChip,
    pub(super) limits: Limits,
    pub(super) bursts: Bursts,
    pub(super) banks: [Bank; 4],
    pub(super) cycle: i64,
    pub(super) activated: i64,
    pub(super) refreshed: i64,
    /// When the time without a refresh began.
    pub(super) unrefreshed: i64,
    pub(super) mode_set: i64,
    pub(super) burst_length: usize,
    pub(super) started: Started,
    /// When refreshes began to count.
    pub(super) began: i64,
    /// The next cycle in which something must have happened.
    pub(super) deadline: i64,
    pub(super) counts: SdramCounts,
    violation: Option<SdramViolation>,
}

impl SdramModel {
    /// A chip before power-on, at a clock of `kilohertz`, which holds `words`: as many as its geometry has.
    pub(super) fn with_words(chip: &SdramChip, kilohertz: u64, words: Vec<u64>) -> Self {
        let bank = Bank {
            row: None,
            activated: LONG_AGO,
            precharged: LONG_AGO,
            written: LONG_AGO,
        };
        SdramModel {
            chip: *chip,
            limits: Limits::of(chip, kilohertz),
            bursts: Bursts::new(words, chip.geometry.columns),
            banks: [bank; 4],
            cycle: 0,
            activated: LONG_AGO,
            refreshed: LONG_AGO,
            unrefreshed: 0,
            mode_set: LONG_AGO,
            burst_length: 1,
            started: Started::default(),
            began: 0,
            deadline: i64::MAX,
            counts: SdramCounts::default(),
            violation: None,
        }
    }

    /// The chip.
    pub fn chip(&self) -> &SdramChip {
        &self.chip
    }

    /// What it has been told so far.
    pub fn counts(&self) -> SdramCounts {
        self.counts
    }

    /// The rule that was broken.
    pub fn violation(&self) -> Option<SdramViolation> {
        self.violation
    }

    /// Lines that do not do what they should, from now on.
    pub fn set_faults(&mut self, faults: &[SdramFault]) {
        self.bursts.faults = faults.to_vec();
    }

    /// A word, by its address at the controller's port.
    pub fn word(&self, address: usize) -> u64 {
        self.bursts.words[self.index(address)]
    }

    /// Changes a word.
    pub fn set_word(&mut self, address: usize, word: u64) {
        let index = self.index(address);
        self.bursts.words[index] = word;
    }

    fn index(&self, address: usize) -> usize {
        let Place { bank, row, column } = place(address);
        self.bursts
            .index(bank, row & (self.chip.geometry.rows - 1), column)
    }

    /// A rising edge: what is on the data pins at it.
    ///
    /// # Errors
    /// The rule that is broken; what comes afterwards means nothing.
    pub fn clock(&mut self, pins: Pins) -> Result<u16, SdramViolation> {
        let command = pins.command();
        let outcome = match command {
            Command::Nothing => Ok(()),
            _ => self.command(command, pins),
        };
        let outcome = outcome
            .and_then(|()| self.deadlines())
            .and_then(|()| match pins.is_enabled() {
                true => Ok(()),
                false => Err((None, SdramRule::Unsupported)),
            })
            .and_then(|()| {
                if let Some(Burst {
                    writes: true, bank, ..
                }) = self.bursts.burst
                {
                    self.banks[bank].written = self.cycle;
                }
                let bank = self.bursts.burst.map(|burst| burst.bank);
                self.bursts.clock(pins).map_err(|rule| (bank, rule))
            });
        let cycle = self.cycle;
        self.cycle += 1;
        outcome.map_err(|(bank, rule)| {
            let cycle = cycle as u64;
            *self.violation.insert(SdramViolation { cycle, bank, rule })
        })
    }

    /// Cycles since an event.
    pub(super) fn since(&self, event: i64) -> i64 {
        self.cycle - event
    }

    /// The next cycle in which a refresh must have come or a row must have been closed.
    pub(super) fn set_deadline(&mut self) {
        if !self.started.mode {
            return;
        }
        let average = self.began + self.limits.average_deadline(self.counts.refreshes as i64);
        let gap = self.unrefreshed + self.limits.longest_gap() + 1;
        let open = self.banks.iter().filter(|bank| bank.row.is_some());
        let longest = open
            .map(|bank| bank.activated + self.limits.row_open_longest + 1)
            .min();
        self.deadline = average.min(gap).min(longest.unwrap_or(i64::MAX));
    }

    /// Whether something has not happened in time.
    fn deadlines(&mut self) -> Result<(), Broken> {
        if self.cycle < self.deadline {
            return Ok(());
        }
        for (bank, Bank { row, activated, .. }) in self.banks.iter().enumerate() {
            let closed = row.is_none() || self.since(*activated) <= self.limits.row_open_longest;
            check(Some(bank), SdramRule::RowOpenLongest, closed)?;
        }
        let gap = self.since(self.unrefreshed);
        check(
            None,
            SdramRule::RefreshGap,
            gap <= self.limits.longest_gap(),
        )?;
        let done = self.counts.refreshes as i64;
        let since = self.since(self.began);
        check(
            None,
            SdramRule::RefreshAverage,
            since < self.limits.average_deadline(done),
        )?;
        // The row was closed: another deadline is next.
        self.set_deadline();
        Ok(())
    }
}
