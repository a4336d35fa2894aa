//! Area and energy of elements, as the model of systems takes them.

use std::path::Path;

use serde::Serialize;

use super::{Element, Elements};
use crate::PaperError;
use crate::published::Published;

/// Which elements the systems are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// By the tables of [`crate::published::Anda`].
    Published,
    /// By `harmonia paper --part pe`: areas, and ratios of energy. What a product FP16 x FP16 takes is Anda's.
    Measured,
}

/// A mode of an element, in what systems are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Area for each product a cycle, um^2.
    pub area_um2: f64,
    /// Energy of a product, pJ.
    pub energy_pj: f64,
}

impl Elements {
    /// From a source; `measured` is where measured ones would be.
    ///
    /// # Errors
    /// Measured elements that are not there, or cannot be what elements are.
    pub fn from(
        source: Source,
        published: &Published,
        measured: &Path,
    ) -> Result<Elements, PaperError> {
        match source {
            Source::Published => Ok(published.anda.elements()),
            Source::Measured => {
                let own = Elements::read(measured)?.ok_or_else(|| PaperError::NotMeasured {
                    path: measured.into(),
                })?;
                own.at_energy_of(&published.anda.elements())
            }
        }
    }

    /// The same areas and ratios of energy, with the energy that a product FP16 x FP16 takes of others, at their node and supply.
    fn at_energy_of(mut self, others: &Elements) -> Result<Elements, PaperError> {
        let scale = others.fp16_product()?.energy_pj / self.fp16_product()?.energy_pj;
        let modes = self.elements.iter_mut().flat_map(|own| &mut own.modes);
        for mode in modes {
            mode.energy_pj_per_mac *= scale;
        }
        for converter in &mut self.converters {
            converter.energy_pj_per_value *= scale;
        }
        (self.node_nm, self.voltage) = (others.node_nm, others.voltage);
        Ok(self)
    }

    /// An element by its name.
    ///
    /// # Errors
    /// There is none.
    pub fn element(&self, name: &str) -> Result<&Element, PaperError> {
        let own = self.elements.iter().find(|own| own.name == name);
        own.ok_or_else(|| self.lacks(name))
    }

    /// A product FP16 x FP16, to which the others are set in relation.
    ///
    /// # Errors
    /// There is none.
    pub fn fp16_product(&self) -> Result<Figures, PaperError> {
        self.figures("fp16_fp16", "FP16xFP16")
    }

    /// Area and energy of an element's mode.
    ///
    /// # Errors
    /// No such element or mode.
    pub fn figures(&self, element: &str, mode: &str) -> Result<Figures, PaperError> {
        let own = self.element(element)?;
        let found = own.modes.iter().find(|own| own.mode == mode);
        let found = found.ok_or_else(|| self.lacks(&format!("{element} in {mode}")))?;
        Ok(Figures {
            area_um2: own.area_um2 * f64::from(found.cycles_per_group) / f64::from(own.lanes),
            energy_pj: found.energy_pj_per_mac,
        })
    }

    /// Those of Anda at a mean of so many bits: between its two nearest modes, in proportion.
    ///
    /// # Errors
    /// No such element or mode.
    pub fn serial(&self, bits: f64) -> Result<Figures, PaperError> {
        let (below, above) = (bits.floor(), bits.ceil());
        let [low, high] = [below, above].map(|bits| self.figures("anda", &format!("M{bits}")));
        let ([low, high], share) = ([low?, high?], bits - below);
        let between = |low: f64, high: f64| low + share * (high - low);
        Ok(Figures {
            area_um2: between(low.area_um2, high.area_um2),
            energy_pj: between(low.energy_pj, high.energy_pj),
        })
    }

    /// Energy of a value that an element's converter takes, pJ.
    ///
    /// # Errors
    /// There is no such converter.
    pub fn conversion_pj(&self, element: &str) -> Result<f64, PaperError> {
        let own = self.converters.iter().find(|own| own.name == element);
        let own = own.ok_or_else(|| self.lacks(&format!("converter {element}")))?;
        Ok(own.energy_pj_per_value)
    }

    fn lacks(&self, what: &str) -> PaperError {
        PaperError::Lacks {
            library: self.library.clone(),
            what: what.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn measured_elements_are_read_or_refused_by_name() {
        let folder = std::env::temp_dir().join(format!("harmonia-elements-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("elements.json");
        let published = Published::read().unwrap();
        let measured = || Elements::from(Source::Measured, &published, &path);
        let error = measured().unwrap_err();
        assert_eq!(error.code(), "paper.not_measured");
        assert!(
            error.to_string().contains("harmonia paper --part pe"),
            "{error}"
        );

        let elements = published.anda.elements();
        fs::write(&path, serde_json::to_string(&elements).unwrap()).unwrap();
        assert_eq!(measured().unwrap(), elements);
        // At another node, and all of it at four times the energy: only ratios count.
        let mut large = elements.clone();
        (large.node_nm, large.voltage) = (180.0, 1.8);
        for mode in large.elements.iter_mut().flat_map(|own| &mut own.modes) {
            mode.energy_pj_per_mac *= 4.0;
        }
        for converter in &mut large.converters {
            converter.energy_pj_per_value *= 4.0;
        }
        fs::write(&path, serde_json::to_string(&large).unwrap()).unwrap();
        assert_eq!(measured().unwrap(), elements);
        let text = serde_json::to_string(&elements).unwrap();
        for (old, new, reason) in [
            ("\"lanes\"", "\"lane\"", "unknown field"),
            (
                "\"cycles_per_group\":16",
                "\"cycles_per_group\":0",
                "not positive",
            ),
            ("\"node_nm\":16.0", "\"node_nm\":-1.0", "not positive"),
        ] {
            fs::write(&path, text.replacen(old, new, 1)).unwrap();
            let error = measured().unwrap_err();
            assert_eq!(error.code(), "paper.elements");
            assert!(error.to_string().contains(reason), "{error}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_mean_mantissa_lies_between_its_modes() {
        let elements = Published::read().unwrap().anda.elements();
        let six = elements.figures("anda", "M6").unwrap();
        let seven = elements.figures("anda", "M7").unwrap();
        assert_eq!(elements.serial(6.0).unwrap(), six);
        let half = elements.serial(6.5).unwrap();
        assert!((half.energy_pj - (six.energy_pj + seven.energy_pj) / 2.0).abs() < 1e-12);
        assert_eq!(
            elements.serial(9.0).unwrap_err().code(),
            "paper.element_missing"
        );
    }
}
