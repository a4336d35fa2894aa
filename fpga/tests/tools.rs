//! The runners against the real tools. A machine without a tool fails these tests: they are what
//! the flow needs.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use harmonia_fpga::{
    Check, Device, IcarusCompile, Lint, Mapping, Place, Port, Proof, Route, Runner, Sharing,
    Synthesis, Toolbox, Verdict, Wrapper, temporary_folder,
};

const MEMORIES: &str = include_str!("designs/memories.v");

fn toolbox() -> Toolbox {
    Toolbox::from_environment()
}

fn port(name: &str, width: usize) -> Port {
    let name = name.into();
    Port { name, width }
}

#[test]
fn a_clean_design_has_no_findings() {
    let lint = Lint {
        top: "memories",
        verilog: MEMORIES,
    };
    assert_eq!(lint.run_once(&toolbox()).unwrap(), []);
    let compile = IcarusCompile {
        top: "memories",
        verilog: MEMORIES,
    };
    compile.run_once(&toolbox()).unwrap();
}

#[test]
fn lint_names_rule_and_place() {
    let verilog =
        "module a (input wire [3:0] x, output wire [7:0] y);\n    assign y = x;\nendmodule\n";
    let lint = Lint { top: "a", verilog };
    let findings = lint.run_once(&toolbox()).unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].rule.as_deref(), Some("WIDTH"));
    assert_eq!((findings[0].line, findings[0].error), (Some(2), false));

    let verilog = "module a (output wire y);\n    assign y = undeclared_thing.x;\nendmodule\n";
    let findings = Lint { top: "a", verilog }.run_once(&toolbox()).unwrap();
    assert!(findings.iter().any(|finding| finding.error), "{findings:?}");
}

#[test]
fn icarus_refuses_what_is_no_verilog_2005() {
    let compile = IcarusCompile {
        top: "a",
        verilog: "module a (output reg y); always_comb y = 1; endmodule",
    };
    let error = compile.run_once(&toolbox()).unwrap_err();
    assert_eq!(error.code(), "tool.failed");
    assert!(error.to_string().contains("design.v:1"), "{error}");
}

#[test]
fn every_memory_is_listed_with_what_it_becomes() {
    let check = Check {
        top: "memories",
        verilog: MEMORIES,
    };
    let report = check.run_once(&toolbox()).unwrap();
    assert!(report.passes(), "{report:?}");
    let list: Vec<_> = report
        .memories
        .iter()
        .map(|memory| {
            (
                memory.name.as_str(),
                memory.width,
                memory.depth,
                memory.mapping,
            )
        })
        .collect();
    let expected = [
        ("block", 32, 512, Mapping::BlockRam),
        ("distributed", 8, 16, Mapping::DistributedRam),
        ("flip_flops", 8, 8, Mapping::FlipFlops),
        ("nested.words", 16, 1024, Mapping::BlockRam),
    ];
    assert_eq!(list, expected);
    assert_eq!(report.flip_flop_memories(63).count(), 1);
    assert_eq!(report.flip_flop_memories(64).count(), 0);
}

#[test]
fn latches_and_conflicts_are_found() {
    let verilog = "
module a (input wire clock, input wire enable, input wire [3:0] x, output wire [3:0] y);
    reg [3:0] held;
    always @* if (enable) held = x;
    assign y = held;
endmodule";
    let report = Check { top: "a", verilog }.run_once(&toolbox()).unwrap();
    assert!(!report.passes());
    assert_eq!(report.latches.len(), 1, "{report:?}");
    let latch = &report.latches[0];
    assert_eq!(latch.width, 4);
    assert!(["held", "y"].contains(&latch.signal.as_str()), "{latch:?}");
    assert!(latch.source.as_ref().unwrap().starts_with("design.v:4"));

    let verilog = "
module a (input wire p, input wire q, output wire y);
    assign y = p;
    assign y = q;
endmodule";
    let report = Check { top: "a", verilog }.run_once(&toolbox()).unwrap();
    assert_eq!(report.problems.len(), 1, "{report:?}");
    assert!(report.problems[0].contains("multiple conflicting drivers"));
}

#[test]
fn a_block_wider_than_any_package_is_placed_alone() {
    let block = include_str!("designs/wide.v");
    let inputs = [port("a", 300), port("enable", 1)];
    let wrapper = Wrapper::new("wide", "clk", &inputs, &[port("sum", 301)]).unwrap();
    for top in [wrapper.top, "wide"] {
        // The wrapper declares the block as a black box, which stands for the real one here.
        let verilog = if top == "wide" {
            block
        } else {
            &wrapper.verilog
        };
        let findings = Lint { top, verilog }.run_once(&toolbox()).unwrap();
        let findings: Vec<_> = findings
            .iter()
            .filter(|finding| !matches!(finding.rule.as_deref(), Some("UNUSEDSIGNAL" | "UNDRIVEN")))
            .collect();
        assert!(findings.is_empty(), "{findings:?}");
    }

    let folder = temporary_folder().unwrap();
    let synthesis = Synthesis {
        top: "wide",
        verilog: block,
        wrapper: Some(&wrapper),
        options: &[],
        apart: &[],
        in_pins: &[],
        units: &[],
        sharing: Sharing::default(),
        places: &[],
    };
    let report = synthesis.run(&toolbox(), folder.path()).unwrap();
    // 300 bits of a and 301 of the sum; two bits of the adder a carry cell.
    assert_eq!(report.cells.flip_flops, 300 + 301, "{report:?}");
    assert!(report.cells.ccu2c >= 150, "{report:?}");
    assert_eq!(report.cells.mult18x18d, 0);

    let device = Device {
        size: "25k".into(),
        package: "CABGA256".into(),
        speed_grade: 6,
    };
    let route = Route {
        device: &device,
        constraints: None,
        target_mhz: 50.0,
        seed: 3,
        rip_up: true,
        time_limit: None,
    };
    let hurried = Route {
        time_limit: Some(Duration::ZERO),
        ..route.clone()
    };
    let error = hurried.run(&toolbox(), folder.path()).unwrap_err();
    assert_eq!(error.code(), "tool.timed_out");
    let route = route.run(&toolbox(), folder.path()).unwrap();
    // A carry chain of 300 bits is what decides the clock.
    let fmax = route.fmax_mhz().unwrap();
    assert!((30.0..120.0).contains(&fmax), "{fmax}");
    let path = &route.critical_paths[0];
    assert!(
        path.cells.len() > 140 && path.logic_ns > path.routing_ns,
        "{path:?}"
    );
    // A shift register of 301 and a tree of 301 + 76 + 19 + 5 + 2 + 1.
    let wrapper_flip_flops = 301 + (301 + 76 + 19 + 5 + 2 + 1);
    assert_eq!(
        route.utilisation["TRELLIS_FF"].used as usize,
        report.cells.flip_flops + wrapper_flip_flops
    );
    assert_eq!(route.utilisation["TRELLIS_IO"].used, 3);
}

#[test]
fn a_design_may_name_the_vendors_cells() {
    let verilog = include_str!("designs/multiplier.v");
    let top = "multiplier";
    let report = Check { top, verilog }.run_once(&toolbox()).unwrap();
    assert!(report.passes(), "{report:?}");

    let inputs = [port("a", 2), port("b", 2)];
    let wrapper = Wrapper::new(top, "clock", &inputs, &[port("product", 4)]).unwrap();
    let place = |cell: &str| Place {
        cell: cell.into(),
        site: "X114/Y58/MULT18_0".into(),
    };
    let synthesis = Synthesis {
        top,
        verilog,
        wrapper: Some(&wrapper),
        options: &[],
        apart: &[],
        in_pins: &[],
        units: &[],
        sharing: Sharing::default(),
        places: &[place("cell_18x18")],
    };
    let folder = temporary_folder().unwrap();
    let report = synthesis.run(&toolbox(), folder.path()).unwrap();
    // A multiplier with registers of its own needs nothing else.
    assert_eq!(report.cells.mult18x18d, 1);
    assert_eq!((report.cells.lut4, report.cells.flip_flops), (0, 0));
    let netlist = std::fs::read_to_string(folder.path().join("netlist.json")).unwrap();
    assert!(netlist.contains(r#""BEL": "X114/Y58/MULT18_0""#));

    // A floorplan for another design is an error, not a placement of less.
    let misplaced = Synthesis {
        places: &[place("cell_18x18"), place("cell_36x36")],
        ..synthesis
    };
    let error = misplaced.run_once(&toolbox()).unwrap_err();
    assert!(error.to_string().contains("cell_36x36"), "{error}");
}

#[test]
fn blocks_that_cannot_be_wrapped_say_why() {
    let error = Wrapper::new("b", "clock", &[port("a", 8)], &[]).unwrap_err();
    assert_eq!(error.code(), "tool.ports");
    let error = Wrapper::new("b", "clock", &[port("a", 0)], &[port("x", 1)]).unwrap_err();
    assert!(error.to_string().contains("port a has no bits"), "{error}");
}

#[test]
fn a_synthesis_that_fails_says_what_yosys_said() {
    let synthesis = Synthesis {
        top: "absent",
        verilog: "module a; endmodule",
        wrapper: None,
        options: &[],
        apart: &[],
        in_pins: &[],
        units: &[],
        sharing: Sharing::default(),
        places: &[],
    };
    let error = synthesis.run_once(&toolbox()).unwrap_err();
    assert_eq!(error.code(), "tool.failed");
    assert!(error.to_string().contains("absent"), "{error}");
}

#[test]
fn proofs_say_which_property_fails_and_where() {
    let verilog = "
module design (input wire clock, input wire step, output wire [3:0] count);
    reg [3:0] register = 0;
    assign count = register;
    always @(posedge clock) if (step) register <= register == 9 ? 0 : register + 1;
endmodule";
    let wrapper = "
module wrapper (input wire clock, input wire step);
    wire [3:0] count;
    design dut (.clock(clock), .step(step), .count(count));
    always @* assert (count < `LIMIT);
    always @* cover (count == `REACHED);
endmodule";
    let script = "
[tasks]
holds prove
fails prove
weak prove
reached reach
unreached reach
[options]
prove: mode prove
prove: depth 2
reach: mode cover
reach: depth 12
holds: depth 20
[engines]
smtbmc yices
[script]
read_verilog -formal design.v
holds: read_verilog -sv -formal -D LIMIT=10 -D REACHED=9 wrapper.sv
fails: read_verilog -sv -formal -D LIMIT=1 -D REACHED=9 wrapper.sv
weak: read_verilog -sv -formal -D LIMIT=12 -D REACHED=9 wrapper.sv
reached: read_verilog -sv -formal -D LIMIT=10 -D REACHED=9 wrapper.sv
unreached: read_verilog -sv -formal -D LIMIT=12 -D REACHED=10 wrapper.sv
prep -flatten -top wrapper
[files]
design.v
wrapper.sv
";
    let properties = [("wrapper.sv", wrapper)];
    let proof = Proof {
        verilog,
        properties: &properties,
        script,
        tasks: &[],
    };
    let report = proof.run_once(&toolbox()).unwrap();
    assert!(!report.passes());
    let seen: Vec<_> = report
        .tasks
        .iter()
        .map(|task| (task.name.as_str(), task.verdict, task.refuted.len()))
        .collect();
    let expected = [
        ("fails", Verdict::Refuted, 1),
        ("holds", Verdict::Proved, 0),
        ("reached", Verdict::Proved, 0),
        ("unreached", Verdict::Refuted, 1),
        // From a count of 11 it goes on to 12, though no run gets there.
        ("weak", Verdict::Unproved, 1),
    ];
    assert_eq!(seen, expected);
    assert!(
        report.tasks[0].refuted[0]
            .place
            .starts_with("wrapper.sv:5.")
    );
    assert!(
        report.tasks[3].refuted[0]
            .place
            .starts_with("wrapper.sv:6.")
    );

    let tasks = Proof {
        tasks: &["holds"],
        ..proof.clone()
    };
    assert!(tasks.run_once(&toolbox()).unwrap().passes());
    let broken = Proof {
        verilog: "module other; endmodule",
        ..tasks
    };
    let error = broken.run_once(&toolbox()).unwrap_err();
    assert_eq!(error.code(), "tool.failed");
    assert!(error.to_string().contains("design"), "{error}");
}
