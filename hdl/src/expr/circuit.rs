//! The finished description of a leaf: a list of nodes in evaluation order, its ports and its memories.

use super::source::Source;
use num_bigint::BigUint;
use std::sync::Arc;

/// Index of a node in [`Circuit::nodes`].
pub(super) type NodeId = usize;

/// What a node computes. Operands of `Add` to `Less` have one width; widths are made equal by `Extend`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op {
    Input(String),
    Constant(BigUint),
    /// Bits `low ..` of a word, as many as the node is wide.
    Slice {
        of: NodeId,
        low: usize,
    },
    /// Parts in order, least significant first.
    Concat(Vec<NodeId>),
    /// Widening by the sign (`signed`) or by zeros.
    Extend {
        of: NodeId,
        signed: bool,
    },
    Add(NodeId, NodeId),
    /// Sum of two words and one carry bit.
    AddCarry(NodeId, NodeId, NodeId),
    Subtract(NodeId, NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    Xor(NodeId, NodeId),
    Not(NodeId),
    Equal(NodeId, NodeId),
    Less {
        left: NodeId,
        right: NodeId,
        signed: bool,
    },
    Mux {
        condition: NodeId,
        yes: NodeId,
        no: NodeId,
    },
    AnyBit(NodeId),
    EveryBit(NodeId),
    /// `next` is filled in after the node exists, which is what allows feedback.
    Register {
        next: Option<NodeId>,
        initial: Option<BigUint>,
    },
    /// Signed product with registers on both sides (two cycles); the body is vendor specific.
    Product {
        left: NodeId,
        right: NodeId,
        body: super::MultiplierCell,
    },
    /// Word of a memory, `registered`: one cycle after the address.
    Read {
        memory: usize,
        address: NodeId,
        registered: bool,
    },
    /// An output of lanes, side by side. Their inputs are wanted whatever becomes of it.
    FromLanes {
        lanes: usize,
        output: usize,
    },
}

impl Op {
    /// The nodes this one reads.
    pub(super) fn operands(&self) -> Vec<NodeId> {
        match self {
            Op::Input(_) | Op::Constant(_) | Op::FromLanes { .. } => vec![],
            Op::Slice { of, .. } | Op::Extend { of, .. } => vec![*of],
            Op::Concat(parts) => parts.clone(),
            Op::Add(a, b)
            | Op::Subtract(a, b)
            | Op::And(a, b)
            | Op::Or(a, b)
            | Op::Xor(a, b)
            | Op::Equal(a, b) => vec![*a, *b],
            Op::AddCarry(a, b, c) => vec![*a, *b, *c],
            Op::Less { left, right, .. } | Op::Product { left, right, .. } => vec![*left, *right],
            Op::Not(a) | Op::AnyBit(a) | Op::EveryBit(a) => vec![*a],
            Op::Mux { condition, yes, no } => vec![*condition, *yes, *no],
            Op::Register { next, .. } => next.iter().copied().collect(),
            Op::Read { address, .. } => vec![*address],
        }
    }

    /// Whether the node's value is held over a clock edge.
    pub(super) fn is_sequential(&self) -> bool {
        matches!(
            self,
            Op::Register { .. }
                | Op::Product { .. }
                | Op::Read {
                    registered: true,
                    ..
                }
        )
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub op: Op,
    pub width: usize,
    /// The name its author gave it, the base of its Verilog identifier.
    pub name: Option<String>,
    /// Whether that name may give way to another one.
    pub yields: bool,
    /// Whether parents and proofs find the node by its name.
    pub claimed: bool,
    /// Where it was described.
    pub source: Source,
}

impl Node {
    /// Whether its author may still name it.
    pub fn is_open(&self) -> bool {
        self.name.is_none() || self.yields
    }

    pub fn call(&mut self, name: String, yields: bool, source: Source) {
        self.name = Some(name);
        self.yields = yields;
        self.source = source;
    }
}

/// A memory with one write port.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MemoryBlock {
    pub name: String,
    pub depth: usize,
    pub width: usize,
    pub write: Option<WritePort>,
    pub source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WritePort {
    pub enable: NodeId,
    pub address: NodeId,
    pub data: NodeId,
}

/// Equal lanes, or one part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LaneBlock {
    pub name: String,
    pub count: usize,
    /// Index in [`Circuit::parts`].
    pub part: usize,
    /// What each of the part's inputs takes: a word of its width for all lanes, or a wider one, a piece for each.
    pub inputs: Vec<NodeId>,
    pub source: Source,
}

/// Seen from the leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The leaf reads it.
    Input,
    /// The leaf drives it.
    Output,
}

impl Direction {
    pub(crate) fn keyword(self) -> &'static str {
        match self {
            Direction::Input => "input",
            Direction::Output => "output",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Port {
    pub name: String,
    pub node: NodeId,
    pub direction: Direction,
    /// When the value is there; `None` for control.
    pub stage: Option<usize>,
}

/// A leaf's description, complete and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Circuit {
    pub(super) name: String,
    pub(super) documentation: String,
    /// Ports, and what they mean, where the circuit itself says it.
    pub(super) meanings: Vec<(String, String)>,
    /// Whether stages count from a time of the leaf's own.
    pub(super) own_origin: bool,
    pub(super) nodes: Vec<Node>,
    pub(super) ports: Vec<Port>,
    pub(super) memories: Vec<MemoryBlock>,
    pub(super) lanes: Vec<LaneBlock>,
    /// Circuits inside this one, and inside those; a circuit comes after its own parts.
    pub(super) parts: Vec<Arc<Circuit>>,
    /// Nodes whose bits are dropped on purpose; the Verilog says so.
    pub(super) unused: Vec<NodeId>,
}

impl Circuit {
    /// Name of the leaf, the base of its Verilog module's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the leaf's stages count from a time of its own.
    pub fn own_origin(&self) -> bool {
        self.own_origin
    }

    /// Name, direction and width in bits of every port but the clock.
    pub fn ports(&self) -> impl Iterator<Item = (&str, Direction, usize)> {
        self.ports
            .iter()
            .map(|p| (p.name.as_str(), p.direction, self.nodes[p.node].width))
    }

    /// Circuits inside this one and inside those, each after its own parts.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Circuit> {
        self.parts.iter().map(Arc::as_ref)
    }

    /// When a port's value is there, in cycles from the leaf's time origin; `None` for control and for unknown ports.
    pub fn stage(&self, port: &str) -> Option<usize> {
        self.ports.iter().find(|p| p.name == port)?.stage
    }
}
