//! A line to the model of a board, with latencies and faults, in a time of its own.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use harmonia_link::Line;

use crate::board::Board;

/// What a byte takes at 3 Mbaud.
pub const BYTE: Duration = Duration::from_nanos(3333);

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
    fn new(seed: u64, rate: u64, latency: u64) -> Self {
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
    fn push(&mut self, turn: u64, byte: u8) {
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

    fn pop(&mut self, turn: u64) -> Option<u8> {
        let &(at, byte) = self.bytes.front()?;
        (at <= turn).then(|| self.bytes.pop_front().map(|_| byte))?
    }
}

/// A line to the model of a board. A turn is the time of a byte.
pub struct Simulated {
    pub board: Board,
    pub up: Channel,
    pub down: Channel,
    turn: u64,
    /// When the last byte that the host has given leaves.
    leaves: u64,
    /// Nothing goes through.
    pub cut: bool,
    arrived: VecDeque<u8>,
}

impl Simulated {
    /// A line with this many faults of 65,536 bytes, and latencies of a millisecond to the board and half of one back.
    pub fn new(board: Board, seed: u64, rate: u64) -> Self {
        Simulated {
            board,
            up: Channel::new(seed, rate, 300),
            down: Channel::new(seed ^ 0x9e37_79b9_7f4a_7c15, rate, 150),
            turn: 0,
            leaves: 0,
            cut: false,
            arrived: VecDeque::new(),
        }
    }

    pub fn step(&mut self) {
        self.turn += 1;
        while let Some(byte) = self.up.pop(self.turn) {
            if !self.cut {
                self.board.byte(byte);
            }
        }
        self.board.turn();
        if let Some(byte) = self.board.send().filter(|_| !self.cut) {
            self.down.push(self.turn, byte);
        }
        while let Some(byte) = self.down.pop(self.turn) {
            self.arrived.push_back(byte);
        }
    }

    /// The host is killed: of what it has given some of the last bytes do not leave.
    pub fn kill_host(&mut self, lost: usize) {
        let kept = self.up.bytes.len().saturating_sub(lost);
        self.up.bytes.truncate(kept);
        self.leaves = self.leaves.min(self.turn + kept as u64);
    }

    /// Faults so far, by kind.
    pub fn faults(&self) -> [u64; FAULTS.len()] {
        std::array::from_fn(|kind| self.up.faults[kind] + self.down.faults[kind])
    }
}

impl Line for Simulated {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        for &byte in bytes {
            self.leaves = self.leaves.max(self.turn) + 1;
            self.up.push(self.leaves, byte);
        }
        Ok(())
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        let turns = (wait.as_nanos() / BYTE.as_nanos()) as u64;
        let until = self.turn + turns + 1;
        // A host does not read byte by byte.
        while self.turn < until && (self.arrived.is_empty() || !self.turn.is_multiple_of(100)) {
            self.step();
        }
        let count = bytes.len().min(self.arrived.len());
        for (byte, arrived) in bytes.iter_mut().zip(self.arrived.drain(..count)) {
            *byte = arrived;
        }
        Ok(count)
    }

    fn now(&self) -> Duration {
        BYTE * self.turn as u32
    }

    fn describe(&self) -> String {
        "a simulated line".into()
    }
}
