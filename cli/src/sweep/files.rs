//! The files of a sweep.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output_file::{OutputError, OutputFile, ends_with_name, make_folder};

/// PREFIX.csv, PREFIX.svg, and PREFIX.csv.part, which grows until both are there.
pub struct SweepFiles {
    csv: OutputFile,
    svg: OutputFile,
    part: OutputFile,
    prefix: PathBuf,
}

impl SweepFiles {
    /// Makes the folder, and sure that all three can be written and are none of `inputs`.
    pub fn new(prefix: &Path, inputs: &[PathBuf]) -> Result<SweepFiles, Failure> {
        if !ends_with_name(prefix) {
            let path = prefix.to_owned();
            return Err(OutputError::IsFolder { path }.into());
        }
        if let Some(folder) = prefix.parent().filter(|folder| *folder != Path::new("")) {
            make_folder(folder)?;
        }
        let file = |ending| OutputFile::new(&path(prefix, ending), inputs);
        Ok(SweepFiles {
            csv: file("csv")?,
            svg: file("svg")?,
            part: file("csv.part")?,
            prefix: prefix.to_owned(),
        })
    }

    /// The files that are there in the end, the CSV first.
    pub fn paths(&self) -> (PathBuf, PathBuf) {
        (path(&self.prefix, "csv"), path(&self.prefix, "svg"))
    }

    /// The folder that they are in.
    pub fn folder(&self) -> PathBuf {
        let folder = self.prefix.parent();
        let folder = folder.filter(|folder| *folder != Path::new(""));
        folder.unwrap_or(Path::new(".")).to_owned()
    }

    /// Writes the rows that are known.
    pub fn write_part(&self, csv: String) -> Result<(), Failure> {
        self.part.write(csv)
    }

    /// Writes both.
    pub fn finish(&self, csv: String, svg: String) -> Result<(), Failure> {
        self.csv.write(csv)?;
        self.svg.write(svg)?;
        let part = path(&self.prefix, "csv.part");
        fs::remove_file(&part).map_err(Failure::io("removing", part))
    }
}

fn path(prefix: &Path, ending: &str) -> PathBuf {
    let mut path = prefix.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}
