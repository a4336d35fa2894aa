//! Keys and values on their way to memory and back.

pub mod beat_queue;
pub mod collector;
pub mod converter_input;
pub mod ingest;
pub mod kv_converter;
pub mod own_page;
pub mod pages;
pub mod raw_writer;
pub mod reader;
pub mod residual;
pub mod rotate;
pub mod unit;
pub mod widen;
pub mod writer;
