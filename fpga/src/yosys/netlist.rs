//! The part of Yosys's JSON netlist that the reports need.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct Netlist {
    pub modules: BTreeMap<String, Module>,
}

#[derive(Deserialize)]
pub(crate) struct Module {
    #[serde(default)]
    pub cells: BTreeMap<String, Cell>,
    #[serde(default)]
    pub netnames: BTreeMap<String, Net>,
}

#[derive(Deserialize)]
pub(crate) struct Cell {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub parameters: BTreeMap<String, Value>,
    #[serde(default)]
    pub attributes: BTreeMap<String, Value>,
    #[serde(default)]
    pub port_directions: BTreeMap<String, String>,
    #[serde(default)]
    pub connections: BTreeMap<String, Vec<Value>>,
}

#[derive(Deserialize)]
pub(crate) struct Net {
    #[serde(default)]
    pub hide_name: u8,
    pub bits: Vec<Value>,
    #[serde(default)]
    pub attributes: BTreeMap<String, Value>,
}

impl Cell {
    /// A parameter that holds a number, which Yosys writes as a string of bits.
    pub fn number(&self, parameter: &str) -> Option<usize> {
        match self.parameters.get(parameter)? {
            Value::String(bits) => usize::from_str_radix(bits, 2).ok(),
            value => value.as_u64()?.try_into().ok(),
        }
    }

    /// Where in the Verilog text the cell comes from.
    pub fn source(&self) -> Option<String> {
        Some(self.attributes.get("src")?.as_str()?.to_owned())
    }

    /// The places that [`Cell::source`] lists.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        places(&self.attributes)
    }

    /// Bits that it drives.
    pub fn outputs(&self) -> impl Iterator<Item = u64> {
        let ports = self.connections.iter().filter(|(port, _)| {
            let direction = self.port_directions.get(*port);
            direction.is_some_and(|direction| direction == "output")
        });
        ports.flat_map(|(_, bits)| bits.iter().filter_map(Value::as_u64))
    }
}

impl Net {
    /// Places in the text that it comes from.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        places(&self.attributes)
    }
}

fn places(attributes: &BTreeMap<String, Value>) -> impl Iterator<Item = &str> {
    let source = attributes.get("src").and_then(Value::as_str);
    source.into_iter().flat_map(|source| source.split('|'))
}

impl Module {
    /// The signal with a name of its own that holds the first bit at `port` of `cell`.
    pub fn signal(&self, cell: &Cell, port: &str) -> Option<&str> {
        let bit = cell.connections.get(port)?.first()?;
        let nets = self.netnames.iter().filter(|(_, net)| net.hide_name == 0);
        nets.filter(|(_, net)| net.bits.contains(bit))
            .map(|(name, _)| name.as_str())
            .min_by_key(|name| name.len())
    }
}
