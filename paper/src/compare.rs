//! All systems on all models and passes, and how ours compare with the baselines.

use serde::Serialize;

use crate::PaperError;
use crate::chip::{Chip, Outcome};
use crate::constants::Constants;
use crate::elements::Elements;
use crate::shapes::Shape;
use crate::systems::{Rule, System};
use crate::workload::{Pass, Phase};

/// Tokens of a prompt or a context.
pub const LENGTHS: [u64; 4] = [2048, 4096, 8192, 16384];
/// Sequences at a time.
pub const BATCHES: [u64; 3] = [1, 8, 32];
/// Both phases.
pub const PHASES: [Phase; 2] = [Phase::Prefill, Phase::Decode];

/// A pass of a model on a system.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// What the arrays have in common.
    pub rule: Rule,
    /// Which system.
    pub system: System,
    /// Name of the model.
    pub model: String,
    /// Which pass.
    #[serde(flatten)]
    pub pass: Pass,
    /// What it takes.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// How many times faster, and how many times less energy.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// Cycles of the baseline over ours.
    pub speed: f64,
    /// Energy of the baseline over ours.
    pub energy: f64,
}

/// Ours against a baseline, geometric mean over the models.
#[derive(Clone, Debug, Serialize)]
pub struct Against {
    /// What the arrays have in common.
    pub rule: Rule,
    /// One of ours.
    pub system: System,
    /// What it is compared with.
    pub baseline: System,
    /// Which pass.
    #[serde(flatten)]
    pub pass: Pass,
    /// The mean.
    #[serde(flatten)]
    pub ratio: Ratio,
}

/// What systems are computed with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Numbers of the model.
    pub constants: &'a Constants,
    /// What arrays are made of.
    pub elements: &'a Elements,
    /// The models.
    pub shapes: &'a [Shape],
}

/// Geometric mean; 1 of nothing.
pub fn geometric_mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0f64);
    for value in values {
        sum += libm::log(value);
        count += 1.0;
    }
    libm::exp(sum / count.max(1.0))
}

impl Setting<'_> {
    /// A pass of every model on a system.
    ///
    /// # Errors
    /// Elements that lack what the system is made of.
    pub fn outcomes(
        &self,
        system: System,
        rule: Rule,
        pass: Pass,
    ) -> Result<Vec<Outcome>, PaperError> {
        let chip = Chip::new(system, rule, self.constants, self.elements)?;
        Ok(self
            .shapes
            .iter()
            .map(|shape| chip.run(shape, pass))
            .collect())
    }

    /// A system against a baseline, geometric mean over the models.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn ratio(
        &self,
        rule: Rule,
        pass: Pass,
        system: System,
        baseline: System,
    ) -> Result<Ratio, PaperError> {
        let own = self.outcomes(system, rule, pass)?;
        let other = self.outcomes(baseline, rule, pass)?;
        let mean = |of: fn(&Outcome) -> f64| {
            geometric_mean(
                own.iter()
                    .zip(&other)
                    .map(|(own, other)| of(other) / of(own)),
            )
        };
        Ok(Ratio {
            speed: mean(|own| own.cycles),
            energy: mean(|own| own.energy.total()),
        })
    }

    /// Everything: rules, systems, models, phases, lengths, batches.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn points(&self) -> Result<Vec<Point>, PaperError> {
        let mut points = Vec::new();
        for rule in Rule::ALL {
            for system in System::ALL {
                let chip = Chip::new(system, rule, self.constants, self.elements)?;
                for shape in self.shapes {
                    points.extend(passes().map(|pass| Point {
                        rule,
                        system,
                        model: shape.name.clone(),
                        pass,
                        outcome: chip.run(shape, pass),
                    }));
                }
            }
        }
        Ok(points)
    }

    /// Each of ours against each baseline.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn against(&self) -> Result<Vec<Against>, PaperError> {
        let mut all = Vec::new();
        for rule in Rule::ALL {
            for system in System::OURS {
                for baseline in System::BASELINES {
                    for pass in passes() {
                        let ratio = self.ratio(rule, pass, system, baseline)?;
                        all.push(Against {
                            rule,
                            system,
                            baseline,
                            pass,
                            ratio,
                        });
                    }
                }
            }
        }
        Ok(all)
    }
}

impl Ratio {
    /// Geometric mean of both.
    pub fn mean(ratios: &[Ratio]) -> Ratio {
        Ratio {
            speed: geometric_mean(ratios.iter().map(|own| own.speed)),
            energy: geometric_mean(ratios.iter().map(|own| own.energy)),
        }
    }
}

/// All passes.
pub fn passes() -> impl Iterator<Item = Pass> {
    PHASES.into_iter().flat_map(|phase| {
        BATCHES.into_iter().flat_map(move |batch| {
            LENGTHS.into_iter().map(move |tokens| Pass {
                phase,
                tokens,
                batch,
            })
        })
    })
}

/// A prompt of one sequence, what the paper's figures by length are taken to be about.
pub fn prompt(tokens: u64) -> Pass {
    Pass {
        phase: Phase::Prefill,
        tokens,
        batch: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_geometric() {
        assert!((geometric_mean([1.0, 4.0]) - 2.0).abs() < 1e-12);
        assert_eq!(geometric_mean([]), 1.0);
        assert_eq!(
            passes().count(),
            PHASES.len() * BATCHES.len() * LENGTHS.len()
        );
    }
}
