//! `harmonia phases`: at which phases of the SDRAM's clock a board's memory works.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use harmonia_contract::Identity;
use harmonia_contract::identity::{ERRORS, TESTED};
use harmonia_fpga::{Load, Pack, Phase, Runner, Settings, Toolbox, Unpack, temporary_folder};
use harmonia_hdl::board::Board;
use harmonia_link::{LinkError, identify};
use serde::Serialize;

use crate::board::{BoardArguments, BoardPlace, place};
use crate::cmd_flash;
use crate::failure::Failure;
use crate::number::megahertz;
use crate::output::Output;
use crate::output_file::OutputFile;
use crate::progress;

/// Find the phases of the SDRAM's clock at which a board's memory works.
///
/// A bitstream is loaded again and again, each time with its memory's clock a little later; the board tests all of its memory and says how
/// many words were wrong. Nothing is placed or routed for that: the phase is a setting of the PLL. What is shown are the phases that work,
/// and the middle of them, where cables, chips and temperature have most room; --out writes a bitstream of that.
///
/// It takes about six seconds for each phase. Close every program that uses the board, see `harmonia flash --help`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia phases                             every half period of the VCO, 16 phases at 75 MHz
  harmonia phases --step 1                    all 64 that there are
  harmonia phases --out bitstreams/mine.bit   and a bitstream of the middle, for `harmonia flash bitstreams/mine.bit`")]
pub struct PhasesCommand {
    /// A board of boards/.
    #[arg(long, value_name = "NAME", default_value = "ulx3s")]
    board: String,
    /// Clock that the bitstream was built for [default: that of the board's file]
    #[arg(long, value_name = "MHZ", value_parser = megahertz)]
    mhz: Option<f64>,
    /// The bitstream [default: bitstreams/BOARD.bit, where `harmonia build` writes it]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The board's serial port: `serial:PATH[@BAUD]`.
    #[arg(long, value_name = "DEVICE", default_value = "serial:/dev/ttyUSB0", value_parser = place)]
    device: BoardPlace,
    /// From one phase to the next, in eighths of the VCO's period.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=64))]
    step: u32,
    /// Write a bitstream with the middle phase into this file.
    #[arg(long, value_name = "FILE.bit")]
    out: Option<PathBuf>,
}

/// How long a port may be away, and a test of memory may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// From one question to the next.
const PAUSE: Duration = Duration::from_millis(200);

#[derive(Serialize)]
struct Report {
    board: &'static str,
    clock_mhz: f64,
    /// Of the bitstream as it was.
    own_degrees: f64,
    phases: Vec<Trial>,
    /// The phases that work, the longest run of them; null where none does.
    window: Option<Window>,
}

/// A phase that was tried.
#[derive(Clone, Copy, Serialize)]
struct Trial {
    degrees: f64,
    /// Bytes of memory that were found.
    memory_bytes: usize,
    /// Whether all of it was tested.
    memory_tested: bool,
    /// Words that were wrong.
    memory_errors: usize,
}

/// Phases one after the other, all of which work.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
struct Window {
    first_degrees: f64,
    middle_degrees: f64,
    last_degrees: f64,
}

impl PhasesCommand {
    /// Tries all of them.
    pub fn run(self, output: &Output) -> Result<()> {
        let board = Board::named(&self.board, self.mhz)?;
        if matches!(self.device, BoardPlace::Simulated { .. }) {
            return Err(Failure::NoPhases.into());
        }
        let (path, bytes) = cmd_flash::bitstream(&board, self.file.clone())?;
        let out = match &self.out {
            Some(out) => Some(OutputFile::new(out, std::slice::from_ref(&path))?),
            None => None,
        };
        let (toolbox, work) = (Toolbox::from_environment(), temporary_folder()?);
        let folder = work.path();
        fs::write(folder.join("own.bit"), bytes).map_err(Failure::io("writing into", folder))?;
        let settings = Unpack { name: "own" }.run(&toolbox, folder)?;
        let (pll, own) = (&board.pll, settings.phase());
        let built = (pll.coarse, pll.fine);
        if (own.coarse, own.fine) != built {
            let mhz = pll.output_mhz;
            return Err(Failure::OtherClock { path, mhz }.into());
        }

        let circle = Circle {
            eighths: 8 * pll.output_divider,
            step: self.step,
        };
        let packed = |eighths| packed(&settings, eighths, board.flash_mhz, &toolbox, folder);
        let bar = progress::count("phases", circle.count() as u64);
        let mut phases = Vec::new();
        for eighths in circle.steps() {
            let load = Load {
                board: board.name,
                file: packed(eighths)?,
                permanent: false,
            };
            load.load(&toolbox)?;
            let identity = self.tested()?;
            phases.push(Trial {
                degrees: circle.degrees(eighths),
                memory_bytes: 8 * identity.memory_words,
                memory_tested: TESTED.of(identity.state as u64) == 1,
                memory_errors: ERRORS.of(identity.state as u64),
            });
            bar.inc(1);
        }
        bar.finish_and_clear();
        let most = phases.iter().map(|trial| trial.memory_bytes).max();
        let works = |trial: &Trial| {
            let all = trial.memory_bytes > 0 && Some(trial.memory_bytes) == most;
            all && trial.memory_tested && trial.memory_errors == 0
        };
        let works: Vec<bool> = phases.iter().map(works).collect();
        let window = longest_run(&works).map(|(first, count)| circle.window(first, count));
        if let (Some(out), Some([_, middle, _])) = (out, window) {
            let file = packed(middle)?;
            out.write(fs::read(&file).map_err(Failure::io("reading", &file))?)?;
        }
        let report = Report {
            board: board.name,
            clock_mhz: pll.output_mhz,
            own_degrees: pll.phase_degrees,
            phases,
            window: window.map(|eighths| {
                let [first_degrees, middle_degrees, last_degrees] =
                    eighths.map(|eighths| circle.degrees(eighths));
                Window {
                    first_degrees,
                    middle_degrees,
                    last_degrees,
                }
            }),
        };
        output.report(&report, Report::text)
    }

    /// Who the board is, once its memory is tested, or has none of it or no test in time. Its port goes away while it is loaded.
    fn tested(&self) -> Result<Identity> {
        let end = Instant::now() + PATIENCE;
        loop {
            let asked = BoardArguments::default()
                .open(&self.device, None)
                .and_then(|opened| Ok(identify(opened.line, opened.timing)?.0));
            let late = Instant::now() > end;
            match asked {
                Ok(identity) if late || TESTED.of(identity.state as u64) == 1 => {
                    return Ok(identity);
                }
                // What is not found has no test.
                Ok(identity) if identity.memory_words == 0 => return Ok(identity),
                Err(error) if late || error.downcast_ref::<LinkError>().is_none() => {
                    return Err(error);
                }
                _ => thread::sleep(PAUSE),
            }
        }
    }
}

/// A bitstream of a phase, in the folder.
fn packed(
    settings: &Settings,
    eighths: u32,
    flash_mhz: f64,
    toolbox: &Toolbox,
    folder: &Path,
) -> Result<PathBuf> {
    let (coarse, fine) = (eighths / 8, eighths % 8);
    let config = folder.join("phase.config");
    fs::write(&config, settings.at(Phase { coarse, fine }))
        .map_err(Failure::io("writing", &config))?;
    let name = "phase".into();
    let made = Pack { name, flash_mhz }.run(toolbox, folder)?;
    Ok(folder.join(made.file))
}

/// Phases that are tried, in eighths of the VCO's period.
#[derive(Clone, Copy)]
struct Circle {
    /// In a period of the clock.
    eighths: u32,
    /// From one to the next.
    step: u32,
}

impl Circle {
    fn steps(self) -> impl Iterator<Item = u32> {
        (0..self.eighths).step_by(self.step as usize)
    }

    fn count(self) -> usize {
        self.steps().count()
    }

    fn degrees(self, eighths: u32) -> f64 {
        360.0 * f64::from(eighths) / f64::from(self.eighths)
    }

    /// First, middle and last of a run of steps, which may go round.
    fn window(self, first: usize, count: usize) -> [u32; 3] {
        let begin = self.step * first as u32;
        let last = (first + count - 1) % self.count();
        let last = self.step * last as u32;
        let length = (last + self.eighths - begin) % self.eighths;
        [begin, (begin + length / 2) % self.eighths, last]
    }
}

/// Of what lies in a circle: where the longest run of those that are set begins, and how long it is.
fn longest_run(set: &[bool]) -> Option<(usize, usize)> {
    let of = |first: usize| {
        let following = (first..first + set.len()).map(|index| set[index % set.len()]);
        following.take_while(|set| *set).count()
    };
    let runs = (0..set.len()).map(|first| (first, of(first)));
    let longest = runs.rev().max_by_key(|(_, count)| *count);
    longest.filter(|(_, count)| *count > 0)
}

impl Report {
    fn text(&self) -> String {
        let line = |trial: &Trial| {
            let size = trial.memory_bytes >> 20;
            let found = match (size, trial.memory_tested, trial.memory_errors) {
                (0, ..) => "no memory".to_owned(),
                (_, false, _) => format!("{size} MB, not tested"),
                (_, true, 0) => format!("{size} MB, every word right"),
                (_, true, wrong) => format!("{size} MB, {wrong} words wrong"),
            };
            format!("{:6.1} degrees  {found}\n", trial.degrees)
        };
        let lines: String = self.phases.iter().map(line).collect();
        let window = match &self.window {
            None => "no phase works: another --mhz of `harmonia build`, or solder\n".to_owned(),
            Some(window) => format!(
                "memory works from {:.1} to {:.1} degrees, the middle is {:.1}; the bitstream has {:.1}\n",
                window.first_degrees, window.last_degrees, window.middle_degrees, self.own_degrees
            ),
        };
        lines + &window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_may_go_round() {
        let of = |text: &str| longest_run(&text.bytes().map(|b| b == b'x').collect::<Vec<_>>());
        assert_eq!(of("xx...xxx"), Some((5, 5)));
        assert_eq!(of(".xx.xxx."), Some((4, 3)));
        assert_eq!(of("xxxx"), Some((0, 4)));
        assert_eq!((of("...."), of("")), (None, None));
    }

    #[test]
    fn the_middle_is_between_the_first_and_the_last_the_short_way() {
        let circle = Circle {
            eighths: 80,
            step: 4,
        };
        assert_eq!((circle.count(), circle.degrees(20)), (20, 90.0));
        assert_eq!(circle.window(2, 5), [8, 16, 24]);
        assert_eq!(circle.window(18, 5), [72, 0, 8]);
        // The last step is shorter where the period is no multiple of it.
        let circle = Circle {
            eighths: 10,
            step: 4,
        };
        assert_eq!(circle.window(2, 2), [8, 9, 0]);
    }
}
