//! Commands whose fields are anything, and what is done to a program to make it illegal.

use harmonia_contract::program::{self, COMMANDS};
use harmonia_contract::{Field, Opcode};

use super::super::values::Random;
use super::ground::{DATA, FREE, Ground};

/// Lengths that mean something: single elements, halves of blocks, whole ones.
pub(super) const LENGTHS: [usize; 10] = [1, 2, 4, 6, 8, 31, 32, 33, 48, 64];

/// A value of a field: as a rule one that may be legal, now and then any.
fn value(random: &mut Random, ground: &Ground, field: Field) -> usize {
    let most = field.most();
    let any = |random: &mut Random| random.below(most + 1);
    if field.bits == 1 || random.chance(7) {
        return any(random);
    }
    let regions = ground.setup.regions;
    let usual = match field {
        program::COUNT => 1 + random.below(3),
        program::LENGTH if random.chance(40) => regions.shape().size(),
        program::LENGTH => random.pick(&LENGTHS),
        program::REGION => random.pick(&[0, regions.words(), ground.setup.cache]),
        program::ADDRESS => random.pick(&[FREE, FREE + 2, DATA, DATA + 77]),
        program::FIRST => random.below(3),
        program::TILE_TOKENS => 1 + random.below(3),
        program::GROUPS => 1 + random.below(2),
        program::OUTPUTS => random.pick(&[1, 2, 5, 40]),
        program::BASE => 0,
        program::PARTS => random.below(3),
        _ if field.name.starts_with("index") && random.chance(75) => 0,
        _ => random.pick(&[0, 0, 500, most]),
    };
    usual.min(most)
}

/// Any command of an opcode.
fn command(random: &mut Random, ground: &Ground, opcode: Opcode) -> [u64; 2] {
    let operands = opcode.operands.iter();
    let values = operands.map(|&(field, _)| (field, value(random, ground, field)));
    opcode.words(&values.collect::<Vec<_>>())
}

/// Any command but an END.
pub(super) fn any(random: &mut Random, ground: &Ground) -> [u64; 2] {
    if random.chance(4) {
        return [random.next(), random.next()];
    }
    let opcode = random.pick(&COMMANDS[1..]);
    command(random, ground, opcode)
}

/// Changes a program in one place.
pub(super) fn mutate(random: &mut Random, ground: &Ground, commands: &mut Vec<[u64; 2]>) {
    let at = random.below(commands.len());
    match random.below(7) {
        // A field becomes anything.
        0..3 => {
            let code = program::OPCODE.of_two(commands[at]);
            let opcode = COMMANDS.iter().find(|of| usize::from(of.code) == code);
            let Some(opcode) = opcode.filter(|opcode| !opcode.operands.is_empty()) else {
                commands[at] = any(random, ground);
                return;
            };
            let (field, _) = random.pick(opcode.operands);
            let any = random.below(field.most() + 1);
            let value = random.pick(&[0, 1, any, field.most()]);
            let word = &mut commands[at][field.low / 64];
            let low = field.low % 64;
            *word = *word & !((field.most() as u64) << low) | (value as u64) << low;
        }
        3 => {
            commands.remove(at);
        }
        4 => {
            let other = random.below(commands.len());
            commands.swap(at, other);
        }
        5 => commands.insert(at, commands[at]),
        _ => commands.insert(at, any(random, ground)),
    }
}

/// About how many cycles a program takes, at least as many as orders of magnitude go: so that one with a large number
/// in a field is seen before it is run.
pub(super) fn cycles(ground: &Ground, commands: &[[u64; 2]], tokens: usize) -> u64 {
    let mut times = vec![1u64];
    let mut cycles = 0u64;
    for &words in commands {
        let now = *times.last().expect("one is never taken");
        let code = program::OPCODE.of_two(words);
        let Some(opcode) = COMMANDS.iter().find(|of| usize::from(of.code) == code) else {
            continue;
        };
        let field = |field: Field| {
            let has = opcode.operands.iter().any(|(operand, _)| *operand == field);
            has.then(|| field.of_two(words) as u64)
        };
        let tokens = tokens as u64;
        if *opcode == program::REPEAT {
            let each = field(program::EACH_TOKEN) == Some(1);
            let count = field(program::COUNT).unwrap_or(1);
            times.push(now.saturating_mul(if each { tokens } else { count }));
        } else if *opcode == program::NEXT && times.len() > 1 {
            times.pop();
        }
        let mut own = field(program::LENGTH).unwrap_or(1);
        own *= 1 + field(program::PARTS).unwrap_or(0);
        own *= field(program::OUTPUTS).unwrap_or(1);
        own *= 1 + field(program::GROUPS).unwrap_or(0);
        let all = field(program::ALL) == Some(1) || field(program::OUTPUTS).is_some();
        own = own.saturating_mul(if all { tokens } else { 1 });
        if field(program::REGION).is_some() {
            own += 64 * ground.setup.regions.shape().size() as u64;
        }
        cycles = cycles.saturating_add(now.saturating_mul(own.saturating_add(50)));
    }
    cycles
}
