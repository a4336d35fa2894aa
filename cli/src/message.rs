//! Standard error: what people should know besides the result.
//!
//! What cannot be said there is dropped: neither a full disk behind it nor a reader that left may cost the result.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether what was last written where standard error goes did not end its line.
static LINE_IS_OPEN: AtomicBool = AtomicBool::new(false);

/// Says something on lines of its own.
pub fn say(what: impl Display) {
    let begin = match LINE_IS_OPEN.swap(false, Ordering::Relaxed) {
        true => "\n",
        false => "",
    };
    write(&format!("{begin}{what}\n"));
}

/// Shows text as it is; whatever is said next begins on a line of its own.
pub fn echo(text: &str) {
    write(text);
    note(text);
}

/// Keeps account of what was written on standard output, which may be the same terminal or file.
pub fn note_output(text: &str) {
    static SAME: LazyLock<bool> = LazyLock::new(|| {
        let output = identity(io::stdout().as_fd());
        output.is_some() && output == identity(io::stderr().as_fd())
    });
    if *SAME {
        note(text);
    }
}

fn note(text: &str) {
    if let Some(last) = text.bytes().last() {
        LINE_IS_OPEN.store(last != b'\n', Ordering::Relaxed);
    }
}

fn write(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Device and inode of an open file.
fn identity(file: BorrowedFd<'_>) -> Option<(u64, u64)> {
    let file = File::from(file.try_clone_to_owned().ok()?);
    let data = file.metadata().ok()?;
    Some((data.dev(), data.ino()))
}
