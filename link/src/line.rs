//! What carries bytes.

use std::io;
use std::ops::DerefMut;
use std::time::Duration;

/// A line of bytes to a board and back. It may lose, change, double and delay bytes, not bring them out of order.
pub trait Line: Send {
    /// Sends bytes, all of them.
    ///
    /// # Errors
    /// When the line is gone.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Takes bytes that have come, waiting for the first one as long as `wait`; says how many, 0 if none has come.
    ///
    /// # Errors
    /// When the line is gone.
    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize>;

    /// The time, from some moment on. A simulated line has a time of its own.
    fn now(&self) -> Duration;

    /// Where it leads, for people.
    fn describe(&self) -> String;
}

/// Whatever points to a line is one: a box, and a reference to a line that outlives the connection over it.
impl<P: DerefMut<Target: Line> + Send> Line for P {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        (**self).write(bytes)
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        (**self).read(bytes, wait)
    }

    fn now(&self) -> Duration {
        (**self).now()
    }

    fn describe(&self) -> String {
        (**self).describe()
    }
}

/// What to expect of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// What a byte takes.
    pub byte: Duration,
    /// Within this an answer comes that nothing keeps waiting: twice the latencies of drivers and bridges. What is late
    /// is asked for again.
    pub answer: Duration,
    /// A board that has said nothing for so long is not there any more.
    pub patience: Duration,
    /// So long a board may work on what an earlier connection has begun.
    pub settle: Duration,
}

impl Timing {
    /// Of a serial line through a USB bridge, at this rate.
    pub fn serial(baud: u32) -> Timing {
        Timing {
            byte: Duration::from_secs(10) / baud,
            answer: Duration::from_millis(50),
            patience: Duration::from_secs(3),
            settle: Duration::from_secs(60),
        }
    }

    /// Of a pseudo-terminal behind which a board is simulated, a thousand times as slow as a board or more.
    pub fn simulated(baud: u32) -> Timing {
        let real = Timing::serial(baud);
        Timing {
            byte: 1000 * real.byte,
            answer: 400 * real.answer,
            patience: 400 * real.patience,
            settle: 400 * real.settle,
        }
    }
}
