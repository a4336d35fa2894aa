//! The board's end of a line, as a model: what docs/link.md says, byte by byte.

use std::collections::VecDeque;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::packet::{
    BUFFER_WORDS, FILL, FINGERPRINT, FLAG, KEY, KIND, Kind, MOST_WORDS, OPEN_KEY, RESEND, SLOTS,
};
use harmonia_contract::{Identity, identity};
use harmonia_link::{Decoder, Packet};

use crate::system::System;

pub fn identity() -> Identity {
    Identity {
        version: identity::VERSION,
        fingerprint: fingerprint(),
        configuration: "system".into(),
        token_rows: 4,
        batch: 64,
        vectors: 32_768,
        context: 8192,
        counters: 3,
        clock: 100_000_000,
        memory_words: 4096,
        state: 0,
    }
}

/// A board that has just been turned on.
pub struct Board {
    pub identity: Identity,
    pub system: System,
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

impl Board {
    pub fn new(identity: Identity) -> Self {
        Board {
            identity,
            system: System::new(),
            key: None,
            open: false,
            decoder: Decoder::default(),
            expected: 0,
            round: 0,
            gap: false,
            buffer: VecDeque::new(),
            told_closed: false,
            flushing: false,
            slots: Default::default(),
            base: 0,
            tail: 0,
            due: 0,
            at: 0,
            filling: Vec::new(),
            acknowledge: false,
            status: false,
            hello: false,
            sending: VecDeque::new(),
            fill: 0,
        }
    }

    /// The link's part begins anew; the system goes on.
    fn reset_link(&mut self) {
        let fresh = Board::new(self.identity.clone());
        let old = std::mem::replace(self, fresh);
        self.system = old.system;
        self.decoder = old.decoder;
        self.sending = old.sending;
        self.fill = old.fill;
        self.flushing = true;
    }

    /// A byte from the host.
    pub fn byte(&mut self, byte: u8) {
        let key = self.key;
        let is_hello = |first: u8| KIND.of(first.into()) == Kind::Hello as usize;
        let start = |first| {
            if is_hello(first) {
                OPEN_KEY
            } else {
                key.unwrap_or(0)
            }
        };
        let Some(packet) = self.decoder.push(byte, start) else {
            return;
        };
        if packet.kind == Kind::Hello {
            return self.greeted(packet.words[0]);
        }
        if !self.open {
            return;
        }
        self.round = packet.round;
        let given_back = packet.acknowledged.wrapping_sub(self.base);
        if given_back <= self.tail.wrapping_sub(self.base) {
            self.base = packet.acknowledged;
        }
        match packet.kind {
            Kind::Data => {
                self.acknowledge = true;
                let ahead = packet.sequence.wrapping_sub(self.expected);
                let room = BUFFER_WORDS - self.buffer.len() >= packet.words.len();
                if ahead == 0 && room {
                    self.buffer.extend(packet.words);
                    self.expected = self.expected.wrapping_add(1);
                    self.gap = false;
                } else if ahead < 128 {
                    self.gap = true;
                }
            }
            Kind::Status if !packet.words.is_empty() => {
                self.due |= RESEND.of(packet.words[0]) as u64;
                self.status = true;
            }
            _ => (),
        }
    }

    fn greeted(&mut self, word: u64) {
        let key = KEY.of(word) as u32;
        if self.key != Some(key) {
            self.reset_link();
            self.key = Some(key);
            self.open = FINGERPRINT.of(word) as u32 == self.identity.fingerprint;
        }
        self.hello = true;
    }

    /// Words between link and system, in the time of a byte.
    pub fn turn(&mut self) {
        self.system.turn();
        if self.flushing {
            self.flush();
        }
        for _ in 0..8 {
            if self.system.takes()
                && !self.flushing
                && let Some(word) = self.buffer.pop_front()
            {
                self.system.take(word);
            }
            let full = usize::from(self.tail.wrapping_sub(self.base)) == SLOTS;
            if !full
                && !self.flushing
                && let Some(word) = self.system.give()
            {
                self.filling.push(word);
                if self.filling.len() == MOST_WORDS {
                    self.close_slot();
                }
            }
        }
        self.acknowledge |= self.told_closed && !self.closed();
    }

    /// Ends what an earlier connection has begun.
    fn flush(&mut self) {
        for _ in 0..64 {
            if self.system.takes() && !self.system.rests() {
                self.system.take(0);
            }
            self.system.give();
        }
        self.flushing = !self.system.rests();
    }

    fn close_slot(&mut self) {
        let slot = usize::from(self.tail) % SLOTS;
        self.slots[slot] = std::mem::take(&mut self.filling);
        self.due |= 1 << slot;
        self.tail = self.tail.wrapping_add(1);
    }

    fn closed(&self) -> bool {
        self.flushing || BUFFER_WORDS - self.buffer.len() < MOST_WORDS
    }

    /// The byte that it sends now.
    pub fn send(&mut self) -> Option<u8> {
        if self.sending.is_empty() {
            self.next_packet();
        }
        let byte = self.sending.pop_front();
        byte.or_else(|| {
            self.fill = self.fill.checked_sub(1)?;
            Some(FLAG)
        })
    }

    fn next_packet(&mut self) {
        let full = usize::from(self.tail.wrapping_sub(self.base)) == SLOTS;
        if self.due == 0 && !self.filling.is_empty() && !full {
            self.close_slot();
        }
        let filled = self.tail.wrapping_sub(self.base);
        let slot = (0..SLOTS)
            .map(|ahead| (self.at + ahead) % SLOTS)
            .find(|slot| {
                let ahead = (slot + SLOTS - usize::from(self.base) % SLOTS) % SLOTS;
                self.due >> slot & 1 == 1 && ahead < usize::from(filled)
            });
        let (kind, sequence, words) = if self.hello {
            self.hello = false;
            (Kind::Hello, self.tail, self.identity.words().to_vec())
        } else if let Some(slot) = slot.filter(|_| self.open) {
            self.at = (slot + 1) % SLOTS;
            self.due &= !(1 << slot);
            let ahead = (slot + SLOTS - usize::from(self.base) % SLOTS) % SLOTS;
            (
                Kind::Data,
                self.base.wrapping_add(ahead as u8),
                self.slots[slot].clone(),
            )
        } else if self.open && (self.acknowledge || self.status) {
            self.due = 0;
            self.status = false;
            (Kind::Status, self.tail, Vec::new())
        } else {
            return;
        };
        self.acknowledge = false;
        self.told_closed = self.closed();
        let packet = Packet {
            kind,
            round: self.round,
            gap: self.gap,
            closed: self.told_closed,
            sequence,
            acknowledged: self.expected,
            words,
        };
        self.sending = packet.encode(self.key.unwrap_or(0)).into();
        self.fill = FILL;
    }
}
