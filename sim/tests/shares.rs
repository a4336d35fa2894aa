//! Work that is split in two, each half answered as sums, and put together by numerics: the bits of the whole, on the
//! emulator and on the simulated accelerator.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use std::sync::Arc;

use harmonia_device::{Command, Device, Emulator, MatMul};
use harmonia_hdl::Configuration;
use harmonia_numerics::{Accumulator, Format, GROUP};
use harmonia_sim::{Rtl, RtlOptions, Stalls};
use samples::{Random, bits, product};

fn quad() -> Rtl {
    Rtl::build(
        &Configuration::named("quad").unwrap(),
        RtlOptions::default(),
    )
    .unwrap()
}

/// Sums as a device gives them, three words each.
fn sums(words: &[f32]) -> Vec<Accumulator> {
    let (words, rest) = words.as_chunks::<3>();
    assert!(rest.is_empty());
    words
        .iter()
        .map(|words| Accumulator::from_words(words.map(f32::to_bits)))
        .collect()
}

/// A matrix cut along its contraction axis: both halves' products as sums, beside the whole one's values.
#[test]
fn halves_of_a_matrix_add_up_to_the_whole() {
    const GROUPS: usize = 11;
    const ROWS: usize = 7;
    let mut random = Random(21);
    let (mut rtl, mut emulator) = (quad(), Emulator::with_tokens(4));
    for (index, format) in Format::ALL.into_iter().cycle().take(12).enumerate() {
        let weights = Arc::new(random.matrix(format, ROWS, GROUPS * GROUP));
        let matrix = rtl.store(Arc::clone(&weights)).unwrap();
        assert_eq!(emulator.store(Arc::clone(&weights)).unwrap(), matrix);
        // One bank, full and not, to five of them.
        let tokens = [1, 4, 3, 6, 20, 17][index % 6];
        let inputs = random.activations(tokens * GROUPS * GROUP);
        let cut = 1 + random.next() as usize % (GROUPS - 1);
        let banks = tokens.div_ceil(4);
        let mut commands: Vec<_> = inputs
            .chunks(GROUPS * GROUP)
            .enumerate()
            .map(|(token, values)| Command::Load {
                token,
                tokens,
                base: 3,
                values,
            })
            .collect();
        let part = |groups: std::ops::Range<usize>, sums| {
            Command::MatMul(MatMul {
                matrix,
                rows: 0..ROWS,
                base: 3 + groups.start * banks,
                groups,
                tokens,
                first: true,
                last: true,
                sums,
            })
        };
        commands.extend([
            part(0..cut, true),
            part(cut..GROUPS, true),
            // FP32 values right behind sums, and sums behind those.
            part(0..GROUPS, false),
            part(0..GROUPS, true),
        ]);
        rtl.set_stalls([None, Some(80), Some(210)][index % 3].map(|rate| Stalls::all(rate, 5)));
        let devices: [&mut dyn Device; 2] = [&mut rtl, &mut emulator];
        let [simulated, emulated] = devices.map(|device| {
            let mut results = Vec::new();
            device.execute(&commands, &mut results).unwrap();
            results
        });
        assert_eq!(
            bits(&simulated),
            bits(&emulated),
            "{format:?}, {tokens} tokens"
        );
        let count = tokens * ROWS;
        let (first, rest) = simulated.split_at(3 * count);
        let (second, rest) = rest.split_at(3 * count);
        let (whole, whole_sums) = rest.split_at(count);
        let mut total = sums(first);
        for (sum, other) in total.iter_mut().zip(sums(second)) {
            sum.merge(&other);
        }
        assert_eq!(total, sums(whole_sums));
        let total: Vec<f32> = total.iter().map(|sum| sum.finish().value).collect();
        assert_eq!(bits(&total), bits(whole), "{format:?}, cut at {cut}");
        assert_eq!(bits(whole), bits(&product(&weights, &inputs)));
    }
}
