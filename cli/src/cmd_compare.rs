//! `harmonia compare`: the same bits from two devices, or the first that differ.

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_host::{CompareError, Difference, Order, Pair, PairError, Tiling, compare};
use harmonia_model::{ControlTokens, Detokeniser};
use harmonia_sim::Stalls;
use serde::Serialize;

use crate::arguments::first_given;
use crate::device::{DEVICES, DeviceKind, SimulationOptions, executor};
use crate::failure::Failure;
use crate::kv_arguments::KvArguments;
use crate::message::say;
use crate::model_source::{ModelSource, Weights};
use crate::number::{count, seed};
use crate::output::Output;
use crate::progress;
use crate::text_file::without_mark;

/// Compare what every operation of a model leaves on two devices, bit by bit.
///
/// Both devices walk through the model's program while text is generated greedily. The first value that differs
/// ends the comparison: its operation, layer, token and element are shown with both bit patterns. `f32` rounds
/// otherwise than the engine and so differs at once from the others. When one of the devices does not attend,
/// attention is the host's for both.
///
/// `machine` shows what each layer leaves in the residual stream, and logits: that is then compared.
///
/// Tiling and stalls are those of device A. Neither may change a bit: this command is how to see it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia compare
      the simulated engine against the emulator, 32 tokens of the bundled model
  harmonia compare --config single --tile-rows 6 --tile-groups 2 --order tiles --stalls 96
      one token row, K cut into pieces, random stalls on every stream: the same bits
  harmonia compare --model smollm2 --tokens 0 --prompt The
      one whole token of SmolLM2 (minutes)

The exit status is 1 when something differs.")]
pub struct CompareCommand {
    /// Device A.
    #[arg(long, value_name = "DEVICE", default_value = "sim", long_help = format!("Device A.\n\n{DEVICES}"))]
    a: DeviceKind,
    /// Device B.
    #[arg(long, value_name = "DEVICE", default_value = "emulator")]
    b: DeviceKind,
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file (Llama, Qwen 2, Qwen 3).
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// Text to begin with.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "In the beginning",
        allow_hyphen_values = true
    )]
    prompt: String,
    /// Tokens to generate after the prompt.
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = count)]
    tokens: usize,
    /// Formats of the matrices.
    #[arg(long, value_enum, default_value = "auto")]
    weights: Weights,
    /// Outputs of a command at most, even [default: whole matrices].
    #[arg(long, value_name = "ROWS", value_parser = count)]
    tile_rows: Option<usize>,
    /// Groups of 32 inputs of a command at most [default: all that fit the buffer].
    #[arg(long, value_name = "GROUPS", value_parser = count)]
    tile_groups: Option<usize>,
    /// What goes first when there are more tokens than token rows.
    #[arg(long, value_enum, default_value = "batches")]
    order: TileOrder,
    /// Stall every stream of `sim` at random, in N of 256 cycles.
    #[arg(long, value_name = "N", default_value_t = 0)]
    stalls: u8,
    /// Seed of the stalls.
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, requires = "stalls")]
    stall_seed: u64,
    #[command(flatten)]
    simulation: SimulationOptions,
    #[command(flatten)]
    kv: KvArguments,
}

/// `--order`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TileOrder {
    /// All tiles for some tokens: activations are loaded once
    Batches,
    /// All tokens for a tile: weights pass once
    Tiles,
}

#[derive(Serialize)]
struct Report {
    identical: bool,
    a: &'static str,
    b: &'static str,
    model: String,
    prompt_tokens: Vec<u32>,
    /// Generated, until a difference.
    tokens: Vec<u32>,
    text: String,
    /// Operations compared, each counted once per pass; null after a difference.
    operations: Option<u64>,
    /// Values that they left; null after a difference.
    values: Option<u64>,
    difference: Option<FirstDifference>,
}

#[derive(Serialize)]
struct FirstDifference {
    /// For example `blk.3.attn_q` or `blk.3.attend attended`.
    operation: String,
    /// Null outside of the layers.
    layer: Option<u16>,
    /// Position of the token in the sequence.
    position: usize,
    /// In the token's vector.
    element: usize,
    /// Bit patterns of A and B.
    bits: [String; 2],
}

impl CompareCommand {
    /// Compares, and fails when something differs.
    pub fn run(mut self, output: &Output) -> Result<()> {
        let devices = [self.a.clone(), self.b.clone()];
        self.simulation.check(&devices)?;
        self.weights.check(&devices)?;
        let attend = self.a.attends() && self.b.attends();
        self.kv.check(attend)?;
        if self.stalls > 0 && self.a != DeviceKind::Sim {
            let option = "--stalls";
            return Err(Failure::NotSimulated { option }.into());
        }
        let is_tiled = matches!(self.a, DeviceKind::Sim | DeviceKind::Emulator);
        if let Some(option) = self.tiles().filter(|_| !is_tiled) {
            return Err(Failure::NotTiled { option }.into());
        }
        let tiling = self.tiling();
        let stalls = (self.stalls > 0).then_some(Stalls::all(self.stalls, self.stall_seed));
        let mut inputs = self.model.files()?;
        inputs.extend(self.kv.calibration_file(&self.model)?);
        let trace = self.simulation.stage_trace(&inputs)?;
        let prompt = without_mark(self.prompt, "the prompt");
        let model = self.model.open(self.weights)?;
        let prompt_tokens = model.tokenizer.prompt(&prompt, ControlTokens::AsText)?;
        let tokens = self.tokens.saturating_add(prompt_tokens.len());
        let context = model.config.context;
        if tokens > context {
            return Err(Failure::Context { tokens, context }.into());
        }
        let kv = match attend {
            true => Some(self.kv.options(&self.model, &model)?),
            false => None,
        };
        let simulation = &self.simulation;
        let a = executor(
            &self.a,
            &model,
            simulation,
            stalls,
            tiling,
            kv.clone(),
            true,
        )?
        .executor;
        let b = executor(&self.b, &model, simulation, None, Tiling::WHOLE, kv, true)?.executor;
        say(format_args!("A: {}\nB: {}", a.describe(), b.describe()));
        let mut pair = Pair::new(a, b);

        let bar = progress::count("comparing", self.tokens as u64);
        let mut tokens = Vec::new();
        let result = compare(&mut pair, &prompt_tokens, self.tokens, &mut |token| {
            tokens.push(token);
            bar.inc(1);
        });
        bar.finish_and_clear();
        // The waveform is whole when its device is gone, and most wanted when something went wrong.
        drop(pair);
        let finished = simulation.finish(trace);
        let (compared, difference) = match result {
            Ok(comparison) => (Some(comparison), None),
            Err(CompareError::Pair(PairError::Difference(difference))) => {
                (None, Some(FirstDifference::from(difference)))
            }
            Err(error) => return Err(error.into()),
        };
        let report = Report {
            identical: difference.is_none(),
            a: self.a.name(),
            b: self.b.name(),
            model: self.model.name(),
            text: decode(Detokeniser::new(&model.tokenizer), &tokens),
            prompt_tokens,
            tokens,
            operations: compared.as_ref().map(|comparison| comparison.operations),
            values: compared.as_ref().map(|comparison| comparison.values),
            difference,
        };
        output.report(&report, Report::text)?;
        finished?;
        match report.difference {
            None => Ok(()),
            Some(first) => Err(Failure::Difference {
                place: first.text(),
            }
            .into()),
        }
    }

    /// The first option about tiles that was given.
    fn tiles(&self) -> Option<&'static str> {
        first_given([
            ("--tile-rows", self.tile_rows.is_some()),
            ("--tile-groups", self.tile_groups.is_some()),
            ("--order", self.order != TileOrder::Batches),
        ])
    }

    fn tiling(&self) -> Tiling {
        Tiling {
            rows: self.tile_rows.unwrap_or(Tiling::WHOLE.rows),
            groups: self.tile_groups.unwrap_or(Tiling::WHOLE.groups),
            order: match self.order {
                TileOrder::Batches => Order::Batches,
                TileOrder::Tiles => Order::Tiles,
            },
        }
    }
}

fn decode(mut detokeniser: Detokeniser<'_>, tokens: &[u32]) -> String {
    let text: String = tokens
        .iter()
        .map(|token| detokeniser.push(*token))
        .collect();
    text + &detokeniser.finish()
}

impl From<Difference> for FirstDifference {
    fn from(difference: Difference) -> FirstDifference {
        FirstDifference {
            operation: difference.operation,
            layer: difference.layer,
            position: difference.position,
            element: difference.element,
            bits: difference.bits.map(|bits| format!("{bits:#010x}")),
        }
    }
}

impl FirstDifference {
    fn text(&self) -> String {
        let FirstDifference {
            operation,
            position,
            element,
            bits: [a, b],
            ..
        } = self;
        format!("{operation}, token {position}, element {element}: {a} against {b}")
    }
}

impl Report {
    fn text(&self) -> String {
        let Report { a, b, .. } = self;
        match &self.difference {
            Some(first) => format!("{a} and {b} differ: {}\n", first.text()),
            None => format!(
                "{a} and {b} are identical: {} operations, {} values, {} tokens generated\n{}\n",
                self.operations.unwrap_or(0),
                self.values.unwrap_or(0),
                self.tokens.len(),
                self.text
            ),
        }
    }
}
