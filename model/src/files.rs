//! The files of a model: one, or all shards of a split one, mapped into memory.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use memmap2::Mmap;

use crate::ModelError;
use crate::gguf::{Gguf, GgufError, Shard};

/// A file, or the shards of a model from first to last.
pub(crate) struct Files {
    /// A file without bytes has no map.
    files: Vec<(PathBuf, Option<Mmap>)>,
}

impl Files {
    /// Opens the file at `path` and, if that is a shard, all others.
    pub(crate) fn open(path: &Path) -> Result<Files, ModelError> {
        let in_file = |source| GgufError::InFile {
            path: path.to_owned(),
            source: Box::new(source),
        };
        let map = map(path)?;
        let shard = Gguf::parse(bytes(&map)).and_then(|gguf| gguf.shard());
        let Some(shard) = shard.map_err(in_file)? else {
            Shard::check_whole(path).map_err(in_file)?;
            return Ok(Files {
                files: vec![(path.to_owned(), map)],
            });
        };
        let mut files = Vec::new();
        for (number, path) in shard.paths(path).map_err(in_file)?.into_iter().enumerate() {
            let map = map_shard(&path, number as u64 + 1, shard.count)?;
            files.push((path, map));
        }
        Ok(Files { files })
    }

    /// Their contents as one.
    pub(crate) fn gguf(&self) -> Result<Gguf<'_>, ModelError> {
        let mut parsed = Vec::new();
        for (path, map) in &self.files {
            let gguf = Gguf::parse(bytes(map)).map_err(|source| GgufError::InFile {
                path: path.clone(),
                source: Box::new(source),
            })?;
            parsed.push((path.clone(), gguf));
        }
        match parsed.len() {
            1 => Ok(parsed.remove(0).1),
            _ => Ok(Gguf::join(parsed)?),
        }
    }

    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|(path, _)| path.clone()).collect()
    }
}

fn bytes(map: &Option<Mmap>) -> &[u8] {
    map.as_deref().unwrap_or_default()
}

fn map_shard(path: &Path, number: u64, count: u64) -> Result<Option<Mmap>, ModelError> {
    if fs::metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Err(ModelError::Gguf(GgufError::InFile {
            path: path.to_owned(),
            source: Box::new(GgufError::MissingShard { number, count }),
        }));
    }
    map(path)
}

fn map(path: &Path) -> Result<Option<Mmap>, ModelError> {
    let read_error = |source| ModelError::Read {
        path: path.to_owned(),
        source,
    };
    // Asked before it is opened: opening a pipe waits for whoever writes to it.
    let metadata = fs::metadata(path).map_err(read_error)?;
    if !metadata.is_file() {
        return Err(ModelError::NotAFile {
            path: path.to_owned(),
            is_folder: metadata.is_dir(),
        });
    }
    let file = File::open(path).map_err(read_error)?;
    if metadata.len() == 0 {
        return Ok(None);
    }
    // SAFETY: the map is read only while the model is loaded. As with every mapped file, someone who
    // truncates it meanwhile ends the process; contents that change are still parsed safely, because every
    // length is checked against the map and used once.
    unsafe { Mmap::map(&file) }.map(Some).map_err(read_error)
}
