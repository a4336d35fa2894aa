//! Words that are combined.

use super::{leaf, refused};
use harmonia_hdl::expr::{Leaf, MultiplierCell, concat};

#[test]
fn words_of_two_leaves_are_not_combined() {
    let (mut one, mut other) = (leaf(), Leaf::new("envelope", "For a test."));
    let (a, b) = (one.input("a", 4), other.input("b", 4));
    let flag = other.input("flag", 1);
    let parts = [
        "leaf stamp",
        "`a` (4 bits, stage 0)",
        "`b` (4 bits, stage 0) of leaf envelope",
        "port",
    ];
    refused(&parts, || &a + &b);
    refused(&parts, || &a & &b);
    refused(&parts, || a.equals(&b));
    refused(&parts, || a.less_than(&b));
    refused(&parts, || a.wrapping_sub(&b));
    refused(&parts, || one.product(&a, &b, MultiplierCell::Portable));
    refused(&parts, || concat(&[&a, &b]));
    refused(&["leaf envelope", "`a`", "of leaf stamp"], || {
        flag.mux(&a, &a)
    });
    refused(
        &["leaf stamp", "`flag` (1 bit, stage 0) of leaf envelope"],
        || a.add_with_carry(&a, &flag),
    );
    refused(&["leaf stamp", "`b`", "of leaf envelope"], || {
        one.output("y", &b)
    });
    refused(&["leaf stamp", "`b`", "of leaf envelope"], || {
        one.unused(&b)
    });
    let state = one.state("kept", 4, 0);
    refused(&["leaf stamp", "`kept`", "`b`", "of leaf envelope"], || {
        state.set(&b.leaves())
    });
    let memory = one.memory("words", 16, 4);
    refused(
        &["leaf stamp", "memory `words`", "`b`", "of leaf envelope"],
        || memory.read(&b),
    );
    refused(&["`a`", "`b`", "of leaf envelope"], || {
        memory.write(&a.bit(0), &a, &b)
    });
}

#[test]
fn words_of_two_stages_are_not_combined() {
    let mut leaf = leaf();
    let (early, late) = (leaf.input("early", 4), leaf.input_at("late", 4, 3));
    let condition = leaf.input_at("condition", 1, 2);
    let parts = [
        "leaf stamp",
        "`early` (4 bits, stage 0)",
        "`late` (4 bits, stage 3)",
        "delay",
    ];
    refused(&parts, || &early ^ &late);
    refused(&parts, || concat(&[&early, &late]));
    refused(
        &["`condition` (1 bit, stage 2)", "`late` (4 bits, stage 3)"],
        || condition.mux(&late, &late),
    );
    let y = &early.at(3) + &late;
    refused(
        &["leaf stamp: output `y`", "stage 3", "not at stage 4"],
        || leaf.output_at("y", &y, 4),
    );
}

#[test]
fn a_word_enters_a_stage_once() {
    let mut leaf = leaf();
    let a = leaf.input("a", 4);
    refused(&["leaf stamp", "`a` (4 bits, stage 0)", "`leaves`"], || {
        a.enters(2)
    });
    assert_eq!(a.leaves().enters(2).stage(), Some(2));
}

#[test]
fn widths_that_do_not_meet_name_both_words() {
    let mut leaf = leaf();
    let (a, b) = (leaf.input("a", 4), leaf.input("b", 5));
    refused(
        &["leaf stamp", "`a` (4 bits", "`b` (5 bits", "`extend`"],
        || &a | &b,
    );
    refused(&["leaf stamp", "condition", "`a` (4 bits"], || {
        a.mux(&b, &b)
    });
    refused(&["leaf stamp", "300", "8 bits"], || leaf.constant(300, 8));
}
