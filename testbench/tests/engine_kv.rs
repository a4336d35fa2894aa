//! MATMUL_KV on whole engines: keys and values against the exact accumulator, in row order and in page order, among other commands.

#![allow(clippy::unwrap_used)]

use half::f16;
use harmonia_hdl::layout::{SLOTS, command};
use harmonia_hdl::{Configuration, Design};
use harmonia_numerics::{Accumulator, Block, GROUP};
use harmonia_testbench::{BuildOptions, Input, Instance, Output, Report, Run, Simulation, Stall};

/// xorshift64*.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        ((self.next() >> 16) % limit as u64) as usize
    }

    fn chance(&mut self, in_16: usize) -> bool {
        self.below(16) < in_16
    }
}

/// A block of keys or values, or of weights with an FP16 scale.
struct Group {
    /// Digits of each pass.
    digits: Vec<[i8; GROUP]>,
    integers: [i32; GROUP],
}

impl Group {
    /// Mantissas of 8 bits in two passes, or digits in one.
    fn kv(noise: &mut Noise, two_passes: bool) -> Group {
        let largest = if two_passes { 255 } else { 15 };
        let integers =
            std::array::from_fn(|_| noise.below(2 * largest + 1) as i32 - largest as i32);
        let digits = match two_passes {
            true => vec![
                integers.map(|m| (m / 16) as i8),
                integers.map(|m| (m % 16) as i8),
            ],
            false => vec![integers.map(|m| m as i8)],
        };
        Group { digits, integers }
    }

    /// INT8.
    fn weights(noise: &mut Noise) -> Group {
        let integers = std::array::from_fn(|_| i32::from(noise.next() as i8));
        let digits = vec![
            integers.map(|q| (q >> 4) as i8),
            integers.map(|q| (q & 15) as i8),
        ];
        Group { digits, integers }
    }

    fn dot(&self, block: &Block) -> i64 {
        let products = block.mantissas.iter().zip(&self.integers);
        products.map(|(a, w)| i64::from(*a) * i64::from(*w)).sum()
    }
}

/// What an engine should answer to the commands so far, and the beats that make it do so.
struct Script {
    noise: Noise,
    rows: usize,
    /// By row and address; `None` for a block with infinities.
    blocks: Vec<Vec<Option<Block>>>,
    /// By slot, row and output.
    slots: Vec<Vec<[Accumulator; 2]>>,
    register: Vec<[Accumulator; 2]>,
    commands: Vec<u32>,
    activations: Vec<u32>,
    weights: Vec<u32>,
    kv: Vec<u32>,
    results: Vec<Sent>,
}

/// A sum, and which of its words is the result; none for its FP32 value.
type Sent = (Accumulator, Option<usize>);

#[derive(Clone, Copy)]
struct Multiply {
    page: bool,
    two_passes: bool,
    first: bool,
    last: bool,
    sums: bool,
    base: usize,
    blocks: usize,
    pairs: usize,
    tokens: usize,
}

const BLOCKS: usize = 512;

impl Script {
    fn new(rows: usize, seed: u64) -> Script {
        Script {
            noise: Noise(seed),
            rows,
            blocks: vec![vec![None; BLOCKS]; rows],
            slots: vec![vec![Default::default(); rows]; SLOTS],
            register: vec![Default::default(); rows],
            commands: Vec::new(),
            activations: Vec::new(),
            weights: Vec::new(),
            kv: Vec::new(),
            results: Vec::new(),
        }
    }

    fn command(&mut self, fields: &[(command::Field, usize)]) {
        let word = fields.iter().fold(0, |word, ((low, width), value)| {
            assert!(*value < 1 << width);
            word | (*value as u64) << low
        });
        self.commands.extend([word as u32, (word >> 32) as u32]);
    }

    fn load(&mut self, row: usize, base: usize, blocks: usize) {
        self.command(&[
            (command::OPCODE, command::LOAD as usize),
            (command::ROW, row),
            (command::BASE, base),
            (command::BLOCKS, blocks),
        ]);
        for address in base..base + blocks {
            let size = 2f32.powi(self.noise.below(32) as i32 - 12);
            let mut values: [f32; GROUP] =
                std::array::from_fn(|_| self.noise.next() as i32 as f32 / 2f32.powi(31) * size);
            if self.noise.below(40) == 0 {
                values[self.noise.below(GROUP)] = f32::INFINITY;
            }
            self.activations.extend(values.map(f32::to_bits));
            self.blocks[row][address] = Block::from_f32(&values).ok();
        }
    }

    /// A command of no blocks, which does nothing but come between two others.
    fn nothing(&mut self, opcode: u128) {
        self.command(&[(command::OPCODE, opcode as usize)]);
    }

    /// A scale that makes sums of all sizes, as 8 E + f; sometimes one of the largest, which demotion makes.
    fn scale(&mut self) -> usize {
        match self.noise.below(30) {
            0 => 8 * 37 - 1 - self.noise.below(8 * 5),
            _ => self.noise.below(8 * 28),
        }
    }

    fn multiply_kv(&mut self, multiply: Multiply) {
        let Multiply {
            page,
            two_passes,
            first,
            last,
            sums,
            base,
            blocks,
            pairs,
            tokens,
        } = multiply;
        self.command(&[
            (command::OPCODE, command::MATMUL_KV as usize),
            (command::TWO_PASSES, two_passes.into()),
            (command::PAGE_ORDER, page.into()),
            (command::FIRST, first.into()),
            (command::LAST, last.into()),
            (command::SUMS, sums.into()),
            (command::BASE, base),
            (command::BLOCKS, blocks),
            (command::PAIRS, pairs),
            (command::TOKENS, tokens - 1),
        ]);
        let row_order = (0..pairs).flat_map(|pair| (0..blocks).map(move |block| (pair, block)));
        let page_order = (0..blocks).flat_map(|block| (0..pairs).map(move |pair| (pair, block)));
        let order: Vec<_> = if page {
            page_order.collect()
        } else {
            row_order.collect()
        };
        for (pair, block) in order {
            let groups = [(); 2].map(|()| Group::kv(&mut self.noise, two_passes));
            let scales = [(); 2].map(|()| self.scale());
            for pass in 0..groups[0].digits.len() {
                let mut beat = [0; 12];
                beat[8] = self.noise.next() as u32 & 0xfe00_fe00;
                beat[9] = self.noise.next() as u32;
                for (output, group) in groups.iter().enumerate() {
                    pack(&mut beat, output, &group.digits[pass]);
                    beat[8] |= (scales[output] as u32) << (16 * output);
                    for (i, digit) in group.digits[pass].iter().enumerate() {
                        beat[10 + output] |= u32::from(*digit < 0) << i;
                    }
                }
                self.kv.extend(beat);
            }
            self.group(multiply, pair, block, |sums, activations| {
                for ((sum, group), scale) in sums.iter_mut().zip(&groups).zip(scales) {
                    let (mantissa, exponent) = (8 + scale % 8, scale / 8);
                    sum.add_power(
                        mantissa as i64 * group.dot(activations),
                        i16::from(activations.exponent) + exponent as i16 - 25,
                    );
                }
            });
        }
    }

    /// INT8 weights from the host, in row order.
    fn multiply(&mut self, blocks: usize, pairs: usize, tokens: usize) {
        let sums = self.noise.chance(6);
        self.command(&[
            (command::OPCODE, command::MATMUL as usize),
            (command::FORMAT, 2),
            (command::FIRST, 1),
            (command::LAST, 1),
            (command::SUMS, sums.into()),
            (command::BLOCKS, blocks),
            (command::PAIRS, pairs),
            (command::TOKENS, tokens - 1),
        ]);
        let multiply = Multiply {
            page: false,
            two_passes: true,
            first: true,
            last: true,
            sums,
            base: 0,
            blocks,
            pairs,
            tokens,
        };
        for pair in 0..pairs {
            for block in 0..blocks {
                let groups = [(); 2].map(|()| Group::weights(&mut self.noise));
                let scale = f16::from_bits(self.noise.next() as u16 & 0xbfff);
                for pass in 0..2 {
                    let mut beat = [0; 10];
                    for (output, group) in groups.iter().enumerate() {
                        pack(&mut beat, output, &group.digits[pass]);
                        beat[8] |= u32::from(scale.to_bits()) << (16 * output);
                    }
                    self.weights.extend(beat);
                }
                self.group(multiply, pair, block, |sums, activations| {
                    for (sum, group) in sums.iter_mut().zip(&groups) {
                        sum.add(scale, group.dot(activations), activations.exponent);
                    }
                });
            }
        }
    }

    /// Adds a pair of groups to the sums that a command adds it to.
    fn group(
        &mut self,
        multiply: Multiply,
        pair: usize,
        block: usize,
        add: impl Fn(&mut [Accumulator; 2], &Block),
    ) {
        let sums = match multiply.page {
            true => &mut self.slots[pair],
            false => &mut self.register,
        };
        for (sums, row) in sums.iter_mut().zip(&self.blocks) {
            if multiply.first && block == 0 {
                *sums = Default::default();
            }
            match &row[multiply.base + block] {
                Some(activations) => add(sums, activations),
                None => sums.iter_mut().for_each(Accumulator::mark_invalid),
            }
        }
        if multiply.last && block == multiply.blocks - 1 {
            let words: &[Option<usize>] = match multiply.sums {
                true => &[Some(0), Some(1), Some(2)],
                false => &[None],
            };
            for &word in words {
                let sums = sums[..multiply.tokens].iter().flatten();
                self.results.extend(sums.map(|sum| (*sum, word)));
            }
        }
    }

    /// Runs the commands since the last call and compares what they answer.
    fn run(&mut self, instance: &mut Instance, stall: [u8; 4]) -> Report {
        let seed = self.noise.next();
        let mut results = vec![0; 2 * self.results.len()];
        let report = instance
            .run(&mut Run {
                inputs: vec![
                    Input::new("command", &self.commands).stall(Stall(stall[0])),
                    Input::new("activations", &self.activations).stall(Stall(stall[0])),
                    Input::new("weights", &self.weights).stall(Stall(stall[1])),
                    Input::new("kv", &self.kv).stall(Stall(stall[2])),
                ],
                outputs: vec![Output::new("results", &mut results).stall(Stall(stall[3]))],
                seed,
                settle_cycles: 64,
                ..Run::default()
            })
            .unwrap();
        for (index, (words, (sum, part))) in results.chunks(2).zip(&self.results).enumerate() {
            let (value, flags) = match *part {
                None => (sum.finish().value.to_bits(), sum.flags()),
                Some(word) => (sum.words()[word], sum.marks()),
            };
            assert_eq!(words[1] >> 1 & 1 != 0, flags.invalid, "result {index}");
            assert_eq!(words[0], value, "result {index}, {part:?}");
            assert_eq!(words[1] & 1 != 0, flags.overflow, "result {index}");
        }
        self.commands.clear();
        self.activations.clear();
        self.weights.clear();
        self.kv.clear();
        self.results.clear();
        report
    }
}

/// The low four bits of an output's digits.
fn pack(beat: &mut [u32], output: usize, digits: &[i8; GROUP]) {
    for (i, digit) in digits.iter().enumerate() {
        beat[4 * output + i / 8] |= (*digit as u32 & 15) << (4 * (i % 8));
    }
}

fn instance(name: &str) -> (usize, Instance) {
    let configuration = Configuration::named(name).unwrap();
    let design = Design::engine(&configuration);
    let simulation = Simulation::build(&design, &BuildOptions::default()).unwrap();
    (configuration.tokens, simulation.instance().unwrap())
}

const WHOLE: Multiply = Multiply {
    page: false,
    two_passes: false,
    first: true,
    last: true,
    sums: false,
    base: 0,
    blocks: 1,
    pairs: 1,
    tokens: 1,
};

fn random_commands(name: &str) {
    let (rows, mut instance) = instance(name);
    let mut script = Script::new(rows, 11);
    let mut outcomes = [0; 3];
    for round in 0..60 {
        for row in 0..rows {
            script.load(row, 0, 12);
        }
        // A page-order sum over several commands of few pairs and of many, with other work between them.
        let pairs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 33, 64][round % 12];
        let tokens = 1 + script.noise.below(rows);
        let commands = 1 + script.noise.below(4);
        let two_passes = script.noise.chance(8);
        for index in 0..commands {
            let page = Multiply {
                page: true,
                two_passes: two_passes ^ script.noise.chance(3),
                first: index == 0,
                last: index + 1 == commands,
                sums: script.noise.chance(6),
                base: script.noise.below(8),
                blocks: 1 + script.noise.below(5),
                pairs,
                tokens,
            };
            script.multiply_kv(page);
            match script.noise.below(4) {
                0 => {
                    let scores = Multiply {
                        two_passes: script.noise.chance(8),
                        blocks: 1 + script.noise.below(4),
                        pairs: 1 + script.noise.below(20),
                        sums: script.noise.chance(6),
                        tokens,
                        ..WHOLE
                    };
                    script.multiply_kv(scores);
                }
                1 => script.multiply(1 + index, 3, tokens),
                // A sum in row order over two commands.
                2 => {
                    for last in [false, true] {
                        script.multiply_kv(Multiply {
                            first: !last,
                            last,
                            blocks: 3,
                            tokens,
                            ..WHOLE
                        });
                    }
                }
                _ => script.load(script.rows - 1, 3, 2),
            }
        }
        for (sum, _) in &script.results {
            let outcome = sum.finish();
            outcomes[match outcome {
                _ if outcome.invalid => 0,
                _ if outcome.overflow => 1,
                _ => 2,
            }] += 1;
        }
        let rate = |noise: &mut Noise| [0, 0, 100, 200][noise.below(4)];
        let stall = [(); 4].map(|()| rate(&mut script.noise));
        script.run(&mut instance, stall);
    }
    assert!(
        outcomes[0] > 20 && outcomes[1] > 20 && outcomes[2] > 500,
        "{outcomes:?}"
    );
}

#[test]
fn keys_and_values_multiply_exactly_in_one_token_row() {
    random_commands("single");
}

#[test]
fn keys_and_values_multiply_exactly_in_two_token_rows() {
    random_commands("pair");
}

#[test]
fn keys_and_values_multiply_exactly_in_four_token_rows() {
    random_commands("quad");
}

/// The smallest command that runs without waiting, the largest, and a command that must wait.
#[test]
fn page_order_takes_a_beat_a_cycle() {
    let (rows, mut instance) = instance("pair");
    let mut script = Script::new(rows, 12);
    for row in 0..rows {
        script.load(row, 0, 8);
    }
    script.run(&mut instance, [0; 4]);
    for (pairs, waits) in [(17, 0), (SLOTS, 0), (8, 0), (2, 7 * 5)] {
        let cycles = |script: &mut Script, instance: &mut Instance, blocks, last| {
            script.multiply_kv(Multiply {
                page: true,
                last,
                blocks,
                pairs,
                ..WHOLE
            });
            script.run(instance, [0; 4]).cycles as usize
        };
        let one = cycles(&mut script, &mut instance, 1, false);
        let eight = cycles(&mut script, &mut instance, 8, false);
        assert_eq!(eight - one, 7 * pairs + waits, "{pairs} pairs");
        // And the sums are there.
        cycles(&mut script, &mut instance, 8, true);
    }
}

/// What chooses between the beats of weights and of keys and values takes cycles to all lanes. A command waits for it, however long the one before
/// it has been waited for already: blocks in the converter, or a slot that is not to be used again at once.
#[test]
fn beats_of_the_other_kind_wait_for_what_selects_them_at_every_distance() {
    let (_, mut instance) = instance("single");
    let mut script = Script::new(1, 13);
    for between in 0..32 {
        script.load(0, 0, 2);
        (0..between).for_each(|_| script.nothing(command::LOAD));
        script.multiply_kv(WHOLE);
        script.run(&mut instance, [0; 4]);

        script.multiply_kv(Multiply {
            page: true,
            blocks: 2,
            ..WHOLE
        });
        (0..between).for_each(|_| script.nothing(command::MATMUL_KV));
        script.multiply(2, 1, 1);
        script.run(&mut instance, [0; 4]);
    }
}
