//! Progress of long work, on standard error and only when that is a terminal; elsewhere long stages are said once.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::message::say;

/// A bar from 0 to `total` with a unit that `template` prints, see indicatif's keys.
fn bar(total: u64, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).expect("the template is a constant");
    ProgressBar::new(total).with_style(style.progress_chars("=> "))
}

/// A bar of bytes, which disappears at the end.
pub fn bytes(what: &str, total: u64) -> ProgressBar {
    bar(total, "{msg} [{bar:30}] {bytes} of {total_bytes}").with_message(what.to_owned())
}

/// A bar of things that are counted.
pub fn count(what: &str, total: u64) -> ProgressBar {
    bar(total, "{msg} [{bar:30}] {pos} of {len}, {eta} left").with_message(what.to_owned())
}

/// Work whose end is not known: turns until it is dropped.
pub fn spinner(what: impl Into<String>) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    let spinner = ProgressBar::new_spinner()
        .with_style(style.expect("the template is a constant"))
        .with_message(what.into());
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

/// A spinner of work that may take minutes.
pub fn stage(what: &str) -> ProgressBar {
    begins(what);
    spinner(what)
}

/// Says what begins, where no progress is shown.
pub fn begins(what: &str) {
    if !io::stderr().is_terminal() {
        say(what);
    }
}
