//! Language models: GGUF files, tokenizers, programs, and the FP32 reference that executes them.
//!
//! ```text
//! file --gguf--> Config, Tokenizer, linears: LinearId -> Matrix (formats of the device)
//! Config --compile--> Program
//! text --Tokenizer--> tokens --Batch--> Executor --logits--> Sampler --> token --Detokeniser--> text
//!                                          |
//!                       Reference: FP32 on the host; devices are harmonia-host's
//! ```
//!
//! A [`Program`] is what a model asks for, an [`Executor`] who does it, a [`Session`] one sequence of an
//! executor.

mod architecture;
mod calibration;
mod config;
mod error;
mod eval;
mod files;
mod forward;
pub mod gguf;
mod keys;
mod model;
mod program;
mod sampler;
mod tokenizer;
mod weights;

pub use architecture::Architecture;
pub use calibration::{
    CALIBRATION_TOKENS, Calibration, CalibrationError, CalibrationText, Fingerprint, MeasureError,
};
pub use config::{Config, RopeConfig, Yarn};
pub use error::ModelError;
pub use eval::{
    Change, Divergence, EvalError, Mean, Perplexity, Predictions, divergence, perplexity,
};
pub use forward::{DenseLinears, FloatAttention, Reference, attend_token};
pub use model::Model;
pub use program::{
    Attend, Batch, BatchError, Buffer, BufferInfo, Coded, Executor, LinearId, LinearKind, Logits,
    NormId, Operation, Product, Program, Rows, Run, SequenceId, Sequences, Session, Step,
    VectorOperation, Workspace,
};
pub use sampler::{Sampler, SamplerError};
pub use tokenizer::{ControlTokens, Detokeniser, Message, Tokenizer, TokenizerError};
pub use weights::{Import, LoadReport, WeightChoice};
