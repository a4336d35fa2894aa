//! Building a leaf: ports, registers, memories.

use super::circuit::{Circuit, MemoryBlock, Node, NodeId, Op, Port, PortDirection, WritePort};
use super::word::{Stage, Word};
use num_bigint::BigUint;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Body of a registered multiplier. Both have the same latency and pass the same tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Multiplier {
    /// Plain Verilog; a synthesiser chooses the cell.
    Portable,
    /// An explicit `MULT18X18D` whose own input and output registers are used: half as fast again as what Yosys infers.
    Ecp5,
}

#[derive(Default)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    pub memories: Vec<MemoryBlock>,
    ports: Vec<Port>,
    unused: Vec<NodeId>,
    shared: HashMap<(Op, usize), NodeId>,
}

impl Graph {
    /// Adds a node, or finds the one that already computes the same thing.
    pub fn add(&mut self, op: Op, width: usize) -> NodeId {
        assert!(width > 0, "a word of no bits: {op:?}");
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
        });
        if !open {
            self.shared.insert(key, id);
        }
        id
    }
}

/// A leaf under construction.
pub struct Leaf {
    graph: Rc<RefCell<Graph>>,
    name: String,
    documentation: String,
}

impl Leaf {
    /// `documentation` becomes the comment above the Verilog module's body.
    pub fn new(name: &str, documentation: &str) -> Self {
        Leaf {
            graph: Rc::default(),
            name: name.into(),
            documentation: documentation.into(),
        }
    }

    fn word(&self, op: Op, width: usize, signed: bool, stage: Stage) -> Word {
        let id = self.graph.borrow_mut().add(op, width);
        Word::new(self.graph.clone(), id, width, signed, stage)
    }

    /// An unsigned input port whose value is there at stage 0.
    pub fn input(&mut self, name: &str, width: usize) -> Word {
        self.input_at(name, width, 0)
    }

    /// An unsigned input port whose value is there at `stage`.
    pub fn input_at(&mut self, name: &str, width: usize, stage: usize) -> Word {
        let word = self.word(Op::Input(name.into()), width, false, Some(stage));
        self.port(name, &word, PortDirection::Input);
        word
    }

    /// An unsigned input that is not part of a pipeline: handshakes and other control.
    pub fn control(&mut self, name: &str, width: usize) -> Word {
        let word = self.word(Op::Input(name.into()), width, false, None);
        self.port(name, &word, PortDirection::Input);
        word
    }

    fn port(&mut self, name: &str, word: &Word, direction: PortDirection) {
        let mut graph = self.graph.borrow_mut();
        assert!(
            graph.ports.iter().all(|p| p.name != name) && name != "clock",
            "leaf {}: port {name} declared twice",
            self.name
        );
        graph.ports.push(Port {
            name: name.into(),
            node: word.id,
            direction,
            stage: word.stage,
        });
    }

    /// An output port of the word's width.
    pub fn output(&mut self, name: &str, word: &Word) {
        self.port(name, word, PortDirection::Output);
    }

    /// An output port whose word must be there exactly at `stage`.
    pub fn output_at(&mut self, name: &str, word: &Word, stage: usize) {
        assert!(
            word.stage.is_none_or(|s| s == stage),
            "leaf {}: output {name} is there at stage {:?}, not {stage}",
            self.name,
            word.stage
        );
        self.output(name, word);
    }

    /// An unsigned constant.
    pub fn constant(&self, value: u128, width: usize) -> Word {
        assert!(
            width >= 128 || value >> width == 0,
            "{value} does not fit {width} bits"
        );
        self.word(Op::Constant(BigUint::from(value)), width, false, None)
    }

    /// A register with feedback and an initial value. Its next value is given by [`State::set`].
    pub fn state(&self, name: &str, width: usize, initial: u128) -> State {
        let initial = Some(BigUint::from(initial));
        let op = Op::Register {
            next: None,
            initial,
        };
        State {
            word: self.word(op, width, false, None).named(name),
        }
    }

    /// A signed product with registers before and after the multiplier: two cycles, one product a cycle.
    pub fn product(&self, left: &Word, right: &Word, body: Multiplier) -> Word {
        assert!(
            left.width <= 18 && right.width <= 18,
            "a MULT18X18D takes 18 x 18 bits, not {} x {}",
            left.width,
            right.width
        );
        let (left_signed, right_signed) = (left.to_signed(), right.to_signed());
        let stage = left.stage_with(right).map(|s| s + 2);
        let op = Op::Product {
            left: left_signed.id,
            right: right_signed.id,
            body,
        };
        let width = left_signed.width + right_signed.width;
        self.word(op, width, true, stage)
    }

    /// A memory of `depth` words with one write port. Reading a word in the cycle in which it is written is not defined.
    pub fn memory(&self, name: &str, depth: usize, width: usize) -> Memory {
        let mut graph = self.graph.borrow_mut();
        graph.memories.push(MemoryBlock {
            name: name.into(),
            depth,
            width,
            write: None,
        });
        Memory {
            graph: self.graph.clone(),
            index: graph.memories.len() - 1,
            width,
        }
    }

    /// Declares that bits are dropped on purpose, so that a linter need not ask.
    pub fn unused(&mut self, word: &Word) {
        self.graph.borrow_mut().unused.push(word.id);
    }

    /// Finishes the leaf. Panics if a state never got its next value or a memory its write port: a slip in the design's source.
    pub fn build(self) -> Circuit {
        let graph = self.graph.borrow();
        for node in &graph.nodes {
            let open = matches!(node.op, Op::Register { next: None, .. });
            assert!(
                !open,
                "leaf {}: state {:?} has no next value",
                self.name, node.name
            );
        }
        for memory in &graph.memories {
            assert!(
                memory.write.is_some(),
                "leaf {}: memory {} is never written",
                self.name,
                memory.name
            );
        }
        Circuit {
            name: self.name.clone(),
            documentation: self.documentation.clone(),
            nodes: graph.nodes.clone(),
            ports: graph.ports.clone(),
            memories: graph.memories.clone(),
            unused: graph.unused.clone(),
        }
    }
}

/// A register with feedback.
#[derive(Clone)]
pub struct State {
    word: Word,
}

impl State {
    /// The value before the next clock edge.
    pub fn get(&self) -> &Word {
        &self.word
    }

    /// Gives the value after the next clock edge; once.
    pub fn set(&self, value: &Word) {
        assert_eq!(
            self.word.width, value.width,
            "state of {} bits set to a word of {}",
            self.word.width, value.width
        );
        let mut graph = self.word.graph.borrow_mut();
        let Op::Register { next, .. } = &mut graph.nodes[self.word.id].op else {
            unreachable!("a state is a register")
        };
        assert!(
            next.replace(value.id).is_none(),
            "a state has one next value"
        );
    }

    /// Gives the next value for cycles in which `enable` is set; the state holds otherwise.
    pub fn set_if(&self, enable: &Word, value: &Word) {
        self.set(&enable.mux(&value.as_unsigned(), &self.word));
    }
}

/// A memory with one write port and any number of read ports.
pub struct Memory {
    graph: Rc<RefCell<Graph>>,
    index: usize,
    width: usize,
}

impl Memory {
    /// Connects the write port; once.
    pub fn write(&self, enable: &Word, address: &Word, data: &Word) {
        assert_eq!(
            data.width, self.width,
            "a memory of {} bits written with {}",
            self.width, data.width
        );
        let port = WritePort {
            enable: enable.id,
            address: address.id,
            data: data.id,
        };
        let memory = &mut self.graph.borrow_mut().memories[self.index];
        assert!(
            memory.write.replace(port).is_none(),
            "a memory has one write port"
        );
    }

    /// The word at `address`, one cycle later: block RAM.
    pub fn read(&self, address: &Word) -> Word {
        self.read_port(address, true, address.stage.map(|s| s + 1))
    }

    /// The word at `address` in the same cycle: distributed RAM.
    pub fn look_up(&self, address: &Word) -> Word {
        self.read_port(address, false, address.stage)
    }

    fn read_port(&self, address: &Word, registered: bool, stage: Stage) -> Word {
        let op = Op::Read {
            memory: self.index,
            address: address.id,
            registered,
        };
        let id = self.graph.borrow_mut().add(op, self.width);
        Word::new(self.graph.clone(), id, self.width, false, stage)
    }
}
