//! Commands that a device may run: what they use has been looked up, and is there.

use half::f16;
use harmonia_contract::engine::SUM_WORDS;
use harmonia_numerics::kv::{Region, Stand};

use crate::batch::Batch;
use crate::{MatMul, Step};

/// A command that has been checked. `M` is what a device keeps of a matrix.
#[derive(Debug)]
pub(crate) enum Checked<'c, M> {
    Load(Load<'c>),
    Multiply(Multiply<'c, M>),
    /// A new layout; what was stored is lost.
    Configure(Region),
    Attention(Attention<'c>),
}

/// Fill blocks of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load<'c> {
    pub token: usize,
    pub batch: Batch,
    pub base: usize,
    pub values: &'c [f32],
}

/// Multiply a matrix of the device.
#[derive(Debug)]
pub(crate) struct Multiply<'c, M> {
    pub matmul: &'c MatMul,
    pub batch: Batch,
    pub matrix: &'c M,
}

/// Use a region of memory, which has the layout configured last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attention<'c> {
    /// Where it begins, in words of 64 bits.
    pub region: usize,
    pub layout: Region,
    pub operation: Operation<'c>,
}

/// What is done with a region; [`Command`](crate::Command) says more.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Operation<'c> {
    Write {
        offsets: &'c [f16],
    },
    Store {
        position: usize,
        key: &'c [f16],
        value: &'c [f16],
    },
    Commit {
        page: usize,
    },
    Attend {
        stand: Stand,
        step: Step<'c>,
        heads: usize,
        queries: &'c [f16],
    },
}

impl Attention<'_> {
    /// Results that the operation yields.
    pub(crate) fn results(&self) -> usize {
        match self.operation {
            Operation::Attend { heads, step, .. } => {
                let size = self.layout.shape().size();
                heads
                    * match step {
                        Step::Whole => size,
                        Step::Maximum => 1,
                        Step::Sums { .. } => (1 + size) * SUM_WORDS,
                    }
            }
            _ => 0,
        }
    }
}
