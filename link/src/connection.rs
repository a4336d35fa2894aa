//! A connection to a board: what is sent when, what is asked for again, when a board is given up.

use std::time::Duration;

use harmonia_contract::Identity;
use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::TOKENS;
use harmonia_contract::packet::Kind;
use harmonia_device::TransportError;
use harmonia_device::system::{Link, MachineLimits};

use crate::down::Down;
use crate::error::compare;
use crate::opening::{Wanted, hello};
use crate::packet::Packet;
use crate::up::Up;
use crate::wire::{Counters, Wire};
use crate::{Line, LinkError, Timing};

/// The longest pause between two questions, in times of an answer.
const LONGEST_PAUSE: u32 = 8;

/// A question that is not answered yet.
struct Question {
    round: u8,
    /// The number of the packet of words behind the last one sent before.
    before: u8,
}

/// A connection to a board, over which its system is used by frames.
pub struct Connection<L> {
    wire: Wire<L>,
    identity: Identity,
    up: Up,
    down: Down,
    round: u8,
    question: Option<Question>,
    /// Words have come that the board has not been told of.
    owes: bool,
    /// How long to wait for something before the next question.
    pause: Duration,
    failed: Option<String>,
}

impl<L: Line> Connection<L> {
    /// Connects to the board on a line. What an earlier connection has begun is ended first, and lost.
    ///
    /// # Errors
    /// When nobody answers, the board does not come to rest, or it does not fit.
    pub fn open(line: L, timing: Timing, wanted: &Wanted) -> Result<Self, LinkError> {
        let (wire, identity) = hello(line, timing, wanted.key)?;
        compare(wanted.configuration.as_deref(), fingerprint(), &identity)?;
        Ok(Connection {
            pause: wire.timing.answer,
            wire,
            identity,
            up: Up::new(),
            down: Down::new(),
            round: 0,
            question: None,
            owes: false,
            failed: None,
        })
    }

    /// What the board says of itself.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What the board's system has room for.
    ///
    /// # Errors
    /// When the board says what cannot be, that it has no memory among it.
    pub fn limits(&self) -> Result<MachineLimits, LinkError> {
        let Identity {
            token_rows,
            batch,
            vectors,
            context,
            memory_words,
            ..
        } = self.identity;
        let most = MachineLimits::new(token_rows, batch);
        let possible = token_rows > 0
            && (1..=TOKENS.most()).contains(&batch)
            && vectors.is_power_of_two()
            && (1..=most.memory_words).contains(&memory_words);
        if !possible {
            return Err(LinkError::Identity(Box::new(self.identity.clone())));
        }
        Ok(MachineLimits {
            vectors,
            memory_words,
            context,
            ..most
        })
    }

    /// What has gone over the line.
    pub fn counters(&self) -> &Counters {
        &self.wire.counters
    }

    /// The line.
    pub fn line_mut(&mut self) -> &mut L {
        &mut self.wire.line
    }

    /// Ends the connection and gives the line back.
    pub fn into_line(self) -> L {
        self.wire.line
    }

    /// Waits until the board has taken all words that were sent.
    ///
    /// # Errors
    /// When it does not. The connection cannot be used again.
    pub fn finish(&mut self) -> Result<(), LinkError> {
        self.pump(|connection| connection.up.is_done())
    }

    /// Sends and receives until something is so.
    fn pump(&mut self, done: impl Fn(&Self) -> bool) -> Result<(), LinkError> {
        if let Some(failure) = &self.failed {
            return Err(LinkError::Failed(failure.clone()));
        }
        self.pause = self.wire.timing.answer;
        let outcome = self.exchange(done);
        if let Err(error) = &outcome {
            self.failed = Some(error.to_string());
        }
        outcome
    }

    fn exchange(&mut self, done: impl Fn(&Self) -> bool) -> Result<(), LinkError> {
        let mut since = self.wire.line.now();
        // The board has had nothing to answer, or has answered; questions do not count.
        let mut quiet = since.max(self.wire.sent_by);
        loop {
            if self.up.has_packet() {
                let sequence = self.up.sequence();
                let (words, again) = self.up.packet();
                self.wire.counters.resent += u64::from(again);
                self.send(Kind::Data, sequence, words)?;
                quiet = self.wire.sent_by;
            } else if self.owes {
                self.send(Kind::Status, self.up.sequence(), Vec::new())?;
            }
            if done(self) && !self.owes {
                return Ok(());
            }
            let until = since.max(self.wire.sent_by) + self.pause;
            let wait = match self.up.has_packet() {
                true => Duration::ZERO,
                false => until.saturating_sub(self.wire.line.now()),
            };
            let packets = self.wire.receive(wait)?;
            let now = self.wire.line.now();
            if !packets.is_empty() {
                since = now;
                quiet = quiet.max(now);
            } else if now >= until {
                if now > quiet + self.wire.timing.patience {
                    return Err(self.given_up());
                }
                since = now;
                self.pause = (2 * self.pause).min(LONGEST_PAUSE * self.wire.timing.answer);
                self.ask(0)?;
            }
            for packet in packets {
                self.take(packet)?;
            }
        }
    }

    fn send(&mut self, kind: Kind, sequence: u8, words: Vec<u64>) -> Result<(), LinkError> {
        self.owes = false;
        let packet = Packet {
            kind,
            round: self.round,
            gap: false,
            closed: false,
            sequence,
            acknowledged: self.down.expected(),
            words,
        };
        self.wire.send(&packet, self.wire.key)
    }

    /// Asks for packets of words, by slot, and for a word of what the board has.
    fn ask(&mut self, slots: u64) -> Result<(), LinkError> {
        self.next_round();
        self.question = Some(Question {
            round: self.round,
            before: self.up.sequence(),
        });
        self.wire.counters.asked += 1;
        self.send(Kind::Status, self.up.sequence(), vec![slots])
    }

    fn next_round(&mut self) {
        self.round = (self.round + 1) % 16;
    }

    /// Sends what is not acknowledged again, in a round of its own, so that what the board says of the round before is
    /// not taken for another loss.
    fn go_back(&mut self) {
        if self.up.go_back() {
            self.next_round();
        }
    }

    fn take(&mut self, packet: Packet) -> Result<(), LinkError> {
        self.up.acknowledge(packet.acknowledged);
        self.up.closed = packet.closed;
        let this_round = packet.round == self.round;
        match packet.kind {
            // A board that was reset greets again only when it is asked to.
            Kind::Hello => return Ok(()),
            Kind::Data => {
                self.owes = true;
                let ahead = packet.sequence != self.down.expected();
                let count = packet.words.len() as u64;
                let end = packet.sequence;
                if self.down.packet(packet.sequence, packet.words) {
                    self.wire.counters.words_received += count;
                    self.pause = self.wire.timing.answer;
                } else {
                    self.wire.counters.doubled += 1;
                }
                let missing = self.down.missing(end);
                if ahead && missing != 0 && self.question.is_none() {
                    self.ask(missing)?;
                }
            }
            Kind::Status => {
                let answers = self
                    .question
                    .take_if(|question| question.round == packet.round);
                if let Some(question) = answers {
                    // The board had met everything that was sent before the question when it answered.
                    if packet.acknowledged != question.before && !packet.closed {
                        self.go_back();
                    }
                    let missing = self.down.missing(packet.sequence);
                    if missing != 0 {
                        self.ask(missing)?;
                    }
                }
            }
        }
        if packet.gap && this_round {
            self.go_back();
        }
        Ok(())
    }

    /// Whether the board is gone or has been reset.
    fn given_up(&mut self) -> LinkError {
        let line = self.wire.line.describe();
        match self.wire.greets() {
            Ok(true) => LinkError::Reset { line },
            Ok(false) => LinkError::Lost { line },
            Err(error) => error,
        }
    }
}

impl<L: Line> Link for Connection<L> {
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        self.up.push(words);
        self.pump(|connection| connection.up.is_sent())?;
        self.wire.counters.words_sent += words.len() as u64;
        Ok(())
    }

    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError> {
        let count = words.len();
        self.pump(|connection| connection.down.ready() >= count)?;
        self.down.take(words);
        Ok(())
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn clock_hz(&self) -> Option<u64> {
        Some(self.identity.clock as u64)
    }

    fn describe(&self) -> String {
        let Identity {
            configuration,
            clock,
            ..
        } = &self.identity;
        let line = self.wire.line.describe();
        format!(
            "board `{configuration}` at {} MHz on {line}",
            *clock as f64 / 1e6
        )
    }
}
