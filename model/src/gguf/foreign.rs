//! What people mistake for a GGUF file, recognised by its first bytes.

use std::fmt;

/// A kind of file that is not GGUF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// No bytes at all.
    Empty,
    /// Nothing but zeros at its start, where a download reserved room that it did not fill.
    Zeros,
    /// What Git leaves in the place of a large file.
    LfsPointer,
    /// A page of a website.
    Html,
    /// A JSON text: an answer of a server, or a `config.json`.
    Json,
    /// Compressed: gzip, zstd, xz or bzip2.
    Compressed,
    /// A ZIP archive, as which PyTorch saves checkpoints.
    Zip,
    /// A Python pickle, as which older PyTorch saved checkpoints.
    Pickle,
    /// Safetensors, in which checkpoints are published: the length of a JSON header, then the header.
    Safetensors,
    /// The formats of llama.cpp before GGUF: `ggml`, `ggmf`, `ggjt`, `ggla`.
    OldGgml,
}

impl Foreign {
    /// The kind of a file that begins with `bytes`; `None` when it begins as a GGUF file does, or as nothing
    /// that is known.
    pub fn recognise(bytes: &[u8]) -> Option<Foreign> {
        let starts = |with: &[&[u8]]| with.iter().any(|start| bytes.starts_with(start));
        let head = &bytes[..bytes.len().min(4096)];
        let text = head
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(head)
            .trim_ascii_start();
        let text_starts = |with: &[&str]| {
            let is_start = |start: &&str| {
                let own = text.get(..start.len());
                own.is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
            };
            with.iter().any(is_start)
        };
        Some(if bytes.is_empty() {
            Foreign::Empty
        } else if starts(&[b"GGUF"]) {
            return None;
        } else if bytes.len() >= 16 && head.iter().all(|byte| *byte == 0) {
            Foreign::Zeros
        } else if text_starts(&["version https://git-lfs", "version https://hawser"]) {
            Foreign::LfsPointer
        } else if text_starts(&["<!doctype", "<html", "<head", "<?xml", "<!--"]) {
            Foreign::Html
        } else if starts(&[b"\x1F\x8B", b"\x28\xB5\x2F\xFD", b"\xFD7zXZ", b"BZh"]) {
            Foreign::Compressed
        } else if starts(&[b"PK\x03\x04", b"PK\x05\x06"]) {
            Foreign::Zip
        } else if starts(&[b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"]) {
            Foreign::Pickle
        } else if bytes.get(8..10).is_some_and(|json| json == b"{\"") {
            Foreign::Safetensors
        } else if starts(&[
            b"lmgg", b"fmgg", b"tjgg", b"algg", b"ggml", b"ggmf", b"ggjt", b"ggla",
        ]) {
            Foreign::OldGgml
        } else if text_starts(&["{", "["]) {
            Foreign::Json
        } else {
            return None;
        })
    }

    /// The stable name of the error, for programs and for searching.
    pub fn code(self) -> &'static str {
        match self {
            Foreign::Empty => "gguf.empty",
            Foreign::Zeros => "gguf.zeros",
            Foreign::LfsPointer => "gguf.git_lfs_pointer",
            Foreign::Html => "gguf.html",
            Foreign::Json => "gguf.json",
            Foreign::Compressed => "gguf.compressed",
            Foreign::Zip => "gguf.zip",
            Foreign::Pickle => "gguf.pickle",
            Foreign::Safetensors => "gguf.safetensors",
            Foreign::OldGgml => "gguf.old_ggml",
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Foreign::Empty => "an empty file: was it downloaded?",
            Foreign::Zeros => "zeros: the download that reserved this room was not finished",
            Foreign::LfsPointer => {
                "a Git LFS pointer in its place: fetch the file itself with `git lfs pull`"
            }
            Foreign::Html => "an HTML page: download the file itself, not the page about it",
            Foreign::Json => "JSON: perhaps a server's answer in the place of the file",
            Foreign::Compressed => "a compressed file: decompress it first",
            Foreign::Zip => {
                "a ZIP archive, perhaps a PyTorch checkpoint: unpack it, or convert it to GGUF"
            }
            Foreign::Pickle => "a Python pickle, perhaps a PyTorch checkpoint: convert it to GGUF",
            Foreign::Safetensors => "a safetensors file: convert the model to GGUF",
            Foreign::OldGgml => "a GGML file from before GGUF: convert the model to GGUF anew",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_gguf_is_called_by_its_name() {
        let safetensors = [&64u64.to_le_bytes()[..], b"{\"__metadata__\":{}}"].concat();
        let cases: [(&[u8], Option<Foreign>); 16] = [
            (b"", Some(Foreign::Empty)),
            (&[0; 64], Some(Foreign::Zeros)),
            (
                b"version https://git-lfs.github.com/spec/v1\n",
                Some(Foreign::LfsPointer),
            ),
            (b"<!DOCTYPE html>\n<html>", Some(Foreign::Html)),
            (b"\xEF\xBB\xBF\n <HTML lang=en>", Some(Foreign::Html)),
            (b"{\"error\":\"Repository not found\"}", Some(Foreign::Json)),
            (b"\x1F\x8B\x08\x00", Some(Foreign::Compressed)),
            (b"PK\x03\x04\x00\x00", Some(Foreign::Zip)),
            (b"\x80\x02\x8A\x0A", Some(Foreign::Pickle)),
            (&safetensors, Some(Foreign::Safetensors)),
            (b"tjgg\x03\0\0\0", Some(Foreign::OldGgml)),
            (b"lmgg", Some(Foreign::OldGgml)),
            (b"GGUF\x03\0\0\0", None),
            (b"GGUF", None),
            (b"\x7FELF", None),
            (b"G", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Foreign::recognise(bytes), expected, "{bytes:?}");
        }
    }
}
