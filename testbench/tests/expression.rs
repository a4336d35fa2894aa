//! The two readings of an expression agree: random circuits, evaluated in Rust and run as Verilog.

use harmonia_hdl::Design;
use harmonia_hdl::expr::{Circuit, Leaf, Stepper, Word, concat, leading_zeros, mux_tree};
use harmonia_testbench::{BuildOptions, Input, Output, Run, Simulation, Stall};
use num_bigint::BigUint;

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
        (self.next() >> 16) as usize % limit
    }
}

const INPUTS: [(&str, usize); 6] = [
    ("a", 7),
    ("b", 7),
    ("c", 13),
    ("d", 1),
    ("e", 40),
    ("f", 16),
];
const OPERATIONS: usize = 19;
const LANES: usize = 3;

/// Words as the inputs of a random circuit.
fn inputs_of(words: &[Word]) -> Vec<(&'static str, &Word)> {
    INPUTS.iter().map(|(name, _)| *name).zip(words).collect()
}

/// A circuit of random operations on random earlier words, every one of which reaches the output; on what lanes
/// of `part`, a circuit like it, make of the inputs as well.
fn random_circuit(name: &str, noise: &mut Noise, nodes: usize, part: Option<&Circuit>) -> Circuit {
    let mut leaf = Leaf::new(name, "Random operations.");
    let mut words: Vec<Word> = INPUTS
        .iter()
        .map(|(name, width)| leaf.input(name, *width))
        .collect();
    if let Some(part) = part {
        let alone = leaf.part("alone", part, &inputs_of(&words));
        // A piece for each lane, a select of one, a word for all lanes.
        let five = concat(&[&words[0], &words[2], &words[0], &words[1], &words[2]]);
        let mut pieces = words.clone();
        pieces[0] = five.slice(5, LANES * 7);
        pieces[2] = &five.slice(1, LANES * 13) ^ &five.slice(3, LANES * 13);
        pieces[3] = words[2].slice(2, LANES);
        let lanes = leaf.lanes("lanes", LANES, part, &inputs_of(&pieces));
        let made = lanes.each("y").into_iter().chain([alone.output("y")]);
        let made: Vec<Word> = made.collect();
        let stage = made[0].stage().expect("an output of a stage");
        words = words.iter().map(|word| word.at(stage)).collect();
        for word in made {
            words.push(word.slice(0, 20.min(word.width())));
            words.push(word.any_bit());
        }
    }
    for _ in 0..nodes {
        let x = words[noise.below(words.len())].clone();
        let x = if noise.below(2) == 0 {
            x.as_signed()
        } else {
            x.as_unsigned()
        };
        let y = words[noise.below(words.len())].clone();
        let y = if noise.below(2) == 0 {
            y.as_signed()
        } else {
            y.as_unsigned()
        };
        let same = if y.width() > x.width() {
            y.slice(0, x.width())
        } else {
            y.extend(x.width())
        };
        let bit = words[noise.below(words.len())].bit(0);
        let constant = leaf.constant((noise.next() >> 51).into(), 13);
        let word = match noise.below(OPERATIONS) {
            0 => &x + &y,
            1 => &x - &y,
            2 => x.add_with_carry(&y, &bit),
            3 => x.wrapping_add(&same),
            4 => x.wrapping_sub(&same),
            5 => &x & &same,
            6 => &x | &same,
            7 => &x ^ &same,
            8 => !&x,
            9 => x.equals(&y),
            10 => x.less_than(&y),
            11 => bit.mux(&x, &y),
            12 => x.any_bit(),
            13 => x.every_bit(),
            14 => {
                let low = noise.below(x.width());
                x.slice(low, 1 + noise.below(x.width() - low))
            }
            15 => concat(&[&x, &bit, &y]),
            16 => x.extend(x.width() + 1 + noise.below(9)),
            17 => &x + &constant,
            _ => x.shift_left(1 + noise.below(5)),
        };
        // Wide words would only be sliced again.
        words.push(if word.width() > 60 {
            word.slice(noise.below(word.width() - 50), 50)
        } else {
            word
        });
    }
    let (zeros, normal) = leading_zeros(&words[5], &[]);
    words.push(mux_tree(
        &words[5].slice(3, 2),
        &[zeros, normal, words[2].clone(), words[5].clone()].map(|w| w.extend(16)),
    ));
    let all = concat(&words.iter().collect::<Vec<_>>());
    leaf.output("y", &all.register());
    leaf.build()
}

fn evaluate(circuit: &Circuit, beat: &[u64; 6]) -> BigUint {
    let mut signals = Stepper::new(circuit.clone());
    for ((name, _), value) in INPUTS.iter().zip(beat) {
        signals.set(name, BigUint::from(*value));
    }
    for _ in 0..circuit.stage("y").expect("an output of a stage") {
        signals.update(true);
    }
    signals.get("y")
}

#[test]
fn evaluation_and_verilog_agree_on_random_circuits() {
    for seed in 1..=3 {
        let mut noise = Noise(seed);
        let circuit = random_circuit("random", &mut noise, 150, None);
        agree(&circuit, &mut noise, seed);
    }
}

#[test]
fn evaluation_and_verilog_agree_on_lanes_of_lanes_of_random_circuits() {
    for seed in 4..=5 {
        let mut noise = Noise(seed);
        let inner = random_circuit("inner", &mut noise, 20, None);
        let middle = random_circuit("middle", &mut noise, 20, Some(&inner));
        let outer = random_circuit("random", &mut noise, 40, Some(&middle));
        agree(&outer, &mut noise, seed);
    }
}

/// Asserts that both readings of a random circuit say the same.
fn agree(circuit: &Circuit, noise: &mut Noise, seed: u64) {
    let beats: Vec<[u64; 6]> = (0..300)
        .map(|i| {
            INPUTS.map(|(_, width)| {
                let mask = (1u64 << width) - 1;
                match i % 5 {
                    0 => mask,
                    1 => 0,
                    2 => 1 << (width - 1),
                    _ => noise.next() & mask,
                }
            })
        })
        .collect();
    let design = Design::leaf(circuit, "");
    let (words_in, words_out) = (
        design.streams[0].width.div_ceil(32),
        design.streams[1].width.div_ceil(32),
    );
    let mut input = Vec::new();
    for beat in &beats {
        let mut joined = BigUint::default();
        let mut low = 0;
        for ((_, width), value) in INPUTS.iter().zip(beat) {
            joined |= BigUint::from(*value) << low;
            low += width;
        }
        let mut words = joined.to_u32_digits();
        words.resize(words_in, 0);
        input.extend(words);
    }
    let mut out = vec![0; beats.len() * words_out];
    let simulation =
        Simulation::build(&design, &BuildOptions::default()).expect("the circuit builds");
    let mut run = Run {
        inputs: vec![Input::new("in", &input).stall(Stall::NONE)],
        outputs: vec![Output::new("out", &mut out)],
        ..Run::default()
    };
    simulation
        .instance()
        .expect("it loads")
        .run(&mut run)
        .expect("it answers");
    for (beat, words) in beats.iter().zip(out.chunks(words_out)) {
        // One-bit inputs are gated by valid, which is set in every beat that comes out.
        assert_eq!(
            BigUint::from_slice(words),
            evaluate(circuit, beat),
            "seed {seed}, inputs {beat:x?}"
        );
    }
}
