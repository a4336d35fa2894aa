//! Circuits inside a leaf: equal lanes are described, and printed, once.
//!
//! A part is a [`Circuit`] of its own. A leaf holds it once or in equal lanes; its Verilog is a module, an
//! instance of it, or a loop of them. What a lane takes of its own, and what lanes give, lies side by side in
//! one word, lane 0 in the lowest bits.

use super::circuit::{Circuit, Direction, LaneBlock, Op};
use super::graph::Graph;
use super::leaf::Leaf;
use super::source::Source;
use super::word::{Stage, Word};
use std::sync::Arc;

/// What lanes, or a part alone, give.
pub struct Lanes {
    /// The leaf and the lanes, for messages.
    said: String,
    count: usize,
    outputs: Vec<(String, Word)>,
}

impl Lanes {
    /// An output of all lanes, side by side.
    #[track_caller]
    pub fn output(&self, port: &str) -> Word {
        let found = self.outputs.iter().find(|(name, _)| name == port);
        let Some((_, word)) = found else {
            panic!("{} have no output `{port}`", self.said);
        };
        word.clone()
    }

    /// An output of each lane.
    #[track_caller]
    pub fn each(&self, port: &str) -> Vec<Word> {
        let all = self.output(port);
        let width = all.width / self.count;
        (0..self.count)
            .map(|lane| all.slice(lane * width, width))
            .collect()
    }
}

impl Leaf {
    /// One instance of `part`.
    #[track_caller]
    pub fn part(&self, name: &str, part: &Circuit, inputs: &[(&str, &Word)]) -> Lanes {
        self.lanes(name, 1, part, inputs)
    }

    /// `count` equal lanes. `inputs` are the part's inputs by name: of its port's width, a word is for all
    /// lanes; `count` times as wide, it has a piece for each. The part may be at any time, the same for all of
    /// its staged inputs; given nothing but control, it gives control.
    #[track_caller]
    pub fn lanes(
        &self,
        name: &str,
        count: usize,
        part: &Circuit,
        inputs: &[(&str, &Word)],
    ) -> Lanes {
        let said = format!("leaf {}: lanes `{name}`", self.name());
        let gives = part.outputs().next().is_some();
        assert!(
            count > 0 && gives,
            "{said}: {count} of `{}`, which give nothing",
            part.name
        );
        let mut later: Option<(isize, &str, &Word)> = None;
        for (i, &(port, word)) in inputs.iter().enumerate() {
            self.check_own(word);
            let Some(wanted) = part.input(port) else {
                panic!("{said}: `{}` has no input `{port}`", part.name);
            };
            assert!(
                inputs[..i].iter().all(|(earlier, _)| *earlier != port),
                "{said}: input `{port}` is given twice"
            );
            let width = part.nodes[wanted.node].width;
            assert!(
                word.width == width || word.width == count * width,
                "{said}: input `{port}` takes {width} bits for all lanes, or {} for {count}, not {word}",
                count * width
            );
            let (Some(at), Some(stage)) = (word.stage, wanted.stage) else {
                assert!(
                    word.stage.is_none(),
                    "{said}: input `{port}` is control, and given {word}: say `leaves` where the value leaves its pipeline"
                );
                continue;
            };
            let distance = at as isize - stage as isize;
            match later {
                Some((other, other_port, other_word)) => assert!(
                    distance == other,
                    "{said}: `{other_port}` takes {other_word}, {other} cycles after the part's stage; `{port}` takes {word}, \
                     {distance} cycles after it: a part is at one time"
                ),
                None => later = Some((distance, port, word)),
            }
        }
        let node = |port: &str| {
            let given = inputs.iter().find(|(name, _)| *name == port);
            let Some((_, word)) = given else {
                panic!("{said}: input `{port}` of `{}` is not given", part.name);
            };
            word.id
        };
        let block = LaneBlock {
            name: name.into(),
            count,
            part: self.graph.borrow_mut().add_part(part),
            inputs: part.inputs().map(|port| node(&port.name)).collect(),
            source: Source::here(),
        };
        let lanes = {
            let mut graph = self.graph.borrow_mut();
            graph.claim("lanes", name);
            graph.lanes.push(block);
            graph.lanes.len() - 1
        };
        let at = |stage: Stage| -> Stage {
            let at = stage? as isize + later?.0;
            Some(usize::try_from(at).unwrap_or_else(|_| {
                panic!("{said}: an output would be there before stage 0 of the leaf")
            }))
        };
        // A loop, not a closure: that would be taken for where the words come from.
        let mut outputs = Vec::new();
        for (output, port) in part.outputs().enumerate() {
            let width = count * part.nodes[port.node].width;
            let op = Op::FromLanes { lanes, output };
            let word = self.word(op, width, false, at(port.stage));
            outputs.push((port.name.clone(), word));
        }
        Lanes {
            said,
            count,
            outputs,
        }
    }
}

impl Graph {
    /// Takes a circuit, and those inside it, as parts; the index of the circuit.
    #[track_caller]
    fn add_part(&mut self, part: &Circuit) -> usize {
        assert!(
            part.name != self.leaf,
            "leaf {}: a part of the same name: give it its own",
            self.leaf
        );
        for inner in &part.parts {
            self.add_part(inner);
        }
        match self.parts.iter().position(|p| p.name == part.name) {
            Some(index) => {
                assert!(
                    *self.parts[index] == *part,
                    "leaf {}: two parts that differ are called `{}`: give each its own name",
                    self.leaf,
                    part.name
                );
                index
            }
            None => {
                self.parts.push(Arc::new(part.clone()));
                self.parts.len() - 1
            }
        }
    }
}

impl Circuit {
    fn input(&self, name: &str) -> Option<&super::circuit::Port> {
        self.inputs().find(|port| port.name == name)
    }

    /// Input ports, in order.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &super::circuit::Port> {
        let input = |port: &&super::circuit::Port| port.direction == Direction::Input;
        self.ports.iter().filter(input)
    }

    /// Output ports, in order.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &super::circuit::Port> {
        let output = |port: &&super::circuit::Port| port.direction == Direction::Output;
        self.ports.iter().filter(output)
    }
}
