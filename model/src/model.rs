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
use crate::program::{LinearId, LinearKind, NormId};
use crate::tokenizer::Tokenizer;
use crate::weights::{Embedding, LoadReport, WeightChoice, load_matrix};

/// A model in memory: its weights in the formats of the device, its tokenizer.
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
    gains: BTreeMap<NormId, Vec<f32>>,
    biases: BTreeMap<LinearId, Vec<f32>>,
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
        check_names(gguf, &config)?;
        let loader = Loader {
            gguf,
            choice,
            linears: BTreeMap::new(),
            floats: DenseLinears::default(),
            gains: BTreeMap::new(),
            biases: BTreeMap::new(),
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

    /// The weights of an RMSNorm of its program: `[width]`, or `[key_length]` of the norm of heads.
    ///
    /// # Panics
    /// When the model has no such norm.
    pub fn gain(&self, id: NormId) -> &[f32] {
        &self.gains[&id]
    }

    /// What is added to the results of a linear layer, `[rows]`; empty if nothing is.
    pub fn bias(&self, id: LinearId) -> &[f32] {
        self.biases.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// Loads the tensors one layer after the other, the matrices of a layer in parallel.
struct Loader<'a> {
    gguf: &'a Gguf<'a>,
    choice: WeightChoice,
    linears: BTreeMap<LinearId, Arc<Matrix>>,
    floats: DenseLinears,
    gains: BTreeMap<NormId, Vec<f32>>,
    biases: BTreeMap<LinearId, Vec<f32>>,
    report: LoadReport,
    /// Bytes of tensors loaded, and of all tensors.
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl<'a> Loader<'a> {
    fn load(mut self, config: Config, tokenizer: Tokenizer) -> Result<Model, ModelError> {
        // `Config::read` allows 65,535 layers.
        for layer in 0..config.layers as u16 {
            let ids = LinearKind::LAYER.map(|kind| LinearId::in_layer(layer, kind));
            self.load_linears(&ids, &config)?;
            for kind in &config.biases {
                let id = LinearId::in_layer(layer, *kind);
                let bias = self.vector(&format!("{id}.bias"), shape(&config, *kind).1)?;
                self.biases.insert(id, bias);
            }
        }
        for id in NormId::all(&config) {
            let gain = self.vector(&format!("{id}.weight"), id.width(&config))?;
            self.gains.insert(id, gain);
        }

        let tensor = self.tensor("token_embd.weight", &[config.width, config.vocabulary])?;
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
            gains: self.gains,
            biases: self.biases,
        })
    }

    fn fingerprint(&self, config: &Config) -> Result<Fingerprint, ModelError> {
        let (columns, rows) = shape(config, LinearKind::Key);
        let mut hash = Sha256::new();
        for layer in 0..config.layers as u16 {
            let id = LinearId::in_layer(layer, LinearKind::Key);
            let tensor = self.tensor(&format!("{id}.weight"), &[columns, rows])?;
            hash.update(tensor.bytes());
            let gain = self.gains.get(&NormId::Keys(layer));
            for values in [self.biases.get(&id), gain].into_iter().flatten() {
                values
                    .iter()
                    .for_each(|value| hash.update(value.to_le_bytes()));
            }
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

/// Refuses tensors that the program of the architecture does not have: leaving out a norm, say, would silently
/// give wrong results.
fn check_names(gguf: &Gguf<'_>, config: &Config) -> Result<(), ModelError> {
    let architecture = config.architecture;
    for info in gguf.tensors() {
        let name = info.name();
        let in_layer = name.strip_prefix("blk.");
        let reason = match in_layer.and_then(|rest| rest.split_once('.')) {
            None => match name {
                "token_embd.weight" | "output_norm.weight" | "output.weight" => continue,
                "rope_freqs.weight" if architecture.has_rope_factors() => continue,
                _ => "there is no such tensor outside of the layers",
            },
            Some((layer, rest)) => {
                let (stem, kind) = rest.rsplit_once('.').unwrap_or((rest, ""));
                let linear = LinearKind::LAYER.into_iter().find(|own| own.name() == stem);
                let is_norm = || NormId::in_layer(0, config).any(|id| id.name() == stem);
                if !layer
                    .parse::<usize>()
                    .is_ok_and(|layer| layer < config.layers)
                {
                    "ARCH.block_count says there are fewer layers"
                } else {
                    match (linear, kind) {
                        (Some(_), "weight") => continue,
                        (Some(linear), "bias") if config.biases.contains(&linear) => continue,
                        (Some(linear), "bias") if architecture.biases().contains(&linear) => {
                            "layer 0 has no such bias"
                        }
                        (None, "weight") if is_norm() => continue,
                        _ => "layers of ARCH have no such tensor",
                    }
                }
            }
        };
        return Err(ModelError::UnexpectedTensor {
            tensor: excerpt(name),
            reason: reason.replace("ARCH", architecture.name()),
        });
    }
    Ok(())
}
