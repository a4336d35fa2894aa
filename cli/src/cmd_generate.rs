//! `harmonia generate`: the Verilog of the named configurations.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use harmonia_hdl::{Configuration, Design};
use serde::Serialize;

use crate::checkout;
use crate::failure::Failure;
use crate::output::{self, Output};
use crate::output_file::{OutputFile, make_folder};

/// Write the Verilog of the named configurations.
///
/// One file a configuration, `DIR/NAME.v`, with everything a synthesiser needs. The same source gives the
/// same bytes on every machine, so the files are committed and `--check` compares them with what would be
/// written.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia generate                             all configurations into generated/
  harmonia generate --config quad --out /tmp/v  one, elsewhere
  harmonia generate --check                     exit status 1 when generated/ is out of date")]
pub struct GenerateCommand {
    /// A configuration of configurations.toml, or `all`.
    #[arg(long, value_name = "NAME", default_value = "all")]
    config: String,
    /// Folder of the files; it is made when it does not exist [default: generated of the checkout]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; fail when a file differs, is missing or belongs to no configuration.
    #[arg(long)]
    check: bool,
}

#[derive(Serialize)]
struct Report {
    #[serde(serialize_with = "output::path")]
    folder: PathBuf,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    name: String,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// Was already what it should be.
    Current,
    /// Now is.
    Written,
    Differs,
    Missing,
    /// Belongs to no configuration.
    Surplus,
}

impl GenerateCommand {
    pub fn run(self, output: &Output) -> Result<()> {
        let configurations = configurations(&self.config)?;
        let out = self.out.clone();
        let folder = out.unwrap_or_else(|| checkout::folder("generated"));
        if !self.check {
            make_folder(&folder)?;
            for configuration in &configurations {
                OutputFile::new(&path(&folder, configuration), &[])?;
            }
        } else if !folder.is_dir() {
            let what = "the Verilog of the configurations";
            return Err(Failure::NothingToCheck { folder, what }.into());
        }
        let mut files = Vec::new();
        for configuration in &configurations {
            files.push(self.file(configuration, &folder)?);
        }
        if self.check && self.config == ALL {
            files.extend(surplus(&folder, &files)?);
        }
        let report = Report { folder, files };
        output.report(&report, Report::text)?;
        let stale = report
            .files
            .iter()
            .filter(|file| !matches!(file.state, State::Current | State::Written));
        let stale: Vec<String> = stale.map(|file| file.name.clone()).collect();
        if !stale.is_empty() {
            let folder = report.folder;
            let files = stale;
            return Err(Failure::Stale { folder, files }.into());
        }
        Ok(())
    }

    fn file(&self, configuration: &Configuration, folder: &Path) -> Result<File, Failure> {
        let path = path(folder, configuration);
        let verilog = Design::accelerator(configuration).verilog;
        let state = match read(&path)? {
            Some(old) if old == verilog.as_bytes() => State::Current,
            None if self.check => State::Missing,
            Some(_) if self.check => State::Differs,
            _ => {
                OutputFile::new(&path, &[])?.write(verilog)?;
                State::Written
            }
        };
        let name = file_name(configuration);
        Ok(File { name, state })
    }
}

fn file_name(configuration: &Configuration) -> String {
    format!("{}.v", configuration.name)
}

fn path(folder: &Path, configuration: &Configuration) -> PathBuf {
    folder.join(file_name(configuration))
}

/// Files that are in the folder although no configuration writes them.
fn surplus(folder: &Path, known: &[File]) -> Result<Vec<File>, Failure> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::io("listing", folder))? {
        let entry = entry.map_err(Failure::io("listing", folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".v") && known.iter().all(|file| file.name != name) {
            names.push(name);
        }
    }
    names.sort();
    let state = State::Surplus;
    Ok(names.into_iter().map(|name| File { name, state }).collect())
}

impl Report {
    fn text(&self) -> String {
        let line = |file: &File| {
            let state = match file.state {
                State::Current => "up to date",
                State::Written => "written",
                State::Differs => "differs",
                State::Missing => "missing",
                State::Surplus => "belongs to no configuration",
            };
            format!("{}: {state}\n", self.folder.join(&file.name).display())
        };
        self.files.iter().map(line).collect()
    }
}

/// The word that stands for every configuration.
pub const ALL: &str = "all";

/// The configuration `name`, or all of them.
pub fn configurations(name: &str) -> Result<Vec<Configuration>> {
    if name == ALL {
        return Ok(Configuration::all());
    }
    Ok(vec![Configuration::named(name)?])
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("reading", path)(error)),
    }
}
