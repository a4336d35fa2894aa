//! The forward pass: same bits whatever the schedule, and sessions that survive errors.

use std::sync::Arc;

use crate::executors::{Interrupted, bits, load, session, tiny, tokens};
use crate::plain;
use crate::writer::{Writer, float, word};
use harmonia_model::{
    Architecture, Coded, LinearId, LinearKind, Logits, Model, Session, WeightChoice, perplexity,
};
use harmonia_numerics::Format;

/// Logits of all tokens, given in calls of these lengths in turn.
fn in_calls(model: &Arc<Model>, tokens: &[u32], lengths: &[usize]) -> Vec<u32> {
    let mut session = session(model);
    let mut logits = Vec::new();
    let mut rest = tokens;
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (call, later) = rest.split_at(rest.len().min(*length));
        logits.extend(session.forward(call, Logits::All).unwrap());
        rest = later;
    }
    bits(&logits)
}

#[test]
fn any_chunking_gives_the_same_bits() {
    let (model, tokens) = (tiny(), tokens(70));
    let whole = in_calls(&model, &tokens, &[70]);
    for lengths in [&[1][..], &[2], &[3, 5], &[32], &[69, 1], &[7, 1, 13]] {
        assert!(in_calls(&model, &tokens, lengths) == whole, "{lengths:?}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let (model, tokens) = (tiny(), tokens(40));
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| in_calls(&model, &tokens, &[17]))
    };
    assert!(run(1) == run(5));
}

#[test]
fn last_is_the_last_row_of_all() {
    let (model, tokens) = (tiny(), tokens(9));
    let run = |logits| session(&model).forward(&tokens, logits).unwrap();
    let (last, all) = (run(Logits::Last), run(Logits::All));
    assert_eq!(
        bits(&last),
        bits(&all[all.len() - model.config.vocabulary..])
    );
}

/// F32 logits of the bundled model's first tokens are those of a straightforward computation in
/// FP64: the formulas of the architecture once more, without cache, tiles or threads.
#[test]
fn logits_match_a_plain_f64_forward_pass() {
    for model in [tiny(), load(&Writer::model(), WeightChoice::Auto)] {
        let tokens = tokens(11);
        let logits = session(&model).forward(&tokens, Logits::Last).unwrap();
        let weights = plain::of_matrices(&model);
        plain::assert_close(&logits, &plain::logits(&model, &weights, &tokens));
    }
}

/// Both pairings, whole heads rotated or half of each, with biases and norms of heads.
#[test]
fn every_architecture_matches_a_plain_f64_forward_pass() {
    for architecture in Architecture::ALL {
        for dimensions in [8, 4, 2] {
            let name = architecture.name();
            let mut writer = Writer::of(name);
            writer.set(&format!("{name}.rope.dimension_count"), word(dimensions));
            let model = load(&writer, WeightChoice::Auto);
            let logits = session(&model).forward(&[7, 200, 31, 90], Logits::Last);
            let expected = plain::logits(&model, &plain::of_matrices(&model), &[7, 200, 31, 90]);
            plain::assert_close(&logits.unwrap(), &expected);
        }
    }
}

#[test]
fn widths_need_not_be_multiples_of_32() {
    let mut writer = Writer::model();
    let vocabulary = writer.tensors[0].shape[1];
    writer.tensors.clear();
    writer.set("llama.embedding_length", word(40));
    writer.set("llama.feed_forward_length", word(50));
    writer.set("llama.attention.key_length", word(12));
    writer.set("llama.attention.value_length", word(6));
    for (name, shape) in [
        ("token_embd", vec![40, vocabulary]),
        ("output", vec![40, vocabulary]),
        ("output_norm", vec![40]),
        ("blk.0.attn_norm", vec![40]),
        ("blk.0.ffn_norm", vec![40]),
        ("blk.0.attn_q", vec![40, 48]),
        ("blk.0.attn_k", vec![40, 24]),
        ("blk.0.attn_v", vec![40, 12]),
        ("blk.0.attn_output", vec![24, 40]),
        ("blk.0.ffn_gate", vec![40, 50]),
        ("blk.0.ffn_up", vec![40, 50]),
        ("blk.0.ffn_down", vec![50, 40]),
    ] {
        writer.tensor(&format!("{name}.weight"), &shape, 0);
    }
    for choice in [WeightChoice::Auto, WeightChoice::Int4, WeightChoice::Int8] {
        let model = load(&writer, choice);
        assert_eq!(model.linears[&LinearId::OUTPUT].groups_per_row(), 2);
        let logits = session(&model).forward(&[1, 2, 3], Logits::Last).unwrap();
        let expected = plain::logits(&model, &plain::of_matrices(&model), &[1, 2, 3]);
        for (a, b) in logits.iter().zip(expected) {
            assert!((f64::from(*a) - b).abs() < 1e-4, "{a} for {b}");
        }
    }
}

#[test]
fn formats_follow_the_choice() {
    let format = |choice, kind| {
        let model = load(&Writer::model(), choice);
        model.linears[&LinearId::in_layer(0, kind)].format()
    };
    assert_eq!(format(WeightChoice::Auto, LinearKind::Query), Format::Int4);
    assert_eq!(format(WeightChoice::Auto, LinearKind::Key), Format::Int4Min);
    assert_eq!(format(WeightChoice::Auto, LinearKind::Value), Format::Int8);
    assert_eq!(format(WeightChoice::Auto, LinearKind::Up), Format::Int8);
    for kind in LinearKind::LAYER {
        assert_eq!(format(WeightChoice::Int4, kind), Format::Int4);
        assert_eq!(format(WeightChoice::Int8, kind), Format::Int8);
    }
}

/// Blocks of the file and of the matrix stand for the same numbers, and requantised types are told.
#[test]
fn own_groups_are_taken_over_without_loss() {
    let file = Writer::model().bytes();
    let model = load(&Writer::model(), WeightChoice::Auto);
    let gguf = harmonia_model::gguf::Gguf::parse(&file).unwrap();
    let own = [LinearKind::Query, LinearKind::Key, LinearKind::Value];
    for kind in own {
        let id = LinearId::in_layer(0, kind);
        let values = gguf
            .tensor(&format!("{id}.weight"))
            .unwrap()
            .dequantise()
            .unwrap();
        let matrix = &model.linears[&id];
        let mut row = vec![0.0; matrix.columns()];
        for (r, expected) in values.chunks_exact(matrix.columns()).enumerate() {
            matrix.dequantise_row(r, &mut row);
            assert_eq!(row, expected, "{id}, row {r}");
        }
    }
    let warnings = model.report.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].starts_with("1 tensors of type Q5_0"),
        "{warnings:?}"
    );
}

#[test]
fn a_failed_call_leaves_the_session_as_it_was() {
    let model = tiny();
    let tokens = tokens(6);
    let whole = in_calls(&model, &tokens, &[6]);
    let mut session = Session::new(Interrupted::new(&model)).unwrap();
    session.forward(&tokens[..4], Logits::Last).unwrap();
    // Of another continuation: what is left of it must not be seen.
    for step in [0, 4, 40] {
        session.executor_mut().after = Some(step);
        let error = session.forward(&[7, 7, 7], Logits::Last).unwrap_err();
        assert_eq!(error.code(), "test.interrupted");
        assert_eq!(session.position(), 4);
    }
    let after = session.forward(&tokens[4..], Logits::All).unwrap();
    assert_eq!(bits(&after), whole[4 * model.config.vocabulary..]);
}

#[test]
fn a_truncated_session_continues_from_there() {
    let (model, tokens) = (tiny(), tokens(8));
    let mut session = session(&model);
    session.forward(&tokens, Logits::Last).unwrap();
    session.truncate(5).unwrap();
    assert_eq!(session.position(), 5);
    // There are no more than that.
    session.truncate(7).unwrap();
    assert_eq!(session.position(), 5);
    let again = session.forward(&tokens[5..], Logits::All).unwrap();
    let whole = in_calls(&model, &tokens, &[8]);
    assert_eq!(bits(&again), whole[5 * model.config.vocabulary..]);
}

#[test]
fn perplexity_needs_two_tokens_and_finite_logits() {
    let mut writer = Writer::model();
    let model = load(&writer, WeightChoice::Auto);
    let error = perplexity(&mut session(&model), &[1], &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "eval.too_short");
    let result = perplexity(&mut session(&model), &tokens(20), &mut |_| {}).unwrap();
    assert!(result.tokens == 20 && result.perplexity.is_finite() && result.perplexity > 1.0);

    // The output norm blows every hidden value up beyond FP32.
    let huge = 3e38f32.to_le_bytes().repeat(32);
    writer.tensor_mut("output_norm.weight").data = huge;
    writer.set("llama.attention.layer_norm_rms_epsilon", float(0.0));
    let model = load(&writer, WeightChoice::Auto);
    let error = perplexity(&mut session(&model), &tokens(20), &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "eval.not_finite");
}
