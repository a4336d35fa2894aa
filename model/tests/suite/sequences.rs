//! Sequences of one executor: what is refused changes nothing, and who wants logits gets them.

use std::sync::Arc;

use crate::executors::{bits, session, tokens, two_layers};
use harmonia_model::{
    Batch, BatchError, Coded, Executor, Logits, Reference, Run, Sequences, Session,
};

/// What cannot be processed is refused with its code, and the sequences go on as if nothing had been asked.
#[test]
fn a_refused_batch_changes_nothing() {
    let model = two_layers();
    let tokens = tokens(6);
    let mut executor = Reference::new(Arc::clone(&model));
    let [a, b, closed] = [(); 3].map(|()| executor.open().unwrap());
    executor.close(closed).unwrap();
    let run = |sequence, first, tokens: &[u32]| Run {
        sequence,
        first,
        tokens: tokens.to_vec(),
        logits: Logits::Last,
    };
    executor.run(Batch::of(run(a, 0, &tokens[..4]))).unwrap();

    let good = || run(b, 0, &[1]);
    let refused = [
        (
            vec![],
            "forward.empty: there are no tokens to process; \
             start a sequence with the vocabulary's BOS token",
        ),
        (
            vec![good(), run(a, 4, &[])],
            "forward.empty: there are no tokens to process; \
             start a sequence with the vocabulary's BOS token",
        ),
        (
            vec![good(), run(a, 4, &[1, 259])],
            "forward.token: token 259 is not in the vocabulary of 259",
        ),
        (
            vec![good(), run(a, 4, &[1; 61])],
            "forward.context: the sequence would have 65 tokens, the model's context has room for 64; \
             shorten the prompt or generate fewer tokens",
        ),
        (
            vec![good(), run(closed, 0, &[1])],
            "sequence.unknown: there is no sequence #2: it was never opened, or has been closed",
        ),
        (
            vec![good(), run(a, 3, &[1])],
            "sequence.position: sequence #0 has 4 tokens, its run begins at 3: truncate first",
        ),
        (
            vec![good(), run(a, 5, &[1])],
            "sequence.position: sequence #0 has 4 tokens, its run begins at 5: truncate first",
        ),
        (
            vec![good(), run(a, 4, &[1]), run(a, 4, &[2])],
            "sequence.twice: two runs of a batch continue sequence #0: join them",
        ),
    ];
    for (runs, expected) in refused {
        let error = executor.run(Batch { runs }).unwrap_err();
        assert_eq!(format!("{}: {error}", error.code()), expected);
    }
    for error in [executor.truncate(closed, 0), executor.close(closed)] {
        assert_eq!(error, Err(BatchError::Unknown { sequence: closed }));
    }

    let both = vec![run(a, 4, &tokens[4..]), run(b, 0, &tokens)];
    let logits = executor.run(Batch { runs: both }).unwrap();
    let alone = session(&model).forward(&tokens, Logits::Last).unwrap();
    assert_eq!(bits(&logits), bits(&alone).repeat(2));
}

#[test]
fn a_sequence_fills_the_context_and_no_more() {
    let mut session = session(&two_layers());
    session.forward(&[1; 64], Logits::None).unwrap();
    let error = session.forward(&[1], Logits::Last).unwrap_err();
    let context = 64;
    let tokens = 65;
    assert_eq!(error, BatchError::Context { tokens, context });
}

#[test]
fn sequences_that_there_is_no_room_for_are_refused() {
    let mut sequences = Sequences::new(2);
    let [first, second] = [(); 2].map(|()| sequences.open().unwrap());
    let error = sequences.open().unwrap_err();
    assert_eq!(
        format!("{}: {error}", error.code()),
        "sequence.room: there is room for 2 sequences at a time, and all are open: close one"
    );
    assert_eq!([first, second].map(|s| sequences.length(s)), [Ok(0), Ok(0)]);
    sequences.close(first).unwrap();
    assert_eq!(
        sequences.length(first),
        Err(BatchError::Unknown { sequence: first })
    );
    // The lowest place that is free.
    assert_eq!(sequences.open(), Ok(first));
}

#[test]
fn a_dropped_session_gives_its_sequence_back() {
    let model = two_layers();
    let tokens = tokens(5);
    let mut executor = Reference::new(Arc::clone(&model));
    let mut dropped = Session::new(&mut executor).unwrap();
    let place = dropped.sequence();
    let first = dropped.forward(&tokens, Logits::Last).unwrap();
    drop(dropped);
    assert_eq!(
        executor.close(place),
        Err(BatchError::Unknown { sequence: place })
    );
    let mut next = Session::new(&mut executor).unwrap();
    assert_eq!((next.sequence(), next.position()), (place, 0));
    assert_eq!(
        bits(&next.forward(&tokens, Logits::Last).unwrap()),
        bits(&first)
    );
}

#[test]
fn logits_come_for_those_who_want_them() {
    let model = two_layers();
    let tokens = tokens(5);
    let mut executor = Reference::new(Arc::clone(&model));
    let sequences = [(); 3].map(|()| executor.open().unwrap());
    let mut batch = |first: usize, tokens: &[u32], logits: [Logits; 3]| {
        let runs = sequences
            .into_iter()
            .zip(logits)
            .map(|(sequence, logits)| Run {
                sequence,
                first,
                tokens: tokens.to_vec(),
                logits,
            });
        let runs = runs.collect();
        executor.run(Batch { runs }).unwrap()
    };
    let none = batch(0, &tokens[..2], [Logits::None; 3]);
    assert!(none.is_empty());
    let mixed = batch(2, &tokens[2..], [Logits::None, Logits::All, Logits::Last]);
    let whole = bits(&session(&model).forward(&tokens, Logits::All).unwrap());
    let vocabulary = model.config.vocabulary;
    let expected = [&whole[2 * vocabulary..], &whole[4 * vocabulary..]].concat();
    assert_eq!(bits(&mixed), expected);
    let nothing = session(&model).forward(&tokens, Logits::None).unwrap();
    assert!(nothing.is_empty());
}
