//! Layers that differ only in where their parts lie, as a loop.
//!
//! ```text
//! layer 0 | layer 1 | ... | layer 5 of another format | layer 6 | ...
//! REPEAT count                                         REPEAT count
//!   commands of layer 0, addresses + r2, regions + r6    ...
//!   INDEX r2 = r2 + words of a layer
//!   INDEX r4 = r4 + words of its regions             (r6 is a line's regions + r4)
//! NEXT
//! ```
//!
//! What a layer reads follows what the layer before it reads, so that layers of the same shape and formats lie at a
//! constant distance. Whether they do is seen from their commands; those that do not stand alone.

use harmonia_contract::program::{
    self as contract, ADDRESS, ADDRESS_INDEX, COMMANDS, COUNT, FROM, OPCODE, REGION, REGION_INDEX,
    REGION_REGISTER, REGION_STEP_INDEX, TO, VALUE,
};
use harmonia_contract::{Field, Opcode};

use super::code::Code;

/// The index register that is the distance of a layer's parts from those of the first one of the loop.
const LAYER: usize = 2;

/// A layer's commands, and its number.
pub(super) struct Layer {
    pub number: usize,
    pub code: Code,
}

/// Words from what one layer reads to what the next one does, and from its regions to the next one's.
#[derive(Clone, Copy, Default)]
struct Distance {
    parts: Option<usize>,
    regions: Option<usize>,
}

/// A field of a command that depends on the layer.
enum Moved {
    Address,
    Region,
}

/// What of a command moves from layer to layer.
fn moved(command: [u64; 2]) -> Option<Moved> {
    let opcode = opcode(command)?;
    let has = |field: Field| opcode.operands.iter().any(|(own, _)| *own == field);
    if has(ADDRESS) && ADDRESS_INDEX.of_two(command) == 0 {
        Some(Moved::Address)
    } else if has(REGION) && REGION_REGISTER.of_two(command) == REGION_INDEX {
        Some(Moved::Region)
    } else {
        None
    }
}

fn opcode(command: [u64; 2]) -> Option<Opcode> {
    let code = OPCODE.of_two(command);
    let mut commands = COMMANDS.into_iter();
    commands.find(|opcode| usize::from(opcode.code) == code)
}

fn with(mut command: [u64; 2], field: Field, value: usize) -> [u64; 2] {
    let (word, low) = (field.low / 64, field.low % 64);
    command[word] &= !((field.most() as u64) << low);
    command[word] |= (value as u64) << low;
    command
}

/// How far the commands of one layer are from those of another, if that is all in which they differ.
fn distance(one: &Code, other: &Code) -> Option<Distance> {
    let mut all = Distance::default();
    if one.commands.len() != other.commands.len() {
        return None;
    }
    for (&a, &b) in one.commands.iter().zip(&other.commands) {
        let (field, common) = match moved(a) {
            None if a == b => continue,
            None => return None,
            Some(Moved::Address) => (ADDRESS, &mut all.parts),
            Some(Moved::Region) => (REGION, &mut all.regions),
        };
        let own = field.of_two(b).checked_sub(field.of_two(a))?;
        if with(a, field, 0) != with(b, field, 0) || *common.get_or_insert(own) != own {
            return None;
        }
    }
    Some(all)
}

impl Code {
    /// Adds layers, those that follow each other at the same distance as a loop.
    pub(super) fn layers(&mut self, layers: &[Layer]) {
        let mut rest = layers;
        while let [first, others @ ..] = rest {
            let step = others
                .first()
                .and_then(|next| distance(&first.code, &next.code));
            let same = |pair: &[Layer]| {
                let own = distance(&pair[0].code, &pair[1].code).zip(step);
                own.is_some_and(|(own, step)| {
                    (own.parts, own.regions) == (step.parts, step.regions)
                })
            };
            let count = 1 + rest.windows(2).take_while(|pair| same(pair)).count();
            match step.filter(|_| count > 1) {
                Some(step) => self.turns(&rest[..count], step),
                None => drop(self.append(&first.code, |command| command)),
            }
            rest = &rest[count..];
        }
    }

    /// Adds layers as a loop over the commands of the first one.
    fn turns(&mut self, layers: &[Layer], step: Distance) {
        let [first, .., last] = layers else {
            return;
        };
        let steps = [(LAYER, step.parts), (REGION_STEP_INDEX, step.regions)];
        let index = |to: usize, from: usize, value: usize| {
            contract::INDEX.words(&[(TO, to), (FROM, from), (VALUE, value)])
        };
        self.commands
            .extend(steps.map(|(register, _)| index(register, 0, 0)));
        self.push(contract::REPEAT, &[(COUNT, layers.len())]);
        let names = self.append(&first.code, |command| match moved(command) {
            Some(Moved::Address) => with(command, ADDRESS_INDEX, LAYER),
            _ => command,
        });
        // A command is that of all these layers.
        let own = format!("blk.{}.", first.number);
        let all = format!("blk.{}-{}.", first.number, last.number);
        for name in names {
            *name = name.replacen(&own, &all, 1);
        }
        self.commands.extend(
            steps.map(|(register, step)| index(register, register, step.unwrap_or_default())),
        );
        self.push(contract::NEXT, &[]);
        // INDEXes of both registers, before the loop and in it; REPEAT and NEXT.
        let own = 2 * (2 * steps.len() + 2);
        let saved = (layers.len() - 1) * first.code.words();
        self.saved += saved.saturating_sub(own);
    }
}
