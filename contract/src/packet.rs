//! Packets: bytes of a serial line that carry the words of [`frame`](crate::frame). docs/link.md says what each does.
//!
//! ```text
//! FLAG | header, 4 bytes | words, 8 bytes each | CRC-32, 4 bytes | FLAG
//! ```
//!
//! Between the flags, FLAG and ESCAPE are sent as ESCAPE and the byte with [`FLIP`] turned over. The lowest byte comes
//! first everywhere.

use crate::command::Field;

/// Begins and ends a packet; as many as one likes between packets.
pub const FLAG: u8 = 0x7e;
/// The next byte has [`FLIP`] turned over.
pub const ESCAPE: u8 = 0x7d;
/// The bit that is turned over.
pub const FLIP: u8 = 0x20;

/// What a packet is: the number in [`KIND`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Words of the stream, either way.
    Data = 1,
    /// Either way: what was received. From the host, with a word ([`RESEND`]): asks for those slots and a `Status`.
    Status = 2,
    /// From the host, a word ([`KEY`], [`FINGERPRINT`]): begins a connection. From the board: who it is, an
    /// [`Identity`](crate::Identity).
    Hello = 3,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Data, Self::Status, Self::Hello];
}

/// Header: a [`Kind`].
pub const KIND: Field = Field::new("kind", 0, 2);
/// Header: the host counts how often it has gone back or asked; the board says the last number that it has seen.
pub const ROUND: Field = Field::new("round", 2, 4);
/// Header, from the board: words were left out since the last ones that it took.
pub const GAP: Field = Field::new("gap", 6, 1);
/// Header, from the board: it has no room for a packet of words, or does not yet rest after a hello.
pub const CLOSED: Field = Field::new("closed", 7, 1);
/// Header: words that follow.
pub const WORDS: Field = Field::new("words", 8, 5);
/// Header: the number of a packet of words; of other packets, of the next packet of words.
pub const SEQUENCE: Field = Field::new("sequence", 16, 8);
/// Header: the packet of words that the sender waits for; it has all before.
pub const ACKNOWLEDGED: Field = Field::new("acknowledged", 24, 8);
/// The fields of a header.
pub const HEADER: [Field; 7] = [KIND, ROUND, GAP, CLOSED, WORDS, SEQUENCE, ACKNOWLEDGED];

/// Status of the host: one bit for each slot whose packet is to be sent again, slot = sequence modulo [`SLOTS`].
pub const RESEND: Field = Field::new("resend", 0, 16);
/// Hello of the host: what the CRC-32 of the connection's packets begins with; another one begins another connection.
pub const KEY: Field = Field::new("key", 0, 32);
/// Hello of the host: its [`fingerprint`](crate::fingerprint::fingerprint()). Another one than the board's gets an
/// answer, but no connection.
pub const FINGERPRINT: Field = Field::new("fingerprint", 32, 32);

/// What the CRC-32 of a hello from the host begins with.
pub const OPEN_KEY: u32 = u32::MAX;
/// The CRC-32's polynomial (IEEE 802.3), lowest power in the highest bit.
pub const POLYNOMIAL: u32 = 0xedb8_8320;
/// What is left in the register behind a packet whose CRC is right.
pub const RESIDUE: u32 = 0xdebb_20e3;

/// Bytes of a header.
pub const HEADER_BYTES: usize = 4;
/// Bytes of a CRC.
pub const CRC_BYTES: usize = 4;
/// The most words of a packet.
pub const MOST_WORDS: usize = 16;
/// Packets of words that the host may have sent beyond those acknowledged, while the board is not closed.
pub const WINDOW: usize = 64;
/// Packets of words that the board keeps until they are acknowledged.
pub const SLOTS: usize = 16;
/// Words that the board has received and its system has not taken.
pub const BUFFER_WORDS: usize = 32;
/// Flags that the board sends when it has nothing else to send: what a USB bridge passes on without waiting for more.
pub const FILL: usize = 62;

const _: () = assert!(
    MOST_WORDS <= WORDS.most()
        && SLOTS == RESEND.bits
        && MOST_WORDS <= BUFFER_WORDS
        // Half of the numbers are behind the receiver, half before it.
        && WINDOW <= 1 << (SEQUENCE.bits - 1)
);
