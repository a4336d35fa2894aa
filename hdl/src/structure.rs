//! What rust-hdl writes of a block, read back: modules, and the wiring of parents.
//!
//! rust-hdl writes one module an instance, named after the path to it with `$` between names; that is what
//! tells instances apart here. Only what our own parents contain is understood (instances and plain wiring);
//! anything else panics, because then the design broke a house rule.

use crate::expr::Circuit;
use crate::identifier;
use std::collections::HashSet;

/// First words of a leaf module's body, before the leaf's name and the stages of its ports.
const LEAF_MARK: &str = "// leaf: ";

/// What lines of the modules of a leaf's parts begin with; what a part's first line begins with.
const PART_MARKS: [&str; 2] = ["//| ", "//| part: "];

/// A leaf module's body, and the modules of its parts as comments below it.
pub(crate) fn write(circuit: &Circuit) -> String {
    let mut text = format!("{}\n{}", mark(circuit), circuit.verilog());
    let [line_mark, part_mark] = PART_MARKS;
    for part in circuit.parts() {
        text += &format!("{part_mark}{}\n", part.name());
        let module = part.part_module();
        text.extend(module.lines().map(|line| format!("{line_mark}{line}\n")));
    }
    text
}

/// First line of a leaf module's body: what only the circuit knows, for whoever reads the module back.
fn mark(circuit: &Circuit) -> String {
    let origin = if circuit.own_origin() {
        "own"
    } else {
        "shared"
    };
    let stages = circuit
        .ports()
        .filter_map(|(port, ..)| Some(format!(" {port}={}", circuit.stage(port)?)));
    format!(
        "{LEAF_MARK}{} {origin}{}",
        circuit.name(),
        stages.collect::<String>()
    )
}

/// A module's mark, read.
pub(crate) struct Leaf<'m> {
    pub name: &'m str,
    /// Whether its stages count from a time of its own.
    pub own_origin: bool,
    /// Ports that belong to a stage.
    pub stages: Vec<(&'m str, usize)>,
    /// Lines of the circuit's Verilog.
    pub body: &'m [String],
    /// Circuits inside the leaf, each after its own parts: name, and lines of the module after its name.
    pub parts: Vec<(&'m str, Vec<&'m str>)>,
}

/// One module of rust-hdl's: one instance.
pub(crate) struct Module {
    /// The path of the instance, from `top`.
    pub path: String,
    pub lines: Vec<String>,
}

/// Kind, name, and port with net of each connection.
pub(crate) struct Instance {
    pub kind: String,
    pub name: String,
    pub connections: Vec<(String, String)>,
}

/// The inside of a parent.
#[derive(Default)]
pub(crate) struct Wiring {
    /// Name and range.
    pub nets: Vec<(String, String)>,
    /// Left and right side.
    pub drivers: Vec<(String, String)>,
    pub instances: Vec<Instance>,
}

/// The modules of rust-hdl's text.
pub(crate) fn modules(text: &str) -> Vec<Module> {
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

impl Module {
    /// Declarations of the ports.
    pub fn ports(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().map(String::as_str);
        lines.filter(|l| l.starts_with("input ") || l.starts_with("output "))
    }

    /// Names of the outputs.
    pub fn outputs(&self) -> impl Iterator<Item = &str> {
        self.ports()
            .filter(|l| l.starts_with("output "))
            .map(declared)
    }

    /// What its mark says, if it is a leaf.
    pub fn leaf<'m>(&'m self) -> Option<Leaf<'m>> {
        let at = self.lines.iter().position(|l| l.starts_with(LEAF_MARK))?;
        let mut words = self.lines[at][LEAF_MARK.len()..].split(' ');
        let (name, origin) = (words.next()?, words.next()?);
        let stage = |word: &'m str| {
            let (port, stage) = word.split_once('=')?;
            Some((port, stage.parse().ok()?))
        };
        let lines = &self.lines[at + 1..];
        let [line_mark, part_mark] = PART_MARKS;
        let end = lines.iter().position(|l| l.starts_with(line_mark));
        let (body, below) = lines.split_at(end.unwrap_or(lines.len()));
        let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in below {
            if let Some(name) = line.strip_prefix(part_mark) {
                parts.push((name, Vec::new()));
            } else if let (Some(line), Some(part)) =
                (line.strip_prefix(line_mark), parts.last_mut())
            {
                part.1.push(line);
            }
        }
        Some(Leaf {
            name,
            own_origin: origin == "own",
            stages: words.filter_map(stage).collect(),
            body,
            parts,
        })
    }

    /// The inside of a parent.
    pub fn wiring(&self) -> Wiring {
        let mut wiring = Wiring::default();
        let text = |word: &str| word.trim_end_matches(';').to_owned();
        for line in self
            .lines
            .iter()
            .filter(|l| !l.is_empty() && !l.starts_with("//"))
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                ["always", "@(*)", left, "=", right] | [left, "=", right] => {
                    // A later assignment in an `always @(*)` block overrides an earlier one.
                    wiring.drivers.retain(|(l, _)| l != left);
                    wiring.drivers.push((left.into(), text(right)));
                }
                ["input" | "output", ..] | [")" | ");" | "begin" | "end" | "always", ..] => {}
                ["reg" | "wire", name] => wiring.nets.push((text(name), String::new())),
                ["reg" | "wire", range, name] => {
                    wiring.nets.push((text(name), format!("{range} ")))
                }
                [kind, instance] if instance.ends_with('(') => wiring.instances.push(Instance {
                    kind: kind.into(),
                    name: instance.trim_end_matches('(').into(),
                    connections: Vec::new(),
                }),
                [connection] if connection.starts_with('.') => {
                    let inner = connection
                        .trim_start_matches('.')
                        .trim_end_matches(',')
                        .trim_end_matches(')');
                    let (port, net) = inner
                        .split_once('(')
                        .expect("a connection names port and net");
                    let instance = wiring.instances.last_mut();
                    let instance = instance.expect("connections belong to an instance");
                    instance.connections.push((port.into(), net.into()));
                }
                _ => panic!(
                    "module {}: `{line}` is neither wiring nor an instance",
                    self.path
                ),
            }
        }
        wiring
    }

    /// Refuses names of ports and parts that Verilog cannot take, and two that become one when `$` is written
    /// `_`.
    ///
    /// # Panics
    /// When it refuses one.
    pub fn check_names(&self) {
        let (path, mut taken) = (said(&self.path), HashSet::new());
        let wiring = if self.leaf().is_none() {
            self.wiring()
        } else {
            Wiring::default()
        };
        let ports = self.ports().map(|port| ("port", declared(port)));
        let parts = wiring
            .instances
            .iter()
            .map(|part| ("part", part.name.as_str()));
        let nets = wiring.nets.iter().map(|(net, _)| ("signal", net.as_str()));
        for (kind, name) in ports.chain(parts).chain(nets) {
            let name = flat(name);
            if let Err(fault) = identifier::check(&name) {
                panic!("{path}: {kind} {fault}");
            }
            assert!(
                taken.insert(name.clone()),
                "{path}: {kind} `{name}` has the name of another port, part or signal: rename the field"
            );
        }
    }
}

/// The name that a line declares.
fn declared(line: &str) -> &str {
    let name = line.split_whitespace().last();
    name.unwrap_or_default().trim_end_matches(';')
}

/// rust-hdl's path names as plain identifiers, its `[(i)+:(1)]` as `[i]`.
pub(crate) fn flat(text: &str) -> String {
    let text = text.replace('$', "_");
    match text
        .split_once("[(")
        .and_then(|(name, rest)| Some((name, rest.strip_suffix(")+:(1)]")?)))
    {
        Some((name, index)) => format!("{name}[{index}]"),
        None => text,
    }
}

/// An instance as its source calls it: `token_row[1].dot`.
pub(crate) fn said(path: &str) -> String {
    let mut said = String::new();
    for name in path.strip_prefix("top$").unwrap_or(path).split('$') {
        match name.parse::<usize>() {
            Ok(index) => said += &format!("[{index}]"),
            Err(_) if said.is_empty() => said += name,
            Err(_) => said += &format!(".{name}"),
        }
    }
    said
}
