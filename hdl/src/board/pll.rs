//! Settings of ECP5's EHXPLLL: two outputs of one frequency, the second one later by a phase.
//!
//! ```text
//! input / reference divider --> phase detector --> VCO --> / output divider --> clock, fed back through / feedback divider
//!                                                     `--> / output divider, later --> second clock
//! ```
//!
//! Limits are those of the ECP5 family's data sheet (FPGA-DS-02012, sysCLOCK PLL timing): detector 10 to 400 MHz, VCO 400 to
//! 800 MHz. Tools that round a frequency that cannot be had, or let the detector run below its range, have cost boards their
//! start; here both are errors.

use serde::Serialize;
use thiserror::Error;

/// MHz that the phase detector takes.
const DETECTOR: (f64, f64) = (10.0, 400.0);
/// MHz that the VCO runs at.
const VCO: (f64, f64) = (400.0, 800.0);
/// MHz of a VCO that was seen to lock when loaded by JTAG and not at power-up.
const SHY_VCO: f64 = 750.0;
/// MHz from which the VCO is chosen nearest.
const MIDDLE_VCO: f64 = 600.0;
/// Largest reference, feedback and output divider.
const MOST: u32 = 128;
/// Steps of the VCO's period that a phase is a multiple of.
const FINE: f64 = 8.0;

/// A PLL as its primitive's parameters have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pll {
    /// MHz of the input.
    pub input_mhz: f64,
    /// MHz of both outputs, exactly.
    pub output_mhz: f64,
    /// MHz of the VCO.
    pub vco_mhz: f64,
    /// CLKI_DIV.
    pub reference_divider: u32,
    /// CLKFB_DIV.
    pub feedback_divider: u32,
    /// CLKOP_DIV and CLKOS_DIV.
    pub output_divider: u32,
    /// Degrees by which the second output is later.
    pub phase_degrees: f64,
    /// CLKOS_CPHASE less CLKOP_CPHASE: whole periods of the VCO.
    pub coarse: u32,
    /// CLKOS_FPHASE: eighths of them.
    pub fine: u32,
}

/// A clock that the PLL does not make.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PllError {
    /// No dividers within the limits give it.
    #[error(
        "{output_mhz} MHz cannot be made of {input_mhz} MHz within the PLL's limits (phase detector {} to {} MHz, VCO {} to {} MHz); \
         near it {}",
        DETECTOR.0, DETECTOR.1, VCO.0, VCO.1, neighbours(*.below, *.above)
    )]
    Frequency {
        /// MHz of the input.
        input_mhz: f64,
        /// MHz wanted.
        output_mhz: f64,
        /// The next one below that can be made.
        below: Option<f64>,
        /// The next one above.
        above: Option<f64>,
    },
    /// A phase that is not from 0 to 360 degrees.
    #[error("a phase of {0} degrees is not from 0 up to 360")]
    Phase(f64),
}

impl PllError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            PllError::Frequency { .. } => "pll.frequency",
            PllError::Phase(_) => "pll.phase",
        }
    }
}

impl Pll {
    /// Settings for `output_mhz`, with the VCO nearest to 600 MHz; the phase is rounded to an eighth of the VCO's period.
    ///
    /// # Errors
    /// When no dividers within the limits give the frequency exactly, or the phase is not from 0 up to 360.
    pub fn new(input_mhz: f64, output_mhz: f64, phase_degrees: f64) -> Result<Pll, PllError> {
        if !(0.0..360.0).contains(&phase_degrees) {
            return Err(PllError::Phase(phase_degrees));
        }
        let exact = |mhz: &f64| (mhz - output_mhz).abs() < 1e-9;
        let dividers = ratios(input_mhz).filter(|(.., mhz)| exact(mhz));
        let settings = dividers.flat_map(|(reference, feedback, mhz)| {
            let outputs = (1..=MOST).filter(move |output| {
                let vco = mhz * f64::from(*output);
                (VCO.0..=VCO.1).contains(&vco) && vco != SHY_VCO
            });
            outputs.map(move |output| (reference, feedback, output))
        });
        let from_middle = |output: u32| (output_mhz * f64::from(output) - MIDDLE_VCO).abs();
        let best = settings.min_by(|a, b| {
            let by_vco = from_middle(a.2).total_cmp(&from_middle(b.2));
            by_vco.then(a.0.cmp(&b.0))
        });
        let Some((reference_divider, feedback_divider, output_divider)) = best else {
            return Err(near(input_mhz, output_mhz));
        };
        let eighths = (phase_degrees / 360.0 * f64::from(output_divider) * FINE).round();
        // As late as a whole period is not late at all.
        let eighths = eighths as u32 % (output_divider * FINE as u32);
        Ok(Pll {
            input_mhz,
            output_mhz,
            vco_mhz: output_mhz * f64::from(output_divider),
            reference_divider,
            feedback_divider,
            output_divider,
            phase_degrees: f64::from(eighths) / FINE / f64::from(output_divider) * 360.0,
            coarse: eighths / FINE as u32,
            fine: eighths % FINE as u32,
        })
    }
}

/// Reference and feedback divider, and the frequency that they give.
fn ratios(input_mhz: f64) -> impl Iterator<Item = (u32, u32, f64)> {
    let detector = move |reference: u32| input_mhz / f64::from(reference);
    let references = (1..=MOST).filter(move |reference| {
        let mhz = detector(*reference);
        (DETECTOR.0..=DETECTOR.1).contains(&mhz)
    });
    references.flat_map(move |reference| {
        (1..=MOST).map(move |feedback| {
            let mhz = detector(reference) * f64::from(feedback);
            (reference, feedback, mhz)
        })
    })
}

/// Clocks that can be made, for people.
fn neighbours(below: Option<f64>, above: Option<f64>) -> String {
    match (below, above) {
        (Some(below), Some(above)) => format!("are {below} and {above} MHz"),
        (Some(only), None) | (None, Some(only)) => format!("is {only} MHz"),
        (None, None) => "is none".into(),
    }
}

fn near(input_mhz: f64, output_mhz: f64) -> PllError {
    let has_vco = |mhz: f64| (VCO.0 / mhz).ceil() <= (VCO.1 / mhz).floor().min(MOST.into());
    let made = || {
        ratios(input_mhz)
            .map(|(.., mhz)| mhz)
            .filter(|mhz| has_vco(*mhz))
    };
    PllError::Frequency {
        input_mhz,
        output_mhz,
        below: made().filter(|mhz| *mhz < output_mhz).reduce(f64::max),
        above: made().filter(|mhz| *mhz > output_mhz).reduce(f64::min),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_of_25_mhz_are_within_the_limits() {
        for (mhz, dividers) in [
            (75.0, (1, 3, 8)),
            (87.5, (2, 7, 7)),
            (100.0, (1, 4, 6)),
            (112.5, (2, 9, 5)),
            (125.0, (1, 5, 5)),
        ] {
            let pll = Pll::new(25.0, mhz, 135.0).unwrap();
            let made = (
                pll.reference_divider,
                pll.feedback_divider,
                pll.output_divider,
            );
            assert_eq!(made, dividers, "{mhz} MHz");
            assert!(
                (pll.phase_degrees - 135.0).abs() <= 180.0 / FINE / f64::from(pll.output_divider)
            );
        }
    }

    #[test]
    fn a_phase_is_eighths_of_the_vcos_period() {
        let pll = Pll::new(25.0, 100.0, 135.0).unwrap();
        assert_eq!((pll.coarse, pll.fine, pll.phase_degrees), (2, 2, 135.0));
        let late = Pll::new(25.0, 100.0, 359.9).unwrap();
        assert_eq!((late.coarse, late.fine, late.phase_degrees), (0, 0, 0.0));
    }

    #[test]
    fn a_frequency_that_cannot_be_had_is_an_error_with_its_neighbours() {
        let error = Pll::new(25.0, 102.0, 0.0).unwrap_err();
        let PllError::Frequency { below, above, .. } = error else {
            panic!("{error}");
        };
        assert_eq!((below, above), (Some(100.0), Some(112.5)));
        assert_eq!(
            Pll::new(25.0, 100.0, 360.0).unwrap_err().code(),
            "pll.phase"
        );
        let error = Pll::new(25.0, 7000.0, 0.0).unwrap_err().to_string();
        assert!(error.ends_with("near it is 800 MHz"), "{error}");
    }
}
