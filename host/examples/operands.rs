//! Operands that a model multiplies, as hardware meets them: what the power of processing elements is measured with.
//!
//! ```text
//! cargo run --release -p harmonia-host --example operands -- SmolLM2.gguf > paper/data/operands.csv
//! ```
//!
//! A line is 64 neighbours along the contraction axis of the sum with the number `sum`: `activations` and what they meet, `others`, in FP16, four digits each;
//! the same others as INT4 (two's complement, a digit each) times `scale` (FP16, the largest magnitude / 7). `linear` lines are the input of
//! a matrix and one of its rows, all of a sum one after the other as a sum takes them; `attention` lines a query and keys of its
//! sequence: in FP32 as the reference computes them, rounded to FP16. The tokens are the first ones of model/assets/tiny-eval.txt.

use std::env::args;
use std::error::Error;
use std::sync::Arc;

use half::f16;
use harmonia_model::{
    Attend, Batch, ControlTokens, Executor, Logits, Model, Operation, Reference, Run, WeightChoice,
};

const TEXT: &str = include_str!("../../model/assets/tiny-eval.txt");
const TOKENS: usize = 64;
/// Operands in a line.
const LENGTH: usize = 64;
/// One of so many matrices gives a sum: 30 layers of seven matrices give 19 of all kinds.
const MATRICES: usize = 11;
/// Keys that the query of a layer meets.
const KEYS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let path = args().nth(1).ok_or("the model's file is missing")?;
    let model = Arc::new(Model::open(path, WeightChoice::Auto, &mut |_, _| {})?);
    let mut tokens = model.tokenizer.prompt(TEXT, ControlTokens::AsText)?;
    tokens.truncate(TOKENS);
    let mut reference = Reference::new(Arc::clone(&model));
    let run = Run {
        sequence: reference.open()?,
        first: 0,
        tokens,
        logits: Logits::None,
    };
    reference.begin(Batch::of(run))?;
    println!("kind,sum,activations,others,weights,scale");
    let (mut place, mut matrices, mut sum) = (Place(0), 0, 0);
    for step in Arc::clone(reference.program()).steps() {
        match &step.operation {
            Operation::Linear { from, products } if step.layer.is_some() => {
                let inputs = reference.read(*from)?;
                for product in products {
                    matrices += 1;
                    if matrices % MATRICES > 0 {
                        continue;
                    }
                    let matrix = &model.linears[&product.linear];
                    let columns = matrix.columns();
                    let mut row = vec![0.0; columns];
                    matrix.dequantise_row(place.next(matrix.rows()), &mut row);
                    let token = place.next(TOKENS) * columns;
                    let input = &inputs[token..token + columns];
                    sum += 1;
                    for (input, row) in input.chunks_exact(LENGTH).zip(row.chunks_exact(LENGTH)) {
                        line("linear", sum, input, row);
                    }
                }
            }
            Operation::Attend(Attend { queries, keys, .. }) => {
                let token = |all: &[f32], token: usize| {
                    let width = all.len() / TOKENS;
                    all[token * width..][..LENGTH].to_vec()
                };
                let at = KEYS + place.next(TOKENS - KEYS);
                let query = token(reference.read(*queries)?, at);
                let keys = reference.read(*keys)?;
                for back in 0..KEYS {
                    sum += 1;
                    line("attention", sum, &query, &token(keys, at - back));
                }
            }
            _ => {}
        }
        reference.step(step)?;
    }
    Ok(())
}

/// Walks through all places of what there is, in long steps.
struct Place(usize);

impl Place {
    fn next(&mut self, count: usize) -> usize {
        self.0 += 7919;
        self.0 % count
    }
}

fn line(kind: &str, sum: u32, activations: &[f32], others: &[f32]) {
    let halves = |values: &[f32]| {
        let digits = values
            .iter()
            .map(|&value| format!("{:04x}", f16::from_f32(value).to_bits()));
        digits.collect::<String>()
    };
    let largest = others
        .iter()
        .fold(0.0, |largest: f32, other| largest.max(other.abs()));
    let scale = f16::from_f32(largest / 7.0);
    let weight = |&other: &f32| {
        let weight = (other / scale.to_f32()).round().clamp(-8.0, 7.0) as i8;
        format!("{:x}", weight & 15)
    };
    let weights: String = others.iter().map(weight).collect();
    let (activations, others) = (halves(activations), halves(others));
    println!(
        "{kind},{sum},{activations},{others},{weights},{:04x}",
        scale.to_bits()
    );
}
