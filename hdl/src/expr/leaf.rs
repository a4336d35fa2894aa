//! Building a leaf: its ports and its states.

use super::circuit::{Circuit, Direction, MemoryBlock, Op, Port};
use super::graph::Graph;
use super::memory::Memory;
use super::source::Source;
use super::state::State;
use super::word::{Stage, Word};
use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// What a registered multiplier is made of. Both have the same latency and pass the same tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MultiplierCell {
    /// Plain Verilog; a synthesiser chooses the cell.
    Portable,
    /// An explicit `MULT18X18D` whose own input and output registers are used: half as fast again as what
    /// Yosys infers.
    Ecp5,
}

/// A leaf under construction.
pub struct Leaf {
    pub(super) graph: Rc<RefCell<Graph>>,
    documentation: String,
    own_origin: bool,
    meanings: Vec<(String, String)>,
}

impl Leaf {
    /// `documentation` becomes the comment above the Verilog module's body.
    #[track_caller]
    pub fn new(name: &str, documentation: &str) -> Self {
        let mut graph = Graph::default();
        graph.leaf = name.into();
        graph.check_name("the leaf's name", name);
        Leaf {
            graph: Rc::new(RefCell::new(graph)),
            documentation: documentation.into(),
            own_origin: false,
            meanings: Vec::new(),
        }
    }

    /// Says what ports mean, of a circuit that is a part of a leaf: in Verilog it stands above them. The ports of
    /// a block say it in [`leaf_block!`](crate::leaf_block).
    pub fn means(&mut self, ports: &[(&str, &str)]) {
        let said = ports
            .iter()
            .map(|(port, meaning)| ((*port).into(), (*meaning).into()));
        self.meanings.extend(said);
    }

    /// Declares that the leaf's stages count from a time of its own, not from the one of the leaves it is
    /// connected to: a unit that serves at any time. All its connections must then agree on how many cycles
    /// lie between.
    pub fn own_origin(&mut self) {
        self.own_origin = true;
    }

    pub(super) fn name(&self) -> String {
        self.graph.borrow().leaf.clone()
    }

    #[track_caller]
    pub(super) fn word(&self, op: Op, width: usize, signed: bool, stage: Stage) -> Word {
        let id = self.graph.borrow_mut().add(op, width);
        Word::new(self.graph.clone(), id, width, signed, stage)
    }

    /// An unsigned input port whose value is there at stage 0.
    #[track_caller]
    pub fn input(&mut self, name: &str, width: usize) -> Word {
        self.input_at(name, width, 0)
    }

    /// An unsigned input port whose value is there at `stage`.
    #[track_caller]
    pub fn input_at(&mut self, name: &str, width: usize, stage: usize) -> Word {
        let word = self.word(Op::Input(name.into()), width, false, Some(stage));
        self.port(name, &word, Direction::Input);
        word
    }

    /// An unsigned input that is not part of a pipeline: handshakes and other control.
    #[track_caller]
    pub fn control(&mut self, name: &str, width: usize) -> Word {
        let word = self.word(Op::Input(name.into()), width, false, None);
        self.port(name, &word, Direction::Input);
        word
    }

    #[track_caller]
    fn port(&mut self, name: &str, word: &Word, direction: Direction) {
        self.check_own(word);
        let mut graph = self.graph.borrow_mut();
        graph.claim("port", name);
        graph.ports.push(Port {
            name: name.into(),
            node: word.id,
            direction,
            stage: word.stage,
        });
    }

    /// An output port of the word's width.
    #[track_caller]
    pub fn output(&mut self, name: &str, word: &Word) {
        self.port(name, word, Direction::Output);
    }

    /// An output port whose word must be there exactly at `stage`.
    #[track_caller]
    pub fn output_at(&mut self, name: &str, word: &Word, stage: usize) {
        assert!(
            word.stage.is_none_or(|s| s == stage),
            "leaf {}: output `{name}` is {word}, not at stage {stage}",
            self.name()
        );
        self.output(name, word);
    }

    /// An unsigned constant.
    #[track_caller]
    pub fn constant(&self, value: u128, width: usize) -> Word {
        assert!(
            width >= 128 || value >> width == 0,
            "leaf {}: {value} does not fit {width} bits",
            self.name()
        );
        self.word(Op::Constant(BigUint::from(value)), width, false, None)
    }

    /// A register with feedback and an initial value, part of control: control words set it. Its next value
    /// is given by [`State::set`].
    #[track_caller]
    pub fn state(&self, name: &str, width: usize, initial: u128) -> State {
        self.state_at(name, width, initial, None)
    }

    /// A register with feedback and an initial value that words of `stage` set. [`State::get`] is what
    /// earlier items have left, at `stage`; [`State::after`] is what this one has made of it, a stage later.
    #[track_caller]
    pub fn state_at(
        &self,
        name: &str,
        width: usize,
        initial: u128,
        stage: impl Into<Option<usize>>,
    ) -> State {
        let initial = BigUint::from(initial);
        assert!(
            initial.bits() <= width as u64,
            "leaf {}: state `{name}` of {width} bits begins with {initial}, which does not fit",
            self.name()
        );
        let op = Op::Register {
            next: None,
            initial: Some(initial),
        };
        self.graph.borrow_mut().claim("state", name);
        let word = self.word(op, width, false, stage.into()).named(name);
        self.graph.borrow_mut().nodes[word.id].claimed = true;
        State::new(word)
    }

    /// A signed product with registers before and after the multiplier: two cycles, one product per cycle.
    #[track_caller]
    pub fn product(&self, left: &Word, right: &Word, body: MultiplierCell) -> Word {
        assert!(
            left.width <= 18 && right.width <= 18,
            "leaf {}: a MULT18X18D takes 18 x 18 bits, not {left} and {right}",
            self.name()
        );
        self.check_own(left);
        let stage = Word::join(&[left, right]).map(|s| s + 2);
        let (left_signed, right_signed) = (left.to_signed(), right.to_signed());
        let op = Op::Product {
            left: left_signed.id,
            right: right_signed.id,
            body,
        };
        let width = left_signed.width + right_signed.width;
        self.word(op, width, true, stage)
    }

    /// A memory of `depth` words, a power of two, with one write port. Reading a word in the cycle in which
    /// it is written is not defined.
    #[track_caller]
    pub fn memory(&self, name: &str, depth: usize, width: usize) -> Memory {
        let mut graph = self.graph.borrow_mut();
        graph.claim("memory", name);
        assert!(
            depth.is_power_of_two() && depth > 1 && width > 0,
            "leaf {}: memory `{name}` of {depth} words of {width} bits: words are as many as an address can tell apart, a power of two",
            graph.leaf
        );
        graph.memories.push(MemoryBlock {
            name: name.into(),
            depth,
            width,
            write: None,
            source: Source::here(),
        });
        Memory::new(self.graph.clone(), graph.memories.len() - 1, width)
    }

    /// Declares that bits are dropped on purpose, so that a linter need not ask.
    #[track_caller]
    pub fn unused(&mut self, word: &Word) {
        self.check_own(word);
        self.graph.borrow_mut().unused.push(word.id);
    }

    #[track_caller]
    pub(super) fn check_own(&self, word: &Word) {
        assert!(
            Rc::ptr_eq(&self.graph, &word.graph),
            "leaf {}: {word} is of leaf {}: a value reaches another leaf through a port",
            self.name(),
            word.graph.borrow().leaf
        );
    }

    /// Finishes the leaf. Panics if a state never got its next value or a memory its write port: a slip in
    /// the design's source.
    #[track_caller]
    pub fn build(self) -> Circuit {
        let ruled: Vec<_> = self.graph.borrow().rules.keys().copied().collect();
        for state in ruled {
            self.graph.borrow_mut().settle(state);
        }
        let graph = self.graph.borrow();
        for (id, node) in graph.nodes.iter().enumerate() {
            let open = matches!(node.op, Op::Register { next: None, .. });
            assert!(
                !open,
                "leaf {}: state {} has no next value",
                graph.leaf,
                graph.said(id)
            );
        }
        for (port, _) in &self.meanings {
            assert!(
                graph.ports.iter().any(|p| p.name == *port),
                "leaf {}: a meaning is given of `{port}`, which is no port",
                graph.leaf
            );
        }
        for memory in &graph.memories {
            assert!(
                memory.write.is_some(),
                "leaf {}: memory `{}` is never written",
                graph.leaf,
                memory.name
            );
        }
        Circuit {
            name: graph.leaf.clone(),
            documentation: self.documentation.clone(),
            meanings: self.meanings.clone(),
            own_origin: self.own_origin,
            nodes: graph.nodes.clone(),
            ports: graph.ports.clone(),
            memories: graph.memories.clone(),
            lanes: graph.lanes.clone(),
            parts: graph.parts.clone(),
            unused: graph.unused.clone(),
        }
    }
}
