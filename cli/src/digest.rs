//! SHA-256 of texts and files, as reports write it.

use std::fs::File;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// The hash of bytes, in hexadecimal.
pub fn of_bytes(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The hash of a file, in hexadecimal.
pub fn of_file(path: &Path) -> Result<String, Failure> {
    let mut file = File::open(path).map_err(Failure::io("reading", path))?;
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut hash).map_err(Failure::io("reading", path))?;
    Ok(hexadecimal(&hash.finalize()))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
