//! Programs in memory: their text, weights as records, machines that execute them.

#![allow(clippy::unwrap_used)]

mod bench;
mod commands;
mod layer;
mod listing;
mod records;
mod refusals;
mod tiles;
mod wired;
