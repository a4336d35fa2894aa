//! Who uses the memory port: requests of several blocks become one, words from memory are handed to those who wait for them.

pub mod arbiter;
pub mod word_fork;
