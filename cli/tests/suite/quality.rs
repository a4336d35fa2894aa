//! What a format of keys and values costs, in perplexity and bytes: `eval` on devices, its `--sweep`, `calibrate`.

use std::fs;

use serde_json::Value;

use crate::harness::{EVALUATION_TEXT, error, harmonia, json, output};

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
