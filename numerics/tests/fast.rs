//! The fast path against the reference, bit for bit.
use half::f16;
use harmonia_numerics::{
    Accumulator, Block, Flags, Format, GROUP, Kernel, Matrix, Panels, reference,
};
use proptest::prelude::*;

/// Every result and the flags of the whole product, by the reference.
fn expected(matrix: &Matrix, tokens: &[&[Block]]) -> (Vec<f32>, Flags) {
    let mut flags = Flags::default();
    let mut out = Vec::new();
    for token in tokens {
        let mut accumulators = vec![Accumulator::default(); matrix.rows()];
        reference::multiply(
            matrix,
            0..matrix.rows(),
            0..matrix.groups_per_row(),
            token,
            &mut accumulators,
        );
        for accumulator in accumulators {
            flags |= accumulator.flags();
            out.push(accumulator.finish().value);
        }
    }
    (out, flags)
}
fn kernels() -> impl Iterator<Item = Kernel> {
    [Kernel::Portable, Kernel::Avx2, Kernel::Avx512]
        .into_iter()
        .filter(|k| k.is_available())
}
proptest! {
    #[test]
    fn quick(seed in any::<u64>(), fi in 0usize..3, rows in 1usize..70, columns in 1usize..300, nt in 0usize..7) {
        let mut s = seed | 1;
        let mut next = move || { s ^= s << 13; s ^= s >> 7; s ^= s << 17; s };
        let format = Format::ALL[fi];
        let gpr = columns.div_ceil(GROUP);
        let r = format.quants();
        let span = (*r.end() as i32 - *r.start() as i32 + 1) as u64;
        let mut quants = vec![0i8; rows*gpr*GROUP];
        for row in 0..rows { for c in 0..columns { quants[row*gpr*GROUP+c] = (*r.start() as i32 + (next()>>20 ).rem_euclid(span) as i32) as i8; } }
        let sc = |n: &mut dyn FnMut() -> u64| f16::from_f32((n() % 2001) as f32 / 10000.0 - 0.1);
        let scales: Vec<_> = (0..rows*gpr).map(|_| sc(&mut next)).collect();
        let minima: Vec<_> = if format.has_minimum() { (0..rows*gpr).map(|_| sc(&mut next)).collect() } else { vec![] };
        let m = Matrix::new(format, rows, columns, quants, scales, minima).unwrap();
        let tokens: Vec<Vec<Block>> = (0..nt).map(|_| (0..gpr).map(|_| Block {
            mantissas: std::array::from_fn(|_| (next() % 511) as i16 - 255), exponent: (next() % 16) as i8 - 12 }).collect()).collect();
        let tokens: Vec<&[Block]> = tokens.iter().map(|t| &t[..]).collect();
        let (want, wf) = expected(&m, &tokens);
        let p = Panels::new(&m);
        for k in kernels() {
            let mut out = vec![f32::NAN; nt*rows];
            let f = p.multiply_with(k, 0..rows, &tokens, &mut out);
            prop_assert_eq!(f, wf);
            let a: Vec<u32> = out.iter().map(|x| x.to_bits()).collect();
            let b: Vec<u32> = want.iter().map(|x| x.to_bits()).collect();
            prop_assert_eq!(a, b, "{:?}", k);
        }
    }
}
