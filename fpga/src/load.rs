//! A bitstream into a board.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::runner::{Completed, Runner};
use crate::{Tool, ToolError, Toolbox, temporary_folder};

/// Loads a bitstream over a board's USB cable.
#[derive(Clone, Debug)]
pub struct Load<'a> {
    /// The board, as openFPGALoader names it.
    pub board: &'a str,
    /// The bitstream.
    pub file: PathBuf,
    /// Into the board's flash, from where it comes back with power; else into the FPGA only.
    pub permanent: bool,
}

/// Why a bitstream did not get into the board.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The loader is missing or failed for another reason.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// No cable was found.
    #[error(
        "no {board} was found on USB; is it plugged in at its port US1, by a cable that carries data? `lsusb` must list 0403:6015"
    )]
    NoCable {
        /// The board.
        board: String,
    },
    /// Its cable may not be opened.
    #[error(
        "the USB cable of {board} cannot be opened, which this user may not or another program has done; close what uses its serial port, \
         and allow it with the line below, then plug it in again:\n{UDEV}"
    )]
    NoPermission {
        /// The board.
        board: String,
    },
}

/// A command that lets whoever sits at the machine open an FT231X.
const UDEV: &str = "echo 'SUBSYSTEM==\"usb\", ATTR{idVendor}==\"0403\", ATTR{idProduct}==\"6015\", MODE=\"0660\", GROUP=\"plugdev\", \
                    TAG+=\"uaccess\"' | sudo tee /etc/udev/rules.d/70-ulx3s.rules && sudo udevadm control --reload-rules";

impl LoadError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            LoadError::Tool(source) => source.code(),
            LoadError::NoCable { .. } => "flash.no_cable",
            LoadError::NoPermission { .. } => "flash.no_permission",
        }
    }
}

impl Load<'_> {
    /// Loads it.
    ///
    /// # Errors
    /// Every [`LoadError`].
    pub fn load(&self, toolbox: &Toolbox) -> Result<(), LoadError> {
        let said = self.run(toolbox, temporary_folder().map_err(ToolError::from)?.path())?;
        said.map_or(Ok(()), Err)
    }
}

impl Runner for Load<'_> {
    type Report = Option<LoadError>;

    fn tool(&self) -> Tool {
        Tool::OpenFpgaLoader
    }

    fn prepare(&self, _folder: &Path) -> Result<Vec<String>, ToolError> {
        let file = std::path::absolute(&self.file);
        let file = file.map_err(ToolError::io("finding", &self.file))?;
        let mut arguments = vec!["--board".into(), self.board.into()];
        if self.permanent {
            arguments.push("--write-flash".into());
        }
        arguments.push(file.display().to_string());
        Ok(arguments)
    }

    fn report(&self, completed: &Completed) -> Result<Option<LoadError>, ToolError> {
        if completed.succeeded() {
            return Ok(None);
        }
        let board = self.board.to_owned();
        let said = |texts: &[&str]| texts.iter().any(|text| completed.log.contains(text));
        // Numbers are libftdi's: -3 no such device, -4 it cannot be opened, -5 nor claimed.
        if said(&["device not found", "device: -3", "No device found"]) {
            return Ok(Some(LoadError::NoCable { board }));
        }
        if said(&[
            "usb_open() failed",
            "device: -4",
            "device: -5",
            "LIBUSB_ERROR_ACCESS",
        ]) {
            return Ok(Some(LoadError::NoPermission { board }));
        }
        completed.success().map(|()| None)
    }
}
