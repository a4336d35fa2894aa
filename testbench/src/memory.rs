//! The memory behind a design's memory port.
//!
//! ```text
//! request --> [queue of 8] --latency--> one word in `word_cycles`, in order --> read data
//! ```
//!
//! A read takes its words, and a write leaves its bytes, in the cycle in which the request moves, so that
//! latency and pauses change cycles, never contents. Reads and writes share the words that there are, as they
//! would share a memory's pins.

use crate::Stall;

/// The memory of an instance whose design has a [`MemoryPort`](crate::MemoryPort).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryOptions {
    /// Size in words of 64 bits.
    pub words: usize,
    /// Whether all words are 0 in the beginning; else they hold noise.
    pub cleared: bool,
    /// Cycles from a request to its first word; at least 1.
    pub latency: u32,
    /// Cycles for each word; at least 1.
    pub word_cycles: u32,
    /// Random pauses, of requests as of words; while reads pause, their data are noise.
    pub stall: Stall,
    /// Seed of the pauses; the seed of a run is part of it as well.
    pub seed: u64,
}

impl Default for MemoryOptions {
    /// 2^20 words of noise, 8 cycles of latency, a word a cycle, no pauses.
    fn default() -> Self {
        MemoryOptions {
            words: 1 << 20,
            cleared: false,
            latency: 8,
            word_cycles: 1,
            stall: Stall::NONE,
            seed: 1,
        }
    }
}

/// What `words` words hold when power comes on: noise that depends on `seed`.
pub(crate) fn power_up(words: usize, seed: u64) -> Vec<u64> {
    // SplitMix64: any two seeds give different noise.
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    };
    (0..words).map(|_| next()).collect()
}
