//! Interfaces joined in a parent: the Verilog that comes of them, and what the builder checks across them.

#![allow(clippy::unwrap_used)]

use harmonia_hdl::expr::{Circuit, Leaf};
use harmonia_hdl::stream::{Sink, Source};
use harmonia_hdl::verilog;
use rust_hdl::prelude::*;

mod half {
    use super::{Circuit, Leaf};
    harmonia_hdl::leaf_block! {
        /// Passes a stream on.
        pub struct Half(describe(0)) {
            /// What comes.
            stream in up: 4,
            /// What goes.
            stream out down: 4,
        }
    }

    /// The beat leaves at stage 1 and is wanted at `wanted`.
    pub fn describe(wanted: usize) -> Circuit {
        let mut leaf = Leaf::new("half", "For a test.");
        let data = leaf.input_at("up_data", 4, wanted);
        let valid = leaf.control("up_valid", 1);
        let ready = leaf.control("down_ready", 1);
        leaf.output_at("down_data", &data.at(wanted + 1), wanted + 1);
        leaf.output("down_valid", &valid);
        leaf.output("up_ready", &ready);
        leaf.build()
    }
}
use half::Half;

#[derive(LogicBlock, Default)]
struct Pair {
    pub clock: Signal<In, Clock>,
    pub up: Sink<4>,
    pub down: Source<4>,
    pub other: Signal<In, Bits<1>>,
    pub either: Signal<Out, Bits<1>>,
    halves: [Half; 2],
}

impl Logic for Pair {
    #[hdl_gen]
    fn update(&mut self) {
        for i in 0..2 {
            self.halves[i].clock.next = self.clock.val();
        }
        Sink::<4>::link(&mut self.up, &mut self.halves[0].up);
        for i in 0..1 {
            Source::<4>::join(&mut self.halves[i].down, &mut self.halves[i + 1].up);
        }
        Source::<4>::link(&mut self.down, &mut self.halves[1].down);
        self.either.next =
            self.other.val() | self.halves[0].up.ready.val() | self.halves[1].up.ready.val();
    }
}

/// The second half wants its beat at the stage at which the first one gives it, or two later.
fn pair(late: bool) -> Pair {
    let wanted = if late { 3 } else { 1 };
    Pair {
        halves: [Half::default(), Half::new(half::describe(wanted))],
        ..Default::default()
    }
}

#[test]
fn streams_joined_in_a_parent_are_plain_wires_that_carry_their_meaning() {
    let verilog = verilog(pair(false), "pair");
    let module = &verilog[..verilog.find("endmodule").unwrap()];
    for part in [
        "    // What comes.\n    input wire [3:0] up_data,\n    input wire up_valid,\n    output wire up_ready,\n",
        "    // What goes.\n    output wire [3:0] down_data,\n",
        ".up_data(halves_0_down_data)",
        ".up_valid(halves_0_down_valid)",
        ".down_ready(halves_1_up_ready)",
        ".down_data(down_data)",
        "assign either = other | up_ready | halves_1_up_ready;",
    ] {
        assert!(module.contains(part), "{part} is not in\n{module}");
    }
}

#[test]
fn a_stage_is_checked_across_a_join() {
    let refusal = std::panic::catch_unwind(|| verilog(pair(true), "pair")).unwrap_err();
    let refusal = refusal.downcast_ref::<String>().unwrap();
    for port in [
        "halves[0].down_data (stage 1)",
        "halves[1].up_data (stage 3)",
    ] {
        assert!(refusal.contains(port), "{refusal}");
    }
}

#[derive(LogicBlock, Default)]
struct Ambiguous {
    pub clock: Signal<In, Clock>,
    pub a: Signal<In, Bits<1>>,
    pub b: Signal<In, Bits<1>>,
    pub c: Signal<In, Bits<1>>,
    pub y: Signal<Out, Bits<1>>,
}

impl Logic for Ambiguous {
    #[hdl_gen]
    fn update(&mut self) {
        self.y.next = self.a.val() | self.b.val() & self.c.val();
    }
}

#[test]
fn glue_of_two_operators_is_refused() {
    let refusal = std::panic::catch_unwind(|| verilog(Ambiguous::default(), "top")).unwrap_err();
    let refusal = refusal.downcast_ref::<String>().unwrap();
    assert!(
        refusal.contains("glue of one operator") && refusal.contains("y = a | b & c"),
        "{refusal}"
    );
}

#[derive(LogicBlock, Default)]
struct Parity {
    pub clock: Signal<In, Clock>,
    pub a: Signal<In, Bits<1>>,
    pub b: Signal<In, Bits<1>>,
    pub y: Signal<Out, Bits<1>>,
}

impl Logic for Parity {
    #[hdl_gen]
    fn update(&mut self) {
        self.y.next = self.a.val() ^ self.b.val();
    }
}

#[derive(LogicBlock, Default)]
struct Inverse {
    pub clock: Signal<In, Clock>,
    pub a: Signal<In, Bits<1>>,
    pub y: Signal<Out, Bits<1>>,
}

impl Logic for Inverse {
    #[hdl_gen]
    fn update(&mut self) {
        self.y.next = !self.a.val();
    }
}

#[test]
fn arithmetic_in_a_parent_is_refused() {
    for refusal in [
        std::panic::catch_unwind(|| verilog(Parity::default(), "top")),
        std::panic::catch_unwind(|| verilog(Inverse::default(), "top")),
    ] {
        let refusal = refusal.unwrap_err();
        let refusal = refusal.downcast_ref::<String>().unwrap();
        assert!(
            refusal.contains("neither wiring, glue of one operator nor an instance"),
            "{refusal}"
        );
    }
}
