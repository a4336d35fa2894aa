//! A command's operands, and the rules that it must keep: docs/system.md, "Commands" and "Refusals".

use harmonia_contract::engine::SLOTS;
use harmonia_contract::program::{
    self as of, A, A_INDEX, A_STRIDE, ADDRESS, ADDRESS_INDEX, ADDRESS_STRIDE, ALL, B, B_INDEX,
    BASE, CONTINUES, COUNT, D, D_INDEX, D_STRIDE, EACH_TOKEN, FIRST, FORMAT, GROUPS, HALVES, HEADS,
    KEEPS, LENGTH, OUTPUTS, PARTS, REGION, REGION_REGISTER, Refusal, SINK, SINK_BLOCKS,
    TILE_TOKENS,
};
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_contract::{Field, Format, GROUP, Opcode};
use harmonia_numerics::vector::Pairing;

use super::walk::{ADDRESSES, Line, Walk};
use super::{Order, matrix_words};

/// What a command does, its operands added up.
#[derive(Clone, Copy)]
pub(super) enum Operation {
    Refused(Refusal),
    End,
    /// INDEX, REPEAT, NEXT, TILE.
    Control,
    Fetch(Transfer),
    Spill(Transfer),
    Vector(Vector),
    Product(Product),
    Store {
        region: usize,
        line: Line,
        heads: Heads,
    },
    Commit {
        region: usize,
        line: Line,
    },
    Attend {
        region: usize,
        line: Line,
        count: usize,
        heads: Heads,
    },
}

/// Words between memory and vector memory.
#[derive(Clone, Copy)]
pub(super) struct Transfer {
    /// Times that it is executed.
    pub tokens: usize,
    /// Elements.
    pub length: usize,
    pub vectors: usize,
    pub stride: usize,
    pub address: usize,
    pub address_stride: usize,
}

/// An operation on vectors.
#[derive(Clone, Copy)]
pub(super) struct Vector {
    pub kind: Kind,
    /// Results become blocks, from block `d` on.
    pub blocks: bool,
    /// Times that it is executed.
    pub tokens: usize,
    pub length: usize,
    pub parts: usize,
    pub a: usize,
    pub b: usize,
    pub d: usize,
    pub a_stride: usize,
    pub d_stride: usize,
}

/// Which operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Copy,
    Norm,
    Swiglu,
    Add,
    Multiply,
    Rope { pairing: Pairing, dimensions: usize },
}

/// A product of the tile with a matrix of memory.
#[derive(Clone, Copy)]
pub(super) struct Product {
    pub format: Format,
    pub base: usize,
    pub groups: usize,
    pub outputs: usize,
    pub address: usize,
    pub a: usize,
    pub stride: usize,
    /// It begins with the sums that stand.
    pub continues: bool,
    /// Its sums stay; there are no outputs.
    pub keeps: bool,
}

/// Operands of STORE and ATTEND.
#[derive(Clone, Copy)]
pub(super) struct Heads {
    pub length: usize,
    pub a: usize,
    pub b: usize,
    pub d: usize,
}

impl Transfer {
    /// Words, those of all tokens.
    pub(super) fn words(&self) -> u64 {
        (self.tokens * (self.length / 2)) as u64
    }
}

impl Vector {
    /// Elements of a token.
    pub(super) fn elements(&self) -> usize {
        self.parts * self.length
    }

    pub(super) fn blocks_of_a_token(&self) -> usize {
        self.elements().div_ceil(GROUP)
    }
}

impl Product {
    /// Words of the matrix.
    pub(super) fn words(&self) -> usize {
        matrix_words(self.format, self.outputs, self.groups)
    }

    /// Whether it is one of several parts of a product.
    pub(super) fn is_part(&self) -> bool {
        self.keeps || self.continues
    }

    /// How its groups lie in memory.
    pub(super) fn order(&self) -> Order {
        match self.is_part() {
            true => Order::GroupByGroup,
            false => Order::PairByPair,
        }
    }
}

/// Commands whose results may become blocks.
const TO_SINK: [Opcode; 5] = [of::COPY, of::NORM, of::SWIGLU, of::ADD, of::MULTIPLY];
/// Commands that have a length.
const MEASURED: [Opcode; 10] = [
    of::FETCH,
    of::SPILL,
    of::COPY,
    of::NORM,
    of::SWIGLU,
    of::ADD,
    of::MULTIPLY,
    of::ROPE,
    of::STORE,
    of::ATTEND,
];

fn is_one(opcode: Opcode, opcodes: &[Opcode]) -> bool {
    opcodes.iter().any(|other| other.code == opcode.code)
}

impl Walk<'_> {
    /// A field plus its index register, as an address.
    fn sum(&self, words: [u64; 2], field: Field, index: Field) -> usize {
        (field.of_two(words) + self.registers[index.of_two(words)]) % ADDRESSES
    }

    /// The first rule that a command breaks.
    pub(super) fn refusal(&self, opcode: Opcode, words: [u64; 2]) -> Option<Refusal> {
        let field = |field: Field| field.of_two(words);
        let is = |opcodes: &[Opcode]| is_one(opcode, opcodes);
        let (length, rope) = (field(LENGTH), is(&[of::ROPE]));
        let each = field(EACH_TOKEN) == 1;
        let empty = is(&MEASURED) && length == 0
            || is(&[of::FETCH, of::SPILL]) && length % 2 == 1
            || is(&[of::REPEAT]) && !each && field(COUNT) == 0
            || rope && (field(D) == 0 || field(D) % 2 == 1)
            || is(&[of::TILE]) && field(TILE_TOKENS) == 0
            || is(&[of::MATMUL]) && (field(GROUPS) == 0 || field(OUTPUTS) == 0);
        let loops = is(&[of::REPEAT]) && (!self.has_room() || each && self.in_tokens())
            || is(&[of::TILE]) && self.in_tokens();
        let of_a_token = is(&[of::STORE, of::COMMIT, of::ATTEND]);
        let blocks = is(&TO_SINK) && field(SINK) == SINK_BLOCKS;
        let operand = is(&[of::MATMUL]) && field(FORMAT) >= Format::ALL.len()
            || is(&[of::ATTEND]) && field(HEADS) >= self.limits.token_rows
            || is(&[of::TILE]) && field(FIRST) + field(TILE_TOKENS) > self.pass.tokens
            || blocks && field(ALL) == 0
            || is(&[of::STORE, of::ATTEND]) && length != self.bounds.size
            || rope && field(D) > length;
        let rules = [
            (Refusal::Empty, empty),
            (Refusal::Loops, loops),
            (Refusal::NoLoop, is(&[of::NEXT]) && !self.in_loop()),
            (Refusal::NoToken, of_a_token && !self.in_tokens()),
            (Refusal::Operand, operand),
        ];
        if let Some((refusal, _)) = rules.into_iter().find(|(_, broken)| *broken) {
            return Some(refusal);
        }
        // Operands make sense from here on.
        match self.operation(opcode, words) {
            Operation::Fetch(transfer) => self.transfer(&transfer, 0),
            Operation::Spill(transfer) => self.transfer(&transfer, self.bounds.data),
            Operation::Product(product) => self.product(&product),
            Operation::Vector(vector) if vector.blocks => {
                let end = vector.d + vector.blocks_of_a_token() * self.banks();
                (vector.d > self.loaded || end > BUFFER_BLOCKS).then_some(Refusal::Blocks)
            }
            Operation::Store { region, line, .. }
            | Operation::Commit { region, line }
            | Operation::Attend { region, line, .. } => self.region(region, line),
            _ => None,
        }
    }

    /// Words from `begin` to the bound of the cache.
    fn transfer(&self, transfer: &Transfer, begin: usize) -> Option<Refusal> {
        let last = transfer.address + (transfer.tokens - 1) * transfer.address_stride;
        let end = last + transfer.length / 2;
        (transfer.address < begin || end > self.bounds.cache).then_some(Refusal::Memory)
    }

    fn product(&self, product: &Product) -> Option<Refusal> {
        if product.address + product.words() > self.bounds.data {
            return Some(Refusal::Memory);
        }
        let end = product.base + product.groups * self.banks();
        let others = product.continues && self.kept != Some(product.outputs);
        let many = product.is_part() && product.outputs.div_ceil(2) * self.banks() > SLOTS;
        (end > self.loaded || others || many).then_some(Refusal::Blocks)
    }

    fn region(&self, region: usize, line: Line) -> Option<Refusal> {
        let end = region + self.bounds.region_words;
        let outside = region < self.bounds.cache || end > self.limits.memory_words;
        (outside || line.position >= self.bounds.capacity).then_some(Refusal::Region)
    }

    /// What a command does that breaks no rule, or none of the first seven.
    pub(super) fn operation(&self, opcode: Opcode, words: [u64; 2]) -> Operation {
        let field = |field: Field| field.of_two(words);
        let is = |other: Opcode| opcode.code == other.code;
        let region = self.sum(words, REGION, REGION_REGISTER);
        let vectors = |field, index| self.sum(words, field, index) % self.limits.vectors;
        if is(of::FETCH) {
            Operation::Fetch(self.operands_of_transfer(words))
        } else if is(of::SPILL) {
            Operation::Spill(self.operands_of_transfer(words))
        } else if is(of::MATMUL) {
            Operation::Product(Product {
                format: Format::ALL[field(FORMAT)],
                base: field(BASE),
                groups: field(GROUPS),
                outputs: field(OUTPUTS),
                address: self.sum(words, ADDRESS, ADDRESS_INDEX),
                a: vectors(A, A_INDEX),
                stride: field(D_STRIDE),
                continues: field(CONTINUES) == 1,
                keeps: field(KEEPS) == 1,
            })
        } else if let (true, Some(line)) = (is(of::COMMIT), self.line) {
            Operation::Commit { region, line }
        } else if let (true, Some(line)) = (is(of::STORE) || is(of::ATTEND), self.line) {
            let heads = Heads {
                length: field(LENGTH),
                a: vectors(A, A_INDEX),
                b: vectors(B, B_INDEX),
                d: vectors(D, D_INDEX),
            };
            let count = field(HEADS) + 1;
            if is(of::STORE) {
                Operation::Store {
                    region,
                    line,
                    heads,
                }
            } else {
                Operation::Attend {
                    region,
                    line,
                    count,
                    heads,
                }
            }
        } else if let Some(kind) = kind(opcode, words) {
            Operation::Vector(self.operands_of_vector(kind, words))
        } else if is(of::END) {
            Operation::End
        } else {
            Operation::Control
        }
    }

    /// How often a command is executed.
    fn times(&self, words: [u64; 2]) -> usize {
        if ALL.of_two(words) == 1 {
            self.tile.len()
        } else {
            1
        }
    }

    fn operands_of_transfer(&self, words: [u64; 2]) -> Transfer {
        Transfer {
            tokens: self.times(words),
            length: LENGTH.of_two(words),
            vectors: self.sum(words, A, A_INDEX) % self.limits.vectors,
            stride: D_STRIDE.of_two(words),
            address: self.sum(words, ADDRESS, ADDRESS_INDEX),
            address_stride: ADDRESS_STRIDE.of_two(words),
        }
    }

    fn operands_of_vector(&self, kind: Kind, words: [u64; 2]) -> Vector {
        let vectors = |field, index| self.sum(words, field, index) % self.limits.vectors;
        let in_place = matches!(kind, Kind::Rope { .. });
        let blocks = !in_place && SINK.of_two(words) == SINK_BLOCKS;
        let (a, a_stride) = (vectors(A, A_INDEX), A_STRIDE.of_two(words));
        Vector {
            kind,
            blocks,
            tokens: self.times(words),
            length: LENGTH.of_two(words),
            parts: PARTS.of_two(words) + 1,
            a,
            b: vectors(B, B_INDEX),
            d: match (in_place, blocks) {
                (true, _) => a,
                (_, true) => self.sum(words, D, D_INDEX),
                _ => vectors(D, D_INDEX),
            },
            a_stride,
            d_stride: if in_place {
                a_stride
            } else {
                D_STRIDE.of_two(words)
            },
        }
    }
}

fn kind(opcode: Opcode, words: [u64; 2]) -> Option<Kind> {
    let pairing = if HALVES.of_two(words) == 1 {
        Pairing::Halves
    } else {
        Pairing::Adjacent
    };
    let dimensions = D.of_two(words);
    let kinds = [
        (of::COPY, Kind::Copy),
        (of::NORM, Kind::Norm),
        (of::SWIGLU, Kind::Swiglu),
        (of::ADD, Kind::Add),
        (of::MULTIPLY, Kind::Multiply),
        (
            of::ROPE,
            Kind::Rope {
                pairing,
                dimensions,
            },
        ),
    ];
    let found = kinds.into_iter().find(|(of, _)| of.code == opcode.code);
    found.map(|(_, kind)| kind)
}
