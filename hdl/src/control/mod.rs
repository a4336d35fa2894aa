//! What decides when something happens.

pub mod sequencer;
