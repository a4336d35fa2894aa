//! The phases of a query: scores, their softmax, outputs.

pub mod activation_merge;
pub mod divide;
pub mod outputs;
pub mod result_fork;
pub mod row;
pub mod row_chain;
pub mod schedule;
pub mod score_buffer;
pub mod score_control;
pub mod softmax_control;
pub mod softmax_lane;
