//! `harmonia build`: a board's bitstream, by synthesis, a placement and routing per seed, and the packer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use harmonia_fpga::{
    Build, BuildReport, Cells, Constraints, Device, Fmax, PinRegisters, Runner, Synthesis, Toolbox,
    temporary_folder,
};
use harmonia_hdl::board::pll::Pll;
use harmonia_hdl::board::{Board, IN_PINS};
use harmonia_hdl::{Configuration, Design};
use serde::Serialize;

use crate::digest;
use crate::ecp5;
use crate::failure::Failure;
use crate::message::say;
use crate::number::megahertz;
use crate::output::Output;
use crate::output_file::{OutputFile, make_folder};
use crate::progress;

/// Where bitstreams are, seen from the working folder.
pub const BITSTREAMS: &str = "bitstreams";

/// Make a board's bitstream.
///
/// Yosys synthesises the board's design, nextpnr places and routes it once for each seed, and ecppack packs the
/// fastest one. The folder gets BOARD.bit and beside it BOARD.json, which says what it is: clocks and longest
/// paths of every seed with lines of the Rust sources, cells, the flip-flops in pins, versions of the tools, and the
/// SHA-256 of Verilog and bitstream. A bitstream that is too slow for its clock, or has a pin's flip-flop elsewhere,
/// is an error: the report is written, the bitstream is not.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia build --board ulx3s                       half an hour and more; writes bitstreams/ulx3s.bit
  harmonia build --board ulx3s --seeds 5 --jobs 2    the fastest of five placements
  harmonia build --board ulx3s --mhz 87.5 --aim 90   a faster bitstream, if a seed gets there
  harmonia build --board ulx3s --seeds 0             synthesis only: the cells that it takes, in minutes
  harmonia flash                                     loads it into the board")]
pub struct BuildCommand {
    /// A board of boards/.
    #[arg(long, value_name = "NAME", default_value = "ulx3s")]
    board: String,
    /// Clock of design, SDRAM and link [default: that of the board's file]
    #[arg(long, value_name = "MHZ", value_parser = megahertz)]
    mhz: Option<f64>,
    /// Clock that placement and routing aim for, best above the one that the bitstream runs at: a path that reaches it is not made any
    /// shorter [default: that of the board's file, or the bitstream's if that is faster]
    #[arg(long, value_name = "MHZ", value_parser = megahertz)]
    aim: Option<f64>,
    /// Number of placements, with seeds 1 to N; 0 places nothing.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=100))]
    seeds: u32,
    /// Placements at a time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    jobs: u32,
    /// Minutes that a seed may take; one that is not routed by then is first aimed a tenth lower, and left out with --no-rip-up.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: u32,
    /// Leave wires that miss the clock as they are. By default they are torn up and laid again: that is what brings most seeds to the clock,
    /// but if it is far out of reach, it goes on until the minutes are over.
    #[arg(long)]
    no_rip_up: bool,
    /// Folder of bitstream and report; it is made when it does not exist.
    #[arg(long, value_name = "DIR", default_value = BITSTREAMS)]
    out: PathBuf,
    /// Keep netlist, logs and placements in this folder; those that are there of the same netlist are not made again, so that a build
    /// that was stopped goes on.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Parts of a board's design, whose cells are counted.
const UNITS: [&str; 12] = [
    "board.link",
    "board.memory",
    "board.status",
    "board.pins",
    "board.system.processor",
    "board.system.vector",
    "board.system.weights",
    "board.system.transfer",
    "board.system.controller",
    "board.system.accelerator",
    "board.system.accelerator.engine",
    "board.system.accelerator.attention",
];

/// What a bitstream is.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    what: What,
    /// Command that makes it.
    command: String,
    /// SHA-256 of the bitstream.
    bitstream_sha256: String,
    /// Flip-flops that must lie in pins.
    pins: PinRegisters,
    #[serde(flatten)]
    build: BuildReport,
}

/// What synthesis alone finds out.
#[derive(Serialize)]
struct Area {
    #[serde(flatten)]
    what: What,
    /// Version of Yosys.
    tool: String,
    cells: Cells,
    units: BTreeMap<String, Cells>,
}

/// The board that was asked for.
#[derive(Clone, Serialize)]
struct What {
    board: &'static str,
    configuration: String,
    /// MHz of design, SDRAM and link.
    clock_mhz: f64,
    /// What makes them.
    pll: Pll,
    /// Bits per second of the serial port.
    baud: u32,
    /// SHA-256 of the Verilog without comments and the attributes that name lines of the source.
    verilog_sha256: String,
}

impl BuildCommand {
    /// Builds a bitstream, or counts its cells.
    pub fn run(self, output: &Output) -> Result<()> {
        let board = Board::named(&self.board, self.mhz)?;
        let constraints = Constraints::read(board.constraints)?;
        let ports = board.port_bits();
        constraints.serve(&ports)?;
        let configuration = Configuration::named(&board.configuration)?;
        let design = Design::on(&board);
        let places = ecp5::places(&configuration);
        let apart = ecp5::apart(&board.design_module());
        let apart = apart.each_ref().map(String::as_str);
        let synthesis = Synthesis {
            in_pins: &IN_PINS,
            units: &UNITS,
            ..ecp5::synthesis(&design, &places, &apart)
        };
        let what = What {
            board: board.name,
            configuration: board.configuration.clone(),
            clock_mhz: board.pll.output_mhz,
            pll: board.pll.clone(),
            baud: board.baud,
            verilog_sha256: digest::of_bytes(design.verilog_without_remarks()),
        };
        let temporary = temporary_folder()?;
        let folder = match &self.keep {
            Some(folder) => {
                make_folder(folder)?;
                folder
            }
            None => temporary.path(),
        };
        if self.seeds == 0 {
            let report = count(what, &synthesis, folder)?;
            return output.report(&report, Area::text);
        }
        make_folder(&self.out)?;
        let file = |end: &str| self.out.join(format!("{}.{end}", board.name));
        let [bit, json] = ["bit", "json"].map(file);
        let [bit_file, json_file] = [OutputFile::new(&bit, &[])?, OutputFile::new(&json, &[])?];
        let device = &board.device;
        let target_mhz = self.aim.unwrap_or(board.aim_mhz.max(board.pll.output_mhz));
        let build = Build {
            flow: Fmax {
                synthesis,
                device: &Device {
                    size: device.size.clone(),
                    package: device.package.clone(),
                    speed_grade: device.speed_grade,
                },
                constraints: Some(constraints.text()),
                target_mhz,
                rip_up: !self.no_rip_up,
                seeds: self.seeds,
                jobs: self.jobs as usize,
                time_limit: Duration::from_secs(60 * u64::from(self.minutes)),
            },
            flash_mhz: board.flash_mhz,
        };
        let spinner = progress::spinner("asking the tools for their versions");
        let tell = |what| spinner.set_message(what);
        let mut build = build.run(&Toolbox::from_environment(), folder, &tell)?;
        spinner.finish_and_clear();
        let made = folder.join(&build.bitstream.file);
        let bytes = fs::read(&made).map_err(Failure::io("reading", &made))?;
        build.bitstream.file = format!("{}.bit", board.name);
        let report = Report {
            command: format!(
                "harmonia build --board {} --mhz {} --aim {target_mhz} --seeds {} --minutes {}{}",
                board.name,
                board.pll.output_mhz,
                self.seeds,
                self.minutes,
                if self.no_rip_up { " --no-rip-up" } else { "" }
            ),
            what,
            bitstream_sha256: digest::of_bytes(&bytes),
            pins: pin_registers(&ports),
            build,
        };
        json_file.write(Output::to_file(&report)?)?;
        say(format_args!("wrote {}", json.display()));
        report.check()?;
        bit_file.write(bytes)?;
        say(format_args!("wrote {}", bit.display()));
        output.report(&report, Report::text)
    }
}

/// Synthesises and counts.
fn count(what: What, synthesis: &Synthesis<'_>, folder: &Path) -> Result<Area> {
    let spinner = progress::spinner("synthesis");
    let report = synthesis.run(&Toolbox::from_environment(), folder)?;
    spinner.finish_and_clear();
    Ok(Area {
        what,
        tool: report.tool,
        cells: report.cells,
        units: report.units,
    })
}

/// Flip-flops that must lie in pins: one for each that comes in, goes out or is let go. The SDRAM's clock changes at both edges, its
/// enable never.
fn pin_registers(ports: &[String]) -> PinRegisters {
    let count = |is: &dyn Fn(&str) -> bool| ports.iter().filter(|port| is(port)).count();
    let data = count(&|port| port.starts_with("sdram_d["));
    let clocks = count(&|port| port == "sdram_clk");
    let steady = count(&|port| port == "sdram_cke");
    let sdram = count(&|port| port.starts_with("sdram_"));
    PinRegisters {
        inputs: data + count(&|port| port == "ftdi_txd"),
        outputs: sdram - clocks - steady + count(&|port| port == "ftdi_rxd"),
        enables: data,
        double_rate: clocks,
    }
}

impl Report {
    /// Whether the bitstream works on its board.
    fn check(&self) -> Result<(), Failure> {
        let (board, found) = (self.what.board, self.build.bitstream.pin_registers);
        if found != self.pins {
            return Err(Failure::Pins {
                board,
                expected: self.pins,
                found,
            });
        }
        let (mhz, clock_mhz) = (self.build.seed_mhz, self.what.clock_mhz);
        if mhz < clock_mhz {
            return Err(Failure::SlowBitstream {
                board,
                clock_mhz,
                mhz,
            });
        }
        Ok(())
    }

    fn text(&self) -> String {
        let Report { what, build, .. } = self;
        format!(
            "{} at {} MHz, configuration {}\n{}{}bitstream of seed {}, {:.1} MHz: {} bytes, SHA-256 {}\n",
            what.board,
            what.clock_mhz,
            what.configuration,
            build.flow,
            table(&build.flow.units),
            build.seed,
            build.seed_mhz,
            build.bitstream.bytes,
            self.bitstream_sha256
        )
    }
}

impl Area {
    fn text(&self) -> String {
        let Area {
            what, cells, units, ..
        } = self;
        format!(
            "{} at {} MHz, configuration {}\narea   {}\n{}",
            what.board,
            what.clock_mhz,
            what.configuration,
            list(cells),
            table(units)
        )
    }
}

/// Counts of cells on one line.
fn list(cells: &Cells) -> String {
    format!(
        "{} LUT4, {} CCU2C, {} FF, {} MULT18X18D, {} DP16KD, {} DPR16X4",
        cells.lut4, cells.ccu2c, cells.flip_flops, cells.mult18x18d, cells.dp16kd, cells.dpr16x4
    )
}

/// A line for each unit.
fn table(units: &BTreeMap<String, Cells>) -> String {
    let line = |(unit, cells): (&String, &Cells)| {
        let unit = match unit.as_str() {
            "" => "between them",
            unit => unit,
        };
        format!("  {unit:<36}{}\n", list(cells))
    };
    units.iter().map(line).collect()
}
