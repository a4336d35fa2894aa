//! What a command line may say, and where commands find the checkout.

use std::fs;

use sha2::{Digest, Sha256};

use crate::harness::{EVALUATION_TEXT, contents, error, harmonia, json, messages, output};

#[test]
fn a_prompt_may_begin_with_a_hyphen() {
    let run = ["run", "--device", "f32", "--tokens", "0", "--prompt"];
    for prompt in ["- x", "-", "--json is a word", "-1"] {
        let report = json(&[&run[..], &[prompt]].concat());
        let tokens = report["prompt_tokens"].as_array().unwrap().len();
        assert!(tokens > 1, "{prompt}: {report}");
    }
}

#[test]
fn numbers_out_of_range_are_refused_with_the_range() {
    let whole = "from 0 to 18446744073709551615";
    for (command, option, value, range) in [
        ("run", "--tokens", "-1", whole),
        ("run", "--top-k", "-1", whole),
        ("run", "--seed", "-1", whole),
        ("run", "--kv-init", "-32", whole),
        ("run", "--kv-budget", "-1", "a whole number of bytes"),
        ("eval", "--tokens", "-1", whole),
        ("calibrate", "--tokens", "-1", whole),
        ("compare", "--tokens", "many", whole),
        ("compare", "--tile-rows", "-2", whole),
        ("compare", "--stalls", "-1", "0..=255"),
        ("compare", "--stall-seed", "-1", whole),
        ("fuzz", "--seed", "-1", whole),
        ("fmax", "--seeds", "-1", "1..=100"),
        ("fmax", "--jobs", "0", "1..=100"),
        ("fmax", "--minutes", "-1", "1..=1440"),
        ("build", "--seeds", "-1", "0..=100"),
        ("build", "--jobs", "0", "1..=100"),
        ("build", "--minutes", "0", "1..=1440"),
        ("build", "--mhz", "nan", "from 1 to 1000"),
        ("fmax", "--target", "nan", "from 1 to 1000"),
        ("fmax", "--target", "inf", "from 1 to 1000"),
        ("fmax", "--target", "0", "from 1 to 1000"),
        ("fmax", "--target", "-5", "from 1 to 1000"),
    ] {
        let refused = output(&mut harmonia(&[command, option, value]));
        assert_eq!(refused.status.code(), Some(2), "{option} {value}");
        let text = messages(&refused);
        assert!(text.contains(range), "{option} {value}: {text}");
    }
    for option in ["--temperature", "--top-p"] {
        for value in ["-1", "nan", "inf"] {
            let text = error(&mut harmonia(&["run", option, value]));
            assert!(
                text.starts_with("error[sampler."),
                "{option} {value}: {text}"
            );
        }
    }
}

#[test]
fn an_option_that_would_do_nothing_is_refused() {
    let sweep = ["eval", "--text", EVALUATION_TEXT, "--out", "x"];
    for (arguments, says) in [
        ([&sweep[..], &["--kv", "3/3"]].concat(), "'--out <PREFIX>'"),
        (
            [&sweep[..], &["--device", "sim"]].concat(),
            "'--out <PREFIX>'",
        ),
        (
            vec!["run", "--batch", "3", "--prompt", "x"],
            "'--batch <N>'",
        ),
        (
            vec!["fuzz", "--small", "1", "--commands", "3"],
            "'--small <ROWS>'",
        ),
        (
            vec!["fuzz", "--against", "frames", "--commands", "3"],
            "'--against <AGAINST>'",
        ),
        (
            vec!["fuzz", "--minutes", "1", "--commands", "3"],
            "'--minutes <M>'",
        ),
        (vec!["compare", "--stall-seed", "3"], "--stalls"),
    ] {
        let refused = output(&mut harmonia(&arguments));
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        let text = messages(&refused);
        assert!(text.contains(says), "{arguments:?}: {text}");
    }
    let [pe, system] = ["pe", "system"].map(|part| vec!["paper", "--part", part]);
    let compare = vec!["compare", "--a"];
    for (command, options, code) in [
        (&pe, vec!["--check"], "paper.other_part"),
        (&pe, vec!["--out", "x"], "paper.other_part"),
        (&system, vec!["--only", "figna"], "paper.other_part"),
        (&system, vec!["--seeds", "1"], "paper.other_part"),
        (
            &compare,
            vec!["machine", "--tile-rows", "2"],
            "compare.not_tiled",
        ),
        (
            &compare,
            vec!["emulator", "--stalls", "9"],
            "device.not_simulated",
        ),
    ] {
        let arguments = [&command[..], &options].concat();
        let text = error(&mut harmonia(&arguments));
        let begin = format!("error[{code}]");
        assert!(text.starts_with(&begin), "{arguments:?}: {text}");
    }
}

#[test]
fn a_check_of_nothing_fails_and_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut commands =
        [["fmax", "--check"], ["generate", "--check"]].map(|command| harmonia(&command));
    for command in &mut commands {
        let text = error(command.current_dir(&folder));
        assert!(text.starts_with("error[check.nothing]"), "{text}");
        assert!(contents(folder.path()).is_empty());
    }
    fs::write(folder.path().join("notes.txt"), "").unwrap();
    let out = folder.path().to_str().unwrap();
    let text = error(&mut harmonia(&["fmax", "--check", "--out", out]));
    assert!(
        text.contains("check.nothing") && text.contains(out),
        "{text}"
    );
    let nothing = output(&mut harmonia(&["generate", "--check", "--out", out]));
    assert!(messages(&nothing).contains("generate.stale"), "{nothing:?}");
}

#[test]
fn commands_find_the_files_of_the_checkout_that_they_are_started_in() {
    let checkout = tempfile::tempdir().unwrap();
    let inside = checkout.path().join("some/where");
    fs::create_dir_all(&inside).unwrap();
    fs::write(checkout.path().join("configurations.toml"), "").unwrap();
    let run = |command: &[&str]| {
        let output = output(harmonia(command).current_dir(&inside));
        assert!(output.status.success(), "{command:?}: {output:?}");
    };
    run(&["generate"]);
    run(&["generate", "--check"]);
    let verilog = fs::read_to_string(checkout.path().join("generated/single.v")).unwrap();
    let verilog: String = verilog
        .split_inclusive('\n')
        .filter(|line| {
            let line = line.trim_start();
            !line.starts_with("(* src = ") && !line.starts_with("//")
        })
        .collect();
    let hash: String = Sha256::digest(&verilog)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let reports = checkout.path().join("fpga/reports");
    fs::create_dir_all(&reports).unwrap();
    let report = format!(r#"{{"configuration":"single","verilog_sha256":"{hash}"}}"#);
    fs::write(reports.join("single.json"), report).unwrap();
    run(&["fmax", "--check"]);
    assert!(contents(&inside).is_empty());

    let report = r#"{"configuration":"octo","verilog_sha256":""}"#;
    fs::write(reports.join("octo.json"), report).unwrap();
    let text = error(harmonia(&["fmax", "--check"]).current_dir(&inside));
    assert!(
        text.starts_with("error[fmax.report]") && text.contains("octo.json"),
        "{text}"
    );
}
