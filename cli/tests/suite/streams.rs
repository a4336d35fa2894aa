//! Standard output and standard error that are full, closed, or the same file.

use std::fs::{self, File, OpenOptions};
use std::process::{Command, Stdio};

use crate::harness::{error, harmonia, output};

const RUN: [&str; 7] = [
    "run", "--device", "emulator", "--tokens", "5", "--prompt", "And",
];

fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

/// A pipe that nobody reads.
fn left() -> Stdio {
    let mut reader = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
    let pipe = reader.stdin.take().unwrap();
    reader.wait().unwrap();
    pipe.into()
}

#[test]
fn what_cannot_be_said_on_standard_error_costs_nothing() {
    let text = output(&mut harmonia(&RUN)).stdout;
    assert!(!text.is_empty());
    for stderr in [full().into(), left()] {
        let run = output(harmonia(&RUN).stderr(stderr));
        assert!(run.status.success() && run.stdout == text, "{run:?}");
    }
    for (command, status) in [
        (&["run", "--model", "none.gguf"][..], 1),
        (&["run", "--temperature", "-1"], 1),
        (&["run", "--no-such-option"], 2),
        (&[], 2),
    ] {
        for stderr in [full().into(), left()] {
            let run = output(harmonia(command).stderr(stderr));
            assert_eq!(run.status.code(), Some(status), "{command:?}");
        }
    }
}

#[test]
fn a_result_that_cannot_be_written_is_an_error_and_a_reader_that_left_is_none() {
    for command in [
        &RUN[..],
        &["models"],
        &["--help"],
        &["--version"],
        &["help", "run"],
    ] {
        let run = output(harmonia(command).stdout(full()));
        assert_eq!(run.status.code(), Some(1), "{command:?}");
        let messages = String::from_utf8(run.stderr).unwrap();
        assert!(
            messages.contains("error[other]: writing to standard output"),
            "{messages}"
        );
        let run = output(harmonia(command).stdout(left()));
        assert_eq!(run.status.code(), Some(0), "{command:?}");
    }
}

#[test]
fn threads_that_cannot_be_started_are_an_error() {
    // No address space holds such a stack: the first thread fails, whatever memory is left.
    let mut command = harmonia(&["run", "--device", "emulator"]);
    command.env("RAYON_NUM_THREADS", "2");
    command.env("RUST_MIN_STACK", (1_u64 << 60).to_string());
    let text = error(&mut command);
    assert!(text.starts_with("error[system.threads]"), "{text}");
}

#[test]
fn an_error_begins_on_a_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("both");
    let both = |command: &[&str]| {
        let file = File::create(&path).unwrap();
        let stdout = file.try_clone().unwrap();
        harmonia(command)
            .stdout(stdout)
            .stderr(file)
            .status()
            .unwrap();
        fs::read_to_string(&path).unwrap()
    };
    let long = "word ".repeat(2000);
    let text = both(&["run", "--device", "emulator", "--prompt", &long]);
    assert!(text.contains("\nerror[forward.context]"), "{text}");
    // After text the line is already at its end.
    let text = both(&RUN);
    assert!(
        text.contains("\nprompt: ") && !text.contains("\n\n"),
        "{text}"
    );
    let cut = [
        "run",
        "--device",
        "emulator",
        "--kv-budget",
        "60k",
        "--tokens",
        "100",
    ];
    let text = both(&[&cut[..], &["--prompt", "In the beginning"]].concat());
    assert!(
        text.contains("\nerror[attention.full]") && !text.contains("\n\nerror"),
        "{text}"
    );
    let quiet = output(harmonia(&RUN).stdout(Stdio::null()));
    let messages = String::from_utf8(quiet.stderr).unwrap();
    assert!(messages.contains("\nAnd\nprompt: "), "{messages}");
}
