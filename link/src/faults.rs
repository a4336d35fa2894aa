//! A line that damages bytes, to see that no word is lost on it.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crate::Line;

/// Random numbers of a seed that is not 0: xorshift64*.
pub struct Noise(pub u64);

impl Noise {
    /// The next one.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// One below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }
}

/// What can happen to a byte.
pub const FAULTS: [&str; 5] = ["dropped", "flipped", "doubled", "inserted", "delayed"];

/// Bytes under way in one direction, and what happens to them.
pub struct Channel {
    noise: Noise,
    /// Of 65,536 bytes so many meet a fault.
    pub rate: u64,
    /// Turns from one end to the other.
    latency: u64,
    bytes: VecDeque<(u64, u8)>,
    last: u64,
    /// Faults so far, by kind.
    pub faults: [u64; FAULTS.len()],
}

impl Channel {
    /// A channel in which of 65,536 bytes `rate` meet a fault, and that bytes need `latency` turns to pass.
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

    /// The next byte that has arrived at a turn.
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

/// A line whose bytes meet faults, in both directions.
pub struct Damaged<L> {
    line: L,
    turn: Duration,
    up: Channel,
    down: Channel,
}

/// Bytes that are read at a time.
const READ: usize = 512;
/// The longest wait while bytes are delayed.
const PATIENCE: Duration = Duration::from_millis(1);

impl<L: Line> Damaged<L> {
    /// A line of which this share of bytes is damaged, below 1; a seed gives the same faults for the same bytes. `byte` is what a
    /// byte takes: delays are of up to 300 of them.
    pub fn new(line: L, share: f64, seed: u64, byte: Duration) -> Self {
        let rate = (share * 65_536.0).round() as u64;
        Damaged {
            line,
            turn: byte / 10,
            up: Channel::new(seed, rate, 0),
            down: Channel::new(seed ^ 0x5555, rate, 0),
        }
    }

    fn turn(&self) -> u64 {
        (self.line.now().as_nanos() / self.turn.as_nanos().max(1)) as u64
    }

    /// Passes on what the host has given, as far as it is not delayed.
    fn forward(&mut self) -> io::Result<()> {
        let turn = self.turn();
        let due: Vec<u8> = std::iter::from_fn(|| self.up.pop(turn)).collect();
        match due.is_empty() {
            true => Ok(()),
            false => self.line.write(&due),
        }
    }
}

impl<L: Line> Line for Damaged<L> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let turn = self.turn();
        bytes.iter().for_each(|&byte| self.up.push(turn, byte));
        self.forward()
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        let until = self.line.now() + wait;
        loop {
            self.forward()?;
            let left = until.saturating_sub(self.line.now());
            let delayed = !self.up.bytes.is_empty() || !self.down.bytes.is_empty();
            let mut read = [0; READ];
            let count = self
                .line
                .read(&mut read, if delayed { left.min(PATIENCE) } else { left })?;
            let turn = self.turn();
            read[..count]
                .iter()
                .for_each(|&byte| self.down.push(turn, byte));
            let arrived = std::iter::from_fn(|| self.down.pop(turn));
            let count = bytes
                .iter_mut()
                .zip(arrived)
                .map(|(byte, arrived)| *byte = arrived)
                .count();
            if count > 0 || left.is_zero() {
                return Ok(count);
            }
        }
    }

    fn now(&self) -> Duration {
        self.line.now()
    }

    fn describe(&self) -> String {
        let share = 100.0 * self.up.rate as f64 / 65_536.0;
        format!("{}, {share:.2} % of bytes damaged", self.line.describe())
    }
}
