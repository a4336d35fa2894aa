//! Placements that an earlier run left in the folder: what is made of the same is not made again.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::yosys::NETLIST;
use crate::{Route, RouteReport, ToolError};

/// What placements of a run are made of, beside what each is asked for.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Source {
    /// Version of the tool.
    tool: String,
    /// SHA-256 of the netlist.
    netlist: Vec<u8>,
    constraints: Option<String>,
    /// Clock that was asked for; a seed may have aimed lower.
    target_mhz: f64,
}

/// A placement that was routed.
#[derive(Serialize, Deserialize)]
struct Kept {
    source: Source,
    report: RouteReport,
}

impl Source {
    /// Of the netlist in `folder`.
    pub(super) fn read(folder: &Path, tool: &str, route: &Route<'_>) -> Result<Source, ToolError> {
        let path = folder.join(NETLIST);
        let netlist = fs::read(&path).map_err(ToolError::io("reading", path))?;
        Ok(Source {
            tool: tool.to_owned(),
            netlist: Sha256::digest(netlist).to_vec(),
            constraints: route.constraints.map(str::to_owned),
            target_mhz: route.target_mhz,
        })
    }

    /// What an earlier run found out of the same placement. What cannot be read, or is of something else, is none.
    pub(super) fn kept(&self, folder: &Path, route: &Route<'_>) -> Option<RouteReport> {
        let text = fs::read(file(folder, route.seed)).ok()?;
        let Kept { source, report } = serde_json::from_slice(&text).ok()?;
        let same = source == *self
            && report.device == *route.device
            && report.seed == route.seed
            && report.rip_up == route.rip_up;
        (same && folder.join(route.config_name()).exists()).then_some(report)
    }

    /// Keeps what was found out of a placement, for a later run.
    pub(super) fn keep(&self, folder: &Path, report: &RouteReport) -> Result<(), ToolError> {
        let path = file(folder, report.seed);
        let kept = Kept {
            source: self.clone(),
            report: report.clone(),
        };
        let text = serde_json::to_vec_pretty(&kept).expect("a report is JSON");
        fs::write(&path, text).map_err(ToolError::io("writing", path))
    }
}

fn file(folder: &Path, seed: u32) -> PathBuf {
    folder.join(format!("placed-{seed}.json"))
}
