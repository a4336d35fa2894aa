//! P of 32 blocks side by side with one block: the inner loop of the fast path, once in plain Rust
//! and once for each width of vectors.
//!
//! A vector holds the pairs of 8 or 16 lanes as half-words; one instruction multiplies it with a
//! pair of the operand and adds the two products of each lane, which fit 32 bits.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use crate::GROUP;

/// Elements 2 i and 2 i + 1 of 32 blocks.
pub(super) type Rows<T> = [[[T; 2]; GROUP]; GROUP / 2];
/// Elements 2 i and 2 i + 1 of one block.
pub(super) type Pairs = [[i16; 2]; GROUP / 2];

/// Digits of 8 bits (one plane) or 16 (both).
pub(super) trait Digit: Copy + Into<i32> + TryFrom<i16> {
    const ZERO: Self;
    /// No digit has a larger magnitude.
    const LARGEST: f64;

    /// Half `half` of a row, 16 lanes, as half-words.
    ///
    /// # Safety
    /// The processor has AVX-512 BW.
    #[cfg(target_arch = "x86_64")]
    unsafe fn half(row: &[[Self; 2]; GROUP], half: usize) -> __m512i;

    /// Quarter `quarter` of a row, 8 lanes, as half-words.
    ///
    /// # Safety
    /// The processor has AVX2.
    #[cfg(target_arch = "x86_64")]
    unsafe fn quarter(row: &[[Self; 2]; GROUP], quarter: usize) -> __m256i;
}

impl Digit for i8 {
    const ZERO: Self = 0;
    const LARGEST: f64 = 15.0;

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx512bw")]
    unsafe fn half(row: &[[i8; 2]; GROUP], half: usize) -> __m512i {
        let (halves, _) = row.as_chunks::<16>();
        // SAFETY: 32 bytes are read from an array of 32; no alignment is asked for.
        _mm512_cvtepi8_epi16(unsafe { _mm256_loadu_si256((&raw const halves[half]).cast()) })
    }

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn quarter(row: &[[i8; 2]; GROUP], quarter: usize) -> __m256i {
        let (quarters, _) = row.as_chunks::<8>();
        // SAFETY: 16 bytes are read from an array of 16; no alignment is asked for.
        _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128((&raw const quarters[quarter]).cast()) })
    }
}

impl Digit for i16 {
    const ZERO: Self = 0;
    const LARGEST: f64 = 255.0;

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx512bw")]
    unsafe fn half(row: &[[i16; 2]; GROUP], half: usize) -> __m512i {
        let (halves, _) = row.as_chunks::<16>();
        // SAFETY: 64 bytes are read from an array of 64; no alignment is asked for.
        unsafe { _mm512_loadu_si512((&raw const halves[half]).cast()) }
    }

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn quarter(row: &[[i16; 2]; GROUP], quarter: usize) -> __m256i {
        let (quarters, _) = row.as_chunks::<8>();
        // SAFETY: 32 bytes are read from an array of 32; no alignment is asked for.
        unsafe { _mm256_loadu_si256((&raw const quarters[quarter]).cast()) }
    }
}

/// Instructions for P.
pub(super) trait Dot {
    /// P of every lane.
    ///
    /// # Safety
    /// The processor has the instructions.
    unsafe fn dot<T: Digit>(rows: &Rows<T>, operand: &Pairs) -> [i32; GROUP];
}

pub(super) struct Portable;

impl Dot for Portable {
    #[inline(always)]
    unsafe fn dot<T: Digit>(rows: &Rows<T>, operand: &Pairs) -> [i32; GROUP] {
        let mut p = [0; GROUP];
        for (row, &[even, odd]) in rows.iter().zip(operand) {
            for (p, digits) in p.iter_mut().zip(row) {
                *p += digits[0].into() * i32::from(even) + digits[1].into() * i32::from(odd);
            }
        }
        p
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) struct Avx2;

#[cfg(target_arch = "x86_64")]
impl Dot for Avx2 {
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn dot<T: Digit>(rows: &Rows<T>, operand: &Pairs) -> [i32; GROUP] {
        let mut sums = [_mm256_setzero_si256(); 4];
        for (row, &pair) in rows.iter().zip(operand) {
            let pair = _mm256_set1_epi32(word(pair));
            for (quarter, sum) in sums.iter_mut().enumerate() {
                // SAFETY: the processor has AVX2.
                let products = _mm256_madd_epi16(unsafe { T::quarter(row, quarter) }, pair);
                *sum = _mm256_add_epi32(*sum, products);
            }
        }
        let mut p = [0; GROUP];
        for (p, sum) in p.as_chunks_mut::<8>().0.iter_mut().zip(sums) {
            // SAFETY: 32 bytes are written to an array of 32; no alignment is asked for.
            unsafe { _mm256_storeu_si256((&raw mut *p).cast(), sum) };
        }
        p
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) struct Avx512;

#[cfg(target_arch = "x86_64")]
impl Dot for Avx512 {
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    unsafe fn dot<T: Digit>(rows: &Rows<T>, operand: &Pairs) -> [i32; GROUP] {
        let mut sums = [_mm512_setzero_si512(); 2];
        for (row, &pair) in rows.iter().zip(operand) {
            let pair = _mm512_set1_epi32(word(pair));
            for (half, sum) in sums.iter_mut().enumerate() {
                // SAFETY: the processor has AVX-512 BW.
                *sum = _mm512_dpwssd_epi32(*sum, unsafe { T::half(row, half) }, pair);
            }
        }
        let mut p = [0; GROUP];
        for (p, sum) in p.as_chunks_mut::<16>().0.iter_mut().zip(sums) {
            // SAFETY: 64 bytes are written to an array of 64; no alignment is asked for.
            unsafe { _mm512_storeu_si512((&raw mut *p).cast(), sum) };
        }
        p
    }
}

/// A pair as the 32 bits that are broadcast.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn word([even, odd]: [i16; 2]) -> i32 {
    i32::from(odd) << 16 | i32::from(even as u16)
}
