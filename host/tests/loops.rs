//! Comparison and generation with multipliers that do what a test needs.

use std::ops::ControlFlow;

use harmonia_device::Emulator;
use harmonia_host::{
    Clocked, CompareError, DeviceLinears, Ending, GenerateOptions, Generation, Pair, Place, Tiling,
    compare, generate,
};
use harmonia_model::{
    Attend, Attention, HostAttention, LinearId, LinearKind, Linears, Model, Sampler, WeightChoice,
};

fn model() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

/// Of a head of the bundled model.
const CHANNELS: usize = 32;

/// Another's results, with one bit of one of them flipped.
struct Flawed<E> {
    inner: E,
    place: Place,
    token: usize,
    /// Values of a token there.
    width: usize,
}

impl<E> Flawed<E> {
    fn flip(&self, values: &mut [f32], index: usize) {
        let value = &mut values[self.token * self.width + index];
        *value = f32::from_bits(value.to_bits() ^ 1);
    }
}

impl<E: Linears> Linears for Flawed<E> {
    type Error = E::Error;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), E::Error> {
        self.inner.apply(ids, tokens, input, outputs)?;
        for (id, values) in ids.iter().zip(outputs) {
            match self.place {
                Place::Linear { linear, output } if linear == *id => self.flip(values, output),
                _ => {}
            }
        }
        Ok(())
    }
}

impl<E: Attention> Attention for Flawed<E> {
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), E::Error> {
        self.inner.begin(start, tokens)
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), E::Error> {
        self.inner.attend(call, out)?;
        match self.place {
            Place::Attention {
                layer,
                head,
                channel,
            } if layer == call.layer => {
                self.flip(out, head * CHANNELS + channel);
            }
            _ => {}
        }
        Ok(())
    }
}

#[test]
fn the_first_difference_is_named() {
    let model = model();
    let emulator = || {
        let linears = DeviceLinears::new(Emulator::new(), &model, Tiling::WHOLE).unwrap();
        HostAttention::new(&model, linears)
    };
    let linear = |linear| {
        (
            Place::Linear { linear, output: 5 },
            model.linears[&linear].rows(),
        )
    };
    let attention = Place::Attention {
        layer: 2,
        head: 3,
        channel: 5,
    };
    for ((place, width), token, position, text) in [
        (
            linear(LinearId::in_layer(1, LinearKind::Up)),
            2,
            2,
            "blk.1.ffn_up, output 5",
        ),
        (linear(LinearId::OUTPUT), 0, 3, "output, output 5"),
        (
            (attention, 4 * CHANNELS),
            1,
            1,
            "blk.2.attention, head 3, channel 5",
        ),
    ] {
        let flawed = Flawed {
            inner: emulator(),
            place,
            token,
            width,
        };
        let mut pair = Pair::new(&model, emulator(), flawed);
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
        assert_eq!((difference.place, difference.token), (place, token));
        let [first, second] = difference.bits;
        assert_eq!(first ^ second, 1);
        let expected = format!("token {token}, {text}: {first:#010x}");
        assert!(
            difference.to_string().starts_with(&expected),
            "{difference}"
        );
    }
}

#[test]
fn devices_without_a_difference_count_what_they_compared() {
    let model = model();
    let emulator = |rows| {
        let device = Emulator::with_tokens(rows);
        HostAttention::new(
            &model,
            DeviceLinears::new(device, &model, Tiling::WHOLE).unwrap(),
        )
    };
    let mut pair = Pair::new(&model, emulator(3), emulator(32));
    let comparison = compare(&model, &mut pair, &[1, 2, 3, 4], 2, &mut |_| {}).unwrap();
    assert_eq!(comparison.tokens.len(), 2);
    let passes = 3;
    assert_eq!(comparison.linears, passes * model.linears.len() as u64);
    assert_eq!(comparison.attentions, passes * model.config.layers as u64);
    let linears: usize = model.linears.values().map(|matrix| matrix.rows()).sum();
    let of_token = linears + model.config.layers * model.config.width;
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
    let linears = Rigged {
        model,
        favourite: favourite as usize,
        cycles: 0,
    };
    generate(
        model,
        &mut HostAttention::new(model, linears),
        &mut Sampler::greedy(),
        options,
        &mut |_| ControlFlow::Continue(()),
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
fn generation_stops_at_the_token_after_which_nobody_wants_more() {
    let model = model();
    let options = GenerateOptions {
        prompt: vec![1; 3],
        tokens: 9,
        stop_at_end: false,
    };
    let mut seen = 0;
    let on_token = &mut |_| {
        seen += 1;
        match seen {
            2 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let mut executor = HostAttention::reference(&model);
    let sampler = &mut Sampler::greedy();
    let stopped = generate(&model, &mut executor, sampler, &options, on_token).unwrap();
    assert_eq!((stopped.ending, stopped.tokens.len()), (Ending::Stopped, 2));
    // The first was processed to get the second, which nothing follows.
    assert_eq!(stopped.decode.tokens, 1);
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
    let mut executor = HostAttention::reference(&model);
    let sampler = &mut Sampler::greedy();
    let on_token = &mut |_| ControlFlow::Continue(());
    let error = generate(&model, &mut executor, sampler, &options, on_token).unwrap_err();
    assert_eq!(error.code(), "forward.empty");
}
