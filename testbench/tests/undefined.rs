//! Four-state checks: what nobody initialises shows as X, what is gated by valid does not.

#![allow(clippy::unwrap_used)]

use harmonia_testbench::{
    Design, Direction, Input, Signal, Stall, Stream, TestbenchError, UndefinedCheck,
};

fn design(top: &str, verilog: &str, width: usize, handshake: bool) -> Design {
    let stream = |name: &str, direction| Stream {
        name: name.into(),
        direction,
        width,
        handshake,
    };
    Design {
        top: top.into(),
        verilog: verilog.into(),
        models: String::new(),
        streams: vec![
            stream("in", Direction::Input),
            stream("out", Direction::Output),
        ],
        memory: None,
        sdram: None,
    }
}

#[test]
fn a_design_that_gates_its_data_by_valid_is_clean() {
    let words: Vec<u32> = (0..32 * 50).collect();
    let check = UndefinedCheck {
        inputs: vec![Input::new("in", &words).stall(Stall::HALF)],
        stall: Stall(90),
        seed: 3,
        cycles: 400,
    };
    let skid = design("skid", include_str!("designs/skid.v"), 1024, true);
    let report = check.run(&skid).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.beats, [("in".into(), 50), ("out".into(), 50)]);
}

#[test]
fn a_register_that_is_read_before_it_is_written_shows() {
    let check = UndefinedCheck {
        inputs: vec![Input::new("in", &[1, 2, 3])],
        stall: Stall::NONE,
        seed: 3,
        cycles: 20,
    };
    let faulty = design("uninitialised", include_str!("designs/faulty.v"), 32, false);
    let report = check.run(&faulty).unwrap();
    assert_eq!(report.findings.len(), 1, "{report:?}");
    let finding = &report.findings[0];
    assert_eq!(
        (finding.stream.as_str(), finding.signal),
        ("out", Signal::Data)
    );
    assert_eq!(
        (finding.cycle, finding.bits.as_str()),
        (1, &*"x".repeat(32))
    );
    assert_eq!(report.beats, [("in".into(), 3), ("out".into(), 3)]);
}

#[test]
fn stimulus_that_does_not_fit_is_refused() {
    let skid = design("skid", include_str!("designs/skid.v"), 1024, true);
    let run = |input| {
        let check = UndefinedCheck {
            inputs: vec![input],
            stall: Stall::NONE,
            seed: 0,
            cycles: 1,
        };
        check.run(&skid).unwrap_err()
    };
    for error in [run(Input::new("in", &[0; 31])), run(Input::new("out", &[]))] {
        assert!(matches!(error, TestbenchError::Run { .. }), "{error}");
    }
}
