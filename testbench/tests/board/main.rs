//! A whole board's Verilog at its pins: a host at its line, a strict chip at its memory.

#![allow(clippy::unwrap_used)]

mod bitstream;
mod pins;
mod status;

use std::sync::Arc;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::COUNTERS;
use harmonia_contract::frame::{ADDRESS, COUNT, Frame, OPCODE};
use harmonia_contract::{Identity, identity};
use harmonia_device::system::Link;
use harmonia_fpga::{IcarusCompile, Lint, Runner, Toolbox};
use harmonia_hdl::board::status::led::{BUSY, CONNECTED, FLAGS, READY, WRONG};
use harmonia_hdl::{Configuration, Readability};
use harmonia_link::{Connection, Wanted};
use harmonia_testbench::{
    BuildOptions, Design, Geometry, InstanceOptions, SdramChip, SdramOptions, Simulation,
};
use pins::Pins;

/// As slow as memory allows, and a line as fast as it can be, so that little has to be simulated.
const CLOCK: u64 = 50_000_000;
const BAUD: u64 = 6_000_000;

fn header(frame: Frame, address: usize, count: usize) -> u64 {
    (frame as u64) << OPCODE.low | (address as u64) << ADDRESS.low | (count as u64) << COUNT.low
}

/// A board with a chip of this geometry, when its memory is ready.
fn board(simulation: &Arc<Simulation>, geometry: Geometry) -> Pins {
    let options = InstanceOptions {
        power_up_seed: 3,
        sdram: SdramOptions {
            chip: SdramChip::slowest(geometry),
            kilohertz: CLOCK / 1000,
            ..SdramOptions::default()
        },
        ..InstanceOptions::default()
    };
    let mut pins = Pins::new(simulation.instance_with(&options).unwrap(), CLOCK, BAUD);
    let before = (0..1000).find(|_| {
        pins.step();
        pins.leds & READY != 0
    });
    assert!(before.is_some(), "memory is ready within 2 ms");
    pins
}

fn connect(pins: Pins) -> Connection<Pins> {
    let timing = pins.timing(CLOCK as f64 / BAUD as f64);
    let wanted = Wanted {
        configuration: Some("system".into()),
        key: Some(7),
    };
    Connection::open(pins, timing, &wanted).unwrap()
}

#[test]
fn a_board_says_who_it_is_and_keeps_words_at_both_ends_of_what_memory_it_has() {
    let configuration = Configuration::named("system").unwrap();
    let design = Design::board(&configuration, CLOCK, BAUD);
    let simulation = Simulation::build(&design, &BuildOptions::default()).unwrap();
    for geometry in [Geometry::MB32, Geometry::MB64] {
        let mut link = connect(board(&simulation, geometry));
        let expected = Identity {
            version: identity::VERSION,
            fingerprint: fingerprint(),
            configuration: "system".into(),
            token_rows: 4,
            batch: 64,
            vectors: 32_768,
            context: 8192,
            counters: COUNTERS.len(),
            clock: CLOCK as usize,
            memory_words: geometry.words(),
            // Ready and found, not tested.
            state: 3,
        };
        assert_eq!(*link.identity(), expected);
        let leds = link.line_mut().leds;
        assert_eq!(leds & (CONNECTED | READY | WRONG | BUSY), CONNECTED | READY);

        for (address, count) in [(0, 40), (geometry.words() - 70, 70)] {
            let words: Vec<u64> = (0..count as u64)
                .map(|word| (word + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
                .collect();
            link.send(&[header(Frame::Write, address, count)]).unwrap();
            link.send(&words).unwrap();
            link.send(&[header(Frame::Read, address, count)]).unwrap();
            let mut read = vec![0; count];
            link.receive(&mut read).unwrap();
            assert_eq!(read, words, "{geometry:?}, from {address}");
            let chip = link.line_mut().instance.sdram().unwrap();
            assert_eq!(chip.word(address), words[0]);
        }

        // A pass of a program that begins outside of memory is refused, and seen.
        link.send(&[header(Frame::Run, 0, 0), 1]).unwrap();
        let mut answer = [0; 2];
        link.receive(&mut answer).unwrap();
        assert_eq!(answer[0] & 0xff, 2, "{answer:x?}");
        link.finish().unwrap();
        let pins = link.line_mut();
        assert_eq!(pins.seen_leds & BUSY, BUSY);
        assert_eq!(pins.leds & (BUSY | FLAGS | WRONG), 0);
    }
}

#[test]
fn a_simulator_and_lint_take_the_boards_of_all_systems_in_silence_and_they_can_be_read() {
    let toolbox = Toolbox::from_environment();
    for configuration in Configuration::all() {
        if configuration.vectors.is_none() {
            continue;
        }
        let design = Design::board(&configuration, 87_500_000, 3_000_000);
        let simulated = design.simulated();
        let (top, verilog) = (design.top.as_str(), simulated.as_str());
        let lint = Lint { top, verilog }.run_once(&toolbox).unwrap();
        assert!(lint.is_empty(), "{lint:#?}");
        IcarusCompile { top, verilog }.run_once(&toolbox).unwrap();
        let reading = Readability::of(&design.verilog);
        assert!(reading.made_up_share() <= 0.1, "{reading:?}");
        assert!(reading.longest_line <= 140, "{reading:?}");
    }
}
