//! The harness against small designs: some that keep the rules of streams, some that break one each.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, InstanceOptions, Limit, Output, Rule, Run, Simulation,
    Stall, Stream, TestbenchError,
};
use proptest::prelude::*;

fn stream(name: &str, direction: Direction, width: usize, handshake: bool) -> Stream {
    Stream {
        name: name.into(),
        direction,
        width,
        handshake,
    }
}

fn build(top: &str, verilog: &str, streams: Vec<Stream>) -> Arc<Simulation> {
    let design = Design {
        top: top.into(),
        verilog: verilog.into(),
        models: String::new(),
        streams,
        memory: None,
        sdram: None,
    };
    Simulation::build(&design, &BuildOptions::default()).unwrap()
}

fn skid() -> Arc<Simulation> {
    let streams = vec![
        stream("in", Direction::Input, 1024, true),
        stream("out", Direction::Output, 1024, true),
    ];
    build("skid", include_str!("designs/skid.v"), streams)
}

fn faulty(top: &str, handshake: bool, width: usize) -> Arc<Simulation> {
    let mut streams = vec![
        stream("in", Direction::Input, width, handshake),
        stream("out", Direction::Output, width, handshake),
    ];
    match top {
        "changes" => drop(streams.remove(0)),
        "stops" => drop(streams.remove(1)),
        _ => (),
    }
    build(top, include_str!("designs/faulty.v"), streams)
}

/// Words that are all different.
fn words(count: usize) -> Vec<u32> {
    (0..count as u32)
        .map(|index| index.wrapping_mul(0x9E37_79B9) ^ 0x5555)
        .collect()
}

#[test]
fn wide_words_pass_at_full_speed() {
    let beats = 1000;
    let sent = words(beats * 32);
    let mut received = vec![0; beats * 32];
    let mut instance = skid().instance().unwrap();
    let report = instance
        .run(&mut Run {
            inputs: vec![Input::new("in", &sent)],
            outputs: vec![Output::new("out", &mut received)],
            ..Run::default()
        })
        .unwrap();
    assert_eq!(received, sent);
    assert_eq!(report.cycles, beats as u64, "a beat a cycle");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn wide_words_pass_whatever_the_stalls(seed: u64, stall_in: u8, stall_out: u8, cut in 0usize..=40) {
        let sent = words(40 * 32);
        let mut received = vec![0; sent.len()];
        let mut instance = skid().instance().unwrap();
        let (first, second) = sent.split_at(cut * 32);
        let report = instance.run(&mut Run {
            inputs: vec![Input::gather("in", vec![first, &[], second]).stall(Stall(stall_in))],
            outputs: vec![Output::new("out", &mut received).stall(Stall(stall_out))],
            seed,
            settle_cycles: 10,
            ..Run::default()
        }).unwrap();
        prop_assert!(report.cycles >= 50);
        prop_assert_eq!(received, sent);
    }
}

#[test]
fn stalls_come_at_the_rate_asked_for_and_repeat_with_the_seed() {
    let sent = words(4000 * 32);
    let cycles = |seed| {
        let mut received = vec![0; sent.len()];
        let mut instance = skid().instance().unwrap();
        let mut run = Run {
            inputs: vec![Input::new("in", &sent)],
            outputs: vec![Output::new("out", &mut received).stall(Stall::HALF)],
            seed,
            ..Run::default()
        };
        instance.run(&mut run).unwrap().cycles
    };
    assert_eq!(cycles(7), cycles(7));
    assert_ne!(cycles(7), cycles(8));
    // 4,000 successes at probability 1/2: 8,000 cycles with a standard deviation of 89.
    assert!(cycles(7).abs_diff(8000) < 450, "{}", cycles(7));
}

#[test]
fn a_model_keeps_its_state_between_runs() {
    let streams = vec![
        stream("narrow", Direction::Input, 7, true),
        stream("wide", Direction::Input, 40, true),
        stream("sum", Direction::Output, 77, true),
        stream("count", Direction::Output, 13, false),
    ];
    let simulation = build("join_streams", include_str!("designs/join.v"), streams);
    let mut instance = simulation.instance().unwrap();
    let mut total = 0;
    for batch in 1..5u32 {
        let count = batch as usize * 3;
        // Bits above the width are set and must not reach the design.
        let narrow: Vec<u32> = words(count).iter().map(|word| word | 0xffff_ff80).collect();
        let wide: Vec<u32> = words(2 * count);
        let (mut sums, mut counts) = (vec![0; 3 * count], vec![0; count]);
        instance
            .run(&mut Run {
                inputs: vec![
                    Input::new("narrow", &narrow).stall(Stall(50)),
                    Input::new("wide", &wide).stall(Stall(90)),
                ],
                outputs: vec![
                    Output::new("sum", &mut sums).stall(Stall(70)),
                    Output::new("count", &mut counts),
                ],
                seed: u64::from(batch),
                settle_cycles: 5,
                ..Run::default()
            })
            .unwrap();
        for index in 0..count {
            let a = u128::from(narrow[index] & 0x7f);
            let b = u128::from(wide[2 * index]) | u128::from(wide[2 * index + 1] & 0xff) << 32;
            let sum = ((a << 70 | b) + a) & ((1 << 77) - 1);
            let got = sums[3 * index..][..3]
                .iter()
                .rev()
                .fold(0u128, |high, &word| high << 32 | u128::from(word));
            assert_eq!(got, sum, "batch {batch}, beat {index}");
            total += 1;
            assert_eq!(counts[index], total);
        }
    }
    assert!(instance.cycles() > 30);
}

#[test]
fn a_word_withdrawn_is_an_error_that_names_stream_and_cycle() {
    let sent = [1, 2, 3];
    let run = |stall| {
        let mut received = [0; 3];
        let mut instance = faulty("withdraws", true, 8).instance().unwrap();
        instance.run(&mut Run {
            inputs: vec![Input::new("in", &sent)],
            outputs: vec![Output::new("out", &mut received).stall(stall)],
            seed: 11,
            ..Run::default()
        })
    };
    assert!(run(Stall::NONE).is_ok(), "only back-pressure shows it");
    let error = run(Stall(200)).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("stream out withdrew valid") && text.contains("seed 11"),
        "{text}"
    );
    let TestbenchError::Rule { rule, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(rule, Rule::ValidStays);
}

#[test]
fn data_that_change_while_refused_are_an_error() {
    let mut received = [0; 50];
    let mut instance = faulty("changes", true, 8).instance().unwrap();
    let error = instance
        .run(&mut Run {
            outputs: vec![Output::new("out", &mut received).stall(Stall::HALF)],
            ..Run::default()
        })
        .unwrap_err();
    assert!(
        matches!(error, TestbenchError::Rule { rule: Rule::DataStays, ref stream, .. } if stream == "out"),
        "{error}"
    );
    let again = instance.run(&mut Run::default()).unwrap_err();
    assert_eq!(again.code(), "testbench.failed");
}

#[test]
fn a_word_too_many_is_an_error() {
    let mut received = [0; 2];
    let mut run = |settle_cycles| {
        let mut instance = faulty("doubles", true, 8).instance().unwrap();
        instance.run(&mut Run {
            inputs: vec![Input::new("in", &[9])],
            outputs: vec![Output::new("out", &mut received[..1])],
            settle_cycles,
            cycle_limit: 20,
            ..Run::default()
        })
    };
    // The second word keeps the input waiting for ever.
    let error = run(0).unwrap_err();
    assert!(matches!(
        error,
        TestbenchError::Unfinished {
            reason: Limit::Cycles,
            ..
        }
    ));
    let mut instance = faulty("changes", true, 8).instance().unwrap();
    let error = instance
        .run(&mut Run {
            outputs: vec![Output::new("out", &mut received)],
            settle_cycles: 1,
            ..Run::default()
        })
        .unwrap_err();
    assert!(
        matches!(
            error,
            TestbenchError::Rule {
                rule: Rule::NoSurplus,
                cycle: 2,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_deadlock_says_how_far_every_stream_came() {
    let sent = [0; 9];
    let mut received = [0; 2];
    let mut instance = faulty("swallows", true, 8).instance().unwrap();
    let error = instance
        .run(&mut Run {
            inputs: vec![Input::new("in", &sent)],
            outputs: vec![Output::new("out", &mut received)],
            idle_limit: 100,
            ..Run::default()
        })
        .unwrap_err();
    let text = error.to_string();
    assert!(text.contains("in 5 of 9, out 0 of 2"), "{text}");
    let TestbenchError::Unfinished { reason, cycles, .. } = error else {
        panic!("{error}")
    };
    assert_eq!((reason, cycles), (Limit::Idle, 105));
}

#[test]
fn what_nobody_initialises_depends_on_the_power_up_seed() {
    let simulation = faulty("uninitialised", false, 32);
    let first_word = |power_up_seed| {
        let options = InstanceOptions {
            power_up_seed,
            ..InstanceOptions::default()
        };
        let mut received = [0; 2];
        let mut instance = simulation.instance_with(&options).unwrap();
        let mut run = Run {
            inputs: vec![Input::new("in", &[5, 6])],
            outputs: vec![Output::new("out", &mut received)],
            ..Run::default()
        };
        instance.run(&mut run).unwrap();
        assert_eq!(received[1], 5);
        received[0]
    };
    assert_eq!(first_word(1), first_word(1));
    assert_ne!(first_word(1), first_word(2));
}

#[test]
fn a_design_that_stops_ends_the_run_and_not_the_process() {
    let mut instance = faulty("stops", false, 8).instance().unwrap();
    let error = instance
        .run(&mut Run {
            inputs: vec![Input::new("in", &[1, 2, 3, 4])],
            ..Run::default()
        })
        .unwrap_err();
    assert_eq!(error.code(), "testbench.fatal");
    assert!(error.to_string().contains("design.v"), "{error}");
}

#[test]
fn runs_that_do_not_fit_are_refused_and_leave_the_instance_usable() {
    let mut instance = skid().instance().unwrap();
    let mut refuse = |run: &mut Run| {
        let error = instance.run(run).unwrap_err();
        assert_eq!(error.code(), "testbench.run");
        error.to_string()
    };
    let with = |inputs| Run {
        inputs,
        ..Run::default()
    };
    let words = [0; 33];
    assert!(refuse(&mut with(vec![Input::new("in", &words)])).contains("beats of 32 words, 33"));
    assert!(refuse(&mut with(vec![Input::new("out", &[])])).contains("no input stream \"out\""));
    let twice = vec![Input::new("in", &[]), Input::new("in", &[])];
    assert!(refuse(&mut with(twice)).contains("given twice"));
    instance.run(&mut Run::default()).unwrap();
}

#[test]
fn designs_that_cannot_be_built_say_why() {
    let fails = |top: &str, verilog: &str, streams| {
        let design = Design {
            top: top.into(),
            verilog: verilog.into(),
            models: String::new(),
            streams,
            memory: None,
            sdram: None,
        };
        Simulation::build(&design, &BuildOptions::default()).unwrap_err()
    };
    let error = fails("a", "module a(input clock); wire x = y; endmodule", vec![]);
    assert_eq!(error.code(), "tool.failed");
    assert!(error.to_string().contains("design.v:1"), "{error}");

    // A stream without its ports: the compiler names what is missing.
    let absent = vec![stream("gone", Direction::Input, 8, true)];
    let error = fails("a", "module a(input clock); endmodule", absent);
    assert!(error.to_string().contains("gone_valid"), "{error}");

    for (name, width) in [("a b", 8), ("a__b", 8), ("", 8), ("1a", 8), ("a", 0)] {
        let error = fails("a", "", vec![stream(name, Direction::Input, width, true)]);
        assert_eq!(error.code(), "testbench.stream", "{error}");
    }
}

#[test]
fn a_waveform_is_written_on_request() {
    let design = Design {
        top: "skid".into(),
        verilog: include_str!("designs/skid.v").into(),
        models: String::new(),
        streams: skid().streams().to_vec(),
        memory: None,
        sdram: None,
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("skid.fst");
    let options = InstanceOptions {
        waveform: Some(path.clone()),
        ..InstanceOptions::default()
    };
    let error = skid().instance_with(&options).unwrap_err();
    assert_eq!(error.code(), "testbench.no_trace");

    let simulation = Simulation::build(&design, &BuildOptions { trace: true }).unwrap();
    let sent = words(64);
    let mut received = vec![0; 64];
    let mut instance = simulation.instance_with(&options).unwrap();
    instance
        .run(&mut Run {
            inputs: vec![Input::new("in", &sent)],
            outputs: vec![Output::new("out", &mut received)],
            ..Run::default()
        })
        .unwrap();
    drop(instance);
    assert_eq!(received, sent);
    let bytes = std::fs::read(path).unwrap();
    // FST begins with a header block (type 0) of 329 bytes.
    assert_eq!(bytes[..9], [0, 0, 0, 0, 0, 0, 0, 1, 73]);

    let nowhere = InstanceOptions {
        waveform: Some("/nonexistent/folder/x.fst".into()),
        ..InstanceOptions::default()
    };
    let error = simulation.instance_with(&nowhere).unwrap_err();
    assert_eq!(error.code(), "testbench.open");
}
