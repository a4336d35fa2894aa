//! `harmonia board`: what is connected.

use std::io::{self, BufRead};
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use harmonia_contract::Identity;
use harmonia_contract::frame::{COUNTERS, Frame, OPCODE, WEIGHTS_CHECK};
use harmonia_contract::identity::{ERRORS, TESTED};
use harmonia_device::system::Link;

use harmonia_link::{Connection, Wanted};
use serde::Serialize;

use crate::board::{BoardArguments, BoardPlace, Opened, place};
use crate::message::say;
use crate::output::Output;

/// Say what board is connected: its configuration, memory, clock and counters.
///
/// The connection that this makes ends an earlier one, and leaves what memory holds as it is.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia board
      the board on /dev/ttyUSB0
  harmonia board --device board-sim --sdram 32m
      a board of 32 MB, simulated at its pins
  harmonia board --device board-sim --serve
      the same, until Enter is pressed, for other programs: they use the port that is shown")]
pub struct BoardCommand {
    /// Where it is: `serial:PATH[@BAUD]` or `board-sim[:CONFIG][@BAUD]`.
    #[arg(long, value_name = "DEVICE", default_value = "serial:/dev/ttyUSB0", value_parser = place)]
    device: BoardPlace,
    /// Simulate the board until Enter is pressed or standard input ends, for other programs.
    ///
    /// Where it is comes on standard error; the cycles that were simulated till then come on standard output.
    #[arg(long, conflicts_with_all = ["damage", "backdoor"])]
    serve: bool,
    #[command(flatten)]
    board: BoardArguments,
}

#[derive(Serialize)]
struct Report {
    line: String,
    configuration: String,
    link_version: usize,
    /// Of the contract between host and board.
    fingerprint: String,
    clock_mhz: f64,
    token_rows: usize,
    /// Tokens of a pass.
    batch: usize,
    context: usize,
    vector_elements: usize,
    memory_bytes: usize,
    /// Whether memory was tested since power came.
    memory_tested: bool,
    /// Words that were wrong.
    memory_errors: usize,
    /// Seconds of a question and its answer.
    round_trip_seconds: f64,
    /// Of the last pass; null when none has run since power came.
    counters: Option<Vec<Counter>>,
}

#[derive(Serialize)]
struct Counter {
    name: &'static str,
    value: u64,
}

/// Counters of the last pass. Whatever runs reads its program: when nothing was moved, they are of no pass.
fn of_pass(words: &[u64]) -> Option<Vec<Counter>> {
    let named = || COUNTERS.iter().zip(words);
    let is_moved = |(name, value): (&&str, &u64)| !OTHER.contains(name) && *value > 0;
    named().any(is_moved).then(|| {
        let counters = named().map(|(&name, &value)| Counter { name, value });
        counters.collect()
    })
}

/// Counters that are not 0 before the first pass.
const OTHER: [&str; 2] = [COUNTERS[0], COUNTERS[WEIGHTS_CHECK]];

#[derive(Serialize)]
struct Served {
    device: String,
    cycles: u64,
}

impl BoardCommand {
    /// Shows the board, or simulates it for others.
    pub fn run(self, output: &Output) -> Result<()> {
        self.board.check([&self.device])?;
        if self.serve {
            return self.serve(output);
        }
        let Opened { line, timing, .. } = self.board.open(&self.device, None)?;
        let mut connection = Connection::open(line, timing, &Wanted::default())?;
        let before = connection.line_mut().now();
        let mut words = vec![0; connection.identity().counters];
        let ask = (Frame::Counters as u64) << OPCODE.low;
        connection.send(&[ask])?;
        connection.receive(&mut words)?;
        let round_trip = connection.line_mut().now() - before;
        let line = connection.line_mut().describe();
        let report = Report::new(connection.identity(), line, round_trip, &words);
        drop(connection);
        output.report(&report, Report::text)?;
        self.board.turn_off()
    }

    fn serve(&self, output: &Output) -> Result<()> {
        let BoardPlace::Simulated {
            configuration,
            baud,
        } = &self.device
        else {
            return Err(crate::failure::Failure::NotServed.into());
        };
        let simulated = self.board.start(configuration.as_deref(), *baud, None)?;
        let device = format!("serial:{}@{}", simulated.path(), simulated.options().baud);
        say(format_args!("the board is at {device}; Enter turns it off"));
        io::stdin().lock().read_until(b'\n', &mut Vec::new())?;
        let cycles = simulated.cycles();
        drop(simulated);
        self.board.turn_off()?;
        output.report(&Served { device, cycles }, |served| {
            format!("{} cycles were simulated\n", served.cycles)
        })
    }
}

impl Report {
    fn new(identity: &Identity, line: String, round_trip: Duration, counters: &[u64]) -> Report {
        Report {
            line,
            configuration: identity.configuration.clone(),
            link_version: identity.version,
            fingerprint: format!("{:08x}", identity.fingerprint),
            clock_mhz: identity.clock as f64 / 1e6,
            token_rows: identity.token_rows,
            batch: identity.batch,
            context: identity.context,
            vector_elements: identity.vectors,
            memory_bytes: 8 * identity.memory_words,
            memory_tested: TESTED.of(identity.state as u64) == 1,
            memory_errors: ERRORS.of(identity.state as u64),
            round_trip_seconds: round_trip.as_secs_f64(),
            counters: of_pass(counters),
        }
    }

    fn text(&self) -> String {
        let memory = match (
            self.memory_bytes >> 20,
            self.memory_tested,
            self.memory_errors,
        ) {
            (0, ..) => "none found: look at solder and bitstream".to_owned(),
            (size, false, _) => format!("{size} MB, not tested"),
            (size, true, 0) => format!("{size} MB, tested, every word right"),
            (size, true, wrong) => format!("{size} MB, tested, {wrong} words WRONG"),
        };
        let mut text = format!(
            "board          `{}` on {}\nclock          {} MHz\nmemory         {memory}\n\
             engine         {} token rows, {} tokens of a pass, context {}, {} elements of vector memory\n\
             contract       {} (link version {})\nround trip     {:.1} ms\nlast pass{}\n",
            self.configuration,
            self.line,
            self.clock_mhz,
            self.token_rows,
            self.batch,
            self.context,
            self.vector_elements,
            self.fingerprint,
            self.link_version,
            1e3 * self.round_trip_seconds,
            if self.counters.is_some() {
                ":"
            } else {
                "      none"
            },
        );
        for Counter { name, value } in self.counters.iter().flatten() {
            text += &match *name == COUNTERS[WEIGHTS_CHECK] {
                true => format!("  {name:<20} {value:016x}\n"),
                false => format!("  {name:<20} {value}\n"),
            };
        }
        text
    }
}
