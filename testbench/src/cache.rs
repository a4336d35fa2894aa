//! A folder of built things, each under the hash of everything that went into it.
//!
//! An entry is made in a temporary folder beside and renamed into place, so that it is whole or absent
//! whatever is interrupted and however many processes build at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use harmonia_fpga::ToolError;
use sha2::{Digest, Sha256};

use crate::TestbenchError;

/// Folders of builds that ended without cleaning up are older than this.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Hash of everything that an entry depends on, in hexadecimal.
pub(crate) fn key(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps ["ab", "c"] apart from ["a", "bc"].
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The folder of entry `key` below `cache`; `build` fills it when it does not exist.
///
/// `build(work, entry)` may leave anything in `work`, which is deleted; what it puts into `entry`
/// is what is kept.
pub(crate) fn entry(
    cache: &Path,
    key: &str,
    build: impl FnOnce(&Path, &Path) -> Result<(), TestbenchError>,
) -> Result<PathBuf, TestbenchError> {
    let finished = cache.join(key);
    if finished.is_dir() {
        return Ok(finished);
    }
    fs::create_dir_all(cache).map_err(|source| io("creating", cache, source))?;
    sweep(cache);
    let work = tempfile::Builder::new()
        .prefix(".building-")
        .tempdir_in(cache)
        .map_err(|source| io("creating a folder in", cache, source))?;
    let entry = work.path().join("entry");
    fs::create_dir(&entry).map_err(|source| io("creating", &entry, source))?;
    build(work.path(), &entry)?;
    match fs::rename(&entry, &finished) {
        Ok(()) => Ok(finished),
        // Another process was first; what it built is the same.
        Err(_) if finished.is_dir() => Ok(finished),
        Err(source) => Err(io("renaming into place", &finished, source)),
    }
}

/// Removes what killed builds left behind. Failing to is no reason not to build.
fn sweep(cache: &Path) {
    let Ok(entries) = fs::read_dir(cache) else {
        return;
    };
    let now = SystemTime::now();
    for entry in entries.flatten() {
        let abandoned = entry
            .file_name()
            .to_string_lossy()
            .starts_with(".building-")
            && entry
                .metadata()
                .and_then(|data| data.modified())
                .ok()
                .and_then(|modified| now.duration_since(modified).ok())
                .is_some_and(|age| age > ABANDONED);
        if abandoned {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

pub(crate) fn io(action: &'static str, path: &Path, source: std::io::Error) -> TestbenchError {
    TestbenchError::Tool(ToolError::Io {
        action,
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_depend_on_every_part_and_on_where_it_ends() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["a"]), key(&["a", ""]));
        assert_eq!(key(&["a", "b"]), key(&["a", "b"]));
    }

    #[test]
    fn an_entry_is_built_once_and_a_failed_build_leaves_nothing() {
        let cache = tempfile::tempdir().unwrap();
        let failing = entry(cache.path(), "k", |_, entry| {
            fs::write(entry.join("half"), "").unwrap();
            Err(TestbenchError::Failed { top: "t".into() })
        });
        assert!(failing.is_err());
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);

        let build = |_: &Path, entry: &Path| {
            fs::write(entry.join("whole"), "1").unwrap();
            Ok(())
        };
        let first = entry(cache.path(), "k", build).unwrap();
        let second = entry(cache.path(), "k", |_, _| unreachable!()).unwrap();
        assert_eq!(first, second);
        assert_eq!(fs::read_to_string(second.join("whole")).unwrap(), "1");
    }

    #[test]
    fn the_slower_of_two_builders_takes_what_the_faster_made() {
        let cache = tempfile::tempdir().unwrap();
        let slow = entry(cache.path(), "k", |_, slow| {
            fs::write(slow.join("by"), "slow").unwrap();
            entry(cache.path(), "k", |_, fast| {
                fs::write(fast.join("by"), "fast").unwrap();
                Ok(())
            })?;
            Ok(())
        })
        .unwrap();
        assert_eq!(fs::read_to_string(slow.join("by")).unwrap(), "fast");
    }
}
