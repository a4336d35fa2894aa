//! Ports of memories.

use super::{leaf, refused};
use harmonia_hdl::expr::{Leaf, Memory, Word};

/// A memory of 16 words of 8 bits, and words to write it with at the given stages.
fn memory(stages: [usize; 3]) -> (Leaf, Memory, [Word; 3]) {
    let mut leaf = leaf();
    let enable = leaf.input_at("enable", 1, stages[0]);
    let address = leaf.input_at("address", 4, stages[1]);
    let data = leaf.input_at("data", 8, stages[2]);
    let memory = leaf.memory("words", 16, 8);
    (leaf, memory, [enable, address, data])
}

#[test]
fn a_write_is_of_one_stage() {
    for (stages, parts) in [
        (
            [0, 0, 3],
            ["`enable` (1 bit, stage 0)", "`data` (8 bits, stage 3)"],
        ),
        (
            [0, 3, 0],
            ["`enable` (1 bit, stage 0)", "`address` (4 bits, stage 3)"],
        ),
        (
            [3, 0, 0],
            ["`enable` (1 bit, stage 3)", "`address` (4 bits, stage 0)"],
        ),
    ] {
        let (_leaf, memory, [enable, address, data]) = memory(stages);
        refused(&["leaf stamp", parts[0], parts[1]], || {
            memory.write(&enable, &address, &data)
        });
    }
    let (_leaf, memory, [enable, address, data]) = memory([2, 2, 2]);
    memory.write(&enable, &address, &data);
}

#[test]
fn what_is_read_is_of_its_address_stage() {
    let (leaf, memory, [enable, address, data]) = memory([2, 2, 2]);
    memory.write(&enable, &address, &data);
    assert_eq!(memory.read(&address).stage(), Some(3));
    refused(&["stage 3", "`data` (8 bits, stage 2)"], || {
        &memory.read(&address) ^ &data
    });
    refused(&["stage 2", "`late`"], || {
        let late = data.register().named("late");
        &memory.look_up(&address) ^ &late
    });
    drop(leaf);
}

#[test]
fn what_a_pipeline_writes_is_not_read_as_control() {
    let parts = [
        "leaf stamp: memory `words`",
        "stage 2",
        "the address `where`",
        "`leaves`",
        "`enters`",
    ];
    let (mut leaf, memory, [enable, address, data]) = memory([2, 2, 2]);
    let control = leaf.control("where", 4);
    memory.write(&enable, &address, &data);
    refused(&parts, || memory.read(&control));
    let memory = leaf.memory("others", 16, 8);
    memory.look_up(&control);
    refused(&["memory `others`", "stage 2"], || {
        memory.write(&enable, &address, &data)
    });
    let memory = leaf.memory("left", 16, 8);
    memory.look_up(&control);
    memory.write(&enable.leaves(), &address.leaves(), &data.leaves());
}

#[test]
fn an_address_has_the_bits_that_the_depth_asks_for() {
    let (mut leaf, memory, [enable, _, data]) = memory([0, 0, 0]);
    let (wide, narrow) = (leaf.input("wide", 12), leaf.input("narrow", 3));
    refused(
        &["memory `words`", "16 words", "4 bits", "`wide` (12 bits"],
        || memory.write(&enable, &wide, &data),
    );
    refused(&["memory `words`", "4 bits", "`narrow` (3 bits"], || {
        memory.read(&narrow)
    });
    refused(&["memory `words`", "4 bits", "`narrow` (3 bits"], || {
        memory.look_up(&narrow)
    });
}

#[test]
fn a_depth_is_a_power_of_two() {
    refused(
        &["leaf stamp", "memory `words`", "100 words", "power of two"],
        || leaf().memory("words", 100, 8),
    );
}

#[test]
fn a_write_enable_is_one_bit_and_data_are_as_wide_as_a_word() {
    let (mut leaf, memory, [enable, address, data]) = memory([0, 0, 0]);
    let two = leaf.input("two", 2);
    refused(
        &["memory `words`", "enable is one bit", "`two` (2 bits"],
        || memory.write(&two, &address, &data),
    );
    refused(&["memory `words`", "8 bits", "`address` (4 bits"], || {
        memory.write(&enable, &address, &address)
    });
}

#[test]
fn a_memory_has_one_write_port() {
    let (leaf, memory, [enable, address, data]) = memory([0, 0, 0]);
    memory.write(&enable, &address, &data);
    refused(&["leaf stamp: memory `words`", "one write port"], || {
        memory.write(&enable, &address, &data)
    });
    leaf.memory("unwritten", 2, 1);
    refused(&["leaf stamp: memory `unwritten`", "never written"], || {
        leaf.build()
    });
}
