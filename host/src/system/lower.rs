//! The steps of a model's program as what a machine does for them, before anything has an address.
//!
//! ```text
//! norm, linear        -> Norm into blocks, Multiply ...
//! rope, rope, attend  -> Attend: a loop over tokens
//! linear (gate, up), swiglu, linear (down)
//!                     -> for each strip of inner channels: Multiply, Multiply, SwiGlu into blocks;  Multiply
//! add, bias           -> Add, Bias
//! ```

use std::ops::Range;

use harmonia_model::{Buffer, LinearId, Operation, Product, Program, Step, VectorOperation};
use harmonia_numerics::GROUP;

use super::PlanError;
use super::task::{Named, Rows, Shape, Task};

/// The tasks of a layer's steps; gate and up are made in strips of `strip` channels, a multiple of 32.
pub(super) fn layer(
    program: &Program,
    steps: &[Step],
    strip: usize,
) -> Result<Vec<Named>, PlanError> {
    let mut lowering = Lowering {
        program,
        steps,
        tasks: Vec::new(),
        loaded: None,
        ropes: Vec::new(),
    };
    let mut rest = steps;
    while let [step, others @ ..] = rest {
        rest = lowering.step(step, others, strip)?;
    }
    match lowering.ropes.first() {
        None => Ok(lowering.tasks),
        Some(_) => Err(unknown(
            program,
            &steps[0],
            "heads are rotated after the attention",
        )),
    }
}

/// The tasks of the output head, whose input lies where `residual` does: logits leave in strips.
///
/// None where the program ends otherwise.
pub(super) fn head(program: &Program, residual: Buffer, strip: usize) -> Option<Vec<Named>> {
    let steps = program.steps();
    let tail = steps.get(steps.len().checked_sub(4)?..)?;
    let operations: Vec<&Operation> = tail.iter().map(|step| &step.operation).collect();
    let [
        Operation::Vector(VectorOperation::Select { from, to: last }),
        Operation::Vector(VectorOperation::Norm {
            gain,
            from: normed,
            to: hidden,
        }),
        Operation::Linear {
            from: multiplied,
            products,
        },
        Operation::Export { from: exported },
    ] = operations[..]
    else {
        return None;
    };
    let [product] = &products[..] else {
        return None;
    };
    let to = product.to;
    if (*from, *normed, *multiplied, *exported) != (residual, *last, *hidden, to) {
        return None;
    }
    let mut tasks = vec![Named {
        name: tail[1].name(program, *hidden),
        task: Task::Norm {
            gain: *gain,
            from: residual,
            to: None,
        },
    }];
    let matrix = Shape::new(program, product, program.buffer(*hidden).width);
    for own in strips(matrix.outputs, strip) {
        let (element, elements) = (own.start, own.len().next_multiple_of(2));
        let rows = Rows::new(matrix, own);
        let both = [
            Task::Multiply { rows, base: 0, to },
            Task::Spill {
                from: to,
                element,
                elements,
            },
        ];
        let name = tail[2].name(program, to);
        tasks.extend(both.map(|task| Named {
            name: name.clone(),
            task,
        }));
    }
    Some(tasks)
}

struct Lowering<'a> {
    program: &'a Program,
    steps: &'a [Step],
    tasks: Vec<Named>,
    /// What the blocks from 0 on hold.
    loaded: Option<Buffer>,
    /// What the attention to come rotates before.
    ropes: Vec<Buffer>,
}

impl<'a> Lowering<'a> {
    /// One step, or several that belong together; returns those that are left.
    fn step(
        &mut self,
        step: &'a Step,
        rest: &'a [Step],
        strip: usize,
    ) -> Result<&'a [Step], PlanError> {
        if !self.ropes.is_empty()
            && !matches!(
                step.operation,
                Operation::Attend(_) | Operation::Vector(VectorOperation::Rope { .. })
            )
        {
            return Err(self.unknown(step, "it stands between a rotation and the attention"));
        }
        match &step.operation {
            Operation::Vector(VectorOperation::Norm { gain, from, to }) => {
                let (gain, from) = (*gain, *from);
                let blocks = self.is_only_multiplied(*to);
                if blocks {
                    self.loaded = Some(*to);
                }
                let sink = (!blocks).then_some(*to);
                self.push(
                    step,
                    *to,
                    Task::Norm {
                        gain,
                        from,
                        to: sink,
                    },
                );
            }
            Operation::Vector(VectorOperation::Rope { heads }) => self.ropes.push(*heads),
            Operation::Vector(VectorOperation::Add { from, to }) => {
                let (from, to) = (*from, *to);
                self.push(step, to, Task::Add { from, to });
            }
            Operation::Vector(VectorOperation::Bias { linear, to }) => {
                // A bias knows nothing of the inputs.
                let product = Product {
                    linear: *linear,
                    to: *to,
                };
                let rows = Shape::new(self.program, &product, 0).whole();
                self.push(step, *to, Task::Bias { rows, to: *to });
            }
            Operation::Attend(attend) => {
                let (ropes, attend) = (std::mem::take(&mut self.ropes), *attend);
                self.push(step, attend.to, Task::Attend { ropes, attend });
                self.loaded = None;
            }
            Operation::Linear { from, products } => {
                self.load(step, *from);
                if let Some(others) = self.feed_forward(step, rest, strip) {
                    return Ok(others);
                }
                let columns = self.program.buffer(*from).width;
                for product in products {
                    let rows = Shape::new(self.program, product, columns).whole();
                    let to = product.to;
                    self.push(step, to, Task::Multiply { rows, base: 0, to });
                }
            }
            _ => return Err(self.unknown(step, "a program of a layer has no such operation")),
        }
        Ok(rest)
    }

    /// Gate and up, perhaps with biases, then SwiGLU and down, where the steps are that; the input is loaded.
    fn feed_forward(&mut self, inner: &Step, rest: &'a [Step], strip: usize) -> Option<&'a [Step]> {
        let bias = |step: &Step| match step.operation {
            Operation::Vector(VectorOperation::Bias { linear, .. }) => Some(linear),
            _ => None,
        };
        let biases: Vec<LinearId> = rest.iter().map_while(bias).collect();
        let [swiglu, down, others @ ..] = &rest[biases.len()..] else {
            return None;
        };
        let (
            Operation::Linear { from, products },
            Operation::Vector(VectorOperation::SwiGlu { gate, up, to }),
            Operation::Linear {
                from: gated,
                products: outer,
            },
        ) = (&inner.operation, &swiglu.operation, &down.operation)
        else {
            return None;
        };
        let made: Vec<Buffer> = products.iter().map(|product| product.to).collect();
        if made[..] != [*gate, *up] || gated != to {
            return None;
        }
        let columns = self.program.buffer(*from).width;
        let channels = self.program.buffer(*to).width;
        let behind = columns.div_ceil(GROUP);
        for own in strips(channels, strip) {
            for product in products {
                let matrix = Shape::new(self.program, product, columns);
                let (rows, to) = (Rows::new(matrix, own.clone()), product.to);
                self.push(inner, to, Task::Multiply { rows, base: 0, to });
                if let Some(at) = biases.iter().position(|own| *own == product.linear) {
                    let matrix = Shape::new(self.program, product, 0);
                    let rows = Rows::new(matrix, own.clone());
                    self.push(&rest[at], to, Task::Bias { rows, to });
                }
            }
            let task = Task::SwiGlu {
                gate: *gate,
                up: *up,
                elements: own.len(),
                block: behind + own.start / GROUP,
            };
            self.push(swiglu, *to, task);
        }
        for product in outer {
            let rows = Shape::new(self.program, product, channels).whole();
            let (base, to) = (behind, product.to);
            self.push(down, to, Task::Multiply { rows, base, to });
        }
        Some(others)
    }

    fn load(&mut self, step: &Step, from: Buffer) {
        if self.loaded != Some(from) {
            self.loaded = Some(from);
            self.push(step, from, Task::Load { from });
        }
    }

    /// Whether every step of the layer that looks at a buffer multiplies it.
    fn is_only_multiplied(&self, buffer: Buffer) -> bool {
        self.steps.iter().all(|step| {
            matches!(step.operation, Operation::Linear { .. })
                || !step.operation.reads().contains(&buffer)
        })
    }

    fn push(&mut self, step: &Step, buffer: Buffer, task: Task) {
        let name = step.name(self.program, buffer);
        self.tasks.push(Named { name, task });
    }

    fn unknown(&self, step: &Step, reason: &'static str) -> PlanError {
        unknown(self.program, step, reason)
    }
}

fn unknown(program: &Program, step: &Step, reason: &'static str) -> PlanError {
    let buffers = [step.operation.writes(), step.operation.reads()].concat();
    let name = buffers.first().map(|buffer| step.name(program, *buffer));
    PlanError::Operation {
        step: name.unwrap_or_else(|| step.to_string()),
        reason,
    }
}

fn strips(length: usize, strip: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length)
        .step_by(strip)
        .map(move |start| start..length.min(start + strip))
}
