//! The frames of a system that has memory and answers passes, as a model.

use harmonia_contract::check;
use harmonia_contract::frame::{ADDRESS, COUNT, Frame, OPCODE, RUNS, STRIDE};
use harmonia_link::model::Backend;

/// Words of memory.
pub const MEMORY: usize = 4096;
/// What a pass is answered with.
pub const ANSWER: [u64; 2] = [0, 1234];
/// Words of COUNTERS.
pub const COUNTERS: [u64; 3] = [7, 8, 9];

enum Mode {
    Header,
    Write,
    Read,
    Run,
    /// So many turns more.
    Pass(u64),
    Answer(usize),
    Counters(usize),
    /// A word is still to come.
    Runs,
    Check(u64),
    /// Words that are taken and mean nothing here.
    Skip(usize),
}

/// A system. A turn is the time of a byte.
pub struct System {
    mode: Mode,
    address: usize,
    count: usize,
    pub memory: Vec<u64>,
    /// Turns that a pass takes.
    pub pass: u64,
    pub passes: u64,
}

impl System {
    pub fn new() -> Self {
        System {
            mode: Mode::Header,
            address: 0,
            count: 0,
            memory: vec![0; MEMORY],
            pass: 50,
            passes: 0,
        }
    }

    fn header(&mut self, word: u64) -> Mode {
        (self.address, self.count) = (ADDRESS.of(word), COUNT.of(word));
        let is = |frame: Frame| OPCODE.of(word) == frame as usize;
        match () {
            () if is(Frame::Write) && self.count > 0 => Mode::Write,
            () if is(Frame::Read) && self.count > 0 => Mode::Read,
            () if is(Frame::Run) => Mode::Run,
            () if is(Frame::Configure) => Mode::Skip(1),
            () if is(Frame::Bounds) => Mode::Skip(2),
            () if is(Frame::Counters) => Mode::Counters(0),
            () if is(Frame::Check) => Mode::Runs,
            () => Mode::Header,
        }
    }
}

impl Backend for System {
    fn turn(&mut self) {
        if let Mode::Pass(left) = &mut self.mode {
            match left.checked_sub(1) {
                Some(fewer) => *left = fewer,
                None => {
                    self.passes += 1;
                    self.mode = Mode::Answer(0);
                }
            }
        }
    }

    fn rests(&self) -> bool {
        matches!(self.mode, Mode::Header)
    }

    fn takes(&self) -> bool {
        matches!(
            self.mode,
            Mode::Header | Mode::Write | Mode::Run | Mode::Runs | Mode::Skip(_)
        )
    }

    fn take(&mut self, word: u64) {
        self.mode = match self.mode {
            Mode::Header => self.header(word),
            Mode::Write => {
                self.memory[self.address % MEMORY] = word;
                self.address += 1;
                self.count -= 1;
                if self.count == 0 {
                    Mode::Header
                } else {
                    Mode::Write
                }
            }
            Mode::Run => Mode::Pass(self.pass),
            Mode::Runs => {
                let starts = (0..RUNS.of(word)).map(|run| self.address + run * STRIDE.of(word));
                let words = starts.flat_map(|start| start..start + self.count);
                let words = words.map(|at| self.memory[at % MEMORY]);
                Mode::Check(words.fold(check::INITIAL, check::step))
            }
            Mode::Skip(1) => Mode::Header,
            Mode::Skip(left) => Mode::Skip(left - 1),
            _ => panic!("it takes nothing"),
        }
    }

    fn give(&mut self) -> Option<u64> {
        let list = |list: &[u64], at: usize| (list[at], at + 1 == list.len());
        let (word, last) = match &mut self.mode {
            Mode::Read => {
                let word = self.memory[self.address % MEMORY];
                self.address += 1;
                self.count -= 1;
                (word, self.count == 0)
            }
            Mode::Answer(at) => {
                *at += 1;
                list(&ANSWER, *at - 1)
            }
            Mode::Check(check) => (*check, true),
            Mode::Counters(at) => {
                *at += 1;
                list(&COUNTERS, *at - 1)
            }
            _ => return None,
        };
        if last {
            self.mode = Mode::Header;
        }
        Some(word)
    }
}
