//! Which model: the bundled one, a fetched one or a file.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use clap::ValueEnum;
use harmonia_fpga::CacheError;
use harmonia_model::gguf::{Shard, TensorType};
use harmonia_model::{LoadReport, Model, WeightChoice};

use crate::device::DeviceKind;
use crate::failure::Failure;
use crate::fetched_model::{self, SMOLLM2};
use crate::message::say;
use crate::progress;

/// Where a model comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelSource {
    /// Part of the program.
    Tiny,
    /// In the cache folder once it is fetched.
    SmolLm2,
    File(PathBuf),
}

/// `--weights`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Weights {
    /// The file's own 4- and 8-bit groups as they are, floats as INT8
    Auto,
    /// INT4 in groups of 32
    Int4,
    /// INT8 in groups of 32
    Int8,
    /// The file's own values in FP32, nothing quantised; for `f32` alone
    Float,
}

impl From<OsString> for ModelSource {
    fn from(text: OsString) -> ModelSource {
        match text.to_str() {
            Some("tiny") => ModelSource::Tiny,
            Some(SMOLLM2) => ModelSource::SmolLm2,
            _ => ModelSource::File(text.into()),
        }
    }
}

impl Weights {
    /// Refuses floats for a device, which multiplies by integers.
    pub fn check(self, devices: &[DeviceKind]) -> Result<(), Failure> {
        let mut devices = devices.iter();
        match devices.find(|device| self == Weights::Float && **device != DeviceKind::F32) {
            Some(device) => Err(Failure::FloatWeights {
                device: device.name(),
            }),
            None => Ok(()),
        }
    }

    /// As the command line spells it.
    pub fn name(self) -> &'static str {
        match self {
            Weights::Auto => "auto",
            Weights::Int4 => "int4",
            Weights::Int8 => "int8",
            Weights::Float => "float",
        }
    }
}

impl From<Weights> for WeightChoice {
    fn from(weights: Weights) -> WeightChoice {
        match weights {
            Weights::Auto => WeightChoice::Auto,
            Weights::Int4 => WeightChoice::Int4,
            Weights::Int8 => WeightChoice::Int8,
            Weights::Float => WeightChoice::Float,
        }
    }
}

impl ModelSource {
    /// Loads the model with a progress bar, and passes on the loader's warnings.
    pub fn open(&self, weights: Weights) -> Result<Arc<Model>> {
        let bar = progress::bytes("loading the model", 0);
        let mut progress = |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        };
        let model = match self {
            ModelSource::Tiny => Model::bundled(weights.into(), &mut progress)?,
            ModelSource::SmolLm2 => {
                let path = fetched_model::find()?;
                match Model::open(&path, weights.into(), &mut progress) {
                    Ok(model) => model,
                    // All of its bytes are there, and some are wrong.
                    Err(error) => {
                        return Err(fetched_model::check(&path)
                            .err()
                            .map_or(error.into(), Into::into));
                    }
                }
            }
            ModelSource::File(path) => Model::open(path, weights.into(), &mut progress)?,
        };
        bar.finish_and_clear();
        for warning in model.report.warnings() {
            say(format_args!("warning: {warning}"));
        }
        if let Some(note) = quantised_floats(&model.report) {
            say(note);
        }
        Ok(Arc::new(model))
    }

    /// The files that are read.
    pub fn files(&self) -> Result<Vec<PathBuf>, CacheError> {
        Ok(match self {
            ModelSource::Tiny => Vec::new(),
            ModelSource::SmolLm2 => vec![fetched_model::path()?],
            ModelSource::File(path) => Shard::files_of(path),
        })
    }

    /// Where a calibration of its own would be, beside its file.
    pub fn calibration_path(&self) -> Result<Option<PathBuf>, CacheError> {
        Ok(match self {
            ModelSource::Tiny => None,
            ModelSource::SmolLm2 => Some(beside(fetched_model::path()?)),
            ModelSource::File(path) => Some(beside(path.clone())),
        })
    }

    /// What reports call it: the word or the path of the command line.
    pub fn name(&self) -> String {
        match self {
            ModelSource::Tiny => "tiny".into(),
            ModelSource::SmolLm2 => SMOLLM2.into(),
            ModelSource::File(path) => path.display().to_string(),
        }
    }
}

/// MODEL.kv beside MODEL.gguf or its shards. A dot elsewhere in the name, as in `llama-3.2-1b`, begins no suffix.
fn beside(path: PathBuf) -> PathBuf {
    let mut path = Shard::stem(&path).unwrap_or(path).into_os_string();
    path.push(".kv");
    path.into()
}

/// What a user must know who takes `f32` for the model as its file has it.
fn quantised_floats(report: &LoadReport) -> Option<String> {
    let is_float = |kind| matches!(kind, TensorType::F32 | TensorType::F16 | TensorType::BF16);
    let mut floats = report.imports.iter().filter(|import| is_float(import.from));
    let first = floats.next()?;
    let mut kinds = vec![first.from.name()];
    let mut count = 1;
    for import in floats {
        count += 1;
        if !kinds.contains(&import.from.name()) {
            kinds.push(import.from.name());
        }
    }
    Some(format!(
        "{count} tensors of type {} were quantised to {:?} (the first is {}); `f32` multiplies by the quantised \
         weights too, unless --weights float asks for the file's own",
        kinds.join(", "),
        first.to,
        first.tensor
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calibration_has_its_models_name_whatever_dots_are_in_it() {
        for (model, calibration) in [
            ("a/model.gguf", "a/model.kv"),
            ("a/MODEL.GGUF", "a/MODEL.kv"),
            ("a/model", "a/model.kv"),
            ("llama-3.2-1b", "llama-3.2-1b.kv"),
            ("llama-3.2-1b.gguf", "llama-3.2-1b.kv"),
            ("a/llama-3.2-00002-of-00003.gguf", "a/llama-3.2.kv"),
        ] {
            assert_eq!(beside(model.into()), PathBuf::from(calibration));
        }
    }
}
