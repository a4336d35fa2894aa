//! Which model: the bundled one, a fetched one or a file.

use std::convert::Infallible;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::Result;
use clap::ValueEnum;
use harmonia_fpga::{ToolError, cache_folder};
use harmonia_model::{Model, WeightChoice};

use crate::failure::Failure;
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
}

impl FromStr for ModelSource {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<ModelSource, Infallible> {
        Ok(match text {
            "tiny" => ModelSource::Tiny,
            "smollm2" => ModelSource::SmolLm2,
            path => ModelSource::File(path.into()),
        })
    }
}

impl Weights {
    /// As the command line spells it.
    pub fn name(self) -> &'static str {
        match self {
            Weights::Auto => "auto",
            Weights::Int4 => "int4",
            Weights::Int8 => "int8",
        }
    }
}

impl From<Weights> for WeightChoice {
    fn from(weights: Weights) -> WeightChoice {
        match weights {
            Weights::Auto => WeightChoice::Auto,
            Weights::Int4 => WeightChoice::Int4,
            Weights::Int8 => WeightChoice::Int8,
        }
    }
}

impl ModelSource {
    /// Loads the model with a progress bar, and passes on the loader's warnings.
    pub fn open(&self, weights: Weights) -> Result<Model> {
        let bar = progress::bytes("loading the model", 0);
        let mut progress = |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        };
        let model = match self {
            ModelSource::Tiny => Model::bundled(weights.into(), &mut progress)?,
            ModelSource::SmolLm2 => {
                let path = fetched_path()?;
                if !path.is_file() {
                    return Err(Failure::NotFetched { path }.into());
                }
                Model::open(path, weights.into(), &mut progress)?
            }
            ModelSource::File(path) => Model::open(path, weights.into(), &mut progress)?,
        };
        bar.finish_and_clear();
        for warning in model.report.warnings() {
            eprintln!("warning: {warning}");
        }
        Ok(model)
    }

    /// Where a calibration of its own would be, beside its file.
    pub fn calibration_path(&self) -> Result<Option<PathBuf>, ToolError> {
        Ok(match self {
            ModelSource::Tiny => None,
            ModelSource::SmolLm2 => Some(fetched_path()?.with_extension("kv")),
            ModelSource::File(path) => Some(path.with_extension("kv")),
        })
    }

    /// What reports call it: the word or the path of the command line.
    pub fn name(&self) -> String {
        match self {
            ModelSource::Tiny => "tiny".into(),
            ModelSource::SmolLm2 => "smollm2".into(),
            ModelSource::File(path) => path.display().to_string(),
        }
    }
}

/// Folder of fetched models.
pub fn models_folder() -> Result<PathBuf, ToolError> {
    Ok(cache_folder()?.join("models"))
}

/// Where `harmonia models fetch smollm2` puts its file.
pub fn fetched_path() -> Result<PathBuf, ToolError> {
    Ok(models_folder()?.join("SmolLM2-135M-Instruct.Q4_1.gguf"))
}
