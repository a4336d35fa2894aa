//! Elements side by side: area and energy of a product relative to FP16 x FP16's.

use serde::Serialize;

use crate::elements::{Element, Elements, Mode};
use crate::published::{Anda, AndaSystem};

/// An element in one of its modes.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The element.
    pub name: String,
    /// The mode.
    pub mode: String,
    /// Area of the element in square micrometres.
    pub area_um2: f64,
    /// The highest clock that it reaches.
    pub best_mhz: f64,
    /// Area for each product a cycle.
    pub area: Beside,
    /// Energy of a product in picojoules.
    pub energy: Beside,
    /// Area for each product a second at the best clock, relative to FP16 x FP16's.
    pub area_at_best: Option<f64>,
}

/// A figure, and what it is relative to FP16 x FP16's.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Beside {
    /// The figure.
    pub value: f64,
    /// Relative to that of FP16 x FP16, where that is measured.
    pub relative: Option<f64>,
    /// The same by Anda's published table, where it has the element.
    pub published: Option<f64>,
}

/// What is compared: area for each product a cycle, energy of a product, area for each product a nanosecond at the best clock.
struct Figures {
    area: f64,
    energy: f64,
    area_at_best: Option<f64>,
}

impl Figures {
    fn of(own: &Element, mode: &Mode) -> Figures {
        let cycles = f64::from(mode.cycles_per_group) / f64::from(own.lanes);
        Figures {
            area: own.area_um2 * cycles,
            energy: mode.energy_pj_per_mac,
            area_at_best: own.fastest().map(|at| at.area_um2 * at.period_ns * cycles),
        }
    }
}

impl Row {
    /// The rows of all elements and modes.
    pub fn all(elements: &Elements, anda: &Anda) -> Vec<Row> {
        let base = elements.elements.iter().find(|own| own.name == "fp16_fp16");
        let base = base.and_then(|own| Some(Figures::of(own, own.modes.first()?)));
        let base = |of: fn(&Figures) -> f64| base.as_ref().map(of);
        let mut rows = Vec::new();
        for own in &elements.elements {
            let row = |row: &&AndaSystem| row.element.as_deref() == Some(&own.name);
            let published = anda.system.iter().find(row);
            for mode in &own.modes {
                let figures = Figures::of(own, mode);
                let best = base(|base| base.area_at_best.unwrap_or(f64::NAN));
                rows.push(Row {
                    name: own.name.clone(),
                    mode: mode.mode.clone(),
                    area_um2: own.area_um2,
                    best_mhz: own.best_mhz,
                    area: Beside {
                        value: figures.area,
                        relative: base(|base| base.area).map(|base| figures.area / base),
                        published: published.map(|row| row.area),
                    },
                    energy: Beside {
                        value: figures.energy,
                        relative: base(|base| base.energy).map(|base| figures.energy / base),
                        published: published.map(|row| row.power),
                    },
                    area_at_best: figures.area_at_best.zip(best).map(|(own, base)| own / base),
                });
            }
        }
        rows
    }

    /// Ours in M8W4 beside FIGNA-M8: area for each product a cycle, and for each product a second.
    pub fn ours_beside_figna_m8(rows: &[Row]) -> Option<[f64; 2]> {
        let find = |name: &str| {
            let row = rows
                .iter()
                .find(|row| row.name == name && row.mode == "M8W4")?;
            Some([row.area.value, row.area_at_best?])
        };
        let ([area, at_best], [other, other_at_best]) = (find("harmonia")?, find("figna_m8")?);
        Some([area / other, at_best / other_at_best])
    }
}

impl Elements {
    /// A table for people.
    pub fn text(&self, anda: &Anda) -> String {
        let relative = |own: Beside| own.relative.map_or("-".into(), |own| format!("{own:.3}"));
        let mut text = format!(
            "{}, {} nm, {} V\n",
            self.library, self.node_nm, self.voltage
        );
        text += &format!(
            "{:<14}{:<11}{:>10}{:>10}{:>11}{:>10}{:>10}{:>10}\n",
            "element",
            "mode",
            "area, um2",
            "best, MHz",
            "um2 a MAC",
            "relative",
            "pJ a MAC",
            "relative"
        );
        for own in Row::all(self, anda) {
            text += &format!(
                "{:<14}{:<11}{:>10.0}{:>10.1}{:>11.0}{:>10}{:>10.2}{:>10}\n",
                own.name,
                own.mode,
                own.area_um2,
                own.best_mhz,
                own.area.value,
                relative(own.area),
                own.energy.value,
                relative(own.energy)
            );
        }
        for (name, lanes, ecp5) in self.ecp5() {
            text += &format!(
                "{name} on LFE5U-85F, {lanes} lanes: {} LUT4, {} CCU2C, {} flip-flops, {} MULT18X18D, {} DP16KD, median {:.1} MHz of {} seeds\n",
                ecp5.lut4,
                ecp5.ccu2c,
                ecp5.flip_flops,
                ecp5.mult18x18d,
                ecp5.dp16kd,
                ecp5.median_mhz,
                ecp5.seeds_mhz.len()
            );
        }
        for own in &self.converters {
            text += &format!(
                "converter of {}: {:.0} um2, {:.2} pJ a value\n",
                own.name, own.area_um2, own.energy_pj_per_value
            );
        }
        text
    }
}
