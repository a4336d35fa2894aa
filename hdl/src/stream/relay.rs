//! A stream between units that lie far apart, where *taken* must mean taken: a sender learns it when the beat has left at the other end.
//!
//! ```text
//! up --> [beat] --> down, until it is taken --> up is ready for one cycle
//! ```
//!
//! Valid, data and ready all stand in registers, as those of a [skid buffer](super::skid_buffer) do, but no beat is taken ahead of who
//! receives it. A beat takes three cycles more.

use super::{incoming, outgoing};
use crate::expr::{Circuit, Leaf, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Relay<const WIDTH: usize>(describe(WIDTH)) {
        /// Beats that come: ready in the cycle after they have left.
        stream in up: WIDTH,
        /// The same beats, in their order.
        stream out down: WIDTH,
    }
}

/// The circuit of [`Relay`].
#[named]
pub fn describe(width: usize) -> Circuit {
    let mut leaf = Leaf::new(
        &format!("relay_{width}"),
        "A place in a stream whose sender waits until the beat is taken: valid, data and ready stand in registers.",
    );
    let [data, valid] = incoming(&mut leaf, "up", width);
    let ready = leaf.control("down_ready", 1);
    let holds = leaf.state("holds", 1, 0);
    let left = leaf.state("left", 1, 0);
    let beat = leaf.state("beat", width, 0);
    let leaves = holds.get() & &ready;
    let waits = holds.get() | left.get();
    beat.set_if(&!holds.get(), &data);
    holds.when(&leaves, 0).when(&(&valid & &!&waits), 1);
    left.set(&leaves);
    leaf.output("up_ready", &left);
    outgoing(&mut leaf, "down", &beat, &holds);
    leaf.build()
}
