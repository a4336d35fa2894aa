//! Processing elements of the systems that Harmonia is compared with, and ours beside them.
//!
//! | element | activations | weights | sum of a group | sum of groups |
//! |---|---|---|---|---|
//! | [`fp16_fp16`] | FP16 | FP16 | tree of FP32 adders | FP32 |
//! | [`fp16_int4`] | FP16 | INT4, FP16 scale | tree of FP32 adders | FP32 |
//! | [`figna`], `figna_m8` | 14 or 8 bits, aligned to the group's largest exponent | INT4, FP16 scale | exact | FP32 |
//! | [`anda`] | 4 to 8 planes of bits, groups of 64 | INT4, FP16 scale | exact, a plane a cycle | FP32 |
//! | [`harmonia`], `harmonia_fp32` | blocks of 8-bit mantissas | INT4, keys and values of 4 and 8 bits | exact, a pass a cycle | exact |
//!
//! On an ECP5 ours is [`packed`] too: two weights in a multiplier.
//!
//! What makes their operands is apart, because a row of elements shares it: [`figna_aligner`], [`anda_compressor`] and [`fp16_to_bfp`].
//!
//! **Pipelines.** All are cut by one rule: operands stand in registers, and between two registers is at most what one FP32
//! addition takes: a multiplier, the integer products of a group with their sum, an alignment, normalising and rounding. An FP32 sum
//! over groups is a loop of one addition, so that no element with one can have shorter stages unless it has several sums in turns. A
//! group (Anda: a plane, M8M8: a pass) is taken every cycle. There is no back-pressure; a cycle in which the element is told of no group
//! changes no sum. All ports are of an item's first cycle: what is wanted later is delayed inside.
//!
//! **Numbers.** FP16's exponent 31 is one like the others for the baselines, 2^16 to 2^17: nobody pays for infinities and NaN, which are
//! to be found where activations are made. Then a sum of a group, scaled, is 0 or between 2^-51 and 2^43, and FP32 arithmetic meets neither overflow
//! nor subnormal numbers. Where floats are multiplied, subnormal FP16 numbers are zeros.
//!
//! `numerics/src/baselines/` is the definition of each; `testbench/src/baselines.rs` makes operands what the ports take.

pub mod anda;
pub mod anda_compressor;
pub mod figna;
pub mod figna_aligner;
pub mod float;
pub mod fp16_fp16;
pub mod fp16_int4;
pub mod fp16_to_bfp;
pub mod harmonia;
pub mod integer;
pub mod packed;

use crate::emit;
use crate::expr::{Circuit, Direction};

/// A processing element.
pub struct Element {
    /// Name, which is that of its Verilog module.
    pub name: &'static str,
    /// Products it makes side by side.
    pub lanes: usize,
    /// Its circuit.
    pub circuit: fn() -> Circuit,
    /// What it can be used for.
    pub modes: &'static [Mode],
}

/// A use of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Name, as papers have it.
    pub name: &'static str,
    /// Cycles that a group of as many products as the element has lanes takes.
    pub cycles_per_group: usize,
}

/// A circuit that makes operands, which many elements share.
pub struct Converter {
    /// Name, which is that of its Verilog module.
    pub name: &'static str,
    /// The elements that it serves.
    pub serves: &'static [&'static str],
    /// Activations that share an exponent.
    pub group: usize,
    /// Cycles that a group takes; of Anda's, the most.
    pub cycles_per_group: usize,
    /// Its circuit.
    pub circuit: fn() -> Circuit,
}

const fn mode(name: &'static str, cycles_per_group: usize) -> Mode {
    Mode {
        name,
        cycles_per_group,
    }
}

const HARMONIA_MODES: &[Mode] = &[mode("M8W4", 1), mode("M8M4", 1), mode("M8M8", 2)];

/// All elements, FP16 x FP16 first.
pub const ELEMENTS: [Element; 7] = [
    Element {
        name: "fp16_fp16",
        lanes: fp16_fp16::LANES,
        circuit: fp16_fp16::describe,
        modes: &[mode("FP16xFP16", 1)],
    },
    Element {
        name: "fp16_int4",
        lanes: fp16_int4::LANES,
        circuit: fp16_int4::describe,
        modes: &[mode("FP16xINT4", 1)],
    },
    Element {
        name: "figna",
        lanes: figna::LANES,
        circuit: || figna::describe("figna", 14),
        modes: &[mode("FP16xINT4", 1)],
    },
    Element {
        name: "figna_m8",
        lanes: figna::LANES,
        circuit: || figna::describe("figna_m8", 8),
        modes: &[mode("M8W4", 1)],
    },
    Element {
        name: "anda",
        lanes: anda::LANES,
        circuit: anda::describe,
        modes: &[
            mode("M4", 4),
            mode("M5", 5),
            mode("M6", 6),
            mode("M7", 7),
            mode("M8", 8),
        ],
    },
    Element {
        name: "harmonia",
        lanes: 32,
        circuit: || harmonia::describe(harmonia::Outcome::Exact),
        modes: HARMONIA_MODES,
    },
    Element {
        name: "harmonia_fp32",
        lanes: 32,
        circuit: || harmonia::describe(harmonia::Outcome::Fp32),
        modes: HARMONIA_MODES,
    },
];

/// All converters.
pub const CONVERTERS: [Converter; 4] = [
    Converter {
        name: "figna_aligner",
        serves: &["figna"],
        group: figna_aligner::LANES,
        cycles_per_group: 1,
        circuit: || figna_aligner::describe("figna_aligner", 14),
    },
    Converter {
        name: "figna_m8_aligner",
        serves: &["figna_m8"],
        group: figna_aligner::LANES,
        cycles_per_group: 1,
        circuit: || figna_aligner::describe("figna_m8_aligner", 8),
    },
    Converter {
        name: "anda_compressor",
        serves: &["anda"],
        group: anda_compressor::LANES,
        cycles_per_group: anda::MOST_PLANES,
        circuit: anda_compressor::describe,
    },
    Converter {
        name: "fp16_to_bfp",
        serves: &["harmonia", "harmonia_fp32"],
        group: figna_aligner::LANES,
        cycles_per_group: 1,
        circuit: fp16_to_bfp::describe,
    },
];

/// The element of a name.
pub fn element(name: &str) -> Option<&'static Element> {
    const { &ELEMENTS }
        .iter()
        .find(|element| element.name == name)
}

impl Element {
    /// Its complete Verilog; the top module has its name, and the input `clock`.
    pub fn verilog(&self) -> String {
        emit::leaf(&(self.circuit)())
    }

    /// Its input ports but the clock, with their widths in bits.
    pub fn inputs(&self) -> Vec<(String, usize)> {
        ports(&(self.circuit)(), Direction::Input)
    }

    /// Its output ports, with their widths in bits.
    pub fn outputs(&self) -> Vec<(String, usize)> {
        ports(&(self.circuit)(), Direction::Output)
    }

    /// The mode of a name.
    pub fn mode(&self, name: &str) -> Option<&'static Mode> {
        self.modes.iter().find(|mode| mode.name == name)
    }
}

impl Converter {
    /// Its complete Verilog; the top module has its name, and the input `clock`.
    pub fn verilog(&self) -> String {
        emit::leaf(&(self.circuit)())
    }

    /// Its input ports but the clock, with their widths in bits.
    pub fn inputs(&self) -> Vec<(String, usize)> {
        ports(&(self.circuit)(), Direction::Input)
    }
}

fn ports(circuit: &Circuit, wanted: Direction) -> Vec<(String, usize)> {
    circuit
        .ports()
        .filter(|(_, direction, _)| *direction == wanted)
        .map(|(name, _, width)| (name.to_owned(), width))
        .collect()
}
