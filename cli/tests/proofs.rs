//! The properties of hdl/formal must refuse designs that are wrong by one.

#![allow(clippy::unwrap_used)]

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
    let size = "local_word + 12'h1";
    assert!(prove("pages_control", size, size).passes());
    let report = prove("pages_control", size, "local_word + 12'h2");
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
    let report = prove("score_control", "{group, 4'd15}", "{group + 11'd1, 4'd0}");
    assert_eq!(report.tasks[0].name, "score_control");
    assert!(!report.passes(), "{report:?}");
}

/// That the task does not hold of modules in which `from` has become `to`, with a property of that file.
fn refused(task: &str, file: &str, from: &str, to: &str) {
    let report = prove(task, from, to);
    let task = &report.tasks[0];
    assert_ne!(task.verdict, Verdict::Proved, "{to}: {report:?}");
    assert!(task.refuted[0].place.starts_with(file), "{report:?}");
}

#[test]
fn a_queue_that_loses_an_entry_is_refused() {
    let held = "first <= holds_two ? second : ";
    for (task, from) in [("skid_buffer", "up_data"), ("result_queue", "oldest")] {
        let replaced = format!("first <= {from}");
        refused(task, "queues.sv", &format!("{held}{from}"), &replaced);
    }
    // A beat that is taken twice.
    refused("relay", "queues.sv", "holds | left", "holds");
}

#[test]
fn room_for_one_less_than_is_promised_is_refused() {
    refused("beat_queue", "queues.sv", "free < 5'd9", "free < 5'd8");
    refused("outputs", "room.sv", "room < 7'd2", "room < 7'd1");
    let needed = "sums ? 7'd32 : 7'd16";
    for fewer in ["sums ? 7'd24 : 7'd16", "sums ? 7'd32 : 7'd8"] {
        refused("sequencer", "room.sv", needed, fewer);
    }
}

#[test]
fn beats_that_nobody_has_promised_are_refused() {
    let admits = "opens_pair & (ones | ~room_q)";
    refused("reader", "room.sv", admits, "opens_pair & ones");
    let promised = "promised = channel[0] | commit";
    refused("pages_control", "pages.sv", promised, "promised = 1'd1");
}

#[test]
fn a_beat_before_what_selects_it_stands_is_refused() {
    let from = "~(5'd4 < settling)";
    refused("sequencer", "room.sv", from, "settling < 5'd4");
}

#[test]
fn a_beat_that_misses_a_bank_is_refused() {
    let from = "used_up = final_pass ? final_bank : first_bank";
    refused("sequencer", "room.sv", from, "used_up = final_bank");
    let kept = "use_kept = high & ~first_bank";
    refused("sequencer", "room.sv", kept, "use_kept = high");
}

#[test]
fn a_slot_that_comes_again_too_early_is_refused() {
    for (from, to) in [
        ("of_pairs = many_pairs ? 3'd0 : 3'd5", "of_pairs = 3'd0"),
        ("joins ? 3'd1 : 3'd3", "joins ? 3'd1 : 3'd2"),
    ] {
        refused("sequencer", "room.sv", from, to);
    }
}

#[test]
fn work_that_begins_before_other_work_has_ended_is_refused() {
    let taken = "(room == 7'd64) & ~(|reserved)";
    refused("sequencer", "room.sv", taken, "(room == 7'd64)");
    let unseen = "unseen_2 = unseen_1 | started_2";
    refused("router", "router.sv", unseen, "unseen_2 = 1'd0");
}

#[test]
fn a_memory_controller_that_forgets_someone_is_refused() {
    let turns = "if (some_next) ahead <=";
    refused("arbiter", "memory.sv", turns, "if (1'd0) ahead <=");
    refused("owners", "memory.sv", "place == last", "next == last");
    // Room for half of the longest request.
    refused(
        "read_queue",
        "memory.sv",
        "room = |free[9:6]",
        "room = |free[9:5]",
    );
    let again = "turns_0 <= count_0";
    refused("transfer", "memory.sv", again, "turns_0 <= count_1");
}
