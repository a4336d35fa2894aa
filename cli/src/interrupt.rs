//! What is done before Ctrl-C ends the process.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::{flag, low_level};

use crate::failure;
use crate::message::say;

type Last = Box<dyn FnOnce() -> Result<()> + Send>;
/// What is to be done; none as long as nobody watches.
static LAST: Mutex<Option<Vec<Last>>> = Mutex::new(None);

/// Has something done when SIGINT or SIGTERM comes, before the process ends by it. A second one ends it at once.
///
/// # Errors
/// When the system does not let signals be watched.
pub fn before_the_end(last: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
    let mut all = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if all.is_none() {
        let came = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first one finds the flag not set yet.
            flag::register_conditional_default(signal, Arc::clone(&came))?;
            flag::register(signal, Arc::clone(&came))?;
        }
        let mut signals = Signals::new([SIGINT, SIGTERM])?;
        thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                end(signal);
            }
        });
    }
    all.get_or_insert_default().push(Box::new(last));
    Ok(())
}

fn end(signal: i32) {
    let all = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
    for last in all.into_iter().flatten() {
        if let Err(error) = last() {
            let (code, message) = (failure::code(&error), failure::message(&error));
            say(format_args!("error[{code}]: {message}"));
        }
    }
    // Only a signal that has no default could fail here.
    let _ = low_level::emulate_default_handler(signal);
}
