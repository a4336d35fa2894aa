//! Comparison and generation with multipliers that do what a test needs.

use harmonia_host::{
    Clocked, CompareError, DeviceLinears, Emulator, Ending, GenerateOptions, Generation, Pair,
    Tiling, compare, generate,
};
use harmonia_model::{F32Linears, LinearId, LinearKind, Linears, Model, Sampler, WeightChoice};

fn model() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

/// Another's results, with one bit of one of them flipped.
struct Flawed<L> {
    inner: L,
    linear: LinearId,
    token: usize,
    output: usize,
    rows: usize,
}

impl<L: Linears> Linears for Flawed<L> {
    type Error = L::Error;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), L::Error> {
        self.inner.apply(ids, tokens, input, outputs)?;
        for (id, output) in ids.iter().zip(outputs) {
            if *id == self.linear {
                let value = &mut output[self.token * self.rows + self.output];
                *value = f32::from_bits(value.to_bits() ^ 1);
            }
        }
        Ok(())
    }
}

#[test]
fn the_first_difference_is_named() {
    let model = model();
    let emulator = || DeviceLinears::new(Emulator::new(), &model, Tiling::WHOLE).unwrap();
    for (linear, token, position) in [
        (LinearId::in_layer(1, LinearKind::Up), 2, 2),
        (LinearId::OUTPUT, 0, 3),
    ] {
        let flawed = Flawed {
            inner: emulator(),
            linear,
            token,
            output: 5,
            rows: model.linears[&linear].rows(),
        };
        let mut pair = Pair::new(emulator(), flawed);
        let prompt = [1, 2, 3, 4];
        let error = compare(&model, &mut pair, &prompt, 4, &mut |_| {}).unwrap_err();
        assert_eq!(error.code(), "compare.difference");
        let CompareError::Difference {
            position: at,
            difference,
        } = error
        else {
            panic!("{error}");
        };
        assert_eq!(at, position);
        let found = (difference.linear, difference.token, difference.output);
        assert_eq!(found, (linear, token, 5));
        let [first, second] = difference.bits;
        assert_eq!(first ^ second, 1);
        let text = difference.to_string();
        assert!(text.starts_with(&format!("{linear}, token {token}, output 5: {first:#010x}")));
    }
}

#[test]
fn devices_without_a_difference_count_what_they_compared() {
    let model = model();
    let emulator =
        |rows| DeviceLinears::new(Emulator::with_tokens(rows), &model, Tiling::WHOLE).unwrap();
    let mut pair = Pair::new(emulator(3), emulator(32));
    let comparison = compare(&model, &mut pair, &[1, 2, 3, 4], 2, &mut |_| {}).unwrap();
    assert_eq!(comparison.tokens.len(), 2);
    let passes = 3;
    assert_eq!(comparison.linears, passes * model.linears.len() as u64);
    let of_token: usize = model.linears.values().map(|matrix| matrix.rows()).sum();
    let vocabulary = model.config.vocabulary;
    // Six tokens went through; the head saw the last one of the prompt only.
    assert_eq!(comparison.values as usize, 6 * of_token - 3 * vocabulary);
}

/// Multiplies nothing; its logits favour one token, and each call takes ten cycles.
struct Rigged<'m> {
    model: &'m Model,
    favourite: usize,
    cycles: u64,
}

impl Linears for Rigged<'_> {
    type Error = std::convert::Infallible;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        _: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), Self::Error> {
        self.cycles += 10;
        for (id, output) in ids.iter().zip(outputs) {
            let rows = self.model.linears[id].rows();
            *output = vec![0.0; tokens * rows];
            if *id == LinearId::OUTPUT {
                output
                    .iter_mut()
                    .skip(self.favourite)
                    .step_by(rows)
                    .for_each(|x| *x = 1.0);
            }
        }
        Ok(())
    }
}

impl Clocked for Rigged<'_> {
    fn cycles(&self) -> Option<u64> {
        Some(self.cycles)
    }
}

fn rigged(model: &Model, favourite: u32, options: &GenerateOptions) -> Generation {
    let mut linears = Rigged {
        model,
        favourite: favourite as usize,
        cycles: 0,
    };
    generate(
        model,
        &mut linears,
        &mut Sampler::greedy(),
        options,
        &mut |_| {},
    )
    .unwrap()
}

#[test]
fn generation_ends_for_a_reason() {
    let model = model();
    let context = model.config.context;
    let options = |prompt: usize, tokens, stop_at_end| GenerateOptions {
        prompt: vec![1; prompt],
        tokens,
        stop_at_end,
    };
    let end = model.tokenizer.eos().unwrap();
    let stopped = rigged(&model, end, &options(3, 9, true));
    assert_eq!(
        (stopped.ending, stopped.tokens),
        (Ending::EndOfText, vec![])
    );
    let ignored = rigged(&model, end, &options(3, 9, false));
    assert_eq!(
        (ignored.ending, ignored.tokens),
        (Ending::Length, vec![end; 9])
    );
    let full = rigged(&model, 5, &options(context - 1, 9, true));
    assert_eq!((full.ending, full.tokens), (Ending::Context, vec![5; 2]));
    let nothing = rigged(&model, 5, &options(3, 0, true));
    assert_eq!((nothing.ending, nothing.decode.tokens), (Ending::Length, 0));
}

#[test]
fn costs_are_those_of_the_tokens_processed() {
    let model = model();
    let options = GenerateOptions {
        prompt: vec![1; 3],
        tokens: 5,
        stop_at_end: true,
    };
    let Generation {
        prefill, decode, ..
    } = rigged(&model, 5, &options);
    // Four calls a layer and the head.
    let pass = 10 * (4 * model.config.layers + 1) as u64;
    assert_eq!((prefill.tokens, prefill.cycles), (3, Some(pass)));
    assert_eq!((decode.tokens, decode.cycles), (4, Some(4 * pass)));
    assert_eq!(decode.cycles_per_token(), Some(pass as f64));
    assert!(decode.tokens_per_second().unwrap() > 0.0);
}

#[test]
fn an_empty_prompt_is_an_error() {
    let model = model();
    let options = GenerateOptions {
        prompt: Vec::new(),
        tokens: 5,
        stop_at_end: true,
    };
    let mut linears = F32Linears::new(&model);
    let sampler = &mut Sampler::greedy();
    let error = generate(&model, &mut linears, sampler, &options, &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "forward.empty");
}
