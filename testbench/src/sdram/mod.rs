//! A strict model of an SDRAM of four banks and 16 bits, at its pins.
//!
//! ```text
//! pins at a rising edge --> [command: rules of banks and times] --> [bursts: words, data pins] --> data pins
//! ```
//!
//! It is called once a clock, from the compiled model of the design: see [`SdramPort`]. What it
//! checks is listed in [`SdramRule`]; the first rule that is broken ends the run. It is stricter than chips are in three ways: bursts are
//! not cut short, the data pins change hands with a cycle between, and no more than eight refreshes are due at a time.

mod bursts;
mod chips;
mod commands;
mod limits;
mod model;
mod pins;
mod violation;

use std::ffi::c_void;

pub use bursts::SdramFault;
pub use chips::{CHIPS, Geometry, SdramChip};
pub use model::SdramModel;
pub use pins::{Command, Pins};
pub use violation::{SdramRule, SdramViolation};

use crate::memory;

/// The chip of an instance whose design has an [`SdramPort`](crate::SdramPort).
#[derive(Clone, Debug)]
pub struct SdramOptions {
    /// The chip.
    pub chip: SdramChip,
    /// Its clock, which is the design's.
    pub kilohertz: u64,
    /// Lines that do not do what they should.
    pub faults: Vec<SdramFault>,
}

impl Default for SdramOptions {
    /// 64 MB at 100 MHz, as slow as the slowest chip.
    fn default() -> Self {
        SdramOptions {
            chip: SdramChip::slowest(Geometry::MB64),
            kilohertz: 100_000,
            faults: Vec::new(),
        }
    }
}

/// What a chip has been told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SdramCounts {
    /// READ commands.
    pub reads: u64,
    /// WRITE commands.
    pub writes: u64,
    /// ACTIVATE commands.
    pub activates: u64,
    /// Rows that were closed.
    pub precharges: u64,
    /// REFRESH commands since the mode was set.
    pub refreshes: u64,
    /// Cycles between two of them, at most.
    pub longest_gap: u64,
}

impl SdramModel {
    /// A chip that has no power yet, and holds noise that depends on `seed`.
    pub fn new(options: &SdramOptions, seed: u64) -> Self {
        let words = memory::power_up(options.chip.geometry.words(), seed);
        let mut model = SdramModel::with_words(&options.chip, options.kilohertz, words);
        model.set_faults(&options.faults);
        model
    }
}

/// What the shim calls each clock: data pins, and bit 31 when a rule was broken.
///
/// # Safety
/// `model` is an [`SdramModel`] that nobody else uses.
pub(crate) unsafe extern "C" fn clock(model: *mut c_void, pins: u64) -> u32 {
    // SAFETY: see above.
    let model = unsafe { &mut *model.cast::<SdramModel>() };
    match model.clock(Pins(pins)) {
        Ok(data) => data.into(),
        Err(_) => 1 << 31,
    }
}
