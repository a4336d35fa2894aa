//! Which words of a circuit are statements of their own in its Verilog, and what they are called.
//!
//! A word is called what its author calls it; of words named alike, as those of a loop or of a function that is used twice
//! are, each gets a number from 0. A register whose author gave none is called after what it delays (`x_q`, `x_q2`, ..), a
//! word that an output port shows after the port. What is left has a name that is made up, and begins with `_`.

use super::circuit::{Circuit, Direction, NodeId, Op};
use std::collections::{HashMap, HashSet};

/// Identifiers of a circuit's nodes.
pub(super) struct Names {
    /// Verilog name of a node that has one.
    pub names: Vec<Option<String>>,
    /// Nodes that something needs.
    pub live: Vec<bool>,
    /// What an instance in a loop over lanes is called.
    pub lane: String,
    /// What those loops count with.
    pub index: String,
}

impl Names {
    /// The names of a circuit's Verilog.
    pub fn new(circuit: &Circuit) -> Self {
        let mut naming = Naming::new(circuit);
        for id in 0..circuit.nodes.len() {
            if naming.needed[id] {
                naming.name(id);
            }
        }
        Names {
            names: naming.names,
            live: naming.live,
            lane: naming.lane,
            index: naming.index,
        }
    }
}

struct Naming<'c> {
    circuit: &'c Circuit,
    live: Vec<bool>,
    /// Nodes that need an identifier.
    needed: Vec<bool>,
    /// The first output port that a node drives.
    outputs: HashMap<NodeId, &'c str>,
    /// How many nodes have a name from their author, of those that are not told apart otherwise.
    alike: HashMap<&'c str, usize>,
    names: Vec<Option<String>>,
    /// Of a register without a name, what it delays, and how many cycles.
    delays: HashMap<NodeId, (String, usize)>,
    taken: HashSet<String>,
    lane: String,
    index: String,
}

impl<'c> Naming<'c> {
    fn new(circuit: &'c Circuit) -> Self {
        let live = live_nodes(circuit);
        let ports = circuit.ports.iter().rev();
        let outputs = ports.filter(|port| port.direction == Direction::Output);
        let mut naming = Naming {
            circuit,
            needed: needed(circuit, &live),
            outputs: outputs
                .map(|port| (port.node, port.name.as_str()))
                .collect(),
            alike: HashMap::new(),
            names: vec![None; circuit.nodes.len()],
            delays: HashMap::new(),
            taken: ["clock", "unused"].map(String::from).into(),
            lane: "lane".into(),
            index: "i".into(),
            live,
        };
        let ports = circuit.ports.iter().map(|port| &port.name);
        let memories = circuit.memories.iter().map(|memory| &memory.name);
        let lanes = circuit.lanes.iter().map(|lanes| &lanes.name);
        naming
            .taken
            .extend(ports.chain(memories).chain(lanes).cloned());
        for name in [&mut naming.lane, &mut naming.index] {
            while !naming.taken.insert(name.clone()) {
                name.push('_');
            }
        }
        for (id, node) in circuit.nodes.iter().enumerate() {
            if !naming.needed[id] {
                continue;
            }
            if let Some(own) = naming.own(id) {
                naming.taken.insert(own.to_owned());
            } else if let Some(name) = &node.name {
                *naming.alike.entry(name).or_default() += 1;
            }
        }
        naming
    }

    /// A name that no other node can have: of a port, of a state that no port is named after, of a constant.
    fn own(&self, id: NodeId) -> Option<&'c str> {
        let node = &self.circuit.nodes[id];
        let name = node.name.as_deref();
        let is_port = |name: &&str| self.circuit.ports.iter().any(|port| port.name == *name);
        match &node.op {
            Op::Input(name) => Some(name),
            Op::Constant(_) => name,
            Op::Register { .. } if node.claimed => name.filter(|name| !is_port(name)),
            op if op.is_sequential() => None,
            _ => {
                let port = self.outputs.get(&id).copied();
                port.filter(|port| name.is_none_or(|name| name == *port))
            }
        }
    }

    fn name(&mut self, id: NodeId) {
        if let Some(own) = self.own(id) {
            self.names[id] = Some(own.into());
            return;
        }
        let stem = self.stem(id);
        let several = self
            .alike
            .get(stem.as_str())
            .is_some_and(|count| *count > 1);
        // A product has operands and an instance, named after it.
        let parts: &[&str] = match self.circuit.nodes[id].op {
            Op::Product { .. } => &["", "_a", "_b", "_mult"],
            _ => &[""],
        };
        let free = |name: &String| {
            parts
                .iter()
                .all(|part| !self.taken.contains(&format!("{name}{part}")))
        };
        let alone = (!several).then(|| stem.clone());
        let numbered = (usize::from(!several)..).map(|number| format!("{stem}_{number}"));
        let name = alone
            .into_iter()
            .chain(numbered)
            .find(free)
            .expect("numbers do not end");
        self.taken
            .extend(parts.iter().map(|part| format!("{name}{part}")));
        self.names[id] = Some(name);
    }

    /// The name of a node before it is told apart from others of that name.
    fn stem(&mut self, id: NodeId) -> String {
        let node = &self.circuit.nodes[id];
        let delays = match (&node.name, &node.op) {
            (Some(name), op)
                if op.is_sequential() && self.circuit.ports.iter().any(|p| p.name == *name) =>
            {
                (name.clone(), 0)
            }
            (Some(name), _) => return name.clone(),
            (
                None,
                Op::Register {
                    next: Some(from), ..
                },
            ) => self.delayed(id, *from),
            (None, Op::FromLanes { lanes, output }) => {
                let lanes = &self.circuit.lanes[*lanes];
                let port = self.circuit.parts[lanes.part].outputs().nth(*output);
                let port = &port.expect("an output of the part").name;
                return format!("{}_{port}", lanes.name);
            }
            (None, op) => match self.outputs.get(&id) {
                Some(port) => ((*port).to_owned(), 0),
                None => return format!("_{}", kind(op)),
            },
        };
        let (base, cycles) = (delays.0, delays.1 + 1);
        let stem = match cycles {
            1 => format!("{base}_q"),
            _ => format!("{base}_q{cycles}"),
        };
        self.delays.insert(id, (base, cycles));
        stem
    }

    /// What a register delays, and how many cycles it is delayed already.
    fn delayed(&self, register: NodeId, from: NodeId) -> (String, usize) {
        if let Some(earlier) = self.delays.get(&from) {
            return earlier.clone();
        }
        let base = match (
            &self.names[from],
            &self.circuit.nodes[from].op,
            self.outputs.get(&register),
        ) {
            (Some(name), ..) => name.clone(),
            (None, _, Some(port)) => (*port).to_owned(),
            (None, Op::Slice { of, low }, _) => {
                let of = self.names[*of].as_ref().expect("what is sliced has a name");
                match self.circuit.nodes[from].width {
                    1 => format!("{of}_{low}"),
                    width => format!("{of}_{}_{low}", low + width - 1),
                }
            }
            (None, op, _) => format!("_{}", kind(op)),
        };
        (base, 0)
    }
}

/// Nodes that need an identifier.
fn needed(circuit: &Circuit, live: &[bool]) -> Vec<bool> {
    let uses = uses(circuit, live);
    let mut needed = Vec::new();
    for (id, node) in circuit.nodes.iter().enumerate() {
        // Short enough to be written wherever it is read.
        let short = match node.op {
            Op::Slice { .. } | Op::Extend { .. } => true,
            Op::Not(of) => needed[of] || matches!(circuit.nodes[of].op, Op::Slice { .. }),
            _ => false,
        };
        let shared = uses[id].sliced || uses[id].in_pieces || uses[id].count > 1 && !short;
        let always = node.op.is_sequential()
            || node.name.is_some()
            || matches!(node.op, Op::Input(_) | Op::FromLanes { .. });
        let constant = matches!(node.op, Op::Constant(_));
        needed.push(live[id] && (always || shared && !constant));
    }
    needed
}

fn uses(circuit: &Circuit, live: &[bool]) -> Vec<Uses> {
    let mut uses = vec![Uses::default(); circuit.nodes.len()];
    for (id, node) in circuit.nodes.iter().enumerate() {
        if !live[id] {
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
            let is_select = matches!(circuit.nodes[operand].op, Op::Slice { .. });
            uses[operand].sliced |=
                matches!(node.op, Op::Slice { .. }) || repeats_sign && !is_select;
        }
    }
    for lanes in &circuit.lanes {
        let part = &circuit.parts[lanes.part];
        for (port, &id) in part.inputs().zip(&lanes.inputs) {
            let node = &circuit.nodes[id];
            uses[id].count += 1;
            // A piece of a select is a select from the same identifier.
            uses[id].in_pieces |=
                node.width != part.nodes[port.node].width && !matches!(node.op, Op::Slice { .. });
        }
    }
    uses
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
