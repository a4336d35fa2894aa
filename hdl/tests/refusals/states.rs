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

#[test]
fn rules_and_a_next_value_are_not_given_both() {
    let mut leaf = leaf();
    let go = leaf.control("go", 1);
    let [set, ruled, asked] = ["set", "ruled", "asked"].map(|name| leaf.state(name, 4, 0));
    set.set(&set.get().clone());
    refused(&["leaf stamp", "`set`", "one next value"], || {
        set.when(&go, 1).get().clone()
    });
    ruled.when(&go, 1);
    refused(&["leaf stamp", "`ruled`", "one next value"], || {
        ruled.set(&ruled.get().clone())
    });
    asked.when(&go, 1);
    asked.next();
    refused(&["leaf stamp", "`asked`", "one next value"], || {
        asked.when(&go, 2).get().clone()
    });
}

#[test]
fn what_rules_make_of_a_state_is_asked_when_there_are_rules() {
    let leaf = leaf();
    let state = leaf.state("kept", 4, 0);
    refused(&["leaf stamp", "`kept`", "has no rules"], || state.next());
}

#[test]
fn a_rule_has_one_bit_and_a_value_that_fits() {
    let mut leaf = leaf();
    let (go, two) = (leaf.control("go", 1), leaf.control("two", 2));
    let staged = leaf.input_at("staged", 1, 2);
    let state = leaf.state("kept", 4, 0);
    refused(
        &["leaf stamp", "a condition is one bit", "`two` (2 bits"],
        || state.when(&two, 1).get().clone(),
    );
    refused(&["leaf stamp", "16 does not fit 4 bits"], || {
        state.when(&go, 16).get().clone()
    });
    let parts = ["leaf stamp", "`kept` (4 bits", "next value `two` (2 bits"];
    refused(&parts, || state.when(&go, &two).get().clone());
    refused(&parts, || state.set(&two));
    refused(
        &[
            "leaf stamp",
            "`kept`",
            "`staged` (1 bit, stage 2)",
            "`state_at`",
        ],
        || state.when(&staged, 1).get().clone(),
    );
}

harmonia_hdl::states! {
    /// What a light shows.
    enum Light { Red, Amber, Green }
}

#[test]
fn a_machine_goes_to_states_and_its_states_have_names_of_their_own() {
    let mut leaf = leaf();
    let go = leaf.control("go", 1);
    let light = leaf.machine("light", Light::Red);
    refused(
        &["leaf stamp", "`light` (2 bits", "next value `go` (1 bit"],
        || light.when(&go, &go).value(Light::Red),
    );
    light.when(&light.is(Light::Red), Light::Amber);
    refused(&["leaf stamp: port `LIGHT_AMBER`", "another"], || {
        leaf.control("LIGHT_AMBER", 1)
    });
    leaf.control("LIGHT_GREEN", 1);
    refused(&["leaf stamp: constant `LIGHT_GREEN`", "another"], || {
        light.is(Light::Green)
    });
    refused(&["leaf stamp: state `light`", "another"], || {
        leaf.machine("light", Light::Red).next()
    });
}
