//! `harmonia generate`: the Verilog of the named configurations, and what names it to other tools.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use harmonia_hdl::{Configuration, Readability};
use serde::Serialize;

use crate::checkout;
use crate::failure::Failure;
use crate::output::{self, Output};
use crate::output_file::{OutputFile, make_folder};
use crate::package;

/// Write the Verilog of the named configurations.
///
/// Of each configuration `DIR/NAME.v`, with everything a synthesiser needs; `NAME.core`, which FuseSoC reads; `NAME.f` and
/// `NAME.sim.f`, lists of the files for synthesis and for simulation and lint. The same source gives the same bytes on
/// every machine, so the files are committed and `--check` compares them with what would be written. Of each Verilog
/// file it says how many names are declared, how many of those nobody gave, and how long the longest line is.
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
    /// How the Verilog that the source makes reads; null for other files.
    reading: Option<Readability>,
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
    /// Writes the files, or with `--check` fails when one would change.
    pub fn run(self, output: &Output) -> Result<()> {
        let configurations = configurations(&self.config)?;
        let out = self.out.clone();
        let folder = out.unwrap_or_else(|| checkout::folder("generated"));
        if !self.check {
            make_folder(&folder)?;
            for name in configurations.iter().flat_map(package::own_names) {
                OutputFile::new(&folder.join(name), &[])?;
            }
        } else if !folder.is_dir() {
            let what = "the Verilog of the configurations";
            return Err(Failure::NothingToCheck { folder, what }.into());
        }
        // What configurations share is there once.
        let mut package = BTreeMap::new();
        for configuration in &configurations {
            let files = package::files(configuration)?.into_iter();
            package.extend(files.map(|file| (file.name, file.text)));
        }
        let files = package.into_iter();
        let files = files.map(|(name, text)| self.file(name, &text, &folder));
        let mut files = files.collect::<Result<Vec<_>, Failure>>()?;
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

    fn file(&self, name: String, text: &str, folder: &Path) -> Result<File, Failure> {
        let path = folder.join(&name);
        let state = match read(&path)? {
            Some(old) if old == text.as_bytes() => State::Current,
            None if self.check => State::Missing,
            Some(_) if self.check => State::Differs,
            _ => {
                OutputFile::new(&path, &[])?.write(text)?;
                State::Written
            }
        };
        let reading = name.ends_with(".v").then(|| Readability::of(text));
        Ok(File {
            name,
            state,
            reading,
        })
    }
}

/// Files that are in the folder although no configuration writes them.
fn surplus(folder: &Path, known: &[File]) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for path in checkout::files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy();
        let ours = [".v", ".core", ".f"].iter().any(|end| name.ends_with(end));
        if ours && known.iter().all(|file| file.name != name) {
            files.push(File {
                name: name.into_owned(),
                state: State::Surplus,
                reading: None,
            });
        }
    }
    Ok(files)
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
            let reading = file.reading.map_or(String::new(), |reading| {
                format!(
                    " ({} names, {:.1} % made up; longest line {})",
                    reading.names,
                    100.0 * reading.made_up_share(),
                    reading.longest_line
                )
            });
            let path = self.folder.join(&file.name);
            format!("{}: {state}{reading}\n", path.display())
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
