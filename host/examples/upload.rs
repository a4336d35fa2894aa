//! What the upload of a model to a board takes over a serial line of 3 Mbaud: all at once, with a cut in the middle, the rest, again.
//!
//! ```text
//! cargo run --release -p harmonia-host --example upload -- MODEL.gguf 64 50
//! ```
//!
//! Arguments: a GGUF file (`tiny` for the bundled model), megabytes of memory [64], the share after which the line is cut in percent
//! [50]. Host and driver are those of `harmonia run`; line and board's end are models in a time of their own (`harmonia_link::model`), an
//! emulated machine behind them. The machine itself takes no time: to check what was written, a board reads it at its memory's speed.

use std::error::Error;
use std::sync::Arc;

use harmonia_contract::fingerprint::fingerprint;
use harmonia_contract::frame::COUNTERS;
use harmonia_contract::identity::{self, Identity};
use harmonia_device::system::{EmulatedMachine, Link, MachineLimits, Peer, WiredMachine};
use harmonia_hdl::Configuration;
use harmonia_host::{SystemExecutor, SystemOptions, SystemPlan, Upload};
use harmonia_link::model::{BAUD, BYTE, Backend, Board, Simulated};
use harmonia_link::{Connection, Line, Timing, Wanted};
use harmonia_model::{Model, WeightChoice};

const CONFIGURATION: &str = "ulx3s-85f";

/// An emulated machine behind frames. It answers in no time, so it can always take a word.
struct Emulated(Peer);

impl Backend for Emulated {
    fn rests(&self) -> bool {
        self.0.rests()
    }

    fn takes(&self) -> bool {
        true
    }

    fn take(&mut self, word: u64) {
        self.0.send(&[word]).expect("frames of the driver");
    }

    fn give(&mut self) -> Option<u64> {
        self.0.answer()
    }
}

/// Connects and uploads; says how far it came, in how many seconds of the line's time.
fn start(
    line: &mut Simulated<Emulated>,
    key: u32,
    model: &Arc<Model>,
    limits: MachineLimits,
) -> (Result<(), String>, Upload, f64) {
    let begun = line.now();
    let wanted = Wanted {
        configuration: Some(CONFIGURATION.into()),
        key: Some(key),
    };
    let mut upload = Upload::default();
    let mut uploaded = || -> Result<(), Box<dyn Error>> {
        let connection = Connection::open(&mut *line, Timing::serial(BAUD), &wanted)?;
        let machine = WiredMachine::new(connection, limits, COUNTERS.len());
        let options = SystemOptions::default();
        let mut progress = |now| upload = now;
        SystemExecutor::uploaded(Arc::clone(model), machine, &options, &mut progress)?;
        Ok(())
    };
    let ended = uploaded().map_err(|error| error.to_string());
    let seconds = (line.now() - begun).as_secs_f64();
    (ended, upload, seconds)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a GGUF file, or tiny")?;
    let mut number = |default: u64| arguments.next().map_or(Ok(default), |text| text.parse());
    let (megabytes, percent) = (number(64)?, number(50)?);
    let model = match file.as_str() {
        "tiny" => Model::bundled(WeightChoice::Auto, &mut |_, _| {})?,
        path => Model::open(path, WeightChoice::Auto, &mut |_, _| {})?,
    };
    let model = Arc::new(model);
    let configuration = Configuration::named(CONFIGURATION)?;
    let vectors = configuration
        .vectors
        .ok_or("a configuration with vectors")?;
    let limits = MachineLimits {
        token_rows: configuration.tokens,
        batch: configuration.batch,
        vectors,
        memory_words: megabytes as usize * (1 << 20) / 8,
        context: configuration.context,
    };
    let identity = Identity {
        version: identity::VERSION,
        fingerprint: fingerprint(),
        configuration: CONFIGURATION.into(),
        token_rows: limits.token_rows,
        batch: limits.batch,
        vectors,
        context: limits.context,
        counters: COUNTERS.len(),
        clock: 75_000_000,
        memory_words: limits.memory_words,
        state: 0,
    };
    let plan = SystemPlan::of_model(&model, &SystemOptions::default(), &limits)?;
    let board = || {
        let peer = Peer::new(EmulatedMachine::new(limits), plan.setup());
        Simulated::new(Board::new(identity.clone(), Emulated(peer)), 1, 0)
    };

    println!("| start | words sent | there already | seconds | kB/s |");
    println!("|---|---|---|---|---|");
    let mut key = 0;
    let mut row = |line: &mut Simulated<Emulated>, name: &str| {
        key += 1;
        let (ended, upload, seconds) = start(line, key, &model, limits);
        let rate = 8e-3 * upload.sent as f64 / seconds;
        println!(
            "| {name} | {} of {} | {} | {seconds:.1} | {rate:.0} |",
            upload.sent, upload.all, upload.skipped
        );
        (ended, seconds)
    };
    let (ended, seconds) = row(&mut board(), "all at once");
    ended?;
    let mut line = board();
    line.cut = (seconds * percent as f64 / 100.0 / BYTE.as_secs_f64()) as u64;
    let (ended, _) = row(&mut line, &format!("cut after {percent} % of that time"));
    let error = ended.err().ok_or("the upload was over before the cut")?;
    line.cut = u64::MAX;
    row(&mut line, "the next").0?;
    row(&mut line, "and the next").0?;
    println!("\nWhat the second start said: {error}");
    Ok(())
}
