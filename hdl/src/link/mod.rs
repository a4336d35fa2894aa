//! The link to a host: a UART, packets over it, words of 64 bits over them. `docs/link.md` is the contract.
//!
//! ```text
//! rx --> [uart_receiver] --bytes--> [receiver] --words--> [buffer] --> [boundary] --up--> system
//!                                       `--header, right--> [session]       ^               |
//!                                                            |  |  `-begin--'               |
//! tx <-- [uart_transmitter] <-bytes- [transmitter] <-- due --'  `--given back, asked        |
//!                                      ^      ^                       v                     |
//!                               [identity]  [slots] <--answers-- [boundary] <---down--------'
//! ```
//!
//! A packet's words go on when its CRC was right. A UART is slow beside the clock: a byte is worked on in some ten cycles, CRC-32
//! included, bit by bit, and the next one must not be there before, so that a bit has more than two cycles.

pub mod boundary;
pub mod buffer;
mod crc;
pub mod identity;
pub mod receiver;
pub mod serial;
pub mod session;
pub mod slots;
pub mod transmitter;
pub mod uart_receiver;
pub mod uart_transmitter;

pub use serial::SerialLink;

use harmonia_contract::packet;
// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;

/// Bits of a byte.
pub const BYTE: usize = 8;
/// Bits of the number of a packet.
pub const NUMBER: usize = packet::SEQUENCE.bits;
/// Bits of a round.
pub const ROUND: usize = packet::ROUND.bits;
/// Bits of a key.
pub const KEY: usize = packet::KEY.bits;
/// Bits of a packet's words.
pub const LENGTH: usize = packet::WORDS.bits;
/// Bits of the place of a byte among a packet's words.
pub const PLACE: usize = (8 * packet::MOST_WORDS).ilog2() as usize;

/// The divider of a UART: a phase gains `step` in each cycle, and a bit is over when it runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Bits of the phase.
    pub width: usize,
    /// What it gains.
    pub step: u128,
}

impl Rate {
    /// Bits of a step at least: the rate is right within one of 2^10.
    const PRECISION: usize = 11;

    /// The divider for bits at `baud` from a clock, both per second.
    ///
    /// # Panics
    /// When a bit has no more than two cycles.
    pub fn new(clock: u64, baud: u64) -> Rate {
        assert!(
            baud > 0 && clock > 2 * baud,
            "{baud} baud of a clock of {clock} Hz"
        );
        let width = (clock / baud).ilog2() as usize + Self::PRECISION;
        let step = ((u128::from(baud) << width) + u128::from(clock) / 2) / u128::from(clock);
        Rate { width, step }
    }
}

crate::interface! {
    /// What a packet's header says, seen from who has received it.
    pub struct Header, HeaderFor {
        /// The packet has ended, and is right.
        out right: 1,
        /// A packet has ended, or what was none.
        out ended: 1,
        /// What it is.
        out kind: packet::KIND.bits,
        /// The host's round.
        out round: ROUND,
        /// It has words.
        out some: 1,
        /// Its number.
        out sequence: NUMBER,
        /// The packet that the host waits for.
        out acknowledged: NUMBER;
    }
}

crate::interface! {
    /// What the next packet is to say, seen from who knows it.
    pub struct State, StateFor {
        /// What the CRC begins with.
        out key: KEY,
        /// The host's round.
        out round: ROUND,
        /// Packets were left out.
        out gap: 1,
        /// No words for the moment.
        out closed: 1,
        /// The packet that is waited for.
        out expected: NUMBER,
        /// The host wants to know who this is.
        out hello: 1,
        /// Words may be sent.
        out open: 1,
        /// The host is to be told of the state.
        out status: 1;
        /// A packet begins and says it.
        in told: 1,
        /// That is a hello.
        in told_hello: 1,
        /// It has no words: a status.
        in told_status: 1,
    }
}

crate::interface! {
    /// The next packet of words, seen from who has it.
    pub struct Packet, PacketFor {
        /// There is one.
        out due: 1,
        /// Its number.
        out sequence: NUMBER,
        /// Its words.
        out length: LENGTH,
        /// The number of the next packet that words will be in.
        out next: NUMBER,
        /// All that there are have been sent, and all that were asked for again.
        out settled: 1,
        /// A byte of the packet that was taken last, a cycle after its place.
        out byte: BYTE;
        /// The packet is taken.
        in taken: 1,
        /// Which of its bytes comes next.
        in place: PLACE,
        /// The line has nothing to send.
        in idle: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_right_within_a_thousandth() {
        for (clock, baud) in [
            (100_000_000, 3_000_000),
            (100_000_000, 115_200),
            (87_500_000, 3_000_000),
            (7_500_000, 3_000_000),
        ] {
            let rate = Rate::new(clock, baud);
            let made = rate.step as f64 * clock as f64 / (1u128 << rate.width) as f64;
            assert!(
                (made / baud as f64 - 1.0).abs() < 1e-3,
                "{rate:?}: {made} for {baud}"
            );
        }
    }
}
