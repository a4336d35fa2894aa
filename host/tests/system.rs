//! A machine that executes layers by programs, beside the device that is told every command: the same bits.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use harmonia_device::Emulator;
use harmonia_device::system::{
    EmulatedMachine, Machine, MachineError, MachineLimits, Pass, PassReport, Setup, Stretch,
};
use harmonia_hdl::Configuration;
use harmonia_host::{
    DeviceExecutor, Keeping, KvFormat, KvOptions, OffsetSource, Pair, SystemExecutor,
    SystemOptions, SystemPlan, Tiling, compare,
};
use harmonia_model::{
    Batch, Calibration, Coded, Executor, LinearId, LinearKind, Logits, Model, Run, SequenceId,
    WeightChoice,
};
use harmonia_numerics::Format;
use harmonia_sim::{RtlMachine, RtlOptions, Stalls, SystemMemory};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

type Both<M = EmulatedMachine> = Pair<SystemExecutor<M>, DeviceExecutor<Emulator>>;

fn tiny() -> Arc<Model> {
    Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap())
}

fn calibrated(model: &Model, format: KvFormat, sequences: usize) -> KvOptions {
    let calibration = Calibration::bundled(&model.fingerprint);
    KvOptions {
        format,
        offsets: calibration.map_or(OffsetSource::None, |own| {
            OffsetSource::Calibrated(Arc::new(own))
        }),
        sequences,
        ..KvOptions::default()
    }
}

fn limits(batch: usize) -> MachineLimits {
    MachineLimits::new(4, batch)
}

/// An emulated machine beside the emulator.
fn both(model: &Arc<Model>, options: &SystemOptions, limits: MachineLimits) -> Both {
    beside(model, options, EmulatedMachine::new(limits))
}

/// A machine beside the emulator; every buffer that the machine shows is compared.
fn beside<M: Machine>(model: &Arc<Model>, options: &SystemOptions, machine: M) -> Both<M> {
    let system = SystemExecutor::new(Arc::clone(model), machine, options).unwrap();
    let keeping = Keeping::Device(options.kv.clone());
    let device = Emulator::with_tokens(4);
    let device = DeviceExecutor::new(Arc::clone(model), device, Tiling::WHOLE, keeping).unwrap();
    Pair::new(system, device)
}

fn options(model: &Model, sequences: usize) -> SystemOptions {
    SystemOptions {
        kv: calibrated(model, KvFormat::K4V4, sequences),
        ..SystemOptions::default()
    }
}

fn run(sequence: SequenceId, first: usize, count: usize, logits: Logits) -> Run {
    Run {
        sequence,
        first,
        tokens: (first..first + count)
            .map(|at| (at * 37 % 1000) as u32)
            .collect(),
        logits,
    }
}

/// A prompt in passes of some tokens, then tokens one by one over the end of a page.
fn generate<M: Machine>(pair: &mut Both<M>, prompt: usize) {
    let sequence = pair.open().unwrap();
    pair.run(Batch::of(run(sequence, 0, prompt, Logits::All)))
        .unwrap();
    for first in prompt..prompt + 5 {
        pair.run(Batch::of(run(sequence, first, 1, Logits::Last)))
            .unwrap();
    }
    pair.close(sequence).unwrap();
}

#[test]
fn passes_of_1_4_and_16_tokens_have_the_bits_of_the_device() {
    let model = tiny();
    for by_layer in [false, true] {
        for batch in [1, 4, 16] {
            let options = SystemOptions {
                by_layer,
                ..options(&model, 1)
            };
            let mut pair = both(&model, &options, limits(batch));
            assert_eq!(pair.first().plan().layers(), 0..5);
            assert!(pair.first().plan().has_head());
            generate(&mut pair, 62);
        }
    }
}

/// 14 blocks of each token: 36 tokens of one row have room for them.
#[test]
fn passes_whose_blocks_do_not_fit_go_in_tiles_with_the_bits_of_the_device() {
    let model = tiny();
    let limits = |batch| MachineLimits::new(1, batch);
    for by_layer in [false, true] {
        let options = SystemOptions {
            by_layer,
            ..options(&model, 1)
        };
        let mut pair = both(&model, &options, limits(100));
        let plan = pair.first().plan();
        assert_eq!((plan.blocks(), plan.whole(), plan.batch()), (14, 36, 100));
        assert!(plan.cost(100, 4).weight_words < 3 * plan.cost(36, 4).weight_words);
        // Passes of 100, 36 and 4 tokens.
        generate(&mut pair, 140);
    }
    // A second tile of two tokens would read more for each.
    let plan = SystemPlan::of_model(&model, &options(&model, 1), &limits(38)).unwrap();
    assert_eq!((plan.whole(), plan.batch()), (36, 36));
}

/// The Verilog of `system`, with random pauses of link and memory.
fn simulated(seed: u64) -> RtlMachine {
    let configuration = Configuration::named("system").unwrap();
    let options = RtlOptions {
        stalls: Some(Stalls::all(40, seed)),
        memory_latency: 1 + seed as u32 % 40,
        power_up_seed: seed,
        ..RtlOptions::default()
    };
    let memory = SystemMemory {
        words: 1 << 20,
        word_cycles: 1,
    };
    RtlMachine::build(&configuration, options, memory).unwrap()
}

#[test]
fn the_simulated_system_has_the_bits_of_the_device_layer_by_layer_and_in_whole_passes() {
    let model = tiny();
    for by_layer in [true, false] {
        let options = SystemOptions {
            by_layer,
            ..options(&model, 1)
        };
        generate(
            &mut beside(&model, &options, simulated(by_layer.into())),
            62,
        );
    }
}

#[test]
fn a_plan_expects_the_cycles_that_the_simulated_system_takes() {
    let model = tiny();
    let configuration = Configuration::named("system").unwrap();
    for (word_cycles, tokens) in [(1, 16), (4, 16), (4, 1)] {
        let memory = SystemMemory {
            words: 1 << 20,
            word_cycles,
        };
        let machine = RtlMachine::build(&configuration, RtlOptions::default(), memory).unwrap();
        let options = SystemOptions {
            context: tokens,
            ..options(&model, 1)
        };
        let mut system = SystemExecutor::new(Arc::clone(&model), machine, &options).unwrap();
        assert!(system.plan().has_head());
        let expected = system.plan().cost(tokens, word_cycles.into()).cycles();
        let sequence = system.open().unwrap();
        system
            .run(Batch::of(run(sequence, 0, tokens, Logits::All)))
            .unwrap();
        let taken = system.traffic().cycles;
        let error = expected as f64 / taken as f64 - 1.0;
        println!("{tokens} tokens, {word_cycles} cycles a word: {taken}, {expected} expected");
        assert!(error.abs() < 0.1, "{expected} expected, {taken} taken");
    }
}

#[test]
fn sequences_share_passes_of_the_simulated_system() {
    let model = tiny();
    let mut pair = beside(&model, &options(&model, 3), simulated(7));
    let sequences = [(); 3].map(|()| pair.open().unwrap());
    let mut lengths = [0; 3];
    // Runs of different lengths, pages that end within a run, one token of each.
    for counts in [[5, 30, 1], [28, 3, 1], [1, 1, 1], [40, 1, 17], [1, 1, 1]] {
        let runs = (0..3).map(|i| run(sequences[i], lengths[i], counts[i], Logits::Last));
        pair.run(Batch {
            runs: runs.collect(),
        })
        .unwrap();
        (0..3).for_each(|i| lengths[i] += counts[i]);
    }
}

#[test]
fn what_every_layer_leaves_and_logits_are_compared() {
    let model = tiny();
    let values = |by_layer| {
        let options = SystemOptions {
            by_layer,
            ..options(&model, 1)
        };
        let mut pair = both(&model, &options, limits(16));
        let compared = compare(&mut pair, &[0, 5, 9], 2, &mut |_| {}).unwrap();
        compared.values
    };
    // 5 tokens: the embedding and the residual after each layer, or after the last; 3 passes: the token selected, logits.
    let (width, logits) = (128, 1024);
    assert_eq!(values(true), 5 * (1 + 5) * width + 3 * (width + logits));
    assert_eq!(values(false), 5 * (1 + 1) * width + 3 * (width + logits));
}

#[test]
fn layers_and_head_that_do_not_fit_are_the_hosts_with_the_same_bits() {
    let model = tiny();
    for (layers, head) in [(5, false), (3, false), (1, false)] {
        let whole = SystemPlan::of_model(&model, &options(&model, 1), &limits(16)).unwrap();
        let mut memory = limits(16).memory_words - whole.free_words();
        let room = loop {
            let limits = MachineLimits {
                memory_words: memory,
                ..limits(16)
            };
            let plan = SystemPlan::of_model(&model, &options(&model, 1), &limits).unwrap();
            assert!(plan.layers().len() >= layers);
            if (plan.layers().len(), plan.has_head()) == (layers, head) {
                break limits;
            }
            memory -= 64;
        };
        let mut pair = both(&model, &options(&model, 1), room);
        generate(&mut pair, 40);
    }
}

#[test]
fn biases_and_norms_of_heads_are_executed_by_a_machine() {
    for name in ["llama_bias", "qwen2", "qwen3"] {
        let folder = env!("CARGO_MANIFEST_DIR").replace("/host", "/model");
        let path = format!("{folder}/tests/fixtures/architectures/{name}.gguf");
        let model = Model::open(path, WeightChoice::Auto, &mut |_, _| {}).unwrap();
        let model = Arc::new(model);
        let mut pair = both(&model, &options(&model, 1), limits(16));
        let sequence = pair.open().unwrap();
        for first in [0, 7] {
            let mut run = run(sequence, first, 7, Logits::All);
            let vocabulary = model.config.vocabulary as u32;
            run.tokens.iter_mut().for_each(|token| *token %= vocabulary);
            pair.run(Batch::of(run)).unwrap();
        }
    }
}

/// What happens to sequences, which are numbered by whoever asks.
#[derive(Clone, Debug)]
enum Action {
    Batch(Vec<(usize, usize)>),
    Back(usize, usize),
    Close(usize),
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let run = (0..4usize, prop_oneof![3 => Just(1), 2 => 2..30usize]);
    let action = prop_oneof![
        6 => prop::collection::vec(run, 1..4).prop_map(Action::Batch),
        2 => (0..4usize, 0..3usize).prop_map(|(own, tokens)| Action::Back(own, tokens)),
        1 => (0..4usize).prop_map(Action::Close),
    ];
    prop::collection::vec(action, 14)
}

#[test]
fn sequences_in_any_order_have_the_bits_of_the_device() {
    let model = tiny();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(6));
    for format in [KvFormat::K4V4, KvFormat::K3V3] {
        let options = SystemOptions {
            kv: calibrated(&model, format, 4),
            context: 160,
            batch: 8,
            by_layer: false,
            scrub: None,
        };
        let outcome = runner.run(&actions(), |actions| {
            let mut pair = both(&model, &options, limits(16));
            play(&mut pair, &actions);
            Ok(())
        });
        outcome.unwrap();
    }
}

fn play(pair: &mut Both, actions: &[Action]) {
    let mut open: BTreeMap<usize, (SequenceId, usize)> = BTreeMap::new();
    for action in actions {
        match action {
            Action::Batch(runs) => {
                let mut batch = Batch::default();
                for &(own, count) in runs {
                    let entry = open.entry(own);
                    let (sequence, length) = *entry.or_insert_with(|| (pair.open().unwrap(), 0));
                    let again = batch.runs.iter().any(|run| run.sequence == sequence);
                    if again || length + count > 160 {
                        continue;
                    }
                    let logits = [Logits::All, Logits::Last, Logits::None][count % 3];
                    batch.runs.push(run(sequence, length, count, logits));
                    open.insert(own, (sequence, length + count));
                }
                if !batch.runs.is_empty() {
                    pair.run(batch).unwrap();
                }
            }
            // A few tokens if none of them began a page, else all.
            Action::Back(own, tokens) => {
                if let Some((sequence, length)) = open.get_mut(own) {
                    let kept = length.saturating_sub(*tokens);
                    let page = length.saturating_sub(1) / 32 * 32;
                    *length = if kept >= page { kept } else { 0 };
                    let (sequence, length) = (*sequence, *length);
                    pair.truncate(sequence, length).unwrap();
                }
            }
            Action::Close(own) => {
                if let Some((sequence, _)) = open.remove(own) {
                    pair.close(sequence).unwrap();
                }
            }
        }
    }
}

#[test]
fn a_pass_moves_a_table_and_residuals_and_nothing_else() {
    let model = tiny();
    let machine = EmulatedMachine::new(limits(16));
    let room = SystemPlan::of_model(&model, &options(&model, 1), &limits(16)).unwrap();
    assert!(room.has_head());
    let mut system = SystemExecutor::new(model, machine, &options(&tiny(), 1)).unwrap();
    let sequence = system.open().unwrap();
    system
        .run(Batch::of(run(sequence, 0, 40, Logits::None)))
        .unwrap();
    let traffic = system.traffic();
    // Two words of a line and 64 of the residual for each of 40 tokens, in passes of 16, 16 and 8.
    let expected = (40 * (2 + 64), 40 * 64, 3);
    assert_eq!((traffic.written, traffic.read, traffic.passes), expected);
    system
        .run(Batch::of(run(sequence, 40, 1, Logits::Last)))
        .unwrap();
    let now = system.traffic();
    // The residual again for the head, and 1,024 logits.
    let one = (2 + 64 + 64, 64 + 512, 2);
    let more = (
        now.written - traffic.written,
        now.read - traffic.read,
        now.passes - traffic.passes,
    );
    assert_eq!(more, one);
}

#[test]
fn what_a_machine_cannot_do_is_refused_with_a_code() {
    let model = tiny();
    let planned = |change: &dyn Fn(&mut SystemOptions, &mut MachineLimits)| {
        let (mut options, mut limits) = (options(&model, 1), limits(16));
        change(&mut options, &mut limits);
        let plan = SystemPlan::of_model(&model, &options, &limits);
        plan.map(drop).unwrap_err().code()
    };
    let online = planned(&|options, _| options.kv.offsets = OffsetSource::Online);
    assert_eq!(online, "plan.online_offsets");
    assert_eq!(planned(&|_, limits| limits.vectors = 512), "plan.too_wide");
    assert_eq!(
        planned(&|_, limits| limits.memory_words = 4096),
        "plan.memory"
    );
    assert_eq!(planned(&|options, _| options.batch = 0), "plan.nothing");
    let floats = Model::bundled(WeightChoice::Float, &mut |_, _| {}).unwrap();
    let plan = SystemPlan::of_model(&floats, &options(&floats, 1), &limits(16));
    assert_eq!(plan.unwrap_err().code(), "linears.floats");
}

#[test]
fn a_batch_is_as_large_as_vector_memory_has_room_for() {
    let model = tiny();
    let plan = |vectors| {
        let limits = MachineLimits {
            vectors,
            ..limits(16)
        };
        SystemPlan::of_model(&model, &options(&model, 1), &limits).unwrap()
    };
    // 290 elements for all and 384 for each token.
    assert_eq!(plan(1024).batch(), 1);
    assert_eq!(plan(4096).batch(), 9);
    assert_eq!(plan(8192).batch(), 16);
    let small = MachineLimits {
        vectors: 4096,
        ..limits(16)
    };
    generate(&mut both(&model, &options(&model, 1), small), 40);
}

/// TinyLlama's shape, 1.1 billion parameters: wider than all models at hand.
#[test]
fn a_llama_of_a_billion_parameters_is_planned_by_its_shape() {
    let mut config = tiny().config.clone();
    (
        config.layers,
        config.width,
        config.heads,
        config.key_value_heads,
    ) = (22, 2048, 32, 4);
    (config.key_length, config.value_length, config.feed_forward) = (64, 64, 5632);
    (config.vocabulary, config.context, config.rope.dimensions) = (32_000, 2048, 64);
    let kinds = LinearKind::LAYER;
    let layers = (0..22).flat_map(|layer| kinds.map(|kind| LinearId::in_layer(layer, kind)));
    let formats: BTreeMap<LinearId, Format> = layers
        .chain([LinearId::OUTPUT])
        .map(|id| (id, Format::Int4Min))
        .collect();
    let limits = MachineLimits {
        memory_words: (64 << 20) / 8,
        vectors: 1 << 15,
        ..limits(16)
    };
    let options = SystemOptions {
        context: 2048,
        ..SystemOptions::default()
    };
    let plan = SystemPlan::new(&config, &formats, &options, &limits).unwrap();
    assert_eq!((plan.layers(), plan.has_head()), (0..2, false));
    // Residual, queries, keys, values; 64 blocks of the normed residual and 176 of the inner channels.
    assert_eq!((plan.vector_elements(), plan.blocks()), ((2626, 4608), 240));
    assert_eq!(plan.batch(), 6);
}

/// A machine into whose memory residuals get as numbers that are none.
struct Broken {
    machine: EmulatedMachine,
    /// Where residuals lie.
    data: usize,
}

impl Machine for Broken {
    fn limits(&self) -> &MachineLimits {
        self.machine.limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        match address == self.data {
            true => self.machine.write(address, &vec![u64::MAX; words.len()]),
            false => self.machine.write(address, words),
        }
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.machine.read(address, words)
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        self.machine.check(stretches)
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        self.data = setup.data;
        self.machine.configure(setup)
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        self.machine.resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        self.machine.run(pass)
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        Ok(Vec::new())
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        self.machine.weights_check()
    }

    fn is_remote(&self) -> bool {
        self.machine.is_remote()
    }

    fn describe(&self) -> String {
        "broken".into()
    }
}

#[test]
fn a_flag_names_the_step_and_the_sequence_and_the_next_batch_is_as_if_nothing_was() {
    let model = tiny();
    let machine = Broken {
        machine: EmulatedMachine::new(limits(16)),
        data: 0,
    };
    let mut system = SystemExecutor::new(Arc::clone(&model), machine, &options(&model, 1)).unwrap();
    let sequence = system.open().unwrap();
    let batch = Batch::of(run(sequence, 0, 3, Logits::Last));
    let error = system.run(batch.clone()).unwrap_err();
    assert_eq!(
        (error.code(), error.sequence()),
        ("machine.invalid", Some(sequence))
    );
    assert!(
        error.to_string().starts_with("blk.0-4.norm normed: "),
        "{error}"
    );
    // The sequence has no tokens yet: the same batch may follow.
    assert_eq!(system.run(batch).unwrap_err().code(), "machine.invalid");
}
