//! A folder of built things, each under the hash of everything that went into it.
//!
//! An entry is made in a temporary folder beside and renamed into place, so that it is whole or absent
//! whatever is interrupted and however many processes build at once. What happens to it afterwards is found
//! by its list of contents, which has length and hash of every file; an entry that does not agree with it is
//! built again.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use harmonia_fpga::{CacheError, work_folder};
use sha2::{Digest, Sha256};

use crate::TestbenchError;

/// The file of an entry that lists the others: a line each of SHA-256, length in bytes and name.
const CONTENTS: &str = "contents";

/// Hash of everything that an entry depends on, in hexadecimal.
pub(crate) fn key(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps ["ab", "c"] apart from ["a", "bc"].
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hexadecimal(&hash.finalize()[..16])
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder of entry `key` below `cache`; `build` fills it when it does not exist or is damaged.
///
/// `build(work, entry)` may leave anything in `work`, which is deleted; what it puts into `entry`
/// is what is kept.
pub(crate) fn entry(
    cache: &Path,
    key: &str,
    build: impl FnOnce(&Path, &Path) -> Result<(), TestbenchError>,
) -> Result<PathBuf, TestbenchError> {
    let finished = cache.join(key);
    if is_whole(&finished) {
        return Ok(finished);
    }
    let is_damaged = finished.exists();
    let work = work_folder(cache, ".building-").map_err(|error| match error {
        CacheError::Io { source, .. } if is_damaged => TestbenchError::Damaged {
            entry: finished.clone(),
            source,
        },
        error => error.into(),
    })?;
    let entry = work.path().join("entry");
    fs::create_dir(&entry).map_err(|source| io("creating", &entry, source))?;
    build(work.path(), &entry)?;
    seal(&entry).map_err(|source| io("listing", &entry, source))?;
    if fs::rename(&entry, &finished).is_ok() || is_whole(&finished) {
        // In the second case another process was first; what it built is the same.
        return Ok(finished);
    }
    // What is damaged goes away with the work folder; a process that has it open keeps what it has.
    let _ = fs::rename(&finished, work.path().join("damaged"));
    match fs::rename(&entry, &finished) {
        Ok(()) => Ok(finished),
        Err(_) if is_whole(&finished) => Ok(finished),
        Err(source) => Err(io("renaming into place", &finished, source)),
    }
}

/// Writes the list of an entry's contents.
fn seal(entry: &Path) -> io::Result<()> {
    let mut contents = String::new();
    for file in fs::read_dir(entry)? {
        let file = file?;
        let (digest, bytes) = measure(&file.path())?;
        // Writing to a string cannot fail.
        let _ = writeln!(contents, "{digest} {bytes} {}", file.file_name().display());
    }
    fs::write(entry.join(CONTENTS), contents)
}

/// Whether an entry is there and its files are those that were put into it. Hashing a library of some
/// megabytes takes milliseconds; one that was cut short would end the process as soon as it is loaded.
fn is_whole(entry: &Path) -> bool {
    let Ok(contents) = fs::read_to_string(entry.join(CONTENTS)) else {
        return false;
    };
    let agrees = |line: &str| {
        let (measures, name) = line.rsplit_once(' ')?;
        let (digest, bytes) = measure(&entry.join(name)).ok()?;
        (measures == format!("{digest} {bytes}")).then_some(())
    };
    !contents.is_empty() && contents.lines().all(|line| agrees(line).is_some())
}

fn measure(path: &Path) -> io::Result<(String, u64)> {
    let mut hash = Sha256::new();
    let bytes = io::copy(&mut fs::File::open(path)?, &mut hash)?;
    Ok((hexadecimal(&hash.finalize()), bytes))
}

pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> TestbenchError {
    TestbenchError::Cache(CacheError::Io {
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

    #[test]
    fn an_entry_that_was_damaged_is_built_again() {
        let cache = tempfile::tempdir().unwrap();
        let build = |_: &Path, entry: &Path| {
            fs::write(entry.join("model.so"), [7; 1000]).unwrap();
            fs::write(entry.join("design.v"), "module").unwrap();
            Ok(())
        };
        let path = entry(cache.path(), "k", build).unwrap();
        let library = path.join("model.so");
        let damages: [&dyn Fn(); 6] = [
            &|| fs::write(&library, [7; 999]).unwrap(),
            &|| fs::write(&library, [8; 1000]).unwrap(),
            &|| fs::remove_file(&library).unwrap(),
            &|| fs::remove_file(path.join(CONTENTS)).unwrap(),
            &|| fs::write(path.join(CONTENTS), "").unwrap(),
            &|| {
                fs::remove_dir_all(&path).unwrap();
                fs::write(&path, "a file where the folder was").unwrap();
            },
        ];
        for damage in damages {
            damage();
            let again = entry(cache.path(), "k", build).unwrap();
            assert_eq!(fs::read(again.join("model.so")).unwrap(), [7; 1000]);
            entry(cache.path(), "k", |_, _| unreachable!()).unwrap();
            assert_eq!(
                fs::read_dir(cache.path()).unwrap().count(),
                1,
                "nothing else stays"
            );
        }
    }
}
