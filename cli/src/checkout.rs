//! Folders of the checkout, from wherever in it a command is started.

use std::env;
use std::path::PathBuf;

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
