//! A file that keeps what the chip of a simulated board holds: words of 64 bits, lowest bytes first, by address.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use harmonia_testbench::{Geometry, SdramModel};
use tempfile::NamedTempFile;

use super::BoardError;

/// The file of a chip.
pub(super) struct Image {
    pub path: PathBuf,
    pub geometry: Geometry,
}

impl Image {
    /// The file, which has the chip's size; none if it is not there yet.
    pub fn open(&self) -> Result<Option<File>, BoardError> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.at(error)),
        };
        let found = file.metadata().map_err(|error| self.at(error))?.len();
        let wanted = 8 * self.geometry.words() as u64;
        if found != wanted {
            let path = self.path.clone();
            return Err(BoardError::ImageSize {
                path,
                found,
                wanted,
            });
        }
        Ok(Some(file))
    }

    /// Gives the chip what the file has; a file that is not there yet has nothing.
    pub fn load(&self, chip: &mut SdramModel) -> Result<(), BoardError> {
        let Some(file) = self.open()? else {
            return Ok(());
        };
        let mut file = BufReader::with_capacity(1 << 20, file);
        let mut word = [0; 8];
        for address in 0..self.geometry.words() {
            file.read_exact(&mut word).map_err(|error| self.at(error))?;
            chip.set_word(address, u64::from_le_bytes(word));
        }
        Ok(())
    }

    /// Writes what the chip holds, all of it or nothing.
    pub fn save(&self, chip: &SdramModel) -> Result<(), BoardError> {
        let write = || -> io::Result<()> {
            let folder = match self.path.parent() {
                Some(folder) if folder != Path::new("") => folder,
                _ => Path::new("."),
            };
            let mut whole = NamedTempFile::new_in(folder)?;
            let mut file = BufWriter::with_capacity(1 << 20, whole.as_file_mut());
            for address in 0..self.geometry.words() {
                file.write_all(&chip.word(address).to_le_bytes())?;
            }
            file.flush()?;
            drop(file);
            whole.persist(&self.path)?;
            Ok(())
        };
        write().map_err(|error| match error.raw_os_error() {
            Some(_) => self.at(error),
            // It names the file beside, which nobody knows.
            None => self.at(error.kind().into()),
        })
    }

    fn at(&self, source: io::Error) -> BoardError {
        let path = self.path.clone();
        BoardError::Image { path, source }
    }
}
