//! The forward pass of a llama model around its linear layers and attention.

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod exponential;
mod f32_linears;
mod host_attention;
mod rope;
mod session;
mod vector;

pub use attention::attend_token;
pub use f32_linears::F32Linears;
pub use host_attention::HostAttention;
pub use session::{ForwardError, Logits, Session};
