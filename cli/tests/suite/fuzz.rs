//! `fuzz`: random commands and programs.

use serde_json::Value;

use crate::harness::{harmonia, json, output};

#[test]
fn random_commands_are_counted_and_a_seed_repeats_them() {
    let run = |seed| {
        json(&[
            "fuzz",
            "--config",
            "single",
            "--commands",
            "200",
            "--seed",
            seed,
        ])
    };
    let report = run("6");
    assert_eq!(report["identical"], true);
    assert_eq!(report["difference"], Value::Null);
    let single = &report["configurations"][0];
    assert_eq!(single["name"], "single");
    let count = |field: &str| single[field].as_u64().unwrap();
    assert!(count("commands") >= 200 && count("cycles") > count("commands"));
    assert!(count("results") > 0 && count("refused") > 0);
    assert_eq!(run("6"), report);
    assert_ne!(run("5")["configurations"], report["configurations"]);

    let nothing = output(&mut harmonia(&["fuzz", "--commands", "0"]));
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn random_programs_are_counted_by_how_they_end_and_a_seed_repeats_them() {
    let run = |seed| {
        let arguments = [
            "fuzz",
            "--small",
            "2",
            "--against",
            "frames",
            "--programs",
            "60",
        ];
        json(&[&arguments[..], &["--seed", seed]].concat())
    };
    let report = run("6");
    assert_eq!(report["identical"], true);
    assert_eq!(report["difference"], Value::Null);
    let small = &report["configurations"][0];
    assert_eq!(small["name"], "small-2");
    let programs = small["programs"].as_u64().unwrap();
    let outcomes = small["outcomes"].as_object().unwrap();
    let ended: u64 = outcomes.values().map(|count| count.as_u64().unwrap()).sum();
    assert!(programs >= 60 && ended == programs, "{small}");
    // What never came is there as well.
    for kind in ["machine.refused.loops", "machine.refused.region", "done"] {
        assert!(outcomes.contains_key(kind), "{kind}: {small}");
    }
    assert!(small["executed"]["ATTEND"].as_u64().unwrap() > 0);
    assert_eq!(run("6"), report);
    assert_ne!(run("5")["configurations"], report["configurations"]);

    for wrong in [
        &["fuzz", "--small", "3", "--programs", "1"][..],
        &["fuzz", "--small", "2"],
        &["fuzz", "--programs", "1", "--commands", "1"],
    ] {
        let output = output(&mut harmonia(wrong));
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let none = output(&mut harmonia(&[
        "fuzz",
        "--config",
        "single",
        "--programs",
        "1",
    ]));
    let message = String::from_utf8(none.stderr).unwrap();
    assert!(
        message.starts_with("error[configuration.no_system]"),
        "{message}"
    );
}
