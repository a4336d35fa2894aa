//! A loaded model.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use harmonia_numerics::{Format, Matrix};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::ModelError;
use crate::calibration::Fingerprint;
use crate::config::Config;
use crate::files::Files;
use crate::forward::DenseLinears;
use crate::gguf::{Gguf, GgufError, Shard, Tensor, excerpt};
use crate::program::{LinearId, LinearKind};
use crate::tokenizer::Tokenizer;
use crate::weights::{Embedding, LoadReport, WeightChoice, load_matrix};

/// A llama model in memory: its weights in the formats of the device, its tokenizer.
#[derive(Debug)]
pub struct Model {
    /// Its dimensions.
    pub config: Config,
    /// Its vocabulary, and how text is cut into tokens.
    pub tokenizer: Tokenizer,
    /// Every linear layer: seven per layer, and the output head (tied models: the embedding). Empty for
    /// [`WeightChoice::Float`]: no device can execute such a model.
    pub linears: BTreeMap<LinearId, Arc<Matrix>>,
    /// The linear layers as the file has them, if they were asked for.
    pub(crate) floats: Option<DenseLinears>,
    /// Which keys it makes, whatever format its matrices are loaded in.
    pub fingerprint: Fingerprint,
    /// What was done to the weights on the way.
    pub report: LoadReport,
    files: Vec<PathBuf>,
    pub(crate) embedding: Embedding,
    pub(crate) norms: Vec<LayerNorms>,
    pub(crate) output_norm: Vec<f32>,
}

/// The RMSNorm weights of a layer, `[width]` each.
#[derive(Debug)]
pub(crate) struct LayerNorms {
    pub(crate) attention: Vec<f32>,
    pub(crate) feed_forward: Vec<f32>,
}

impl Model {
    /// Loads a GGUF file, or all files of a split model given any of them. `progress` is called with the
    /// bytes of tensors done and in all.
    pub fn open(
        path: impl AsRef<Path>,
        choice: WeightChoice,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Model, ModelError> {
        let path = path.as_ref();
        let files = Files::open(path)?;
        let loaded = Model::from_gguf(&files.gguf()?, choice, progress);
        let mut model = loaded.map_err(|source| ModelError::InFile {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        model.files = files.paths();
        Ok(model)
    }

    /// Loads the small model that comes with the crate.
    pub fn bundled(
        choice: WeightChoice,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Model, ModelError> {
        Model::from_bytes(include_bytes!("../assets/tiny.gguf"), choice, progress)
    }

    /// Loads a GGUF file that is in memory.
    pub fn from_bytes(
        bytes: &[u8],
        choice: WeightChoice,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Model, ModelError> {
        let gguf = Gguf::parse(bytes)?;
        if let Some(Shard { number, count }) = gguf.shard()? {
            let number = number + 1;
            return Err(GgufError::LoneShard { number, count }.into());
        }
        Model::from_gguf(&gguf, choice, progress)
    }

    fn from_gguf(
        gguf: &Gguf<'_>,
        choice: WeightChoice,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Model, ModelError> {
        let config = Config::read(gguf)?;
        let tokenizer = Tokenizer::from_gguf(gguf, config.vocabulary)?;
        check_names(gguf, config.layers)?;
        let loader = Loader {
            gguf,
            choice,
            linears: BTreeMap::new(),
            floats: DenseLinears::default(),
            report: LoadReport::default(),
            done: 0,
            total: gguf.tensors().map(|info| info.bytes()).sum(),
            progress,
        };
        loader.load(config, tokenizer)
    }

    /// Whether its linear layers are the file's own floats, which no device multiplies by.
    pub fn has_floats(&self) -> bool {
        self.floats.is_some()
    }

    /// The files that it was read from: one, or every shard; none for a model in memory.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The embedding of a token of the vocabulary, `[width]`.
    pub fn embedding(&self, token: u32) -> Vec<f32> {
        let mut row = vec![0.0; self.config.width];
        self.embedding.row(token as usize, &mut row);
        row
    }

    /// The RMSNorm weights before the attention and before the feed-forward block of a layer,
    /// `[width]` each.
    pub fn norms(&self, layer: usize) -> (&[f32], &[f32]) {
        let norms = &self.norms[layer];
        (&norms.attention, &norms.feed_forward)
    }

    /// The RMSNorm weights before the output head, `[width]`.
    pub fn output_norm(&self) -> &[f32] {
        &self.output_norm
    }
}

/// Loads the tensors one layer after the other, the matrices of a layer in parallel.
struct Loader<'a> {
    gguf: &'a Gguf<'a>,
    choice: WeightChoice,
    linears: BTreeMap<LinearId, Arc<Matrix>>,
    floats: DenseLinears,
    report: LoadReport,
    /// Bytes of tensors loaded, and of all tensors.
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl<'a> Loader<'a> {
    fn load(mut self, config: Config, tokenizer: Tokenizer) -> Result<Model, ModelError> {
        let width = config.width;
        let mut norms = Vec::new();
        for layer in 0..config.layers {
            norms.push(LayerNorms {
                attention: self.vector(&format!("blk.{layer}.attn_norm.weight"), width)?,
                feed_forward: self.vector(&format!("blk.{layer}.ffn_norm.weight"), width)?,
            });
            // `Config::read` allows 65,535 layers.
            let ids = LinearKind::LAYER.map(|kind| LinearId::in_layer(layer as u16, kind));
            self.load_linears(&ids, &config)?;
        }
        let output_norm = self.vector("output_norm.weight", width)?;

        let tensor = self.tensor("token_embd.weight", &[width, config.vocabulary])?;
        let embedding = Embedding::load(&tensor)?;
        if self.gguf.tensor("output.weight").is_some() {
            self.load_linears(&[LinearId::OUTPUT], &config)?;
        } else {
            match (&embedding, self.choice.format(tensor.kind())) {
                (Embedding::Groups(matrix), Some((format, true))) if matrix.format() == format => {
                    self.report.record(&tensor, (format, true));
                    self.linears.insert(LinearId::OUTPUT, Arc::clone(matrix));
                }
                _ => self.load_tensors(&[LinearId::OUTPUT], &[tensor])?,
            }
        }
        let fingerprint = self.fingerprint(&config)?;
        (self.progress)(self.total, self.total);
        Ok(Model {
            config,
            tokenizer,
            linears: self.linears,
            floats: (self.choice == WeightChoice::Float).then_some(self.floats),
            fingerprint,
            report: self.report,
            files: Vec::new(),
            embedding,
            norms,
            output_norm,
        })
    }

    fn fingerprint(&self, config: &Config) -> Result<Fingerprint, ModelError> {
        let (columns, rows) = shape(config, LinearKind::Key);
        let mut hash = Sha256::new();
        for layer in 0..config.layers {
            let tensor = self.tensor(&format!("blk.{layer}.attn_k.weight"), &[columns, rows])?;
            hash.update(tensor.bytes());
        }
        Ok(Fingerprint {
            layers: config.layers,
            key_value_heads: config.key_value_heads,
            key_length: config.key_length,
            keys_sha256: hash.finalize().into(),
        })
    }

    fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor<'a>, ModelError> {
        let shape: Vec<u64> = shape.iter().map(|&n| n as u64).collect();
        Ok(self.gguf.shaped(name, &shape)?)
    }

    fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        Ok(self.tensor(name, &[length])?.dequantise()?)
    }

    fn load_linears(&mut self, ids: &[LinearId], config: &Config) -> Result<(), ModelError> {
        let tensors = ids.iter().map(|id| {
            let (columns, rows) = shape(config, id.kind);
            self.tensor(&format!("{id}.weight"), &[columns, rows])
        });
        let tensors = tensors.collect::<Result<Vec<_>, _>>()?;
        self.load_tensors(ids, &tensors)?;
        self.done += tensors.iter().map(|t| t.bytes().len() as u64).sum::<u64>();
        (self.progress)(self.done, self.total);
        Ok(())
    }

    /// Linear layers from these tensors, in parallel.
    fn load_tensors(&mut self, ids: &[LinearId], tensors: &[Tensor<'a>]) -> Result<(), ModelError> {
        let choice = self.choice;
        let load = |tensor: &Tensor<'_>| match choice.format(tensor.kind()) {
            Some(format) => Ok(Linear::Groups(format, load_matrix(tensor, format)?)),
            None => Ok(Linear::Floats(tensor.dequantise()?)),
        };
        let loaded = tensors
            .par_iter()
            .map(load)
            .collect::<Result<Vec<_>, ModelError>>()?;
        for ((id, tensor), linear) in ids.iter().zip(tensors).zip(loaded) {
            match linear {
                Linear::Groups(format, matrix) => {
                    self.report.record(tensor, format);
                    self.linears.insert(*id, Arc::new(matrix));
                }
                Linear::Floats(values) => {
                    self.floats.insert(*id, tensor.shape()[0] as usize, values);
                }
            }
        }
        Ok(())
    }
}

/// A linear layer as it was loaded.
enum Linear {
    /// In a format of the device, taken over without loss or not.
    Groups((Format, bool), Matrix),
    /// `[rows][columns]`
    Floats(Vec<f32>),
}

/// Columns (inputs) and rows (outputs) of a linear layer.
fn shape(config: &Config, kind: LinearKind) -> (usize, usize) {
    let width = config.width;
    match kind {
        LinearKind::Query => (width, config.heads * config.key_length),
        LinearKind::Key => (width, config.key_value_heads * config.key_length),
        LinearKind::Value => (width, config.key_value_heads * config.value_length),
        LinearKind::AttentionOutput => (config.heads * config.value_length, width),
        LinearKind::Gate | LinearKind::Up => (width, config.feed_forward),
        LinearKind::Down => (config.feed_forward, width),
        LinearKind::Output => (width, config.vocabulary),
    }
}

/// Refuses tensors that a plain llama model does not have: leaving out a bias, say, would silently
/// give wrong results.
fn check_names(gguf: &Gguf<'_>, layers: usize) -> Result<(), ModelError> {
    const GLOBAL: [&str; 4] = [
        "token_embd.weight",
        "output_norm.weight",
        "output.weight",
        "rope_freqs.weight",
    ];
    for info in gguf.tensors() {
        let name = info.name();
        let reason = match name
            .strip_prefix("blk.")
            .and_then(|rest| rest.split_once('.'))
        {
            None if GLOBAL.contains(&name) => continue,
            None => "there is no such tensor outside of the layers",
            Some((layer, rest)) => {
                let in_range = layer.parse::<usize>().is_ok_and(|layer| layer < layers);
                let stem = rest.strip_suffix(".weight");
                let norm = matches!(stem, Some("attn_norm" | "ffn_norm"));
                let linear = LinearKind::LAYER
                    .iter()
                    .any(|kind| stem == Some(kind.name()));
                if !in_range {
                    "llama.block_count says there are fewer layers"
                } else if norm || linear {
                    continue;
                } else if rest.ends_with(".bias") {
                    "biases are not supported"
                } else {
                    "a layer has no such tensor"
                }
            }
        };
        return Err(ModelError::UnexpectedTensor {
            tensor: excerpt(name),
            reason,
        });
    }
    Ok(())
}
