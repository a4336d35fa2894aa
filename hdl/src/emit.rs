//! From a rust-hdl block to the Verilog we publish.
//!
//! rust-hdl writes one module an instance, joins names by `$` and wires parents through `always @(*)` blocks. This pass keeps
//! the meaning and makes it something to read: equal modules become one, named after the leaf or the field; names use
//! `_`; wiring becomes port connections and `assign`. It understands only what our own parents contain (instances and plain
//! wiring) and panics on anything else, because then the design broke a house rule.

use crate::expr::{Circuit, PortDirection};
use rust_hdl::prelude::{Block, generate_verilog};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// First words of a leaf module's body, before the leaf's name.
pub(crate) const LEAF_MARK: &str = "// leaf: ";

/// Kind, name, and port with net of each connection.
type Instance = (String, String, Vec<(String, String)>);

struct Module {
    /// rust-hdl's name: the path of the instance.
    path: String,
    lines: Vec<String>,
}

/// The Verilog of a block and everything below it. `top` names the outermost module, `prefix` begins every other name.
pub(crate) fn verilog<B: Block>(block: &B, top: &str, prefix: &str) -> String {
    let mut modules = split(&generate_verilog(block));
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
                    format!("{prefix}_{base}")
                } else {
                    format!("{prefix}_{base}_{n}")
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

fn split(text: &str) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut lines: Option<(String, Vec<String>)> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("module ") {
            let path = rest.split('(').next().unwrap_or_default().to_owned();
            lines = Some((path, Vec::new()));
        } else if line.starts_with("endmodule") {
            let (path, lines) = lines.take().expect("endmodule closes a module");
            modules.push(Module { path, lines });
        } else if let Some((_, lines)) = &mut lines {
            lines.push(line.trim().to_owned());
        }
    }
    modules
}

/// The name a module deserves, and its ports and body.
fn rewrite(module: &Module, renamed: &HashMap<String, String>) -> (String, String) {
    let leaf = module.lines.iter().position(|l| l.starts_with(LEAF_MARK));
    let ports: Vec<String> = module
        .lines
        .iter()
        .filter(|l| l.starts_with("input ") || l.starts_with("output "))
        .map(|l| port(l))
        .collect();
    let header = format!("(\n    {}\n);\n", ports.join(",\n    "));
    match leaf {
        Some(at) => {
            let name = module.lines[at][LEAF_MARK.len()..].to_owned();
            let mut body = header;
            let mut depth = 1;
            for line in module.lines[at + 1..].iter().filter(|l| !l.is_empty()) {
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
            (name, body)
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

/// rust-hdl's path names as plain identifiers, its `[(i)+:(1)]` as `[i]`.
fn flat(text: &str) -> String {
    let text = text.replace('$', "_");
    match text
        .split_once("[(")
        .and_then(|(name, rest)| Some((name, rest.strip_suffix(")+:(1)]")?)))
    {
        Some((name, index)) => format!("{name}[{index}]"),
        None => text,
    }
}

/// The body of a parent: its nets, instances and assignments.
fn structure(module: &Module, renamed: &HashMap<String, String>) -> String {
    let mut nets: Vec<(String, String)> = Vec::new(); // name, range
    let mut drivers: Vec<(String, String)> = Vec::new(); // left, right
    let mut instances: Vec<Instance> = Vec::new();
    for line in module
        .lines
        .iter()
        .filter(|l| !l.is_empty() && !l.starts_with("//"))
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["input" | "output", ..] | [")" | ");" | "begin" | "end" | "always", ..] => {}
            ["reg" | "wire", name] => nets.push((name.trim_end_matches(';').into(), String::new())),
            ["reg" | "wire", range, name] => {
                nets.push((name.trim_end_matches(';').into(), format!("{range} ")));
            }
            [left, "=", right] => {
                // A later assignment in an `always @(*)` block overrides an earlier one.
                drivers.retain(|(l, _)| l != left);
                drivers.push((left.into(), right.trim_end_matches(';').into()));
            }
            [kind, instance] if instance.ends_with('(') => {
                instances.push((
                    kind.into(),
                    instance.trim_end_matches('(').into(),
                    Vec::new(),
                ));
            }
            [connection] if connection.starts_with('.') => {
                let inner = connection
                    .trim_start_matches('.')
                    .trim_end_matches(',')
                    .trim_end_matches(')');
                let (port, net) = inner
                    .split_once('(')
                    .expect("a connection names port and net");
                let (_, _, connections) = instances
                    .last_mut()
                    .expect("connections belong to an instance");
                connections.push((port.into(), net.into()));
            }
            _ => panic!(
                "module {}: `{line}` is neither wiring nor an instance",
                module.path
            ),
        }
    }
    // A net that only carries one signal into a port is replaced by that signal.
    let is_net = |name: &str| nets.iter().any(|(n, _)| n == name);
    let direct: HashMap<String, String> =
        drivers.iter().filter(|(l, _)| is_net(l)).cloned().collect();
    for (_, _, connections) in &mut instances {
        for (_, net) in connections {
            if let Some(source) = direct.get(net) {
                *net = source.clone();
            }
        }
    }
    let mut body = String::new();
    for (name, range) in nets.iter().filter(|(n, _)| !direct.contains_key(n)) {
        let _ = writeln!(body, "    wire {range}{};", flat(name));
    }
    for (kind, instance, connections) in &instances {
        let connections: Vec<String> = connections
            .iter()
            .map(|(port, net)| format!(".{}({})", flat(port), flat(net)))
            .collect();
        let _ = writeln!(
            body,
            "    {} {} (\n        {}\n    );",
            renamed[kind],
            flat(instance),
            connections.join(",\n        ")
        );
    }
    // A bus of which a small configuration takes only some bits says so.
    for (name, range) in &nets {
        let width = range.trim_start_matches('[').split(':').next();
        let top: usize = width.and_then(|w| w.parse().ok()).unwrap_or(0);
        let taken = |bit: usize| {
            let select = format!("{name}[({bit})+:(1)]");
            let connected = |(_, _, c): &Instance| c.iter().any(|(_, net)| *net == select);
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
