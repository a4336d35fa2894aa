//! The cache folder, with what is built, fetched or under way, and work folders in it.

use std::env;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// Why there is no folder to keep or make files in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// There is nowhere to keep built and fetched files: none of the variables is set.
    #[error(
        "no cache folder: set HARMONIA_CACHE (or XDG_CACHE_HOME, or HOME) to a writable folder"
    )]
    NoFolder,
    /// The folder, or one in it, could not be made.
    #[error("{action} {}: {source}", path.display())]
    Io {
        /// What was tried, for example "creating".
        action: &'static str,
        /// The folder.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
}

impl CacheError {
    /// A code that stays the same from release to release. Those of tools say the same of their own folders and files.
    pub fn code(&self) -> &'static str {
        match self {
            CacheError::NoFolder => "tool.no_cache",
            CacheError::Io { .. } => "tool.io",
        }
    }

    fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> CacheError {
        let path = path.into();
        move |source| CacheError::Io {
            action,
            path,
            source,
        }
    }
}

/// Folder for built and downloaded files that may be deleted at any time:
/// `$HARMONIA_CACHE`, else `$XDG_CACHE_HOME/harmonia`, else `$HOME/.cache/harmonia`.
///
/// # Errors
/// [`CacheError::NoFolder`] when none of the variables is set.
pub fn cache_folder() -> Result<PathBuf, CacheError> {
    let set = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = set("HARMONIA_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|folder| folder.join("harmonia")))
        .or_else(|| set("HOME").map(|folder| folder.join(".cache/harmonia")))
        .ok_or(CacheError::NoFolder)?;
    std::path::absolute(&folder).map_err(CacheError::io("making absolute", folder))
}

/// Work folders that nothing was put into for this long were left by processes that were killed.
const ABANDONED: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// A temporary folder that every tool can see, removed when dropped.
///
/// # Errors
/// When there is no cache folder or it cannot be written.
pub fn temporary_folder() -> Result<TempDir, CacheError> {
    work_folder(&cache_folder()?.join("work"), ".working-")
}

/// A temporary folder in `parent`, which is made when it does not exist; removed when dropped. Folders of the
/// same prefix that were abandoned days ago are removed as well.
///
/// # Errors
/// When `parent` cannot be made or written.
pub fn work_folder(parent: &Path, prefix: &str) -> Result<TempDir, CacheError> {
    fs::create_dir_all(parent).map_err(CacheError::io("creating", parent))?;
    sweep(parent, prefix);
    let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(parent);
    folder.map_err(CacheError::io("creating a folder in", parent))
}

/// Removes what was abandoned. Failing to is no reason not to work.
fn sweep(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    let now = SystemTime::now();
    for entry in entries.flatten() {
        let modified = entry.metadata().and_then(|data| data.modified()).ok();
        let age = modified.and_then(|modified| now.duration_since(modified).ok());
        let name = entry.file_name();
        if name.as_bytes().starts_with(prefix.as_bytes()) && age.is_some_and(|age| age > ABANDONED)
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    fn what_killed_processes_left_is_removed_after_days_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - 2 * ABANDONED;
        let make = |name: &str, modified: Option<SystemTime>| {
            let path = parent.path().join(name);
            fs::create_dir(&path).unwrap();
            if let Some(modified) = modified {
                File::open(&path).unwrap().set_modified(modified).unwrap();
            }
            path
        };
        let abandoned = make(".working-1", Some(old));
        let others = [make(".working-2", None), make("entry", Some(old))];
        let own = work_folder(parent.path(), ".working-").unwrap();
        assert!(own.path().is_dir() && !abandoned.exists());
        assert!(others.iter().all(|folder| folder.is_dir()));
    }
}
