//! What streams need on their way: queues, and two places where a stream's `ready` is too long for one cycle.

pub mod beat_queue;
pub mod result_queue;
pub mod skid_buffer;
