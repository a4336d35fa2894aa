//! The forward pass of a llama model around its linear layers.

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod exponential;
mod f32_linears;
mod rope;
mod session;
mod vector;

pub use f32_linears::F32Linears;
pub use session::{ForwardError, Logits, Session};
