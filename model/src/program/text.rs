//! Programs, and the names of their steps and weights, for people.

use std::fmt;

use super::{Buffer, Operation, Program, Rows, Step, VectorOperation};

/// The buffers with their widths, then the steps in their order with the buffers they read and write:
///
/// ```text
/// normed: 576 values per token
///
/// blk.3.norm(attn_norm): residual -> normed
/// blk.3.linear(attn_q, attn_k, attn_v): normed -> queries, keys, values
/// ```
impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for buffer in &self.buffers {
            let per = match buffer.rows {
                Rows::Tokens => "token",
                Rows::Wanted => "token whose logits are wanted",
            };
            writeln!(f, "{}: {} values per {per}", buffer.name, buffer.width)?;
        }
        writeln!(f)?;
        for step in &self.steps {
            write!(f, "{step}")?;
            let weights = step.operation.weights();
            if !weights.is_empty() {
                write!(f, "({})", weights.join(", "))?;
            }
            let reads = self.names(&step.operation.reads());
            let writes = self.names(&step.operation.writes());
            let sides = [&reads[..], "->", &writes].into_iter();
            let sides: Vec<&str> = sides.filter(|side| !side.is_empty()).collect();
            writeln!(f, ": {}", sides.join(" "))?;
        }
        Ok(())
    }
}

impl Program {
    fn names(&self, buffers: &[Buffer]) -> String {
        let names: Vec<&str> = buffers.iter().map(|b| self.buffer(*b).name).collect();
        names.join(", ")
    }
}

impl Operation {
    /// The tensors of its layer that it needs, as GGUF names them.
    fn weights(&self) -> Vec<&'static str> {
        match self {
            Operation::Linear { products, .. } => {
                products.iter().map(|p| p.linear.kind.name()).collect()
            }
            Operation::Vector(VectorOperation::Norm { gain, .. }) => vec![gain.name()],
            Operation::Vector(VectorOperation::Bias { linear, .. }) => vec![linear.kind.name()],
            _ => Vec::new(),
        }
    }
}

impl Step {
    /// The name of what it leaves in `buffer`: `blk.3.attn_q` for a product, `blk.3.norm normed` otherwise.
    pub fn name(&self, program: &Program, buffer: Buffer) -> String {
        if let Operation::Linear { products, .. } = &self.operation
            && let Some(product) = products.iter().find(|product| product.to == buffer)
        {
            return product.linear.to_string();
        }
        format!("{self} {}", program.buffer(buffer).name)
    }
}

/// `blk.3.attend`, `norm`: which layer and what kind of operation.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(layer) = self.layer {
            write!(f, "blk.{layer}.")?;
        }
        f.write_str(match &self.operation {
            Operation::Import { .. } => "import",
            Operation::Linear { .. } => "linear",
            Operation::Attend(_) => "attend",
            Operation::Vector(VectorOperation::Norm { .. }) => "norm",
            Operation::Vector(VectorOperation::Bias { .. }) => "bias",
            Operation::Vector(VectorOperation::Rope { .. }) => "rope",
            Operation::Vector(VectorOperation::SwiGlu { .. }) => "swiglu",
            Operation::Vector(VectorOperation::Add { .. }) => "add",
            Operation::Vector(VectorOperation::Select { .. }) => "select",
            Operation::Export { .. } => "export",
        })
    }
}
