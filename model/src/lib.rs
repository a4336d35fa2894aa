//! Llama models: GGUF files, tokenizers, and the forward pass around the linear layers.
//!
//! ```text
//! file --gguf--> Config, Tokenizer, linears: LinearId -> Matrix (formats of the device)
//! text --Tokenizer--> tokens --Session (FP32)--> logits --Sampler--> token --Detokeniser--> text
//!                                 |  ^
//!                                 v  |
//!                              Linears, Attention: FP32 on the host, or a device
//! ```
//!
//! [`Session`] does everything but the matrix products and attention and hands those to a [`Linears`] that is an
//! [`Attention`] too, so the reference and every device run the same code around them.

mod attention;
mod calibration;
mod config;
mod error;
mod eval;
mod files;
mod forward;
pub mod gguf;
mod keys;
mod linears;
mod model;
mod sampler;
mod tokenizer;
mod weights;

pub use attention::{Attend, Attention};
pub use calibration::{
    CALIBRATION_TOKENS, Calibration, CalibrationError, CalibrationText, Fingerprint, MeasureError,
};
pub use config::{Config, RopeConfig};
pub use error::ModelError;
pub use eval::{Change, EvalError, Perplexity, perplexity};
pub use forward::{F32Linears, ForwardError, HostAttention, Logits, Session, attend_token};
pub use linears::{LinearId, LinearKind, Linears};
pub use model::Model;
pub use sampler::{Sampler, SamplerError};
pub use tokenizer::{ControlTokens, Detokeniser, Message, Tokenizer, TokenizerError};
pub use weights::{Import, LoadReport, WeightChoice};
