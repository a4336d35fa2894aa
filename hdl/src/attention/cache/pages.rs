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

use crate::attention::layout::{
    BLOCKS_BITS, HIGH_WORDS, LENGTH_BITS, LOW_WORDS, MEMORY_ADDRESS_BITS, PAGE_BITS, WINDOW_BITS,
    burst,
};
use crate::expr::{Circuit, Leaf, Word, concat, named};

crate::leaf_block! {
    /// See the module's documentation. `start` is taken when `idle`; configuration and bases must stay until it is idle again.
    pub struct Pages {
        in start: 1,
        in commit: 1,
        in next_channel: 1,
        in group: PAGE_BITS,
        in blocks: BLOCKS_BITS,
        in init_pages: WINDOW_BITS,
        in local_pages: WINDOW_BITS,
        in key_three: 1,
        in value_three: 1,
        in residual: MEMORY_ADDRESS_BITS,
        in key_low: MEMORY_ADDRESS_BITS,
        in value_low: MEMORY_ADDRESS_BITS,
        in key_high: MEMORY_ADDRESS_BITS,
        in value_high: MEMORY_ADDRESS_BITS,
        in request_ready: 1,
        in burst_ready: 1,
        out request_valid: 1,
        out request_address: MEMORY_ADDRESS_BITS,
        out request_length: LENGTH_BITS,
        out burst_valid: 1,
        out burst: burst::BITS,
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
/// Cycles until what a page needs stands in registers.
const SETTLING: u128 = 3;

/// The circuit of [`Pages`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "pages",
        "Requests for the pages of a query: keys, values, residual.",
    );
    let start = leaf.control("start", 1);
    let commit = leaf.control("commit", 1);
    let next_channel = leaf.control("next_channel", 1);
    let group = leaf.control("group", PAGE_BITS);
    let blocks = leaf.control("blocks", BLOCKS_BITS);
    let init = leaf.control("init_pages", WINDOW_BITS).extend(WIDE);
    let local = leaf.control("local_pages", WINDOW_BITS).extend(WIDE);
    let key_three = leaf.control("key_three", 1);
    let value_three = leaf.control("value_three", 1);
    let [residual, key_low, value_low, key_high, value_high] =
        ["residual", "key_low", "value_low", "key_high", "value_high"]
            .map(|name| leaf.control(name, MEMORY_ADDRESS_BITS));
    let request_ready = leaf.control("request_ready", 1);
    let burst_ready = leaf.control("burst_ready", 1);
    let bit = |value: u128| leaf.constant(value, 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let mode = leaf.machine("mode", Mode::Idle);
    let [idle, settle, enter] = [Mode::Idle, Mode::Settle, Mode::Enter].map(|m| mode.is(m));
    let [records, channels, waits] =
        [Mode::Records, Mode::Channels, Mode::Wait].map(|m| mode.is(m));
    let accept = &idle & &start;
    let values = leaf.state("values", 1, 0);
    let three = values.get().mux(&value_three, &key_three);

    // A request leaves its register when it is taken; the next one enters, together with its description, when the register is empty: a burst
    // has more words than that takes cycles.
    let request = leaf.state("request", 1, 0);
    let free = !request.get();
    let issue = (&(&records | &channels) & &free) & &burst_ready;

    // What the page to come needs.
    let next = leaf.state("next_page", WIDE, 0);
    let after = next
        .get()
        .wrapping_add(&number(1, WIDE))
        .register()
        .named("page_after");
    let count = values
        .get()
        .mux(
            &group.extend(WIDE),
            &group.extend(WIDE).wrapping_add(&number(1, WIDE)),
        )
        .register()
        .named("pages_to_read");
    let reach = next
        .get()
        .wrapping_add(&local)
        .register()
        .named("window_reach");
    let young = (!&reach.less_than(&group.extend(WIDE)))
        .register()
        .named("in_local_window");
    let old = next
        .get()
        .less_than(&init)
        .register()
        .named("in_initial_window");
    let ring_begins = next.get().equals(&init).register().named("ring_begins");
    let last = after.equals(&count).register().named("is_last_page");

    let both = leaf.state("both", 1, 0);
    let final_page = leaf.state("final_page", 1, 0);
    let whole = &young | &old;
    both.set_if(&enter, &whole);
    final_page.set_if(&enter, &last);

    // Position in the page.
    let one = number(1, BLOCKS_BITS + 2);
    let records_left = leaf.state("records_left", BLOCKS_BITS + 2, 0);
    let high = leaf.state("high", 1, 0);
    let first = leaf.state("first", 1, 0);
    let record_done = (&issue & &records) & high.get();
    let page_done = (&record_done & &records_left.get().equals(&one)).named("page_done");
    let finished = &page_done & final_page.get();
    records_left
        .when(&enter, &blocks.shift_left(2))
        .when(&record_done, &records_left.wrapping_sub(&one));
    // A record of one plane is entered at its high half.
    let is_low = !high.get();
    let high_next = is_low.mux(&bit(1), &!both.get());
    high.when(&issue, &high_next).when(&enter, &!&whole);
    first.when(&(&enter | &settle), 1).when(&issue, 0);

    // Low planes: a ring from page `init` on.
    let ring_size = values
        .get()
        .mux(&local, &local.wrapping_add(&number(1, WIDE)))
        .register()
        .named("ring_size");
    let ring_index = leaf.state("ring_index", WIDE, 0);
    let ring_next = ring_index
        .get()
        .wrapping_add(&number(1, WIDE))
        .register()
        .named("ring_next");
    let ring_full = ring_next.equals(&ring_size).register().named("ring_full");
    let wrap = (&!&old & !&ring_begins) & &ring_full;
    let restart = &wrap | &ring_begins;
    let zero = number(0, WIDE);
    ring_index.set_if(&enter, &restart.mux(&zero, &ring_next));
    let address = MEMORY_ADDRESS_BITS;
    let low_address = leaf.state("low_address", address, 0);
    let ring_address = leaf.state("ring_address", address, 0);
    ring_address.set_if(&(&enter & &ring_begins), low_address.get());

    let words = |table: [u128; 2]| {
        three
            .mux(
                &number(table[1], LENGTH_BITS),
                &number(table[0], LENGTH_BITS),
            )
            .register()
    };
    let low_words = words(LOW_WORDS).named("low_words");
    let high_words = words(HIGH_WORDS).named("high_words");
    let on = |from: &Word, words: &Word| from.wrapping_add(&words.extend(address));
    let settling = leaf.state("settling", 2, 0);
    let settled = settling.get().is(0);
    settling.set(&(&settle & !&settled).mux(
        &settling.get().wrapping_sub(&number(1, 2)),
        &number(SETTLING, 2),
    ));
    let stepped = record_done.mux(&on(low_address.get(), &low_words), low_address.get());
    let ringed = (&enter & &wrap).mux(ring_address.get(), &stepped);
    low_address.set(&settle.mux(&values.get().mux(&value_low, &key_low), &ringed));

    // High planes and the residual follow each other.
    let high_address = leaf.state("high_address", address, 0);
    let channel = leaf.state("channel", BLOCKS_BITS + 5, 0);
    let channel_done = &issue & &channels;
    let stride = channels.mux(&number(8, LENGTH_BITS), &high_words);
    let stepped =
        (&record_done | &channel_done).mux(&on(high_address.get(), &stride), high_address.get());
    let to_residual = leaf.state("to_residual", 1, 0);
    let base = to_residual
        .get()
        .mux(&residual, &values.get().mux(&value_high, &key_high));
    high_address.set(&settle.mux(&base, &stepped));
    let channel_next = channel.get().wrapping_add(&number(1, BLOCKS_BITS + 5));
    channel.when(&settle, 0).when(&channel_done, &channel_next);
    let channels_wanted = blocks.shift_left(5).as_unsigned();
    let last_channel = channel_next.equals(&channels_wanted);
    let walked = &channel_done & &last_channel;

    // Keys, then values (none in group 0), then the residual; a COMMIT has the residual only.
    let no_values = !&group.any_bit();
    let values_done = values.get() | &no_values;
    values.set(&accept.mux(&bit(0), &(values.get() | &finished)));
    to_residual.set(&accept.mux(&commit, &(to_residual.get() | (&finished & &values_done))));
    next.when(&(&accept | &finished), 0).when(&enter, &after);

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
    let out_address = leaf.state("out_address", address, 0);
    out_address.set_if(
        &issue,
        &low_request.mux(low_address.get(), high_address.get()),
    );
    let out_length = leaf.state("out_length", LENGTH_BITS, 0);
    out_length.set_if(&issue, &low_request.mux(&low_words, &stride));
    request.set(&(&issue | (request.get() & !&request_ready)));
    let kind = channels.mux(
        &number(burst::RESIDUAL, 2),
        &low_request.mux(&number(burst::LOW, 2), &number(burst::HIGH, 2)),
    );
    // `values` is set from the end of the keys on, for the residual as well; in a COMMIT it never is.
    let ones = first.get() & values.get();
    // The beats of a pair are promised with its even channel; a COMMIT makes none.
    let promised = &channel.get().bit(0) | &commit;
    leaf.output("request_valid", request.get());
    leaf.output("request_address", out_address.get());
    leaf.output("request_length", out_length.get());
    leaf.output("burst_valid", &issue);
    leaf.output(
        "burst",
        &concat(&[&kind, both.get(), &three, &ones, &promised]),
    );
    leaf.output("idle", &idle);
    leaf.build()
}
