//! The serial port of a simulated board, in the board's time.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use harmonia_link::{Line, LinkError, Serial, Timing};

use super::SimulatedBoard;

/// How long bytes are waited for before the board's time is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// The serial port of a simulated board. Bytes go through the pseudo-terminal; the time is that of the board, so that a board that is
/// simulated slowly is not taken for one that has gone.
pub struct BoardLine {
    serial: Serial,
    board: Arc<SimulatedBoard>,
}

impl BoardLine {
    /// Opens the port of a board.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(board: Arc<SimulatedBoard>) -> Result<Self, LinkError> {
        let serial = Serial::open(board.path(), board.options().baud)?;
        Ok(BoardLine { serial, board })
    }

    /// What to expect of it: there is no latency but that of bytes.
    pub fn timing(baud: u32) -> Timing {
        let byte = Duration::from_secs(10) / baud;
        Timing {
            byte,
            answer: 300 * byte + Duration::from_micros(100),
            patience: 10_000 * byte + Duration::from_millis(100),
            settle: Duration::from_secs(10),
        }
    }

    /// The board.
    pub fn board(&self) -> &SimulatedBoard {
        &self.board
    }

    fn there(&self) -> io::Result<()> {
        match self.board.failure() {
            Some(reason) => Err(io::Error::other(format!(
                "the simulated board has stopped: {reason}"
            ))),
            None => Ok(()),
        }
    }
}

impl Line for BoardLine {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.there()?;
        self.board.shared.waited_for.store(true, Ordering::Relaxed);
        let written = self.serial.write(bytes);
        self.board.shared.waited_for.store(false, Ordering::Relaxed);
        written
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        if wait.is_zero() {
            return self.serial.read(bytes, wait);
        }
        let until = self.now() + wait;
        self.board.shared.waited_for.store(true, Ordering::Relaxed);
        let count = loop {
            self.there()?;
            let count = self.serial.read(bytes, LOOK)?;
            if count > 0 || self.now() >= until {
                break count;
            }
        };
        self.board.shared.waited_for.store(false, Ordering::Relaxed);
        Ok(count)
    }

    fn now(&self) -> Duration {
        Duration::from_secs_f64(self.board.cycles() as f64 / self.board.options().clock as f64)
    }

    fn describe(&self) -> String {
        format!("a simulation ({})", self.serial.describe())
    }
}
