//! Random sequences of calls, with what is to come of each.

use std::sync::Arc;

use harmonia_device::{AttentionLimits, Command};
use harmonia_numerics::Matrix;

use super::generator::Generator;
use super::values::{Random, Values, matrix};
use crate::{RtlOptions, Stalls};

/// Cycles without movement after which a simulation is stuck: pauses of both sides and a walk over memory are
/// far shorter.
const IDLE_LIMIT: u64 = 100_000;

/// Everything that is done with two devices from power-up on. The same seed gives the same one.
pub(super) struct Sequence<'v> {
    pub matrices: Vec<Arc<Matrix>>,
    pub power_up_seed: u64,
    pub memory_latency: u32,
    pub calls: Vec<Call<'v>>,
}

#[derive(Clone)]
pub(super) struct Call<'v> {
    pub commands: Vec<Command<'v>>,
    pub stalls: Option<Stalls>,
    /// Code of the error with which it must be refused.
    pub refusal: Option<&'static str>,
}

impl<'v> Sequence<'v> {
    pub(super) fn new(
        values: &'v Values,
        seed: u64,
        tokens: [usize; 2],
        limits: AttentionLimits,
    ) -> Self {
        // Neighbouring seeds are to have nothing in common.
        let mut random = Random::new(Random::new(seed).next());
        let matrices = (0..3).map(|_| Arc::new(matrix(&mut random))).collect();
        let power_up_seed = random.next();
        let memory_latency = random.pick(&[1, 2, 8, 8, 23, 60]);
        let mut generator = Generator::new(random, values, tokens, limits, matrices);
        let mut left = 60 + generator.random.below(200);
        let mut calls = Vec::new();
        while left > 0 {
            let call = generator.call();
            left = left.saturating_sub(call.commands.len());
            calls.push(call);
        }
        Sequence {
            matrices: generator.matrices,
            power_up_seed,
            memory_latency,
            calls,
        }
    }

    pub(super) fn options(&self) -> RtlOptions {
        RtlOptions {
            memory_latency: self.memory_latency,
            idle_limit: IDLE_LIMIT,
            power_up_seed: self.power_up_seed,
            ..RtlOptions::default()
        }
    }
}
