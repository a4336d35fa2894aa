//! The pins at a rising edge of the chip's clock, and the command that they say.

/// All pins in a number, as the shim packs them: `cke`, `csn`, `rasn`, `casn`, `wen`, `ba`, `a`, `dqm` from bit 0 on, the data that are
/// driven from bit 32 on, and which of their pins are from bit 48 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pins(pub u64);

/// What a chip is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Nothing.
    Nothing,
    /// BURST STOP.
    Stop,
    /// READ.
    Read,
    /// WRITE.
    Write,
    /// ACTIVATE.
    Activate,
    /// PRECHARGE, of one bank or of all.
    Precharge,
    /// REFRESH.
    Refresh,
    /// MODE SET.
    SetMode,
}

impl Pins {
    /// No command, no data, nothing masked.
    pub const IDLE: Pins = Pins(0b1_1111);

    /// A command with its bank and address.
    pub fn of(command: Command, bank: u64, address: u64) -> Self {
        // csn, rasn, casn, wen from bit 0 on.
        let strobes = match command {
            Command::Nothing => 0b1111,
            Command::Stop => 0b0110,
            Command::Read => 0b1010,
            Command::Write => 0b0010,
            Command::Activate => 0b1100,
            Command::Precharge => 0b0100,
            Command::Refresh => 0b1000,
            Command::SetMode => 0b0000,
        };
        Pins(1 | strobes << 1 | bank << 5 | address << 7)
    }

    /// The same with all data pins driven.
    pub fn driving(self, data: u16) -> Self {
        Pins(self.0 & 0xffff_ffff | u64::from(data) << 32 | 0xffff << 48)
    }

    /// The same with some bytes masked.
    pub fn masking(self, mask: u64) -> Self {
        Pins(self.0 | mask << 20)
    }

    fn bit(self, index: u32) -> bool {
        self.0 >> index & 1 == 1
    }

    /// The clock is enabled.
    pub fn is_enabled(self) -> bool {
        self.bit(0)
    }

    /// What the chip is told.
    pub fn command(self) -> Command {
        if self.bit(1) {
            return Command::Nothing;
        }
        match (self.bit(2), self.bit(3), self.bit(4)) {
            (true, true, true) => Command::Nothing,
            (true, true, false) => Command::Stop,
            (true, false, true) => Command::Read,
            (true, false, false) => Command::Write,
            (false, true, true) => Command::Activate,
            (false, true, false) => Command::Precharge,
            (false, false, true) => Command::Refresh,
            (false, false, false) => Command::SetMode,
        }
    }

    /// The bank.
    pub fn bank(self) -> usize {
        (self.0 >> 5 & 3) as usize
    }

    /// The address.
    pub fn address(self) -> usize {
        (self.0 >> 7 & 0x1fff) as usize
    }

    /// The address bit that says all banks, or that a row is closed after an access.
    pub fn says_all(self) -> bool {
        self.bit(17)
    }

    /// Bytes that are masked, as a mask of bits.
    pub fn masked(self) -> u16 {
        bytes(self.0 >> 20 & 3)
    }

    /// What is driven onto the data pins.
    pub fn data(self) -> u16 {
        (self.0 >> 32) as u16
    }

    /// Data pins that are driven.
    pub fn driven(self) -> u16 {
        (self.0 >> 48) as u16
    }
}

/// Two bytes as a mask of bits.
fn bytes(mask: u64) -> u16 {
    ((mask & 1) as u16 * 0x00ff) | ((mask >> 1) as u16 * 0xff00)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_again() {
        let commands = [
            Command::Nothing,
            Command::Stop,
            Command::Read,
            Command::Write,
            Command::Activate,
            Command::Precharge,
            Command::Refresh,
            Command::SetMode,
        ];
        for command in commands {
            let pins = Pins::of(command, 2, 0x1405).driving(0xabcd).masking(2);
            assert_eq!(
                (pins.command(), pins.bank(), pins.address()),
                (command, 2, 0x1405)
            );
            assert_eq!(
                (pins.data(), pins.driven(), pins.masked()),
                (0xabcd, 0xffff, 0xff00)
            );
            assert!(pins.is_enabled() && pins.says_all());
        }
        assert_eq!(Pins::IDLE.command(), Command::Nothing);
    }
}
