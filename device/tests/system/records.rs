use half::f16;
use harmonia_contract::weights::record_words;
use harmonia_contract::{Format, GROUP};
use harmonia_device::system::{matrix_words, pack, unpack};
use harmonia_numerics::{Matrix, MatrixError};
use proptest::prelude::*;

/// Three outputs of five groups: a pair that is half empty, records that end within a row.
fn matrix(format: Format, rows: usize, groups: usize, seed: usize) -> Matrix {
    let range = format.quants();
    let count = usize::try_from(i32::from(*range.end()) - i32::from(*range.start()) + 1).unwrap();
    let quants = (0..rows * groups * GROUP)
        .map(|i| (i32::from(*range.start()) + ((i * 7 + i / 13 + seed) % count) as i32) as i8);
    let scale = |i: usize| f16::from_bits((0x3000 + 37 * i + seed) as u16 & 0xbfff);
    let scales = (0..rows * groups).map(scale);
    let minima = (0..if format.has_minimum() {
        rows * groups
    } else {
        0
    })
        .map(|i| scale(i + 99));
    Matrix::new(
        format,
        rows,
        groups * GROUP,
        quants.collect(),
        scales.collect(),
        minima.collect(),
    )
    .unwrap()
}

#[test]
fn records_have_the_words_of_the_document() {
    let words = Format::ALL.map(record_words);
    assert_eq!(words, [18, 20, 34]);
    // Two pairs of five groups: ten groups, three records.
    assert_eq!(matrix_words(Format::Int8, 3, 5), 3 * 34);
}

#[test]
fn scales_minima_and_nibbles_lie_where_the_document_puts_them() {
    for format in Format::ALL {
        let matrix = matrix(format, 3, 5, 0);
        let words = pack(&matrix);
        // Group 1 of output 3 of the second pair would be the seventh group of all; output 2 is its even one.
        let group = matrix.group(2, 1);
        let record = &words[record_words(format)..][..record_words(format)];
        // Group 2 of its record: word 1 of the scales, the low half, the even output.
        assert_eq!(record[1] & 0xffff, group.scale.to_bits().into());
        assert_eq!(record[1] >> 16 & 0xffff, 0, "there is no output 3");
        let first = if format.has_minimum() {
            assert_eq!(record[3] & 0xffff, group.minimum.to_bits().into());
            4
        } else {
            2
        };
        let beats = format.passes();
        let high = record[first + 2 * beats * 4] & 15;
        let q = group.quants[0];
        if beats == 2 {
            assert_eq!(high, (q as u8 >> 4).into());
            assert_eq!(
                record[first + 2 * beats * 4 + 4] & 15,
                (q as u8 & 15).into()
            );
        } else {
            assert_eq!(high, (q as u8 & 15).into());
        }
    }
}

#[test]
fn what_is_behind_a_matrix_is_zero() {
    for format in Format::ALL {
        let words = pack(&matrix(format, 3, 5, 0));
        // Groups 2 and 3 of the third record are none.
        let record = &words[2 * record_words(format)..];
        let beats = 16 * format.passes();
        assert!(
            record[record.len() - beats / 2..]
                .iter()
                .all(|word| *word == 0)
        );
        assert_eq!(record[1], 0);
    }
}

#[test]
fn too_few_words_and_scales_that_are_not_finite_are_refused() {
    let mut words = pack(&matrix(Format::Int4, 2, 4, 0));
    words[0] = 0x7c00;
    let refused = unpack(Format::Int4, 2, 4, &words).unwrap_err();
    assert!(matches!(
        refused,
        MatrixError::ScaleNotFinite {
            row: 0,
            group: 0,
            ..
        }
    ));
    let refused = unpack(Format::Int4, 2, 4, &words[1..]).unwrap_err();
    assert!(matches!(
        refused,
        MatrixError::Length {
            expected: 18,
            found: 17,
            ..
        }
    ));
}

proptest! {
    #[test]
    fn a_matrix_is_what_was_packed(
        format in prop::sample::select(&Format::ALL[..]),
        rows in 1usize..7,
        groups in 1usize..10,
        seed in 0usize..1000,
    ) {
        let matrix = matrix(format, rows, groups, seed);
        prop_assert_eq!(unpack(format, rows, groups, &pack(&matrix)), Ok(matrix));
    }
}
