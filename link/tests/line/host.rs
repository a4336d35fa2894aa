//! What a host does with a system, and what it must find.

use harmonia_contract::check;
use harmonia_contract::frame::{ADDRESS, COUNT, Frame, OPCODE, RUNS, STRIDE};
use harmonia_device::TransportError;
use harmonia_device::system::Link;

use crate::system::{ANSWER, COUNTERS, MEMORY};
use harmonia_link::faults::Noise;

/// The header of a frame.
pub fn header(frame: Frame, address: usize, count: usize) -> u64 {
    (frame as u64) << OPCODE.low | (address as u64) << ADDRESS.low | (count as u64) << COUNT.low
}

/// A host that knows what memory should hold.
pub struct Host {
    pub noise: Noise,
    pub memory: Vec<u64>,
}

impl Host {
    pub fn new(seed: u64) -> Self {
        Host {
            noise: Noise(seed | 1),
            memory: vec![0; MEMORY],
        }
    }

    /// One exchange; what comes back must be right.
    pub fn exchange(&mut self, link: &mut impl Link) -> Result<(), TransportError> {
        let most = [4, 40, 700][self.noise.below(3) as usize];
        let count = 1 + self.noise.below(most) as usize;
        let address = self.noise.below((MEMORY - count) as u64) as usize;
        match self.noise.below(9) {
            0 => {
                link.send(&[header(Frame::Run, 0, 0), 1])?;
                let mut answer = [0; 2];
                link.receive(&mut answer)?;
                assert_eq!(answer, ANSWER);
            }
            1 => {
                link.send(&[header(Frame::Counters, 0, 0)])?;
                let mut answer = [0; 3];
                link.receive(&mut answer)?;
                assert_eq!(answer, COUNTERS);
            }
            2 => {
                let (runs, words) = (1 + count / 40, count.min(40));
                let stride = (MEMORY - address - words) / runs;
                let apart = (runs as u64) << RUNS.low | (stride as u64) << STRIDE.low;
                link.send(&[header(Frame::Check, address, words), apart])?;
                let mut answer = [0];
                link.receive(&mut answer)?;
                let starts = (0..runs).map(|run| address + run * stride);
                let checked = starts.fold(check::INITIAL, |check, start| {
                    check::of(check, &self.memory[start..][..words])
                });
                assert_eq!(answer, [checked]);
            }
            3..6 => {
                let words: Vec<u64> = (0..count).map(|_| self.noise.next()).collect();
                link.send(&[header(Frame::Write, address, count)])?;
                link.send(&words)?;
                self.memory[address..][..count].copy_from_slice(&words);
            }
            _ => {
                let mut words = vec![0; count];
                link.send(&[header(Frame::Read, address, count)])?;
                link.receive(&mut words)?;
                assert_eq!(words, self.memory[address..][..count]);
            }
        }
        Ok(())
    }
}

/// Sends the header of a frame of up to so many words, and perhaps some words: what a host leaves that is killed in the middle.
pub fn begin_frame(link: &mut impl Link, noise: &mut Noise, most: u64) {
    let frame = [
        Frame::Write,
        Frame::Read,
        Frame::Run,
        Frame::Counters,
        Frame::Bounds,
        Frame::Check,
    ][noise.below(6) as usize];
    link.send(&[header(frame, 0, 1 + noise.below(most) as usize)])
        .unwrap();
    if noise.below(2) == 0 {
        link.send(&vec![noise.next(); 1 + noise.below(300) as usize])
            .unwrap();
    }
}
