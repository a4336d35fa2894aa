//! Registers that CONFIGURE sets: the shape of a head, where the parts of its regions begin, and maxima of scores.

/// The registers in the order of their numbers, each with its name in tables.
macro_rules! registers {
    ($($(#[doc = $meaning:literal])+ $register:ident = $name:literal;)+) => {
        /// A register of the attention unit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Register {
            $($(#[doc = $meaning])+ $register),+
        }

        impl Register {
            /// Every register, in order.
            pub const ALL: &[Self] = &[$(Self::$register),+];

            /// Its name, and what its value means: the documentation of the variant.
            pub const fn description(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$register => ($name, concat!($($meaning),+))),+
                }
            }
        }
    };
}

registers! {
    /// Channels of a head.
    Size = "size";
    /// m: keys and queries are rotated in runs of 2^m channels.
    Rotation = "rotation";
    /// Mantissa bits of keys outside the windows, 4 or 3.
    KeyBits = "key bits";
    /// Mantissa bits of values outside the windows, 4 or 3.
    ValueBits = "value bits";
    /// Pages of the initial window.
    Init = "init";
    /// Pages of the local window.
    Local = "local";
    /// Where the residual begins, in words from the region's start.
    Residual = "residual";
    /// Where the low planes of keys begin.
    KeyLow = "key low";
    /// Where the low planes of values begin.
    ValueLow = "value low";
    /// Where the high planes of keys begin.
    KeyHigh = "key high";
    /// Where the high planes of values begin.
    ValueHigh = "value high";
}

/// The register of the maximum of query head 0, by which an ATTEND of step 2 computes; those of further heads follow.
pub const MAXIMUM: usize = Register::ALL.len();
/// How many heads have one: as many as there may be token rows.
pub const MAXIMA: usize = 4;
/// Bits of a maximum, two's complement.
pub const MAXIMUM_BITS: usize = 17;

impl Register {
    /// Its number in the field [`REGISTER`](crate::attention::REGISTER).
    pub const fn number(self) -> usize {
        self as usize
    }
}
