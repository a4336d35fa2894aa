//! Programs by the arithmetic of harmonia-numerics.
//!
//! Commands are executed one after the other. Only results of MATMULs and of ATTENDs that follow each other wait
//! for each other, so that threads can share them: nothing reads them in between.

mod attention;
mod memory;
mod products;
mod vectors;

use super::check::Checker;
use super::operands::Operation;
use super::walk::Step;
use super::{
    Flags, Machine, MachineError, MachineLimits, Pass, PassReport, Setup, Stretch, disassemble,
};
use attention::Attentions;
use harmonia_contract::size::{BUFFER_BLOCKS, MOST_CONTEXT};
use harmonia_contract::{check, program};
use memory::Memory;
use products::Products;
use vectors::Vectors;

/// A machine in software. It has no clock and no counters.
pub struct EmulatedMachine {
    checker: Checker,
    units: Units,
    work: Work,
}

/// What the last pass that was begun has done: commands, and words that went between memory and units. A machine with
/// counters has the same numbers of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// Commands that were executed, END included, in the order of [`COMMANDS`](program::COMMANDS).
    pub executed: [u64; program::COMMANDS.len()],
    /// Words of the program and the table: two for each command and line that was looked at.
    pub program: u64,
    /// Words of matrices.
    pub weights: u64,
    /// Words that FETCHes have read.
    pub fetched: u64,
    /// Words that SPILLs have written.
    pub spilled: u64,
    /// The check of the words of matrices, in the order of the MATMULs.
    pub weights_check: u64,
    /// A MATMUL has read a scale or a minimum that is not finite. No matrix has one, and what comes of it is in no
    /// contract: hardware has other results.
    pub not_finite: bool,
}

impl Default for Work {
    /// Nothing yet.
    fn default() -> Self {
        Work {
            executed: Default::default(),
            program: 0,
            weights: 0,
            fetched: 0,
            spilled: 0,
            weights_check: check::INITIAL,
            not_finite: false,
        }
    }
}

impl Work {
    /// What a machine with counters has in the one of this name ([`COUNTERS`](harmonia_contract::frame::COUNTERS)); `None`
    /// of those that nobody keeps here.
    pub fn counter(&self, name: &str) -> Option<u64> {
        match name {
            "program_read" => Some(self.program),
            "weights_read" => Some(self.weights),
            "transfer_read" => Some(self.fetched),
            "transfer_written" => Some(self.spilled),
            "weights_check" => Some(self.weights_check),
            _ => None,
        }
    }

    fn count(&mut self, step: &Step) {
        let code = step.command.map(|words| program::OPCODE.of_two(words));
        let mut commands = program::COMMANDS.iter();
        let command = commands.position(|known| Some(usize::from(known.code)) == code);
        if let Some(executed) = command.and_then(|command| self.executed.get_mut(command)) {
            *executed += 1;
        }
        match &step.operation {
            Operation::Fetch(transfer) => self.fetched += transfer.words(),
            Operation::Spill(transfer) => self.spilled += transfer.words(),
            Operation::Product(product) => self.weights += product.words() as u64,
            _ => {}
        }
    }
}

/// Memory, and what computes.
struct Units {
    memory: Memory,
    vectors: Vectors,
    products: Products,
    attentions: Attentions,
    faults: Faults,
}

/// Flags of the pass under way.
#[derive(Default)]
struct Faults {
    flags: Flags,
    /// The first command that raised one.
    first: Option<At>,
}

/// A command of a pass.
#[derive(Clone, Copy)]
struct At {
    /// How many were executed before it.
    index: usize,
    address: usize,
    words: [u64; 2],
}

impl Faults {
    /// A command raises flags, if any are set. Commands need not come in their order.
    fn raise(&mut self, at: At, flags: Flags) {
        self.flags |= flags;
        let is_first = self.first.is_none_or(|first| at.index < first.index);
        if (flags.overflow || flags.invalid) && is_first {
            self.first = Some(at);
        }
    }
}

impl EmulatedMachine {
    /// A machine that refuses what one with these limits refuses.
    ///
    /// # Panics
    /// When there is no token row or no token, vector memory is no power of two or too large for commands, memory
    /// is too large for addresses, or the context is beyond the contract's.
    pub fn new(limits: MachineLimits) -> Self {
        let MachineLimits {
            token_rows,
            batch,
            vectors,
            memory_words,
            context,
        } = limits;
        let most = MachineLimits::new(token_rows, batch);
        assert!(token_rows > 0 && batch > 0, "no token: {limits:?}");
        assert!(
            batch.div_ceil(token_rows) <= BUFFER_BLOCKS,
            "more banks than blocks: {limits:?}"
        );
        assert!(
            vectors.is_power_of_two() && vectors <= program::A.most() + 1,
            "vector memory of {vectors}"
        );
        assert!(
            memory_words <= most.memory_words && context <= MOST_CONTEXT,
            "beyond addresses or context: {limits:?}"
        );
        EmulatedMachine {
            checker: Checker::new(limits),
            units: Units {
                memory: Memory::default(),
                vectors: Vectors::new(vectors),
                products: Products::new(batch),
                attentions: Attentions::default(),
                faults: Faults::default(),
            },
            work: Work::default(),
        }
    }

    /// Brings a pass to its end.
    fn settle(&mut self) {
        self.units.settle();
        self.work.not_finite = self.units.products.take_odd();
        self.work.weights_check = self.units.products.take_check();
    }

    /// What the last pass has done.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// Where the regions lie that passes have stored to, and the tokens of each.
    pub fn sequences(&self) -> impl Iterator<Item = (usize, usize)> {
        self.checker.sequences()
    }
}

impl Machine for EmulatedMachine {
    fn limits(&self) -> &MachineLimits {
        self.checker.limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        self.checker.within(address, words.len())?;
        let range = address..address + words.len();
        self.units.memory.write(address, words);
        self.units.products.forget(&range);
        self.units.attentions.forget(range);
        Ok(())
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.checker.within(address, words.len())?;
        self.units.memory.read(address, words);
        Ok(())
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        let memory = &self.units.memory;
        let check = |stretch: &Stretch| {
            self.checker.covers(stretch)?;
            let ranges = stretch.ranges();
            Ok(ranges.fold(check::INITIAL, |check, range| memory.check(check, range)))
        };
        stretches.iter().map(check).collect()
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        self.checker.configure(setup)?;
        // Vectors may lie where matrices were, and regions elsewhere.
        self.units.products.forget(&(0..usize::MAX));
        self.units.attentions.clear();
        Ok(())
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        self.checker.resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        let memory = &self.units.memory;
        self.checker.check(pass, |at| Ok(memory.two(at)))?;
        self.units.faults = Faults::default();
        self.work = Work::default();
        let mut walk = self.checker.walk(pass);
        for index in 0.. {
            let memory = &self.units.memory;
            let step = walk.step(&mut |at| {
                self.work.program += 2;
                Ok::<_, MachineError>(memory.two(at))
            })?;
            if !matches!(step.operation, Operation::Refused(_)) {
                self.work.count(&step);
            }
            match step.operation {
                Operation::End => break,
                Operation::Refused(refusal) => {
                    self.settle();
                    return Err(MachineError::Refused {
                        refusal,
                        address: step.address,
                        command: step.text(),
                    });
                }
                Operation::Control => {}
                _ => {
                    let tile = (walk.tile.len(), walk.banks());
                    self.units.execute(index, &step, tile, &self.checker);
                }
            }
        }
        self.settle();
        match self.units.faults.first {
            Some(at) => Err(MachineError::Flagged {
                flags: self.units.faults.flags,
                address: at.address,
                command: disassemble(at.words),
            }),
            None => Ok(PassReport::default()),
        }
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        Ok(Vec::new())
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        Ok(Some(self.work.weights_check))
    }

    fn is_remote(&self) -> bool {
        false
    }

    fn describe(&self) -> String {
        let limits = self.limits();
        format!(
            "emulated machine, {} token rows, passes of {} tokens",
            limits.token_rows, limits.batch
        )
    }
}

impl Units {
    /// A command of a tile of some tokens and banks.
    fn execute(
        &mut self,
        index: usize,
        step: &Step,
        (tokens, banks): (usize, usize),
        checker: &Checker,
    ) {
        let (Some(words), Some(regions)) = (step.command, checker.regions()) else {
            return;
        };
        let at = At {
            index,
            address: step.address,
            words,
        };
        let operation = &step.operation;
        if !matches!(operation, Operation::Product(_)) {
            self.finish_products();
        }
        if !attention::can_wait(&self.attentions, operation, &self.vectors) {
            self.finish_attentions();
        }
        match operation {
            Operation::Fetch(transfer) => self.vectors.fetch(transfer, &self.memory),
            Operation::Spill(transfer) => self.vectors.spill(transfer, &mut self.memory),
            Operation::Vector(vector) => {
                for token in 0..vector.tokens {
                    let flags = self.vectors.apply(vector, token);
                    self.faults.raise(at, flags);
                    if vector.blocks {
                        let results = self.vectors.results();
                        self.products.load(token, vector.d / banks, results);
                    }
                }
            }
            Operation::Product(product) => {
                self.products.wait(at, *product, (tokens, banks));
                if product.is_part() {
                    self.finish_products();
                }
            }
            _ => {
                let flags = self.attentions.wait(at, operation, regions, &self.vectors);
                self.faults.raise(at, flags);
            }
        }
    }

    /// Brings everything to its end.
    fn settle(&mut self) {
        self.finish_products();
        self.finish_attentions();
    }

    fn finish_products(&mut self) {
        self.products
            .finish(&mut self.memory, &mut self.vectors, &mut self.faults);
    }

    fn finish_attentions(&mut self) {
        self.attentions
            .finish(&mut self.memory, &mut self.vectors, &mut self.faults);
    }
}
