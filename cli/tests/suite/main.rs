//! The command as its users meet it, in one program because linking takes longer than running.

#![allow(clippy::unwrap_used)]

mod arguments;
mod batches;
mod boards;
mod commands;
mod evaluations;
mod fetched;
mod fuzz;
mod harness;
mod inputs;
mod machines;
mod outputs;
mod paper;
mod quality;
mod setup;
mod streams;
#[allow(dead_code)]
#[path = "../../../model/tests/suite/writer.rs"]
mod writer;
