//! How a Verilog file reads: what its names are, and how long its lines.

use serde::Serialize;

/// What a reader of a Verilog text meets.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Readability {
    /// Ports, wires, registers, memories and constants that are declared.
    pub names: usize,
    /// Those of them that nobody gave: they begin with `_`, as no name of an author may.
    pub made_up: usize,
    /// Characters of the longest line.
    pub longest_line: usize,
}

impl Readability {
    /// Reads a text that [`crate::verilog`] wrote.
    pub fn of(verilog: &str) -> Self {
        let names = declared(verilog);
        Readability {
            made_up: names.iter().filter(|name| name.starts_with('_')).count(),
            names: names.len(),
            longest_line: verilog
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0),
        }
    }

    /// Share of the names that are made up.
    pub fn made_up_share(&self) -> f64 {
        self.made_up as f64 / self.names.max(1) as f64
    }
}

/// Every name that is declared, in order.
fn declared(verilog: &str) -> Vec<&str> {
    let mut names = Vec::new();
    // Attributes and comments are lines of their own; a memory's attribute is not.
    let lines = verilog.lines().map(str::trim);
    let is_code = |line: &&str| !line.starts_with("//") && !line.ends_with("*)");
    let code = lines.filter(is_code);
    let mut declares = false;
    for line in code {
        let line = line.strip_prefix("(* no_rw_check *) ").unwrap_or(line);
        let words = line
            .trim_start_matches("input ")
            .trim_start_matches("output ");
        let kinds = ["wire ", "reg ", "localparam "];
        let rest = match kinds.iter().find_map(|kind| words.strip_prefix(kind)) {
            Some(rest) => rest,
            None if declares => line,
            None => continue,
        };
        // A declaration without a value goes on until its semicolon; a port ends with its line.
        let is_port = words.len() != line.len();
        let rest = rest.trim_start();
        let rest = match rest
            .strip_prefix('[')
            .and_then(|range| range.split_once(']'))
        {
            Some((_, rest)) => rest,
            None => rest,
        };
        let of_expression = rest.contains('{');
        for item in rest
            .split(',')
            .take(if of_expression { 1 } else { usize::MAX })
        {
            let name = item
                .trim_start()
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .next();
            names.extend(name.filter(|name| !name.is_empty()));
        }
        declares = !is_port && !of_expression && !rest.ends_with(';');
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Configuration, Design};

    #[test]
    fn names_are_counted_where_they_are_declared() {
        let verilog = "\
module m (
    input wire clock,
    output wire [3:0] y
);
    // A wire of words.
    localparam [1:0] MODE_IDLE = 2'd0;
    (* src = \"m.rs:1\" *)
    (* no_rw_check *) reg [3:0] entries [0:7];
    (* src = \"m.rs:2\" *)
    reg [1:0] mode = 2'd0, _both = 2'd1,
            later;
    (* src = \"m.rs:3\" *)
    wire _sum, idle;
    assign idle = mode == MODE_IDLE;
    wire unused = &{1'b0, clock, _sum};
endmodule
";
        let names = [
            "clock",
            "y",
            "MODE_IDLE",
            "entries",
            "mode",
            "_both",
            "later",
            "_sum",
            "idle",
            "unused",
        ];
        assert_eq!(declared(verilog), names);
        let longest_line = 46;
        let expected = Readability {
            names: 10,
            made_up: 2,
            longest_line,
        };
        assert_eq!(Readability::of(verilog), expected);
    }

    #[test]
    fn no_configuration_has_more_than_a_tenth_of_its_names_made_up_or_a_line_above_140_columns() {
        for configuration in Configuration::all() {
            let reading = Readability::of(&Design::of(&configuration).verilog);
            let name = &configuration.name;
            assert!(reading.names > 1000, "{name}: {reading:?}");
            assert!(reading.made_up_share() <= 0.1, "{name}: {reading:?}");
            assert!(reading.longest_line <= 140, "{name}: {reading:?}");
        }
    }
}
