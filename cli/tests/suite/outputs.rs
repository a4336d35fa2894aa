//! Files that a command writes.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::harness::{EVALUATION_TEXT, MODEL, contents, error, harmonia, json, output};

#[test]
fn an_output_that_is_also_read_is_refused_by_whatever_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::copy(MODEL, file("model.gguf")).unwrap();
    let text = fs::read_to_string(EVALUATION_TEXT).unwrap();
    fs::write(file("text.csv"), &text[..2000]).unwrap();
    fs::create_dir(file("folder")).unwrap();
    for name in ["model.gguf", "text.csv"] {
        fs::hard_link(file(name), file(&format!("hard-{name}"))).unwrap();
        symlink(file(name), file(&format!("soft-{name}"))).unwrap();
    }
    let (model, read, kv) = (file("model.gguf"), file("text.csv"), file("kv"));
    json(&[
        "calibrate",
        "--model",
        &model,
        "--text",
        &read,
        "--tokens",
        "40",
        "--out",
        &kv,
    ]);
    symlink(&kv, file("kv.svg")).unwrap();
    let before = contents(folder.path());

    let calibrate = ["calibrate", "--model", &model, "--text", &read];
    let run = [
        "run",
        "--model",
        &model,
        "--calibration",
        &kv,
        "--tokens",
        "1",
    ];
    let compare = ["compare", "--model", &model, "--tokens", "1"];
    let sweep = [
        "eval", "--model", &model, "--text", &read, "--sweep", "--tokens", "40",
    ];
    let calibrated = [&sweep[..], &["--calibration", &kv]].concat();
    let cases: [(&[&str], &str, &str); 12] = [
        (&calibrate, "--out", "model.gguf"),
        (&calibrate, "--out", "text.csv"),
        (&calibrate, "--out", "hard-model.gguf"),
        (&calibrate, "--out", "soft-model.gguf"),
        (&calibrate, "--out", "hard-text.csv"),
        (&calibrate, "--out", "soft-text.csv"),
        (&calibrate, "--out", "folder/../text.csv"),
        (&run, "--trace", "model.gguf"),
        (&run, "--trace", "kv"),
        (&compare, "--trace", "soft-model.gguf"),
        (&sweep, "--out", "text"),
        (&calibrated, "--out", "kv"),
    ];
    for (command, option, name) in cases {
        let text = error(harmonia(command).args([option, &file(name)]));
        assert!(
            text.starts_with("error[output.is_input]"),
            "{option} {name}: {text}"
        );
        assert!(
            before == contents(folder.path()),
            "{option} {name} changed a file"
        );
    }
    let piped = [
        "calibrate",
        "--model",
        &model,
        "--text",
        "-",
        "--out",
        &read,
    ];
    let text = error(harmonia(&piped).stdin(File::open(&read).unwrap()));
    assert!(text.starts_with("error[output.is_input]"), "{text}");
    assert!(before == contents(folder.path()));
}

/// The model does not exist, so that an error about the output is one that came before anything was read.
#[test]
fn an_output_that_cannot_be_written_is_found_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(file("file"), "").unwrap();
    fs::create_dir(file("folder")).unwrap();
    fs::create_dir_all(file("verilog/single.v")).unwrap();
    fs::create_dir_all(file("reports/single.json")).unwrap();
    fs::create_dir_all(file("bitstreams/ulx3s.json")).unwrap();
    let before = contents(folder.path());
    let calibrate = &["calibrate", "--model", "none.gguf", "--text", "none.txt"][..];
    let sweep = &[
        "eval",
        "--model",
        "none.gguf",
        "--text",
        "none.txt",
        "--sweep",
    ][..];
    let run = &["run", "--model", "none.gguf"][..];
    let compare = &["compare", "--model", "none.gguf"][..];
    let generate = &["generate", "--config", "single"][..];
    let fmax = &["fmax", "--config", "single"][..];
    let prove = &["prove", "--config", "single"][..];
    for (command, option, path, code) in [
        (calibrate, "--out", "missing/x.kv", "output.no_folder"),
        (calibrate, "--out", "folder", "output.is_folder"),
        (calibrate, "--out", "file/x.kv", "io"),
        // The folder is there and takes no files.
        (calibrate, "--out", "/proc/x.kv", "io"),
        (calibrate, "--out", "new/", "output.is_folder"),
        (calibrate, "--out", "new/.", "output.is_folder"),
        (sweep, "--out", "new/", "output.is_folder"),
        (sweep, "--out", "file/x", "io"),
        (run, "--trace", "missing/x.fst", "output.no_folder"),
        (run, "--trace", "folder", "output.is_folder"),
        (run, "--trace", "/dev/null", "output.is_device"),
        (compare, "--trace", "missing/x.fst", "output.no_folder"),
        (generate, "--out", "file", "io"),
        (generate, "--out", "verilog", "output.is_folder"),
        (fmax, "--out", "file", "io"),
        (fmax, "--out", "reports", "output.is_folder"),
        (fmax, "--keep", "file", "io"),
        (&["build"], "--out", "file", "io"),
        (&["build"], "--out", "bitstreams", "output.is_folder"),
        (&["build"], "--keep", "file", "io"),
        (prove, "--keep", "file", "io"),
    ] {
        let mut command = harmonia(command);
        if option == "--keep" && command.get_args().next().unwrap() == "fmax" {
            command.args(["--out", &file("folder")]);
        }
        let text = error(command.args([option, &folder.path().join(path).display().to_string()]));
        assert!(
            text.starts_with(&format!("error[{code}]")),
            "{option} {path}: {text}"
        );
        let place = path.split('/').next().unwrap();
        assert!(text.contains(place), "{option} {path}: {text}");
        assert!(
            before == contents(folder.path()),
            "{option} {path} changed a file"
        );
    }
}

/// A short calibration that is written to `out`.
fn calibrate(out: &Path) -> Output {
    let text = [
        "calibrate",
        "--tokens",
        "40",
        "--text",
        EVALUATION_TEXT,
        "--out",
    ];
    output(harmonia(&text).arg(out))
}

#[test]
fn an_output_has_ordinary_permissions_and_goes_where_links_lead() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    fs::write(file("ordinary"), "").unwrap();
    assert!(calibrate(&file("new")).status.success());
    assert_eq!(mode(&file("new")), mode(&file("ordinary")));

    fs::create_dir(file("folder")).unwrap();
    symlink("folder/later", file("dangling")).unwrap();
    assert!(calibrate(&file("dangling")).status.success());
    assert!(file("dangling").is_symlink());
    fs::set_permissions(file("folder/later"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(calibrate(&file("dangling")).status.success());
    assert_eq!(mode(&file("folder/later")), 0o640);
    assert_eq!(
        fs::read(file("folder/later")).unwrap(),
        fs::read(file("new")).unwrap()
    );
    assert_eq!(
        fs::read_dir(file("folder")).unwrap().count(),
        1,
        "nothing else stays"
    );
}

#[test]
fn a_device_is_written_to_and_not_replaced() {
    let piped = calibrate(Path::new("/dev/stdout"));
    assert!(
        piped.status.success() && piped.stdout.starts_with(b"HARMONIAKEYS"),
        "{piped:?}"
    );
    let full = calibrate(Path::new("/dev/full"));
    assert_eq!(full.status.code(), Some(1));
    let text = String::from_utf8(full.stderr).unwrap();
    assert!(text.starts_with("error[io]: writing /dev/full"), "{text}");
}

#[test]
fn an_interrupted_trace_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let trace = ["run", "--device", "sim", "--config", "single", "--trace"];
    let mut run = harmonia(&[&trace[..], &["trace.fst", "--tokens", "200"]].concat());
    let mut run = run
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The first text that comes: the simulation has begun to write.
    let mut text = run.stdout.take().unwrap();
    text.read_exact(&mut [0]).unwrap();
    assert!(!contents(folder.path()).is_empty());
    let id = run.id().to_string();
    let kill = Command::new("kill").args(["-INT", &id]).status();
    assert!(kill.unwrap().success());
    assert_eq!(run.wait().unwrap().signal(), Some(2));
    assert!(contents(folder.path()).is_empty());
}
