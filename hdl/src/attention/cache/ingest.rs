//! Takes vectors from the host: a key with its offsets and a query go to the rotation, everything else to
//! memory as it is.
//!
//! ```text
//! STORE:   request offsets --> key: value and offset to [rotate] --> value: to [raw_writer]
//! ATTEND:  query: value to [rotate], wait until it is collected --> next query
//! WRITE:   to [raw_writer]
//! ```

use crate::attention::layout::{
    LENGTH_BITS, MEMORY_ADDRESS_BITS, SIZE_BITS, VECTOR_ELEMENT_BITS, WORD_BITS,
};
use crate::expr::{Circuit, Leaf, State, Word, named};
use crate::memory::Reads;
use crate::stream::skid_buffer::skid_buffer;

crate::leaf_block! {
    /// See the module's documentation. Everything but streams must stay from `start_store` or `start_attend`
    /// until `idle`; values of other commands pass through.
    pub struct Ingest(describe()) {
        /// A STORE begins: a key and a value come.
        in start_store: 1,
        /// An ATTEND begins: queries come.
        in start_attend: 1,
        /// Channels of a head.
        in size: SIZE_BITS,
        /// Queries less one.
        in last_query: 2,
        /// Where the offsets of the key are.
        in region: MEMORY_ADDRESS_BITS,
        /// FP16 values of the host: keys with values, queries, or what WRITE takes.
        stream in vectors: VECTOR_ELEMENT_BITS,
        /// Four FP16 offsets of a key from memory, the first channel's in the lowest bits.
        in word: WORD_BITS,
        /// Four offsets are there; they wait until `word_ready`.
        in word_valid: 1,
        /// The rotation takes a value.
        in rotate_ready: 1,
        /// The writer of plain values has some to take.
        in raw_writer_wants: 1,
        /// It takes one.
        in raw_writer_ready: 1,
        /// All it took is written.
        in raw_writer_idle: 1,
        /// Everything of a vector has left the collector.
        in collected: 1,
        /// All four offsets have been used: the word is taken.
        out word_ready: 1,
        /// Reads the offsets of a key.
        link request: Reads,
        /// The FP16 value that the host sends, for whom `rotate_valid` or `raw_writer_valid` says.
        out value: 16,
        /// `value` and `offset` are there for the rotation; they wait until `rotate_ready`.
        out rotate_valid: 1,
        /// A key's offset in that channel, or zero.
        out offset: 16,
        /// The rotation's results are divided by n: they are a key's, not a query's.
        out divides: 1,
        /// `value` is for memory, as it is; it waits until `raw_writer_ready`.
        out raw_writer_valid: 1,
        /// No command takes vectors but WRITE.
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

/// Offsets of a key: four per word, the lowest one first.
struct Offsets {
    word: State,
    /// Which of the four is the lowest.
    lane: State,
    /// There is one.
    here: State,
    /// In a register of its own, and in every second cycle only: memory is far, and a word lasts for four
    /// values.
    word_ready: State,
    /// A word is taken.
    fill: Word,
}

#[named]
impl Offsets {
    fn new(leaf: &Leaf, word_valid: &Word) -> Self {
        let word = leaf.state("offsets", WORD_BITS, 0);
        let lane = leaf.state("offset_lane", 2, 0);
        let here = leaf.state("offsets_here", 1, 0);
        let word_ready = leaf.state("word_ready", 1, 0);
        let fill = word_ready.get() & word_valid;
        Offsets {
            word,
            lane,
            here,
            word_ready,
            fill,
        }
    }

    /// Takes a word, or drops the offset that is `used`; behind the last value's nothing is left.
    fn count(&self, word: &Word, used: &Word, last_value: &Word) {
        let Offsets {
            lane, here, fill, ..
        } = self;
        let shifted = self.word.get().slice(16, 48).extend(WORD_BITS);
        // A cycle late: the next value is taken in two cycles at the earliest, and a word comes later still.
        let used_before = used.register_from_zero();
        self.word.when(fill, word).when(&used_before, &shifted);
        let lane_next = lane.get().wrapping_add(&lane.constant(1, 2));
        lane.when(fill, 0).when(used, &lane_next);
        let empty = used & (&lane.get().every_bit() | last_value);
        here.set(&(fill | (here.get() & !&empty)));
    }
}

/// The circuit of [`Ingest`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "ingest",
        "Takes the host's vectors: keys, with their offsets from memory, and queries to the rotation, all else to memory as it is.",
    );
    let start_store = leaf.control("start_store", 1);
    let start_attend = leaf.control("start_attend", 1);
    let size = leaf.control("size", SIZE_BITS);
    let last_query = leaf.control("last_query", 2);
    let region = leaf.control("region", MEMORY_ADDRESS_BITS);
    let vectors_data = leaf.control("vectors_data", VECTOR_ELEMENT_BITS);
    let vectors_valid = leaf.control("vectors_valid", 1);
    let word = leaf.control("word", WORD_BITS);
    let word_valid = leaf.control("word_valid", 1);
    let request_ready = leaf.control("request_ready", 1);
    let rotate_ready = leaf.control("rotate_ready", 1);
    let raw_writer_wants = leaf.control("raw_writer_wants", 1);
    let raw_writer_ready = leaf.control("raw_writer_ready", 1);
    let raw_writer_idle = leaf.control("raw_writer_idle", 1);
    let collected = leaf.control("collected", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let mode = leaf.machine("mode", Mode::Pass);
    let [pass, request] = [Mode::Pass, Mode::Request].map(|m| mode.is(m));
    let [key, value] = [Mode::Key, Mode::Value].map(|m| mode.is(m));
    let [query, collect] = [Mode::Query, Mode::Collect].map(|m| mode.is(m));

    let offsets = Offsets::new(&leaf, &word_valid);
    // One value on its way, in two cycles at most: nobody takes more.
    let for_rotate = leaf.state("for_rotate", 1, 0);
    let for_raw_writer = leaf.state("for_raw_writer", 1, 0);
    let room = (!&(for_rotate.get() | for_raw_writer.get())).named("room");
    let to_rotate = &room & (&query | (&key & offsets.here.get()));
    let to_raw_writer = (&room & (&pass | &value)) & &raw_writer_wants;
    let ready = &to_rotate | &to_raw_writer;
    let vectors = skid_buffer(&leaf, &vectors_data, &vectors_valid, &ready);
    let rotates = (&to_rotate & &vectors.valid).named("rotates");
    let stores = &to_raw_writer & &vectors.valid;
    for_rotate.set(&(&rotates | (for_rotate.get() & !&rotate_ready)));
    for_raw_writer.set(&(&stores | (for_raw_writer.get() & !&raw_writer_ready)));
    let leaving = leaf.state("value", 16, 0);
    leaving.set_if(&room, &vectors.data);
    let used = &rotates & &key;
    let left = leaf.state("values_left", SIZE_BITS, 0);
    let last_value = left.get().is(1);
    let vector_done = (&rotates & &last_value).named("vector_done");
    offsets.count(&word, &used, &last_value);

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
        .when(&(&value & &raw_writer_idle), Mode::Pass)
        .when(&(&key & &vector_done), Mode::Value)
        .when(&(&request & &request_ready), Mode::Key)
        .when(&start_attend, Mode::Query)
        .when(&start_store, Mode::Request);
    let mode_next = mode.next();
    let word_ready = &offsets.word_ready;
    word_ready.set(&(&(&key & !offsets.here.get()) & !word_ready.get()));
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
    offset.set_if(&room, &(&offsets.word.get().slice(0, 16) & &subtracts));
    leaf.output("offset", offset.get());
    let for_key = leaf.state("for_key", 1, 0);
    for_key.set_if(&start, &start_store);
    leaf.output("divides", for_key.get());
    leaf.output("raw_writer_valid", for_raw_writer.get());
    leaf.output("idle", &pass);
    leaf.build()
}
