//! What is proved about the Verilog, for a prover: properties, and the modules that they are about.
//!
//! The properties are the files of `hdl/formal/`; `harmonia prove` runs them.

use crate::design::Design;

/// Files of properties, by name.
pub const PROPERTIES: [(&str, &str); 3] = [
    ("pages.sv", include_str!("../formal/pages.sv")),
    ("layout.sv", include_str!("../formal/layout.sv")),
    ("scores.sv", include_str!("../formal/scores.sv")),
];

/// Modules with properties, without the prefix that a design's modules have.
const MODULES: [&str; 3] = ["pages", "scores", "weights"];

/// The proofs as a script of SymbiYosys, for contexts of `context` tokens.
pub fn script(context: usize) -> String {
    include_str!("../formal/ranges.sby").replace("@CONTEXT@", &context.to_string())
}

/// The modules with properties as they stand in the design's Verilog, under names without the design's.
///
/// # Panics
/// When the design has no such module: it is not an accelerator.
pub fn subject(design: &Design) -> String {
    let modules = MODULES.map(|name| {
        let head = format!("module {}_{name} (", design.top);
        let begin = design.verilog.find(&head).expect("an accelerator has it");
        let body = &design.verilog[begin + head.len()..];
        let end = body.find("endmodule").expect("a module ends");
        format!("module {name} ({}endmodule\n", &body[..end])
    });
    modules.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Configuration;

    #[test]
    fn configurations_differ_in_their_context_only() {
        let of = |name| subject(&Design::accelerator(&Configuration::named(name).unwrap()));
        let single = of("single");
        assert_eq!(single.matches("endmodule").count(), MODULES.len());
        assert_eq!(single, of("ulx3s-85f"));
        assert!(script(64).contains("CONTEXT 64 "));
    }
}
