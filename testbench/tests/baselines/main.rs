//! Elements of other systems and ours, as Verilog, against their definitions in `numerics`: bit for bit, with gaps between the
//! operands. They are pipelines without back-pressure.

#[path = "../leaves/mod.rs"]
#[allow(dead_code)]
mod leaves;

mod converters;
mod elements;
mod operands;
mod parts;

use harmonia_hdl::expr::{Circuit, Direction};
use harmonia_testbench::Stall;
use harmonia_testbench::baselines::Cycle;
use leaves::Beat;
use num_bigint::BigUint;

/// Cycles that a simulation is given at a time.
const CHUNK: usize = 1 << 14;

/// What a circuit gives for each cycle of operands, which come with gaps: its outputs by name. Cycles of a chunk follow each other in
/// one run; a chunk begins with registers as they are at power-on.
fn run<'a>(
    circuit: &Circuit,
    chunks: impl IntoIterator<Item = &'a [Cycle]>,
    mut see: impl FnMut(usize, &dyn Fn(&str) -> BigUint),
) {
    let outputs: Vec<(String, usize)> = ports(circuit, Direction::Output);
    let inputs = ports(circuit, Direction::Input);
    let mut index = 0;
    for chunk in chunks {
        let beats: Vec<Beat> = chunk.iter().map(|cycle| beat(&inputs, cycle)).collect();
        for words in leaves::through(circuit, "", &beats, Stall(48)) {
            let all = BigUint::new(words);
            let output = |name: &str| {
                let mut low = 0;
                for (port, width) in &outputs {
                    if port == name {
                        return (&all >> low) % (BigUint::from(1u8) << *width);
                    }
                    low += width;
                }
                panic!("{} has no output `{name}`", circuit.name())
            };
            see(index, &output);
            index += 1;
        }
    }
}

fn ports(circuit: &Circuit, wanted: Direction) -> Vec<(String, usize)> {
    let of = circuit
        .ports()
        .filter(|(_, direction, _)| *direction == wanted);
    of.map(|(name, _, width)| (name.to_owned(), width))
        .collect()
}

/// All input ports side by side, in their order; each must be given, and fit.
fn beat(inputs: &[(String, usize)], cycle: &Cycle) -> Beat {
    assert_eq!(inputs.len(), cycle.len(), "{cycle:?}");
    let mut joined = BigUint::default();
    let mut low = 0;
    for (port, width) in inputs {
        let given = cycle.iter().find(|(name, _)| name == port);
        let (_, value) = given.unwrap_or_else(|| panic!("no value for `{port}`"));
        assert!(value.bits() <= *width as u64, "{port}: {value}");
        joined |= value << low;
        low += width;
    }
    let mut words = joined.to_u32_digits();
    words.resize(low.div_ceil(32), 0);
    Beat::of(words)
}

/// The lowest 32 bits.
fn word(value: &BigUint) -> u32 {
    value.iter_u32_digits().next().unwrap_or(0)
}
