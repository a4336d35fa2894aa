//! Weight matrices: what goes in comes out, and what is wrong is named.

use half::f16;
use harmonia_numerics::{Format, GROUP, Matrix, MatrixError, nibbles};
use proptest::prelude::*;

/// What a matrix is made from.
#[derive(Clone)]
struct Parts {
    format: Format,
    rows: usize,
    columns: usize,
    quants: Vec<i8>,
    scales: Vec<f16>,
    minima: Vec<f16>,
}

impl Parts {
    /// Parts of a shape, every number different from its neighbours.
    fn new(format: Format, rows: usize, columns: usize) -> Self {
        let groups = columns.div_ceil(GROUP);
        let (low, high) = (
            i32::from(*format.quants().start()),
            i32::from(*format.quants().end()),
        );
        let mut quants = vec![0; rows * groups * GROUP];
        for (row, quants) in quants.chunks_mut(groups * GROUP).enumerate() {
            for (column, q) in quants[..columns].iter_mut().enumerate() {
                *q = (low + ((row * 7 + column * 5) as i32) % (high - low + 1)) as i8;
            }
        }
        let scales = (0..rows * groups)
            .map(|i| f16::from_f32(i as f32 * 0.5 - 3.0))
            .collect();
        let minima = if format.has_minimum() {
            rows * groups
        } else {
            0
        };
        let minima = (0..minima).map(|i| f16::from_f32(1.0 - i as f32)).collect();
        Self {
            format,
            rows,
            columns,
            quants,
            scales,
            minima,
        }
    }

    fn matrix(self) -> Result<Matrix, MatrixError> {
        Matrix::new(
            self.format,
            self.rows,
            self.columns,
            self.quants,
            self.scales,
            self.minima,
        )
    }
}

#[test]
fn groups_come_back_as_they_went_in() {
    for format in Format::ALL {
        for (rows, columns) in [(1, 1), (3, 31), (2, 32), (5, 100), (17, 64)] {
            let parts = Parts::new(format, rows, columns);
            let matrix = parts.clone().matrix().expect("the parts fit");
            let groups = columns.div_ceil(GROUP);
            assert_eq!(
                (matrix.rows(), matrix.columns(), matrix.groups_per_row()),
                (rows, columns, groups)
            );
            assert_eq!(matrix.bytes(), rows * groups * format.group_bytes());
            for row in 0..rows {
                let mut weights = vec![f32::NAN; columns];
                matrix.dequantise_row(row, &mut weights);
                for (group, weights) in weights.chunks(GROUP).enumerate() {
                    let at = row * groups + group;
                    let found = matrix.group(row, group);
                    assert_eq!(found.quants[..], parts.quants[at * GROUP..(at + 1) * GROUP]);
                    assert_eq!(found.scale, parts.scales[at]);
                    assert_eq!(
                        found.minimum,
                        parts.minima.get(at).copied().unwrap_or(f16::ZERO)
                    );
                    for (&weight, q) in weights.iter().zip(found.quants) {
                        let exact = found.scale.to_f64() * f64::from(q) + found.minimum.to_f64();
                        assert_eq!(weight, exact as f32);
                    }
                }
            }
        }
    }
}

#[test]
fn every_integer_survives_packing() {
    for format in Format::ALL {
        for q in format.quants() {
            for at in 0..GROUP {
                let mut quants = vec![0; GROUP];
                quants[at] = q;
                let minima = if format.has_minimum() {
                    vec![f16::ZERO]
                } else {
                    Vec::new()
                };
                let matrix = Matrix::new(format, 1, GROUP, quants.clone(), vec![f16::ONE], minima)
                    .expect("fits");
                assert_eq!(matrix.group(0, 0).quants[..], quants);
            }
        }
    }
}

#[test]
fn nibbles_are_the_two_passes_of_a_byte() {
    for q in i8::MIN..=i8::MAX {
        let (high, low) = nibbles(q);
        assert!((-8..=7).contains(&high) && (0..=15).contains(&low));
        assert_eq!(16 * i16::from(high) + i16::from(low), i16::from(q));
    }
}

/// The error for parts of 3 x 40 weights after one change to them.
fn refused(format: Format, change: impl FnOnce(&mut Parts), code: &str) -> MatrixError {
    let mut parts = Parts::new(format, 3, 40);
    change(&mut parts);
    let error = parts.matrix().expect_err(code);
    assert_eq!(error.code(), code, "{error}");
    error
}

#[test]
fn shapes_that_cannot_be_are_refused() {
    refused(Format::Int4, |parts| parts.rows = 0, "matrix.empty");
    refused(Format::Int4, |parts| parts.columns = 0, "matrix.empty");
    refused(
        Format::Int4,
        |parts| parts.columns = Matrix::MAX_COLUMNS + 1,
        "matrix.too_many_columns",
    );
    refused(
        Format::Int8,
        |parts| parts.rows = usize::MAX / 64,
        "matrix.too_large",
    );
    refused(
        Format::Int8,
        |parts| parts.rows = usize::MAX,
        "matrix.too_large",
    );
    refused(Format::Int8, |parts| parts.rows = 4, "matrix.length");
    refused(
        Format::Int8,
        |parts| parts.quants.truncate(5),
        "matrix.length",
    );
    refused(
        Format::Int8,
        |parts| parts.scales.push(f16::ONE),
        "matrix.length",
    );
    refused(
        Format::Int8,
        |parts| parts.minima.push(f16::ONE),
        "matrix.length",
    );
    refused(
        Format::Int4Min,
        |parts| parts.minima.clear(),
        "matrix.length",
    );
}

#[test]
fn numbers_that_cannot_be_are_named() {
    let error = refused(
        Format::Int4,
        |parts| parts.quants[64 + 33] = 8,
        "matrix.quant_out_of_range",
    );
    let expected = MatrixError::QuantOutOfRange {
        format: Format::Int4,
        row: 1,
        column: 33,
        value: 8,
    };
    assert_eq!(error, expected);
    refused(
        Format::Int4,
        |parts| parts.quants[0] = -9,
        "matrix.quant_out_of_range",
    );
    refused(
        Format::Int4Min,
        |parts| parts.quants[0] = 16,
        "matrix.quant_out_of_range",
    );
    refused(
        Format::Int4Min,
        |parts| parts.quants[0] = -1,
        "matrix.quant_out_of_range",
    );

    let error = refused(
        Format::Int8,
        |parts| parts.quants[2 * 64 + 40] = 1,
        "matrix.padding_not_zero",
    );
    assert_eq!(
        error,
        MatrixError::PaddingNotZero {
            row: 2,
            column: 40,
            value: 1
        }
    );

    for (bits, x) in [
        (0x7c00, f16::INFINITY),
        (0xfc00, f16::NEG_INFINITY),
        (0x7e00, f16::NAN),
    ] {
        let error = refused(
            Format::Int8,
            |parts| parts.scales[3] = x,
            "matrix.scale_not_finite",
        );
        let expected = MatrixError::ScaleNotFinite {
            what: "scale",
            row: 1,
            group: 1,
            bits,
        };
        assert_eq!(error, expected);
        let error = refused(
            Format::Int4Min,
            |parts| parts.minima[4] = x,
            "matrix.scale_not_finite",
        );
        let expected = MatrixError::ScaleNotFinite {
            what: "minimum",
            row: 2,
            group: 0,
            bits,
        };
        assert_eq!(error, expected);
    }
}

#[test]
fn quantising_refuses_what_it_cannot_express() {
    let quantise = |format, weights: &[f32]| Matrix::quantise(format, 2, 33, weights);
    for format in Format::ALL {
        assert_eq!(
            quantise(format, &[0.0; 65]).expect_err("short").code(),
            "matrix.length"
        );
        for x in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut weights = [0.5; 66];
            weights[33 + 32] = x;
            let error = quantise(format, &weights).expect_err("not finite");
            assert_eq!(error.code(), "matrix.weight_not_finite");
            assert!(error.to_string().starts_with("row 1, column 32"), "{error}");
        }
        let mut weights = [0.5; 66];
        weights[1] = f32::MAX;
        weights[2] = -f32::MAX;
        let error = quantise(format, &weights).expect_err("no FP16 scale");
        assert_eq!(error.code(), "matrix.scale_overflow");
        assert!(error.to_string().starts_with("row 0, group 0"), "{error}");
    }
}

proptest! {
    /// The documented rules, restated: scales and minima, and every integer the nearest.
    #[test]
    fn quantising_follows_its_rules(
        rows in 1..4usize,
        columns in 1..70usize,
        weights in prop::collection::vec(-30.0f32..30.0, 4 * 70),
    ) {
        let weights = &weights[..rows * columns];
        for format in Format::ALL {
            let matrix =
                Matrix::quantise(format, rows, columns, weights).expect("FP16 holds the scales");
            for (row, line) in weights.chunks(columns).enumerate() {
                for (group, chunk) in line.chunks(GROUP).enumerate() {
                    let found = matrix.group(row, group);
                    let larger = |a: f32, b: &f32| if b.abs() > a.abs() { *b } else { a };
                    let extreme = chunk.iter().fold(0.0, larger);
                    let min = chunk.iter().copied().fold(f32::MAX, f32::min);
                    let max = chunk.iter().copied().fold(f32::MIN, f32::max);
                    let (scale, minimum) = match format {
                        Format::Int8 => (extreme.abs() / 127.0, 0.0),
                        Format::Int4 => (-extreme / 8.0, 0.0),
                        Format::Int4Min => ((max - min) / 15.0, min),
                    };
                    prop_assert_eq!(found.scale, f16::from_f32(scale));
                    prop_assert_eq!(found.minimum, f16::from_f32(minimum));
                    // No integer of the format is nearer; the quotient's own rounding may move a
                    // tie.
                    let (d, m) = (found.scale.to_f64(), found.minimum.to_f64());
                    for (&q, &x) in found.quants.iter().zip(chunk) {
                        let error = |q: i8| (d * f64::from(q) + m - f64::from(x)).abs();
                        let nearest = format.quants().map(error).fold(f64::MAX, f64::min);
                        prop_assert!(error(q) <= nearest + 1e-4 * d.abs(), "{} became {}", x, q);
                    }
                    prop_assert!(found.quants[chunk.len()..].iter().all(|&q| q == 0));
                }
            }
        }
    }
}

#[test]
fn quotients_round_half_to_even() {
    // max 127 makes d = 1.
    let weights = [127.0, 0.5, 1.5, 2.5, -0.5, -1.5, -126.5, 63.49];
    let matrix = Matrix::quantise(Format::Int8, 1, 8, &weights).expect("fits");
    assert_eq!(
        matrix.group(0, 0).quants[..8],
        [127, 0, 2, 2, 0, -2, -126, 63]
    );
    // -8 makes d = 1; +8 is clamped.
    let matrix = Matrix::quantise(Format::Int4, 1, 4, &[-8.0, 8.0, 2.5, -3.5]).expect("fits");
    assert_eq!(matrix.group(0, 0).quants[..4], [-8, 7, 2, -4]);
    // 8 comes first: d = -1.
    let matrix = Matrix::quantise(Format::Int4, 1, 4, &[8.0, -8.0, 2.5, -3.5]).expect("fits");
    assert_eq!(matrix.group(0, 0).quants[..4], [-8, 7, -2, 4]);
    let matrix = Matrix::quantise(Format::Int4Min, 1, 4, &[-2.0, 13.0, 0.5, 1.5]).expect("fits");
    assert_eq!(matrix.group(0, 0).quants[..4], [0, 15, 2, 4]);
    for format in Format::ALL {
        let matrix = Matrix::quantise(format, 1, 3, &[0.0; 3]).expect("fits");
        assert_eq!(matrix.group(0, 0).quants, [0; GROUP]);
        assert_eq!(matrix.group(0, 0).scale.to_bits(), 0);
    }
}

#[test]
#[should_panic(expected = "group 2 of row 0 in a matrix of 3 rows of 2 groups")]
fn groups_out_of_range_panic() {
    Parts::new(Format::Int8, 3, 40)
        .matrix()
        .expect("fits")
        .group(0, 2);
}
