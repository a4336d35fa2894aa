//! Ports that a parent connects, and names in parents.

use super::refused;
use harmonia_hdl::expr::{Circuit, Leaf};
use harmonia_hdl::verilog;
use rust_hdl::prelude::*;

mod source {
    harmonia_hdl::leaf_block! {
        /// Gives two values.
        pub struct Source {
            /// A value.
            in x: 4,
            /// The same, early.
            out now: 4,
            /// The same, late.
            out later: 4,
        }
    }
}
use source::Source;

/// `now` at stage 1, `later` at stage 3.
fn source() -> Circuit {
    let mut leaf = Leaf::new("source", "For a test.");
    let x = leaf.control("x", 4).enters(0);
    leaf.output_at("now", &x.at(1), 1);
    leaf.output_at("later", &x.at(3), 3);
    leaf.build()
}

mod sum {
    harmonia_hdl::leaf_block! {
        /// Adds them.
        pub struct Sum {
            /// A summand.
            in a: 4,
            /// The other one.
            in b: 4,
            /// Their sum.
            out y: 5,
        }
    }
}
use sum::Sum;

/// `a` and `b` wanted at the given stages; `None`: control.
fn sum(a: Option<usize>, b: Option<usize>, own_origin: bool) -> Circuit {
    let mut leaf = Leaf::new("sum", "For a test.");
    if own_origin {
        leaf.own_origin();
    }
    let mut input = |name, stage: Option<usize>| match stage {
        Some(stage) => leaf.input_at(name, 4, stage),
        None => leaf.control(name, 4),
    };
    let (a, b) = (input("a", a), input("b", b));
    let y = &a.leaves() + &b.leaves();
    leaf.output("y", &y);
    leaf.build()
}

#[derive(LogicBlock)]
struct Inner {
    pub clock: Signal<In, Clock>,
    pub a: Signal<In, Bits<4>>,
    pub b: Signal<In, Bits<4>>,
    pub y: Signal<Out, Bits<5>>,
    adder: [Sum; 1],
}

impl Logic for Inner {
    #[hdl_gen]
    fn update(&mut self) {
        self.adder[0].clock.next = self.clock.val();
        self.adder[0].a.next = self.a.val();
        self.adder[0].b.next = self.b.val();
        self.y.next = self.adder[0].y.val();
    }
}

#[derive(LogicBlock)]
struct Outer {
    pub clock: Signal<In, Clock>,
    pub x: Signal<In, Bits<4>>,
    pub y: Signal<Out, Bits<5>>,
    source: Source,
    inner: Inner,
}

impl Logic for Outer {
    #[hdl_gen]
    fn update(&mut self) {
        self.source.clock.next = self.clock.val();
        self.source.x.next = self.x.val();
        self.inner.clock.next = self.clock.val();
        self.inner.a.next = self.source.now.val();
        self.inner.b.next = self.source.later.val();
        self.y.next = self.inner.y.val();
    }
}

/// The Verilog of a source whose values, through a parent's ports, an adder takes.
fn built(adder: Circuit) -> String {
    let inner = Inner {
        clock: Default::default(),
        a: Default::default(),
        b: Default::default(),
        y: Default::default(),
        adder: [Sum::new(adder)],
    };
    let outer = Outer {
        clock: Default::default(),
        x: Default::default(),
        y: Default::default(),
        source: Source::new(source()),
        inner,
    };
    verilog(outer, "letter")
}

#[test]
fn ports_of_one_stage_are_connected() {
    assert!(built(sum(Some(1), Some(3), false)).contains("letter_sum adder_0 ("));
}

#[test]
fn ports_of_two_stages_are_not_connected() {
    let parts = [
        "letter: stages differ",
        "source.later (stage 3)",
        "inner.adder[0].b (stage 2)",
    ];
    refused(&parts, || built(sum(Some(1), Some(2), false)));
    refused(
        &[
            "source.now (stage 1)",
            "inner.adder[0].a (stage 2)",
            "`own_origin`",
        ],
        || built(sum(Some(2), Some(4), false)),
    );
}

#[test]
fn a_leaf_with_an_origin_of_its_own_is_at_one_time() {
    built(sum(Some(0), Some(2), true));
    built(sum(Some(7), Some(9), true));
    let parts = [
        "stages differ",
        "source.now (stage 1)",
        "inner.adder[0].a (stage 0)",
        "source.later (stage 3)",
        "one time",
    ];
    refused(&parts, || built(sum(Some(0), Some(3), true)));
}

#[test]
fn control_may_be_connected_to_any_stage() {
    built(sum(None, Some(3), false));
    built(sum(None, None, false));
    refused(&["source.later (stage 3)", "(stage 1)"], || {
        built(sum(None, Some(1), false))
    });
}

#[derive(LogicBlock)]
struct Keyword {
    pub clock: Signal<In, Clock>,
    pub x: Signal<In, Bits<4>>,
    pub y: Signal<Out, Bits<4>>,
    logic: Source,
}

impl Logic for Keyword {
    #[hdl_gen]
    fn update(&mut self) {
        self.logic.clock.next = self.clock.val();
        self.logic.x.next = self.x.val();
        self.y.next = self.logic.now.val();
    }
}

#[test]
fn a_parents_field_is_not_called_by_a_keyword() {
    let keyword = Keyword {
        clock: Default::default(),
        x: Default::default(),
        y: Default::default(),
        logic: Source::new(source()),
    };
    refused(&["top: part `logic`", "keyword"], || {
        verilog(keyword, "letter")
    });
}

#[derive(LogicBlock)]
struct Alike {
    pub clock: Signal<In, Clock>,
    pub x: Signal<In, Bits<4>>,
    pub y: Signal<Out, Bits<4>>,
    pub source_now: Signal<Out, Bits<4>>,
    source: Source,
}

impl Logic for Alike {
    #[hdl_gen]
    fn update(&mut self) {
        self.source.clock.next = self.clock.val();
        self.source.x.next = self.x.val();
        self.y.next = self.source.later.val();
        self.source_now.next = self.source.now.val();
    }
}

#[test]
fn two_signals_of_a_parent_do_not_become_one() {
    let alike = Alike {
        clock: Default::default(),
        x: Default::default(),
        y: Default::default(),
        source_now: Default::default(),
        source: Source::new(source()),
    };
    refused(&["top: signal `source_now`", "rename"], || {
        verilog(alike, "letter")
    });
}
