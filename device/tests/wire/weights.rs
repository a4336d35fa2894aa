//! Beats of weights.

use std::sync::Arc;

use half::f16;
use harmonia_contract::{Field, Packing, beat};
use harmonia_device::{Command, Device, MatMul};
use harmonia_numerics::{Format, GROUP, Matrix};
use proptest::prelude::*;

use crate::{device, loads, product};

/// Words of a beat.
const BEAT: usize = 10;

/// The beats of a tile of a matrix.
fn beats(matrix: Matrix, rows: std::ops::Range<usize>, groups: std::ops::Range<usize>) -> Vec<u32> {
    let of = matrix.groups_per_row();
    let mut device = device();
    let id = device.store(Arc::new(matrix)).unwrap();
    let values = vec![1.0; of * GROUP];
    device.execute(&loads(1, &values), &mut Vec::new()).unwrap();
    let whole = product(id, rows.clone(), of, 1);
    // Sums over several commands have one pair each.
    if groups == (0..of) {
        device
            .execute(&[Command::MatMul(whole)], &mut Vec::new())
            .unwrap();
        return device.transport().weights.clone();
    }
    let pair = |start: usize| {
        Command::MatMul(MatMul {
            rows: start..rows.end.min(start + 2),
            groups: groups.clone(),
            last: false,
            ..whole.clone()
        })
    };
    let commands: Vec<_> = rows.clone().step_by(2).map(pair).collect();
    device.execute(&commands, &mut Vec::new()).unwrap();
    device.transport().weights.clone()
}

/// Rows of 33 columns: integers -5, 6, 7, 0 ..., 3 and the scales 1 and 2.
fn matrix(format: Format, rows: usize, minima: Vec<f16>) -> Matrix {
    let mut quants = [0; 64];
    quants[..3].copy_from_slice(&[if minima.is_empty() { -5 } else { 5 }, 6, 7]);
    quants[32] = 3;
    let quants = quants.repeat(rows);
    let scales = [1.0, 2.0].map(f16::from_f32).repeat(rows);
    Matrix::new(format, rows, 33, quants, scales, minima).unwrap()
}

#[test]
fn four_bits_fill_one_beat_a_group() {
    let expected = [
        [0x76b, 0, 0, 0, 0, 0, 0, 0, 0x3c00, 0],
        [0x3, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0],
    ];
    let matrix = matrix(Format::Int4, 1, Vec::new());
    assert_eq!(beats(matrix, 0..1, 0..2), expected.concat());
}

#[test]
fn the_second_output_has_the_upper_halves() {
    let minima = [-1.0, 0.5, 0.25, -2.0].map(f16::from_f32).to_vec();
    let expected = [
        [0x765, 0, 0, 0, 0x765, 0, 0, 0, 0x3c00_3c00, 0x3400_bc00],
        [0x3, 0, 0, 0, 0x3, 0, 0, 0, 0x4000_4000, 0xc000_3800],
    ];
    let matrix = matrix(Format::Int4Min, 2, minima);
    assert_eq!(beats(matrix, 0..2, 0..2), expected.concat());
}

#[test]
fn eight_bits_are_a_high_and_a_low_beat() {
    let expected = [
        [0xf, 0, 0, 0, 0, 0, 0, 0, 0x3c00, 0],
        [0x76b, 0, 0, 0, 0, 0, 0, 0, 0x3c00, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0],
        [0x3, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0],
    ];
    let matrix = matrix(Format::Int8, 1, Vec::new());
    assert_eq!(beats(matrix, 0..1, 0..2), expected.concat());
}

/// The number in a field of a beat that lies within a word.
fn number(beat: &[u32], field: Field) -> u32 {
    beat[field.low / 32] >> (field.low % 32) & ((1 << field.bits) - 1)
}

/// Integer `index` of an output, put together of the nibbles of a group's beats.
fn integer(format: Format, beats: &[u32], output: usize, index: usize) -> i8 {
    let low = beat::NIBBLES[output].low + 4 * index;
    let nibble = |pass: usize| number(&beats[pass * BEAT..], Field::new("a nibble", low, 4)) as i8;
    match format.packing() {
        Packing::Nibbles if format.is_signed() => nibble(0) << 4 >> 4,
        Packing::Nibbles => nibble(0),
        Packing::Bytes => nibble(0) << 4 | nibble(1),
    }
}

fn any_matrix() -> impl Strategy<Value = Matrix> {
    let format = prop::sample::select(&Format::ALL[..]);
    (format, 1..8usize, 1..5usize).prop_flat_map(|(format, rows, groups)| {
        let count = rows * groups;
        let minima = if format.has_minimum() { count } else { 0 };
        let half = (-2000..2000i16).prop_map(|x| f16::from_f32(f32::from(x) / 512.0));
        (
            prop::collection::vec(format.quants(), count * GROUP),
            prop::collection::vec(half.clone(), count),
            prop::collection::vec(half, minima),
        )
            .prop_map(move |(quants, scales, minima)| {
                Matrix::new(format, rows, groups * GROUP, quants, scales, minima).unwrap()
            })
    })
}

proptest! {
    #[test]
    fn beats_say_again_what_the_matrix_was(matrix in any_matrix(), cut: prop::sample::Index) {
        let (rows, of) = (matrix.rows(), matrix.groups_per_row());
        let groups = cut.index(of)..of;
        let format = matrix.format();
        let beats = beats(matrix.clone(), 0..rows, groups.clone());
        let group_words = format.passes() * BEAT;
        prop_assert_eq!(beats.len(), rows.div_ceil(2) * groups.len() * group_words);
        for (place, beats) in beats.chunks_exact(group_words).enumerate() {
            let (pair, group) = (place / groups.len(), groups.start + place % groups.len());
            for output in (0..2).filter(|output| 2 * pair + output < rows) {
                let expected = matrix.group(2 * pair + output, group);
                let found: [i8; GROUP] =
                    std::array::from_fn(|index| integer(format, beats, output, index));
                prop_assert_eq!(found, expected.quants);
                for beat in beats.chunks_exact(BEAT) {
                    let half = |field| number(beat, field);
                    prop_assert_eq!(half(beat::SCALES[output]), expected.scale.to_bits().into());
                    prop_assert_eq!(half(beat::MINIMA[output]), expected.minimum.to_bits().into());
                }
            }
        }
    }
}
