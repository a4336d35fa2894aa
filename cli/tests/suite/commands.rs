//! The command as its users meet it: exit status, standard output, standard error.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{EVALUATION_TEXT, error, harmonia, json, output};

#[test]
fn the_simulated_engine_says_what_the_emulator_says() {
    let run = |device| {
        json(&[
            "run", "--device", device, "--prompt", "And God", "--tokens", "6",
        ])
    };
    let (sim, emulator) = (run("sim"), run("emulator"));
    for field in ["prompt_tokens", "tokens", "text", "model", "weights"] {
        assert_eq!(sim[field], emulator[field], "{field}");
    }
    assert_eq!(sim["tokens"].as_array().unwrap().len(), 6);
    assert_eq!(emulator["cycles"], Value::Null);
    let cycles = |value: &Value| value["cycles"].as_u64().unwrap();
    assert_eq!(
        cycles(&sim),
        cycles(&sim["prefill"]) + cycles(&sim["decode"])
    );
    // Four token rows take a prompt of several tokens in fewer cycles than one after the other.
    let per_token = |phase: &str| sim[phase]["cycles_per_token"].as_f64().unwrap();
    assert!(per_token("prefill") < per_token("decode"));
}

#[test]
fn text_is_all_there_is_on_standard_output() {
    let arguments = [
        "run", "--device", "emulator", "--prompt", "And", "--tokens", "8",
    ];
    let report = json(&arguments);
    let plain = output(&mut harmonia(&arguments));
    let text = String::from_utf8(plain.stdout).unwrap();
    assert_eq!(text, report["text"].as_str().unwrap().to_owned() + "\n");
    let figures = String::from_utf8(plain.stderr).unwrap();
    assert!(figures.contains("tokens/s"), "{figures}");
}

#[test]
fn seeds_repeat_and_differ() {
    let run = |seed| {
        let arguments = [
            "run",
            "--device",
            "emulator",
            "--tokens",
            "12",
            "--temperature",
            "1.5",
        ];
        json(&[&arguments[..], &["--seed", seed]].concat())["tokens"].clone()
    };
    assert_eq!(run("1"), run("1"));
    assert_ne!(run("1"), run("2"));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let arguments = [
        "run", "--device", "emulator", "--tokens", "64", "--prompt", "And",
    ];
    let mut child = harmonia(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && !messages.contains("panicked"),
        "{messages}"
    );
}

#[test]
fn a_cache_that_is_full_is_an_error_that_says_how_much_fits() {
    let run = |budget| {
        let mut command = harmonia(&["run", "--device", "emulator", "--kv-budget", budget]);
        command.args(["--prompt", "In the beginning", "--tokens", "100"]);
        output(&mut command)
    };
    let full = run("60k");
    assert_eq!(full.status.code(), Some(1));
    let messages = String::from_utf8(full.stderr).unwrap();
    assert!(messages.contains("error[attention.full]"), "{messages}");
    assert!(
        messages.contains("61440 bytes has room for 64"),
        "{messages}"
    );
    let roomy = run("1M");
    assert!(roomy.status.success(), "{roomy:?}");
    // What came before the end was right.
    let before = String::from_utf8(full.stdout).unwrap();
    assert!(before.len() > 50 && roomy.stdout.starts_with(before.trim_end().as_bytes()));
    let text = error(&mut harmonia(&[
        "run",
        "--device",
        "emulator",
        "--kv-budget",
        "1k",
    ]));
    assert!(text.contains("error[attention.no_room]"), "{text}");
}

#[test]
fn a_comparison_of_unlike_devices_ends_with_the_first_difference() {
    let same = json(&[
        "compare", "--a", "emulator", "--b", "emulator", "--tokens", "2",
    ]);
    assert_eq!(same["identical"], true);
    assert!(same["values"].as_u64().unwrap() > 1000, "{same}");
    // Twelve operations in each of five layers, import and head; the prompt and two tokens.
    assert_eq!(same["operations"], 3 * (12 * 5 + 5), "{same}");

    let output = output(&mut harmonia(&[
        "compare", "--a", "f32", "--b", "emulator", "--json",
    ]));
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["identical"], false);
    let difference = &report["difference"];
    assert_eq!(difference["operation"], "blk.0.attn_q");
    assert_eq!(
        (&difference["layer"], &difference["position"]),
        (&0.into(), &0.into())
    );
    assert_ne!(difference["bits"][0], difference["bits"][1]);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(messages.contains("error[compare.difference]"), "{messages}");
}

#[test]
fn tiling_and_stalls_do_not_change_a_bit() {
    let tiled = [
        "compare", "--tokens", "1", "--config", "pair", "--stalls", "64",
    ];
    let tiles = ["--tile-rows", "6", "--tile-groups", "3", "--order", "tiles"];
    let report = json(&[&tiled[..], &tiles].concat());
    assert_eq!(report["identical"], true);
}

#[test]
fn generated_files_are_compared_with_what_the_source_makes() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let written = json(&["generate", "--out", out]);
    let names = written["files"].as_array().unwrap().len();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), names);
    json(&["generate", "--out", out, "--check"]);

    // What the list names, and nothing besides, is what Verilator needs; it is silent.
    for configuration in ["single", "pair", "quad", "system", "ulx3s-85f"] {
        let list = folder.path().join(format!("{configuration}.sim.f"));
        let lint = Command::new("verilator")
            .args(["--lint-only", "-Wall", "-Wno-DECLFILENAME", "-F"])
            .arg(list)
            .output()
            .unwrap();
        assert!(lint.status.success() && lint.stderr.is_empty(), "{lint:?}");
        let core = fs::read_to_string(folder.path().join(format!("{configuration}.core")));
        let core = core.unwrap();
        let (for_simulation, synthesis) = core.split_once("  synth:").unwrap();
        assert!(
            core.starts_with("CAPI=2:\n") && for_simulation.contains(&format!("{configuration}.v"))
        );
        let model = configuration == "ulx3s-85f";
        assert_eq!(for_simulation.contains("mult18x18d_model.v"), model);
        assert!(!synthesis.contains("model"), "{core}");
    }

    fs::write(folder.path().join("single.v"), "module nothing; endmodule").unwrap();
    fs::write(folder.path().join("quad.f"), "").unwrap();
    fs::write(folder.path().join("surplus.v"), "").unwrap();
    fs::remove_file(folder.path().join("pair.v")).unwrap();
    let stale = output(&mut harmonia(&["generate", "--out", out, "--check"]));
    assert_eq!(stale.status.code(), Some(1));
    let report = String::from_utf8(stale.stdout).unwrap();
    for line in [
        "single.v: differs",
        "quad.f: differs",
        "pair.v: missing",
        "surplus.v: belongs to no",
        "quad.v: up to",
    ] {
        assert!(report.contains(line), "{report}");
    }
    let messages = String::from_utf8(stale.stderr).unwrap();
    assert!(messages.starts_with("error[generate.stale]"), "{messages}");
}

#[test]
fn errors_have_a_code_and_say_what_to_do() {
    let text = error(&mut harmonia(&["run", "--config", "octo"]));
    assert!(
        text.starts_with("error[configuration.unknown]") && text.contains("quad"),
        "{text}"
    );
    let text = error(&mut harmonia(&[
        "run", "--device", "f32", "--config", "quad",
    ]));
    assert!(text.contains("error[device.not_simulated]"), "{text}");
    let text = error(&mut harmonia(&["run", "--device", "f32", "--kv", "3/3"]));
    assert!(text.contains("error[device.host_attention]"), "{text}");
    let text = error(&mut harmonia(&[
        "run",
        "--device",
        "emulator",
        "--kv-local",
        "33",
    ]));
    assert!(text.contains("error[kv.window]"), "{text}");
    let text = error(&mut harmonia(&["run", "--temperature", "-1"]));
    assert!(text.contains("error[sampler.temperature]"), "{text}");
    let text = error(&mut harmonia(&["run", "--model", "no/such/file.gguf"]));
    assert!(
        text.contains("error[model.read]") && text.contains("no/such/file"),
        "{text}"
    );
    let text = error(&mut harmonia(&["run", "--model", EVALUATION_TEXT]));
    assert!(text.contains("error[gguf."), "{text}");
    let text = error(&mut harmonia(&["models", "fetch", "gpt5"]));
    assert!(
        text.contains("error[models.unknown]") && text.contains("smollm2"),
        "{text}"
    );
    let text = error(&mut harmonia(&[
        "compare",
        "--tile-rows",
        "3",
        "--a",
        "emulator",
    ]));
    assert!(text.contains("error[tiling.rows]"), "{text}");
    let text = error(&mut harmonia(&[
        "eval",
        "--text",
        EVALUATION_TEXT,
        "--tokens",
        "1",
    ]));
    assert!(text.contains("error[eval.too_short]"), "{text}");
    let too_many = [
        "run",
        "--device",
        "emulator",
        "--prompt",
        &"word ".repeat(2000),
    ];
    let text = error(&mut harmonia(&too_many));
    assert!(text.contains("error[forward.context]"), "{text}");
}

#[test]
fn a_model_that_was_not_fetched_is_listed_and_refused() {
    let cache = tempfile::tempdir().unwrap();
    let listed = output(harmonia(&["models", "--json"]).env("HARMONIA_CACHE", cache.path()));
    let report: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let available = |index: usize| report["models"][index]["available"].as_bool();
    assert_eq!((available(0), available(1)), (Some(true), Some(false)));
    let run = ["run", "--model", "smollm2"];
    let text = error(harmonia(&run).env("HARMONIA_CACHE", cache.path()));
    assert!(text.contains("error[models.not_fetched]"), "{text}");
    assert!(text.contains("harmonia models fetch smollm2"), "{text}");
}

#[test]
fn the_doctor_names_what_is_missing_and_how_to_get_it() {
    let nothing = tempfile::tempdir().unwrap();
    let mut command = harmonia(&["doctor"]);
    command
        .env("PATH", nothing.path())
        .env("HARMONIA_TOOLS", nothing.path());
    let output = output(&mut command);
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8(output.stdout).unwrap();
    for words in [
        "missing  verilator",
        "apt-get install --yes verilator",
        "missing  yosys",
    ] {
        assert!(report.contains(words), "{report}");
    }
    assert!(!report.contains("ok  "), "{report}");
}
