//! `harmonia fmax`: the clock that the accelerator reaches alone on the device, over several seeds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{
    Device, Fmax, FmaxReport, Port, Synthesis, Toolbox, Wrapper, temporary_folder,
};
use harmonia_hdl::{Configuration, Design, Direction};
use serde::Serialize;

use crate::checkout;
use crate::digest;
use crate::ecp5;
use crate::fmax_reports::Checked;
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
  harmonia fmax --config ulx3s-85f --seeds 3 --jobs 2   half an hour per seed and more; writes fpga/reports/ulx3s-85f.json
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
    /// Minutes that a seed may take; one that is not routed by then is left out. With --rip-up it aims a tenth lower: when the clock is
    /// out of reach, wires that miss it are laid again for 1,500 rounds.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: u32,
    /// Folder of the report; it is made when it does not exist [default: fpga/reports of the checkout]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Keep netlist, logs and placements in this folder; those that are there of the same netlist are not made again.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Tear up wires that miss the target and lay them again; without end if it is out of reach, until the minutes are over.
    #[arg(long)]
    rip_up: bool,
    /// Place nothing; fail when a report in the folder was made from other Verilog than the present.
    #[arg(long)]
    check: bool,
}

/// What is committed.
#[derive(Serialize)]
struct Report {
    configuration: String,
    /// SHA-256 of `generated/<configuration>.v` without comments and the attributes that name lines of the source.
    verilog_sha256: String,
    /// Command that makes this report.
    command: String,
    /// Multiply-accumulates per cycle.
    macs: usize,
    mult18x18d_per_mac: f64,
    #[serde(flatten)]
    flow: FmaxReport,
}

impl FmaxCommand {
    /// Places and routes, or with `--check` looks at the reports there are.
    pub fn run(self, output: &Output) -> Result<()> {
        let out = self.out.clone();
        let out = out.unwrap_or_else(|| checkout::folder("fpga/reports"));
        if self.check {
            return output.report(&Checked::folder(out)?, Checked::text);
        }
        let configuration = Configuration::named(&self.config)?;
        make_folder(&out)?;
        let path = out.join(format!("{}.json", configuration.name));
        let file = OutputFile::new(&path, &[])?;
        let report = match &self.keep {
            Some(folder) => {
                make_folder(folder)?;
                self.place(configuration, folder)?
            }
            None => self.place(configuration, temporary_folder()?.path())?,
        };
        file.write(Output::to_file(&report)?)?;
        say(format_args!("wrote {}", path.display()));
        output.report(&report, Report::text)
    }

    fn place(&self, configuration: Configuration, folder: &Path) -> Result<Report> {
        let design = Design::of(&configuration);
        let places = ecp5::places(&configuration);
        let apart = ecp5::apart(&design.top);
        let apart = apart.each_ref().map(String::as_str);
        let flow = Fmax {
            synthesis: Synthesis {
                wrapper: Some(&wrapper(&design)?),
                ..ecp5::synthesis(&design, &places, &apart)
            },
            device: &Device::lfe5u_85f(),
            constraints: None,
            target_mhz: self.target,
            rip_up: self.rip_up,
            seeds: self.seeds,
            jobs: self.jobs as usize,
            time_limit: Duration::from_secs(60 * u64::from(self.minutes)),
        };
        let spinner = progress::spinner("asking the tools for their versions");
        let tell = |what| spinner.set_message(what);
        let flow = flow.run(&Toolbox::from_environment(), folder, &tell)?;
        let macs = configuration.tokens * 2 * harmonia_hdl::layout::GROUP;
        Ok(Report {
            verilog_sha256: digest::of_bytes(design.verilog_without_remarks()),
            command: format!(
                "harmonia fmax --config {} --seeds {} --target {} --minutes {}{}",
                configuration.name,
                self.seeds,
                self.target,
                self.minutes,
                if self.rip_up { " --rip-up" } else { "" }
            ),
            configuration: configuration.name,
            mult18x18d_per_mac: flow.cells.mult18x18d as f64 / macs as f64,
            macs,
            flow,
        })
    }
}

/// The accelerator between registers, on three pins.
fn wrapper(design: &Design) -> Result<Wrapper> {
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    for (name, direction, width) in design.ports() {
        match direction {
            Direction::Input => inputs.push(Port { name, width }),
            Direction::Output => outputs.push(Port { name, width }),
        }
    }
    Ok(Wrapper::new(&design.top, "clock", &inputs, &outputs)?)
}

impl Report {
    fn text(&self) -> String {
        format!(
            "{} alone, {} MACs per cycle, {:.3} MULT18X18D per MAC\n{}",
            self.configuration, self.macs, self.mult18x18d_per_mac, self.flow
        )
    }
}
