//! Files that a command reads.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::Value;

use crate::harness::{
    EVALUATION_TEXT, MODEL, error, harmonia, json, json_and_messages, messages, output,
};
use crate::writer::Writer;

fn perplexity(value: &Value) -> f64 {
    value["perplexity"].as_f64().unwrap()
}

#[test]
fn a_text_may_come_through_a_pipe() {
    let eval = |text| ["eval", "--tokens", "50", "--text", text];
    let named = json(&eval(EVALUATION_TEXT));
    for path in ["-", "/dev/stdin"] {
        let mut command = harmonia(&eval(path));
        let (piped, _) = json_and_messages(command.stdin(File::open(EVALUATION_TEXT).unwrap()));
        assert_eq!(perplexity(&piped), perplexity(&named), "{path}");
    }
}

#[test]
fn a_byte_order_mark_is_left_out_with_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let marked = folder.path().join("marked.txt");
    let text = fs::read_to_string(EVALUATION_TEXT).unwrap();
    fs::write(&marked, format!("\u{feff}{text}")).unwrap();
    let eval =
        |text: &str| json_and_messages(&mut harmonia(&["eval", "--tokens", "50", "--text", text]));
    let (plain, quiet) = eval(EVALUATION_TEXT);
    let (report, said) = eval(marked.to_str().unwrap());
    assert_eq!(perplexity(&report), perplexity(&plain));
    assert!(
        said.contains("marked.txt begins with a byte order mark"),
        "{said}"
    );
    assert!(!quiet.contains("byte order mark"), "{quiet}");

    let run = ["run", "--device", "f32", "--tokens", "2", "--prompt"];
    let (plain, _) = json_and_messages(harmonia(&run).arg("And"));
    let (report, said) = json_and_messages(harmonia(&run).arg("\u{feff}And"));
    assert_eq!(report["prompt_tokens"], plain["prompt_tokens"]);
    assert!(
        said.contains("the prompt begins with a byte order mark"),
        "{said}"
    );
}

#[test]
fn what_is_no_text_is_called_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n";
    let pointer = write("pointer.txt", pointer.as_bytes());
    for (path, code, words) in [
        (
            folder.path().to_str().unwrap(),
            "text.folder",
            "is a folder",
        ),
        (
            &pointer,
            "text.foreign",
            "pointer.txt is no text, but a Git LFS pointer",
        ),
        (
            &write("utf16.txt", b"\xff\xfea\0b\0"),
            "text.utf16",
            "UTF-16",
        ),
        (
            &write("latin1.txt", b"caf\xe9"),
            "text.utf8",
            "byte 3 is 0xe9",
        ),
        (
            &write("bracket.txt", b"[caf\xe9]"),
            "text.utf8",
            "byte 4 is 0xe9",
        ),
        (MODEL, "text.gguf", "is a GGUF file"),
        (
            &write("text.gz", b"\x1f\x8b\x08\0\xff"),
            "text.foreign",
            "text.gz is no text, but a compressed file",
        ),
        ("none.txt", "io", "reading none.txt"),
    ] {
        for command in [
            &["eval", "--text", path][..],
            &["calibrate", "--text", path, "--out", "/dev/null"],
        ] {
            let text = error(&mut harmonia(command));
            assert!(
                text.starts_with(&format!("error[{code}]")),
                "{path}: {text}"
            );
            assert!(text.contains(words), "{path}: {text}");
        }
    }
    for text in [
        "ggml is a library",
        "Example {\"a\": 1} and so on",
        "{\"json\": [1, 2]}",
    ] {
        json(&["eval", "--text", &write("text.txt", text.as_bytes())]);
    }
    let page = write(
        "page.txt",
        b"\n<!DOCTYPE html><html><body>And God said</body></html>",
    );
    let (_, said) = json_and_messages(&mut harmonia(&["eval", "--text", &page]));
    assert!(said.contains("warning: page.txt is an HTML page"), "{said}");
}

#[test]
fn more_tokens_than_the_context_holds_are_refused_with_both_numbers() {
    let eval = ["eval", "--text", EVALUATION_TEXT, "--tokens", "100000"];
    let compare = [
        "compare", "--a", "emulator", "--tokens", "100000", "--prompt", "",
    ];
    let most = [
        "compare",
        "--a",
        "emulator",
        "--tokens",
        "18446744073709551615",
    ];
    for (command, tokens) in [
        (&eval[..], "100000"),
        (&compare, "100001"),
        (&most, "18446744073709551615"),
    ] {
        let text = error(&mut harmonia(command));
        assert!(text.starts_with("error[forward.context]"), "{text}");
        assert!(
            text.contains(tokens) && text.contains("has room for"),
            "{text}"
        );
    }
}

#[test]
fn floats_that_are_quantised_are_spoken_of_once() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("floats.gguf");
    fs::write(&model, Writer::model().bytes()).unwrap();
    let model = model.to_str().unwrap();
    let out = folder.path().join("out.kv");
    let calibrate = [
        "calibrate",
        "--model",
        model,
        "--text",
        EVALUATION_TEXT,
        "--out",
    ];
    let calibrate = [&calibrate[..], &[out.to_str().unwrap()]].concat();
    for command in [
        &["run", "--device", "f32", "--tokens", "1", "--model", model][..],
        &[
            "eval",
            "--device",
            "f32",
            "--text",
            EVALUATION_TEXT,
            "--model",
            model,
        ],
        &[
            "compare", "--a", "f32", "--b", "f32", "--tokens", "1", "--model", model,
        ],
        &calibrate,
    ] {
        let said = messages(&output(&mut harmonia(command)));
        let note = "3 tensors of type F16, BF16, F32 were quantised to Int8 \
                    (the first is blk.0.attn_output.weight); `f32` multiplies";
        assert_eq!(said.matches(note).count(), 1, "{command:?}: {said}");
    }
    let said = messages(&output(&mut harmonia(&[
        "run", "--device", "f32", "--tokens", "1",
    ])));
    assert!(!said.contains("were quantised"), "{said}");
}

#[test]
fn names_that_are_not_utf_8_work() {
    let folder = tempfile::tempdir().unwrap();
    let file = |suffix: &str| {
        let mut name = b"caf\xe9".to_vec();
        name.extend(suffix.as_bytes());
        folder.path().join(OsStr::from_bytes(&name))
    };
    let (model, text, own) = (file(".gguf"), file(".txt"), file(".own"));
    fs::copy(MODEL, &model).unwrap();
    fs::copy(EVALUATION_TEXT, &text).unwrap();
    let given = |command: &str, options: &[(&str, &PathBuf)], rest: &[&str]| {
        let mut command = harmonia(&[command]);
        for (option, path) in options {
            command.arg(option).arg(path);
        }
        json_and_messages(command.args(rest)).0
    };
    let both = [("--model", &model), ("--text", &text)];
    let report = given(
        "calibrate",
        &[both[0], both[1], ("--out", &own)],
        &["--tokens", "50"],
    );
    assert_eq!(report["text"], "caf\u{fffd}.txt");
    assert!(own.is_file());
    let calibrated = [both[0], both[1], ("--calibration", &own)];
    let eval = given("eval", &calibrated, &["--tokens", "40"]);
    assert_eq!(eval["kv_offset"], "calibrated");
    let sweep = [both[0], both[1], ("--out", &file(""))];
    given("eval", &sweep, &["--tokens", "40", "--sweep"]);
    assert!(file(".csv").is_file() && file(".svg").is_file());
    given("run", &both[..1], &["--device", "f32", "--tokens", "1"]);
    given(
        "generate",
        &[("--out", &file(".d"))],
        &["--config", "single"],
    );
    let text = error(harmonia(&["run", "--model"]).arg(file(".none")));
    assert!(text.contains("caf\u{fffd}.none"), "{text}");
    let mut cache = harmonia(&["models"]);
    json_and_messages(cache.env("HARMONIA_CACHE", file(".cache")));
    let mut cache = harmonia(&["doctor", "--json"]);
    let tool = file(".bin").join("verilator");
    fs::create_dir(file(".bin")).unwrap();
    fs::write(&tool, "#!/bin/sh\necho Verilator 5.020\n").unwrap();
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
    cache.env("PATH", file(".bin"));
    let report = output(cache.env("HARMONIA_CACHE", file(".cache"))).stdout;
    let report = String::from_utf8(report).unwrap();
    for name in ["caf\u{fffd}.cache", "caf\u{fffd}.bin"] {
        assert!(report.contains(name), "{report}");
    }
}

#[test]
fn a_calibration_is_found_beside_a_model_without_suffix() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let model = file("llama-3.2");
    fs::copy(MODEL, &model).unwrap();
    let eval = || {
        let text = ["eval", "--model", &model, "--text", EVALUATION_TEXT];
        perplexity(&json(
            &[&text[..], &["--tokens", "100", "--kv", "3/3"]].concat(),
        ))
    };
    let bundled = eval();
    let calibrate = ["calibrate", "--model", &model, "--text", EVALUATION_TEXT];
    json(
        &[
            &calibrate[..],
            &["--tokens", "60", "--out", &file("llama-3.2.kv")],
        ]
        .concat(),
    );
    assert_ne!(eval(), bundled);
}

#[test]
fn a_calibration_belongs_to_all_shards_and_is_called_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let shards = ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"].map(file);
    for (path, shard) in shards.iter().zip(Writer::model().shards(2)) {
        fs::write(path, shard.bytes()).unwrap();
    }
    let text = ["--text", EVALUATION_TEXT, "--tokens", "40", "--model"];
    // Neither shard may be written while the other is read.
    for (read, written) in [(0, 1), (1, 0)] {
        let calibrate = [
            &["calibrate"],
            &text[..],
            &[&shards[read], "--out", &shards[written]],
        ];
        let text = error(&mut harmonia(&calibrate.concat()));
        assert!(text.starts_with("error[output.is_input]"), "{text}");
    }
    json(
        &[
            &["calibrate"],
            &text[..],
            &[&shards[1], "--out", &file("m.kv")],
        ]
        .concat(),
    );
    for shard in &shards {
        let eval = [&["eval", "--kv-offset", "calibrated"], &text[..], &[shard]].concat();
        assert_eq!(json(&eval)["kv_offset"], "calibrated");
    }
    for (contents, words) in [
        ("<html></html>", "an HTML page"),
        (
            "version https://git-lfs.github.com/spec/v1",
            "a Git LFS pointer",
        ),
        ("some text", "it is no calibration"),
    ] {
        fs::write(file("other.kv"), contents).unwrap();
        let eval = [
            &["eval", "--calibration", &file("other.kv")],
            &text[..],
            &[MODEL],
        ];
        let text = error(&mut harmonia(&eval.concat()));
        assert!(text.contains("other.kv") && text.contains(words), "{text}");
    }
}
