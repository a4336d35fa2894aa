//! From the cells of a routed design back to the sources that its Verilog was generated from.
//!
//! A generator says in `src` attributes what its Verilog was made from:
//! `(* src = "blocks/adder.rs:94" *) wire [7:0] sum;`. Yosys keeps them at signals, keeps the line in the
//! Verilog at cells, and forgets both where its optimisation makes something new. What is left leads to the
//! source of nearly every cell, sometimes only to that of its module.

mod verilog;

use std::collections::HashMap;
use std::path::Path;

use crate::yosys::{Cell, DESIGN, Module, NETLIST, Net, Netlist};
use crate::{Tool, ToolError};
use verilog::Verilog;

/// Which sources the cells of a netlist were made from.
pub struct SourceMap {
    top: Module,
    verilog: Verilog,
    /// Names of the signals that a bit is part of, for those that have a source.
    signals: HashMap<u64, Vec<String>>,
}

impl SourceMap {
    /// Reads the netlist that [`crate::Synthesis`] has left in `folder`.
    ///
    /// # Errors
    /// [`ToolError::Io`] and [`ToolError::Output`] when it is not there or has not exactly one module.
    pub fn read(folder: &Path, verilog: &str) -> Result<SourceMap, ToolError> {
        let path = folder.join(NETLIST);
        let text = std::fs::read(&path).map_err(ToolError::io("reading", &path))?;
        let unreadable = |reason: String| ToolError::Output {
            tool: Tool::Yosys,
            what: NETLIST.into(),
            reason,
        };
        let netlist: Netlist =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        // Vendor cells are there as empty modules.
        let modules = netlist.modules.into_values();
        let top = modules.max_by_key(|module| module.cells.len());
        let top = top.ok_or_else(|| unreadable("it has no modules".into()))?;
        let mut map = SourceMap {
            top,
            verilog: Verilog::parse(verilog),
            signals: HashMap::new(),
        };
        for (name, net) in &map.top.netnames {
            if map.net_source(net).is_some() {
                for bit in net.bits.iter().filter_map(|bit| bit.as_u64()) {
                    map.signals.entry(bit).or_default().push(name.clone());
                }
            }
        }
        Ok(map)
    }

    /// Sources of a path of cells, as nextpnr calls them: `file:line`, in the order of the path, each run of
    /// equal ones once.
    pub fn path<'a>(&self, cells: impl IntoIterator<Item = &'a String>) -> Vec<String> {
        let mut sources: Vec<String> = cells.into_iter().flat_map(|cell| self.of(cell)).collect();
        sources.dedup();
        sources
    }

    /// Sources of a cell; none when nothing is known.
    fn of(&self, name: &str) -> Vec<String> {
        // nextpnr splits cells and says so behind a dollar sign.
        let split = name.rfind('$').filter(|at| *at > 0);
        let name = split.map_or(name, |at| &name[..at]);
        let cell = self.top.cells.get(name);
        let mut sources = cell.map_or_else(Vec::new, |cell| self.own(cell));
        if sources.is_empty() {
            let near = || self.namesake(name).or_else(|| self.scope(name));
            sources.extend(near().map(str::to_owned));
        }
        sources.sort();
        sources.dedup();
        sources
    }

    /// What the cell's own attribute says, or the signals that it drives.
    fn own(&self, cell: &Cell) -> Vec<String> {
        let places = || cell.places();
        let stated = places().filter_map(|place| self.resolve(place));
        let stated: Vec<_> = stated.map(str::to_owned).collect();
        if !stated.is_empty() {
            return stated;
        }
        let driven = cell.outputs().filter_map(|bit| self.signals.get(&bit));
        let driven: Vec<_> = driven.flatten().collect();
        // Of all the names that a signal has on its way, that in the module in which it is set.
        let here = driven.iter().filter_map(|name| {
            let name = name.rsplit('.').next()?;
            let lines = places().filter_map(lines);
            lines
                .filter_map(|(line, _)| self.verilog.signal(line, name))
                .next()
        });
        let here: Vec<_> = here.map(str::to_owned).collect();
        if !here.is_empty() {
            return here;
        }
        let nets = driven
            .iter()
            .filter_map(|name| self.top.netnames.get(*name));
        nets.filter_map(|net| self.net_source(net))
            .map(str::to_owned)
            .collect()
    }

    /// Source of the signal after which Yosys has named a cell that has no other origin: `sum_LUT4_Z` is near
    /// `sum`.
    fn namesake(&self, cell: &str) -> Option<&str> {
        cell.rmatch_indices('_').find_map(|(at, _)| {
            let made_up = cell[at + 1..].starts_with(|c: char| c.is_ascii_uppercase());
            let net = self.top.netnames.get(&cell[..at]).filter(|_| made_up)?;
            self.net_source(net)
        })
    }

    /// Source of the innermost module around a cell, or of its instance.
    fn scope(&self, cell: &str) -> Option<&str> {
        cell.rmatch_indices('.').find_map(|(at, _)| {
            let scope = self.top.cells.get(&cell[..at])?;
            let attributes = ["module_src", "cell_src"].into_iter();
            let mut places = attributes.filter_map(|name| scope.attributes.get(name)?.as_str());
            places.find_map(|place| self.resolve(place))
        })
    }

    fn net_source<'a>(&'a self, net: &'a Net) -> Option<&'a str> {
        net.places().find_map(|place| self.resolve(place))
    }

    /// The source that one place of a `src` attribute means; none for Yosys's own libraries.
    fn resolve<'a>(&'a self, place: &'a str) -> Option<&'a str> {
        let file = place.split(':').next()?;
        let is_verilog = [".v", ".vh", ".sv"].iter().any(|end| file.ends_with(end));
        if !is_verilog {
            return Some(place);
        }
        self.verilog.statement(lines(place)?)
    }
}

/// First and last line of a place in the design, `design.v:3.5-4.21`.
fn lines(place: &str) -> Option<(u32, u32)> {
    let place = place.strip_prefix(DESIGN)?.strip_prefix(':')?;
    let line = |place: &str| place.split('.').next()?.parse().ok();
    let (first, last) = place.split_once('-').unwrap_or((place, place));
    Some((line(first)?, line(last)?))
}
