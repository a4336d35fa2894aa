//! The bundled model on every device: the same bits in every linear layer, the same tokens.

use std::ops::ControlFlow;

use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{
    DeviceLinears, Ending, GenerateOptions, Order, Pair, Tiling, compare, generate,
};
use harmonia_model::{ControlTokens, HostAttention, Model, Sampler, WeightChoice};
use harmonia_sim::{Rtl, RtlOptions, Stalls};

const TOKENS: usize = 8;

fn model(choice: WeightChoice) -> Model {
    Model::bundled(choice, &mut |_, _| {}).unwrap()
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

fn tokens(model: &Model, device: impl Device, tiling: Tiling) -> Vec<u32> {
    let linears = DeviceLinears::new(device, model, tiling).unwrap();
    let mut executor = HostAttention::new(model, linears);
    let options = GenerateOptions {
        prompt: prompt(model),
        tokens: TOKENS,
        stop_at_end: false,
    };
    let mut seen = Vec::new();
    let mut on_token = |token| {
        seen.push(token);
        ControlFlow::Continue(())
    };
    let generation = generate(
        model,
        &mut executor,
        &mut Sampler::new(0.8, 40, 0.95, 1).unwrap(),
        &options,
        &mut on_token,
    )
    .unwrap();
    assert_eq!(generation.ending, Ending::Length);
    assert_eq!(generation.tokens, seen);
    let clocked = executor.linears().device().cycles().is_some();
    assert_eq!(generation.prefill.cycles.is_some(), clocked);
    assert_eq!(generation.decode.cycles.is_some(), clocked);
    generation.tokens
}

#[test]
fn engine_and_emulator_agree_in_every_layer() {
    for (choice, name, stalls) in [
        (WeightChoice::Auto, "quad", None),
        (WeightChoice::Int4, "single", Some(Stalls::all(40, 2))),
    ] {
        let model = model(choice);
        let engine: Box<dyn Device> = Box::new(engine(name, stalls));
        let rtl = DeviceLinears::new(engine, &model, Tiling::WHOLE).unwrap();
        let emulator: Box<dyn Device> = Box::new(Emulator::new());
        let emulator = DeviceLinears::new(emulator, &model, Tiling::WHOLE).unwrap();
        let [rtl, emulator] = [rtl, emulator].map(|linears| HostAttention::new(&model, linears));
        let mut pair = Pair::new(&model, rtl, emulator);
        let prompt = prompt(&model);
        let comparison = compare(&model, &mut pair, &prompt, TOKENS, &mut |_| {}).unwrap();
        assert_eq!(comparison.tokens.len(), TOKENS);
        let linears = (model.linears.len() * (TOKENS + 1)) as u64;
        assert_eq!(comparison.linears, linears, "the prompt is one pass");
        let rows: usize = model.linears.values().map(|matrix| matrix.rows()).sum();
        let attentions = (model.config.layers * (TOKENS + 1)) as u64;
        assert_eq!(comparison.attentions, attentions);
        assert!(comparison.values > (rows * (TOKENS + 1)) as u64);
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
