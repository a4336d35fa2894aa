//! The paper's figures by length, under every reading of what they are relative to.
//!
//! The paper does not say what its ratios are against, how many FP16 units the baselines' attention has, nor whether a prompt
//! computes what a causal mask throws away. So all readings are computed, and the one that is nearest to the published speeds
//! is named; that it is near is evidence for it, not proof.

use serde::Serialize;

use crate::PaperError;
use crate::compare::{LENGTHS, Ratio, Setting, geometric_mean, prompt};
use crate::constants::Constants;
use crate::published::Harmonia;
use crate::systems::{Rule, System};

/// What ratios are against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reference {
    /// One baseline.
    One(System),
    /// The geometric mean of those that the paper names: FIGNA, FIGNA-M8, Anda.
    Prior,
    /// The geometric mean of all five.
    All,
}

/// A reading, with Harmonia as the paper has it.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// What the arrays have in common.
    pub rule: Rule,
    /// Whether a prompt computes all query-key pairs, or those that a causal mask leaves.
    pub whole: bool,
    /// What ratios are against.
    pub reference: Reference,
    /// A prompt of one sequence, by length.
    pub ratios: Vec<Ratio>,
    /// Their geometric mean.
    pub mean: Ratio,
    /// The larger of the two errors of speed, at the least and at the greatest length, in percent.
    pub speed_error: f64,
    /// The same of energy.
    pub energy_error: f64,
}

impl Reference {
    /// All of them.
    pub const ALL: [Reference; 7] = [
        Reference::One(System::Fp16),
        Reference::One(System::Fp16Int4),
        Reference::One(System::Figna),
        Reference::One(System::FignaM8),
        Reference::One(System::Anda),
        Reference::Prior,
        Reference::All,
    ];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Reference::One(system) => system.name(),
            Reference::Prior => "mean of FIGNA, FIGNA-M8, Anda",
            Reference::All => "mean of all five",
        }
    }

    /// The baselines of which it is the mean.
    pub fn systems(self) -> Vec<System> {
        match self {
            Reference::One(system) => vec![system],
            Reference::Prior => vec![System::Figna, System::FignaM8, System::Anda],
            Reference::All => System::BASELINES.into(),
        }
    }
}

impl Setting<'_> {
    /// A system against a reference, for a prompt of each length.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn by_length(
        &self,
        rule: Rule,
        system: System,
        reference: Reference,
    ) -> Result<Vec<Ratio>, PaperError> {
        let at = |tokens| {
            let each = reference.systems().into_iter();
            let each = each.map(|baseline| self.ratio(rule, prompt(tokens), system, baseline));
            Ok(Ratio::mean(&each.collect::<Result<Vec<_>, PaperError>>()?))
        };
        LENGTHS.into_iter().map(at).collect()
    }

    /// The same where prompts compute all query-key pairs, or those that a causal mask leaves.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn masked(
        &self,
        whole: bool,
        rule: Rule,
        system: System,
        reference: Reference,
    ) -> Result<Vec<Ratio>, PaperError> {
        let constants = Constants {
            prefill_pairs: if whole {
                1.0
            } else {
                self.constants.prefill_pairs
            },
            ..*self.constants
        };
        let setting = Setting {
            constants: &constants,
            ..*self
        };
        setting.by_length(rule, system, reference)
    }

    /// Every reading.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn readings(&self, paper: &Harmonia) -> Result<Vec<Reading>, PaperError> {
        let mut readings = Vec::new();
        for rule in Rule::ALL {
            for whole in [false, true] {
                for reference in Reference::ALL {
                    let ratios = self.masked(whole, rule, System::Harmonia, reference)?;
                    readings.push(Reading {
                        rule,
                        whole,
                        reference,
                        mean: Ratio::mean(&ratios),
                        speed_error: error(&ratios, |own| own.speed, paper.speed_by_length),
                        energy_error: error(&ratios, |own| own.energy, paper.energy_by_length),
                        ratios,
                    });
                }
            }
        }
        Ok(readings)
    }
}

/// The larger error at both ends, in percent.
fn error(ratios: &[Ratio], of: fn(&Ratio) -> f64, paper: [f64; 2]) -> f64 {
    let ends = [ratios.first(), ratios.last()];
    let errors = ends.into_iter().zip(paper).map(|(own, paper)| {
        let own = own.map_or(f64::NAN, of);
        100.0 * (own / paper - 1.0).abs()
    });
    errors.fold(0.0, f64::max)
}

/// The reading that is nearest to the published speeds; of those that are equally near, to a tenth of a percent, the one that is
/// nearest to the published energies.
pub fn nearest(readings: &[Reading]) -> Option<&Reading> {
    let key = |own: &Reading| ((10.0 * own.speed_error).round(), own.energy_error);
    readings.iter().min_by(|one, other| {
        let ((speed, energy), (speeds, energies)) = (key(one), key(other));
        speed.total_cmp(&speeds).then(energy.total_cmp(&energies))
    })
}

/// How the shares of FP16 units in equal areas change the speed against a baseline.
#[derive(Clone, Debug, Serialize)]
pub struct ShareRow {
    /// Share of the baseline's area that is FP16 x FP16 units.
    pub share: f64,
    /// Speed of ours at 3/3 against FIGNA, FIGNA-M8, Anda: geometric mean over models and lengths.
    pub speeds: [f64; 3],
}

/// For each of the three the share at which it is fastest has the smallest of these.
///
/// # Errors
/// Elements that lack what the systems are made of.
pub fn shares(setting: &Setting<'_>) -> Result<Vec<ShareRow>, PaperError> {
    let row = |share: f64| {
        let constants = Constants {
            attention_area_share: share,
            ..*setting.constants
        };
        let setting = Setting {
            constants: &constants,
            ..*setting
        };
        let mut speeds = [0.0; 3];
        for (speed, baseline) in speeds.iter_mut().zip(Reference::Prior.systems()) {
            let reference = Reference::One(baseline);
            let ratios = setting.by_length(Rule::EqualArea, System::Ours33, reference)?;
            *speed = geometric_mean(ratios.iter().map(|own| own.speed));
        }
        Ok(ShareRow { share, speeds })
    };
    [0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
        .into_iter()
        .map(row)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Published;
    use crate::shapes::Shape;

    #[test]
    fn the_nearest_reading_is_against_figna_at_equal_operations() {
        let (constants, _) = Constants::read().unwrap();
        let (published, shapes) = (Published::read().unwrap(), Shape::all().unwrap());
        let elements = published.anda.elements();
        let setting = Setting {
            constants: &constants,
            elements: &elements,
            shapes: &shapes,
        };
        let readings = setting.readings(&published.harmonia).unwrap();
        assert_eq!(readings.len(), 28);
        let nearest = nearest(&readings).unwrap();
        assert_eq!(nearest.reference, Reference::One(System::Figna));
        assert_eq!(nearest.rule, Rule::EqualOperations);
        assert!(nearest.whole && nearest.speed_error < 5.0, "{nearest:?}");
        for own in &readings {
            // The longer the context, the more of the work is what the baselines leave in FP16.
            let fp16 = own.reference == Reference::One(System::Fp16);
            assert!(
                fp16 || own.ratios.is_sorted_by(|one, next| one.speed < next.speed),
                "{own:?}"
            );
        }
    }

    #[test]
    fn some_share_is_the_best_for_each_baseline() {
        let (constants, _) = Constants::read().unwrap();
        let (published, shapes) = (Published::read().unwrap(), Shape::all().unwrap());
        let elements = published.anda.elements();
        let setting = Setting {
            constants: &constants,
            elements: &elements,
            shapes: &shapes,
        };
        let rows = shares(&setting).unwrap();
        for at in 0..3 {
            let least = rows
                .iter()
                .map(|own| own.speeds[at])
                .fold(f64::INFINITY, f64::min);
            let ends = [rows[0].speeds[at], rows[rows.len() - 1].speeds[at]];
            assert!(ends.iter().all(|end| *end > least));
        }
    }
}
