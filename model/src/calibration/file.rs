//! A calibration as a file.
//!
//! Integers are little-endian, `u32` but for the magic and the hashes:
//!
//! ```text
//! "HARMONIA" "KEYS" | version | layers | heads | channels | SHA-256 of the key matrices | tokens | SHA-256 of the text |
//! length of its name | name (UTF-8) | offsets, FP16: [layers][heads][channels] | exponents of scales, 8 bits with sign: the same
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use half::f16;
use thiserror::Error;

use crate::gguf::Foreign;

use super::{Calibration, CalibrationText, Fingerprint, LARGEST_EXPONENT};

const MAGIC: &[u8; 12] = b"HARMONIAKEYS";
const VERSION: u32 = 2;

/// Why a calibration was not read, or does not fit.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// The file could not be read.
    #[error("reading the calibration {}: {source}", path.display())]
    Io {
        /// The calibration's file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file does not begin as a calibration does, nor as another kind of file that is known.
    #[error("it is no calibration; `harmonia calibrate` makes one")]
    Magic,
    /// The file begins as another kind of file does.
    #[error("it is no calibration, but {found}")]
    Foreign {
        /// That kind.
        found: Foreign,
    },
    /// A release of Harmonia with another layout of calibrations has written the file.
    #[error(
        "a calibration of version {found}, this program reads version {VERSION}; make it anew with `harmonia calibrate`"
    )]
    Version {
        /// The version in the file's head.
        found: u32,
    },
    /// The file is cut short, or something follows its end.
    #[error(
        "a calibration of {found} bytes, its head speaks of {expected}; make it anew with `harmonia calibrate`"
    )]
    Length {
        /// Bytes that its head asks for.
        expected: u64,
        /// Bytes that it has.
        found: usize,
    },
    /// The name of the text that was read is not UTF-8, so the file is damaged.
    #[error("the calibration's text has a name that is not UTF-8")]
    Name,
    /// An offset is NaN or infinite, so the file is damaged.
    #[error("offset {index} of the calibration is not finite")]
    NotFinite {
        /// Its place in `[layers][key/value heads][key_length]`.
        index: usize,
    },
    /// A scale is beyond the range that calibrating keeps to, so the file is damaged.
    #[error("exponent {index} of the calibration's scales is {found}, beyond +-{LARGEST_EXPONENT}")]
    Exponent {
        /// Its place in `[layers][key/value heads][key_length]`.
        index: usize,
        /// The logarithm of the scale, to base 2.
        found: i8,
    },
    /// The keys of this model are not those that were measured: other dimensions, or other key matrices.
    #[error("the calibration is for another model: it has {calibration}; the model has {model}")]
    Model {
        /// Of the model that was measured.
        calibration: Fingerprint,
        /// Of the model at hand.
        model: Fingerprint,
    },
    /// What is wrong with a calibration, and the file it was read from. Its code is that of `source`.
    #[error("{}: {source}", path.display())]
    File {
        /// The calibration's file.
        path: PathBuf,
        /// What is wrong with its contents.
        source: Box<CalibrationError>,
    },
}

impl CalibrationError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            CalibrationError::Io { .. } => "calibration.io",
            CalibrationError::Magic | CalibrationError::Foreign { .. } => "calibration.magic",
            CalibrationError::Version { .. } => "calibration.version",
            CalibrationError::Length { .. } => "calibration.length",
            CalibrationError::Name => "calibration.name",
            CalibrationError::NotFinite { .. } => "calibration.not_finite",
            CalibrationError::Exponent { .. } => "calibration.exponent",
            CalibrationError::Model { .. } => "calibration.model",
            CalibrationError::File { source, .. } => source.code(),
        }
    }
}

impl Calibration {
    /// Reads a file that must fit a model of this fingerprint.
    pub fn open(path: impl AsRef<Path>, model: &Fingerprint) -> Result<Self, CalibrationError> {
        let path = path.as_ref();
        let bytes = fs::read(path).map_err(|source| CalibrationError::Io {
            path: path.to_owned(),
            source,
        })?;
        let read = Self::from_bytes(&bytes).and_then(|read| read.check(model).map(|()| read));
        read.map_err(|source| CalibrationError::File {
            path: path.to_owned(),
            source: Box::new(source),
        })
    }

    /// Refuses a model of another fingerprint than that it was made with.
    pub fn check(&self, model: &Fingerprint) -> Result<(), CalibrationError> {
        if self.fingerprint == *model {
            return Ok(());
        }
        Err(CalibrationError::Model {
            calibration: self.fingerprint.clone(),
            model: model.clone(),
        })
    }

    /// The bytes of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Fingerprint {
            layers,
            key_value_heads,
            key_length,
            keys_sha256,
        } = &self.fingerprint;
        let mut bytes = MAGIC.to_vec();
        // All of them are dimensions of a model or lengths in memory: far below 2^32.
        let number = |bytes: &mut Vec<u8>, n: usize| bytes.extend((n as u32).to_le_bytes());
        for n in [VERSION as usize, *layers, *key_value_heads, *key_length] {
            number(&mut bytes, n);
        }
        bytes.extend(keys_sha256);
        number(&mut bytes, self.text.tokens);
        bytes.extend(self.text.sha256);
        number(&mut bytes, self.text.name.len());
        bytes.extend(self.text.name.as_bytes());
        bytes.extend(self.offsets.iter().flat_map(|offset| offset.to_le_bytes()));
        bytes.extend(self.exponents.iter().map(|exponent| *exponent as u8));
        bytes
    }

    /// Reads the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CalibrationError> {
        let found = bytes.len();
        let no_magic = || match Foreign::recognise(bytes) {
            Some(found) => CalibrationError::Foreign { found },
            None => CalibrationError::Magic,
        };
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(no_magic)?;
        let mut take = |length: u64| {
            let expected = ((found - rest.len()) as u64).saturating_add(length);
            let split = usize::try_from(length)
                .ok()
                .and_then(|n| rest.split_at_checked(n));
            let (own, others) = split.ok_or(CalibrationError::Length { expected, found })?;
            rest = others;
            Ok::<_, CalibrationError>(own)
        };
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .rev()
                .fold(0, |n, byte| n << 8 | u32::from(*byte))
        };
        let version = number(take(4)?);
        if version != VERSION {
            return Err(CalibrationError::Version { found: version });
        }
        let mut shape = [0; 3];
        for n in &mut shape {
            *n = number(take(4)?);
        }
        let keys_sha256 = hash(take(32)?);
        let tokens = number(take(4)?) as usize;
        let sha256 = hash(take(32)?);
        let name = number(take(4)?);
        let name = str::from_utf8(take(name.into())?).map_err(|_| CalibrationError::Name)?;
        let values = shape
            .iter()
            .map(|&n| u64::from(n))
            .fold(1, u64::saturating_mul);
        let offsets = take(values.saturating_mul(2))?;
        let exponents: Vec<i8> = take(values)?.iter().map(|byte| *byte as i8).collect();
        if !rest.is_empty() {
            let expected = (found - rest.len()) as u64;
            return Err(CalibrationError::Length { expected, found });
        }
        let (offsets, _) = offsets.as_chunks::<2>();
        let offsets: Vec<f16> = offsets
            .iter()
            .map(|bytes| f16::from_le_bytes(*bytes))
            .collect();
        if let Some(index) = offsets.iter().position(|offset| !offset.is_finite()) {
            return Err(CalibrationError::NotFinite { index });
        }
        let beyond = |exponent: &i8| exponent.unsigned_abs() > LARGEST_EXPONENT as u8;
        if let Some(index) = exponents.iter().position(beyond) {
            let found = exponents[index];
            return Err(CalibrationError::Exponent { index, found });
        }
        let [layers, key_value_heads, key_length] = shape.map(|n| n as usize);
        Ok(Calibration {
            fingerprint: Fingerprint {
                layers,
                key_value_heads,
                key_length,
                keys_sha256,
            },
            text: CalibrationText {
                name: name.to_owned(),
                sha256,
                tokens,
            },
            offsets,
            exponents,
        })
    }
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    std::array::from_fn(|i| bytes[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calibration() -> Calibration {
        Calibration {
            fingerprint: Fingerprint {
                layers: 2,
                key_value_heads: 1,
                key_length: 3,
                keys_sha256: std::array::from_fn(|i| i as u8),
            },
            text: CalibrationText {
                name: "a text.txt".into(),
                sha256: [7; 32],
                tokens: 99,
            },
            offsets: [0.5, -3.0, 0.0, 65504.0, 1e-7, -0.25]
                .map(f16::from_f32)
                .to_vec(),
            exponents: vec![0, -8, 8, 1, -1, 3],
        }
    }

    fn code(bytes: &[u8]) -> &'static str {
        Calibration::from_bytes(bytes).unwrap_err().code()
    }

    #[test]
    fn a_file_comes_back_as_it_was_written() {
        let calibration = calibration();
        assert_eq!(
            Calibration::from_bytes(&calibration.to_bytes()).unwrap(),
            calibration
        );
        assert_eq!(calibration.offsets(1, 0)[0].to_f32(), 65504.0);
        assert_eq!(calibration.exponents(1, 0), [1, -1, 3]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.kv");
        fs::write(&path, calibration.to_bytes()).unwrap();
        assert_eq!(
            Calibration::open(&path, &calibration.fingerprint).unwrap(),
            calibration
        );
    }

    #[test]
    fn what_is_no_calibration_is_refused() {
        let bytes = calibration().to_bytes();
        assert_eq!(code(b"GGUF"), "calibration.magic");
        for length in MAGIC.len()..bytes.len() {
            assert_eq!(code(&bytes[..length]), "calibration.length", "{length}");
        }
        assert_eq!(code(&[&bytes[..], &[0]].concat()), "calibration.length");
        let changed = |at: usize, byte| {
            let mut bytes = bytes.clone();
            bytes[at] = byte;
            bytes
        };
        assert_eq!(code(&changed(12, 9)), "calibration.version");
        // Dimensions whose product is beyond memory.
        let mut huge = bytes.clone();
        huge[16..28].fill(0xff);
        assert_eq!(code(&huge), "calibration.length");
        let name = MAGIC.len() + 4 * 4 + 32 + 4 + 32 + 4;
        assert_eq!(code(&changed(name, 0xff)), "calibration.name");
        let exponents = bytes.len() - 6;
        assert_eq!(
            code(&changed(exponents - 1, 0x7c)),
            "calibration.not_finite"
        );
        for beyond in [9, 127, 0x80, 0xf7] {
            assert_eq!(code(&changed(exponents, beyond)), "calibration.exponent");
        }
    }

    #[test]
    fn another_model_is_refused_and_both_are_named() {
        let calibration = calibration();
        let mut model = calibration.fingerprint.clone();
        model.keys_sha256[0] = 0xee;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.kv");
        fs::write(&path, calibration.to_bytes()).unwrap();
        let error = Calibration::open(&path, &model).unwrap_err();
        assert_eq!(error.code(), "calibration.model");
        let text = error.to_string();
        assert!(
            text.contains("00010203") && text.contains("ee010203"),
            "{text}"
        );
        let missing = Calibration::open(folder.path().join("none.kv"), &model).unwrap_err();
        assert_eq!(missing.code(), "calibration.io");
    }
}
