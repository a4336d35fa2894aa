//! Standard output: the text or the JSON that was asked for, and nothing else.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Serialize, Serializer};

use crate::message;

/// Where a subcommand's result goes.
pub struct Output {
    json: bool,
}

/// A result as JSON: every object begins with its version.
#[derive(Serialize)]
struct Versioned<'a, T> {
    format_version: u32,
    #[serde(flatten)]
    report: &'a T,
}

impl<'a, T> Versioned<'a, T> {
    fn new(report: &'a T) -> Versioned<'a, T> {
        Versioned {
            format_version: FORMAT_VERSION,
            report,
        }
    }
}

/// Version of the JSON of every subcommand.
const FORMAT_VERSION: u32 = 2;

impl Output {
    /// JSON, or text for people.
    pub fn new(json: bool) -> Output {
        Output { json }
    }

    /// Whether JSON was asked for, so that text that comes bit by bit must be held back.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Prints `report` as JSON, or else what `text` makes of it.
    pub fn report<T: Serialize>(&self, report: &T, text: impl FnOnce(&T) -> String) -> Result<()> {
        if self.json {
            self.write(&(serde_json::to_string(&Versioned::new(report))? + "\n"))
        } else {
            self.write(&text(report))
        }
    }

    /// `report` as JSON for a file that people read and compare.
    pub fn to_file<T: Serialize>(report: &T) -> Result<String> {
        Ok(serde_json::to_string_pretty(&Versioned::new(report))? + "\n")
    }

    /// Writes `text` at once: the reader may be a person who watches it come.
    pub fn write(&self, text: &str) -> Result<()> {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush())
            .context("writing to standard output")?;
        message::note_output(text);
        Ok(())
    }
}

/// A path in a report. JSON is UTF-8 and paths need not be; what is not becomes U+FFFD.
pub fn path<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// Whether `error` only says that nobody reads standard output any more.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let source = error.downcast_ref::<io::Error>();
    source.is_some_and(|source| source.kind() == io::ErrorKind::BrokenPipe)
}
