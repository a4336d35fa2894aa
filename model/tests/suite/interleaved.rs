//! Sequences that share an executor do not notice each other.

use std::cell::Cell;

use crate::executors::{Interrupted, InterruptedError, bits, session, two_layers};
use harmonia_model::{Batch, Executor, Logits, Run, SequenceId};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

#[derive(Clone, Debug)]
enum Action {
    Open,
    /// Continues some of the open sequences in one batch; with a number, the executor fails after so many
    /// steps.
    Run(Vec<(Index, Vec<u32>, Logits)>, Option<usize>),
    Truncate(Index, Index),
    Close(Index),
}

fn action() -> impl Strategy<Value = Action> {
    let tokens = prop::collection::vec(0..259u32, 1..6);
    let logits = select(vec![Logits::None, Logits::Last, Logits::All]);
    let runs = prop::collection::vec((any::<Index>(), tokens, logits), 1..5);
    let fails = prop::option::weighted(0.2, 0..20usize);
    prop_oneof![
        3 => Just(Action::Open),
        8 => (runs, fails).prop_map(|(runs, fails)| Action::Run(runs, fails)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(which, to)| Action::Truncate(which, to)),
        1 => any::<Index>().prop_map(Action::Close),
    ]
}

/// What one of the sequences was given and gave.
struct Kept {
    sequence: SequenceId,
    tokens: Vec<u32>,
    /// Of every token, the bits of its logits if they were asked for.
    logits: Vec<Option<Vec<u32>>>,
}

struct World {
    executor: Interrupted,
    open: Vec<Kept>,
    /// Rows of logits.
    compared: usize,
    /// Sequences that were open at a time.
    most: usize,
}

impl World {
    fn act(&mut self, action: &Action) {
        let count = self.open.len();
        match action {
            Action::Open => {
                let sequence = self.executor.open().unwrap();
                self.open.push(Kept {
                    sequence,
                    tokens: Vec::new(),
                    logits: Vec::new(),
                });
                self.most = self.most.max(self.open.len());
            }
            _ if count == 0 => {}
            Action::Run(runs, fails) => self.run(runs, *fails),
            Action::Truncate(which, to) => {
                let index = which.index(count);
                self.check(index);
                let kept = &mut self.open[index];
                // One more than there are changes nothing.
                let length = to.index(kept.tokens.len() + 2);
                self.executor.truncate(kept.sequence, length).unwrap();
                kept.tokens.truncate(length);
                kept.logits.truncate(length);
            }
            Action::Close(which) => {
                let index = which.index(count);
                self.check(index);
                let kept = self.open.remove(index);
                self.executor.close(kept.sequence).unwrap();
            }
        }
    }

    fn run(&mut self, runs: &[(Index, Vec<u32>, Logits)], fails: Option<usize>) {
        let config = &self.executor.model().config;
        let (context, vocabulary) = (config.context, config.vocabulary);
        let (mut batch, mut members) = (Batch::default(), Vec::new());
        for (which, tokens, logits) in runs {
            let member = which.index(self.open.len());
            let kept = &self.open[member];
            let first = kept.tokens.len();
            if members.contains(&member) || first + tokens.len() > context {
                continue;
            }
            members.push(member);
            batch.runs.push(Run {
                sequence: kept.sequence,
                first,
                tokens: tokens.clone(),
                logits: *logits,
            });
        }
        if members.is_empty() {
            return;
        }
        self.executor.after = fails;
        let result = self.executor.run(batch.clone());
        if fails.is_some() {
            assert!(matches!(result, Err(InterruptedError::Gone)));
            return;
        }
        let logits = result.unwrap();
        let mut rows = logits.chunks_exact(vocabulary);
        for (member, run) in members.into_iter().zip(batch.runs) {
            let kept = &mut self.open[member];
            let count = run.tokens.len();
            for index in 0..count {
                let wanted = match run.logits {
                    Logits::None => false,
                    Logits::Last => index == count - 1,
                    Logits::All => true,
                };
                let row = wanted.then(|| bits(rows.next().expect("logits that were asked for")));
                kept.logits.push(row);
            }
            kept.tokens.extend(run.tokens);
        }
        assert_eq!(rows.next(), None, "logits that nobody asked for");
    }

    /// The sequence alone, in one run, has the same logits.
    fn check(&mut self, index: usize) {
        let kept = &self.open[index];
        if kept.tokens.is_empty() {
            return;
        }
        let model = self.executor.model();
        let alone = session(model).forward(&kept.tokens, Logits::All).unwrap();
        let alone = alone.chunks_exact(model.config.vocabulary);
        for (position, (own, alone)) in kept.logits.iter().zip(alone).enumerate() {
            if let Some(own) = own {
                assert!(*own == bits(alone), "{}, token {position}", kept.sequence);
                self.compared += 1;
            }
        }
    }
}

#[test]
fn sequences_that_come_and_go_have_the_bits_of_each_one_alone() {
    let model = two_layers();
    let config = ProptestConfig::with_cases(60);
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (compared, most) = (Cell::new(0), Cell::new(0));
    let actions = prop::collection::vec(action(), 5..40);
    let result = TestRunner::new_with_rng(config, rng).run(&actions, |actions| {
        let mut world = World {
            executor: Interrupted::new(&model),
            open: Vec::new(),
            compared: 0,
            most: 0,
        };
        actions.iter().for_each(|action| world.act(action));
        (0..world.open.len()).for_each(|index| world.check(index));
        compared.set(compared.get() + world.compared);
        most.set(most.get().max(world.most));
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    // The cases are always the same ones, and they are not trivial.
    assert!(compared.get() > 1000, "{} rows compared", compared.get());
    assert!(most.get() >= 5, "{} sequences at most", most.get());
}
