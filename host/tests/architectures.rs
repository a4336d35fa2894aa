//! Models with biases, norms of heads and the other pairing on devices: emulator and simulation compute the same bits,
//! near the FP32 reference.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{DeviceExecutor, Keeping, KvOptions, Pair, Tiling, compare};
use harmonia_model::{
    ControlTokens, Executor, Logits, Model, NormId, Operation, Reference, Session, VectorOperation,
    WeightChoice,
};
use harmonia_sim::{Rtl, RtlOptions};

const PROMPT: &str = "Now the word of the LORD came unto Jonah";

fn model(name: &str) -> Arc<Model> {
    let model = env!("CARGO_MANIFEST_DIR").replace("/host", "/model");
    let path = format!("{model}/tests/fixtures/architectures/{name}.gguf");
    Arc::new(Model::open(path, WeightChoice::Auto, &mut |_, _| {}).unwrap())
}

fn prompt(model: &Model) -> Vec<u32> {
    let prompt = model.tokenizer.prompt(PROMPT, ControlTokens::AsText);
    prompt.unwrap()
}

fn executor(model: &Arc<Model>, device: impl Device) -> DeviceExecutor<impl Device> {
    let keeping = Keeping::Device(KvOptions::default());
    DeviceExecutor::new(Arc::clone(model), device, Tiling::WHOLE, keeping).unwrap()
}

fn logits(executor: impl Executor, tokens: &[u32]) -> Vec<f32> {
    let mut session = Session::new(executor).unwrap_or_else(|error| panic!("{error}"));
    let logits = session.forward(tokens, Logits::Last);
    logits.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_emulator_is_near_the_reference_for_every_architecture_and_scaling() {
    for name in [
        "qwen2",
        "qwen2_yarn",
        "qwen3",
        "qwen3_linear",
        "llama3",
        "llama_yarn",
        "llama_bias",
    ] {
        let model = model(name);
        let tokens = prompt(&model);
        let exact = logits(Reference::new(Arc::clone(&model)), &tokens);
        let found = logits(executor(&model, Emulator::new()), &tokens);
        let square = |values: &mut dyn Iterator<Item = f32>| values.map(|x| x * x).sum::<f32>();
        let error = square(&mut exact.iter().zip(&found).map(|(a, b)| a - b));
        let relative = (error / square(&mut exact.iter().copied())).sqrt();
        // Activations have 8 bits and keys and values 4: 0.012 to 0.036.
        assert!(relative < 0.06, "{name}: {relative}");
    }
}

#[test]
fn simulation_and_emulator_agree_with_biases_and_norms_of_heads() {
    for (name, configuration) in [("qwen2_yarn", "single"), ("qwen3", "quad")] {
        let model = model(name);
        let configuration = Configuration::named(configuration).unwrap();
        let rtl = Rtl::build(&configuration, RtlOptions::default()).unwrap();
        let mut pair = Pair::new(executor(&model, rtl), executor(&model, Emulator::new()));
        let program = Arc::clone(pair.program());
        let is_own = |operation: &Operation| match operation {
            Operation::Vector(VectorOperation::Bias { .. }) => true,
            Operation::Vector(VectorOperation::Norm { gain, .. }) => {
                matches!(gain, NormId::Keys(_))
            }
            _ => false,
        };
        assert!(program.steps().iter().any(|step| is_own(&step.operation)));
        let comparison = compare(&mut pair, &prompt(&model), 4, &mut |_| {}).unwrap();
        assert_eq!(comparison.operations, (program.steps().len() * 5) as u64);
    }
}
