//! What hardware, emulator, driver and documents of the accelerator agree on, as data and nothing else.
//!
//! Each fact stands here once. The Verilog's widths and opcodes (`harmonia-hdl`), the words a driver sends,
//! the emulator's limits, the bytes of keys and values (`harmonia-numerics`) and the tables between markers
//! in `docs/` are made from it; a test of this crate compares those tables, and says how to have them
//! written.
//!
//! | module | what is in it |
//! |---|---|
//! | [`size`] | numbers: groups, buffers, widths of streams and addresses, limits |
//! | [`command`] | what a command is: an opcode and named fields of a word |
//! | [`engine`], [`attention`] | the commands of the two units |
//! | [`register`] | what CONFIGURE sets |
//! | [`beat`] | fields of weights, keys and values, and results on their streams |
//! | [`record`] | words of keys and values in memory |
//! | [`format`](mod@format) | weight formats |
//! | [`weights`] | words of weights in memory |
//! | [`program`], [`frame`] | programs of a whole pass, and what goes over a link to the system |
//! | [`check`] | what tells that memory holds what was written into it |
//! | [`packet`], [`identity`] | bytes that carry these words over a serial line, and what a board says of itself |
//! | [`fingerprint`](mod@fingerprint) | a number that tells contracts apart |
//!
//! The arithmetic is not here: `harmonia-numerics` and `harmonia-hdl` each have their own, and tests compare
//! the two.

pub mod attention;
pub mod beat;
pub mod check;
pub mod command;
pub mod engine;
pub mod fingerprint;
pub mod format;
pub mod frame;
pub mod identity;
pub mod packet;
pub mod program;
pub mod record;
pub mod register;
pub mod size;
pub mod weights;

pub use command::{Field, Opcode};
pub use format::{Format, Packing};
pub use identity::Identity;
pub use register::Register;
pub use size::GROUP;
