//! Who the engine works for: the host, or the attention unit while one of its commands runs.
//!
//! ```text
//! host's command --LOAD, MATMUL--> engine, when the attention unit is idle
//!               `-anything else----> attention unit, when it is idle and the engine quiet
//! ```
//!
//! Commands begin in the order in which they come, and none begins while one of the other kind runs. While the attention unit works, the
//! engine's commands, activations and results are its own; weights are the host's alone, keys and values the attention unit's.

use crate::expr::{Circuit, Leaf, named};
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS, command};
use crate::stream::{incoming, outgoing};

/// Cycles until an engine that has taken a command is known not to be quiet. One is enough as the sequencer stands (`hdl/formal/router.sv`
/// is proved with it as well); two more leave room for registers on the way between the two.
const UNSEEN: usize = 3;

crate::leaf_block! {
    /// See the module's documentation. Of the attention unit's own streams the host sees nothing.
    pub struct Router(describe()) {
        /// Commands of the host, one word each.
        stream in host_command: COMMAND_BITS,
        /// Commands of the attention unit for the engine: ready only while a command of attention runs.
        stream in own_command: COMMAND_BITS,
        /// Commands for the engine, of the host or of the attention unit, never of both at one time.
        stream out engine_command: COMMAND_BITS,
        /// Commands of the host for the attention unit, which is idle when it is ready for one.
        stream out attention_command: COMMAND_BITS,
        /// The engine has nothing to do, and all its results are taken.
        in engine_quiet: 1,
        /// Activations of the host: four FP32 values a beat, the first in the lowest bits.
        stream in host_activations: ACTIVATION_BEAT_BITS,
        /// Activations of the attention unit, four FP32 values a beat: ready only while a command of attention runs.
        stream in own_activations: ACTIVATION_BEAT_BITS,
        /// Activations for the engine, of whoever's command it executes.
        stream out activations: ACTIVATION_BEAT_BITS,
        /// Results of the engine: FP32, then the overflow bit and the invalid bit.
        stream in engine_results: RESULT_BITS,
        /// Results of the attention unit: sent to the host while a command of attention runs.
        stream in own_results: RESULT_BITS,
        /// Results of the engine while a command of attention runs: scores, then sums of values.
        stream out to_attention: RESULT_BITS,
        /// Results for the host: FP32 in the lower 32 bits, then the overflow bit and the invalid bit.
        stream out results: RESULT_BITS,
    }
}

/// The circuit of [`Router`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "router",
        "Who the engine works for: the host, or the attention unit while one of its commands runs.",
    );
    let [host_command, command_valid] = incoming(&mut leaf, "host_command", COMMAND_BITS);
    let [own_command, own_command_valid] = incoming(&mut leaf, "own_command", COMMAND_BITS);
    let engine_ready = leaf.control("engine_command_ready", 1);
    let idle = leaf.control("attention_command_ready", 1);
    let quiet = leaf.control("engine_quiet", 1);
    let mut activations = |name| incoming(&mut leaf, name, ACTIVATION_BEAT_BITS);
    let [host_activations, host_activations_valid] = activations("host_activations");
    let [own_activations, own_activations_valid] = activations("own_activations");
    let activations_ready = leaf.control("activations_ready", 1);
    let mut results = |name| incoming(&mut leaf, name, RESULT_BITS);
    let [engine_results, engine_results_valid] = results("engine_results");
    let [own_results, own_results_valid] = results("own_results");
    let takes_results = leaf.control("to_attention_ready", 1);
    let results_ready = leaf.control("results_ready", 1);
    let runs = !&idle;

    let (low, width) = command::OPCODE;
    let opcode = host_command.slice(low, width);
    let for_engine = &opcode.is(command::LOAD) | &opcode.is(command::MATMUL);
    let to_engine = (&(&command_valid & &for_engine) & &idle).named("host_to_engine");
    // Quiet is what the engine was: not if it took a command since.
    let mut started = (&to_engine & &engine_ready).named("engine_started");
    let mut unseen = leaf.constant(0, 1);
    for _ in 0..UNSEEN {
        started = started.register_from_zero();
        unseen = &unseen | &started;
    }
    let free = (&(&idle & &quiet) & !&unseen).named("attention_may_start");
    // Which of the two must be ready is known when there is a command.
    leaf.output(
        "host_command_ready",
        &(&command_valid & &for_engine.mux(&(&idle & &engine_ready), &free)),
    );
    // Over every bit of a beat: a register, a cycle late. A LOAD comes before the first beat and is longer under way than that.
    let chosen = runs.register_from_zero().named("attention_loads");
    let command = runs.mux(&own_command, &host_command);
    let valid = runs.mux(&own_command_valid, &to_engine);
    outgoing(&mut leaf, "engine_command", &command, &valid);
    let starts = &(&command_valid & !&for_engine) & &free;
    outgoing(&mut leaf, "attention_command", &host_command, &starts);
    leaf.output("own_command_ready", &(&runs & &engine_ready));
    let beat = chosen.mux(&own_activations, &host_activations);
    let valid = runs.mux(&own_activations_valid, &host_activations_valid);
    outgoing(&mut leaf, "activations", &beat, &valid);
    leaf.output("host_activations_ready", &(&idle & &activations_ready));
    leaf.output("own_activations_ready", &(&runs & &activations_ready));
    let valid = &runs & &engine_results_valid;
    outgoing(&mut leaf, "to_attention", &engine_results, &valid);
    leaf.output(
        "engine_results_ready",
        &runs.mux(&takes_results, &results_ready),
    );
    let result = runs.mux(&own_results, &engine_results);
    let valid = runs.mux(&own_results_valid, &engine_results_valid);
    outgoing(&mut leaf, "results", &result, &valid);
    leaf.output("own_results_ready", &(&runs & &results_ready));
    leaf.build()
}
