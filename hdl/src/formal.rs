//! What is proved about the Verilog, for a prover: properties, and the modules that they are about.
//!
//! The properties are the files of `hdl/formal/`; `harmonia prove` runs them.

mod sdram;

use crate::attention::cache::beat_queue;
use crate::attention::layout::WORD_BITS;
use crate::design::Design;
use crate::emit;
use crate::layout::{COMMAND_BITS, KV_BEAT_BITS, RESULT_BITS, RESULT_PLACES};
use crate::link::{boundary, buffer, receiver, session, slots};
use crate::memory::controller::{DEEP, SHALLOW};
use crate::memory::{arbiter, owners, read_queue, transfer};
use crate::processor;
use crate::stream::relay;
use harmonia_contract::frame::COUNTERS;
use harmonia_contract::packet::BUFFER_WORDS;

/// Files of properties, by name.
pub const PROPERTIES: [(&str, &str); 9] = [
    ("pages.sv", include_str!("../formal/pages.sv")),
    ("layout.sv", include_str!("../formal/layout.sv")),
    ("scores.sv", include_str!("../formal/scores.sv")),
    ("queues.sv", include_str!("../formal/queues.sv")),
    ("room.sv", include_str!("../formal/room.sv")),
    ("router.sv", include_str!("../formal/router.sv")),
    ("memory.sv", include_str!("../formal/memory.sv")),
    ("link.sv", include_str!("../formal/link.sv")),
    ("sdram.sv", include_str!("../formal/sdram.sv")),
];

/// Modules with properties, without the prefix that a design's modules have, and the memory of which a proof speaks.
const MODULES: [(&str, Option<Memory>); 22] = [
    ("pages", None),
    ("score_control", None),
    ("softmax_control", None),
    ("skid_buffer_34", None),
    ("relay_64", None),
    ("reader", None),
    ("outputs", None),
    ("sequencer", None),
    ("router", None),
    (
        "queue_64x34",
        Some(Memory {
            name: "entries",
            depth: RESULT_PLACES,
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
    ("memory_arbiter", None),
    ("transfer", None),
    (
        "owners",
        Some(Memory {
            name: "requests",
            depth: owners::REQUESTS,
            width: owners::CLIENT_BITS + owners::WORDS_BITS,
        }),
    ),
    ("read_queue_512", Some(stored(DEEP))),
    ("read_queue_32", Some(stored(SHALLOW))),
    ("packet_receiver", None),
    (
        "link_buffer",
        Some(Memory {
            name: "words",
            depth: BUFFER_WORDS,
            width: WORD_BITS,
        }),
    ),
    ("link_boundary", None),
    ("processor_link", None),
    ("link_session", None),
    ("link_slots", None),
];

/// A memory of a module. A wire can be made a port by the script, a memory cannot: it gets a read port, `entry` at `watched`.
struct Memory {
    name: &'static str,
    depth: usize,
    width: usize,
}

/// The words of a queue of the memory controller.
const fn stored(depth: usize) -> Memory {
    Memory {
        name: "stored",
        depth,
        width: WORD_BITS,
    }
}

/// Modules of the memory controller and of the link that no accelerator has, as they stand in every design that has them; the fingerprint
/// is any.
fn other_modules() -> String {
    let leaves = [
        relay::describe(COMMAND_BITS),
        arbiter::describe(),
        owners::describe(),
        read_queue::describe(DEEP),
        read_queue::describe(SHALLOW),
        transfer::describe(),
        receiver::describe(),
        buffer::describe(),
        boundary::describe(COUNTERS.len()),
        processor::link::describe(COUNTERS.len()),
        session::describe(1),
        slots::describe(),
    ];
    leaves.iter().map(emit::leaf).collect()
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
    include_str!("../formal/proofs.sby")
        .replace("@CONTEXT@", &context.to_string())
        .replace("@SDRAM_TASKS@\n", &sdram::tasks())
        .replace("@SDRAM_PARAMETERS@", &sdram::parameters())
}

/// The modules with properties as they stand in the design's Verilog, and those of their parts, under names
/// without the design's; queues with a read port more.
///
/// # Panics
/// When the design has no such module: it is not an accelerator.
pub fn subject(design: &Design) -> String {
    let prefix = format!("{}_", design.top);
    let own = other_modules() + &sdram::modules();
    let sdram = sdram::names();
    let mut names: Vec<&str> = MODULES.iter().map(|(name, _)| *name).collect();
    names.extend(sdram.iter().map(String::as_str));
    let mut modules = Vec::new();
    while let Some(&name) = names.get(modules.len()) {
        let body = body(&design.verilog, &format!("{prefix}{name}"));
        let body = body.or_else(|| self::body(&own, name));
        let body = body.expect("an accelerator has it, a memory controller or the link");
        // A part's instance begins a line with its module.
        let instances = body
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix(&prefix));
        let parts = instances.filter_map(|instance| instance.split(' ').next());
        for part in parts {
            if !names.contains(&part) {
                names.push(part);
            }
        }
        let memory = MODULES.iter().find(|(of, _)| *of == name);
        let memory = memory.and_then(|(_, memory)| memory.as_ref());
        let memory = memory.or(sdram::memory(name));
        let ports = memory.map_or(String::new(), Memory::ports);
        let read = memory.map_or(String::new(), Memory::read);
        let body = body.replace(&prefix, "");
        modules.push(format!("module {name} ({ports}{body}{read}endmodule\n"));
    }
    modules.join("\n")
}

/// What a module is between the bracket of its ports and its end.
fn body<'v>(verilog: &'v str, module: &str) -> Option<&'v str> {
    let head = format!("module {module} (");
    let begin = verilog.find(&head)? + head.len();
    let body = &verilog[begin..];
    Some(&body[..body.find("endmodule").expect("a module ends")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Configuration;

    #[test]
    fn configurations_of_as_many_token_rows_differ_in_their_context_only() {
        let of = |name| subject(&Design::accelerator(&Configuration::named(name).unwrap()));
        let single = of("single");
        assert!(single.matches("endmodule").count() >= MODULES.len());
        assert!(
            !single.contains("harmonia_"),
            "an instance of a module that is not there"
        );
        assert_eq!(of("quad"), of("ulx3s-85f"));
        assert!(script(64).contains("CONTEXT 64 "));
    }
}
