//! scripts/setup.sh, with a package manager that is played.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SETUP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/setup.sh");
/// What the script uses of the system.
const SYSTEM: [&str; 8] = ["bash", "cat", "cut", "dirname", "env", "head", "id", "sort"];
const BUSY: &str =
    "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)";

fn install(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs the script where nothing is installed. `apt` is the package manager's script, in a folder in which the
/// file `calls` has a line for each of its calls, this one included.
fn setup(apt: &str, seconds: &str) -> (Output, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for name in SYSTEM {
        let found = ["/usr/bin", "/bin"].map(|place| Path::new(place).join(name));
        let found = found.iter().find(|path| path.exists()).unwrap();
        symlink(found, path.join(name)).unwrap();
    }
    let here = path.display();
    install(path, "cargo", "");
    install(path, "sleep", &format!("echo sleep >> {here}/calls"));
    install(path, "sudo", "exec \"$@\"");
    let installs = format!(
        "cd {here}; echo $* >> calls; calls=$(cat calls)\n{apt}\n\
         case $* in *install*) printf '#!/bin/sh\\necho Verilator 5.020\\n' > verilator; /bin/chmod +x verilator;; esac"
    );
    install(path, "apt-get", &installs);
    let output = Command::new(path.join("bash"))
        .arg(SETUP)
        .env_clear()
        .env("PATH", path)
        .env("HARMONIA_APT_SECONDS", seconds)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let calls = fs::read_to_string(path.join("calls")).unwrap_or_default();
    (output, calls)
}

#[test]
fn setup_waits_for_a_package_manager_that_is_busy() {
    let free_after_two =
        format!("case $calls in *sleep*sleep*) ;; *) echo '{BUSY}' >&2; exit 100;; esac");
    let (output, calls) = setup(&free_after_two, "60");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(
        said.matches("waiting for another package manager").count(),
        1,
        "{said}"
    );
    let update = "update -qq\n";
    assert!(
        calls.starts_with(&[update, "sleep\n", update, "sleep\n", update].concat()),
        "{calls}"
    );
    assert!(
        calls.ends_with("install --yes -qq --no-install-recommends verilator g++\n"),
        "{calls}"
    );
}

#[test]
fn setup_gives_up_in_time_and_at_once_for_other_reasons() {
    let (output, calls) = setup(&format!("echo '{BUSY}' >&2; exit 100"), "0");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && said.contains("has not ended in time"),
        "{said}"
    );
    assert!(!calls.contains("install"), "{calls}");
    let (output, calls) = setup("echo 'E: no network' >&2; exit 100", "60");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && said.contains("failed: E: no network"),
        "{said}"
    );
    assert_eq!(calls, "update -qq\n");
}
