//! The C++ shim between a design's ports and the caller's arrays, written for each design.

use askama::Template;

use crate::{Design, Direction, TestbenchError};

/// The shim's text for one design.
#[derive(Template)]
#[template(path = "shim.cpp", escape = "none")]
struct Shim<'a> {
    top: &'a str,
    inputs: Vec<Port<'a>>,
    outputs: Vec<Port<'a>>,
    memory: Option<&'a str>,
    sdram: Option<&'a str>,
    trace: bool,
}

/// A stream as the shim sees it.
struct Port<'a> {
    name: &'a str,
    handshake: bool,
    /// 32-bit words per beat.
    words: usize,
    /// More than 64 bits: Verilator keeps an array of words, not an integer.
    wide: bool,
    /// Bits of the highest word that belong to the data; Verilator wants the others clear.
    top_mask: u32,
    /// Whether `top_mask` leaves bits out.
    partial: bool,
}

/// Writes the shim of `design`.
///
/// # Errors
/// [`TestbenchError::Stream`] when a name is no plain identifier, is used twice, or has no width.
pub(crate) fn write(design: &Design, trace: bool) -> Result<String, TestbenchError> {
    check(design)?;
    let ports = |direction| {
        design
            .streams
            .iter()
            .filter(|stream| stream.direction == direction)
            .map(|stream| {
                let top_mask = u32::MAX >> ((32 - stream.width % 32) % 32);
                Port {
                    name: &stream.name,
                    handshake: stream.handshake,
                    words: stream.width.div_ceil(32),
                    wide: stream.width > 64,
                    top_mask,
                    partial: top_mask != u32::MAX,
                }
            })
            .collect()
    };
    let shim = Shim {
        top: &design.top,
        inputs: ports(Direction::Input),
        outputs: ports(Direction::Output),
        memory: design.memory.as_ref().map(|memory| &*memory.name),
        sdram: design.sdram.as_ref().map(|sdram| &*sdram.name),
        trace,
    };
    shim.render().map_err(|error| TestbenchError::Run {
        top: design.top.clone(),
        reason: format!("its shim cannot be written: {error}"),
    })
}

/// Checks that every name can stand in Verilog and C++ as it is.
pub(crate) fn check(design: &Design) -> Result<(), TestbenchError> {
    let refuse = |stream: &str, reason: &str| {
        Err(TestbenchError::Stream {
            top: design.top.clone(),
            stream: stream.to_owned(),
            reason: reason.to_owned(),
        })
    };
    if !is_identifier(&design.top) {
        return refuse("", "the module's name must be a plain identifier");
    }
    let memory = design.memory.iter().map(|memory| &memory.name);
    let ports: Vec<_> = memory
        .chain(design.sdram.iter().map(|sdram| &sdram.name))
        .collect();
    if let Some(name) = ports.iter().find(|name| !is_port_name(name)) {
        return refuse(name, "the name must be a plain identifier");
    }
    for (index, stream) in design.streams.iter().enumerate() {
        if !is_port_name(&stream.name) {
            return refuse(&stream.name, "the name must be a plain identifier");
        }
        if stream.width == 0 {
            return refuse(&stream.name, "its width is 0");
        }
        let before = design.streams[..index].iter().map(|other| &other.name);
        if before
            .chain(ports.iter().copied())
            .any(|name| *name == stream.name)
        {
            return refuse(&stream.name, "the name is used twice");
        }
    }
    Ok(())
}

fn is_port_name(name: &str) -> bool {
    // Verilator renames what has two underscores in a row.
    is_identifier(name) && !name.contains("__") && !name.ends_with('_')
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
