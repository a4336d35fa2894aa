//! Packets as bytes.

#![allow(clippy::unwrap_used)]

use harmonia_contract::packet::{FLAG, Kind, MOST_WORDS, OPEN_KEY};
use harmonia_link::{Decoder, Packet};
use proptest::prelude::*;

fn packet(words: Vec<u64>) -> Packet {
    Packet {
        kind: Kind::Data,
        round: 3,
        gap: false,
        closed: true,
        sequence: 0x7e,
        acknowledged: 0x7d,
        words,
    }
}

fn decoded(bytes: &[u8], key: u32) -> Vec<Packet> {
    let mut decoder = Decoder::default();
    bytes
        .iter()
        .filter_map(|&byte| decoder.push(byte, |_| key))
        .collect()
}

#[test]
fn a_packet_has_the_bytes_of_the_document() {
    // Kind 1, round 3, closed; one word; CRC-32 of the eleven others.
    let bytes = packet(vec![0x7e00_0000_0000_0001]).encode(OPEN_KEY);
    let body = [0x8d, 0x01, 0x7e, 0x7d, 1, 0, 0, 0, 0, 0, 0, 0x7e];
    let sum = crc32fast::hash(&body).to_le_bytes();
    let escaped = [
        0x8d, 0x01, 0x7d, 0x5e, 0x7d, 0x5d, 1, 0, 0, 0, 0, 0, 0, 0x7d, 0x5e,
    ];
    assert!(sum.iter().all(|byte| ![0x7d, 0x7e].contains(byte)));
    assert_eq!(bytes, [&[FLAG], &escaped[..], &sum, &[FLAG]].concat());
}

#[test]
fn a_packet_with_any_bit_flipped_any_byte_lost_or_doubled_is_none() {
    let right = packet((0..4).map(|word| word * 0x7e7d_0123_4567).collect()).encode(9);
    let bare = &right[1..right.len() - 1];
    let framed = |bytes: &[u8]| [&[FLAG], bytes, &[FLAG, FLAG]].concat();
    assert_eq!(decoded(&framed(bare), 9).len(), 1);
    for at in 0..bare.len() {
        for bit in 0..8 {
            let mut wrong = bare.to_vec();
            wrong[at] ^= 1 << bit;
            assert_eq!(decoded(&framed(&wrong), 9), [], "bit {bit} of byte {at}");
        }
        let lost = [&bare[..at], &bare[at + 1..]].concat();
        let doubled = [&bare[..=at], &bare[at..]].concat();
        assert_eq!(decoded(&framed(&lost), 9), [], "without byte {at}");
        assert_eq!(decoded(&framed(&doubled), 9), [], "byte {at} twice");
    }
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(words in prop::collection::vec(any::<u64>(), 0..=MOST_WORDS), key: u32, noise: Vec<u8>) {
        let packet = packet(words);
        let bytes = packet.encode(key);
        prop_assert_eq!(decoded(&bytes, key), [packet.clone()]);
        // Behind noise the first flag of the packet ends what the noise has begun.
        let all = [&noise, &bytes[..]].concat();
        let found = decoded(&all, key);
        prop_assert_eq!(found.last(), Some(&packet));
    }

    #[test]
    fn a_packet_of_another_connection_is_none(words in prop::collection::vec(any::<u64>(), 0..=MOST_WORDS), key: u32, other: u32) {
        prop_assume!(key != other);
        prop_assert_eq!(decoded(&packet(words).encode(key), other), []);
    }

    #[test]
    fn random_bytes_are_no_packet(bytes in prop::collection::vec(prop_oneof![Just(FLAG), any::<u8>()], 0..2000)) {
        prop_assert_eq!(decoded(&bytes, OPEN_KEY), []);
    }
}
