//! The words of a matrix, asked for in bursts.
//!
//! `words = ceil(groups / 4) * (18, 20 or 34)`: a sum of two shifts, because a record has two bits set in its words' number.

use super::{order, run};
use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::command::Field;
use crate::memory::Reads;
use crate::memory::walk::{Course, Walk};
use crate::stream::skid_buffer::skid_buffer;
use crate::stream::{incoming, outgoing};
use harmonia_contract::Format;
use harmonia_contract::weights::{RECORD_GROUPS, record_words};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct WeightsRequests(describe()) {
        /// Matrices to read; two wait.
        stream in order: order::BITS,
        /// Reads the next words.
        link request: Reads,
        /// What these words are: sent before the first request of a run.
        stream out run: run::BITS,
        /// There is no order.
        out idle: 1,
    }
}

/// The circuit of [`WeightsRequests`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "weights_requests",
        "Matrices in memory: requests for the words of their records, and what these words are.",
    );
    let [order, order_valid] = incoming(&mut leaf, "order", order::BITS);
    let request_ready = leaf.control("request_ready", 1);
    let run_ready = leaf.control("run_ready", 1);

    let walk = Walk::new(&leaf, &leaf.constant(0, 1));
    // An order says groups; its words are there two cycles later.
    let start = leaf.state("start", 1, 0);
    let next = skid_buffer(&leaf, &order, &order_valid, start.get());
    let field = |(low, width): Field| next.data.slice(low, width);
    let (low, width) = order::GROUPS;
    let given_groups = next.data.slice(low, run::GROUPS.1);
    leaf.unused(&next.data.slice(low + run::GROUPS.1, width - run::GROUPS.1));
    let waits = &(&walk.idle & &next.valid) & &!start.get();
    let counted = leaf.state("counted", 1, 0);
    counted.set(&waits);
    start.set(&(&waits & counted.get()));
    let records = leaf.state("records", RECORDS_BITS, 0);
    records.set(&records_of(&mut leaf, &given_groups));
    let words = leaf.state("words", MEMORY_ADDRESS_BITS, 0);
    words.set(&words_of(&records, &field(order::FORMAT)));
    let groups = leaf.state("groups", run::GROUPS.1, 0);
    let format = leaf.state("format", order::FORMAT.1, 0);
    groups.when(&start, &given_groups);
    format.when(&start, &field(order::FORMAT));

    // A run is announced, then asked for.
    let announced = leaf.state("announced", 1, 0);
    let announces = &walk.offers & &!announced.get();
    let asks = &walk.offers & announced.get();
    let taken = &asks & &request_ready;
    let course = Course {
        address: field(order::ADDRESS),
        words: words.get().clone(),
        loops: field(order::LOOPS),
    };
    let run_done = walk.follow(&leaf, &course, &start, &taken);
    announced
        .when(&run_done, 0)
        .when(&(&announces & &run_ready), 1);

    leaf.output("order_ready", &next.ready);
    leaf.output("request_valid", &asks);
    leaf.output("request_address", &walk.address);
    leaf.output("request_length", &walk.length);
    let run = concat(&[groups.get(), format.get()]);
    outgoing(&mut leaf, "run", &run, &announces);
    leaf.output("idle", &(&walk.idle & &!&next.valid));
    leaf.build()
}

/// Bits of the records of a matrix.
const RECORDS_BITS: usize = MEMORY_ADDRESS_BITS + 1 - RECORD_GROUPS.ilog2() as usize;

/// Records of a matrix: the last one may not be full.
#[named]
fn records_of(leaf: &mut Leaf, groups: &Word) -> Word {
    const WIDTH: usize = MEMORY_ADDRESS_BITS + 1;
    let part = WIDTH - RECORDS_BITS;
    let most = leaf.constant(RECORD_GROUPS as u128 - 1, WIDTH);
    let rounded = groups.extend(WIDTH).wrapping_add(&most);
    leaf.unused(&rounded.slice(0, part));
    rounded.slice(part, RECORDS_BITS)
}

/// Words of records.
#[named]
fn words_of(records: &Word, format: &Word) -> Word {
    // An order with another code is read as the first format.
    let mut summands = shifted(records, Format::ALL[0]);
    for of in &Format::ALL[1..] {
        let is_format = format.is(of.code() as u128);
        summands =
            [0, 1].map(|index| is_format.mux(&shifted(records, *of)[index], &summands[index]));
    }
    summands[0].wrapping_add(&summands[1])
}

/// Two summands of `records` times the words of a record.
fn shifted(records: &Word, format: Format) -> [Word; 2] {
    let words = record_words(format);
    assert_eq!(
        words.count_ones(),
        2,
        "{words} words are no sum of two shifts"
    );
    let low = words.trailing_zeros() as usize;
    let high = words.ilog2() as usize;
    [low, high].map(|shift| {
        let kept = records.width().min(MEMORY_ADDRESS_BITS - shift);
        let product = records.slice(0, kept).shift_left(shift);
        product.extend(MEMORY_ADDRESS_BITS)
    })
}
