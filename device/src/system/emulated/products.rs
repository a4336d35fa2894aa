//! Loaded blocks, and products with matrices of memory.

use std::collections::BTreeMap;
use std::ops::Range;

use harmonia_contract::Format;
use harmonia_contract::check::{self, Appended};
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_numerics::{Accumulator, Block, GROUP, Panels};
use rayon::prelude::*;

use super::memory::Memory;
use super::vectors::Vectors;
use super::{At, Faults};
use crate::blocks::BlockSet;
use crate::products;
use crate::system::operands::Product;
use crate::system::records::group;
use crate::system::{Flags, unpack};

/// The engine.
pub(super) struct Products {
    /// Of each token; those of a bank follow each other here.
    tokens: Vec<Buffer>,
    matrices: BTreeMap<Key, Matrix>,
    waiting: Vec<Waiting>,
    /// The sums of the last product, `[outputs][tokens]`, if it has kept them.
    kept: Vec<Accumulator>,
    /// Kept for its memory.
    strips: Vec<f32>,
    /// A product was made with a scale that is not finite.
    odd: bool,
    /// Of the words of matrices that were read.
    check: u64,
}

/// The blocks of a token.
#[derive(Clone)]
struct Buffer {
    blocks: Vec<Block>,
    /// Blocks whose source was NaN or infinite.
    invalid: BlockSet,
}

/// A matrix of memory, by what a MATMUL says of it: address, format, groups, outputs.
type Key = (usize, Format, usize, usize);

/// What has been read of a matrix.
struct Matrix {
    words: Range<usize>,
    appended: Appended,
    /// None if a scale is not finite: sums with it are invalid, and made one by one.
    panels: Option<Panels>,
}

/// A product whose results are still to be made.
struct Waiting {
    at: At,
    product: Product,
    tokens: usize,
    /// The first block of each token.
    base: usize,
}

impl Waiting {
    fn key(&self) -> Key {
        let Product {
            address,
            format,
            groups,
            outputs,
            ..
        } = self.product;
        (address, format, groups, outputs)
    }

    fn blocks(&self) -> Range<usize> {
        self.base..self.base + self.product.groups
    }

    fn words(&self) -> Range<usize> {
        self.product.address..self.product.address + self.product.words()
    }
}

impl Products {
    pub(super) fn new(batch: usize) -> Self {
        let buffer = Buffer {
            blocks: vec![Block::ZERO; BUFFER_BLOCKS],
            invalid: BlockSet::default(),
        };
        Products {
            tokens: vec![buffer; batch],
            matrices: BTreeMap::new(),
            waiting: Vec::new(),
            kept: Vec::new(),
            strips: Vec::new(),
            odd: false,
            check: check::INITIAL,
        }
    }

    /// Words of memory are not what they were.
    pub(super) fn forget(&mut self, words: &Range<usize>) {
        self.matrices
            .retain(|_, matrix| matrix.words.end <= words.start || words.end <= matrix.words.start);
    }

    /// Whether a scale or a minimum was not finite, since this was asked last.
    pub(super) fn take_odd(&mut self) -> bool {
        std::mem::take(&mut self.odd)
    }

    /// The check of the words of all matrices since this was asked last.
    pub(super) fn take_check(&mut self) -> u64 {
        std::mem::replace(&mut self.check, check::INITIAL)
    }

    /// Converts values into the blocks of a token, from its block `base` on.
    pub(super) fn load(&mut self, token: usize, base: usize, values: &[f32]) {
        let buffer = &mut self.tokens[token];
        for (block, values) in (base..).zip(values.chunks(GROUP)) {
            let converted = Block::from_f32(values);
            buffer.invalid.set(block, converted.is_err());
            buffer.blocks[block] = converted.unwrap_or(Block::ZERO);
        }
    }

    /// A product, whose blocks stay as they are until it is finished.
    pub(super) fn wait(&mut self, at: At, product: Product, (tokens, banks): (usize, usize)) {
        self.waiting.push(Waiting {
            at,
            base: product.base / banks,
            product,
            tokens,
        });
    }

    /// Writes the results of the products that wait.
    pub(super) fn finish(
        &mut self,
        memory: &mut Memory,
        vectors: &mut Vectors,
        faults: &mut Faults,
    ) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        for of in waiting.iter().filter(|of| !of.product.is_part()) {
            self.read(of, memory);
        }
        let mut strips = std::mem::take(&mut self.strips);
        let fast: Vec<products::Product<'_>> =
            waiting.iter().filter_map(|of| self.fast(of)).collect();
        let mut results = Vec::new();
        let flags = products::multiply(&fast, &mut strips, &mut results);
        let fine = !flags.overflow && !flags.invalid;
        let mut rest = &results[..];
        for of in &waiting {
            self.check = match self.matrices.get(&of.key()) {
                Some(matrix) if !of.product.is_part() => matrix.appended.to(self.check),
                _ => memory.check(self.check, of.words()),
            };
            let Product {
                a,
                stride,
                outputs,
                keeps,
                ..
            } = of.product;
            let made = self.panels(of).map(|_| {
                let (own, others) = rest.split_at(of.tokens * outputs);
                rest = others;
                own
            });
            if let Some(values) = made.filter(|_| fine && !self.is_invalid(of)) {
                vectors.collect(a, stride, outputs, values);
                continue;
            }
            let finite = self.sum(of, &memory.reach(of.words().end)[of.words()]);
            self.odd |= !finite;
            if !keeps {
                let (values, flags) = self.sums(of.tokens);
                vectors.collect(a, stride, outputs, &values);
                faults.raise(of.at, flags);
            }
        }
        self.strips = strips;
    }

    /// Reads a matrix, unless it is there.
    fn read(&mut self, of: &Waiting, memory: &mut Memory) {
        let (words, product) = (of.words(), of.product);
        let memory = &memory.reach(words.end)[words.clone()];
        self.matrices.entry(of.key()).or_insert_with(|| {
            let matrix = unpack(product.format, product.outputs, product.groups, memory);
            Matrix {
                words,
                appended: Appended::new(memory),
                panels: matrix.ok().as_ref().map(Panels::new),
            }
        });
    }

    /// A matrix for the fast path, if it has one.
    fn panels(&self, of: &Waiting) -> Option<&Panels> {
        if of.product.is_part() {
            return None;
        }
        self.matrices.get(&of.key())?.panels.as_ref()
    }

    fn fast(&self, of: &Waiting) -> Option<products::Product<'_>> {
        let panels = self.panels(of)?;
        let tokens = self.tokens[..of.tokens].iter();
        Some(products::Product {
            panels,
            rows: 0..of.product.outputs,
            tokens: tokens.map(|buffer| &buffer.blocks[of.blocks()]).collect(),
        })
    }

    fn is_invalid(&self, of: &Waiting) -> bool {
        let tokens = &self.tokens[..of.tokens];
        tokens
            .iter()
            .any(|buffer| buffer.invalid.contains_any(of.blocks()))
    }

    /// Adds a product to the sums that stand, or begins them, as the definition has it. Says whether all scales are
    /// finite.
    fn sum(&mut self, of: &Waiting, words: &[u64]) -> bool {
        let Product {
            format,
            groups,
            outputs,
            ..
        } = of.product;
        let shape = (format, of.product.order(), outputs, groups);
        if !of.product.continues {
            self.kept.clear();
            self.kept
                .resize(outputs * of.tokens, Accumulator::default());
        }
        let tokens = &self.tokens[..of.tokens];
        let sums = self.kept.par_chunks_exact_mut(of.tokens);
        let finite = sums.enumerate().map(|(output, sums)| {
            let mut finite = true;
            for (at, block) in of.blocks().enumerate() {
                let weights = group(shape, words, output, at);
                finite &= weights.scale.is_finite() && weights.minimum.is_finite();
                for (sum, buffer) in sums.iter_mut().zip(tokens) {
                    if buffer.invalid.contains_any(block..block + 1) {
                        sum.mark_invalid();
                    }
                    let block = &buffer.blocks[block];
                    let p = block.dot_quants(&weights.quants);
                    sum.add(weights.scale, p.into(), block.exponent);
                    if format.has_minimum() {
                        sum.add(weights.minimum, block.sum().into(), block.exponent);
                    }
                }
            }
            finite
        });
        // Not `all`, which ends at the first that is not so, and leaves sums out.
        finite.reduce(|| true, |all, own| all && own)
    }

    /// The sums of so many tokens as results `[tokens][outputs]`; those with a flag are +0.
    fn sums(&self, tokens: usize) -> (Vec<f32>, Flags) {
        let outputs = self.kept.len() / tokens;
        let mut flags = Flags::default();
        let mut values = vec![0.0; self.kept.len()];
        for (at, sum) in self.kept.iter().enumerate() {
            let outcome = sum.finish();
            flags |= sum.flags();
            if !outcome.overflow && !outcome.invalid {
                values[at % tokens * outputs + at / tokens] = outcome.value;
            }
        }
        (values, flags)
    }
}
