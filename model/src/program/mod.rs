//! A model as a program: the operations of a forward pass, over named buffers that stay where they are made.
//!
//! ```text
//! Config --compile--> Program --Executor--> FP32 reference | emulator | Verilog | a board
//!                        ^          ^
//!              12 operations        Batch: runs {sequence, first position, tokens}
//!              per layer
//! ```
//!
//! A program is data. Architectures differ in how they compile and nowhere else; each [`Executor`] gives
//! every operation its own meaning: floats in the reference, the contract of docs/numerics.md on a device. A
//! batch is a list of runs: a prompt is one run of many tokens, decoding four conversations is four runs of
//! one token. The bits of a token depend neither on the batch nor on how its sequence was cut into runs.

mod batch;
mod compile;
mod executor;
mod linears;
mod norms;
mod sequences;
mod session;
mod text;
mod workspace;

pub use batch::{Batch, Logits, Run};
pub use executor::{Coded, Executor};
pub use linears::{LinearId, LinearKind};
pub use norms::NormId;
pub use sequences::{BatchError, SequenceId, Sequences};
pub use session::Session;
pub use workspace::Workspace;

/// The operations of a forward pass in their order, and the buffers that they work on.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    buffers: Vec<BufferInfo>,
    steps: Vec<Step>,
}

/// A buffer of a program: a vector per token, in FP32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Buffer(usize);

/// What a buffer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufferInfo {
    /// What its values are, for people: `queries`, `hidden`.
    pub name: &'static str,
    /// Values per token.
    pub width: usize,
    /// For which tokens it has a vector.
    pub rows: Rows,
}

/// For which tokens of a batch a buffer has a vector, in the batch's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// For every token.
    Tokens,
    /// For the tokens whose logits are wanted.
    Wanted,
}

/// An operation, and the layer it belongs to; the output head belongs to none.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The layer, from 0; `None` before the first one and after the last.
    pub layer: Option<u16>,
    /// What is to be done.
    pub operation: Operation,
}

/// What an executor can be asked to do with its buffers.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Brings the embeddings of the batch's tokens into `to`.
    Import {
        /// `[width]` per token.
        to: Buffer,
    },
    /// Multiplies `from` with matrices that share it as their input.
    Linear {
        /// The input of every product.
        from: Buffer,
        /// The matrices, and where their results go.
        products: Vec<Product>,
    },
    /// Stores the keys and values of the batch's tokens, and lets every token attend to its sequence up to
    /// itself.
    Attend(Attend),
    /// Computes on FP32 vectors: in floats in the reference, as docs/numerics.md has it on a device.
    Vector(VectorOperation),
    /// Hands `from` out: what [`Executor::run`] returns.
    Export {
        /// `[vocabulary]` per token.
        from: Buffer,
    },
}

/// A matrix and the buffer of its results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The matrix, `[rows][columns]`; `from` has `columns` values per token.
    pub linear: LinearId,
    /// `[rows]` per token.
    pub to: Buffer,
}

/// Softmax attention with causal mask; scores are divided by the root of a key's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attend {
    /// Which keys and values of a sequence: every layer has its own.
    pub layer: usize,
    /// `[heads][key_length]` per token, rotated.
    pub queries: Buffer,
    /// `[key_value_heads][key_length]` per token, rotated.
    pub keys: Buffer,
    /// `[key_value_heads][value_length]` per token.
    pub values: Buffer,
    /// `[heads][value_length]` per token.
    pub to: Buffer,
}

/// Element by element, or within a token's vector: nothing here looks at another token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VectorOperation {
    /// RMSNorm: `to = from / sqrt(mean(from^2) + epsilon) * gain`, for each part of `from` as long as the
    /// gain is.
    Norm {
        /// Which gain.
        gain: NormId,
        /// One or more vectors as long as the gain, per token.
        from: Buffer,
        /// As wide as `from`.
        to: Buffer,
    },
    /// `to = to + bias`
    Bias {
        /// Whose bias.
        linear: LinearId,
        /// The layer's results.
        to: Buffer,
    },
    /// Rotary position embedding of heads of `key_length` values, in place.
    Rope {
        /// `[heads][key_length]` per token.
        heads: Buffer,
    },
    /// `to = gate * sigmoid(gate) * up`
    SwiGlu {
        /// What the sigmoid is taken of.
        gate: Buffer,
        /// What is multiplied by, as wide as `gate`.
        up: Buffer,
        /// As wide as `gate`.
        to: Buffer,
    },
    /// `to = to + from`
    Add {
        /// The addend.
        from: Buffer,
        /// The sum, as wide as `from`.
        to: Buffer,
    },
    /// Keeps the tokens whose logits are wanted.
    Select {
        /// A vector for every token ([`Rows::Tokens`]).
        from: Buffer,
        /// A vector for the tokens wanted ([`Rows::Wanted`]), as wide as `from`.
        to: Buffer,
    },
}

impl Program {
    /// Every operation, in the order of execution.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Every buffer, in the order of the numbers behind [`Buffer`].
    pub fn buffers(&self) -> impl Iterator<Item = (Buffer, &BufferInfo)> {
        let numbered = self.buffers.iter().enumerate();
        numbered.map(|(number, info)| (Buffer(number), info))
    }

    /// What a buffer of this program holds.
    ///
    /// # Panics
    /// When the buffer is another program's, with more buffers than this one has.
    pub fn buffer(&self, buffer: Buffer) -> &BufferInfo {
        &self.buffers[buffer.0]
    }
}

impl Buffer {
    /// Its place among the program's buffers.
    pub fn index(self) -> usize {
        self.0
    }
}

impl Operation {
    /// The buffers that it looks at.
    pub fn reads(&self) -> Vec<Buffer> {
        match self {
            Operation::Import { .. } => Vec::new(),
            Operation::Linear { from, .. } | Operation::Export { from } => vec![*from],
            Operation::Attend(attend) => vec![attend.queries, attend.keys, attend.values],
            Operation::Vector(vector) => vector.reads(),
        }
    }

    /// The buffers that it changes.
    pub fn writes(&self) -> Vec<Buffer> {
        match self {
            Operation::Linear { products, .. } => products.iter().map(|p| p.to).collect(),
            Operation::Import { to } | Operation::Attend(Attend { to, .. }) => vec![*to],
            Operation::Vector(vector) => vec![vector.writes()],
            Operation::Export { .. } => Vec::new(),
        }
    }
}

impl VectorOperation {
    /// The buffers that it looks at.
    pub fn reads(self) -> Vec<Buffer> {
        match self {
            VectorOperation::Norm { from, .. } | VectorOperation::Select { from, .. } => vec![from],
            VectorOperation::Rope { heads } => vec![heads],
            VectorOperation::Bias { to, .. } => vec![to],
            VectorOperation::SwiGlu { gate, up, .. } => vec![gate, up],
            VectorOperation::Add { from, to } => vec![to, from],
        }
    }

    /// The buffer that it changes.
    pub fn writes(self) -> Buffer {
        match self {
            VectorOperation::Norm { to, .. }
            | VectorOperation::SwiGlu { to, .. }
            | VectorOperation::Bias { to, .. }
            | VectorOperation::Add { to, .. }
            | VectorOperation::Select { to, .. }
            | VectorOperation::Rope { heads: to } => to,
        }
    }
}
