//! Texts that are read: from a file, a pipe, or standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use harmonia_model::gguf::Foreign;
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::message::say;

/// A text and where it is from.
pub struct TextFile {
    /// For reports: the file's name without its folder.
    pub name: String,
    /// All of it, without a byte order mark.
    pub text: String,
    /// Of all bytes, a byte order mark included.
    pub sha256: [u8; 32],
}

/// Why a file is no text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The path leads to a folder.
    #[error("{} is a folder, a text file is needed", path.display())]
    Folder { path: PathBuf },
    /// The file begins as one of another kind does.
    #[error("{} is no text, but {found}", path.display())]
    Foreign { path: PathBuf, found: Foreign },
    /// A model was given where a text belongs.
    #[error("{} is a GGUF file, a text file is needed", path.display())]
    Gguf { path: PathBuf },
    /// The file begins with a byte order mark of UTF-16.
    #[error("{} is a text in UTF-16; convert it to UTF-8, for example with iconv", path.display())]
    Utf16 { path: PathBuf },
    /// `at` is the place of the first byte that no character begins with or goes on with.
    #[error("{} is not a text in UTF-8: byte {at} is {byte:#04x}", path.display())]
    NotUtf8 { path: PathBuf, at: usize, byte: u8 },
}

impl TextError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            TextError::Folder { .. } => "text.folder",
            TextError::Foreign { .. } => "text.foreign",
            TextError::Gguf { .. } => "text.gguf",
            TextError::Utf16 { .. } => "text.utf16",
            TextError::NotUtf8 { .. } => "text.utf8",
        }
    }
}

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// The file that is read for a path, to be told apart from outputs.
pub fn source(path: &Path) -> PathBuf {
    match path == Path::new(STANDARD_INPUT) {
        true => "/dev/stdin".into(),
        false => path.to_owned(),
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl TextFile {
    /// Reads all of a text. A byte order mark is left out and an HTML page is taken as it is, both with a word.
    pub fn read(path: &Path) -> Result<TextFile, Failure> {
        let (bytes, name) = if path == Path::new(STANDARD_INPUT) {
            let mut bytes = Vec::new();
            let read = io::stdin().read_to_end(&mut bytes);
            read.map_err(Failure::io("reading", "standard input"))?;
            (bytes, "standard input".into())
        } else if path.is_dir() {
            let path = path.to_owned();
            return Err(TextError::Folder { path }.into());
        } else {
            let bytes = fs::read(path).map_err(Failure::io("reading", path))?;
            let name = path.file_name().unwrap_or_default();
            (bytes, name.to_string_lossy().into_owned())
        };
        let sha256 = Sha256::digest(&bytes).into();
        let found = Foreign::recognise(&bytes);
        let text = String::from_utf8(bytes).map_err(|error| no_text(path, found, &error))?;
        match found {
            Some(Foreign::Html) => say(format_args!(
                "warning: {name} is an HTML page; its markup is taken as text"
            )),
            Some(found @ (Foreign::LfsPointer | Foreign::Zeros)) => {
                let path = path.to_owned();
                return Err(TextError::Foreign { path, found }.into());
            }
            // Whatever else a text looks like, it is one.
            _ => {}
        }
        let text = without_mark(text, &name);
        Ok(TextFile { name, text, sha256 })
    }
}

/// The text without a byte order mark at its start, which is no part of a text; says so.
pub fn without_mark(text: String, name: &str) -> String {
    match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => {
            say(format_args!(
                "{name} begins with a byte order mark (U+FEFF), which is left out"
            ));
            rest.to_owned()
        }
        None => text,
    }
}

/// What a file is that is not in UTF-8.
fn no_text(path: &Path, found: Option<Foreign>, error: &FromUtf8Error) -> TextError {
    let path = path.to_owned();
    let at = error.utf8_error().valid_up_to();
    match (error.as_bytes(), found) {
        // Many a text begins with a bracket.
        (_, Some(found)) if found != Foreign::Json => TextError::Foreign { path, found },
        ([b'G', b'G', b'U', b'F', ..], _) => TextError::Gguf { path },
        ([0xff, 0xfe, ..] | [0xfe, 0xff, ..], _) => TextError::Utf16 { path },
        (bytes, _) => TextError::NotUtf8 {
            path,
            at,
            byte: bytes[at],
        },
    }
}
