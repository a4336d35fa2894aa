//! The first reading of a circuit: its value, cycle by cycle, in Rust.

use super::circuit::{Circuit, Direction, NodeId, Op};
use num_bigint::{BigInt, BigUint, Sign};

/// Values of a circuit's nodes and memories. Registers without an initial value start at zero here; whether that
/// matters is for a four-state simulator to show.
#[derive(Clone, Debug)]
pub struct Evaluation {
    values: Vec<BigUint>,
    /// Operands held inside a registered product.
    held: Vec<(BigUint, BigUint)>,
    memories: Vec<Vec<BigUint>>,
    /// Each lane of each of the circuit's lanes.
    lanes: Vec<Vec<Evaluation>>,
}

impl Evaluation {
    /// The state before the first clock edge.
    pub fn new(circuit: &Circuit) -> Self {
        let values = circuit.nodes.iter().map(|node| match &node.op {
            Op::Register {
                initial: Some(v), ..
            } => v.clone(),
            _ => BigUint::default(),
        });
        let memories = circuit
            .memories
            .iter()
            .map(|m| vec![BigUint::default(); m.depth]);
        let lanes = circuit.lanes.iter();
        let lanes = lanes.map(|l| vec![Evaluation::new(&circuit.parts[l.part]); l.count]);
        Evaluation {
            values: values.collect(),
            held: vec![Default::default(); circuit.nodes.len()],
            memories: memories.collect(),
            lanes: lanes.collect(),
        }
    }

    /// Sets an input port's value, truncated to its width by the caller.
    pub fn set(&mut self, circuit: &Circuit, port: &str, value: BigUint) {
        self.values[node_of(circuit, port, Direction::Input)] = value;
    }

    /// An output port's value.
    pub fn get(&self, circuit: &Circuit, port: &str) -> &BigUint {
        &self.values[node_of(circuit, port, Direction::Output)]
    }

    /// Lets the inputs through everything that is not a register.
    pub fn settle(&mut self, circuit: &Circuit) {
        for (id, node) in circuit.nodes.iter().enumerate() {
            // Lanes have their outputs after all of their inputs, one after the other.
            if let Op::FromLanes { lanes, output: 0 } = node.op {
                self.settle_lanes(circuit, lanes);
            }
            if !node.op.is_sequential() && !matches!(node.op, Op::Input(_)) {
                self.values[id] = self.combinational(circuit, id);
            }
        }
    }

    /// Gives lanes their inputs and settles them.
    fn settle_lanes(&mut self, circuit: &Circuit, lanes: usize) {
        let block = &circuit.lanes[lanes];
        let part = &circuit.parts[block.part];
        for (lane, inside) in self.lanes[lanes].iter_mut().enumerate() {
            for (port, input) in part.inputs().zip(&block.inputs) {
                let (all, width) = (&self.values[*input], part.nodes[port.node].width);
                inside.values[port.node] = if circuit.nodes[*input].width == width {
                    all.clone()
                } else {
                    (all >> (lane * width)) % (BigUint::from(1u8) << width)
                };
            }
            inside.settle(part);
        }
    }

    /// One rising clock edge on settled values; settles again afterwards.
    pub fn clock(&mut self, circuit: &Circuit) {
        self.settle(circuit);
        self.edge(circuit);
        self.settle(circuit);
    }

    /// What registers and memories take over at a clock edge.
    fn edge(&mut self, circuit: &Circuit) {
        let mut next = Vec::new();
        for (id, node) in circuit.nodes.iter().enumerate() {
            match &node.op {
                Op::Register { next: from, .. } => {
                    let from = from.expect("build() checked that every state is set");
                    next.push((id, self.values[from].clone()));
                }
                Op::Product { left, right, .. } => {
                    let (a, b) = &self.held[id];
                    let (wa, wb) = (circuit.nodes[*left].width, circuit.nodes[*right].width);
                    let product = signed(a, wa) * signed(b, wb);
                    next.push((id, wrapped(product, node.width)));
                    self.held[id] = (self.values[*left].clone(), self.values[*right].clone());
                }
                Op::Read {
                    memory,
                    address,
                    registered: true,
                } => next.push((id, self.word_of(*memory, *address))),
                _ => {}
            }
        }
        for (memory, block) in circuit.memories.iter().enumerate() {
            let port = block
                .write
                .expect("build() checked that every memory is written");
            if self.values[port.enable] != BigUint::default() {
                let address = self.index(port.address) % block.depth;
                self.memories[memory][address] = self.values[port.data].clone();
            }
        }
        for (block, lanes) in circuit.lanes.iter().zip(&mut self.lanes) {
            lanes
                .iter_mut()
                .for_each(|lane| lane.edge(&circuit.parts[block.part]));
        }
        for (id, value) in next {
            self.values[id] = value;
        }
    }

    fn index(&self, node: NodeId) -> usize {
        self.values[node]
            .iter_u64_digits()
            .next()
            .unwrap_or_default() as usize
    }

    fn word_of(&self, memory: usize, address: NodeId) -> BigUint {
        let words = &self.memories[memory];
        words[self.index(address) % words.len()].clone()
    }

    fn combinational(&self, circuit: &Circuit, id: NodeId) -> BigUint {
        let node = &circuit.nodes[id];
        let value = |id: NodeId| &self.values[id];
        let width = |id: NodeId| circuit.nodes[id].width;
        let truth = |bit: bool| BigUint::from(u8::from(bit));
        let modulus = || BigUint::from(1u8) << node.width;
        match &node.op {
            Op::Constant(value) => value.clone(),
            Op::Slice { of, low } => (value(*of) >> *low) % modulus(),
            Op::Concat(parts) => {
                parts
                    .iter()
                    .fold((BigUint::default(), 0), |(sum, low), part| {
                        (sum | (value(*part) << low), low + width(*part))
                    })
                    .0
            }
            Op::Extend { of, signed: true } => wrapped(signed(value(*of), width(*of)), node.width),
            Op::Extend { of, signed: false } => value(*of).clone(),
            Op::Add(a, b) => (value(*a) + value(*b)) % modulus(),
            Op::AddCarry(a, b, c) => (value(*a) + value(*b) + value(*c)) % modulus(),
            Op::Subtract(a, b) => (modulus() + value(*a) - value(*b)) % modulus(),
            Op::And(a, b) => value(*a) & value(*b),
            Op::Or(a, b) => value(*a) | value(*b),
            Op::Xor(a, b) => value(*a) ^ value(*b),
            Op::Not(a) => modulus() - 1u8 - value(*a),
            Op::Equal(a, b) => truth(value(*a) == value(*b)),
            Op::Less {
                left,
                right,
                signed: true,
            } => truth(signed(value(*left), width(*left)) < signed(value(*right), width(*right))),
            Op::Less { left, right, .. } => truth(value(*left) < value(*right)),
            Op::Mux { condition, yes, no } => {
                let chosen = if *value(*condition) == BigUint::default() {
                    no
                } else {
                    yes
                };
                value(*chosen).clone()
            }
            Op::AnyBit(a) => truth(*value(*a) != BigUint::default()),
            Op::EveryBit(a) => {
                truth(value(*a) + 1u8 == BigUint::from(1u8) << circuit.nodes[*a].width)
            }
            Op::Read {
                memory, address, ..
            } => self.word_of(*memory, *address),
            Op::FromLanes { lanes, output } => {
                let part = &circuit.parts[circuit.lanes[*lanes].part];
                let port = part.outputs().nth(*output).expect("an output of the part");
                let width = part.nodes[port.node].width;
                let of_lane = |lane: &Evaluation| lane.values[port.node].clone();
                let lanes = self.lanes[*lanes].iter().rev().map(of_lane);
                lanes.fold(BigUint::default(), |all, lane| (all << width) | lane)
            }
            Op::Input(_) | Op::Register { .. } | Op::Product { .. } => self.values[id].clone(),
        }
    }
}

fn node_of(circuit: &Circuit, port: &str, direction: Direction) -> NodeId {
    let found = circuit
        .ports
        .iter()
        .find(|p| p.name == port && p.direction == direction);
    found
        .unwrap_or_else(|| panic!("leaf {} has no {direction:?} {port}", circuit.name))
        .node
}

/// Two's complement bits as a number.
fn signed(bits: &BigUint, width: usize) -> BigInt {
    let value = BigInt::from(bits.clone());
    if bits.bit(width as u64 - 1) {
        value - (BigInt::from(1) << width)
    } else {
        value
    }
}

/// A number as two's complement bits, modulo `2^width`.
fn wrapped(value: BigInt, width: usize) -> BigUint {
    let modulus = BigInt::from(1) << width;
    let value = ((value % &modulus) + &modulus) % modulus;
    debug_assert_ne!(value.sign(), Sign::Minus);
    value.magnitude().clone()
}
