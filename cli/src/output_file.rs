//! Files that a command writes: none of them is also read, that they can be written is known before the work, and
//! they are whole or as they were before.
//!
//! ```text
//! OutputFile::new (before the work) --work--> NAME.xxxxxx.part beside --rename--> NAME
//! ```

use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;

/// A file that will be written.
#[derive(Debug)]
pub struct OutputFile {
    /// Where it will be: what links of the path given lead to.
    path: PathBuf,
    /// Those of the file that it replaces.
    permissions: Option<Permissions>,
    /// A terminal, a pipe or another device, which is written to and not replaced.
    is_device: bool,
}

/// A file that a tool writes by itself.
#[derive(Debug)]
pub struct StagedFile {
    part: TempPath,
    path: PathBuf,
    /// Of the file that it replaces.
    permissions: Option<Permissions>,
}

/// Why a file will not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The output is a file that the command reads, by this or another name.
    #[error(
        "{} would be overwritten, but it is read: it is the same file as {}; name another file for the output",
        path.display(), input.display()
    )]
    IsInput { path: PathBuf, input: PathBuf },
    /// The path leads to a folder.
    #[error("{} is a folder, the output is a file; name a file", path.display())]
    IsFolder { path: PathBuf },
    /// The file would be the first in a folder that is not there.
    #[error("{} cannot be written: there is no folder {}; make it, or name another file", path.display(), folder.display())]
    NoFolder { path: PathBuf, folder: PathBuf },
    /// The output is moved into place when it is whole, which a device does not allow.
    #[error("{} is a device or a pipe, and this output has to be a file; name a file", path.display())]
    IsDevice { path: PathBuf },
}

impl OutputError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            OutputError::IsInput { .. } => "output.is_input",
            OutputError::IsFolder { .. } => "output.is_folder",
            OutputError::NoFolder { .. } => "output.no_folder",
            OutputError::IsDevice { .. } => "output.is_device",
        }
    }
}

impl OutputFile {
    /// Makes sure that `path` can be written and is none of `inputs`, by whatever name; changes nothing. Whether a
    /// device takes anything shows only when it is written to.
    pub fn new(path: &Path, inputs: &[PathBuf]) -> Result<OutputFile, Failure> {
        let data = match fs::metadata(path) {
            Ok(data) => Some(data),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::io("writing", path)(error)),
        };
        let path = path.to_owned();
        if !ends_with_name(&path) || data.as_ref().is_some_and(Metadata::is_dir) {
            return Err(OutputError::IsFolder { path }.into());
        }
        if data.as_ref().is_some_and(|data| !data.is_file()) {
            return Ok(OutputFile {
                path,
                permissions: None,
                is_device: true,
            });
        }
        if let Some(data) = &data {
            let same = |input: &&PathBuf| {
                let input = fs::metadata(input);
                input.is_ok_and(|input| (input.dev(), input.ino()) == (data.dev(), data.ino()))
            };
            if let Some(input) = inputs.iter().find(same) {
                let input = input.clone();
                return Err(OutputError::IsInput { path, input }.into());
            }
            // Renaming would replace what nobody may write to.
            let open = OpenOptions::new().write(true).open(&path);
            open.map_err(Failure::io("writing", &path))?;
        }
        let output = OutputFile {
            path: follow(path),
            permissions: data.map(|data| data.permissions()),
            is_device: false,
        };
        output.part()?;
        Ok(output)
    }

    /// Writes all of the file at once.
    pub fn write(&self, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
        let bytes = bytes.as_ref();
        if self.is_device {
            let device = OpenOptions::new().write(true).open(&self.path);
            let written = device.and_then(|mut device| device.write_all(bytes));
            return written.map_err(Failure::io("writing", &self.path));
        }
        let mut part = self.part()?;
        let written = part.as_file_mut().write_all(bytes).and_then(|()| {
            let permissions = self.permissions.clone();
            permissions.map_or(Ok(()), |old| part.as_file().set_permissions(old))
        });
        written.map_err(Failure::io("writing", &self.path))?;
        let moved = part.persist(&self.path).map_err(|error| error.error);
        moved.map_err(Failure::io("writing", &self.path))?;
        Ok(())
    }

    /// A path beside, for a tool that writes by itself for a long time; it goes away unless it is finished.
    pub fn stage(self) -> Result<StagedFile, Failure> {
        let path = self.path.clone();
        if self.is_device {
            return Err(OutputError::IsDevice { path }.into());
        }
        let part = self.part()?.into_temp_path();
        let permissions = self.permissions;
        Ok(StagedFile {
            part,
            path,
            permissions,
        })
    }

    fn part(&self) -> Result<NamedTempFile, Failure> {
        let folder = match self.path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".");
        part(folder, &name).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if !folder.is_dir() => {
                let (path, folder) = (self.path.clone(), folder.to_owned());
                OutputError::NoFolder { path, folder }.into()
            }
            _ => Failure::io("writing", &self.path)(error),
        })
    }
}

impl StagedFile {
    /// Where the tool writes.
    pub fn path(&self) -> &Path {
        &self.part
    }

    /// Moves what the tool wrote into place.
    pub fn finish(self) -> Result<(), Failure> {
        let kept = self
            .permissions
            .map_or(Ok(()), |old| fs::set_permissions(&self.part, old));
        let moved = kept.and_then(|()| self.part.persist(&self.path).map_err(|error| error.error));
        moved.map_err(Failure::io("writing", &self.path))
    }
}

/// Makes a folder for files unless it is there, and makes sure that it takes files.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(Failure::io("creating", path))?;
    part(path, OsStr::new("")).map_err(Failure::io("writing into", path))?;
    Ok(())
}

/// Whether a path ends with the name of a file: one that ends with a slash or a dot means a folder, there or not.
pub fn ends_with_name(path: &Path) -> bool {
    let bytes = path.as_os_str().as_bytes();
    path.file_name()
        .is_some_and(|name| bytes.ends_with(name.as_bytes()))
}

/// An empty file that goes away when it is dropped, with the permissions that files have here.
fn part(folder: &Path, prefix: &OsStr) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(prefix).suffix(".part");
    builder
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

/// Where symbolic links lead, whether there is a file or not; a chain of too many links ends somewhere in it.
fn follow(mut path: PathBuf) -> PathBuf {
    for _ in 0..40 {
        let Ok(to) = fs::read_link(&path) else {
            break;
        };
        path = path.parent().unwrap_or(Path::new("")).join(to);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staged_file_appears_when_it_is_finished_and_leaves_nothing_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("two.fst");
        let stage = || OutputFile::new(&path, &[]).unwrap().stage().unwrap();
        let staged = stage();
        // Tools may replace the file instead of writing into it.
        fs::remove_file(staged.path()).unwrap();
        fs::write(staged.path(), "whole").unwrap();
        assert!(!path.exists());
        staged.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        fs::write(stage().path(), "half").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let staged = stage();
        fs::write(staged.path(), "again").unwrap();
        staged.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "again");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
    }
}
