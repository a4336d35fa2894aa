//! Comparison and generation with executors that do what a test needs.

#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;
use std::sync::Arc;

use harmonia_device::Emulator;
use harmonia_host::{
    CompareError, Continuation, DeviceExecutor, Ending, GenerateOptions, Generation, Keeping,
    KvOptions, Pair, PairError, Prompt, Tiling, compare, generate,
};
use harmonia_model::{
    Batch, BatchError, Buffer, Coded, Executor, Logits, Model, Operation, Program, Reference, Rows,
    Run, Sampler, SequenceId, Step, WeightChoice,
};

fn model() -> Arc<Model> {
    Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap())
}

fn emulator(model: &Arc<Model>, token_rows: usize, keeping: Keeping) -> DeviceExecutor<Emulator> {
    let device = Emulator::with_tokens(token_rows);
    DeviceExecutor::new(Arc::clone(model), device, Tiling::WHOLE, keeping).unwrap()
}

/// The methods of [`Executor`] that a wrapper leaves to the executor in it.
macro_rules! the_rest_is_inner {
    () => {
        fn model(&self) -> &Arc<Model> {
            self.inner.model()
        }

        fn program(&self) -> &Arc<Program> {
            self.inner.program()
        }

        fn open(&mut self) -> Result<SequenceId, Self::Error> {
            self.inner.open()
        }

        fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), Self::Error> {
            self.inner.truncate(sequence, tokens)
        }

        fn close(&mut self, sequence: SequenceId) -> Result<(), Self::Error> {
            self.inner.close(sequence)
        }
    };
}

/// Another's results, with one bit of one of them flipped.
struct Flawed<E> {
    inner: E,
    /// The name of what is flawed, as [`Step::name`] has it.
    name: &'static str,
    row: usize,
    element: usize,
    /// What the last step left, flawed.
    flawed: Option<(Buffer, Vec<f32>)>,
}

impl<E: Executor> Executor for Flawed<E> {
    type Error = E::Error;

    the_rest_is_inner!();

    fn begin(&mut self, batch: Batch) -> Result<(), E::Error> {
        self.inner.begin(batch)
    }

    fn step(&mut self, step: &Step) -> Result<(), E::Error> {
        self.inner.step(step)?;
        let program = Arc::clone(self.inner.program());
        let mut written = step.operation.writes().into_iter();
        self.flawed = match written.find(|&buffer| step.name(&program, buffer) == self.name) {
            None => None,
            Some(buffer) => {
                let mut values = self.inner.read(buffer)?.to_vec();
                let value = &mut values[self.row * program.buffer(buffer).width + self.element];
                *value = f32::from_bits(value.to_bits() ^ 1);
                Some((buffer, values))
            }
        };
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<f32>, E::Error> {
        self.inner.finish()
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], E::Error> {
        match &self.flawed {
            Some((flawed, values)) if *flawed == buffer => Ok(values),
            _ => self.inner.read(buffer),
        }
    }
}

#[test]
fn the_first_difference_of_every_kind_of_operation_is_named() {
    let model = model();
    let executor = || emulator(&model, 32, Keeping::Host);
    // Of four tokens the last one's logits are wanted: what the head works on has a single row.
    for (name, layer, row, position) in [
        ("import residual", None, 1, 1),
        ("blk.1.norm normed", Some(1), 3, 3),
        ("blk.0.attn_q", Some(0), 0, 0),
        ("blk.1.attn_v", Some(1), 1, 1),
        ("blk.3.rope queries", Some(3), 2, 2),
        ("blk.0.rope keys", Some(0), 1, 1),
        ("blk.2.attend attended", Some(2), 1, 1),
        ("blk.2.attn_output", Some(2), 2, 2),
        ("blk.4.add residual", Some(4), 0, 0),
        ("blk.1.ffn_gate", Some(1), 3, 3),
        ("blk.1.ffn_up", Some(1), 2, 2),
        ("blk.0.swiglu gated", Some(0), 3, 3),
        ("blk.4.ffn_down", Some(4), 1, 1),
        ("select last", None, 0, 3),
        ("norm hidden", None, 0, 3),
        ("output", None, 0, 3),
    ] {
        let flawed = Flawed {
            inner: executor(),
            name,
            row,
            element: 5,
            flawed: None,
        };
        let mut pair = Pair::new(executor(), flawed);
        let error = compare(&mut pair, &[1, 2, 3, 4], 4, &mut |_| {}).unwrap_err();
        assert_eq!(error.code(), "compare.difference", "{name}");
        let CompareError::Pair(PairError::Difference(difference)) = error else {
            panic!("{name}: {error}");
        };
        assert_eq!(difference.operation, name);
        assert_eq!(difference.layer, layer, "{name}");
        assert_eq!(
            (difference.position, difference.element),
            (position, 5),
            "{name}"
        );
        let [first, second] = difference.bits;
        assert_eq!(first ^ second, 1, "{name}");
        let expected = format!("{name}, token {position}, element 5: {first:#010x}");
        assert!(
            difference.to_string().starts_with(&expected),
            "{difference}"
        );
    }
}

#[test]
fn a_difference_in_a_batch_names_the_sequence_and_the_position_in_it() {
    let model = model();
    let flawed = Flawed {
        inner: emulator(&model, 32, Keeping::Host),
        name: "blk.1.ffn_up",
        row: 3,
        element: 0,
        flawed: None,
    };
    let mut pair = Pair::new(emulator(&model, 32, Keeping::Host), flawed);
    let sequences = [(); 2].map(|()| pair.open().unwrap());
    let run = |place: usize, first, tokens: &[u32]| Run {
        sequence: sequences[place],
        first,
        tokens: tokens.to_vec(),
        logits: Logits::Last,
    };
    let batch = Batch {
        runs: vec![run(0, 0, &[1, 2]), run(1, 0, &[3, 4, 5])],
    };
    let PairError::Difference(difference) = pair.run(batch).unwrap_err() else {
        panic!("values differ");
    };
    assert_eq!(
        (difference.sequence, difference.position),
        (sequences[1], 1)
    );
    // The batch is over, and its sequences are as they were.
    pair.close(sequences[0]).unwrap();
    let error = pair.run(Batch::of(run(1, 3, &[6]))).unwrap_err();
    assert_eq!(error.code(), "sequence.position");
}

#[test]
fn devices_without_a_difference_count_what_they_compared() {
    let model = model();
    let mut pair = Pair::new(
        emulator(&model, 3, Keeping::Host),
        emulator(&model, 32, Keeping::Host),
    );
    let comparison = compare(&mut pair, &[1, 2, 3, 4], 2, &mut |_| {}).unwrap();
    assert_eq!(comparison.tokens.len(), 2);
    let program = Arc::clone(pair.program());
    let passes = 3;
    assert_eq!(
        comparison.operations as usize,
        passes * program.steps().len()
    );
    // Six tokens went through; the head saw the last one of the prompt only.
    let written = program.steps().iter().flat_map(|s| s.operation.writes());
    let values = written.map(|buffer| {
        let info = program.buffer(buffer);
        match info.rows {
            Rows::Tokens => 6 * info.width,
            Rows::Wanted => passes * info.width,
        }
    });
    assert_eq!(comparison.values as usize, values.sum::<usize>());
}

/// Computes nothing: a rule tells how texts go on, and every step of linear layers takes ten cycles.
struct Rigged<F> {
    inner: Reference,
    /// From the number of a sequence and the position of its last token to the token that follows.
    next: F,
    batch: Batch,
    cycles: u64,
}

impl<F: FnMut(usize, usize) -> u32 + Send> Executor for Rigged<F> {
    type Error = BatchError;

    the_rest_is_inner!();

    fn begin(&mut self, batch: Batch) -> Result<(), BatchError> {
        self.batch = batch.clone();
        self.inner.begin(batch)
    }

    fn step(&mut self, step: &Step) -> Result<(), BatchError> {
        if matches!(step.operation, Operation::Linear { .. }) {
            self.cycles += 10;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<f32>, BatchError> {
        self.inner.finish()?;
        let vocabulary = self.inner.model().config.vocabulary;
        let mut logits = Vec::new();
        for run in &self.batch.runs {
            let position = run.first + run.tokens.len() - 1;
            let mut row = vec![0.0; vocabulary];
            row[(self.next)(run.sequence.index(), position) as usize] = 1.0;
            logits.extend(row);
        }
        Ok(logits)
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], BatchError> {
        self.inner.read(buffer)
    }

    fn cycles(&self) -> Option<u64> {
        Some(self.cycles)
    }
}

fn rigged<F: FnMut(usize, usize) -> u32 + Send>(model: &Arc<Model>, next: F) -> Rigged<F> {
    Rigged {
        inner: Reference::new(Arc::clone(model)),
        next,
        batch: Batch::default(),
        cycles: 0,
    }
}

fn prompt(tokens: &[u32]) -> Prompt {
    Prompt {
        tokens: tokens.to_vec(),
        sampler: Sampler::greedy(),
    }
}

fn options(tokens: usize, stop_at_end: bool) -> GenerateOptions {
    GenerateOptions {
        tokens,
        stop_at_end,
    }
}

#[test]
fn generation_ends_for_a_reason() {
    let model = model();
    let context = model.config.context;
    let end = model.tokenizer.eos().unwrap();
    let favour = |favourite: u32, length: usize, options: GenerateOptions| {
        let mut executor = rigged(&model, |_, _| favourite);
        let mut prompts = [prompt(&vec![1; length])];
        let on_token = &mut |_, _| ControlFlow::Continue(());
        let generation = generate(&mut executor, &mut prompts, &options, on_token).unwrap();
        let text = generation.texts[0].clone();
        (text.ending, text.tokens, generation.decode.tokens)
    };
    let (ending, tokens, _) = favour(end, 3, options(9, true));
    assert_eq!((ending, tokens), (Ending::EndOfText, vec![]));
    let (ending, tokens, _) = favour(end, 3, options(9, false));
    assert_eq!((ending, tokens), (Ending::Length, vec![end; 9]));
    let (ending, tokens, _) = favour(5, context - 1, options(9, true));
    assert_eq!((ending, tokens), (Ending::Context, vec![5; 2]));
    let (ending, _, decoded) = favour(5, 3, options(0, true));
    assert_eq!((ending, decoded), (Ending::Length, 0));
}

#[test]
fn texts_of_a_batch_end_one_by_one() {
    let model = model();
    let context = model.config.context;
    let end = model.tokenizer.eos().unwrap();
    // The second text ends with its fourth token, the third one is cut by the context.
    let mut executor = rigged(&model, |sequence, position| match (sequence, position) {
        (1, 6) => end,
        _ => 10 * (sequence as u32 + 1) + (position % 10) as u32,
    });
    let mut prompts = [
        prompt(&[1; 3]),
        prompt(&[1; 4]),
        prompt(&vec![1; context - 1]),
    ];
    let mut seen = [const { Vec::new() }; 3];
    let on_token = &mut |text: usize, token| {
        seen[text].push(token);
        ControlFlow::Continue(())
    };
    let generation = generate(&mut executor, &mut prompts, &options(6, true), on_token).unwrap();
    let texts = generation.texts;
    let endings = [0, 1, 2].map(|text| texts[text].ending);
    assert_eq!(
        endings,
        [Ending::Length, Ending::EndOfText, Ending::Context]
    );
    assert_eq!(texts[0].tokens, [12, 13, 14, 15, 16, 17]);
    assert_eq!(texts[1].tokens, [23, 24, 25]);
    let last = [context - 2, context - 1].map(|position| 30 + (position % 10) as u32);
    assert_eq!(texts[2].tokens, last);
    assert_eq!(seen.to_vec(), all_tokens(&texts));
    // All prompts at once; then five, three and one token that something follows.
    assert_eq!(generation.prefill.tokens, 3 + 4 + context - 1);
    assert_eq!(generation.decode.tokens, 5 + 3 + 1);
    // Every sequence is closed: the next one has the first place again.
    assert_eq!(executor.open().unwrap().index(), 0);
    assert_eq!(executor.open().unwrap().index(), 1);
}

/// The tokens of every text.
fn all_tokens(texts: &[Continuation]) -> Vec<Vec<u32>> {
    texts.iter().map(|text| text.tokens.clone()).collect()
}

#[test]
fn generation_stops_at_the_token_after_which_nobody_wants_more() {
    let model = model();
    let mut executor = rigged(&model, |sequence, _| 5 + sequence as u32);
    let mut prompts = [prompt(&[1; 3]), prompt(&[1; 2])];
    let mut seen = Vec::new();
    let on_token = &mut |text, token| {
        seen.push((text, token));
        match seen.len() {
            3 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let stopped = generate(&mut executor, &mut prompts, &options(9, false), on_token).unwrap();
    assert_eq!(seen, [(0, 5), (1, 6), (0, 5)]);
    let texts = stopped.texts;
    assert!(texts.iter().all(|text| text.ending == Ending::Stopped));
    assert_eq!(all_tokens(&texts), [vec![5, 5], vec![6]]);
    // The first tokens were processed to get the second ones.
    assert_eq!(stopped.decode.tokens, 2);
    assert_eq!(executor.open().unwrap().index(), 0, "all are closed");
}

#[test]
fn costs_are_those_of_the_tokens_processed() {
    let model = model();
    let mut executor = rigged(&model, |_, _| 5);
    let mut prompts = [prompt(&[1; 3])];
    let on_token = &mut |_, _| ControlFlow::Continue(());
    let Generation {
        prefill, decode, ..
    } = generate(&mut executor, &mut prompts, &options(5, true), on_token).unwrap();
    // Four products a layer and the head.
    let pass = 10 * (4 * model.config.layers + 1) as u64;
    assert_eq!((prefill.tokens, prefill.cycles), (3, Some(pass)));
    assert_eq!((decode.tokens, decode.cycles), (4, Some(4 * pass)));
    assert_eq!(decode.cycles_per_token(), Some(pass as f64));
    assert!(decode.tokens_per_second().unwrap() > 0.0);
}

#[test]
fn an_empty_prompt_is_an_error_and_leaves_no_sequence_open() {
    let model = model();
    let mut executor = Reference::new(Arc::clone(&model));
    let mut prompts = [prompt(&[1, 2]), prompt(&[])];
    let on_token = &mut |_, _| ControlFlow::Continue(());
    let error = generate(&mut executor, &mut prompts, &options(5, true), on_token).unwrap_err();
    assert_eq!(error.code(), "forward.empty");
    assert_eq!(executor.open().unwrap().index(), 0);
}

/// Four sequences on a device that attends.
fn four(model: &Arc<Model>, budget_bytes: Option<usize>) -> DeviceExecutor<Emulator> {
    let options = KvOptions {
        sequences: 4,
        budget_bytes,
        ..KvOptions::default()
    };
    emulator(model, 4, Keeping::Device(options))
}

fn tokens(first: u32, count: u32) -> Vec<u32> {
    (0..count).map(|i| (first + i * 37) % 1000).collect()
}

#[test]
fn a_text_of_a_batch_is_the_text_of_its_prompt_alone() {
    let model = model();
    let sampler = |seed| Sampler::new(0.9, 40, 0.95, seed).unwrap();
    let prompts = [
        (tokens(3, 5), Sampler::greedy()),
        (tokens(8, 40), sampler(1)),
        (tokens(3, 1), sampler(2)),
        (tokens(3, 5), sampler(3)),
    ];
    let prompts = prompts.map(|(tokens, sampler)| Prompt { tokens, sampler });
    let mut executor = four(&model, None);
    let mut run = |prompts: &[Prompt]| {
        let on_token = &mut |_, _| ControlFlow::Continue(());
        let mut prompts = prompts.to_vec();
        generate(&mut executor, &mut prompts, &options(34, true), on_token).unwrap()
    };
    let together = run(&prompts);
    let lengths = prompts.each_ref().map(|prompt| prompt.tokens.len());
    assert_eq!(together.prefill.tokens, lengths.iter().sum::<usize>());
    for (prompt, text) in prompts.iter().zip(&together.texts) {
        let alone = run(std::slice::from_ref(prompt));
        assert_eq!(alone.texts, std::slice::from_ref(text));
    }
    // In another order as well.
    let mut reversed = prompts.to_vec();
    reversed.reverse();
    let mut texts = run(&reversed).texts;
    texts.reverse();
    assert_eq!(texts, together.texts);
}

#[test]
fn an_error_in_the_middle_closes_every_sequence() {
    let model = model();
    let words = four(&model, None).plan().unwrap().words();
    let full = four(&model, None).plan().unwrap().tokens();
    // About a fifth of the model's context for each.
    let mut executor = four(&model, Some(8 * words / 5));
    let room = executor.plan().unwrap().tokens();
    assert!((32..full).contains(&room));
    let mut prompts = [prompt(&tokens(1, 3)), prompt(&tokens(2, room as u32 - 2))];
    let mut seen = [0, 0];
    let on_token = &mut |text: usize, _| {
        seen[text] += 1;
        ControlFlow::Continue(())
    };
    let error = generate(&mut executor, &mut prompts, &options(9, false), on_token).unwrap_err();
    assert_eq!(error.code(), "attention.full");
    assert_eq!(seen, [3, 3]);
    let open = [(); 4].map(|()| executor.open().unwrap().index());
    assert_eq!(open, [0, 1, 2, 3]);
}

#[test]
fn more_prompts_than_sequences_are_refused() {
    let model = model();
    let mut executor = four(&model, None);
    let mut prompts = vec![prompt(&[1]); 5];
    let on_token = &mut |_, _| ControlFlow::Continue(());
    let error = generate(&mut executor, &mut prompts, &options(2, true), on_token).unwrap_err();
    assert_eq!(error.code(), "sequence.room");
    let whole = generate(
        &mut executor,
        &mut prompts[..4],
        &options(2, true),
        on_token,
    )
    .unwrap();
    assert_eq!(whole.texts.len(), 4);
}
