//! What rust-hdl writes of a block, read back: modules, and the wiring of parents.
//!
//! rust-hdl writes one module an instance, named after the path to it with `$` between names; that is what
//! tells instances apart here. Only what our own parents contain is understood (instances, plain wiring, and
//! glue: one operator, `|` or `&`, over signals); anything else panics, because then the design broke a house
//! rule. Names of signals are read as they will be written, paths of modules as rust-hdl has them.

use crate::expr::Circuit;
use crate::identifier;
use std::collections::{HashMap, HashSet};

/// First words of a leaf module's body, before the leaf's name and the stages of its ports.
const LEAF_MARK: &str = "// leaf: ";

/// What lines of the modules of a leaf's parts begin with; what a part's first line begins with.
const PART_MARKS: [&str; 2] = ["//| ", "//| part: "];

/// First words of the lines after the first one: a port, and what it means.
const PORT_MARK: &str = "// port: ";

/// A leaf module's body, and the modules of its parts as comments below it.
pub(crate) fn write(circuit: &Circuit, meanings: &[(String, String)]) -> String {
    let mut text = format!("{}\n{}", mark(circuit, meanings), circuit.verilog());
    let [line_mark, part_mark] = PART_MARKS;
    for part in circuit.parts() {
        text += &format!("{part_mark}{}\n", part.name());
        let module = part.part_module();
        text.extend(module.lines().map(|line| format!("{line_mark}{line}\n")));
    }
    text
}

/// First lines of a leaf module's body: what only the block knows, for whoever reads the module back.
fn mark(circuit: &Circuit, meanings: &[(String, String)]) -> String {
    let origin = if circuit.own_origin() {
        "own"
    } else {
        "shared"
    };
    let stages = circuit
        .ports()
        .filter_map(|(port, ..)| Some(format!(" {port}={}", circuit.stage(port)?)));
    let ports = meanings
        .iter()
        .map(|(port, meaning)| format!("\n{PORT_MARK}{port} {}", meaning.replace('\n', " ")));
    format!(
        "{LEAF_MARK}{} {origin}{}{}",
        circuit.name(),
        stages.collect::<String>(),
        ports.collect::<String>()
    )
}

/// A module's marks, read.
pub(crate) struct Leaf<'m> {
    pub name: &'m str,
    /// Whether its stages count from a time of its own.
    pub own_origin: bool,
    /// Ports that belong to a stage.
    pub stages: Vec<(&'m str, usize)>,
    /// Its ports and what they mean.
    pub meanings: Vec<(&'m str, &'m str)>,
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
    /// Left and right side: a signal, or glue.
    pub drivers: Vec<(String, String)>,
    pub instances: Vec<Instance>,
}

/// Whether these words are one signal, or signals with one operator between them: what cannot be read in two
/// ways.
fn is_glue(words: &[&str]) -> bool {
    let operators = || words.iter().skip(1).step_by(2);
    let operator = operators().next().unwrap_or(&"|");
    // A word that begins with an operator of its own, `~a`, is no signal, and nobody would look for its stage.
    let mut signals = words.iter().step_by(2);
    words.len() % 2 == 1
        && signals.all(|signal| signal.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        && ["|", "&"].contains(operator)
        && operators().all(|o| o == operator)
}

/// The signals of a driver's right side.
pub(crate) fn operands(right: &str) -> impl Iterator<Item = &str> {
    right.split_whitespace().step_by(2)
}

impl Wiring {
    /// Where a port of the module is linked to a part's, rust-hdl connects the part to the port and declares no
    /// signal of the part's; whoever reads that reads the port.
    fn resolve(&mut self) {
        let Wiring {
            drivers, instances, ..
        } = self;
        let linked: HashMap<String, &str> = instances
            .iter()
            .flat_map(|i| {
                i.connections
                    .iter()
                    .map(|(port, net)| (format!("{}_{port}", i.name), net.as_str()))
            })
            .collect();
        for (_, right) in drivers {
            let words = right
                .split(' ')
                .map(|word| linked.get(word).copied().unwrap_or(word));
            *right = words.collect::<Vec<_>>().join(" ");
        }
    }
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
    pub fn outputs(&self) -> impl Iterator<Item = String> {
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
        let meaning = |line: &'m String| line.strip_prefix(PORT_MARK)?.split_once(' ');
        let meanings: Vec<_> = lines.iter().map_while(meaning).collect();
        let lines = &lines[meanings.len()..];
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
                part.1.push(line.trim_start());
            }
        }
        Some(Leaf {
            name,
            own_origin: origin == "own",
            stages: words.filter_map(stage).collect(),
            meanings,
            body,
            parts,
        })
    }

    /// The inside of a parent.
    pub fn wiring(&self) -> Wiring {
        let mut wiring = Wiring::default();
        let text = |word: &str| flat(word.trim_end_matches(';'));
        for line in self
            .lines
            .iter()
            .filter(|l| !l.is_empty() && !l.starts_with("//"))
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                ["always", "@(*)", left, "=", ref right @ ..] | [left, "=", ref right @ ..]
                    if is_glue(right) =>
                {
                    let left = flat(left);
                    // A later assignment in an `always @(*)` block overrides an earlier one.
                    wiring.drivers.retain(|(l, _)| *l != left);
                    let right: Vec<String> = right.iter().copied().map(text).collect();
                    wiring.drivers.push((left, right.join(" ")));
                }
                ["input" | "output", ..] | [")" | ");" | "begin" | "end" | "always", ..] => {}
                ["reg" | "wire", name] => wiring.nets.push((text(name), String::new())),
                ["reg" | "wire", range, name] => {
                    wiring.nets.push((text(name), format!("{range} ")))
                }
                [kind, instance] if instance.ends_with('(') => wiring.instances.push(Instance {
                    kind: kind.into(),
                    name: flat(instance.trim_end_matches('(')),
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
                    instance.connections.push((flat(port), flat(net)));
                }
                _ => panic!(
                    "module {}: `{line}` is neither wiring, glue of one operator nor an instance",
                    self.path
                ),
            }
        }
        wiring.resolve();
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
            .map(|part| ("part", part.name.clone()));
        let nets = wiring.nets.iter().map(|(net, _)| ("signal", net.clone()));
        for (kind, name) in ports.chain(parts).chain(nets) {
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
pub(crate) fn declared(line: &str) -> String {
    let name = line.split_whitespace().last();
    flat(name.unwrap_or_default().trim_end_matches(';'))
}

/// rust-hdl's path names as plain identifiers, its `[(i)+:(1)]` as `[i]`.
pub(crate) fn flat(text: &str) -> String {
    text.replace('$', "_")
        .replace("[(", "[")
        .replace(")+:(1)]", "]")
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
