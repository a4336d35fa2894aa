//! Commands as the words of the accelerator's streams, and results back.
//!
//! ```text
//! Checked --encode--> Words: commands, activations, weights, vectors --Transport--> accelerator
//! results <--decode-- beats of results <-------------------------------'
//! ```
//! What a word is does not depend on what carries it: a simulation or a link is a [`Transport`], and
//! [`Wired`] makes it a device.

mod attention;
mod device;
mod engine;
mod results;
mod weights;

use crate::checked::Checked;

pub use device::{Transport, Wired};
pub use results::ResultBeat;
use weights::Weights;

/// What goes to an accelerator: the words of each stream, 32 bits each, the low ones of a beat first.
///
/// Commands of every kind share a stream, and each stream has its beats in the order of the commands.
#[derive(Default, Debug)]
pub struct Words<'m> {
    /// Two words per command.
    pub commands: Vec<u32>,
    /// Beats of 32 FP32 values.
    pub activations: Vec<u32>,
    /// One stream, in segments.
    pub weights: Vec<&'m [u32]>,
    /// One FP16 value per word.
    pub vectors: Vec<u32>,
}

impl<'m> Words<'m> {
    /// The words of checked commands.
    fn encode(commands: &[Checked<'m, Weights>]) -> Self {
        let mut words = Words::default();
        for command in commands {
            match command {
                Checked::Load(load) => words.load(load),
                Checked::Multiply(multiply) => words.multiply(multiply),
                Checked::Configure(layout) => words.configure(layout),
                Checked::Attention(attention) => words.attention(attention),
            }
        }
        words
    }

    fn command(&mut self, word: u64) {
        self.commands.extend([word as u32, (word >> 32) as u32]);
    }
}
