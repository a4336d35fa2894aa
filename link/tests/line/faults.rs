//! Bytes under way, and what happens to them.

use std::collections::VecDeque;

/// xorshift64*.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }
}

/// What can happen to a byte.
pub const FAULTS: [&str; 5] = ["dropped", "flipped", "doubled", "inserted", "delayed"];

/// One direction.
pub struct Channel {
    noise: Noise,
    /// Of 65,536 bytes so many meet a fault.
    pub rate: u64,
    /// Turns from one end to the other.
    latency: u64,
    bytes: VecDeque<(u64, u8)>,
    last: u64,
    pub faults: [u64; FAULTS.len()],
}

impl Channel {
    pub fn new(seed: u64, rate: u64, latency: u64) -> Self {
        Channel {
            noise: Noise(seed | 1),
            rate,
            latency,
            bytes: VecDeque::new(),
            last: 0,
            faults: Default::default(),
        }
    }

    /// A byte that leaves at a turn.
    pub fn push(&mut self, turn: u64, byte: u8) {
        let mut put = |at: u64, byte| {
            self.last = self.last.max(at);
            self.bytes.push_back((self.last, byte));
        };
        let at = turn + self.latency;
        if self.noise.below(65_536) >= self.rate {
            return put(at, byte);
        }
        let kind = self.noise.below(FAULTS.len() as u64) as usize;
        self.faults[kind] += 1;
        match kind {
            0 => (),
            1 => put(at, byte ^ 1 << self.noise.below(8)),
            2 => {
                put(at, byte);
                put(at, byte);
            }
            3 => {
                put(at, self.noise.next() as u8);
                put(at, byte);
            }
            _ => put(at + self.noise.below(3000), byte),
        }
    }

    pub fn pop(&mut self, turn: u64) -> Option<u8> {
        let &(at, byte) = self.bytes.front()?;
        (at <= turn).then(|| self.bytes.pop_front().map(|_| byte))?
    }

    /// Takes the last bytes away that are under way; says how many are left.
    pub fn cut(&mut self, lost: usize) -> usize {
        let kept = self.bytes.len().saturating_sub(lost);
        self.bytes.truncate(kept);
        kept
    }
}
