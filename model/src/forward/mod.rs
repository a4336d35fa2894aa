//! Floating-point arithmetic of a forward pass, and the FP32 reference made of it.

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod dense;
mod exponential;
mod float_attention;
mod operations;
mod reference;
mod rope;
mod vector;

pub use attention::attend_token;
pub use dense::DenseLinears;
pub use float_attention::FloatAttention;
pub use reference::Reference;

pub(crate) use rope::Rope;
