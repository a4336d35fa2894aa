//! Ours as an ECP5 has it: a token row of the engine, with two weights in each multiplier (`engine/unpack.rs`).
//!
//! It is what [`harmonia`](super::harmonia) is for standard cells, and more: two outputs, INT8 weights and minima, a buffer of activation
//! blocks, and a RAM of accumulators for each output. Operands come unpacked and scales decoded, for all token rows, and one circuit
//! makes FP32 of all sums; so none of these is here either.

use rust_hdl::prelude::{Atom, AtomKind, Block, Probe};

use crate::design::ECP5_WRAPPER;
use crate::emit;
use crate::engine::token_row::TokenRow;
use crate::expr::{Direction, MultiplierCell};
use crate::layout::GROUP;

/// Name of its Verilog module.
pub const NAME: &str = "harmonia_packed";
/// Products that it makes side by side, 32 for each of two outputs.
pub const LANES: usize = 2 * GROUP;

/// Its complete Verilog; the top module is [`NAME`], and has the input `clock`.
pub fn verilog() -> String {
    let row = TokenRow::new(MultiplierCell::Ecp5);
    format!("{}\n{ECP5_WRAPPER}", emit::verilog(row, NAME))
}

/// Its ports in a direction but the clock, with their widths in bits.
pub fn ports(wanted: Direction) -> Vec<(String, usize)> {
    let mut ports = Ports {
        wanted,
        depth: 0,
        found: Vec::new(),
    };
    TokenRow::new(MultiplierCell::Ecp5).accept(NAME, &mut ports);
    ports.found
}

/// Looks for the signals of the outermost block.
struct Ports {
    wanted: Direction,
    depth: usize,
    found: Vec<(String, usize)>,
}

impl Probe for Ports {
    fn visit_start_scope(&mut self, _: &str, _: &dyn Block) {
        self.depth += 1;
    }

    fn visit_atom(&mut self, name: &str, signal: &dyn Atom) {
        let kind = match self.wanted {
            Direction::Input => AtomKind::InputParameter,
            Direction::Output => AtomKind::OutputParameter,
        };
        if self.depth == 1 && signal.kind() == kind && name != "clock" {
            self.found.push((name.into(), signal.bits()));
        }
    }

    fn visit_end_scope(&mut self, _: &str, _: &dyn Block) {
        self.depth -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_those_of_the_module() {
        let verilog = verilog();
        let (_, module) = verilog.split_once(&format!("module {NAME} (")).unwrap();
        let header = module.split(");").next().unwrap();
        let declared = |direction: &str, ports: Vec<(String, usize)>| {
            for (name, width) in &ports {
                let range = match width {
                    1 => String::new(),
                    width => format!("[{}:0] ", width - 1),
                };
                let line = format!("{direction} wire {range}{name}");
                let mut lines = header.lines().map(|line| line.trim().trim_end_matches(','));
                assert!(lines.any(|own| own == line), "{line} in {header}");
            }
            ports.len()
        };
        let inputs = declared("input", ports(Direction::Input));
        let outputs = declared("output", ports(Direction::Output));
        let all = header.matches(" wire ").count();
        assert_eq!(inputs + outputs + 1, all, "{header}");
    }
}
