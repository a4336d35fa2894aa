//! From a model's configuration to its program: the one place where architectures differ.

use super::{
    Attend, Buffer, BufferInfo, LinearId, LinearKind, NormId, Operation, Product, Program, Rows,
    Step, VectorOperation,
};
use crate::config::Config;

impl Program {
    /// The program of a model: pre-norm blocks of attention and SwiGLU around a residual stream.
    pub fn compile(config: &Config) -> Program {
        let mut compiler = Compiler {
            biases: config.biases.clone(),
            ..Compiler::default()
        };
        let buffers = Buffers::new(&mut compiler, config);
        compiler.push(Operation::Import {
            to: buffers.residual,
        });
        for layer in 0..config.layers {
            // The number of layers fits: `Config` says so.
            compiler.layer = Some(layer as u16);
            compiler.attention(&buffers, layer as u16);
            compiler.feed_forward(&buffers, layer as u16);
        }
        compiler.layer = None;
        compiler.head(&buffers);
        Program {
            buffers: compiler.buffers,
            steps: compiler.steps,
        }
    }
}

/// The buffers of a model. Layers follow each other, so one set serves them all.
struct Buffers {
    residual: Buffer,
    /// The input of the linear layers of a block.
    normed: Buffer,
    queries: Buffer,
    keys: Buffer,
    /// Queries and keys after the norm of their heads, if there is one.
    normed_heads: Option<(Buffer, Buffer)>,
    values: Buffer,
    attended: Buffer,
    gate: Buffer,
    up: Buffer,
    gated: Buffer,
    /// What a block adds to the residual stream.
    change: Buffer,
    /// Of the tokens whose logits are wanted.
    last: Buffer,
    hidden: Buffer,
    logits: Buffer,
}

impl Buffers {
    fn new(compiler: &mut Compiler, config: &Config) -> Buffers {
        let width = config.width;
        let mut tokens = |name, width| compiler.buffer(name, width, Rows::Tokens);
        let key_value = |length| config.key_value_heads * length;
        let (queries, keys) = (
            config.heads * config.key_length,
            key_value(config.key_length),
        );
        Buffers {
            residual: tokens("residual", width),
            normed: tokens("normed", width),
            queries: tokens("queries", queries),
            keys: tokens("keys", keys),
            normed_heads: config.head_norms.then(|| {
                (
                    tokens("normed queries", queries),
                    tokens("normed keys", keys),
                )
            }),
            values: tokens("values", key_value(config.value_length)),
            attended: tokens("attended", config.heads * config.value_length),
            gate: tokens("gate", config.feed_forward),
            up: tokens("up", config.feed_forward),
            gated: tokens("gated", config.feed_forward),
            change: tokens("change", width),
            last: compiler.buffer("last", width, Rows::Wanted),
            hidden: compiler.buffer("hidden", width, Rows::Wanted),
            logits: compiler.buffer("logits", config.vocabulary, Rows::Wanted),
        }
    }
}

#[derive(Default)]
struct Compiler {
    buffers: Vec<BufferInfo>,
    steps: Vec<Step>,
    layer: Option<u16>,
    /// Linear layers whose results have a bias added.
    biases: Vec<LinearKind>,
}

impl Compiler {
    fn buffer(&mut self, name: &'static str, width: usize, rows: Rows) -> Buffer {
        self.buffers.push(BufferInfo { name, width, rows });
        Buffer(self.buffers.len() - 1)
    }

    fn push(&mut self, operation: Operation) {
        let layer = self.layer;
        self.steps.push(Step { layer, operation });
    }

    fn vector(&mut self, operation: VectorOperation) {
        self.push(Operation::Vector(operation));
    }

    fn norm(&mut self, gain: NormId, from: Buffer, to: Buffer) {
        self.vector(VectorOperation::Norm { gain, from, to });
    }

    fn linear<const N: usize>(&mut self, from: Buffer, products: [(LinearId, Buffer); N]) {
        let products = products.map(|(linear, to)| Product { linear, to });
        self.push(Operation::Linear {
            from,
            products: products.into(),
        });
        for Product { linear, to } in products {
            if self.biases.contains(&linear.kind) {
                self.vector(VectorOperation::Bias { linear, to });
            }
        }
    }

    fn attention(&mut self, b: &Buffers, layer: u16) {
        let id = |kind| LinearId::in_layer(layer, kind);
        self.norm(NormId::Attention(layer), b.residual, b.normed);
        let products = [
            (id(LinearKind::Query), b.queries),
            (id(LinearKind::Key), b.keys),
            (id(LinearKind::Value), b.values),
        ];
        self.linear(b.normed, products);
        let (mut queries, mut keys) = (b.queries, b.keys);
        if let Some(normed) = b.normed_heads {
            self.norm(NormId::Queries(layer), queries, normed.0);
            self.norm(NormId::Keys(layer), keys, normed.1);
            (queries, keys) = normed;
        }
        self.vector(VectorOperation::Rope { heads: queries });
        self.vector(VectorOperation::Rope { heads: keys });
        self.push(Operation::Attend(Attend {
            layer: layer.into(),
            queries,
            keys,
            values: b.values,
            to: b.attended,
        }));
        let output = (id(LinearKind::AttentionOutput), b.change);
        self.linear(b.attended, [output]);
        self.vector(VectorOperation::Add {
            from: b.change,
            to: b.residual,
        });
    }

    fn feed_forward(&mut self, b: &Buffers, layer: u16) {
        let id = |kind| LinearId::in_layer(layer, kind);
        self.norm(NormId::FeedForward(layer), b.residual, b.normed);
        let products = [(id(LinearKind::Gate), b.gate), (id(LinearKind::Up), b.up)];
        self.linear(b.normed, products);
        self.vector(VectorOperation::SwiGlu {
            gate: b.gate,
            up: b.up,
            to: b.gated,
        });
        self.linear(b.gated, [(id(LinearKind::Down), b.change)]);
        self.vector(VectorOperation::Add {
            from: b.change,
            to: b.residual,
        });
    }

    fn head(&mut self, b: &Buffers) {
        self.vector(VectorOperation::Select {
            from: b.residual,
            to: b.last,
        });
        self.norm(NormId::Output, b.last, b.hidden);
        self.linear(b.hidden, [(LinearId::OUTPUT, b.logits)]);
        self.push(Operation::Export { from: b.logits });
    }
}
