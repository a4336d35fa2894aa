//! The file's own floats beside what the formats of the device leave of them.

use std::sync::Arc;

use crate::executors::{bits, load, session, tokens};
use crate::plain;
use crate::writer::{Writer, floats};
use harmonia_model::{Logits, Model, WeightChoice};

fn logits(model: &Arc<Model>) -> Vec<f32> {
    session(model).forward(&tokens(9), Logits::Last).unwrap()
}

/// A model whose matrices are of this type.
fn of_type(kind: u32) -> Writer {
    let mut writer = Writer::layers(2);
    let tensors = std::mem::take(&mut writer.tensors);
    for tensor in tensors {
        let is_matrix = tensor.shape.len() == 2;
        writer.tensor(
            &tensor.name,
            &tensor.shape,
            if is_matrix { kind } else { 0 },
        );
    }
    writer
}

/// Matrices of all magnitudes in FP32, and each with other numbers.
fn of_floats() -> Writer {
    let mut writer = of_type(0);
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let fraction = (state >> 8) as f32 / (1 << 23) as f32 - 1.0;
        fraction * fraction * fraction / 2.0
    };
    for tensor in writer.tensors.iter_mut().filter(|t| t.shape.len() == 2) {
        let values: u64 = tensor.shape.iter().product();
        tensor.data = floats((0..values).map(|_| next()));
    }
    writer
}

#[test]
fn floats_are_used_as_the_file_has_them() {
    let writer = of_floats();
    let [float, quantised] =
        [WeightChoice::Float, WeightChoice::Auto].map(|choice| load(&writer, choice));
    let own = logits(&float);
    assert_ne!(bits(&own), bits(&logits(&quantised)));
    let weights = plain::of_file(&writer.bytes());
    plain::assert_close(&own, &plain::logits(&float, &weights, &tokens(9)));
}

/// Of every type, quantised ones among them, the file's values are what is computed with.
#[test]
fn every_type_can_be_used_as_floats() {
    let writer = Writer::model();
    let float = load(&writer, WeightChoice::Float);
    let weights = plain::of_file(&writer.bytes());
    plain::assert_close(
        &logits(&float),
        &plain::logits(&float, &weights, &tokens(9)),
    );
}

#[test]
fn groups_that_are_taken_over_have_the_bits_of_the_file_s_floats() {
    const Q4_0: u32 = 2;
    const Q4_1: u32 = 3;
    const Q8_0: u32 = 8;
    for kind in [Q4_0, Q4_1, Q8_0] {
        let writer = of_type(kind);
        let [float, own] =
            [WeightChoice::Float, WeightChoice::Auto].map(|choice| load(&writer, choice));
        assert!(own.report.imports.iter().all(|import| import.lossless));
        assert_eq!(bits(&logits(&float)), bits(&logits(&own)), "type {kind}");
    }
}

#[test]
fn floats_are_neither_imported_nor_warned_of() {
    let writer = Writer::model();
    assert!(
        !load(&writer, WeightChoice::Auto)
            .report
            .warnings()
            .is_empty()
    );
    let model = load(&writer, WeightChoice::Float);
    assert_eq!(model.report.imports, []);
    assert_eq!(model.report.to_string(), "");
    assert!(model.has_floats() && model.linears.is_empty());
    // Which keys a model makes does not depend on the choice.
    assert_eq!(
        model.fingerprint,
        load(&writer, WeightChoice::Int8).fingerprint
    );
}
