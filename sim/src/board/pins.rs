//! The pins of a simulated board, and the bytes of its serial port.

use std::io;

use harmonia_hdl::board::design::{LINE_BUTTON, SEEN_LEDS};
use harmonia_hdl::board::status::led;
use harmonia_testbench::{
    Input, Instance, Output, Run, SdramModel, TestbenchError, UartReceiver, UartSender,
};
use serialport::SerialPort;

/// Bytes that the bridge of a board (FT231X) keeps for it.
const FIFO: usize = 512;
/// Cycles that the button is held while power comes: no test of memory, which takes minutes of simulation.
const HELD: u64 = 200_000;
/// Cycles for which something goes on after the last sign of it.
const ECHO: u64 = 50_000;

/// A design at its pins, behind a port.
pub(super) struct Pins<P> {
    instance: Instance,
    port: P,
    sender: UartSender,
    receiver: UartReceiver,
    line: Vec<u32>,
    seen: Vec<u32>,
    arrived: Vec<u8>,
    cycle: u64,
    /// The last cycle in which there was something to do.
    active: u64,
}

impl<P: SerialPort> Pins<P> {
    /// A design that was just turned on; a bit has so many cycles.
    pub fn new(instance: Instance, port: P, bit: f64) -> Self {
        Pins {
            instance,
            port,
            sender: UartSender::new(bit),
            receiver: UartReceiver::new(bit),
            line: Vec::new(),
            seen: Vec::new(),
            arrived: Vec::new(),
            cycle: 0,
            active: 0,
        }
    }

    /// Cycles so far.
    pub fn cycles(&self) -> u64 {
        self.cycle
    }

    /// The chip.
    pub fn chip(&self) -> Option<&SdramModel> {
        self.instance.sdram()
    }

    /// Puts words into the chip.
    pub fn poke(&mut self, address: usize, words: &[u64]) {
        if let Some(chip) = self.instance.sdram_mut() {
            for (address, &word) in (address..).zip(words) {
                chip.set_word(address, word);
            }
        }
    }

    /// Takes what the host has sent, as far as there is room, simulates so many cycles, and hands over what the board has sent. Says
    /// whether there was anything to do lately.
    pub fn stretch(&mut self, cycles: usize) -> Result<bool, TestbenchError> {
        // Nobody at the other end is no error: somebody may come.
        let _ = self.fill();
        self.line.clear();
        for cycle in 0..cycles as u64 {
            let button = if self.cycle + cycle < HELD {
                LINE_BUTTON
            } else {
                0
            };
            self.line.push(u32::from(self.sender.pin()) | button);
        }
        self.seen.resize(cycles, 0);
        self.instance.run(&mut Run {
            inputs: vec![Input::new("line", &self.line)],
            outputs: vec![Output::new("seen", &mut self.seen)],
            ..Run::default()
        })?;
        let mut busy = !self.sender.is_idle();
        for &seen in &self.seen {
            busy |= seen >> SEEN_LEDS & led::BUSY != 0 || seen & 1 == 0;
            self.arrived.extend(self.receiver.pin(seen & 1 == 1));
        }
        self.cycle += cycles as u64;
        if busy {
            self.active = self.cycle;
        }
        // What nobody takes is lost, as behind a bridge that is full.
        if !self.arrived.is_empty() {
            let _ = self.port.write(&self.arrived);
            self.arrived.clear();
        }
        Ok(self.cycle < self.active + ECHO)
    }

    fn fill(&mut self) -> io::Result<()> {
        let room = FIFO.saturating_sub(self.sender.bytes.len());
        let count = room.min(self.port.bytes_to_read()? as usize);
        // A port would wait for the first one.
        if count == 0 {
            return Ok(());
        }
        let mut bytes = [0; FIFO];
        let count = self.port.read(&mut bytes[..count])?;
        self.sender.bytes.extend(&bytes[..count]);
        Ok(())
    }
}
