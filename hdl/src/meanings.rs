//! What ports mean: leaves say it, parents' ports mean what the port means that they are connected to.

use crate::structure::{Module, declared, operands};
use std::collections::HashMap;

/// Meanings by path of the module and port.
#[derive(Default)]
pub(crate) struct Meanings(HashMap<String, HashMap<String, String>>);

impl Meanings {
    /// Adds a module, after its parts.
    pub fn add(&mut self, module: &Module) {
        let known: HashMap<String, String> = match module.leaf() {
            Some(leaf) => {
                let said = leaf.meanings.into_iter();
                said.map(|(port, meaning)| (port.to_owned(), meaning.to_owned()))
                    .collect()
            }
            None => {
                let wiring = module.wiring();
                // The signals that a port is: itself, what it drives, what drives it.
                let same = |net: &str, port: &str| {
                    let carries = |(left, right): &(String, String)| {
                        (left == net && right == port)
                            || (left == port && operands(right).any(|signal| signal == net))
                    };
                    net == port || wiring.drivers.iter().any(carries)
                };
                let of = |port: &str| {
                    wiring.instances.iter().find_map(|part| {
                        let connected = part.connections.iter().filter(|(_, net)| same(net, port));
                        connected
                            .filter_map(|(inner, _)| self.of(&part.kind, inner))
                            .next()
                    })
                };
                let ports = module.ports().map(declared);
                let said = ports.filter_map(|port| {
                    let meaning = of(&port)?.to_owned();
                    Some((port, meaning))
                });
                said.collect()
            }
        };
        self.0.insert(module.path.clone(), known);
    }

    /// What a port of a module means, if that is said.
    pub fn of(&self, path: &str, port: &str) -> Option<&str> {
        Some(self.0.get(path)?.get(port)?.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Configuration, Design};

    /// Ports of a text without a comment above them, those aside that go on with an interface's one before.
    fn silent(verilog: &str) -> Vec<String> {
        let (mut silent, mut module, mut said, mut field) = (Vec::new(), "", false, "");
        for line in verilog.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("module ") {
                (module, said, field) = (name, false, "");
            }
            let is_port = line.starts_with("input ") || line.starts_with("output ");
            let port = line
                .trim_end_matches(',')
                .rsplit(' ')
                .next()
                .unwrap_or_default();
            if is_port {
                let goes_on = !field.is_empty()
                    && port
                        .strip_prefix(field)
                        .is_some_and(|rest| rest.starts_with('_'));
                if said {
                    field = port.strip_suffix("_data").unwrap_or_default();
                } else if port != "clock" && !goes_on {
                    silent.push(format!("{module} {port}"));
                }
            }
            said = line.starts_with("//") || !is_port && said && line.starts_with("(*");
        }
        silent
    }

    #[test]
    fn every_port_of_every_module_says_what_it_means() {
        assert_eq!(
            silent("module m (\n    input wire a,\n    // B.\n    input wire b\n);"),
            ["m ( a"]
        );
        // What rows are joined by is glue of their parent's; both scales are said to be one thing, once.
        let known = [
            "row ( counts",
            "row ( overflow_in",
            "row ( overflow_out",
            "row ( weights_valid_in",
            "token_row ( scale_1",
        ];
        // Words always have room, and all units are asked whether they rest: glue of a system's parents.
        let of_systems = ["controller_2 ( memory_read_ready", "processor ( rest"];
        for configuration in Configuration::all() {
            let design = Design::of(&configuration);
            let inner = |port: &&str| format!("{}_{port}", design.top);
            let mut known: Vec<String> = known.iter().map(inner).collect();
            if configuration.vectors.is_some() {
                known.extend(of_systems.iter().map(inner));
                known.push(format!("{} ( memory_read_ready", design.top));
                known.sort();
            }
            // A cell's wrapper is no module of ours.
            let own = |port: &String| port.starts_with(&design.top);
            let silent: Vec<String> = silent(&design.verilog).into_iter().filter(own).collect();
            assert_eq!(silent, known, "{}", configuration.name);
        }
    }
}
