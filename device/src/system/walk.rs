//! The control flow of a program: what is executed next, with which operands, and where it is refused. Nothing
//! here depends on vectors, so a pass can be walked through before it begins.

use std::ops::Range;

use harmonia_contract::program::{
    self, ANGLES_INDEX, ANGLES_STEP_INDEX, COUNT, EACH_TOKEN, FIRST, FROM, INDICES, MOST_LOOPS,
    REGION_INDEX, REGION_STEP_INDEX, Refusal, TILE_TOKENS, TO, VALUE, line,
};
use harmonia_contract::size::MEMORY_ADDRESS_BITS;

use super::listing::opcode_of;
use super::operands::Operation;
use super::{MachineLimits, Pass, Setup};

/// Sums of addresses are cut to an address.
pub(super) const ADDRESSES: usize = 1 << MEMORY_ADDRESS_BITS;

/// Bounds that rules look at; all 0 before they are set.
#[derive(Clone, Copy, Default)]
pub(super) struct Bounds {
    pub data: usize,
    pub cache: usize,
    /// Channels of a head.
    pub size: usize,
    pub region_words: usize,
    /// Positions of a region.
    pub capacity: usize,
}

impl From<&Setup> for Bounds {
    fn from(setup: &Setup) -> Self {
        Bounds {
            data: setup.data,
            cache: setup.cache,
            size: setup.regions.shape().size(),
            region_words: setup.regions.words(),
            capacity: setup.regions.tokens(),
        }
    }
}

/// A token's line of the table.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub position: usize,
    pub key_slot: usize,
    pub value_slot: usize,
    pub commits: bool,
}

/// A pass, between two commands.
#[derive(Clone)]
pub(super) struct Walk<'m> {
    pub(super) limits: &'m MachineLimits,
    pub(super) bounds: Bounds,
    pub(super) pass: Pass,
    pub(super) registers: [usize; INDICES],
    /// The token whose line was read last; within a loop over tokens only.
    pub(super) line: Option<Line>,
    /// The tokens that commands act on.
    pub(super) tile: Range<usize>,
    /// Blocks that are loaded.
    pub(super) loaded: usize,
    /// Outputs whose sums stand.
    pub(super) kept: Option<usize>,
    here: usize,
    loops: Vec<Loop>,
}

/// A loop under way.
#[derive(Clone, Copy)]
struct Loop {
    body: usize,
    /// How often it has been begun.
    begun: usize,
    times: usize,
    each_token: bool,
}

/// A command and what it does.
pub(super) struct Step {
    pub address: usize,
    /// The command; none where it, or the line before it, is not in memory that may be read.
    pub command: Option<[u64; 2]>,
    pub operation: Operation,
}

impl<'m> Walk<'m> {
    pub(super) fn new(limits: &'m MachineLimits, bounds: Bounds, pass: Pass) -> Self {
        Walk {
            limits,
            bounds,
            pass,
            registers: [0; INDICES],
            line: None,
            tile: 0..pass.tokens,
            loaded: 0,
            kept: None,
            here: pass.program,
            loops: Vec::new(),
        }
    }

    /// Banks of the tile.
    pub(super) fn banks(&self) -> usize {
        self.limits.banks(self.tile.len())
    }

    /// Whether there is room for one loop more.
    pub(super) fn has_room(&self) -> bool {
        self.loops.len() < MOST_LOOPS
    }

    pub(super) fn in_loop(&self) -> bool {
        !self.loops.is_empty()
    }

    pub(super) fn in_tokens(&self) -> bool {
        self.loops.iter().any(|of| of.each_token)
    }

    /// The next command. Behind an END or a refusal there is none. `fetch` reads two words of memory.
    pub(super) fn step<E>(
        &mut self,
        fetch: &mut impl FnMut(usize) -> Result<[u64; 2], E>,
    ) -> Result<Step, E> {
        let address = self.here;
        let outside = Step {
            address,
            command: None,
            operation: Operation::Refused(Refusal::Pass),
        };
        if !(1..=self.limits.batch).contains(&self.pass.tokens) {
            return Ok(outside);
        }
        if let Some(token) = self.line_due() {
            let at = self.pass.table + line::WORDS * token;
            if at + line::WORDS > self.bounds.data {
                return Ok(outside);
            }
            self.read(fetch(at)?);
        }
        if address + 2 > self.bounds.data {
            return Ok(outside);
        }
        let words = fetch(address)?;
        let operation = match opcode_of(words) {
            Some(opcode) => match self.refusal(opcode, words) {
                None => self.operation(opcode, words),
                Some(refusal) => Operation::Refused(refusal),
            },
            None => Operation::Refused(Refusal::Opcode),
        };
        self.here += 2;
        match &operation {
            Operation::Control => self.control(words),
            Operation::Vector(vector) if vector.blocks => {
                let end = vector.d + vector.blocks_of_a_token() * self.banks();
                self.loaded = self.loaded.max(end);
            }
            Operation::Product(product) => self.kept = product.keeps.then_some(product.outputs),
            Operation::Attend { .. } => (self.loaded, self.kept) = (0, None),
            _ => {}
        }
        Ok(Step {
            address,
            command: Some(words),
            operation,
        })
    }

    /// The token whose line comes before the next command.
    fn line_due(&self) -> Option<usize> {
        let of_tokens = self.loops.last().filter(|of| of.each_token)?;
        (self.line.is_none()).then_some(self.tile.start + of_tokens.begun - 1)
    }

    fn read(&mut self, words: [u64; 2]) {
        let field = |field: harmonia_contract::Field| field.of_two(words);
        for (to, from, value) in [
            (REGION_INDEX, REGION_STEP_INDEX, line::REGION),
            (ANGLES_INDEX, ANGLES_STEP_INDEX, line::ANGLES),
        ] {
            self.registers[to] = (field(value) + self.registers[from]) % ADDRESSES;
        }
        self.line = Some(Line {
            position: field(line::POSITION),
            key_slot: field(line::KEY_SLOT),
            value_slot: field(line::VALUE_SLOT),
            commits: field(line::COMMITS) == 1,
        });
    }

    /// INDEX, REPEAT, NEXT, TILE: legal ones.
    fn control(&mut self, words: [u64; 2]) {
        let opcode = opcode_of(words).map(|opcode| opcode.code);
        if opcode == Some(program::INDEX.code) {
            let (to, from) = (TO.of_two(words), FROM.of_two(words));
            if to > 0 {
                self.registers[to] = (self.registers[from] + VALUE.of_two(words)) % ADDRESSES;
            }
        } else if opcode == Some(program::TILE.code) {
            let first = FIRST.of_two(words);
            self.tile = first..first + TILE_TOKENS.of_two(words);
            (self.loaded, self.kept) = (0, None);
        } else if opcode == Some(program::REPEAT.code) {
            let each_token = EACH_TOKEN.of_two(words) == 1;
            self.loops.push(Loop {
                body: self.here,
                begun: 1,
                times: if each_token {
                    self.tile.len()
                } else {
                    COUNT.of_two(words)
                },
                each_token,
            });
        } else if let Some(innermost) = self.loops.last_mut() {
            if innermost.each_token {
                self.line = None;
            }
            if innermost.begun < innermost.times {
                innermost.begun += 1;
                self.here = innermost.body;
            } else {
                self.loops.pop();
            }
        }
    }
}
