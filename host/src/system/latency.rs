//! Cycles that commands of a system take, one by one.
//!
//! Measured of the simulated system, each command by itself; [`Cost`](super::Cost) and models of whole passes are made
//! of them.

use harmonia_contract::GROUP;
use harmonia_numerics::kv::Region;

/// Words of weights that are read ahead.
pub const QUEUE: u64 = 512;
/// Cycles from a product's last word to its last result, and of the processor.
pub const DRAIN: u64 = 250;
/// Cycles of a vector operation for one token.
pub mod vector {
    /// Elements from memory.
    pub fn fetch(elements: u64) -> u64 {
        elements + 5
    }
    /// Elements to memory.
    pub fn spill(elements: u64) -> u64 {
        elements * 3 / 2 + 13
    }
    /// Elements into blocks.
    pub fn load(elements: u64) -> u64 {
        elements + elements / 32 + 11
    }
    /// A sum.
    pub fn add(elements: u64) -> u64 {
        2 * elements + 19
    }
    /// Of a part; the root takes as long for any.
    pub fn norm(elements: u64) -> u64 {
        3 * elements + 270
    }
    /// SwiGLU.
    pub fn swiglu(elements: u64) -> u64 {
        4 * elements + 76
    }
    /// Of a buffer, of which so many channels are turned.
    pub fn rope(channels: u64) -> u64 {
        2 * channels + 27
    }
}

/// Words of a region that the query of a position reads: high planes, both planes in the windows, the residual. The region
/// has room for the position.
pub fn attended_words(region: &Region, position: usize) -> u64 {
    let last = position / GROUP;
    let pages = |page| {
        let low = region.shape().in_window(page, last);
        let key = region.key_high_page(page).len()
            + if low {
                region.key_low_page(page).len()
            } else {
                0
            };
        let value = region.value_high_page(page).len();
        let value_low = region
            .value_low_page(page)
            .filter(|_| low)
            .map_or(0, |words| words.len());
        key + if page < last { value + value_low } else { 0 }
    };
    let residual = region.key_low - region.residual;
    ((0..=last).map(pages).sum::<usize>() + residual) as u64
}
