//! The data pins: bursts, masks, and who drives.

use super::SdramRule;
use super::pins::Pins;

/// A burst that is going on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Burst {
    pub writes: bool,
    pub bank: usize,
    pub row: usize,
    pub column: usize,
    /// Columns of it that are done.
    pub done: usize,
    /// Columns of it.
    pub length: usize,
}

impl Burst {
    /// The column whose turn it is: bursts stay in their part of a row.
    fn at(&self) -> usize {
        let within = self.length - 1;
        self.column & !within | (self.column + self.done) & within
    }
}

/// A part of a line that does not do what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SdramFault {
    /// A data line stands still.
    Data {
        /// Which one.
        line: u32,
        /// At what.
        value: bool,
    },
    /// An address line stands still, of rows and columns.
    Address {
        /// Which one.
        line: u32,
        /// At what.
        value: bool,
    },
    /// Two address lines touch: where one is 0, both are.
    Shorted {
        /// Which ones.
        lines: [u32; 2],
    },
}

impl SdramFault {
    /// What becomes of data.
    pub(super) fn data(&self, data: u16) -> u16 {
        match *self {
            SdramFault::Data { line, value } => data & !(1 << line) | u16::from(value) << line,
            _ => data,
        }
    }

    /// What becomes of an address.
    pub(super) fn address(&self, address: usize) -> usize {
        match *self {
            SdramFault::Address { line, value } => {
                address & !(1 << line) | usize::from(value) << line
            }
            SdramFault::Shorted { lines } => {
                let both = lines.iter().all(|line| address >> line & 1 == 1);
                let mask: usize = lines.iter().map(|line| 1 << line).sum();
                address & !mask | if both { mask } else { 0 }
            }
            SdramFault::Data { .. } => address,
        }
    }
}

/// What the chip drives in a cycle, and which pins.
#[derive(Clone, Copy, Debug, Default)]
struct Driven {
    data: u16,
    pins: u16,
}

/// The words of a chip and its data pins.
#[derive(Clone, Debug)]
pub(super) struct Bursts {
    /// Words of four columns, by row, bank and column.
    pub words: Vec<u64>,
    pub columns: usize,
    pub burst: Option<Burst>,
    pub faults: Vec<SdramFault>,
    /// What is read, on its way to the pins: the next cycle's first.
    on_their_way: [Driven; 4],
    pub cas_latency: usize,
    before: u16,
    masks: [u16; 2],
    noise: u64,
}

impl Bursts {
    pub fn new(words: Vec<u64>, columns: usize) -> Self {
        Bursts {
            words,
            columns,
            burst: None,
            faults: Vec::new(),
            on_their_way: [Driven::default(); 4],
            cas_latency: 3,
            before: 0,
            masks: [0; 2],
            noise: 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// Where a word of four columns is.
    pub fn index(&self, bank: usize, row: usize, column: usize) -> usize {
        (row * 4 + bank) * (self.columns / 4) + (column & (self.columns - 1)) / 4
    }

    /// One cycle, in which a burst may have begun: what is on the data pins at its end.
    pub fn clock(&mut self, pins: Pins) -> Result<u16, SdramRule> {
        if self.burst.is_some() {
            self.step(pins)?;
        }
        // A mask at a read counts two cycles later.
        let mut chip = self.on_their_way[0];
        chip.pins &= !self.masks[1];
        self.masks = [pins.masked(), self.masks[0]];
        self.on_their_way.rotate_left(1);
        self.on_their_way[3] = Driven::default();
        let driven = pins.driven();
        if driven & (chip.pins | self.before) != 0 {
            return Err(SdramRule::Contention);
        }
        self.before = chip.pins;
        // What nobody drives is noise, so that who looks at it fails.
        self.noise = self
            .noise
            .wrapping_mul(0x5851_F42D_4C95_7F2D)
            .wrapping_add(1);
        let idle = (self.noise >> 48) as u16 & !(driven | chip.pins);
        Ok(idle | pins.data() & driven | chip.data & chip.pins)
    }

    /// The next column of a burst.
    fn step(&mut self, pins: Pins) -> Result<(), SdramRule> {
        let Some(mut burst) = self.burst else {
            return Ok(());
        };
        let column = burst.at();
        let index = self.index(burst.bank, burst.row, column);
        let shift = column % 4 * 16;
        let faulty = |data| {
            self.faults
                .iter()
                .fold(data, |data, fault| fault.data(data))
        };
        if burst.writes {
            let written = !pins.masked();
            if written & !pins.driven() != 0 {
                return Err(SdramRule::NoData);
            }
            let data = u64::from(faulty(pins.data()) & written) << shift;
            self.words[index] = self.words[index] & !(u64::from(written) << shift) | data;
        } else {
            let data = faulty((self.words[index] >> shift) as u16);
            self.on_their_way[self.cas_latency] = Driven { data, pins: 0xffff };
        }
        burst.done += 1;
        self.burst = Some(burst).filter(|burst| burst.done < burst.length);
        Ok(())
    }
}
