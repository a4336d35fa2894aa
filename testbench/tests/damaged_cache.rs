//! What happens to a cache that somebody touched. A program of its own, because it has a cache of its own.

#![allow(clippy::unwrap_used)]

use std::env;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use harmonia_testbench::{BuildOptions, Design, Direction, Simulation, Stream};

/// The accelerator's smallest relative: a register between two streams.
fn build(top: &str) {
    let stream = |name: &str, direction| Stream {
        name: name.into(),
        direction,
        width: 8,
        handshake: true,
    };
    let design = Design {
        top: top.into(),
        verilog: format!(
            "module {top} (input wire clock, input wire in_valid, output wire in_ready, input wire [7:0] in_data,\n\
             output reg out_valid, input wire out_ready, output reg [7:0] out_data);\n\
             assign in_ready = !out_valid || out_ready;\n\
             initial out_valid = 1'b0;\n\
             always @(posedge clock) if (in_ready) begin out_valid <= in_valid; out_data <= in_data; end\n\
             endmodule\n"
        ),
        models: String::new(),
        streams: vec![
            stream("in", Direction::Input),
            stream("out", Direction::Output),
        ],
        memory: None,
        sdram: None,
    };
    let simulation = Simulation::build(&design, &BuildOptions::default()).unwrap();
    simulation.instance().unwrap();
}

fn find(folder: &Path, name: &str) -> PathBuf {
    let entries = fs::read_dir(folder).unwrap();
    let files = entries.map(|entry| entry.unwrap().path().join(name));
    files.into_iter().find(|path| path.is_file()).expect(name)
}

#[test]
fn a_library_that_was_cut_short_and_a_runtime_that_was_deleted_are_built_again() {
    let cache = tempfile::tempdir().unwrap();
    // SAFETY: this program has one test, and nothing else runs yet.
    unsafe { env::set_var("HARMONIA_CACHE", cache.path()) };
    let folder = cache.path().join("verilator");
    build("first");
    // Loading it would end the process with a bus error.
    let library = find(&folder, "model.so");
    let whole = fs::metadata(&library).unwrap().len();
    OpenOptions::new()
        .write(true)
        .open(&library)
        .unwrap()
        .set_len(4096)
        .unwrap();
    build("first");
    assert_eq!(fs::metadata(&library).unwrap().len(), whole);
    fs::remove_file(find(&folder, "runtime.o")).unwrap();
    build("second");
    find(&folder, "runtime.o");
}
