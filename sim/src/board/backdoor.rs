//! Large uploads past the line of a simulated board.

use std::sync::Arc;

use harmonia_device::system::{
    Machine, MachineError, MachineLimits, Pass, PassReport, Setup, Stretch,
};

use super::SimulatedBoard;

/// From so many words on a write goes past the line: matrices do, tables and vectors of passes do not.
const LARGE: usize = 256;

/// A machine on a simulated board, of whose uploads large ones go into the chip directly. Everything else goes over its line.
pub struct Backdoor<M> {
    machine: M,
    board: Arc<SimulatedBoard>,
}

impl<M: Machine> Backdoor<M> {
    /// The machine on that board.
    pub fn new(machine: M, board: Arc<SimulatedBoard>) -> Self {
        Backdoor { machine, board }
    }

    /// The machine itself.
    pub fn machine(&self) -> &M {
        &self.machine
    }
}

impl<M: Machine> Machine for Backdoor<M> {
    fn limits(&self) -> &MachineLimits {
        self.machine.limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        let (large, small) = match words.len() >= LARGE {
            true => words.split_at(words.len() - 1),
            false => words.split_at(0),
        };
        // The last word goes over the line: it is checked against the limits there.
        self.machine.write(address + large.len(), small)?;
        self.board.poke(address, large);
        Ok(())
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.machine.read(address, words)
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        self.machine.check(stretches)
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        self.machine.configure(setup)
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        self.machine.resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        self.machine.run(pass)
    }

    fn cycles(&self) -> Option<u64> {
        self.machine.cycles()
    }

    fn clock_hz(&self) -> Option<u64> {
        self.machine.clock_hz()
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        self.machine.counters()
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        self.machine.weights_check()
    }

    fn is_remote(&self) -> bool {
        self.machine.is_remote()
    }

    fn describe(&self) -> String {
        self.machine.describe()
    }
}
