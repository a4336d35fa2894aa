//! A leaf's memories.

use super::circuit::{NodeId, Op, WritePort};
use super::graph::Graph;
use super::word::{Stage, Word};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A memory with one write port and any number of read ports.
///
/// Enable, address and data of a write are of one stage. What is read is of its address' stage: who wrote it,
/// and when, is what the address says. Only control is read from control addresses: what staged words write
/// must be read at a stage, or be written through [`Word::leaves`].
pub struct Memory {
    graph: Rc<RefCell<Graph>>,
    index: usize,
    width: usize,
    written_at: Cell<Stage>,
    control_address: Cell<Option<NodeId>>,
}

impl Memory {
    pub(super) fn new(graph: Rc<RefCell<Graph>>, index: usize, width: usize) -> Self {
        Memory {
            graph,
            index,
            width,
            written_at: Cell::new(None),
            control_address: Cell::new(None),
        }
    }

    /// Connects the write port; once.
    #[track_caller]
    pub fn write(&self, enable: &Word, address: &Word, data: &Word) {
        self.check_address(address);
        assert!(
            data.width == self.width,
            "{}: words of {} bits, written with {data}",
            self.said(),
            self.width
        );
        assert!(
            enable.width == 1,
            "{}: the write enable is one bit, not {enable}",
            self.said()
        );
        self.written_at.set(Word::join(&[enable, address, data]));
        self.check_stages();
        let port = WritePort {
            enable: enable.id,
            address: address.id,
            data: data.id,
        };
        let earlier = self.graph.borrow_mut().memories[self.index]
            .write
            .replace(port);
        assert!(earlier.is_none(), "{}: it has one write port", self.said());
    }

    /// The word at `address`, one cycle later: block RAM.
    #[track_caller]
    pub fn read(&self, address: &Word) -> Word {
        self.read_port(address, true, address.stage.map(|s| s + 1))
    }

    /// The word at `address` in the same cycle: distributed RAM.
    #[track_caller]
    pub fn look_up(&self, address: &Word) -> Word {
        self.read_port(address, false, address.stage)
    }

    #[track_caller]
    fn read_port(&self, address: &Word, registered: bool, stage: Stage) -> Word {
        self.check_address(address);
        if address.stage.is_none() {
            self.control_address.set(Some(address.id));
            self.check_stages();
        }
        let op = Op::Read {
            memory: self.index,
            address: address.id,
            registered,
        };
        let id = self.graph.borrow_mut().add(op, self.width);
        Word::new(self.graph.clone(), id, self.width, false, stage)
    }

    #[track_caller]
    fn check_address(&self, address: &Word) {
        let depth = self.graph.borrow().memories[self.index].depth;
        let bits = depth.trailing_zeros() as usize;
        assert!(
            Rc::ptr_eq(&self.graph, &address.graph),
            "{}: addressed by {address} of leaf {}: a value reaches another leaf through a port",
            self.said(),
            address.graph.borrow().leaf
        );
        assert!(
            address.width == bits,
            "{}: {depth} words have addresses of {bits} bits, not {address}: `slice` or `extend` it",
            self.said()
        );
    }

    #[track_caller]
    fn check_stages(&self) {
        if let (Some(stage), Some(address)) = (self.written_at.get(), self.control_address.get()) {
            panic!(
                "{}: written at stage {stage}, and read as control, from the address {}: say `leaves` of what is written, \
                 or `enters` of the address",
                self.said(),
                self.graph.borrow().said(address)
            );
        }
    }

    fn said(&self) -> String {
        let graph = self.graph.borrow();
        format!(
            "leaf {}: memory `{}`",
            graph.leaf, graph.memories[self.index].name
        )
    }
}
