//! A connection against a model of the board's end, over a line that loses, changes, doubles, inserts and delays bytes.

#![allow(clippy::unwrap_used)]

mod host;
mod port;
mod refusals;
mod system;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::Frame;
use harmonia_contract::{Identity, identity};
use harmonia_device::system::Link;
use harmonia_link::faults::{Damaged, FAULTS, Noise};
use harmonia_link::model::{BYTE, Board, Simulated};
use harmonia_link::{Connection, LinkError, Timing, Wanted};
use host::{Host, begin_frame, header};
use proptest::prelude::*;
use system::{MEMORY, System};

/// A board with such a system that has just been turned on.
fn board() -> Board<System> {
    Board::new(described(), System::new())
}

/// What it says of itself.
fn described() -> Identity {
    Identity {
        version: identity::VERSION,
        fingerprint: fingerprint(),
        configuration: "system".into(),
        token_rows: 4,
        batch: 64,
        vectors: 32_768,
        context: 8192,
        counters: 3,
        clock: 100_000_000,
        memory_words: MEMORY,
        state: 0,
    }
}

/// Short patience: simulated boards answer soon or never.
fn timing() -> Timing {
    Timing {
        answer: std::time::Duration::from_millis(8),
        patience: std::time::Duration::from_millis(400),
        settle: std::time::Duration::from_millis(2000),
        ..Timing::serial(3_000_000)
    }
}

fn connect(line: Simulated<System>, key: u32) -> Result<Connection<Simulated<System>>, LinkError> {
    let wanted = Wanted {
        configuration: Some("system".into()),
        key: Some(key),
    };
    Connection::open(line, timing(), &wanted)
}

#[test]
fn a_line_without_faults_loses_nothing_and_sends_nothing_twice() {
    let mut link = connect(Simulated::new(board(), 1, 0), 1).unwrap();
    let mut host = Host::new(1);
    for _ in 0..300 {
        host.exchange(&mut link).unwrap();
    }
    link.finish().unwrap();
    let counters = *link.counters();
    assert_eq!((counters.resent, counters.refused), (0, 0), "{counters:?}");
    assert_eq!(link.line_mut().board.system.memory, host.memory);
}

/// Exchanges over a bad line until so many faults have been met; says how the connection's counters stand.
fn through_faults(seed: u64, rate: u64, faults: u64) -> [u64; FAULTS.len()] {
    let mut link = connect(Simulated::new(board(), seed, rate), seed as u32).unwrap();
    let mut host = Host::new(seed);
    while link.line_mut().faults().iter().sum::<u64>() < faults {
        host.exchange(&mut link)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
    link.finish().unwrap();
    assert_eq!(
        link.line_mut().board.system.memory,
        host.memory,
        "seed {seed}"
    );
    let (counters, faults) = (*link.counters(), link.line_mut().faults());
    println!("{counters:?}\n{FAULTS:?} {faults:?}");
    faults
}

#[test]
fn ten_thousand_faults_at_the_rates_of_good_and_bad_cables_change_no_word() {
    let mut total = [0; FAULTS.len()];
    for (seed, rate, faults) in [(1, 6, 300), (2, 65, 2700), (3, 655, 8000)] {
        let met = through_faults(seed, rate, faults);
        total
            .iter_mut()
            .zip(met)
            .for_each(|(total, met)| *total += met);
    }
    assert!(total.iter().sum::<u64>() >= 10_000);
    assert!(total.iter().all(|&kind| kind > 1_500), "{total:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_word_arrives_once_and_in_order_whatever_the_rate_of_faults(seed: u64, rate in 0u64..900) {
        through_faults(seed, rate, rate.min(60));
    }
}

#[test]
fn hosts_that_are_killed_and_come_back_find_a_board_at_rest() {
    let mut line = Simulated::new(board(), 5, 20);
    let mut noise = Noise(77);
    for kill in 0..150 {
        line.board.system.pass = noise.below(20_000);
        let mut link = connect(line, 1000 + kill).unwrap();
        // The board holds what was written of the last host's words, and zeros or those before where they were cut.
        let mut host = Host::new(u64::from(kill));
        link.send(&[header(Frame::Read, 0, MEMORY)]).unwrap();
        link.receive(&mut host.memory).unwrap();
        for _ in 0..noise.below(6) {
            host.exchange(&mut link).unwrap();
        }
        // It dies with a frame half sent, or while an answer is on its way.
        begin_frame(&mut link, &mut noise, 900);
        line = link.into_line();
        let kept = noise.below(3000);
        line.kill_host(kept as usize);
        for _ in 0..noise.below(3000) {
            line.step();
        }
    }
}

#[test]
fn a_board_that_is_reset_is_an_error_and_can_be_used_again() {
    let mut noise = Noise(99);
    let mut line = Simulated::new(board(), 6, 20);
    for reset in 0..60 {
        let mut link = connect(line, 2000 + reset).unwrap();
        let mut host = Host::new(u64::from(reset));
        link.send(&[header(Frame::Read, 0, MEMORY)]).unwrap();
        link.receive(&mut host.memory).unwrap();
        for _ in 0..noise.below(4) {
            host.exchange(&mut link).unwrap();
        }
        // In the middle of a window, with an answer on its way.
        link.send(&[header(Frame::Read, 0, 300), header(Frame::Write, 0, 600)])
            .unwrap();
        link.send(&[1; 600]).unwrap();
        for _ in 0..noise.below(10_000) {
            link.line_mut().step();
        }
        link.line_mut().board = board();
        let mut words = [0; 300];
        let error = match link.receive(&mut words) {
            Err(error) => error,
            Ok(()) => {
                assert_eq!(words, host.memory[..300]);
                (0..40)
                    .find_map(|_| host.exchange(&mut link).err())
                    .unwrap()
            }
        };
        assert_eq!(error.code(), "link.reset", "{error}");
        let again = link.send(&[0]).unwrap_err();
        assert_eq!(again.code(), "link.failed");
        line = link.into_line();
    }
}

#[test]
fn a_line_that_damages_one_byte_in_a_hundred_changes_no_word() {
    let line = Simulated::new(board(), 5, 0);
    let line: Box<dyn harmonia_link::Line> = Box::new(Damaged::new(line, 0.01, 5, BYTE));
    let wanted = Wanted {
        key: Some(5),
        ..Wanted::default()
    };
    let mut link = Connection::open(line, timing(), &wanted).unwrap();
    let mut host = Host::new(5);
    for _ in 0..100 {
        host.exchange(&mut link).unwrap();
    }
    link.finish().unwrap();
    let counters = link.counters();
    assert!(
        counters.refused > 10 && counters.resent > 10,
        "{counters:?}"
    );
    assert!(link.describe().contains("1.00 % of bytes damaged"));
}
