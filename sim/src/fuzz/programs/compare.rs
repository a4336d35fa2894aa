//! A sequence of programs on two machines: endings, words, memory.

use harmonia_contract::frame::COUNTERS;
use harmonia_contract::program::{COMMANDS, line};
use harmonia_device::system::{
    EmulatedMachine, Machine, MachineError, Peer, Stretch, WiredMachine, Work, listing,
};

use super::super::values::Random;
use super::ProgramCounts;
use super::generator::RandomPass;
use super::ground::Ground;
use crate::{RtlMachine, Stalls};

/// What is compared with the emulated machine.
pub(super) enum Other<'m> {
    Simulation(&'m mut RtlMachine),
    Frames(&'m mut WiredMachine<Peer>),
}

impl Other<'_> {
    pub(super) fn machine(&mut self) -> &mut dyn Machine {
        match self {
            Other::Simulation(machine) => *machine,
            Other::Frames(machine) => *machine,
        }
    }

    /// Pauses of the passes to come.
    fn set_stalls(&mut self, stalls: Stalls) {
        if let Other::Simulation(machine) = self {
            machine.set_stalls(Some(stalls));
        }
    }

    fn counters(&mut self) -> Result<[u64; 5], MachineError> {
        let counters = self.machine().counters()?;
        let of = |name: &&str| COUNTERS.iter().position(|counter| counter == name);
        Ok(COUNTED.map(|name| counters[of(&name).expect("it is counted")]))
    }

    /// The first word of memory that is not as in `expected`, and how many are not.
    fn differs(&mut self, expected: &[u64]) -> Result<Option<(usize, u64, usize)>, MachineError> {
        let mut read = Vec::new();
        let memory = match self {
            Other::Simulation(machine) => machine.memory(),
            Other::Frames(machine) => {
                read.resize(expected.len(), 0);
                machine.read(0, &mut read)?;
                &read
            }
        };
        let mut differ = (0..expected.len()).filter(|&at| memory[at] != expected[at]);
        let first = differ.next();
        Ok(first.map(|at| (at, memory[at], 1 + differ.count())))
    }
}

/// A difference.
pub(super) struct Found {
    /// Programs that came before.
    pub(super) before: usize,
    pub(super) reason: String,
    /// The program that makes it; none where it is seen at the end of a sequence.
    pub(super) pass: Option<RandomPass>,
}

/// Runs a sequence up to its end or the first difference.
pub(super) fn sequence(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
    ground: &Ground,
    random: &mut Random,
    replaced: Option<(usize, &[[u64; 2]])>,
    counts: &mut ProgramCounts,
) -> Option<Found> {
    let found = |before, reason, pass| {
        Some(Found {
            before,
            reason,
            pass,
        })
    };
    for machine in [other.machine(), emulated] {
        if let Err(error) = ground.prepare(machine) {
            return found(0, format!("memory is not filled: {error}"), None);
        }
    }
    let programs = 4 + random.below(12);
    for before in 0..programs {
        let sequences: Vec<(usize, usize)> = emulated.sequences().collect();
        let mut pass = RandomPass::new(random, ground, &sequences);
        if let Some((_, commands)) = replaced.filter(|(at, _)| *at == before) {
            pass.commands = commands.to_vec();
        }
        let rate = random.pick(&[0, 0, 0, 40, 40, 200]);
        other.set_stalls(Stalls::all(rate, random.next()));
        let mut checked = Random::new(random.next());
        let reason = match compare(other, emulated, ground, &pass, &mut checked, counts) {
            Ok(Compared::Equal) => continue,
            Ok(Compared::Undefined) => return None,
            Ok(Compared::Differs(reason)) => reason,
            Err(error) => format!("the link fails: {error}"),
        };
        return found(before, reason, Some(pass));
    }
    let reason = match vectors_differ(other, emulated, ground) {
        Ok(reason) => reason?,
        Err(error) => format!("the link fails: {error}"),
    };
    found(programs, reason, None)
}

/// What a pass has come to.
enum Compared {
    Equal,
    Differs(String),
    /// No contract says what the pass leaves behind; the machines were not compared, and cannot go on.
    Undefined,
}

/// Runs a pass on both machines.
fn compare(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
    ground: &Ground,
    pass: &RandomPass,
    random: &mut Random,
    counts: &mut ProgramCounts,
) -> Result<Compared, MachineError> {
    let run = |machine: &mut dyn Machine| {
        machine.write(pass.pass.program, pass.commands.as_flattened())?;
        machine.write(pass.pass.table, pass.lines.as_flattened())?;
        Ok::<_, MachineError>(machine.run(pass.pass))
    };
    let expected = run(emulated)?;
    if emulated.work().not_finite {
        return Ok(Compared::Undefined);
    }
    let ended = run(other.machine())?;
    let (mut expected_outcome, mut outcome) = (Outcome::of(&expected), Outcome::of(&ended));
    if Outcome::has_begun(&ended) && Outcome::has_begun(&expected) {
        expected_outcome.words = Some(words_of(emulated.work()));
        outcome.words = Some(other.counters()?);
    }
    if let Some(reason) = outcome.difference(&expected_outcome) {
        return Ok(Compared::Differs(reason));
    }
    counts.programs += 1;
    if expected_outcome.words.is_some() {
        for (opcode, times) in COMMANDS.iter().zip(emulated.work().executed) {
            *counts.executed.entry(opcode.name).or_default() += times;
        }
        if let Some(reason) = checks_differ(other, emulated, random)? {
            return Ok(Compared::Differs(reason));
        }
        if let Some(reason) = memory_differs(other, emulated)? {
            return Ok(Compared::Differs(reason));
        }
        // A large vector memory is looked at when a sequence ends.
        if ground.is_small()
            && let Some(reason) = vectors_differ(other, emulated, ground)?
        {
            return Ok(Compared::Differs(reason));
        }
    }
    *counts.outcomes.entry(outcome.kind).or_default() += 1;
    Ok(Compared::Equal)
}

/// Checks of memory, some of runs that are apart, some of runs of which there is nothing.
fn checks_differ(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
    random: &mut Random,
) -> Result<Option<String>, MachineError> {
    let memory = emulated.limits().memory_words;
    let mut stretch = || {
        let runs = random.pick(&[0, 1, 1, 1, 2, 3, 17]);
        let most = random.pick(&[2, 16, 18, 100, 2000]);
        let words = random.below(most.min(memory / (runs + 1)));
        let address = random.below(memory - runs.max(1) * words);
        let apart = (memory - address - words) / runs.max(1);
        Stretch {
            address,
            words,
            stride: random.below(1 + apart),
            runs,
        }
    };
    let stretches: Vec<Stretch> = (0..3).map(|_| stretch()).collect();
    let expected = emulated.check(&stretches)?;
    let checks = other.machine().check(&stretches)?;
    Ok((checks != expected)
        .then(|| format!("checks of {stretches:?} are {checks:x?}, emulated {expected:x?}")))
}

fn memory_differs(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
) -> Result<Option<String>, MachineError> {
    let mut memory = vec![0; emulated.limits().memory_words];
    emulated.read(0, &mut memory)?;
    let differs = other.differs(&memory)?;
    Ok(differs.map(|(at, word, count)| {
        let expected = memory[at];
        format!(
            "word {at:#x} of memory is {word:#018x}, emulated {expected:#018x}; {count} words differ"
        )
    }))
}

/// Shows vector memory, and compares what is seen of it.
fn vectors_differ(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
    ground: &Ground,
) -> Result<Option<String>, MachineError> {
    for part in 0..ground.parts() {
        ground.show(other.machine(), part)?;
        ground.show(emulated, part)?;
        if let Some(reason) = memory_differs(other, emulated)? {
            return Ok(Some(format!("vector memory, part {part}: {reason}")));
        }
    }
    Ok(None)
}

impl Found {
    /// The pass for people.
    pub(super) fn describe(&self) -> Vec<String> {
        let Some(RandomPass {
            pass,
            commands,
            lines,
        }) = &self.pass
        else {
            return Vec::new();
        };
        let mut text = vec![format!(
            "{} tokens, table at word {}, program at word {}",
            pass.tokens, pass.table, pass.program
        )];
        for (token, words) in lines.iter().enumerate() {
            let fields =
                line::FIELDS.map(|field| format!("{} {}", field.name, field.of_two(*words)));
            text.push(format!("token {token}: {}", fields.join(", ")));
        }
        text.extend(listing(commands).lines().map(str::to_owned));
        text
    }
}

/// How a program has ended, and what it took.
struct Outcome {
    kind: String,
    text: String,
    /// In the order of [`COUNTED`].
    words: Option<[u64; 5]>,
}

impl Outcome {
    fn of<T>(ended: &Result<T, MachineError>) -> Outcome {
        let (kind, text) = match ended {
            Ok(_) => ("done".to_owned(), String::new()),
            Err(error) => {
                let kind = match error {
                    MachineError::Flagged { command, .. } => {
                        let name = command.split(' ').next().unwrap_or_default();
                        format!("flagged {name}")
                    }
                    error => error.code().to_owned(),
                };
                (kind, error.to_string())
            }
        };
        Outcome {
            kind,
            text,
            words: None,
        }
    }

    /// Whether the machine has begun the pass.
    fn has_begun(ended: &Result<impl Sized, MachineError>) -> bool {
        matches!(
            ended,
            Ok(_) | Err(MachineError::Flagged { .. } | MachineError::Refused { .. })
        )
    }

    fn difference(&self, emulated: &Outcome) -> Option<String> {
        let say = |outcome: &Outcome| match &outcome.text {
            text if text.is_empty() => outcome.kind.clone(),
            text => text.clone(),
        };
        if (&self.kind, &self.text) != (&emulated.kind, &emulated.text) {
            return Some(format!(
                "it ends with: {}; emulated: {}",
                say(self),
                say(emulated)
            ));
        }
        let (Some(counted), Some(words)) = (self.words, emulated.words) else {
            return None;
        };
        (counted != words)
            .then(|| format!("{COUNTED:?}: {counted:x?} are counted, {words:x?} emulated"))
    }
}

/// Counters that an emulated machine has as well.
const COUNTED: [&str; 5] = [
    "program_read",
    "weights_read",
    "transfer_read",
    "transfer_written",
    "weights_check",
];

fn words_of(work: &Work) -> [u64; 5] {
    COUNTED.map(|name| work.counter(name).expect("it is counted"))
}
