//! Commands and configuration, and what the other rooms are told of them.

pub mod controller;
pub mod registers;

use super::layout::{
    BLOCKS_BITS, MEMORY_ADDRESS_BITS, PAGE_BITS, POSITION_BITS, SIZE_BITS, WINDOW_BITS,
};
// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;

crate::interface! {
    /// The command under way, from the controller: pulses when a part begins, and fields that stay until the command ends.
    pub struct Order, OrderOf {
        /// A WRITE begins.
        out start_write: 1,
        /// A STORE begins.
        out start_store: 1,
        /// An ATTEND begins.
        out start_attend: 1,
        /// Blocks are written from here on: of a STORE or a COMMIT.
        out start_blocks: 1,
        /// The walk over memory begins: of a COMMIT or an ATTEND.
        out start_pages: 1,
        /// It is a STORE.
        out stores: 1,
        /// It is a COMMIT.
        out commits: 1,
        /// It is an ATTEND.
        out attends: 1,
        /// Where the region begins, or what WRITE writes.
        out base: MEMORY_ADDRESS_BITS,
        /// The token, or the words of a WRITE.
        out position: POSITION_BITS,
        /// The token's group of 32.
        out group: PAGE_BITS,
        /// The last token of the group that is there.
        out last_token: 5,
        /// Queries less one.
        out last_query: 2,
        /// Slot of the low plane.
        out slot: POSITION_BITS,
        /// There is no low plane.
        out no_low: 1,
        /// An ATTEND wants the maxima of scores, nothing else.
        out keys_only: 1,
        /// The queries' own page is not here. Nothing to other commands than an ATTEND.
        out distant: 1;
    }
}

crate::interface! {
    /// What CONFIGURE has set and the whole unit works with, from the registers.
    pub struct Settings, SettingsOf {
        /// Channels of a head.
        out size: SIZE_BITS,
        /// Blocks of 32 channels.
        out blocks: BLOCKS_BITS,
        /// The rotation's m.
        out rotation: 4,
        /// Pages of the initial window.
        out init_pages: WINDOW_BITS,
        /// Pages of the local window.
        out local_pages: WINDOW_BITS,
        /// Those of them that are before the query's group, where it is not here: fewer.
        out near_pages: WINDOW_BITS,
        /// The query's group is so far that not even the last page here is in the local window.
        out far: 1;
    }
}

crate::interface! {
    /// The parts of a KV head's region in memory, from the registers.
    pub struct Region, RegionOf {
        /// Keys have 3 bits; else 4.
        out key_three: 1,
        /// Values have 3 bits; else 4.
        out value_three: 1,
        /// The values of the group under way.
        out residual: MEMORY_ADDRESS_BITS,
        /// Low planes of keys.
        out key_low: MEMORY_ADDRESS_BITS,
        /// Low planes of values.
        out value_low: MEMORY_ADDRESS_BITS,
        /// High planes of keys.
        out key_high: MEMORY_ADDRESS_BITS,
        /// High planes of values.
        out value_high: MEMORY_ADDRESS_BITS;
    }
}
