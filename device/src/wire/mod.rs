//! Commands as the words of the accelerator's streams.

pub mod attention;
pub mod engine;

/// A command as it goes through a stream of 32-bit words.
fn halves(command: u64) -> [u32; 2] {
    [command as u32, (command >> 32) as u32]
}
