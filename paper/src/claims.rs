//! The paper's claims, one by one.

use serde::Serialize;

use crate::PaperError;
use crate::compare::{Ratio, Setting};
use crate::published::Harmonia;
use crate::readings::{Reading, nearest};
use crate::systems::{Rule, System};

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
    /// Ours by the elements that Anda has published.
    pub by_published: Option<f64>,
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
    /// All of them, by the reading that is [`nearest`].
    pub(crate) fn all(
        setting: &Setting<'_>,
        paper: &Harmonia,
        readings: &[Reading],
    ) -> Result<Vec<Claim>, PaperError> {
        let Some(reading) = nearest(readings) else {
            return Ok(Vec::new());
        };
        let Reading {
            whole,
            rule,
            reference,
            ..
        } = *reading;
        let ours = setting.masked(whole, rule, System::Ours33, reference)?;
        let area = setting.masked(whole, Rule::EqualArea, System::Harmonia, reference)?;
        let [first, last] = ends(&reading.ratios);
        let [_, aim] = ends(&ours);
        let under = format!("under the reading \"{}\"", reading.name());
        let least = readings.iter().map(|own| own.energy_error);
        let least = least.fold(f64::INFINITY, f64::min);
        let energy = format!("{under}; no reading comes nearer to both energies than {least:.0} %");
        let beside = |what, paper: f64, ours: f64, because: &str| Claim {
            what,
            paper,
            ours: Some(ours),
            by_published: None,
            verdict: match (ours / paper - 1.0).abs() * 100.0 <= TOLERANCE {
                true => Verdict::Reproduced,
                false => Verdict::NotReproduced,
            },
            because: because.into(),
        };
        let unknown = |what, paper, ours: Option<f64>, because: &str| Claim {
            what,
            paper,
            ours,
            by_published: None,
            verdict: Verdict::CannotBeTold,
            because: because.into(),
        };
        let reached = |what, paper: f64, ours: f64| Claim {
            what,
            paper,
            ours: Some(ours),
            by_published: None,
            verdict: match ours > paper {
                true => Verdict::Reached,
                false => Verdict::NotReached,
            },
            because: format!(
                "{under}: a prompt is bound by the array, which takes as long for 3 bits as for 4"
            ),
        };
        let [speeds, energies] = [paper.speed_by_length, paper.energy_by_length];
        let unnamed = "no model, length or baseline is named";
        let arrays = "arrays alone, at equal area, a quarter of the baseline's for attention: ";
        let measured = setting.elements.element("harmonia")?.fastest().is_some();
        let of_what = match measured {
            true => "what besides them the paper counts is not published",
            false => {
                "what of the area of Harmonia's element is published is nothing, so FIGNA-M8's stands in"
            }
        };
        let area_of = format!("{arrays}{of_what}");
        let area = Ratio::mean(&area).speed;
        Ok(vec![
            beside("speed at 2,048 tokens", speeds[0], first.speed, &under),
            beside("speed at 16,384 tokens", speeds[1], last.speed, &under),
            beside("energy at 2,048 tokens", energies[0], first.energy, &energy),
            beside("energy at 16,384 tokens", energies[1], last.energy, &energy),
            beside("speed on average", paper.speed, reading.mean.speed, &under),
            beside(
                "energy efficiency on average",
                paper.energy_efficiency,
                reading.mean.energy,
                &energy,
            ),
            unknown(
                "area efficiency on average",
                paper.area_efficiency,
                Some(area),
                &area_of,
            ),
            unknown("speed at most", paper.speed_most, None, unnamed),
            unknown(
                "energy efficiency at most",
                paper.energy_efficiency_most,
                None,
                unnamed,
            ),
            unknown(
                "area efficiency at most",
                paper.area_efficiency_most,
                None,
                unnamed,
            ),
            reached(
                "aim: ours 3/3, speed at 16,384 tokens",
                speeds[1],
                aim.speed,
            ),
            reached(
                "aim: ours 3/3, energy at 16,384 tokens",
                energies[1],
                aim.energy,
            ),
        ])
    }
}

/// At the least and at the greatest length.
fn ends(ratios: &[Ratio]) -> [Ratio; 2] {
    let none = Ratio::mean(ratios);
    [ratios.first(), ratios.last()].map(|own| own.copied().unwrap_or(none))
}
