//! What is under construction: nodes, memories, ports, and the names they have.

use super::circuit::{Circuit, LaneBlock, MemoryBlock, Node, NodeId, Op, Port};
use super::names::kind;
use super::source::Source;
use crate::identifier;
use num_bigint::BigUint;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct Graph {
    /// The leaf's name, for messages.
    pub leaf: String,
    pub nodes: Vec<Node>,
    pub memories: Vec<MemoryBlock>,
    pub lanes: Vec<LaneBlock>,
    pub parts: Vec<Arc<Circuit>>,
    pub ports: Vec<Port>,
    pub unused: Vec<NodeId>,
    /// What sets a state, the first that holds: conditions and values.
    pub rules: BTreeMap<NodeId, Vec<(NodeId, NodeId)>>,
    /// Constants that have names.
    labels: HashMap<String, NodeId>,
    shared: HashMap<(Op, usize), NodeId>,
    /// Names of states (`true`), and of ports, memories and lanes.
    names: HashSet<(bool, String)>,
}

impl Graph {
    /// Adds a node, or finds the one that already computes the same thing.
    #[track_caller]
    pub fn add(&mut self, op: Op, width: usize) -> NodeId {
        assert!(width > 0, "leaf {}: a word of no bits: {op:?}", self.leaf);
        // A register whose next value is still open is never the same as another.
        let open = matches!(op, Op::Register { next: None, .. });
        let key = (op, width);
        if !open && let Some(&id) = self.shared.get(&key) {
            return id;
        }
        let id = self.nodes.len();
        self.nodes.push(Node {
            op: key.0.clone(),
            width,
            name: None,
            yields: false,
            claimed: false,
            source: Source::here(),
        });
        if !open {
            self.shared.insert(key, id);
        }
        id
    }

    /// A constant that is read by its name.
    #[track_caller]
    pub fn label(&mut self, name: &str, value: BigUint, width: usize) -> NodeId {
        if let Some(&id) = self.labels.get(name) {
            return id;
        }
        self.claim("constant", name);
        let op = Op::Constant(value);
        self.nodes.push(Node {
            op,
            width,
            name: Some(name.into()),
            yields: false,
            claimed: true,
            source: Source::here(),
        });
        let id = self.nodes.len() - 1;
        self.labels.insert(name.into(), id);
        id
    }

    /// Makes of the rules that set a state its next value.
    #[track_caller]
    pub fn settle(&mut self, state: NodeId) -> Option<NodeId> {
        let mut next = state;
        for (condition, value) in self.rules.remove(&state)?.into_iter().rev() {
            let op = Op::Mux {
                condition,
                yes: value,
                no: next,
            };
            next = self.add(op, self.nodes[state].width);
        }
        if let Op::Register { next: open, .. } = &mut self.nodes[state].op {
            *open = Some(next);
        }
        Some(next)
    }

    /// Refuses what Verilog cannot take as a name, and what is a name that nobody gave.
    #[track_caller]
    pub fn check_name(&self, kind: &str, name: &str) {
        if let Err(fault) = identifier::check(name) {
            panic!("leaf {}: {kind} {fault}", self.leaf);
        }
        assert!(
            !name.starts_with('_'),
            "leaf {}: {kind} `{name}` begins with `_`, as names do that nobody gave: begin with a letter",
            self.leaf
        );
    }

    /// Takes a name for a port, a memory, lanes or a state: parents and proofs find them by it. Only a state may
    /// have the name of a port, that which it drives: the port keeps it, and the state gets a number.
    #[track_caller]
    pub fn claim(&mut self, kind: &str, name: &str) {
        self.check_name(kind, name);
        assert!(
            self.names.insert((kind == "state", name.into())),
            "leaf {}: {kind} `{name}` has the name of another one: give it its own",
            self.leaf
        );
        assert!(
            name != "clock" && name != "unused",
            "leaf {}: {kind} `{name}`: every leaf has a wire of that name, choose another",
            self.leaf
        );
    }

    /// How messages call a node.
    pub fn said(&self, id: NodeId) -> String {
        let node = &self.nodes[id];
        match (&node.name, &node.op) {
            (_, Op::Input(name)) | (Some(name), _) => format!("`{name}`"),
            (None, Op::Constant(value)) => format!("the constant {value}"),
            (None, Op::Slice { of, .. }) => format!("bits of {}", self.said(*of)),
            (None, Op::Extend { of, .. }) => self.said(*of),
            (None, op) => format!("a word without a name (`{}`)", kind(op)),
        }
    }
}
