//! What the serial link carries at 3 Mbaud, from a count of cycles: its Verilog at 100 MHz, the host's end, and a USB bridge between them that
//! moves bytes once in a frame of a millisecond and has a latency timer.
//!
//! ```sh
//! cargo run --profile test -p harmonia-testbench --example link_throughput
//! ```

#![allow(dead_code, clippy::unwrap_used)]

#[path = "../../link/tests/line/host.rs"]
mod host;
#[path = "../tests/serial_link/pins.rs"]
mod pins;
#[path = "../../link/tests/line/system.rs"]
mod system;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::Frame;
use harmonia_contract::{Identity, identity};
use harmonia_device::system::Link;
use harmonia_link::{Connection, Timing, Wanted};
use host::header;
use pins::{Bridge, Cable, Pins};

const CLOCK: usize = 100_000_000;
const BAUD: u32 = 3_000_000;
/// Words of an upload, and of what is read back.
const UPLOAD: usize = 8192;
const READ: usize = 4096;
/// Words of a token's embedding of SmolLM2, which its hidden state has as well.
const VECTOR: usize = 288;

fn main() {
    let board = Identity {
        version: identity::VERSION,
        fingerprint: fingerprint(),
        configuration: "ulx3s-85f".into(),
        token_rows: 4,
        batch: 28,
        vectors: 32_768,
        context: 8192,
        counters: system::COUNTERS.len(),
        clock: CLOCK,
        memory_words: 4096,
        state: 0,
    };
    let simulation = pins::simulation(&board, BAUD.into());
    for timer in [1, 16] {
        let cable = Cable {
            bit: CLOCK as f64 / f64::from(BAUD),
            host_is_faster: 1.0,
            seed: 1,
            faults: 0,
            glitches: 0,
            stretch: 333,
            latency: 0,
            bridge: Some(Bridge {
                frame: CLOCK as u64 / 1000,
                timer: timer * CLOCK as u64 / 1000,
            }),
        };
        let pins = Pins::new(&simulation, cable);
        let mut link = Connection::open(pins, Timing::serial(BAUD), &Wanted::default()).unwrap();
        let up = timed(&mut link, |link| {
            let words: Vec<u64> = (0..UPLOAD as u64)
                .map(|word| word.wrapping_mul(0x9e37_79b9_7f4a_7c15))
                .collect();
            link.send(&[header(Frame::Write, 0, UPLOAD)]).unwrap();
            link.send(&words).unwrap();
            link.finish().unwrap();
        });
        let down = timed(&mut link, |link| {
            link.send(&[header(Frame::Read, 0, READ)]).unwrap();
            link.receive(&mut [0; READ]).unwrap();
        });
        let token = timed(&mut link, |link| {
            link.line_mut().system.pass = 0;
            link.send(&[header(Frame::Write, 0, VECTOR)]).unwrap();
            link.send(&[1; VECTOR]).unwrap();
            link.send(&[header(Frame::Run, 0, 0), 1]).unwrap();
            link.receive(&mut [0; 2]).unwrap();
            link.send(&[header(Frame::Read, 0, VECTOR)]).unwrap();
            link.receive(&mut [0; VECTOR]).unwrap();
        });
        let rate = |words: usize, seconds: f64| 8.0 * words as f64 / 1000.0 / seconds;
        println!(
            "timer {timer:2} ms: up {:.1} kB/s, down {:.1} kB/s, a token's vectors there and back with a pass of no time {:.1} ms; {} packets sent again",
            rate(UPLOAD, up),
            rate(READ, down),
            1000.0 * token,
            link.counters().resent
        );
    }
}

/// Seconds of the board's clock.
fn timed(link: &mut Connection<Pins>, what: impl FnOnce(&mut Connection<Pins>)) -> f64 {
    let begin = link.line_mut().cycles();
    what(link);
    (link.line_mut().cycles() - begin) as f64 / CLOCK as f64
}
