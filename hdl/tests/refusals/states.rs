//! Registers with feedback.

use super::{leaf, refused};

#[test]
fn an_initial_value_fits_its_register() {
    refused(&["leaf stamp", "state `count`", "4 bits", "300"], || {
        leaf().state("count", 4, 300)
    });
    leaf().state("count", 4, 15);
}

#[test]
fn a_state_of_control_is_not_set_from_a_pipeline() {
    let mut leaf = leaf();
    let x = leaf.input_at("x", 4, 2);
    let state = leaf.state("kept", 4, 0);
    let parts = [
        "leaf stamp",
        "`kept` (4 bits, control)",
        "`x` (4 bits, stage 2)",
        "`state_at`",
        "`leaves`",
    ];
    refused(&parts, || state.set(&x));
    let enable = leaf.input_at("enable", 1, 2);
    refused(&["leaf stamp", "`kept`", "stage 2", "`state_at`"], || {
        state.set_if(&enable, &x.leaves())
    });
    state.set(&x.leaves());
}

#[test]
fn a_state_of_a_stage_is_set_and_read_there_and_read_after_it() {
    let mut leaf = leaf();
    let (x, y) = (leaf.input_at("x", 4, 2), leaf.input_at("y", 4, 3));
    let early = leaf.input("early", 4);
    let state = leaf.state_at("kept", 4, 0, 2);
    refused(
        &[
            "leaf stamp",
            "`kept` (4 bits, stage 2)",
            "`y` (4 bits, stage 3)",
        ],
        || state.set(&y),
    );
    refused(
        &["`early` (4 bits, stage 0)", "`kept` (4 bits, stage 2)"],
        || &early ^ state.get(),
    );
    refused(
        &["`x` (4 bits, stage 2)", "`kept` (4 bits, stage 3)"],
        || &x ^ &state.after(),
    );
    state.set(&(state.get() ^ &x));
    assert_eq!((&state.after() ^ &y).stage(), Some(3));
}

#[test]
fn a_state_has_one_next_value() {
    let state = leaf().state("kept", 4, 0);
    state.set(&state.get().clone());
    refused(&["leaf stamp", "`kept`", "one next value"], || {
        state.set(&state.get().clone())
    });
    let leaf = leaf();
    leaf.state("open", 1, 0);
    refused(&["leaf stamp", "`open`", "no next value"], || leaf.build());
}
