//! A board's Verilog as a line: bytes at its serial pins, cycle by cycle.

use std::io;
use std::time::Duration;

use harmonia_hdl::board::design::{LINE_BUTTON, SEEN_LEDS};
use harmonia_link::{Line, Timing};
use harmonia_testbench::{Input, Instance, Output, Run, UartReceiver, UartSender};

/// Cycles of a simulated stretch: who reacts does so behind it.
const STRETCH: usize = 100;

/// A line to a board.
pub struct Pins {
    pub instance: Instance,
    /// Cycles per second.
    clock: u64,
    sender: UartSender,
    taker: UartReceiver,
    arrived: Vec<u8>,
    pub button: bool,
    /// As they were in the last cycle.
    pub leds: u32,
    /// LEDs that were on in any cycle.
    pub seen_leds: u32,
}

impl Pins {
    /// A board that has just got power, with its button pressed, so that memory is not tested.
    pub fn new(instance: Instance, clock: u64, baud: u64) -> Self {
        let bit = clock as f64 / baud as f64;
        Pins {
            instance,
            clock,
            sender: UartSender::new(bit),
            taker: UartReceiver::new(bit),
            arrived: Vec::new(),
            button: true,
            leds: 0,
            seen_leds: 0,
        }
    }

    /// A stretch of cycles.
    pub fn step(&mut self) {
        let button = if self.button { LINE_BUTTON } else { 0 };
        let line: Vec<u32> = (0..STRETCH)
            .map(|_| u32::from(self.sender.pin()) | button)
            .collect();
        let mut seen = vec![0; STRETCH];
        let report = self.instance.run(&mut Run {
            inputs: vec![Input::new("line", &line)],
            outputs: vec![Output::new("seen", &mut seen)],
            ..Run::default()
        });
        report.unwrap();
        for beat in seen {
            self.leds = beat >> SEEN_LEDS;
            self.seen_leds |= self.leds;
            self.arrived.extend(self.taker.pin(beat & 1 == 1));
        }
    }

    /// How long things take on this line.
    pub fn timing(&self, bit: f64) -> Timing {
        Timing {
            byte: self.time((10.0 * bit) as u64),
            answer: self.time(30_000),
            patience: self.time(2_000_000),
            settle: self.time(10_000_000),
        }
    }

    fn time(&self, cycles: u64) -> Duration {
        Duration::from_nanos(cycles * 1_000_000_000 / self.clock)
    }
}

impl Line for Pins {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sender.bytes.extend(bytes);
        Ok(())
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        let until = self.now() + wait;
        self.step();
        while self.now() < until && self.arrived.is_empty() {
            self.step();
        }
        let count = bytes.len().min(self.arrived.len());
        for (byte, arrived) in bytes.iter_mut().zip(self.arrived.drain(..count)) {
            *byte = arrived;
        }
        Ok(count)
    }

    fn now(&self) -> Duration {
        self.time(self.instance.cycles())
    }

    fn describe(&self) -> String {
        "simulated pins of a board".into()
    }
}
