//! Cycles that must pass before a command, after any of several others.

use crate::expr::{Leaf, State, Word, concat, named};

/// Cycles that are left, a bit for each, so that of several events the one that asks for the longest time counts, without a comparison.
pub struct Hold {
    left: State,
}

impl Hold {
    /// A hold of at most `longest` cycles.
    #[named]
    pub fn new(leaf: &Leaf, name: &str, longest: u64) -> Self {
        let width = (longest - 1).max(1) as usize;
        Hold {
            left: leaf.state(name, width, 0),
        }
    }

    /// Whether an event was fewer cycles ago than it asks for: from the cycle after it on, and no longer that many cycles after it.
    pub fn busy(&self) -> Word {
        self.left.bit(0)
    }

    /// The events: a bit that is set in an event's cycle, and how many cycles it asks for, at least 1. Once.
    #[named]
    pub fn after(&self, events: &[(&Word, u64)]) {
        let width = self.left.width();
        let mut bits = Vec::new();
        for index in 0..width {
            let mut bit = match index + 1 < width {
                true => self.left.bit(index + 1),
                false => self.left.zero(1),
            };
            for (event, cycles) in events {
                assert!(
                    *cycles >= 1 && *cycles <= width.max(1) as u64 + 1,
                    "a hold of {cycles} cycles in {width} bits"
                );
                if index as u64 + 1 < *cycles {
                    bit = &bit | *event;
                }
            }
            bits.push(bit);
        }
        self.left.set(&concat(&bits.iter().collect::<Vec<_>>()));
    }
}
