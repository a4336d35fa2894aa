//! On-chip storage: the activation buffer of a token row, the queue of results, two places in a stream.

pub mod activation_buffer;
pub mod result_queue;
pub mod skid_buffer;
