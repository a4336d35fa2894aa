//! What a machine does for all tokens of a pass, before anything has an address.

use std::ops::Range;

use harmonia_model::{Attend, Buffer, LinearId, NormId, Product, Program};
use harmonia_numerics::GROUP;

/// A task, and the step that it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// As [`Step::name`] has it: `blk.3.attn_q`.
    pub name: String,
    pub task: Task,
}

/// What a machine does for all tokens of a pass. Blocks are counted for a pass of one bank.
#[derive(Clone, Debug)]
pub(super) enum Task {
    /// RMSNorm of parts as long as the gain; into blocks from 0 on where there is no buffer.
    Norm {
        gain: NormId,
        from: Buffer,
        to: Option<Buffer>,
    },
    /// A buffer into blocks, from 0 on.
    Load {
        from: Buffer,
    },
    /// Rows of a matrix times the blocks from `base` on.
    Multiply {
        rows: Rows,
        base: usize,
        to: Buffer,
    },
    /// Rotates what `ropes` names, then stores and attends, token by token.
    Attend {
        ropes: Vec<Buffer>,
        attend: Attend,
    },
    /// SwiGLU of the first elements of two buffers into blocks.
    SwiGlu {
        gate: Buffer,
        up: Buffer,
        elements: usize,
        block: usize,
    },
    Add {
        from: Buffer,
        to: Buffer,
    },
    /// Adds what belongs to rows of a matrix to their results.
    Bias {
        rows: Rows,
        to: Buffer,
    },
    /// Elements of a buffer to memory, from `element` of a token's vector there on.
    Spill {
        from: Buffer,
        element: usize,
        elements: usize,
    },
}

/// Rows of a matrix, from a multiple of 32 on: those begin where a record does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub matrix: Shape,
    pub first: usize,
    pub count: usize,
}

/// A whole matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub linear: LinearId,
    pub outputs: usize,
    pub columns: usize,
}

impl Task {
    /// Buffers that it looks at and that it writes, of those in vector memory.
    pub fn buffers(&self) -> (Vec<Buffer>, Vec<Buffer>) {
        match self {
            Task::Norm { from, to, .. } => (vec![*from], to.iter().copied().collect()),
            Task::Load { from } | Task::Spill { from, .. } => (vec![*from], Vec::new()),
            Task::Multiply { to, .. } => (Vec::new(), vec![*to]),
            Task::Attend { attend: own, .. } => {
                (vec![own.keys, own.values, own.queries], vec![own.to])
            }
            Task::SwiGlu { gate, up, .. } => (vec![*gate, *up], Vec::new()),
            Task::Add { from, to } => (vec![*from, *to], vec![*to]),
            Task::Bias { to, .. } => (vec![*to], vec![*to]),
        }
    }

    /// The buffer whose place its results may take element by element, if nobody wants it afterwards.
    pub fn in_place(&self) -> Option<(Buffer, Buffer)> {
        match self {
            Task::Norm { from, to, .. } => Some((*from, (*to)?)),
            Task::Attend { attend, .. } => Some((attend.queries, attend.to)),
            _ => None,
        }
    }

    /// Where the blocks that it loads or reads end.
    pub fn blocks(&self, program: &Program) -> usize {
        let width = |buffer: &Buffer| program.buffer(*buffer).width.div_ceil(GROUP);
        match self {
            Task::Norm { from, to: None, .. } | Task::Load { from } => width(from),
            Task::Multiply { rows, base, .. } => base + rows.matrix.groups(),
            _ => 0,
        }
    }
}

impl Rows {
    pub fn new(matrix: Shape, own: Range<usize>) -> Rows {
        Rows {
            matrix,
            first: own.start,
            count: own.len(),
        }
    }
}

impl Shape {
    /// Of a product with an input of `columns` values.
    pub fn new(program: &Program, product: &Product, columns: usize) -> Shape {
        Shape {
            linear: product.linear,
            outputs: program.buffer(product.to).width,
            columns,
        }
    }

    pub fn whole(self) -> Rows {
        Rows::new(self, 0..self.outputs)
    }

    /// Groups of each sum.
    pub fn groups(&self) -> usize {
        self.columns.div_ceil(GROUP)
    }
}
