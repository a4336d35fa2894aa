//! What is wrong with data, or with what was asked for.

use std::path::PathBuf;

/// Why the paper's comparison cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A data file that cannot be read as what it should be.
    #[error("{file}: {reason}")]
    Data {
        /// Its name below `paper/data/`.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Measured elements were asked for, and nobody has measured any.
    #[error(
        "there is no {}; `harmonia paper --part pe` measures the elements and writes it, `--elements published` does without",
        path.display()
    )]
    NotMeasured {
        /// Where they would be.
        path: PathBuf,
    },
    /// A file of elements that is none.
    #[error("{}: {reason}; `harmonia paper --part pe` writes it anew", path.display())]
    Elements {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file could not be read, or what was measured not be kept.
    #[error("{action} {}: {source}", path.display())]
    Io {
        /// What was being done.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Elements lack what a system is made of.
    #[error("the elements of {library} have no {what}")]
    Lacks {
        /// Whose elements.
        library: String,
        /// Name of the element or of its mode.
        what: String,
    },
    /// What measures the elements failed.
    #[error(transparent)]
    Tool(#[from] harmonia_fpga::ToolError),
    /// Operands that an element does not take.
    #[error("operands.csv: {0}")]
    Drive(#[from] harmonia_testbench::baselines::DriveError),
    /// A picture or a page could not be made.
    #[error("making {what}: {reason}")]
    Render {
        /// Which.
        what: &'static str,
        /// What the library says.
        reason: String,
    },
}

impl PaperError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            PaperError::Data { .. } => "paper.data",
            PaperError::NotMeasured { .. } => "paper.not_measured",
            PaperError::Elements { .. } => "paper.elements",
            PaperError::Io { .. } => "io",
            PaperError::Lacks { .. } => "paper.element_missing",
            PaperError::Tool(source) => source.code(),
            PaperError::Drive(_) => "paper.data",
            PaperError::Render { .. } => "paper.render",
        }
    }

    /// For `map_err`: what reads a data file had to say.
    pub(crate) fn data<E: ToString>(file: &'static str) -> impl FnOnce(E) -> PaperError {
        move |error| PaperError::Data {
            file,
            reason: error.to_string(),
        }
    }
}
