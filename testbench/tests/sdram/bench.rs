//! A chip that is told by hand.

use Command::{Precharge, Refresh, SetMode, Write};
use harmonia_testbench::{
    Command, Geometry, Pins, SdramChip, SdramModel, SdramOptions, SdramRule, SdramViolation,
};

/// All banks, of a PRECHARGE.
pub const ALL: u64 = 1 << 10;
/// Bursts of 4, a CAS latency of 3.
pub const MODE: u64 = 0x32;

/// A chip, and what it has said in each cycle.
pub struct Bench {
    pub model: SdramModel,
    pub data: Vec<u16>,
}

impl Bench {
    /// A chip of 32 MB at 100 MHz, before power-on.
    pub fn new() -> Self {
        let options = SdramOptions {
            chip: SdramChip::slowest(Geometry::MB32),
            ..SdramOptions::default()
        };
        Bench {
            model: SdramModel::new(&options, 1),
            data: Vec::new(),
        }
    }

    pub fn pins(&mut self, pins: Pins) -> Result<u16, SdramViolation> {
        let data = self.model.clock(pins)?;
        self.data.push(data);
        Ok(data)
    }

    /// Cycles without a command.
    pub fn wait(&mut self, cycles: usize) -> Result<(), SdramViolation> {
        (0..cycles).try_for_each(|_| self.pins(Pins::IDLE).map(drop))
    }

    /// A command, and then so many cycles until the next one.
    pub fn tell(
        &mut self,
        command: Command,
        bank: u64,
        address: u64,
        until: usize,
    ) -> Result<(), SdramViolation> {
        self.pins(Pins::of(command, bank, address))?;
        self.wait(until - 1)
    }

    /// A burst of four words that are written.
    pub fn write(
        &mut self,
        bank: u64,
        column: u64,
        words: [u16; 4],
        until: usize,
    ) -> Result<(), SdramViolation> {
        self.pins(Pins::of(Write, bank, column).driving(words[0]))?;
        for word in &words[1..] {
            self.pins(Pins::IDLE.driving(*word))?;
        }
        self.wait(until - 4)
    }

    /// Start-up, with every time as the chip wants it.
    pub fn started() -> Self {
        let mut bench = Bench::new();
        bench.start(20_000, 8, MODE, 2).unwrap();
        bench
    }

    pub fn start(
        &mut self,
        power_on: usize,
        refreshes: usize,
        mode: u64,
        mode_set: usize,
    ) -> Result<(), SdramViolation> {
        self.wait(power_on)?;
        self.tell(Precharge, 0, ALL, 3)?;
        for _ in 0..refreshes {
            self.tell(Refresh, 0, 0, 8)?;
        }
        self.tell(SetMode, 0, mode, mode_set)
    }
}

/// The rule that a sequence breaks after start-up.
pub fn rule(sequence: impl Fn(&mut Bench) -> Result<(), SdramViolation>) -> Option<SdramRule> {
    let mut bench = Bench::started();
    sequence(&mut bench).err().map(|violation| violation.rule)
}
