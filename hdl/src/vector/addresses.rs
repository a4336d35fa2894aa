//! Where elements are read and written.
//!
//! ```text
//! a: first operand, ROPE: x of a pair; its partner y     --.
//! b: second operand, back to its begin with every part    --+--> read address
//! c: ADD: D; NORM, SWIGLU: A a second time               --'
//! w: destination, or x of the pair --> [queue, one for each element on its way] --> + partner --> write address
//! ```
//!
//! `c` is also where the next head of a ROPE or the next pair of a COLLECT begins.

use super::order::{ADDRESS_BITS, LENGTH};
use super::pulses::StepsOf;
use super::schedule::Kind;
use super::sequencer::{PLACES, kind_is};
use crate::expr::{Circuit, Leaf, Word, named};
use crate::stream::fifo::Fifo;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Addresses(describe()) {
        /// An order begins, and its fields are here.
        in start: 1,
        /// What it does, by the number of its kind.
        in operation: Kind::BITS,
        /// First operand.
        in a: ADDRESS_BITS,
        /// Second operand.
        in b: ADDRESS_BITS,
        /// Destination, or dimensions.
        in d: ADDRESS_BITS,
        /// From token to token.
        in stride: ADDRESS_BITS,
        /// Elements of a part.
        in length: LENGTH.1,
        /// How channels are paired.
        in halves: 1,
        /// What elements are of, by the number of the kind.
        in kind: Kind::BITS,
        /// What is read and written, element by element.
        link steps: StepsOf,
        /// The word that is read, a cycle after the pulse that says so.
        out read_address: ADDRESS_BITS,
        /// Where the result of the cycle before is written.
        out write_address: ADDRESS_BITS
    }
}

/// The circuit of [`Addresses`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "addresses",
        "Three pointers to read by, and the destinations of the elements on their way.",
    );
    let start = leaf.control("start", 1);
    let operation = leaf.control("operation", Kind::BITS);
    let [a_field, b_field, d_field, stride_field] =
        ["a", "b", "d", "stride"].map(|name| leaf.control(name, ADDRESS_BITS));
    let length = leaf.control("length", LENGTH.1);
    let halves = leaf.control("halves", 1);
    let kind = leaf.control("kind", Kind::BITS);
    let [issues, advances, next_pair, step_a] = ["issues", "advances", "next_pair", "step_a"]
        .map(|name| leaf.control(&format!("steps_{name}"), 1));
    let [read_partner, read_b, read_c, rewind] = ["read_partner", "read_b", "read_c", "rewind"]
        .map(|name| leaf.control(&format!("steps_{name}"), 1));
    let [next_head, second, leaves] =
        ["next_head", "second", "leaves"].map(|name| leaf.control(&format!("steps_{name}"), 1));
    let number = |value: u128| leaf.constant(value, ADDRESS_BITS);
    let state = |name: &str| leaf.state(name, ADDRESS_BITS, 0);
    let begins = |kind: Kind| kind_is(&operation, kind);
    // Kinds that an order has from its begin to its end, decoded when it begins.
    let [turns, collects, fetches] = [
        ("turns", Kind::Rope),
        ("collects", Kind::Collect),
        ("fetches", Kind::Fetch),
    ]
    .map(|(name, kind)| {
        let state = leaf.state(name, 1, 0);
        state.when(&start, &begins(kind));
        state.get().clone()
    });
    let of_norm = kind_is(&kind, Kind::Epsilon);

    // What a head or a token's outputs are away from the next ones, and a pair's channels from each other.
    let apart = state("apart");
    apart.when(
        &start,
        &begins(Kind::Rope).mux(&length.slice(0, ADDRESS_BITS), &stride_field),
    );
    let partner = state("partner");
    let far = &begins(Kind::Rope) & &halves;
    let half_way = d_field.slice(1, ADDRESS_BITS - 1).extend(ADDRESS_BITS);
    partner.when(&start, &far.mux(&half_way, &number(1)));
    let adjacent = leaf.state("adjacent", 1, 0);
    adjacent.when(&start, &(&begins(Kind::Rope) & !&halves));

    let c = state("third");
    let step = collects.mux(&number(2), &number(1));
    let c_next = c
        .wrapping_add(&turns.mux(&apart, &step))
        .named("third_next");
    let of_d = &begins(Kind::Add) | &begins(Kind::Collect);
    c.when(&start, &of_d.mux(&d_field, &a_field))
        .when(&(&read_c | &next_head | &next_pair), &c_next);

    let a = state("first");
    let a_next = a.wrapping_add(&adjacent.mux(&number(2), &number(1)));
    a.when(&start, &a_field)
        .when(&next_head, &c_next)
        .when(&step_a, &a_next);
    let a_after = a.next().named("first_next");

    // A part's second operand begins behind N, where there is one.
    let b = state("second");
    let b_next = b.wrapping_add(&number(1)).named("second_next");
    let origin = state("second_begin");
    origin
        .when(&start, &b_field)
        .when(&(&read_b & &of_norm), &b_next);
    let rewinds = &rewind | &kind_is(&kind, Kind::Squares);
    b.when(&start, &b_field)
        .when(&rewinds, &origin)
        .when(&read_b, &b_next);

    let w = state("destination");
    let fetched = fetches.mux(&number(2), &number(1));
    let w_next = w.wrapping_add(&collects.mux(&apart, &fetched));
    w.when(&start, &begins(Kind::Fetch).mux(&a_field, &d_field))
        .when(&next_pair, &c_next)
        .when(&advances, &w_next);

    let of_partner = a.wrapping_add(&partner);
    let first = read_partner.mux(&of_partner, &a);
    let read_address = read_b.mux(&b, &read_c.mux(&c, &first)).register();
    // The pair before moves the pointer on while this one is issued.
    let destination = turns.mux(&a_after, &w).named("destination_of_element");
    let waiting = Fifo::new(&leaf, "destinations", PLACES, &destination, &issues);
    waiting.pop(&leaves);
    let write_address = waiting.oldest.wrapping_add(&place_of(&second, &partner));
    leaf.output("read_address", &read_address);
    leaf.output("write_address", &write_address.register());
    leaf.unused(&length.slice(ADDRESS_BITS, LENGTH.1 - ADDRESS_BITS));
    leaf.build()
}

/// How far an element's place is from its first one.
#[named]
fn place_of(second: &Word, partner: &Word) -> Word {
    partner & &second.as_signed().extend(ADDRESS_BITS).as_unsigned()
}
