//! The words of memory, as far as any was written.

use std::ops::Range;

use harmonia_contract::check;

/// Memory. What was never written is 0.
#[derive(Default)]
pub(super) struct Memory {
    words: Vec<u64>,
}

impl Memory {
    pub(super) fn write(&mut self, address: usize, words: &[u64]) {
        self.reach(address + words.len())[address..][..words.len()].copy_from_slice(words);
    }

    pub(super) fn read(&self, address: usize, words: &mut [u64]) {
        let there = self.words.get(address..).unwrap_or_default();
        let count = words.len().min(there.len());
        words[..count].copy_from_slice(&there[..count]);
        words[count..].fill(0);
    }

    /// The check of words behind others.
    pub(super) fn check(&self, before: u64, words: Range<usize>) -> u64 {
        let there = words.start.min(self.words.len())..words.end.min(self.words.len());
        let beyond = words.len() - there.len();
        let check = check::of(before, &self.words[there]);
        (0..beyond).fold(check, |check, _| check::step(check, 0))
    }

    /// Two words.
    pub(super) fn two(&self, address: usize) -> [u64; 2] {
        let mut words = [0; 2];
        self.read(address, &mut words);
        words
    }

    /// All words, `end` of them at least.
    pub(super) fn reach(&mut self, end: usize) -> &mut Vec<u64> {
        if self.words.len() < end {
            self.words.resize(end, 0);
        }
        &mut self.words
    }
}
