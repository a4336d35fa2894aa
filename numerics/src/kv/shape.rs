//! The shape of a key/value head: channels, formats, windows. What is chosen about rounding is
//! chosen here ([`KvBits::limit`], [`KvBits::shift`]).

use std::fmt;
use std::str::FromStr;

use harmonia_contract::{record, size};
use thiserror::Error;

use crate::{Float, GROUP};

/// Bits of a mantissa outside the windows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KvBits {
    /// Magnitudes to 15; the low plane has 4 bits.
    Four,
    /// Magnitudes to 7; the low plane has 5 bits.
    Three,
}

impl KvBits {
    /// 4 or 3.
    pub const fn get(self) -> u32 {
        match self {
            Self::Four => 4,
            Self::Three => 3,
        }
    }

    /// Bits of the low plane, s: a mantissa is `high * 2^s + low`.
    pub const fn shift(self) -> u32 {
        8 - self.get()
    }

    /// The largest magnitude of a mantissa, 247 or 239: its rounded high part still fits.
    pub const fn limit(self) -> u8 {
        record::limit(self.get() as usize) as u8
    }

    /// Half of the high plane's unit in units of a mantissa, 8 or 16: where rounding goes up.
    pub(super) const fn half(self) -> u8 {
        1 << (self.shift() - 1)
    }
}

/// A named choice of formats, written K/V: mantissa bits of keys and values outside the windows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KvFormat {
    /// 8/8: both planes of everything (of the first 16,352 tokens, the widest window there is).
    K8V8,
    /// 4/4: keys and values of 4 bits.
    K4V4,
    /// 4/3: keys of 4 bits, values of 3.
    K4V3,
    /// 3/3: keys and values of 3 bits.
    K3V3,
}

impl KvFormat {
    /// Every named choice, from the most bits to the fewest.
    pub const ALL: [Self; 4] = [Self::K8V8, Self::K4V4, Self::K4V3, Self::K3V3];

    /// Bits of the high planes of keys and of values; 8/8 is 4/4 that reads the low planes too.
    pub const fn bits(self) -> (KvBits, KvBits) {
        match self {
            Self::K8V8 | Self::K4V4 => (KvBits::Four, KvBits::Four),
            Self::K4V3 => (KvBits::Four, KvBits::Three),
            Self::K3V3 => (KvBits::Three, KvBits::Three),
        }
    }
}

impl fmt::Display for KvFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::K8V8 => "8/8",
            Self::K4V4 => "4/4",
            Self::K4V3 => "4/3",
            Self::K3V3 => "3/3",
        })
    }
}

impl FromStr for KvFormat {
    type Err = KvError;

    fn from_str(text: &str) -> Result<Self, KvError> {
        Self::ALL
            .into_iter()
            .find(|format| format.to_string() == text)
            .ok_or_else(|| KvError::Format { text: text.into() })
    }
}

/// What cannot be a key/value head, or a value of one.
#[derive(Clone, PartialEq, Debug, Error)]
pub enum KvError {
    /// A head has no channels, or more than [`KvShape::MAX_SIZE`].
    #[error("a head of {size} channels; 1 to 256 are possible")]
    Size {
        /// The channels asked for.
        size: usize,
    },
    /// A window is not a whole number of pages, or is too wide for its register.
    #[error(
        "{which} window of {tokens} tokens; a window is a multiple of 32 tokens, at most {}",
        KvShape::MAX_WINDOW * GROUP
    )]
    Window {
        /// `initial` or `local`.
        which: &'static str,
        /// The width asked for.
        tokens: usize,
    },
    /// [`KvFormat::from_str`] does not know the name.
    #[error("`{text}` is no KV format; there are 8/8, 4/4, 4/3 and 3/3")]
    Format {
        /// The name as it was given.
        text: String,
    },
    /// A value is NaN, infinite, or rounds to an infinity of FP16.
    #[error("element {index} is {value}, FP16 ends at 65504; look for the operation that made it")]
    NotFinite {
        /// Position within the slice that was converted.
        index: usize,
        /// The value before rounding.
        value: f32,
    },
}

impl KvError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Size { .. } => "kv.size",
            Self::Window { .. } => "kv.window",
            Self::Format { .. } => "kv.format",
            Self::NotFinite { .. } => "kv.not_finite",
        }
    }
}

/// Everything that decides the bits of a key/value head, but for its data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KvShape {
    size: usize,
    rotation: u32,
    key_bits: KvBits,
    value_bits: KvBits,
    init: usize,
    local: usize,
}

impl KvShape {
    /// Channels of the largest head.
    pub const MAX_SIZE: usize = size::MOST_CHANNELS;
    /// Pages of the largest window.
    pub const MAX_WINDOW: usize = size::MOST_WINDOW;

    /// `size`: channels, 1 to 256. `rotate`: whether keys and queries are multiplied by Hadamard
    /// matrices. `init_tokens`, `local_tokens`: how many of the first tokens, and of those before
    /// the query's own page, keep both planes; multiples of 32, at most 16,352.
    ///
    /// # Errors
    /// A size or a window that is out of range.
    pub fn new(
        size: usize,
        rotate: bool,
        key_bits: KvBits,
        value_bits: KvBits,
        init_tokens: usize,
        local_tokens: usize,
    ) -> Result<Self, KvError> {
        if !(1..=Self::MAX_SIZE).contains(&size) {
            return Err(KvError::Size { size });
        }
        let pages = |which, tokens: usize| {
            let whole = tokens.is_multiple_of(GROUP) && tokens / GROUP <= Self::MAX_WINDOW;
            let pages = whole.then_some(tokens / GROUP);
            pages.ok_or(KvError::Window { which, tokens })
        };
        Ok(Self {
            size,
            rotation: if rotate { size.trailing_zeros() } else { 0 },
            key_bits,
            value_bits,
            init: pages("initial", init_tokens)?,
            local: pages("local", local_tokens)?,
        })
    }

    /// [`new`](Self::new) for a named format. 8/8 puts everything into the initial window,
    /// whatever windows are asked for.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_format(
        size: usize,
        rotate: bool,
        format: KvFormat,
        init_tokens: usize,
        local_tokens: usize,
    ) -> Result<Self, KvError> {
        let (key_bits, value_bits) = format.bits();
        let mut shape = Self::new(
            size,
            rotate,
            key_bits,
            value_bits,
            init_tokens,
            local_tokens,
        )?;
        if format == KvFormat::K8V8 {
            (shape.init, shape.local) = (Self::MAX_WINDOW, 0);
        }
        Ok(shape)
    }

    /// Channels.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Blocks of 32 channels: `ceil(size / 32)`.
    pub fn blocks(&self) -> usize {
        self.size.div_ceil(GROUP)
    }

    /// m: keys and queries are multiplied by Hadamard matrices of 2^m rows.
    pub fn rotation(&self) -> u32 {
        self.rotation
    }

    /// Of keys that no window covers.
    pub fn key_bits(&self) -> KvBits {
        self.key_bits
    }

    /// Of values that no window covers.
    pub fn value_bits(&self) -> KvBits {
        self.value_bits
    }

    /// Pages of the initial window.
    pub fn init(&self) -> usize {
        self.init
    }

    /// Pages of the local window, the query's own page not counted.
    pub fn local(&self) -> usize {
        self.local
    }

    /// Whether a query in page `own` reads both planes of `page`.
    pub fn in_window(&self, page: usize, own: usize) -> bool {
        page < self.init || page + self.local >= own
    }
}

/// Where queries stand, and which tokens of theirs are here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stand {
    /// The last token that they see here.
    pub position: usize,
    /// Pages from its page to their own. 0: it is their own. Else theirs is not here, and the token is the last one
    /// of its page, which is complete.
    pub distance: usize,
}

impl Stand {
    /// The page that the queries stand in, counted as the pages that are here.
    pub fn own(self) -> usize {
        self.position / GROUP + self.distance
    }
}

/// At a token that is here.
impl From<usize> for Stand {
    fn from(position: usize) -> Self {
        Stand {
            position,
            distance: 0,
        }
    }
}

/// Rounds to FP16, half to even.
///
/// # Errors
/// [`KvError::NotFinite`] for the first value that FP16 does not hold.
pub fn to_fp16(values: &[f32]) -> Result<Vec<half::f16>, KvError> {
    let rounded = |(index, &value): (usize, &f32)| {
        let rounded = half::f16::from_f32(value);
        let finite = rounded.magnitude_bits() < half::f16::infinity_bits();
        let error = KvError::NotFinite { index, value };
        finite.then_some(rounded).ok_or(error)
    };
    values.iter().enumerate().map(rounded).collect()
}

/// A query of `query.len()` channels as it enters the device: times [`query_factor`] in FP32,
/// rounded to FP16.
///
/// # Errors
/// [`KvError::NotFinite`] for the first product that FP16 does not hold.
pub fn prepare_query(query: &[f32]) -> Result<Vec<half::f16>, KvError> {
    let factor = query_factor(query.len());
    to_fp16(&query.iter().map(|q| q * factor).collect::<Vec<f32>>())
}

/// `log2(e) / sqrt(size)`, rounded to FP32: with it a score is the logarithm, to base 2, of what
/// softmax normalises.
pub fn query_factor(size: usize) -> f32 {
    (std::f64::consts::LOG2_E / (size as f64).sqrt()) as f32
}
