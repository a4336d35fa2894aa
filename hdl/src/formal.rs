//! What is proved about the Verilog, for a prover: properties, and the modules that they are about.
//!
//! The properties are the files of `hdl/formal/`; `harmonia prove` runs them.

use crate::design::Design;
use crate::layout::{KV_BEAT_BITS, RESULT_BITS};
use crate::stream::beat_queue;
use crate::stream::result_queue;

/// Files of properties, by name.
pub const PROPERTIES: [(&str, &str); 6] = [
    ("pages.sv", include_str!("../formal/pages.sv")),
    ("layout.sv", include_str!("../formal/layout.sv")),
    ("scores.sv", include_str!("../formal/scores.sv")),
    ("queues.sv", include_str!("../formal/queues.sv")),
    ("room.sv", include_str!("../formal/room.sv")),
    ("router.sv", include_str!("../formal/router.sv")),
];

/// Modules with properties, without the prefix that a design's modules have, and the memory of which a proof speaks.
const MODULES: [(&str, Option<Memory>); 10] = [
    ("pages", None),
    ("score_control", None),
    ("softmax_control", None),
    ("word_fork", None),
    ("reader", None),
    ("outputs", None),
    ("sequencer", None),
    ("router", None),
    (
        "result_queue",
        Some(Memory {
            name: "entries",
            depth: result_queue::DEPTH,
            width: RESULT_BITS,
        }),
    ),
    (
        "beat_queue",
        Some(Memory {
            name: "beats",
            depth: beat_queue::DEPTH,
            width: KV_BEAT_BITS,
        }),
    ),
];

/// A memory of a module. A wire can be made a port by the script, a memory cannot: it gets a read port, `entry` at `watched`.
struct Memory {
    name: &'static str,
    depth: usize,
    width: usize,
}

impl Memory {
    fn ports(&self) -> String {
        let (index, width) = (self.depth.ilog2() - 1, self.width - 1);
        format!("\n    input wire [{index}:0] watched,\n    output wire [{width}:0] entry,")
    }

    fn read(&self) -> String {
        format!("    assign entry = {}[watched];\n", self.name)
    }
}

/// The proofs as a script of SymbiYosys, for contexts of `context` tokens.
pub fn script(context: usize) -> String {
    include_str!("../formal/proofs.sby").replace("@CONTEXT@", &context.to_string())
}

/// The modules with properties as they stand in the design's Verilog, under names without the design's; queues with a read port more.
///
/// # Panics
/// When the design has no such module: it is not an accelerator.
pub fn subject(design: &Design) -> String {
    let modules = MODULES.map(|(name, memory)| {
        let head = format!("module {}_{name} (", design.top);
        let begin = design.verilog.find(&head).expect("an accelerator has it");
        let body = &design.verilog[begin + head.len()..];
        let end = body.find("endmodule").expect("a module ends");
        let ports = memory.as_ref().map_or(String::new(), Memory::ports);
        let read = memory.as_ref().map_or(String::new(), Memory::read);
        format!("module {name} ({ports}{}{read}endmodule\n", &body[..end])
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
