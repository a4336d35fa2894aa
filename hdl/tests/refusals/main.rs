//! What is refused when a design is built, and what the message says: the expression layer, names, stages
//! across leaves.

#![allow(clippy::unwrap_used)]

use harmonia_hdl::expr::Leaf;
use std::panic::{AssertUnwindSafe, catch_unwind};

mod lanes;
mod memories;
mod names;
mod stages;
mod states;
mod words;

/// Asserts that building panics with a message that has all of these parts.
fn refused<T>(parts: &[&str], build: impl FnOnce() -> T) {
    let Err(panic) = catch_unwind(AssertUnwindSafe(build)) else {
        panic!("nothing was refused, where the message should have said {parts:?}");
    };
    let message = panic.downcast_ref::<String>().cloned();
    let message = message.unwrap_or_else(|| panic.downcast_ref::<&str>().unwrap().to_string());
    for part in parts {
        assert!(message.contains(part), "no `{part}` in: {message}");
    }
}

fn leaf() -> Leaf {
    Leaf::new("stamp", "For a test.")
}
