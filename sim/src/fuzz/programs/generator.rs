//! Passes at random: a program of [phrases](super::phrases), now and then changed in one place, a table, tokens.
//!
//! Tokens come in the turn of their sequences. A pass of phrases alone may still break a rule, when a pass before it
//! ended early or an index register has been set.

use harmonia_device::system::Pass;

use super::super::values::Random;
use super::fields::{cycles, mutate};
use super::ground::{DATA, Ground, HEADS, LAYERS, TABLE};
use super::phrases::Writer;

/// Cycles that a program is to take at most, as [`cycles`] counts them.
const MOST_CYCLES: u64 = 60_000;

/// A pass, and where it lies.
#[derive(Clone)]
pub(super) struct RandomPass {
    pub(super) pass: Pass,
    pub(super) commands: Vec<[u64; 2]>,
    pub(super) lines: Vec<[u64; 2]>,
}
impl RandomPass {
    /// The next pass of a machine whose regions hold `sequences`: where they begin, and tokens.
    pub(super) fn new(
        random: &mut Random,
        ground: &Ground,
        sequences: &[(usize, usize)],
    ) -> RandomPass {
        loop {
            let pass = RandomPass::any(random, ground, sequences);
            if cycles(ground, &pass.commands, pass.pass.tokens) <= MOST_CYCLES {
                return pass;
            }
        }
    }

    fn any(random: &mut Random, ground: &Ground, sequences: &[(usize, usize)]) -> RandomPass {
        let batch = ground.limits.batch;
        let tokens = match random.below(20) {
            0..6 => 1,
            6..12 => 1 + random.below(4.min(batch)),
            12..19 => 1 + random.below(batch),
            _ => random.pick(&[0, batch + 1, 255]),
        };
        let mut lines = lines(random, ground, sequences, tokens.min(batch));
        let mut commands = Writer::new(random, ground, tokens.max(1)).program();
        if random.chance(35) {
            mutate(random, ground, &mut commands);
        }
        commands.push([0; 2]);
        if random.chance(4) && !lines.is_empty() {
            let line = random.below(lines.len());
            let (word, bit) = (random.below(2), random.below(64));
            lines[line][word] ^= 1 << bit;
        }
        // Seldom the end of read-only memory comes before that of the program or the table.
        let behind = |words: usize, random: &mut Random| DATA - random.below(words + 4);
        let (words, of_lines) = (2 * commands.len(), 2 * lines.len());
        let program = if random.chance(2) {
            behind(words, random)
        } else {
            0
        };
        let table = if random.chance(2) {
            behind(of_lines, random)
        } else {
            TABLE
        };
        RandomPass {
            pass: Pass {
                program,
                table,
                tokens,
            },
            commands,
            lines,
        }
    }
}

/// Lines of tokens, each the next one of a sequence whose regions all have as many tokens.
fn lines(
    random: &mut Random,
    ground: &Ground,
    sequences: &[(usize, usize)],
    tokens: usize,
) -> Vec<[u64; 2]> {
    let regions = ground.setup.regions;
    let stored = |region: usize| {
        let found = sequences.iter().find(|(begin, _)| *begin == region);
        found.map_or(0, |(_, tokens)| *tokens)
    };
    let next = |sequence: usize| {
        let first = ground.sequence(sequence);
        let heads = (0..LAYERS * HEADS).map(|head| stored(first + head * regions.words()));
        // What does not agree begins anew.
        let least = heads.clone().min().unwrap_or(0);
        if heads.max() == Some(least) { least } else { 0 }
    };
    let mut positions: Vec<usize> = (0..ground.sequences()).map(next).collect();
    let only = random.below(2 * positions.len());
    let line = |_| {
        // All of one sequence, or each of any.
        let sequence = match only {
            only if only < positions.len() => only,
            _ => random.below(positions.len()),
        };
        let position = positions[sequence];
        positions[sequence] += 1;
        ground.line(sequence, position % regions.tokens(), random.below(0x200))
    };
    (0..tokens).map(line).collect()
}
