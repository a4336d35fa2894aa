//! Names in the Verilog.

use super::{leaf, refused};
use harmonia_hdl::expr::{Leaf, MultiplierCell, Word};
use std::collections::HashSet;

#[test]
fn keywords_and_what_is_no_identifier_are_no_names() {
    for (name, why) in [
        ("reg", "keyword"),
        ("begin", "keyword"),
        ("logic", "keyword"),
        ("unique0", "keyword"),
        ("two words", "no identifier"),
        ("4th", "no identifier"),
        ("größe", "no identifier"),
        ("", "no identifier"),
    ] {
        let parts = [&format!("`{name}`"), why];
        refused(&parts, || Leaf::new(name, ""));
        refused(&["leaf stamp: port", parts[0], why], || {
            leaf().input(name, 1)
        });
        refused(&["leaf stamp: port", parts[0], why], || {
            leaf().control(name, 1)
        });
        refused(&["leaf stamp: state", parts[0], why], || {
            leaf().state(name, 1, 0)
        });
        refused(&["leaf stamp: memory", parts[0], why], || {
            leaf().memory(name, 2, 1)
        });
        refused(&["leaf stamp: the word's name", parts[0], why], || {
            leaf().input("a", 8).register().named(name)
        });
        refused(&["leaf stamp: port", parts[0], why], || {
            let mut leaf = leaf();
            let a = leaf.input("a", 8);
            leaf.output(name, &a)
        });
    }
}

#[test]
fn ports_memories_and_states_have_names_of_their_own() {
    let mut leaf = leaf();
    leaf.input("a", 1);
    refused(&["leaf stamp: port `a`", "another"], || {
        leaf.control("a", 1)
    });
    refused(&["leaf stamp: memory `a`", "another"], || {
        leaf.memory("a", 2, 1)
    });
    leaf.memory("words", 2, 1);
    refused(&["leaf stamp: memory `words`", "another"], || {
        leaf.memory("words", 2, 1)
    });
    leaf.state("count", 1, 0);
    refused(&["leaf stamp: state `count`", "another"], || {
        leaf.state("count", 1, 0)
    });
    refused(&["leaf stamp: port `clock`", "every leaf"], || {
        leaf.control("clock", 1)
    });
    refused(&["leaf stamp: state `unused`", "every leaf"], || {
        leaf.state("unused", 1, 0)
    });
}

/// Words named alike come from functions that are used twice: they are numbered, and never meet a name that a
/// product or the printer makes.
#[test]
fn words_named_alike_are_numbered() {
    let mut leaf = leaf();
    let (a, b) = (leaf.input("a", 8), leaf.input("b", 8));
    let product = leaf
        .product(&a, &b, MultiplierCell::Portable)
        .named("square");
    let words = ["sum", "sum", "square_a", "unused", "clock"];
    let (mut x, mut words) = (a, words.iter());
    let named = words.by_ref().map(|name| {
        x = x.register().named(name);
        x.clone()
    });
    let named: Vec<Word> = named.collect();
    leaf.output("y", &named[4]);
    leaf.output("z", &product);
    leaf.unused(&b);
    let verilog = leaf.build().verilog();
    let lines = verilog.lines().filter_map(|line| {
        let names = line.strip_prefix("reg ").or(line.strip_prefix("wire "))?;
        names.split(']').next_back()
    });
    let declared: Vec<&str> = lines
        .flat_map(|names| names.split([',', ';']))
        .map(|name| name.split('=').next().unwrap().trim())
        .filter(|name| !name.is_empty())
        .collect();
    let once: HashSet<_> = declared.iter().collect();
    assert_eq!(once.len(), declared.len(), "{verilog}");
    for name in [
        "sum_0",
        "sum_1",
        "square",
        "square_a",
        "square_a_1",
        "unused",
        "unused_1",
        "clock_1",
    ] {
        assert!(once.contains(&name), "no {name} in {verilog}");
    }
}

#[test]
fn names_that_begin_with_an_underscore_are_those_that_nobody_gave() {
    let why = ["`_sum`", "begins with `_`", "a letter"];
    let refused = |kind: &str, build: &dyn Fn()| refused(&[&[kind][..], &why[..]].concat(), build);
    refused("the leaf's name", &|| drop(Leaf::new("_sum", "")));
    refused("leaf stamp: port", &|| drop(leaf().input("_sum", 1)));
    refused("leaf stamp: state", &|| drop(leaf().state("_sum", 1, 0)));
    refused("leaf stamp: memory", &|| drop(leaf().memory("_sum", 2, 1)));
    refused("leaf stamp: the word's name", &|| {
        drop(leaf().input("a", 8).register().named("_sum"))
    });
}
