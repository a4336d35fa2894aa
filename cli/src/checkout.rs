//! Folders of the checkout, from wherever in it a command is started, and the committed files in them.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::failure::Failure;

/// The file that lies at the top of a checkout and nowhere else.
const TOP: &str = "configurations.toml";

/// `inside` of the checkout around the working folder; without one, of the working folder itself.
pub fn folder(inside: &str) -> PathBuf {
    let working = env::current_dir().unwrap_or_default();
    let top = working
        .ancestors()
        .find(|folder| folder.join(TOP).is_file());
    match top {
        // At the top the short path is the better one to read.
        Some(top) if top != working => top.join(inside),
        _ => inside.into(),
    }
}

/// Files of a folder and its subfolders, sorted; none when the folder does not exist.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry.map_err(io::Error::from) {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => files.push(entry.into_path()),
            Err(error) if error.kind() == io::ErrorKind::NotFound && files.is_empty() => break,
            Err(error) => return Err(Failure::io("listing", folder)(error)),
        }
    }
    Ok(files)
}
