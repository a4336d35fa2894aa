//! The clock that a design reaches on a device: one synthesis, then a placement and routing per seed.

mod kept;
mod report;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rayon::prelude::*;

use crate::{
    Device, Route, RouteReport, Runner, SourceMap, Synthesis, SynthesisReport, Tool, ToolError,
    Toolbox,
};
use kept::Source;
pub use report::{FmaxReport, FmaxSpread, SeedReport};

/// What a seed aims for, of what it did not reach in time.
const LOWER_AIM: f64 = 0.9;

/// The flow: every seed is in its report.
#[derive(Clone, Debug)]
pub struct Fmax<'a> {
    /// What is placed.
    pub synthesis: Synthesis<'a>,
    /// Where it is placed.
    pub device: &'a Device,
    /// Pins and clocks; without it pins go anywhere.
    pub constraints: Option<&'a str>,
    /// Clock to aim for in MHz. With `rip_up` a seed that does not get there in time aims a tenth lower, down to half of it.
    pub target_mhz: f64,
    /// Tear up wires that miss the clock and lay them again, see [`Route::rip_up`]: not for a target that is out of reach.
    pub rip_up: bool,
    /// Number of placements, with seeds from 1 on.
    pub seeds: u32,
    /// Placements at a time.
    pub jobs: usize,
    /// What one placement and routing may take. A seed that has no routing by then is said to have none.
    pub time_limit: Duration,
}

impl Fmax<'_> {
    /// Runs the flow in `folder`, where it leaves netlist, logs and placements; `progress` is told what is
    /// being done. Placements that an earlier run, stopped or not, left there of the same netlist are not made again.
    ///
    /// # Errors
    /// Every [`ToolError`]; that time is out only if no seed is routed.
    pub fn run(
        &self,
        toolbox: &Toolbox,
        folder: &Path,
        progress: &(dyn Fn(String) + Sync),
    ) -> Result<FmaxReport, ToolError> {
        let mut tools = BTreeMap::new();
        for tool in [Tool::Yosys, Tool::NextpnrEcp5] {
            tools.insert(tool.name().to_owned(), toolbox.find(tool)?.version()?);
        }
        progress("synthesis".into());
        let SynthesisReport { cells, units, .. } = self.synthesis.run(toolbox, folder)?;
        let router = &tools[Tool::NextpnrEcp5.name()];
        let source = Source::read(folder, router, &self.route(1, self.target_mhz))?;
        let routes = self.routes(toolbox, folder, &source, progress)?;
        let sources = SourceMap::read(folder, self.synthesis.verilog)?;
        let (mut seeds, mut unrouted, mut late) = (Vec::new(), Vec::new(), None);
        for (seed, route) in (1..).zip(routes) {
            match route {
                Ok(route) => seeds.push(SeedReport::new(route, &sources)?),
                Err(error) => {
                    unrouted.push(seed);
                    late = Some(error);
                }
            }
        }
        if let (Some(late), true) = (late, seeds.is_empty()) {
            return Err(late);
        }
        Ok(FmaxReport {
            tools,
            device: self.device.clone(),
            target_mhz: self.target_mhz,
            fmax_mhz: FmaxSpread::of(&seeds),
            cells,
            units,
            seeds,
            unrouted,
        })
    }

    fn route(&self, seed: u32, target_mhz: f64) -> Route<'_> {
        Route {
            device: self.device,
            constraints: self.constraints,
            target_mhz,
            seed,
            rip_up: self.rip_up,
            time_limit: Some(self.time_limit),
        }
    }

    /// Every seed, in the order of the seeds; for those that are not routed in time, that error.
    fn routes(
        &self,
        toolbox: &Toolbox,
        folder: &Path,
        source: &Source,
        progress: &(dyn Fn(String) + Sync),
    ) -> Result<Vec<Result<RouteReport, ToolError>>, ToolError> {
        let done = AtomicU32::new(0);
        let tell = |done| progress(format!("placed {done} of {} seeds", self.seeds));
        tell(0);
        let place = |seed| {
            if let Some(report) = source.kept(folder, &self.route(seed, self.target_mhz)) {
                return Ok(report);
            }
            let attempt = |target_mhz| self.route(seed, target_mhz).run(toolbox, folder);
            let report = match self.rip_up {
                true => aim_lower(self.target_mhz, attempt),
                false => attempt(self.target_mhz),
            }?;
            source.keep(folder, &report)?;
            Ok(report)
        };
        let route = |seed| {
            let report = match place(seed) {
                Err(late @ ToolError::TimedOut { .. }) => Err(late),
                outcome => Ok(outcome?),
            };
            tell(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(report)
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs);
        let pool = pool
            .build()
            .map_err(|source| ToolError::Threads { source })?;
        let seeds = (0..self.seeds).into_par_iter().with_max_len(1);
        pool.install(|| seeds.map(|index| route(1 + index)).collect())
    }
}

/// Attempts at the target, or at less while time runs out.
fn aim_lower<R>(
    target_mhz: f64,
    attempt: impl Fn(f64) -> Result<R, ToolError>,
) -> Result<R, ToolError> {
    let mut aim = target_mhz;
    loop {
        match attempt(aim) {
            // At half the clock it is not the aim that takes the time.
            Err(ToolError::TimedOut { .. }) if aim > target_mhz / 2.0 => aim *= LOWER_AIM,
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CacheError;

    fn timed_out() -> ToolError {
        ToolError::TimedOut {
            tool: Tool::NextpnrEcp5,
            minutes: 60,
            log: "route-1.log".into(),
        }
    }

    #[test]
    fn a_seed_aims_lower_until_it_ends_in_time() {
        let slow = |aim: f64| {
            if aim > 85.0 {
                Err(timed_out())
            } else {
                Ok(aim)
            }
        };
        assert_eq!(aim_lower(100.0, slow).unwrap(), 81.0);
        assert_eq!(aim_lower(80.0, slow).unwrap(), 80.0);
    }

    #[test]
    fn a_seed_is_given_up_at_half_the_clock_and_at_other_errors_at_once() {
        let least = std::cell::Cell::new(0.0);
        let never = |aim| {
            least.set(aim);
            Err::<(), _>(timed_out())
        };
        let error = aim_lower(100.0, never).unwrap_err();
        assert_eq!(error.code(), "tool.timed_out");
        assert!((45.0..=50.0).contains(&least.get()), "{}", least.get());

        let broken = |aim| {
            least.set(aim);
            Err::<(), _>(CacheError::NoFolder.into())
        };
        assert!(aim_lower(100.0, broken).is_err());
        assert_eq!(least.get(), 100.0);
    }
}
