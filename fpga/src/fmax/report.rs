//! What the flow found out.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Cells, Clock, CriticalPath, Device, RouteReport, SourceMap, Tool, ToolError, Used};

/// Outcome of one run of [`crate::Fmax`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FmaxReport {
    /// Versions, as the tools state them.
    pub tools: BTreeMap<String, String>,
    /// Where it was placed.
    pub device: Device,
    /// Clock that was asked for.
    pub target_mhz: f64,
    /// Over all seeds that were routed.
    pub fmax_mhz: FmaxSpread,
    /// Of the design without its wrapper, after synthesis.
    pub cells: Cells,
    /// Of its units, where they were asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, Cells>,
    /// Every seed that was routed, in order.
    pub seeds: Vec<SeedReport>,
    /// Those that were not, in the time that they had.
    #[serde(default)]
    pub unrouted: Vec<u32>,
}

/// Clocks of several seeds in MHz.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FmaxSpread {
    /// The middle one, or the mean of the middle two.
    pub median: f64,
    /// The slowest seed's.
    pub minimum: f64,
    /// The fastest seed's.
    pub maximum: f64,
}

/// Outcome of one seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeedReport {
    /// Seed of the placement.
    pub seed: u32,
    /// Clock aimed for: less than asked for where that was not reached in time.
    pub target_mhz: f64,
    /// Clock reached: that of the slowest clock net.
    pub fmax_mhz: f64,
    /// Clock reached by each clock net.
    #[serde(default)]
    pub clocks: Vec<Clock>,
    /// The longest path of each clock, with its sources.
    pub critical_paths: Vec<CriticalPath>,
    /// Of design and wrapper, after packing.
    pub utilisation: BTreeMap<String, Used>,
}

impl SeedReport {
    pub(super) fn new(report: RouteReport, sources: &SourceMap) -> Result<SeedReport, ToolError> {
        let unread = || ToolError::Output {
            tool: Tool::NextpnrEcp5,
            what: format!("the report of seed {}", report.seed),
            reason: "it has no clock".into(),
        };
        let fmax_mhz = report.fmax_mhz().ok_or_else(unread)?;
        let mut critical_paths = report.critical_paths;
        for path in &mut critical_paths {
            path.sources = sources.path(&path.cells);
        }
        Ok(SeedReport {
            seed: report.seed,
            fmax_mhz,
            target_mhz: report.target_mhz,
            clocks: report.clocks,
            critical_paths,
            utilisation: report.utilisation,
        })
    }
}

impl FmaxSpread {
    /// Of at least one seed.
    pub(super) fn of(seeds: &[SeedReport]) -> FmaxSpread {
        let mut mhz: Vec<f64> = seeds.iter().map(|seed| seed.fmax_mhz).collect();
        mhz.sort_by(f64::total_cmp);
        let (low, high) = (mhz[(mhz.len() - 1) / 2], mhz[mhz.len() / 2]);
        FmaxSpread {
            median: (low + high) / 2.0,
            minimum: mhz[0],
            maximum: mhz[mhz.len() - 1],
        }
    }
}

/// For people: a line on the clock, one on the area, and of each seed one on the clock and one on its longest
/// path.
impl fmt::Display for FmaxReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mhz, cells, device) = (&self.fmax_mhz, &self.cells, &self.device);
        writeln!(
            f,
            "device {} {}, speed grade {}\n\
             fmax   median {:.1} MHz, {:.1} to {:.1} over {} seeds (aim {} MHz)\n\
             area   {} LUT4, {} CCU2C, {} FF, {} MULT18X18D, {} DP16KD",
            device.size,
            device.package,
            device.speed_grade,
            mhz.median,
            mhz.minimum,
            mhz.maximum,
            self.seeds.len(),
            self.target_mhz,
            cells.lut4,
            cells.ccu2c,
            cells.flip_flops,
            cells.mult18x18d,
            cells.dp16kd
        )?;
        self.seeds.iter().try_for_each(|seed| write!(f, "{seed}"))?;
        let mut unrouted = self.unrouted.iter();
        unrouted.try_for_each(|seed| writeln!(f, "seed {seed:<2}not routed in its minutes"))
    }
}

impl fmt::Display for SeedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seed, fmax, aim) = (self.seed, self.fmax_mhz, self.target_mhz);
        write!(f, "seed {seed:<2}{fmax:.1} MHz (aim {aim:.0})")?;
        let Some(path) = self.critical_paths.first() else {
            return writeln!(f);
        };
        writeln!(
            f,
            ", {:.1} ns logic and {:.1} ns wires",
            path.logic_ns, path.routing_ns
        )?;
        if let [first, .., last] = &path.cells[..] {
            writeln!(f, "       from {first} to {last}")?;
        }
        if !path.sources.is_empty() {
            writeln!(f, "       made by {}", path.sources.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let seed = |fmax_mhz| SeedReport {
            seed: 1,
            fmax_mhz,
            target_mhz: 100.0,
            clocks: Vec::new(),
            critical_paths: Vec::new(),
            utilisation: BTreeMap::new(),
        };
        let fmax = FmaxSpread::of(&[seed(104.0), seed(90.0), seed(100.0), seed(98.0)]);
        let expected = FmaxSpread {
            median: 99.0,
            minimum: 90.0,
            maximum: 104.0,
        };
        assert_eq!(fmax, expected);
        let odd = FmaxSpread::of(&[seed(5.0), seed(7.0), seed(6.0)]);
        assert_eq!(odd.median, 6.0);
    }
}
