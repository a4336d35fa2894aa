//! Collects rotated values, four at a time: of a key for its converter, of a query for the engine's. The last block is zero-padded.
//!
//! ```text
//! rotated, then zeros --> [4 values, the newest on top] --> key's converter
//!                                                      `--> engine
//! ```

use crate::attention::layout::{BLOCKS_BITS, SIZE_BITS};
use crate::expr::{Circuit, Leaf, concat, named};
use crate::layout::ACTIVATION_BEAT_BITS;
use crate::stream::outgoing;

crate::leaf_block! {
    /// See the module's documentation. `key` says what the vector is. A beat of a query stays until it is
    /// taken, which must be before the next value comes. `collected` is a pulse when everything of a vector
    /// has left.
    pub struct Collector(describe()) {
        /// The vector under way is a key, of which fours go to the converter; else a query, for the engine. Stays
        /// until `collected`.
        in key: 1,
        /// Channels of a head.
        in size: SIZE_BITS,
        /// Blocks of 32 channels.
        in blocks: BLOCKS_BITS,
        /// A rotated value, FP32.
        in rotated: 32,
        /// A pulse for every rotated value; it is always taken.
        in rotated_valid: 1,
        /// The latest four rotated values of a key, FP32, the first in the lowest bits.
        out lanes: ACTIVATION_BEAT_BITS,
        /// A pulse when four values of a key, or zeros behind its last one, are complete; there is no
        /// back-pressure.
        out lanes_valid: 1,
        /// Four rotated values of a query, FP32, the first in the lowest bits; must be taken before the next value comes, which nothing here
        /// checks.
        stream out query: ACTIVATION_BEAT_BITS,
        /// A pulse when everything of a vector, the zeros behind it included, has left.
        out collected: 1
    }
}

/// The circuit of [`Collector`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "collector",
        "Rotated values, one after the other, to fours of a key for its converter, or of a query for the engine.",
    );
    let key = leaf.control("key", 1);
    let size = leaf.control("size", SIZE_BITS);
    let blocks = leaf.control("blocks", BLOCKS_BITS);
    let rotated = leaf.control("rotated", 32);
    let rotated_valid = leaf.control("rotated_valid", 1);
    let beat_ready = leaf.control("query_ready", 1);

    let count = leaf.state("count", SIZE_BITS, 0);
    let complete = leaf.state("complete", 1, 0);
    let beat = leaf.state("beat_waits", 1, 0);
    let taken = beat.get() & &beat_ready;
    let padding = leaf.state("padding", 1, 0);
    let pad = (padding.get() & !beat.get()).named("pad");
    let step = (&rotated_valid | &pad).named("step");
    let next = count.get().wrapping_add(&leaf.constant(1, SIZE_BITS));
    let wanted = blocks.shift_left(5).as_unsigned().extend(SIZE_BITS);
    let ends = next.equals(&wanted);
    let short = &next.equals(&size) & !&ends;
    padding.set(&step.mux(&(&(&short | padding.get()) & !&ends), padding.get()));
    let left = complete.get() & !beat.get();
    // The values move a cycle after their step: it drives all of them.
    let moves = step.register_from_zero();
    let ended = (&step & &ends).register_from_zero();
    complete.set(&(&ended | (complete.get() & !&left)));
    let counted = step.mux(&next, count.get());
    count.set(&left.mux(&count.get().zero(SIZE_BITS), &counted));

    let values = leaf.state("values", ACTIVATION_BEAT_BITS, 0);
    let value = &rotated & &rotated_valid.as_signed().extend(32).as_unsigned();
    let kept = values.get().slice(32, ACTIVATION_BEAT_BITS - 32);
    values.set_if(&moves, &concat(&[&kept, &value.register()]));
    let fourth = &count.get().slice(0, 2).every_bit() & &step;
    let filled = (&fourth & !&key).register_from_zero();
    beat.set(&(&filled | (beat.get() & !&taken)));
    leaf.output("lanes", values.get());
    let four = (&fourth & &key).register_from_zero();
    leaf.output("lanes_valid", &four.register_from_zero());
    outgoing(&mut leaf, "query", values.get(), beat.get());
    leaf.output("collected", &left);
    leaf.build()
}
