//! The command processor: frames of the link in, orders for engine, attention and vector unit out.
//!
//! ```text
//! link --> [link] --loader--> memory
//!            | start, bounds      ^ program, table
//!            v                    |
//!         [control] --fetch-------'   one command at a time: operands, rules, loops
//!            | task
//!            v
//!         [issue] --> accelerator's commands, vector orders, weights, transfers
//! ```
//!
//! `docs/system.md` is the contract; the processor works out addresses and looks at rules, nothing else.

mod asked;
pub mod control;
pub mod issue;
pub mod link;
pub mod operands;
pub mod order_queue;
pub mod refusal;
pub mod unit;

pub use unit::Processor;

use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Leaf, Word, concat};
use crate::layout::GROUP;
use crate::layout::command::{Field, bits};
use harmonia_contract::program;
// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;

/// Tokens of a pass, at most 64.
pub const TOKENS_BITS: usize = 7;
/// Number of a token, or of a page's slot.
pub const POSITION_BITS: usize = program::line::POSITION.bits;
/// A product of two fields of a command: groups of a matrix, elements of a token, words between tokens.
pub const PRODUCT_BITS: usize = 32;
/// Channels of a head, as configured.
pub const SIZE_BITS: usize = crate::attention::layout::SIZE_BITS;
/// Number of a refusal; 0 for none.
pub const REASON_BITS: usize = 4;
/// A field of a program's command.
pub(crate) fn field(command: &Word, field: harmonia_contract::Field) -> Word {
    let (low, width): Field = bits(field);
    command.slice(low, width)
}

crate::interface! {
    /// A command that may be executed, from control to issue: steady from `valid` until `ready`.
    pub struct Task, TaskOf {
        /// There is one.
        out valid: 1,
        /// It is no command: the accelerator shall end what it has.
        out drains: 1,
        /// Its two words.
        out command: program::COMMAND_BITS,
        /// Where it lies.
        out tag: MEMORY_ADDRESS_BITS,
        /// A, its index register added.
        out a: 16,
        /// B, its index register added.
        out b: 16,
        /// D, its index register added; of a ROPE the dimensions.
        out d: 16,
        /// The address, its index register added.
        out address: MEMORY_ADDRESS_BITS,
        /// The region, its index register added.
        out region: MEMORY_ADDRESS_BITS,
        /// MATMUL: groups of all pairs. Blocks: elements of a token.
        out product: PRODUCT_BITS,
        /// The token's line.
        out line: program::line::BITS,
        /// Tokens of the pass.
        out tokens: TOKENS_BITS;
        /// It has been handed to all units.
        in ready: 1,
    }
}

crate::interface! {
    /// What the link has set, and a pass to begin.
    pub struct Setup, SetupOf {
        /// A pass begins.
        out start: 1,
        /// Where its program begins.
        out program: MEMORY_ADDRESS_BITS,
        /// Where its table begins.
        out table: MEMORY_ADDRESS_BITS,
        /// Its tokens.
        out tokens: 8,
        /// Where vectors begin.
        out data: MEMORY_ADDRESS_BITS,
        /// Where keys and values begin.
        out cache: MEMORY_ADDRESS_BITS,
        /// The last word of memory.
        out last: MEMORY_ADDRESS_BITS,
        /// Words of a head's region.
        out region_words: MEMORY_ADDRESS_BITS,
        /// Positions of a region.
        out capacity: POSITION_BITS,
        /// Channels of a head.
        out size: SIZE_BITS;
        /// The pass has ended: a pulse.
        in ended: 1,
        /// Why it was refused; 0 if it was not.
        in reason: REASON_BITS,
        /// Where the command lies that was refused.
        in address: MEMORY_ADDRESS_BITS,
    }
}

/// Pairs of outputs of a MATMUL.
fn pairs(leaf: &mut Leaf, command: &Word) -> Word {
    let outputs = field(command, program::OUTPUTS);
    let rounded = &outputs + &leaf.constant(1, 1);
    leaf.unused(&rounded.bit(0));
    rounded.slice(1, outputs.width())
}

/// Blocks of some elements.
fn blocks(leaf: &mut Leaf, elements: &Word, width: usize) -> Word {
    let rounded = elements + &leaf.constant(GROUP as u128 - 1, 5);
    leaf.unused(&rounded);
    rounded.slice(5, width)
}

/// A word of `bits` bits with these fields (lowest bit and width) in it, and zeros between them.
pub(crate) fn assemble(leaf: &Leaf, bits: usize, fields: &[(Field, Word)]) -> Word {
    let mut fields: Vec<&(Field, Word)> = fields.iter().collect();
    fields.sort_by_key(|((low, _), _)| *low);
    let mut parts = Vec::new();
    let mut end = 0;
    for ((low, width), word) in fields {
        assert!(
            *low >= end && word.width() <= *width,
            "a field at bit {low} of {width} bits: {}",
            word.width()
        );
        if *low > end {
            parts.push(leaf.constant(0, low - end));
        }
        parts.push(word.extend(*width));
        end = low + width;
    }
    if end < bits {
        parts.push(leaf.constant(0, bits - end));
    }
    concat(&parts.iter().collect::<Vec<_>>())
}
