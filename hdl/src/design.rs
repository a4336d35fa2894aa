//! A design ready to be simulated or synthesised: its Verilog and its streams.

use crate::accelerator::Accelerator;
use crate::board::{self, Board, BoardDesign};
use crate::configuration::Configuration;
use crate::emit::verilog;
use crate::engine::Engine;
use crate::expr::{Direction, MultiplierCell};
use crate::memory::sdram::address::BANK_BITS;
use crate::memory::sdram::command::{BYTES, DATA_BITS, PIN_ADDRESS_BITS};
use crate::system::System;
use harmonia_contract::size::{
    ACTIVATION_BEAT_BITS, COMMAND_BITS, KV_BEAT_BITS, MEMORY_ADDRESS_BITS, MEMORY_LENGTH_BITS,
    RESULT_BITS, VECTOR_ELEMENT_BITS, WEIGHT_BEAT_BITS, WORD_BITS, WORD_BYTES,
};

/// The `MULT18X18D` wrapper of the ECP5 body, and a model of the cell for simulators.
pub const ECP5_WRAPPER: &str = include_str!("cells/harmonia_mult18x18d.v");
/// A behavioural model of the cell itself; synthesis must not see it.
pub const ECP5_MODEL: &str = include_str!("cells/mult18x18d_model.v");

/// A board's design with streams for pins, for simulators: `{top}` and `{board}` are modules' names.
const BOARD_SIMULATION: &str = include_str!("cells/board_simulation.v");

/// A stream `x`: ports `x_valid`, `x_data` and, with a handshake, `x_ready`. Whoever sends says valid without waiting for ready: the
/// accelerator's `command_ready` depends on the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// What its ports begin with.
    pub name: String,
    /// Which way beats go, seen from the design.
    pub direction: Direction,
    /// Bits of a beat.
    pub width: usize,
    /// Whether the receiver can refuse a beat.
    pub handshake: bool,
}

impl Stream {
    fn new(name: &str, direction: Direction, width: usize) -> Self {
        Stream {
            name: name.into(),
            direction,
            width,
            handshake: true,
        }
    }
}

/// A port of a memory of 64-bit words, seen from the design, in its clock.
///
/// ```text
/// outputs  <name>_request_valid  _request_write  _request_address  _request_length  _request_data  _request_enables  _read_ready
/// inputs   <name>_request_ready  _read_data      _read_valid
/// ```
///
/// A request moves when valid and ready: it reads `length` words from `address` on, or writes those bytes of one word (`length` 1) whose
/// enables are set. Words come back in the order of their requests, at most one per cycle; a word moves when valid and ready. A read
/// sees every write whose request moved before its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryPort {
    /// What the signals' names begin with.
    pub name: String,
}

impl MemoryPort {
    /// Every signal: what follows `<name>_`, direction and width.
    pub const SIGNALS: [(&str, Direction, usize); 10] = [
        ("request_valid", Direction::Output, 1),
        ("request_ready", Direction::Input, 1),
        ("request_write", Direction::Output, 1),
        ("request_address", Direction::Output, MEMORY_ADDRESS_BITS),
        ("request_length", Direction::Output, MEMORY_LENGTH_BITS),
        ("request_data", Direction::Output, WORD_BITS),
        ("request_enables", Direction::Output, WORD_BYTES),
        ("read_data", Direction::Input, WORD_BITS),
        ("read_valid", Direction::Input, 1),
        ("read_ready", Direction::Output, 1),
    ];
}

/// Pins of an SDRAM of 16 bits, seen from the design: those of [`SdramPins`](crate::memory::sdram::SdramPins). The chip has the design's
/// clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SdramPort {
    /// What the pins' names begin with.
    pub name: String,
}

impl SdramPort {
    /// Every pin: what follows `<name>_`, direction and width.
    pub const SIGNALS: [(&str, Direction, usize); 11] = [
        ("cke", Direction::Output, 1),
        ("csn", Direction::Output, 1),
        ("rasn", Direction::Output, 1),
        ("casn", Direction::Output, 1),
        ("wen", Direction::Output, 1),
        ("ba", Direction::Output, BANK_BITS),
        ("a", Direction::Output, PIN_ADDRESS_BITS),
        ("dqm", Direction::Output, BYTES),
        ("d_out", Direction::Output, DATA_BITS),
        ("d_off", Direction::Output, DATA_BITS),
        ("d_in", Direction::Input, DATA_BITS),
    ];
}

/// A top-level module, its Verilog and its streams. One clock, `clock`; no reset: control registers have initial values.
#[derive(Clone, Debug)]
pub struct Design {
    /// Name of the module.
    pub top: String,
    /// Everything a synthesiser needs.
    pub verilog: String,
    /// Models of vendor cells, for simulators only.
    pub models: String,
    /// Its streams, in the order of the ports.
    pub streams: Vec<Stream>,
    /// The memory that the design works on, if it does.
    pub memory: Option<MemoryPort>,
    /// The chip that it has pins for, if it does.
    pub sdram: Option<SdramPort>,
}

impl Design {
    /// The Verilog without comments and without the lines of the source that its attributes name: what a report on
    /// the hardware is about. Another remark does not change it.
    pub fn verilog_without_remarks(&self) -> String {
        let remark = |line: &str| {
            ["//", "(* src = "]
                .iter()
                .any(|begin| line.starts_with(begin))
        };
        let lines = self.verilog.lines();
        let kept = lines.filter(|line| !remark(line.trim_start()));
        kept.flat_map(|line| [line, "\n"]).collect()
    }

    /// What a configuration is for: a whole system if it has vector memory, else the accelerator alone.
    pub fn of(configuration: &Configuration) -> Design {
        match configuration.vectors {
            Some(vectors) => Design::system(configuration, vectors),
            None => Design::accelerator(configuration),
        }
    }

    /// The accelerator of a configuration: engine, attention unit, memory port.
    pub fn accelerator(configuration: &Configuration) -> Design {
        let body = configuration.multiplier;
        let context = configuration.context;
        let top = format!("harmonia_{}", configuration.name.replace('-', "_"));
        let verilog = match configuration.tokens {
            1 => verilog(Accelerator::<1>::new(context, body), &top),
            2 => verilog(Accelerator::<2>::new(context, body), &top),
            4 => verilog(Accelerator::<4>::new(context, body), &top),
            n => unreachable!("a configuration of {n} tokens is never loaded"),
        };
        let mut streams = Self::host_streams();
        streams.insert(
            3,
            Stream::new("vectors", Direction::Input, VECTOR_ELEMENT_BITS),
        );
        Design {
            memory: Some(MemoryPort {
                name: "memory".into(),
            }),
            ..Self::published(configuration, &top, &verilog, streams)
        }
    }

    /// The system of a configuration with `vectors` elements of vector memory: accelerator, vector unit, command processor,
    /// one memory for all.
    pub fn system(configuration: &Configuration, vectors: usize) -> Design {
        let body = configuration.multiplier;
        let (context, batch) = (configuration.context, configuration.batch);
        let top = format!("harmonia_{}", configuration.name.replace('-', "_"));
        let verilog = match configuration.tokens {
            1 => verilog(System::<1>::new(context, batch, vectors, body), &top),
            2 => verilog(System::<2>::new(context, batch, vectors, body), &top),
            4 => verilog(System::<4>::new(context, batch, vectors, body), &top),
            n => unreachable!("a configuration of {n} tokens is never loaded"),
        };
        let streams = vec![
            Stream::new("up", Direction::Input, WORD_BITS),
            Stream::new("down", Direction::Output, WORD_BITS),
        ];
        Design {
            memory: Some(MemoryPort {
                name: "memory".into(),
            }),
            ..Self::published(configuration, &top, &verilog, streams)
        }
    }

    /// The board of a configuration with vector memory, at a clock and a rate of its line in cycles and bits per second, for simulation:
    /// a beat of `line` is what a cycle has at its inputs (bit 0 from the host, bit 1 the button), one of `seen` what comes out in it
    /// (bit 0 to the host, LEDs in bits 8:1).
    ///
    /// # Panics
    /// When the configuration has no vector memory, or [`BoardDesign::new`] refuses clock or rate.
    pub fn board(configuration: &Configuration, clock_hz: u64, baud: u64) -> Design {
        let board = board::design_module(&configuration.name);
        let top = format!("{board}_pins");
        let wrapper = BOARD_SIMULATION
            .replace("{top}", &top)
            .replace("{board}", &board);
        let streams = [
            ("line", Direction::Input, 2),
            ("seen", Direction::Output, 9),
        ];
        let streams = streams.map(|(name, direction, width)| Stream {
            handshake: false,
            ..Stream::new(name, direction, width)
        });
        let verilog = Self::board_verilog(configuration, clock_hz, baud, &board);
        Design {
            sdram: Some(SdramPort {
                name: "chip".into(),
            }),
            ..Self::published(
                configuration,
                &top,
                &format!("{wrapper}\n{verilog}"),
                streams.into(),
            )
        }
    }

    /// A board as synthesis wants it: its top module, whose ports are the FPGA's pins, and its design. It has no streams.
    ///
    /// # Panics
    /// When the board's configuration does not exist or has no vector memory.
    pub fn on(board: &Board) -> Design {
        let configuration = Configuration::named(&board.configuration)
            .unwrap_or_else(|error| panic!("board `{}`: {error}", board.name));
        let name = board.design_module();
        let design =
            Self::board_verilog(&configuration, board.clock_hz(), board.baud.into(), &name);
        let verilog = format!("{}\n{design}", board.top_module(&name));
        Self::published(&configuration, &board.top(), &verilog, Vec::new())
    }

    /// The Verilog of a board's design, a module `top` with the pins of [`BoardDesign`].
    fn board_verilog(configuration: &Configuration, clock_hz: u64, baud: u64, top: &str) -> String {
        let vectors = configuration
            .vectors
            .expect("a board has a configuration with vector memory");
        match configuration.tokens {
            1 => verilog(
                BoardDesign::<1>::new(configuration, vectors, clock_hz, baud),
                top,
            ),
            2 => verilog(
                BoardDesign::<2>::new(configuration, vectors, clock_hz, baud),
                top,
            ),
            4 => verilog(
                BoardDesign::<4>::new(configuration, vectors, clock_hz, baud),
                top,
            ),
            n => unreachable!("a configuration of {n} tokens is never loaded"),
        }
    }

    /// The engine of a configuration alone, without attention.
    pub fn engine(configuration: &Configuration) -> Design {
        let body = configuration.multiplier;
        let top = format!("harmonia_{}", configuration.name.replace('-', "_"));
        let verilog = match configuration.tokens {
            1 => verilog(Engine::<1>::new(body), &top),
            2 => verilog(Engine::<2>::new(body), &top),
            4 => verilog(Engine::<4>::new(body), &top),
            n => unreachable!("a configuration of {n} tokens is never loaded"),
        };
        let mut streams = Self::host_streams();
        streams.insert(3, Stream::new("kv", Direction::Input, KV_BEAT_BITS));
        Self::published(configuration, &top, &verilog, streams)
    }

    /// Streams that every design has: commands, activations, weights, results.
    fn host_streams() -> Vec<Stream> {
        vec![
            Stream::new("command", Direction::Input, COMMAND_BITS),
            Stream::new("activations", Direction::Input, ACTIVATION_BEAT_BITS),
            Stream::new("weights", Direction::Input, WEIGHT_BEAT_BITS),
            Stream::new("results", Direction::Output, RESULT_BITS),
        ]
    }

    /// Verilog with its header and the wrapper of the configuration's multipliers.
    fn published(
        configuration: &Configuration,
        top: &str,
        verilog: &str,
        streams: Vec<Stream>,
    ) -> Design {
        let (wrapper, models) = match configuration.multiplier {
            MultiplierCell::Portable => ("", ""),
            MultiplierCell::Ecp5 => (ECP5_WRAPPER, ECP5_MODEL),
        };
        let header = format!(
            "// Harmonia BFP accelerator, configuration `{}`: {}.\n\
             // tokens = {}, context = {}, multiplier = {:?}. Emitted from Rust by `harmonia generate`; do not edit.\n\
             // Licence: MIT OR Apache-2.0\n\n`default_nettype none\n\n",
            configuration.name,
            configuration.description,
            configuration.tokens,
            configuration.context,
            configuration.multiplier
        );
        Design {
            verilog: format!(
                "{header}{verilog}{}{wrapper}",
                if wrapper.is_empty() { "" } else { "\n" }
            ),
            models: models.into(),
            streams,
            memory: None,
            sdram: None,
            top: top.into(),
        }
    }

    /// Name, direction and width of every port but the clock.
    pub fn ports(&self) -> Vec<(String, Direction, usize)> {
        let mut ports = Vec::new();
        for stream in &self.streams {
            let (forth, back) = match stream.direction {
                Direction::Input => (Direction::Input, Direction::Output),
                Direction::Output => (Direction::Output, Direction::Input),
            };
            let port = |end: &str| format!("{}_{end}", stream.name);
            ports.push((port("valid"), forth, 1));
            ports.push((port("data"), forth, stream.width));
            if stream.handshake {
                ports.push((port("ready"), back, 1));
            }
        }
        if let Some(memory) = &self.memory {
            let signals = MemoryPort::SIGNALS.into_iter();
            ports.extend(signals.map(|(end, direction, width)| {
                (format!("{}_{end}", memory.name), direction, width)
            }));
        }
        if let Some(sdram) = &self.sdram {
            let signals = SdramPort::SIGNALS.into_iter();
            ports.extend(signals.map(|(end, direction, width)| {
                (format!("{}_{end}", sdram.name), direction, width)
            }));
        }
        ports
    }

    /// Everything a simulator needs.
    pub fn simulated(&self) -> String {
        format!("{}\n{}", self.verilog, self.models)
    }
}
