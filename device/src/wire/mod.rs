//! Commands as the words of the accelerator's streams.

pub mod attention;
pub mod engine;
