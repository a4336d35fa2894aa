//! Work that is split in two, each half answered as sums, and put together by numerics: the bits of the whole, on the
//! emulator and on the simulated accelerator.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use std::sync::Arc;

use half::f16;
use harmonia_device::{Command, Device, Emulator, MatMul, Step};
use harmonia_hdl::Configuration;
use harmonia_numerics::kv::{KvFormat, KvShape, Region, combine, prepare_query, to_fp16};
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

/// A sequence's vectors, and the shape of its head.
struct Sequence {
    shape: KvShape,
    tokens: usize,
    heads: usize,
    offsets: Vec<f16>,
    /// `[tokens][size]`
    keys: Vec<f16>,
    values: Vec<f16>,
    /// `[heads][size]`, those of the last token.
    queries: Vec<f16>,
}

/// Some of its pages in a region of their own, and where its last token stands as seen from there.
struct Part {
    shape: KvShape,
    tokens: std::ops::Range<usize>,
    distance: usize,
}

impl Sequence {
    fn new(shape: KvShape, tokens: usize, heads: usize, random: &mut Random) -> Self {
        let size = shape.size();
        let mut vectors = |count: usize, largest: f32| -> Vec<f32> {
            (0..count)
                .map(|_| (random.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0)
                .map(|unit| unit * largest)
                .collect()
        };
        let queries = vectors(heads * size, 9.0);
        let queries = queries.chunks_exact(size).map(prepare_query);
        Sequence {
            shape,
            tokens,
            heads,
            offsets: to_fp16(&vectors(size, 1.0)).unwrap(),
            keys: to_fp16(&vectors(tokens * size, 4.0)).unwrap(),
            values: to_fp16(&vectors(tokens * size, 2.0)).unwrap(),
            queries: queries.collect::<Result<Vec<_>, _>>().unwrap().concat(),
        }
    }

    fn whole(&self) -> Part {
        Part {
            shape: self.shape,
            tokens: 0..self.tokens,
            distance: 0,
        }
    }

    /// The first `pages` pages, and the others.
    fn cut(&self, pages: usize) -> [Part; 2] {
        let shape = &self.shape;
        let rest = KvShape::new(
            shape.size(),
            true,
            shape.key_bits(),
            shape.value_bits(),
            GROUP * shape.init().saturating_sub(pages),
            GROUP * shape.local(),
        );
        let first = Part {
            shape: *shape,
            tokens: 0..GROUP * pages,
            distance: (self.tokens - 1) / GROUP + 1 - pages,
        };
        let second = Part {
            shape: rest.unwrap(),
            tokens: GROUP * pages..self.tokens,
            distance: 0,
        };
        [first, second]
    }

    /// Stores a part, and asks it by some steps.
    fn commands<'a>(&'a self, part: &Part, steps: &[Step<'a>]) -> Vec<Command<'a>> {
        let (region, size) = (4321, self.shape.size());
        let vector = |values: &'a [f16], token: usize| &values[token * size..][..size];
        let offsets = &self.offsets;
        let mut commands = vec![
            Command::Configure(Region::new(&part.shape, self.tokens + GROUP)),
            Command::Write { region, offsets },
        ];
        let commit = |page| Command::Commit { region, page };
        for (position, token) in part.tokens.clone().enumerate() {
            if position > 0 && position.is_multiple_of(GROUP) {
                commands.push(commit(position / GROUP - 1));
            }
            commands.push(Command::Store {
                region,
                position,
                key: vector(&self.keys, token),
                value: vector(&self.values, token),
            });
        }
        let position = part.tokens.len() - 1;
        if part.distance > 0 {
            commands.push(commit(position / GROUP));
        }
        commands.extend(steps.iter().map(|&step| Command::Attend {
            region,
            position,
            distance: part.distance,
            step,
            heads: self.heads,
            queries: &self.queries,
        }));
        commands
    }

    fn run(&self, device: &mut dyn Device, part: &Part, steps: &[Step<'_>]) -> Vec<f32> {
        let mut results = Vec::new();
        let commands = self.commands(part, steps);
        device.execute(&commands, &mut results).unwrap();
        results
    }
}

/// The first pages asked from a distance, the others as a sequence of their own: maxima, then sums by the larger ones,
/// which come to the outputs of the whole.
fn parts_agree(name: &str) {
    let mut random = Random(5);
    let configuration = Configuration::named(name).unwrap();
    let mut rtl = Rtl::build(&configuration, RtlOptions::default()).unwrap();
    let rows = rtl.limits().token_rows;
    let mut emulator = Emulator::with_tokens(rows);
    let cases = [
        // Size, query heads, format, windows in pages, tokens, pages of the first part.
        (8, 4, KvFormat::K4V4, [1, 1], 150, [1, 3, 4]),
        (33, 1, KvFormat::K3V3, [0, 2], 129, [2, 3, 4]),
        (64, 3, KvFormat::K8V8, [0, 0], 97, [1, 2, 3]),
        (48, 2, KvFormat::K4V3, [2, 0], 128, [1, 2, 3]),
        (16, 4, KvFormat::K3V3, [0, 9], 100, [1, 2, 3]),
    ];
    for (index, (size, heads, format, [init, local], tokens, cuts)) in cases.into_iter().enumerate()
    {
        let shape = KvShape::with_format(size, true, format, GROUP * init, GROUP * local).unwrap();
        let heads = heads.min(rows);
        let sequence = Sequence::new(shape, tokens, heads, &mut random);
        let expected = sequence.run(&mut emulator, &sequence.whole(), &[Step::Whole]);
        for pages in cuts {
            let parts = sequence.cut(pages);
            let own = parts.each_ref().map(|part| {
                let maxima = sequence.run(&mut emulator, part, &[Step::Maximum]);
                maxima
                    .iter()
                    .map(|m| m.to_bits() as i32)
                    .collect::<Vec<_>>()
            });
            let maxima: Vec<i32> = (0..heads)
                .map(|head| own[0][head].max(own[1][head]))
                .collect();
            // Also maxima that no query has found, and the others' below the own ones.
            let other: Vec<i32> = maxima
                .iter()
                .map(|m| m - 1 + random.next() as i32 % 4)
                .collect();
            let steps = [
                Step::Maximum,
                Step::Sums { maxima: &maxima },
                Step::Whole,
                Step::Sums { maxima: &other },
                Step::Maximum,
            ];
            let rate = [None, Some(70), Some(200)][(index + pages) % 3];
            rtl.set_stalls(rate.map(|rate| Stalls::all(rate, pages as u64)));
            let sums_of_parts = parts.map(|part| {
                let emulated = sequence.run(&mut emulator, &part, &steps);
                let simulated = sequence.run(&mut rtl, &part, &steps);
                assert_eq!(
                    bits(&simulated),
                    bits(&emulated),
                    "{name}, {shape:?}, {pages} pages"
                );
                sums(&simulated[heads..][..3 * heads * (1 + size)])
            });
            let mut out = vec![0.0; heads * size];
            let flags = combine(&[&sums_of_parts[0], &sums_of_parts[1]], size, &mut out);
            assert!(!flags.overflow);
            assert_eq!(
                bits(&out),
                bits(&expected),
                "{name}, {shape:?}, {pages} pages"
            );
        }
    }
}

#[test]
fn parts_of_a_sequence_on_one_token_row_add_up_to_the_whole() {
    parts_agree("single");
}

#[test]
fn parts_of_a_sequence_on_four_token_rows_add_up_to_the_whole() {
    parts_agree("quad");
}
