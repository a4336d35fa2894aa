//! Lanes and parts.

use super::{leaf, refused};
use harmonia_hdl::expr::{Circuit, Leaf};

/// `y = a * 2 + flag` a cycle after `a`; `flag` is wanted with it, `mode` is control.
fn part(name: &str) -> Circuit {
    let mut leaf = Leaf::new(name, "For a test.");
    let a = leaf.input_at("a", 4, 2);
    let flag = leaf.input_at("flag", 1, 3);
    let mode = leaf.control("mode", 1);
    let sum = a.shift_left(1).register().wrapping_add(&flag.extend(5));
    leaf.output("y", &mode.mux(&sum, &sum.zero(5)));
    leaf.build()
}

#[test]
fn inputs_of_lanes_are_one_for_all_or_a_piece_for_each() {
    let mut leaf = leaf();
    let (a, all) = (leaf.input("a", 4), leaf.input("all", 12));
    let (flag, flags) = (leaf.input_at("flag", 1, 1), leaf.input_at("flags", 3, 1));
    let mode = leaf.control("mode", 1);
    let part = part("part");
    let inputs = [("a", &all), ("flag", &flag), ("mode", &mode)];
    let y = leaf.lanes("three", 3, &part, &inputs).output("y");
    assert_eq!((y.width(), y.stage()), (15, Some(1)));
    let inputs = [("flag", &flags), ("a", &a), ("mode", &mode)];
    let each = leaf.lanes("others", 3, &part, &inputs).each("y");
    assert_eq!((each.len(), each[0].width()), (3, 5));
    let parts = ["leaf stamp", "`wrong`", "`flag`", "1 bits", "3 for 3"];
    let wide = leaf.input_at("wide", 4, 1);
    refused(
        &[&parts[..], &["`wide` (4 bits, stage 1)"]].concat(),
        || leaf.lanes("wrong", 3, &part, &[("a", &a), ("flag", &wide)]),
    );
    refused(
        &["leaf stamp", "`alone`", "4 bits", "`all` (12 bits"],
        || leaf.part("alone", &part, &[("a", &all)]),
    );
}

#[test]
fn every_input_is_given_once() {
    let mut leaf = leaf();
    let (a, flag) = (leaf.input("a", 4), leaf.input_at("flag", 1, 1));
    let part = part("part");
    refused(
        &["leaf stamp", "`x`", "`mode` of `part`", "not given"],
        || leaf.part("x", &part, &[("a", &a), ("flag", &flag)]),
    );
    refused(&["leaf stamp", "`x`", "`a` is given twice"], || {
        leaf.part("x", &part, &[("a", &a), ("a", &a)])
    });
    refused(&["leaf stamp", "`x`", "`part` has no input `b`"], || {
        leaf.part("x", &part, &[("b", &a)])
    });
    refused(&["leaf stamp", "`x`", "`part` has no input `y`"], || {
        leaf.part("x", &part, &[("y", &a)])
    });
    let mode = leaf.control("mode", 1);
    let inputs = [("a", &a), ("flag", &flag), ("mode", &mode)];
    let x = leaf.part("x", &part, &inputs);
    refused(&["leaf stamp", "`x`", "no output `z`"], || x.output("z"));
}

#[test]
fn a_part_is_at_one_time() {
    let mut leaf = leaf();
    let (a, flag) = (leaf.input_at("a", 4, 5), leaf.input_at("flag", 1, 5));
    let mode = leaf.control("mode", 1);
    let part = part("part");
    let parts = [
        "leaf stamp",
        "`x`",
        "`a` takes `a` (4 bits, stage 5), 3 cycles after",
        "`flag` takes `flag` (1 bit, stage 5), 2 cycles after",
        "one time",
    ];
    refused(&parts, || {
        leaf.part("x", &part, &[("a", &a), ("flag", &flag), ("mode", &mode)])
    });
    refused(&["`x`", "`mode` is control", "`flag`", "`leaves`"], || {
        leaf.part("x", &part, &[("mode", &flag)])
    });
    let late = flag.register();
    let x = leaf.part("x", &part, &[("a", &a), ("flag", &late), ("mode", &mode)]);
    assert_eq!(x.output("y").stage(), Some(6));
    // What is made of control is control.
    let inputs = [("a", &a.leaves()), ("flag", &mode), ("mode", &mode)];
    assert_eq!(leaf.part("z", &part, &inputs).output("y").stage(), None);
    let inputs = [("a", &a), ("flag", &mode), ("mode", &mode)];
    assert_eq!(leaf.part("w", &part, &inputs).output("y").stage(), Some(6));
}

#[test]
fn an_output_of_a_part_is_not_there_before_its_leaf_begins() {
    let mut inner = Leaf::new("early", "For a test.");
    let (a, b) = (inner.input_at("a", 1, 4), inner.input_at("b", 1, 1));
    inner.output("y", &a);
    inner.output("z", &b);
    let early = inner.build();
    let mut leaf = leaf();
    let (a, one) = (leaf.input("a", 1), leaf.constant(1, 1));
    refused(&["leaf stamp", "`x`", "before stage 0"], || {
        leaf.part("x", &early, &[("a", &a), ("b", &one)])
    });
}

#[test]
fn lanes_and_parts_have_names_of_their_own() {
    let mut leaf = leaf();
    let (a, flag) = (leaf.input("a", 4), leaf.input_at("flag", 1, 1));
    let mode = leaf.control("mode", 1);
    let inputs = [("a", &a), ("flag", &flag), ("mode", &mode)];
    leaf.part("x", &part("part"), &inputs);
    refused(&["leaf stamp: lanes `x`", "another"], || {
        leaf.part("x", &part("part"), &inputs)
    });
    refused(&["leaf stamp: lanes `a`", "another"], || {
        leaf.part("a", &part("part"), &inputs)
    });
    refused(&["leaf stamp: port `x`", "another"], || {
        leaf.control("x", 1)
    });
    refused(&["leaf stamp: lanes `reg`", "keyword"], || {
        leaf.part("reg", &part("part"), &inputs)
    });
    refused(&["leaf stamp", "same name"], || {
        leaf.part("y", &part("stamp"), &inputs)
    });
    let mut other = Leaf::new("part", "Another one.");
    let b = other.input("a", 4);
    other.output("y", &b);
    let other = other.build();
    refused(
        &["leaf stamp", "two parts", "`part`", "its own name"],
        || leaf.part("y", &other, &[("a", &a)]),
    );
}

#[test]
fn words_of_another_leaf_are_no_inputs_of_a_part() {
    let leaf = leaf();
    let foreign = Leaf::new("envelope", "For a test.").input("b", 4);
    refused(&["leaf stamp", "`b`", "of leaf envelope"], || {
        leaf.part("x", &part("part"), &[("a", &foreign)])
    });
}

#[test]
fn lanes_are_at_least_one_and_give_something() {
    let mut inner = Leaf::new("silent", "For a test.");
    let a = inner.input("a", 4);
    inner.unused(&a);
    let silent = inner.build();
    let mut leaf = leaf();
    let a = leaf.input("a", 4);
    refused(&["leaf stamp", "`x`", "`silent`", "nothing"], || {
        leaf.part("x", &silent, &[("a", &a)])
    });
    refused(&["leaf stamp", "`x`", "0 of `part`"], || {
        leaf.lanes("x", 0, &part("part"), &[("a", &a)])
    });
}

#[test]
fn equal_lanes_are_printed_once() {
    let mut leaf = leaf();
    let (a, flags) = (leaf.input("lane", 12), leaf.input_at("flags", 3, 1));
    let mode = leaf.control("mode", 1);
    let inputs = [("a", &a), ("flag", &flags), ("mode", &mode)];
    let here = line!();
    let y = leaf.lanes("x", 3, &part("part"), &inputs).output("y");
    leaf.output("y", &y.named("sums"));
    let source = |line: u32| format!("(* src = \"hdl/tests/refusals/lanes.rs:{line}\" *)");
    let expected = format!(
        "\
// For a test.
genvar i;
{sums}
wire [14:0] sums;
for (i = 0; i < 3; i = i + 1) begin : x
{lanes}
part$part lane_ (
.clock(clock),
.a(lane[4 * i +: 4]),
.flag(flags[i]),
.mode(mode),
.y(sums[5 * i +: 5])
);
end
assign y = sums;
",
        sums = source(here + 2),
        lanes = source(here + 1)
    );
    assert_eq!(leaf.build().verilog(), expected);
}
