//! `harmonia paper`: the paper's comparison, made from its data.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use harmonia_fpga::{Toolbox, temporary_folder};
use harmonia_hdl::baselines::{ELEMENTS, packed};
use harmonia_paper::elements::{Elements, Source};
use harmonia_paper::measure::Measurement;
use harmonia_paper::page::PageFile;
use harmonia_paper::published::Published;
use harmonia_paper::report::Report;
use serde::Serialize;

use crate::arguments::first_given;
use crate::checkout;
use crate::failure::Failure;
use crate::message::say;
use crate::output::{self, Output};
use crate::output_file::{OutputFile, make_folder};
use crate::progress;

/// Make the paper's comparison: systems of FP16, FIGNA, Anda and ours, in cycles and energy.
///
/// `system` is a model of whole systems, operation by operation: what array, memory and vector unit take of each, and the
/// energy of all parts, for prompts and decoding of eight models. It is checked against the counters of this project's
/// Verilog and against what Anda has published. Every number has a source in paper/data/; every figure of the paper stands
/// beside ours in the page, with "reproduced", "not reproduced" or "cannot be told".
///
/// `pe` measures processing elements in the same flow: area, delay and energy in OSU's standard cells for 180 nm, with operands
/// that SmolLM2 multiplied (paper/data/operands.csv), and area and clock on an LFE5U-85F. It writes paper/data/elements.json, of
/// which `system` makes its arrays.
///
/// `system` writes DIR/paper.md, and into DIR/paper/ JSON, CSV and pictures. A second run writes the same bytes; all of it takes
/// a second.
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Examples:
  harmonia paper --part system                        docs/paper.md and what belongs to it
  harmonia paper --part system --sensitivity          also print what each constant decides
  harmonia paper --part system --out /tmp/p --json    elsewhere; the whole report as JSON
  harmonia paper --part system --check                exit status 1 when the committed page is out of date
  harmonia paper --part pe --seeds 3                  measures all elements: paper/data/elements.json; three quarters of an hour
  harmonia paper --part pe --only harmonia --seeds 0 --json   one of them in standard cells, nothing written"
)]
pub struct PaperCommand {
    /// What to make.
    #[arg(long, value_enum)]
    part: Part,
    /// What the systems' arrays are made of: areas and ratios of energy that were measured of this project's own elements
    /// (paper/data/elements.json), or those that Anda has published.
    /// [default: measured]
    #[arg(long, value_enum)]
    elements: Option<ElementsFrom>,
    /// Folder of the page; it is made when it does not exist [default: docs of the checkout]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print how the ratios change when each constant is halved and doubled.
    #[arg(long)]
    sensitivity: bool,
    /// Write nothing; fail when a file differs or is missing.
    #[arg(long)]
    check: bool,
    /// Of `pe`: placements of each element on an FPGA, with seeds 1 to N; 0 for standard cells alone [default: 3]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100))]
    seeds: Option<u32>,
    /// Of `pe`: measure these elements alone, and write nothing.
    #[arg(long, value_name = "NAME", value_parser = elements())]
    only: Vec<String>,
    /// Of `pe`: keep what the tools read and write in this folder, and what was measured: elements and converters that are there, of the
    /// same Verilog and with as many placements, are not measured again, so that a run that was stopped goes on. A folder of other versions of
    /// the tools or of this program does not belong to it.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Placements of an element, where nothing else is asked for.
const SEEDS: u32 = 3;

/// Refuses options of the other part.
fn refuse<const N: usize>(part: &'static str, options: [(&'static str, bool); N]) -> Result<()> {
    first_given(options).map_or(Ok(()), |option| {
        Err(Failure::OtherPart { option, part }.into())
    })
}

fn elements() -> PossibleValuesParser {
    let names = ELEMENTS.map(|element| element.name);
    PossibleValuesParser::new(names.into_iter().chain([packed::NAME]))
}

/// Parts of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Area, delay and energy of processing elements.
    Pe,
    /// Cycles and energy of whole systems.
    System,
}

/// [`Source`], as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ElementsFrom {
    Measured,
    Published,
}

#[derive(Serialize)]
struct Made {
    #[serde(serialize_with = "output::path")]
    folder: PathBuf,
    /// Files and whether they were written or only looked at.
    files: Vec<&'static str>,
    written: bool,
    report: Report,
}

impl PaperCommand {
    /// Makes a part, or with `--check` fails when a committed file is not what would be written.
    pub fn run(self, output: &Output) -> Result<()> {
        let of_system = [
            ("--elements", self.elements.is_some()),
            ("--out", self.out.is_some()),
            ("--sensitivity", self.sensitivity),
            ("--check", self.check),
        ];
        let of_pe = [
            ("--seeds", self.seeds.is_some()),
            ("--only", !self.only.is_empty()),
            ("--keep", self.keep.is_some()),
        ];
        match self.part {
            Part::Pe => {
                refuse("system", of_system)?;
                self.elements(output)
            }
            Part::System => {
                refuse("pe", of_pe)?;
                self.system(output)
            }
        }
    }

    fn elements(self, output: &Output) -> Result<()> {
        let path = checkout::folder("paper/data/elements.json");
        let file = match self.only.is_empty() {
            true => Some(OutputFile::new(&path, &[])?),
            false => None,
        };
        let measured = match &self.keep {
            Some(folder) => {
                make_folder(folder)?;
                self.measure(folder)?
            }
            None => self.measure(temporary_folder()?.path())?,
        };
        if let Some(file) = file {
            file.write(Output::to_file(&measured)?)?;
            say(format_args!("wrote {}", path.display()));
        }
        let published = Published::read()?;
        output.report(&measured, |measured| measured.text(&published.anda))
    }

    fn measure(&self, folder: &Path) -> Result<Elements> {
        let spinner = progress::spinner("looking for the tools");
        let measurement = Measurement {
            toolbox: &Toolbox::from_environment(),
            folder,
            seeds: self.seeds.unwrap_or(SEEDS),
            only: &self.only,
            progress: &|what| spinner.set_message(what),
        };
        Ok(measurement.run()?)
    }

    fn system(self, output: &Output) -> Result<()> {
        let folder = self.out.clone().unwrap_or_else(|| checkout::folder("docs"));
        if self.check && !folder.join(Report::names()[0]).is_file() {
            let what = "the page of the paper's comparison";
            return Err(Failure::NothingToCheck { folder, what }.into());
        }
        let path = checkout::folder("paper/data/elements.json");
        let measured = Elements::read(&path)?;
        let names = measured.as_ref().map_or(Vec::new(), Elements::stale);
        if !names.is_empty() {
            let path = path.clone();
            let failure = Failure::StaleElements { path, names };
            match self.check {
                true => return Err(failure.into()),
                false => say(format_args!("note: {failure}")),
            }
        }
        let published = Published::read()?;
        let source = match self.elements {
            Some(ElementsFrom::Published) => Source::Published,
            Some(ElementsFrom::Measured) | None => Source::Measured,
        };
        let elements = Elements::from(source, &published, &path)?;
        let report = Report::new(&published, &elements, measured)?;
        let files = report.files()?;
        if self.check {
            check(&folder, &files)?;
        } else {
            write(&folder, &files)?;
        }
        let made = Made {
            files: files.iter().map(|file| file.name).collect(),
            written: !self.check,
            folder,
            report,
        };
        output.report(&made, |made| made.text(self.sensitivity))
    }
}

impl Made {
    fn text(&self, sensitivity: bool) -> String {
        let state = if self.written {
            "written"
        } else {
            "up to date"
        };
        let line = |name: &&str| format!("{}: {state}\n", self.folder.join(name).display());
        let files: String = self.files.iter().map(line).collect();
        format!("{}\n{files}", self.report.text(sensitivity))
    }
}

fn write(folder: &Path, files: &[PageFile]) -> Result<()> {
    make_folder(&folder.join("paper"))?;
    for file in files {
        OutputFile::new(&folder.join(file.name), &[])?.write(&file.text)?;
    }
    Ok(())
}

fn check(folder: &Path, files: &[PageFile]) -> Result<()> {
    let mut stale = Vec::new();
    for file in files {
        let path = folder.join(file.name);
        match fs::read(&path) {
            Ok(bytes) if bytes == file.text.as_bytes() => {}
            Ok(_) => stale.push(file.name.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => stale.push(file.name.into()),
            Err(error) => return Err(Failure::io("reading", path)(error).into()),
        }
    }
    match stale.is_empty() {
        true => Ok(()),
        false => {
            let (folder, files) = (folder.to_owned(), stale);
            Err(Failure::StalePage { folder, files }.into())
        }
    }
}
