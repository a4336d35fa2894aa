//! What can go wrong between us and an external program.

use std::path::PathBuf;

use crate::{CacheError, Tool};

/// A tool is missing, failed, or said something that could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ToolError {
    /// No executable of that name.
    #[error(
        "{tool} was not found ({purpose}); looked for {names} in {searched}; `scripts/setup.sh --all` in a checkout installs all tools, \
         this one alone: {install}",
        purpose = tool.purpose(), names = tool.executables().join(", "), install = tool.install_command()
    )]
    NotFound {
        /// The tool that is missing.
        tool: Tool,
        /// Folders that were searched, in words.
        searched: String,
    },
    /// The cell library is not installed.
    #[error(
        "the cell library {library} was not found in {}; `scripts/setup.sh --all` in a checkout installs it",
        searched.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(" or ")
    )]
    NoLibrary {
        /// The library.
        library: &'static str,
        /// Where it was looked for.
        searched: Vec<PathBuf>,
    },
    /// The operating system would not start it.
    #[error("{tool} at {path} could not be started: {source}; is the file executable?")]
    Start {
        /// The tool.
        tool: Tool,
        /// The executable.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// It ran and reported failure.
    #[error("{tool} failed ({status}) in {folder}: {command}\n{tail}", folder = folder.display())]
    Failed {
        /// The tool.
        tool: Tool,
        /// The command line.
        command: String,
        /// Exit status, in words.
        status: String,
        /// Folder it ran in; the whole log is there.
        folder: PathBuf,
        /// The last lines of its output.
        tail: String,
    },
    /// It did not end in time and was stopped.
    #[error("{tool} had not ended after {minutes} minutes and was stopped; its log is {log}", log = log.display())]
    TimedOut {
        /// The tool.
        tool: Tool,
        /// The limit.
        minutes: u64,
        /// What it printed until then.
        log: PathBuf,
    },
    /// It succeeded, but its output is not what that version should write.
    #[error(
        "{tool} wrote {what} that cannot be read: {reason}; is this version of {tool} supported?"
    )]
    Output {
        /// The tool.
        tool: Tool,
        /// Which output.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of ours could not be read or written.
    #[error("{action} {path}: {source}")]
    Io {
        /// What was tried, for example "writing".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// There is no folder to run it in.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The operating system would not start threads that wait for tools.
    #[error("threads cannot be started ({source}); fewer jobs need fewer")]
    Threads {
        /// The reason.
        source: rayon::ThreadPoolBuildError,
    },
    /// A port list that the wrapper for place and route cannot serve.
    #[error("cannot wrap {module}: {reason}")]
    Ports {
        /// The block.
        module: String,
        /// What is wrong with its ports.
        reason: String,
    },
}

impl ToolError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            ToolError::NotFound { .. } => "tool.not_found",
            ToolError::NoLibrary { .. } => "tool.no_library",
            ToolError::Start { .. } => "tool.start",
            ToolError::Failed { .. } => "tool.failed",
            ToolError::TimedOut { .. } => "tool.timed_out",
            ToolError::Output { .. } => "tool.output",
            ToolError::Io { .. } => "tool.io",
            ToolError::Cache(source) => source.code(),
            ToolError::Threads { .. } => "system.threads",
            ToolError::Ports { .. } => "tool.ports",
        }
    }

    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> ToolError {
        let path = path.into();
        move |source| ToolError::Io {
            action,
            path,
            source,
        }
    }
}
