//! Frames: a machine behind a link whose other end is an emulated one.

use std::collections::VecDeque;

use harmonia_contract::Register;
use harmonia_contract::attention::{BASE, REGISTER};
use harmonia_contract::frame::{
    ADDRESS, AT, CACHE as CACHE_BOUND, CAPACITY, CODE, COUNT, DATA as DATA_BOUND, LAST, OPCODE,
    REASON, REGION_WORDS, TABLE as TABLE_AT, TOKENS,
};
use harmonia_device::TransportError;
use harmonia_device::system::{EmulatedMachine, Link, Machine, MachineError, Pass, WiredMachine};

use crate::bench::*;

/// Takes frames apart, and answers as hardware does.
pub struct Peer {
    machine: EmulatedMachine,
    waiting: VecDeque<u64>,
    answers: VecDeque<u64>,
    registers: Vec<u64>,
    /// What a RUN is answered with in place of what is true.
    lie: Option<u64>,
    broken: bool,
}

pub fn peer() -> WiredMachine<Peer> {
    let peer = Peer {
        machine: EmulatedMachine::new(limits()),
        waiting: VecDeque::new(),
        answers: VecDeque::new(),
        registers: Vec::new(),
        lie: None,
        broken: false,
    };
    WiredMachine::new(peer, limits(), 3)
}

impl Peer {
    /// One frame, if it is whole.
    fn frame(&mut self) -> bool {
        let Some(&header) = self.waiting.front() else {
            return false;
        };
        let (address, count) = (ADDRESS.of(header), COUNT.of(header));
        let follow = match OPCODE.of(header) {
            1 => count,
            3 | 4 => 1,
            5 => 2,
            _ => 0,
        };
        if self.waiting.len() <= follow {
            return false;
        }
        let words: Vec<u64> = self.waiting.drain(..=follow).skip(1).collect();
        match OPCODE.of(header) {
            1 => self.machine.write(address, &words).unwrap(),
            2 => {
                let mut read = vec![0; count];
                self.machine.read(address, &mut read).unwrap();
                self.answers.extend(read);
            }
            3 => {
                let (table, tokens) = (TABLE_AT.of(words[0]), TOKENS.of(words[0]));
                let ended = self.machine.run(Pass {
                    program: address,
                    table,
                    tokens,
                });
                let answer = |code: u64, reason: u64, at: usize| {
                    code << CODE.low | reason << REASON.low | (at as u64) << AT.low
                };
                let word = match ended {
                    Ok(_) => 0,
                    Err(MachineError::Flagged { flags, address, .. }) => {
                        let reason = u64::from(flags.overflow) | u64::from(flags.invalid) << 1;
                        answer(1, reason, address)
                    }
                    Err(MachineError::Refused {
                        refusal, address, ..
                    }) => answer(2, refusal as u64, address),
                    Err(error) => panic!("the driver has let this pass: {error}"),
                };
                self.answers.extend([self.lie.unwrap_or(word), 1234]);
            }
            4 => self.registers.push(words[0]),
            5 => {
                let bounds = [DATA_BOUND.of(words[0]), CACHE_BOUND.of(words[0])];
                assert_eq!(bounds, [DATA, CACHE]);
                let layout = regions();
                let of = [REGION_WORDS, CAPACITY, LAST].map(|field| field.of(words[1]));
                assert_eq!(of, [layout.words(), layout.tokens(), MEMORY - 1]);
                for (word, &register) in self.registers.drain(..).zip(Register::ALL) {
                    assert_eq!((word & 15, REGISTER.of(word)), (4, register.number()));
                    assert_eq!(BASE.of(word), layout.register(register));
                }
                self.machine.configure(&setup()).unwrap();
            }
            6 => self.answers.extend([1, 2, 3]),
            opcode => panic!("frame {opcode}"),
        }
        true
    }
}

impl Link for Peer {
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        if self.broken {
            return Err(TransportError::new("link.lost", "the cable is out"));
        }
        self.waiting.extend(words);
        while self.frame() {}
        Ok(())
    }

    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError> {
        for word in words {
            *word = self
                .answers
                .pop_front()
                .expect("no more is waited for than comes");
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
