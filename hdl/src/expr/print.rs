//! The second reading of a circuit: Verilog-2005 in which every width and sign is explicit.
//!
//! What is a statement of its own: registers, products, memory reads, named words, and words read more than once. The rest is
//! written where it is used. Nothing relies on Verilog's context-dependent widths: operands are extended by
//! concatenation, and signs appear only in comparisons and products, through `$signed` of words that are already wide enough.
//! Before a statement stands, as an attribute, the line of the source that it comes from: tools that report on a net say it.

use super::MultiplierCell;
use super::circuit::{Circuit, Direction, Node, NodeId, Op};
use super::expression::{Expressions, literal};
use super::names::Names;
use super::source::Source;
use std::collections::HashMap;
use std::fmt::Write;

mod lanes;

pub(crate) use lanes::PART;

impl Circuit {
    /// The body of the leaf's Verilog module, one statement a line; its header is rust-hdl's. An instance of a part
    /// names its module `part$` and the part's name.
    pub fn verilog(&self) -> String {
        self.text(true)
    }

    /// The body of a module with or without a clock.
    fn text(&self, clock: bool) -> String {
        let Names {
            names,
            live,
            lane,
            index,
        } = Names::new(self);
        let mut printer = Printer {
            circuit: self,
            expressions: Expressions {
                circuit: self,
                names,
            },
            lane,
            index,
            memories: String::new(),
            declarations: Declarations::default(),
            wires: String::new(),
            clocked: String::new(),
        };
        printer.loop_variable();
        printer.memories();
        for id in (0..self.nodes.len()).filter(|id| live[*id]) {
            printer.node(id);
        }
        printer.ends(clock);
        let mut text = String::new();
        for line in self.documentation.lines() {
            let _ = writeln!(text, "// {line}");
        }
        text += &printer.memories;
        printer.declarations.write(&mut text);
        text += &printer.wires;
        if !printer.clocked.is_empty() {
            let _ = write!(
                text,
                "always @(posedge clock) begin\n{}end\n",
                printer.clocked
            );
        }
        text
    }
}

struct Printer<'c> {
    circuit: &'c Circuit,
    expressions: Expressions<'c>,
    /// What an instance in a loop over lanes is called.
    lane: String,
    /// What those loops count with.
    index: String,
    /// What is read before it is written: constants, memories, registers.
    memories: String,
    declarations: Declarations,
    wires: String,
    clocked: String,
}

impl Printer<'_> {
    fn memories(&mut self) {
        for memory in &self.circuit.memories {
            let (range, name, last) = (range(memory.width), &memory.name, memory.depth - 1);
            let text = format!("(* no_rw_check *) reg {range}{name} [0:{last}];");
            statement(&mut self.memories, &memory.source, &text);
        }
    }

    /// What a node with a name says of itself.
    fn node(&mut self, id: NodeId) {
        let node = &self.circuit.nodes[id];
        let Some(name) = self.expressions.names[id].clone() else {
            return;
        };
        let width = range(node.width);
        match &node.op {
            Op::Input(_) => {}
            Op::Constant(value) => {
                let value = literal(node.width, value);
                let _ = writeln!(self.memories, "localparam {width}{name} = {value};");
            }
            Op::Register { next, initial } => {
                let initial = initial
                    .as_ref()
                    .map(|v| format!(" = {}", literal(node.width, v)));
                let initial = initial.unwrap_or_default();
                self.declarations
                    .add(node, "reg", node.width, format!("{name}{initial}"));
                let next = next.expect("build() checked that every state is set");
                self.assignment(&name, next, id);
            }
            Op::Product { left, right, body } => self.product(node, &name, (*left, *right), *body),
            Op::Read {
                memory,
                address,
                registered: true,
            } => {
                self.declarations.add(node, "reg", node.width, name.clone());
                let memory = &self.circuit.memories[*memory].name;
                let address = self.expressions.reference(*address);
                let _ = writeln!(self.clocked, "    {name} <= {memory}[{address}];");
            }
            Op::FromLanes { .. } => self.wire(node, name),
            _ => {
                let value = self.expressions.expression(id);
                let _ = writeln!(self.wires, "assign {name} = {value};");
                self.wire(node, name);
            }
        }
    }

    /// Declares what has a name of its own; an output port is declared as one.
    fn wire(&mut self, node: &Node, name: String) {
        if self.circuit.ports.iter().all(|port| port.name != name) {
            self.declarations.add(node, "wire", node.width, name);
        }
    }

    /// The writes of memories, the output ports, and the bits that are dropped.
    fn ends(&mut self, clock: bool) {
        let reference = |id| self.expressions.reference(id);
        for memory in &self.circuit.memories {
            let port = memory
                .write
                .expect("build() checked that every memory is written");
            let _ = writeln!(
                self.clocked,
                "    if ({}) {}[{}] <= {};",
                reference(port.enable),
                memory.name,
                reference(port.address),
                reference(port.data)
            );
        }
        for block in &self.circuit.lanes {
            self.wires += &self.lanes(block);
        }
        let ports = self.circuit.ports.iter();
        for port in ports.filter(|p| p.direction == Direction::Output) {
            let value = reference(port.node);
            if value != port.name {
                let _ = writeln!(self.wires, "assign {} = {value};", port.name);
            }
        }
        let unused = self.circuit.unused.iter();
        let mut bits: Vec<_> = unused.map(|id| reference(*id)).collect();
        if clock && !self.circuit.has_clock() {
            // Every leaf has a clock.
            bits.push("clock".into());
        }
        if !bits.is_empty() {
            let _ = writeln!(self.wires, "wire unused = &{{1'b0, {}}};", bits.join(", "));
        }
    }

    /// `name <= next`; choices at the end of which stands another value or the register itself are what they
    /// are read as: when this, then that.
    fn assignment(&mut self, name: &str, next: NodeId, id: NodeId) {
        let Some(rules) = self.rules(next, id) else {
            let value = self.expressions.reference(next);
            let _ = writeln!(self.clocked, "    {name} <= {value};");
            return;
        };
        for (place, (condition, value)) in rules.into_iter().enumerate() {
            let otherwise = if place == 0 { "" } else { "else " };
            let condition = self.expressions.reference(condition);
            let value = self.expressions.reference(value);
            let _ = writeln!(
                self.clocked,
                "    {otherwise}if ({condition}) {name} <= {value};"
            );
        }
    }

    /// Conditions and values of a register that holds when none of them is given, the first one first.
    fn rules(&self, next: NodeId, register: NodeId) -> Option<Vec<(NodeId, NodeId)>> {
        let mut rules = Vec::new();
        let mut rest = next;
        while rest != register {
            let Op::Mux { condition, yes, no } = self.circuit.nodes[rest].op else {
                return None;
            };
            if self.expressions.names[rest].is_some() {
                return None;
            }
            rules.push((condition, yes));
            rest = no;
        }
        Some(rules)
    }

    fn product(
        &mut self,
        node: &Node,
        name: &str,
        (left, right): (NodeId, NodeId),
        body: MultiplierCell,
    ) {
        let width = |id: NodeId| self.circuit.nodes[id].width;
        let (wl, wr) = (width(left), width(right));
        let (left, right) = (
            self.expressions.reference(left),
            self.expressions.reference(right),
        );
        match body {
            MultiplierCell::Portable => {
                let (a, b) = (format!("{name}_a"), format!("{name}_b"));
                self.declarations.add(node, "reg", wl, a.clone());
                self.declarations.add(node, "reg", wr, b.clone());
                self.declarations.add(node, "reg", node.width, name.into());
                let wide = |x: &str, width: usize| {
                    let (more, sign) = (node.width - width, width - 1);
                    format!("$signed({{{{{more}{{{x}[{sign}]}}}}, {x}}})")
                };
                let (wide_a, wide_b) = (wide(&a, wl), wide(&b, wr));
                let _ = writeln!(self.clocked, "    {a} <= {left};");
                let _ = writeln!(self.clocked, "    {b} <= {right};");
                let _ = writeln!(self.clocked, "    {name} <= {wide_a} * {wide_b};");
            }
            MultiplierCell::Ecp5 => {
                self.declarations.add(node, "wire", node.width, name.into());
                let operand = |x: &str, width: usize| match 18 - width {
                    0 => x.to_owned(),
                    more => format!("{{{x}, {more}'b0}}"),
                };
                let text = format!(
                    "harmonia_mult18x18d #(.WIDTH({})) {name}_mult (.clock(clock), .a({}), .b({}), .p({name}));",
                    node.width,
                    operand(&left, wl),
                    operand(&right, wr)
                );
                statement(&mut self.wires, &node.source, &text);
            }
        }
    }
}

/// Declarations of registers and wires, in the order of what is declared first; those of one line of the
/// source and of one width are one.
#[derive(Default)]
struct Declarations {
    places: HashMap<String, usize>,
    statements: Vec<(Source, String, Vec<String>)>,
}

impl Declarations {
    fn add(&mut self, node: &Node, kind: &str, width: usize, name: String) {
        let head = format!("{kind} {}", range(width));
        let key = format!("{} {head}", node.source);
        let place = *self.places.entry(key).or_insert(self.statements.len());
        if place == self.statements.len() {
            self.statements.push((node.source, head, Vec::new()));
        }
        self.statements[place].2.push(name);
    }

    fn write(&self, text: &mut String) {
        for (source, head, names) in &self.statements {
            statement(text, source, &format!("{head}{};", names.join(", ")));
        }
    }
}

/// A statement and where it comes from.
fn statement(text: &mut String, source: &Source, statement: &str) {
    let _ = writeln!(text, "(* src = \"{source}\" *)\n{statement}");
}

fn range(width: usize) -> String {
    if width == 1 {
        String::new()
    } else {
        format!("[{}:0] ", width - 1)
    }
}
