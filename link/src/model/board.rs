//! The board's end of a line, as a model: what docs/link.md says, byte by byte.

use std::collections::VecDeque;

use harmonia_contract::Identity;
use harmonia_contract::packet::{
    BUFFER_WORDS, FILL, FINGERPRINT, FLAG, KEY, KIND, Kind, MOST_WORDS, OPEN_KEY, RESEND, SLOTS,
};

use super::Backend;
use crate::{Decoder, Packet};

/// A board that has just been turned on.
pub struct Board<S> {
    /// What it says of itself.
    pub identity: Identity,
    /// What is behind the link.
    pub system: S,
    end: End,
}

/// What the link's end knows.
#[derive(Default)]
struct End {
    /// It has had a hello, with this key.
    key: Option<u32>,
    open: bool,
    decoder: Decoder,
    expected: u8,
    round: u8,
    gap: bool,
    buffer: VecDeque<u64>,
    /// What the last header said.
    told_closed: bool,
    flushing: bool,
    slots: [Vec<u64>; SLOTS],
    base: u8,
    tail: u8,
    due: u64,
    at: usize,
    filling: Vec<u64>,
    acknowledge: bool,
    status: bool,
    hello: bool,
    sending: VecDeque<u8>,
    fill: usize,
}

impl<S: Backend> Board<S> {
    /// A board that says this of itself.
    pub fn new(identity: Identity, system: S) -> Self {
        let end = End::default();
        Board {
            identity,
            system,
            end,
        }
    }

    /// The link's part begins anew; the system goes on.
    fn reset_link(&mut self) {
        let old = std::mem::take(&mut self.end);
        self.end = End {
            decoder: old.decoder,
            sending: old.sending,
            fill: old.fill,
            flushing: true,
            ..End::default()
        };
    }

    /// A byte from the host.
    pub fn byte(&mut self, byte: u8) {
        let key = self.end.key;
        let is_hello = |first: u8| KIND.of(first.into()) == Kind::Hello as usize;
        let start = |first| {
            if is_hello(first) {
                OPEN_KEY
            } else {
                key.unwrap_or(0)
            }
        };
        let Some(packet) = self.end.decoder.push(byte, start) else {
            return;
        };
        if packet.kind == Kind::Hello {
            return self.greeted(packet.words[0]);
        }
        if !self.end.open {
            return;
        }
        self.end.round = packet.round;
        let given_back = packet.acknowledged.wrapping_sub(self.end.base);
        if given_back <= self.end.tail.wrapping_sub(self.end.base) {
            self.end.base = packet.acknowledged;
        }
        match packet.kind {
            Kind::Data => {
                self.end.acknowledge = true;
                let ahead = packet.sequence.wrapping_sub(self.end.expected);
                let room = BUFFER_WORDS - self.end.buffer.len() >= packet.words.len();
                if ahead == 0 && room {
                    self.end.buffer.extend(packet.words);
                    self.end.expected = self.end.expected.wrapping_add(1);
                    self.end.gap = false;
                } else if ahead < 128 {
                    self.end.gap = true;
                }
            }
            Kind::Status if !packet.words.is_empty() => {
                self.end.due |= RESEND.of(packet.words[0]) as u64;
                self.end.status = true;
            }
            _ => (),
        }
    }

    fn greeted(&mut self, word: u64) {
        let key = KEY.of(word) as u32;
        if self.end.key != Some(key) {
            self.reset_link();
            self.end.key = Some(key);
            self.end.open = FINGERPRINT.of(word) as u32 == self.identity.fingerprint;
        }
        self.end.hello = true;
    }

    /// Words between link and system, in the time of a byte.
    pub fn turn(&mut self) {
        self.system.turn();
        if self.end.flushing {
            self.flush();
        }
        for _ in 0..8 {
            if self.system.takes()
                && !self.end.flushing
                && let Some(word) = self.end.buffer.pop_front()
            {
                self.system.take(word);
            }
            let full = usize::from(self.end.tail.wrapping_sub(self.end.base)) == SLOTS;
            if !full
                && !self.end.flushing
                && let Some(word) = self.system.give()
            {
                self.end.filling.push(word);
                if self.end.filling.len() == MOST_WORDS {
                    self.close_slot();
                }
            }
        }
        self.end.acknowledge |= self.end.told_closed && !self.closed();
    }

    /// Ends what an earlier connection has begun.
    fn flush(&mut self) {
        for _ in 0..64 {
            if self.system.takes() && !self.system.rests() {
                self.system.take(0);
            }
            self.system.give();
        }
        self.end.flushing = !self.system.rests();
    }

    fn close_slot(&mut self) {
        let slot = usize::from(self.end.tail) % SLOTS;
        self.end.slots[slot] = std::mem::take(&mut self.end.filling);
        self.end.due |= 1 << slot;
        self.end.tail = self.end.tail.wrapping_add(1);
    }

    fn closed(&self) -> bool {
        self.end.flushing || BUFFER_WORDS - self.end.buffer.len() < MOST_WORDS
    }

    /// The byte that it sends now.
    pub fn send(&mut self) -> Option<u8> {
        if self.end.sending.is_empty() {
            self.next_packet();
        }
        let byte = self.end.sending.pop_front();
        byte.or_else(|| {
            self.end.fill = self.end.fill.checked_sub(1)?;
            Some(FLAG)
        })
    }

    fn next_packet(&mut self) {
        let full = usize::from(self.end.tail.wrapping_sub(self.end.base)) == SLOTS;
        if self.end.due == 0 && !self.end.filling.is_empty() && !full {
            self.close_slot();
        }
        let filled = self.end.tail.wrapping_sub(self.end.base);
        let slot = (0..SLOTS)
            .map(|ahead| (self.end.at + ahead) % SLOTS)
            .find(|slot| {
                let ahead = (slot + SLOTS - usize::from(self.end.base) % SLOTS) % SLOTS;
                self.end.due >> slot & 1 == 1 && ahead < usize::from(filled)
            });
        let (kind, sequence, words) = if self.end.hello {
            self.end.hello = false;
            (Kind::Hello, self.end.tail, self.identity.words().to_vec())
        } else if let Some(slot) = slot.filter(|_| self.end.open) {
            self.end.at = (slot + 1) % SLOTS;
            self.end.due &= !(1 << slot);
            let ahead = (slot + SLOTS - usize::from(self.end.base) % SLOTS) % SLOTS;
            (
                Kind::Data,
                self.end.base.wrapping_add(ahead as u8),
                self.end.slots[slot].clone(),
            )
        } else if self.end.open && (self.end.acknowledge || self.end.status) {
            self.end.due = 0;
            self.end.status = false;
            (Kind::Status, self.end.tail, Vec::new())
        } else {
            return;
        };
        self.end.acknowledge = false;
        self.end.told_closed = self.closed();
        let packet = Packet {
            kind,
            round: self.end.round,
            gap: self.end.gap,
            closed: self.end.told_closed,
            sequence,
            acknowledged: self.end.expected,
            words,
        };
        self.end.sending = packet.encode(self.end.key.unwrap_or(0)).into();
        self.end.fill = FILL;
    }
}
