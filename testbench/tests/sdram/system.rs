//! The controller with its chip, and what goes through its port.

use std::sync::Arc;

use harmonia_hdl::memory::sdram::Sdram;
use harmonia_hdl::memory::sdram::cycles::Cycles;
use harmonia_hdl::memory::sdram::timing::COMMON;
use harmonia_hdl::verilog;
use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, Instance, InstanceOptions, Output, Report, Run,
    SdramChip, SdramOptions, SdramPort, Simulation, Stall, Stream, TestbenchError,
};

/// xorshift64*: the same noise on every machine.
pub struct Noise(pub u64);

impl Noise {
    /// 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }
}

/// The controller that counts these cycles.
pub fn design(cycles: &Cycles) -> Design {
    let stream = |name: &str, direction, width| Stream {
        name: name.into(),
        direction,
        width,
        handshake: true,
    };
    Design {
        top: "sdram_system".into(),
        verilog: format!(
            "{}\n{}",
            include_str!("../designs/sdram.v"),
            verilog(Sdram::new(cycles), "sdram")
        ),
        models: String::new(),
        streams: vec![
            stream("request", Direction::Input, 105),
            stream("ask", Direction::Input, 1),
            stream("words", Direction::Output, 64),
            stream("state", Direction::Output, 64),
        ],
        memory: None,
        sdram: Some(SdramPort {
            name: "chip".into(),
        }),
    }
}

/// What the controller counts at a clock.
pub fn cycles(kilohertz: u64) -> Cycles {
    Cycles::of(&COMMON, kilohertz).expect("the clock is within limits")
}

/// A running copy beside a chip.
pub fn instance(cycles: &Cycles, sdram: SdramOptions) -> Instance {
    let simulation: Arc<Simulation> =
        Simulation::build(&design(cycles), &BuildOptions::default()).expect("it builds");
    let options = InstanceOptions {
        power_up_seed: 5,
        sdram,
        ..InstanceOptions::default()
    };
    simulation.instance_with(&options).expect("it loads")
}

/// A chip at a clock, without faults.
pub fn chip(chip: SdramChip, kilohertz: u64) -> SdramOptions {
    SdramOptions {
        chip,
        kilohertz,
        ..SdramOptions::default()
    }
}

/// Cycles of a run after its last word.
pub const SETTLE: u64 = 100;

/// Requests and the words that answer them.
#[derive(Default)]
pub struct Traffic {
    pub requests: Vec<u32>,
    pub words: Vec<u64>,
}

impl Traffic {
    /// A read.
    pub fn read(&mut self, address: usize, words: &[u64]) {
        self.requests
            .extend([address as u32 | (words.len() as u32) << 24, 0, 0, 0]);
        self.words.extend(words);
    }

    /// A write of some bytes of a word.
    pub fn write(&mut self, address: usize, data: u64, enables: u8) {
        let beat = address as u128
            | 1 << 24
            | 1 << 32
            | u128::from(enables) << 33
            | u128::from(data) << 41;
        self.requests
            .extend((0..4).map(|word| (beat >> (32 * word)) as u32));
    }

    /// Sends the requests and looks at the words.
    pub fn run(
        &self,
        instance: &mut Instance,
        stalls: [Stall; 2],
        seed: u64,
    ) -> Result<Report, TestbenchError> {
        let mut words = vec![0; 2 * self.words.len()];
        let report = instance.run(&mut Run {
            inputs: vec![Input::new("request", &self.requests).stall(stalls[0])],
            outputs: vec![Output::new("words", &mut words).stall(stalls[1])],
            seed,
            // Writes are done by then, and a word too many would be seen.
            settle_cycles: SETTLE,
            ..Run::default()
        })?;
        for (index, (word, expected)) in words.chunks(2).zip(&self.words).enumerate() {
            let word = u64::from(word[0]) | u64::from(word[1]) << 32;
            assert_eq!(
                word,
                *expected,
                "word {index} of {}, seed {seed}",
                self.words.len()
            );
        }
        Ok(report)
    }
}

/// What the controller says of the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub found: bool,
    pub size: u64,
    pub tested: bool,
    pub errors: u64,
    pub first_error: u64,
}

/// Asks for it, after a test if that is wanted.
pub fn state(instance: &mut Instance, test: bool) -> Result<State, TestbenchError> {
    let ask = [u32::from(test)];
    let mut words = [0; 2];
    instance.run(&mut Run {
        inputs: vec![Input::new("ask", &ask)],
        outputs: vec![Output::new("state", &mut words)],
        idle_limit: u64::MAX,
        ..Run::default()
    })?;
    let state = u64::from(words[0]) | u64::from(words[1]) << 32;
    Ok(State {
        found: state >> 1 & 1 == 1,
        tested: state >> 2 & 1 == 1,
        size: state >> 3 & 3,
        first_error: state >> 9 & 0x7f_ffff,
        errors: state >> 32 & 0x3ff_ffff,
    })
}
