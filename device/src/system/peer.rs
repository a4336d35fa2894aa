//! The other end of a link, in software: takes frames apart and answers as hardware does.

use std::collections::VecDeque;

use harmonia_contract::Field;
use harmonia_contract::Register;
use harmonia_contract::attention::{self, BASE, REGISTER};
use harmonia_contract::frame::{
    ADDRESS, AT, CACHE, CAPACITY, CODE, COUNT, COUNTERS, DATA, Frame, LAST, OPCODE, REASON,
    REGION_WORDS, RUNS, STRIDE, TABLE, TOKENS,
};
use thiserror::Error;

use super::{EmulatedMachine, Link, Machine, MachineError, Pass, Setup, Stretch};
use crate::TransportError;

/// Cycles that every pass is said to have taken: there is no clock.
const CYCLES: u64 = 0;

/// An emulated machine that is reached by frames alone.
///
/// It is told by itself how it is set up, because registers do not say everything that a layout does; frames that
/// set up something else are a failure of the link.
pub struct Peer {
    machine: EmulatedMachine,
    setup: Setup,
    waiting: VecDeque<u64>,
    answers: VecDeque<u64>,
    registers: Vec<u64>,
}

/// Frames that mean nothing, or not what they should.
#[derive(Debug, Error)]
enum Odd {
    #[error("a frame of opcode {0}, which there is none of")]
    Opcode(usize),
    #[error("{field} is set to {found}, not to {expected}")]
    Setup {
        field: &'static str,
        found: usize,
        expected: usize,
    },
    #[error("{0} registers of the attention unit are set, not each of them once")]
    Registers(usize),
    #[error("the driver has let this pass: {0}")]
    Let(MachineError),
    #[error("{0} words are waited for, {1} come")]
    Waits(usize, usize),
}

impl From<Odd> for TransportError {
    fn from(odd: Odd) -> Self {
        TransportError::new("peer.frame", odd)
    }
}

fn set(field: &'static str, found: usize, expected: usize) -> Result<(), Odd> {
    if found == expected {
        return Ok(());
    }
    Err(Odd::Setup {
        field,
        found,
        expected,
    })
}

impl Peer {
    /// A machine that expects to be set up so.
    pub fn new(machine: EmulatedMachine, setup: Setup) -> Self {
        Peer {
            machine,
            setup,
            waiting: VecDeque::new(),
            answers: VecDeque::new(),
            registers: Vec::new(),
        }
    }

    /// The machine, to look at and to damage.
    pub fn machine_mut(&mut self) -> &mut EmulatedMachine {
        &mut self.machine
    }

    /// The machine, when its host is gone.
    pub fn into_machine(self) -> EmulatedMachine {
        self.machine
    }

    /// Every frame is whole and answered, and every answer taken.
    pub fn rests(&self) -> bool {
        self.waiting.is_empty() && self.answers.is_empty()
    }

    /// The next word of an answer.
    pub fn answer(&mut self) -> Option<u64> {
        self.answers.pop_front()
    }

    /// The next frame, if it is whole.
    fn frame(&mut self) -> Result<bool, Odd> {
        let Some(&header) = self.waiting.front() else {
            return Ok(false);
        };
        let (opcode, count) = (OPCODE.of(header), COUNT.of(header));
        let kind = Frame::ALL.into_iter().find(|kind| *kind as usize == opcode);
        let kind = kind.ok_or(Odd::Opcode(opcode))?;
        let follow = match kind {
            Frame::Write => count,
            Frame::Run | Frame::Configure | Frame::Check => 1,
            Frame::Bounds => 2,
            Frame::Read | Frame::Counters => 0,
        };
        if self.waiting.len() <= follow {
            return Ok(false);
        }
        let words: Vec<u64> = self.waiting.drain(..=follow).skip(1).collect();
        self.whole(kind, ADDRESS.of(header), count, &words)?;
        Ok(true)
    }

    fn whole(
        &mut self,
        kind: Frame,
        address: usize,
        count: usize,
        words: &[u64],
    ) -> Result<(), Odd> {
        match kind {
            Frame::Write => self.machine.write(address, words).map_err(Odd::Let)?,
            Frame::Read => {
                let mut read = vec![0; count];
                self.machine.read(address, &mut read).map_err(Odd::Let)?;
                self.answers.extend(read);
            }
            Frame::Run => {
                let pass = Pass {
                    program: address,
                    table: TABLE.of(words[0]),
                    tokens: TOKENS.of(words[0]),
                };
                let word = answer(self.machine.run(pass))?;
                self.answers.extend([word, CYCLES]);
            }
            Frame::Configure => self.registers.push(words[0]),
            Frame::Bounds => self.bounds(words)?,
            Frame::Counters => {
                let counters = COUNTERS.map(|name| self.machine.work().counter(name));
                self.answers.extend(counters.map(Option::unwrap_or_default));
            }
            Frame::Check => {
                let stretch = Stretch {
                    address,
                    words: count,
                    stride: STRIDE.of(words[0]),
                    runs: RUNS.of(words[0]),
                };
                let checks = self.machine.check(&[stretch]).map_err(Odd::Let)?;
                self.answers.extend(checks);
            }
        }
        Ok(())
    }

    fn bounds(&mut self, words: &[u64]) -> Result<(), Odd> {
        let Setup {
            data,
            cache,
            regions,
        } = self.setup;
        let last = self.machine.limits().memory_words - 1;
        let expected = [
            (DATA, 0, data),
            (CACHE, 0, cache),
            (REGION_WORDS, 1, regions.words()),
            (CAPACITY, 1, regions.tokens()),
            (LAST, 1, last),
        ];
        for (field, word, value) in expected {
            set(field.name, field.of(words[word]), value)?;
        }
        let registers = std::mem::take(&mut self.registers);
        if registers.len() != Register::ALL.len() {
            return Err(Odd::Registers(registers.len()));
        }
        for (word, &register) in registers.into_iter().zip(Register::ALL) {
            let code = usize::from(attention::CONFIGURE.code);
            set("opcode", harmonia_contract::command::OPCODE.of(word), code)?;
            set("register", REGISTER.of(word), register.number())?;
            set("value", BASE.of(word), regions.register(register))?;
        }
        self.machine.configure(&self.setup).map_err(Odd::Let)
    }
}

/// The first word of an answer.
fn answer(ended: Result<super::PassReport, MachineError>) -> Result<u64, Odd> {
    let word = |code: usize, reason: usize, at: usize| {
        [(CODE, code), (REASON, reason), (AT, at)]
            .iter()
            .map(|&(field, value): &(Field, usize)| (value as u64) << field.low)
            .sum()
    };
    match ended {
        Ok(_) => Ok(0),
        Err(MachineError::Flagged { flags, address, .. }) => {
            let reason = usize::from(flags.overflow) | usize::from(flags.invalid) << 1;
            Ok(word(1, reason, address))
        }
        Err(MachineError::Refused {
            refusal, address, ..
        }) => Ok(word(2, refusal as usize, address)),
        Err(error) => Err(Odd::Let(error)),
    }
}

impl Link for Peer {
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        self.waiting.extend(words);
        while self.frame()? {}
        Ok(())
    }

    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError> {
        let (wanted, there) = (words.len(), self.answers.len());
        if there < wanted {
            return Err(Odd::Waits(wanted, there).into());
        }
        for (word, answer) in words.iter_mut().zip(self.answers.drain(..wanted)) {
            *word = answer;
        }
        Ok(())
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn describe(&self) -> String {
        format!("{} behind frames", self.machine.describe())
    }
}
