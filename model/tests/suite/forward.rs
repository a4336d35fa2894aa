//! The forward pass: same bits whatever the schedule, and sessions that survive errors.

use crate::writer::{Writer, float, word};
use harmonia_model::{
    F32Linears, ForwardError, HostAttention, LinearId, LinearKind, Linears, Logits, Model, Session,
    WeightChoice, perplexity,
};
use harmonia_numerics::Format;

fn load(writer: &Writer, choice: WeightChoice) -> Model {
    Model::from_bytes(&writer.bytes(), choice, &mut |_, _| {}).unwrap()
}

fn tiny() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn tokens(count: u32) -> Vec<u32> {
    (0..count).map(|i| i * 37 % 250).collect()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Logits of all tokens, given in calls of these lengths in turn.
fn in_calls(model: &Model, tokens: &[u32], lengths: &[usize]) -> Vec<u32> {
    let mut executor = HostAttention::reference(model);
    let mut session = Session::new(model, &mut executor);
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
    let mut executor = HostAttention::reference(&model);
    let mut run = |logits| {
        Session::new(&model, &mut executor)
            .forward(&tokens, logits)
            .unwrap()
    };
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
        let mut executor = HostAttention::reference(&model);
        let logits = Session::new(&model, &mut executor)
            .forward(&tokens, Logits::Last)
            .unwrap();
        let expected = plain::logits(&model, &tokens);
        let worst = logits
            .iter()
            .zip(&expected)
            .map(|(a, b)| (f64::from(*a) - b).abs());
        let worst = worst.fold(0.0, f64::max);
        let size = expected.iter().fold(0.0, |size: f64, x| size.max(x.abs()));
        assert!(
            worst < 1e-5 * size.max(1.0),
            "off by {worst}, largest logit {size}"
        );
    }
}

/// The architecture in FP64, token by token, for whole sequences.
mod plain {
    use super::*;

    fn linear(model: &Model, id: LinearId, input: &[f64]) -> Vec<f64> {
        let matrix = &model.linears[&id];
        let mut row = vec![0f32; matrix.columns()];
        let mut dot = |r| {
            matrix.dequantise_row(r, &mut row);
            row.iter().zip(input).map(|(w, x)| f64::from(*w) * x).sum()
        };
        (0..matrix.rows()).map(&mut dot).collect()
    }

    fn norm(input: &[f64], weight: &[f32], epsilon: f32) -> Vec<f64> {
        let mean = input.iter().map(|x| x * x).sum::<f64>() / input.len() as f64;
        let factor = 1.0 / (mean + f64::from(epsilon)).sqrt();
        input
            .iter()
            .zip(weight)
            .map(|(x, w)| x * factor * f64::from(*w))
            .collect()
    }

    fn rotate(vector: &mut [f64], model: &Model, position: usize) {
        let config = &model.config;
        for head in vector.chunks_exact_mut(config.key_length) {
            for i in 0..config.rope.dimensions / 2 {
                let exponent = -2.0 * i as f64 / config.rope.dimensions as f64;
                let angle = position as f64 * config.rope.base.powf(exponent);
                let (x, y) = (head[2 * i], head[2 * i + 1]);
                head[2 * i] = x * angle.cos() - y * angle.sin();
                head[2 * i + 1] = x * angle.sin() + y * angle.cos();
            }
        }
    }

    pub fn logits(model: &Model, tokens: &[u32]) -> Vec<f64> {
        let config = &model.config;
        let (kl, vl) = (config.key_length, config.value_length);
        let group = config.heads / config.key_value_heads;
        let mut caches = vec![Vec::<(Vec<f64>, Vec<f64>)>::new(); config.layers];
        let mut last = Vec::new();
        for (position, token) in tokens.iter().enumerate() {
            let embedded = model.embedding(*token);
            let mut x: Vec<f64> = embedded.into_iter().map(f64::from).collect();
            for (layer, cache) in caches.iter_mut().enumerate() {
                let id = |kind| LinearId::in_layer(layer as u16, kind);
                let (attention_norm, feed_forward_norm) = model.norms(layer);
                let h = norm(&x, attention_norm, config.epsilon);
                let mut q = linear(model, id(LinearKind::Query), &h);
                let mut k = linear(model, id(LinearKind::Key), &h);
                let v = linear(model, id(LinearKind::Value), &h);
                rotate(&mut q, model, position);
                rotate(&mut k, model, position);
                cache.push((k, v));
                let mut mixed = vec![0.0; config.heads * vl];
                for head in 0..config.heads {
                    let shared = head / group;
                    let scores: Vec<f64> = cache
                        .iter()
                        .map(|(k, _)| {
                            let products = (0..kl).map(|i| q[head * kl + i] * k[shared * kl + i]);
                            (products.sum::<f64>() / (kl as f64).sqrt()).exp()
                        })
                        .collect();
                    let total: f64 = scores.iter().sum();
                    for (score, (_, v)) in scores.iter().zip(cache.iter()) {
                        for i in 0..vl {
                            mixed[head * vl + i] += score / total * v[shared * vl + i];
                        }
                    }
                }
                let attended = linear(model, id(LinearKind::AttentionOutput), &mixed);
                x.iter_mut().zip(attended).for_each(|(x, y)| *x += y);
                let h = norm(&x, feed_forward_norm, config.epsilon);
                let gate = linear(model, id(LinearKind::Gate), &h);
                let up = linear(model, id(LinearKind::Up), &h);
                let inner: Vec<f64> = gate
                    .iter()
                    .zip(up)
                    .map(|(g, u)| g / (1.0 + (-g).exp()) * u)
                    .collect();
                let down = linear(model, id(LinearKind::Down), &inner);
                x.iter_mut().zip(down).for_each(|(x, y)| *x += y);
            }
            last = x;
        }
        let h = norm(&last, model.output_norm(), config.epsilon);
        linear(model, LinearId::OUTPUT, &h)
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
        let mut executor = HostAttention::reference(&model);
        let logits = Session::new(&model, &mut executor)
            .forward(&[1, 2, 3], Logits::Last)
            .unwrap();
        let expected = plain::logits(&model, &[1, 2, 3]);
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

/// Fails, or answers with too little, at one linear layer.
struct Broken {
    inner: F32Linears,
    at: Option<LinearId>,
    shorten: bool,
}

impl Linears for Broken {
    type Error = &'static str;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), &'static str> {
        let Ok(()) = self.inner.apply(ids, tokens, input, outputs);
        match ids.iter().position(|id| Some(*id) == self.at) {
            Some(_) if !self.shorten => Err("the board is gone"),
            Some(index) => {
                outputs[index].pop();
                Ok(())
            }
            None => Ok(()),
        }
    }
}

#[test]
fn a_failed_call_leaves_the_session_as_it_was() {
    let model = tiny();
    let tokens = tokens(6);
    let broken = Broken {
        inner: F32Linears::new(&model),
        at: None,
        shorten: false,
    };
    let mut session = Session::new(&model, HostAttention::new(&model, broken));
    session.forward(&tokens[..4], Logits::Last).unwrap();
    for shorten in [false, true] {
        let broken = session.executor_mut().linears_mut();
        broken.at = Some(LinearId::in_layer(3, LinearKind::Down));
        broken.shorten = shorten;
        let error = session.forward(&tokens[4..], Logits::Last).unwrap_err();
        let code = if shorten {
            "forward.length"
        } else {
            "forward.linears"
        };
        assert_eq!(error.code(), code);
        assert_eq!(session.position(), 4);
    }
    session.executor_mut().linears_mut().at = None;
    let after = session.forward(&tokens[4..], Logits::All).unwrap();
    let whole = in_calls(&model, &tokens, &[6]);
    assert_eq!(bits(&after), whole[4 * model.config.vocabulary..]);
}

#[test]
fn a_truncated_session_continues_from_there() {
    let (model, tokens) = (tiny(), tokens(8));
    let mut executor = HostAttention::reference(&model);
    let mut session = Session::new(&model, &mut executor);
    session.forward(&tokens, Logits::Last).unwrap();
    session.truncate(5);
    let again = session.forward(&tokens[5..], Logits::All).unwrap();
    let whole = in_calls(&model, &tokens, &[8]);
    assert_eq!(bits(&again), whole[5 * model.config.vocabulary..]);
}

#[test]
fn tokens_that_cannot_be_processed() {
    let model = load(&Writer::model(), WeightChoice::Auto);
    let mut executor = HostAttention::reference(&model);
    let mut session = Session::new(&model, &mut executor);
    let mut code = |tokens: &[u32]| {
        let error = session.forward(tokens, Logits::Last).unwrap_err();
        format!("{}: {error}", error.code())
    };
    assert_eq!(
        code(&[]),
        "forward.empty: there are no tokens to process; start a sequence with the vocabulary's BOS token"
    );
    assert_eq!(
        code(&[1, 259]),
        "forward.token: token 259 is not in the vocabulary of 259"
    );
    assert_eq!(
        code(&[1; 65]),
        "forward.context: the sequence would have 65 tokens, the model's context has room for 64; \
         shorten the prompt or generate fewer tokens"
    );
    let full = session.forward(&[1; 64], Logits::Last);
    assert!(full.is_ok());
    let error = session.forward(&[1], Logits::Last).unwrap_err();
    assert!(matches!(
        error,
        ForwardError::Context {
            tokens: 65,
            context: 64
        }
    ));
}

#[test]
fn perplexity_needs_two_tokens_and_finite_logits() {
    let mut writer = Writer::model();
    let model = load(&writer, WeightChoice::Auto);
    let mut executor = HostAttention::reference(&model);
    let error = perplexity(&model, &mut executor, &[1], &mut |_, _| {}).unwrap_err();
    assert_eq!(error.code(), "eval.too_short");
    let result = perplexity(&model, &mut executor, &tokens(20), &mut |_, _| {}).unwrap();
    assert!(result.tokens == 20 && result.perplexity.is_finite() && result.perplexity > 1.0);

    // The output norm blows every hidden value up beyond FP32.
    let huge = 3e38f32.to_le_bytes().repeat(32);
    writer.tensor_mut("output_norm.weight").data = huge;
    writer.set("llama.attention.layer_norm_rms_epsilon", float(0.0));
    let model = load(&writer, WeightChoice::Auto);
    let mut executor = HostAttention::reference(&model);
    let error = perplexity(&model, &mut executor, &tokens(20), &mut |_, _| {}).unwrap_err();
    assert_eq!(error.code(), "eval.not_finite");
}
