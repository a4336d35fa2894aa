//! An executor that is chosen when the program runs.

use std::sync::Arc;

use harmonia_device::Device;
use harmonia_device::system::Machine;
use harmonia_model::{Batch, Buffer, Executor, Model, Program, Reference, SequenceId, Step};

use super::{DeviceExecutor, ExecutorError};
use crate::{KvPlan, SystemExecutor};

/// The FP32 reference, a device or a machine.
pub enum AnyExecutor {
    /// Everything in FP32 on the host.
    Reference(Box<Reference>),
    /// Linear layers on a device, attention there too if a plan of keys and values was given.
    Device(Box<DeviceExecutor<Box<dyn Device>>>),
    /// Layers by programs of a machine.
    Machine(Box<SystemExecutor<Box<dyn Machine>>>),
}

/// Lets whichever it is do the same.
macro_rules! either {
    ($self:ident, $own:ident => $does:expr) => {
        match $self {
            AnyExecutor::Reference($own) => $does,
            AnyExecutor::Device($own) => $does,
            AnyExecutor::Machine($own) => $does,
        }
    };
}

impl AnyExecutor {
    /// Where keys and values lie, if on a device.
    pub fn plan(&self) -> Option<&KvPlan> {
        match self {
            AnyExecutor::Reference(_) => None,
            AnyExecutor::Device(own) => own.plan(),
            AnyExecutor::Machine(own) => own.kv(),
        }
    }

    /// One line for people.
    pub fn describe(&self) -> String {
        let device = match self {
            AnyExecutor::Reference(_) => return "FP32 reference".into(),
            AnyExecutor::Device(own) => own.device().describe(),
            AnyExecutor::Machine(own) => own.describe(),
        };
        match self.plan() {
            Some(plan) => format!("{device}, KV cache {}", plan.options().format),
            None => format!("{device}, attention in FP32"),
        }
    }
}

impl Executor for AnyExecutor {
    type Error = ExecutorError;

    fn model(&self) -> &Arc<Model> {
        either!(self, own => own.model())
    }

    fn program(&self) -> &Arc<Program> {
        either!(self, own => own.program())
    }

    fn open(&mut self) -> Result<SequenceId, ExecutorError> {
        either!(self, own => Ok(own.open()?))
    }

    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), ExecutorError> {
        either!(self, own => Ok(own.truncate(sequence, tokens)?))
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), ExecutorError> {
        either!(self, own => Ok(own.close(sequence)?))
    }

    fn begin(&mut self, batch: Batch) -> Result<(), ExecutorError> {
        either!(self, own => Ok(own.begin(batch)?))
    }

    fn step(&mut self, step: &Step) -> Result<(), ExecutorError> {
        either!(self, own => Ok(own.step(step)?))
    }

    fn finish(&mut self) -> Result<Vec<f32>, ExecutorError> {
        either!(self, own => Ok(own.finish()?))
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], ExecutorError> {
        either!(self, own => Ok(own.read(buffer)?))
    }

    fn shows(&self, buffer: Buffer) -> bool {
        either!(self, own => own.shows(buffer))
    }

    fn cycles(&self) -> Option<u64> {
        either!(self, own => own.cycles())
    }
}
