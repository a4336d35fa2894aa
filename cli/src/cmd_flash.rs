//! `harmonia flash`: a bitstream into a board.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{Load, Toolbox};
use harmonia_hdl::board::Board;
use serde::Serialize;

use crate::cmd_build::BITSTREAMS;
use crate::digest;
use crate::failure::Failure;
use crate::output::{self, Output};
use crate::progress;

/// Load a bitstream into a board.
///
/// openFPGALoader writes it over the board's USB cable: into the FPGA, which forgets it when power goes, or with
/// --permanent into the board's flash, from where it comes back with power.
///
/// The cable is that of the serial port. The loader takes it from the system's serial driver, so close every program
/// that has the port open first, `harmonia run --device serial:...` among them. The port, /dev/ttyUSB0 for example, goes away
/// meanwhile and may come back by another number; when it does not come back, unplug the board and plug it in again, which a
/// bitstream survives that was loaded with --permanent.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia flash                              bitstreams/ulx3s.bit into the FPGA
  harmonia flash --permanent                  the same into the board's flash
  harmonia flash --board ulx3s some.bit       another file")]
pub struct FlashCommand {
    /// A board of boards/.
    #[arg(long, value_name = "NAME", default_value = "ulx3s")]
    board: String,
    /// The bitstream [default: bitstreams/BOARD.bit, where `harmonia build` writes it]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write it into the board's flash.
    #[arg(long)]
    permanent: bool,
}

/// What was loaded.
#[derive(Serialize)]
struct Report {
    board: &'static str,
    #[serde(serialize_with = "output::path")]
    file: PathBuf,
    bitstream_sha256: String,
    permanent: bool,
}

/// What an ECP5 waits for before it takes a bitstream.
const PREAMBLE: [u8; 4] = [0xff, 0xff, 0xbd, 0xb3];
/// Bytes before it at most: remarks of the packer.
const REMARKS: usize = 4096;

impl FlashCommand {
    /// Loads it.
    pub fn run(self, output: &Output) -> Result<()> {
        let board = Board::named(&self.board, None)?;
        let (file, bytes) = bitstream(&board, self.file)?;
        let load = Load {
            board: board.name,
            file,
            permanent: self.permanent,
        };
        let spinner = progress::spinner(format!("loading {}", load.file.display()));
        load.load(&Toolbox::from_environment())?;
        spinner.finish_and_clear();
        let report = Report {
            board: board.name,
            bitstream_sha256: digest::of_bytes(&bytes),
            file: load.file,
            permanent: load.permanent,
        };
        output.report(&report, Report::text)
    }
}

/// A bitstream: the file that is said, or the one that was built for the board.
pub fn bitstream(board: &Board, file: Option<PathBuf>) -> Result<(PathBuf, Vec<u8>), Failure> {
    let own = Path::new(BITSTREAMS).join(format!("{}.bit", board.name));
    let file = match file {
        Some(file) => file,
        None if own.exists() => own,
        None => {
            let (board, path) = (board.name, own);
            return Err(Failure::NotBuilt { board, path });
        }
    };
    let bytes = fs::read(&file).map_err(|source| match source.kind() {
        ErrorKind::NotFound => Failure::NoFile { path: file.clone() },
        _ => Failure::io("reading", &file)(source),
    })?;
    let head = &bytes[..bytes.len().min(REMARKS)];
    if !head.windows(PREAMBLE.len()).any(|four| four == PREAMBLE) {
        return Err(Failure::NoBitstream { path: file });
    }
    Ok((file, bytes))
}

impl Report {
    fn text(&self) -> String {
        let where_to = match self.permanent {
            true => "flash",
            false => "FPGA",
        };
        format!(
            "{} is in the {where_to} of {}\n",
            self.file.display(),
            self.board
        )
    }
}
