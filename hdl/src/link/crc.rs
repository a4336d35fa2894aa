//! CRC-32, a bit in each cycle.

use super::BYTE;
use crate::expr::{Leaf, State, Word, named};
use harmonia_contract::packet::POLYNOMIAL;

/// The register of a CRC, and the bits of a byte that it is still to take.
pub(super) struct Crc {
    /// The register.
    pub sum: State,
    bits: State,
    left: State,
    /// It takes a bit.
    pub busy: Word,
}

/// What a register takes.
pub(super) struct Feed<'a> {
    /// It begins with `first`.
    pub begin: &'a Word,
    /// What it begins with.
    pub first: &'a Word,
    /// It takes `byte` in the eight cycles after this one; not while it is busy.
    pub take: &'a Word,
    /// The byte.
    pub byte: &'a Word,
}

impl Crc {
    /// A register, to be fed.
    #[named]
    pub fn new(leaf: &Leaf) -> Crc {
        let left = leaf.state("crc_bits_left", 4, 0);
        Crc {
            sum: leaf.state("crc", 32, 0),
            bits: leaf.state("crc_bits", BYTE, 0),
            busy: left.any_bit().named("crc_busy"),
            left,
        }
    }

    /// Feeds it; while `leaves` is set bytes push its own lowest one out and change nothing else.
    #[named]
    pub fn feed(&self, feed: &Feed, leaves: &Word) {
        let Crc {
            sum,
            bits,
            left,
            busy,
        } = self;
        let fewer = left.wrapping_sub(&left.constant(1, 4));
        left.when(feed.take, BYTE as u128).when(busy, &fewer);
        let later = bits.slice(1, BYTE - 1).extend(BYTE);
        bits.when(feed.take, feed.byte).when(busy, &later);
        // What leaves the register comes back where the polynomial has powers.
        let feedback = (&(&sum.bit(0) ^ &bits.bit(0)) & &!leaves).named("feedback");
        let polynomial = feedback.mux(&sum.constant(POLYNOMIAL.into(), 32), &sum.zero(32));
        let next = &sum.slice(1, 31).extend(32) ^ &polynomial;
        sum.when(feed.begin, feed.first).when(busy, &next);
    }
}
