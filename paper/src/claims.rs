//! The paper's claims, one by one.

use serde::Serialize;

use crate::published::Harmonia;
use crate::readings::{Reading, nearest};
use crate::report::Line;

/// What can be said of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Within [`TOLERANCE`] under the reading that is named.
    Reproduced,
    /// Not within it.
    NotReproduced,
    /// What is published does not say enough.
    CannotBeTold,
    /// An aim of this project that is reached, or is not.
    Reached,
    /// See there.
    NotReached,
}

/// A figure of the paper, or an aim, beside ours.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// What is claimed.
    pub what: &'static str,
    /// The paper's figure.
    pub paper: f64,
    /// Ours, if it has one.
    pub ours: Option<f64>,
    /// What follows.
    pub verdict: Verdict,
    /// Under which reading, or why not.
    pub because: String,
}

/// A figure is reproduced when ours is so near, in percent.
pub const TOLERANCE: f64 = 10.0;

impl Verdict {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Reproduced => "reproduced",
            Verdict::NotReproduced => "not reproduced",
            Verdict::CannotBeTold => "cannot be told",
            Verdict::Reached => "reached",
            Verdict::NotReached => "not reached",
        }
    }
}

impl Reading {
    /// For people.
    pub fn name(&self) -> String {
        let pairs = if self.whole {
            "whole score matrix"
        } else {
            "causal"
        };
        format!(
            "{}, {pairs}, against {}",
            self.rule.name(),
            self.reference.name()
        )
    }
}

impl Claim {
    /// All of them, by the reading that is nearest to the published speeds. `lengths` are ours at 3/3.
    pub(crate) fn all(paper: &Harmonia, readings: &[Reading], lengths: &[Line]) -> Vec<Claim> {
        let Some(reading) = nearest(readings, |own| own.speed_error) else {
            return Vec::new();
        };
        let ends = [reading.ratios.first(), reading.ratios.last()];
        let end = |at: usize| ends[at].copied().unwrap_or(reading.mean);
        let energy = nearest(readings, |own| own.energy_error);
        let energy = energy.map_or(String::new(), |own| {
            format!(
                "under the reading of the speeds; energy alone is nearest under \"{}\" ({:.0} % off)",
                own.name(),
                own.energy_error
            )
        });
        let speed = reading.name();
        let beside = |what, paper: f64, ours: f64, because: &str| Claim {
            what,
            paper,
            ours: Some(ours),
            verdict: match (ours / paper - 1.0).abs() * 100.0 <= TOLERANCE {
                true => Verdict::Reproduced,
                false => Verdict::NotReproduced,
            },
            because: because.into(),
        };
        let unknown = |what, paper, because: &str| Claim {
            what,
            paper,
            ours: None,
            verdict: Verdict::CannotBeTold,
            because: because.into(),
        };
        let aim = |what, paper: f64, of: fn(&Line) -> f64| {
            let own = lengths.last();
            let value = own.map(of);
            Claim {
                what,
                paper,
                ours: value,
                verdict: match value.is_some_and(|own| own > paper) {
                    true => Verdict::Reached,
                    false => Verdict::NotReached,
                },
                because: format!(
                    "equal operations, causal, a prompt, against {}; a prompt is bound by the array, which takes as long for 3 \
                     bits as for 4",
                    own.map_or("nothing", |own| own.name)
                ),
            }
        };
        vec![
            beside(
                "speed at 2,048 tokens",
                paper.speed_by_length[0],
                end(0).speed,
                &speed,
            ),
            beside(
                "speed at 16,384 tokens",
                paper.speed_by_length[1],
                end(1).speed,
                &speed,
            ),
            beside(
                "energy at 2,048 tokens",
                paper.energy_by_length[0],
                end(0).energy,
                &energy,
            ),
            beside(
                "energy at 16,384 tokens",
                paper.energy_by_length[1],
                end(1).energy,
                &energy,
            ),
            beside("speed on average", paper.speed, reading.mean.speed, &speed),
            beside(
                "energy efficiency on average",
                paper.energy_efficiency,
                reading.mean.energy,
                &speed,
            ),
            unknown(
                "speed at most",
                paper.speed_most,
                "no model, length or baseline is named",
            ),
            unknown(
                "energy efficiency at most",
                paper.energy_efficiency_most,
                "no model, length or baseline is named",
            ),
            unknown(
                "area efficiency on average",
                paper.area_efficiency,
                "nobody has published the area of Harmonia's element, or what besides arrays is counted",
            ),
            unknown(
                "area efficiency at most",
                paper.area_efficiency_most,
                "nobody has published the area of Harmonia's element, or what besides arrays is counted",
            ),
            aim(
                "aim: ours 3/3 faster at 16,384 tokens",
                paper.speed_by_length[1],
                |own| own.ratios.last().map_or(f64::NAN, |own| own.speed),
            ),
            aim(
                "aim: ours 3/3, less energy at 16,384 tokens",
                paper.energy_by_length[1],
                |own| own.ratios.last().map_or(f64::NAN, |own| own.energy),
            ),
        ]
    }
}
