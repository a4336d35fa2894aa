//! Keys, values and queries.

use half::f16;
use harmonia_numerics::kv::{KvFormat, KvShape, Region};

use super::refusal;
use crate::rules::Checker;
use crate::{AttentionLimits, Command, Limits, Step};

const SIZE: usize = 32;
const LIMITS: AttentionLimits = AttentionLimits {
    memory_words: 4000,
    context: 96,
};
const ONES: [f16; 2 * SIZE] = [f16::ONE; 2 * SIZE];

fn layout(tokens: usize) -> Region {
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, 32, 32).unwrap();
    Region::new(&shape, tokens)
}

fn write(region: usize) -> Command<'static> {
    let offsets = &ONES[..SIZE];
    Command::Write { region, offsets }
}

fn store(region: usize, position: usize) -> Command<'static> {
    Command::Store {
        region,
        position,
        key: &ONES[..SIZE],
        value: &ONES[..SIZE],
    }
}

fn attend(position: usize, heads: usize) -> Command<'static> {
    Command::Attend {
        region: 0,
        position,
        distance: 0,
        step: Step::Whole,
        heads,
        queries: &ONES[..heads * SIZE],
    }
}

const COMMIT: Command<'static> = Command::Commit { region: 0, page: 0 };

/// The code of the rule that a command breaks.
fn check(checker: &mut Checker<()>, command: &Command<'_>) -> Result<(), &'static str> {
    let commands = std::slice::from_ref(command);
    if checker.check(commands).is_ok() {
        return Ok(());
    }
    Err(refusal(checker, commands).1)
}

/// A device of two token rows.
fn device(attention: Option<AttentionLimits>) -> Checker<()> {
    Checker::new(Limits::new(2, attention))
}

/// Region 0 with as many tokens stored.
fn stored(tokens: usize) -> Checker<()> {
    let mut checker = device(Some(LIMITS));
    check(&mut checker, &Command::Configure(layout(96))).unwrap();
    check(&mut checker, &write(0)).unwrap();
    for position in 0..tokens {
        check(&mut checker, &store(0, position)).unwrap();
    }
    checker
}

#[test]
fn a_device_needs_attention_a_layout_and_offsets() {
    let configure = Command::Configure(layout(96));
    let mut without = device(None);
    assert_eq!(check(&mut without, &configure), Err("command.no_attention"));
    let mut checker = device(Some(LIMITS));
    assert_eq!(
        check(&mut checker, &write(0)),
        Err("command.not_configured")
    );
    let long = Command::Configure(layout(97));
    assert_eq!(check(&mut checker, &long), Err("command.context"));
    assert_eq!(check(&mut checker, &configure), Ok(()));
    assert_eq!(check(&mut checker, &store(0, 0)), Err("command.no_offsets"));
    assert_eq!(check(&mut checker, &write(0)), Ok(()));
    assert_eq!(check(&mut checker, &store(0, 0)), Ok(()));
    // A new layout forgets what was stored.
    assert_eq!(check(&mut checker, &configure), Ok(()));
    assert_eq!(check(&mut checker, &store(0, 0)), Err("command.no_offsets"));
}

#[test]
fn regions_lie_apart_and_in_memory() {
    let words = layout(96).words();
    let mut checker = stored(0);
    assert_eq!(
        check(&mut checker, &write(words - 1)),
        Err("command.overlap")
    );
    assert_eq!(check(&mut checker, &write(words)), Ok(()));
    assert_eq!(check(&mut checker, &write(1)), Err("command.overlap"));
    assert_eq!(check(&mut checker, &write(0)), Ok(()));
    let last = LIMITS.memory_words - words;
    assert_eq!(check(&mut checker, &write(last + 1)), Err("command.region"));
    assert_eq!(
        check(&mut checker, &write(usize::MAX)),
        Err("command.region")
    );
}

#[test]
fn tokens_come_in_order() {
    let mut checker = stored(3);
    assert_eq!(check(&mut checker, &store(0, 4)), Err("command.position"));
    assert_eq!(check(&mut checker, &store(0, 1)), Ok(()));
    assert_eq!(check(&mut checker, &attend(2, 2)), Ok(()));
    assert_eq!(check(&mut checker, &attend(3, 1)), Err("command.query"));
    assert_eq!(check(&mut checker, &attend(2, 0)), Err("command.heads"));
    let many = Command::Attend {
        region: 0,
        position: 2,
        distance: 0,
        step: Step::Whole,
        heads: 3,
        queries: &ONES,
    };
    assert_eq!(check(&mut checker, &many), Err("command.heads"));
    assert_eq!(check(&mut checker, &COMMIT), Err("command.page"));

    let mut checker = stored(32);
    assert_eq!(check(&mut checker, &store(0, 32)), Err("command.position"));
    assert_eq!(check(&mut checker, &attend(31, 1)), Ok(()));
    assert_eq!(check(&mut checker, &COMMIT), Ok(()));
    assert_eq!(check(&mut checker, &COMMIT), Err("command.page"));
    assert_eq!(check(&mut checker, &attend(31, 1)), Err("command.query"));
    assert_eq!(check(&mut checker, &store(0, 5)), Err("command.position"));
    assert_eq!(check(&mut checker, &store(0, 32)), Ok(()));
    // Position 0 begins anew.
    assert_eq!(check(&mut checker, &store(0, 0)), Ok(()));
    assert_eq!(check(&mut checker, &store(0, 2)), Err("command.position"));
}

#[test]
fn a_distant_query_stands_behind_whole_pages() {
    let mut checker = stored(32);
    let ask = |position, distance, step, heads: usize| Command::Attend {
        region: 0,
        position,
        distance,
        step,
        heads,
        queries: &ONES[..heads * SIZE],
    };
    let far = ask(31, 1, Step::Whole, 1);
    assert_eq!(check(&mut checker, &far), Err("command.distant_query"));
    assert_eq!(check(&mut checker, &COMMIT), Ok(()));
    for step in [
        Step::Whole,
        Step::Maximum,
        Step::Sums { maxima: &[-65_536] },
    ] {
        for distance in [1, 16_383] {
            assert_eq!(check(&mut checker, &ask(31, distance, step, 1)), Ok(()));
        }
    }
    let further = ask(31, 16_384, Step::Whole, 1);
    assert_eq!(check(&mut checker, &further), Err("command.distance"));
    let earlier = ask(30, 1, Step::Whole, 1);
    assert_eq!(check(&mut checker, &earlier), Err("command.distant_query"));
    let sums = |heads, maxima| ask(31, 2, Step::Sums { maxima }, heads);
    assert_eq!(check(&mut checker, &sums(2, &[1, 2])), Ok(()));
    assert_eq!(check(&mut checker, &sums(2, &[1])), Err("command.maxima"));
    for beyond in &[[0, 65_536], [0, -65_537]] {
        let command = sums(2, beyond);
        assert_eq!(check(&mut checker, &command), Err("command.maximum"));
    }
    // The page behind is under way: nothing is distant any more.
    assert_eq!(check(&mut checker, &store(0, 32)), Ok(()));
    assert_eq!(check(&mut checker, &far), Err("command.distant_query"));
}

#[test]
fn a_region_ends() {
    let mut checker = stored(32);
    for page in 0..2 {
        assert_eq!(
            check(&mut checker, &Command::Commit { region: 0, page }),
            Ok(())
        );
        for token in 0..32 {
            assert_eq!(
                check(&mut checker, &store(0, 32 * page + 32 + token)),
                Ok(())
            );
        }
    }
    let third = Command::Commit { region: 0, page: 2 };
    assert_eq!(check(&mut checker, &third), Err("command.page"));
    assert_eq!(check(&mut checker, &store(0, 96)), Err("command.position"));
}

#[test]
fn values_are_counted_and_finite() {
    let mut checker = stored(1);
    let mut infinite = [f16::ZERO; SIZE];
    infinite[7] = f16::INFINITY;
    let bad = |key, value| Command::Store {
        region: 0,
        position: 1,
        key,
        value,
    };
    let good = &ONES[..SIZE];
    for (key, value, code) in [
        (&ONES[..31], good, "command.values"),
        (good, &ONES[..33], "command.values"),
        (&infinite[..], good, "command.not_finite"),
        (good, &infinite[..], "command.not_finite"),
    ] {
        assert_eq!(check(&mut checker, &bad(key, value)), Err(code));
    }
    let offsets = &infinite[..];
    let write = Command::Write { region: 0, offsets };
    assert_eq!(check(&mut checker, &write), Err("command.not_finite"));
}
