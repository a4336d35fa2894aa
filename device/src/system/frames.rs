//! Frames as words: docs/system.md, "Frames".

use harmonia_contract::attention::{BASE, CONFIGURE, REGISTER};
use harmonia_contract::frame::{
    ADDRESS, AT, CACHE, CAPACITY, CODE, COUNT, DATA, Frame, LAST, OPCODE, REASON, REGION_WORDS,
    RUNS, STRIDE, TABLE, TOKENS,
};
use harmonia_contract::program::Refusal;
use harmonia_contract::{Field, Register};

use super::{Flags, Pass, Setup, Stretch};

/// How a pass has ended.
pub(super) enum Answer {
    Done,
    /// The address of a command, and what it or later ones have raised.
    Flagged(usize, Flags),
    /// The address of a command.
    Refused(usize, Refusal),
}

fn word(fields: &[(Field, usize)]) -> u64 {
    let of = |(field, value): &(Field, usize)| (*value as u64) << field.low;
    fields.iter().map(of).fold(0, |word, field| word | field)
}

pub(super) fn header(frame: Frame, address: usize, count: usize) -> u64 {
    word(&[(OPCODE, frame as usize), (ADDRESS, address), (COUNT, count)])
}

/// RUN of a pass.
pub(super) fn run(pass: Pass) -> [u64; 2] {
    let Pass {
        program,
        table,
        tokens,
    } = pass;
    [
        header(Frame::Run, program, 0),
        word(&[(TABLE, table), (TOKENS, tokens)]),
    ]
}

/// CHECK of a stretch.
pub(super) fn check(stretch: &Stretch) -> [u64; 2] {
    let Stretch {
        address,
        words,
        stride,
        runs,
    } = *stretch;
    [
        header(Frame::Check, address, words),
        word(&[(STRIDE, stride), (RUNS, runs)]),
    ]
}

/// Every register of the attention unit, then the bounds of a memory of so many words.
pub(super) fn configure(setup: &Setup, memory_words: usize) -> Vec<u64> {
    let regions = &setup.regions;
    let registers = Register::ALL.iter().flat_map(|&register| {
        let value = regions.register(register);
        let set = CONFIGURE.word(&[(REGISTER, register.number()), (BASE, value)]);
        [header(Frame::Configure, 0, 0), set]
    });
    let bounds = [
        header(Frame::Bounds, 0, 0),
        word(&[(DATA, setup.data), (CACHE, setup.cache)]),
        word(&[
            (REGION_WORDS, regions.words()),
            (CAPACITY, regions.tokens()),
            (LAST, memory_words - 1),
        ]),
    ];
    registers.chain(bounds).collect()
}

/// What the first word of an answer says; none if it says nothing.
pub(super) fn answer(word: u64) -> Option<Answer> {
    let (address, reason) = (AT.of(word), REASON.of(word));
    match CODE.of(word) {
        0 => Some(Answer::Done),
        1 => {
            let flags = Flags {
                overflow: reason & 1 == 1,
                invalid: reason & 2 == 2,
            };
            Some(Answer::Flagged(address, flags))
        }
        2 => {
            let mut refusals = Refusal::ALL.iter();
            let refusal = refusals.find(|&&refusal| refusal as usize == reason)?;
            Some(Answer::Refused(address, *refusal))
        }
        _ => None,
    }
}
