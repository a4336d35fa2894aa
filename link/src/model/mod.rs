//! Models of a board's end and of a line to it, in a time of their own: what docs/link.md says, without hardware.

mod board;
mod line;

pub use board::Board;
pub use line::{BAUD, BYTE, Simulated};

/// What takes the words of frames and gives those of answers. A turn is the time of a byte on the line.
pub trait Backend: Send {
    /// A turn passes.
    fn turn(&mut self) {}

    /// It waits for a header: everything is answered.
    fn rests(&self) -> bool;

    /// Whether it takes a word.
    fn takes(&self) -> bool;

    /// Takes a word; only when it [`takes`](Backend::takes) one.
    fn take(&mut self, word: u64);

    /// The word that it gives, if it has one.
    fn give(&mut self) -> Option<u64>;
}
