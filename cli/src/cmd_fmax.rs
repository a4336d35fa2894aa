//! `harmonia fmax`: the clock that the accelerator reaches alone on the device, over several seeds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{
    Cells, CriticalPath, Device, Port, PortDirection, Route, RouteReport, Runner, Sharing,
    Synthesis, Tool, ToolError, Toolbox, Used, Wrapper, dot_array, temporary_folder,
};
use harmonia_hdl::{Configuration, Design, Direction, MemoryPort, MultiplierCell};
use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

use crate::checkout;
use crate::failure::Failure;
use crate::fetched_model::hexadecimal;
use crate::message::say;
use crate::number::megahertz;
use crate::output::Output;
use crate::output_file::{OutputFile, make_folder};
use crate::progress;

/// Place and route the accelerator of a configuration alone, over several seeds.
///
/// It has more port bits than a package has pins, so it sits between registers: a shift register
/// feeds its inputs and a registered tree of XORs folds its outputs. The area that is reported is the
/// accelerator's without those. The clock is that of the whole, which the accelerator's own paths decide.
/// Explicit multipliers go to sites of a floorplan; everything else is the placer's choice.
///
/// The report is committed together with the SHA-256 of the Verilog it was made from; `--check` finds
/// reports that do not belong to the present Verilog.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia fmax --config ulx3s-85f --seeds 3 --jobs 2   half an hour a seed and more; writes fpga/reports/ulx3s-85f.json
  harmonia fmax --check                                 exit status 1 when a committed report is out of date")]
pub struct FmaxCommand {
    /// A configuration of configurations.toml.
    #[arg(long, value_name = "NAME", default_value = "ulx3s-85f")]
    config: String,
    /// Number of placements, with seeds 1 to N.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    seeds: u32,
    /// Placements at a time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    jobs: u32,
    /// Clock to aim for; out of reach, it costs much time.
    #[arg(long, value_name = "MHZ", default_value_t = 103.0, value_parser = megahertz)]
    target: f64,
    /// Minutes that a seed may take: when the clock is out of reach, wires that miss it are laid again for 1,500 rounds.
    /// After that the seed aims a tenth lower.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: u32,
    /// Folder of the report; it is made when it does not exist [default: fpga/reports of the checkout]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Keep netlist, logs and placements in this folder.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Place nothing; fail when a report in the folder was made from other Verilog than the present.
    #[arg(long)]
    check: bool,
}

/// What a seed aims for, of what it did not reach in time.
const LOWER_AIM: f64 = 0.9;

/// What is committed.
#[derive(Serialize, Deserialize)]
struct Report {
    configuration: String,
    /// SHA-256 of `generated/<configuration>.v`.
    verilog_sha256: String,
    /// Command that makes this report.
    command: String,
    /// Versions, as the tools state them.
    tools: BTreeMap<String, String>,
    device: Device,
    target_mhz: f64,
    fmax_mhz: Fmax,
    /// Of the accelerator alone, after synthesis.
    cells: Cells,
    /// Multiply-accumulates a cycle.
    macs: usize,
    mult18x18d_per_mac: f64,
    seeds: Vec<Seed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Fmax {
    median: f64,
    minimum: f64,
    maximum: f64,
}

#[derive(Serialize, Deserialize)]
struct Seed {
    seed: u32,
    /// Clock aimed for: less than asked for where that was not reached in time.
    target_mhz: f64,
    fmax_mhz: f64,
    critical_paths: Vec<CriticalPath>,
    /// Of accelerator and wrapper, after packing.
    utilisation: BTreeMap<String, Used>,
}

/// Of a committed report, what `--check` needs.
#[derive(Deserialize)]
struct Made {
    configuration: String,
    verilog_sha256: String,
}

#[derive(Serialize)]
struct Checked {
    reports: Vec<String>,
}

impl FmaxCommand {
    pub fn run(self, output: &Output) -> Result<()> {
        let out = self.out.clone();
        let out = out.unwrap_or_else(|| checkout::folder("fpga/reports"));
        if self.check {
            return check(out, output);
        }
        let configuration = Configuration::named(&self.config)?;
        make_folder(&out)?;
        let path = out.join(format!("{}.json", configuration.name));
        let file = OutputFile::new(&path, &[])?;
        let report = match &self.keep {
            Some(folder) => {
                make_folder(folder)?;
                self.place(&configuration, folder)?
            }
            None => self.place(&configuration, temporary_folder()?.path())?,
        };
        file.write(Output::to_file(&report)?)?;
        say(format_args!("wrote {}", path.display()));
        output.report(&report, Report::text)
    }

    fn place(&self, configuration: &Configuration, folder: &Path) -> Result<Report> {
        let toolbox = Toolbox::from_environment();
        let spinner = progress::spinner("asking the tools for their versions");
        let mut tools = BTreeMap::new();
        for tool in [Tool::Yosys, Tool::NextpnrEcp5] {
            tools.insert(tool.name().to_owned(), toolbox.find(tool)?.version()?);
        }
        let design = Design::accelerator(configuration);
        let wrapper = Wrapper::new(&design.top, "clock", &ports(&design))?;
        spinner.set_message("synthesis");
        // Those that a synthesiser chose have other names, and sites of the placer's choice.
        let places = match configuration.multiplier {
            MultiplierCell::Ecp5 => dot_array(configuration.tokens),
            MultiplierCell::Portable => Vec::new(),
        };
        let synthesis = Synthesis {
            top: &design.top,
            verilog: &design.verilog,
            wrapper: Some(&wrapper),
            // Wide multiplexers tie LUTs together and make the engine harder to place than they save.
            options: &["-nowidelut"],
            // Token rows of the engine, rows of attention.
            apart: &["*_row"],
            // Half of the nets that drive resets serve fewer than eight registers, and those that serve most reach across the device.
            sharing: Sharing {
                reset: 512,
                enable: 8,
            },
            places: &places,
        };
        let cells = synthesis.run(&toolbox, folder)?.cells;
        let device = Device::lfe5u_85f();
        let routes = self.routes(&toolbox, &device, folder, &spinner)?;
        let seeds = routes
            .into_iter()
            .map(Seed::new)
            .collect::<Result<Vec<_>>>()?;
        let macs = configuration.tokens * 2 * harmonia_hdl::layout::GROUP;
        Ok(Report {
            configuration: configuration.name.clone(),
            verilog_sha256: hexadecimal(&Sha256::digest(&design.verilog)),
            command: format!(
                "harmonia fmax --config {} --seeds {} --target {} --minutes {}",
                configuration.name, self.seeds, self.target, self.minutes
            ),
            tools,
            device,
            target_mhz: self.target,
            fmax_mhz: Fmax::of(&seeds),
            mult18x18d_per_mac: cells.mult18x18d as f64 / macs as f64,
            macs,
            cells,
            seeds,
        })
    }

    /// Every seed, `jobs` at a time, in the order of the seeds.
    fn routes(
        &self,
        toolbox: &Toolbox,
        device: &Device,
        folder: &Path,
        spinner: &ProgressBar,
    ) -> Result<Vec<RouteReport>, ToolError> {
        let done = AtomicUsize::new(0);
        let say = |done| spinner.set_message(format!("placed {done} of {} seeds", self.seeds));
        say(0);
        let route = |seed| {
            let mut route = Route {
                device,
                constraints: None,
                target_mhz: self.target,
                seed,
                rip_up: true,
                time_limit: Some(Duration::from_secs(60 * u64::from(self.minutes))),
            };
            let report = loop {
                match route.run(toolbox, folder) {
                    // At half the clock it is not the aim that takes the time.
                    Err(ToolError::TimedOut { .. }) if route.target_mhz > self.target / 2.0 => {
                        route.target_mhz *= LOWER_AIM;
                    }
                    report => break report,
                }
            };
            say(done.fetch_add(1, Ordering::Relaxed) + 1);
            report
        };
        let next = AtomicU32::new(1);
        let worker = || {
            let seeds = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
            seeds
                .take_while(|seed| *seed <= self.seeds)
                .map(route)
                .collect()
        };
        let mut reports = thread::scope(|scope| {
            let workers: Vec<_> = (0..self.jobs).map(|_| scope.spawn(worker)).collect();
            let results = workers
                .into_iter()
                .map(|worker| worker.join().expect("routing does not panic"));
            results.collect::<Result<Vec<Vec<RouteReport>>, ToolError>>()
        })?
        .concat();
        reports.sort_by_key(|report| report.seed);
        Ok(reports)
    }
}

/// Makes sure that a folder has reports, and that each belongs to the present Verilog.
fn check(folder: PathBuf, output: &Output) -> Result<()> {
    let mut paths = Vec::new();
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => Some(entries),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::io("listing", folder)(error).into()),
    };
    for entry in entries.into_iter().flatten() {
        let path = entry.map_err(Failure::io("listing", &folder))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        let what = "reports of `harmonia fmax`";
        return Err(Failure::NothingToCheck { folder, what }.into());
    }
    paths.sort();
    paths.iter().try_for_each(|path| check_report(path))?;
    let reports = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    output.report(&Checked { reports }, |checked| {
        let line = |path: &String| format!("{path}: up to date\n");
        checked.reports.iter().map(line).collect()
    })
}

fn check_report(path: &Path) -> Result<()> {
    let text = fs::read_to_string(path).map_err(Failure::io("reading", path))?;
    let failure = |reason: String| Failure::Report {
        path: path.to_owned(),
        reason,
    };
    let made: Made = serde_json::from_str(&text)
        .map_err(|error| failure(format!("is not a report of this command ({error})")))?;
    let configuration = Configuration::named(&made.configuration)
        .map_err(|error| failure(format!("cannot be checked ({error})")))?;
    let verilog = Design::accelerator(&configuration).verilog;
    if hexadecimal(&Sha256::digest(verilog)) != made.verilog_sha256 {
        let reason = format!(
            "was made from other Verilog than that of {} now",
            made.configuration
        );
        return Err(failure(reason).into());
    }
    Ok(())
}

impl Seed {
    fn new(report: RouteReport) -> Result<Seed> {
        let unread = || ToolError::Output {
            tool: Tool::NextpnrEcp5,
            what: format!("the report of seed {}", report.seed),
            reason: "it has no clock".into(),
        };
        Ok(Seed {
            seed: report.seed,
            fmax_mhz: report.fmax_mhz().ok_or_else(unread)?,
            target_mhz: report.target_mhz,
            critical_paths: report.critical_paths,
            utilisation: report.utilisation,
        })
    }
}

impl Fmax {
    /// Of at least one seed.
    fn of(seeds: &[Seed]) -> Fmax {
        let mut mhz: Vec<f64> = seeds.iter().map(|seed| seed.fmax_mhz).collect();
        mhz.sort_by(f64::total_cmp);
        let (low, high) = (mhz[(mhz.len() - 1) / 2], mhz[mhz.len() / 2]);
        Fmax {
            median: (low + high) / 2.0,
            minimum: mhz[0],
            maximum: mhz[mhz.len() - 1],
        }
    }
}

impl Report {
    fn text(&self) -> String {
        let Device {
            size,
            package,
            speed_grade,
        } = &self.device;
        let cells = &self.cells;
        let mut text = format!(
            "{} alone on {size} {package}, speed grade {speed_grade}\n\
             fmax   median {:.1} MHz, {:.1} to {:.1} over {} seeds (aim {} MHz)\n\
             area   {} LUT4, {} CCU2C, {} FF, {} MULT18X18D ({:.3} a MAC, {} MACs a cycle), {} DP16KD\n",
            self.configuration,
            self.fmax_mhz.median,
            self.fmax_mhz.minimum,
            self.fmax_mhz.maximum,
            self.seeds.len(),
            self.target_mhz,
            cells.lut4,
            cells.ccu2c,
            cells.flip_flops,
            cells.mult18x18d,
            self.mult18x18d_per_mac,
            self.macs,
            cells.dp16kd
        );
        for seed in &self.seeds {
            text.push_str(&format!(
                "seed {:<2} {:.1} MHz (aim {:.0})",
                seed.seed, seed.fmax_mhz, seed.target_mhz
            ));
            if let Some(path) = seed.critical_paths.first() {
                text.push_str(&format!(
                    ", {:.1} ns logic and {:.1} ns wires from {} to {}",
                    path.logic_ns, path.routing_ns, path.from, path.to
                ));
            }
            text.push('\n');
        }
        text
    }
}

/// The design's ports but for the clock.
fn ports(design: &Design) -> Vec<Port> {
    let mut ports = Vec::new();
    for stream in &design.streams {
        let (forth, back) = match stream.direction {
            Direction::Input => (PortDirection::Input, PortDirection::Output),
            Direction::Output => (PortDirection::Output, PortDirection::Input),
        };
        let mut port = |end: &str, width, direction| {
            ports.push(Port {
                name: format!("{}_{end}", stream.name),
                width,
                direction,
            });
        };
        port("valid", 1, forth);
        port("data", stream.width, forth);
        if stream.handshake {
            port("ready", 1, back);
        }
    }
    if let Some(memory) = &design.memory {
        for (end, direction, width) in MemoryPort::SIGNALS {
            ports.push(Port {
                name: format!("{}_{end}", memory.name),
                width,
                direction: match direction {
                    Direction::Input => PortDirection::Input,
                    Direction::Output => PortDirection::Output,
                },
            });
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let seed = |fmax_mhz| Seed {
            seed: 1,
            fmax_mhz,
            target_mhz: 100.0,
            critical_paths: Vec::new(),
            utilisation: BTreeMap::new(),
        };
        let fmax = Fmax::of(&[seed(104.0), seed(90.0), seed(100.0), seed(98.0)]);
        let expected = Fmax {
            median: 99.0,
            minimum: 90.0,
            maximum: 104.0,
        };
        assert_eq!(fmax, expected);
        assert_eq!(Fmax::of(&[seed(5.0), seed(7.0), seed(6.0)]).median, 6.0);
    }

    #[test]
    fn the_floorplan_names_instances_of_the_verilog() {
        let configuration = Configuration::named("ulx3s-85f").unwrap();
        let verilog = Design::accelerator(&configuration).verilog;
        for place in dot_array(configuration.tokens) {
            for instance in place.cell.split('.') {
                let declared = format!(" {instance} (");
                assert!(verilog.contains(&declared), "{}", place.cell);
            }
        }
    }

    #[test]
    fn a_report_of_other_verilog_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("single.json");
        let configuration = Configuration::named("single").unwrap();
        let current = hexadecimal(&Sha256::digest(Design::accelerator(&configuration).verilog));
        let report =
            |hash: &str| format!(r#"{{"configuration":"single","verilog_sha256":"{hash}"}}"#);
        fs::write(&path, report(&current)).unwrap();
        check_report(&path).unwrap();
        fs::write(&path, report(&"0".repeat(64))).unwrap();
        let error = check_report(&path).unwrap_err().to_string();
        assert!(
            error.contains("single.json was made from other Verilog"),
            "{error}"
        );
        fs::write(&path, "{}").unwrap();
        assert!(check_report(&path).is_err());
    }
}
