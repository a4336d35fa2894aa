//! The leaves of attention, as Verilog, against plain integers: bit for bit and, where a leaf keeps time itself, cycle for cycle.

mod kv_converter;
mod leaves;

use half::f16;
use harmonia_hdl::attention::cache::{rotate, widen};
use harmonia_hdl::attention::query::{divide, score_buffer, softmax_lane};
use harmonia_hdl::expr::Circuit;
use harmonia_numerics::GROUP;
use harmonia_testbench::Stall;
use leaves::{BODIES, Beat, Noise, field, through};

/// What a leaf's outputs are, cycle by cycle: a beat goes in every cycle, idle ones included.
fn cycles(circuit: &Circuit, models: &str, beats: &[Beat]) -> Vec<Vec<u32>> {
    through(circuit, models, beats, Stall::NONE)
}

fn flag(set: bool) -> i128 {
    set.into()
}

#[test]
fn every_fp16_value_widens() {
    let values: Vec<u16> = (0..=u16::MAX)
        .filter(|bits| !f16::from_bits(*bits).is_nan())
        .collect();
    let groups: Vec<[u16; 4]> = (0..values.len())
        .map(|i| std::array::from_fn(|lane| values[(i + lane * 12_345) % values.len()]))
        .collect();
    let beats: Vec<Beat> = groups
        .iter()
        .map(|g| {
            g.iter()
                .fold(Beat::default(), |b, v| b.push((*v).into(), 16))
                .push(1, 1)
        })
        .collect();
    let out = through(&widen::describe(), "", &beats, Stall(32));
    for (group, words) in groups.iter().zip(&out) {
        let want = group.map(|bits| f16::from_bits(bits).to_f32().to_bits());
        assert_eq!(words[..4], want, "{group:x?}");
    }
}

/// `sum_j +-x_j / 2^(24 + halvings)` over runs of n, rounded once.
fn rotated(values: &[(f16, f16)], n: usize, halvings: u32) -> Vec<u32> {
    let integer = |x: f16| (x.to_f64() * f64::from(1 << 24)) as i64;
    let channels: Vec<i64> = values
        .iter()
        .map(|(x, c)| integer(*x) - integer(*c))
        .collect();
    let of_run = |run: &[i64], i: usize| -> u32 {
        let sum: i64 = (0..n)
            .map(|j| match (i & j).count_ones() % 2 {
                0 => run[j],
                _ => -run[j],
            })
            .sum();
        // Below 2^53, and far from FP32's subnormals: one rounding.
        ((sum as f64 * 0.5f64.powi(24 + halvings as i32)) as f32).to_bits()
    };
    channels
        .chunks(n)
        .flat_map(|run| (0..n).map(move |i| of_run(run, i)))
        .collect()
}

/// Vectors of every length of run, cycle for cycle: when values are taken, when results come, which ones.
#[test]
fn vectors_rotate() {
    let mut noise = Noise(12);
    let (mut beats, mut ready, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    for vector in 0..400u64 {
        let m = if vector < 27 {
            vector % 9
        } else {
            noise.below(9)
        };
        let n = 1usize << m;
        let divides = noise.below(2);
        let count = n * (1 + noise.below(256 / n as u64) as usize);
        let values: Vec<(f16, f16)> = (0..count)
            .map(|i| match vector % 6 {
                0 => (f16::MAX, f16::MIN),
                1 if (i as u64 & vector).count_ones() % 2 == 1 => (f16::MAX, f16::MIN),
                1 => (f16::MIN, f16::MAX),
                2 => (f16::from_bits(noise.below(1025) as u16 | 0x8000), f16::ZERO),
                3 => (noise.finite_f16(), f16::ZERO),
                _ => (noise.finite_f16(), noise.finite_f16()),
            })
            .collect();
        let beat = |(value, offset): (f16, f16), valid: bool| {
            Beat::default()
                .push(value.to_bits().into(), 16)
                .push(offset.to_bits().into(), 16)
                .push(flag(valid), 1)
                .push(m.into(), 4)
                .push(divides.into(), 1)
                .push(count as i128, 9)
        };
        let gaps = vector % 2 == 1;
        let mut cycle = |noise: &mut Noise, is_ready: bool, value: Option<(f16, f16)>| {
            let other = (noise.finite_f16(), noise.finite_f16());
            // What is offered while the leaf is not ready must be ignored.
            let valid = value.is_some() || !is_ready && noise.below(2) == 0;
            beats.push(beat(value.unwrap_or(other), valid));
            ready.push(is_ready);
            beats.len() - 1
        };
        for _ in 0..3 + noise.below(4) {
            cycle(&mut noise, true, None);
        }
        let mut last = 0;
        let mut taken = Vec::new();
        for value in &values {
            while gaps && noise.below(3) == 0 {
                cycle(&mut noise, true, None);
            }
            last = cycle(&mut noise, true, Some(*value));
            taken.push(last);
            if taken.len() < count {
                cycle(&mut noise, false, None);
            }
        }
        let steps = taken.into_iter().chain((1..n).map(|i| last + 2 * i));
        for _ in 0..2 * (n - 1) + rotate::LATENCY {
            cycle(&mut noise, false, None);
        }
        wanted.extend(
            steps
                .skip(n - 1)
                .map(|step| step + rotate::LATENCY)
                .zip(rotated(&values, n, (divides * m) as u32)),
        );
    }
    let out = cycles(&rotate::describe(), "", &beats);
    let mut wanted = wanted.iter();
    let mut next = wanted.next();
    for (cycle, (words, ready)) in out.iter().zip(&ready).enumerate() {
        assert_eq!(field(words, 0, 1) != 0, *ready, "cycle {cycle}");
        let due = next.filter(|(at, _)| *at == cycle);
        assert_eq!(field(words, 33, 1) != 0, due.is_some(), "cycle {cycle}");
        let Some((_, result)) = due else { continue };
        assert_eq!(field(words, 1, 32) as u32, *result, "cycle {cycle}");
        next = wanted.next();
    }
    assert!(next.is_none(), "every result came");
}

/// Scores written and read at the same time; ceiling and overflow after every cycle.
fn scores_of(context: usize, seed: u64, fixed: bool) {
    const RECENT: usize = score_buffer::LATENCY;
    let mut noise = Noise(seed);
    let mut beats: Vec<Beat> = Vec::new();
    // Each cycle's result, what it does to ceiling and overflow, and the score that comes after a read.
    let mut written: Vec<Option<usize>> = Vec::new();
    let mut states: Vec<(Option<i64>, bool)> = Vec::new();
    let mut reads: Vec<Option<Option<i64>>> = Vec::new();
    let mut memory: Vec<Option<i64>> = vec![None; context];
    let mut pending: Vec<(usize, usize, Option<i64>)> = Vec::new();
    let given = -1 - noise.below(1 << 16) as i64;
    let (mut ceiling, mut overflow) = (Some(given), false);
    let mut some = false;
    let mut chains = Vec::new();
    let (mut overflows, mut negative_ceilings) = (0, 0);
    for cycle in 0..60_000 {
        let clear = cycle == 0 || noise.below(40) == 0;
        let valid = noise.below(4) != 0;
        let visible = noise.below(4) != 0;
        let bits = noise.next() as u32;
        // Phases with scores of both signs and of any size, and of large negative ones only.
        let negative = cycle / 2_000 % 2 == 1;
        let exponent = match noise.below(60) {
            0 if !negative => noise.below(256) as u32,
            1 => 141 + noise.below(2) as u32,
            _ if negative => 127 + noise.below(15) as u32,
            2 => 0,
            _ => 100 + noise.below(42) as u32,
        };
        let sign = if negative { 1 << 31 } else { bits & 1 << 31 };
        let fraction = match noise.below(4) {
            0 => 0,
            1 => 0x007f_ffff,
            2 => bits & 0x007f_0000,
            _ => bits & 0x007f_ffff,
        };
        let x = f32::from_bits(sign | exponent << 23 | fraction);
        let flags = if noise.below(100) == 0 {
            1 + noise.below(3)
        } else {
            0
        };
        let address = noise.below(context as u64) as usize;
        let lost = flags != 0 || x.is_nan() || x.abs() >= 32_768.0;
        let s = (!lost).then(|| (f64::from(x) * 65_536.0).floor() as i64);
        if clear {
            (ceiling, overflow, some) = (Some(given), false, false);
        }
        if valid && visible {
            overflow |= lost;
            // After an overflow nothing is promised of the ceiling.
            let of_key = s.map(|s| -(-s).div_euclid(65_536));
            ceiling = match (ceiling, of_key) {
                _ if fixed => Some(given),
                (Some(before), Some(key)) if some => Some(before.max(key)),
                (Some(_), key) => key,
                (None, _) => None,
            };
            some = true;
        }
        overflows += usize::from(overflow);
        negative_ceilings += usize::from(some && ceiling.is_some_and(|c| c < 0));
        states.push((ceiling, overflow));
        written.push(valid.then_some(address));
        if valid {
            pending.push((cycle, address, s));
        }
        pending.retain(|(at, address, s)| {
            let done = at + RECENT <= cycle;
            if done {
                memory[*address] = *s;
            }
            !done
        });
        // Half of the reads go to what was written last of all that can be read.
        let near = cycle.checked_sub(RECENT + noise.below(3) as usize);
        let read_address = match near.and_then(|at| written[at]) {
            Some(address) if noise.below(2) == 0 => address,
            _ => noise.below(context as u64) as usize,
        };
        let safe = pending
            .iter()
            .all(|(_, address, _)| *address != read_address);
        let read = safe && noise.below(3) != 0;
        reads.push(read.then_some(memory[read_address]));
        let next = noise.next() as i64 >> 13;
        let (asked, behind) = match noise.below(2) == 0 {
            true => (true, 0),
            false => (false, noise.below(1 << 17) as i64 - (1 << 16)),
        };
        chains.push((asked, behind, next));
        // Address bits that the context does not have are noise.
        let high = |noise: &mut Noise| {
            noise.below((score_buffer::MOST_KEYS / context) as u64) as usize * context
        };
        beats.push(
            Beat::default()
                .push(x.to_bits().into(), 32)
                .push(flags.into(), 2)
                .push(flag(valid), 1)
                .push((address + high(&mut noise)) as i128, 14)
                .push(flag(visible), 1)
                .push(flag(clear), 1)
                .push((read_address + high(&mut noise)) as i128, 14)
                .push(flag(read), 1)
                .push(given.into(), 17)
                .push(next.into(), 51)
                .push(flag(fixed), 1)
                .push(flag(asked), 1)
                .push(behind.into(), 17),
        );
    }
    let out = cycles(&score_buffer::describe(context), "", &beats);
    let mut compared = 0;
    for (cycle, words) in out.iter().enumerate().skip(RECENT) {
        let (ceiling, overflow) = states[cycle - RECENT];
        if let Some(ceiling) = ceiling {
            assert_eq!(field(words, 33, 17), ceiling.into(), "cycle {cycle}");
        }
        assert_eq!(field(words, 50, 1) != 0, overflow, "cycle {cycle}");
        let (asked, behind, next) = chains[cycle];
        let on_chain = if asked { ceiling } else { Some(behind) };
        if let Some(on_chain) = on_chain {
            assert_eq!(field(words, 51, 17), on_chain.into(), "cycle {cycle}");
        }
        assert_eq!(field(words, 68, 51), next.into(), "cycle {cycle}");
        assert_eq!(field(words, 119, 17), 0, "cycle {cycle}");
        let read = reads[cycle - score_buffer::READ_LATENCY];
        assert_eq!(field(words, 32, 1) != 0, read.is_some(), "cycle {cycle}");
        if let Some(Some(score)) = read {
            assert_eq!(field(words, 0, 32), score.into(), "cycle {cycle}");
            compared += 1;
        }
    }
    assert!(compared > 5_000, "{compared} scores read");
    assert!(overflows > 1_000, "{overflows} cycles with an overflow");
    assert!(
        negative_ceilings > 1_000,
        "{negative_ceilings} cycles with a negative ceiling"
    );
}

#[test]
fn scores_wait_and_the_largest_has_a_ceiling() {
    scores_of(1_024, 13, false);
    scores_of(16_384, 14, false);
    scores_of(1_024, 17, true);
}

/// `p` of d = s - ceiling * 2^16, in 2^-40: it is an integer there.
fn power(table: &[i64; 65], n: i64, f: i64) -> i64 {
    if n > 24 {
        return 0;
    }
    let (i, r) = ((f >> 10) as usize, f & 1023);
    (table[i] + (((table[i + 1] - table[i]) * r) >> 10)) << (24 - n)
}

/// A row's weights as it keeps them.
fn weights(words: &[u32]) -> Vec<u32> {
    const BITS: usize = softmax_lane::WEIGHT_BITS;
    let weight = |i| field(words, BITS * i, BITS) as u32 & ((1 << BITS) - 1);
    (0..GROUP).map(weight).collect()
}

/// 16 fraction bits, and 5 of the exponent field of which the others are 011, as FP32.
fn fp32(weight: &u32) -> u32 {
    match weight >> 16 {
        0 => 0,
        low => (0b011 << 5 | low) << 23 | (weight & 0xffff) << 7,
    }
}

/// Every fraction with n = 0 and with another n, the boundaries of n, and invisible keys; then the next row's weights come in their place.
#[test]
fn every_fraction_becomes_a_power_of_two() {
    let table: [i64; 65] =
        std::array::from_fn(|i| 2f64.powf(16.0 + i as f64 / 64.0).round() as i64);
    let mut noise = Noise(15);
    let mut cases: Vec<(i64, i64)> = (0..1 << 16).map(|f| (0, f)).collect();
    for f in 0..1 << 16 {
        cases.push((noise.below(28) as i64, f));
    }
    for n in [1, 23, 24, 25, 31, 32, 33, 56, 57, 4_095, 32_767, 65_535] {
        for f in [0, 1, 1_023, 1_024, 32_768, 65_534, 65_535] {
            cases.push((n, f));
        }
    }
    cases.truncate(cases.len() / GROUP * GROUP);
    let mut beats = Vec::new();
    let mut wanted = Vec::new();
    let mut group = Vec::new();
    for (n, f) in cases {
        // Any score and ceiling of 16 and 17 bits with that distance.
        let room = 65_536 - n + i64::from(n > 0);
        let whole = noise.below(room as u64) as i64 - 32_768;
        let ceiling = whole + n;
        let score = (whole << 16) + f;
        let visible = noise.below(20) != 0;
        let beat = |valid: bool, score: i64, visible: bool| {
            Beat::default()
                .push(score.into(), 32)
                .push(ceiling.into(), 17)
                .push(flag(visible), 1)
                .push(flag(valid), 1)
                .push(0, 1 + softmax_lane::WEIGHTS_BITS)
        };
        while noise.below(6) == 0 {
            beats.push(beat(false, noise.next() as i32 as i64, noise.below(2) == 0));
        }
        beats.push(beat(true, score, visible));
        let p = if visible { power(&table, n, f) } else { 0 };
        group.push((p as f32 * 0.5f32.powi(40)).to_bits());
        if group.len() == GROUP {
            wanted.push((
                beats.len() - 1 + softmax_lane::LATENCY,
                std::mem::take(&mut group),
            ));
        }
    }
    let idle = Beat::default().push(0, 32 + 17 + 1 + 1 + 1 + softmax_lane::WEIGHTS_BITS);
    beats.extend(vec![idle; softmax_lane::LATENCY + 4]);
    let moved = beats.len();
    let next: Vec<u32> = (0..GROUP).map(|_| noise.next() as u32 >> 11).collect();
    for moves in [true, false] {
        let beat = Beat::default()
            .push(0, 32 + 17 + 1 + 1)
            .push(flag(moves), 1);
        let weights = next.iter();
        beats.push(weights.fold(beat, |b, w| b.push((*w).into(), softmax_lane::WEIGHT_BITS)));
    }
    beats.push(Beat::default().push(0, 32 + 17 + 1 + 1 + 1 + softmax_lane::WEIGHTS_BITS));
    for (body, models) in BODIES {
        let out = cycles(&softmax_lane::describe(body), models, &beats);
        let mut wanted = wanted.iter();
        let mut due_next = wanted.next();
        for (cycle, words) in out.iter().enumerate() {
            let due = due_next.filter(|(at, _)| *at == cycle);
            let valid = field(words, softmax_lane::WEIGHTS_BITS, 1) != 0;
            assert_eq!(valid, due.is_some(), "{body:?} cycle {cycle}");
            let Some((_, group)) = due else { continue };
            let lanes: Vec<u32> = weights(words).iter().map(fp32).collect();
            assert_eq!(&lanes, group, "{body:?} cycle {cycle}");
            due_next = wanted.next();
        }
        assert!(due_next.is_none(), "all weights came");
        assert_ne!(weights(&out[moved + 1]), next);
        assert_eq!(weights(&out[moved + 2]), next);
    }
}

#[test]
fn quotients_are_those_of_ieee_754() {
    let mut noise = Noise(16);
    let float = |sign: u64, exponent: i64, fraction: u64| {
        f32::from_bits((sign as u32) << 31 | ((exponent + 127) as u32) << 23 | fraction as u32)
    };
    let mut cases: Vec<(f32, f32)> = Vec::new();
    let corners = [
        0, 1, 2, 3, 0x3f_ffff, 0x40_0000, 0x40_0001, 0x55_5555, 0x7f_fffd, 0x7f_fffe, 0x7f_ffff,
    ];
    for (n, d) in corners.iter().flat_map(|n| corners.map(|d| (*n, d))) {
        for (en, ed) in [(-32, 14), (-32, -2), (0, 0), (31, -2), (31, 14)] {
            for sign in 0..4 {
                cases.push((float(sign & 1, en, n), float(sign >> 1, ed, d)));
            }
        }
    }
    for denominator in [0.25f32, 1.0, 3.0, 16_384.0, -5.5] {
        cases.extend([(0.0, denominator), (-0.0, denominator)]);
    }
    for i in 0..300_000u64 {
        let denominator = float(
            noise.below(2),
            noise.below(17) as i64 - 2,
            noise.below(1 << 23),
        );
        let numerator = float(
            noise.below(2),
            noise.below(64) as i64 - 32,
            noise.below(1 << 23),
        );
        cases.push(match i % 4 {
            // Exact quotients, and the next to exact ones: where rounding turns.
            0 | 1 => {
                let short = f32::from_bits(numerator.to_bits() & 0xffff_f000);
                let divisor = f32::from_bits(denominator.to_bits() & 0xffff_f000);
                let product = short.clamp(-65_000.0, 65_000.0) * divisor;
                let near = product.to_bits().wrapping_add(i as u32 >> 2 & 1);
                (f32::from_bits(near), divisor)
            }
            _ => (numerator, denominator),
        });
    }
    // What is not normal cannot arise.
    cases.retain(|(n, _)| *n == 0.0 || n.abs() >= 0.5f32.powi(32));
    let beats: Vec<Beat> = cases
        .iter()
        .map(|(n, d)| {
            Beat::default()
                .push(n.to_bits().into(), 32)
                .push(d.to_bits().into(), 32)
                .push(noise.below(4).into(), 2)
                .push(1, 1)
        })
        .collect();
    let out = through(&divide::describe(), "", &beats, Stall(32));
    for (((n, d), beat), words) in cases.iter().zip(&beats).zip(&out) {
        assert_eq!(words[0], (n / d).to_bits(), "{n:e} / {d:e}");
        assert_eq!(words[1] & 3, beat.words[2] & 3);
        assert_eq!(words[1] >> 2 & 1, 1, "valid");
    }
}
