//! Packets over a line, counted and timed.

use std::time::Duration;

use crate::packet::{Decoder, Packet};
use crate::{Line, LinkError, Timing};

/// What has gone over a line since the connection was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Packets sent.
    pub packets_sent: u64,
    /// Packets received.
    pub packets_received: u64,
    /// Packets of words that were sent again.
    pub resent: u64,
    /// Packets of words that had come before.
    pub doubled: u64,
    /// What came and was no packet: damaged ones, noise.
    pub refused: u64,
    /// Questions for what did not come.
    pub asked: u64,
    /// Bytes sent.
    pub bytes_sent: u64,
    /// Bytes received.
    pub bytes_received: u64,
    /// Words sent, each once.
    pub words_sent: u64,
    /// Words received.
    pub words_received: u64,
}

/// Bytes to a board and back, and what is known of them.
pub(crate) struct Wire<L> {
    pub line: L,
    pub timing: Timing,
    pub key: u32,
    pub decoder: Decoder,
    pub counters: Counters,
    /// When everything will be sent that was given to the line.
    pub sent_by: Duration,
    /// When the board was last heard.
    pub heard: Duration,
}

impl<L: Line> Wire<L> {
    pub fn new(line: L, timing: Timing, key: u32) -> Self {
        let now = line.now();
        Wire {
            line,
            timing,
            key,
            decoder: Decoder::default(),
            counters: Counters::default(),
            sent_by: now,
            heard: now,
        }
    }

    pub fn send(&mut self, packet: &Packet, key: u32) -> Result<(), LinkError> {
        let bytes = packet.encode(key);
        self.line
            .write(&bytes)
            .map_err(|source| self.gone(source))?;
        let took = self.timing.byte * bytes.len() as u32;
        self.sent_by = self.sent_by.max(self.line.now()) + took;
        self.counters.packets_sent += 1;
        self.counters.bytes_sent += bytes.len() as u64;
        Ok(())
    }

    /// Packets that come within `wait`, the first of them ending it.
    pub fn receive(&mut self, wait: Duration) -> Result<Vec<Packet>, LinkError> {
        let mut bytes = [0; 4096];
        let count = self
            .line
            .read(&mut bytes, wait)
            .map_err(|source| self.gone(source))?;
        let key = self.key;
        let packets = bytes[..count].iter();
        let packets: Vec<_> = packets
            .filter_map(|&byte| self.decoder.push(byte, |_| key))
            .collect();
        if !packets.is_empty() {
            self.heard = self.line.now();
        }
        self.counters.bytes_received += count as u64;
        self.counters.packets_received += packets.len() as u64;
        self.counters.refused = self.decoder.refused();
        Ok(packets)
    }

    fn gone(&self, source: std::io::Error) -> LinkError {
        let line = self.line.describe();
        LinkError::Line { line, source }
    }
}
