//! The bundled model on every device: the same bits in every linear layer, the same tokens.

#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;
use std::sync::Arc;

use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{
    DeviceExecutor, Ending, GenerateOptions, Keeping, Order, Pair, Prompt, Tiling, compare,
    generate,
};
use harmonia_model::{ControlTokens, Executor, Model, Operation, Sampler, WeightChoice};
use harmonia_sim::{Rtl, RtlOptions, Stalls};

const TOKENS: usize = 8;

fn model(choice: WeightChoice) -> Arc<Model> {
    Arc::new(Model::bundled(choice, &mut |_, _| {}).unwrap())
}

fn prompt(model: &Model) -> Vec<u32> {
    let text = "In the beginning God";
    model.tokenizer.prompt(text, ControlTokens::AsText).unwrap()
}

fn engine(name: &str, stalls: Option<Stalls>) -> Rtl {
    let options = RtlOptions {
        stalls,
        ..RtlOptions::default()
    };
    Rtl::build(&Configuration::named(name).unwrap(), options).unwrap()
}

/// Linear layers on `device`, attention on the host.
fn executor<D: Device>(model: &Arc<Model>, device: D, tiling: Tiling) -> DeviceExecutor<D> {
    DeviceExecutor::new(Arc::clone(model), device, tiling, Keeping::Host).unwrap()
}

fn tokens(model: &Arc<Model>, device: impl Device, tiling: Tiling) -> Vec<u32> {
    let mut executor = executor(model, device, tiling);
    let mut prompts = [Prompt {
        tokens: prompt(model),
        sampler: Sampler::new(0.8, 40, 0.95, 1).unwrap(),
    }];
    let options = GenerateOptions {
        tokens: TOKENS,
        stop_at_end: false,
    };
    let mut seen = Vec::new();
    let mut on_token = |text, token| {
        assert_eq!(text, 0);
        seen.push(token);
        ControlFlow::Continue(())
    };
    let mut generation = generate(&mut executor, &mut prompts, &options, &mut on_token).unwrap();
    let clocked = executor.cycles().is_some();
    assert_eq!(generation.prefill.cycles.is_some(), clocked);
    assert_eq!(generation.decode.cycles.is_some(), clocked);
    let text = generation.texts.remove(0);
    assert_eq!((text.ending, &text.tokens), (Ending::Length, &seen));
    text.tokens
}

#[test]
fn engine_and_emulator_agree_in_every_layer() {
    for (choice, name, stalls) in [
        (WeightChoice::Auto, "quad", None),
        (WeightChoice::Int4, "single", Some(Stalls::all(40, 2))),
    ] {
        let model = model(choice);
        let engine: Box<dyn Device> = Box::new(engine(name, stalls));
        let rtl = executor(&model, engine, Tiling::WHOLE);
        let emulator: Box<dyn Device> = Box::new(Emulator::new());
        let emulator = executor(&model, emulator, Tiling::WHOLE);
        let mut pair = Pair::new(rtl, emulator);
        let comparison = compare(&mut pair, &prompt(&model), TOKENS, &mut |_| {}).unwrap();
        assert_eq!(comparison.tokens.len(), TOKENS);
        let program = Arc::clone(pair.program());
        let passes = TOKENS + 1;
        let operations = (program.steps().len() * passes) as u64;
        assert_eq!(comparison.operations, operations, "the prompt is one pass");
        let written = program
            .steps()
            .iter()
            .flat_map(|step| step.operation.writes());
        let widths = written.map(|buffer| program.buffer(buffer).width);
        assert!(comparison.values > (widths.sum::<usize>() * passes) as u64);
        let linears = program.steps().iter().map(|step| match &step.operation {
            Operation::Linear { products, .. } => products.len(),
            _ => 0,
        });
        assert_eq!(linears.sum::<usize>(), model.linears.len());
    }
}

#[test]
fn token_rows_and_tilings_do_not_change_the_tokens() {
    let model = model(WeightChoice::Auto);
    let expected = tokens(&model, Emulator::new(), Tiling::WHOLE);
    let tilings = [
        Tiling::WHOLE,
        Tiling {
            rows: 16,
            groups: 512,
            order: Order::Tiles,
        },
        Tiling {
            rows: 64,
            groups: 2,
            order: Order::Batches,
        },
    ];
    for (name, tiling) in ["single", "pair", "quad"].into_iter().zip(tilings) {
        let found = tokens(&model, engine(name, None), tiling);
        assert_eq!(found, expected, "{name}, {tiling:?}");
    }
    for token_rows in [1, 2, 4] {
        for tiling in tilings {
            let found = tokens(&model, Emulator::with_tokens(token_rows), tiling);
            assert_eq!(found, expected, "{token_rows} token rows, {tiling:?}");
        }
    }
}
