//! Many prompts at a time, and the file's own floats.

use std::fs;

use serde_json::Value;

use crate::harness::{EVALUATION_TEXT, error, harmonia, json, output};

const PROMPTS: [&str; 5] = [
    "In the beginning",
    "And God said",
    "The",
    "And it came to pass, that when the king heard it, he",
    "Blessed",
];

#[test]
fn every_line_of_a_file_goes_on_as_it_would_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prompts.txt");
    // Lines without text are no prompts.
    fs::write(&path, PROMPTS.join("\n\n  \n")).unwrap();
    let path = path.to_str().unwrap();
    for sampling in [
        &["--tokens", "40"][..],
        &["--tokens", "9", "--temperature", "0.9"],
    ] {
        let run = |more: &[&str]| {
            let command = ["run", "--device", "emulator"];
            json(&[&command, sampling, more].concat())
        };
        let alone = PROMPTS.map(|prompt| run(&["--prompt", prompt]));
        for batch in ["1", "2", "8"] {
            let together = run(&["--prompts", path, "--batch", batch]);
            let texts = together["texts"].as_array().unwrap();
            assert_eq!(texts.len(), PROMPTS.len());
            for (index, (text, alone)) in texts.iter().zip(&alone).enumerate() {
                for field in ["prompt_tokens", "tokens", "text", "ending"] {
                    assert_eq!(text[field], alone[field], "{field} of {}", PROMPTS[index]);
                }
                assert_eq!(text["prompt"], PROMPTS[index]);
                assert_eq!(text["line"], 3 * index + 1);
            }
            let sum = |phase: &str| -> u64 {
                let tokens = alone.iter().map(|alone| alone[phase]["tokens"].as_u64());
                tokens.map(Option::unwrap).sum()
            };
            for phase in ["prefill", "decode"] {
                assert_eq!(together[phase]["tokens"], sum(phase), "{phase}");
            }
        }
    }
}

#[test]
fn lines_and_their_texts_are_on_standard_output_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prompts.txt");
    fs::write(&path, PROMPTS.join("\n")).unwrap();
    let path = path.to_str().unwrap();
    let arguments = [
        "run",
        "--device",
        "emulator",
        "--tokens",
        "3",
        "--prompts",
        path,
    ];
    let report = json(&arguments);
    let plain = output(&mut harmonia(&arguments));
    let found = String::from_utf8(plain.stdout).unwrap();
    let texts = report["texts"].as_array().unwrap().iter();
    let expected = texts.map(|text| {
        let of = |field: &str| text[field].as_str().unwrap();
        format!("[{}] {}{}\n", text["line"], of("prompt"), of("text"))
    });
    assert_eq!(found, expected.collect::<String>());
    let figures = String::from_utf8(plain.stderr).unwrap();
    assert!(figures.contains("tokens/s"), "{figures}");
}

#[test]
fn what_cannot_be_a_batch_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.txt");
    fs::write(&path, "\n \n").unwrap();
    let path = path.to_str().unwrap();
    let run = |more: &[&str]| harmonia(&[&["run", "--device", "emulator"], more].concat());
    let text = error(&mut run(&["--prompts", path]));
    assert!(text.starts_with("error[prompts.none]"), "{text}");
    let missing = format!("{path}.missing");
    let text = error(&mut run(&["--prompts", &missing]));
    assert!(text.starts_with("error[io]"), "{text}");
    for wrong in [
        &["--prompts", path, "--batch", "0"][..],
        &["--batch", "2"],
        &["--prompts", path, "--prompt", "And"],
    ] {
        assert_eq!(output(&mut run(wrong)).status.code(), Some(2), "{wrong:?}");
    }
    fs::write(path, format!("And\n\n{}\n", "word ".repeat(2000))).unwrap();
    let text = error(&mut run(&["--prompts", path]));
    assert!(
        text.starts_with("error[forward.context]: line 3: the sequence"),
        "{text}"
    );
    // A share of the memory for each.
    fs::write(path, PROMPTS.join("\n")).unwrap();
    let text = error(&mut run(&["--prompts", path, "--kv-budget", "60k"]));
    assert!(text.starts_with("error[attention.no_room]"), "{text}");
    assert!(text.contains("each of 5 sequences"), "{text}");
}

#[test]
fn the_line_that_ends_a_batch_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prompts.txt");
    // Room for 64 tokens each.
    fs::write(&path, format!("And\n\nThe\n{}\n", "word ".repeat(70))).unwrap();
    let path = path.to_str().unwrap();
    for batch in ["1", "3"] {
        let budget = if batch == "1" { "60k" } else { "180k" };
        let mut run = harmonia(&[
            "run",
            "--device",
            "emulator",
            "--tokens",
            "2",
            "--prompts",
            path,
            "--batch",
            batch,
            "--kv-budget",
            budget,
        ]);
        let run = output(&mut run);
        assert_eq!(run.status.code(), Some(1));
        let messages = String::from_utf8(run.stderr).unwrap();
        let named = "\nerror[attention.full]: line 4: the sequence would have";
        assert!(messages.contains(named), "{messages}");
        // Texts that were done before are not lost.
        let texts = String::from_utf8(run.stdout).unwrap();
        assert_eq!(texts.starts_with("[1] And "), batch == "1", "{texts}");
    }
}

#[test]
fn the_files_own_floats_are_for_the_reference_alone() {
    for command in [
        &["run", "--weights", "float"][..],
        &["run", "--device", "emulator", "--weights", "float"],
        &["compare", "--a", "f32", "--weights", "float"],
        &["eval", "--text", EVALUATION_TEXT, "--weights", "float"],
    ] {
        let text = error(&mut harmonia(command));
        assert!(
            text.starts_with("error[weights.float]"),
            "{command:?}: {text}"
        );
    }
    // Nothing is quantised when the bundled model is loaded.
    let run = |weights| {
        let command = [
            "run",
            "--device",
            "f32",
            "--tokens",
            "9",
            "--weights",
            weights,
        ];
        json(&command)["tokens"].clone()
    };
    assert_eq!(run("float"), run("auto"));
    let eval = |weights: &[&str]| -> Value {
        let command = ["eval", "--text", EVALUATION_TEXT, "--tokens", "40"];
        json(&[&command, weights].concat())
    };
    let lossless = eval(&[]);
    assert_eq!(
        lossless["float_perplexity"],
        lossless["reference_perplexity"]
    );
    let int4 = eval(&["--weights", "int4"]);
    assert_eq!(int4["float_perplexity"], lossless["float_perplexity"]);
    assert_ne!(int4["float_perplexity"], int4["reference_perplexity"]);
    let floats = eval(&["--device", "f32", "--weights", "float"]);
    assert_eq!(floats["perplexity"], lossless["float_perplexity"]);
}
