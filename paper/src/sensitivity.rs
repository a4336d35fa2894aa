//! What each constant decides: halved and doubled, one by one.

use serde::Serialize;

use crate::PaperError;
use crate::compare::{LENGTHS, Ratio, Setting};
use crate::constants::Entry;
use crate::readings::Reference;
use crate::systems::{Rule, System};
use crate::workload::{Pass, Phase};

/// How many ratios that are.
pub const HEADLINES: usize = 8;

/// The ratios that a constant is asked about: ours at 3/3 against the mean of FIGNA, FIGNA-M8 and Anda, prompts of one sequence
/// of the least and the greatest length.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Headline {
    /// Arrays of equal operations.
    pub operations: [Ratio; 2],
    /// Arrays of equal area.
    pub area: [Ratio; 2],
    /// Decoding: a token of each of eight sequences at the greatest length, equal operations.
    pub decode: Ratio,
}

/// A constant and what it changes.
#[derive(Clone, Debug, Serialize)]
pub struct Sensitivity {
    /// Its name.
    pub name: String,
    /// Half of it.
    pub halved: Headline,
    /// Twice it.
    pub doubled: Headline,
}

impl Headline {
    /// Of a setting.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn of(setting: &Setting<'_>) -> Result<Headline, PaperError> {
        let ends = |rule| {
            let ratios = setting.by_length(rule, System::Ours33, Reference::Prior)?;
            Ok::<_, PaperError>([ratios[0], ratios[LENGTHS.len() - 1]])
        };
        let pass = Pass {
            phase: Phase::Decode,
            tokens: LENGTHS[LENGTHS.len() - 1],
            batch: 8,
        };
        let decode = Reference::Prior.systems().into_iter();
        let decode = decode
            .map(|baseline| setting.ratio(Rule::EqualOperations, pass, System::Ours33, baseline));
        Ok(Headline {
            operations: ends(Rule::EqualOperations)?,
            area: ends(Rule::EqualArea)?,
            decode: Ratio::mean(&decode.collect::<Result<Vec<_>, _>>()?),
        })
    }

    /// Speeds at equal operations, energies, speeds at equal area, each at both lengths; speed and energy of decoding.
    /// Energies do not depend on the rule.
    pub fn values(&self) -> [f64; HEADLINES] {
        let ([one, other], [area, far]) = (self.operations, self.area);
        [
            one.speed,
            other.speed,
            one.energy,
            other.energy,
            area.speed,
            far.speed,
            self.decode.speed,
            self.decode.energy,
        ]
    }
}

impl Sensitivity {
    /// Of every constant. The mean mantissa of Anda's bit-serial units cannot be doubled beyond its 4 to 8 bits: it goes there.
    ///
    /// # Errors
    /// Elements that lack what the systems are made of.
    pub fn all(setting: &Setting<'_>, entries: &[Entry]) -> Result<Vec<Sensitivity>, PaperError> {
        let with = |name: &str, factor: f64| {
            let mut constants = setting.constants.scaled(name, factor);
            constants.anda_mantissa = constants.anda_mantissa.clamp(4.0, 8.0);
            Headline::of(&Setting {
                constants: &constants,
                ..*setting
            })
        };
        let of = |entry: &Entry| {
            Ok(Sensitivity {
                name: entry.name.clone(),
                halved: with(&entry.name, 0.5)?,
                doubled: with(&entry.name, 2.0)?,
            })
        };
        entries.iter().map(of).collect()
    }

    /// Changes of [`Headline::values`] in percent, halved and doubled.
    pub fn changes(&self, base: &Headline) -> [[f64; HEADLINES]; 2] {
        let base = base.values();
        [self.halved, self.doubled].map(|own| {
            let own = own.values();
            std::array::from_fn(|at| 100.0 * (own[at] / base[at] - 1.0))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constants::Constants;
    use crate::published::Published;
    use crate::shapes::Shape;

    #[test]
    fn constants_change_what_they_are_about() {
        let (constants, entries) = Constants::read().unwrap();
        let (published, shapes) = (Published::read().unwrap(), Shape::all().unwrap());
        let elements = published.anda.elements();
        let setting = Setting {
            constants: &constants,
            elements: &elements,
            shapes: &shapes,
        };
        let base = Headline::of(&setting).unwrap();
        let all = Sensitivity::all(&setting, &entries).unwrap();
        assert_eq!(all.len(), entries.len());
        let changes = |name: &str| {
            all.iter()
                .find(|own| own.name == name)
                .unwrap()
                .changes(&base)
        };
        // Fewer units for attention make the baselines slower, more so the longer the context is.
        let [halved, doubled] = changes("attention_macs");
        assert!(halved[1] > halved[0] && halved[0] > 0.0 && doubled[1] < doubled[0]);
        assert_eq!((halved[2], halved[4]), (0.0, 0.0));
        // A joule of memory is nobody's speed.
        let [halved, _] = changes("dram_pj_per_bit");
        assert!(halved[0] == 0.0 && halved[2] != 0.0);
        // Every constant changes something, but for what is not in a system at 3/3.
        for own in &all {
            let changes = own.changes(&base).iter().flatten().any(|own| *own != 0.0);
            assert_eq!(changes, own.name != "kv4_bits", "{}", own.name);
        }
    }
}
