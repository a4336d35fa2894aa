//! Attention of the simulated accelerators against the emulator's: every number of token rows, several head
//! sizes and groups of query heads, calls of any length, stalls.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use half::f16;
use harmonia_device::{Command, Device, Emulator, Step};
use harmonia_hdl::Configuration;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvFormat, KvShape, Region, prepare_query, to_fp16};
use harmonia_sim::{Rtl, RtlOptions, Stalls};
use samples::{Random, bits};

/// Past four groups, so that pages leave the local window.
const TOKENS: usize = 134;

/// A key/value head and the query heads that share it.
struct Sequence {
    region: Region,
    query_heads: usize,
    offsets: Vec<f16>,
    /// `[tokens][size]` each, queries `[tokens][heads][size]`.
    keys: Vec<f16>,
    values: Vec<f16>,
    queries: Vec<f16>,
}

impl Sequence {
    fn new(size: usize, query_heads: usize, format: KvFormat, local: usize) -> Sequence {
        let shape = KvShape::with_format(size, true, format, GROUP, local).unwrap();
        let mut random = Random(size as u64);
        let mut vectors = |count: usize, largest: f32| -> Vec<f32> {
            (0..count)
                .map(|_| (random.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0)
                .map(|unit| unit * largest)
                .collect()
        };
        let queries = vectors(TOKENS * query_heads * size, 8.0);
        let queries = queries.chunks_exact(size).map(prepare_query);
        Sequence {
            region: Region::new(&shape, TOKENS),
            query_heads,
            offsets: to_fp16(&vectors(size, 1.0)).unwrap(),
            keys: to_fp16(&vectors(TOKENS * size, 4.0)).unwrap(),
            values: to_fp16(&vectors(TOKENS * size, 2.0)).unwrap(),
            queries: queries.collect::<Result<Vec<_>, _>>().unwrap().concat(),
        }
    }

    fn of(values: &[f16], index: usize, length: usize) -> &[f16] {
        &values[index * length..][..length]
    }

    /// The commands of one token. Few tokens ask, so that a simulation stays short; the last ones all do.
    fn token<'a>(&'a self, position: usize, rows: usize, commands: &mut Vec<Command<'a>>) {
        let (region, size) = (0, self.region.shape().size());
        if position == 0 {
            commands.push(Command::Configure(self.region));
            let offsets = &self.offsets;
            commands.push(Command::Write { region, offsets });
        } else if position.is_multiple_of(GROUP) {
            let page = position / GROUP - 1;
            commands.push(Command::Commit { region, page });
        }
        commands.push(Command::Store {
            region,
            position,
            key: Self::of(&self.keys, position, size),
            value: Self::of(&self.values, position, size),
        });
        if !position.is_multiple_of(9) && position + 4 < TOKENS {
            return;
        }
        let width = self.query_heads * size;
        let queries = Self::of(&self.queries, position, width);
        for queries in queries.chunks(rows * size) {
            commands.push(Command::Attend {
                region,
                position,
                distance: 0,
                step: Step::Whole,
                heads: queries.len() / size,
                queries,
            });
        }
    }

    /// `chunk` tokens a call.
    fn run(&self, device: &mut dyn Device, chunk: usize) -> Vec<u32> {
        let rows = device.limits().token_rows;
        let mut results = Vec::new();
        for first in (0..TOKENS).step_by(chunk) {
            let mut commands = Vec::new();
            for position in first..TOKENS.min(first + chunk) {
                self.token(position, rows, &mut commands);
            }
            device.execute(&commands, &mut results).unwrap();
        }
        bits(&results)
    }
}

fn agrees(name: &str) {
    let stalls = Some(Stalls::all(60, 3));
    let sequences = [
        Sequence::new(8, 4, KvFormat::K4V4, GROUP),
        Sequence::new(48, 1, KvFormat::K4V3, GROUP),
        Sequence::new(64, 3, KvFormat::K3V3, 0),
        Sequence::new(128, 2, KvFormat::K4V4, 2 * GROUP),
        Sequence::new(64, 3, KvFormat::K8V8, GROUP),
    ];
    let mut rtl = Rtl::build(&Configuration::named(name).unwrap(), RtlOptions::default()).unwrap();
    for (sequence, chunk) in sequences.iter().zip([1, 7, 32, 100, 134]) {
        let expected = sequence.run(&mut Emulator::new(), 1);
        rtl.set_stalls((chunk % 2 == 0).then_some(stalls).flatten());
        assert_eq!(
            sequence.run(&mut rtl, chunk),
            expected,
            "{name}, {:?}",
            sequence.region.shape()
        );
        for (rows, chunk) in [(1, 100), (2, 32), (4, 7)] {
            let mut emulator = Emulator::with_tokens(rows);
            assert_eq!(sequence.run(&mut emulator, chunk), expected);
        }
    }
}

#[test]
fn one_token_row() {
    agrees("single");
}

#[test]
fn two_token_rows() {
    agrees("pair");
}

#[test]
fn four_token_rows() {
    agrees("quad");
}

#[test]
fn four_token_rows_of_vendor_multipliers() {
    agrees("ulx3s-85f");
}
