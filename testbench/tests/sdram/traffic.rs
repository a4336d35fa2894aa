//! Kinds of traffic, and how much of the peak each of them uses.

use harmonia_testbench::{Instance, Stall, TestbenchError};

use crate::system::{Noise, SETTLE, Traffic};

/// Traffic of one kind.
#[derive(Clone, Copy)]
enum Kind {
    Read,
    Write,
    RandomRead,
    RandomWrite,
    Mixed,
    Stalled,
}

const KINDS: [(Kind, &str); 6] = [
    (Kind::Read, "reads of 64 words, one behind the other"),
    (Kind::Write, "writes of a word, one behind the other"),
    (Kind::RandomRead, "reads of a word at random"),
    (Kind::RandomWrite, "writes of a word at random"),
    (
        Kind::Mixed,
        "reads of 1 to 64 words and writes at random, half and half",
    ),
    (Kind::Stalled, "the same with pauses, both ways"),
];

/// Requests of a batch.
const BATCH: usize = 4000;

/// One batch, which changes `memory` as the chip's words will be changed.
fn batch(kind: Kind, noise: &mut Noise, memory: &mut [u64]) -> (Traffic, u64) {
    let mut traffic = Traffic::default();
    let words = memory.len();
    let mut moved = 0;
    let requests = match kind {
        Kind::Read => BATCH / 10,
        _ => BATCH,
    };
    let run = noise.below((words - 64 * requests.min(words / 128)) as u64) as usize;
    for request in 0..requests {
        let random = noise.below(words as u64 - 64) as usize;
        let (write, address, length) = match kind {
            Kind::Read => (false, run / 64 * 64 + 64 * request, 64),
            Kind::Write => (true, run + request, 1),
            Kind::RandomRead => (false, random, 1),
            Kind::RandomWrite => (true, random, 1),
            Kind::Mixed | Kind::Stalled => match noise.below(2) {
                0 => (false, random, 1 + noise.below(64) as usize),
                _ => (true, random, 1),
            },
        };
        if write {
            let (data, enables) = (noise.next(), noise.next() as u8 | noise.next() as u8);
            let mask = (0..8).filter(|byte| enables >> byte & 1 == 1);
            let mask: u64 = mask.map(|byte| 0xff << (8 * byte)).sum();
            memory[address] = memory[address] & !mask | data & mask;
            traffic.write(address, data, enables);
        } else {
            traffic.read(address, &memory[address..][..length]);
        }
        moved += length as u64;
    }
    (traffic, moved)
}

/// Kinds of traffic in turns, until the instance has run `limit` cycles: what share of the peak each of them has used. Every word is
/// compared when it is read, and all of them in the end.
pub fn shares(
    instance: &mut Instance,
    limit: u64,
    seed: u64,
) -> Result<[(&'static str, f64); KINDS.len()], TestbenchError> {
    let model = instance.sdram().expect("the design has a chip");
    let words = model.chip().geometry.words();
    let mut memory: Vec<u64> = (0..words).map(|address| model.word(address)).collect();
    let mut noise = Noise(seed);
    let mut totals = [(0, 0); KINDS.len()];
    let mut round = 0;
    while instance.cycles() < limit {
        for ((kind, _), (moved, taken)) in KINDS.iter().zip(&mut totals) {
            let (traffic, words) = batch(*kind, &mut noise, &mut memory);
            let stalls = match kind {
                Kind::Stalled => [0; 2].map(|_| Stall(noise.below(240) as u8)),
                _ => [Stall::NONE; 2],
            };
            let report = traffic.run(instance, stalls, seed + round)?;
            round += 1;
            *moved += words;
            *taken += report.cycles - SETTLE;
        }
    }
    let model = instance.sdram().expect("the design has a chip");
    for (address, word) in memory.iter().enumerate() {
        assert_eq!(model.word(address), *word, "word {address}");
    }
    let share = |(moved, taken)| 400.0 * moved as f64 / taken as f64;
    let shares = std::array::from_fn(|kind| (KINDS[kind].1, share(totals[kind])));
    Ok(shares)
}
