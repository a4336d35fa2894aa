//! Packets as bytes: flags, escapes, CRC-32. docs/link.md, "Packets".

use crc32fast::Hasher;
use harmonia_contract::packet::{
    ACKNOWLEDGED, CLOSED, CRC_BYTES, ESCAPE, FLAG, FLIP, GAP, HEADER_BYTES, KIND, Kind, ROUND,
    SEQUENCE, WORDS,
};

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// What it is.
    pub kind: Kind,
    /// How often the host has gone back or asked; from the board, the last such number that it has seen.
    pub round: u8,
    /// From the board: words were left out.
    pub gap: bool,
    /// From the board: no more words for the moment.
    pub closed: bool,
    /// The number of a packet of words; of others, of the next one of words.
    pub sequence: u8,
    /// The packet of words that is waited for.
    pub acknowledged: u8,
    /// Its words.
    pub words: Vec<u64>,
}

impl Packet {
    /// Its bytes, from the first flag to the last; `key` is what its CRC begins with.
    pub fn encode(&self, key: u32) -> Vec<u8> {
        let fields = [
            (KIND, self.kind as usize),
            (ROUND, self.round.into()),
            (GAP, self.gap.into()),
            (CLOSED, self.closed.into()),
            (WORDS, self.words.len()),
            (SEQUENCE, self.sequence.into()),
            (ACKNOWLEDGED, self.acknowledged.into()),
        ];
        let header = fields.iter().fold(0, |word, (field, value)| {
            word | (*value as u32) << field.low
        });
        let mut body = header.to_le_bytes().to_vec();
        body.extend(self.words.iter().flat_map(|word| word.to_le_bytes()));
        body.extend(crc(&body, key).to_le_bytes());
        let mut bytes = vec![FLAG];
        for byte in body {
            match byte {
                FLAG | ESCAPE => bytes.extend([ESCAPE, byte ^ FLIP]),
                _ => bytes.push(byte),
            }
        }
        bytes.push(FLAG);
        bytes
    }

    /// The packet of a body without flags and escapes; none if its length or CRC is wrong.
    fn decode(body: &[u8], key: u32) -> Option<Packet> {
        let (rest, sum) = body.split_last_chunk::<CRC_BYTES>()?;
        let (header, words) = rest.split_first_chunk::<HEADER_BYTES>()?;
        let header = u32::from_le_bytes(*header).into();
        let right = words.len() == 8 * WORDS.of(header) && *sum == crc(rest, key).to_le_bytes();
        let kind = Kind::ALL
            .into_iter()
            .find(|&kind| kind as usize == KIND.of(header));
        let word = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("chunks of eight"));
        kind.filter(|_| right).map(|kind| Packet {
            kind,
            round: ROUND.of(header) as u8,
            gap: GAP.of(header) == 1,
            closed: CLOSED.of(header) == 1,
            sequence: SEQUENCE.of(header) as u8,
            acknowledged: ACKNOWLEDGED.of(header) as u8,
            words: words.chunks_exact(8).map(word).collect(),
        })
    }
}

/// CRC-32 (IEEE 802.3) whose register begins with `key`: of all ones it is the usual one.
fn crc(bytes: &[u8], key: u32) -> u32 {
    let mut hasher = Hasher::new_with_initial(!key);
    hasher.update(bytes);
    hasher.finalize()
}

/// Finds packets among bytes.
#[derive(Default)]
pub struct Decoder {
    body: Vec<u8>,
    escaped: bool,
    /// The body is longer than any packet's.
    long: bool,
    /// Bodies that were no packets.
    refused: u64,
}

const LONGEST: usize = HEADER_BYTES + 8 * WORDS.most() + CRC_BYTES;

impl Decoder {
    /// The packet that ends with this byte. `key` is what its CRC begins with, from its first byte.
    pub fn push(&mut self, byte: u8, key: impl Fn(u8) -> u32) -> Option<Packet> {
        match byte {
            FLAG => return self.end(key),
            ESCAPE if !self.escaped => self.escaped = true,
            _ if self.body.len() == LONGEST => self.long = true,
            _ => {
                self.body
                    .push(if self.escaped { byte ^ FLIP } else { byte });
                self.escaped = false;
            }
        }
        None
    }

    fn end(&mut self, key: impl Fn(u8) -> u32) -> Option<Packet> {
        let whole = !self.escaped && !self.long;
        let first = self.body.first().copied();
        let packet = first
            .filter(|_| whole)
            .and_then(|first| Packet::decode(&self.body, key(first)));
        self.refused += u64::from(first.is_some() && packet.is_none());
        *self = Decoder {
            refused: self.refused,
            ..Decoder::default()
        };
        packet
    }

    /// Bodies so far that were no packets: damaged ones, noise.
    pub fn refused(&self) -> u64 {
        self.refused
    }
}
