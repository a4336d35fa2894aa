//! The fast path against the reference: the same bits and the same flags, for every kernel this
//! processor has.

use half::f16;
use harmonia_numerics::{
    Accumulator, Block, Flags, Format, GROUP, Kernel, Matrix, Panels, reference,
};
use proptest::prelude::*;

const KERNELS: [Kernel; 3] = [Kernel::Portable, Kernel::Avx2, Kernel::Avx512];

fn kernels() -> impl Iterator<Item = Kernel> {
    KERNELS.into_iter().filter(|kernel| kernel.is_available())
}

/// Bits of every result, token-major, and the flags of all of them.
fn expected(
    matrix: &Matrix,
    rows: std::ops::Range<usize>,
    tokens: &[&[Block]],
) -> (Vec<u32>, Flags) {
    let mut flags = Flags::default();
    let mut bits = Vec::new();
    for token in tokens {
        let mut accumulators = vec![Accumulator::default(); rows.len()];
        let groups = 0..matrix.groups_per_row();
        reference::multiply(matrix, rows.clone(), groups, token, &mut accumulators);
        for accumulator in accumulators {
            flags |= accumulator.flags();
            bits.push(accumulator.finish().value.to_bits());
        }
    }
    (bits, flags)
}

fn found(
    panels: &Panels,
    kernel: Kernel,
    rows: std::ops::Range<usize>,
    tokens: &[&[Block]],
) -> (Vec<u32>, Flags) {
    let mut out = vec![f32::NAN; rows.len() * tokens.len()];
    let flags = panels.multiply_with(kernel, rows, tokens, &mut out);
    (out.into_iter().map(f32::to_bits).collect(), flags)
}

/// How large the numbers of a product are.
#[derive(Clone, Copy, Debug)]
enum Regime {
    /// Scales and exponents as a language model has them.
    Model,
    /// Sums around the bound below which vector kernels run.
    Bound,
    /// Anything the fields can hold: both kinds of overflow, and addends that vanish.
    Anything,
    /// Every field at one of its ends.
    Extremes,
}

struct Product {
    matrix: Matrix,
    tokens: Vec<Vec<Block>>,
}

impl Product {
    fn tokens(&self) -> Vec<&[Block]> {
        self.tokens.iter().map(Vec::as_slice).collect()
    }
}

impl std::fmt::Debug for Product {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (matrix, tokens) = (&self.matrix, self.tokens.len());
        write!(
            f,
            "{:?} {} x {}, {tokens} tokens",
            matrix.format(),
            matrix.rows(),
            matrix.columns()
        )
    }
}

/// Fills a product from one seed: shrinking shapes is worth more than shrinking 10,000 numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % n
    }

    fn within(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1) as u64) as i32
    }

    fn either<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len() as u64) as usize]
    }

    fn quant(&mut self, regime: Regime, format: Format) -> i8 {
        let (low, high) = (*format.quants().start(), *format.quants().end());
        match regime {
            Regime::Extremes => self.either(&[low, low + 1, 0, high]),
            _ => self.within(low.into(), high.into()) as i8,
        }
    }

    fn scale(&mut self, regime: Regime) -> f16 {
        match regime {
            Regime::Model => f16::from_f32(self.within(-1000, 1000) as f32 * 1e-4),
            Regime::Bound => f16::from_f32(self.within(-100, 100) as f32),
            Regime::Anything => f16::from_bits((self.below(0x7c00) | self.below(2) << 15) as u16),
            // Zeros, the subnormals' ends, the normals' ends.
            Regime::Extremes => f16::from_bits(
                self.either(&[0u16, 0x0001, 0x03ff, 0x0400, 0x7bff]) | self.either(&[0, 0x8000]),
            ),
        }
    }

    fn block(&mut self, regime: Regime) -> Block {
        let exponent = match regime {
            Regime::Model => self.within(-16, 3),
            Regime::Bound => self.within(-10, 2),
            Regime::Anything => self.within(-128, 127),
            Regime::Extremes => self.either(&[-128, -127, -33, -32, -1, 0, 1, 126, 127]),
        };
        let mantissas = std::array::from_fn(|_| match regime {
            Regime::Extremes => self.either(&[-255, -254, -1, 0, 1, 128, 255]),
            _ => self.within(-255, 255) as i16,
        });
        Block {
            mantissas,
            exponent: exponent as i8,
        }
    }

    fn product(
        &mut self,
        regime: Regime,
        format: Format,
        rows: usize,
        columns: usize,
        tokens: usize,
    ) -> Product {
        let groups = columns.div_ceil(GROUP);
        let mut quants = vec![0; rows * groups * GROUP];
        for row in quants.chunks_mut(groups * GROUP) {
            row[..columns].fill_with(|| self.quant(regime, format));
        }
        let scales = (0..rows * groups).map(|_| self.scale(regime)).collect();
        let minima = if format.has_minimum() {
            rows * groups
        } else {
            0
        };
        let minima = (0..minima).map(|_| self.scale(regime)).collect();
        let matrix = Matrix::new(format, rows, columns, quants, scales, minima)
            .expect("parts fit the shape");
        let tokens = (0..tokens)
            .map(|_| (0..groups).map(|_| self.block(regime)).collect())
            .collect();
        Product { matrix, tokens }
    }
}

fn product(rows: usize, columns: usize, tokens: usize) -> impl Strategy<Value = Product> {
    let regime = prop_oneof![
        Just(Regime::Model),
        Just(Regime::Bound),
        Just(Regime::Anything),
        Just(Regime::Extremes)
    ];
    let shape = (1..=rows, 1..=columns, 0..=tokens);
    (
        any::<u64>(),
        regime,
        prop::sample::select(&Format::ALL[..]),
        shape,
    )
        .prop_map(|(seed, regime, format, (rows, columns, tokens))| {
            Random(seed).product(regime, format, rows, columns, tokens)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_kernel_is_the_reference(product in product(50, 300, 9)) {
        let (matrix, tokens) = (&product.matrix, product.tokens());
        let panels = Panels::new(matrix);
        prop_assert_eq!((panels.rows(), panels.columns()), (matrix.rows(), matrix.columns()));
        let expected = expected(matrix, 0..matrix.rows(), &tokens);
        for kernel in kernels() {
            let found = found(&panels, kernel, 0..matrix.rows(), &tokens);
            prop_assert!(found == expected, "{:?}: {:?} instead of {:?}", kernel, found, expected);
        }
    }

    /// Any part of the rows, and any grouping of the tokens, gives its part of the results and no
    /// other flag.
    #[test]
    fn the_schedule_is_invisible(
        product in product(70, 130, 9),
        (from, to) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        cut in any::<prop::sample::Index>(),
    ) {
        let (matrix, tokens) = (&product.matrix, product.tokens());
        let panels = Panels::new(matrix);
        let (from, to) = (from.index(matrix.rows() + 1), to.index(matrix.rows() + 1));
        let rows = from.min(to)..from.max(to);
        let cut = cut.index(tokens.len() + 1);
        let expected = expected(matrix, rows.clone(), &tokens);
        for kernel in kernels() {
            let (mut bits, mut flags) = found(&panels, kernel, rows.clone(), &tokens[..cut]);
            let (rest, rest_flags) = found(&panels, kernel, rows.clone(), &tokens[cut..]);
            bits.extend(rest);
            flags |= rest_flags;
            let same = (&bits, flags) == (&expected.0, expected.1);
            prop_assert!(same, "{:?}: {:?} instead of {:?}", kernel, bits, expected);
        }
    }

    /// The contraction axis in pieces, merged in any order, is the whole.
    #[test]
    fn groups_may_be_summed_apart(
        product in product(8, 300, 1),
        cut in any::<prop::sample::Index>(),
        swap in any::<bool>(),
    ) {
        let matrix = &product.matrix;
        let (rows, groups) = (matrix.rows(), matrix.groups_per_row());
        for token in product.tokens() {
            let cut = cut.index(groups + 1);
            let empty = vec![Accumulator::default(); rows];
            let mut parts = [empty.clone(), empty];
            reference::multiply(matrix, 0..rows, 0..cut, &token[..cut], &mut parts[0]);
            reference::multiply(matrix, 0..rows, cut..groups, &token[cut..], &mut parts[1]);
            parts.rotate_left(usize::from(swap));
            let mut whole = vec![Accumulator::default(); rows];
            reference::multiply(matrix, 0..rows, 0..groups, token, &mut whole);
            for row in 0..rows {
                let mut sum = parts[0][row];
                sum.merge(&parts[1][row]);
                prop_assert_eq!(sum, whole[row]);
            }
        }
    }
}

/// Every activation times every weight, in every lane: 9 by 5 bits for the nibble formats, 9 by 8
/// for bytes.
#[test]
fn every_multiplication_in_every_position() {
    for format in Format::ALL {
        let weights: Vec<i8> = format.quants().collect();
        let rows = weights.len();
        let quants = weights.iter().flat_map(|&q| [q; GROUP]).collect();
        let minima = if format.has_minimum() {
            vec![f16::ZERO; rows]
        } else {
            Vec::new()
        };
        let matrix =
            Matrix::new(format, rows, GROUP, quants, vec![f16::ONE; rows], minima).expect("fits");
        let panels = Panels::new(&matrix);
        for lane in 0..GROUP {
            let tokens: Vec<[Block; 1]> = (-255..=255)
                .map(|a| {
                    let mut block = Block::ZERO;
                    block.mantissas[lane] = a;
                    [block]
                })
                .collect();
            for (a, [block]) in (-255..=255).zip(&tokens) {
                for &q in &weights {
                    assert_eq!(block.dot_quants(&[q; GROUP]), a * i32::from(q));
                }
            }
            let tokens: Vec<&[Block]> = tokens.iter().map(|token| &token[..]).collect();
            let products: Vec<u32> = (-255..=255)
                .flat_map(|a| {
                    weights
                        .iter()
                        .map(move |&q| ((a * i32::from(q)) as f32).to_bits())
                })
                .collect();
            for kernel in kernels() {
                let (bits, flags) = found(&panels, kernel, 0..rows, &tokens);
                assert!(bits == products, "{kernel:?} {format:?} lane {lane}");
                assert_eq!(flags, Flags::default());
            }
        }
    }
}

/// All 32 products at their largest, of either sign: the widest sums a kernel ever holds.
#[test]
fn the_widest_sums_fit() {
    for format in Format::ALL {
        for q in [*format.quants().start(), *format.quants().end()] {
            let minima = if format.has_minimum() {
                vec![f16::ONE]
            } else {
                Vec::new()
            };
            let matrix = Matrix::new(
                format,
                1,
                GROUP,
                vec![q; GROUP],
                vec![f16::ONE],
                minima.clone(),
            )
            .expect("fits");
            for a in [-255, 255] {
                let token = [Block {
                    mantissas: [a; GROUP],
                    exponent: -3,
                }];
                let minimum = i32::from(format.has_minimum()) * 32 * i32::from(a);
                let sum = (32 * i32::from(a) * i32::from(q) + minimum) as f32 / 8.0;
                for kernel in kernels() {
                    let found = found(&Panels::new(&matrix), kernel, 0..1, &[&token]);
                    assert_eq!(
                        found,
                        (vec![sum.to_bits()], Flags::default()),
                        "{kernel:?} {format:?}"
                    );
                }
            }
        }
    }
}

/// The last bit of a sum decides a tie of its rounding to FP32, at every size of the sum. FP64
/// would lose that bit from 2^21 on; by then the bound must have sent the product to the exact
/// kernel.
#[test]
fn the_last_bit_of_a_large_sum_counts() {
    for size in -7..=30 {
        // 2^size, half a unit in FP32's last place of it, and, in one of two tokens, 2^-32. Weights
        // of -1 made of the largest integer leave no slack in the bound.
        let block = |a: i16, exponent: i32| {
            let mut block = Block {
                mantissas: [0; GROUP],
                exponent: exponent as i8,
            };
            block.mantissas[5] = a;
            block
        };
        let tie = [block(-128, size - 7), block(-1, size - 24), Block::ZERO];
        let above = [block(-128, size - 7), block(-1, size - 24), block(-1, -32)];
        let even = 2f32.powi(size);
        let scale = f16::from_f32(1.0 / 128.0);
        let matrix = Matrix::new(
            Format::Int8,
            1,
            96,
            vec![-128; 96],
            vec![scale; 3],
            Vec::new(),
        )
        .expect("fits");
        let results = vec![even.to_bits(), even.next_up().to_bits()];
        for kernel in kernels() {
            let found = found(&Panels::new(&matrix), kernel, 0..1, &[&tie, &above]);
            assert_eq!(
                found,
                (results.clone(), Flags::default()),
                "{kernel:?} 2^{size}"
            );
        }
    }
}

/// Mantissas that no conversion makes are still the sums they are.
#[test]
fn mantissas_out_of_range_take_the_exact_path() {
    let mut random = Random(1);
    for format in Format::ALL {
        let mut product = random.product(Regime::Model, format, 20, 70, 3);
        product.tokens[1][2].mantissas[31] = 256;
        product.tokens[2][0].mantissas[0] = i16::MIN;
        let expected = expected(&product.matrix, 0..20, &product.tokens());
        for kernel in kernels() {
            assert_eq!(
                found(
                    &Panels::new(&product.matrix),
                    kernel,
                    0..20,
                    &product.tokens()
                ),
                expected
            );
        }
    }
}

/// Flags belong to the rows that were asked for.
#[test]
fn an_overflowing_row_is_not_its_neighbours_fault() {
    let mut scales = vec![f16::ONE; 16];
    scales[5] = f16::MAX;
    let matrix = Matrix::new(
        Format::Int8,
        16,
        GROUP,
        vec![127; 16 * GROUP],
        scales,
        Vec::new(),
    )
    .expect("fits");
    let token = [Block {
        mantissas: [255; GROUP],
        exponent: 4,
    }];
    for kernel in kernels() {
        for (rows, overflow) in [(0..5, false), (5..6, true), (6..16, false), (0..16, true)] {
            let (bits, flags) = found(&Panels::new(&matrix), kernel, rows.clone(), &[&token]);
            assert_eq!(
                flags,
                Flags {
                    overflow,
                    invalid: false
                },
                "{kernel:?} {rows:?}"
            );
            assert_eq!((bits, flags), expected(&matrix, rows, &[&token]));
        }
    }
}

/// The random products would prove little if one of the ways through a product were never taken.
#[test]
fn regimes_reach_what_they_are_named_for() {
    let mut random = Random(7);
    let mut count = |regime, test: &dyn Fn(f32, Flags) -> bool| {
        (0..200)
            .filter(|_| {
                let product = random.product(regime, Format::Int4Min, 4, 96, 1);
                let (bits, flags) = expected(&product.matrix, 0..4, &product.tokens());
                bits.iter().any(|&bits| test(f32::from_bits(bits), flags))
            })
            .count()
    };
    assert_eq!(count(Regime::Model, &|_, flags| flags.overflow), 0);
    assert!(
        count(Regime::Bound, &|x, flags| !flags.overflow
            && x.abs() > (1 << 20) as f32)
            > 10
    );
    assert!(count(Regime::Anything, &|_, flags| flags.overflow) > 50);
    assert!(count(Regime::Anything, &|_, flags| !flags.overflow) > 10);
    assert!(count(Regime::Extremes, &|_, flags| flags.overflow) > 50);
    assert!(count(Regime::Extremes, &|x, flags| !flags.overflow && x < 0.0) > 5);
}

#[test]
#[should_panic(expected = "one result per token and row")]
fn outputs_have_the_shape_of_the_product() {
    let product = Random(3).product(Regime::Model, Format::Int4, 5, 40, 2);
    Panels::new(&product.matrix).multiply(0..5, &product.tokens(), &mut [0.0; 9]);
}

#[test]
#[should_panic(expected = "one block per group of columns")]
fn tokens_have_as_many_blocks_as_rows_have_groups() {
    let product = Random(3).product(Regime::Model, Format::Int4, 5, 40, 1);
    Panels::new(&product.matrix).multiply(0..5, &[&product.tokens[0][..1]], &mut [0.0; 5]);
}
