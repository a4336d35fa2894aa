//! The model that is fetched, and the cache folder it lies in.

use std::fs;

use serde_json::Value;

use crate::harness::{error, harmonia, messages, output};

#[test]
fn a_fetched_model_that_was_cut_short_is_known_and_fetched_again() {
    let cache = tempfile::tempdir().unwrap();
    let models = cache.path().join("models");
    fs::create_dir(&models).unwrap();
    let model = models.join("SmolLM2-135M-Instruct.Q4_1.gguf");
    fs::write(&model, "GGUF").unwrap();
    let text = error(harmonia(&["run", "--model", "smollm2"]).env("HARMONIA_CACHE", cache.path()));
    assert!(text.starts_with("error[models.damaged]"), "{text}");
    assert!(
        text.contains("4 bytes of 98362432") && text.contains("models fetch"),
        "{text}"
    );
    let listed = output(harmonia(&["models", "--json"]).env("HARMONIA_CACHE", cache.path()));
    let report: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(report["models"][1]["available"], false);
    let listed = output(harmonia(&["models"]).env("HARMONIA_CACHE", cache.path()));
    assert!(
        String::from_utf8(listed.stdout)
            .unwrap()
            .contains("damaged; harmonia models fetch")
    );

    // Of the right length, with other bytes; no python3 is found, so that nothing is downloaded.
    fs::File::create(&model)
        .unwrap()
        .set_len(98_362_432)
        .unwrap();
    let mut fetch = harmonia(&["models", "fetch", "smollm2"]);
    let fetched = output(
        fetch
            .env("HARMONIA_CACHE", cache.path())
            .env("PATH", "/nowhere"),
    );
    let text = messages(&fetched);
    assert!(
        text.contains("is damaged (its SHA-256 is") && text.contains("will be replaced"),
        "{text}"
    );
    assert!(text.contains("error[models.python]"), "{text}");
    assert_eq!(
        fs::read_dir(&models).unwrap().count(),
        1,
        "nothing unfinished stays"
    );
    // What is wrong with it is told instead of what the reader makes of it.
    let text = error(harmonia(&["run", "--model", "smollm2"]).env("HARMONIA_CACHE", cache.path()));
    assert!(text.starts_with("error[models.damaged]"), "{text}");
}

#[test]
fn without_a_home_only_what_needs_the_cache_fails() {
    let homeless = |command: &[&str]| {
        let mut command = harmonia(command);
        for name in ["HOME", "XDG_CACHE_HOME", "HARMONIA_CACHE"] {
            command.env_remove(name);
        }
        command
    };
    let run = ["run", "--device", "emulator", "--tokens", "2"];
    assert!(output(&mut homeless(&run)).status.success());
    for command in [&["models"][..], &["run", "--model", "smollm2"], &["run"]] {
        let text = error(&mut homeless(command));
        assert!(
            text.contains("error[tool.no_cache]") && text.contains("HARMONIA_CACHE"),
            "{text}"
        );
    }
}
