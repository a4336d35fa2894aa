//! What goes through the streams of a design in one run.

use std::fmt;

use crate::error::{Limit, Progress, Rule};
use crate::{Direction, MemoryOptions, Stream, TestbenchError, ffi};

/// One run: the beats for the inputs, the room for the outputs, and how hard to stall them.
///
/// A beat is `width / 32` words, rounded up, lowest bits first; of the last word, bits above the width
/// are ignored on inputs and 0 on outputs. A stream that is not listed gets no beats, or has no room.
#[derive(Debug)]
pub struct Run<'a> {
    /// Beats for input streams.
    pub inputs: Vec<Input<'a>>,
    /// Room for output streams.
    pub outputs: Vec<Output<'a>>,
    /// Seed of the stalls; the same seed gives the same run.
    pub seed: u64,
    /// Give up after this many cycles.
    pub cycle_limit: u64,
    /// Give up when no stream has moved for this many cycles.
    pub idle_limit: u64,
    /// Cycles to run after everything is done, in which no output may have another word. Of a design with a
    /// memory port, as many cycles in a row in which its memory is idle.
    pub settle_cycles: u64,
}

impl Default for Run<'_> {
    /// Nothing to do, no limit but 100,000 idle cycles, no settling.
    fn default() -> Self {
        Run {
            inputs: Vec::new(),
            outputs: Vec::new(),
            seed: 1,
            cycle_limit: u64::MAX,
            idle_limit: 100_000,
            settle_cycles: 0,
        }
    }
}

/// How often a stream pauses, in 256ths of the cycles in which it could go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stall(pub u8);

impl Stall {
    /// Full speed.
    pub const NONE: Stall = Stall(0);
    /// Every second cycle or so.
    pub const HALF: Stall = Stall(128);
}

/// Beats for an input stream.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    pub(crate) stream: &'a str,
    pub(crate) segments: Vec<&'a [u32]>,
    pub(crate) stall: Stall,
}

impl<'a> Input<'a> {
    /// The beats in `words`, one after the other.
    pub fn new(stream: &'a str, words: &'a [u32]) -> Self {
        Input::gather(stream, vec![words])
    }

    /// The beats of several arrays, one after the other, without copying them together.
    pub fn gather(stream: &'a str, segments: Vec<&'a [u32]>) -> Self {
        Input {
            stream,
            segments,
            stall: Stall::NONE,
        }
    }

    /// Pauses before some of the beats. While it pauses, the data are noise.
    pub fn stall(mut self, stall: Stall) -> Self {
        self.stall = stall;
        self
    }
}

/// Room for the beats of an output stream.
pub struct Output<'a> {
    stream: &'a str,
    words: &'a mut [u32],
    stall: Stall,
}

impl<'a> Output<'a> {
    /// The run is done when `words` is full of beats; there is no back-pressure before.
    pub fn new(stream: &'a str, words: &'a mut [u32]) -> Self {
        Output {
            stream,
            words,
            stall: Stall::NONE,
        }
    }

    /// Is not ready in some of the cycles. Without effect on a stream without handshake.
    pub fn stall(mut self, stall: Stall) -> Self {
        self.stall = stall;
        self
    }
}

impl fmt::Debug for Output<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Output")
            .field("stream", &self.stream)
            .field("words", &self.words.len())
            .field("stall", &self.stall)
            .finish()
    }
}

/// What a run took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// Clock cycles, settling included.
    pub cycles: u64,
    /// Words of 64 bits that the memory port has read.
    pub words_read: u64,
    /// Words, or parts of words, that it has written.
    pub words_written: u64,
}

/// What a run needs to know of the instance's memory.
pub(crate) struct Memory<'a> {
    pub name: &'a str,
    pub words: &'a mut [u64],
    pub options: MemoryOptions,
}

/// Turns `run` into the shim's structures, calls it, and turns its outcome into a result.
pub(crate) fn run(
    top: &str,
    streams: &[Stream],
    run: &mut Run<'_>,
    memory: Memory<'_>,
    sdram: ffi::Sdram,
    call: impl FnOnce(*mut ffi::Run) -> u32,
) -> Result<Report, TestbenchError> {
    refuse_unknown(top, streams, run)?;
    let segments = segments(top, streams, run)?;
    let mut inputs = inputs(streams, run, &segments);
    let mut outputs = outputs(top, streams, run)?;
    let mut request = ffi::Run {
        inputs: inputs.as_mut_ptr(),
        outputs: outputs.as_mut_ptr(),
        memory: ffi::Memory {
            words: memory.words.as_mut_ptr(),
            size: memory.words.len() as u64,
            latency: u64::from(memory.options.latency.max(1)),
            word_cycles: u64::from(memory.options.word_cycles.max(1)),
            stall: u64::from(memory.options.stall.0),
            seed: memory.options.seed,
            read: 0,
            written: 0,
            write: 0,
            address: 0,
            length: 0,
        },
        sdram,
        seed: run.seed,
        cycle_limit: run.cycle_limit,
        idle_limit: run.idle_limit,
        settle_cycles: run.settle_cycles,
        cycles: 0,
        stream: 0,
        message: [0; 256],
    };
    let outcome = call(&mut request);
    let unfinished = |reason| TestbenchError::Unfinished {
        top: top.to_owned(),
        reason,
        cycles: request.cycles,
        seed: run.seed,
        progress: progress(streams, &inputs, &segments, &outputs),
    };
    let broken = |rule| TestbenchError::Rule {
        top: top.to_owned(),
        stream: directed(streams, Direction::Output)
            .nth(request.stream as usize)
            .map_or_else(
                || format!("{}_request", memory.name),
                |stream| stream.name.clone(),
            ),
        rule,
        cycle: request.cycles,
        seed: run.seed,
    };
    Err(match outcome {
        ffi::DONE => {
            return Ok(Report {
                cycles: request.cycles,
                words_read: request.memory.read,
                words_written: request.memory.written,
            });
        }
        ffi::CYCLE_LIMIT => unfinished(Limit::Cycles),
        ffi::IDLE => unfinished(Limit::Idle),
        ffi::VALID_DROPPED => broken(Rule::ValidStays),
        ffi::DATA_CHANGED => broken(Rule::DataStays),
        ffi::SURPLUS => broken(Rule::NoSurplus),
        ffi::MEMORY => TestbenchError::Memory {
            top: top.to_owned(),
            memory: memory.name.to_owned(),
            words: request.memory.size,
            write: request.memory.write != 0,
            address: request.memory.address,
            length: request.memory.length,
            cycle: request.cycles,
            seed: run.seed,
        },
        _ => fatal(top, &request.message, run.seed),
    })
}

/// The streams of one direction, in the shim's order.
fn directed(streams: &[Stream], direction: Direction) -> impl Iterator<Item = &Stream> {
    streams
        .iter()
        .filter(move |stream| stream.direction == direction)
}

/// The beats given to a stream.
fn given<'r, 'a>(run: &'r Run<'a>, stream: &Stream) -> Option<&'r Input<'a>> {
    run.inputs.iter().find(|input| input.stream == stream.name)
}

/// For each input stream, where its beats are.
fn segments(
    top: &str,
    streams: &[Stream],
    run: &Run<'_>,
) -> Result<Vec<Vec<ffi::Segment>>, TestbenchError> {
    let of = |stream: &Stream| {
        let words = given(run, stream).map_or(&[][..], |input| &input.segments);
        let segment = |words: &&[u32]| {
            Ok(ffi::Segment {
                words: words.as_ptr(),
                beats: beats(top, stream, words.len())?,
            })
        };
        words.iter().map(segment).collect()
    };
    directed(streams, Direction::Input).map(of).collect()
}

/// The input streams, which point to their segments.
fn inputs(streams: &[Stream], run: &Run<'_>, segments: &[Vec<ffi::Segment>]) -> Vec<ffi::Input> {
    let input = |(stream, list): (&Stream, &Vec<ffi::Segment>)| ffi::Input {
        segments: list.as_ptr(),
        segment_count: list.len() as u64,
        stall: given(run, stream).map_or(0, |input| u64::from(input.stall.0)),
        sent: 0,
    };
    let of_inputs = directed(streams, Direction::Input);
    of_inputs.zip(segments).map(input).collect()
}

/// The output streams, which point to their room.
fn outputs(
    top: &str,
    streams: &[Stream],
    run: &mut Run<'_>,
) -> Result<Vec<ffi::Output>, TestbenchError> {
    let output = |stream: &Stream| {
        let mut wanted = run.outputs.iter_mut();
        Ok(match wanted.find(|output| output.stream == stream.name) {
            Some(output) => ffi::Output {
                room: beats(top, stream, output.words.len())?,
                words: output.words.as_mut_ptr(),
                stall: u64::from(output.stall.0),
                received: 0,
            },
            None => ffi::Output {
                room: 0,
                words: std::ptr::null_mut(),
                stall: 0,
                received: 0,
            },
        })
    };
    directed(streams, Direction::Output).map(output).collect()
}

/// How far every stream came: beats moved, and beats wanted.
fn progress(
    streams: &[Stream],
    inputs: &[ffi::Input],
    segments: &[Vec<ffi::Segment>],
    outputs: &[ffi::Output],
) -> Progress {
    let given = directed(streams, Direction::Input)
        .zip(inputs)
        .zip(segments)
        .map(|((stream, input), list)| {
            let wanted = list.iter().map(|segment| segment.beats).sum();
            (stream.name.clone(), input.sent, wanted)
        });
    let taken = directed(streams, Direction::Output)
        .zip(outputs)
        .map(|(stream, output)| (stream.name.clone(), output.received, output.room));
    Progress(given.chain(taken).collect())
}

/// What the shim says when it cannot go on.
fn fatal(top: &str, message: &[u8], seed: u64) -> TestbenchError {
    let end = message.iter().position(|&byte| byte == 0);
    let text = &message[..end.unwrap_or(message.len())];
    TestbenchError::Fatal {
        top: top.to_owned(),
        message: String::from_utf8_lossy(text).into_owned(),
        seed,
    }
}

/// Refuses names that are no stream of the right direction, and names given twice.
fn refuse_unknown(top: &str, streams: &[Stream], run: &Run<'_>) -> Result<(), TestbenchError> {
    let inputs = run
        .inputs
        .iter()
        .map(|input| (input.stream, Direction::Input));
    let outputs = run
        .outputs
        .iter()
        .map(|output| (output.stream, Direction::Output));
    let named: Vec<_> = inputs.chain(outputs).collect();
    for (index, &(name, direction)) in named.iter().enumerate() {
        let known = streams
            .iter()
            .any(|stream| stream.name == name && stream.direction == direction);
        let reason = if !known {
            let kind = match direction {
                Direction::Input => "input",
                Direction::Output => "output",
            };
            format!("it has no {kind} stream {name:?}")
        } else if named[..index].contains(&(name, direction)) {
            format!("stream {name} is given twice")
        } else {
            continue;
        };
        return Err(TestbenchError::Run {
            top: top.to_owned(),
            reason,
        });
    }
    Ok(())
}

/// Beats in `words` words of `stream`.
fn beats(top: &str, stream: &Stream, words: usize) -> Result<u64, TestbenchError> {
    let beat = stream.width.div_ceil(32);
    if words.is_multiple_of(beat) {
        return Ok((words / beat) as u64);
    }
    Err(TestbenchError::Run {
        top: top.to_owned(),
        reason: format!(
            "stream {} has beats of {beat} words, {words} words end within one",
            stream.name
        ),
    })
}
