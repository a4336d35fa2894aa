//! Words as Verilog expressions.

use super::circuit::{Circuit, NodeId, Op};

/// How the words of a circuit are written.
pub(super) struct Expressions<'c> {
    pub circuit: &'c Circuit,
    /// Verilog name of a node that has one.
    pub names: Vec<Option<String>>,
}

impl Expressions<'_> {
    /// A node where it is used: its name, or its expression.
    pub fn reference(&self, id: NodeId) -> String {
        match &self.names[id] {
            Some(name) => name.clone(),
            None => self.expression(id),
        }
    }

    /// The most significant bit of a word that has a name or is a select.
    fn sign(&self, id: NodeId) -> String {
        let node = &self.circuit.nodes[id];
        match (&self.names[id], &node.op) {
            (Some(name), _) if node.width == 1 => name.clone(),
            (Some(name), _) => format!("{name}[{}]", node.width - 1),
            (None, Op::Slice { .. }) if node.width == 1 => self.expression(id),
            (None, Op::Slice { of, low }) => {
                let from = self.names[*of].as_ref().expect("what is sliced has a name");
                format!("{from}[{}]", low + node.width - 1)
            }
            _ => unreachable!("what is extended has a name or is a select"),
        }
    }

    /// As an operand: parenthesised unless nothing can come apart in it.
    fn operand(&self, id: NodeId) -> String {
        let text = self.reference(id);
        let bare = self.names[id].is_some()
            || matches!(
                self.circuit.nodes[id].op,
                Op::Constant(_) | Op::Slice { .. } | Op::Concat(_) | Op::Extend { .. } | Op::Not(_)
            );
        if bare { text } else { format!("({text})") }
    }

    /// As the left operand of `op`: Verilog goes from left to right.
    fn left_operand(&self, id: NodeId, op: &str) -> String {
        let same = match &self.circuit.nodes[id].op {
            Op::And(..) => op == "&",
            Op::Or(..) => op == "|",
            Op::Xor(..) => op == "^",
            Op::Add(..) | Op::Subtract(..) => op == "+" || op == "-",
            _ => false,
        };
        if same {
            self.reference(id)
        } else {
            self.operand(id)
        }
    }

    /// As one of two values to choose from.
    fn choice(&self, id: NodeId) -> String {
        match self.circuit.nodes[id].op {
            Op::Mux { .. } => self.operand(id),
            _ => self.reference(id),
        }
    }

    pub fn expression(&self, id: NodeId) -> String {
        let node = &self.circuit.nodes[id];
        let width = |id: NodeId| self.circuit.nodes[id].width;
        let infix = |a: NodeId, op: &str, b: NodeId| {
            format!("{} {op} {}", self.left_operand(a, op), self.operand(b))
        };
        match &node.op {
            Op::Constant(value) => literal(node.width, value),
            Op::Slice { of, low } => {
                let from = self.names[*of].as_ref().expect("what is sliced has a name");
                match (width(*of), node.width) {
                    (1, _) => from.clone(),
                    (_, 1) => format!("{from}[{low}]"),
                    (_, w) => format!("{from}[{}:{low}]", low + w - 1),
                }
            }
            Op::Concat(parts) => {
                let parts: Vec<_> = parts.iter().rev().map(|p| self.reference(*p)).collect();
                concatenation(&parts)
            }
            Op::Extend { of, signed } => {
                let (more, from) = (node.width - width(*of), self.reference(*of));
                match (signed, width(*of)) {
                    (false, _) => format!("{{{more}'b0, {from}}}"),
                    (true, 1) => format!("{{{}{{{from}}}}}", more + 1),
                    (true, _) => format!("{{{{{more}{{{}}}}}, {from}}}", self.sign(*of)),
                }
            }
            Op::Add(a, b) => infix(*a, "+", *b),
            Op::AddCarry(a, b, c) => {
                let carry = self.reference(*c);
                format!(
                    "{} + {{{}'b0, {carry}}}",
                    infix(*a, "+", *b),
                    node.width - 1
                )
            }
            Op::Subtract(a, b) => infix(*a, "-", *b),
            Op::And(a, b) => infix(*a, "&", *b),
            Op::Or(a, b) => infix(*a, "|", *b),
            Op::Xor(a, b) => infix(*a, "^", *b),
            Op::Not(a) => {
                let of = self.operand(*a);
                // Two of them in a row are an operator that not every front end has.
                match of.starts_with('~') {
                    true => format!("~({of})"),
                    false => format!("~{of}"),
                }
            }
            Op::Equal(a, b) => infix(*a, "==", *b),
            Op::Less {
                left,
                right,
                signed: false,
            } => infix(*left, "<", *right),
            Op::Less {
                left,
                right,
                signed: true,
            } => {
                format!(
                    "$signed({}) < $signed({})",
                    self.reference(*left),
                    self.reference(*right)
                )
            }
            Op::Mux { condition, yes, no } => {
                let (condition, yes) = (self.operand(*condition), self.choice(*yes));
                // What chooses otherwise may choose again: condition by condition.
                let no = self.reference(*no);
                format!("{condition} ? {yes} : {no}")
            }
            Op::AnyBit(a) => format!("|{}", self.operand(*a)),
            Op::EveryBit(a) => format!("&{}", self.operand(*a)),
            Op::Read {
                memory, address, ..
            } => {
                format!(
                    "{}[{}]",
                    self.circuit.memories[*memory].name,
                    self.reference(*address)
                )
            }
            Op::Input(_) | Op::Register { .. } | Op::Product { .. } | Op::FromLanes { .. } => {
                unreachable!("ports, registers, products and what lanes give have names")
            }
        }
    }
}

/// A constant of exact width.
pub(super) fn literal(width: usize, value: &num_bigint::BigUint) -> String {
    if width <= 8 {
        format!("{width}'d{value}")
    } else {
        format!("{width}'h{value:x}")
    }
}

/// A concatenation; runs of one part become a repetition.
fn concatenation(parts: &[String]) -> String {
    let mut runs: Vec<(usize, &String)> = Vec::new();
    for part in parts {
        match runs.last_mut() {
            Some((count, last)) if *last == part => *count += 1,
            _ => runs.push((1, part)),
        }
    }
    let items: Vec<String> = runs
        .iter()
        .map(|(count, part)| {
            if *count == 1 {
                (*part).clone()
            } else {
                format!("{{{count}{{{part}}}}}")
            }
        })
        .collect();
    format!("{{{}}}", items.join(", "))
}
