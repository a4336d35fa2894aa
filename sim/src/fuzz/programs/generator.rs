//! Passes at random: phrases of commands that are legal for themselves, commands that are anything, and mutations.
//!
//! What is legal where is in the phrases: operands lie in four quarters of vector memory, blocks behind each other,
//! tokens come in the turn of their sequence. A pass of phrases alone may still break a rule, when a pass before it
//! ended early or an index register has been set.

use harmonia_contract::engine::SLOTS;
use harmonia_contract::program::{self as of, MOST_LOOPS};
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_contract::weights::record_words;
use harmonia_contract::{Field, GROUP, Opcode};
use harmonia_device::system::{Pass, matrix_words};

use super::super::values::Random;
use super::fields::{LENGTHS, any, cycles, mutate};
use super::ground::{DATA, FREE, Ground, HEADS, LAYERS, TABLE};

/// Cycles that a program is to take at most, as [`cycles`] counts them.
const MOST_CYCLES: u64 = 60_000;
/// The register that phrases add to operands within loops.
const STEP: usize = 1;
/// Index registers that phrases set to anything, now and then.
const ANY: [usize; 6] = [0, 2, 3, 4, 5, 7];

/// A pass, and where it lies.
#[derive(Clone)]
pub(super) struct RandomPass {
    pub(super) pass: Pass,
    pub(super) commands: Vec<[u64; 2]>,
    pub(super) lines: Vec<[u64; 2]>,
}

/// Makes the program of a pass.
struct Writer<'g> {
    random: &'g mut Random,
    ground: &'g Ground,
    /// Tokens of the pass.
    pass: usize,
    /// Those of the tile, and its banks.
    tokens: usize,
    banks: usize,
    /// Blocks that are loaded.
    loaded: usize,
    commands: Vec<[u64; 2]>,
    depth: usize,
    /// A loop over tokens is open.
    in_tokens: bool,
    /// The pass has stored its tokens.
    stored: bool,
}

impl RandomPass {
    /// The next pass of a machine whose regions hold `sequences`: where they begin, and tokens.
    pub(super) fn new(
        random: &mut Random,
        ground: &Ground,
        sequences: &[(usize, usize)],
    ) -> RandomPass {
        loop {
            let pass = RandomPass::any(random, ground, sequences);
            if cycles(ground, &pass.commands, pass.pass.tokens) <= MOST_CYCLES {
                return pass;
            }
        }
    }

    fn any(random: &mut Random, ground: &Ground, sequences: &[(usize, usize)]) -> RandomPass {
        let batch = ground.limits.batch;
        let tokens = match random.below(20) {
            0..6 => 1,
            6..12 => 1 + random.below(4.min(batch)),
            12..19 => 1 + random.below(batch),
            _ => random.pick(&[0, batch + 1, 255]),
        };
        let mut lines = lines(random, ground, sequences, tokens.min(batch));
        let mut writer = Writer {
            banks: ground.limits.banks(tokens.max(1)),
            pass: tokens.max(1),
            tokens: tokens.max(1),
            random,
            ground,
            loaded: 0,
            commands: Vec::new(),
            depth: 0,
            in_tokens: false,
            stored: false,
        };
        for _ in 0..2 + writer.random.below(9) {
            writer.phrase();
        }
        let mut commands = writer.commands;
        if random.chance(35) {
            mutate(random, ground, &mut commands);
        }
        commands.push([0; 2]);
        if random.chance(4) && !lines.is_empty() {
            let line = random.below(lines.len());
            let (word, bit) = (random.below(2), random.below(64));
            lines[line][word] ^= 1 << bit;
        }
        // Seldom the end of read-only memory comes before that of the program or the table.
        let behind = |words: usize, random: &mut Random| DATA - random.below(words + 4);
        let (words, of_lines) = (2 * commands.len(), 2 * lines.len());
        let program = if random.chance(2) {
            behind(words, random)
        } else {
            0
        };
        let table = if random.chance(2) {
            behind(of_lines, random)
        } else {
            TABLE
        };
        RandomPass {
            pass: Pass {
                program,
                table,
                tokens,
            },
            commands,
            lines,
        }
    }
}

/// Lines of tokens, each the next one of a sequence whose regions all have as many tokens.
fn lines(
    random: &mut Random,
    ground: &Ground,
    sequences: &[(usize, usize)],
    tokens: usize,
) -> Vec<[u64; 2]> {
    let regions = ground.setup.regions;
    let stored = |region: usize| {
        let found = sequences.iter().find(|(begin, _)| *begin == region);
        found.map_or(0, |(_, tokens)| *tokens)
    };
    let next = |sequence: usize| {
        let first = ground.sequence(sequence);
        let heads = (0..LAYERS * HEADS).map(|head| stored(first + head * regions.words()));
        // What does not agree begins anew.
        let least = heads.clone().min().unwrap_or(0);
        if heads.max() == Some(least) { least } else { 0 }
    };
    let mut positions: Vec<usize> = (0..ground.sequences()).map(next).collect();
    let only = random.below(2 * positions.len());
    let line = |_| {
        // All of one sequence, or each of any.
        let sequence = match only {
            only if only < positions.len() => only,
            _ => random.below(positions.len()),
        };
        let position = positions[sequence];
        positions[sequence] += 1;
        ground.line(sequence, position % regions.tokens(), random.below(0x200))
    };
    (0..tokens).map(line).collect()
}

impl Writer<'_> {
    fn push(&mut self, opcode: Opcode, values: &[(Field, usize)]) {
        let within = values
            .iter()
            .map(|&(field, value)| (field, value.min(field.most())));
        self.commands
            .push(opcode.words(&within.collect::<Vec<_>>()));
    }

    fn phrase(&mut self) {
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

    fn index(&mut self, to: usize, from: usize, value: usize) {
        self.push(
            of::INDEX,
            &[(of::TO, to), (of::FROM, from), (of::VALUE, value)],
        );
    }

    /// Some tokens of the pass, seldom such as it does not have.
    fn tile(&mut self) {
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

    fn acts_on(&mut self, first: usize, tokens: usize) {
        self.push(of::TILE, &[(of::FIRST, first), (of::TILE_TOKENS, tokens)]);
        self.tokens = tokens;
        self.banks = self.ground.limits.banks(tokens);
        self.loaded = 0;
    }

    /// A product whose sums are made in parts, with loads, vectors and words between them; seldom with anything else.
    fn parts(&mut self) {
        if self.in_tokens && self.random.chance(80) {
            return self.vector();
        }
        let ground = self.ground;
        let matrix = &ground.matrices[self.random.below(ground.matrices.len())];
        let most = matrix.outputs.min(2 * SLOTS / self.banks);
        let outputs = 1 + self.random.below(most);
        let [a, ..] = self.places();
        let stride = outputs + self.random.below(4);
        let parts = 2 + self.random.below(3);
        for part in 0..parts {
            let groups = 1 + self.random.below(matrix.groups.min(3));
            let have = self.loaded / self.banks;
            if have < groups && !self.in_tokens {
                self.blocks(groups - have);
            }
            match self.random.below(10) {
                0..3 => self.blocks(0),
                3 => self.vector(),
                4 => self.transfer(of::FETCH),
                5 if part > 0 && self.random.chance(30) => self.phrase(),
                _ => {}
            }
            let groups = groups.min((self.loaded / self.banks).max(1));
            let others = usize::from(self.random.chance(2));
            self.push(
                of::MATMUL,
                &[
                    (of::FORMAT, matrix.format.code()),
                    (of::CONTINUES, usize::from(part > 0)),
                    (of::GROUPS, groups),
                    (of::KEEPS, usize::from(part + 1 < parts)),
                    (of::A, a),
                    (of::ADDRESS, matrix.address),
                    (of::OUTPUTS, outputs + others),
                    (of::D_STRIDE, stride),
                ],
            );
        }
    }

    fn quarter(&self) -> usize {
        self.ground.limits.vectors / 4
    }

    /// Where two operands and a result begin that lie apart.
    fn places(&mut self) -> [usize; 3] {
        let first = self.random.below(4);
        let turn = 1 + 2 * self.random.below(2);
        [0, 1, 2].map(|i| (first + turn * i) % 4 * self.quarter())
    }

    /// Length, parts, stride of vectors of so many tokens that fit into a quarter.
    fn extent(&mut self, tokens: usize) -> [usize; 3] {
        // Gains and N have as much room.
        let room = (self.quarter() / tokens).saturating_sub(2).max(1);
        let length = self.random.pick(&LENGTHS).min(room);
        let parts = 1 + self.random.below((room / length).min(4));
        let stride = length * parts + self.random.below(room - length * parts + 1);
        [length, parts, stride]
    }

    /// An operation whose results stay vectors.
    fn vector(&mut self) {
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
    fn blocks(&mut self, least: usize) {
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

    /// A product with a matrix of memory, and blocks for it.
    fn product(&mut self) {
        let ground = self.ground;
        let matrix = &ground.matrices[self.random.below(ground.matrices.len())];
        let mut outputs = 1 + self.random.below(matrix.outputs);
        let (mut groups, mut address) = (matrix.groups, matrix.address);
        if self.random.chance(10) {
            // Some of its records are a matrix of another shape.
            let record = record_words(matrix.format);
            let records = matrix_words(matrix.format, matrix.outputs, matrix.groups) / record;
            let first = self.random.below(records);
            let pairs = 4 * (records - first);
            groups = 1 + self.random.below(pairs.min(3));
            outputs = 1 + self.random.below((2 * (pairs / groups)).min(8));
            address += first * record;
        }
        for _ in 0..8 {
            let have = self.loaded / self.banks;
            if have < groups && !self.in_tokens {
                self.blocks(groups - have);
            }
        }
        let have = self.loaded / self.banks;
        if have > 0 && self.random.chance(95) {
            groups = groups.min(have);
        }
        let spare = have.saturating_sub(groups);
        let base = self.random.below(spare + 1) * self.banks;
        let [a, ..] = self.places();
        for _ in 0..1 + self.random.below(2) {
            let stride = outputs + self.random.below(4);
            self.push(
                of::MATMUL,
                &[
                    (of::FORMAT, matrix.format.code()),
                    (of::BASE, base),
                    (of::GROUPS, groups),
                    (of::A, a),
                    (of::ADDRESS, address),
                    (of::OUTPUTS, outputs),
                    (of::D_STRIDE, stride),
                ],
            );
        }
    }

    /// Words between memory and vectors.
    fn transfer(&mut self, opcode: Opcode) {
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

    fn rope(&mut self) {
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

    /// Tokens store their keys and values in all regions of their sequences, and ask; or do something else in turn.
    fn tokens(&mut self) {
        if self.in_tokens || self.depth == MOST_LOOPS {
            return self.transfer(of::FETCH);
        }
        let stores = !self.stored && self.depth == 0;
        let words = HEADS * self.ground.setup.regions.words();
        if stores && self.tokens != self.pass && self.random.chance(90) {
            self.acts_on(0, self.pass);
        }
        let loops = stores && self.random.chance(50);
        let unrolled = if stores && !loops { LAYERS } else { 1 };
        if loops {
            // A loop over layers moves the regions, now and then the angles as well.
            self.index(of::REGION_STEP_INDEX, 0, 0);
            self.push(of::REPEAT, &[(of::COUNT, LAYERS)]);
            self.depth += 1;
        }
        for layer in 0..unrolled {
            self.index(STEP, 0, 0);
            self.push(of::REPEAT, &[(of::EACH_TOKEN, 1)]);
            (self.in_tokens, self.depth) = (true, self.depth + 1);
            for _ in 0..self.random.below(3) {
                self.phrase();
            }
            if stores {
                for head in 0..HEADS {
                    self.head(layer * HEADS + head);
                }
            }
            let step = self.random.pick(&LENGTHS);
            self.index(STEP, STEP, step);
            self.push(of::NEXT, &[]);
            (self.in_tokens, self.depth) = (false, self.depth - 1);
        }
        if loops {
            self.index(of::REGION_STEP_INDEX, of::REGION_STEP_INDEX, words);
            let angles = self.random.below(8);
            self.index(of::ANGLES_STEP_INDEX, of::ANGLES_STEP_INDEX, angles);
            self.push(of::NEXT, &[]);
            self.depth -= 1;
            self.index(of::REGION_STEP_INDEX, 0, 0);
        }
        self.stored |= stores;
    }

    /// A token in one of its sequence's regions.
    fn head(&mut self, number: usize) {
        let regions = self.ground.setup.regions;
        let size = regions.shape().size();
        let region = [
            (of::REGION, number * regions.words()),
            (of::REGION_REGISTER, of::REGION_INDEX),
        ];
        let places = self.places();
        let index = if self.random.chance(50) { STEP } else { 0 };
        let operands = [
            (of::LENGTH, size),
            (of::A, places[0]),
            (of::A_INDEX, index),
            (of::B, places[1]),
            (of::D, places[2]),
        ];
        self.push(of::COMMIT, &region);
        self.push(of::STORE, &[&operands[..], &region].concat());
        for _ in 0..self.random.below(3) {
            let heads = self.random.below(self.ground.limits.token_rows);
            let attend = [&[(of::HEADS, heads)], &operands[..], &region].concat();
            self.push(of::ATTEND, &attend);
            self.loaded = 0;
        }
    }

    fn repeat(&mut self) {
        if self.depth == MOST_LOOPS && self.random.chance(80) {
            return self.vector();
        }
        let count = 1 + self.random.below(3);
        self.push(of::REPEAT, &[(of::COUNT, count)]);
        self.depth += 1;
        for _ in 0..self.random.below(3) {
            self.phrase();
        }
        self.depth -= 1;
        self.push(of::NEXT, &[]);
    }
}
