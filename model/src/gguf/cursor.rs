//! A bounds-checked little-endian reader over the bytes of a file.

use super::error::{Field, GgufError};

/// Reads forwards through `bytes`. Nothing is read, sliced or allocated before its length has been
/// checked against what is left of the file.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Cursor { bytes, position: 0 }
    }

    /// Offset of the next byte from the start of the file.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Bytes between the current position and the end of the file.
    pub(super) fn remaining(&self) -> usize {
        self.bytes.len() - self.position
    }

    /// The bytes from the current position to the end of the file.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.position..]
    }

    /// The bytes read since `start`, an earlier [`position`](Self::position).
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        &self.bytes[start..self.position]
    }

    /// The next `count` bytes. `field` is asked for its name only when they are not there.
    pub(super) fn take(
        &mut self,
        count: u64,
        field: impl FnOnce() -> Field,
    ) -> Result<&'a [u8], GgufError> {
        let available = self.remaining();
        match usize::try_from(count) {
            Ok(count) if count <= available => {
                let start = self.position;
                self.position += count;
                Ok(&self.bytes[start..self.position])
            }
            _ => Err(GgufError::Truncated {
                field: field(),
                offset: self.position as u64,
                needed: count,
                available: available as u64,
            }),
        }
    }

    fn array<const N: usize>(
        &mut self,
        field: impl FnOnce() -> Field,
    ) -> Result<[u8; N], GgufError> {
        let bytes = self.take(N as u64, field)?;
        Ok(std::array::from_fn(|i| bytes[i]))
    }

    pub(super) fn u8(&mut self, field: impl FnOnce() -> Field) -> Result<u8, GgufError> {
        Ok(self.array::<1>(field)?[0])
    }

    pub(super) fn u16(&mut self, field: impl FnOnce() -> Field) -> Result<u16, GgufError> {
        self.array(field).map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self, field: impl FnOnce() -> Field) -> Result<u32, GgufError> {
        self.array(field).map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self, field: impl FnOnce() -> Field) -> Result<u64, GgufError> {
        self.array(field).map(u64::from_le_bytes)
    }

    /// A length (64 bits) followed by that many bytes of UTF-8.
    pub(super) fn string(&mut self, field: impl Fn() -> Field) -> Result<&'a str, GgufError> {
        let length = self.u64(&field)?;
        let bytes = self.take(length, &field)?;
        std::str::from_utf8(bytes).map_err(|_| GgufError::Utf8 { field: field() })
    }

    /// Refuses a count that the rest of the file cannot hold at `smallest` bytes an entry.
    pub(super) fn check_count(
        &self,
        count: u64,
        smallest: u64,
        field: impl FnOnce() -> Field,
    ) -> Result<(), GgufError> {
        let at_most = self.remaining() as u64 / smallest;
        if count <= at_most {
            Ok(())
        } else {
            Err(GgufError::Count {
                field: field(),
                count,
                at_most,
            })
        }
    }
}
