//! Serial ports, and pseudo-terminals in their place.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serialport::{ClearBuffer, FlowControl, SerialPort, TTYPort};

use crate::{Line, LinkError};

/// How long a port that comes and goes is waited for: a programmer may just have had it.
const APPEARS: Duration = Duration::from_secs(3);
/// How long a port may take no byte.
const STUCK: Duration = Duration::from_secs(10);

/// A serial port.
pub struct Serial {
    port: TTYPort,
    path: String,
    baud: u32,
    begin: Instant,
    low_latency: bool,
}

impl Serial {
    /// Opens a port at a rate: 8 bits, no parity, no flow control, low latency where the driver has it.
    ///
    /// # Errors
    /// When it cannot be opened within three seconds, or is no port.
    pub fn open(path: &str, baud: u32) -> Result<Serial, LinkError> {
        let begin = Instant::now();
        let port = loop {
            // The FPGA cannot stop the bridge: its CTS is a pin of JTAG.
            let port = serialport::new(path, baud)
                .flow_control(FlowControl::None)
                .open_native();
            match port {
                Ok(port) => break port,
                Err(_) if is_other(path) => return Err(LinkError::NoPort { path: path.into() }),
                Err(_) if begin.elapsed() < APPEARS => sleep(Duration::from_millis(100)),
                Err(error) => {
                    let (path, reason) = (path.to_owned(), error.to_string());
                    return Err(LinkError::Open { path, reason });
                }
            }
        };
        let line = |source: io::Error| LinkError::Line {
            line: path.to_owned(),
            source,
        };
        let low_latency = set_low_latency(&port).map_err(line)?;
        // What came for who had the port before; a pseudo-terminal may have no such thing.
        let _ = port.clear(ClearBuffer::All);
        Ok(Serial {
            port,
            path: path.to_owned(),
            baud,
            begin,
            low_latency,
        })
    }

    /// Whether the driver passes bytes on within a millisecond; it cannot be said of a port without such a setting.
    pub fn low_latency(&self) -> bool {
        self.low_latency
    }

    /// Whether it is a pseudo-terminal: a simulation is behind it, and not a cable.
    pub fn is_terminal(&self) -> bool {
        self.path.starts_with("/dev/pts/")
    }
}

/// Whether something is there that is no terminal, as a port is. What may not be opened, or not yet, is not known.
fn is_other(path: &str) -> bool {
    let mut options = OpenOptions::new();
    options.custom_flags(libc::O_NOCTTY | libc::O_NONBLOCK);
    let file = options.read(true).open(path);
    file.is_ok_and(|file| !file.is_terminal())
}

/// `struct serial_struct` of Linux.
#[repr(C)]
#[derive(Default)]
struct SerialStruct {
    kind: i32,
    line: i32,
    port: u32,
    irq: i32,
    flags: i32,
    transmit_fifo: i32,
    divisor: i32,
    baud_base: i32,
    close_delay: u16,
    io_type: u8,
    reserved: u8,
    hub6: i32,
    closing_wait: u16,
    closing_wait2: u16,
    memory_base: usize,
    register_shift: u16,
    port_high: u32,
    map_base: u64,
}

/// ASYNC_LOW_LATENCY of Linux.
const LOW_LATENCY: i32 = 1 << 13;

/// Asks the driver to pass bytes on at once; says whether it has such a setting.
fn set_low_latency(port: &TTYPort) -> io::Result<bool> {
    let mut settings = SerialStruct::default();
    let file = port.as_raw_fd();
    // SAFETY: the file is open while `port` lives, and the request fills a structure of this layout.
    if unsafe { libc::ioctl(file, libc::TIOCGSERIAL, &raw mut settings) } != 0 {
        return without(io::Error::last_os_error());
    }
    settings.flags |= LOW_LATENCY;
    // SAFETY: as above; the request only reads it.
    match unsafe { libc::ioctl(file, libc::TIOCSSERIAL, &raw const settings) } {
        0 => Ok(true),
        _ => without(io::Error::last_os_error()),
    }
}

/// A port without that setting, or one that may not be changed, works as it is.
fn without(error: io::Error) -> io::Result<bool> {
    match error.raw_os_error() {
        Some(libc::ENOTTY | libc::EINVAL | libc::EPERM | libc::EOPNOTSUPP) => Ok(false),
        _ => Err(error),
    }
}

impl Line for Serial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.port.set_timeout(STUCK)?;
        self.port.write_all(bytes)
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        if wait.is_zero() && self.port.bytes_to_read()? == 0 {
            return Ok(0);
        }
        self.port.set_timeout(wait.max(Duration::from_millis(1)))?;
        match self.port.read(bytes) {
            Ok(0) => Err(ErrorKind::BrokenPipe.into()),
            Err(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::Interrupted) => {
                Ok(0)
            }
            other => other,
        }
    }

    fn now(&self) -> Duration {
        self.begin.elapsed()
    }

    fn describe(&self) -> String {
        format!("{} at {} baud", self.path, self.baud)
    }
}
