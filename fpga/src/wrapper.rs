//! A wrapper that lets one block be placed and routed alone.
//!
//! A block with thousands of port bits fits no package. The wrapper has three pins: inputs come from a
//! shift register, outputs go through registers and a registered tree of XORs. No path of the wrapper
//! has more than one LUT, so the block's own paths decide the clock.

use askama::Template;

use crate::ToolError;

/// A port of a block, besides its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// Its width in bits, at least 1.
    pub width: usize,
}

/// Verilog around a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapper {
    /// Name of the wrapper's module; its clock is `clock`.
    pub top: &'static str,
    /// The wrapper, and the block as a black box.
    pub verilog: String,
}

const TOP: &str = "placed_alone";
/// Bits that one LUT4 folds into one.
const FOLD: usize = 4;

impl Wrapper {
    /// Wraps `block`, whose clock is the port `clock` and not among its `inputs`.
    ///
    /// # Errors
    /// [`ToolError::Ports`] when a port has no width, or nothing comes out of the block: it would be
    /// optimised away.
    pub fn new(
        block: &str,
        clock: &str,
        inputs: &[Port],
        outputs: &[Port],
    ) -> Result<Wrapper, ToolError> {
        let error = |reason: String| ToolError::Ports {
            module: block.to_owned(),
            reason,
        };
        if let Some(port) = inputs.iter().chain(outputs).find(|port| port.width == 0) {
            return Err(error(format!("port {} has no bits", port.name)));
        }
        if block == TOP {
            return Err(error("the wrapper has the same name".into()));
        }
        let (inputs, stimulus_bits) = place(inputs);
        let (outputs, response_bits) = place(outputs);
        if response_bits == 0 {
            return Err(error("it has no output".into()));
        }
        let mut levels = Vec::new();
        let mut bits = response_bits;
        while bits > 1 {
            let inputs = (0..bits).step_by(FOLD).map(|low| Slice {
                low,
                high: (low + FOLD).min(bits) - 1,
            });
            let inputs: Vec<_> = inputs.collect();
            bits = inputs.len();
            levels.push(Level {
                index: levels.len() + 1,
                bits,
                inputs,
            });
        }
        let text = Text {
            block,
            clock,
            top: TOP,
            inputs,
            outputs,
            stimulus_bits,
            response_bits,
            levels,
        };
        let mut verilog = text.render().map_err(|reason| error(reason.to_string()))?;
        // The template engine takes the last line's end away, which a text file has.
        verilog.push('\n');
        Ok(Wrapper { top: TOP, verilog })
    }
}

#[derive(Template)]
#[template(path = "wrapper.v", escape = "none")]
struct Text<'a> {
    block: &'a str,
    clock: &'a str,
    top: &'a str,
    inputs: Vec<Placed<'a>>,
    outputs: Vec<Placed<'a>>,
    stimulus_bits: usize,
    response_bits: usize,
    levels: Vec<Level>,
}

/// A port and the lowest bit it has of the stimulus or of the response.
struct Placed<'a> {
    name: &'a str,
    width: usize,
    low: usize,
}

/// Ports side by side, and the bits that they have together.
fn place(ports: &[Port]) -> (Vec<Placed<'_>>, usize) {
    let mut bits = 0;
    let mut next = |port| {
        let &Port { ref name, width } = port;
        let low = bits;
        bits += width;
        Placed { name, width, low }
    };
    (ports.iter().map(&mut next).collect(), bits)
}

struct Level {
    index: usize,
    bits: usize,
    inputs: Vec<Slice>,
}

struct Slice {
    low: usize,
    high: usize,
}
