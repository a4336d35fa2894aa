//! What a chip makes of its commands, and when it does not take them.

use super::SdramRule;
use super::bursts::Burst;
use super::model::SdramModel;
use super::pins::{Command, Pins};

/// Refreshes after power-on.
const FIRST_REFRESHES: u32 = 8;

/// One of the four banks: its open row, and when what happened to it, last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bank {
    pub row: Option<usize>,
    pub activated: i64,
    pub precharged: i64,
    pub written: i64,
}

/// What of the start-up is done.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Started {
    pub precharged: bool,
    pub refreshes: u32,
    pub mode: bool,
}

impl Started {
    pub fn is_complete(self) -> bool {
        self.mode && self.refreshes >= FIRST_REFRESHES
    }
}

/// The bank and the rule.
pub(super) type Broken = (Option<usize>, SdramRule);

pub(super) fn check(bank: Option<usize>, rule: SdramRule, holds: bool) -> Result<(), Broken> {
    match holds {
        true => Ok(()),
        false => Err((bank, rule)),
    }
}

impl SdramModel {
    pub(super) fn command(&mut self, command: Command, pins: Pins) -> Result<(), Broken> {
        let bank = pins.bank();
        check(None, SdramRule::StartUp, self.cycle >= self.limits.start_up)?;
        check(
            None,
            SdramRule::Refresh,
            self.since(self.refreshed) >= self.limits.refresh,
        )?;
        check(
            None,
            SdramRule::ModeSet,
            self.since(self.mode_set) >= self.limits.mode_set,
        )?;
        match command {
            Command::Nothing => Ok(()),
            Command::Stop => self.truncate(None),
            Command::Read | Command::Write => self.access(command == Command::Write, bank, pins),
            Command::Activate => self.activate(bank, pins.address()),
            Command::Precharge if pins.says_all() => {
                self.started.precharged = true;
                (0..4).try_for_each(|bank| self.precharge(bank))
            }
            Command::Precharge => self.precharge(bank),
            Command::Refresh => self.refresh(),
            Command::SetMode => self.set_mode(pins.address()),
        }
    }

    /// Ends a burst; real chips allow it, a controller that means it is none of ours.
    fn truncate(&mut self, bank: Option<usize>) -> Result<(), Broken> {
        check(bank, SdramRule::Truncation, self.bursts.burst.is_none())
    }

    fn access(&mut self, writes: bool, bank: usize, pins: Pins) -> Result<(), Broken> {
        let some = Some(bank);
        check(some, SdramRule::Unsupported, !pins.says_all())?;
        let Some(row) = self.banks[bank].row else {
            return Err((some, SdramRule::BankClosed));
        };
        let since = self.since(self.banks[bank].activated);
        check(
            some,
            SdramRule::ActivateToAccess,
            since >= self.limits.activate_to_access,
        )?;
        self.truncate(some)?;
        let column = self.faulty(pins.address() & 0x3ff) & (self.chip.geometry.columns - 1);
        self.bursts.burst = Some(Burst {
            writes,
            bank,
            row,
            column,
            done: 0,
            length: self.burst_length,
        });
        match writes {
            true => self.counts.writes += 1,
            false => self.counts.reads += 1,
        }
        Ok(())
    }

    /// What becomes of an address on faulty lines.
    fn faulty(&self, address: usize) -> usize {
        let faults = self.bursts.faults.iter();
        faults.fold(address, |address, fault| fault.address(address))
    }

    fn activate(&mut self, bank: usize, address: usize) -> Result<(), Broken> {
        let some = Some(bank);
        let Bank {
            row,
            activated,
            precharged,
            ..
        } = self.banks[bank];
        check(None, SdramRule::StartUp, self.started.is_complete())?;
        check(some, SdramRule::BankOpen, row.is_none())?;
        check(
            some,
            SdramRule::Precharge,
            self.since(precharged) >= self.limits.precharge,
        )?;
        check(
            some,
            SdramRule::RowCycle,
            self.since(activated) >= self.limits.row_cycle,
        )?;
        let since = self.since(self.activated);
        check(
            some,
            SdramRule::ActivateToActivate,
            since >= self.limits.activate_to_activate,
        )?;
        self.banks[bank].row = Some(self.faulty(address) & (self.chip.geometry.rows - 1));
        self.banks[bank].activated = self.cycle;
        self.activated = self.cycle;
        self.counts.activates += 1;
        self.deadline = self
            .deadline
            .min(self.cycle + self.limits.row_open_longest + 1);
        Ok(())
    }

    fn precharge(&mut self, bank: usize) -> Result<(), Broken> {
        let some = Some(bank);
        let Bank {
            row,
            activated,
            written,
            ..
        } = self.banks[bank];
        if self
            .bursts
            .burst
            .is_some_and(|burst| burst.bank == bank && !burst.writes)
        {
            self.truncate(some)?;
        }
        if row.is_some() {
            check(
                some,
                SdramRule::RowOpen,
                self.since(activated) >= self.limits.row_open,
            )?;
            let writing = self.bursts.burst.is_some_and(|burst| burst.bank == bank);
            let recovered = self.since(written) >= self.limits.write_recovery && !writing;
            check(some, SdramRule::WriteRecovery, recovered)?;
            self.counts.precharges += 1;
        }
        self.banks[bank].row = None;
        self.banks[bank].precharged = self.cycle;
        Ok(())
    }

    /// What all banks must be for what concerns all of them.
    fn all_closed(&self) -> Result<(), Broken> {
        check(None, SdramRule::StartUp, self.started.precharged)?;
        for (
            bank,
            Bank {
                row,
                activated,
                precharged,
                ..
            },
        ) in self.banks.iter().enumerate()
        {
            let some = Some(bank);
            check(some, SdramRule::BankOpen, row.is_none())?;
            check(
                some,
                SdramRule::Precharge,
                self.since(*precharged) >= self.limits.precharge,
            )?;
            check(
                some,
                SdramRule::RowCycle,
                self.since(*activated) >= self.limits.row_cycle,
            )?;
        }
        Ok(())
    }

    fn refresh(&mut self) -> Result<(), Broken> {
        self.all_closed()?;
        self.started.refreshes += 1;
        if self.began != 0 {
            self.counts.longest_gap = self
                .counts
                .longest_gap
                .max(self.since(self.unrefreshed) as u64);
            self.counts.refreshes += 1;
        }
        self.refreshed = self.cycle;
        self.unrefreshed = self.cycle;
        self.set_deadline();
        Ok(())
    }

    fn set_mode(&mut self, mode: usize) -> Result<(), Broken> {
        self.all_closed()?;
        let (burst, latency) = (mode & 7, mode >> 4 & 7);
        check(
            None,
            SdramRule::Unsupported,
            mode & !0x77 == 0 && (burst < 4 || burst == 7),
        )?;
        let has = self.limits.cas_latencies.get(latency);
        check(None, SdramRule::CasLatency, has == Some(&true))?;
        self.burst_length = match burst {
            7 => self.chip.geometry.columns,
            _ => 1 << burst,
        };
        self.bursts.cas_latency = latency;
        self.mode_set = self.cycle;
        self.started.mode = true;
        self.began = self.cycle;
        self.unrefreshed = self.cycle;
        self.set_deadline();
        Ok(())
    }
}
