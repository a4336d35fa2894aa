//! Area, delay and power of standard cells, by the real tools and library.

#![allow(clippy::unwrap_used)]

use harmonia_fpga::standard_cells::{
    Activity, Analysis, AnalysisReport, CellSynthesis, CellSynthesisReport, Library, Simulate,
    Stimulus,
};
use harmonia_fpga::{Port, Runner, Toolbox, temporary_folder};

/// A register behind a sum, so with one path from inputs to registers, and none between registers.
const SUM: &str =
    "module sum (input wire clock, input wire [7:0] a, input wire [7:0] b, output reg [8:0] y);
    always @(posedge clock) y <= a + b;
endmodule
";

/// Four numbers, whose carry-save array has full adders.
const FOUR: &str = "module four (input wire clock, input wire [7:0] a, input wire [7:0] b,
    input wire [7:0] c, input wire [7:0] d, output reg [9:0] y);
    always @(posedge clock) y <= a + b + c + d;
endmodule
";

struct Measured {
    synthesis: CellSynthesisReport,
    activity: Activity,
    analysis: AnalysisReport,
}

/// A block with inputs of eight bits, and what comes in at them in each cycle.
fn measure_block(
    (top, verilog): (&str, &str),
    inputs: &[&str],
    delay_ns: f64,
    cycles: Vec<String>,
) -> Measured {
    let (toolbox, folder) = (Toolbox::from_environment(), temporary_folder().unwrap());
    let library = Library::find(&toolbox).unwrap();
    let synthesis = CellSynthesis {
        top,
        verilog,
        library: &library,
        delay_ns,
    };
    let synthesis = synthesis.run(&toolbox, folder.path()).unwrap();
    let port = |name: &&str| Port {
        name: (*name).into(),
        width: 8,
    };
    let stimulus = Stimulus {
        inputs: inputs.iter().map(port).collect(),
        cycles,
        warm_up: 2,
    };
    let simulate = Simulate {
        top,
        stimulus: &stimulus,
    };
    let activity = simulate.run(&toolbox, folder.path()).unwrap();
    let analysis = Analysis {
        top,
        period_ns: delay_ns,
    };
    let analysis = analysis.run(&toolbox, folder.path()).unwrap();
    Measured {
        synthesis,
        activity,
        analysis,
    }
}

fn measure(period_ns: f64, cycle: impl Fn(u32) -> (u8, u8)) -> Measured {
    let digits = |(a, b)| format!("{a:08b}{b:08b}");
    let cycles = (0..66).map(cycle).map(digits).collect();
    measure_block(("sum", SUM), &["a", "b"], period_ns, cycles)
}

#[test]
fn a_sum_has_nine_flip_flops_and_takes_more_power_the_more_it_changes() {
    let still = measure(10.0, |_| (3, 5));
    let busy = measure(10.0, |cycle| match cycle % 2 {
        0 => (0, 0),
        _ => (255, 1),
    });
    assert_eq!(still.synthesis, busy.synthesis);
    assert_eq!(still.synthesis.flip_flops, 9);
    assert_eq!(still.synthesis.cells["DFFPOSX1"], 9);
    assert!(
        still
            .activity
            .wires
            .iter()
            .all(|wire| wire.transitions == 0.0)
    );
    // Only bit 8 of 255 + 1 differs from that of 0 + 0: once in each cycle.
    let output = |bit: usize| {
        let name = format!("y[{bit}]");
        let wire = busy.activity.wires.iter().find(|wire| wire.name == name);
        wire.unwrap().transitions
    };
    assert_eq!((output(8), output(7)), (1.0, 0.0));
    let [still, busy] =
        [still, busy].map(|measured| measured.analysis.energy(&measured.activity).unwrap());
    // Flip-flops take energy from their clock; what leaks is next to nothing.
    assert!(
        still.registers_pj > 1.0 && still.logic_pj < 1e-3,
        "{still:?}"
    );
    assert!(
        busy.registers_pj > still.registers_pj && busy.logic_pj > 1.0,
        "{busy:?}"
    );
}

#[test]
fn an_array_of_full_adders_is_made_of_the_library_s() {
    // Every input but `a` counts up: both outputs of every adder are looked at.
    let digits = |i: u32| format!("{:08b}{i:08b}{:08b}{:08b}", 255, 3 * i, 5 * i % 256);
    let cycles = (0..66).map(digits).collect();
    let Measured {
        synthesis,
        activity,
        analysis,
    } = measure_block(("four", FOUR), &["a", "b", "c", "d"], 10.0, cycles);
    // Two rows of eight, of which those beside the array's edges add a constant 0 and are gates.
    assert!(
        (8..=16).contains(&synthesis.cells["FAX1"]),
        "{:?}",
        synthesis.cells
    );
    let (cell, own) = (analysis.cells.iter())
        .find(|(name, _)| {
            activity
                .wires
                .iter()
                .filter(|wire| wire.cell == **name)
                .count()
                == 2
        })
        .expect("a cell with two outputs");
    let mut alone = activity.clone();
    alone.wires.retain(|wire| wire.cell == *cell);
    for wire in &mut alone.wires {
        wire.transitions = 1.0;
    }
    let energy = analysis.energy(&alone).unwrap().total_pj();
    assert!((energy - own.cycle_pj - own.transition_pj).abs() < 1e-9);
}

#[test]
fn slack_is_what_a_longer_period_adds() {
    let [short, long] = [5.0, 8.0].map(|period| {
        let measured = measure(period, |_| (0, 0));
        (measured.synthesis.area_um2, measured.analysis.slack_ns)
    });
    // The cells are the same: both periods are easy for them.
    assert_eq!(short.0, long.0);
    assert!((long.1 - short.1 - 3.0).abs() < 1e-3, "{short:?} {long:?}");
}

#[test]
fn a_library_that_is_not_there_is_named_with_what_installs_it() {
    let folder = tempfile::tempdir().unwrap();
    let toolbox = Toolbox::new(vec![], Some(folder.path().into()));
    // Where Debian's package is installed it is found.
    if let Err(error) = Library::find(&toolbox) {
        assert_eq!(error.code(), "tool.no_library");
        assert!(error.to_string().contains("scripts/setup.sh --all"));
    }
}
