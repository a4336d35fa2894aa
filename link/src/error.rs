//! What can go wrong.

use std::io;

use harmonia_contract::Identity;
use harmonia_device::TransportError;
use thiserror::Error;

/// Why there is no connection, or none any more.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The serial port is not there, or may not be used.
    #[error(
        "{path} cannot be opened: {reason}; look whether the board is connected and whether you may use the port"
    )]
    Open {
        /// The port.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// What is there is something else.
    #[error("{path} is no serial port; a board's is called /dev/ttyUSB0, or by another number")]
    NoPort {
        /// What was named.
        path: String,
    },
    /// The line broke.
    #[error("{line} is gone: {source}")]
    Line {
        /// The line.
        line: String,
        /// What the system says.
        source: io::Error,
    },
    /// Nobody answered the first packet.
    #[error(
        "no board answers on {line}: {bytes} bytes came, no packet; look whether the bitstream is loaded and built for this rate"
    )]
    Silent {
        /// The line.
        line: String,
        /// Bytes that came.
        bytes: u64,
    },
    /// The board still works for an earlier connection.
    #[error(
        "the board on {line} is still at work on what an earlier connection has begun; try later, or load its bitstream again"
    )]
    Busy {
        /// The line.
        line: String,
    },
    /// Host and board do not fit.
    #[error(
        "host and board do not fit: {what} is {host} here and {board} there; build both from one source and load the bitstream again"
    )]
    Misfit {
        /// What is different.
        what: &'static str,
        /// The host's.
        host: String,
        /// The board's.
        board: String,
    },
    /// The board says of itself what cannot be.
    #[error(
        "the board says of itself what cannot be, or has found no memory: {0:?}; load its bitstream again"
    )]
    Identity(Box<Identity>),
    /// The board has stopped answering.
    #[error("the board on {line} has stopped answering; look at cable and power")]
    Lost {
        /// The line.
        line: String,
    },
    /// The board answers, and knows nothing of this connection.
    #[error("the board on {line} was reset: what it held is gone")]
    Reset {
        /// The line.
        line: String,
    },
    /// The connection failed earlier.
    #[error("the connection has failed before: {0}; connect again")]
    Failed(String),
}

impl LinkError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            LinkError::Open { .. } => "link.open",
            LinkError::NoPort { .. } => "link.no_port",
            LinkError::Line { .. } => "link.line",
            LinkError::Silent { .. } => "link.silent",
            LinkError::Busy { .. } => "link.busy",
            LinkError::Misfit { .. } => "link.misfit",
            LinkError::Identity(_) => "link.identity",
            LinkError::Lost { .. } => "link.lost",
            LinkError::Reset { .. } => "link.reset",
            LinkError::Failed(_) => "link.failed",
        }
    }
}

impl From<LinkError> for TransportError {
    fn from(error: LinkError) -> TransportError {
        TransportError::new(error.code(), error)
    }
}

/// Compares what the host was built from with what the board says. A name that the host does not ask for fits.
pub(crate) fn compare(
    configuration: Option<&str>,
    fingerprint: u32,
    board: &Identity,
) -> Result<(), LinkError> {
    let misfit = |what, host, board| Err(LinkError::Misfit { what, host, board });
    let version = harmonia_contract::identity::VERSION;
    if board.version != version {
        return misfit(
            "the link's version",
            version.to_string(),
            board.version.to_string(),
        );
    }
    if let Some(name) = configuration.filter(|name| *name != board.configuration) {
        return misfit(
            "the configuration",
            format!("`{name}`"),
            format!("`{}`", board.configuration),
        );
    }
    if board.fingerprint != fingerprint {
        let name = configuration.unwrap_or("any");
        let host = format!("{fingerprint:08x} (configuration `{name}`)");
        let board = format!(
            "{:08x} (configuration `{}`)",
            board.fingerprint, board.configuration
        );
        return misfit("the contract", host, board);
    }
    Ok(())
}
