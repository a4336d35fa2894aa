//! `harmonia fmax --check`: whether committed reports belong to the present Verilog.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use harmonia_hdl::{Configuration, Design};
use serde::{Deserialize, Serialize};

use crate::checkout;
use crate::digest;
use crate::failure::Failure;

/// Of a committed report, what the check needs.
#[derive(Deserialize)]
struct Made {
    configuration: String,
    verilog_sha256: String,
}

/// Reports that are up to date.
#[derive(Serialize)]
pub struct Checked {
    reports: Vec<String>,
}

impl Checked {
    /// Makes sure that a folder has reports, and that each belongs to the present Verilog.
    pub fn folder(folder: PathBuf) -> Result<Checked> {
        let mut paths = checkout::files(&folder)?;
        paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
        if paths.is_empty() {
            let what = "reports of `harmonia fmax`";
            return Err(Failure::NothingToCheck { folder, what }.into());
        }
        paths.iter().try_for_each(|path| check(path))?;
        let reports = paths.iter().map(|path| path.display().to_string());
        Ok(Checked {
            reports: reports.collect(),
        })
    }

    /// For people.
    pub fn text(&self) -> String {
        let line = |path: &String| format!("{path}: up to date\n");
        self.reports.iter().map(line).collect()
    }
}

fn check(path: &Path) -> Result<()> {
    let text = fs::read_to_string(path).map_err(Failure::io("reading", path))?;
    let failure = |reason: String| Failure::Report {
        path: path.to_owned(),
        reason,
    };
    let made: Made = serde_json::from_str(&text)
        .map_err(|error| failure(format!("is not a report of this command ({error})")))?;
    let configuration = Configuration::named(&made.configuration)
        .map_err(|error| failure(format!("cannot be checked ({error})")))?;
    let verilog = Design::of(&configuration).verilog_without_remarks();
    if digest::of_bytes(verilog) != made.verilog_sha256 {
        let reason = format!(
            "was made from other Verilog than that of {} now",
            made.configuration
        );
        return Err(failure(reason).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_other_verilog_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("single.json");
        let configuration = Configuration::named("single").unwrap();
        let current = digest::of_bytes(Design::of(&configuration).verilog_without_remarks());
        let report =
            |hash: &str| format!(r#"{{"configuration":"single","verilog_sha256":"{hash}"}}"#);
        fs::write(&path, report(&current)).unwrap();
        check(&path).unwrap();
        fs::write(&path, report(&"0".repeat(64))).unwrap();
        let error = check(&path).unwrap_err().to_string();
        assert!(
            error.contains("single.json was made from other Verilog"),
            "{error}"
        );
        fs::write(&path, "{}").unwrap();
        assert!(check(&path).is_err());
    }
}
