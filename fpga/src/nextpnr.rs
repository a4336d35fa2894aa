//! Place and route for Lattice ECP5.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::runner::{Completed, Runner, write_input};
use crate::yosys::NETLIST;
use crate::{Tool, ToolError};

/// An ECP5 device in a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Size as nextpnr names it, for example `85k`.
    pub size: String,
    /// Package, for example `CABGA381`.
    pub package: String,
    /// Speed grade, 6 (slowest) to 8.
    pub speed_grade: u8,
}

impl Device {
    /// The ULX3S's LFE5U-85F-6BG381C.
    pub fn lfe5u_85f() -> Device {
        Device {
            size: "85k".into(),
            package: "CABGA381".into(),
            speed_grade: 6,
        }
    }
}

/// One placement and routing of `netlist.json`, which [`crate::Synthesis`] leaves in the work folder.
#[derive(Clone, Debug)]
pub struct Route<'a> {
    /// The device.
    pub device: &'a Device,
    /// Pins and clocks; without it pins go anywhere.
    pub constraints: Option<&'a str>,
    /// Clock to aim for in MHz. Far above reach, it costs much time.
    pub target_mhz: f64,
    /// Seed of the placement.
    pub seed: u32,
    /// Tear up wires that miss the clock and lay them again: 102 became 115 MHz with one seed of the engine.
    /// When the target is out of reach that goes on for 1,500 rounds, which are 20 minutes or hours.
    pub rip_up: bool,
    /// When to give up.
    pub time_limit: Option<Duration>,
}

/// Outcome of one [`Route`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RouteReport {
    /// Version of this structure, 1.
    pub format_version: u32,
    /// The device.
    pub device: Device,
    /// Seed of the placement.
    pub seed: u32,
    /// Clock aimed for in MHz.
    pub target_mhz: f64,
    /// Whether wires that missed the clock were laid again.
    pub rip_up: bool,
    /// Highest clock after routing, by clock net.
    pub clocks: Vec<Clock>,
    /// Resources used and available, by kind.
    pub utilisation: BTreeMap<String, Used>,
    /// The longest path of each clock.
    pub critical_paths: Vec<CriticalPath>,
}

/// A clock net.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    /// Its name in the netlist.
    pub net: String,
    /// Highest frequency in MHz.
    pub fmax_mhz: f64,
}

/// Use of one kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// In use.
    pub used: u32,
    /// On the device.
    pub available: u32,
}

/// The longest path of a clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriticalPath {
    /// Edge and net it starts at.
    pub from: String,
    /// Edge and net it ends at.
    pub to: String,
    /// Nanoseconds in cells.
    pub logic_ns: f64,
    /// Nanoseconds in wires.
    pub routing_ns: f64,
    /// The cells it passes, in order.
    pub cells: Vec<String>,
    /// Where in the sources of the Verilog's generator they come from, in order, as `file:line`; found by
    /// [`crate::SourceMap`].
    #[serde(default)]
    pub sources: Vec<String>,
}

impl RouteReport {
    /// The slowest clock's frequency in MHz.
    pub fn fmax_mhz(&self) -> Option<f64> {
        let clocks = self.clocks.iter().map(|clock| clock.fmax_mhz);
        clocks.min_by(f64::total_cmp)
    }
}

impl Runner for Route<'_> {
    type Report = RouteReport;

    fn tool(&self) -> Tool {
        Tool::NextpnrEcp5
    }

    fn log_name(&self) -> String {
        Route::name(self.seed) + ".log"
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        let mut arguments = vec![
            format!("--{}", self.device.size),
            "--package".into(),
            self.device.package.clone(),
            "--speed".into(),
            self.device.speed_grade.to_string(),
            "--json".into(),
            NETLIST.into(),
            "--report".into(),
            self.report_name(),
            "--textcfg".into(),
            self.config_name(),
            "--freq".into(),
            self.target_mhz.to_string(),
            // By a potential field: 60 MHz became 68 with one seed of engine and attention, in half the time
            // of the default one.
            "--placer".into(),
            "static".into(),
            // The default router does not converge on designs that use most of the multipliers.
            "--router".into(),
            "router2".into(),
            "--seed".into(),
            self.seed.to_string(),
            // A missed target is a figure to report, not a failure.
            "--timing-allow-fail".into(),
        ];
        if self.rip_up {
            arguments.push("--tmg-ripup".into());
        }
        match self.constraints {
            Some(text) => {
                write_input(folder, "pins.lpf", text)?;
                arguments.extend(["--lpf".into(), "pins.lpf".into()]);
            }
            None => arguments.push("--lpf-allow-unconstrained".into()),
        }
        Ok(arguments)
    }

    fn time_limit(&self) -> Option<Duration> {
        self.time_limit
    }

    fn report(&self, completed: &Completed) -> Result<RouteReport, ToolError> {
        completed.success()?;
        let name = self.report_name();
        let raw: Raw = completed.read_json(&name)?;
        if raw.fmax.is_empty() {
            return Err(completed.unreadable(&name, "it has no clock"));
        }
        Ok(RouteReport {
            format_version: 1,
            device: self.device.clone(),
            seed: self.seed,
            rip_up: self.rip_up,
            target_mhz: self.target_mhz,
            clocks: raw
                .fmax
                .into_iter()
                .map(|(net, fmax)| Clock {
                    net,
                    fmax_mhz: fmax.achieved,
                })
                .collect(),
            utilisation: raw.utilization,
            critical_paths: raw
                .critical_paths
                .into_iter()
                // The rest are paths from and to pins.
                .filter(|path| path.from != "<async>" && path.to != "<async>")
                .map(RawPath::summary)
                .collect(),
        })
    }
}

impl Route<'_> {
    /// Name of a seed's files in the work folder, without their ends.
    pub(crate) fn name(seed: u32) -> String {
        format!("route-{seed}")
    }

    /// Name of the file that says how the device is configured.
    pub(crate) fn config_name(&self) -> String {
        Route::name(self.seed) + ".config"
    }

    fn report_name(&self) -> String {
        Route::name(self.seed) + ".json"
    }
}

#[derive(Deserialize)]
struct Raw {
    fmax: BTreeMap<String, RawFmax>,
    utilization: BTreeMap<String, Used>,
    #[serde(default)]
    critical_paths: Vec<RawPath>,
}

#[derive(Deserialize)]
struct RawFmax {
    achieved: f64,
}

#[derive(Deserialize)]
struct RawPath {
    from: String,
    to: String,
    path: Vec<RawStep>,
}

#[derive(Deserialize)]
struct RawStep {
    #[serde(rename = "type")]
    kind: String,
    delay: f64,
    to: RawEnd,
}

#[derive(Deserialize)]
struct RawEnd {
    cell: String,
}

impl RawPath {
    fn summary(self) -> CriticalPath {
        let sum = |routing: bool| {
            let steps = self.path.iter();
            let chosen = steps.filter(|step| (step.kind == "routing") == routing);
            chosen.map(|step| step.delay).sum()
        };
        let mut cells: Vec<String> = Vec::new();
        for step in &self.path {
            if cells.last() != Some(&step.to.cell) {
                cells.push(step.to.cell.clone());
            }
        }
        CriticalPath {
            logic_ns: sum(false),
            routing_ns: sum(true),
            cells,
            sources: Vec::new(),
            from: self.from,
            to: self.to,
        }
    }
}
