//! Attention over a compressed KV cache (docs/attention.md): arithmetic, memory, control, one leaf a step.
//!
//! ```text
//! FP16 key, query --> [rotate] --> FP32 --+--> [kv_converter] --> M8 blocks --> [writer] --> memory
//! FP16 value -------> [widen] --> FP32 ---'
//! memory --> [pages, word_fork, reader, own_page, beat_queue] --> engine --> scores, FP32 --> [score_buffer]
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
    use super::cache::{kv_converter, rotate, widen};
    use super::query::{divide, score_buffer, softmax_lane};
    use crate::expr::MultiplierCell;

    /// `new` panics where a block's declared ports are not its circuit's.
    #[test]
    fn every_block_has_the_ports_of_its_circuit() {
        divide::Divide::new(divide::describe());
        for body in [MultiplierCell::Portable, MultiplierCell::Ecp5] {
            softmax_lane::SoftmaxLane::new(softmax_lane::describe(body));
        }
        kv_converter::KvConverter::new(kv_converter::describe());
        rotate::Rotate::new(rotate::describe());
        score_buffer::ScoreBuffer::new(score_buffer::describe(score_buffer::MOST_KEYS));
        score_buffer::ScoreBuffer::new(score_buffer::describe(1024));
        widen::Widen::new(widen::describe());
    }
}
