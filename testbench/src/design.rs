//! What the harness needs to know of a design.

/// A Verilog design and the streams at its ports.
///
/// The top module has the clock `clock`, no reset, and no other ports than those of its streams:
/// `<name>_valid`, `<name>_data` and, with handshake, `<name>_ready`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Design {
    /// Name of the top module.
    pub top: String,
    /// The whole Verilog text.
    pub verilog: String,
    /// The streams, in the order of the ports.
    pub streams: Vec<Stream>,
}

/// A stream of words at the ports of a design.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stream {
    /// Prefix of its ports.
    pub name: String,
    /// Seen from the design.
    pub direction: Direction,
    /// Width of the data in bits, at least 1.
    pub width: usize,
    /// Whether the stream has a ready signal; without one every valid word is taken.
    pub handshake: bool,
}

/// Direction of a stream, seen from the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Into the design.
    Input,
    /// Out of the design.
    Output,
}
