//! FP16 values to memory as they are: WRITE, four to a word; STORE, each at its token's place in the residual.

use crate::attention::layout::{ENABLE_BITS, MEMORY_ADDRESS_BITS, POSITION_BITS, SIZE_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::memory::Writes;

crate::leaf_block! {
    /// `start_write` takes `4 * position` values to the words from `region` on; `start_store` takes `size` values to the residual, at the place of token
    /// `position` in its group. It `wants` values until it has taken the last, and takes one when there is no request left to send.
    pub struct RawWriter(describe()) {
        /// A WRITE begins.
        in start_write: 1,
        /// A STORE begins: its value goes to the residual.
        in start_store: 1,
        /// Words of a WRITE; of a STORE the token, whose place in its group of 32 is where the value goes.
        in position: POSITION_BITS,
        /// Channels of a head.
        in size: SIZE_BITS,
        /// Where a WRITE writes.
        in region: MEMORY_ADDRESS_BITS,
        /// Where the residual is.
        in residual: MEMORY_ADDRESS_BITS,
        /// An FP16 value of the host, as it came.
        in value: 16,
        /// A value is there for memory; it waits until `value_ready`.
        in value_valid: 1,
        /// Values of the command under way are still to come.
        out wants: 1,
        /// The value is taken.
        out value_ready: 1,
        /// Writes a word, or the two bytes of a STORE's value in it.
        link request: Writes,
        /// Everything is written.
        out idle: 1
    }
}

/// The circuit of [`RawWriter`].
#[named]
pub fn describe() -> Circuit {
    const COUNT: usize = POSITION_BITS + 2;
    let mut leaf = Leaf::new(
        "raw_writer",
        "FP16 values to memory as they are: four per word of a WRITE, or each at its token's place in the residual.",
    );
    let start_write = leaf.control("start_write", 1);
    let start_store = leaf.control("start_store", 1);
    let position = leaf.control("position", POSITION_BITS);
    let size = leaf.control("size", SIZE_BITS);
    let region = leaf.control("region", MEMORY_ADDRESS_BITS);
    let residual = leaf.control("residual", MEMORY_ADDRESS_BITS);
    let value = leaf.control("value", 16);
    let value_valid = leaf.control("value_valid", 1);
    let request_ready = leaf.control("request_ready", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let left = leaf.state("values_left", COUNT, 0);
    let some = leaf.state("some_left", 1, 0);
    let request = leaf.state("request", 1, 0);
    let ready = some.get() & !request.get();
    let take = (&ready & &value_valid).named("take");
    let start = &start_write | &start_store;
    let wanted = start_store.mux(&size.extend(COUNT), &position.shift_left(2).as_unsigned());
    let less = left.get().wrapping_sub(&number(1, COUNT));
    left.set(&start.mux(&wanted, &take.mux(&less, left.get())));
    let more = &!&left.get().is(1) & some.get();
    some.set(&start.mux(&wanted.any_bit(), &take.mux(&more, some.get())));

    // In the residual every value is a request of its own: four copies, one of which is enabled.
    let scattered = leaf.state("scattered", 1, 0);
    scattered.set_if(&start, &start_store);
    let lane = leaf.state("lane", 2, 0);
    let lane_next = lane.get().wrapping_add(&number(1, 2));
    let moved = (&take & !scattered.get()).mux(&lane_next, lane.get());
    let own_lane = start_store.mux(&position.slice(0, 2), &number(0, 2));
    lane.set(&start.mux(&own_lane, &moved));
    let data: Vec<Word> = (0..4)
        .map(|i| {
            let state = leaf.state(&format!("value_{i}"), 16, 0);
            state.set_if(&(&take & (scattered.get() | &lane.get().is(i))), &value);
            state.get().clone()
        })
        .collect();
    let complete = &take & (scattered.get() | &lane.get().every_bit());
    request.set(&(&complete | (request.get() & !&request_ready)));
    let sent = request.get() & &request_ready;
    let address = leaf.state("address", MEMORY_ADDRESS_BITS, 0);
    let token_word = position.slice(2, 3).extend(MEMORY_ADDRESS_BITS);
    let first = start_store.mux(&residual.wrapping_add(&token_word), &region);
    let stride = scattered.get().mux(&number(8, 4), &number(1, 4));
    let next = address
        .get()
        .wrapping_add(&stride.extend(MEMORY_ADDRESS_BITS));
    address.set(&start.mux(&first, &sent.mux(&next, address.get())));
    let enables: Vec<Word> = (0..ENABLE_BITS)
        .map(|i| &!scattered.get() | &lane.get().is(i as u128 / 2))
        .collect();

    leaf.output("wants", some.get());
    leaf.output("value_ready", &ready);
    leaf.output("request_valid", request.get());
    leaf.output("request_address", address.get());
    leaf.output("request_data", &concat(&data.iter().collect::<Vec<_>>()));
    leaf.output(
        "request_enables",
        &concat(&enables.iter().collect::<Vec<_>>()),
    );
    leaf.output("idle", &(&!some.get() & !request.get()));
    leaf.build()
}
