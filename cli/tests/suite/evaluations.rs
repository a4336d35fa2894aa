//! `eval`: divergence from FP32, and stretches of a text.

use serde_json::Value;

use crate::harness::{EVALUATION_TEXT, error, harmonia, json, output};

fn eval<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [&["eval", "--text", EVALUATION_TEXT], options].concat()
}

fn number(report: &Value, name: &str) -> f64 {
    report[name].as_f64().unwrap()
}

#[test]
fn the_engine_that_is_named_predicts_what_the_emulator_does() {
    let of = |device: &[&str]| {
        let report = json(&[&eval(&["--tokens", "4"]), device].concat());
        number(&report, "perplexity").to_bits()
    };
    let simulated = of(&["--device", "sim", "--config", "single"]);
    assert_eq!(simulated, of(&["--device", "emulator"]));
    let full = ["--device", "machine", "--context", "4", "--tokens", "20"];
    let text = error(&mut harmonia(&eval(&full)));
    assert!(text.starts_with("error[attention.full]"), "{text}");
    assert!(text.ends_with("ask for a longer context\n"), "{text}");
}

#[test]
fn a_divergence_goes_beside_the_perplexities_and_changes_none_of_them() {
    let mut plain = json(&eval(&["--tokens", "90"]));
    let mut with_kl = json(&eval(&["--tokens", "90", "--kl"]));
    let (kl, error) = (
        number(&with_kl, "kl"),
        number(&with_kl, "kl_standard_error"),
    );
    assert!(0.0 < error && error < kl && kl < 0.01, "{with_kl}");
    assert_eq!(plain["kl"], Value::Null);
    let change = number(&plain, "perplexity") / number(&plain, "reference_perplexity") - 1.0;
    assert!((number(&plain, "change_percent") - 100.0 * change).abs() < 1e-9);
    assert!(number(&plain, "standard_error_percent") > 0.0);
    for report in [&mut plain, &mut with_kl] {
        report["tokens_per_second"] = Value::Null;
        let stretch = report["stretches"][0].clone();
        assert_eq!(stretch["kl"], report["kl"]);
        report["stretches"] = Value::Null;
        report["kl"] = Value::Null;
        report["kl_standard_error"] = Value::Null;
    }
    assert_eq!(plain, with_kl);

    let windows = ["--kv-init", "0", "--kv-local", "0"];
    let of = |kv| {
        let options = [&["--tokens", "200", "--kl", "--kv", kv], &windows[..]].concat();
        number(&json(&eval(&options)), "kl")
    };
    assert!(of("3/3") > 2.0 * of("8/8"));
    let text = output(&mut harmonia(&eval(&["--tokens", "90", "--kl"])));
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains("KL from f32") && text.contains(" ± "),
        "{text}"
    );
}

#[test]
fn the_simulated_engine_diverges_by_the_same_bits_as_the_emulator() {
    let of = |device| {
        let report = json(&eval(&["--tokens", "6", "--kl", "--device", device]));
        [report["kl"].clone(), report["kl_standard_error"].clone()]
    };
    assert_eq!(of("sim"), of("emulator"));
}

#[test]
fn f32_diverges_from_the_files_own_values_or_there_is_nothing_to_compare() {
    let f32 = ["--device", "f32", "--tokens", "60", "--kl"];
    let int4 = json(&eval(&[&f32[..], &["--weights", "int4"]].concat()));
    assert!(number(&int4, "kl") > 1e-3, "{int4}");
    assert_eq!(int4["perplexity"], int4["reference_perplexity"]);
    assert_eq!(int4["change_percent"], 0.0);
    // The same two models in two walks.
    let device = json(&eval(&["--tokens", "60", "--weights", "int4"]));
    for name in [
        "float_perplexity",
        "reference_perplexity",
        "reference_change_percent",
        "reference_standard_error_percent",
    ] {
        assert_eq!(int4[name], device[name], "{name}");
        assert_ne!(int4[name], 0.0, "{name}");
    }
    for weights in ["auto", "float"] {
        let command = eval(&[&f32[..], &["--weights", weights]].concat());
        let text = error(&mut harmonia(&command));
        assert!(text.starts_with("error[eval.same_weights]"), "{text}");
        assert!(text.contains("--device"), "{text}");
    }
}

#[test]
fn stretches_are_sequences_of_their_own_and_count_by_their_tokens() {
    let options = ["--tokens", "70", "--kl", "--kv", "3/3", "--from"];
    let of = |from| json(&eval(&[&options[..], &[from]].concat()));
    let both = of("300,0");
    let [first, second] = [of("300"), of("0")];
    let mean = |name: &str, of: fn(f64) -> f64| {
        (of(number(&first, name)) + of(number(&second, name))) / 2.0
    };
    for (stretch, alone) in [(0, &first), (1, &second)] {
        let stretch = &both["stretches"][stretch];
        for (name, value) in stretch.as_object().unwrap() {
            assert_eq!(value, &alone["stretches"][0][name], "{name}");
            assert!(name == "from" || value == &alone[name], "{name}");
        }
    }
    assert_eq!(both["stretches"][0]["from"], 300);
    assert_eq!(both["tokens"], 140);
    assert_eq!(both["kv_ratio"], first["kv_ratio"]);
    let close = |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 1e-12);
    close(number(&both, "kl"), mean("kl", |kl| kl));
    close(
        number(&both, "perplexity").ln(),
        mean("perplexity", f64::ln),
    );

    // The beginning is where it begins without being asked.
    let beginning = json(&eval(&["--tokens", "70", "--kl", "--kv", "3/3"]));
    assert_eq!(beginning["stretches"], second["stretches"]);
    let text = output(&mut harmonia(&eval(&[&options[..], &["300,0"]].concat())));
    let text = String::from_utf8(text.stdout).unwrap();
    let rows = text.lines().filter(|line| line.contains("  70  "));
    assert_eq!(rows.count(), 2, "{text}");
}

#[test]
fn stretches_that_are_not_there_are_refused_with_what_to_do() {
    for (options, code, word) in [
        (
            &["--from", "0,2200", "--tokens", "100"][..],
            "eval.beyond_text",
            "--from 2200",
        ),
        (&["--from", "99999"], "eval.beyond_text", "--from 99999"),
        (
            &["--from", "18446744073709551615"],
            "eval.beyond_text",
            "begin earlier",
        ),
        (
            &["--from", "3", "--tokens", "1"],
            "eval.too_short",
            "at least 2",
        ),
        (
            &["--from", "3", "--tokens", "600"],
            "forward.context",
            "--tokens",
        ),
    ] {
        let text = error(&mut harmonia(&eval(options)));
        assert!(text.starts_with(&format!("error[{code}]")), "{text}");
        assert!(text.contains(word), "{text}");
    }
    for from in ["", "3,", "x", "-1", "1 2"] {
        let refused = output(&mut harmonia(&eval(&["--from", from])));
        assert_eq!(refused.status.code(), Some(2), "{from}");
    }
}
