//! What the emulated machine of `--device machine` has room for.

use std::num::NonZeroUsize;

use clap::{Args, value_parser};
use harmonia_device::system::MachineLimits;
use harmonia_host::SystemOptions;

use crate::arguments::first_given;
use crate::kv_arguments::bytes;
use crate::number::positive;

/// Bytes of a word of memory.
pub const WORD_BYTES: usize = 8;
/// Token rows, and tokens of a pass by default.
const ROWS: usize = 4;
const PASS: usize = 16;

/// Limits of `machine`.
#[derive(Args, Clone, Debug, Default)]
pub struct MachineArguments {
    /// Memory of `machine`, or that is used of a board's, with k, M or G; what does not fit is the host's (see `harmonia plan`)
    /// [default: 128M, or what the board has]
    #[arg(long, value_name = "BYTES", value_parser = memory)]
    memory: Option<usize>,
    /// Tokens of a pass of `machine` at most, `--batch` of `harmonia plan` [default: 16]
    #[arg(long, value_name = "N", value_parser = value_parser!(u8).range(1..=64))]
    pass_tokens: Option<u8>,
    /// Tokens of a sequence that `machine` or a board has room for [default: 2048, or the model's if it has less]
    #[arg(long, value_name = "N", value_parser = positive)]
    context: Option<NonZeroUsize>,
}

impl MachineArguments {
    /// What a machine has room for.
    pub fn limits(&self) -> MachineLimits {
        let limits = MachineLimits::new(ROWS, self.pass_tokens.map_or(PASS, usize::from));
        MachineLimits {
            memory_words: self.memory_words().unwrap_or(limits.memory_words),
            ..limits
        }
    }

    /// Words of memory that were asked for.
    pub fn memory_words(&self) -> Option<usize> {
        self.memory.map(|bytes| bytes / WORD_BYTES)
    }

    /// The option of what a pass has, if it was given.
    pub fn pass(&self) -> Option<&'static str> {
        self.pass_tokens.map(|_| "--pass-tokens")
    }

    /// Tokens of a sequence.
    pub fn context(&self) -> usize {
        self.context
            .map_or(SystemOptions::CONTEXT, NonZeroUsize::get)
    }

    /// The first option that was given.
    pub fn given(&self) -> Option<&'static str> {
        first_given([
            ("--memory", self.memory.is_some()),
            ("--pass-tokens", self.pass_tokens.is_some()),
            ("--context", self.context.is_some()),
        ])
    }
}

/// Bytes of a memory that addresses reach.
pub fn memory(text: &str) -> Result<usize, String> {
    let most = WORD_BYTES * MachineLimits::new(1, 1).memory_words;
    let bytes = bytes(text)?;
    match (WORD_BYTES..=most).contains(&bytes) {
        true => Ok(bytes),
        false => Err(format!("{WORD_BYTES} to {most} bytes (128M)")),
    }
}
