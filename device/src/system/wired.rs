//! A machine behind a link.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use harmonia_contract::frame::{Frame, TOKENS, WEIGHTS_CHECK};
use harmonia_contract::program::Refusal;
use thiserror::Error;

use super::check::Checker;
use super::frames::{self, Answer};
use super::{Machine, MachineError, MachineLimits, Pass, PassReport, Setup, Stretch, disassemble};
use crate::TransportError;

/// Carries words of 64 bits to a machine and back: a simulation, a cable.
pub trait Link: Send {
    /// Sends words, in order behind those before.
    ///
    /// # Errors
    /// When they do not get there. The machine cannot be used again.
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError>;

    /// Waits for as many words as there is room for: no more and no less come.
    ///
    /// # Errors
    /// When they do not come. The machine cannot be used again.
    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError>;

    /// Whether the machine is elsewhere ([`Machine::is_remote`]): not so of a simulation that was started for this link.
    fn is_remote(&self) -> bool {
        true
    }

    /// Clock cycles so far; `None` where nobody counts them.
    fn cycles(&self) -> Option<u64>;

    /// Clock cycles of the machine per second ([`Machine::clock_hz`]).
    fn clock_hz(&self) -> Option<u64> {
        None
    }

    /// One line for people.
    fn describe(&self) -> String;
}

/// A machine behind a link. Once the link has failed nobody knows what the machine has: it takes nothing more.
pub struct WiredMachine<L> {
    checker: Checker,
    line: Line<L>,
    programs: Programs,
    /// Cycles of all passes, which a machine that is elsewhere counts itself.
    cycles: u64,
    counters: usize,
}

/// A link, and what it has failed with.
struct Line<L> {
    link: L,
    lost: Option<String>,
}

/// Why a machine takes nothing more.
#[derive(Debug, Error)]
#[error("the machine is in an unknown state since its link failed: {0}; turn it off and on")]
struct AfterFailure(String);

/// An answer that is none.
#[derive(Debug, Error)]
#[error("the machine has answered a pass with {0:#018x}, which means nothing")]
struct NoAnswer(u64);

/// Frames of checks that are sent before their answers are waited for: what is on the way has room in any link.
const CHECKS: usize = 64;
/// Words that a page of [`Programs`] has.
const PAGE: usize = 64;

/// What is known of memory that passes only read: programs and tables are looked at before they are run. Pages are
/// read when they are needed, and follow what is written.
#[derive(Default)]
struct Programs(BTreeMap<usize, [u64; PAGE]>);

impl<L: Link> WiredMachine<L> {
    /// A machine that has just been turned on, and answers with so many counters.
    ///
    /// # Panics
    /// When memory has no words, or a limit is beyond what frames can say.
    pub fn new(link: L, limits: MachineLimits, counters: usize) -> Self {
        let most = MachineLimits::new(limits.token_rows, limits.batch);
        assert!(
            (1..=most.memory_words).contains(&limits.memory_words)
                && limits.batch <= TOKENS.most()
                && limits.token_rows > 0
                && limits.vectors.is_power_of_two(),
            "{limits:?}"
        );
        WiredMachine {
            checker: Checker::new(limits),
            line: Line { link, lost: None },
            programs: Programs::default(),
            cycles: 0,
            counters,
        }
    }

    /// What carries the words.
    pub fn link(&self) -> &L {
        &self.line.link
    }

    /// What carries the words, to be changed between calls.
    pub fn link_mut(&mut self) -> &mut L {
        &mut self.line.link
    }

    /// A command of memory as text; one that is not in read-only memory is none.
    fn command(
        &mut self,
        address: usize,
        refusal: Option<Refusal>,
    ) -> Result<String, MachineError> {
        let memory = self.checker.limits().memory_words;
        if refusal == Some(Refusal::Pass) || address + 2 > memory {
            return Ok("none".into());
        }
        let words = self.programs.two(&mut self.line, memory, address)?;
        Ok(disassemble(words))
    }
}

impl<L: Link> Line<L> {
    /// Uses the link; after a failure it is used no more.
    fn with(
        &mut self,
        exchange: impl FnOnce(&mut L) -> Result<(), TransportError>,
    ) -> Result<(), MachineError> {
        if let Some(failure) = &self.lost {
            let lost = AfterFailure(failure.clone());
            return Err(TransportError::new("machine.lost", lost).into());
        }
        exchange(&mut self.link).map_err(|failure| self.lose(failure))
    }

    fn lose(&mut self, failure: TransportError) -> MachineError {
        self.lost = Some(failure.to_string());
        failure.into()
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.with(|link| {
            link.send(&[frames::header(Frame::Read, address, words.len())])?;
            link.receive(words)
        })
    }
}

impl Programs {
    fn two<L: Link>(
        &mut self,
        line: &mut Line<L>,
        memory: usize,
        address: usize,
    ) -> Result<[u64; 2], MachineError> {
        let mut words = [0; 2];
        for (word, at) in words.iter_mut().zip(address..) {
            let page = at / PAGE;
            let known = match self.0.entry(page) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let mut read = [0; PAGE];
                    let there = PAGE.min(memory - page * PAGE);
                    line.read(page * PAGE, &mut read[..there])?;
                    unknown.insert(read)
                }
            };
            *word = known[at % PAGE];
        }
        Ok(words)
    }

    /// Words have been written.
    fn follow(&mut self, address: usize, words: &[u64]) {
        let pages = address / PAGE..(address + words.len()).div_ceil(PAGE);
        for (&page, known) in self.0.range_mut(pages) {
            for (at, word) in (page * PAGE..).zip(known) {
                if let Some(written) = at.checked_sub(address).and_then(|at| words.get(at)) {
                    *word = *written;
                }
            }
        }
    }
}

impl<L: Link> Machine for WiredMachine<L> {
    fn limits(&self) -> &MachineLimits {
        self.checker.limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        self.checker.within(address, words.len())?;
        if words.is_empty() {
            return Ok(());
        }
        self.line.with(|link| {
            link.send(&[frames::header(Frame::Write, address, words.len())])?;
            link.send(words)
        })?;
        self.programs.follow(address, words);
        Ok(())
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.checker.within(address, words.len())?;
        if words.is_empty() {
            return Ok(());
        }
        self.line.read(address, words)
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        for stretch in stretches {
            self.checker.covers(stretch)?;
        }
        let mut checks = vec![0; stretches.len()];
        for (stretches, checks) in stretches.chunks(CHECKS).zip(checks.chunks_mut(CHECKS)) {
            let frames: Vec<[u64; 2]> = stretches.iter().map(frames::check).collect();
            self.line.with(|link| {
                link.send(frames.as_flattened())?;
                link.receive(checks)
            })?;
        }
        Ok(checks)
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        self.checker.configure(setup)?;
        // What passes have written may be read-only from now on.
        self.programs.0.clear();
        let words = frames::configure(setup, self.checker.limits().memory_words);
        self.line.with(|link| link.send(&words))
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        self.checker.resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        let (programs, line) = (&mut self.programs, &mut self.line);
        let memory = self.checker.limits().memory_words;
        self.checker
            .check(pass, |at| programs.two(line, memory, at))?;
        let mut words = [0; 2];
        line.with(|link| {
            link.send(&frames::run(pass))?;
            link.receive(&mut words)
        })?;
        match frames::answer(words[0]) {
            Some(Answer::Done) => {
                self.cycles += words[1];
                Ok(PassReport {
                    cycles: Some(words[1]),
                })
            }
            Some(Answer::Flagged(address, flags)) => Err(MachineError::Flagged {
                flags,
                address,
                command: self.command(address, None)?,
            }),
            Some(Answer::Refused(address, refusal)) => Err(MachineError::Refused {
                refusal,
                address,
                command: self.command(address, Some(refusal))?,
            }),
            None => {
                let failure = TransportError::new("machine.answer", NoAnswer(words[0]));
                Err(self.line.lose(failure))
            }
        }
    }

    fn cycles(&self) -> Option<u64> {
        let own = self.is_remote().then_some(self.cycles);
        self.line.link.cycles().or(own)
    }

    fn clock_hz(&self) -> Option<u64> {
        self.line.link.clock_hz()
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        let mut words = vec![0; self.counters];
        self.line.with(|link| {
            link.send(&[frames::header(Frame::Counters, 0, 0)])?;
            link.receive(&mut words)
        })?;
        Ok(words)
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        Ok(self.counters()?.get(WEIGHTS_CHECK).copied())
    }

    fn is_remote(&self) -> bool {
        self.line.link.is_remote()
    }

    fn describe(&self) -> String {
        self.line.link.describe()
    }
}
