//! The properties of hdl/formal must refuse designs that are wrong by one.

use harmonia_fpga::{Proof, ProofReport, Runner, Toolbox, Verdict};
use harmonia_hdl::{Configuration, Design, formal};

/// The task on the modules of a configuration, of which `from` has become `to`.
fn prove(task: &str, from: &str, to: &str) -> ProofReport {
    let configuration = Configuration::named("single").unwrap();
    let verilog = formal::subject(&Design::accelerator(&configuration));
    assert_eq!(
        verilog.matches(from).count(),
        1,
        "{from} is not in the Verilog"
    );
    let proof = Proof {
        verilog: &verilog.replace(from, to),
        properties: &formal::PROPERTIES,
        script: &formal::script(configuration.context),
        tasks: &[task],
    };
    proof.run_once(&Toolbox::from_environment()).unwrap()
}

#[test]
fn a_ring_with_a_slot_too_many_is_refused() {
    let size = "({3'b0, local_pages} + 12'h1)";
    assert!(prove("pages_control", size, size).passes());
    let report = prove("pages_control", size, "({3'b0, local_pages} + 12'h2)");
    assert!(!report.passes());
    let task = &report.tasks[0];
    assert_ne!(task.verdict, Verdict::Proved);
    assert!(task.refuted[0].place.starts_with("pages.sv:"), "{report:?}");
    assert!(task.refuted[0].trace.as_ref().unwrap().ends_with(".vcd"));
}

#[test]
fn a_record_too_many_is_refused() {
    let last = "(records_left == 6'd1)";
    let report = prove("pages_control", last, "(records_left == 6'd0)");
    assert!(!report.passes(), "{report:?}");
}

#[test]
fn a_step_of_another_length_is_refused() {
    let step = "low_address + {16'b0, low_words}";
    let report = prove("pages_words", step, "low_address + {16'b0, high_words}");
    assert!(!report.passes(), "{report:?}");
}

#[test]
fn a_score_too_many_is_refused() {
    let report = prove("scores", "{group, 4'd15}", "{group + 11'd1, 4'd0}");
    assert_eq!(report.tasks[0].name, "scores");
    assert!(!report.passes(), "{report:?}");
}
