//! The two front ends that every emitted file must please besides synthesis: Verilator's lint and Icarus.

use std::path::Path;

use serde::Serialize;

use crate::runner::{Completed, Runner, write_input};
use crate::{Tool, ToolError};

/// `verilator --lint-only -Wall`, silent but for DECLFILENAME: emitted files hold several modules, so
/// that one warning says nothing.
#[derive(Clone, Debug)]
pub struct Lint<'a> {
    /// Name of the top module.
    pub top: &'a str,
    /// The Verilog text.
    pub verilog: &'a str,
}

/// One message of the lint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Whether the text is wrong, rather than doubtful.
    pub error: bool,
    /// Verilator's name of the rule, for example `WIDTH`; errors often have none.
    pub rule: Option<String>,
    /// Line in the Verilog text, from 1; some messages are about no line.
    pub line: Option<u32>,
    /// Column in the line, from 1.
    pub column: Option<u32>,
    /// What is wrong.
    pub message: String,
}

const SOURCE: &str = "design.v";

impl Runner for Lint<'_> {
    /// No findings: the design is clean.
    type Report = Vec<Finding>;

    fn tool(&self) -> Tool {
        Tool::Verilator
    }

    fn log_name(&self) -> String {
        "lint.log".into()
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, SOURCE, self.verilog)?;
        let arguments = ["--lint-only", "-Wall", "-Wno-DECLFILENAME", "--top-module"];
        Ok(arguments
            .into_iter()
            .chain([self.top, SOURCE])
            .map(str::to_owned)
            .collect())
    }

    fn report(&self, completed: &Completed) -> Result<Vec<Finding>, ToolError> {
        let findings: Vec<_> = completed.log.lines().filter_map(finding).collect();
        // A failure without a finding is the tool's, not the design's.
        if findings.is_empty() {
            completed.success()?;
        }
        Ok(findings)
    }
}

/// Reads `%Warning-WIDTH: design.v:12:5: text` or `%Error: text`.
fn finding(line: &str) -> Option<Finding> {
    let (error, rest) = match line.strip_prefix("%Warning") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("%Error")?),
    };
    let (rule, text) = rest.split_once(": ")?;
    if text.starts_with("Exiting due to") {
        return None;
    }
    let position = text.strip_prefix(SOURCE).and_then(|rest| {
        let mut parts = rest.strip_prefix(':')?.splitn(3, ':');
        let line = parts.next()?.parse().ok()?;
        let column = parts.next()?.parse().ok()?;
        Some((line, column, parts.next()?.trim()))
    });
    Some(Finding {
        error,
        rule: rule.strip_prefix('-').map(str::to_owned),
        line: position.map(|(line, _, _)| line),
        column: position.map(|(_, column, _)| column),
        message: position.map_or(text, |(_, _, message)| message).to_owned(),
    })
}

/// `iverilog -g2005`: compiles and elaborates, and writes `design.vvp`.
#[derive(Clone, Debug)]
pub struct IcarusCompile<'a> {
    /// Name of the top module.
    pub top: &'a str,
    /// The Verilog text.
    pub verilog: &'a str,
}

impl Runner for IcarusCompile<'_> {
    type Report = ();

    fn tool(&self) -> Tool {
        Tool::Icarus
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, SOURCE, self.verilog)?;
        let arguments = ["-g2005", "-o", "design.vvp", "-s", self.top, SOURCE];
        Ok(arguments.map(str::to_owned).to_vec())
    }

    fn report(&self, completed: &Completed) -> Result<(), ToolError> {
        completed.success()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_with_and_without_a_place_are_read() {
        let warning = finding(
            "%Warning-WIDTH: design.v:12:5: Operator ADD expects 8 bits: but 'a' is 4 bits.",
        );
        let expected = Finding {
            error: false,
            rule: Some("WIDTH".into()),
            line: Some(12),
            column: Some(5),
            message: "Operator ADD expects 8 bits: but 'a' is 4 bits.".into(),
        };
        assert_eq!(warning, Some(expected));
        let error = finding("%Error: Specified --top-module 'x' was not found in design.").unwrap();
        assert!(error.error && error.rule.is_none() && error.line.is_none());
        assert!(error.message.starts_with("Specified"));
        assert_eq!(finding("%Error: Exiting due to 1 warning(s)"), None);
        assert_eq!(finding("    5 | wire x;"), None);
    }
}
