//! What is refused when a design is built, and what the message says: the expression layer, names, stages
//! across leaves.

#![allow(clippy::unwrap_used)]

use harmonia_hdl::expr::Leaf;
use std::panic::{AssertUnwindSafe, catch_unwind};

mod lanes;
mod memories;
mod names;
mod ports;
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

#[test]
fn every_refusal_is_in_the_list_of_the_documentation() {
    let list = include_str!("../../../docs/verification.md");
    let files = [
        include_str!("lanes.rs"),
        include_str!("memories.rs"),
        include_str!("names.rs"),
        include_str!("ports.rs"),
        include_str!("stages.rs"),
        include_str!("states.rs"),
        include_str!("words.rs"),
        include_str!("../joins.rs"),
    ];
    for file in files {
        let (_, tests) = file.split_once("#[test]").unwrap();
        for test in tests
            .split("#[test]")
            .filter(|test| test.contains("refused(") || test.contains("let refusal"))
        {
            let (_, name) = test.split_once("fn ").unwrap();
            let (name, _) = name.split_once('(').unwrap();
            assert!(
                list.contains(&format!("`{name}`")),
                "`{name}` is not in docs/verification.md"
            );
        }
    }
}

fn leaf() -> Leaf {
    Leaf::new("stamp", "For a test.")
}
