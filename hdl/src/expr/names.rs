//! Which words of a circuit are statements of their own in its Verilog, and what they are called.

use super::circuit::{Circuit, NodeId, Op};
use std::collections::HashSet;

/// Identifiers of a circuit's nodes.
pub(super) struct Names {
    /// Verilog name of a node that has one.
    pub names: Vec<Option<String>>,
    /// Nodes that something needs.
    pub live: Vec<bool>,
    /// What loops over lanes count with.
    pub lane: String,
}

impl Names {
    /// The names of a circuit's Verilog.
    pub fn new(circuit: &Circuit) -> Self {
        let mut naming = Naming {
            names: vec![None; circuit.nodes.len()],
            bases: vec![String::new(); circuit.nodes.len()],
            live: live_nodes(circuit),
            circuit,
        };
        let lane = naming.choose();
        let Naming { names, live, .. } = naming;
        Names { names, live, lane }
    }
}

struct Naming<'c> {
    circuit: &'c Circuit,
    names: Vec<Option<String>>,
    /// What a name is derived from, without suffix and number.
    bases: Vec<String>,
    live: Vec<bool>,
}

impl Naming<'_> {
    /// Gives every node that needs one an identifier; the loops' variable.
    fn choose(&mut self) -> String {
        let mut taken: HashSet<String> =
            self.circuit.ports.iter().map(|p| p.name.clone()).collect();
        taken.extend(self.circuit.memories.iter().map(|m| m.name.clone()));
        taken.extend(["clock", "unused"].map(String::from));
        taken.extend(self.circuit.lanes.iter().map(|l| l.name.clone()));
        let parts = self.circuit.parts.iter().map(|p| p.name.as_str());
        let parts: HashSet<&str> = parts.collect();
        let mut lane = "lane".to_owned();
        while taken.contains(&lane) || parts.contains(lane.as_str()) {
            lane.push('_');
        }
        taken.insert(lane.clone());
        let uses = self.uses();
        for (id, node) in self.circuit.nodes.iter().enumerate() {
            if !self.live[id] {
                continue;
            }
            if let Op::Input(name) = &node.op {
                self.names[id] = Some(name.clone());
                self.bases[id] = name.clone();
                continue;
            }
            let trivial = matches!(node.op, Op::Constant(_));
            let needed = node.op.is_sequential()
                || node.name.is_some()
                || matches!(node.op, Op::FromLanes { .. })
                || uses[id].in_pieces
                || (uses[id].sliced && !trivial)
                || (uses[id].count > 1
                    && !trivial
                    && !matches!(node.op, Op::Slice { .. } | Op::Extend { .. }));
            if needed {
                let (base, suffix) = match &node.name {
                    Some(name) => (name.clone(), ""),
                    None => self.base(id),
                };
                let stem = format!("{base}{suffix}");
                let mut name = stem.clone();
                let mut number = 1;
                // A product has operands and an instance, named after it.
                let parts: &[&str] = match node.op {
                    Op::Product { .. } => &["", "_a", "_b", "_mult"],
                    _ => &[""],
                };
                while parts
                    .iter()
                    .any(|part| taken.contains(&format!("{name}{part}")))
                {
                    name = format!("{stem}_{number}");
                    number += 1;
                }
                taken.extend(parts.iter().map(|part| format!("{name}{part}")));
                self.names[id] = Some(name);
                self.bases[id] = base;
            }
        }
        lane
    }

    /// Base and suffix of a name for a node whose author gave none: a register is called after what it delays, `x_q`,
    /// `x_q_1`, ..., anything else after what kind of thing it is.
    fn base(&self, id: NodeId) -> (String, &'static str) {
        if let Op::FromLanes { lanes, output } = self.circuit.nodes[id].op {
            let lanes = &self.circuit.lanes[lanes];
            let port = self.circuit.parts[lanes.part].outputs().nth(output);
            let port = &port.expect("an output of the part").name;
            return (format!("{}_{port}", lanes.name), "");
        }
        let Op::Register {
            next: Some(from), ..
        } = &self.circuit.nodes[id].op
        else {
            return (kind(&self.circuit.nodes[id].op).into(), "");
        };
        let base = match (&self.names[*from], &self.circuit.nodes[*from].op) {
            (Some(_), _) => self.bases[*from].clone(),
            (None, Op::Slice { of, .. }) => self.bases[*of].clone(),
            (None, op) => kind(op).into(),
        };
        (base, "_q")
    }

    fn uses(&self) -> Vec<Uses> {
        let mut uses = vec![Uses::default(); self.circuit.nodes.len()];
        for (id, node) in self.circuit.nodes.iter().enumerate() {
            if !self.live[id] {
                continue;
            }
            for operand in node.op.operands() {
                uses[operand].count += 1;
                // A bit or part select needs an identifier to select from, and so does the sign bit of an extension,
                // unless it is that of a select already.
                let repeats_sign = matches!(
                    node.op,
                    Op::Extend { signed: true, .. } | Op::Product { .. }
                );
                let is_select = matches!(self.circuit.nodes[operand].op, Op::Slice { .. });
                uses[operand].sliced |=
                    matches!(node.op, Op::Slice { .. }) || repeats_sign && !is_select;
            }
        }
        for lanes in &self.circuit.lanes {
            let part = &self.circuit.parts[lanes.part];
            for (port, &id) in part.inputs().zip(&lanes.inputs) {
                let node = &self.circuit.nodes[id];
                uses[id].count += 1;
                // A piece of a select is a select from the same identifier.
                uses[id].in_pieces |= node.width != part.nodes[port.node].width
                    && !matches!(node.op, Op::Slice { .. });
            }
        }
        uses
    }
}

#[derive(Clone, Default)]
struct Uses {
    count: usize,
    sliced: bool,
    /// Lanes take pieces of it.
    in_pieces: bool,
}

/// Nodes from which an output, a memory or a declared unused bit can be reached.
pub(super) fn live_nodes(circuit: &Circuit) -> Vec<bool> {
    let mut live = vec![false; circuit.nodes.len()];
    let mut pending: Vec<NodeId> = circuit.ports.iter().map(|p| p.node).collect();
    pending.extend(&circuit.unused);
    for port in circuit.memories.iter().filter_map(|m| m.write) {
        pending.extend([port.enable, port.address, port.data]);
    }
    pending.extend(circuit.lanes.iter().flat_map(|lanes| &lanes.inputs));
    let given = |id: &NodeId| matches!(circuit.nodes[*id].op, Op::FromLanes { .. });
    pending.extend((0..circuit.nodes.len()).filter(given));
    while let Some(id) = pending.pop() {
        if !std::mem::replace(&mut live[id], true) {
            pending.extend(circuit.nodes[id].op.operands());
        }
    }
    live
}

/// What a node is called when nobody named it.
pub(super) fn kind(op: &Op) -> &'static str {
    match op {
        Op::Input(_) => "input",
        Op::Constant(_) => "constant",
        Op::Slice { .. } => "part",
        Op::Concat(_) => "joined",
        Op::Extend { .. } => "wide",
        Op::Add(..) | Op::AddCarry(..) => "sum",
        Op::Subtract(..) => "difference",
        Op::And(..) => "both",
        Op::Or(..) => "either",
        Op::Xor(..) => "differs",
        Op::Not(_) => "inverse",
        Op::Equal(..) => "equal",
        Op::Less { .. } => "below",
        Op::Mux { .. } => "chosen",
        Op::AnyBit(_) => "nonzero",
        Op::EveryBit(_) => "ones",
        Op::Register { .. } => "held",
        Op::Product { .. } => "product",
        Op::Read { .. } => "word",
        Op::FromLanes { .. } => "lanes",
    }
}
