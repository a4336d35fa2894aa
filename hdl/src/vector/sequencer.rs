//! Takes orders, issues their elements, and knows when all is done.
//!
//! ```text
//! Idle --order--> Begin --> Issue --last element--> Drain --all done--> Flush --sinks empty--> Idle
//!                             ^                       |
//!                             `--- next step of NORM -+--> Root
//! ```
//!
//! An element that was issued runs through its [plan](super::schedule) by itself: nothing stops it, so it is
//! issued only when the queue of results has room. NORM has two steps for each part, each of a [kind](Kind) of
//! its own: the sum of squares, whose root is taken then, and the products; before the first it reads N.

mod loops;
mod timing;

use super::math::root::WIDTH_BITS;
use super::order::{
    A, ADDRESS_BITS, B, D, HALVES, LENGTH, OPERATION, ORDER_BITS, SINK, STRIDE, TAG, field,
};
use super::pulses::{Moves, Steps};
use super::schedule::{Kind, plans};
use crate::expr::{Circuit, Leaf, Word, any, named};
use loops::Loops;
use timing::Timing;

/// Elements that may be on their way: as many as the queue of results has places.
pub const PLACES: usize = 32;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Sequencer(describe()) {
        /// An order; ready when the one before has wholly ended.
        stream in order: ORDER_BITS,
        /// A word of memory is there for a FETCH.
        in some_fetched: 1,
        /// A result is there for a COLLECT.
        in some_result: 1,
        /// A pulse: the root of a norm is there.
        in root_done: 1,
        /// A pulse: an element has left the queue of results.
        in taken: 1,
        /// Nothing waits in the sinks.
        in sinks_empty: 1,
        /// A pulse: an order begins, and its fields are here.
        out start: 1,
        /// What the order does, by the number of its kind; with `start`, as the fields that follow.
        out operation: Kind::BITS,
        /// First operand.
        out a: ADDRESS_BITS,
        /// Second operand.
        out b: ADDRESS_BITS,
        /// Destination, or dimensions.
        out d: ADDRESS_BITS,
        /// From token to token.
        out stride: ADDRESS_BITS,
        /// Elements of a part.
        out length: LENGTH.1,
        /// How channels are paired.
        out halves: 1,
        /// Names the order.
        out tag: TAG.1,
        /// Where results go, until the order's end; memory where there is no choice.
        out sink: SINK.1,
        /// What elements are of, by the number of the kind; from the cycle after `start` on.
        out kind: Kind::BITS,
        /// COLLECT: the result that is taken is an odd output.
        out odd: 1,
        /// A word of memory is taken, if there is one.
        out fetched_ready: 1,
        /// A result is taken, if there is one.
        out results_ready: 1,
        /// For the addresses.
        link steps: Steps,
        /// For the operands.
        link moves: Moves,
        /// Half of N was read.
        out take_epsilon: 1,
        /// The multiplier takes factors.
        out multiplies: 1,
        /// Its factors are one number, for the sum of squares.
        out squares: 1,
        /// The adder takes terms.
        out adds: 1,
        /// The product is t of SwiGLU.
        out is_exponent: 1,
        /// The divider takes operands.
        out divides: 1,
        /// A result is there.
        out result: 1,
        /// A pulse: the root is taken of the sum of squares.
        out root_start: 1,
        /// Elements of the part.
        out width: WIDTH_BITS,
        /// No element comes any more: what is left in the sinks is sent.
        out flush: 1,
        /// No order is under way.
        out idle: 1
    }
}

crate::states! {
    /// What the unit does.
    enum Mode { Idle, Begin, Issue, Drain, Root, Flush }
}

/// Whether a word is the number of a kind.
pub(super) fn kind_is(word: &Word, kind: Kind) -> Word {
    word.is(kind as u128)
}

/// The circuit of [`Sequencer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "sequencer",
        "Takes orders, issues their elements at the pace of their kind, and tells every leaf what to do in which cycle.",
    );
    let order = leaf.control("order_data", ORDER_BITS);
    let order_valid = leaf.control("order_valid", 1);
    let some_fetched = leaf.control("some_fetched", 1);
    let some_result = leaf.control("some_result", 1);
    let root_done = leaf.control("root_done", 1);
    let taken = leaf.control("taken", 1);
    let sinks_empty = leaf.control("sinks_empty", 1);
    let plans = plans();

    let mode = leaf.machine("mode", Mode::Idle);
    let idle = mode.is(Mode::Idle);
    let start = mode.is(Mode::Begin).named("begins");
    // Half of the operation's numbers are no order's.
    let operation = field(&order, OPERATION).slice(0, 3).extend(Kind::BITS);
    let kind = leaf.machine("step_kind", Kind::Copy);
    // Kinds are decoded a cycle before: what decides whether an element is issued is the begin of long paths.
    let kinds = Kind::ALL.map(|kind| {
        let name = format!("is_{kind:?}").to_lowercase();
        (kind, leaf.state(&name, 1, (kind == Kind::Copy).into()))
    });
    let of = |wanted: Kind| kinds[wanted as usize].1.get();
    let [fetches, collects] = [Kind::Fetch, Kind::Collect].map(of);
    let [epsilon, squares, norm] = [Kind::Epsilon, Kind::Squares, Kind::Norm].map(of);

    // Elements begin at a multiple of their kind's period, which is decoded a cycle before as well.
    let phase = leaf.state("phase", 2, 0);
    let next_phase = phase.wrapping_add(&leaf.constant(1, 2));
    phase.set(&next_phase);
    let due = leaf.state("due", 1, 1);
    let waiting = leaf.state("on_their_way", PLACES.ilog2() as usize + 1, 0);
    let room = !&waiting.sign();
    let may = (&mode.is(Mode::Issue) & due.get() & &room).named("may_issue");
    let fetched_ready = &may & fetches;
    let results_ready = &may & collects;
    let source = (&some_fetched | !fetches) & (&some_result | !collects);
    let issue = (&may & &source).named("issue");

    let loops = Loops::new(&leaf, &order, &start, [epsilon, squares, collects], &issue);
    let of_norm = &(epsilon | squares) | norm;
    let ends = (&loops.last_of_part & &(&loops.last_part | &of_norm)) & &issue;

    // An element is done when it is written or, on its way to a stream, when it has left the queue.
    let has_choice = !&operation.less_than(&leaf.constant(Kind::Rope as u128, Kind::BITS));
    let chosen = has_choice.mux(&leaf.constant(0, SINK.1), &field(&order, SINK));
    let sink = leaf.state("sink_kept", SINK.1, 0);
    sink.when(&start, &chosen);
    let streams = (&sink.any_bit() & !&(epsilon | squares)).named("streams");
    let some_waiting = waiting.any_bit().named("some_on_their_way");
    let last = &issue & &loops.last_of_part;
    let timing = Timing::new(&plans, &kinds, &issue, &last, &some_waiting);
    let done = streams.mux(&taken, &timing.done);
    let change = change_of(&leaf, &issue, &done, waiting.width());
    waiting.set(&waiting.wrapping_add(&change));

    // Nothing is issued while it drains, so a cycle late: what begins then lies far apart.
    let emptied = (&mode.is(Mode::Drain) & !&some_waiting)
        .register_from_zero()
        .named("emptied");
    let drained = (&mode.is(Mode::Drain) & &emptied).named("drained");
    let root_start = &drained & squares;
    let over = leaf.state("over", 1, 0);
    over.when(&start, 0)
        .when(&ends, &(&loops.last_part & !&(epsilon | squares)));
    let first_kind = kind_is(&operation, Kind::Norm).mux(&kind.value(Kind::Epsilon), &operation);
    kind.when(&start, &first_kind)
        .when(&(&mode.is(Mode::Root) & &root_done), Kind::Norm)
        .when(
            &(&drained & &(epsilon | &(norm & !over.get()))),
            Kind::Squares,
        );
    let next_kind = kind.next();
    let mut dues = Vec::new();
    for ((kind, state), plan) in kinds.iter().zip(&plans) {
        let is = kind_is(&next_kind, *kind);
        state.set(&is);
        dues.push(match plan.period.ilog2() as usize {
            0 => is,
            bits => is & next_phase.slice(0, bits).is(0),
        });
    }
    due.set(&any(&dues));
    let after_drain = over.mux(&mode.value(Mode::Flush), &mode.value(Mode::Issue));
    mode.when(&(&idle & &order_valid), Mode::Begin)
        .when(&start, Mode::Issue)
        .when(&ends, Mode::Drain)
        .when(&root_start, Mode::Root)
        .when(&drained, &after_drain)
        .when(&(&mode.is(Mode::Root) & &root_done), Mode::Issue)
        .when(&(&mode.is(Mode::Flush) & &sinks_empty), Mode::Idle);

    leaf.output("order_ready", &start);
    // From a register: who asks lies far away, and waits for a while.
    let rests = leaf.state("rests", 1, 1);
    rests.set(&idle);
    leaf.output("idle", &rests);
    leaf.output("start", &start);
    leaf.output("operation", &operation);
    for (name, place) in [
        ("a", A),
        ("b", B),
        ("d", D),
        ("stride", STRIDE),
        ("length", LENGTH),
        ("halves", HALVES),
        ("tag", TAG),
    ] {
        leaf.output(name, &field(&order, place));
    }
    leaf.unused(&order);
    leaf.output("sink", &sink);
    leaf.output("kind", &kind);
    leaf.output("fetched_ready", &fetched_ready);
    leaf.output("results_ready", &results_ready);
    let odd = collects & &loops.left.bit(0);
    leaf.output("odd", &odd);
    let delivers = (&issue & !&(epsilon | squares)).named("delivers");
    leaf.output("steps_issues", &delivers);
    // The two outputs of a pair have one destination.
    leaf.output("steps_advances", &(&delivers & !&(collects & !&odd)));
    leaf.output("steps_next_pair", &(&last & collects));
    timing.outputs(&mut leaf, &(&odd & &issue));
    leaf.output("root_start", &root_start);
    leaf.output("width", &loops.limit.slice(0, WIDTH_BITS));
    leaf.output("flush", &mode.is(Mode::Flush));
    leaf.build()
}

/// One more, one less, or neither.
#[named]
fn change_of(leaf: &Leaf, more: &Word, less: &Word, width: usize) -> Word {
    let up = (more & !less).extend(width);
    (less & !more).mux(&leaf.constant((1 << width) - 1, width), &up)
}
