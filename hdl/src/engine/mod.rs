//! The dot array: weights and activation blocks in, accumulators out.
//!
//! ```text
//! weight beat --> [unpack] --+--------------------+---- ...
//!                            v                    v
//! converter --> [buffer] --> [dot] --> [scale] x 2 --> [accumulator] x 2 --chain--> [to_fp32]
//!               `------------------ one token row -------------------'
//! ```

pub mod accumulator;
pub mod activation_buffer;
pub mod dot;
pub mod float_to_bfp;
pub mod floorplan;
pub mod scale;
pub mod sequencer;
pub mod shift;
pub mod stage;
pub mod to_fp32;
pub mod token_row;
pub mod unit;
pub mod unpack;

pub use unit::Engine;
