//! Four-state simulation by Icarus: shows registers that are read before anything is written to them,
//! which Verilator's two states hide.

use std::fmt::Write;
use std::path::Path;

use askama::Template;
use harmonia_fpga::{Completed, Runner, Tool, ToolError, Toolbox, temporary_folder, write_input};

use crate::{Design, Direction, Input, Stall, TestbenchError, shim};

/// A short run in four states. Icarus does a few thousand cycles per second.
#[derive(Clone, Debug)]
pub struct UndefinedCheck<'a> {
    /// Beats for input streams; while a stream has none to offer, its data are undefined.
    pub inputs: Vec<Input<'a>>,
    /// Back-pressure on every output.
    pub stall: Stall,
    /// Seed of the stalls.
    pub seed: u32,
    /// Cycles to run.
    pub cycles: u32,
}

/// Outcome of an [`UndefinedCheck`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndefinedReport {
    /// What was undefined; at most eight a stream.
    pub findings: Vec<Undefined>,
    /// Beats that went through each stream: a check through which nothing went says nothing.
    pub beats: Vec<(String, u64)>,
}

/// A signal that was undefined where it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undefined {
    /// The stream.
    pub stream: String,
    /// Which of its signals.
    pub signal: Signal,
    /// The cycle, from 0.
    pub cycle: u64,
    /// The signal's bits, highest first, as 0, 1, x and z.
    pub bits: String,
}

/// A signal of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Undefined in any cycle.
    Valid,
    /// Undefined in any cycle.
    Ready,
    /// Undefined while valid.
    Data,
}

const FINDINGS_A_STREAM: usize = 8;

impl UndefinedCheck<'_> {
    /// Runs `design` under Icarus.
    ///
    /// # Errors
    /// When Icarus is missing or refuses the design, the inputs do not fit its streams, or it has a memory
    /// port: the check has no memory.
    pub fn run(&self, design: &Design) -> Result<UndefinedReport, TestbenchError> {
        shim::check(design)?;
        if design.memory.is_some() {
            return Err(refuse(design, "the check has no memory for it".to_owned()));
        }
        let toolbox = Toolbox::from_environment();
        let folder = temporary_folder()?;
        let mut inputs = Vec::new();
        let mut outputs = Vec::new();
        for stream in &design.streams {
            let mut port = Port {
                name: &stream.name,
                width: stream.width,
                handshake: stream.handshake,
                stall: self.stall.0,
                beats: 0,
            };
            if stream.direction == Direction::Output {
                outputs.push(port);
                continue;
            }
            let input = self.inputs.iter().find(|input| input.stream == stream.name);
            if let Some(input) = input {
                port.stall = input.stall.0;
                let text = hexadecimal(design, stream.width, input)?;
                port.beats = text.lines().count();
                write_input(folder.path(), &format!("{}.hex", stream.name), &text)?;
            }
            inputs.push(port);
        }
        for input in &self.inputs {
            if !inputs.iter().any(|port| port.name == input.stream) {
                return Err(refuse(
                    design,
                    format!("it has no input stream {:?}", input.stream),
                ));
            }
        }
        let bench = Bench {
            top: &design.top,
            seed: self.seed,
            cycles: self.cycles,
            limit: FINDINGS_A_STREAM,
            inputs,
            outputs,
        };
        let bench = bench
            .render()
            .map_err(|error| refuse(design, format!("its bench cannot be written: {error}")))?;
        let verilog = &design.simulated();
        Compile { verilog, bench }.run(&toolbox, folder.path())?;
        Ok(Simulate.run(&toolbox, folder.path())?)
    }
}

/// The beats as `$readmemh` reads them: one a line, highest word first.
fn hexadecimal(design: &Design, width: usize, input: &Input<'_>) -> Result<String, TestbenchError> {
    let words = width.div_ceil(32);
    let mut text = String::new();
    for segment in &input.segments {
        let beats = segment.chunks_exact(words);
        if !beats.remainder().is_empty() {
            let reason = format!("words of stream {} end within a beat", input.stream);
            return Err(refuse(design, reason));
        }
        for beat in beats {
            for (index, word) in beat.iter().enumerate().rev() {
                // Icarus warns of digits above the width.
                let bits = (width - 32 * index).min(32);
                let digits = bits.div_ceil(4);
                let word = word & (u32::MAX >> (32 - bits));
                write!(text, "{word:0digits$x}").expect("writing to a string");
            }
            text.push('\n');
        }
    }
    Ok(text)
}

fn refuse(design: &Design, reason: String) -> TestbenchError {
    TestbenchError::Run {
        top: design.top.clone(),
        reason,
    }
}

#[derive(Template)]
#[template(path = "undefined.v", escape = "none")]
struct Bench<'a> {
    top: &'a str,
    seed: u32,
    cycles: u32,
    limit: usize,
    inputs: Vec<Port<'a>>,
    outputs: Vec<Port<'a>>,
}

struct Port<'a> {
    name: &'a str,
    width: usize,
    handshake: bool,
    stall: u8,
    beats: usize,
}

struct Compile<'a> {
    verilog: &'a str,
    bench: String,
}

impl Runner for Compile<'_> {
    type Report = ();

    fn tool(&self) -> Tool {
        Tool::Icarus
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, "design.v", self.verilog)?;
        write_input(folder, "bench.v", &self.bench)?;
        let arguments = [
            "-g2005",
            "-o",
            "check.vvp",
            "-s",
            "undefined_check",
            "design.v",
            "bench.v",
        ];
        Ok(arguments.map(str::to_owned).to_vec())
    }

    fn report(&self, completed: &Completed) -> Result<(), ToolError> {
        completed.success()
    }
}

struct Simulate;

impl Runner for Simulate {
    type Report = UndefinedReport;

    fn tool(&self) -> Tool {
        Tool::IcarusRuntime
    }

    fn prepare(&self, _: &Path) -> Result<Vec<String>, ToolError> {
        Ok(vec!["-N".into(), "check.vvp".into()])
    }

    fn report(&self, completed: &Completed) -> Result<UndefinedReport, ToolError> {
        completed.success()?;
        let mut report = UndefinedReport {
            findings: Vec::new(),
            beats: Vec::new(),
        };
        let mut ended = false;
        for line in completed.log.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let unreadable = || completed.unreadable("a line", format!("{line:?}"));
            match words[..] {
                ["undefined", stream, signal, cycle, bits] => report.findings.push(Undefined {
                    stream: stream.to_owned(),
                    signal: match signal {
                        "valid" => Signal::Valid,
                        "ready" => Signal::Ready,
                        "data" => Signal::Data,
                        _ => return Err(unreadable()),
                    },
                    cycle: cycle.parse().map_err(|_| unreadable())?,
                    bits: bits.to_owned(),
                }),
                ["beats", stream, count] => {
                    let count = count.parse().map_err(|_| unreadable())?;
                    report.beats.push((stream.to_owned(), count));
                }
                ["end", "of", "check"] => ended = true,
                // Other lines are the design's own $display, or warnings.
                _ => (),
            }
        }
        if ended {
            Ok(report)
        } else {
            Err(completed.unreadable("the check's output", "it does not come to an end"))
        }
    }
}
