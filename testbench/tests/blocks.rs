//! Every leaf of the engine, as Verilog, against the numerics crate: bit for bit, with gaps between the beats.

mod leaves;

use half::f16;
use harmonia_hdl::engine::{accumulator, dot, float_to_bfp, scale, to_fp32, unpack};
use harmonia_hdl::layout::SCALE_BITS;
use harmonia_hdl::{design, layout};
use harmonia_numerics::{self as numerics, Accumulator, Block, GROUP};
use harmonia_testbench::Stall;
use leaves::{BODIES, Beat, ECP5, Noise, field, through};

#[test]
fn the_models_are_the_published_cells() {
    assert_eq!(
        ECP5,
        format!("{}{}", design::ECP5_WRAPPER, design::ECP5_MODEL)
    );
}

/// One lane at a time, every mantissa against every pair of digits; then all lanes at once.
#[test]
fn dot_products_are_exact_for_every_mantissa_and_pair_of_digits() {
    let mut noise = Noise(1);
    let mut cases: Vec<([i16; GROUP], [[i8; GROUP]; 2])> = Vec::new();
    for a in -255i16..=255 {
        for w0 in -16i8..16 {
            for w1 in -15i8..16 {
                let lane = (cases.len() * 7) % GROUP;
                let mut case = ([0; GROUP], [[0; GROUP]; 2]);
                (case.0[lane], case.1[0][lane], case.1[1][lane]) = (a, w0, w1);
                cases.push(case);
            }
        }
    }
    for _ in 0..20_000 {
        let mut draw = |low: i64, high: i64| low + noise.below((high - low + 1) as u64) as i64;
        let extreme = draw(0, 3) == 0;
        let mut pick = |low, high| match extreme {
            true => [low, high][draw(0, 1) as usize],
            false => draw(low, high),
        };
        cases.push((
            std::array::from_fn(|_| pick(-255, 255) as i16),
            std::array::from_fn(|_| std::array::from_fn(|_| pick(-15, 15) as i8)),
        ));
    }
    let beats: Vec<Beat> = cases
        .iter()
        .map(|(mantissas, digits)| {
            let beat = mantissas
                .iter()
                .fold(Beat::default(), |b, m| b.push((*m).into(), 9));
            let packed = |i: usize| (i128::from(digits[1][i]) << 13) + i128::from(digits[0][i]);
            (0..GROUP).fold(beat, |b, i| b.push(packed(i), 18))
        })
        .collect();
    for (body, models) in BODIES {
        let out = through(&dot::describe(body), models, &beats, Stall(32));
        for ((mantissas, digits), sums) in cases.iter().zip(&out) {
            for output in 0..2 {
                let want: i32 = (0..GROUP)
                    .map(|i| i32::from(mantissas[i]) * i32::from(digits[output][i]))
                    .sum();
                assert_eq!(
                    field(sums, 18 * output, 18),
                    want.into(),
                    "{body:?} {mantissas:?} {digits:?}"
                );
            }
        }
    }
}

#[test]
fn every_finite_fp16_scale_and_every_nibble_unpacks() {
    let mut noise = Noise(2);
    // Nibbles of a beat that is kept are those of later ones, whose scales count all the same.
    let mut kept = [0; 8];
    let mut kept_before = false;
    let finite: Vec<u16> = (0..=u16::MAX)
        .filter(|b| f16::from_bits(*b).is_finite())
        .collect();
    let mut beats: Vec<Beat> = Vec::new();
    let cases: Vec<([u32; 8], [u16; 4], bool)> = (0..finite.len())
        .map(|i| {
            let scale = |field: usize| finite[(i + field * 12_345) % finite.len()];
            let own: [u32; 8] = std::array::from_fn(|_| noise.next() as u32);
            let (scales, signed) = (std::array::from_fn(scale), i % 2 == 0);
            // As the sequencer has it: never both, and not one right behind the other.
            let use_kept = noise.below(4) == 0 && !kept_before;
            let keep = noise.below(4) == 0 && !use_kept;
            kept_before = keep;
            let nibbles = if use_kept { kept } else { own };
            if keep {
                kept = own;
            }
            let beat = own
                .iter()
                .fold(Beat::default(), |b, w| b.push((*w).into(), 32));
            // d0, d1, m0, m1, as a weight beat has them.
            let beat = scales
                .iter()
                .fold(beat, |b, s: &u16| b.push((*s).into(), 16));
            // Neither keys nor values: noise on their side.
            let beat = (0..12).fold(beat, |b, _| b.push(noise.next().into(), 32));
            let control = [false, signed, keep, use_kept];
            beats.push(control.iter().fold(beat, |b, c| b.push((*c).into(), 1)));
            (nibbles, scales, signed)
        })
        .collect();
    let out = through(&unpack::describe(), "", &beats, Stall::NONE);
    for ((nibbles, scales, signed), words) in cases.iter().zip(&out) {
        for lane in 0..GROUP {
            let digit = |output: usize| {
                let nibble = i128::from(nibbles[4 * output + lane / 8] >> (4 * (lane % 8)) & 15);
                if *signed && nibble > 7 {
                    nibble - 16
                } else {
                    nibble
                }
            };
            assert_eq!(field(words, 18 * lane, 18), (digit(1) << 13) + digit(0));
        }
        for output in 0..2 {
            for (part, scale) in [scales[output], scales[2 + output]].into_iter().enumerate() {
                let low = 18 * GROUP + SCALE_BITS * output + 18 * part;
                let width = [6, 5][part];
                let mask = (1 << width) - 1;
                let (mantissa, exponent) =
                    (field(words, low, 12), field(words, low + 12, width) & mask);
                let value = mantissa as f64 * 2f64.powi(exponent as i32 - 25);
                assert_eq!(value, f16::from_bits(scale).to_f64(), "scale {scale:04x}");
            }
        }
    }
}

#[test]
fn every_digit_and_scale_of_keys_and_values_unpacks() {
    let mut noise = Noise(7);
    // Runs of weights among them: the choice stands a cycle before the first beat of its run, and reaches some lanes later than others.
    let mut kv = false;
    let cases: Vec<([[i8; GROUP]; 2], [u64; 2], bool)> = (0..5000u64)
        .map(|i| {
            let digits =
                std::array::from_fn(|_| std::array::from_fn(|_| noise.below(31) as i8 - 15));
            let scales = [i % 512, noise.below(512)];
            kv = i > 0 && kv ^ (noise.below(8) == 0);
            (digits, scales, kv)
        })
        .collect();
    let beats: Vec<Beat> = cases
        .iter()
        .enumerate()
        .map(|(i, (digits, scales, kv))| {
            let beat = (0..10).fold(Beat::default(), |b, _| b.push(noise.next().into(), 32));
            let all = || digits.iter().flatten();
            let beat = all().fold(beat, |b, digit| b.push((*digit).into(), 4));
            let beat = scales.iter().fold(beat, |b, scale| {
                b.push((*scale).into(), 9).push(noise.next().into(), 7)
            });
            let beat = beat.push(noise.next().into(), 32);
            let beat = all().fold(beat, |b, digit| b.push((*digit < 0).into(), 1));
            let next = cases.get(i + 1).is_some_and(|case| case.2);
            let mut of_weights = || i128::from(!kv) * i128::from(noise.below(2));
            let (signed, use_kept) = (of_weights(), of_weights());
            let beat = beat.push(next.into(), 1).push(signed, 1);
            beat.push(noise.below(2).into(), 1).push(use_kept, 1)
        })
        .collect();
    let out = through(&unpack::describe(), "", &beats, Stall::NONE);
    let mut stands = 0;
    for ((digits, scales, kv), words) in cases.iter().zip(&out) {
        stands = if *kv { stands + 1 } else { 0 };
        if stands < unpack::SELECT_LEAD {
            continue;
        }
        for (lane, (even, odd)) in digits[0].iter().zip(&digits[1]).enumerate() {
            let packed = (i128::from(*odd) << 13) + i128::from(*even);
            assert_eq!(field(words, 18 * lane, 18), packed);
        }
        for (output, scale) in scales.iter().enumerate() {
            let low = 18 * GROUP + SCALE_BITS * output;
            assert_eq!(field(words, low, 12), 8 + i128::from(scale % 8));
            assert_eq!(field(words, low + 12, 6) & 63, i128::from(scale / 8));
            assert_eq!(field(words, low + 18, 12), 0, "no minimum");
        }
    }
}

/// Groups of one and of two passes mixed, with every FP16 scale and block exponent that comes up.
#[test]
fn scaled_groups_are_the_accumulators_addends() {
    let mut noise = Noise(3);
    let (mut beats, mut wanted) = (Vec::new(), Vec::new());
    let decode = |s: f16| {
        let bits = s.to_bits();
        let (field, fraction) = (i128::from(bits >> 10 & 31), i128::from(bits & 0x3ff));
        let magnitude = if field == 0 {
            fraction
        } else {
            fraction | 0x400
        };
        (
            if bits >> 15 == 1 {
                -magnitude
            } else {
                magnitude
            },
            field.max(1),
        )
    };
    for i in 0..60_000 {
        let narrow = i % 3 == 0;
        let d = noise.finite_f16();
        let exponent = if narrow {
            noise.below(60) as i8 - 40
        } else {
            noise.next() as i8
        };
        let two_passes = noise.below(2) == 0;
        let m = if two_passes {
            f16::ZERO
        } else {
            noise.finite_f16()
        };
        let block_sum = noise.below(2 * 8160 + 1) as i64 - 8160;
        let high = noise.below(2 * 65_280 + 1) as i64 - 65_280;
        let low = noise.below(2 * 122_400 + 1) as i64 - 122_400;
        // Every fourth group is one of keys or values: a scale of four bits, no minimum.
        let kv = (i % 4 == 1).then(|| (8 + noise.below(8) as i64, noise.below(37) as i16));
        let m = if kv.is_some() { f16::ZERO } else { m };
        let beat = |sum: i64, low_pass: bool| {
            let (mm, me) = decode(m);
            let (dm, de) = kv.map_or_else(|| decode(d), |(m, e)| (m.into(), e.into()));
            Beat::default()
                .push(sum.into(), 18)
                .push(block_sum.into(), 14)
                .push(exponent.into(), 8)
                .push(dm, 12)
                .push(de, 6)
                .push(mm, 12)
                .push(me, 5)
                .push(1, 1)
                .push(low_pass.into(), 1)
        };
        if two_passes {
            beats.push(beat(high, false));
            wanted.push(None);
        }
        beats.push(beat(low, two_passes));
        let mut sum = Accumulator::default();
        let integer = if two_passes { 16 * high + low } else { low };
        match kv {
            Some((m, e)) => sum.add_power(m * integer, i16::from(exponent) + e - 25),
            None => sum.add(d, integer, exponent),
        }
        let mut lost = sum.flags().overflow;
        let first = sum.register();
        let mut minimum = Accumulator::default();
        minimum.add(m, block_sum, exponent);
        lost |= minimum.flags().overflow;
        wanted.push(Some((first + minimum.register(), lost)));
    }
    for (body, models) in BODIES {
        for stall in [Stall::NONE, Stall::HALF] {
            let out = through(&scale::describe(body), models, &beats, stall);
            for (index, (words, want)) in out.iter().zip(&wanted).enumerate() {
                let Some((addend, lost)) = want else { continue };
                assert_eq!(field(words, 65, 1) != 0, *lost, "beat {index}");
                assert_eq!(field(words, 0, 65), *addend, "beat {index}");
            }
        }
    }
}

#[test]
fn accumulators_hold_eighty_bits_and_sticky_flags() {
    let mut noise = Noise(4);
    let (mut beats, mut wanted) = (Vec::new(), Vec::new());
    let (mut sum, mut overflow, mut invalid) = (0i128, false, false);
    for i in 0..50_000 {
        let clear = i == 0 || noise.below(40) == 0;
        let add = noise.below(8) != 0 || clear;
        let magnitude = noise.below(64);
        let addend = i128::from(noise.next() as i64 >> magnitude)
            + i128::from(noise.next() as i64 >> magnitude);
        let (lost, bad) = (noise.below(50) == 0, noise.below(50) == 0);
        let strobe = |b: bool| i128::from(b);
        beats.push(
            Beat::default()
                .push(addend, 65)
                .push(strobe(lost), 1)
                .push(strobe(bad), 1)
                .push(strobe(add), 1)
                .push(strobe(clear), 1)
                .push(0, 1) // page
                .push(noise.next().into(), 8)
                .push(noise.next().into(), 8)
                .push(1, 1) // capture
                .push(0, 1) // shift
                .push(0, 82),
        );
        if add {
            if clear {
                (sum, overflow, invalid) = (0, false, false);
            }
            sum = (sum + addend) << 48 >> 48;
            overflow |= lost;
            invalid |= bad;
        }
        wanted.push((sum, overflow, invalid));
    }
    let out = through(&accumulator::describe(), "", &beats, Stall::NONE);
    for (index, (words, (sum, overflow, invalid))) in out.iter().zip(&wanted).enumerate() {
        assert_eq!(field(words, 0, 80), *sum, "beat {index}");
        assert_eq!(
            (field(words, 80, 1) != 0, field(words, 81, 1) != 0),
            (*overflow, *invalid),
            "beat {index}"
        );
    }
}

/// Slots in any order, none of them again before its sum is back; what is captured is the sum of the slot.
#[test]
fn a_page_of_slots_holds_sums_and_flags_of_its_own() {
    let mut noise = Noise(8);
    let mut slots = vec![None::<(i128, bool, bool)>; layout::SLOTS];
    let mut recent = std::collections::VecDeque::from([usize::MAX; accumulator::REUSE - 1]);
    let (mut beats, mut wanted) = (Vec::new(), Vec::new());
    for _ in 0..100_000 {
        // A few slots are busy, so that the shortest distance comes up often.
        let range = [6, layout::SLOTS as u64][noise.below(2) as usize];
        let slot = loop {
            let slot = noise.below(range) as usize;
            if !recent.contains(&slot) {
                break slot;
            }
        };
        recent.pop_front();
        recent.push_back(slot);
        let add = noise.below(8) != 0;
        let clear = slots[slot].is_none() || noise.below(40) == 0;
        let magnitude = noise.below(64);
        let addend = i128::from(noise.next() as i64 >> magnitude);
        let (lost, bad) = (noise.below(50) == 0, noise.below(50) == 0);
        beats.push(
            Beat::default()
                .push(addend, 65)
                .push(lost.into(), 1)
                .push(bad.into(), 1)
                .push(add.into(), 1)
                .push(clear.into(), 1)
                .push(1, 1) // page
                .push(slot as i128, 8)
                .push(slot as i128, 8)
                .push(1, 1) // capture
                .push(0, 1) // shift
                .push(0, 82),
        );
        wanted.push(add.then(|| {
            let (sum, overflow, invalid) = match slots[slot] {
                Some(before) if !clear => before,
                _ => (0, false, false),
            };
            let after = ((sum + addend) << 48 >> 48, overflow | lost, invalid | bad);
            *slots[slot].insert(after)
        }));
    }
    let out = through(&accumulator::describe(), "", &beats, Stall::NONE);
    for (index, (words, want)) in out.iter().zip(&wanted).enumerate() {
        let Some((sum, overflow, invalid)) = want else {
            continue;
        };
        assert_eq!(field(words, 0, 80), *sum, "beat {index}");
        assert_eq!(
            (field(words, 80, 1) != 0, field(words, 81, 1) != 0),
            (*overflow, *invalid),
            "beat {index}"
        );
    }
}

#[test]
fn accumulators_become_fp32_or_are_words_as_they_are() {
    let mut noise = Noise(5);
    let mut values: Vec<i128> = Vec::new();
    for shift in 0..80 {
        for near in -3i128..=3 {
            values.extend([(1 << shift) + near, -(1 << shift) + near]);
            // Ties: 24 bits and a half.
            values.push(
                ((0x80_0000 | i128::from(noise.next() as u32 >> 9)) * 2 + 1) << shift.min(54),
            );
        }
    }
    values.extend((0..100_000).map(|_| {
        let wide = i128::from(noise.next() as i64) << 16 | i128::from(noise.next() as u16);
        wide >> noise.below(80)
    }));
    let beats: Vec<Beat> = values
        .iter()
        .map(|v| {
            Beat::default()
                .push(*v, 80)
                .push(noise.below(2).into(), 1)
                .push(noise.below(2).into(), 1)
                .push(1, 1)
                .push(noise.below(4).saturating_sub(noise.below(2)).into(), 2)
        })
        .collect();
    let out = through(&to_fp32::describe(), "", &beats, Stall(64));
    for ((value, beat), words) in values.iter().zip(&beats).zip(&out) {
        let value = value << 48 >> 48;
        let part = field(&beat.words, 83, 2) & 3;
        let want = match part {
            0 => numerics::fixed_to_f32(value as i64).to_bits(),
            word => (value >> (32 * (word - 1))) as u32,
        };
        assert_eq!(words[0], want, "{value:#x}, part {part}");
        let beyond = part == 0 && i64::try_from(value).is_err();
        let lost = field(&beat.words, 80, 1) != 0 || beyond;
        assert_eq!(words[1] & 1 != 0, lost, "{value:#x}");
        assert_eq!(words[1] >> 1 & 1 != 0, field(&beat.words, 81, 1) != 0);
    }
}

/// The converter's blocks, cycle for cycle, against numerics'; of a block with infinities or NaN all but the exponent, which
/// says nothing. Of four blocks one has gaps between its beats.
fn convert_and_compare(groups: &[[u32; GROUP]]) {
    let mut noise = Noise(7);
    let (mut beats, mut due) = (Vec::new(), Vec::new());
    let beat = |values: &[u32], valid: bool| {
        let beat = values
            .iter()
            .fold(Beat::default(), |b, v| b.push((*v).into(), 32));
        beat.push(valid.into(), 1)
    };
    for group in groups {
        let gaps = noise.below(4) == 0;
        for four in group.chunks(float_to_bfp::LANES) {
            while gaps && noise.below(3) == 0 {
                let other = [(); float_to_bfp::LANES].map(|()| noise.next() as u32);
                beats.push(beat(&other, false));
            }
            beats.push(beat(four, true));
        }
        due.push(beats.len() - 1 + float_to_bfp::LATENCY);
    }
    beats.extend(vec![
        beat(&[0; float_to_bfp::LANES], false);
        float_to_bfp::LATENCY + 1
    ]);
    let out = through(&float_to_bfp::describe(), "", &beats, Stall::NONE);
    let came = (0..out.len()).filter(|cycle| field(&out[*cycle], 311, 1) != 0);
    assert!(
        came.eq(due.iter().copied()),
        "blocks come when they are due"
    );
    for (group, cycle) in groups.iter().zip(due) {
        let words = &out[cycle];
        let block = Block::from_f32(&group.map(f32::from_bits));
        assert_eq!(field(words, 310, 1) != 0, block.is_err(), "{group:x?}");
        let invalid = block.is_err();
        let block = block.unwrap_or(Block::ZERO);
        for (lane, mantissa) in block.mantissas.iter().enumerate() {
            assert_eq!(
                field(words, 9 * lane, 9),
                (*mantissa).into(),
                "lane {lane} of {group:x?}"
            );
        }
        if !invalid {
            assert_eq!(field(words, 288, 8), block.exponent.into(), "{group:x?}");
        }
        assert_eq!(field(words, 296, 14), block.sum().into(), "{group:x?}");
    }
}

/// Every FP16 value alone, beside a large and beside a small neighbour, over all lanes.
#[test]
fn every_fp16_value_converts_in_every_position_class() {
    let widened = |bits: u16| f16::from_bits(bits).to_f32().to_bits();
    let groups = |neighbour: Option<f32>| -> Vec<[u32; GROUP]> {
        (0..=u16::MAX)
            .map(|value| {
                let lane = usize::from(value) % GROUP;
                let mut group = [0; GROUP];
                group[lane] = widened(value);
                if let Some(neighbour) = neighbour {
                    group[(lane + 1 + usize::from(value >> 5) % 31) % GROUP] = neighbour.to_bits();
                }
                group
            })
            .collect()
    };
    let mut all = groups(None);
    for neighbour in [1.0, 255.0, 0.03, 60_000.0, 6e-8, -1.998] {
        all.extend(groups(Some(neighbour)));
    }
    convert_and_compare(&all);
}

#[test]
fn fp32_values_of_every_size_convert() {
    let mut noise = Noise(6);
    let mut groups: Vec<[u32; GROUP]> = Vec::new();
    for i in 0..60_000u64 {
        let top = noise.below(256) as u32;
        groups.push(std::array::from_fn(|_| {
            let bits = noise.next() as u32;
            match i % 4 {
                0 => bits,                                                                  // anything
                1 => bits & 0x807f_ffff | top.saturating_sub(noise.below(14) as u32) << 23, // of one size
                2 => bits & 0x8000_0001 | top << 23 | 0x007f_8000 | (noise.below(2) as u32) << 14, // about to round up
                _ => bits & 0x801f_ffff, // subnormal
            }
        }));
    }
    // Values and ties around half a unit of the smallest exponent.
    for bits in 0x000f_fffc..0x0010_0004u32 {
        groups.push(std::array::from_fn(|lane| if lane == 5 { bits } else { 0 }));
    }
    convert_and_compare(&groups);
    let finite = groups
        .iter()
        .filter(|g| Block::from_f32(&g.map(f32::from_bits)).is_ok());
    assert!(
        finite.count() > 30_000,
        "most groups must be finite for the test to mean something"
    );
}
