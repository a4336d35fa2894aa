//! What a command leaves behind for those after it: any command between any two of a sequence, by the
//! simulated accelerator and the emulator.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use std::sync::Arc;

use half::f16;
use harmonia_device::{Command, Device, DeviceError, Emulator, MatMul, MatrixId};
use harmonia_hdl::Configuration;
use harmonia_numerics::kv::{KvFormat, KvShape, Region, to_fp16};
use harmonia_numerics::{Format, GROUP};
use harmonia_sim::{Rtl, RtlOptions};
use samples::{Random, bits};

const SIZE: usize = 32;
/// Blocks that attention does, and does not, use itself.
const BASES: [usize; 3] = [0, 256, 300];

/// A step of a sequence: a command, and what it needs of attention to be legal.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Load(usize),
    Whole(usize),
    Begin,
    End,
    Configure,
    Write,
    Store,
    Commit,
    Attend,
}

const STEPS: [Step; 13] = [
    Step::Load(0),
    Step::Load(1),
    Step::Load(2),
    Step::Whole(0),
    Step::Whole(1),
    Step::Whole(2),
    Step::Begin,
    Step::End,
    Step::Configure,
    Step::Write,
    Step::Store,
    Step::Commit,
    Step::Attend,
];

/// Values that commands take parts of, one after the other.
struct Pool {
    activations: Vec<f32>,
    vectors: Vec<f16>,
}

impl Pool {
    fn new() -> Pool {
        let mut random = Random(5);
        let vectors: Vec<f32> = (0..4099)
            .map(|_| (random.next() >> 40) as f32 / (1u64 << 22) as f32 - 2.0)
            .collect();
        Pool {
            activations: random.activations(4099),
            vectors: to_fp16(&vectors).unwrap(),
        }
    }
}

/// Where in a pool the next values begin.
fn next(taken: &mut usize) -> usize {
    *taken += 1;
    *taken * 7 % 4000
}

/// What the rules say is there.
struct Expected {
    loaded: [bool; 3],
    begun: bool,
    /// Tokens of region 0.
    stored: usize,
}

fn region() -> Region {
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, GROUP, GROUP).unwrap();
    Region::new(&shape, 64)
}

/// The commands of a step, and the code that the last of them must be refused with.
fn commands<'a>(
    step: Step,
    matrix: MatrixId,
    pool: &'a Pool,
    taken: &mut usize,
    expected: &mut Expected,
) -> (Vec<Command<'a>>, Option<&'static str>) {
    let mut vector = || &pool.vectors[next(taken)..][..SIZE];
    let product = |groups: std::ops::Range<usize>, base, first, last| {
        Command::MatMul(MatMul {
            matrix,
            rows: 0..2,
            groups,
            base,
            tokens: 1,
            first,
            last,
            sums: false,
        })
    };
    let not_loaded = |loaded: bool| (!loaded).then_some("command.not_loaded");
    match step {
        Step::Load(at) => {
            expected.loaded[at] = true;
            let values = &pool.activations[next(taken)..][..2 * GROUP];
            let base = BASES[at];
            (
                vec![Command::Load {
                    token: 0,
                    tokens: 1,
                    base,
                    values,
                }],
                None,
            )
        }
        Step::Whole(at) => {
            let refusal = not_loaded(expected.loaded[at]);
            expected.begun &= refusal.is_some();
            (vec![product(0..2, BASES[at], true, true)], refusal)
        }
        Step::Begin => {
            let refusal = not_loaded(expected.loaded[0]);
            expected.begun |= refusal.is_none();
            (vec![product(0..1, BASES[0], true, false)], refusal)
        }
        Step::End => {
            let begun = std::mem::take(&mut expected.begun);
            let not_begun = (!begun).then_some("command.not_begun");
            let refusal = not_loaded(expected.loaded[0]).or(not_begun);
            expected.begun = begun && refusal.is_some();
            (vec![product(1..2, BASES[0] + 1, false, true)], refusal)
        }
        Step::Configure => {
            expected.stored = 1;
            let mut commands = vec![Command::Configure(region())];
            for region in [0, region().words()] {
                let offsets = vector();
                commands.push(Command::Write { region, offsets });
                commands.push(Command::Store {
                    region,
                    position: 0,
                    key: vector(),
                    value: vector(),
                });
            }
            (commands, None)
        }
        Step::Write => {
            let offsets = vector();
            (vec![Command::Write { region: 0, offsets }], None)
        }
        Step::Store => {
            let position = expected.stored % GROUP;
            expected.stored = GROUP.min(expected.stored + 1);
            let store = Command::Store {
                region: 0,
                position,
                key: vector(),
                value: vector(),
            };
            (vec![store], None)
        }
        Step::Commit => {
            // A group of the other region; position 0 begins it anew.
            let region = region().words();
            let stores = (0..GROUP).map(|position| Command::Store {
                region,
                position,
                key: vector(),
                value: vector(),
            });
            let mut commands: Vec<_> = stores.collect();
            commands.push(Command::Commit { region, page: 0 });
            (commands, None)
        }
        Step::Attend => {
            expected.loaded = [false; 3];
            expected.begun = false;
            let attend = Command::Attend {
                region: 0,
                position: expected.stored - 1,
                distance: 0,
                step: harmonia_device::Step::Whole,
                heads: 1,
                queries: vector(),
            };
            (vec![attend], None)
        }
    }
}

/// Steps of which every three that can follow each other do so once.
fn every_three() -> Vec<Step> {
    let kinds = STEPS.len();
    let mut seen = vec![false; kinds.pow(3)];
    let mut order = vec![0, 0];
    while let [.., first, second] = order[..] {
        let at = |third: usize| (first * kinds + second) * kinds + third;
        let Some(third) = (0..kinds).rev().find(|third| !seen[at(*third)]) else {
            break;
        };
        seen[at(third)] = true;
        order.push(third);
    }
    assert!(seen.iter().all(|seen| *seen));
    order.into_iter().map(|step| STEPS[step]).collect()
}

fn rtl() -> Rtl {
    let single = Configuration::named("single").unwrap();
    Rtl::build(&single, RtlOptions::default()).unwrap()
}

#[test]
fn whatever_comes_between_two_commands_devices_agree() {
    let pool = Pool::new();
    let matrix = Arc::new(Random(3).matrix(Format::Int8, 2, 2 * GROUP));
    let mut devices: [Box<dyn Device>; 2] = [Box::new(rtl()), Box::new(Emulator::with_tokens(1))];
    let ids = devices
        .each_mut()
        .map(|device| device.store(matrix.clone()).unwrap());
    assert_eq!(ids[0], ids[1]);
    let mut expected = Expected {
        loaded: [false; 3],
        begun: false,
        stored: 0,
    };
    let mut taken = 0;
    let (mut legal, mut answers) = (Vec::new(), Vec::new());
    let steps = [Step::Configure].into_iter().chain(every_three());
    let mut refused = 0;
    for (index, step) in steps.enumerate() {
        let (commands, refusal) = commands(step, ids[0], &pool, &mut taken, &mut expected);
        let outcomes = devices.each_mut().map(|device| {
            let mut results = Vec::new();
            let outcome = device.execute(&commands, &mut results);
            let code = outcome.err().map(|error| match error {
                DeviceError::Illegal { reason, .. } => reason.code(),
                other => panic!("step {index}, {step:?}: {other}"),
            });
            (code, bits(&results))
        });
        assert_eq!(outcomes[0], outcomes[1], "step {index}, {step:?}");
        let [(code, results), _] = outcomes;
        assert_eq!(code, refusal, "step {index}, {step:?}");
        refused += usize::from(code.is_some());
        if code.is_none() {
            legal.extend(commands);
            answers.extend(results);
        }
    }
    assert!(
        refused > 200 && answers.len() > 1000,
        "{refused} refusals, {} results",
        answers.len()
    );

    // The same without pauses: each command follows the one before as soon as it is taken.
    let mut device = rtl();
    device.store(matrix).unwrap();
    let mut results = Vec::new();
    device.execute(&legal, &mut results).unwrap();
    assert!(bits(&results) == answers, "other bits without pauses");
}
