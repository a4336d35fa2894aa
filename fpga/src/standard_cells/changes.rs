//! How often each bit of a simulation changed, from a file of value changes (VCD).

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use vcd::{Command, IdCode, ScopeItem, Value};

use super::activity::bit_names;

/// What all bits of a simulation did.
pub(super) struct Changes(HashMap<String, Bit>);

/// What one bit did.
#[derive(Clone, Default)]
pub(super) struct Bit {
    /// Changes between 0 and 1.
    pub transitions: u64,
    /// It once had neither value.
    pub undefined: bool,
    value: Option<bool>,
}

impl Changes {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn read(path: &Path) -> io::Result<Changes> {
        let mut parser = vcd::Parser::new(BufReader::new(File::open(path)?));
        let header = parser.parse_header()?;
        let mut wires: HashMap<IdCode, Vec<(String, Bit)>> = HashMap::new();
        declare(&header.items, &mut wires);
        for command in parser {
            let (code, digits) = match command? {
                Command::ChangeScalar(code, value) => (code, vec![value]),
                Command::ChangeVector(code, vector) => (code, vector.iter().collect()),
                _ => continue,
            };
            // Digits that are left out in front are 0, or what is undefined goes on.
            let front = match digits.first() {
                None | Some(Value::V0 | Value::V1) => Value::V0,
                Some(undefined) => *undefined,
            };
            let digits = digits.into_iter().rev().chain(std::iter::repeat(front));
            let bits = wires.get_mut(&code).into_iter().flatten();
            for ((_, bit), value) in bits.zip(digits) {
                bit.change(value);
            }
        }
        Ok(Changes(wires.into_values().flatten().collect()))
    }

    /// What the bit of this name did.
    pub fn of(&self, name: &str) -> Option<&Bit> {
        self.0.get(name)
    }
}

impl Bit {
    fn change(&mut self, value: Value) {
        let value = match value {
            Value::V0 => Some(false),
            Value::V1 => Some(true),
            Value::X | Value::Z => None,
        };
        let both = self.value.is_some() && value.is_some();
        self.transitions += u64::from(both && self.value != value);
        self.undefined |= value.is_none();
        self.value = value;
    }
}

/// The bits behind each code, the lowest first. Two wires that are one have one code, and the name of the last.
fn declare(items: &[ScopeItem], wires: &mut HashMap<IdCode, Vec<(String, Bit)>>) {
    for item in items {
        match item {
            ScopeItem::Scope(scope) => declare(&scope.items, wires),
            ScopeItem::Var(var) => {
                let reference = var.reference.trim_start_matches('\\');
                let names = match var.index {
                    // A wire of one bit whose name has brackets.
                    Some(index) if var.size == 1 => vec![format!("{reference}{index}")],
                    _ => bit_names(reference, var.size as usize),
                };
                let bits = names.into_iter().map(|name| (name, Bit::default()));
                wires.insert(var.code, bits.collect());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transitions_are_counted_by_bit_and_glitches_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.vcd");
        let text = "$timescale 1ps $end $scope module block $end $var wire 1 ! clock $end \
                    $var wire 3 # sum [2:0] $end $var wire 1 $ \\part[4] $end $upscope $end $enddefinitions $end\n\
                    #10 $dumpvars 0! b011 # x$ $end\n#12 1!\n#13 0!\n#15 1! b101 #\n#20 0! bx1 #\n";
        std::fs::write(&path, text).unwrap();
        let changes = Changes::read(&path).unwrap();
        let clock = changes.of("clock").unwrap();
        assert_eq!((clock.transitions, clock.undefined), (4, false));
        let bits = [0, 1, 2].map(|bit| changes.of(&format!("sum[{bit}]")).unwrap());
        assert_eq!(bits.map(|bit| bit.transitions), [0, 1, 1]);
        assert_eq!(bits.map(|bit| bit.undefined), [false, true, true]);
        assert!(changes.of("part[4]").unwrap().undefined);
        assert!(changes.of("part").is_none());
    }
}
