//! The leaf of lights, state and memory test, alone.

use harmonia_hdl::board::status::Status;
use harmonia_hdl::verilog;
use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, Instance, Output, Run, Simulation, Stream,
};

/// Inputs of the leaf.
#[derive(Clone, Copy, Default)]
struct Inputs {
    button: bool,
    open: bool,
    ready: bool,
    found: bool,
    size: u64,
    tested: bool,
    errors: u64,
    busy: bool,
    fault: u64,
}

/// What it says: LEDs, that memory is to be tested in one of the cycles at least, the word for the link.
#[derive(Debug, PartialEq, Eq)]
struct Outputs {
    leds: u32,
    test: bool,
    found: u64,
}

struct Bench(Instance);

impl Bench {
    fn new() -> Self {
        let stream = |name: &str, direction, width| Stream {
            name: name.into(),
            direction,
            width,
            handshake: false,
        };
        let leaf = verilog(Status::default(), "board_status");
        let design = Design {
            top: "board_status_alone".into(),
            verilog: include_str!("../designs/board_status.v").to_owned() + &leaf,
            models: String::new(),
            streams: vec![
                stream("drive", Direction::Input, 36),
                stream("seen", Direction::Output, 73),
            ],
            memory: None,
            sdram: None,
        };
        let simulation = Simulation::build(&design, &BuildOptions::default()).unwrap();
        Bench(simulation.instance().unwrap())
    }

    fn hold(&mut self, inputs: Inputs, cycles: usize) -> Outputs {
        let bit = |on: bool, at: u32| u64::from(on) << at;
        let beat = bit(inputs.button, 0)
            | bit(inputs.open, 1)
            | bit(inputs.ready, 2)
            | bit(inputs.found, 3)
            | inputs.size << 4
            | bit(inputs.tested, 6)
            | inputs.errors << 7
            | bit(inputs.busy, 33)
            | inputs.fault << 34;
        let drive = [beat as u32, (beat >> 32) as u32].repeat(cycles);
        let mut seen = vec![0; 3 * cycles];
        self.0
            .run(&mut Run {
                inputs: vec![Input::new("drive", &drive)],
                outputs: vec![Output::new("seen", &mut seen)],
                ..Run::default()
            })
            .unwrap();
        let beats = seen.chunks_exact(3).map(|beat| {
            (u128::from(beat[2]) << 64) | (u128::from(beat[1]) << 32) | u128::from(beat[0])
        });
        let last = beats.clone().next_back().unwrap();
        Outputs {
            // The heartbeat is on in every second of some time.
            leds: last as u32 & 0xfe,
            test: beats.clone().any(|beat| beat >> 8 & 1 == 1),
            found: (last >> 9) as u64,
        }
    }
}

const READY: Inputs = Inputs {
    button: false,
    open: false,
    ready: true,
    found: true,
    size: 2,
    tested: false,
    errors: 0,
    busy: false,
    fault: 0,
};
/// Cycles in which the button is looked at.
const LOOK: usize = 1 << 20;

#[test]
fn memory_is_tested_after_power_on_once_unless_the_button_is_held_and_later_when_it_is_pressed_and_nobody_is_connected()
 {
    for held in [false, true] {
        let mut bench = Bench::new();
        let off = Inputs {
            button: held,
            ..Inputs::default()
        };
        assert!(!bench.hold(off, 1000).test);
        let ready = Inputs {
            button: held,
            ..READY
        };
        assert_eq!(bench.hold(ready, 1000).test, !held);
        // It runs, and has run.
        let runs = Inputs {
            ready: false,
            ..ready
        };
        bench.hold(runs, 10);
        assert!(!bench.hold(runs, LOOK).test);
        assert!(!bench.hold(ready, 2 * LOOK).test);
        // Let go, and pressed.
        assert!(!bench.hold(READY, 2 * LOOK).test);
        let pressed = Inputs {
            button: true,
            ..READY
        };
        let connected = Inputs {
            open: true,
            ..pressed
        };
        assert!(!bench.hold(connected, 2 * LOOK).test);
        assert!(!bench.hold(READY, 2 * LOOK).test);
        assert!(bench.hold(pressed, LOOK).test);
    }
}

#[test]
fn leds_and_the_links_word_say_what_memory_and_system_are() {
    let mut bench = Bench::new();
    let mut said = |inputs: Inputs| {
        let Outputs { leds, found, .. } = bench.hold(inputs, 4);
        (leds, found)
    };
    assert_eq!(said(Inputs::default()), (0, 0));
    for size in 0..4 {
        let inputs = Inputs { size, ..READY };
        assert_eq!(said(inputs), (4, (3 << 32) | (1 << (20 + size))));
    }
    let without = Inputs {
        found: false,
        ..READY
    };
    assert_eq!(said(without), (8, 1 << 32));
    let few = Inputs {
        tested: true,
        errors: 5,
        ..READY
    };
    assert_eq!(said(few), (4 + 8, (5 << 48) | (7 << 32) | (1 << 22)));
    let many = Inputs {
        errors: 1 << 16,
        ..READY
    };
    assert_eq!(said(many).1 >> 48, 0xffff);
    let works = Inputs {
        open: true,
        busy: true,
        fault: 2,
        ..READY
    };
    assert_eq!(said(works).0, 2 + 4 + 16 + 32);
}
