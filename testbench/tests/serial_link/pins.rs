//! The link's Verilog as a line: bytes at its pins, cycle by cycle, a system behind it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use harmonia_contract::Identity;
use harmonia_hdl::link::SerialLink;
use harmonia_hdl::verilog;
use harmonia_link::Line;
use harmonia_link::faults::{Channel, Noise};
use harmonia_link::model::Backend;
use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, Instance, InstanceOptions, Output, Run, Simulation,
    Stream, UartReceiver, UartSender,
};

use crate::system::System;

/// Words that the queue in front of the link has room for.
const QUEUE: usize = 64;
/// 32-bit words of a beat.
const BEAT: usize = 3;

/// A USB bridge between host and board: it moves bytes once in a frame, to the host by 62 or when its timer has ended.
#[derive(Clone, Copy, Debug)]
pub struct Bridge {
    /// Cycles of a frame.
    pub frame: u64,
    /// Cycles of the timer.
    pub timer: u64,
}

/// Bytes that a bridge passes to the host at once.
const PASSED: usize = 62;

/// Cycles from one glitch to the next at least: two in a row are no glitch.
const APART: u64 = 20;

/// How a line is set up.
#[derive(Clone, Copy, Debug)]
pub struct Cable {
    /// Cycles of the board's clock in a bit, as the board has it.
    pub bit: f64,
    /// How much faster the host's bits are.
    pub host_is_faster: f64,
    pub seed: u64,
    /// Of 65,536 bytes so many meet a fault.
    pub faults: u64,
    /// Of 65,536 cycles in so many the board's pin is turned over.
    pub glitches: u64,
    /// Cycles from one simulated stretch to the next: who reacts does so then.
    pub stretch: usize,
    /// Cycles from host to bridge and back.
    pub latency: u64,
    pub bridge: Option<Bridge>,
}

/// A line to the link's Verilog.
pub struct Pins {
    cable: Cable,
    simulation: Arc<Simulation>,
    instance: Instance,
    pub system: System,
    noise: Noise,
    cycle: u64,
    up: Channel,
    down: Channel,
    sender: UartSender,
    pub taker: UartReceiver,
    /// The last cycle with the pin turned over.
    glitch: u64,
    queued: usize,
    offered: Option<u64>,
    /// Bytes in the bridge, and when it has last passed some on.
    bridged: Vec<u8>,
    passed: u64,
    arrived: Vec<u8>,
    pub open: bool,
}

/// The link of a board, alone.
pub fn simulation(board: &Identity, baud: u64) -> Arc<Simulation> {
    let verilog = verilog(SerialLink::new(board, baud), "serial_link");
    let stream = |name: &str, direction, width| Stream {
        name: name.into(),
        direction,
        width,
        handshake: false,
    };
    let design = Design {
        top: "serial_link_alone".into(),
        verilog: include_str!("../designs/serial_link.v").to_owned() + &verilog,
        models: String::new(),
        streams: vec![
            stream("drive", Direction::Input, 68),
            stream("seen", Direction::Output, 70),
        ],
        memory: None,
        sdram: None,
    };
    Simulation::build(&design, &BuildOptions::default()).unwrap()
}

impl Pins {
    pub fn new(simulation: &Arc<Simulation>, cable: Cable) -> Self {
        let instance = |seed| {
            let options = InstanceOptions {
                power_up_seed: seed,
                ..InstanceOptions::default()
            };
            simulation.instance_with(&options).unwrap()
        };
        let host_bit = cable.bit / cable.host_is_faster;
        Pins {
            cable,
            simulation: Arc::clone(simulation),
            instance: instance(cable.seed),
            system: System::new(),
            noise: Noise(cable.seed | 1),
            cycle: 0,
            up: Channel::new(cable.seed, cable.faults, cable.latency),
            down: Channel::new(cable.seed ^ 0x5555, cable.faults, cable.latency),
            sender: UartSender::new(host_bit),
            taker: UartReceiver::new(host_bit),
            glitch: 0,
            queued: 0,
            offered: None,
            bridged: Vec::new(),
            passed: 0,
            arrived: Vec::new(),
            open: false,
        }
    }

    /// The board is turned off and on, memory and all.
    pub fn reset(&mut self) {
        let fresh = Pins::new(&self.simulation, self.cable);
        self.instance = fresh.instance;
        self.system = fresh.system;
        self.queued = 0;
        self.offered = None;
    }

    /// The host is killed: of what it has given some of the last bytes do not leave.
    pub fn kill_host(&mut self, lost: usize) {
        self.up.cut(lost);
    }

    pub fn faults(&self) -> u64 {
        self.up.faults.iter().chain(&self.down.faults).sum()
    }

    pub fn cycles(&self) -> u64 {
        self.cycle
    }

    /// Whether the pin is turned over in a cycle of the stretch.
    fn glitches(&mut self, cycle: u64) -> bool {
        let at = self.cycle + cycle;
        let some = self.noise.below(65_536) < self.cable.glitches && at >= self.glitch + APART;
        if some {
            self.glitch = at;
        }
        some
    }

    /// A stretch of cycles.
    pub fn step(&mut self) {
        let count = self.cable.stretch;
        while let Some(byte) = self.up.pop(self.cycle) {
            self.sender.bytes.push_back(byte);
        }
        self.system.turn();
        let willing = self.system.takes();
        let mut drive = Vec::with_capacity(BEAT * count);
        for cycle in 0..count {
            let pushed = (self.queued < QUEUE && !willing)
                .then(|| self.system.give())
                .flatten();
            self.queued += usize::from(pushed.is_some());
            let glitch = self.glitches(cycle as u64);
            let rx = self.sender.pin() ^ glitch;
            let word = pushed.unwrap_or_default();
            let bits = [pushed.is_some(), willing, cycle == 0, rx];
            let bits = bits
                .iter()
                .rev()
                .fold(0, |bits, &bit| bits << 1 | u32::from(bit));
            drive.extend([word as u32, (word >> 32) as u32, bits]);
        }
        let mut seen = vec![0; BEAT * count];
        self.instance
            .run(&mut Run {
                inputs: vec![Input::new("drive", &drive)],
                outputs: vec![Output::new("seen", &mut seen)],
                ..Run::default()
            })
            .unwrap();
        for beat in seen.chunks_exact(BEAT) {
            self.cycle += 1;
            let bit = |index: u32| beat[2] >> index & 1 == 1;
            let word = u64::from(beat[0]) | u64::from(beat[1]) << 32;
            let [valid, moved, popped, tx] = [1, 2, 3, 4].map(bit);
            self.open = bit(5);
            if let Some(offered) = self.offered {
                assert!(
                    valid && word == offered,
                    "a word on offer stays until it is taken"
                );
            }
            self.offered = (valid && !moved).then_some(word);
            if moved {
                self.system.take(word);
            }
            self.queued -= usize::from(popped);
            if let Some(byte) = self.taker.pin(tx) {
                self.down.push(self.cycle, byte);
            }
        }
        while let Some(byte) = self.down.pop(self.cycle) {
            self.bridged.push(byte);
        }
        let count = self
            .cable
            .bridge
            .map_or(self.bridged.len(), |bridge| self.passes(bridge));
        self.arrived.extend(self.bridged.drain(..count));
    }

    /// Bytes that the bridge passes on after a stretch.
    fn passes(&mut self, bridge: Bridge) -> usize {
        let before = self.cycle - self.cable.stretch as u64;
        if self.cycle / bridge.frame == before / bridge.frame {
            return 0;
        }
        let count = match self.cycle - self.passed >= bridge.timer {
            true => self.bridged.len(),
            false => self.bridged.len() / PASSED * PASSED,
        };
        if count > 0 {
            self.passed = self.cycle;
        }
        count
    }
}

/// A cycle in time: that of a clock of 100 MHz.
pub const CYCLE: Duration = Duration::from_nanos(10);

impl Line for Pins {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let leaves = self.cable.bridge.map_or(self.cycle, |bridge| {
            self.cycle.next_multiple_of(bridge.frame)
        });
        for &byte in bytes {
            self.up.push(leaves, byte);
        }
        Ok(())
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        let until = self.cycle + (wait.as_nanos() / CYCLE.as_nanos()) as u64;
        self.step();
        while self.cycle < until && self.arrived.is_empty() {
            self.step();
        }
        let count = bytes.len().min(self.arrived.len());
        for (byte, arrived) in bytes.iter_mut().zip(self.arrived.drain(..count)) {
            *byte = arrived;
        }
        Ok(count)
    }

    fn now(&self) -> Duration {
        CYCLE * self.cycle as u32
    }

    fn describe(&self) -> String {
        "simulated pins".into()
    }
}
