//! What ports mean: leaves say it, parents' ports mean what the port means that they are connected to.

use crate::structure::{Module, declared, operands};
use std::collections::HashMap;

/// Meanings by path of the module and port.
#[derive(Default)]
pub(crate) struct Meanings(HashMap<String, HashMap<String, String>>);

impl Meanings {
    /// Adds a module, after its parts.
    pub fn add(&mut self, module: &Module) {
        let ports: Vec<(String, String)> = module
            .ports()
            .map(|line| (field(line), declared(line)))
            .collect();
        let known: HashMap<String, String> = match module.leaf() {
            Some(leaf) => {
                let of = |field: &str| leaf.meanings.iter().find(|(port, _)| *port == field);
                let said = ports
                    .iter()
                    .filter_map(|(field, port)| Some((port.clone(), of(field)?.1.to_owned())));
                said.collect()
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
                let said = ports
                    .iter()
                    .filter_map(|(_, port)| Some((port.clone(), of(port)?.to_owned())));
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

/// The field of the block that a port belongs to: the first name of `up$data`.
fn field(line: &str) -> String {
    let name = line.split_whitespace().last().unwrap_or_default();
    let name = name.trim_end_matches(';');
    name.split('$').next().unwrap_or(name).to_owned()
}
