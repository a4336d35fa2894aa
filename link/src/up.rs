//! Words on their way to the board: numbered packets, kept until they are acknowledged. The board takes them in order only,
//! so that what follows a lost one is sent again as well.

use std::collections::VecDeque;

use harmonia_contract::packet::{MOST_WORDS, WINDOW};

/// Packets in a row that make the next ones larger.
const GOOD: usize = 32;
/// Words of a packet after many losses.
const LEAST_WORDS: usize = 2;
/// Packets that are sent ahead of what is acknowledged, after many losses.
const LEAST_AHEAD: usize = 2;

/// The side that sends words.
pub(crate) struct Up {
    /// Words of no packet yet.
    waiting: VecDeque<u64>,
    /// Packets that were sent and are not acknowledged.
    window: VecDeque<Vec<u64>>,
    /// The number of the first of them.
    base: u8,
    /// How many of them need not be sent again.
    sent: usize,
    /// Words of the packets to come: fewer where many get lost.
    most: usize,
    /// Packets that may be sent ahead of what is acknowledged: fewer after a loss, behind which all are sent again.
    ahead: usize,
    good: usize,
    /// The board takes no words for the moment.
    pub closed: bool,
}

impl Up {
    pub fn new() -> Self {
        Up {
            waiting: VecDeque::new(),
            window: VecDeque::new(),
            base: 0,
            sent: 0,
            most: MOST_WORDS,
            ahead: WINDOW,
            good: 0,
            closed: false,
        }
    }

    pub fn push(&mut self, words: &[u64]) {
        self.waiting.extend(words);
    }

    /// Nothing waits to be sent.
    pub fn is_sent(&self) -> bool {
        self.waiting.is_empty() && self.sent == self.window.len()
    }

    /// Nothing waits to be acknowledged either.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.window.is_empty()
    }

    /// The number of the next packet.
    pub fn sequence(&self) -> u8 {
        self.base.wrapping_add(self.sent as u8)
    }

    /// Whether there is a packet that may be sent.
    pub fn has_packet(&self) -> bool {
        !self.closed
            && self.sent < self.ahead
            && (self.sent < self.window.len()
                || !self.waiting.is_empty() && self.window.len() < WINDOW)
    }

    /// The next packet, and whether it was sent before.
    pub fn packet(&mut self) -> (Vec<u64>, bool) {
        let again = self.sent < self.window.len();
        if !again {
            let words = self.most.min(self.waiting.len());
            self.window.push_back(self.waiting.drain(..words).collect());
        }
        self.sent += 1;
        (self.window[self.sent - 1].clone(), again)
    }

    /// The board waits for this packet. What it cannot mean is nothing.
    pub fn acknowledge(&mut self, next: u8) {
        let count = usize::from(next.wrapping_sub(self.base));
        if count > self.window.len() {
            return;
        }
        self.window.drain(..count);
        self.base = next;
        self.sent = self.sent.saturating_sub(count);
        self.good += count;
        self.ahead = WINDOW.min(self.ahead + count);
        if self.good >= GOOD {
            self.good = 0;
            self.most = MOST_WORDS.min(2 * self.most);
        }
    }

    /// Everything that is not acknowledged is to be sent again; says whether there is anything.
    pub fn go_back(&mut self) -> bool {
        let some = self.sent > 0;
        if some {
            self.sent = 0;
            self.good = 0;
            self.most = LEAST_WORDS.max(self.most / 2);
            self.ahead = LEAST_AHEAD.max(self.ahead / 2);
        }
        some
    }
}
