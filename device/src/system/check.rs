//! What a driver must see to before a pass: docs/system.md, the end of "Refusals".

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;

use harmonia_contract::Field;
use harmonia_contract::GROUP;
use harmonia_contract::attention::NO_SLOT;
use harmonia_contract::frame::{ADDRESS, RUNS, STRIDE, TABLE, TOKENS};
use harmonia_numerics::kv::Region;
use harmonia_numerics::vector::MAX_WIDTH;

use super::operands::{Kind, Operation, Product, Vector};
use super::walk::{Bounds, Line, Step, Walk};
use super::{MachineError, MachineLimits, Pass, Setup, Stretch, disassemble};
use crate::CommandError;
use crate::rules::{Head, place};

/// Commands that a pass may execute: more than any that is of use, and soon walked through.
const MOST_COMMANDS: usize = 1 << 22;

/// Follows what passes leave behind, and looks at each one before it begins.
pub(super) struct Checker {
    limits: MachineLimits,
    setup: Option<Setup>,
    /// What is known of the regions that were stored to, by where they begin.
    heads: BTreeMap<usize, Head>,
}

/// Why a command may not be executed.
enum Reason {
    Order(usize, CommandError),
    Slot(Line, usize, usize),
    Overlap(usize, usize),
    Bank(usize, usize),
    Norm(usize),
}

/// The words of the matrices that a pass reads, in the order in which it reads them, up to its end, a refusal or more commands
/// than a machine executes. `memory` gives two words.
pub fn matrices(
    limits: &MachineLimits,
    setup: &Setup,
    pass: Pass,
    mut memory: impl FnMut(usize) -> [u64; 2],
) -> Vec<Range<usize>> {
    let mut walk = Walk::new(limits, Bounds::from(setup), pass);
    let mut read = Vec::new();
    for _ in 0..MOST_COMMANDS {
        let step = walk.step(&mut |at| Ok::<_, Infallible>(memory(at)));
        match step.map(|step| step.operation) {
            Ok(Operation::Product(product)) => {
                read.push(product.address..product.address + product.words());
            }
            Ok(Operation::End | Operation::Refused(_)) => break,
            Ok(_) => {}
        }
    }
    read
}

impl Checker {
    pub(super) fn new(limits: MachineLimits) -> Self {
        Checker {
            limits,
            setup: None,
            heads: BTreeMap::new(),
        }
    }

    pub(super) fn limits(&self) -> &MachineLimits {
        &self.limits
    }

    /// The layout of regions.
    pub(super) fn regions(&self) -> Option<&Region> {
        self.setup.as_ref().map(|setup| &setup.regions)
    }

    /// A pass, before its first command.
    pub(super) fn walk(&self, pass: Pass) -> Walk<'_> {
        let bounds = self
            .setup
            .as_ref()
            .map_or_else(Bounds::default, Bounds::from);
        Walk::new(&self.limits, bounds, pass)
    }

    /// Whether words lie in memory.
    pub(super) fn within(&self, address: usize, words: usize) -> Result<(), MachineError> {
        let memory = self.limits.memory_words;
        match address.checked_add(words) {
            Some(end) if end <= memory => Ok(()),
            _ => Err(MachineError::OutOfMemory {
                address,
                words,
                memory,
            }),
        }
    }

    /// Whether every word of a stretch is in memory, and a frame can say it.
    pub(super) fn covers(&self, stretch: &Stretch) -> Result<(), MachineError> {
        let beyond = |what, field: Field, found| match found > field.most() {
            true => Err(MachineError::Beyond {
                what,
                found,
                most: field.most(),
            }),
            false => Ok(()),
        };
        beyond("runs", RUNS, stretch.runs)?;
        beyond("stride", STRIDE, stretch.stride)?;
        let last = stretch.runs.saturating_sub(1) * stretch.stride;
        self.within(stretch.address, stretch.words)?;
        self.within(stretch.address + last, stretch.words)
    }

    /// Bounds and layout of the passes to come.
    pub(super) fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        let Setup {
            data,
            cache,
            regions,
        } = setup;
        let MachineLimits {
            memory_words: memory,
            context,
            ..
        } = self.limits;
        let tokens = regions.tokens();
        // A bound has the bits of an address.
        if data > cache || *cache >= super::walk::ADDRESSES || *cache > memory {
            return Err(MachineError::Setup(format!(
                "vectors from word {data}, keys and values from word {cache} of a memory of {memory}: \
                 bounds are in this order, within memory and below 2^24"
            )));
        }
        if tokens > context || regions.words() >= super::walk::ADDRESSES {
            return Err(MachineError::Setup(format!(
                "regions for {tokens} tokens, of {} words; a query of this machine can see {context} tokens, a region is below \
                 2^24 words",
                regions.words()
            )));
        }
        self.setup = Some(*setup);
        self.heads.clear();
        Ok(())
    }

    /// A region holds a sequence of so many tokens.
    pub(super) fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        let none = || {
            MachineError::Setup(format!(
                "region {region}: there are no regions before machines are configured"
            ))
        };
        let Setup { cache, regions, .. } = self.setup.ok_or_else(none)?;
        if region < cache || tokens == 0 || tokens > regions.tokens() {
            return Err(MachineError::Setup(format!(
                "{tokens} tokens in region {region}: regions begin at word {cache} and hold 1 to {} tokens",
                regions.tokens()
            )));
        }
        let placed = place(
            &self.heads,
            region,
            regions.words(),
            self.limits.memory_words,
        );
        placed.map_err(|error| MachineError::Setup(error.to_string()))?;
        self.heads.insert(region, Head::of(tokens));
        Ok(())
    }

    /// Regions with a sequence, and its tokens.
    pub(super) fn sequences(&self) -> impl Iterator<Item = (usize, usize)> {
        self.heads
            .iter()
            .map(|(region, head)| (*region, head.tokens()))
    }

    /// Walks through a pass up to its end or its first refusal. `fetch` reads two words of memory.
    pub(super) fn check(
        &mut self,
        pass: Pass,
        mut fetch: impl FnMut(usize) -> Result<[u64; 2], MachineError>,
    ) -> Result<(), MachineError> {
        let Pass {
            program,
            table,
            tokens,
        } = pass;
        for (field, found) in [(ADDRESS, program), (TABLE, table), (TOKENS, tokens)] {
            if found > field.most() {
                let (what, most) = (field.name, field.most());
                return Err(MachineError::Beyond { what, found, most });
            }
        }
        let mut heads = self.heads.clone();
        let mut walk = self.walk(pass);
        for _ in 0..MOST_COMMANDS {
            let step = walk.step(&mut fetch)?;
            if let Operation::End | Operation::Refused(_) = step.operation {
                self.heads = heads;
                return Ok(());
            }
            if let Err(reason) = self.command(&walk, &step.operation, &mut heads) {
                return Err(reason.of(&step));
            }
        }
        Err(MachineError::TooLong {
            program,
            limit: MOST_COMMANDS,
        })
    }

    fn command(
        &self,
        walk: &Walk<'_>,
        operation: &Operation,
        heads: &mut BTreeMap<usize, Head>,
    ) -> Result<(), Reason> {
        let banked = |block: usize| match walk.banks() {
            banks if block.is_multiple_of(banks) => Ok(()),
            banks => Err(Reason::Bank(block, banks)),
        };
        match *operation {
            Operation::Product(Product { base, .. }) => banked(base),
            Operation::Vector(ref vector) => {
                if vector.kind == Kind::Norm && vector.length > MAX_WIDTH {
                    return Err(Reason::Norm(vector.length));
                }
                if vector.blocks {
                    return banked(vector.d);
                }
                (0..vector.tokens).try_for_each(|token| self.vector(vector, token))
            }
            Operation::Store { region, line, .. }
            | Operation::Commit { region, line }
            | Operation::Attend { region, line, .. } => {
                let Some(layout) = self.regions() else {
                    return Err(Reason::Order(region, CommandError::NotConfigured));
                };
                self.region(layout, operation, region, line, heads)
            }
            _ => Ok(()),
        }
    }

    /// What a vector operation writes for a token is an operand, element by element, or apart from it.
    fn vector(&self, vector: &Vector, token: usize) -> Result<(), Reason> {
        let (count, length, single) = (vector.elements(), vector.length, vector.parts == 1);
        let (a, d) = (
            vector.a + token * vector.a_stride,
            vector.d + token * vector.d_stride,
        );
        let b = vector.b;
        let written = |read: usize, elements: usize, aligned: bool| {
            let size = self.limits.vectors;
            let (to_read, to_written) = (
                (read + size - d % size) % size,
                (d + size - read % size) % size,
            );
            let same = aligned && to_read == 0 && elements == count && count <= size;
            let apart = to_read >= count && to_written >= elements;
            if same || apart {
                Ok(())
            } else {
                Err(Reason::Overlap(d % size, read % size))
            }
        };
        match vector.kind {
            Kind::Copy | Kind::Add => written(a, count, true),
            Kind::Norm => {
                written(a, count, true)?;
                written(b, 2, false)?;
                written(b + 2, length, single)
            }
            Kind::Swiglu => {
                written(a, count, true)?;
                written(b + token * vector.a_stride, count, true)
            }
            Kind::Multiply => {
                written(a, count, true)?;
                written(b, length, single)
            }
            Kind::Rope { dimensions, .. } => {
                written(a, count, true)?;
                written(b, dimensions, false)
            }
        }
    }

    /// A command of attention in its turn, with the slots of the layout.
    fn region(
        &self,
        layout: &Region,
        operation: &Operation,
        region: usize,
        line: Line,
        heads: &mut BTreeMap<usize, Head>,
    ) -> Result<(), Reason> {
        let slot = |found: usize, expected: usize| {
            if found == expected {
                Ok(())
            } else {
                Err(Reason::Slot(line, found, expected))
            }
        };
        let order = |error| Reason::Order(region, error);
        let position = line.position;
        if let Operation::Store { .. } = operation {
            slot(line.key_slot, layout.key_low_slot(position / GROUP))?;
            place(heads, region, layout.words(), self.limits.memory_words).map_err(order)?;
            let head = heads.entry(region).or_default();
            return head.store(position, layout.tokens()).map_err(order);
        }
        let mut unknown = Head::default();
        let head = heads.get_mut(&region).unwrap_or(&mut unknown);
        match operation {
            Operation::Commit { .. } if line.commits => {
                let Some(page) = (position / GROUP).checked_sub(1) else {
                    return Err(order(head.no_page(0)));
                };
                let expected = layout.value_low_slot(page).unwrap_or(NO_SLOT);
                slot(line.value_slot, expected)?;
                head.commit(page, layout.tokens()).map_err(order)
            }
            Operation::Attend { .. } => head.query(position).map_err(order),
            _ => Ok(()),
        }
    }
}

impl Reason {
    fn of(self, step: &Step) -> MachineError {
        let (address, command) = (step.address, step.text());
        match self {
            Reason::Order(region, reason) => MachineError::Order {
                reason,
                region,
                address,
                command,
            },
            Reason::Slot(line, found, expected) => MachineError::Slot {
                found,
                expected,
                position: line.position,
                address,
                command,
            },
            Reason::Overlap(written, read) => MachineError::Overlap {
                written,
                read,
                address,
                command,
            },
            Reason::Bank(block, banks) => MachineError::Bank {
                block,
                banks,
                address,
                command,
            },
            Reason::Norm(length) => MachineError::Norm {
                length,
                address,
                command,
            },
        }
    }
}

impl Step {
    /// The command as text.
    pub(super) fn text(&self) -> String {
        self.command.map_or_else(|| "none".into(), disassemble)
    }
}
