//! On-chip storage: the activation buffer of a token row and the queue of results.

pub mod activation_buffer;
pub mod result_queue;
