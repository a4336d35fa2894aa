//! Several sequences on one device, in any order: the bits of each one alone, of logits as of memory.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "../../sim/tests/samples/mod.rs"]
mod samples;

use std::sync::Arc;

use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{DeviceExecutor, Keeping, KvFormat, KvOptions, OffsetSource, Tiling};
use harmonia_model::{
    Batch, Calibration, Executor, Logits, Model, Run, SequenceId, Session, WeightChoice,
};
use harmonia_numerics::GROUP;
use harmonia_sim::{Rtl, RtlOptions};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use samples::bits;

const SEQUENCES: usize = 5;

/// What happens to sequences, which are numbered by whoever asks.
#[derive(Clone, Debug)]
enum Action {
    /// One batch: each of these continues with so many tokens, from none if it is not open.
    Batch(Vec<(usize, usize, Logits)>),
    /// Takes tokens back, within the last page.
    Truncate {
        own: usize,
        tokens: usize,
    },
    /// Takes all tokens back.
    Clear(usize),
    Close(usize),
}

fn actions(count: usize, longest_run: usize) -> impl Strategy<Value = Vec<Action>> {
    let own = 0..SEQUENCES;
    let logits = prop::sample::select(&[Logits::All, Logits::Last, Logits::None][..]);
    let run = (
        own.clone(),
        prop_oneof![3 => Just(1), 2 => 2..=longest_run],
        logits,
    );
    let action = prop_oneof![
        6 => prop::collection::vec(run, 1..=SEQUENCES).prop_map(Action::Batch),
        2 => (own.clone(), 1..GROUP).prop_map(|(own, tokens)| Action::Truncate { own, tokens }),
        1 => own.clone().prop_map(Action::Clear),
        1 => own.prop_map(Action::Close),
    ];
    prop::collection::vec(action, count)
}

/// What became of a sequence.
#[derive(Clone)]
struct Life {
    sequence: SequenceId,
    tokens: Vec<u32>,
    /// Bits of the logits of each token, where they were wanted.
    logits: Vec<Option<Vec<u32>>>,
    /// Tokens that it has had at most: pages before the last of them are compressed.
    longest: usize,
}

/// Does what actions say with the sequences of an executor.
struct Player<D> {
    executor: DeviceExecutor<D>,
    /// By their numbers in actions.
    open: [Option<Life>; SEQUENCES],
    /// Those that were closed, and those before tokens were taken back.
    ended: Vec<Life>,
    /// Of every place on the device, as many tokens as it has had at most.
    most: [usize; SEQUENCES],
    /// Tokens of a sequence at most.
    room: usize,
    random: samples::Random,
}

impl<D: Device> Player<D> {
    fn new(executor: DeviceExecutor<D>, room: usize) -> Self {
        Player {
            executor,
            open: [const { None }; SEQUENCES],
            ended: Vec::new(),
            most: [0; SEQUENCES],
            room,
            random: samples::Random(7),
        }
    }

    fn play(&mut self, action: &Action) {
        match action {
            Action::Batch(runs) => self.batch(runs),
            Action::Truncate { own, tokens } => {
                let length = self.length(*own);
                let longest = self.open[*own].as_ref().map_or(0, |life| life.longest);
                // Where the last page that was begun begins.
                let first = longest.saturating_sub(1) / GROUP * GROUP;
                self.truncate(*own, first.max(length.saturating_sub(*tokens)));
            }
            Action::Clear(own) => self.truncate(*own, 0),
            Action::Close(own) => {
                if let Some(life) = self.open[*own].take() {
                    self.executor.close(life.sequence).unwrap();
                    self.ended.push(life);
                }
            }
        }
    }

    fn length(&self, own: usize) -> usize {
        self.open[own].as_ref().map_or(0, |life| life.tokens.len())
    }

    fn truncate(&mut self, own: usize, tokens: usize) {
        if let Some(life) = &mut self.open[own] {
            self.ended.push(life.clone());
            self.executor.truncate(life.sequence, tokens).unwrap();
            life.tokens.truncate(tokens);
            life.logits.truncate(tokens);
            if tokens == 0 {
                life.longest = 0;
            }
        }
    }

    fn batch(&mut self, runs: &[(usize, usize, Logits)]) {
        let mut batch = Batch::default();
        let mut owners = Vec::new();
        for &(own, tokens, logits) in runs {
            if owners.contains(&own) || self.length(own) + tokens > self.room {
                continue;
            }
            let executor = &mut self.executor;
            let life = self.open[own].get_or_insert_with(|| Life {
                sequence: executor.open().unwrap(),
                tokens: Vec::new(),
                logits: Vec::new(),
                longest: 0,
            });
            let first = life.tokens.len();
            let next = |_| (self.random.next() % 1000) as u32;
            life.tokens.extend((0..tokens).map(next));
            life.longest = life.longest.max(life.tokens.len());
            let most = &mut self.most[life.sequence.index()];
            *most = life.tokens.len().max(*most);
            batch.runs.push(Run {
                sequence: life.sequence,
                first,
                tokens: life.tokens[first..].to_vec(),
                logits,
            });
            owners.push(own);
        }
        if batch.runs.is_empty() {
            return;
        }
        let vocabulary = self.executor.model().config.vocabulary;
        let logits = self.executor.run(batch.clone()).unwrap();
        let mut rows = logits.chunks_exact(vocabulary);
        for (own, run) in owners.into_iter().zip(&batch.runs) {
            let life = self.open[own].as_mut().unwrap();
            for index in 0..run.tokens.len() {
                let wanted = match run.logits {
                    Logits::All => true,
                    Logits::Last => index + 1 == run.tokens.len(),
                    Logits::None => false,
                };
                life.logits.push(wanted.then(|| bits(rows.next().unwrap())));
            }
        }
        assert_eq!(rows.next(), None);
    }

    /// Lets every sequence, in one batch, become longer than any that was in its place: no word is then left of those.
    fn outgrow(&mut self) {
        // Whoever is not open yet takes a place.
        let first: Vec<_> = (0..SEQUENCES)
            .filter(|own| self.open[*own].is_none())
            .collect();
        let first: Vec<_> = first
            .into_iter()
            .map(|own| (own, 1, Logits::Last))
            .collect();
        self.batch(&first);
        self.room = usize::MAX;
        let rest = [0, 1, 2, 3, 4].map(|own| {
            let life = self.open[own].as_ref().unwrap();
            let missing = self.most[life.sequence.index()] - life.tokens.len();
            (own, missing + 1 + own, Logits::Last)
        });
        self.batch(&rest);
    }
}

/// All memory of keys and values.
trait Memory: Device {
    fn words(&self, count: usize) -> Vec<u64>;
}

impl Memory for Emulator {
    fn words(&self, count: usize) -> Vec<u64> {
        let mut all = vec![0; count];
        for (region, words) in self.memory() {
            all[region..region + words.len()].copy_from_slice(words);
        }
        all
    }
}

impl Memory for &mut Rtl {
    fn words(&self, count: usize) -> Vec<u64> {
        self.memory()[..count].to_vec()
    }
}

fn model() -> Arc<Model> {
    Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap())
}

fn executor<D: Device>(
    model: &Arc<Model>,
    device: D,
    options: &KvOptions,
    sequences: usize,
) -> DeviceExecutor<D> {
    let options = KvOptions {
        sequences,
        ..options.clone()
    };
    let keeping = Keeping::Device(options);
    DeviceExecutor::new(Arc::clone(model), device, Tiling::WHOLE, keeping).unwrap()
}

/// A sequence alone on an emulator, as one run: the bits of all logits, and the words of its regions.
fn alone(model: &Arc<Model>, options: &KvOptions, tokens: &[u32]) -> (Vec<u32>, Vec<u64>) {
    let executor = executor(model, Emulator::new(), options, 1);
    let mut session = Session::new(executor).unwrap();
    let logits = session.forward(tokens, Logits::All).unwrap();
    let executor = session.executor();
    let words = executor.device().words(executor.plan().unwrap().words());
    (bits(&logits), words)
}

/// Plays actions on a device, and compares all that came of them.
fn check<D: Memory>(
    model: &Arc<Model>,
    device: D,
    options: &KvOptions,
    room: usize,
    actions: &[Action],
) {
    let mut player = Player::new(executor(model, device, options, SEQUENCES), room);
    for action in actions {
        player.play(action);
    }
    player.outgrow();
    let vocabulary = model.config.vocabulary;
    let compare = |life: &Life, alone: &[u32]| {
        for (at, row) in life.logits.iter().enumerate() {
            if let Some(row) = row {
                let expected = &alone[at * vocabulary..][..vocabulary];
                assert!(row == expected, "{} token {at}", life.sequence);
            }
        }
    };
    for life in player.ended.iter().filter(|life| !life.tokens.is_empty()) {
        compare(life, &alone(model, options, &life.tokens).0);
    }
    let words = player.executor.plan().unwrap().words();
    let memory = player.executor.device().words(words);
    for life in player.open.iter().flatten() {
        let (logits, own) = alone(model, options, &life.tokens);
        compare(life, &logits);
        let place = life.sequence.index() * own.len();
        let found = &memory[place..place + own.len()];
        assert!(found == own, "memory of {}", life.sequence);
    }
}

fn options(format: KvFormat, offsets: OffsetSource) -> KvOptions {
    KvOptions {
        format,
        offsets,
        ..KvOptions::default()
    }
}

/// Both formats with both sources of offsets.
fn all_options(model: &Model) -> [KvOptions; 4] {
    let calibration = Arc::new(Calibration::bundled(&model.fingerprint).unwrap());
    let calibrated = OffsetSource::Calibrated(calibration);
    [
        options(KvFormat::K4V4, OffsetSource::Online),
        options(KvFormat::K4V4, calibrated.clone()),
        options(KvFormat::K3V3, OffsetSource::Online),
        options(KvFormat::K3V3, calibrated),
    ]
}

#[test]
fn interleaved_sequences_leave_the_bits_of_each_one_alone() {
    let model = model();
    for options in all_options(&model) {
        let mut runner = TestRunner::new(ProptestConfig::with_cases(10));
        let outcome = runner.run(&actions(16, 40), |actions| {
            check(&model, Emulator::with_tokens(4), &options, 120, &actions);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{:?}: {error}", options.format));
    }
}

#[test]
fn interleaved_sequences_on_the_simulated_accelerator_leave_the_bits_of_each_one_alone() {
    let model = model();
    let quad = Configuration::named("quad").unwrap();
    let mut rtl = Rtl::build(&quad, RtlOptions::default()).unwrap();
    let mut runner = TestRunner::deterministic();
    let [online, _, _, calibrated] = all_options(&model);
    for options in [online, calibrated] {
        let actions = actions(8, 30).new_tree(&mut runner).unwrap().current();
        check(&model, &mut rtl, &options, 40, &actions);
        rtl.restart(RtlOptions::default()).unwrap();
    }
}
