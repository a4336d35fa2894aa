//! Commands of attention as words of the streams `command` and `vectors`; docs/attention.md has the fields.

use half::f16;
use harmonia_contract::Register;
use harmonia_contract::attention::{
    ATTEND, BASE, COMMIT, CONFIGURE, NO_SLOT, POSITION, QUERIES, REGISTER, SLOT, STORE, WRITE,
};
use harmonia_contract::size::WORD_VALUES;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

use super::halves;
use crate::Command;

/// A CONFIGURE for every register.
pub fn configure(region: &Region, words: &mut Vec<u32>) {
    for &register in Register::ALL {
        let fields = [
            (REGISTER, register.number()),
            (BASE, region.register(register)),
        ];
        words.extend(halves(CONFIGURE.word(&fields)));
    }
}

/// Any other command of attention, and its values.
pub fn encode(
    command: &Command<'_>,
    layout: &Region,
    words: &mut Vec<u32>,
    vectors: &mut Vec<u32>,
) {
    match *command {
        Command::Write { region, offsets } => {
            // Channels of the padding have an offset of 0, so that they stay 0.
            let channels = layout.shape().blocks() * GROUP;
            words.extend(halves(
                WRITE.word(&[(POSITION, channels / WORD_VALUES), (BASE, region)]),
            ));
            values(offsets, vectors);
            vectors.resize(vectors.len() + channels - offsets.len(), 0);
        }
        Command::Store {
            region,
            position,
            key,
            value,
        } => {
            words.extend(halves(STORE.word(&[
                (POSITION, position),
                (BASE, region),
                (SLOT, layout.key_low_slot(position / GROUP)),
            ])));
            values(key, vectors);
            values(value, vectors);
        }
        Command::Commit { region, page } => words.extend(halves(COMMIT.word(&[
            (POSITION, page),
            (BASE, region),
            (SLOT, layout.value_low_slot(page).unwrap_or(NO_SLOT)),
        ]))),
        Command::Attend {
            region,
            position,
            heads,
            queries,
        } => {
            words.extend(halves(ATTEND.word(&[
                (QUERIES, heads - 1),
                (POSITION, position),
                (BASE, region),
            ])));
            values(queries, vectors);
        }
        Command::Load { .. } | Command::MatMul(_) | Command::Configure(_) => {}
    }
}

/// A beat a value.
fn values(values: &[f16], vectors: &mut Vec<u32>) {
    vectors.extend(values.iter().map(|value| u32::from(value.to_bits())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use harmonia_numerics::kv::{KvFormat, KvShape};

    const ONES: [f16; 40] = [f16::ONE; 40];

    fn encoded(command: &Command<'_>, local_tokens: usize) -> (Vec<u32>, Vec<u32>) {
        let shape = KvShape::with_format(40, true, KvFormat::K4V3, 32, local_tokens).unwrap();
        let (mut words, mut vectors) = (Vec::new(), Vec::new());
        encode(
            command,
            &Region::new(&shape, 1000),
            &mut words,
            &mut vectors,
        );
        (words, vectors)
    }

    #[test]
    fn every_register_is_set() {
        let shape = KvShape::with_format(40, true, KvFormat::K4V3, 32, 64).unwrap();
        let region = Region::new(&shape, 1000);
        let mut words = Vec::new();
        configure(&region, &mut words);
        // Size, rotation by 8, bits, windows of 1 and 2 pages; two blocks of offsets.
        let fixed = [40, 3, 4, 3, 1, 2, 16];
        for (register, value) in fixed.into_iter().enumerate() {
            let word = 4 | (register as u64) << 4 | value << 24;
            assert_eq!(
                words[2 * register..][..2],
                [word as u32, (word >> 32) as u32]
            );
        }
        assert_eq!(words.len(), 2 * 11);
        let residual_end = 16 + 2 * 256;
        assert_eq!(
            words[14..16],
            [4 | 7 << 4 | residual_end << 24, residual_end >> 8]
        );
    }

    #[test]
    fn offsets_are_padded_to_whole_blocks() {
        let (words, vectors) = encoded(
            &Command::Write {
                region: 0x0123_4567 & 0xff_ffff,
                offsets: &ONES,
            },
            32,
        );
        assert_eq!(words, [0x6700_1005, 0x2345]);
        assert_eq!(vectors.len(), 64);
        assert_eq!(vectors[38..42], [0x3c00, 0x3c00, 0, 0]);
    }

    #[test]
    fn tokens_and_pages_have_their_slots() {
        let store = |position| Command::Store {
            region: 0,
            position,
            key: &ONES,
            value: &[f16::NEG_ONE; 40],
        };
        // Page 0 stays in the initial window; behind it three pages take turns.
        for (position, slot) in [(31, 0), (32, 1), (127, 3), (128, 1)] {
            let (words, vectors) = encoded(&store(position), 64);
            assert_eq!(words, [6 | (position as u32) << 8, slot << 16]);
            assert_eq!(
                (vectors.len(), vectors[39], vectors[40]),
                (80, 0x3c00, 0xbc00)
            );
        }
        let commit = |page, local| encoded(&Command::Commit { region: 1, page }, local).0;
        assert_eq!(commit(4, 64), [0x0100_0407, 2 << 16]);
        assert_eq!(commit(4, 0), [0x0100_0407, 0xffff_0000]);
    }

    #[test]
    fn queries_are_counted() {
        let queries = [f16::ONE; 120];
        let attend = Command::Attend {
            region: 0xab_cdef,
            position: 0x1234,
            heads: 3,
            queries: &queries,
        };
        let (words, vectors) = encoded(&attend, 32);
        assert_eq!(words, [0xef12_3428, 0xabcd]);
        assert_eq!(vectors.len(), 120);
    }
}
