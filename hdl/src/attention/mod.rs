//! The arithmetic of attention over a compressed KV cache (docs/attention.md), one leaf a step.
//!
//! ```text
//! FP16 key, query --> [rotate] --> FP32 --+--> [kv_converter] --> M8 blocks
//! FP16 value -------> [widen] --> FP32 ---'
//! scores, FP32 --> [score] --> [exponential] --> 32 x FP32 p
//! N, D, FP32 --> [divide] --> output
//! ```

pub mod divide;
pub mod exponential;
pub mod kv_converter;
pub mod rotate;
pub mod score;
pub mod widen;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Multiplier;

    /// `new` panics where a block's declared ports are not its circuit's.
    #[test]
    fn every_block_has_the_ports_of_its_circuit() {
        divide::Divide::new(divide::describe());
        for body in [Multiplier::Portable, Multiplier::Ecp5] {
            exponential::SoftmaxLane::new(exponential::describe(body));
        }
        kv_converter::KvConverter::new(kv_converter::describe());
        rotate::Rotate::new(rotate::describe());
        score::ScoreBuffer::new(score::describe(score::MOST_KEYS));
        score::ScoreBuffer::new(score::describe(1024));
        widen::Widen::new(widen::describe());
    }
}
