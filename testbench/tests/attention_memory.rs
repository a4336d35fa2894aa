//! What the attention unit writes to memory and reads from it, leaf by leaf: blocks to bytes, pages to requests, words to beats.

#![allow(clippy::unwrap_used)]

use std::collections::VecDeque;

use harmonia_hdl::attention::cache::{pages, reader, writer};
use harmonia_hdl::attention::layout::{KV_BEAT_BITS, burst};
use harmonia_hdl::expr::Stepper;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{Codes, KvBits, KvBlock, KvShape, Place, Plane, Region, Scale};
use num_bigint::BigUint;

/// A leaf under test, clocked by hand.
struct Leaf(Stepper);

impl Leaf {
    fn set(&mut self, port: &str, value: u64) {
        self.0.set(port, value.into());
    }

    fn get(&self, port: &str) -> u64 {
        self.0.get(port).iter_u64_digits().next().unwrap_or(0)
    }

    fn settle(&mut self) {
        self.0.update(false);
    }

    fn clock(&mut self) {
        self.0.update(true);
    }
}

/// xorshift64*.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }

    /// A block within the limit of the format, some of whose mantissas are extreme.
    fn block(&mut self, bits: KvBits) -> KvBlock {
        let limit = i16::from(bits.limit());
        let mantissas = std::array::from_fn(|_| match self.below(4) {
            0 => [-limit, limit][self.below(2) as usize],
            _ => self.below(2 * limit as u64 + 1) as i16 - limit,
        });
        KvBlock {
            mantissas,
            scale: Scale::from_byte(self.next() as u8),
        }
    }
}

const BITS: [KvBits; 2] = [KvBits::Four, KvBits::Three];

#[test]
fn blocks_become_the_bytes_of_both_planes_and_touch_no_others() {
    let mut leaf = Leaf(Stepper::new(writer::describe()));
    let mut noise = Noise(1);
    for bits in BITS {
        for blocks in [1, 2, 3, 8] {
            for (value, no_low) in [(0, 0), (1, 0), (1, 1)] {
                let (high, low) = (Plane::high(bits), Plane::low(bits));
                let (high_words, low_words) = (high.page_words(blocks), low.page_words(blocks));
                let (page, slot) = (2, 3);
                let token = noise.below(32) as usize;
                let (low_base, high_base) = (500, 500 + 4 * low_words);
                let mut memory: Vec<u64> = (0..high_base + 3 * high_words)
                    .map(|_| noise.next())
                    .collect();
                let mut wanted = memory.clone();
                let count = if value == 1 { 32 * blocks } else { blocks };
                let list: Vec<KvBlock> = (0..count).map(|_| noise.block(bits)).collect();
                for (index, block) in list.iter().enumerate() {
                    let codes = Codes::new(bits, block);
                    let place = match value {
                        1 => Place::of_value(index),
                        _ => Place::of_key(blocks, token, index),
                    };
                    codes.write_high(&mut wanted[high_base + page * high_words..], place);
                    if no_low == 0 {
                        codes.write_low(&mut wanted[low_base + slot * low_words..], place);
                    }
                }
                let position = if value == 1 { page } else { 32 * page + token };
                for (port, setting) in [
                    ("value", value),
                    ("position", position as u64),
                    ("slot", slot as u64),
                    ("no_low", no_low),
                    ("blocks", blocks as u64),
                    ("start", 1),
                ] {
                    leaf.set(port, setting);
                }
                let three = u64::from(bits == KvBits::Three);
                let region = [three, low_base as u64, high_base as u64];
                for (part, setting) in ["three", "low", "high"].into_iter().zip(region) {
                    let [own, other] = [["key", "value"], ["value", "key"]][value as usize];
                    leaf.set(&format!("region_{own}_{part}"), setting);
                    leaf.set(&format!("region_{other}_{part}"), setting ^ 1);
                }
                leaf.settle();
                leaf.clock();
                leaf.set("start", 0);
                // A page's blocks come one at a time, a key's all at once.
                let mut waiting = 0;
                let mut coming = list.iter();
                for cycle in 0.. {
                    let room = if value == 1 { waiting == 0 } else { cycle > 20 };
                    let block = if room { coming.next() } else { None };
                    leaf.set("block_valid", block.is_some().into());
                    if let Some(block) = block {
                        waiting += 1;
                        let mantissas = block.mantissas.iter().rev();
                        let mantissas = mantissas.fold(BigUint::default(), |bits, m| {
                            bits << 9 | BigUint::from(m.unsigned_abs() | u16::from(*m < 0) << 8)
                        });
                        leaf.0.set("mantissas", mantissas);
                        leaf.set("scale", block.scale.code().into());
                    }
                    let ready = noise.below(3) != 0;
                    leaf.set("request_ready", ready.into());
                    leaf.settle();
                    if ready && leaf.get("request_valid") == 1 {
                        let word = &mut memory[leaf.get("request_address") as usize];
                        let enables = leaf.get("request_enables");
                        let mask = (0..8).filter(|i| enables >> i & 1 == 1);
                        let mask = mask.fold(0, |mask, i| mask | 0xff << (8 * i));
                        *word = *word & !mask | leaf.get("request_data") & mask;
                    }
                    waiting -= leaf.get("begun");
                    leaf.clock();
                    leaf.settle();
                    if coming.len() == 0 && waiting == 0 && leaf.get("idle") == 1 {
                        break;
                    }
                    assert!(cycle < 20_000, "the writer stands still");
                }
                assert_eq!(memory, wanted, "{bits:?}, {blocks} blocks, value {value}");
            }
        }
    }
}

/// Bursts of a query, as the contract has them: kind, address, length, ones. Its own page may be behind the group.
fn bursts(region: &Region, group: usize, distance: usize) -> Vec<(u64, u64, u64, bool)> {
    let shape = region.shape();
    let records = 4 * shape.blocks();
    let mut list = Vec::new();
    let mut page_of = |bits, high: usize, low: Option<usize>, values: bool| {
        let words = |plane: Plane| plane.record_words() as u64;
        let (high_words, low_words) = (words(Plane::high(bits)), words(Plane::low(bits)));
        for record in 0..records as u64 {
            let mut first = values && record == 0;
            if let Some(low) = low {
                let address = low as u64 + record * low_words;
                list.push((burst::LOW as u64, address, low_words, first));
                first = false;
            }
            let address = high as u64 + record * high_words;
            list.push((burst::HIGH as u64, address, high_words, first));
        }
    };
    for page in 0..=group {
        let low = shape.in_window(page, group + distance);
        let low = low.then(|| region.key_low_page(page).start);
        page_of(
            shape.key_bits(),
            region.key_high_page(page).start,
            low,
            false,
        );
    }
    for page in 0..group + usize::from(distance > 0) {
        let low = shape.in_window(page, group + distance);
        let low = low.then(|| region.value_low_page(page).expect("it is kept").start);
        page_of(
            shape.value_bits(),
            region.value_high_page(page).start,
            low,
            true,
        );
    }
    let own = if distance == 0 {
        32 * shape.blocks()
    } else {
        0
    };
    for channel in 0..own {
        let address = region.residual_channel(channel).start as u64;
        list.push((burst::RESIDUAL as u64, address, 8, channel == 0));
    }
    list
}

/// Every window of up to four pages on either side, every group up to six.
#[test]
fn a_query_requests_exactly_its_pages() {
    let mut noise = Noise(2);
    for (index, (init, local)) in (0..5).flat_map(|i| (0..5).map(move |l| (i, l))).enumerate() {
        let (key, value) = (BITS[index % 2], BITS[index / 2 % 2]);
        let size = [20, 40][index % 2];
        let shape = KvShape::new(size, true, key, value, 32 * init, 32 * local).unwrap();
        let region = Region::new(&shape, 32 * 8);
        let distances = [0, 1, 1 + local / 2, local + 1, 9_000];
        for (group, distance) in (0..=6).flat_map(|g| distances.map(|d| (g, d))) {
            let keys_only = noise.below(4) == 0;
            let mut wanted = bursts(&region, group, distance);
            if keys_only {
                let pages = wanted.iter().filter(|burst| burst.0 == burst::HIGH as u64);
                let keys = 4 * shape.blocks() * (group + 1);
                let last = pages.map(|burst| burst.1).nth(keys - 1);
                let end = wanted.iter().position(|burst| Some(burst.1) == last);
                wanted.truncate(end.unwrap() + 1);
            }
            let mut leaf = Leaf(Stepper::new(pages::describe()));
            for (port, setting) in [
                ("group", group),
                ("blocks", shape.blocks()),
                ("init_pages", init),
                ("local_pages", local),
                ("near_pages", local.saturating_sub(distance)),
                ("far", usize::from(distance > local)),
                ("keys_only", keys_only.into()),
                ("distant", usize::from(distance > 0)),
                ("region_key_three", usize::from(key == KvBits::Three)),
                ("region_value_three", usize::from(value == KvBits::Three)),
                ("region_residual", region.residual),
                ("region_key_low", region.key_low),
                ("region_value_low", region.value_low),
                ("region_key_high", region.key_high),
                ("region_value_high", region.value_high),
                ("start", 1),
            ] {
                leaf.set(port, setting as u64);
            }
            leaf.settle();
            leaf.clock();
            leaf.set("start", 0);
            let (mut told, mut requests) = (Vec::new(), Vec::new());
            leaf.settle();
            while leaf.get("idle") == 0 || leaf.get("request_valid") == 1 {
                let hurry = index % 3 == 0;
                let (ready, room) = (hurry || noise.below(2) == 0, hurry || noise.below(2) == 0);
                leaf.set("request_ready", ready.into());
                leaf.set("burst_ready", room.into());
                leaf.settle();
                if leaf.get("burst_valid") == 1 {
                    assert!(room);
                    told.push(leaf.get("burst_data"));
                }
                if ready && leaf.get("request_valid") == 1 {
                    requests.push((leaf.get("request_address"), leaf.get("request_length")));
                }
                leaf.clock();
                leaf.settle();
                assert!(requests.len() <= wanted.len(), "it does not end");
            }
            let got: Vec<_> = told
                .iter()
                .zip(&requests)
                .map(|(told, request)| {
                    (
                        told & 3,
                        request.0,
                        request.1,
                        told >> burst::ONES.0 & 1 == 1,
                    )
                })
                .collect();
            assert_eq!(told.len(), requests.len());
            assert_eq!(
                got, wanted,
                "init {init}, local {local}, group {group}, distance {distance}, {region:?}"
            );
        }
    }
}

/// A COMMIT reads the residual channel by channel, each when the writer has come to the one before it, however
/// early or late that is.
#[test]
fn a_commit_requests_the_next_channel_when_it_is_told() {
    let mut noise = Noise(5);
    for (blocks, late) in [(1, 1), (2, 9), (8, 3)] {
        let mut leaf = Leaf(Stepper::new(pages::describe()));
        const RESIDUAL: u64 = 4_096;
        for (port, setting) in [
            ("commit", 1),
            ("group", 3),
            ("blocks", blocks),
            ("region_residual", RESIDUAL),
            ("start", 1),
        ] {
            leaf.set(port, setting);
        }
        leaf.settle();
        leaf.clock();
        leaf.set("start", 0);
        leaf.settle();
        let mut requests = Vec::new();
        let mut until_told = None;
        while leaf.get("idle") == 0 || leaf.get("request_valid") == 1 || until_told.is_some() {
            let tells = until_told == Some(0);
            leaf.set("next_channel", tells.into());
            let ready = noise.below(3) != 0;
            leaf.set("request_ready", ready.into());
            leaf.set("burst_ready", u64::from(noise.below(3) != 0));
            leaf.settle();
            until_told = until_told.filter(|_| !tells).map(|cycles: u64| cycles - 1);
            if ready && leaf.get("request_valid") == 1 {
                assert_eq!(until_told, None, "nobody has asked for the next channel");
                requests.push((leaf.get("request_address"), leaf.get("request_length")));
                until_told = Some(noise.below(late));
            }
            leaf.clock();
            leaf.settle();
        }
        let wanted: Vec<_> = (0..32 * blocks)
            .map(|channel| (RESIDUAL + 8 * channel, 8))
            .collect();
        assert_eq!(requests, wanted);
    }
}

/// Values or digits of two blocks, each with the code of its scale.
type Pair = [([i16; GROUP], u16); 2];

/// The digits of a beat's two outputs and their scales.
fn digits(beat: &BigUint) -> Pair {
    let field = |low: usize, width: u64| {
        (beat >> low & BigUint::from((1u64 << width) - 1))
            .iter_u64_digits()
            .next()
            .unwrap_or(0)
    };
    std::array::from_fn(|output| {
        let digit = |i: usize| {
            let i = GROUP * output + i;
            let top = field(KV_BEAT_BITS - 2 * GROUP + i, 1) as i16;
            field(4 * i, 4) as i16 - 16 * top
        };
        let scale = field(8 * GROUP + 16 * output, 16) as u16;
        (std::array::from_fn(digit), scale)
    })
}

#[test]
fn words_become_the_digits_of_their_blocks() {
    const RECORDS: usize = 12;
    let mut noise = Noise(3);
    for bits in BITS {
        let (high_plane, low_plane) = (Plane::high(bits), Plane::low(bits));
        let mut leaf = Leaf(Stepper::new(reader::describe()));
        let (mut bursts, mut words) = (VecDeque::new(), VecDeque::new());
        // What each beat is: its blocks, or ones; high pass, low pass or only one.
        let mut wanted: Vec<(Pair, bool)> = Vec::new();
        for record in 0..RECORDS {
            let both = noise.below(2) == 1;
            let opens = record % 4 == 0;
            let mut high = vec![0; high_plane.record_words()];
            let mut low = vec![0; low_plane.record_words()];
            let codes: Vec<Codes> = (0..8)
                .map(|index| {
                    let codes = Codes::new(bits, &noise.block(bits));
                    codes.write_high(&mut high, Place::of_value(index));
                    codes.write_low(&mut low, Place::of_value(index));
                    codes
                })
                .collect();
            let three = u64::from(bits == KvBits::Three);
            let told = |kind: u128, first: bool| {
                kind as u64 | u64::from(both) << 2 | three << 3 | u64::from(first) << 4
            };
            if both {
                bursts.push_back(told(burst::LOW, opens));
                words.extend(&low);
            }
            bursts.push_back(told(burst::HIGH, opens && !both));
            words.extend(&high);
            if opens {
                let one = Scale::ONE.code();
                wanted.push(([([1; GROUP], one), ([0; GROUP], one)], both));
            }
            for pair in codes.chunks(2) {
                let digits = [&pair[0], &pair[1]].map(|codes| match both {
                    true => codes.full(),
                    false => codes.demoted(),
                });
                wanted.push((digits.map(|d| (d.mantissas, d.scale.code())), both));
            }
        }
        let total: usize = wanted.iter().map(|(_, both)| 1 + usize::from(*both)).sum();
        let mut beats = Vec::new();
        let mut promised = 0;
        for cycle in 0.. {
            let burst = match leaf.get("burst_ready") {
                1 if noise.below(3) == 0 => bursts.pop_front(),
                _ => None,
            };
            leaf.set("burst_valid", burst.is_some().into());
            leaf.set("burst_data", burst.unwrap_or(noise.below(64)));
            let offers = noise.below(4) != 0 && !words.is_empty();
            leaf.set("word_valid", offers.into());
            leaf.set("word", if offers { words[0] } else { noise.next() });
            leaf.set("room", noise.below(3).min(1));
            leaf.settle();
            if offers && leaf.get("word_ready") == 1 {
                words.pop_front();
            }
            promised += leaf.get("reserve");
            if leaf.get("beat_valid") == 1 {
                beats.push(leaf.0.get("beat"));
            }
            if beats.len() == total {
                break;
            }
            leaf.clock();
            assert!(
                cycle < 20_000,
                "the reader stands still at beat {}",
                beats.len()
            );
        }
        assert_eq!(promised, total as u64);
        let mut beats = beats.iter().map(digits);
        for (blocks, both) in &wanted {
            let first = beats.next().unwrap();
            let got = match both {
                false => first,
                true => {
                    let second = beats.next().unwrap();
                    std::array::from_fn(|output| {
                        let ((upper, scale), (lower, same)) = (first[output], second[output]);
                        assert_eq!(scale, same);
                        assert!(upper.iter().chain(&lower).all(|digit| digit.abs() <= 15));
                        (std::array::from_fn(|i| 16 * upper[i] + lower[i]), scale)
                    })
                }
            };
            assert_eq!(&got, blocks, "{bits:?}");
        }
    }
}
