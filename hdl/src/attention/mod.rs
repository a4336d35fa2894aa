//! Attention over a compressed KV cache (docs/attention.md): arithmetic, memory, control, one leaf a step.
//!
//! ```text
//! FP16 key, query --> [rotate] --> FP32 --+--> [kv_converter] --> M8 blocks --> [writer] --> memory
//! FP16 value -------> [widen] --> FP32 ---'
//! memory --> [pages, words, reader, fresh, beat_queue] --> engine --> scores, FP32 --> [score] --> [exponential] --> 32 x p --> [offer] --> engine
//! N, D, FP32 --> [divide] --> output
//! ```
//!
//! | leaf | what it does |
//! |---|---|
//! | [`controller`], [`registers`] | commands and configuration |
//! | [`ingest`], [`collector`], [`lanes`], [`elements`], [`residual`] | vectors and the residual on their way to blocks and memory |
//! | [`writer`], [`pages`], [`words`], [`reader`], [`fresh`], [`beat_queue`], [`port`] | blocks to memory and back |
//! | [`schedule`], [`scores`], [`weights`], [`offer`], [`outputs`], [`row_chain`] | the phases of a query |
//! | [`rotate`], [`widen`], [`kv_converter`], [`score`], [`exponential`], [`divide`] | arithmetic |
//!
//! [`mod@unit`] wires them.

pub mod beat_queue;
pub mod collector;
pub mod controller;
pub mod divide;
pub mod elements;
pub mod exponential;
pub mod fresh;
pub mod ingest;
pub mod kv_converter;
pub mod lanes;
pub mod layout;
pub mod offer;
pub mod outputs;
pub mod pages;
pub mod planes;
pub mod port;
pub mod reader;
pub mod registers;
pub mod residual;
pub mod results;
pub mod rotate;
pub mod row;
pub mod row_chain;
pub mod schedule;
pub mod score;
pub mod scores;
pub mod unit;
pub mod weights;
pub mod widen;
pub mod words;
pub mod writer;

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
