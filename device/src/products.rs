//! Products of matrices and tokens, cut into ranges of rows for the threads of the pool, and put together again.

use std::ops::Range;

use harmonia_numerics::{Block, Flags, GROUP, Panels};
use rayon::prelude::*;

/// Multiply-accumulates that are worth waking another thread for.
const TASK_MACS: usize = 1 << 18;

/// Rows of a matrix, and the blocks of each token that they are multiplied with.
pub(crate) struct Product<'a> {
    pub panels: &'a Panels,
    pub rows: Range<usize>,
    pub tokens: Vec<&'a [Block]>,
}

/// A range of rows of one product, for one thread.
struct Task<'a> {
    product: &'a Product<'a>,
    rows: Range<usize>,
    /// `[tokens][rows]`
    out: &'a mut [f32],
}

impl Product<'_> {
    fn results(&self) -> usize {
        self.tokens.len() * self.rows.len()
    }

    /// The rows of each task.
    fn strips(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let rows = self.rows.clone();
        let macs = self.results() * self.panels.groups_per_row() * GROUP;
        // No more than threads: every task has the panels repack the activations for itself.
        let tasks = (macs / TASK_MACS).clamp(1, rayon::current_num_threads());
        // Cut where panels begin.
        let height = rows.len().div_ceil(tasks).next_multiple_of(Panels::ROWS);
        (rows.start / height..rows.end.div_ceil(height))
            .map(move |strip| rows.start.max(strip * height)..rows.end.min((strip + 1) * height))
    }
}

/// Appends the results of all products, one after the other, each `[tokens][rows]`. The flags cover them all.
/// `strips` is kept from call to call for its memory.
pub(crate) fn multiply(
    products: &[Product<'_>],
    strips: &mut Vec<f32>,
    results: &mut Vec<f32>,
) -> Flags {
    let start = results.len();
    let total: usize = products.iter().map(Product::results).sum();
    // The strips of one token are in order as they are.
    if products.iter().all(|product| product.tokens.len() == 1) {
        results.resize(start + total, 0.0);
        return run(tasks(products, &mut results[start..]));
    }
    strips.resize(total, 0.0);
    let flags = run(tasks(products, strips));
    let mut rest = &strips[..];
    for product in products {
        let (own, others) = rest.split_at(product.results());
        rest = others;
        token_major(product, own, results);
    }
    flags
}

fn tasks<'a>(products: &'a [Product<'a>], mut out: &'a mut [f32]) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    for product in products {
        for rows in product.strips() {
            let (own, others) = out.split_at_mut(product.tokens.len() * rows.len());
            out = others;
            tasks.push(Task {
                product,
                rows,
                out: own,
            });
        }
    }
    tasks
}

fn run(mut tasks: Vec<Task<'_>>) -> Flags {
    let run = |task: &mut Task<'_>| {
        let product = task.product;
        product
            .panels
            .multiply(task.rows.clone(), &product.tokens, task.out)
    };
    let join = |mut a: Flags, b| {
        a |= b;
        a
    };
    if let [task] = &mut tasks[..] {
        return run(task);
    }
    tasks
        .par_iter_mut()
        .with_max_len(1)
        .map(run)
        .reduce(Flags::default, join)
}

/// Appends the results of a product, `[strips][tokens][rows of the strip]`, as `[tokens][rows]`.
fn token_major(product: &Product<'_>, by_strip: &[f32], results: &mut Vec<f32>) {
    for token in 0..product.tokens.len() {
        let mut rest = by_strip;
        for strip in product.strips() {
            let (own, others) = rest.split_at(product.tokens.len() * strip.len());
            rest = others;
            results.extend_from_slice(&own[token * strip.len()..][..strip.len()]);
        }
    }
}
