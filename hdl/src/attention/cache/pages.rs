//! The order in which a query reads memory: requests, and a description of each burst for the reader.
//!
//! ```text
//! keys, page 0 .. G:      for each record: [low plane] high plane
//! values, page 0 .. G-1:  for each record: [low plane] high plane      the first burst of a page says ONES
//! residual:               for each channel: 8 words                    the first one says ONES
//! ```
//!
//! The low plane is read where `page < init` or `page + local >= G`. No address is multiplied: high planes follow each
//! other; low planes do as well until page `init`, from where the slots are a ring, and the walk visits every page.
//!
//! A COMMIT walks the residual alone, a channel at a time: the next one when `next_channel` says that this one is written.
//! What a page needs is settled while the page before is read, which takes at least four cycles.

use crate::attention::control::RegionOf;
use crate::attention::layout::{
    BLOCKS_BITS, HIGH_WORDS, LENGTH_BITS, LOW_WORDS, MEMORY_ADDRESS_BITS, PAGE_BITS, WINDOW_BITS,
    burst,
};
use crate::expr::{Circuit, Leaf, State, Word, concat, named};
use crate::memory::Reads;

crate::leaf_block! {
    /// See the module's documentation. `start` is taken when `idle`; configuration and bases must stay until it is idle again.
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
        /// Pages of the local window.
        in local_pages: WINDOW_BITS,
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
        /// A COMMIT waits until its channel is written.
        Wait,
    }
}

/// Page numbers with room for a window.
const WIDE: usize = PAGE_BITS + 1;
/// Words of a residual channel: 32 values of 16 bits.
const WORDS_OF_CHANNEL: u128 = 8;
/// Cycles until what a page needs stands in registers.
const SETTLING: u128 = 3;

/// What stands while a walk is under way.
struct Settings {
    commit: Word,
    /// Pages that are complete.
    group: Word,
    blocks: Word,
    init: Word,
    local: Word,
    /// Whether keys, not values, have three bits; and values.
    three: [Word; 2],
    residual: Word,
    /// Bases of the planes of keys and of values.
    low: [Word; 2],
    high: [Word; 2],
}

#[named]
impl Settings {
    fn new(leaf: &mut Leaf) -> Self {
        let commit = leaf.control("commit", 1);
        let group = leaf.control("group", PAGE_BITS);
        let blocks = leaf.control("blocks", BLOCKS_BITS);
        let init = leaf.control("init_pages", WINDOW_BITS).extend(WIDE);
        let local = leaf.control("local_pages", WINDOW_BITS).extend(WIDE);
        let mut of_region = |part: &str, width| leaf.control(&format!("region_{part}"), width);
        let three = ["key_three", "value_three"].map(|part| of_region(part, 1));
        let mut base = |part: &str| of_region(part, MEMORY_ADDRESS_BITS);
        Settings {
            residual: base("residual"),
            low: ["key_low", "value_low"].map(&mut base),
            high: ["key_high", "value_high"].map(&mut base),
            commit,
            group,
            blocks,
            init,
            local,
            three,
        }
    }
}

/// What the page to come needs, in registers.
struct Upcoming {
    /// The number of the page after it.
    after: Word,
    /// Whether its low plane is read as well: it is in a window.
    whole: Word,
    ring_begins: Word,
    /// Whether it is past the page with which the ring begins.
    in_ring: Word,
    last: Word,
}

#[named]
impl Upcoming {
    fn new(leaf: &Leaf, settings: &Settings, values: &Word, next: &Word) -> Self {
        let one = leaf.constant(1, WIDE);
        let pages_complete = settings.group.extend(WIDE);
        let page_after = next.wrapping_add(&one).register();
        let pages_to_read = values
            .mux(&pages_complete, &pages_complete.wrapping_add(&one))
            .register();
        let window_reach = next.wrapping_add(&settings.local).register();
        let in_local_window = (!window_reach.less_than(&pages_complete)).register();
        let in_initial_window = next.less_than(&settings.init).register();
        let ring_begins = next.equals(&settings.init).register();
        let is_last_page = page_after.equals(&pages_to_read).register();
        let whole = &in_local_window | &in_initial_window;
        Upcoming {
            in_ring: !in_initial_window & !&ring_begins,
            after: page_after,
            whole,
            ring_begins,
            last: is_last_page,
        }
    }
}

/// Where in the low planes the walk is: they follow each other until page `init`, from where they are a ring.
/// The address when `settle`d, and a record later when `record_done`.
#[named]
fn low_address(
    leaf: &Leaf,
    settings: &Settings,
    values: &Word,
    upcoming: &Upcoming,
    [settle, enter, record_done]: [&Word; 3],
    low_words: &Word,
) -> State {
    let one = leaf.constant(1, WIDE);
    let local = &settings.local;
    let ring_size = values.mux(local, &local.wrapping_add(&one)).register();
    let ring_index = leaf.state("ring_index", WIDE, 0);
    let ring_next = ring_index.wrapping_add(&one).register();
    let ring_full = ring_next.equals(&ring_size).register();
    let wrap = &upcoming.in_ring & &ring_full;
    let restart = &wrap | &upcoming.ring_begins;
    ring_index.set_if(enter, &restart.mux(&leaf.constant(0, WIDE), &ring_next));
    let low_address = leaf.state("low_address", MEMORY_ADDRESS_BITS, 0);
    let ring_address = leaf.state("ring_address", MEMORY_ADDRESS_BITS, 0);
    ring_address.when(&(enter & &upcoming.ring_begins), &low_address);
    let [keys, values_base] = &settings.low;
    // A choice of addresses, not rules: Yosys takes fewer cells for it.
    let stepped = record_done.mux(&on(&low_address, low_words), &low_address);
    let ringed = (enter & &wrap).mux(&ring_address, &stepped);
    low_address.set(&settle.mux(&values.mux(values_base, keys), &ringed));
    low_address
}

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
        "Requests for the pages of a query: keys, values, residual.",
    );
    let start = leaf.control("start", 1);
    let next_channel = leaf.control("next_channel", 1);
    let settings = Settings::new(&mut leaf);
    let Settings { commit, blocks, .. } = &settings;
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

    // A request leaves its register when it is taken; the next one enters, together with its description, when the
    // register is empty: a burst has more words than that takes cycles.
    let request = leaf.state("request", 1, 0);
    let free = !request.get();
    let issue = (&records | &channels) & &free & &burst_ready;

    let next_page = leaf.state("next_page", WIDE, 0);
    let upcoming = Upcoming::new(&leaf, &settings, &values, &next_page);
    let both = leaf.state("both", 1, 0);
    let final_page = leaf.state("final_page", 1, 0);
    both.when(&enter, &upcoming.whole);
    final_page.when(&enter, &upcoming.last);

    // Position in the page.
    let one = number(1, BLOCKS_BITS + 2);
    let records_left = leaf.state("records_left", BLOCKS_BITS + 2, 0);
    let high = leaf.state("high", 1, 0);
    let first = leaf.state("first", 1, 0);
    let record_done = &issue & &records & high.get();
    let page_done = &record_done & records_left.equals(&one);
    let finished = &page_done & final_page.get();
    records_left
        .when(&enter, &blocks.shift_left(2))
        .when(&record_done, &records_left.wrapping_sub(&one));
    // A record of one plane is entered at its high half.
    let is_low = !high.get();
    let high_next = is_low.mux(&number(1, 1), &!both.get());
    high.when(&issue, &high_next)
        .when(&enter, &!&upcoming.whole);
    first.when(&(&enter | &settle), 1).when(&issue, 0);

    let words = |[four, three_bits]: [u128; 2]| {
        three.mux(&number(three_bits, LENGTH_BITS), &number(four, LENGTH_BITS))
    };
    let low_words = words(LOW_WORDS).register();
    let high_words = words(HIGH_WORDS).register();
    let at = [&settle, &enter, &record_done];
    let low_address = low_address(&leaf, &settings, &values, &upcoming, at, &low_words);
    let settling = leaf.state("settling", 2, 0);
    let settled = settling.is(0);
    let count_down = settling.wrapping_sub(&number(1, 2));
    settling.set(&(&settle & !&settled).mux(&count_down, &number(SETTLING, 2)));

    // High planes and the residual follow each other.
    let high_address = leaf.state("high_address", MEMORY_ADDRESS_BITS, 0);
    let channel = leaf.state("channel", BLOCKS_BITS + 5, 0);
    let channel_done = &issue & &channels;
    let stride = channels.mux(&number(WORDS_OF_CHANNEL, LENGTH_BITS), &high_words);
    let to_residual = leaf.state("to_residual", 1, 0);
    let of_values = values.mux(&settings.high[1], &settings.high[0]);
    let base = to_residual.mux(&settings.residual, &of_values);
    let moves_on = &record_done | &channel_done;
    let moved = moves_on.mux(&on(&high_address, &stride), &high_address);
    high_address.set(&settle.mux(&base, &moved));
    let channel_next = channel.wrapping_add(&number(1, BLOCKS_BITS + 5));
    channel.when(&settle, 0).when(&channel_done, &channel_next);
    let last_channel = channel_next.equals(&blocks.shift_left(5).as_unsigned());
    let walked = &channel_done & &last_channel;

    // Keys, then values (none in group 0), then the residual; a COMMIT has the residual only.
    let no_values = !settings.group.any_bit();
    let values_done = values.get() | &no_values;
    values.set(&accept.mux(&number(0, 1), &(values.get() | &finished)));
    to_residual.set(&accept.mux(commit, &(to_residual.get() | (&finished & &values_done))));
    next_page
        .when(&(&accept | &finished), 0)
        .when(&enter, &upcoming.after);

    let state = |state| mode.value(state);
    let next_walk = commit.mux(&state(Mode::Wait), &state(Mode::Channels));
    let after_channel = walked.mux(&state(Mode::Idle), &next_walk);
    let after_page = finished.mux(&state(Mode::Settle), &state(Mode::Enter));
    let after_settling = to_residual.mux(&state(Mode::Channels), &state(Mode::Enter));
    mode.when(&accept, Mode::Settle)
        .when(&(&settle & &settled), &after_settling)
        .when(&enter, Mode::Records)
        .when(&page_done, &after_page)
        .when(&channel_done, &after_channel)
        .when(&(&waits & &next_channel), Mode::Channels);

    let low_request = &records & &is_low;
    let out_address = leaf.state("out_address", MEMORY_ADDRESS_BITS, 0);
    out_address.when(&issue, &low_request.mux(&low_address, &high_address));
    let out_length = leaf.state("out_length", LENGTH_BITS, 0);
    out_length.when(&issue, &low_request.mux(&low_words, &stride));
    request.set(&(&issue | (request.get() & !&request_ready)));
    let plane = low_request.mux(&number(burst::LOW, 2), &number(burst::HIGH, 2));
    let kind = channels.mux(&number(burst::RESIDUAL, 2), &plane);
    // `values` is set from the end of the keys on, for the residual as well; in a COMMIT it never is.
    let ones = first.get() & values.get();
    // The beats of a pair are promised with its even channel; a COMMIT makes none.
    let promised = channel.bit(0) | commit;
    leaf.output("request_valid", &request);
    leaf.output("request_address", &out_address);
    leaf.output("request_length", &out_length);
    leaf.output("burst_valid", &issue);
    leaf.output(
        "burst_data",
        &concat(&[&kind, &both, &three, &ones, &promised]),
    );
    leaf.output("idle", &idle);
    leaf.build()
}
