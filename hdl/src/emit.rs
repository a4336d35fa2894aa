//! From a rust-hdl block to the Verilog we publish.
//!
//! rust-hdl writes one module an instance, joins names by `$` and wires parents through `always @(*)` blocks. This pass keeps
//! the meaning and makes it something to read: equal modules become one, named after the leaf or the field; names use
//! `_`; wiring becomes port connections and `assign`. A port's meaning stands above it, where its leaf says one: a
//! parent's port means what the port means that it is connected to.

use crate::expr::{Circuit, PART};
use crate::lines;
use crate::meanings::Meanings;
use crate::stages;
use crate::structure::{self, Instance, Module, flat, operands};
use rust_hdl::prelude::{Block, generate_verilog};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// Columns of a comment.
const COMMENT_WIDTH: usize = 100;

/// The Verilog of a block and everything below it. `top` names the outermost module and begins every other
/// name.
///
/// # Panics
/// When the block is no design: a port or a part has a name that Verilog cannot take, or ports of different
/// stages are connected. The message says which.
pub fn verilog<B: Block>(mut block: B, top: &str) -> String {
    block.connect_all();
    let mut modules = structure::modules(&generate_verilog(&block));
    modules.iter().for_each(Module::check_names);
    stages::check(&modules).unwrap_or_else(|fault| panic!("{top}: {fault}"));
    // Children before parents: a child's path is longer.
    modules.sort_by_key(|m| {
        (
            std::cmp::Reverse(m.path.matches('$').count()),
            m.path.clone(),
        )
    });
    let mut printed = Printed {
        top,
        ..Printed::default()
    };
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut meanings = Meanings::default();
    for module in &modules {
        meanings.add(module);
        let header = header(module, &meanings);
        let (base, body) = match module.leaf() {
            Some(leaf) => {
                let mut parts = HashMap::new();
                for (name, lines) in &leaf.parts {
                    let name_of = printed.add(name, part(lines, &parts));
                    parts.insert((*name).to_owned(), name_of);
                }
                (
                    leaf.name,
                    statements(leaf.body.iter().map(String::as_str), &parts),
                )
            }
            None => {
                let field = |p: &&str| p.parse::<usize>().is_err();
                let base = module.path.split('$').rfind(field);
                (base.unwrap_or("top"), structure(module, &renamed))
            }
        };
        let base = if module.path == "top" { "" } else { base };
        renamed.insert(module.path.clone(), printed.add(base, header + &body));
    }
    let mut printed = printed.modules;
    let first = printed.remove(top).expect("the top module was printed");
    let modules = std::iter::once(first).chain(printed.into_values());
    lines::wrap(&modules.collect::<Vec<_>>().join("\n"))
}

/// Modules by name; equal ones are one.
#[derive(Default)]
struct Printed<'t> {
    top: &'t str,
    /// Names by ports and body.
    names: HashMap<String, String>,
    /// How many have one base.
    count: HashMap<String, usize>,
    modules: BTreeMap<String, String>,
}

impl Printed<'_> {
    /// The name of the module with these ports and this body, which deserves the name `base`; the top's is none.
    fn add(&mut self, base: &str, body: String) -> String {
        let top = self.top;
        if let Some(name) = self.names.get(&body) {
            return name.clone();
        }
        let number = self.count.entry(base.to_owned()).or_default();
        *number += 1;
        let name = match (base, *number) {
            ("", _) => top.to_owned(),
            (_, 1) => format!("{top}_{base}"),
            (_, number) => format!("{top}_{base}_{number}"),
        };
        let module = format!("module {name} {body}endmodule\n");
        self.modules.insert(name.clone(), module);
        self.names.insert(body, name.clone());
        name
    }
}

/// The module of a leaf alone, and those of its parts, under their own names.
pub(crate) fn leaf(circuit: &Circuit) -> String {
    let module = |circuit: &Circuit, text: String| {
        let text = text.replace(PART, "");
        format!("module {} {text}endmodule\n", circuit.name())
    };
    let parts = circuit.parts().map(|part| module(part, part.part_module()));
    let leaf = module(circuit, circuit.module(true));
    lines::wrap(&std::iter::once(leaf).chain(parts).collect::<String>())
}

/// Ports and body of a part's module, `parts` the names of the modules of its own.
fn part(lines: &[&str], parts: &HashMap<String, String>) -> String {
    let end = lines.iter().position(|line| *line == ");");
    let (header, body) = lines.split_at(end.expect("ports end"));
    let header = header.join("\n    ");
    format!(
        "{header}\n);\n{}",
        statements(body[1..].iter().copied(), parts)
    )
}

/// The statements of a leaf, indented, with the names of its parts' modules.
fn statements<'l>(lines: impl Iterator<Item = &'l str>, parts: &HashMap<String, String>) -> String {
    let mut text = String::new();
    let mut depth = 1;
    for line in lines.filter(|l| !l.is_empty()) {
        if line == "end" || line.starts_with("end ") || line == ");" {
            depth -= 1;
        }
        text += &"    ".repeat(depth);
        let _ = match line.strip_prefix(PART).and_then(|l| l.split_once(' ')) {
            Some((part, instance)) => writeln!(text, "{} {instance}", parts[part]),
            None => writeln!(text, "{line}"),
        };
        if line.ends_with("begin") || line.contains(" begin : ") || line.ends_with(" (") {
            depth += 1;
        }
    }
    text
}

/// The ports of a module, with what they mean.
fn header(module: &Module, meanings: &Meanings) -> String {
    let mut ports: Vec<String> = Vec::new();
    let mut said = None;
    for line in module.ports() {
        let meaning = meanings.of(&module.path, &structure::declared(line));
        // Once for all signals of an interface.
        let above = meaning.filter(|_| meaning != said).map(comment);
        ports.push(above.unwrap_or_default() + &port(line));
        said = meaning;
    }
    format!("(\n    {}\n);\n", ports.join(",\n    "))
}

/// Lines of a comment above a port.
fn comment(text: &str) -> String {
    let mut lines = vec![String::from("//")];
    for word in text.split_whitespace() {
        if lines[lines.len() - 1].len() + word.len() > COMMENT_WIDTH {
            lines.push("//".into());
        }
        let last = lines.len() - 1;
        lines[last] += &format!(" {word}");
    }
    lines.iter().map(|line| format!("{line}\n    ")).collect()
}

/// `input wire  [7:0] x;` as an entry of an ANSI port list.
fn port(line: &str) -> String {
    let line = line
        .trim_end_matches(';')
        .replace("output reg", "output wire");
    flat(&line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The body of a parent: its nets, instances and assignments.
fn structure(module: &Module, renamed: &HashMap<String, String>) -> String {
    let structure::Wiring {
        nets,
        drivers,
        mut instances,
    } = module.wiring();
    // A net that only carries one signal into a port is replaced by that signal.
    let is_net = |name: &str| nets.iter().any(|(n, _)| n == name);
    let plain = |(left, right): &&(String, String)| is_net(left) && operands(right).count() == 1;
    let direct: HashMap<String, String> = drivers.iter().filter(plain).cloned().collect();
    for instance in &mut instances {
        for (_, net) in &mut instance.connections {
            if let Some(source) = direct.get(net) {
                *net = source.clone();
            }
        }
    }
    let mut body = String::new();
    for (name, range) in nets.iter().filter(|(n, _)| !direct.contains_key(n)) {
        let _ = writeln!(body, "    wire {range}{name};");
    }
    for instance in &instances {
        let connections: Vec<String> = instance
            .connections
            .iter()
            .map(|(port, net)| format!(".{port}({net})"))
            .collect();
        let _ = writeln!(
            body,
            "    {} {} (\n        {}\n    );",
            renamed[&instance.kind],
            instance.name,
            connections.join(",\n        ")
        );
    }
    // A part's output that its parent does not take says so, and a bus of which a small configuration takes only some bits.
    for (name, range) in &nets {
        let parts = instances.iter().flat_map(|i| &i.connections);
        let ends = parts.filter(|(_, net)| net.split('[').next() == Some(name));
        let driven = |(left, right): &(String, String)| {
            left == name || operands(right).any(|operand| operand == name)
        };
        if ends.count() == 1 && !drivers.iter().any(driven) {
            let _ = writeln!(body, "    wire unused_{name} = &{{1'b0, {name}}};");
        }
        let width = range.trim_start_matches('[').split(':').next();
        let top: usize = width.and_then(|w| w.parse().ok()).unwrap_or(0);
        let taken = |bit: usize| {
            let select = format!("{name}[{bit}]");
            let connected = |i: &Instance| i.connections.iter().any(|(_, net)| *net == select);
            instances.iter().any(connected)
        };
        let spare: Vec<usize> = (0..=top).filter(|bit| !taken(*bit)).collect();
        if !spare.is_empty() && spare.len() <= top {
            let bits: Vec<String> = spare.iter().map(|bit| format!("{name}[{bit}]")).collect();
            let _ = writeln!(
                body,
                "    wire unused_{name} = &{{1'b0, {}}};",
                bits.join(", ")
            );
        }
    }
    for (left, right) in drivers.iter().filter(|(l, _)| !direct.contains_key(l)) {
        let _ = writeln!(body, "    assign {left} = {right};");
    }
    body
}
