//! Which steps of a program are the host's, and where the machine's passes stand among them.

use harmonia_model::{Buffer, NormId, Operation, Program, VectorOperation};

use super::plan::{Stage, SystemPlan};

/// Who executes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Host,
    /// The machine, in the pass of a step to come.
    Later,
    /// The machine, with the steps before: the stage of this number.
    Pass(usize),
}

/// Who executes the steps of a plan's program.
pub(super) fn roles(plan: &SystemPlan) -> Vec<Role> {
    let steps = plan.program.steps();
    let mut roles = vec![Role::Host; steps.len()];
    for (number, stage) in plan.stages().into_iter().enumerate() {
        let mut last = None;
        for (at, step) in steps.iter().enumerate() {
            let own = match stage {
                Stage::Layers { first, end } => step
                    .layer
                    .is_some_and(|layer| (first..end).contains(&layer.into())),
                Stage::Head => is_of_head(&step.operation),
            };
            if own {
                roles[at] = Role::Later;
                last = Some(at);
            }
        }
        if let Some(last) = last {
            roles[last] = Role::Pass(number);
        }
    }
    roles
}

/// Whether the program of the output head does this; tokens are selected by the host.
fn is_of_head(operation: &Operation) -> bool {
    match operation {
        Operation::Vector(VectorOperation::Norm { gain, .. }) => *gain == NormId::Output,
        Operation::Linear { products, .. } => products.iter().all(|own| own.linear.layer.is_none()),
        _ => false,
    }
}

/// What the output head reads and what it makes.
pub(super) fn head_buffers(program: &Program) -> (Buffer, Buffer) {
    let mut own = program
        .steps()
        .iter()
        .filter(|step| is_of_head(&step.operation));
    let read = own.next().and_then(|step| step.operation.reads().pop());
    let made = own.next().and_then(|step| step.operation.writes().pop());
    read.zip(made)
        .expect("a plan has looked at the head's steps")
}
