//! What the tests of leaves share: beats of fields, a leaf's run, noise.

use half::f16;
use harmonia_hdl::Design;
use harmonia_hdl::expr::{Circuit, MultiplierCell};
use harmonia_testbench::{BuildOptions, Input, Output, Run, Simulation, Stall};

/// Fields of a beat, lowest first.
#[derive(Clone, Default)]
pub struct Beat {
    pub words: Vec<u32>,
    bits: usize,
}

impl Beat {
    /// A beat of whole words.
    #[allow(dead_code)]
    pub fn of(words: Vec<u32>) -> Self {
        let bits = 32 * words.len();
        Beat { words, bits }
    }

    /// Another field, the lowest `width` bits of `value`.
    pub fn push(mut self, value: i128, width: usize) -> Self {
        for i in 0..width {
            if self.bits.is_multiple_of(32) {
                self.words.push(0);
            }
            let bit = (value >> i.min(127)) & 1;
            self.words[self.bits / 32] |= (bit as u32) << (self.bits % 32);
            self.bits += 1;
        }
        self
    }
}

/// `width` bits of a beat from bit `low`, sign-extended.
pub fn field(words: &[u32], low: usize, width: usize) -> i128 {
    let bit = |i: usize| i128::from(words[i / 32] >> (i % 32) & 1);
    let value: i128 = (0..width).map(|i| bit(low + i) << i).sum();
    (value << (128 - width)) >> (128 - width)
}

/// Sends the beats through a leaf and gives what came out, a vector of words a beat.
pub fn through(circuit: &Circuit, models: &str, beats: &[Beat], stall: Stall) -> Vec<Vec<u32>> {
    let design = Design::leaf(circuit, models);
    let words_out = design.streams[1].width.div_ceil(32);
    let simulation = Simulation::build(&design, &BuildOptions::default()).expect("the leaf builds");
    let mut instance = simulation.instance().expect("the leaf loads");
    let words: Vec<u32> = beats.iter().flat_map(|b| b.words.iter().copied()).collect();
    let mut out = vec![0; beats.len() * words_out];
    let mut run = Run {
        inputs: vec![Input::new("in", &words).stall(stall)],
        outputs: vec![Output::new("out", &mut out)],
        settle_cycles: 64,
        ..Run::default()
    };
    instance
        .run(&mut run)
        .expect("as many beats come out as go in");
    out.chunks(words_out).map(<[u32]>::to_vec).collect()
}

/// Both multiplier bodies, with the models they need.
pub const BODIES: [(MultiplierCell, &str); 2] =
    [(MultiplierCell::Portable, ""), (MultiplierCell::Ecp5, ECP5)];
pub const ECP5: &str = concat!(
    include_str!("../../../hdl/src/cells/harmonia_mult18x18d.v"),
    include_str!("../../../hdl/src/cells/mult18x18d_model.v")
);

/// xorshift64*: the tests' source of noise, the same on every machine.
pub struct Noise(pub u64);

impl Noise {
    /// 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }

    pub fn finite_f16(&mut self) -> f16 {
        loop {
            let value = f16::from_bits(self.next() as u16);
            if value.is_finite() {
                return value;
            }
        }
    }
}
