//! What a cache has room for: budgets, sequences, devices.

use super::*;

#[test]
fn a_budget_ends_a_sequence_before_the_token_that_does_not_fit() {
    let model = model();
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, 32, 32).unwrap();
    let regions = model.config.layers * KV_HEADS;
    let bytes = |tokens| regions * 8 * Region::new(&shape, tokens).words();
    let plan = |budget| {
        let options = KvOptions {
            budget_bytes: Some(budget),
            ..KvOptions::default()
        };
        KvPlan::new(&model, options, Emulator::ATTENTION)
    };
    for groups in [1, 2, 5, 9] {
        let fits = bytes(groups * GROUP);
        assert_eq!(plan(fits).unwrap().tokens(), groups * GROUP);
        assert_eq!(
            plan(bytes((groups + 1) * GROUP) - 1).unwrap().tokens(),
            groups * GROUP
        );
        assert_eq!(plan(fits).unwrap().bytes_at(groups * GROUP), fits);
    }
    assert_eq!(plan(1 << 30).unwrap().tokens(), model.config.context);
    let none = plan(bytes(GROUP) - 1).unwrap_err();
    assert!(matches!(none, AttentionError::NoRoom { needed, .. } if needed == bytes(GROUP)));

    let budget = bytes(64);
    let options = KvOptions {
        budget_bytes: Some(budget),
        ..KvOptions::default()
    };
    let tokens = tokens(70);
    let expected = {
        let roomy = executor(&model, 4, KvOptions::default());
        logits(roomy, &tokens[..64], 64)
    };
    let mut session = Session::new(executor(&model, 4, options)).unwrap();
    let refused = |result: Result<Vec<f32>, ExecutorError>| match result {
        Err(ExecutorError::Attention(AttentionError::Full {
            tokens,
            room: 64,
            bound: Bound::Budget(bytes),
            ..
        })) if bytes == budget => tokens,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(session.forward(&tokens, Logits::Last)), 70);
    // Nothing was stored, and all that fits gives the right bits.
    let logits = session.forward(&tokens[..64], Logits::All).unwrap();
    assert!(bits(&logits) == expected);
    assert_eq!(refused(session.forward(&tokens[64..65], Logits::Last)), 65);
    assert_eq!(session.position(), 64);
}

#[test]
fn a_device_bounds_the_sequence_too() {
    let model = model();
    let plan = |memory_words, context| {
        let limits = AttentionLimits {
            memory_words,
            context,
        };
        KvPlan::new(&model, KvOptions::default(), limits)
    };
    assert_eq!(plan(1 << 24, 100).unwrap().tokens(), 100);
    let words = plan(1 << 24, 96).unwrap().words();
    assert_eq!(plan(words, 512).unwrap().tokens(), 96);
    assert_eq!(plan(words - 1, 512).unwrap().tokens(), 64);
    assert_eq!(plan(10, 512).unwrap_err().code(), "attention.no_room");
    let options = KvOptions {
        sequences: usize::MAX,
        ..KvOptions::default()
    };
    let limits = AttentionLimits {
        memory_words: 1 << 24,
        context: 512,
    };
    let error = KvPlan::new(&model, options, limits).unwrap_err();
    assert_eq!(error.code(), "attention.no_room");
}

#[test]
fn sequences_share_the_memory_evenly() {
    let model = model();
    let plan = |sequences, budget_bytes| {
        let options = KvOptions {
            sequences,
            budget_bytes,
            ..KvOptions::default()
        };
        KvPlan::new(&model, options, Emulator::ATTENTION)
    };
    let one = plan(1, None).unwrap();
    for sequences in [2, 5] {
        let several = plan(sequences, None).unwrap();
        assert_eq!(several.tokens(), one.tokens());
        assert_eq!(several.words(), sequences * one.words());
        // What a sequence of a budget's share has alone.
        let share = 8 * one.words() / 4;
        let alone = plan(1, Some(share)).unwrap();
        let shared = plan(sequences, Some(sequences * share)).unwrap();
        assert_eq!(shared.tokens(), alone.tokens());
        assert!(shared.tokens() < one.tokens());
    }
    let first_group = plan(1, Some(0)).unwrap_err();
    let AttentionError::NoRoom { needed, .. } = first_group else {
        panic!("{first_group}");
    };
    assert!(plan(3, Some(3 * needed)).is_ok());
    let error = plan(3, Some(3 * needed - 1)).unwrap_err();
    assert!(
        matches!(error, AttentionError::NoRoom { needed: n, .. } if n == 3 * needed),
        "{error}"
    );
}

#[test]
fn there_are_as_many_sequences_as_the_plan_has_room_for() {
    let model = model();
    let options = KvOptions {
        sequences: 3,
        ..KvOptions::default()
    };
    let mut executor = executor(&model, 4, options);
    let open = [(); 3].map(|()| executor.open().unwrap());
    let error = executor.open().unwrap_err();
    assert_eq!(error.code(), "sequence.room");
    executor.close(open[1]).unwrap();
    assert_eq!(executor.open().unwrap(), open[1], "the place that is free");
    assert_eq!(executor.open().unwrap_err().code(), "sequence.room");
}
