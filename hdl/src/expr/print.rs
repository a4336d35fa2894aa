//! The second reading of a circuit: Verilog-2005 in which every width and sign is explicit.
//!
//! What is a statement of its own: registers, products, memory reads, named words, and words read more than once. The rest is
//! written where it is used. Nothing relies on Verilog's context-dependent widths: operands are extended by
//! concatenation, and signs appear only in comparisons and products, through `$signed` of words that are already wide enough.

use super::Multiplier;
use super::circuit::{Circuit, NodeId, Op, PortDirection};
use std::collections::HashSet;
use std::fmt::Write;

impl Circuit {
    /// The body of the leaf's Verilog module; its header is rust-hdl's.
    pub fn verilog(&self) -> String {
        Printer::new(self).print()
    }
}

struct Printer<'c> {
    circuit: &'c Circuit,
    /// Verilog name of a node that has one.
    names: Vec<Option<String>>,
    /// What that name is derived from, without suffix and number.
    bases: Vec<String>,
    live: Vec<bool>,
}

impl<'c> Printer<'c> {
    fn new(circuit: &'c Circuit) -> Self {
        let live = live_nodes(circuit);
        let mut printer = Printer {
            names: vec![None; circuit.nodes.len()],
            bases: vec![String::new(); circuit.nodes.len()],
            circuit,
            live,
        };
        printer.choose_names();
        printer
    }

    /// Gives every node that needs one an identifier.
    fn choose_names(&mut self) {
        let mut taken: HashSet<String> =
            self.circuit.ports.iter().map(|p| p.name.clone()).collect();
        taken.extend(self.circuit.memories.iter().map(|m| m.name.clone()));
        taken.extend(["clock", "unused"].map(String::from));
        let uses = self.uses();
        for (id, node) in self.circuit.nodes.iter().enumerate() {
            if !self.live[id] {
                continue;
            }
            if let Op::Input(name) = &node.op {
                self.names[id] = Some(name.clone());
                self.bases[id] = name.clone();
                continue;
            }
            let trivial = matches!(node.op, Op::Constant(_));
            let needed = node.op.is_sequential()
                || node.name.is_some()
                || (uses[id].sliced && !trivial)
                || (uses[id].count > 1
                    && !trivial
                    && !matches!(node.op, Op::Slice { .. } | Op::Extend { .. }));
            if needed {
                let (base, suffix) = match &node.name {
                    Some(name) => (name.clone(), ""),
                    None => self.base(id),
                };
                let stem = format!("{base}{suffix}");
                let mut name = stem.clone();
                let mut number = 1;
                // A product has operands and an instance, named after it.
                let parts: &[&str] = match node.op {
                    Op::Product { .. } => &["", "_a", "_b", "_mult"],
                    _ => &[""],
                };
                while parts
                    .iter()
                    .any(|part| taken.contains(&format!("{name}{part}")))
                {
                    name = format!("{stem}_{number}");
                    number += 1;
                }
                taken.extend(parts.iter().map(|part| format!("{name}{part}")));
                self.names[id] = Some(name);
                self.bases[id] = base;
            }
        }
    }

    /// Base and suffix of a name for a node whose author gave none: a register is called after what it delays, `x_q`,
    /// `x_q_1`, ..., anything else after what kind of thing it is.
    fn base(&self, id: NodeId) -> (String, &'static str) {
        let Op::Register {
            next: Some(from), ..
        } = &self.circuit.nodes[id].op
        else {
            return (kind(&self.circuit.nodes[id].op).into(), "");
        };
        let base = match (&self.names[*from], &self.circuit.nodes[*from].op) {
            (Some(_), _) => self.bases[*from].clone(),
            (None, Op::Slice { of, .. }) => self.bases[*of].clone(),
            (None, op) => kind(op).into(),
        };
        (base, "_q")
    }

    fn uses(&self) -> Vec<Uses> {
        let mut uses = vec![Uses::default(); self.circuit.nodes.len()];
        for (id, node) in self.circuit.nodes.iter().enumerate() {
            if !self.live[id] {
                continue;
            }
            for operand in node.op.operands() {
                uses[operand].count += 1;
                // A bit or part select needs an identifier to select from, and so does the sign bit of an extension,
                // unless it is that of a select already.
                let repeats_sign = matches!(
                    node.op,
                    Op::Extend { signed: true, .. } | Op::Product { .. }
                );
                let is_select = matches!(self.circuit.nodes[operand].op, Op::Slice { .. });
                uses[operand].sliced |=
                    matches!(node.op, Op::Slice { .. }) || repeats_sign && !is_select;
            }
        }
        uses
    }

    fn print(&self) -> String {
        let mut declarations = String::new();
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
        if clocked.is_empty() {
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
        body: Multiplier,
    ) {
        let node = &self.circuit.nodes[id];
        let (wl, wr) = (
            self.circuit.nodes[left].width,
            self.circuit.nodes[right].width,
        );
        match body {
            Multiplier::Portable => {
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
            Multiplier::Ecp5 => {
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
            Op::Input(_) | Op::Register { .. } | Op::Product { .. } => {
                unreachable!("ports, registers and products have names")
            }
        }
    }
}

#[derive(Clone, Default)]
struct Uses {
    count: usize,
    sliced: bool,
}

/// Nodes from which an output, a memory or a declared unused bit can be reached.
fn live_nodes(circuit: &Circuit) -> Vec<bool> {
    let mut live = vec![false; circuit.nodes.len()];
    let mut pending: Vec<NodeId> = circuit.ports.iter().map(|p| p.node).collect();
    pending.extend(&circuit.unused);
    for port in circuit.memories.iter().filter_map(|m| m.write) {
        pending.extend([port.enable, port.address, port.data]);
    }
    while let Some(id) = pending.pop() {
        if !std::mem::replace(&mut live[id], true) {
            pending.extend(circuit.nodes[id].op.operands());
        }
    }
    live
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

/// What a node is called when nobody named it.
pub(super) fn kind(op: &Op) -> &'static str {
    match op {
        Op::Input(_) => "input",
        Op::Constant(_) => "constant",
        Op::Slice { .. } => "part",
        Op::Concat(_) => "joined",
        Op::Extend { .. } => "wide",
        Op::Add(..) | Op::AddCarry(..) => "sum",
        Op::Subtract(..) => "difference",
        Op::And(..) => "both",
        Op::Or(..) => "either",
        Op::Xor(..) => "differs",
        Op::Not(_) => "inverse",
        Op::Equal(..) => "equal",
        Op::Less { .. } => "below",
        Op::Mux { .. } => "chosen",
        Op::AnyBit(_) => "nonzero",
        Op::EveryBit(_) => "ones",
        Op::Register { .. } => "held",
        Op::Product { .. } => "product",
        Op::Read { .. } => "word",
    }
}
