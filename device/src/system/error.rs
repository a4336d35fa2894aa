//! What can go wrong with programs.

use harmonia_contract::program::Refusal;
use harmonia_numerics::Flags;
use harmonia_numerics::vector::MAX_WIDTH;
use thiserror::Error;

use crate::{CommandError, TransportError};

/// Why a machine did not do what it was told, or has no results.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MachineError {
    /// A read or write goes over the end of memory.
    #[error("words {address} to {end} of a memory of {memory}", end = address.saturating_add(*words))]
    OutOfMemory {
        /// The first word.
        address: usize,
        /// Words.
        words: usize,
        /// Words of memory.
        memory: usize,
    },
    /// Bounds of memory that are none, or regions that are too long.
    #[error("{0}")]
    Setup(String),
    /// The machine has refused a command. Those before it have had their effect.
    #[error("the command at word {address}, `{command}`, is refused: {}", refusal.meaning().trim())]
    Refused {
        /// Which rule it breaks.
        refusal: Refusal,
        /// Where the command lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// A value was too large or not finite. The pass has run to its end.
    #[error(
        "the command at word {address}, `{command}`, is the first with a value that is {}",
        what(*flags)
    )]
    Flagged {
        /// All flags that were raised.
        flags: Flags,
        /// Where the first command that raised one lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// The order of STORE, COMMIT and ATTEND of a region is none, or a line of the table says something else
    /// than the layout. Nothing was executed.
    #[error("the command at word {address}, `{command}`, region {region}: {reason}")]
    Order {
        /// Why.
        reason: CommandError,
        /// The region.
        region: usize,
        /// Where the command lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// A token's line does not have the slots that the layout has for its position. Nothing was executed.
    #[error(
        "the command at word {address}, `{command}`: a line has slot {found}, position {position} has {expected}"
    )]
    Slot {
        /// The slot of the line.
        found: usize,
        /// That of the layout.
        expected: usize,
        /// The position of the line.
        position: usize,
        /// Where the command lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// A command would write elements that it still has to read. Nothing was executed.
    #[error(
        "the command at word {address}, `{command}`, writes elements {written} on over its operand from {read} on"
    )]
    Overlap {
        /// The first element that is written.
        written: usize,
        /// The first element of the operand.
        read: usize,
        /// Where the command lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// Blocks that begin where a batch of several banks has no first block. Nothing was executed.
    #[error(
        "the command at word {address}, `{command}`: block {block} is no multiple of {banks} banks"
    )]
    Bank {
        /// The block.
        block: usize,
        /// Banks of the pass.
        banks: usize,
        /// Where the command lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// A norm of more elements than it is defined for. Nothing was executed.
    #[error(
        "the command at word {address}, `{command}`: a norm is taken of at most {MAX_WIDTH} elements, not {length}"
    )]
    Norm {
        /// Elements.
        length: usize,
        /// Where the command lies.
        address: usize,
        /// The command, disassembled.
        command: String,
    },
    /// A pass or a check that a frame cannot say. Nothing was executed.
    #[error("{what} {found}, a frame has room for {most}")]
    Beyond {
        /// The field: address, table, tokens, runs, stride.
        what: &'static str,
        /// What it should have.
        found: usize,
        /// The most that it holds.
        most: usize,
    },
    /// A program does not come to its end within reason. Nothing was executed.
    #[error("the program at word {program} executes more than {limit} commands")]
    TooLong {
        /// Where it begins.
        program: usize,
        /// The most there may be.
        limit: usize,
    },
    /// Memory does not hold what it is given, whether that was written again or worked out again.
    #[error(
        "words {address} to {end} of memory do not hold what is written into them, time and again: run the memory's test, \
         or take a slower clock", end = address + words
    )]
    Damaged {
        /// The first word.
        address: usize,
        /// Words.
        words: usize,
    },
    /// Words did not get where they should.
    #[error(transparent)]
    Transport(#[from] TransportError),
}

impl MachineError {
    /// Where the command lies that it is about.
    pub fn address(&self) -> Option<usize> {
        match self {
            MachineError::Refused { address, .. }
            | MachineError::Flagged { address, .. }
            | MachineError::Order { address, .. }
            | MachineError::Slot { address, .. }
            | MachineError::Overlap { address, .. }
            | MachineError::Bank { address, .. }
            | MachineError::Norm { address, .. } => Some(*address),
            MachineError::OutOfMemory { .. }
            | MachineError::Setup(_)
            | MachineError::TooLong { .. }
            | MachineError::Beyond { .. }
            | MachineError::Damaged { .. }
            | MachineError::Transport(_) => None,
        }
    }

    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            MachineError::OutOfMemory { .. } => "machine.out_of_memory",
            MachineError::Setup(_) => "machine.setup",
            MachineError::Refused { refusal, .. } => refused(*refusal),
            MachineError::Flagged { flags, .. } if flags.invalid => "machine.invalid",
            MachineError::Flagged { .. } => "machine.overflow",
            MachineError::Order { reason, .. } => reason.code(),
            MachineError::Slot { .. } => "machine.slot",
            MachineError::Overlap { .. } => "machine.overlap",
            MachineError::Bank { .. } => "machine.bank",
            MachineError::Norm { .. } => "machine.norm",
            MachineError::Beyond { .. } => "machine.beyond",
            MachineError::TooLong { .. } => "machine.too_long",
            MachineError::Damaged { .. } => "machine.memory_damaged",
            MachineError::Transport(source) => source.code(),
        }
    }
}

fn what(flags: Flags) -> &'static str {
    match (flags.overflow, flags.invalid) {
        (true, true) => "too large or not finite",
        (_, true) => "not finite",
        _ => "too large",
    }
}

fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Pass => "machine.refused.pass",
        Refusal::Opcode => "machine.refused.opcode",
        Refusal::Empty => "machine.refused.empty",
        Refusal::Loops => "machine.refused.loops",
        Refusal::NoLoop => "machine.refused.no_loop",
        Refusal::NoToken => "machine.refused.no_token",
        Refusal::Operand => "machine.refused.operand",
        Refusal::Memory => "machine.refused.memory",
        Refusal::Blocks => "machine.refused.blocks",
        Refusal::Region => "machine.refused.region",
    }
}
