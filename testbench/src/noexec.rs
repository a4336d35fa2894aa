//! File systems that forbid running programs, which includes loading libraries.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Where the file system that `path` is or would be on is mounted, if nothing on it may be executed. Systems
/// without Linux's list of mounts say nothing.
pub(crate) fn mount_of(path: &Path) -> Option<PathBuf> {
    let path = path.ancestors().find_map(|path| path.canonicalize().ok())?;
    let (mount, is_noexec) = mount(&fs::read("/proc/self/mountinfo").ok()?, &path)?;
    is_noexec.then_some(mount)
}

/// The mount that `path` lies on, and whether its options say `noexec`. Of mounts on the same place the last
/// one is seen.
fn mount(mountinfo: &[u8], path: &Path) -> Option<(PathBuf, bool)> {
    let lines = mountinfo.split(|byte| *byte == b'\n');
    // Numbers of the mount, its parent and its device, its root, its place, its options.
    let mounts = lines.filter_map(|line| {
        let mut fields = line.split(|byte| *byte == b' ').skip(4);
        let place = unescape(fields.next()?);
        let is_noexec = fields
            .next()?
            .split(|byte| *byte == b',')
            .any(|option| option == b"noexec");
        path.starts_with(&place).then_some((place, is_noexec))
    });
    mounts.max_by_key(|(place, _)| place.components().count())
}

/// A path whose blanks and backslashes stand as octal numbers, `\\040`.
fn unescape(text: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..3).filter(|_| *first == b'\\');
        let number = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match number.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[3..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    OsStr::from_bytes(&bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides_whether_programs_run() {
        let mountinfo = b"21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n\
            22 21 0:5 / /data rw,noexec,nosuid - ext4 /dev/sdb rw\n\
            23 22 0:6 / /data/my\\040cache rw - tmpfs tmpfs rw\n\
            24 21 0:7 / /data/shadowed rw - tmpfs tmpfs rw\n\
            25 24 0:8 / /data/shadowed noexec,rw - tmpfs tmpfs rw\n";
        for (path, place, is_noexec) in [
            ("/home/me/x.so", "/", false),
            ("/database/x.so", "/", false),
            ("/data/x.so", "/data", true),
            ("/data/my cache/x.so", "/data/my cache", false),
            ("/data/shadowed/x.so", "/data/shadowed", true),
        ] {
            assert_eq!(
                mount(mountinfo, Path::new(path)),
                Some((place.into(), is_noexec))
            );
        }
    }
}
