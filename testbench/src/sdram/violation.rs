//! What a chip does not take.

use std::fmt;

/// A rule of the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SdramRule {
    /// Power-on: time, PRECHARGE of all banks, refreshes, mode, in their order, before anything else.
    StartUp,
    /// tRCD.
    ActivateToAccess,
    /// tRP.
    Precharge,
    /// tRAS, at least.
    RowOpen,
    /// tRAS, at most.
    RowOpenLongest,
    /// tRC.
    RowCycle,
    /// tRFC.
    Refresh,
    /// tRRD.
    ActivateToActivate,
    /// tWR.
    WriteRecovery,
    /// tMRD.
    ModeSet,
    /// The CAS latency at this clock.
    CasLatency,
    /// A burst is cut short.
    Truncation,
    /// A row is accessed in a bank that has none open.
    BankClosed,
    /// A row is opened, all banks are refreshed or the mode is set while a row is open.
    BankOpen,
    /// As many refreshes as the chip wants, on average.
    RefreshAverage,
    /// The longest time without a refresh.
    RefreshGap,
    /// Both sides drive the data pins.
    Contention,
    /// Nobody drives what is written.
    NoData,
    /// A mode or command that this model does not have.
    Unsupported,
}

impl fmt::Display for SdramRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            SdramRule::StartUp => "start-up: 200 us, PRECHARGE of all banks, 8 REFRESH and MODE SET come first",
            SdramRule::ActivateToAccess => "tRCD: READ or WRITE too soon after ACTIVATE",
            SdramRule::Precharge => "tRP: a command too soon after PRECHARGE",
            SdramRule::RowOpen => "tRAS: PRECHARGE too soon after ACTIVATE",
            SdramRule::RowOpenLongest => "tRAS: a row is open for too long",
            SdramRule::RowCycle => "tRC: ACTIVATE or REFRESH too soon after ACTIVATE",
            SdramRule::Refresh => "tRFC: a command too soon after REFRESH",
            SdramRule::ActivateToActivate => "tRRD: ACTIVATE too soon after that of another bank",
            SdramRule::WriteRecovery => "tWR: PRECHARGE too soon after the last word that was written",
            SdramRule::ModeSet => "tMRD: a command too soon after MODE SET",
            SdramRule::CasLatency => "CAS latency: too short for this clock",
            SdramRule::Truncation => "a burst is cut short",
            SdramRule::BankClosed => "READ or WRITE of a bank without an open row",
            SdramRule::BankOpen => "ACTIVATE, REFRESH or MODE SET while a row is open",
            SdramRule::RefreshAverage => "too few refreshes: more than 8 are due",
            SdramRule::RefreshGap => "no refresh for more than 9 intervals",
            SdramRule::Contention => "both sides drive the data pins, or take turns without a cycle between",
            SdramRule::NoData => "nobody drives what is written",
            SdramRule::Unsupported => {
                "not in this model: clock disabled, PRECHARGE by READ or WRITE, or a mode other than sequential bursts"
            }
        })
    }
}

/// A rule that was broken, where, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SdramViolation {
    /// Cycle, counted from power-on.
    pub cycle: u64,
    /// The bank, where it is a matter of one.
    pub bank: Option<usize>,
    /// The rule.
    pub rule: SdramRule,
}

impl fmt::Display for SdramViolation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cycle {}", self.cycle)?;
        if let Some(bank) = self.bank {
            write!(formatter, ", bank {bank}")?;
        }
        write!(formatter, ": {}", self.rule)
    }
}
