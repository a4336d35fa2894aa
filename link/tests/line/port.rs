//! Pseudo-terminals in place of serial ports.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use harmonia_contract::frame::Frame;
use harmonia_device::system::Link;
use harmonia_link::{Connection, Serial, Timing, Wanted};
use serialport::{SerialPort, TTYPort};

use crate::board;
use crate::host::{Host, header};

/// A board behind a pseudo-terminal, until it is told to go.
fn served() -> (String, Arc<AtomicBool>, JoinHandle<()>) {
    let (mut master, slave) = TTYPort::pair().unwrap();
    let path = slave.name().unwrap();
    let gone = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&gone);
    let run = move || {
        let _open_meanwhile = slave;
        let mut board = board();
        let mut bytes = [0; 256];
        master.set_timeout(Duration::from_millis(1)).unwrap();
        while !told.load(Ordering::Relaxed) {
            let count = master.read(&mut bytes).unwrap_or(0);
            for &byte in &bytes[..count] {
                board.byte(byte);
                board.turn();
            }
            board.turn();
            let answer: Vec<u8> = std::iter::from_fn(|| board.send()).collect();
            master.write_all(&answer).unwrap();
        }
    };
    (path, gone, thread::spawn(run))
}

#[test]
fn a_pseudo_terminal_is_a_port_without_a_latency_setting_and_its_end_is_an_error() {
    let (path, gone, thread) = served();
    let port = Serial::open(&path, 3_000_000).unwrap();
    assert!(!port.low_latency());
    let mut link = Connection::open(port, Timing::serial(3_000_000), &Wanted::default()).unwrap();
    assert!(
        link.describe()
            .contains("board `system` at 100 MHz on /dev/"),
        "{}",
        link.describe()
    );
    let mut host = Host::new(3);
    for _ in 0..60 {
        host.exchange(&mut link).unwrap();
    }
    link.finish().unwrap();
    gone.store(true, Ordering::Relaxed);
    thread.join().unwrap();
    let mut counters = [0; 3];
    let error = link
        .send(&[header(Frame::Counters, 0, 0)])
        .and_then(|()| link.receive(&mut counters));
    assert_eq!(error.unwrap_err().code(), "link.line");
}

#[test]
fn a_port_that_is_not_there_is_waited_for_and_then_refused() {
    let error = Serial::open("/dev/no-such-port", 115_200).err().unwrap();
    assert_eq!(error.code(), "link.open");
    assert!(error.to_string().contains("/dev/no-such-port"), "{error}");
}

#[test]
fn what_is_no_port_is_refused_at_once() {
    let begin = Instant::now();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    for path in ["/dev/null", file, env!("CARGO_MANIFEST_DIR")] {
        let error = Serial::open(path, 115_200).err().unwrap();
        assert_eq!(error.code(), "link.no_port", "{error}");
    }
    assert!(begin.elapsed() < Duration::from_secs(1));
}
