//! The time that templates print, as Python's `datetime.now().strftime` does.

use std::ffi::CString;
use std::time::{SystemTime, UNIX_EPOCH};

/// Longest formatted text, in bytes.
const LONGEST: usize = 4096;

/// A local time without a zone.
#[derive(Clone, Copy)]
pub(in super::super) struct LocalTime {
    /// Seconds since the beginning of 1970 on the clock on the wall.
    pub(super) seconds: libc::time_t,
    pub(super) microseconds: u32,
}

impl LocalTime {
    /// The time of this machine.
    pub(in super::super) fn now() -> LocalTime {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let seconds = libc::time_t::try_from(since.as_secs()).unwrap_or_default();
        // SAFETY: all bytes zero is a valid `tm`; both pointers are valid for the call.
        let local = unsafe {
            let mut local = std::mem::zeroed();
            libc::localtime_r(&seconds, &mut local);
            local
        };
        LocalTime {
            seconds: seconds + local.tm_gmtoff,
            microseconds: since.subsec_micros(),
        }
    }

    /// The time by `format`; `None` if there is a NUL in it or the text is too long. The C library does
    /// what it does for Python, too; microseconds and the zone (a local time has none) are Python's own.
    pub(super) fn format(&self, format: &str) -> Option<String> {
        let mut own = String::new();
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            match (character, characters.as_str().chars().next()) {
                ('%', Some('f')) => own.push_str(&format!("{:06}", self.microseconds)),
                ('%', Some('z' | 'Z')) => {}
                ('%', Some(directive)) => own.extend(['%', directive]),
                _ => {
                    own.push(character);
                    continue;
                }
            }
            characters.next();
        }
        // An empty text and one that is too long are not told apart: one byte more.
        let own = CString::new(format!("{own} ")).ok()?;
        let mut text = vec![0u8; LONGEST];
        // SAFETY: as above; the buffer has this length and the format ends in a NUL.
        let length = unsafe {
            let mut fields = std::mem::zeroed();
            libc::gmtime_r(&self.seconds, &mut fields);
            libc::strftime(text.as_mut_ptr().cast(), LONGEST, own.as_ptr(), &fields)
        };
        text.truncate(length.checked_sub(1)?);
        String::from_utf8(text).ok()
    }
}
