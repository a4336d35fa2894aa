//! The first exchange of a connection.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::packet::{FINGERPRINT, KEY, Kind, OPEN_KEY};
use harmonia_contract::{Identity, identity};

use crate::packet::Packet;
use crate::wire::Wire;
use crate::{Line, LinkError, Timing};

/// How often a board that does not rest yet is greeted within the time of an answer, at most.
const PAUSES: u32 = 64;

/// What a host wants of a board.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The name of its configuration; any that has the host's contract, if none is said.
    pub configuration: Option<String>,
    /// The key of the connection; one that nobody has used, if none is said.
    pub key: Option<u32>,
}

/// Asks the board on a line who it is, whether it fits or not. What an earlier connection has begun is ended.
///
/// # Errors
/// When nobody answers, or the board does not come to rest.
pub fn identify<L: Line>(line: L, timing: Timing) -> Result<(Identity, L), LinkError> {
    hello(line, timing, None).map(|(wire, identity)| (identity, wire.line))
}

/// Greets the board until it answers and rests, and has found its memory, if that is soon.
pub(crate) fn hello<L: Line>(
    line: L,
    timing: Timing,
    key: Option<u32>,
) -> Result<(Wire<L>, Identity), LinkError> {
    let key = key.unwrap_or_else(fresh_key);
    let mut wire = Wire::new(line, timing, key);
    let begin = wire.line.now();
    loop {
        let answer = wire.greet()?;
        let now = wire.line.now();
        let line = wire.line.describe();
        match answer {
            Some(answer) if !answer.closed => {
                let identity = identity_of(&answer.words);
                if answer.sequence != 0 || answer.acknowledged != 0 {
                    // Somebody has used this key.
                    wire.key = fresh_key();
                } else if identity.memory_words > 0 || now > begin + 2 * timing.answer {
                    return Ok((wire, identity));
                }
                // Else power may just have come: memory is found within a millisecond.
            }
            Some(_) if now > begin + timing.settle => return Err(LinkError::Busy { line }),
            None if now > wire.heard + timing.patience => {
                let bytes = wire.counters.bytes_received;
                return Err(LinkError::Silent { line, bytes });
            }
            _ => (),
        }
    }
}

/// A number that no connection before is likely to have had.
fn fresh_key() -> u32 {
    match RandomState::new().hash_one(0) as u32 {
        OPEN_KEY => 0,
        key => key,
    }
}

/// A record of another version may have more words, or fewer.
fn identity_of(words: &[u64]) -> Identity {
    let mut record = [0; identity::WORDS];
    let count = words.len().min(record.len());
    record[..count].copy_from_slice(&words[..count]);
    Identity::of(record)
}

impl<L: Line> Wire<L> {
    /// Greets the board once and waits for the time of an answer. A board that is not at rest is waited for.
    fn greet(&mut self) -> Result<Option<Packet>, LinkError> {
        let hello = Packet {
            kind: Kind::Hello,
            round: 0,
            gap: false,
            closed: false,
            sequence: 0,
            acknowledged: 0,
            words: vec![
                u64::from(self.key) << KEY.low | u64::from(fingerprint()) << FINGERPRINT.low,
            ],
        };
        self.send(&hello, OPEN_KEY)?;
        let mut until = self.sent_by + self.timing.answer;
        let mut answer: Option<Packet> = None;
        loop {
            let wait = until.saturating_sub(self.line.now());
            let packets = self.receive(wait)?;
            answer = packets
                .into_iter()
                .rfind(|packet| packet.kind == Kind::Hello)
                .or(answer);
            let rests = answer.as_ref().is_some_and(|answer| !answer.closed);
            if rests || wait == Duration::ZERO {
                return Ok(answer);
            }
            // It works on something, which may be a word or a pass: nothing more comes unless it is asked again.
            if answer.is_some() {
                until = until.min(self.heard + self.timing.answer / PAUSES);
            }
        }
    }

    /// Whether a board answers a connection of another key.
    pub fn greets(&mut self) -> Result<bool, LinkError> {
        self.key = fresh_key();
        for _ in 0..4 {
            if self.greet()?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
