//! Several sequences on one device, in random order: begun, continued together in one call, taken back within
//! their last group, closed, their regions given to the next. Each must have the results that it has alone.

use std::hash::{DefaultHasher, Hash, Hasher};

use half::f16;
use harmonia_device::{Command, Device, Step};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvFormat, KvShape, Region};

const SIZE: usize = 32;
/// Query heads that share a key/value head.
const HEADS: usize = 2;
const REGIONS: usize = 3;
const SEQUENCES: u64 = 5;
/// Room of a region: two pages beyond the windows.
const TOKENS: usize = 5 * GROUP;

/// A sequence that was begun.
struct Sequence {
    name: u64,
    region: usize,
    /// Which version of each token is stored: one that was taken back comes again as another.
    versions: Vec<u64>,
    committed: usize,
    /// Bits of the results of each token.
    results: Vec<Vec<u32>>,
}

/// A token on its way to the device.
struct Token {
    region: usize,
    position: usize,
    /// The page that is due before it.
    commit: Option<usize>,
    key: Vec<f16>,
    value: Vec<f16>,
    queries: Vec<f16>,
}

/// Runs a scenario on `device`, and each sequence as it ended on a device of its own.
pub fn run(seed: u64, device: &mut dyn Device, alone: &mut dyn FnMut() -> Box<dyn Device>) {
    let words = layout().words();
    configure(device);
    let mut open: Vec<Sequence> = Vec::new();
    let mut begun = 0;
    for step in 0.. {
        let chance = |what: &str, of: u64| number((seed, step, what)) % of;
        let free = (0..REGIONS)
            .map(|slot| slot * words)
            .find(|region| open.iter().all(|sequence| sequence.region != *region));
        match free {
            Some(region) if begun < SEQUENCES && chance("begin", 2) == 0 => {
                open.push(begin(device, begun, region));
                begun += 1;
            }
            _ if open.is_empty() => {
                if begun == SEQUENCES {
                    return;
                }
            }
            _ => {
                let chosen = chance("which", open.len() as u64) as usize;
                match chance("what", 8) {
                    0 if !open[chosen].versions.is_empty() => {
                        let closed = open.swap_remove(chosen);
                        compare(&closed, alone().as_mut());
                    }
                    1 | 2 => open[chosen].take_back(number((seed, step, "to")) as usize),
                    _ => {
                        let counts = |name: u64| number((seed, step, name)) as usize % 30;
                        advance(device, &mut open, step, counts);
                    }
                }
            }
        }
    }
}

fn layout() -> Region {
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V3, GROUP, GROUP).unwrap();
    Region::new(&shape, TOKENS)
}

fn configure(device: &mut dyn Device) {
    let commands = [Command::Configure(layout())];
    device.execute(&commands, &mut Vec::new()).unwrap();
}

fn begin(device: &mut dyn Device, name: u64, region: usize) -> Sequence {
    let offsets = values((name, "offsets"), SIZE);
    let write = Command::Write {
        region,
        offsets: &offsets,
    };
    device.execute(&[write], &mut Vec::new()).unwrap();
    Sequence {
        name,
        region,
        versions: Vec::new(),
        committed: 0,
        results: Vec::new(),
    }
}

impl Sequence {
    /// Forgets tokens of its last group. The device is not told.
    fn take_back(&mut self, to: usize) {
        let first = self.committed * GROUP;
        let length = first + to % (self.versions.len() - first + 1);
        self.versions.truncate(length);
        self.results.truncate(length);
    }

    /// Its next token, if there is room.
    fn next(&mut self, version: u64) -> Option<Token> {
        let (name, position) = (self.name, self.versions.len());
        if position == TOKENS {
            return None;
        }
        self.versions.push(version);
        let commit = (position / GROUP > self.committed).then_some(self.committed);
        self.committed = position / GROUP;
        let values = |what: &str, count| values((name, version, position, what), count);
        Some(Token {
            region: self.region,
            position,
            commit,
            key: values("key", SIZE),
            value: values("value", SIZE),
            queries: values("queries", HEADS * SIZE),
        })
    }
}

/// Gives each sequence as many tokens as `counts` says, in turns, in one call.
fn advance(
    device: &mut dyn Device,
    open: &mut [Sequence],
    version: u64,
    counts: impl Fn(u64) -> usize,
) {
    let (mut tokens, mut of) = (Vec::new(), Vec::new());
    for turn in 0..30 {
        for (index, sequence) in open.iter_mut().enumerate() {
            if turn < counts(sequence.name)
                && let Some(token) = sequence.next(version)
            {
                tokens.push(token);
                of.push(index);
            }
        }
    }
    let results = execute(device, &tokens);
    for (index, results) in of.into_iter().zip(results) {
        open[index].results.push(results);
    }
}

/// Stores tokens and lets them attend. Gives the bits of each one's results.
fn execute(device: &mut dyn Device, tokens: &[Token]) -> Vec<Vec<u32>> {
    let mut commands = Vec::new();
    for token in tokens {
        let Token {
            region, position, ..
        } = *token;
        commands.extend(token.commit.map(|page| Command::Commit { region, page }));
        commands.push(Command::Store {
            region,
            position,
            key: &token.key,
            value: &token.value,
        });
        // As many at a time as there are token rows.
        let rows = HEADS.min(device.limits().token_rows);
        commands.extend(
            token
                .queries
                .chunks(rows * SIZE)
                .map(|queries| Command::Attend {
                    region,
                    position,
                    distance: 0,
                    step: Step::Whole,
                    heads: queries.len() / SIZE,
                    queries,
                }),
        );
    }
    let mut results = Vec::new();
    device.execute(&commands, &mut results).unwrap();
    results
        .chunks_exact(HEADS * SIZE)
        .map(|results| results.iter().map(|value| value.to_bits()).collect())
        .collect()
}

/// The tokens that a sequence has in the end, one by one on a device of their own.
fn compare(sequence: &Sequence, device: &mut dyn Device) {
    configure(device);
    let mut again = begin(device, sequence.name, 0);
    for (version, expected) in sequence.versions.iter().zip(&sequence.results) {
        let token = again.next(*version).unwrap();
        let position = token.position;
        assert_eq!(
            execute(device, &[token]),
            std::slice::from_ref(expected),
            "sequence {}, position {position}",
            sequence.name
        );
    }
}

fn values(of: impl Hash + Copy, count: usize) -> Vec<f16> {
    let value = |index| number((of, index)) as f32 / u64::MAX as f32 * 4.0 - 2.0;
    (0..count)
        .map(|index| f16::from_f32(value(index)))
        .collect()
}

fn number(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
