//! Speed of the Verilated engine over a layer of SmolLM2-135M's size, and of the emulator on a model.
//!
//! ```text
//! cargo run --release -p harmonia-host --example engine_speed -- [CONFIGURATION [FILE.gguf]]
//! ```
//! The engine's streams are kept full: no stalls, all commands of a measurement in one call. Its peak is 64 products a token row and
//! cycle, half of that for 8-bit weights, which take two passes. The emulator generates greedily after a prompt; attention, norms and
//! the tokens' logits are included.

use std::error::Error;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use harmonia_device::{Command, Device, Emulator, MatMul};
use harmonia_hdl::Configuration;
use harmonia_host::{DeviceExecutor, GenerateOptions, Keeping, Phase, Prompt, Tiling, generate};
use harmonia_model::{Model, Sampler, WeightChoice};
use harmonia_numerics::{Format, Matrix};
use harmonia_sim::{Rtl, RtlOptions};

/// The first matrices of SmolLM2's feed-forward block.
const ROWS: usize = 1536;
const COLUMNS: usize = 576;
/// Commands of a measurement.
const REPEATS: usize = 8;
const PROMPT: usize = 128;
const DECODED: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or("quad".into());
    let configuration = Configuration::named(&name)?;
    let start = Instant::now();
    let mut rtl = Rtl::build(&configuration, RtlOptions::default())?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{}: built or found in {seconds:.1} s", rtl.describe());
    for format in Format::ALL {
        engine(&mut rtl, format)?;
    }
    match arguments.next() {
        Some(path) => emulator(&path),
        None => Ok(()),
    }
}

/// A product of a matrix with as many tokens as the engine has rows.
fn engine(rtl: &mut Rtl, format: Format) -> Result<(), Box<dyn Error>> {
    let weights: Vec<f32> = (0..ROWS * COLUMNS).map(|i| (i as f32).sin()).collect();
    let matrix = Matrix::quantise(format, ROWS, COLUMNS, &weights)?;
    let groups = 0..matrix.groups_per_row();
    let matrix = rtl.store(Arc::new(matrix))?;
    let tokens = rtl.limits().token_rows;
    let multiply = Command::MatMul(MatMul {
        matrix,
        rows: 0..ROWS,
        groups,
        base: 0,
        tokens,
        first: true,
        last: true,
        sums: false,
    });
    let load = |token| Command::Load {
        token,
        tokens,
        base: 0,
        values: &weights[token * COLUMNS..][..COLUMNS],
    };
    let mut commands: Vec<_> = (0..tokens).map(load).collect();
    commands.extend(vec![multiply; REPEATS]);
    let (start, before) = (Instant::now(), rtl.cycles().unwrap_or(0));
    rtl.execute(&commands, &mut Vec::new())?;
    let seconds = start.elapsed().as_secs_f64();
    let cycles = (rtl.cycles().unwrap_or(0) - before) as f64;
    let macs = (REPEATS * ROWS * COLUMNS * tokens) as f64;
    let peak = (tokens * 64 / format.passes()) as f64;
    println!(
        "{format:?} {ROWS}x{COLUMNS}: {:.0} thousand cycles/s, {:.2} MAC/cycle, {:.2} % of the peak of {peak}",
        cycles / seconds / 1e3,
        macs / cycles,
        100.0 * macs / cycles / peak
    );
    Ok(())
}

fn emulator(path: &str) -> Result<(), Box<dyn Error>> {
    let model = Model::open(path, WeightChoice::Auto, &mut |_, _| {})?;
    let start = Instant::now();
    let (model, emulator) = (Arc::new(model), Emulator::new());
    let mut executor = DeviceExecutor::new(model, emulator, Tiling::WHOLE, Keeping::Host)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{}: stored in {seconds:.2} s", executor.device().describe());
    let mut prompts = [Prompt {
        tokens: (0..PROMPT as u32).collect(),
        sampler: Sampler::greedy(),
    }];
    let options = GenerateOptions {
        tokens: DECODED + 1,
        stop_at_end: false,
    };
    let on_token = &mut |_, _| ControlFlow::Continue(());
    let generation = generate(&mut executor, &mut prompts, &options, on_token)?;
    let rate = |phase: Phase| phase.tokens_per_second().unwrap_or(f64::NAN);
    println!(
        "prefill of {PROMPT} tokens {:.1} tokens/s, decode of {DECODED} tokens {:.1} tokens/s",
        rate(generation.prefill),
        rate(generation.decode)
    );
    Ok(())
}
