//! What the sequencer tells the other leaves, element by element: see [`schedule`](super::schedule).

// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;

crate::interface! {
    /// For the addresses.
    pub struct Steps, StepsOf {
        /// An element is issued: it takes a destination along.
        out issues: 1,
        /// The write pointer moves on, with `issues`.
        out advances: 1,
        /// COLLECT: it goes to the next pair, with `issues`.
        out next_pair: 1,
        /// The first pointer moves on.
        out step_a: 1,
        /// The word at the first pointer's partner is read.
        out read_partner: 1,
        /// The word at the second pointer is read, which moves on.
        out read_b: 1,
        /// The word at the third pointer is read, which moves on.
        out read_c: 1,
        /// The second pointer goes back to its begin.
        out rewind: 1,
        /// The first pointer goes to the next part.
        out next_head: 1,
        /// The result is for an element's second place.
        out second: 1,
        /// The result is the element's last one.
        out leaves: 1;
    }
}

crate::interface! {
    /// For the operands of the arithmetic.
    pub struct Moves, MovesOf {
        /// `left` takes the word that was read.
        out take_left: 1,
        /// `right` takes it.
        out take_right: 1,
        /// `other` takes it.
        out take_other: 1,
        /// The second factor is `other`.
        out times_other: 1,
        /// The first factor is the product of the cycle before.
        out of_product: 1,
        /// The first factor is the quotient.
        out of_quotient: 1,
        /// The product is kept.
        out keeps: 1,
        /// The terms are the product that was kept, and the product with its sign turned.
        out subtracts: 1;
    }
}
