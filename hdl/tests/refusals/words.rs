//! Words that are combined.

use super::{leaf, refused};
use harmonia_hdl::expr::{
    Leaf, MultiplierCell, adder_tree, concat, leading_zeros, maximum_tree, mux_tree,
};

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

#[test]
fn sums_and_differences_that_wrap_are_of_one_width() {
    let mut leaf = leaf();
    let (a, b) = (leaf.input("a", 4), leaf.input("b", 5));
    let carry = leaf.input("carry", 2);
    let widths = ["leaf stamp", "`a` (4 bits", "`b` (5 bits", "`extend`"];
    refused(&widths, || a.wrapping_add(&b));
    refused(&widths, || a.wrapping_sub(&b));
    refused(&widths, || a.wrapping_add_with_carry(&b, &carry.bit(0)));
    refused(
        &["leaf stamp", "a carry is one bit", "`carry` (2 bits"],
        || a.add_with_carry(&b, &carry),
    );
}

#[test]
fn bits_that_a_word_does_not_have_are_not_taken() {
    let mut leaf = leaf();
    let a = leaf.input("a", 4);
    refused(&["leaf stamp", "bits 2..5", "`a` (4 bits"], || {
        a.slice(2, 3)
    });
    refused(&["leaf stamp", "bits 4..5", "`a` (4 bits"], || a.bit(4));
    refused(&["leaf stamp", "`a` (4 bits", "into 3 bits"], || {
        a.extend(3)
    });
    refused(&["leaf stamp", "no bits"], || leaf.control("none", 0));
    refused(&["leaf stamp", "no bits"], || a.slice(2, 0));
}

#[test]
fn a_word_is_delayed_from_its_stage_on() {
    let mut leaf = leaf();
    let (late, mode) = (leaf.input_at("late", 4, 3), leaf.control("mode", 1));
    let early = [
        "leaf stamp",
        "`late` (4 bits, stage 3)",
        "at stage 2",
        "before it is there",
    ];
    refused(&early, || late.at(2));
    refused(&early, || late.control_at(2));
    refused(
        &["leaf stamp", "`mode` (1 bit, control)", "`enters`"],
        || mode.at(2),
    );
    assert_eq!(mode.enters(1).at(2).stage(), Some(2));
}

#[test]
fn a_product_fits_the_multiplier() {
    let mut leaf = leaf();
    let (a, b) = (leaf.input("a", 18), leaf.input("b", 19));
    refused(&["leaf stamp", "18 x 18 bits", "`b` (19 bits"], || {
        leaf.product(&a, &b, MultiplierCell::Portable)
    });
}

#[test]
fn trees_are_of_as_many_words_as_they_have_leaves() {
    let mut leaf = leaf();
    let words: Vec<_> = ["a", "b", "c"].map(|name| leaf.input(name, 3)).into();
    refused(&["adder tree of 3 words"], || {
        adder_tree(words.clone(), vec![])
    });
    refused(&["2 carries for 1 adders"], || {
        adder_tree(words[..2].to_vec(), vec![words[0].bit(0), words[1].bit(0)])
    });
    refused(&["largest of 3 words"], || maximum_tree(words.clone()));
    refused(&["2 select bits"], || {
        mux_tree(&words[0].slice(0, 2), &words)
    });
    refused(&["leading zeros of 3 bits"], || {
        leading_zeros(&words[0], &[])
    });
    refused(&["no words"], || concat(&[]));
}
