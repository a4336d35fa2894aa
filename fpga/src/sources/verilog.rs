//! The `src` attributes of a Verilog text: which line of its generator's source a statement was made from.
//!
//! Synthesis forgets the attribute of an expression, but keeps the expression's line in the Verilog. So an
//! attribute at the declaration of a signal counts for every statement that sets the signal.

use std::collections::HashMap;

/// Statements of a Verilog text, module by module.
#[derive(Default)]
pub(super) struct Verilog {
    modules: Vec<Module>,
}

/// From its line on, up to the next.
#[derive(Default)]
struct Module {
    line: u32,
    /// Sources of its signals.
    signals: HashMap<String, String>,
    statements: Vec<Statement>,
}

struct Statement {
    /// First and last line.
    lines: (u32, u32),
    source: Option<String>,
    /// The signal that it declares or sets.
    target: Option<String>,
}

impl Verilog {
    /// Reads a text that has a statement per line, or a statement on several lines.
    pub fn parse(text: &str) -> Verilog {
        let mut modules = vec![Module::default()];
        let (mut in_header, mut pending) = (false, None);
        let (mut statement, mut first) = (String::new(), 0);
        for (line, text) in (1..).zip(text.lines()) {
            let text = without_attributes(text, &mut pending);
            if text.is_empty() {
                continue;
            }
            if text.starts_with("module ") {
                in_header = true;
                // The attribute of a module is found in the netlist.
                pending = None;
                modules.push(Module {
                    line,
                    ..Module::default()
                });
            }
            if statement.is_empty() {
                first = line;
            }
            statement.push_str(text);
            statement.push(' ');
            in_header &= !text.ends_with(';');
            let ends = [";", "begin", "end", "endmodule", "endcase"];
            if in_header || ends.iter().any(|end| text.ends_with(end)) {
                if let Some(module) = modules.last_mut() {
                    module.add(&statement, (first, line), pending.take());
                }
                statement.clear();
            }
        }
        Verilog { modules }
    }

    /// Source of the statement that has these lines.
    pub fn statement(&self, lines: (u32, u32)) -> Option<&str> {
        let module = self.module(lines.0)?;
        let contains = |s: &&Statement| s.lines.0 <= lines.0 && lines.1 <= s.lines.1;
        let statement = module.statements.iter().find(contains)?;
        let target = statement.target.as_ref();
        let own = statement.source.as_ref();
        own.or_else(|| module.signals.get(target?))
            .map(String::as_str)
    }

    /// Source of a signal of the module that has this line.
    pub fn signal(&self, line: u32, name: &str) -> Option<&str> {
        self.module(line)?.signals.get(name).map(String::as_str)
    }

    fn module(&self, line: u32) -> Option<&Module> {
        let after = self.modules.partition_point(|module| module.line <= line);
        self.modules.get(after.checked_sub(1)?)
    }
}

impl Module {
    fn add(&mut self, text: &str, lines: (u32, u32), source: Option<String>) {
        let target = target(text).map(str::to_owned);
        if let Some(name) = &target {
            // An output that is another name of a register is made where the register is.
            let other = text.rsplit('=').next().unwrap_or_default();
            let other = self.signals.get(other.trim_end_matches([' ', ';']).trim());
            if let Some(source) = source.as_ref().or(other).cloned() {
                self.signals.entry(name.clone()).or_insert(source);
            }
        }
        self.statements.push(Statement {
            lines,
            source,
            target,
        });
    }
}

/// What a line has besides attributes and comments; the attribute `src` is taken over.
fn without_attributes<'a>(line: &'a str, source: &mut Option<String>) -> &'a str {
    let mut rest = line.split("//").next().unwrap_or_default().trim();
    while let Some((attribute, after)) = rest.strip_prefix("(*").and_then(|r| r.split_once("*)")) {
        let value = attribute.split_once("src = \"").map(|(_, value)| value);
        if let Some((value, _)) = value.and_then(|value| value.split_once('"')) {
            *source = Some(value.to_owned());
        }
        rest = after.trim();
    }
    rest
}

/// The signal that a statement declares or sets.
fn target(statement: &str) -> Option<&str> {
    let left = assigned(statement).or_else(|| {
        let kinds = ["wire ", "reg ", "input ", "output "];
        let declares = kinds.iter().any(|kind| statement.starts_with(kind));
        declares.then(|| statement.trim_end_matches([' ', ';', ',', ')']))
    })?;
    // Without the index, which may have brackets in it.
    let mut depth = 0;
    let outside = |c: char| {
        depth += i32::from(c == ']') - i32::from(c == '[');
        depth > 0 || "[] ".contains(c)
    };
    let left = left.trim_end_matches(outside);
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = &left[left.trim_end_matches(word).len()..];
    (!name.is_empty()).then_some(name)
}

/// What stands before the operator of an assignment, which is outside all brackets.
fn assigned(statement: &str) -> Option<&str> {
    let mut depth = 0;
    for (i, c) in statement.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '<' if depth == 0 && statement[i..].starts_with("<=") => return Some(&statement[..i]),
            '=' if depth == 0 => return Some(&statement[..i]),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
module leaf (
    input wire clock,
    (* src = "a.rs:1" *) input wire [3:0] x,
    output wire [3:0] y
);
    (* src = "a.rs:2" *)
    reg [3:0] held = 4'd0; // (* src = "no.rs:1" *)
    (* ram_style = "block", src = "a.rs:3" *) reg [3:0] words [0:7];
    wire plain = x[0];
    assign y = held;
    always @(posedge clock) begin
        if (x <= held) held <= x + {held[1:0],
            2'b0};
        words[x[2:0]] <= held;
    end
endmodule
module other (input wire x);
    (* src = "b.rs:9" *)
    leaf first (
        .clock(x)
    );
endmodule
"#;

    #[test]
    fn a_statement_has_the_source_of_the_signal_that_it_sets() {
        let verilog = Verilog::parse(TEXT);
        let of = |line| verilog.statement((line, line));
        assert_eq!(of(4), Some("a.rs:1"));
        assert_eq!(of(8), Some("a.rs:2"));
        assert_eq!(of(9), Some("a.rs:3"));
        assert_eq!(of(10), None);
        assert_eq!(verilog.statement((13, 14)), Some("a.rs:2"));
        assert_eq!(of(15), Some("a.rs:3"));
        assert_eq!(of(21), Some("b.rs:9"));
        // Of all statements of a block, none.
        assert_eq!(verilog.statement((12, 16)), None);
        assert_eq!(verilog.statement((90, 90)), None);
    }

    #[test]
    fn signals_belong_to_their_module_and_outputs_to_the_register_they_show() {
        let verilog = Verilog::parse(TEXT);
        assert_eq!(verilog.signal(16, "held"), Some("a.rs:2"));
        assert_eq!(verilog.signal(16, "y"), Some("a.rs:2"));
        assert_eq!(verilog.signal(16, "plain"), None);
        assert_eq!(verilog.signal(20, "held"), None);
    }
}
