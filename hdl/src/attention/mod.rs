//! Attention over a compressed KV cache (docs/attention.md): arithmetic, memory, control, one leaf a step.
//!
//! ```text
//! FP16 key, query --> [rotate] --> FP32 --+--> [kv_converter] --> blocks -----> [writer] --> memory
//! FP16 value -------> [widen] --> FP32 ---'
//! memory --> [pages, reader, own_page, beat_queue] --> engine --> scores, FP32 --> [score_buffer]
//! [score_buffer] --> [softmax_lane] --> 32 x p --> [activation_merge] --> engine
//! N, D, FP32 --> [divide] --> output
//! ```
//!
//! | room | what is in it |
//! |---|---|
//! | [`control`] | commands and configuration |
//! | [`cache`] | keys and values on their way to blocks, to memory and back |
//! | [`query`] | the phases of a query |
//!
//! [`mod@unit`] wires them.

pub mod cache;
pub mod control;
pub mod layout;
pub mod query;
pub mod unit;

#[cfg(test)]
mod tests {
    use super::query::score_buffer::{self, ScoreBuffer};
    use super::query::softmax_lane::{self, SoftmaxLane};
    use super::unit::Attention;
    use crate::expr::MultiplierCell;

    /// `new` panics where a block's declared ports are not its circuit's.
    #[test]
    fn every_block_has_the_ports_of_its_circuit() {
        Attention::<1>::new(1024, MultiplierCell::Portable);
        SoftmaxLane::new(softmax_lane::describe(MultiplierCell::Ecp5));
        ScoreBuffer::new(score_buffer::describe(64));
    }
}
