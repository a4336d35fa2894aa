//! The phases of a query: scores, their softmax, outputs.

pub mod activation_merge;
pub mod answer;
pub mod divide;
pub mod outputs;
pub mod row;
pub mod schedule;
pub mod score_buffer;
pub mod score_control;
pub mod softmax_control;
pub mod softmax_lane;
pub mod unit;
