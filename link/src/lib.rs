//! A serial line to a board. docs/link.md is the contract.
//!
//! ```text
//! WiredMachine --words--> Connection --packets--> Line --bytes--> board
//!                             |                     `-- Serial: a port or a pseudo-terminal; a simulation
//!                             `-- Link of harmonia-device
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `packet` | [`Packet`] as bytes, and [`Decoder`], which finds packets among bytes |
//! | `line`, `serial` | [`Line`]: what carries bytes; [`Serial`]: a port that does |
//! | `opening` | the first exchange: who is there, and whether it fits |
//! | `up`, `down` | words to the board and from it: numbers, what is kept, what is missing |
//! | `wire` | packets over a line, counted and timed |
//! | `connection` | [`Connection`]: what is sent when, what is asked for again |
//! | `faults` | [`faults::Damaged`]: a line that damages bytes |
//! | [`model`] | a board's end and a line to it, without hardware |
//! | `error` | [`LinkError`] |
//!
//! Every word arrives once and in order, or there is an error and the connection is over.

mod connection;
mod down;
mod error;
pub mod faults;
mod line;
pub mod model;
mod opening;
mod packet;
mod serial;
mod up;
mod wire;

pub use connection::Connection;
pub use error::LinkError;
pub use line::{Line, Timing};
pub use opening::{Wanted, identify};
pub use packet::{Decoder, Packet};
pub use serial::Serial;
pub use wire::Counters;
