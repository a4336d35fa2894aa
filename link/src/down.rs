//! Words on their way from the board: packets that come in any order leave in theirs.

use std::collections::VecDeque;

use harmonia_contract::packet::SLOTS;

/// The side that takes words.
pub(crate) struct Down {
    /// The first packet that is missing.
    expected: u8,
    /// Packets behind it, by sequence modulo slots.
    held: [Option<Vec<u64>>; SLOTS],
    words: VecDeque<u64>,
}

impl Down {
    pub fn new() -> Self {
        Down {
            expected: 0,
            held: Default::default(),
            words: VecDeque::new(),
        }
    }

    /// The first packet that is missing.
    pub fn expected(&self) -> u8 {
        self.expected
    }

    /// Words that are there.
    pub fn ready(&self) -> usize {
        self.words.len()
    }

    /// The first words, which are there.
    pub fn take(&mut self, words: &mut [u64]) {
        let count = words.len();
        for (word, taken) in words.iter_mut().zip(self.words.drain(..count)) {
            *word = taken;
        }
    }

    /// A packet has come; says whether it is a new one.
    pub fn packet(&mut self, sequence: u8, words: Vec<u64>) -> bool {
        let slot = usize::from(sequence) % SLOTS;
        let ahead = usize::from(sequence.wrapping_sub(self.expected));
        if ahead >= SLOTS || self.held[slot].is_some() {
            return false;
        }
        self.held[slot] = Some(words);
        while let Some(words) = self.held[usize::from(self.expected) % SLOTS].take() {
            self.words.extend(words);
            self.expected = self.expected.wrapping_add(1);
        }
        true
    }

    /// Slots of the packets before `end` that are missing, one bit each.
    pub fn missing(&self, end: u8) -> u64 {
        let count = usize::from(end.wrapping_sub(self.expected));
        if count > SLOTS {
            return 0;
        }
        let slots = (0..count).map(|ahead| (usize::from(self.expected) + ahead) % SLOTS);
        let missing = slots.filter(|&slot| self.held[slot].is_none());
        missing.fold(0, |mask, slot| mask | 1 << slot)
    }
}
