//! Lanes and parts in a leaf's Verilog: a loop of instances, or one.

use super::{Op, Printer, range, statement};
use crate::expr::circuit::{Circuit, LaneBlock, NodeId};
use std::fmt::Write;

/// What stands before a part's name where it is instantiated, until its module's name is known.
pub(crate) const PART: &str = "part$";

impl Printer<'_> {
    /// The instances of lanes, or of one part.
    pub(super) fn lanes(&self, block: &LaneBlock) -> String {
        let part = &self.circuit.parts[block.part];
        let width = |port: NodeId| part.nodes[port].width;
        let clock = part.has_clock().then(|| ".clock(clock)".to_owned());
        let inputs = part.inputs().zip(&block.inputs).map(|(port, &id)| {
            let own = self.circuit.nodes[id].width != width(port.node);
            let from = match own {
                true => self.piece(id, width(port.node)),
                false => self.expressions.reference(id),
            };
            format!(".{}({from})", port.name)
        });
        let lanes = self.circuit.lanes.iter().position(|l| l.name == block.name);
        let outputs = part.outputs().enumerate().map(|(index, port)| {
            let from = |op: &Op| matches!(op, Op::FromLanes { lanes: l, output } if Some(*l) == lanes && *output == index);
            let id = self.circuit.nodes.iter().position(|node| from(&node.op));
            let id = id.expect("every output of lanes is a node");
            let to = match block.count {
                1 => self.expressions.reference(id),
                _ => self.piece(id, width(port.node)),
            };
            format!(".{}({to})", port.name)
        });
        let connections: Vec<String> = clock.into_iter().chain(inputs).chain(outputs).collect();
        let connections = connections.join(",\n");
        let (name, part, i) = (&block.name, &part.name, &self.index);
        let mut text = String::new();
        let head = match block.count {
            1 => format!("{PART}{part} {name}"),
            count => {
                let head = format!("for ({i} = 0; {i} < {count}; {i} = {i} + 1) begin : {name}");
                let _ = writeln!(text, "{head}");
                format!("{PART}{part} {}", self.lane)
            }
        };
        statement(
            &mut text,
            &block.source,
            &format!("{head} (\n{connections}\n);"),
        );
        if block.count > 1 {
            text += "end\n";
        }
        text
    }

    /// A lane's piece of a word.
    fn piece(&self, id: NodeId, width: usize) -> String {
        let (of, low) = match (&self.expressions.names[id], &self.circuit.nodes[id].op) {
            (None, Op::Slice { of, low }) => (*of, *low),
            _ => (id, 0),
        };
        let from = self.expressions.names[of]
            .as_ref()
            .expect("what has pieces has a name");
        let low = match low {
            0 => String::new(),
            low => format!("{low} + "),
        };
        match width {
            1 => format!("{from}[{low}{}]", self.index),
            _ => format!("{from}[{low}{width} * {} +: {width}]", self.index),
        }
    }

    /// What the loops count with.
    pub(super) fn loop_variable(&mut self) {
        if self.circuit.lanes.iter().any(|lanes| lanes.count > 1) {
            let _ = writeln!(self.memories, "genvar {};", self.index);
        }
    }
}

impl Circuit {
    /// The part's Verilog module, from its ports on.
    pub(crate) fn part_module(&self) -> String {
        self.module(self.has_clock())
    }

    /// The Verilog module, from its ports on, with or without a clock.
    pub(crate) fn module(&self, clock: bool) -> String {
        let clocks = clock.then(|| "input wire clock".to_owned());
        let ports = self.ports().map(|(name, direction, width)| {
            let said = self.meanings.iter().find(|(port, _)| port == name);
            let said = said.map_or(String::new(), |(_, meaning)| format!("// {meaning}\n    "));
            format!("{said}{} wire {}{name}", direction.keyword(), range(width))
        });
        let ports: Vec<String> = clocks.into_iter().chain(ports).collect();
        format!("(\n    {}\n);\n{}", ports.join(",\n    "), self.text(clock))
    }

    /// Whether anything in it waits for a clock edge.
    pub(super) fn has_clock(&self) -> bool {
        let live = crate::expr::names::live_nodes(self);
        let mut nodes = self.nodes.iter().zip(live);
        !self.memories.is_empty()
            || nodes.any(|(node, live)| live && node.op.is_sequential())
            || self
                .lanes
                .iter()
                .any(|lanes| self.parts[lanes.part].has_clock())
    }
}
