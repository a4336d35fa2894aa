//! The split of M8 into two planes, exhaustively: every magnitude, sign and position class.

use harmonia_numerics::{Bfp, Block, GROUP, Limit, Planes, SplitError};
use proptest::prelude::*;

/// Every mantissa that can be split, beside every kind of neighbour that matters to it: itself and
/// zeros.
fn exhaust<const M: usize>(limit: i16) {
    let unit = 1i16 << (8 - M);
    assert_eq!(Planes::<M>::LIMIT, limit);
    for a in -limit..=limit {
        for at in 0..GROUP {
            let mut block = Block {
                mantissas: [0; GROUP],
                exponent: -3,
            };
            block.mantissas[at] = a;
            let planes = Planes::<M>::split(&block).expect("within the limit");
            assert_eq!(planes.join(), block, "{a} at {at}");

            let (high, low) = (i16::from(planes.high()[at]), i16::from(planes.low()[at]));
            assert!((0..1 << M).contains(&high), "{a}: high {high}");
            assert!((-unit / 2..unit / 2).contains(&low), "{a}: low {low}");
            assert_eq!(high * unit + low, a.abs());
            assert_eq!(planes.negative()[at], a < 0);

            // `f64::round` rounds half away from zero.
            let nearest = (f64::from(a) / f64::from(unit)).round() as i16;
            let demoted = planes.demote();
            assert_eq!(demoted.mantissas[at], nearest, "{a}");
            assert_eq!(
                demoted.exponent,
                if nearest == 0 { 0 } else { -3 + (8 - M as i8) }
            );
            assert!(
                (0..GROUP).all(|i| i == at || demoted.mantissas[i] == 0 && planes.low()[i] == 0)
            );
        }
    }
}

#[test]
fn every_mantissa_splits_to_m4() {
    exhaust::<4>(247);
}

#[test]
fn every_mantissa_splits_to_m3() {
    exhaust::<3>(239);
}

fn refuse<const M: usize>(limit: i16) {
    for mantissa in (limit + 1..=255)
        .flat_map(|a| [a, -a])
        .chain([i16::MIN, i16::MAX])
    {
        for index in 0..GROUP {
            let mut block = Block::ZERO;
            block.mantissas[index] = mantissa;
            let error = SplitError::MantissaTooLarge {
                index,
                mantissa,
                limit,
            };
            assert_eq!(Planes::<M>::split(&block), Err(error));
        }
    }
    let shift = 8 - M;
    for exponent in i8::MIN..=i8::MAX {
        let block = Block {
            mantissas: [200; GROUP],
            exponent,
        };
        let fits = i32::from(exponent) + shift as i32 <= 127;
        match Planes::<M>::split(&block) {
            Ok(planes) => {
                assert!(fits);
                assert_eq!(planes.exponent(), exponent);
                assert_eq!(
                    i32::from(planes.demote().exponent),
                    i32::from(exponent) + shift as i32
                );
            }
            Err(error) => {
                assert!(!fits);
                assert_eq!(error, SplitError::ExponentTooLarge { exponent, shift });
                assert_eq!(error.code(), "planes.exponent_too_large");
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    refuse::<4>(247);
    refuse::<3>(239);
}

proptest! {
    /// Converted with the right limit, every block splits; demoting is within half a unit of the
    /// wider plane.
    #[test]
    fn conversions_with_the_right_limit_split(
        values in prop::collection::vec(-1e6f32..1e6, 1..=GROUP),
    ) {
        let block = Block::from_f32(&values, Limit::SPLITS_TO_M4).expect("finite");
        let planes = Planes::<4>::split(&block).expect("limit 247");
        prop_assert_eq!(planes.join(), block.clone());
        close(&block, &planes.demote())?;

        let block = Block::from_f32(&values, Limit::SPLITS_TO_M3).expect("finite");
        let planes = Planes::<3>::split(&block).expect("limit 239");
        prop_assert_eq!(planes.join(), block.clone());
        close(&block, &planes.demote())?;
    }
}

fn close<const M: usize>(block: &Block, demoted: &Bfp<M>) -> Result<(), TestCaseError> {
    let half = 2f64.powi(i32::from(block.exponent) + 8 - M as i32) / 2.0;
    for (a, b) in block.to_f64().iter().zip(demoted.to_f64()) {
        prop_assert!((a - b).abs() <= half, "{} became {}", a, b);
    }
    Ok(())
}
