//! SHA-256 of every bit that a model's tokens leave on the emulator: all logits, and all memory of keys and values.
//! Two versions of the project that print the same compute the same.
//!
//! ```text
//! cargo run --release -p harmonia-host --example fingerprint                          # bundled model, 128 tokens
//! cargo run --release -p harmonia-host --example fingerprint -- SmolLM2.gguf 64       # of a file
//! ```
//!
//! The tokens are the first ones of model/assets/tiny-eval.txt; half of them are one call, the rest calls of one token. Keys and values
//! in 4/4 and 3/3, windows of one page, offsets online.

use std::env::args;
use std::error::Error;
use std::sync::Arc;

use harmonia_device::Emulator;
use harmonia_host::{DeviceExecutor, Keeping, KvFormat, KvOptions, OffsetSource, Tiling};
use harmonia_model::{ControlTokens, Logits, Model, Session, WeightChoice};
use harmonia_numerics::GROUP;
use sha2::{Digest, Sha256};

const TEXT: &str = include_str!("../../model/assets/tiny-eval.txt");

fn main() -> Result<(), Box<dyn Error>> {
    let model = match args().nth(1) {
        Some(path) => Model::open(path, WeightChoice::Auto, &mut |_, _| {})?,
        None => Model::bundled(WeightChoice::Auto, &mut |_, _| {})?,
    };
    let model = Arc::new(model);
    let count: usize = args().nth(2).unwrap_or("128".into()).parse()?;
    let mut tokens = model.tokenizer.prompt(TEXT, ControlTokens::AsText)?;
    tokens.truncate(count);
    for format in [KvFormat::K4V4, KvFormat::K3V3] {
        let (logits, memory) = fingerprint(&model, &tokens, format)?;
        println!("{} tokens, {format}", tokens.len());
        println!("  logits {logits}");
        println!("  memory {memory}");
    }
    Ok(())
}

fn fingerprint(
    model: &Arc<Model>,
    tokens: &[u32],
    format: KvFormat,
) -> Result<(String, String), Box<dyn Error>> {
    let options = KvOptions {
        format,
        init_tokens: GROUP,
        local_tokens: GROUP,
        rotate: true,
        offsets: OffsetSource::Online,
        scale: true,
        budget_bytes: None,
        sequences: 1,
    };
    let (model, emulator) = (Arc::clone(model), Emulator::new());
    let executor = DeviceExecutor::new(model, emulator, Tiling::WHOLE, Keeping::Device(options))?;
    let mut session = Session::new(executor)?;

    let mut logits = Sha256::new();
    let (prompt, rest) = tokens.split_at(tokens.len() / 2);
    for call in [prompt].into_iter().chain(rest.chunks(1)) {
        for value in session.forward(call, Logits::All)? {
            logits.update(value.to_bits().to_le_bytes());
        }
    }
    let mut memory = Sha256::new();
    for (region, words) in session.executor().device().memory() {
        memory.update((region as u64).to_le_bytes());
        for word in words {
            memory.update(word.to_le_bytes());
        }
    }
    Ok((
        format!("{:x}", logits.finalize()),
        format!("{:x}", memory.finalize()),
    ))
}
