//! One matrix and the vectors of a batch that do not fit the chip: in which order it is read, what that moves, and the
//! program.
//!
//! ```text
//! row-first      for each tile of tokens: inputs become blocks once; all outputs
//!                                         the matrix passes by once for each tile of tokens
//! column-first   for each tile of outputs, for each part of the contraction axis: blocks of all tokens; sums stay
//!                                         the matrix passes by once, inputs once for each tile of outputs
//! ```
//! A [`Cut`] says how long tiles are; both orders are cuts: row-first has one part, column-first one tile of tokens. Where
//! the blocks of all tokens fit, both are the same product.

use std::ops::Range;

use harmonia_contract::engine::SLOTS;
use harmonia_contract::program as contract;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::system::{MachineLimits, Order, matrix_words, pack_part};
use harmonia_numerics::{Format, GROUP, Matrix};

use super::code::Code;

/// Vectors of all tokens of a pass: those of token 0, and from a token to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In vector memory: an element, and elements.
    Chip {
        /// Of token 0.
        first: usize,
        /// From token to token.
        stride: usize,
    },
    /// In memory: a word, and words. Two elements are a word.
    Memory {
        /// Of token 0.
        first: usize,
        /// From token to token.
        stride: usize,
    },
}

/// A product of all tokens of a pass with a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchProduct {
    /// Of the matrix.
    pub format: Format,
    /// Tokens of the pass.
    pub tokens: usize,
    /// Elements of an input.
    pub columns: usize,
    /// Elements of a result.
    pub outputs: usize,
    /// Where inputs lie.
    pub inputs: Place,
    /// Where results go.
    pub results: Place,
}

/// Elements of vector memory in which vectors of memory wait on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The first one.
    pub first: usize,
    /// How many.
    pub elements: usize,
}

/// How a product is cut into tiles: all but the last ones have this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Tokens of a tile.
    pub tokens: usize,
    /// Outputs of a tile, an even number.
    pub outputs: usize,
    /// Groups of a part of the contraction axis.
    pub groups: usize,
}

/// Words of memory that a product moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Of the matrix, records filled up at the end of a tile included.
    pub weights: u64,
    /// Of inputs.
    pub inputs: u64,
    /// Of results.
    pub results: u64,
}

impl Moved {
    /// All of them.
    pub fn words(&self) -> u64 {
        self.weights + self.inputs + self.results
    }
}

/// Tiles of one length, the last one with what is left.
fn tiles(all: usize, length: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..all).step_by(length);
    starts.map(move |start| start..all.min(start + length))
}

impl BatchProduct {
    /// Groups of each sum.
    fn groups(&self) -> usize {
        self.columns.div_ceil(GROUP)
    }

    /// Elements that each of so many tokens has for its vectors of memory on their way, as many as a command can move;
    /// where none wait it does not matter how many.
    fn room(&self, waiting: Waiting, tokens: usize) -> usize {
        let waits = [self.inputs, self.results].iter().any(Place::is_memory);
        let most = contract::LENGTH.most();
        if waits {
            most.min(waiting.elements / tokens)
        } else {
            most
        }
    }

    /// Outputs that a tile may have, so that its results have room.
    fn most_outputs(&self, room: usize) -> usize {
        let all = self.outputs.next_multiple_of(2);
        match self.results {
            // As many as are whole records, whatever the groups.
            Place::Memory { .. } if room < all => room / GROUP * GROUP,
            _ => all,
        }
    }

    /// The whole matrix for a tile of tokens after the other: as many as blocks and vectors have room for. None if
    /// a single token has no room.
    pub fn row_first(&self, limits: &MachineLimits, waiting: Waiting) -> Option<Cut> {
        let by_blocks = BUFFER_BLOCKS / self.groups() * limits.token_rows;
        // A block of each is the least that can wait.
        let by_vectors = (1..=self.tokens).rfind(|tokens| self.room(waiting, *tokens) >= GROUP);
        let tokens = by_blocks.min(by_vectors.unwrap_or(0));
        (tokens > 0).then(|| Cut {
            tokens,
            outputs: self.most_outputs(self.room(waiting, tokens)),
            groups: self.groups(),
        })
    }

    /// All tokens for a tile of outputs after the other: as many as have sums at a time, over parts of the contraction
    /// axis as long as there is room for blocks. None if vectors have no room.
    pub fn column_first(&self, limits: &MachineLimits, waiting: Waiting) -> Option<Cut> {
        let banks = limits.banks(self.tokens);
        let room = self.room(waiting, self.tokens);
        let groups = self.groups().min(BUFFER_BLOCKS / banks);
        let outputs = self.most_outputs(room);
        let outputs = match groups < self.groups() {
            true => outputs.min(2 * (SLOTS / banks)),
            false => outputs,
        };
        (room >= GROUP && outputs > 0 && groups > 0).then_some(Cut {
            tokens: self.tokens,
            outputs,
            groups,
        })
    }

    /// The order that moves fewer words, row-first of equals.
    pub fn best(&self, limits: &MachineLimits, waiting: Waiting) -> Option<Cut> {
        let both = [
            self.row_first(limits, waiting),
            self.column_first(limits, waiting),
        ];
        let both = both.into_iter().flatten();
        both.min_by_key(|cut| self.moved(cut).words())
    }

    /// What a cut moves: with `t` tiles of tokens and `o` of outputs, `t` times the matrix, and inputs once, or `o` times
    /// where there are several parts.
    pub fn moved(&self, cut: &Cut) -> Moved {
        let count = |all: usize, length: usize| all.div_ceil(length) as u64;
        let words = |place: Place, elements: usize| match place {
            Place::Memory { .. } => (self.tokens * elements.div_ceil(2)) as u64,
            Place::Chip { .. } => 0,
        };
        let matrix: usize = tiles(self.outputs, cut.outputs)
            .flat_map(|own| {
                tiles(self.groups(), cut.groups).map(move |part| (own.len(), part.len()))
            })
            .map(|(outputs, groups)| matrix_words(self.format, outputs, groups))
            .sum();
        let times = match count(self.groups(), cut.groups) {
            1 => 1,
            _ => count(self.outputs, cut.outputs),
        };
        Moved {
            weights: matrix as u64 * count(self.tokens, cut.tokens),
            inputs: words(self.inputs, self.columns) * times,
            results: words(self.results, self.outputs),
        }
    }

    /// The matrix as the commands of a cut read it, from one record to the next.
    pub fn records(&self, cut: &Cut, matrix: &Matrix) -> Vec<u64> {
        let mut words = Vec::new();
        for own in tiles(self.outputs, cut.outputs) {
            for part in tiles(self.groups(), cut.groups) {
                let order = match part.len() == self.groups() {
                    true => Order::PairByPair,
                    false => Order::GroupByGroup,
                };
                words.extend(pack_part(matrix, own.clone(), part, order));
            }
        }
        words
    }

    /// The commands of a cut, with the matrix from the word `weights` on. The tile is that of its last tokens then.
    pub fn program(
        &self,
        cut: &Cut,
        limits: &MachineLimits,
        waiting: Waiting,
        weights: usize,
    ) -> Vec<[u64; 2]> {
        let mut code = Code::default();
        for tile in tiles(self.tokens, cut.tokens) {
            code.push(
                contract::TILE,
                &[
                    (contract::FIRST, tile.start),
                    (contract::TILE_TOKENS, tile.len()),
                ],
            );
            let own = Tile {
                product: self,
                banks: limits.banks(tile.len()),
                room: self.room(waiting, tile.len()),
                waiting: waiting.first,
                tokens: tile,
            };
            let (mut address, mut loaded) = (weights, None);
            for outputs in tiles(self.outputs, cut.outputs) {
                for part in tiles(self.groups(), cut.groups) {
                    if loaded.as_ref() != Some(&part) {
                        own.load(&mut code, &part);
                        loaded = Some(part.clone());
                    }
                    own.multiply(&mut code, &outputs, &part, address);
                    address += matrix_words(self.format, outputs.len(), part.len());
                }
                own.spill(&mut code, &outputs);
            }
        }
        code.commands
    }
}

impl Place {
    fn is_memory(&self) -> bool {
        matches!(self, Place::Memory { .. })
    }
}

/// A tile of tokens under way.
struct Tile<'p> {
    product: &'p BatchProduct,
    tokens: Range<usize>,
    banks: usize,
    /// Elements in which a token's vectors wait, and where those of the first one begin.
    room: usize,
    waiting: usize,
}

impl Tile<'_> {
    /// From a token to the next one of those that wait: an even number.
    fn stride(&self) -> usize {
        self.room / 2 * 2
    }

    /// Makes blocks of a part of the inputs.
    fn load(&self, code: &mut Code, part: &Range<usize>) {
        let (start, end) = (
            part.start * GROUP,
            self.product.columns.min(part.end * GROUP),
        );
        // A piece of whole blocks at a time.
        let piece = match self.product.inputs {
            Place::Memory { .. } => self.room / GROUP * GROUP,
            Place::Chip { .. } => end - start,
        };
        for own in tiles(end - start, piece) {
            let (element, block) = (start + own.start, own.start / GROUP);
            let (a, stride) = match self.product.inputs {
                Place::Chip { first, stride } => {
                    (first + self.tokens.start * stride + element, stride)
                }
                Place::Memory { first, stride } => {
                    let address = first + self.tokens.start * stride + element / 2;
                    self.transfer(code, contract::FETCH, own.len(), address, stride);
                    (self.waiting, self.stride())
                }
            };
            code.push(
                contract::COPY,
                &[
                    (contract::SINK, contract::SINK_BLOCKS),
                    (contract::ALL, 1),
                    (contract::LENGTH, own.len()),
                    (contract::A, a),
                    (contract::A_STRIDE, stride),
                    (contract::D, block * self.banks),
                ],
            );
        }
    }

    fn multiply(
        &self,
        code: &mut Code,
        outputs: &Range<usize>,
        part: &Range<usize>,
        address: usize,
    ) {
        let (a, stride) = match self.product.results {
            Place::Chip { first, stride } => {
                (first + self.tokens.start * stride + outputs.start, stride)
            }
            Place::Memory { .. } => (self.waiting, self.stride()),
        };
        let is_last = part.end == self.product.groups();
        code.push(
            contract::MATMUL,
            &[
                (contract::FORMAT, self.product.format.code()),
                (contract::CONTINUES, (part.start > 0).into()),
                (contract::KEEPS, (!is_last).into()),
                (contract::GROUPS, part.len()),
                (contract::A, a),
                (contract::ADDRESS, address),
                (contract::OUTPUTS, outputs.len()),
                (contract::D_STRIDE, stride),
            ],
        );
    }

    fn spill(&self, code: &mut Code, outputs: &Range<usize>) {
        if let Place::Memory { first, stride } = self.product.results {
            let address = first + self.tokens.start * stride + outputs.start / 2;
            self.transfer(code, contract::SPILL, outputs.len(), address, stride);
        }
    }

    /// Moves elements of all tokens between memory and where they wait.
    fn transfer(
        &self,
        code: &mut Code,
        opcode: harmonia_contract::Opcode,
        elements: usize,
        address: usize,
        stride: usize,
    ) {
        code.push(
            opcode,
            &[
                (contract::ALL, 1),
                (contract::LENGTH, elements.next_multiple_of(2)),
                (contract::A, self.waiting),
                (contract::ADDRESS, address),
                (contract::ADDRESS_STRIDE, stride),
                (contract::D_STRIDE, self.stride()),
            ],
        );
    }
}
