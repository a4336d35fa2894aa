//! What is done before Ctrl-C ends the process.

use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::failure;
use crate::message::say;

/// The signal that has come, or 0.
static CAME: AtomicI32 = AtomicI32::new(0);
/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(50);

type Last = Box<dyn FnOnce() -> Result<()> + Send>;
static LAST: Mutex<Vec<Last>> = Mutex::new(Vec::new());

/// Has something done when SIGINT or SIGTERM comes, before the process ends by it. A second one ends it at once.
pub fn before_the_end(last: impl FnOnce() -> Result<()> + Send + 'static) {
    static WATCH: Once = Once::new();
    LAST.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Box::new(last));
    WATCH.call_once(|| {
        // SAFETY: what is called when the signal comes does only what is allowed then.
        unsafe {
            libc::signal(libc::SIGINT, came as *const () as libc::sighandler_t);
            libc::signal(libc::SIGTERM, came as *const () as libc::sighandler_t);
        }
        thread::spawn(watch);
    });
}

extern "C" fn came(signal: libc::c_int) {
    CAME.store(signal, Ordering::Relaxed);
    // SAFETY: `signal` may be called by a handler.
    unsafe { libc::signal(signal, libc::SIG_DFL) };
}

fn watch() {
    let signal = loop {
        match CAME.load(Ordering::Relaxed) {
            0 => thread::sleep(LOOK),
            signal => break signal,
        }
    };
    let all = std::mem::take(&mut *LAST.lock().unwrap_or_else(PoisonError::into_inner));
    for last in all {
        if let Err(error) = last() {
            let (code, message) = (failure::code(&error), failure::message(&error));
            say(format_args!("error[{code}]: {message}"));
        }
    }
    process::exit(128 + signal);
}
