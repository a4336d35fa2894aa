//! Frames: a machine behind a link whose other end is an emulated one.

use harmonia_contract::check;
use harmonia_contract::frame::{COUNTERS, Frame, OPCODE};
use harmonia_device::TransportError;
use harmonia_device::system::{EmulatedMachine, Link, Machine, Pass, Peer, Stretch, WiredMachine};

use crate::bench::*;

/// An emulated machine at the other end of a link, and what is wrong with it.
pub struct Faulty {
    peer: Peer,
    /// The last frame's opcode.
    asked: usize,
    /// What a RUN is answered with in place of what is true.
    lie: Option<u64>,
    broken: bool,
}

const COUNTED: [u64; 3] = [1, 2, 3];

fn peer() -> WiredMachine<Faulty> {
    let link = Faulty {
        peer: Peer::new(EmulatedMachine::new(limits()), setup()),
        asked: 0,
        lie: None,
        broken: false,
    };
    WiredMachine::new(link, limits(), COUNTED.len())
}

impl Link for Faulty {
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        if self.broken {
            return Err(TransportError::new("link.lost", "the cable is out"));
        }
        self.asked = OPCODE.of(words[0]);
        self.peer.send(words)
    }

    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError> {
        if self.asked == Frame::Counters as usize {
            self.peer.receive(&mut [0; COUNTERS.len()])?;
            words.copy_from_slice(&COUNTED);
            return Ok(());
        }
        self.peer.receive(words)?;
        if self.asked == Frame::Run as usize {
            words[1] = 1234;
        }
        if let Some(lie) = self.lie {
            words[0] = lie;
        }
        Ok(())
    }

    fn cycles(&self) -> Option<u64> {
        Some(77)
    }

    fn describe(&self) -> String {
        "peer".into()
    }
}

#[test]
fn passes_run_behind_a_link_and_say_what_they_took() {
    let mut bench = Bench::with(peer());
    let (vectors, outcome) = bench.vectors("ADD length=4 A=0 D=8", 1, &[1.0; 16]);
    assert_eq!(outcome.unwrap().cycles, Some(1234));
    assert_eq!(vectors[8..12], [2.0; 4]);
    assert_eq!(bench.machine.counters().unwrap(), [1, 2, 3]);
    assert_eq!(
        (bench.machine.cycles(), bench.machine.describe().as_str()),
        (Some(77), "peer")
    );
    // A program that is written over is looked at anew.
    assert_eq!(
        bench.run("NEXT", &[[0; 2]]).unwrap_err().code(),
        "machine.refused.no_loop"
    );
    bench.run("COPY length=1", &[[0; 2]]).unwrap();
    assert_eq!(
        bench
            .run("COPY length=2 D=1", &[[0; 2]])
            .unwrap_err()
            .code(),
        "machine.overlap"
    );
    let beyond = bench.machine.run(Pass {
        program: 0,
        table: 0,
        tokens: 256,
    });
    assert_eq!(beyond.unwrap_err().code(), "machine.beyond");
}

#[test]
fn after_a_failure_nothing_more_is_sent() {
    let mut bench = Bench::with(peer());
    bench.machine.link_mut().broken = true;
    assert_eq!(
        bench.machine.write(0, &[1]).unwrap_err().code(),
        "link.lost"
    );
    bench.machine.link_mut().broken = false;
    let errors = [
        bench.machine.write(0, &[1]).unwrap_err(),
        bench.machine.read(0, &mut [0]).unwrap_err(),
        bench.machine.configure(&setup()).unwrap_err(),
        bench
            .machine
            .run(Pass {
                program: 0,
                table: 0,
                tokens: 1,
            })
            .unwrap_err(),
        bench.machine.counters().unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code(), "machine.lost");
        assert!(error.to_string().contains("the cable is out"), "{error}");
    }
}

#[test]
fn an_answer_that_means_nothing_is_a_failure() {
    for lie in [3, 2, 2 | 11 << 8] {
        let mut bench = Bench::with(peer());
        bench.machine.link_mut().lie = Some(lie);
        assert_eq!(
            bench.run("", &[[0; 2]]).unwrap_err().code(),
            "machine.answer"
        );
        assert_eq!(
            bench.machine.write(0, &[1]).unwrap_err().code(),
            "machine.lost"
        );
    }
}

#[test]
fn checks_are_of_words_where_they_are_and_begin_within_memory() {
    let mut wired = WiredMachine::new(
        Peer::new(EmulatedMachine::new(limits()), setup()),
        limits(),
        COUNTERS.len(),
    );
    let words: Vec<u64> = (1..200)
        .map(|at: u64| at.wrapping_mul(0x9e37_79b9))
        .collect();
    wired.write(100, &words).unwrap();
    let apart = Stretch {
        address: 110,
        words: 3,
        stride: 50,
        runs: 3,
    };
    let none = Stretch { runs: 0, ..apart };
    let checks = wired.check(&[(100..299).into(), apart, none]).unwrap();
    let three: Vec<u64> = [10, 60, 110].map(|at| words[at..at + 3].to_vec()).concat();
    let expected = [&words[..], &three, &[]].map(|words| check::of(check::INITIAL, words));
    assert_eq!(checks, expected);
    let end = limits().memory_words;
    let beyond = [
        (end - 1..end + 1).into(),
        Stretch {
            stride: end,
            ..apart
        },
    ];
    for stretch in beyond {
        let error = wired.check(&[stretch]).unwrap_err();
        assert_eq!(error.code(), "machine.out_of_memory");
    }
    let error = wired
        .check(&[Stretch {
            runs: 1 << 16,
            ..apart
        }])
        .unwrap_err();
    assert_eq!(error.code(), "machine.beyond");
}
