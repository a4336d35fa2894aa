//! A model on a board that is Verilated at its pins, over a serial line, beside the device that is told every command: the same bits.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use harmonia_device::Emulator;
use harmonia_device::system::{MachineLimits, WiredMachine};
use harmonia_hdl::Configuration;
use harmonia_host::{
    DeviceExecutor, Keeping, KvOptions, Pair, SystemExecutor, SystemOptions, Tiling,
};
use harmonia_link::faults::Damaged;
use harmonia_link::{Connection, Wanted};
use harmonia_model::{Batch, Executor, Logits, Model, Run, WeightChoice};
use harmonia_sim::{Backdoor, BoardLine, BoardOptions, Geometry, SimulatedBoard};

/// As fast as the simulation's link can be, so that little has to be simulated.
const BAUD: u32 = 20_000_000;

fn board() -> Arc<SimulatedBoard> {
    let options = BoardOptions {
        clock: 87_500_000,
        baud: BAUD,
        memory: Geometry::MB16,
        image: None,
        waveform: None,
        power_up_seed: 5,
    };
    let configuration = Configuration::named("system").unwrap();
    Arc::new(SimulatedBoard::start(&configuration, options).unwrap())
}

/// Runs the bundled model on a board of whose memory so many words are used, over a line with so many faults; every residual vector and
/// all logits are compared. Says how many layers the board had, and how many packets were damaged.
fn compare(most: usize, damaged: f64) -> (usize, u64) {
    let model = Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap());
    let options = SystemOptions {
        kv: KvOptions::default(),
        by_layer: true,
        context: 64,
        // What memory holds is looked at over the good line: hundreds of small exchanges over the bad one take minutes.
        scrub: Some(damaged == 0.0),
        ..SystemOptions::default()
    };
    let board = board();
    let line = BoardLine::open(Arc::clone(&board)).unwrap();
    let timing = BoardLine::timing(BAUD);
    let line = Damaged::new(line, damaged, 9, timing.byte);
    let wanted = Wanted {
        configuration: Some("system".into()),
        key: Some(9),
    };
    let connection = Connection::open(line, timing, &wanted).unwrap();
    let limits = connection.limits().unwrap();
    assert_eq!(limits.memory_words, Geometry::MB16.words());
    let limits = MachineLimits {
        memory_words: most,
        ..limits
    };
    let counters = connection.identity().counters;
    let machine = Backdoor::new(WiredMachine::new(connection, limits, counters), board);
    let system = SystemExecutor::new(Arc::clone(&model), machine, &options).unwrap();
    let layers = system.plan().layers().len();
    let keeping = Keeping::Device(options.kv);
    let device = Emulator::with_tokens(4);
    let device = DeviceExecutor::new(model, device, Tiling::WHOLE, keeping).unwrap();
    let mut pair = Pair::new(system, device);
    let sequence = pair.open().unwrap();
    for (first, count) in [(0, 3), (3, 1)] {
        let run = Run {
            sequence,
            first,
            tokens: (first..first + count)
                .map(|at| (at * 37 % 1000) as u32)
                .collect(),
            logits: Logits::All,
        };
        pair.run(Batch::of(run)).unwrap();
    }
    let counters = pair.first().machine().machine().link().counters();
    (layers, counters.refused)
}

#[test]
fn the_bundled_model_has_its_bits_on_a_board_whose_line_is_bad() {
    let (layers, refused) = compare(1 << 20, 0.002);
    assert_eq!(layers, 5);
    assert!(refused > 0, "damage is met");
}

/// 600 kB of memory.
#[test]
fn layers_that_a_board_has_no_room_for_are_the_hosts() {
    let (layers, refused) = compare(75_000, 0.0);
    assert!((1..5).contains(&layers), "{layers}");
    assert_eq!(refused, 0);
}
