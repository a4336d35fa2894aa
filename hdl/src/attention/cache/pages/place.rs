//! Where in a page, or in the residual, the walk is.

use harmonia_contract::record::RESIDUAL_WORDS;

use super::on;
use super::upcoming::{Settings, Upcoming};
use crate::attention::layout::{BLOCKS_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS};
use crate::expr::{Leaf, State, Word, named};

/// Where in a page the walk is, and which records of it are read.
pub(super) struct Place {
    pub(super) high: State,
    pub(super) first: State,
    /// Both planes of the page's records are read.
    pub(super) both: State,
    pub(super) record_done: Word,
    pub(super) page_done: Word,
    /// The page was the last one.
    pub(super) finished: Word,
}

#[named]
impl Place {
    pub(super) fn new(
        leaf: &Leaf,
        settings: &Settings,
        upcoming: &Upcoming,
        [issue, settle, enter, records]: [&Word; 4],
    ) -> Self {
        let both = leaf.state("both", 1, 0);
        let final_page = leaf.state("final_page", 1, 0);
        both.when(enter, &upcoming.whole);
        final_page.when(enter, &upcoming.last);
        let one = leaf.constant(1, BLOCKS_BITS + 2);
        let records_left = leaf.state("records_left", BLOCKS_BITS + 2, 0);
        let high = leaf.state("high", 1, 0);
        let first = leaf.state("first", 1, 0);
        let record_done = issue & records & high.get();
        let page_done = &record_done & records_left.equals(&one);
        let finished = &page_done & final_page.get();
        records_left
            .when(enter, &settings.blocks.shift_left(2))
            .when(&record_done, &records_left.wrapping_sub(&one));
        // A record of one plane is entered at its high half.
        let is_low = !high.get();
        let high_next = is_low.mux(&leaf.constant(1, 1), &!both.get());
        high.when(issue, &high_next).when(enter, &!&upcoming.whole);
        first.when(&(enter | settle), 1).when(issue, 0);
        Place {
            high,
            first,
            both,
            record_done,
            page_done,
            finished,
        }
    }
}

/// The address of the next high plane or residual channel, which follow each other, and the channel.
pub(super) struct High {
    pub(super) address: State,
    /// Words of the request that goes there.
    pub(super) stride: Word,
    pub(super) to_residual: State,
    pub(super) channel: State,
    pub(super) channel_done: Word,
    /// The channel was the last one.
    pub(super) walked: Word,
}

#[named]
impl High {
    pub(super) fn new(
        leaf: &Leaf,
        settings: &Settings,
        values: &Word,
        high_words: &Word,
        [issue, settle, channels, record_done]: [&Word; 4],
    ) -> Self {
        let number = |value: u128, width: usize| leaf.constant(value, width);
        let high_address = leaf.state("high_address", MEMORY_ADDRESS_BITS, 0);
        let channel = leaf.state("channel", BLOCKS_BITS + 5, 0);
        let channel_done = issue & channels;
        let stride = channels.mux(&number(RESIDUAL_WORDS as u128, LENGTH_BITS), high_words);
        let to_residual = leaf.state("to_residual", 1, 0);
        let of_values = values.mux(&settings.high[1], &settings.high[0]);
        let base = to_residual.mux(&settings.residual, &of_values);
        let moves_on = record_done | &channel_done;
        let moved = moves_on.mux(&on(&high_address, &stride), &high_address);
        high_address.set(&settle.mux(&base, &moved));
        let channel_next = channel.wrapping_add(&number(1, BLOCKS_BITS + 5));
        channel.when(settle, 0).when(&channel_done, &channel_next);
        let last_channel = channel_next.equals(&settings.blocks.shift_left(5).as_unsigned());
        let walked = &channel_done & &last_channel;
        High {
            address: high_address,
            stride,
            to_residual,
            channel,
            channel_done,
            walked,
        }
    }
}
