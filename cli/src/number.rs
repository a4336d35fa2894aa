//! Numbers of the command line, refused with the range that they have.

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// A count.
pub fn count(text: &str) -> Result<usize, String> {
    whole(text)
}

/// A count of something of which there must be one.
pub fn positive(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse();
    number.map_err(|_| format!("a whole number from 1 to {} is needed", u64::MAX))
}

/// The same, of what is counted in 64 bits everywhere.
pub fn at_least_one(text: &str) -> Result<u64, String> {
    positive(text).map(|number| number.get() as u64)
}

/// A seed.
pub fn seed(text: &str) -> Result<u64, String> {
    whole(text)
}

fn whole<N: FromStr>(text: &str) -> Result<N, String> {
    let number = text.parse();
    number.map_err(|_| format!("a whole number from 0 to {} is needed", u64::MAX))
}

/// Clocks that any ECP5 could have, in MHz.
const MEGAHERTZ: RangeInclusive<f64> = 1.0..=1000.0;

/// A clock in MHz.
pub fn megahertz(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    let number = number.filter(|number| MEGAHERTZ.contains(number));
    let (least, most) = (MEGAHERTZ.start(), MEGAHERTZ.end());
    number.ok_or_else(|| format!("a number of MHz from {least} to {most} is needed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_none_are_refused_with_the_range() {
        assert_eq!((count("0"), seed("17")), (Ok(0), Ok(17)));
        for wrong in ["-1", "", "1.5", "99999999999999999999", "many"] {
            assert!(
                count(wrong)
                    .unwrap_err()
                    .contains("from 0 to 18446744073709551615")
            );
        }
        assert_eq!((megahertz("1"), megahertz("103.5")), (Ok(1.0), Ok(103.5)));
        for wrong in ["nan", "inf", "-inf", "0", "-5", "0.5", "1e9", "fast", ""] {
            assert!(megahertz(wrong).unwrap_err().contains("from 1 to 1000"));
        }
    }
}
