//! The link's Verilog at its pins against the host's end of the link.

#![allow(clippy::unwrap_used)]

#[path = "../../../link/tests/line/host.rs"]
mod host;
#[allow(dead_code)]
mod pins;
#[path = "../../../link/tests/line/system.rs"]
#[allow(dead_code)]
mod system;

use std::sync::Arc;
use std::time::Duration;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::Frame;
use harmonia_contract::{Identity, identity};
use harmonia_device::system::Link;
use harmonia_fpga::{Check, IcarusCompile, Lint, Mapping, Runner, Toolbox};
use harmonia_hdl::link::SerialLink;
use harmonia_hdl::{Readability, verilog};
use harmonia_link::faults::Noise;
use harmonia_link::{Connection, LinkError, Timing, Wanted};
use harmonia_testbench::Simulation;
use host::{Host, begin_frame, header};
use pins::{CYCLE, Cable, Pins};
use system::MEMORY;

/// A clock so slow that a bit has eight cycles and a half.
const CLOCK: usize = 25_500_000;
const BAUD: u64 = 3_000_000;
const BIT: f64 = CLOCK as f64 / BAUD as f64;

fn board() -> Identity {
    Identity {
        version: identity::VERSION,
        fingerprint: fingerprint(),
        configuration: "ulx3s-85f".into(),
        token_rows: 4,
        batch: 28,
        vectors: 32_768,
        context: 8192,
        counters: system::COUNTERS.len(),
        clock: CLOCK,
        memory_words: 4096,
        state: 0,
    }
}

fn simulation() -> Arc<Simulation> {
    pins::simulation(&board(), BAUD)
}

fn cable(seed: u64, faults: u64) -> Cable {
    Cable {
        bit: BIT,
        host_is_faster: 1.0,
        seed,
        faults,
        glitches: 0,
        stretch: 100,
        latency: 2000,
        bridge: None,
    }
}

fn connect(pins: Pins, key: u32) -> Result<Connection<Pins>, LinkError> {
    let timing = Timing {
        byte: CYCLE * (10.0 * BIT) as u32,
        answer: Duration::from_micros(300),
        patience: Duration::from_millis(20),
        settle: Duration::from_millis(100),
    };
    let wanted = Wanted {
        configuration: Some("ulx3s-85f".into()),
        key: Some(key),
    };
    Connection::open(pins, timing, &wanted)
}

/// Exchanges over a cable, then all of memory.
fn exchanges(cable: Cable, count: usize) -> Connection<Pins> {
    let mut link = connect(Pins::new(&simulation(), cable), cable.seed as u32).unwrap();
    assert_eq!(*link.identity(), board());
    let mut host = Host::new(cable.seed);
    for index in 0..count {
        host.exchange(&mut link)
            .unwrap_or_else(|error| panic!("{cable:?}, exchange {index}: {error}"));
    }
    link.finish().unwrap();
    assert_eq!(link.line_mut().system.memory, host.memory, "{cable:?}");
    link
}

#[test]
fn words_go_both_ways_and_none_is_sent_twice() {
    let link = exchanges(cable(1, 0), 60);
    let counters = link.counters();
    assert_eq!((counters.resent, counters.refused), (0, 0), "{counters:?}");
}

#[test]
fn a_host_two_per_cent_too_fast_or_too_slow_is_understood() {
    for host_is_faster in [0.98, 1.02] {
        let mut link = exchanges(
            Cable {
                host_is_faster,
                ..cable(2, 0)
            },
            30,
        );
        assert_eq!(link.counters().refused, 0);
        assert_eq!(link.line_mut().taker.broken, 0);
    }
}

#[test]
fn glitches_of_a_cycle_are_not_seen() {
    let link = exchanges(
        Cable {
            glitches: 300,
            ..cable(3, 0)
        },
        30,
    );
    assert_eq!(link.counters().resent, 0, "{:?}", link.counters());
}

#[test]
fn damaged_bytes_change_no_word() {
    let mut faults = 0;
    for (seed, rate, count) in [(4, 30, 60), (5, 200, 40), (6, 655, 20)] {
        let mut link = exchanges(cable(seed, rate), count);
        println!("{:?}", link.counters());
        faults += link.line_mut().faults();
    }
    assert!(faults > 1000, "{faults}");
}

#[test]
fn hosts_that_are_killed_and_boards_that_are_reset_leave_a_defined_state_behind() {
    let mut pins = Pins::new(&simulation(), cable(7, 20));
    let mut noise = Noise(7);
    for kill in 0..40 {
        let mut link = connect(pins, 100 + kill).unwrap();
        let mut host = Host::new(u64::from(kill));
        link.send(&[header(Frame::Read, 0, MEMORY / 8)]).unwrap();
        link.receive(&mut host.memory[..MEMORY / 8]).unwrap();
        host.memory.copy_from_slice(&link.line_mut().system.memory);
        for _ in 0..noise.below(3) {
            host.exchange(&mut link).unwrap();
        }
        begin_frame(&mut link, &mut noise, 500);
        if kill % 4 == 0 {
            link.line_mut().reset();
            let fails = (0..40).any(|_| link.send(&[0]).is_err() || link.finish().is_err());
            assert!(fails, "a connection goes on behind a reset");
        }
        pins = link.into_line();
        pins.kill_host(noise.below(3000) as usize);
        for _ in 0..noise.below(300) {
            pins.step();
        }
    }
}

#[test]
fn a_board_of_another_contract_does_not_open() {
    let other = Identity {
        fingerprint: fingerprint() ^ 0x100,
        ..board()
    };
    let pins = Pins::new(&pins::simulation(&other, BAUD), cable(8, 0));
    let (found, pins) = harmonia_link::identify(pins, Timing::serial(3_000_000)).unwrap();
    assert_eq!(found, other);
    assert!(!pins.open);
    assert_eq!(connect(pins, 1).err().unwrap().code(), "link.misfit");
}

#[test]
fn three_front_ends_take_the_link_and_its_packets_are_one_block_ram() {
    let toolbox = Toolbox::from_environment();
    let top = "serial_link";
    let verilog = &verilog(
        SerialLink::new(
            &Identity {
                clock: 100_000_000,
                ..board()
            },
            BAUD,
        ),
        top,
    );
    let lint = Lint { top, verilog }.run_once(&toolbox).unwrap();
    assert!(lint.is_empty(), "{lint:#?}");
    IcarusCompile { top, verilog }.run_once(&toolbox).unwrap();
    let check = Check { top, verilog }.run_once(&toolbox).unwrap();
    assert!(check.passes(), "{check:#?}");
    let block = check
        .memories
        .iter()
        .filter(|memory| memory.mapping == Mapping::BlockRam);
    assert_eq!(
        block
            .map(|memory| (memory.depth, memory.width))
            .collect::<Vec<_>>(),
        [(2048, 8)]
    );
    assert_eq!(check.flip_flop_memories(64).count(), 0, "{check:#?}");
    let reading = Readability::of(verilog);
    assert!(reading.made_up_share() <= 0.1, "{reading:?}");
    assert!(reading.longest_line <= 140, "{reading:?}");
}
