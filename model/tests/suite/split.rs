//! Models in several files.

use std::path::{Path, PathBuf};

use harmonia_model::{Model, ModelError, NormId, WeightChoice};
use tempfile::TempDir;

use crate::writer::{Writer, boolean, short, string, word};

/// The files of a model: the valid one, cut into `count` shards.
struct Shards {
    folder: TempDir,
    shards: Vec<Writer>,
}

impl Shards {
    fn new(count: usize) -> Shards {
        Shards {
            folder: tempfile::tempdir().unwrap(),
            shards: Writer::model().shards(count),
        }
    }

    fn path(&self, number: usize) -> PathBuf {
        let count = self.shards.len();
        self.folder
            .path()
            .join(format!("m-{number:05}-of-{count:05}.gguf"))
    }

    /// Writes the files and gives their paths.
    fn write(&self) -> Vec<PathBuf> {
        let paths: Vec<PathBuf> = (1..=self.shards.len()).map(|n| self.path(n)).collect();
        for (path, shard) in paths.iter().zip(&self.shards) {
            std::fs::write(path, shard.bytes()).unwrap();
        }
        paths
    }

    /// The error of opening the first, without the folder.
    fn error(&self) -> String {
        let paths = self.write();
        message(&open(&paths[0]).unwrap_err(), self.folder.path())
    }
}

fn open(path: &Path) -> Result<Model, ModelError> {
    Model::open(path, WeightChoice::Auto, &mut |_, _| {})
}

fn message(error: &ModelError, folder: &Path) -> String {
    let folder = folder.display().to_string();
    format!("{}: {error}", error.code()).replace(&folder, "DIR")
}

#[test]
fn any_shard_gives_the_whole_model() {
    let whole =
        Model::from_bytes(&Writer::model().bytes(), WeightChoice::Auto, &mut |_, _| {}).unwrap();
    assert!(whole.files().is_empty());
    for count in [2, 3, 5] {
        let shards = Shards::new(count);
        let paths = shards.write();
        for path in &paths {
            let model = open(path).unwrap();
            assert_eq!(model.files(), paths);
            assert_eq!(model.linears, whole.linears);
            assert_eq!(model.gain(NormId::Output), whole.gain(NormId::Output));
            assert_eq!(model.embedding(5), whole.embedding(5));
            assert_eq!(model.fingerprint, whole.fingerprint);
        }
    }
}

#[test]
fn a_first_shard_may_have_the_metadata_alone() {
    let mut shards = Shards::new(3);
    let tensors = std::mem::take(&mut shards.shards[0].tensors);
    shards.shards[1].tensors.extend(tensors);
    let paths = shards.write();
    assert_eq!(open(&paths[2]).unwrap().linears.len(), 8);
}

#[test]
fn shards_have_their_own_alignment() {
    let mut shards = Shards::new(2);
    shards.shards[1].set("general.alignment", word(32));
    let paths = shards.write();
    open(&paths[0]).unwrap();
}

#[test]
fn a_missing_shard_is_named() {
    let shards = Shards::new(3);
    let paths = shards.write();
    std::fs::remove_file(&paths[1]).unwrap();
    for path in [&paths[0], &paths[2]] {
        assert_eq!(
            message(&open(path).unwrap_err(), shards.folder.path()),
            "gguf.missing_shard: DIR/m-00002-of-00003.gguf: missing: it is shard 2 of 3 of the model, and \
             all of them have to lie in one folder"
        );
    }
}

#[test]
fn shards_that_do_not_fit_together_name_file_and_key() {
    let mut lines = String::new();
    let mut refused = |name: &str, change: fn(&mut Vec<Writer>)| {
        let mut shards = Shards::new(3);
        change(&mut shards.shards);
        lines += &format!("{name} -> {}\n", shards.error());
    };
    refused("another number", |s| s[1].set("split.no", short(2)));
    refused("no number", |s| s[1].remove("split.no"));
    refused("another count", |s| s[2].set("split.count", short(4)));
    refused("a number beyond the count", |s| {
        s[0].set("split.no", short(3))
    });
    refused("a whole model as a shard", |s| {
        s[1] = Writer::model();
    });
    refused("a tensor twice", |s| {
        let copy = s[0].tensors[0].clone();
        s[2].tensors.push(copy);
    });
    refused("a tensor too few", |s| {
        s[2].tensors.pop();
    });
    refused("no count of tensors", |s| {
        s.iter_mut().for_each(|s| s.remove("split.tensors.count"));
    });
    refused("another count of tensors in one", |s| {
        s[1].set("split.tensors.count", word(12))
    });
    refused("other metadata", |s| {
        s[1].set("llama.context_length", word(32))
    });
    refused("metadata that the first has not", |s| {
        s[2].set("llama.attention.causal", boolean(0))
    });
    refused("a shard of another architecture", |s| {
        s[1].set("general.architecture", string("qwen2"))
    });
    refused("a shard cut short", |s| s[1].tensor_count = Some(1000));
    refused("no GGUF file in the place of a shard", |s| {
        s[2].magic = *b"<htm"
    });
    insta::assert_snapshot!(lines);
}

#[test]
fn a_name_and_a_file_that_say_different_things_are_refused() {
    let shards = Shards::new(2);
    shards.write();
    let folder = shards.folder.path();
    let lone = folder.join("renamed.gguf");
    std::fs::copy(shards.path(1), &lone).unwrap();
    let swapped = folder.join("s-00001-of-00002.gguf");
    std::fs::copy(shards.path(2), &swapped).unwrap();
    let whole = folder.join("w-00001-of-00002.gguf");
    std::fs::write(&whole, Writer::model().bytes()).unwrap();
    let one = folder.join("w-00001-of-00001.gguf");
    std::fs::write(&one, Writer::model().bytes()).unwrap();
    open(&one).unwrap();
    let lines = [&lone, &swapped, &whole].map(|path| message(&open(path).unwrap_err(), folder));
    insta::assert_snapshot!(lines.join("\n"));
    let bytes = shards.shards[0].bytes();
    let error = Model::from_bytes(&bytes, WeightChoice::Auto, &mut |_, _| {}).unwrap_err();
    assert_eq!(error.code(), "gguf.lone_shard");
}

#[cfg(unix)]
#[test]
fn paths_need_not_be_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let own = folder
        .path()
        .join(std::ffi::OsStr::from_bytes(b"m\xFF\xFE"));
    std::fs::create_dir(&own).unwrap();
    for (number, shard) in Writer::model().shards(2).iter().enumerate() {
        let name = [b"\xE9-0000", &[b'1' + number as u8][..], b"-of-00002.gguf"].concat();
        std::fs::write(own.join(std::ffi::OsStr::from_bytes(&name)), shard.bytes()).unwrap();
    }
    let second = own.join(std::ffi::OsStr::from_bytes(b"\xE9-00002-of-00002.gguf"));
    let model = open(&second).unwrap();
    assert_eq!(model.files()[1], second);
}
