//! What decides when something happens.

pub mod router;
pub mod sequencer;
