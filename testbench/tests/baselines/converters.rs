//! FIGNA's pre-aligner, Anda's compressor and our converter: every FP16 pattern beside every largest exponent. The engine's own converter
//! is that of `blocks.rs`.

use super::leaves::Noise;
use super::operands::group;
use super::{CHUNK, run, word};
use half::f16;
use harmonia_hdl::baselines::{CONVERTERS, Converter};
use harmonia_numerics::baselines::{anda, figna, harmonia};
use harmonia_testbench::baselines::{OperandGroup, VALUES, drive_converter};
use num_bigint::BigUint;

fn converter(name: &str) -> &'static Converter {
    let all = const { &CONVERTERS };
    let found = all.iter().find(|converter| converter.name == name);
    found.expect("a converter")
}

/// Groups of `size`, two in an operand group where that is 32, which have every pattern with every largest exponent that it may
/// have, and random ones.
fn groups(size: usize) -> Vec<OperandGroup> {
    let mut noise = Noise(9);
    let mut values = Vec::new();
    let patterns: Vec<u16> = (0..=u16::MAX).collect();
    for exponent in 1..32u16 {
        let below = |bits: &&u16| (**bits >> 10 & 31) <= exponent;
        let fit: Vec<u16> = patterns.iter().filter(below).copied().collect();
        for some in fit.chunks(size - 1) {
            let place = noise.below(size as u64) as usize;
            let largest = exponent << 10 | noise.next() as u16 & 0x83ff;
            let mut group: Vec<u16> = some.to_vec();
            group.resize(size - 1, 0);
            group.insert(place, largest);
            values.extend(group.iter().map(|bits| f16::from_bits(*bits)));
        }
    }
    values.resize(values.len().next_multiple_of(VALUES), f16::ZERO);
    let mut groups: Vec<OperandGroup> = Vec::new();
    for values in values.chunks(VALUES) {
        let mut group = group(&mut noise, groups.len());
        group.activations.copy_from_slice(values);
        groups.push(group);
    }
    groups.extend((0..4_000).map(|index| group(&mut noise, index)));
    groups
}

#[test]
fn figna_aligns_every_pattern_to_every_exponent() {
    for (name, bits) in [("figna_aligner", 14), ("figna_m8_aligner", 8)] {
        let converter = converter(name);
        let groups = groups(32);
        let cycles = drive_converter(converter, 0, &groups);
        let circuit = (converter.circuit)();
        let mut compared = 0;
        run(&circuit, cycles.chunks(CHUNK), |cycle, output| {
            let values = &groups[cycle / 2].activations[32 * (cycle % 2)..][..32];
            let values: &[f16; 32] = values.try_into().expect("32 values");
            let wanted = figna::align(values, bits);
            assert_eq!(word(&output("exponent")), wanted.exponent, "{values:?}");
            let all = output("significands");
            for (lane, significand) in wanted.significands.iter().enumerate() {
                let width = bits as usize + 1;
                let found = word(&(&all >> (lane * width))) & ((1 << width) - 1);
                let wanted = *significand as u32 & ((1 << width) - 1);
                assert_eq!(found, wanted, "{name}, lane {lane} of {values:?}");
                compared += 1;
            }
        });
        assert!(compared > 31 << 15, "{compared}");
    }
}

#[test]
fn every_pattern_and_every_exponent_becomes_our_block() {
    let converter = converter("fp16_to_bfp");
    let groups = groups(32);
    let cycles = drive_converter(converter, 0, &groups);
    let circuit = (converter.circuit)();
    let [mut blocks, mut invalid] = [0; 2];
    run(&circuit, cycles.chunks(CHUNK), |cycle, output| {
        let values = &groups[cycle / 2].activations[32 * (cycle % 2)..][..32];
        let values: &[f16; 32] = values.try_into().expect("32 values");
        let wanted = harmonia::block(values);
        assert_eq!(
            word(&output("invalid")),
            u32::from(wanted.is_none()),
            "{values:?}"
        );
        let Some(wanted) = wanted else {
            invalid += 1;
            return;
        };
        assert_eq!(
            word(&output("exponent")) as i8,
            wanted.exponent,
            "{values:?}"
        );
        let (magnitudes, signs) = (output("magnitudes"), output("signs"));
        for (lane, mantissa) in wanted.mantissas.iter().enumerate() {
            let magnitude = word(&(&magnitudes >> (8 * lane))) as i16 & 0xff;
            let found = if signs.bit(lane as u64) {
                -magnitude
            } else {
                magnitude
            };
            assert_eq!(found, *mantissa, "lane {lane} of {values:?}");
        }
        blocks += 1;
    });
    assert!(
        blocks > 31 << 10 && invalid > 1 << 10,
        "{blocks}, {invalid}"
    );
}

#[test]
fn anda_takes_every_pattern_apart() {
    let converter = converter("anda_compressor");
    let groups = groups(64);
    const PLANES: usize = 8;
    let cycles = drive_converter(converter, PLANES, &groups);
    let circuit = (converter.circuit)();
    let mut compared = 0;
    run(&circuit, cycles.chunks(CHUNK), |cycle, output| {
        let values = &groups[cycle / PLANES].activations;
        let wanted = anda::compress(values, PLANES);
        assert_eq!(
            output("plane"),
            BigUint::from(wanted.planes[cycle % PLANES]),
            "{values:?}"
        );
        assert_eq!(output("signs"), BigUint::from(wanted.signs), "{values:?}");
        assert_eq!(word(&output("exponent")), wanted.exponent, "{values:?}");
        compared += 1;
    });
    assert!(compared > PLANES * (31 << 9), "{compared}");
}
