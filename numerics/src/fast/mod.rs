//! The fast product of a matrix with a few tokens, bit-identical to
//! [`reference`](crate::reference).
//!
//! A panel is 16 rows. SIMD lanes are rows, so no sum ever crosses lanes: one vector holds, for
//! each row, the 4 weights of one *quad* of columns as unsigned bytes (the integers plus the
//! format's offset), ready for a multiply-add of byte quads against 4 broadcast activations. In
//! memory 4-bit formats keep two quads in one line of 64 bytes, 4 bits per weight.
//!
//! * `panels`: the layout, and the product divided into panels and tiles of tokens.
//! * `x86`: vector kernels, for sums that are proven to be small. `no_vectors` takes its place
//!   elsewhere.
//! * `portable`: exact accumulators, for all other sums and processors.

#[cfg(not(target_arch = "x86_64"))]
mod no_vectors;
mod panels;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(not(target_arch = "x86_64"))]
use no_vectors::Activations;
#[cfg(target_arch = "x86_64")]
use x86::Activations;

pub use panels::Panels;

/// Instructions a product may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kernel {
    /// Plain Rust with exact accumulators; every processor.
    Portable,
    /// 256-bit integer vectors.
    Avx2,
    /// 512-bit vectors with byte dot products (AVX-512 F, BW, DQ, VL and VNNI).
    Avx512,
}

impl Kernel {
    /// The fastest one this processor has.
    pub fn best() -> Self {
        [Self::Avx512, Self::Avx2]
            .into_iter()
            .find(|kernel| kernel.is_available())
            .unwrap_or(Self::Portable)
    }

    /// Whether this processor has every instruction that the kernel uses.
    pub fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("f16c"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
            }
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx2 | Self::Avx512 => false,
        }
    }
}
