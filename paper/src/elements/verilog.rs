//! Which Verilog was measured.

use std::collections::BTreeSet;

use harmonia_hdl::baselines::{CONVERTERS, ELEMENTS, packed};
use sha2::{Digest, Sha256};

use super::Elements;

/// SHA-256 of Verilog without its comments and lines of sources, which no tool's figures depend on.
pub fn verilog_sha256(verilog: &str) -> String {
    let says = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("(* src =");
    let mut hash = Sha256::new();
    for line in verilog.lines().filter(says) {
        hash.update(line);
        hash.update("\n");
    }
    let digits = hash.finalize();
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Elements {
    /// Blocks whose Verilog is not what was measured: another one today, none any more, or one that never was.
    pub fn stale(&self) -> Vec<String> {
        let converter = |name: &str| format!("converter for {name}");
        let elements = ELEMENTS
            .iter()
            .map(|own| (own.name.to_owned(), verilog_sha256(&own.verilog())));
        let converters = CONVERTERS.iter().flat_map(|own| {
            let hash = verilog_sha256(&own.verilog());
            let serves = own.serves.iter();
            serves.map(move |name| (converter(name), hash.clone()))
        });
        let placed = self.ecp5().next();
        let packed = placed.map(|_| (packed::NAME.to_owned(), verilog_sha256(&packed::verilog())));
        let today: BTreeSet<_> = elements.chain(converters).chain(packed).collect();
        let elements = self.elements.iter();
        let elements = elements.map(|own| (own.name.clone(), own.verilog_sha256.clone()));
        let packed = self.packed.iter();
        let packed = packed.map(|own| (own.name.clone(), own.verilog_sha256.clone()));
        let converters = self.converters.iter();
        let converters = converters.map(|own| (converter(&own.name), own.verilog_sha256.clone()));
        let measured: BTreeSet<_> = elements.chain(converters).chain(packed).collect();
        let differ = today.symmetric_difference(&measured);
        let names: BTreeSet<_> = differ.map(|(name, _)| name.clone()).collect();
        names.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn blocks_of_other_verilog_are_named() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/elements.json");
        let mut elements = Elements::read(&path).unwrap().unwrap();
        assert!(elements.stale().is_empty());
        elements.elements[2].verilog_sha256 = verilog_sha256("module figna;");
        elements.converters[0].name = "nobody".into();
        let stale = ["converter for figna", "converter for nobody", "figna"].map(String::from);
        assert_eq!(elements.stale(), stale);
        // What was never measured.
        elements.elements.remove(0);
        assert_eq!(
            elements.stale(),
            [stale.as_slice(), &["fp16_fp16".into()]].concat()
        );
        elements.packed = None;
        assert_eq!(elements.stale().last().unwrap(), packed::NAME);
        let sourced = "(* src = \"figna.rs:1\" *)\nmodule figna;\n// A comment.\n";
        assert_eq!(verilog_sha256(sourced), verilog_sha256("module figna;"));
    }
}
