//! Commands and configuration.

pub mod controller;
pub mod registers;
