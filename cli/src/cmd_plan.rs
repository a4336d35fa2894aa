//! `harmonia plan`: how much of a model a machine with a memory of its own has room for.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::Result;
use clap::{Args, value_parser};
use harmonia_device::system::MachineLimits;
use harmonia_host::{Cost, Part, SystemOptions, SystemPlan};
use serde::Serialize;

use crate::kv_arguments::KvArguments;
use crate::machine_arguments::{WORD_BYTES, memory};
use crate::model_source::{ModelSource, Weights};
use crate::number::positive;
use crate::output::Output;

/// Show what of a model fits a machine that executes whole passes, and where it lies.
///
/// Such a machine has layers in a memory of its own, as programs, weights, keys and values, and works through all of them
/// without the host (docs/system.md). Embeddings are always the host's, and so is an output head of more than 131,070
/// tokens. If not everything fits, the output head is the host's first, then layers from the last one on.
///
/// Cycles are what is expected of the Verilog: a product takes as long as its words or its beats, attention as long as
/// its words and what each command takes beside them, vector operations what was measured of each. They were within 6 %
/// of simulated passes (docs/measurements.md).
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia plan --model smollm2 --memory 32M
      which layers fit the memory of a ULX3S board, and what a token costs
  harmonia plan --model smollm2 --memory 64M --context 1024 --kv 3/3
      less for keys and values, more for layers
  harmonia plan --model smollm2 --cycles-per-word 4 --json
      a memory of 16 bits; every tensor with address and bytes as JSON")]
pub struct PlanCommand {
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file of a model that `run` takes.
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// Formats of the matrices.
    #[arg(long, value_enum, default_value = "auto")]
    weights: Weights,
    /// Memory of the machine, with k, M or G for 1024, 1024^2, 1024^3; at most 128M, which is what an address reaches.
    #[arg(long, value_name = "BYTES", value_parser = memory, default_value = "32M")]
    memory: usize,
    /// Tokens of a pass at most; fewer if vector memory or activation blocks have no room for them.
    #[arg(long, value_name = "N", value_parser = value_parser!(u8).range(1..=64), default_value_t = 16)]
    batch: u8,
    /// Tokens of a sequence that keys and values have room for [default: 2048, or the model's if it has less]
    #[arg(long, value_name = "N", value_parser = positive)]
    context: Option<std::num::NonZeroUsize>,
    /// Sequences at a time.
    #[arg(long, value_name = "N", value_parser = positive, default_value = "1")]
    sequences: std::num::NonZeroUsize,
    /// Token rows of the engine.
    #[arg(long, value_name = "N", value_parser = value_parser!(u8).range(1..=4), default_value_t = 4)]
    token_rows: u8,
    /// Elements of vector memory: a power of two up to 65536.
    #[arg(long, value_name = "N", value_parser = vectors, default_value = "32768")]
    vectors: usize,
    /// Clock cycles that memory takes for a word of 64 bits.
    #[arg(long, value_name = "N", value_parser = value_parser!(u8).range(1..), default_value_t = 1)]
    cycles_per_word: u8,
    #[command(flatten)]
    kv: KvArguments,
}

#[derive(Serialize)]
struct Report {
    model: String,
    memory_bytes: usize,
    /// Layers that the machine executes, the first ones, and layers of the model.
    machine_layers: usize,
    model_layers: usize,
    /// Whether the machine executes the output head.
    machine_head: bool,
    /// Tokens of a pass, and token rows that share a weight.
    batch: usize,
    token_rows: usize,
    sequences: usize,
    context: usize,
    kv: String,
    /// What of vector memory all tokens share, and each token takes; what there is.
    shared_elements: usize,
    token_elements: usize,
    vector_elements: usize,
    /// Activation blocks of a token.
    token_blocks: usize,
    parts: Vec<PartReport>,
    /// Words of all programs, and what they would be without loops over layers.
    program_words: usize,
    unrolled_program_words: usize,
    free_bytes: usize,
    /// Sequences of `context` tokens that would have room, and tokens of `sequences` sequences.
    most_sequences: usize,
    most_context: usize,
    cycles_per_word: u8,
    /// Of a pass of one token at the end of the context, and of a pass of `batch` tokens.
    one_token: CostReport,
    full_pass: CostReport,
}

#[derive(Serialize)]
struct PartReport {
    name: String,
    layer: Option<usize>,
    /// Of a matrix.
    format: Option<&'static str>,
    /// In words of 64 bits.
    address: usize,
    bytes: usize,
}

#[derive(Serialize)]
struct CostReport {
    tokens: usize,
    weight_bytes: u64,
    kv_bytes: u64,
    product_cycles: u64,
    attention_cycles: u64,
    vector_cycles: u64,
    cycles: u64,
}

impl PlanCommand {
    /// Plans, and shows the plan.
    pub fn run(self, output: &Output) -> Result<()> {
        self.kv.check(true)?;
        let model = self.model.open(self.weights)?;
        let limits = MachineLimits {
            memory_words: self.memory / WORD_BYTES,
            vectors: self.vectors,
            ..MachineLimits::new(self.token_rows.into(), self.batch.into())
        };
        let mut options = SystemOptions {
            kv: self.kv.options(&self.model, &model)?,
            context: self
                .context
                .map_or(SystemOptions::CONTEXT, |context| context.get()),
            ..SystemOptions::default()
        };
        options.kv.sequences = self.sequences.get();
        let plan = SystemPlan::of_model(&model, &options, &limits)?;
        let report = Report::new(self.model.name(), &plan, self.cycles_per_word);
        output.report(&report, Report::text)
    }
}

impl Report {
    fn new(model: String, plan: &SystemPlan, cycles_per_word: u8) -> Report {
        let limits = plan.limits();
        let (shared_elements, token_elements) = plan.vector_elements();
        let [program_words, unrolled_program_words] = plan.program_words();
        let cost = |tokens| CostReport::new(tokens, &plan.cost(tokens, cycles_per_word.into()));
        Report {
            model,
            memory_bytes: WORD_BYTES * limits.memory_words,
            machine_layers: plan.layers().len(),
            model_layers: plan.model_layers(),
            machine_head: plan.has_head(),
            batch: plan.batch(),
            token_rows: limits.token_rows,
            sequences: plan.kv().options().sequences,
            context: plan.kv().tokens(),
            kv: plan.kv().options().format.to_string(),
            shared_elements,
            token_elements,
            vector_elements: limits.vectors,
            token_blocks: plan.blocks(),
            parts: plan.parts().into_iter().map(PartReport::from).collect(),
            program_words,
            unrolled_program_words,
            free_bytes: WORD_BYTES * plan.free_words(),
            most_sequences: plan.most_sequences(),
            most_context: plan.most_tokens(),
            cycles_per_word,
            one_token: cost(1),
            full_pass: cost(plan.batch()),
        }
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{}: {} of {} layers in {}, the output head on the {}\n\
             passes of up to {} tokens on {} token rows; {} x {} tokens of keys and values ({})\n\n",
            self.model,
            self.machine_layers,
            self.model_layers,
            size(self.memory_bytes),
            if self.machine_head { "machine" } else { "host" },
            self.batch,
            self.token_rows,
            self.sequences,
            self.context,
            self.kv,
        );
        // Writing to a String cannot fail.
        for (name, format, count, bytes) in self.rows() {
            let name = match count {
                1 => name,
                _ => format!("{count} x {name}"),
            };
            let _ = writeln!(text, "{name:<28}{format:<20}{:>12}", size(bytes));
        }
        let _ = writeln!(text, "{:<48}{:>12}\n", "free", size(self.free_bytes));
        let _ = writeln!(
            text,
            "room for {} sequences of {} tokens, or {} of {}\n\
             vector memory: {} elements and {} for each token, of {}; {} activation blocks for each token\n\
             programs: {} words; without loops over layers {}",
            self.most_sequences,
            self.context,
            self.sequences,
            self.most_context,
            self.shared_elements,
            self.token_elements,
            self.vector_elements,
            self.token_blocks,
            self.program_words,
            self.unrolled_program_words,
        );
        for cost in [&self.one_token, &self.full_pass] {
            let _ = writeln!(
                text,
                "a pass of {} at the end of the context: {} cycles (products {}, attention {}, vectors {}), {} of weights",
                if cost.tokens == 1 {
                    "1 token".into()
                } else {
                    format!("{} tokens", cost.tokens)
                },
                cost.cycles,
                cost.product_cycles,
                cost.attention_cycles,
                cost.vector_cycles,
                size(cost.weight_bytes as usize),
            );
        }
        text
    }

    /// Parts of one name and format in all layers together: how many, bytes of all.
    fn rows(&self) -> Vec<(String, &'static str, usize, usize)> {
        let mut order = Vec::new();
        let mut rows: BTreeMap<(String, &'static str), (usize, usize)> = BTreeMap::new();
        for part in &self.parts {
            let stem = match part.layer {
                None => part.name.clone(),
                Some(layer) => part.name.replacen(&format!("blk.{layer}."), "", 1),
            };
            let key = (stem, part.format.unwrap_or(""));
            let (count, bytes) = rows.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                (0, 0)
            });
            *count += 1;
            *bytes += part.bytes;
        }
        let row = |key: (String, &'static str)| {
            let (count, bytes) = rows[&key];
            (key.0, key.1, count, bytes)
        };
        order.into_iter().map(row).filter(|row| row.3 > 0).collect()
    }
}

impl From<Part> for PartReport {
    fn from(part: Part) -> PartReport {
        PartReport {
            name: part.name,
            layer: part.layer,
            format: part.format.map(|format| format.name()),
            address: part.address,
            bytes: WORD_BYTES * part.words,
        }
    }
}

impl CostReport {
    fn new(tokens: usize, cost: &Cost) -> CostReport {
        CostReport {
            tokens,
            weight_bytes: WORD_BYTES as u64 * cost.weight_words,
            kv_bytes: WORD_BYTES as u64 * cost.cache_words,
            product_cycles: cost.products,
            attention_cycles: cost.attention,
            vector_cycles: cost.vectors,
            cycles: cost.cycles(),
        }
    }
}

/// Bytes for people.
fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.2} MiB", bytes as f64 / 1_048_576.0),
    }
}

fn vectors(text: &str) -> Result<usize, String> {
    let number: Option<usize> = text.parse().ok();
    let legal = |number: &usize| number.is_power_of_two() && *number <= 1 << 16;
    number
        .filter(legal)
        .ok_or_else(|| "a power of two up to 65536 is needed".to_owned())
}
