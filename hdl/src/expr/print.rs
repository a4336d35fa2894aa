//! The second reading of a circuit: Verilog-2005 in which every width and sign is explicit.
//!
//! What is a statement of its own: registers, products, memory reads, named words, and words read more than once. The rest is
//! written where it is used. Nothing relies on Verilog's context-dependent widths: operands are extended by
//! concatenation, and signs appear only in comparisons and products, through `$signed` of words that are already wide enough.

use super::MultiplierCell;
use super::circuit::{Circuit, NodeId, Op, PortDirection};
use super::names::Names;
use std::fmt::Write;

mod lanes;

pub(crate) use lanes::PART;

impl Circuit {
    /// The body of the leaf's Verilog module; its header is rust-hdl's. An instance of a part names its module
    /// `part$` and the part's name.
    pub fn verilog(&self) -> String {
        self.text(true)
    }

    /// The body of a module with or without a clock.
    fn text(&self, clock: bool) -> String {
        let Names { names, live, lane } = Names::new(self);
        let circuit = self;
        Printer {
            circuit,
            names,
            live,
            lane,
        }
        .print(clock)
    }
}

struct Printer<'c> {
    circuit: &'c Circuit,
    /// Verilog name of a node that has one.
    names: Vec<Option<String>>,
    live: Vec<bool>,
    /// What loops over lanes count with.
    lane: String,
}

impl Printer<'_> {
    fn print(&self, clock: bool) -> String {
        let mut declarations = String::new();
        self.loop_variable(&mut declarations);
        let mut wires = String::new();
        let mut clocked = String::new();
        for memory in &self.circuit.memories {
            let _ = writeln!(
                declarations,
                "(* no_rw_check *) reg {}{} [0:{}];",
                range(memory.width),
                memory.name,
                memory.depth - 1
            );
        }
        for (id, node) in self.circuit.nodes.iter().enumerate() {
            let (true, Some(name)) = (self.live[id], &self.names[id]) else {
                continue;
            };
            let width = range(node.width);
            match &node.op {
                Op::Input(_) => {}
                Op::Register { next, initial } => {
                    let initial = initial
                        .as_ref()
                        .map(|v| format!(" = {}", literal(node.width, v)))
                        .unwrap_or_default();
                    let _ = writeln!(declarations, "reg {width}{name}{initial};");
                    let next = next.expect("build() checked that every state is set");
                    self.register(&mut clocked, name, next, id);
                }
                Op::Product { left, right, body } => {
                    self.product(
                        &mut declarations,
                        &mut wires,
                        &mut clocked,
                        id,
                        name,
                        (*left, *right),
                        *body,
                    );
                }
                Op::Read {
                    memory,
                    address,
                    registered: true,
                } => {
                    let _ = writeln!(declarations, "reg {width}{name};");
                    let memory = &self.circuit.memories[*memory].name;
                    let _ = writeln!(
                        clocked,
                        "    {name} <= {memory}[{}];",
                        self.reference(*address)
                    );
                }
                Op::FromLanes { .. } => {
                    let _ = writeln!(declarations, "wire {width}{name};");
                }
                _ => {
                    let _ = writeln!(declarations, "wire {width}{name};");
                    let _ = writeln!(wires, "assign {name} = {};", self.expression(id));
                }
            }
        }
        for memory in &self.circuit.memories {
            let port = memory
                .write
                .expect("build() checked that every memory is written");
            let _ = writeln!(
                clocked,
                "    if ({}) {}[{}] <= {};",
                self.reference(port.enable),
                memory.name,
                self.reference(port.address),
                self.reference(port.data)
            );
        }
        for block in &self.circuit.lanes {
            self.lanes(&mut wires, block);
        }
        for port in self
            .circuit
            .ports
            .iter()
            .filter(|p| p.direction == PortDirection::Output)
        {
            let _ = writeln!(
                wires,
                "assign {} = {};",
                port.name,
                self.reference(port.node)
            );
        }
        let unused = self.circuit.unused.iter();
        let mut bits: Vec<_> = unused.map(|id| self.reference(*id)).collect();
        if clock && !self.circuit.has_clock() {
            // Every leaf has a clock.
            bits.push("clock".into());
        }
        if !bits.is_empty() {
            let _ = writeln!(declarations, "wire unused;");
            let _ = writeln!(wires, "assign unused = &{{1'b0, {}}};", bits.join(", "));
        }
        let mut text = String::new();
        for line in self.circuit.documentation.lines() {
            let _ = writeln!(text, "// {line}");
        }
        text += &declarations;
        text += &wires;
        if !clocked.is_empty() {
            let _ = write!(text, "always @(posedge clock) begin\n{clocked}end\n");
        }
        text
    }

    /// `name <= next`, a hold written as the condition it is.
    fn register(&self, clocked: &mut String, name: &str, next: NodeId, id: NodeId) {
        if self.names[next].is_none()
            && let Op::Mux { condition, yes, no } = self.circuit.nodes[next].op
            && no == id
        {
            let (condition, yes) = (self.reference(condition), self.reference(yes));
            let _ = writeln!(clocked, "    if ({condition}) {name} <= {yes};");
            return;
        }
        let _ = writeln!(clocked, "    {name} <= {};", self.reference(next));
    }

    #[allow(clippy::too_many_arguments)]
    fn product(
        &self,
        declarations: &mut String,
        wires: &mut String,
        clocked: &mut String,
        id: NodeId,
        name: &str,
        (left, right): (NodeId, NodeId),
        body: MultiplierCell,
    ) {
        let node = &self.circuit.nodes[id];
        let (wl, wr) = (
            self.circuit.nodes[left].width,
            self.circuit.nodes[right].width,
        );
        match body {
            MultiplierCell::Portable => {
                let (a, b) = (format!("{name}_a"), format!("{name}_b"));
                let _ = writeln!(declarations, "reg {}{a};", range(wl));
                let _ = writeln!(declarations, "reg {}{b};", range(wr));
                let _ = writeln!(declarations, "reg {}{name};", range(node.width));
                let wide = |x: &str, width: usize| {
                    format!(
                        "$signed({{{{{}{{{x}[{}]}}}}, {x}}})",
                        node.width - width,
                        width - 1
                    )
                };
                let _ = writeln!(clocked, "    {a} <= {};", self.reference(left));
                let _ = writeln!(clocked, "    {b} <= {};", self.reference(right));
                let _ = writeln!(
                    clocked,
                    "    {name} <= {} * {};",
                    wide(&a, wl),
                    wide(&b, wr)
                );
            }
            MultiplierCell::Ecp5 => {
                let _ = writeln!(declarations, "wire {}{name};", range(node.width));
                let operand = |of: NodeId, width: usize| {
                    let x = self.reference(of);
                    match 18 - width {
                        0 => x,
                        more => format!("{{{x}, {more}'b0}}"),
                    }
                };
                let _ = writeln!(
                    wires,
                    "harmonia_mult18x18d #(.WIDTH({})) {name}_mult (.clock(clock), .a({}), .b({}), .p({name}));",
                    node.width,
                    operand(left, wl),
                    operand(right, wr)
                );
            }
        }
    }

    /// A node where it is used: its name, or its expression.
    fn reference(&self, id: NodeId) -> String {
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

    /// As an operand: parenthesised unless it is an identifier, a literal, a select or a concatenation.
    fn operand(&self, id: NodeId) -> String {
        let text = self.reference(id);
        let bare = self.names[id].is_some()
            || matches!(
                self.circuit.nodes[id].op,
                Op::Constant(_) | Op::Slice { .. } | Op::Concat(_) | Op::Extend { .. }
            );
        if bare { text } else { format!("({text})") }
    }

    fn expression(&self, id: NodeId) -> String {
        let node = &self.circuit.nodes[id];
        let width = |id: NodeId| self.circuit.nodes[id].width;
        let infix = |a: NodeId, op: &str, b: NodeId| {
            format!("{} {op} {}", self.operand(a), self.operand(b))
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
            Op::Not(a) => format!("~{}", self.operand(*a)),
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
                let (condition, yes, no) = (
                    self.operand(*condition),
                    self.operand(*yes),
                    self.operand(*no),
                );
                if condition.len() + yes.len() + no.len() < 90 {
                    format!("{condition} ? {yes} : {no}")
                } else {
                    format!("{condition}\n        ? {yes}\n        : {no}")
                }
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

fn range(width: usize) -> String {
    if width == 1 {
        String::new()
    } else {
        format!("[{}:0] ", width - 1)
    }
}

fn literal(width: usize, value: &num_bigint::BigUint) -> String {
    if width <= 8 {
        format!("{width}'d{value}")
    } else {
        format!("{width}'h{value:x}")
    }
}

/// A concatenation, wrapped after every eight parts; runs of one part become a repetition.
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
    let lines: Vec<String> = items.chunks(8).map(|chunk| chunk.join(", ")).collect();
    format!("{{{}}}", lines.join(",\n        "))
}
