//! Takes vectors from the host: a key with its offsets and a query go to the rotation, everything else to memory as it is.
//!
//! ```text
//! STORE:   request offsets --> key: value and offset to [rotate] --> value: to [elements]
//! ATTEND:  query: value to [rotate], wait until it is collected --> next query
//! WRITE:   to [elements]
//! ```

use crate::attention::layout::{LENGTH_BITS, MEMORY_ADDRESS_BITS, SIZE_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, named};
use crate::stream::skid_buffer::skid_buffer;

crate::leaf_block! {
    /// See the module's documentation. Everything but streams must stay from `start_store` or `start_attend` until `idle`; values of other commands pass through.
    pub struct Ingest {
        in start_store: 1,
        in start_attend: 1,
        in size: SIZE_BITS,
        in rotation: 4,
        in last_query: 2,
        in region: MEMORY_ADDRESS_BITS,
        in vectors_data: 16,
        in vectors_valid: 1,
        in word: WORD_BITS,
        in word_valid: 1,
        in request_ready: 1,
        in rotate_ready: 1,
        in elements_wants: 1,
        in elements_ready: 1,
        in elements_idle: 1,
        in collected: 1,
        out vectors_ready: 1,
        out word_ready: 1,
        out request_valid: 1,
        out request_address: MEMORY_ADDRESS_BITS,
        out request_length: LENGTH_BITS,
        out value: 16,
        out rotate_valid: 1,
        out offset: 16,
        out halvings: 3,
        out elements_valid: 1,
        out idle: 1
    }
}

crate::states! {
    /// What the values that come are.
    enum Mode {
        /// For whoever wants them.
        Pass,
        /// A key's, once its offsets have been asked for.
        Request,
        Key,
        Value,
        Query,
        /// Nothing's: the last query is being collected.
        Collect,
    }
}

/// The circuit of [`Ingest`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("ingest", "Vectors to rotation and memory.");
    let start_store = leaf.control("start_store", 1);
    let start_attend = leaf.control("start_attend", 1);
    let size = leaf.control("size", SIZE_BITS);
    let rotation = leaf.control("rotation", 4);
    let last_query = leaf.control("last_query", 2);
    let region = leaf.control("region", MEMORY_ADDRESS_BITS);
    let vectors_data = leaf.control("vectors_data", 16);
    let vectors_valid = leaf.control("vectors_valid", 1);
    let word = leaf.control("word", WORD_BITS);
    let word_valid = leaf.control("word_valid", 1);
    let request_ready = leaf.control("request_ready", 1);
    let rotate_ready = leaf.control("rotate_ready", 1);
    let elements_wants = leaf.control("elements_wants", 1);
    let elements_ready = leaf.control("elements_ready", 1);
    let elements_idle = leaf.control("elements_idle", 1);
    let collected = leaf.control("collected", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let mode = leaf.machine("mode", Mode::Pass);
    let [pass, request] = [Mode::Pass, Mode::Request].map(|m| mode.is(m));
    let [key, value] = [Mode::Key, Mode::Value].map(|m| mode.is(m));
    let [query, collect] = [Mode::Query, Mode::Collect].map(|m| mode.is(m));

    // Offsets: four a word, the lowest one first.
    let offsets = leaf.state("offsets", WORD_BITS, 0);
    let lanes = leaf.state("offset_lane", 2, 0);
    let have = leaf.state("offsets_here", 1, 0);
    // In a register of its own, and in every second cycle only: memory is far, and a word lasts for four values.
    let word_ready = leaf.state("word_ready", 1, 0);
    let fill = word_ready.get() & &word_valid;

    // One value on its way, in two cycles at most: nobody takes more.
    let for_rotate = leaf.state("for_rotate", 1, 0);
    let for_elements = leaf.state("for_elements", 1, 0);
    let room = (!&(for_rotate.get() | for_elements.get())).named("room");
    let to_rotate = &room & (&query | (&key & have.get()));
    let to_elements = (&room & (&pass | &value)) & &elements_wants;
    let ready = &to_rotate | &to_elements;
    let vectors = skid_buffer(&leaf, &vectors_data, &vectors_valid, &ready);
    let rotates = (&to_rotate & &vectors.valid).named("rotates");
    let stores = &to_elements & &vectors.valid;
    for_rotate.set(&(&rotates | (for_rotate.get() & !&rotate_ready)));
    for_elements.set(&(&stores | (for_elements.get() & !&elements_ready)));
    let leaving = leaf.state("value", 16, 0);
    leaving.set_if(&room, &vectors.data);
    let used = &rotates & &key;
    let left = leaf.state("values_left", SIZE_BITS, 0);
    let last_value = left.get().is(1);
    let vector_done = (&rotates & &last_value).named("vector_done");
    let shifted = offsets.get().slice(16, 48).extend(WORD_BITS);
    offsets.when(&fill, &word).when(&used, &shifted);
    let lane_next = lanes.get().wrapping_add(&number(1, 2));
    lanes.when(&fill, 0).when(&used, &lane_next);
    let empty = &used & (&lanes.get().every_bit() | &last_value);
    have.set(&(&fill | (have.get() & !&empty)));

    let start = &start_store | &start_attend;
    let heads = leaf.state("queries_left", 2, 0);
    let more = heads.get().any_bit();
    let all_collected = &collect & &collected;
    let again = &all_collected & &more;
    let heads_less = heads.get().wrapping_sub(&number(1, 2));
    heads.when(&start, &last_query).when(&again, &heads_less);
    let less = left.get().wrapping_sub(&number(1, SIZE_BITS));
    left.when(&(&start | &again), &size).when(&rotates, &less);

    let after_query = more.mux(&mode.value(Mode::Query), &mode.value(Mode::Pass));
    mode.when(&all_collected, &after_query)
        .when(&(&query & &vector_done), Mode::Collect)
        // A key is collected while its value is taken; both have left when the writers say so.
        .when(&(&value & &elements_idle), Mode::Pass)
        .when(&(&key & &vector_done), Mode::Value)
        .when(&(&request & &request_ready), Mode::Key)
        .when(&start_attend, Mode::Query)
        .when(&start_store, Mode::Request);
    let mode_next = mode.next();
    word_ready.set(&(&(&key & !have.get()) & !word_ready.get()));
    // In a register of its own: others wait for it.
    let asks = leaf.state("asks", 1, 0);
    asks.set(&mode_next.equals(&mode.value(Mode::Request)));

    let rounded = &size + &number(3, 2);
    let words = rounded.slice(2, LENGTH_BITS).register();
    leaf.unused(&rounded);
    leaf.output("vectors_ready", &vectors.ready);
    leaf.output("word_ready", word_ready.get());
    leaf.output("request_valid", asks.get());
    leaf.output("request_address", &region);
    leaf.output("request_length", &words);
    leaf.output("value", leaving.get());
    leaf.output("rotate_valid", for_rotate.get());
    let subtracts = key.as_signed().extend(16).as_unsigned();
    let offset = leaf.state("offset", 16, 0);
    offset.set_if(&room, &(&offsets.get().slice(0, 16) & &subtracts));
    leaf.output("offset", offset.get());
    // A key takes the larger half of m.
    let for_key = leaf.state("for_key", 1, 0);
    for_key.set_if(&start, &start_store);
    let halves = &rotation + for_key.get();
    leaf.unused(&halves);
    leaf.output("halvings", &halves.slice(1, 3).register());
    leaf.output("elements_valid", for_elements.get());
    leaf.output("idle", &pass);
    leaf.build()
}
