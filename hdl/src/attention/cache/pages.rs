//! The order in which a query reads memory: requests, and a description of each burst for the reader.
//!
//! ```text
//! keys, page 0 .. G:      for each record: [low plane] high plane
//! values, page 0 .. G-1:  for each record: [low plane] high plane      the first burst of a page says ONES
//! residual:               for each channel: 8 words                    the first one says ONES
//! ```
//!
//! The low plane is read where `page < init` or `page + local >= G`. No address is multiplied: high planes
//! follow each other; low planes do as well until page `init`, from where the slots are a ring, and the walk
//! visits every page.
//!
//! A COMMIT walks the residual alone, a channel at a time: the next one when `next_channel` says that the writer
//! has come to this one. What a page needs is settled while the page before is read, which takes at least four
//! cycles.

mod place;
mod upcoming;

use crate::attention::control::RegionOf;
use crate::attention::layout::{
    BLOCKS_BITS, HIGH_WORDS, LENGTH_BITS, LOW_WORDS, MEMORY_ADDRESS_BITS, PAGE_BITS, WINDOW_BITS,
    burst,
};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::memory::Reads;
use place::{High, Place};
use upcoming::{Settings, Upcoming, low_address};

crate::leaf_block! {
    /// See the module's documentation. `start` is taken when `idle`; configuration and bases must stay until
    /// it is idle again.
    pub struct Pages(describe()) {
        /// A walk begins.
        in start: 1,
        /// It is of a COMMIT: the residual alone, channel by channel.
        in commit: 1,
        /// A COMMIT goes on with the next channel.
        in next_channel: 1,
        /// The query's group.
        in group: PAGE_BITS,
        /// Blocks of 32 channels.
        in blocks: BLOCKS_BITS,
        /// Pages of the initial window.
        in init_pages: WINDOW_BITS,
        /// Pages of the local window: of the ring of low planes.
        in local_pages: WINDOW_BITS,
        /// Pages before the group that are in the query's local window.
        in near_pages: WINDOW_BITS,
        /// Not even the group is.
        in far: 1,
        /// A query reads keys and nothing else.
        in keys_only: 1,
        /// The group is not the query's own: its values are a page like the others, and there is no residual.
        in distant: 1,
        /// The parts of the region.
        link region: RegionOf,
        /// Reads a record, or a channel of the residual.
        link request: Reads,
        /// What the words of each request are; sent only when it is taken.
        stream out burst: burst::BITS,
        /// The walk is over.
        out idle: 1
    }
}

crate::states! {
    /// Where a walk is.
    enum Mode {
        Idle,
        /// What the first page needs comes to stand in registers.
        Settle,
        /// A page begins.
        Enter,
        Records,
        Channels,
        /// A COMMIT waits until the writer has come to its channel.
        Wait,
    }
}

/// Page numbers with room for a window.
const WIDE: usize = PAGE_BITS + 1;
/// Cycles until what a page needs stands in registers.
const SETTLING: u128 = 3;

/// An address, some words on.
#[track_caller]
fn on(address: &Word, words: &Word) -> Word {
    address.wrapping_add(&words.extend(MEMORY_ADDRESS_BITS))
}

/// The circuit of [`Pages`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "pages",
        "The order in which a query or a COMMIT reads memory, keys, values, residual: requests, and what their words are.",
    );
    let start = leaf.control("start", 1);
    let next_channel = leaf.control("next_channel", 1);
    let settings = Settings::new(&mut leaf);
    let Settings { commit, .. } = &settings;
    let request_ready = leaf.control("request_ready", 1);
    let burst_ready = leaf.control("burst_ready", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let mode = leaf.machine("mode", Mode::Idle);
    let [idle, settle, enter] = [Mode::Idle, Mode::Settle, Mode::Enter].map(|m| mode.is(m));
    let [records, channels, waits] =
        [Mode::Records, Mode::Channels, Mode::Wait].map(|m| mode.is(m));
    let accept = &idle & &start;
    let values = leaf.state("values", 1, 0);
    let three = values.mux(&settings.three[1], &settings.three[0]);

    // A request leaves its register when it is taken; the next one enters, together with its description,
    // when the register is empty: a burst has more words than that takes cycles.
    let request = leaf.state("request", 1, 0);
    let free = !request.get();
    let issue = (&records | &channels) & &free & &burst_ready;

    let next_page = leaf.state("next_page", WIDE, 0);
    let upcoming = Upcoming::new(&leaf, &settings, &values, &next_page);
    let at = [&issue, &settle, &enter, &records];
    let place = Place::new(&leaf, &settings, &upcoming, at);

    let words = |[four, three_bits]: [u128; 2]| {
        three.mux(&number(three_bits, LENGTH_BITS), &number(four, LENGTH_BITS))
    };
    let low_words = words(LOW_WORDS).register();
    let high_words = words(HIGH_WORDS).register();
    let at = [&settle, &enter, &place.record_done];
    let low_address = low_address(&leaf, &settings, &values, &upcoming, at, &low_words);
    let settling = leaf.state("settling", 2, 0);
    let settled = settling.is(0);
    let count_down = settling.wrapping_sub(&number(1, 2));
    settling.set(&(&settle & !&settled).mux(&count_down, &number(SETTLING, 2)));
    let at = [&issue, &settle, &channels, &place.record_done];
    let high = High::new(&leaf, &settings, &values, &high_words, at);

    // Keys, then values (none in group 0), then the residual; a COMMIT has the residual only.
    let no_values = !&(&settings.group.any_bit() | &settings.distant);
    let values_done = values.get() | &no_values;
    values.set(&accept.mux(&number(0, 1), &(values.get() | &place.finished)));
    let to_residual = &high.to_residual;
    to_residual.set(&accept.mux(
        commit,
        &(to_residual.get() | (&place.finished & &values_done)),
    ));
    next_page
        .when(&(&accept | &place.finished), 0)
        .when(&enter, &upcoming.after);

    let state = |state| mode.value(state);
    let next_walk = commit.mux(&state(Mode::Wait), &state(Mode::Channels));
    let after_channel = high.walked.mux(&state(Mode::Idle), &next_walk);
    let walk_ends = &settings.keys_only | (&settings.distant & values.get());
    let after_walk = walk_ends.mux(&state(Mode::Idle), &state(Mode::Settle));
    let after_page = place.finished.mux(&after_walk, &state(Mode::Enter));
    let after_settling = to_residual.mux(&state(Mode::Channels), &state(Mode::Enter));
    mode.when(&accept, Mode::Settle)
        .when(&(&settle & &settled), &after_settling)
        .when(&enter, Mode::Records)
        .when(&place.page_done, &after_page)
        .when(&high.channel_done, &after_channel)
        .when(&(&waits & &next_channel), Mode::Channels);

    let low_request = &records & !place.high.get();
    let out_address = leaf.state("out_address", MEMORY_ADDRESS_BITS, 0);
    out_address.when(&issue, &low_request.mux(&low_address, &high.address));
    let out_length = leaf.state("out_length", LENGTH_BITS, 0);
    out_length.when(&issue, &low_request.mux(&low_words, &high.stride));
    request.set(&(&issue | (request.get() & !&request_ready)));
    let plane = low_request.mux(&number(burst::LOW, 2), &number(burst::HIGH, 2));
    let kind = channels.mux(&number(burst::RESIDUAL, 2), &plane);
    // `values` is set from the end of the keys on, for the residual as well; in a COMMIT it never is.
    let ones = place.first.get() & values.get();
    // The beats of a pair are promised with its even channel; a COMMIT makes none.
    let promised = high.channel.bit(0) | commit;
    leaf.output("request_valid", &request);
    leaf.output("request_address", &out_address);
    leaf.output("request_length", &out_length);
    leaf.output("burst_valid", &issue);
    leaf.output(
        "burst_data",
        &concat(&[&kind, &place.both, &three, &ones, &promised]),
    );
    leaf.output("idle", &idle);
    leaf.build()
}
