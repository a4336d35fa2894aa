//! Phrases of commands that are legal for themselves: operands lie in four quarters of vector memory, blocks behind each
//! other.

use harmonia_contract::program as of;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_contract::{Field, GROUP, Opcode};

use super::super::values::Random;
use super::fields::{LENGTHS, any};
use super::ground::{DATA, FREE, Ground};

/// The register that phrases add to operands within loops.
pub(super) const STEP: usize = 1;
/// Index registers that phrases set to anything, now and then.
const ANY: [usize; 6] = [0, 2, 3, 4, 5, 7];

/// Makes the program of a pass.
pub(super) struct Writer<'g> {
    pub(super) random: &'g mut Random,
    pub(super) ground: &'g Ground,
    /// Tokens of the pass.
    pub(super) pass: usize,
    /// Those of the tile, and its banks.
    pub(super) tokens: usize,
    pub(super) banks: usize,
    /// Blocks that are loaded.
    pub(super) loaded: usize,
    commands: Vec<[u64; 2]>,
    pub(super) depth: usize,
    /// A loop over tokens is open.
    pub(super) in_tokens: bool,
    /// The pass has stored its tokens.
    pub(super) stored: bool,
}
impl<'g> Writer<'g> {
    /// Of a pass of some tokens, which has no command yet.
    pub(super) fn new(random: &'g mut Random, ground: &'g Ground, tokens: usize) -> Self {
        Writer {
            banks: ground.limits.banks(tokens),
            pass: tokens,
            tokens,
            random,
            ground,
            loaded: 0,
            commands: Vec::new(),
            depth: 0,
            in_tokens: false,
            stored: false,
        }
    }

    /// Some phrases.
    pub(super) fn program(mut self) -> Vec<[u64; 2]> {
        for _ in 0..2 + self.random.below(9) {
            self.phrase();
        }
        self.commands
    }

    pub(super) fn push(&mut self, opcode: Opcode, values: &[(Field, usize)]) {
        let within = values
            .iter()
            .map(|&(field, value)| (field, value.min(field.most())));
        self.commands
            .push(opcode.words(&within.collect::<Vec<_>>()));
    }

    pub(super) fn phrase(&mut self) {
        match self
            .random
            .weighted(&[16, 12, 16, 12, 8, 6, 14, 8, 4, 6, 10, 2])
        {
            0 => self.vector(),
            1 => self.blocks(0),
            2 => self.product(),
            3 => self.transfer(of::FETCH),
            4 => self.transfer(of::SPILL),
            5 => self.rope(),
            6 => self.tokens(),
            7 => self.repeat(),
            8 => {
                let command = any(self.random, self.ground);
                self.commands.push(command);
            }
            9 => self.tile(),
            10 => self.parts(),
            _ => {
                let to = self.random.pick(&ANY);
                let value = self.random.below(64);
                self.index(to, 0, value);
            }
        }
    }

    pub(super) fn index(&mut self, to: usize, from: usize, value: usize) {
        self.push(
            of::INDEX,
            &[(of::TO, to), (of::FROM, from), (of::VALUE, value)],
        );
    }

    /// Some tokens of the pass, seldom such as it does not have.
    pub(super) fn tile(&mut self) {
        // In a loop the commands before it would find it the second time.
        let unlikely = if self.in_tokens { 90 } else { 70 };
        if self.depth > 0 && self.random.chance(unlikely) {
            return self.vector();
        }
        let first = self.random.below(self.pass);
        let rest = self.pass - first;
        let tokens = 1 + self.random.below(rest);
        let far = usize::from(self.random.chance(3)) * rest;
        self.acts_on(first, tokens + far);
    }

    pub(super) fn acts_on(&mut self, first: usize, tokens: usize) {
        self.push(of::TILE, &[(of::FIRST, first), (of::TILE_TOKENS, tokens)]);
        self.tokens = tokens;
        self.banks = self.ground.limits.banks(tokens);
        self.loaded = 0;
    }

    pub(super) fn quarter(&self) -> usize {
        self.ground.limits.vectors / 4
    }

    /// Where two operands and a result begin that lie apart.
    pub(super) fn places(&mut self) -> [usize; 3] {
        let first = self.random.below(4);
        let turn = 1 + 2 * self.random.below(2);
        [0, 1, 2].map(|i| (first + turn * i) % 4 * self.quarter())
    }

    /// Length, parts, stride of vectors of so many tokens that fit into a quarter.
    pub(super) fn extent(&mut self, tokens: usize) -> [usize; 3] {
        // Gains and N have as much room.
        let room = (self.quarter() / tokens).saturating_sub(2).max(1);
        let length = self.random.pick(&LENGTHS).min(room);
        let parts = 1 + self.random.below((room / length).min(4));
        let stride = length * parts + self.random.below(room - length * parts + 1);
        [length, parts, stride]
    }

    /// An operation whose results stay vectors.
    pub(super) fn vector(&mut self) {
        let all = !self.in_tokens && self.random.chance(60);
        let [length, parts, stride] = self.extent(if all { self.tokens } else { 1 });
        let [a, b, d] = self.places();
        let in_place = self.random.chance(30);
        let second = self.random.below(5);
        let mut values = vec![
            (of::ALL, all.into()),
            (of::LENGTH, length),
            (of::PARTS, parts - 1),
            (of::A, a),
            (of::A_STRIDE, stride),
            (of::D, if in_place { a } else { d }),
            (of::D_STRIDE, stride),
        ];
        let opcode = [of::COPY, of::ADD, of::NORM, of::SWIGLU, of::MULTIPLY][second];
        if second > 1 {
            values.push((of::B, b));
        }
        if opcode == of::NORM && self.random.chance(70) {
            // N as a model has it.
            let address = FREE + self.random.below(4);
            self.push(
                of::FETCH,
                &[(of::LENGTH, 2), (of::A, b), (of::ADDRESS, address)],
            );
        }
        self.push(opcode, &values);
    }

    /// Results that become blocks, at least `least` of each token.
    pub(super) fn blocks(&mut self, least: usize) {
        if self.in_tokens {
            return self.vector();
        }
        let [length, parts, stride] = self.extent(self.tokens);
        let [a, b, d] = self.places();
        let parts = if least > 0 {
            (least * GROUP).div_ceil(length).min(parts)
        } else {
            parts
        };
        let count = (length * parts).div_ceil(GROUP) * self.banks;
        if self.loaded + count > BUFFER_BLOCKS && self.random.chance(90) {
            return self.vector();
        }
        let loaded = self.loaded / self.banks;
        let at = if least > 0 {
            loaded
        } else {
            self.random.below(loaded + 1)
        } * self.banks;
        // Seldom between the first blocks of two tokens' banks.
        let at = at + usize::from(self.random.chance(1));
        let second = self.random.below(5);
        let opcode = [of::COPY, of::ADD, of::NORM, of::SWIGLU, of::MULTIPLY][second];
        let mut values = vec![
            (of::SINK, of::SINK_BLOCKS),
            (of::ALL, 1),
            (of::LENGTH, length),
            (of::PARTS, parts - 1),
            (of::A, a),
            (of::A_STRIDE, stride),
            (of::D, at),
        ];
        if opcode == of::ADD {
            // What is added to lies at D in vector memory.
            values.push((of::D_STRIDE, d.min(stride)));
        }
        if second > 1 {
            values.push((of::B, b));
        }
        self.push(opcode, &values);
        if at + count <= BUFFER_BLOCKS {
            self.loaded = self.loaded.max(at + count);
        }
    }

    /// Words between memory and vectors.
    pub(super) fn transfer(&mut self, opcode: Opcode) {
        let all = !self.in_tokens && self.random.chance(50);
        let [length, parts, stride] = self.extent(if all { self.tokens } else { 1 });
        let length = (length * parts).next_multiple_of(2);
        let [a, ..] = self.places();
        let (from, words) = match opcode {
            of::SPILL => (DATA, 0x1000),
            _ => (FREE, 0x3000),
        };
        let address = from + self.random.below(words);
        let far = self.random.below(length + 1);
        let mut values = vec![
            (of::ALL, all.into()),
            (of::LENGTH, length),
            (of::A, a),
            (of::ADDRESS, address),
            (of::ADDRESS_STRIDE, far),
            (of::D_STRIDE, stride),
        ];
        if self.in_tokens && self.random.chance(50) {
            values.push((of::A_INDEX, STEP));
            let angles = opcode == of::FETCH && self.random.chance(50);
            values.push((of::ADDRESS_INDEX, if angles { of::ANGLES_INDEX } else { 0 }));
        }
        self.push(opcode, &values);
    }

    pub(super) fn rope(&mut self) {
        let all = !self.in_tokens && self.random.chance(60);
        let [length, parts, stride] = self.extent(if all { self.tokens } else { 1 });
        let [a, b, _] = self.places();
        let length = length.max(2);
        let parts = if length > 2 { parts } else { 1 };
        let dimensions = 2 * (1 + self.random.below(length / 2));
        let halves = self.random.below(2);
        self.push(
            of::ROPE,
            &[
                (of::HALVES, halves),
                (of::ALL, all.into()),
                (of::LENGTH, length),
                (of::PARTS, parts - 1),
                (of::A, a),
                (of::A_STRIDE, stride),
                (of::B, b),
                (of::D, dimensions),
            ],
        );
    }
}
