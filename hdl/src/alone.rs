//! A leaf alone, as a design with one input and one output stream: how leaves are co-simulated.
//!
//! The ports of a leaf belong to different stages of a pipeline. Here every beat of `in` holds the values of all input ports for one
//! item, in the order of their declaration, the first in the lowest bits; the wrapper delays each port to its stage, and
//! gathers the outputs of an item into one beat of `out`. One-bit ports are held at zero while `in` has nothing to say:
//! strobes must not fire by themselves.

use crate::design::{Design, Stream};
use crate::emit;
use crate::expr::{Circuit, Direction};
use std::fmt::Write;

impl Design {
    /// The leaf and its wrapper. `models` are the cells its multipliers need.
    pub fn leaf(circuit: &Circuit, models: &str) -> Design {
        let name = circuit.name();
        let top = format!("{name}_alone");
        let ports: Vec<_> = circuit.ports().collect();
        let stage = |port: &str| circuit.stage(port);
        let stages = |wanted: Direction| {
            let of = ports
                .iter()
                .filter(move |(_, direction, _)| *direction == wanted);
            of.filter_map(|(port, ..)| stage(port)).collect::<Vec<_>>()
        };
        let origin = stages(Direction::Input).into_iter().min().unwrap_or(0);
        let last = stages(Direction::Output)
            .into_iter()
            .max()
            .unwrap_or(origin)
            .max(origin);
        let (mut declarations, mut clocked, mut connections) =
            (String::new(), String::new(), Vec::new());
        let (mut in_bits, mut out_bits, mut gathered) = (0, 0, Vec::new());
        let mut delay = |text: &mut String, from: &str, width: usize, cycles: usize| {
            let mut now = from.to_owned();
            for cycle in 1..=cycles {
                let later = format!("{from}_{cycle}");
                let _ = writeln!(text, "    reg [{}:0] {later} = 0;", width - 1);
                let _ = writeln!(clocked, "        {later} <= {now};");
                now = later;
            }
            now
        };
        for (port, direction, width) in &ports {
            let net = format!("{port}_net");
            match direction {
                Direction::Input => {
                    let bits = format!("in_data[{}:{in_bits}]", in_bits + width - 1);
                    let value = if *width == 1 {
                        format!("{bits} & in_valid")
                    } else {
                        bits
                    };
                    let _ = writeln!(declarations, "    wire [{}:0] {net} = {value};", width - 1);
                    let cycles = stage(port).map_or(0, |s| s - origin);
                    connections.push(format!(
                        ".{port}({})",
                        delay(&mut declarations, &net, *width, cycles)
                    ));
                    in_bits += width;
                }
                Direction::Output => {
                    let _ = writeln!(declarations, "    wire [{}:0] {net};", width - 1);
                    connections.push(format!(".{port}({net})"));
                    let cycles = stage(port).map_or(0, |s| last - s);
                    gathered.insert(0, delay(&mut declarations, &net, *width, cycles));
                    out_bits += width;
                }
            }
        }
        let _ = writeln!(declarations, "    wire valid = in_valid;");
        let valid = delay(&mut declarations, "valid", 1, last - origin);
        let verilog = format!(
            "module {top} (\n    input wire clock,\n    input wire in_valid,\n    input wire [{}:0] in_data,\n    \
             output wire out_valid,\n    output wire [{}:0] out_data\n);\n{declarations}    {name} leaf (.clock(clock), {});\n    \
             always @(posedge clock) begin\n{clocked}    end\n    assign out_valid = {valid};\n    \
             assign out_data = {{{}}};\nendmodule\n\n{}",
            in_bits - 1,
            out_bits - 1,
            connections.join(", "),
            gathered.join(", "),
            emit::leaf(circuit)
        );
        let stream = |name: &str, direction, width| Stream {
            name: name.into(),
            direction,
            width,
            handshake: false,
        };
        Design {
            top,
            verilog,
            models: models.into(),
            streams: vec![
                stream("in", Direction::Input, in_bits),
                stream("out", Direction::Output, out_bits),
            ],
            memory: None,
            sdram: None,
        }
    }
}
