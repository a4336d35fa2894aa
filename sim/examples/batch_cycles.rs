//! Cycles of a product for batches of tokens: how much of the array works when weights are always there, and when a
//! memory gives one beat in 20 cycles.
//!
//! ```text
//! cargo run --release -p harmonia-sim --example batch_cycles -- [CONFIGURATION]
//! ```
//! The activations are in the buffers already; the pauses of a slow memory are random.

use std::error::Error;
use std::sync::Arc;

use harmonia_device::{Command, Device, MatMul};
use harmonia_hdl::Configuration;
use harmonia_numerics::{Format, Matrix};
use harmonia_sim::{Rtl, RtlOptions, Stalls};

/// A square matrix of SmolLM2-135M: its projections to queries and of outputs.
const SIZE: usize = 576;
const TOKENS: [usize; 6] = [1, 4, 8, 16, 28, 64];
/// In 256ths: a beat in 20 cycles, on average.
const SLOW: u8 = 243;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or("quad".into());
    let mut rtl = Rtl::build(&Configuration::named(&name)?, RtlOptions::default())?;
    println!("{}, {SIZE} x {SIZE}; MAC a cycle", rtl.describe());
    println!("format   tokens  cycles  MAC/cycle  one beat in 20: cycles  MAC/cycle");
    let values: Vec<f32> = (0..SIZE * SIZE).map(|i| (i as f32).sin()).collect();
    for format in [Format::Int4, Format::Int8] {
        let matrix = Matrix::quantise(format, SIZE, SIZE, &values)?;
        let groups = 0..matrix.groups_per_row();
        let matrix = rtl.store(Arc::new(matrix))?;
        let most = rtl.limits().batch;
        for tokens in TOKENS.into_iter().filter(|tokens| *tokens <= most) {
            let load = |token| Command::Load {
                token,
                tokens,
                base: 0,
                values: &values[token * SIZE..][..SIZE],
            };
            let loads: Vec<_> = (0..tokens).map(load).collect();
            rtl.set_stalls(None);
            rtl.execute(&loads, &mut Vec::new())?;
            let product = Command::MatMul(MatMul {
                matrix,
                rows: 0..SIZE,
                groups: groups.clone(),
                base: 0,
                tokens,
                first: true,
                last: true,
                sums: false,
            });
            let mut cycles = |inputs| -> Result<u64, Box<dyn Error>> {
                rtl.set_stalls((inputs > 0).then_some(Stalls {
                    inputs,
                    ..Stalls::all(0, 1)
                }));
                let before = rtl.cycles().unwrap_or(0);
                rtl.execute(std::slice::from_ref(&product), &mut Vec::new())?;
                Ok(rtl.cycles().unwrap_or(0) - before)
            };
            let (full, slow) = (cycles(0)?, cycles(SLOW)?);
            let rate = |cycles: u64| (SIZE * SIZE * tokens) as f64 / cycles as f64;
            let (at_full, at_slow) = (rate(full), rate(slow));
            println!(
                "{:8} {tokens:6} {full:7} {at_full:10.1} {slow:23} {at_slow:10.1}",
                format!("{format:?}")
            );
        }
    }
    Ok(())
}
