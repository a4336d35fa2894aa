//! A word: a value of exact width and sign, at a known pipeline stage.

use super::circuit::{NodeId, Op};
use super::graph::Graph;
use super::source::Source;
use num_bigint::BigUint;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// Cycle, counted from the leaf's time origin; `None` for constants and state, which belong to every stage.
pub(super) type Stage = Option<usize>;

/// A value of a leaf under construction. Cheap to clone.
#[derive(Clone)]
pub struct Word {
    pub(super) graph: Rc<RefCell<Graph>>,
    pub(super) id: NodeId,
    pub(super) width: usize,
    pub(super) signed: bool,
    pub(super) stage: Stage,
}

impl Word {
    pub(super) fn new(
        graph: Rc<RefCell<Graph>>,
        id: NodeId,
        width: usize,
        signed: bool,
        stage: Stage,
    ) -> Self {
        Word {
            graph,
            id,
            width,
            signed,
            stage,
        }
    }

    /// Width in bits.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The stage at which the value is there, if it belongs to one.
    pub fn stage(&self) -> Option<usize> {
        self.stage
    }

    #[track_caller]
    pub(super) fn derive(&self, op: Op, width: usize, signed: bool, stage: Stage) -> Word {
        let id = self.graph.borrow_mut().add(op, width);
        Word::new(self.graph.clone(), id, width, signed, stage)
    }

    /// Stage of what is made of all of these words, which must be of one leaf and, control and constants
    /// aside, of one stage.
    #[track_caller]
    pub(super) fn join(words: &[&Word]) -> Stage {
        let mut staged: Option<&Word> = None;
        for word in words {
            let (leaf, other) = (&words[0].graph, &word.graph);
            assert!(
                Rc::ptr_eq(leaf, other),
                "leaf {}: {} meets {word} of leaf {}: a value reaches another leaf through a port",
                leaf.borrow().leaf,
                words[0],
                other.borrow().leaf
            );
            if let Some(earlier) = staged {
                assert!(
                    word.stage.is_none() || word.stage == earlier.stage,
                    "leaf {}: {earlier} meets {word}: delay the earlier one with `at` or `control_at`",
                    leaf.borrow().leaf
                );
            } else if word.stage.is_some() {
                staged = Some(word);
            }
        }
        staged.and_then(|word| word.stage)
    }

    /// A control value made at `stage`: where state machines feed a pipeline.
    #[track_caller]
    pub fn enters(&self, stage: usize) -> Word {
        assert!(
            self.stage.is_none(),
            "leaf {}: {self} is at a stage already: to take it to another pipeline, say `leaves` first",
            self.leaf()
        );
        Word {
            stage: Some(stage),
            ..self.clone()
        }
    }

    /// The same value as control, of no stage: where a pipeline ends in a state machine.
    pub fn leaves(&self) -> Word {
        Word {
            stage: None,
            ..self.clone()
        }
    }

    /// Gives the value a name in the Verilog. The first name a value gets stays; of words named alike, as a
    /// function makes that is used twice, the later ones get a number.
    #[track_caller]
    pub fn named(self, name: &str) -> Word {
        let mut graph = self.graph.borrow_mut();
        graph.check_name("the word's name", name);
        let node = &mut graph.nodes[self.id];
        if node.is_open() {
            node.call(name.into(), false, Source::here());
        }
        drop(graph);
        self
    }

    /// A name that a function of this layer knows; its caller may know a better one.
    #[track_caller]
    pub(super) fn called(self, name: &str) -> Word {
        let mut graph = self.graph.borrow_mut();
        let node = &mut graph.nodes[self.id];
        if node.name.is_none() {
            node.call(name.into(), true, Source::here());
        }
        drop(graph);
        self
    }

    /// The same bits read as two's complement.
    pub fn as_signed(&self) -> Word {
        Word {
            signed: true,
            ..self.clone()
        }
    }

    /// The same bits read as a magnitude.
    pub fn as_unsigned(&self) -> Word {
        Word {
            signed: false,
            ..self.clone()
        }
    }

    /// The same value as a signed word: an unsigned one gains a zero bit.
    #[track_caller]
    pub fn to_signed(&self) -> Word {
        if self.signed {
            self.clone()
        } else {
            self.extend(self.width + 1).as_signed()
        }
    }

    /// The same value in more bits.
    #[track_caller]
    pub fn extend(&self, width: usize) -> Word {
        assert!(
            width >= self.width,
            "leaf {}: {self} into {width} bits",
            self.leaf()
        );
        if width == self.width {
            return self.clone();
        }
        let constant = match &self.graph.borrow().nodes[self.id].op {
            Op::Constant(value) if !self.signed => Some(value.clone()),
            _ => None,
        };
        if let Some(value) = constant {
            return self.derive(Op::Constant(value), width, false, self.stage);
        }
        let op = Op::Extend {
            of: self.id,
            signed: self.signed,
        };
        self.derive(op, width, self.signed, self.stage)
    }

    /// Bits `low .. low + width`, unsigned.
    #[track_caller]
    pub fn slice(&self, low: usize, width: usize) -> Word {
        assert!(
            low + width <= self.width,
            "leaf {}: bits {low}..{} of {self}",
            self.leaf(),
            low + width
        );
        if width == self.width {
            return self.as_unsigned();
        }
        // A select of a select, of one part of a concatenation or of a constant is looked through: Verilog can only
        // select from an identifier.
        let op = self.graph.borrow().nodes[self.id].op.clone();
        match op {
            Op::Slice { of, low: below } => {
                let op = Op::Slice {
                    of,
                    low: below + low,
                };
                self.derive(op, width, false, self.stage)
            }
            Op::Constant(value) => {
                let value = (value >> low) % (BigUint::from(1u8) << width);
                self.derive(Op::Constant(value), width, false, self.stage)
            }
            Op::Concat(parts) => match self.part_of(&parts, low, width) {
                Some((part, low)) => part.slice(low, width),
                None => self.derive(Op::Slice { of: self.id, low }, width, false, self.stage),
            },
            _ => self.derive(Op::Slice { of: self.id, low }, width, false, self.stage),
        }
    }

    /// The part of a concatenation that holds bits `low .. low + width` whole, and where in it they are.
    fn part_of(&self, parts: &[NodeId], low: usize, width: usize) -> Option<(Word, usize)> {
        let mut start = 0;
        for &id in parts {
            let part = self.graph.borrow().nodes[id].width;
            if low >= start && low + width <= start + part {
                let word = Word::new(self.graph.clone(), id, part, false, self.stage);
                return Some((word, low - start));
            }
            start += part;
        }
        None
    }

    /// One bit.
    #[track_caller]
    pub fn bit(&self, index: usize) -> Word {
        self.slice(index, 1)
    }

    /// The most significant bit.
    #[track_caller]
    pub fn sign(&self) -> Word {
        self.bit(self.width - 1)
    }

    /// An unsigned constant of the same leaf.
    #[track_caller]
    pub fn constant(&self, value: u128, width: usize) -> Word {
        let value = BigUint::from(value);
        assert!(
            value.bits() <= width as u64,
            "leaf {}: {value} does not fit {width} bits",
            self.leaf()
        );
        self.derive(Op::Constant(value), width, false, None)
    }

    /// A constant of the same leaf and width that is read by its name.
    #[track_caller]
    pub(super) fn label(&self, name: &str, value: BigUint) -> Word {
        let id = self.graph.borrow_mut().label(name, value, self.width);
        Word::new(self.graph.clone(), id, self.width, false, None)
    }

    /// A zero of the same leaf.
    #[track_caller]
    pub fn zero(&self, width: usize) -> Word {
        self.constant(0, width)
    }

    /// The value times `2^count`, wider by `count` bits.
    #[track_caller]
    pub fn shift_left(&self, count: usize) -> Word {
        if count == 0 {
            return self.clone();
        }
        let zeros = self.zero(count);
        let op = Op::Concat(vec![zeros.id, self.id]);
        self.derive(op, self.width + count, self.signed, self.stage)
    }

    /// Words joined, the first one in the least significant bits.
    #[track_caller]
    pub(super) fn concat(parts: &[&Word]) -> Word {
        let first = parts.first().expect("a concatenation of no words");
        if let [only] = parts {
            return only.as_unsigned();
        }
        let stage = Word::join(parts);
        let width = parts.iter().map(|p| p.width).sum();
        let op = Op::Concat(parts.iter().map(|p| p.id).collect());
        first.derive(op, width, false, stage)
    }

    #[track_caller]
    pub(super) fn check_width(&self, other: &Word) {
        assert!(
            self.width == other.width,
            "leaf {}: {self} meets {other}: `extend` or `slice` one of them",
            self.leaf()
        );
    }

    #[track_caller]
    pub(super) fn check_bit(&self, role: &str) {
        assert!(
            self.width == 1,
            "leaf {}: {role} is one bit, not {self}",
            self.leaf()
        );
    }

    pub(super) fn leaf(&self) -> String {
        self.graph.borrow().leaf.clone()
    }

    /// The value one cycle later; no initial value, so for data that a valid bit accompanies.
    #[track_caller]
    pub fn register(&self) -> Word {
        let op = Op::Register {
            next: Some(self.id),
            initial: None,
        };
        self.derive(op, self.width, self.signed, self.stage.map(|s| s + 1))
    }

    /// The value one cycle later, zero before the first clock edge: for control bits.
    #[track_caller]
    pub fn register_from_zero(&self) -> Word {
        let op = Op::Register {
            next: Some(self.id),
            initial: Some(BigUint::default()),
        };
        self.derive(op, self.width, self.signed, self.stage.map(|s| s + 1))
    }

    /// The value at a later stage. Control bits (`from_zero`) start at zero.
    #[track_caller]
    fn delayed(&self, stage: usize, from_zero: bool) -> Word {
        let now = self.stage.unwrap_or_else(|| {
            panic!(
                "leaf {}: {self} is control: say `enters` before it is delayed",
                self.leaf()
            )
        });
        assert!(
            now <= stage,
            "leaf {}: {self} is wanted at stage {stage}, before it is there",
            self.leaf()
        );
        // A loop, not a fold: a closure would be taken for where the registers come from.
        let mut word = self.clone();
        for _ in now..stage {
            word = if from_zero {
                word.register_from_zero()
            } else {
                word.register()
            };
        }
        word
    }

    /// Data at a later stage.
    #[track_caller]
    pub fn at(&self, stage: usize) -> Word {
        self.delayed(stage, false)
    }

    /// Control bits at a later stage, zero until the first ones arrive.
    #[track_caller]
    pub fn control_at(&self, stage: usize) -> Word {
        self.delayed(stage, true)
    }
}

/// As messages call it: name, width, stage.
impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let name = self.graph.borrow().said(self.id);
        let bits = if self.width == 1 { "bit" } else { "bits" };
        match self.stage {
            Some(stage) => write!(f, "{name} ({} {bits}, stage {stage})", self.width),
            None => write!(f, "{name} ({} {bits}, control)", self.width),
        }
    }
}
