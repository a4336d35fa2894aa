//! Both ends of a UART at a design's pins, by the cycle.

use std::collections::VecDeque;

/// Bytes that leave over a pin.
#[derive(Clone, Debug)]
pub struct UartSender {
    /// Cycles of a bit.
    bit: f64,
    /// Bytes that are to leave.
    pub bytes: VecDeque<u8>,
    /// Bits of the byte that is under way, stop bit included, and cycles that the first of them still has.
    bits: VecDeque<bool>,
    left: f64,
}

impl UartSender {
    /// An end whose bits take so many cycles.
    pub fn new(bit: f64) -> Self {
        UartSender {
            bit,
            bytes: VecDeque::new(),
            bits: VecDeque::new(),
            left: 0.0,
        }
    }

    /// Whether nothing is to leave or under way.
    pub fn is_idle(&self) -> bool {
        self.bytes.is_empty() && self.bits.is_empty()
    }

    /// The pin in the next cycle.
    pub fn pin(&mut self) -> bool {
        if self.left <= 0.0 {
            self.bits.pop_front();
            if self.bits.is_empty() {
                let Some(byte) = self.bytes.pop_front() else {
                    return true;
                };
                let data = (0..8).map(|bit| byte >> bit & 1 == 1);
                self.bits = [false].into_iter().chain(data).chain([true]).collect();
                self.left = self.left.min(0.0);
            }
            self.left += self.bit;
        }
        self.left -= 1.0;
        self.bits[0]
    }
}

/// Bytes that come over a pin.
#[derive(Clone, Debug)]
pub struct UartReceiver {
    bit: f64,
    before: bool,
    /// Cycles to the next sample, and what has been sampled.
    next: Option<(f64, u32, u16)>,
    /// Bytes without a stop bit.
    pub broken: u64,
}

impl UartReceiver {
    /// An end whose bits take so many cycles.
    pub fn new(bit: f64) -> Self {
        UartReceiver {
            bit,
            before: true,
            next: None,
            broken: 0,
        }
    }

    /// The byte that this cycle ends.
    pub fn pin(&mut self, level: bool) -> Option<u8> {
        let falls = self.before && !level;
        self.before = level;
        let Some((wait, count, bits)) = &mut self.next else {
            self.next = falls.then_some((self.bit / 2.0, 0, 0));
            return None;
        };
        *wait -= 1.0;
        if *wait > 0.0 {
            return None;
        }
        *wait += self.bit;
        *bits |= u16::from(level) << *count;
        *count += 1;
        if *count < 10 {
            return None;
        }
        let bits = *bits;
        self.next = None;
        let right = bits & 1 == 0 && bits >> 9 == 1;
        self.broken += u64::from(!right);
        right.then_some((bits >> 1) as u8)
    }
}
