//! Memory that was uploaded before, and memory that turns bits over: nothing is sent twice, and no token is wrong.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use harmonia_contract::frame::{COUNT, COUNTERS, Frame, OPCODE};
use harmonia_device::TransportError;
use harmonia_device::system::{
    EmulatedMachine, Link, Machine, MachineLimits, Peer, Setup, WiredMachine,
};
use harmonia_hdl::Configuration;
use harmonia_host::{
    ExecutorError, KvOptions, Part, SystemExecutor, SystemOptions, SystemPlan, Upload,
};
use harmonia_model::{Batch, Coded, Executor, Logits, Model, Run, SequenceId, WeightChoice};
use harmonia_numerics::GROUP;
use harmonia_sim::{RtlMachine, RtlOptions, SystemMemory};

fn tiny() -> Arc<Model> {
    Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap())
}

const BATCH: usize = 16;
/// Tokens of a sequence.
const TOKENS: usize = 110;
const PROMPT: usize = 40;

fn limits() -> MachineLimits {
    MachineLimits {
        memory_words: 1 << 20,
        ..MachineLimits::new(4, BATCH)
    }
}

fn options() -> SystemOptions {
    SystemOptions {
        kv: KvOptions::default(),
        context: 128,
        ..SystemOptions::default()
    }
}

/// xorshift64*.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }
}

/// An emulated machine at the end of a cable, whose memory outlives its hosts.
struct Board {
    peer: Option<Peer>,
    setup: Setup,
    /// Words of WRITEs that have come.
    written: usize,
    /// After so many the cable is out.
    cut: Option<usize>,
    /// Words of a WRITE that are still to come.
    left: usize,
    /// Bits to be turned over when the next pass begins.
    at_run: Vec<(usize, u32)>,
    /// A word that is stuck at 0.
    stuck: Option<usize>,
}

impl Board {
    fn new(model: &Model) -> Arc<Mutex<Board>> {
        let plan = SystemPlan::of_model(model, &options(), &limits()).unwrap();
        Arc::new(Mutex::new(Board {
            peer: Some(Peer::new(EmulatedMachine::new(limits()), plan.setup())),
            setup: plan.setup(),
            written: 0,
            cut: None,
            left: 0,
            at_run: Vec::new(),
            stuck: None,
        }))
    }

    fn peer(&mut self) -> &mut Peer {
        self.peer.as_mut().unwrap()
    }

    fn flip(&mut self, address: usize, bit: u32) {
        let machine = self.peer().machine_mut();
        let mut word = [0];
        machine.read(address, &mut word).unwrap();
        machine.write(address, &[word[0] ^ 1 << bit]).unwrap();
    }

    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        let is = |frame: Frame| OPCODE.of(words[0]) == frame as usize;
        if self.left > 0 {
            self.written += words.len();
            self.left -= words.len();
        } else if is(Frame::Write) {
            self.left = COUNT.of(words[0]);
        } else if is(Frame::Run) {
            for (address, bit) in std::mem::take(&mut self.at_run) {
                self.flip(address, bit);
            }
        }
        if self.cut.is_some_and(|cut| self.written >= cut) {
            return Err(TransportError::new("link.lost", "the cable is out"));
        }
        self.peer().send(words)?;
        if let Some(stuck) = self.stuck
            && self.left == 0
        {
            self.peer().machine_mut().write(stuck, &[0]).unwrap();
        }
        Ok(())
    }
}

struct Cable(Arc<Mutex<Board>>);

impl Link for Cable {
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        self.0.lock().unwrap().send(words)
    }

    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError> {
        self.0.lock().unwrap().peer().receive(words)
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn describe(&self) -> String {
        "a board".into()
    }
}

type OnBoard = SystemExecutor<WiredMachine<Cable>>;

/// A host that comes to a board, whose frames of a host before are over: it, and what it has sent.
fn start(
    model: &Arc<Model>,
    board: &Arc<Mutex<Board>>,
) -> Result<(OnBoard, Upload), ExecutorError> {
    let mut own = board.lock().unwrap();
    let machine = own.peer.take().unwrap().into_machine();
    own.peer = Some(Peer::new(machine, own.setup));
    (own.left, own.written) = (0, 0);
    drop(own);
    let wired = WiredMachine::new(Cable(Arc::clone(board)), limits(), COUNTERS.len());
    let mut upload = Upload::default();
    let executor = SystemExecutor::uploaded(Arc::clone(model), wired, &options(), &mut |now| {
        upload = now
    })?;
    Ok((executor, upload))
}

fn batch(sequence: SequenceId, first: usize, count: usize) -> Batch {
    Batch::of(Run {
        sequence,
        first,
        tokens: (first..first + count)
            .map(|at| (at * 37 % 1000) as u32)
            .collect(),
        logits: Logits::Last,
    })
}

/// A prompt, then token by token: logits behind each.
fn steps() -> Vec<(usize, usize)> {
    let prompt = std::iter::once((0, PROMPT));
    prompt
        .chain((PROMPT..TOKENS).map(|first| (first, 1)))
        .collect()
}

fn expected(model: &Arc<Model>) -> Vec<Vec<f32>> {
    let machine = EmulatedMachine::new(limits());
    let mut executor = SystemExecutor::new(Arc::clone(model), machine, &options()).unwrap();
    let sequence = executor.open().unwrap();
    let steps = steps().into_iter();
    steps
        .map(|(first, count)| executor.run(batch(sequence, first, count)).unwrap())
        .collect()
}

#[test]
fn a_second_start_sends_nothing_and_a_cut_upload_goes_on_where_it_was() {
    let model = tiny();
    let board = Board::new(&model);
    let (_, first) = start(&model, &board).unwrap();
    assert_eq!(
        (first.skipped, first.sent),
        (zeros(&first), first.all - first.skipped)
    );
    let all = board.lock().unwrap().written;
    assert_eq!(all as u64, first.sent);
    let (mut executor, second) = start(&model, &board).unwrap();
    assert_eq!((second.sent, second.skipped), (0, first.all));
    assert_eq!(board.lock().unwrap().written, 0);
    let sequence = executor.open().unwrap();
    let logits = executor.run(batch(sequence, 0, PROMPT)).unwrap();
    assert_eq!(logits, expected(&model)[0]);

    for part in [10, 50, 90] {
        let board = Board::new(&model);
        let cut = all * part / 100;
        board.lock().unwrap().cut = Some(cut);
        assert_eq!(start(&model, &board).err().unwrap().code(), "link.lost");
        board.lock().unwrap().cut = None;
        let (_, rest) = start(&model, &board).unwrap();
        println!("cut at {part} %: {rest:?}");
        // A piece that was cut is sent as a whole.
        assert!(rest.sent as usize <= all - cut + (1 << 16));
        assert!(rest.sent as usize >= all - cut);
    }
}

/// What memory that is 0 holds already: offsets of keys without a calibration.
fn zeros(upload: &Upload) -> u64 {
    assert!(20 * upload.skipped < upload.all, "{upload:?}");
    upload.skipped
}

#[test]
fn memory_that_does_not_hold_what_is_written_is_an_error_that_says_where() {
    let model = tiny();
    let board = Board::new(&model);
    let plan = SystemPlan::of_model(&model, &options(), &limits()).unwrap();
    let parts = plan.parts();
    let matrix = parts.iter().find(|part| part.format.is_some()).unwrap();
    board.lock().unwrap().stuck = Some(matrix.address + 5);
    let error = start(&model, &board).err().unwrap();
    assert_eq!(error.code(), "machine.memory_damaged");
    let text = error.to_string();
    assert!(
        text.contains(&format!("words {} to", matrix.address)),
        "{text}"
    );
}

/// Where bits are turned over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    Weights,
    Program,
    Table,
    Others,
    Finished,
    Open,
}

/// An address of a place, in the memory of a sequence of so many tokens.
fn address(noise: &mut Noise, plan: &SystemPlan, place: Place, tokens: usize) -> usize {
    let parts = plan.parts();
    let of = |noise: &mut Noise, is: &dyn Fn(&Part) -> bool| {
        let all: Vec<&Part> = parts
            .iter()
            .filter(|part| is(part) && part.words > 0)
            .collect();
        let part = all[noise.below(all.len())];
        part.address + noise.below(part.words)
    };
    let named = |name: &'static str| move |part: &Part| part.name == name;
    let region = plan.setup().regions;
    let keys =
        plan.setup().cache + noise.below(plan.kv().words() / region.words()) * region.words();
    let last = tokens.max(1).div_ceil(GROUP) - 1;
    match place {
        Place::Weights => of(noise, &|part| part.format.is_some()),
        Place::Program => of(noise, &named("programs")),
        Place::Table => of(noise, &named("table")),
        Place::Others => of(noise, &|part| {
            let weights = [
                "programs",
                "table",
                "residuals",
                "logits",
                "keys and values",
            ];
            part.format.is_none() && !weights.contains(&part.name.as_str())
        }),
        Place::Finished if last > 0 => {
            let page = noise.below(last);
            let range = match noise.below(2) {
                0 => region.key_high_page(page),
                _ => region.value_high_page(page),
            };
            keys + range.start + noise.below(range.len())
        }
        Place::Finished | Place::Open => {
            let range = match noise.below(3) {
                0 => region.key_high_page(last),
                1 => region.key_low_page(last),
                _ => region.residual..region.key_low,
            };
            keys + range.start + noise.below(range.len())
        }
    }
}

#[test]
fn a_thousand_flips_of_bits_never_give_a_wrong_token() {
    let model = tiny();
    let expected = expected(&model);
    let steps = steps();
    let board = Board::new(&model);
    let mut noise = Noise(2026);
    let mut flips: BTreeMap<Place, u64> = BTreeMap::new();
    let mut ended: BTreeMap<String, u64> = BTreeMap::new();
    let places = [
        Place::Weights,
        Place::Weights,
        Place::Program,
        Place::Table,
        Place::Others,
        Place::Finished,
        Place::Finished,
        Place::Open,
    ];
    let mut all = [0; 4];
    while flips.values().sum::<u64>() < 1000 {
        // Whoever comes finds memory as it was left, and sends what is not right.
        let (mut executor, _) = start(&model, &board).unwrap();
        let sequence = executor.open().unwrap();
        for (step, expected) in steps.iter().zip(&expected) {
            let plan = executor.plan();
            for _ in 0..noise.below(3) * noise.below(2) {
                let place = places[noise.below(places.len())];
                let at = address(&mut noise, plan, place, step.0);
                let bit = noise.below(64) as u32;
                let mut board = board.lock().unwrap();
                // The page that a pass adds to is not covered while it does.
                let open = place == Place::Open || (place == Place::Finished && step.0 <= GROUP);
                match noise.below(2) == 0 && !open {
                    true => board.at_run.push((at, bit)),
                    false => board.flip(at, bit),
                }
                *flips.entry(place).or_default() += 1;
            }
            let before = executor.mended();
            match executor.run(batch(sequence, step.0, step.1)) {
                Ok(logits) => {
                    assert_eq!(&logits, expected, "{step:?}, {flips:?}");
                    let mended = executor.mended() != before;
                    let how = if mended { "right, mended" } else { "right" };
                    *ended.entry(how.into()).or_default() += 1;
                }
                Err(error) => {
                    let code = error.code();
                    let is_clear = ["machine.memory_damaged", "peer.frame", "machine.lost"];
                    assert!(is_clear.contains(&code), "{error}");
                    *ended.entry(code.into()).or_default() += 1;
                    break;
                }
            }
        }
        let own = executor.mended();
        let more = [own.found, own.written, own.passes, own.sequences];
        all = std::array::from_fn(|at| all[at] + more[at]);
    }
    let [found, words, passes, sequences] = all;
    println!("flips: {flips:?}");
    println!("batches: {ended:?}");
    println!(
        "found {found} times, {words} words written, {passes} passes and {sequences} sequences again"
    );
    assert!(flips.len() == 6 && ended["right, mended"] > 300 && sequences > 100);
}

/// The Verilog of `system`.
#[test]
fn bits_that_turn_over_in_the_simulated_system_are_found_and_looking_costs_little() {
    let model = tiny();
    let configuration = Configuration::named("system").unwrap();
    let memory = SystemMemory {
        words: 1 << 20,
        word_cycles: 4,
    };
    let run = |scrub: bool, noise: &mut Noise| {
        let machine = RtlMachine::build(&configuration, RtlOptions::default(), memory).unwrap();
        let options = SystemOptions {
            scrub: Some(scrub),
            ..options()
        };
        let mut executor = SystemExecutor::new(Arc::clone(&model), machine, &options).unwrap();
        let begun = executor.cycles().unwrap();
        let sequence = executor.open().unwrap();
        let mut logits = vec![executor.run(batch(sequence, 0, PROMPT)).unwrap()];
        let behind_prompt = executor.cycles().unwrap();
        for first in PROMPT..PROMPT + 4 {
            logits.push(executor.run(batch(sequence, first, 1)).unwrap());
        }
        println!("{:?}", executor.traffic());
        let took = [
            behind_prompt - begun,
            executor.cycles().unwrap() - behind_prompt,
        ];
        if !scrub {
            return (logits, took);
        }
        let places = [Place::Weights, Place::Finished];
        for (place, first) in places.into_iter().zip(PROMPT + 4..) {
            let at = address(noise, executor.plan(), place, first);
            let mut word = [0];
            executor.machine_mut().read(at, &mut word).unwrap();
            let flipped = word[0] ^ 1 << noise.below(64);
            executor.machine_mut().write(at, &[flipped]).unwrap();
            let before = executor.mended();
            logits.push(executor.run(batch(sequence, first, 1)).unwrap());
            let after = executor.mended();
            println!("{place:?}: {after:?}");
            assert_eq!(after.found - before.found, 1, "{place:?}");
            assert_eq!(after.sequences, u64::from(place == Place::Finished));
        }
        (logits, took)
    };
    let expected = expected(&model);
    let mut noise = Noise(5);
    let (plain, without) = run(false, &mut noise);
    let (mended, with) = run(true, &mut noise);
    assert_eq!(plain, expected[..5]);
    assert_eq!(mended, expected[..7]);
    println!("cycles of a prompt and of four tokens: {without:?}, looked at {with:?}");
    assert!(with[1] < 2 * without[1]);
}
