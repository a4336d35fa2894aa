//! Bytes of a region: every bit has one owner, and what is written is what is read.

use std::collections::HashSet;

use harmonia_contract::Register;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{
    Codes, KvBits, KvBlock, KvError, KvFormat, KvShape, Place, Plane, Region, Scale,
};
use proptest::prelude::*;

const BITS: [KvBits; 2] = [KvBits::Four, KvBits::Three];

/// Places of all blocks of a page, of keys and of values.
fn places(blocks: usize) -> [Vec<Place>; 2] {
    let of_key = |i: usize| Place::of_key(blocks, i / blocks, i % blocks);
    [
        (0..32 * blocks).map(of_key).collect(),
        (0..32 * blocks).map(Place::of_value).collect(),
    ]
}

/// A block whose planes have every bit that can be set somewhere.
fn block(mantissa: i16, scale: u8) -> KvBlock {
    KvBlock {
        mantissas: [mantissa; GROUP],
        scale: Scale::from_byte(scale),
    }
}

#[test]
fn records_have_the_words_of_the_contract() {
    assert_eq!(BITS.map(|bits| Plane::high(bits).record_words()), [21, 17]);
    assert_eq!(BITS.map(|bits| Plane::low(bits).record_words()), [16, 20]);
    assert_eq!(Plane::high(KvBits::Three).page_words(2), 8 * 17);
}

/// Writes each block of a page alone, over zeros and over ones, with codes whose bits are all set in
/// turn: together the bits that change are the page, and no bit is changed by two blocks.
#[test]
fn every_bit_of_a_page_belongs_to_one_block() {
    for bits in BITS {
        let limit = i16::from(bits.limit());
        // Signs, magnitudes, low parts and scales between them set and clear every bit.
        let blocks_written: Vec<Codes> = (-limit..=limit)
            .flat_map(|m| [block(m, 255), block(m, 0)])
            .map(|block| Codes::new(bits, &block))
            .collect();
        for blocks in [1, 2, 3] {
            for places in places(blocks) {
                for low in [false, true] {
                    let plane = if low {
                        Plane::low(bits)
                    } else {
                        Plane::high(bits)
                    };
                    let words = plane.page_words(blocks);
                    let mut owned = HashSet::new();
                    for &place in &places {
                        let mut touched = vec![0; words];
                        for codes in &blocks_written {
                            for old in [0, u64::MAX] {
                                let mut page = vec![old; words];
                                if low {
                                    codes.write_low(&mut page, place);
                                } else {
                                    codes.write_high(&mut page, place);
                                }
                                for (touched, word) in touched.iter_mut().zip(page) {
                                    *touched |= word ^ old;
                                }
                            }
                        }
                        for (word, bits) in touched.into_iter().enumerate() {
                            for bit in (0..64).filter(|bit| bits >> bit & 1 != 0) {
                                assert!(owned.insert((word, bit)), "{place:?}: {word}, {bit}");
                            }
                        }
                    }
                    assert_eq!(owned.len(), 64 * words, "{plane:?} of {blocks} blocks");
                }
            }
        }
    }
}

/// The drawings of docs/attention.md, word by word.
#[test]
fn codes_lie_where_the_contract_says() {
    // Element i of the block is 8 bits of its own; the pair is the second of the third record.
    let place = Place::of_value(2 * 9 + 1);
    let mantissas: [i16; GROUP] = std::array::from_fn(|i| {
        let magnitude = (i * 7 % 240) as i16;
        if i % 3 == 0 { -magnitude } else { magnitude }
    });
    let block = KvBlock {
        mantissas,
        scale: Scale::from_byte(0xfb),
    };
    for bits in BITS {
        let codes = Codes::new(bits, &block);
        let (high_plane, low_plane) = (Plane::high(bits), Plane::low(bits));
        let (mut high, mut low) = (
            vec![0; high_plane.page_words(1)],
            vec![0; low_plane.page_words(1)],
        );
        codes.write_high(&mut high, place);
        codes.write_low(&mut low, place);
        let record = &high[2 * high_plane.record_words()..];
        assert_eq!(record[0], 0xfb << (8 * 3), "byte 3 is the scale of block 3");
        for (i, &mantissa) in mantissas.iter().enumerate() {
            let (sign, magnitude) = (u64::from(mantissa < 0), u64::from(mantissa.unsigned_abs()));
            let nibble = |words: &[u64]| words[2 + i / 16] >> (4 * (i % 16)) & 15;
            let s = bits.shift();
            let rounded = (magnitude + (1 << (s - 1))) >> s;
            let rest = magnitude.wrapping_sub(rounded << s) & ((1 << s) - 1);
            match bits {
                KvBits::Four => {
                    let pair = &record[1 + 5..];
                    assert_eq!(pair[0] >> (32 + i) & 1, sign);
                    assert_eq!(nibble(&pair[1..]), rounded);
                    assert_eq!(nibble(&low[2 * 16 + 4..]), rest);
                }
                KvBits::Three => {
                    assert_eq!(nibble(&record[1 + 4..]), sign << 3 | rounded);
                    let pair = &low[2 * 20 + 5..];
                    assert_eq!(pair[0] >> (32 + i) & 1, rest >> 4);
                    assert_eq!(nibble(&pair[1..]), rest & 15);
                }
            }
        }
    }
}

#[test]
fn blocks_of_keys_and_values_are_paired_as_the_contract_says() {
    // Two tokens of a block of channels, two channels of 32 tokens: a pair each, the even one first.
    assert_eq!(Place::of_key(3, 0, 0), Place::of_value(0));
    assert_eq!(Place::of_key(3, 1, 0), Place::of_value(1));
    assert_eq!(Place::of_key(3, 0, 2), Place::of_value(4));
    assert_eq!(
        Place::of_key(3, 31, 2),
        Place::of_value(2 * (15 * 3 + 2) + 1)
    );
}

/// All mantissas through both planes and back.
#[test]
fn every_mantissa_comes_back() {
    for bits in BITS {
        let limit = i16::from(bits.limit());
        for m in -limit..=limit {
            let block = block(m, 107);
            let codes = Codes::new(bits, &block);
            assert_eq!(codes.full(), block);
            let unit = f64::from(1 << bits.shift());
            // `f64::round` rounds half away from zero.
            let nearest = (f64::from(m) / unit).round() as i16;
            let demoted = codes.demoted();
            assert_eq!(demoted.mantissas, [nearest; GROUP]);
            assert!(nearest.unsigned_abs() < 1 << bits.get());
            assert_eq!(demoted.scale.to_f64(), unit * block.scale.to_f64());
        }
    }
}

#[test]
fn what_rounds_out_of_the_high_plane_is_refused() {
    for bits in BITS {
        for m in i16::from(bits.limit()) + 1..=255 {
            for m in [m, -m] {
                assert!(std::panic::catch_unwind(|| Codes::new(bits, &block(m, 0))).is_err());
            }
        }
    }
}

fn a_block(bits: KvBits) -> impl Strategy<Value = KvBlock> {
    let limit = i16::from(bits.limit());
    (prop::array::uniform32(-limit..=limit), any::<u8>()).prop_map(|(mantissas, scale)| KvBlock {
        mantissas,
        scale: Scale::from_byte(scale),
    })
}

fn a_page() -> impl Strategy<Value = (KvBits, usize, Vec<KvBlock>)> {
    (prop::sample::select(BITS.to_vec()), 1usize..=8).prop_flat_map(|(bits, blocks)| {
        (
            Just(bits),
            Just(blocks),
            prop::collection::vec(a_block(bits), 32 * blocks),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A page full of random blocks, written in a scrambled order over garbage, is read back whole.
    #[test]
    fn what_is_written_is_read((bits, blocks, written) in a_page(), garbage in any::<u64>()) {
        for places in places(blocks) {
            let mut high = vec![garbage; Plane::high(bits).page_words(blocks)];
            let mut low = vec![!garbage; Plane::low(bits).page_words(blocks)];
            for i in (0..written.len()).map(|i| i * 37 % written.len()) {
                let codes = Codes::new(bits, &written[i]);
                codes.write_high(&mut high, places[i]);
                codes.write_low(&mut low, places[i]);
            }
            for (block, &place) in written.iter().zip(&places) {
                let codes = Codes::read(bits, &high, Some(&low), place);
                prop_assert_eq!(codes, Codes::new(bits, block));
                prop_assert_eq!(&codes.full(), block);
                let demoted = Codes::read(bits, &high, None, place).demoted();
                prop_assert_eq!(demoted, codes.demoted());
            }
        }
    }

    /// The parts of a region follow each other without gap or overlap, and every slot that a page
    /// may use lies within its part.
    #[test]
    fn parts_are_disjoint(
        size in 1usize..=256,
        key in prop::sample::select(BITS.to_vec()),
        value in prop::sample::select(BITS.to_vec()),
        init in 0usize..6,
        local in 0usize..6,
        tokens in 1usize..700,
    ) {
        let shape = KvShape::new(size, true, key, value, 32 * init, 32 * local).expect("in range");
        let region = Region::new(&shape, tokens);
        let blocks = shape.blocks();
        prop_assert_eq!(region.residual, 8 * blocks);
        prop_assert_eq!(region.key_low, region.residual + 256 * blocks);
        let pages = tokens.div_ceil(32);
        let mut parts: [HashSet<usize>; 4] = Default::default();
        for page in 0..pages {
            parts[0].insert(region.key_low_page(page).start);
            parts[2].insert(region.key_high_page(page).start);
            prop_assert!(region.key_low_page(page).end <= region.value_low);
            prop_assert!(region.key_high_page(page).end <= region.value_high);
            if page + 1 < pages {
                parts[3].insert(region.value_high_page(page).start);
                prop_assert!(region.value_high_page(page).end <= region.words());
                if let Some(low) = region.value_low_page(page) {
                    prop_assert!(low.start >= region.value_low && low.end <= region.key_high);
                    parts[1].insert(low.start);
                } else {
                    prop_assert!(local == 0 && page >= init);
                }
            }
        }
        // Every slot is used, so the parts are exactly as long as the pages in them.
        let words = [
            Plane::low(key), Plane::low(value), Plane::high(key), Plane::high(value),
        ].map(|plane| plane.page_words(blocks));
        let starts = [region.key_low, region.value_low, region.key_high, region.value_high, region.words()];
        for part in 0..4 {
            prop_assert_eq!(starts[part + 1] - starts[part], parts[part].len() * words[part]);
            for start in &parts[part] {
                prop_assert!((start - starts[part]).is_multiple_of(words[part]));
            }
        }
        for channel in 0..32 * blocks {
            prop_assert_eq!(region.residual_channel(channel).start, region.residual + 8 * channel);
        }
        for (register, value) in [
            (Register::Size, size),
            (Register::Rotation, shape.rotation() as usize),
            (Register::KeyBits, key.get() as usize),
            (Register::ValueBits, value.get() as usize),
            (Register::Init, init),
            (Register::Local, local),
            (Register::Residual, region.residual),
            (Register::KeyLow, region.key_low),
            (Register::ValueLow, region.value_low),
            (Register::KeyHigh, region.key_high),
            (Register::ValueHigh, region.value_high),
        ] {
            prop_assert_eq!(region.register(register), value, "{:?}", register);
        }
        prop_assert_eq!(region.bytes_at(tokens), 8 * region.words());
    }

    /// No two pages that a query reads with both planes share a low slot.
    #[test]
    fn windows_keep_their_low_planes(init in 0usize..4, local in 0usize..4, own in 0usize..20) {
        let bits = KvBits::Four;
        let shape = KvShape::new(8, true, bits, bits, 32 * init, 32 * local).expect("in range");
        let region = Region::new(&shape, 1000);
        let window = |page: &usize| shape.in_window(*page, own);
        let taken = |page: usize| (page + 1..=own).any(|later| {
            region.key_low_slot(later) == region.key_low_slot(page)
        });
        for page in (0..=own).filter(window) {
            prop_assert!(!taken(page), "key page {}", page);
        }
        // Values of the query's own page are not committed yet.
        for page in (0..own).filter(window) {
            let slot = region.value_low_slot(page);
            prop_assert!(slot.is_some());
            prop_assert!((page + 1..own).all(|later| region.value_low_slot(later) != slot));
        }
    }
}

#[test]
fn bytes_grow_by_pages() {
    let shape = KvShape::with_format(64, true, KvFormat::K4V3, 32, 32).expect("in range");
    let region = Region::new(&shape, 2048);
    let fixed = 8 * (16 + 512);
    assert_eq!(region.bytes_at(0), fixed);
    // One key page with both planes; no value page before the next page begins.
    let key = [8 * 8 * 16, 8 * 8 * 21];
    let value = [8 * 8 * 20, 8 * 8 * 17];
    assert_eq!(region.bytes_at(1), fixed + key[0] + key[1]);
    assert_eq!(region.bytes_at(32), region.bytes_at(1));
    assert_eq!(
        region.bytes_at(33),
        fixed + 2 * (key[0] + key[1]) + value[0] + value[1]
    );
    // Far out: three low pages of keys, two of values.
    assert_eq!(
        region.bytes_at(2048),
        fixed + 3 * key[0] + 64 * key[1] + 2 * value[0] + 63 * value[1]
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let shape =
        |size, init, local| KvShape::new(size, true, KvBits::Four, KvBits::Three, init, local);
    for size in [0, 257, usize::MAX] {
        assert_eq!(shape(size, 0, 0), Err(KvError::Size { size }));
    }
    for tokens in [1, 31, 33, 512 * 32, usize::MAX] {
        assert_eq!(
            shape(64, tokens, 0),
            Err(KvError::Window {
                which: "initial",
                tokens
            })
        );
        assert_eq!(
            shape(64, 0, tokens),
            Err(KvError::Window {
                which: "local",
                tokens
            })
        );
    }
    let largest = shape(256, 511 * 32, 511 * 32).expect("the largest of everything");
    assert_eq!(
        (largest.init(), largest.local(), largest.rotation()),
        (511, 511, 8)
    );

    for format in KvFormat::ALL {
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    for text in ["", "4/8", "44", "4/4 ", "3/4"] {
        let error = text.parse::<KvFormat>().expect_err("no such format");
        assert_eq!(error, KvError::Format { text: text.into() });
        assert_eq!(error.code(), "kv.format");
    }
}

#[test]
fn a_named_format_is_bits_and_windows() {
    for (format, key, value, init, local) in [
        (KvFormat::K8V8, KvBits::Four, KvBits::Four, 511, 0),
        (KvFormat::K4V4, KvBits::Four, KvBits::Four, 1, 2),
        (KvFormat::K4V3, KvBits::Four, KvBits::Three, 1, 2),
        (KvFormat::K3V3, KvBits::Three, KvBits::Three, 1, 2),
    ] {
        let shape = KvShape::with_format(48, false, format, 32, 64).expect("in range");
        assert_eq!((shape.key_bits(), shape.value_bits()), (key, value));
        assert_eq!((shape.init(), shape.local()), (init, local));
        assert_eq!((shape.rotation(), shape.blocks()), (0, 2));
    }
}
