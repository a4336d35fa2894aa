//! A bitstream: synthesis, a placement and routing per seed, and the fastest one packed.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Bitstream, Fmax, FmaxReport, Pack, Route, Runner, Tool, ToolError, Toolbox};

/// The flow: the bitstream is of the fastest seed.
#[derive(Clone, Debug)]
pub struct Build<'a> {
    /// Everything up to routing; its constraints say where pins are.
    pub flow: Fmax<'a>,
    /// MHz at which the device reads its flash.
    pub flash_mhz: f64,
}

/// Outcome of one run of [`Build`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuildReport {
    /// Area, clocks and critical paths of every seed.
    #[serde(flatten)]
    pub flow: FmaxReport,
    /// The seed that the bitstream is of.
    pub seed: u32,
    /// MHz that it reaches.
    pub seed_mhz: f64,
    /// The bitstream.
    pub bitstream: Bitstream,
}

impl Build<'_> {
    /// Runs the flow in `folder`, where the bitstream stays; `progress` is told what is being done.
    ///
    /// # Errors
    /// Every [`ToolError`].
    pub fn run(
        &self,
        toolbox: &Toolbox,
        folder: &Path,
        progress: &(dyn Fn(String) + Sync),
    ) -> Result<BuildReport, ToolError> {
        // Missed before the hour that routing takes, not after it.
        let packer = toolbox.find(Tool::Ecppack)?.version()?;
        let mut flow = self.flow.run(toolbox, folder, progress)?;
        flow.tools.insert(Tool::Ecppack.name().to_owned(), packer);
        let fastest = flow
            .seeds
            .iter()
            .max_by(|a, b| a.fmax_mhz.total_cmp(&b.fmax_mhz));
        let (seed, seed_mhz) = fastest
            .map(|best| (best.seed, best.fmax_mhz))
            .unwrap_or_default();
        progress(format!("bitstream of seed {seed}"));
        let pack = Pack {
            name: Route::name(seed),
            flash_mhz: self.flash_mhz,
        };
        let bitstream = pack.run(toolbox, folder)?;
        Ok(BuildReport {
            flow,
            seed,
            seed_mhz,
            bitstream,
        })
    }
}
