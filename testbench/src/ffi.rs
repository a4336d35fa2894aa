//! The C interface of a built model, mirrored from `templates/shim.cpp`.

use std::ffi::{c_char, c_void};

#[repr(C)]
pub(crate) struct Segment {
    pub words: *const u32,
    pub beats: u64,
}

#[repr(C)]
pub(crate) struct Input {
    pub segments: *const Segment,
    pub segment_count: u64,
    pub stall: u64,
    pub sent: u64,
}

#[repr(C)]
pub(crate) struct Output {
    pub words: *mut u32,
    pub room: u64,
    pub stall: u64,
    pub received: u64,
}

#[repr(C)]
pub(crate) struct Memory {
    pub words: *mut u64,
    pub size: u64,
    pub latency: u64,
    pub word_cycles: u64,
    pub stall: u64,
    pub seed: u64,
    pub read: u64,
    pub written: u64,
    pub write: u64,
    pub address: u64,
    pub length: u64,
}

#[repr(C)]
pub(crate) struct Sdram {
    pub model: *mut c_void,
    /// `clock(model, pins)`: see [`crate::sdram::clock`].
    pub clock: unsafe extern "C" fn(*mut c_void, u64) -> u32,
}

#[repr(C)]
pub(crate) struct Run {
    pub inputs: *mut Input,
    pub outputs: *mut Output,
    pub memory: Memory,
    pub sdram: Sdram,
    pub seed: u64,
    pub cycle_limit: u64,
    pub idle_limit: u64,
    pub settle_cycles: u64,
    pub cycles: u64,
    pub stream: u64,
    pub message: [u8; 256],
}

pub(crate) const DONE: u32 = 0;
pub(crate) const CYCLE_LIMIT: u32 = 1;
pub(crate) const IDLE: u32 = 2;
pub(crate) const VALID_DROPPED: u32 = 3;
pub(crate) const DATA_CHANGED: u32 = 4;
pub(crate) const SURPLUS: u32 = 5;
pub(crate) const MEMORY: u32 = 6;

/// `harmonia_open(seed, waveform)`; null when the model does not start.
pub(crate) type Open = unsafe extern "C" fn(u64, *const c_char) -> *mut c_void;
/// `harmonia_run(model, run)`; one of the outcomes above, a rule of the SDRAM that its model knows, anything else is fatal.
pub(crate) type RunCycles = unsafe extern "C" fn(*mut c_void, *mut Run) -> u32;
/// `harmonia_close(model)`.
pub(crate) type Close = unsafe extern "C" fn(*mut c_void);
