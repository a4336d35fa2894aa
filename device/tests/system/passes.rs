//! Passes at random: programs, tables, tokens.

use harmonia_contract::program::{self, COMMANDS};
use harmonia_contract::{Field, Opcode};
use harmonia_device::system::{Machine, Pass, assemble};
use proptest::prelude::*;

use crate::bench::*;

/// Values of a field: those that are legal now and then, and any others.
fn value(field: Field) -> BoxedStrategy<usize> {
    let most = field.most();
    let of =
        |values: Vec<usize>| prop::sample::select(values).prop_map(move |value| value.min(most));
    let any = 0..=most;
    match field {
        program::COUNT => prop_oneof![9 => of(vec![1, 2, 3]), 1 => any].boxed(),
        program::LENGTH => prop_oneof![9 => of(vec![SIZE, 2, 32, 64, 33]), 1 => any].boxed(),
        program::REGION => prop_oneof![9 => of(vec![0, CACHE]), 1 => any].boxed(),
        program::ADDRESS => prop_oneof![9 => of(vec![FREE, DATA, DATA + 77]), 1 => any].boxed(),
        program::GROUPS => prop_oneof![9 => of(vec![1, 2]), 1 => any].boxed(),
        program::OUTPUTS => prop_oneof![9 => of(vec![1, 2, 5, 40]), 1 => any].boxed(),
        program::BASE => prop_oneof![9 => Just(0), 1 => any].boxed(),
        program::PARTS => prop_oneof![9 => of(vec![0, 1, 2]), 1 => any].boxed(),
        _ if field.name.starts_with("index") => prop_oneof![3 => Just(0), 1 => any].boxed(),
        _ if field.bits == 1 => any.boxed(),
        _ => prop_oneof![2 => Just(0), 2 => 0..=most.min(500), 1 => any].boxed(),
    }
}

fn command(opcode: Opcode) -> impl Strategy<Value = [u64; 2]> {
    let values: Vec<_> = opcode
        .operands
        .iter()
        .map(|(field, _)| value(*field))
        .collect();
    values.prop_map(move |values| {
        let fields = opcode.operands.iter().map(|(field, _)| *field);
        opcode.words(&fields.zip(values).collect::<Vec<_>>())
    })
}

fn any_command() -> impl Strategy<Value = [u64; 2]> {
    prop_oneof![
        30 => prop::sample::select(&COMMANDS[1..]).prop_flat_map(command),
        1 => prop::array::uniform2(any::<u64>()),
    ]
}

/// Regions behind each other, positions from 0 or wherever; seldom any bits.
fn line() -> impl Strategy<Value = [u64; 2]> {
    prop_oneof![
        20 => (0usize..3, 0usize..500, 0usize..3)
            .prop_map(|(region, angles, position)| line_of(CACHE + region * regions().words(), angles, position)),
        1 => prop::array::uniform2(any::<u64>()),
    ]
}

/// Commands, lines of the table, and a number that tokens come from.
pub type RandomPass = (Vec<[u64; 2]>, Vec<[u64; 2]>, usize);

/// Some passes that follow each other.
pub fn passes() -> impl Strategy<Value = Vec<RandomPass>> {
    let commands = prop::collection::vec(any_command(), 1..14);
    let lines = prop::collection::vec(line(), 1..7);
    prop::collection::vec((commands, lines, 0usize..8), 1..4)
}

/// How a machine that has just been turned on ends each pass, and what they leave in the memory that passes write.
pub fn outcome(
    machine: &mut dyn Machine,
    passes: &[RandomPass],
    seed: u64,
) -> (Vec<(&'static str, String)>, Vec<u64>) {
    machine.configure(&setup()).unwrap();
    machine.write(FREE, &words(&numbers(seed, 2000))).unwrap();
    machine
        .write(DATA, &words(&numbers(seed + 1, 2000)))
        .unwrap();
    // What vector memory holds when power comes on is anything.
    let clear = format!("FETCH length={VECTORS} A=0 address={}", DATA + 2000);
    let clear = assemble(&clear).unwrap().concat();
    machine.write(0, &clear).unwrap();
    machine.write(clear.len(), &[0, 0]).unwrap();
    machine
        .run(Pass {
            program: 0,
            table: TABLE,
            tokens: 1,
        })
        .unwrap();
    let mut outcome = Vec::new();
    for (commands, lines, tokens) in passes {
        machine.write(0, commands.as_flattened()).unwrap();
        machine.write(2 * commands.len(), &[0, 0]).unwrap();
        machine.write(TABLE, lines.as_flattened()).unwrap();
        // As a rule as many tokens as lines.
        let tokens = if *tokens < 6 { lines.len() } else { *tokens };
        let ended = machine.run(Pass {
            program: 0,
            table: TABLE,
            tokens,
        });
        outcome.push(ended.map_or_else(
            |error| (error.code(), error.to_string()),
            |_| ("", String::new()),
        ));
    }
    let mut memory = vec![0; CACHE + 3 * regions().words() - DATA];
    machine.read(DATA, &mut memory).unwrap();
    (outcome, memory)
}
