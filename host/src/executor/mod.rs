//! Executors of a model's program on a device.
//!
//! ```text
//! Program --step--> DeviceExecutor --linear------> DeviceLinears ---commands--> Device
//!                         |        --attend------> DeviceAttention --commands--^
//!                         `--vector operations---> numerics::vector, on the host
//! ```

mod any;
mod error;
mod vector;

pub use any::AnyExecutor;
pub use error::ExecutorError;

use std::sync::Arc;

use harmonia_device::Device;
use harmonia_model::{
    Attend, Batch, Buffer, Executor, FloatAttention, LinearId, Model, Operation, Program,
    SequenceId, Step, Workspace,
};

use crate::baselines::{Baseline, BaselineAttention};
use crate::kv::DeviceAttention;
use crate::linears::DeviceLinears;
use crate::{KvOptions, KvPlan, Tiling};

/// A device that multiplies a model's matrices and, as chosen, attends. The host computes the vector operations
/// between, by the arithmetic of devices.
pub struct DeviceExecutor<D> {
    workspace: Workspace,
    device: D,
    linears: DeviceLinears,
    attention: Attention,
}

/// Who keeps keys and values, and attends.
#[derive(Clone, Debug)]
pub enum Keeping {
    /// The device, compressed.
    Device(KvOptions),
    /// The host, in FP32.
    Host,
    /// The host, in FP32 over what a published scheme leaves: what the device's is compared with.
    Baseline(Baseline),
}

enum Attention {
    Device(Box<DeviceAttention>),
    Host(FloatAttention),
    Baseline(BaselineAttention),
}

impl<D: Device> DeviceExecutor<D> {
    /// Stores the model's matrices in `device`.
    ///
    /// # Errors
    /// A tiling that is none, a model that a device cannot multiply, attend to or norm, no room.
    pub fn new(
        model: Arc<Model>,
        device: D,
        tiling: Tiling,
        keeping: Keeping,
    ) -> Result<Self, ExecutorError> {
        Self::with_linears(model, device, tiling, keeping, |_| true)
    }

    /// [`new`](Self::new) with those of the model's matrices that `stored` names: others cannot be multiplied.
    pub(crate) fn with_linears(
        model: Arc<Model>,
        mut device: D,
        tiling: Tiling,
        keeping: Keeping,
        stored: impl Fn(LinearId) -> bool,
    ) -> Result<Self, ExecutorError> {
        let (attention, sequences) = match keeping {
            Keeping::Device(options) => {
                let plan = KvPlan::for_device(&model, options, &device)?;
                let sequences = plan.options().sequences;
                (
                    Attention::Device(Box::new(DeviceAttention::new(plan))),
                    sequences,
                )
            }
            Keeping::Host => (
                Attention::Host(FloatAttention::new(&model.config)),
                usize::MAX,
            ),
            Keeping::Baseline(baseline) => {
                let attention = BaselineAttention::new(&model.config, baseline)?;
                (Attention::Baseline(attention), usize::MAX)
            }
        };
        let linears = DeviceLinears::new(&mut device, &model, tiling, stored)?;
        let workspace = Workspace::new(model, sequences);
        vector::check(&workspace)?;
        Ok(DeviceExecutor {
            linears,
            attention,
            device,
            workspace,
        })
    }

    /// Buffers and sequences.
    pub(crate) fn workspace(&mut self) -> &mut Workspace {
        &mut self.workspace
    }

    /// For what concerns the device alone, such as its limits.
    pub fn device(&self) -> &D {
        &self.device
    }

    /// Where keys and values lie, if on the device.
    pub fn plan(&self) -> Option<&KvPlan> {
        match &self.attention {
            Attention::Device(attention) => Some(attention.plan()),
            Attention::Host(_) | Attention::Baseline(_) => None,
        }
    }

    /// Bytes of a sequence's keys and values at `tokens` tokens, of all layers.
    pub fn kv_bytes_at(&self, tokens: usize) -> usize {
        match &self.attention {
            Attention::Device(own) => own.plan().bytes_at(tokens),
            Attention::Host(own) => own.bytes_at(tokens),
            Attention::Baseline(own) => own.bytes_at(tokens),
        }
    }

    fn attend(&mut self, operation: &Attend) -> Result<(), ExecutorError> {
        match &mut self.attention {
            Attention::Device(own) => own.attend(&mut self.device, &mut self.workspace, operation),
            Attention::Host(own) => {
                own.attend(&mut self.workspace, operation);
                Ok(())
            }
            Attention::Baseline(own) => Ok(own.attend(&mut self.workspace, operation)?),
        }
    }
}

impl<D: Device> Executor for DeviceExecutor<D> {
    type Error = ExecutorError;

    fn model(&self) -> &Arc<Model> {
        self.workspace.model()
    }

    fn program(&self) -> &Arc<Program> {
        self.workspace.program()
    }

    fn open(&mut self) -> Result<SequenceId, ExecutorError> {
        Ok(self.workspace.sequences.open()?)
    }

    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), ExecutorError> {
        if self.workspace.sequences.length(sequence)? <= tokens {
            return Ok(());
        }
        match &mut self.attention {
            Attention::Device(own) => own.can_go_back(sequence, tokens)?,
            Attention::Host(own) => own.truncate(sequence, tokens),
            Attention::Baseline(own) => own.truncate(sequence, tokens)?,
        }
        Ok(self.workspace.sequences.truncate(sequence, tokens)?)
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), ExecutorError> {
        self.workspace.sequences.close(sequence)?;
        match &mut self.attention {
            Attention::Device(own) => own.close(sequence),
            Attention::Host(own) => own.close(sequence),
            Attention::Baseline(own) => own.close(sequence),
        }
        Ok(())
    }

    fn begin(&mut self, batch: Batch) -> Result<(), ExecutorError> {
        let sequences = &self.workspace.sequences;
        sequences.check(&self.workspace.model().config, &batch)?;
        match &mut self.attention {
            Attention::Device(own) => own.begin(&mut self.device, &batch)?,
            Attention::Baseline(own) => own.begin(&batch)?,
            Attention::Host(_) => {}
        }
        Ok(self.workspace.begin(batch)?)
    }

    fn step(&mut self, step: &Step) -> Result<(), ExecutorError> {
        match &step.operation {
            Operation::Import { to } => self.workspace.import(*to),
            Operation::Linear { from, products } => {
                let (device, linears) = (&mut self.device, &mut self.linears);
                let ids: Vec<LinearId> = products.iter().map(|product| product.linear).collect();
                let multiply = |tokens, input: &[f32], outputs: &mut [Vec<f32>]| {
                    linears.apply(device, &ids, tokens, input, outputs)
                };
                let multiplied = self.workspace.linear(*from, products, multiply);
                let rows = self.workspace.program().buffer(*from).rows;
                multiplied.map_err(|error| error.in_batch(self.workspace.batch(), rows))?;
            }
            Operation::Attend(operation) => self.attend(operation)?,
            Operation::Vector(operation) => vector::execute(&mut self.workspace, step, *operation)?,
            Operation::Export { from } => self.workspace.export(*from),
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<f32>, ExecutorError> {
        Ok(self.workspace.finish())
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], ExecutorError> {
        Ok(self.workspace.read(buffer))
    }

    fn cycles(&self) -> Option<u64> {
        self.device.cycles()
    }
}
