//! Pipeline stages across leaves: what a parent connects must be there when it is wanted.
//!
//! A connection is followed from the port of a leaf that takes a value, through parents' wiring and ports, to
//! the port of the leaf that gives it. Where both belong to a stage, the stages must be the same: leaves
//! count from one time origin. A leaf that declares an origin of its own
//! ([`Leaf::own_origin`](crate::expr::Leaf::own_origin)) may be any number of cycles away, the same number
//! for all of its connections. Control, and the ports of the whole design, say nothing about time, so nothing
//! is checked there.

use crate::structure::{Module, Wiring, operands, said};
use std::collections::HashMap;
use std::fmt;

/// A port of a leaf, and its stage.
#[derive(Clone)]
struct Port<'m> {
    path: &'m str,
    name: &'m str,
    stage: usize,
}

impl fmt::Display for Port<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "{}.{} (stage {})",
            said(self.path),
            self.name,
            self.stage
        )
    }
}

/// Refuses connections of different stages, and those by which one leaf would be at two times.
pub(crate) fn check(modules: &[Module]) -> Result<(), String> {
    let design = Parts::new(modules);
    let mut origins = Origins::default();
    for (from, to) in design.connections() {
        let own = [&from, &to]
            .iter()
            .any(|port| design.leaves[port.path].own_origin);
        if !own && from.stage != to.stage {
            return Err(format!(
                "stages differ: {from} is connected to {to}: delay the value in one of the leaves, or let the one that serves at \
                 any time say `own_origin`"
            ));
        }
        origins.join(&from, &to)?;
    }
    Ok(())
}

/// The modules by path.
struct Parts<'m> {
    leaves: HashMap<&'m str, crate::structure::Leaf<'m>>,
    parents: HashMap<&'m str, Wiring>,
    modules: &'m [Module],
}

impl<'m> Parts<'m> {
    fn new(modules: &'m [Module]) -> Self {
        let parents = modules.iter().filter(|m| m.leaf().is_none());
        Parts {
            leaves: modules
                .iter()
                .filter_map(|m| Some((m.path.as_str(), m.leaf()?)))
                .collect(),
            parents: parents.map(|m| (m.path.as_str(), m.wiring())).collect(),
            modules,
        }
    }

    /// Ports of leaves that a value goes from and to, where both belong to a stage.
    fn connections(&self) -> Vec<(Port<'m>, Port<'m>)> {
        let mut connections = Vec::new();
        for module in self.modules {
            for &(name, stage) in self
                .leaves
                .get(module.path.as_str())
                .iter()
                .flat_map(|l| &l.stages)
            {
                let to = Port {
                    path: &module.path,
                    name,
                    stage,
                };
                if module.outputs().all(|output| output != name) {
                    let sources = self.above(&module.path, name).into_iter();
                    connections.extend(sources.map(|from| (from, to.clone())));
                }
            }
        }
        connections
    }

    /// What drives an input of an instance; nothing outside the design.
    fn above(&self, path: &str, port: &str) -> Vec<Port<'m>> {
        let instances = self.parents.iter().flat_map(|(parent, wiring)| {
            wiring
                .instances
                .iter()
                .map(move |instance| (parent, instance))
        });
        let net = instances
            .filter(|(_, i)| i.kind == path)
            .find_map(|(parent, instance)| {
                let (_, net) = instance.connections.iter().find(|(p, _)| p == port)?;
                Some((parent, net))
            });
        net.map_or_else(Vec::new, |(parent, net)| self.sources(parent, net))
    }

    /// The leaves' ports that drive a signal of a parent, of glue those of every signal; none outside the
    /// design, and where the port is control.
    fn sources(&self, path: &str, signal: &str) -> Vec<Port<'m>> {
        let signal = signal.split('[').next().unwrap_or(signal);
        let wiring = &self.parents[path];
        if let Some((_, right)) = wiring.drivers.iter().find(|(left, _)| left == signal) {
            return operands(right)
                .flat_map(|s| self.sources(path, s))
                .collect();
        }
        for instance in &wiring.instances {
            let Some(module) = self.modules.iter().find(|m| m.path == instance.kind) else {
                continue;
            };
            let driven = |output: &String| {
                let connected = |(port, net): &(String, String)| port == output && net == signal;
                instance.connections.iter().any(connected)
            };
            if let Some(output) = module.outputs().find(driven) {
                let Some(leaf) = self.leaves.get(module.path.as_str()) else {
                    return self.sources(&module.path, &output);
                };
                let stages = leaf.stages.iter().filter(|(name, _)| *name == output);
                let port = |&(name, stage)| Port {
                    path: &module.path,
                    name,
                    stage,
                };
                return stages.map(port).collect();
            }
        }
        self.above(path, signal)
    }
}

/// When leaves' time origins are, relative to each other: a forest, each leaf with its distance to the one it
/// points to.
#[derive(Default)]
struct Origins<'m> {
    above: HashMap<&'m str, (&'m str, isize)>,
    /// The connections that were joined.
    joined: Vec<(Port<'m>, Port<'m>)>,
}

impl<'m> Origins<'m> {
    /// The leaf that a leaf's origin is told relative to, and how much later it is.
    fn root(&self, mut path: &'m str) -> (&'m str, isize) {
        let mut later = 0;
        while let Some((above, distance)) = self.above.get(path) {
            (path, later) = (above, later + distance);
        }
        (path, later)
    }

    /// Two ports are there at one time.
    fn join(&mut self, from: &Port<'m>, to: &Port<'m>) -> Result<(), String> {
        let ((a, later_a), (b, later_b)) = (self.root(from.path), self.root(to.path));
        // later_a + from.stage = later_b + to.stage + distance, where distance is how much later b is than a.
        let distance = later_a + from.stage as isize - later_b - to.stage as isize;
        if a != b {
            self.above.insert(b, (a, distance));
        } else if distance != 0 {
            let of = |port: &Port| [from.path, to.path].contains(&port.path);
            let earlier = self.joined.iter().filter(|(f, t)| of(f) && of(t));
            let earlier: Vec<String> = earlier.map(|(f, t)| format!("{f} with {t}")).collect();
            return Err(format!(
                "stages differ: {from} is connected to {to}, {} cycles from where other connections put them ({}): a leaf is at \
                 one time",
                distance.abs(),
                if earlier.is_empty() {
                    "through other leaves".into()
                } else {
                    earlier.join(", ")
                }
            ));
        }
        self.joined.push((from.clone(), to.clone()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::expr::MultiplierCell;
    use crate::structure::modules;
    use rust_hdl::prelude::{Block, generate_verilog};

    /// The engine's modules, `shifted` a port of one leaf that is there a stage later than its leaf says.
    fn engine(text: &str, shifted: Option<&Port>) -> Vec<Module> {
        let mut modules = modules(text);
        if let Some(port) = shifted {
            let module = modules.iter_mut().find(|m| m.path == port.path).unwrap();
            let (old, new) = (port.stage, port.stage + 1);
            let line = module
                .lines
                .iter_mut()
                .find(|l| l.starts_with("// leaf: "))
                .unwrap();
            *line = format!("{line} ")
                .replace(
                    &format!(" {}={old} ", port.name),
                    &format!(" {}={new} ", port.name),
                )
                .trim_end()
                .into();
        }
        modules
    }

    #[test]
    fn no_port_of_the_engines_pipeline_can_be_a_stage_away_from_its_neighbour() {
        let mut block = Engine::<2>::new(MultiplierCell::Portable);
        block.connect_all();
        let text = generate_verilog(&block);
        let modules = engine(&text, None);
        check(&modules).unwrap();
        let design = Parts::new(&modules);
        let connections = design.connections();
        assert!(connections.len() > 60, "{} connections", connections.len());
        for (from, to) in connections {
            let fault = check(&engine(&text, Some(&to)));
            // A unit may be at any time as long as nothing else tells it when.
            match design.leaves[to.path].own_origin {
                true => assert_eq!((fault, to.name), (Ok(()), "accumulator")),
                false => {
                    let fault = fault.unwrap_err();
                    for port in [&from, &to] {
                        let port = format!("{}.{} (stage ", said(port.path), port.name);
                        assert!(fault.contains(&port), "{port}: {fault}");
                    }
                }
            }
        }
    }
}
