//! Starts the command.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub const EVALUATION_TEXT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../model/assets/tiny-eval.txt");
pub const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/assets/tiny.gguf");

pub fn harmonia<A: AsRef<OsStr>>(arguments: &[A]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_harmonia"));
    command.args(arguments).stdin(Stdio::null());
    command
}

pub fn output(command: &mut Command) -> Output {
    command.output().expect("the program under test starts")
}

/// The JSON of a run that succeeds.
pub fn json<A: AsRef<OsStr>>(arguments: &[A]) -> Value {
    json_and_messages(&mut harmonia(arguments)).0
}

/// The JSON of a run that succeeds, and what it said besides.
pub fn json_and_messages(command: &mut Command) -> (Value, String) {
    let output = output(command.arg("--json"));
    assert!(output.status.success(), "{output:?}");
    let value: Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    assert_eq!(value["format_version"], 2);
    (value, messages(&output))
}

/// The error of a run that fails without having printed a result.
pub fn error(command: &mut Command) -> String {
    let output = output(command);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    messages(&output)
}

/// What was said on standard error.
pub fn messages(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// Names and contents of everything in a folder, sorted.
pub fn contents(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths
        .map(|path| {
            let bytes = std::fs::read(&path).unwrap_or_default();
            (path, bytes)
        })
        .collect();
    files.sort();
    files
}
