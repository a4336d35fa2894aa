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

/// Cycles until an engine that has taken a command is known not to be quiet. One is enough as the sequencer stands (`hdl/formal/router.sv`
/// is proved with it as well); two more leave room for registers on the way between the two.
const UNSEEN: usize = 3;

crate::leaf_block! {
    /// See the module's documentation. `attention_idle` is the attention unit's readiness for a command.
    pub struct Router {
        in host_command: COMMAND_BITS,
        in host_command_valid: 1,
        in engine_command_ready: 1,
        in engine_quiet: 1,
        in attention_idle: 1,
        in attention_command: COMMAND_BITS,
        in attention_command_valid: 1,
        in host_activations: ACTIVATION_BEAT_BITS,
        in host_activations_valid: 1,
        in attention_activations: ACTIVATION_BEAT_BITS,
        in attention_activations_valid: 1,
        in engine_activations_ready: 1,
        in engine_results: RESULT_BITS,
        in engine_results_valid: 1,
        in attention_takes_results: 1,
        in attention_results: RESULT_BITS,
        in attention_results_valid: 1,
        in results_ready: 1,
        out host_command_ready: 1,
        out engine_command: COMMAND_BITS,
        out engine_command_valid: 1,
        out attention_starts: 1,
        out attention_command_ready: 1,
        out activations: ACTIVATION_BEAT_BITS,
        out activations_valid: 1,
        out host_activations_ready: 1,
        out attention_activations_ready: 1,
        out to_attention_valid: 1,
        out engine_results_ready: 1,
        out results: RESULT_BITS,
        out results_valid: 1,
        out attention_results_ready: 1
    }
}

/// The circuit of [`Router`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "router",
        "The engine's streams, for the host or the attention unit.",
    );
    let host_command = leaf.control("host_command", COMMAND_BITS);
    let command_valid = leaf.control("host_command_valid", 1);
    let engine_ready = leaf.control("engine_command_ready", 1);
    let quiet = leaf.control("engine_quiet", 1);
    let idle = leaf.control("attention_idle", 1);
    let own_command = leaf.control("attention_command", COMMAND_BITS);
    let own_command_valid = leaf.control("attention_command_valid", 1);
    let host_activations = leaf.control("host_activations", ACTIVATION_BEAT_BITS);
    let host_activations_valid = leaf.control("host_activations_valid", 1);
    let own_activations = leaf.control("attention_activations", ACTIVATION_BEAT_BITS);
    let own_activations_valid = leaf.control("attention_activations_valid", 1);
    let activations_ready = leaf.control("engine_activations_ready", 1);
    let engine_results = leaf.control("engine_results", RESULT_BITS);
    let engine_results_valid = leaf.control("engine_results_valid", 1);
    let takes_results = leaf.control("attention_takes_results", 1);
    let own_results = leaf.control("attention_results", RESULT_BITS);
    let own_results_valid = leaf.control("attention_results_valid", 1);
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
    leaf.output("engine_command", &runs.mux(&own_command, &host_command));
    leaf.output(
        "engine_command_valid",
        &runs.mux(&own_command_valid, &to_engine),
    );
    leaf.output(
        "attention_starts",
        &(&(&command_valid & !&for_engine) & &free),
    );
    leaf.output("attention_command_ready", &(&runs & &engine_ready));
    leaf.output(
        "activations",
        &chosen.mux(&own_activations, &host_activations),
    );
    leaf.output(
        "activations_valid",
        &runs.mux(&own_activations_valid, &host_activations_valid),
    );
    leaf.output("host_activations_ready", &(&idle & &activations_ready));
    leaf.output("attention_activations_ready", &(&runs & &activations_ready));
    leaf.output("to_attention_valid", &(&runs & &engine_results_valid));
    leaf.output(
        "engine_results_ready",
        &runs.mux(&takes_results, &results_ready),
    );
    leaf.output("results", &runs.mux(&own_results, &engine_results));
    leaf.output(
        "results_valid",
        &runs.mux(&own_results_valid, &engine_results_valid),
    );
    leaf.output("attention_results_ready", &(&runs & &results_ready));
    leaf.build()
}
