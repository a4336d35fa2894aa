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
fn perplexity_of_the_engine_is_close_to_that_of_floating_point() {
    let report = json(&["eval", "--text", EVALUATION_TEXT, "--tokens", "200"]);
    assert_eq!(report["tokens"], 200);
    let number = |name: &str| report[name].as_f64().unwrap();
    let change = number("perplexity") / number("reference_perplexity") - 1.0;
    assert!(change.abs() < 0.01, "{report}");
    let reference = json(&[
        "eval",
        "--text",
        EVALUATION_TEXT,
        "--tokens",
        "200",
        "--device",
        "f32",
    ]);
    assert_eq!(reference["perplexity"], report["reference_perplexity"]);
    assert_eq!(reference["kv"], Value::Null);
    assert_eq!(reference["kv_ratio"], Value::Null);
}

/// 200 tokens, of which 199 are stored: seven pages of keys and six of values a head, four and three low ones.
#[test]
fn fewer_bits_need_fewer_bytes_and_the_report_counts_them() {
    let eval = |options: &[&str]| {
        let text = ["eval", "--text", EVALUATION_TEXT, "--tokens", "200"];
        json(&[&text[..], options].concat())
    };
    let heads = 5 * 2;
    for (kv, key_high, value_high, low) in [
        ("4/4", 21, 21, 3 * 16 + 2 * 16),
        ("4/3", 21, 17, 3 * 16 + 2 * 20),
        ("3/3", 17, 17, 3 * 20 + 2 * 20),
        ("8/8", 21, 21, 7 * 16 + 6 * 16),
    ] {
        let report = eval(&["--kv", kv]);
        assert_eq!(report["kv"], kv);
        assert_eq!(report["kv_offset"], "calibrated");
        // A page of a head of 32 channels has 4 records; offsets and residual have 8 and 256 words.
        let words = 8 + 256 + 4 * (7 * key_high + 6 * value_high + low);
        let number = |name: &str| report[name].as_f64().unwrap();
        let bytes = (199.0 * number("kv_bytes_per_token")).round();
        assert_eq!(bytes, f64::from(heads * words * 8), "{kv}");
        assert_eq!(report["kv_bytes_fp16_per_token"], heads * 2 * 2 * 32);
        let fp16_bytes = (bytes * number("kv_ratio")).round();
        assert_eq!(fp16_bytes, f64::from(199 * heads * 2 * 2 * 32), "{kv}");
        let change = number("perplexity") / number("reference_perplexity") - 1.0;
        assert!(change.abs() < 0.02, "{report}");
    }
    let changed = |options: &[&str]| eval(options)["perplexity"].as_f64().unwrap();
    let default = changed(&[]);
    for options in [
        &["--no-rotation"][..],
        &["--no-scale"],
        &["--kv-init", "0"],
        &["--kv-local", "64"],
        &["--kv-offset", "online"],
        &["--kv-offset", "none"],
    ] {
        assert_ne!(changed(options), default, "{options:?}");
    }
}

/// 100 tokens at two places: three pages are complete, and the fourth is under way.
#[test]
fn a_sweep_is_the_evaluations_it_is_made_of() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("deep/kv");
    let out = out.to_str().unwrap();
    let text = [
        "eval",
        "--text",
        EVALUATION_TEXT,
        "--tokens",
        "100",
        "--from",
        "0,250",
    ];
    let report = json(&[&text[..], &["--sweep", "--out", out]].concat());
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 13 + 10 + 4);
    let row = |series: &str, local: Value, smoothing: [Value; 3]| {
        let mut found = rows.iter().filter(|row| {
            row["series"] == series
                && row["local_tokens"] == local
                && [&row["offsets"], &row["rotation"], &row["scale"]] == smoothing.each_ref()
        });
        let row = found.next().expect(series);
        assert!(found.next().is_none(), "{series} is there once");
        row
    };
    let all = || ["calibrated".into(), true.into(), true.into()];
    let eval = |options: &[&str]| json(&[&text[..], &["--kl"], options].concat());
    for (row, options) in [
        (row("8/8", Value::Null, all()), &["--kv", "8/8"][..]),
        (
            row("3/3", 64.into(), all()),
            &["--kv", "3/3", "--kv-local", "64"],
        ),
        (
            row(
                "3/3",
                32.into(),
                ["none".into(), false.into(), false.into()],
            ),
            &["--kv", "3/3", "--kv-offset", "none", "--no-rotation"],
        ),
        (
            row(
                "4/4",
                32.into(),
                ["online".into(), true.into(), false.into()],
            ),
            &["--kv", "4/4", "--kv-offset", "online"],
        ),
    ] {
        let alone = eval(options);
        for name in [
            "perplexity",
            "change_percent",
            "standard_error_percent",
            "kl",
            "kl_standard_error",
            "kv_bytes_per_token",
            "kv_ratio",
        ] {
            assert_eq!(row[name], alone[name], "{name} {options:?}");
            assert!(row[name].is_number(), "{name}");
        }
        assert_eq!(row["arithmetic"], "device");
        assert_eq!(
            report["reference_perplexity"],
            alone["reference_perplexity"]
        );
    }
    let none = || ["none".into(), false.into(), false.into()];
    let kivi = row("KIVI-style INT2", Value::Null, none());
    assert_eq!(kivi["arithmetic"], "emulated comparison");
    // All of 99 tokens are in KIVI's FP16.
    assert_eq!(kivi["kv_ratio"], 1.0);

    let csv = fs::read_to_string(format!("{out}.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + rows.len());
    let columns = csv.lines().next().unwrap().split(',').count();
    assert!(csv.lines().all(|line| line.split(',').count() == columns));
    let mut lines = csv.lines().map(|line| line.split(','));
    let kl = lines
        .next()
        .and_then(|mut names| names.position(|name| name == "kl"));
    for (line, row) in lines.zip(rows) {
        let found: f64 = line.clone().nth(kl.unwrap()).unwrap().parse().unwrap();
        assert!((found - row["kl"].as_f64().unwrap()).abs() < 1e-7, "{row}");
    }
    let svg = fs::read_to_string(format!("{out}.svg")).unwrap();
    for word in [
        "4/4 truncated (emulated comparison)",
        "KIVI-style INT4",
        "8/8",
        "perplexity relative to FP32",
        "KL divergence from FP32",
        "</svg>",
    ] {
        assert!(svg.contains(word), "{word}");
    }
    let files = fs::read_dir(folder.path().join("deep")).unwrap();
    assert_eq!(files.count(), 2, "nothing unfinished stays");

    // Options of one evaluation do not go with many; a folder that cannot be made is known at once.
    let refused = output(harmonia(&text).args(["--sweep", "--out", out, "--kv", "4/4"]));
    assert_eq!(refused.status.code(), Some(2));
    let below_a_file = format!("{out}.csv/kv");
    let text = error(harmonia(&text).args(["--sweep", "--out", &below_a_file]));
    assert!(text.contains("error[io]"), "{text}");
}

#[test]
fn a_calibration_is_made_found_and_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/assets/tiny.gguf");
    fs::copy(model, file("copy.gguf")).unwrap();
    let copy = file("copy.gguf");
    let eval = |options: &[&str]| {
        let text = [
            "eval",
            "--text",
            EVALUATION_TEXT,
            "--tokens",
            "100",
            "--kv",
            "3/3",
        ];
        let mut command = harmonia(&text);
        command.args(options);
        command
    };
    let measure = |options: &[&str]| {
        let output = output(eval(options).arg("--json"));
        assert!(output.status.success(), "{output:?}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["kv_offset"], "calibrated");
        report["perplexity"].as_f64().unwrap()
    };
    // A copy of the bundled model is known by its keys.
    let bundled = measure(&[]);
    assert_eq!(measure(&["--model", &copy]), bundled);

    let calibrate = |out: &str, tokens: &str| {
        json(&[
            "calibrate",
            "--model",
            &copy,
            "--text",
            EVALUATION_TEXT,
            "--out",
            out,
            "--tokens",
            tokens,
        ])
    };
    let report = calibrate(&file("own.kv"), "300");
    assert_eq!(
        (&report["tokens"], &report["text"]),
        (&300.into(), &"tiny-eval.txt".into())
    );
    let named = measure(&["--calibration", &file("own.kv")]);
    assert_ne!(named, bundled);
    assert_eq!(measure(&["--model", &copy]), bundled);
    calibrate(&file("copy.kv"), "300");
    assert_eq!(measure(&["--model", &copy]), named);

    let mut bytes = fs::read(file("own.kv")).unwrap();
    // The first byte of the hash of the key matrices.
    bytes[28] ^= 1;
    fs::write(file("other.kv"), bytes).unwrap();
    let text = error(&mut eval(&["--calibration", &file("other.kv")]));
    assert!(
        text.contains("error[calibration.model]") && text.contains("other.kv"),
        "{text}"
    );
    let text = error(&mut eval(&["--calibration", EVALUATION_TEXT]));
    assert!(text.contains("error[calibration.magic]"), "{text}");
    let text = error(&mut eval(&["--calibration", &file("none.kv")]));
    assert!(text.contains("error[calibration.io]"), "{text}");
    let text = error(&mut eval(&[
        "--calibration",
        &file("own.kv"),
        "--kv-offset",
        "none",
    ]));
    assert!(text.contains("error[calibration.unused]"), "{text}");
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
