//! A line to the model of a board, in a time of its own.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use super::{Backend, Board};
use crate::Line;
use crate::faults::{Channel, FAULTS};

/// Bits per second of the line.
pub const BAUD: u32 = 3_000_000;
/// What a byte takes.
pub const BYTE: Duration = Duration::from_nanos(10_000_000_000 / BAUD as u64);

/// A line to the model of a board. A turn is the time of a byte.
pub struct Simulated<S> {
    /// What it leads to.
    pub board: Board<S>,
    /// Bytes to the board.
    pub up: Channel,
    /// Bytes from it.
    pub down: Channel,
    turn: u64,
    /// When the last byte that the host has given leaves.
    leaves: u64,
    /// From this turn on nothing goes through.
    pub cut: u64,
    arrived: VecDeque<u8>,
}

impl<S: Backend> Simulated<S> {
    /// A line with this many faults of 65,536 bytes, and latencies of a millisecond to the board and half of one back.
    pub fn new(board: Board<S>, seed: u64, rate: u64) -> Self {
        Simulated {
            board,
            up: Channel::new(seed, rate, 300),
            down: Channel::new(seed ^ 0x9e37_79b9_7f4a_7c15, rate, 150),
            turn: 0,
            leaves: 0,
            cut: u64::MAX,
            arrived: VecDeque::new(),
        }
    }

    /// A turn passes.
    pub fn step(&mut self) {
        self.turn += 1;
        let cut = self.turn >= self.cut;
        while let Some(byte) = self.up.pop(self.turn) {
            if !cut {
                self.board.byte(byte);
            }
        }
        self.board.turn();
        if let Some(byte) = self.board.send().filter(|_| !cut) {
            self.down.push(self.turn, byte);
        }
        while let Some(byte) = self.down.pop(self.turn) {
            self.arrived.push_back(byte);
        }
    }

    /// The host is killed: of what it has given some of the last bytes do not leave.
    pub fn kill_host(&mut self, lost: usize) {
        let kept = self.up.cut(lost);
        self.leaves = self.leaves.min(self.turn + kept as u64);
    }

    /// Faults so far, by kind.
    pub fn faults(&self) -> [u64; FAULTS.len()] {
        std::array::from_fn(|kind| self.up.faults[kind] + self.down.faults[kind])
    }
}

impl<S: Backend> Line for Simulated<S> {
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
        Duration::from_nanos(BYTE.as_nanos() as u64 * self.turn)
    }

    fn describe(&self) -> String {
        "a simulated line".into()
    }
}
