//! Models that lie in several files, the shards that `llama-gguf-split` and converters write:
//! `NAME-00001-of-00003.gguf` and so on, each a GGUF file with a part of the tensors. The first has the
//! metadata; `split.no` (from 0), `split.count` and `split.tensors.count` are in each of them.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::error::{GgufError, excerpt};
use super::reader::Gguf;

const NUMBER: &str = "split.no";
const COUNT: &str = "split.count";
const TENSORS: &str = "split.tensors.count";
/// The most shards: `split.count` is a 16-bit number.
const MOST: u64 = u16::MAX as u64;

/// Which part of a model a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0; the first has the metadata.
    pub number: u64,
    /// At least 2.
    pub count: u64,
}

impl Shard {
    /// How the name of its file ends.
    fn suffix(self) -> String {
        format!("-{:05}-of-{:05}.gguf", self.number + 1, self.count)
    }

    /// What a file's name says, and what stands in front of that.
    fn of_name(name: &OsStr) -> Option<(&OsStr, Shard)> {
        const PATTERN: &[u8] = b"-00000-of-00000.gguf";
        let (stem, suffix) = name
            .as_encoded_bytes()
            .split_at_checked(name.len().checked_sub(PATTERN.len())?)?;
        let matches = |(byte, pattern): (&u8, &u8)| match pattern {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        };
        let digits = |range: std::ops::Range<usize>| {
            suffix[range]
                .iter()
                .fold(0, |n, digit| n * 10 + u64::from(digit - b'0'))
        };
        if !suffix.iter().zip(PATTERN).all(matches) {
            return None;
        }
        let shard = Shard {
            number: digits(1..6).checked_sub(1)?,
            count: digits(10..15),
        };
        // SAFETY: cut in front of an ASCII character of bytes that came from an `OsStr`.
        let stem = unsafe { OsStr::from_encoded_bytes_unchecked(stem) };
        (shard.number < shard.count && shard.count > 1).then_some((stem, shard))
    }

    /// The paths of all shards, in order, of the model that the file at `path` is this part of.
    ///
    /// # Errors
    /// When the name does not say the same as the file.
    pub fn paths(self, path: &Path) -> Result<Vec<PathBuf>, GgufError> {
        let name = path.file_name().unwrap_or_default();
        let Some((stem, _)) = Shard::of_name(name).filter(|(_, shard)| *shard == self) else {
            return Err(GgufError::ShardName {
                number: self.number + 1,
                count: self.count,
                expected: format!("NAME{}", self.suffix()),
            });
        };
        let sibling = |number| {
            let mut name = OsString::from(stem);
            name.push(Shard { number, ..self }.suffix());
            path.with_file_name(name)
        };
        Ok((0..self.count).map(sibling).collect())
    }

    /// The files that are read for a model, given any of them: all shards if the name is that of a shard,
    /// else itself.
    pub fn files_of(path: &Path) -> Vec<PathBuf> {
        let shard = Shard::of_name(path.file_name().unwrap_or_default());
        let paths = shard.and_then(|(_, shard)| shard.paths(path).ok());
        paths.unwrap_or_else(|| vec![path.to_owned()])
    }

    /// The path of a model without what its name says of shards and of GGUF; `None` when it says neither.
    pub fn stem(path: &Path) -> Option<PathBuf> {
        let is_gguf = |suffix: &OsStr| suffix.eq_ignore_ascii_case("gguf");
        match Shard::of_name(path.file_name().unwrap_or_default()) {
            Some((stem, _)) => Some(path.with_file_name(stem)),
            None if path.extension().is_some_and(is_gguf) => Some(path.with_extension("")),
            None => None,
        }
    }

    /// Refuses a whole file whose name says that it is a shard: what other shards had would be left out.
    pub fn check_whole(path: &Path) -> Result<(), GgufError> {
        match Shard::of_name(path.file_name().unwrap_or_default()) {
            None => Ok(()),
            Some((_, Shard { number, count })) => Err(GgufError::ShardKeys {
                number: number + 1,
                count,
            }),
        }
    }
}

impl<'a> Gguf<'a> {
    /// Which part of a model the file is; `None` for a whole one.
    pub fn shard(&self) -> Result<Option<Shard>, GgufError> {
        let count = self.unsigned(COUNT)?.unwrap_or(1);
        if count <= 1 {
            return Ok(None);
        }
        let number = self.unsigned(NUMBER)?.ok_or_else(|| missing(NUMBER))?;
        if number >= count || count > MOST {
            return Err(GgufError::Shard {
                key: if count > MOST { COUNT } else { NUMBER },
                found: number.max(count).to_string(),
                expected: format!("{NUMBER} below {COUNT}, which is at most {MOST}"),
            });
        }
        Ok(Some(Shard { number, count }))
    }

    /// The shards of a model, first to last and all of them, as one file.
    ///
    /// The metadata is that of the first. What another says beside the split keys and its own alignment
    /// must be the same.
    ///
    /// # Errors
    /// [`GgufError::InFile`] with the name of the shard that does not fit, and the key or the tensor.
    pub fn join(shards: Vec<(PathBuf, Gguf<'a>)>) -> Result<Gguf<'a>, GgufError> {
        let count = shards.len() as u64;
        let first = shards.first().map(|(path, _)| path.clone());
        let in_file = |path: &Path, source| GgufError::InFile {
            path: path.to_owned(),
            source: Box::new(source),
        };
        let mut joined: Option<Gguf<'a>> = None;
        for (number, (path, shard)) in shards.into_iter().enumerate() {
            let expected = Shard {
                number: number as u64,
                count,
            };
            let fits = shard.expect(expected).and_then(|()| match &mut joined {
                Some(joined) => joined.append(shard, number),
                None => {
                    joined = Some(shard);
                    Ok(())
                }
            });
            fits.map_err(|source| in_file(&path, source))?;
        }
        let joined = joined.ok_or_else(|| missing(COUNT))?;
        let checked = joined.check_tensors(count);
        checked.map_err(|source| in_file(&first.unwrap_or_default(), source))?;
        Ok(joined)
    }

    /// Refuses more or fewer tensors than the files say that they have together.
    fn check_tensors(&self, count: u64) -> Result<(), GgufError> {
        let found = self.tensors.len() as u64;
        match self.unsigned(TENSORS)? {
            Some(expected) if expected == found => Ok(()),
            Some(expected) => Err(GgufError::Shard {
                key: TENSORS,
                found: expected.to_string(),
                expected: format!("{found}, the tensors that the {count} files have together"),
            }),
            None => Err(missing(TENSORS)),
        }
    }

    /// Refuses a file that is another part than `expected`.
    fn expect(&self, expected: Shard) -> Result<(), GgufError> {
        let keys = [(COUNT, expected.count), (NUMBER, expected.number)];
        for (key, expected) in keys {
            let found = self.unsigned(key)?;
            if found != Some(expected) {
                return Err(GgufError::Shard {
                    key,
                    found: found.map_or("missing".to_owned(), |found| found.to_string()),
                    expected: format!("{expected}, as its name and the other shards say"),
                });
            }
        }
        Ok(())
    }

    fn append(&mut self, shard: Gguf<'a>, number: usize) -> Result<(), GgufError> {
        const ITS_OWN: [&str; 2] = [NUMBER, "general.alignment"];
        for (key, value) in &shard.metadata {
            if !ITS_OWN.contains(key) && self.metadata.get(key) != Some(value) {
                return Err(GgufError::ShardMetadata { key: excerpt(key) });
            }
        }
        for (name, mut info) in shard.tensors {
            info.file = number;
            if self.tensors.insert(name, info).is_some() {
                return Err(GgufError::DuplicateTensor {
                    tensor: excerpt(name),
                });
            }
        }
        self.data.extend(shard.data);
        Ok(())
    }
}

fn missing(key: &str) -> GgufError {
    GgufError::MissingKey {
        key: key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_which_part_a_file_is() {
        let of_name = |name| Shard::of_name(OsStr::new(name));
        let shard = |number, count| Some((OsStr::new("a-b"), Shard { number, count }));
        assert_eq!(of_name("a-b-00001-of-00002.gguf"), shard(0, 2));
        assert_eq!(of_name("a-b-00012-of-00012.gguf"), shard(11, 12));
        for whole in [
            "a.gguf",
            "a-00001-of-00001.gguf",
            "a-00000-of-00002.gguf",
            "a-00003-of-00002.gguf",
            "a-1-of-2.gguf",
            "a-0000x-of-00002.gguf",
            "a-00001-of-00002.bin",
            "-of-.gguf",
            "",
        ] {
            assert_eq!(of_name(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_shard_stands_for_all_and_any_other_file_for_itself() {
        let files = |path: &str| Shard::files_of(Path::new(path));
        let both = ["m/a-00001-of-00002.gguf", "m/a-00002-of-00002.gguf"].map(PathBuf::from);
        assert_eq!(files("m/a-00002-of-00002.gguf"), both);
        assert_eq!(files("m/a.gguf"), [PathBuf::from("m/a.gguf")]);
        let stem = |path: &str| Shard::stem(Path::new(path));
        assert_eq!(stem("m/a-1.5-00002-of-00002.gguf"), Some("m/a-1.5".into()));
        assert_eq!(stem("m/a-1.5.GGUF"), Some("m/a-1.5".into()));
        assert_eq!(stem("m/a-1.5"), None);
    }
}
