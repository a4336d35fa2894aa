//! From a rust-hdl block to the Verilog we publish.
//!
//! rust-hdl writes one module an instance, joins names by `$` and wires parents through `always @(*)` blocks. This pass keeps
//! the meaning and makes it something to read: equal modules become one, named after the leaf or the field; names use
//! `_`; wiring becomes port connections and `assign`.

use crate::expr::{Circuit, PortDirection};
use crate::stages;
use crate::structure::{self, Instance, Module, flat};
use rust_hdl::prelude::{Block, generate_verilog};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

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
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut bodies: HashMap<String, String> = HashMap::new();
    let mut count: HashMap<String, usize> = HashMap::new();
    let mut printed: BTreeMap<String, String> = BTreeMap::new();
    for module in &modules {
        let (base, body) = rewrite(module, &renamed);
        let name = match bodies.get(&body) {
            Some(name) => name.clone(),
            None if module.path == "top" => top.to_owned(),
            None => {
                let n = count.entry(base.clone()).or_default();
                *n += 1;
                if *n == 1 {
                    format!("{top}_{base}")
                } else {
                    format!("{top}_{base}_{n}")
                }
            }
        };
        renamed.insert(module.path.clone(), name.clone());
        bodies.insert(body.clone(), name.clone());
        printed.insert(name.clone(), format!("module {name} {body}endmodule\n"));
    }
    let first = printed.remove(top).expect("the top module was printed");
    std::iter::once(first)
        .chain(printed.into_values())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The module of a leaf alone, under the leaf's own name.
pub(crate) fn leaf(circuit: &Circuit) -> String {
    let mut ports = vec!["input wire clock".to_owned()];
    ports.extend(circuit.ports().map(|(name, direction, width)| {
        let direction = match direction {
            PortDirection::Input => "input",
            PortDirection::Output => "output",
        };
        match width {
            1 => format!("{direction} wire {name}"),
            _ => format!("{direction} wire [{}:0] {name}", width - 1),
        }
    }));
    let name = circuit.name();
    format!(
        "module {name} (\n    {}\n);\n{}endmodule\n",
        ports.join(",\n    "),
        circuit.verilog()
    )
}

/// The name a module deserves, and its ports and body.
fn rewrite(module: &Module, renamed: &HashMap<String, String>) -> (String, String) {
    let ports: Vec<String> = module.ports().map(port).collect();
    let header = format!("(\n    {}\n);\n", ports.join(",\n    "));
    match module.leaf() {
        Some(leaf) => {
            let mut body = header;
            let mut depth = 1;
            for line in leaf.body.iter().filter(|l| !l.is_empty()) {
                if line == "end" || line.starts_with("end ") {
                    depth -= 1;
                }
                // Lines that go on with an expression stand further in.
                let inside = usize::from(line.starts_with(['?', ':']) || line.starts_with('{'));
                let _ = writeln!(body, "{}{line}", "    ".repeat(depth + inside));
                if line.ends_with("begin") {
                    depth += 1;
                }
            }
            (leaf.name.to_owned(), body)
        }
        None => {
            let base = module
                .path
                .split('$')
                .rfind(|p| p.parse::<usize>().is_err());
            (
                base.unwrap_or("top").to_owned(),
                header + &structure(module, renamed),
            )
        }
    }
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
    let direct: HashMap<String, String> =
        drivers.iter().filter(|(l, _)| is_net(l)).cloned().collect();
    for instance in &mut instances {
        for (_, net) in &mut instance.connections {
            if let Some(source) = direct.get(net) {
                *net = source.clone();
            }
        }
    }
    let mut body = String::new();
    for (name, range) in nets.iter().filter(|(n, _)| !direct.contains_key(n)) {
        let _ = writeln!(body, "    wire {range}{};", flat(name));
    }
    for instance in &instances {
        let connections: Vec<String> = instance
            .connections
            .iter()
            .map(|(port, net)| format!(".{}({})", flat(port), flat(net)))
            .collect();
        let _ = writeln!(
            body,
            "    {} {} (\n        {}\n    );",
            renamed[&instance.kind],
            flat(&instance.name),
            connections.join(",\n        ")
        );
    }
    // A bus of which a small configuration takes only some bits says so.
    for (name, range) in &nets {
        let width = range.trim_start_matches('[').split(':').next();
        let top: usize = width.and_then(|w| w.parse().ok()).unwrap_or(0);
        let taken = |bit: usize| {
            let select = format!("{name}[({bit})+:(1)]");
            let connected = |i: &Instance| i.connections.iter().any(|(_, net)| *net == select);
            instances.iter().any(connected)
        };
        let spare: Vec<usize> = (0..=top).filter(|bit| !taken(*bit)).collect();
        if !spare.is_empty() && spare.len() <= top {
            let name = flat(name);
            let bits: Vec<String> = spare.iter().map(|bit| format!("{name}[{bit}]")).collect();
            let _ = writeln!(
                body,
                "    wire unused_{name} = &{{1'b0, {}}};",
                bits.join(", ")
            );
        }
    }
    for (left, right) in drivers.iter().filter(|(l, _)| !direct.contains_key(l)) {
        let _ = writeln!(body, "    assign {} = {};", flat(left), flat(right));
    }
    body
}
