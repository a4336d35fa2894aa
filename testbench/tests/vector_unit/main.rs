//! The vector unit, as Verilog, against the numerics crate: random orders with stalls on every stream, bit for bit.

#![allow(clippy::unwrap_used)]

mod model;
mod orders;

use std::sync::Arc;

use harmonia_fpga::{Check, IcarusCompile, Lint, Mapping, Runner, Toolbox};
use harmonia_hdl::vector::VectorUnit;
use harmonia_hdl::vector::schedule::Kind;
use harmonia_hdl::{MultiplierCell, Readability, verilog};
use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, Output, Run, Simulation, Stall, Stream,
};
use model::Model;
use orders::Orders;

/// Elements of vector memory: addresses have more bits, so they wrap.
const ELEMENTS: usize = 1024;

fn simulation() -> Arc<Simulation> {
    let unit = VectorUnit::new(ELEMENTS, MultiplierCell::Portable);
    let verilog = verilog(unit, "vector_unit");
    let stream = |name: &str, direction, width, handshake| Stream {
        name: name.into(),
        direction,
        width,
        handshake,
    };
    let design = Design {
        top: "vector_unit_alone".into(),
        verilog: include_str!("../designs/vector_unit.v").to_owned() + &verilog,
        models: String::new(),
        streams: vec![
            stream("order", Direction::Input, 161, true),
            stream("results", Direction::Input, 34, true),
            stream("fetched", Direction::Input, 64, true),
            stream("activations", Direction::Output, 128, true),
            stream("vectors", Direction::Output, 16, true),
            stream("spilled", Direction::Output, 64, true),
            stream("ended", Direction::Output, 26, false),
        ],
        memory: None,
        sdram: None,
    };
    Simulation::build(&design, &BuildOptions::default()).unwrap()
}

/// Runs what the model has executed; every beat must be the model's.
fn run(model: &Model, [incoming, outgoing]: [Stall; 2], seed: u64) {
    let mut instance = simulation().instance().unwrap();
    let wanted = [
        ("activations", &model.activations),
        ("vectors", &model.vectors),
        ("spilled", &model.spilled),
        ("ended", &model.ended),
    ];
    let mut got = wanted.map(|(_, words)| vec![0; words.len()]);
    let outputs = wanted.iter().zip(&mut got);
    let outputs = outputs.map(|((name, _), words)| Output::new(name, words).stall(outgoing));
    let mut run = Run {
        inputs: vec![
            Input::new("order", &model.orders).stall(incoming),
            Input::new("results", &model.results).stall(incoming),
            Input::new("fetched", &model.fetched).stall(incoming),
        ],
        outputs: outputs.collect(),
        seed,
        settle_cycles: 200,
        ..Run::default()
    };
    instance.run(&mut run).expect("every order ends");
    for ((name, wanted), got) in wanted.iter().zip(&got) {
        for (index, (got, wanted)) in got.iter().zip(*wanted).enumerate() {
            assert_eq!(
                got, wanted,
                "word {index} of {name}: {got:08x}, not {wanted:08x}"
            );
        }
    }
}

const STALLS: [[Stall; 2]; 4] = [
    [Stall::NONE, Stall::NONE],
    [Stall(40), Stall(200)],
    [Stall(200), Stall(40)],
    [Stall::HALF, Stall::HALF],
];

/// Many orders of some kinds, mixed, then all of vector memory.
fn check(kinds: &[Kind], orders: usize) {
    for (seed, stalls) in (1..).zip(STALLS) {
        let mut of = Orders::new(seed);
        for _ in 0..orders {
            let kind = kinds[of.noise.below(kinds.len())];
            of.random(kind);
        }
        of.spill();
        run(&of.model, stalls, seed);
    }
}

#[test]
fn elements_move_between_memory_and_every_stream() {
    check(&[Kind::Fetch, Kind::Copy, Kind::Collect], 60);
}

#[test]
fn sums_and_products_are_those_of_the_definition() {
    check(&[Kind::Add, Kind::Multiply], 60);
}

#[test]
fn pairs_are_turned_in_place() {
    check(&[Kind::Rope], 60);
}

#[test]
fn vectors_are_normed_part_by_part() {
    check(&[Kind::Norm], 60);
}

#[test]
fn gates_are_applied() {
    check(&[Kind::Swiglu], 60);
}

#[test]
fn orders_of_every_kind_follow_each_other() {
    check(&Kind::ALL[..Kind::Epsilon as usize], 150);
}

#[test]
fn three_front_ends_take_the_unit_and_its_memory_becomes_block_ram() {
    let toolbox = Toolbox::from_environment();
    let top = "vector_unit";
    let unit = VectorUnit::new(1 << 14, MultiplierCell::Portable);
    let verilog = &verilog(unit, top);
    let lint = Lint { top, verilog }.run_once(&toolbox).unwrap();
    assert!(lint.is_empty(), "{lint:#?}");
    IcarusCompile { top, verilog }.run_once(&toolbox).unwrap();
    let check = Check { top, verilog }.run_once(&toolbox).unwrap();
    assert!(check.passes(), "{check:#?}");
    let words = check.memories.iter().find(|memory| memory.depth == 1 << 14);
    assert_eq!(words.map(|memory| memory.mapping), Some(Mapping::BlockRam));
    assert_eq!(check.flip_flop_memories(64).count(), 0, "{check:#?}");
    let reading = Readability::of(verilog);
    assert!(reading.made_up_share() <= 0.1, "{reading:?}");
    assert!(reading.longest_line <= 140, "{reading:?}");
}
