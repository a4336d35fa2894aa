//! What is written once, in pieces: those that memory has already are left out, and each is read back by its check.

use std::ops::Range;
use std::time::{Duration, Instant};

use harmonia_contract::check;
use harmonia_device::system::{Machine, MachineError, Stretch};

use super::load::{Source, Sources};
use crate::ExecutorError;

/// Words of a piece at most: a second of a fast serial line, some.
const PIECE: usize = 1 << 16;

/// Words of it that are written again at a time, and at first.
const PART: usize = 1 << 8;
/// Parts that are written faster become longer, so that progress is shown once a second or more often whatever the line is.
const SOON: Duration = Duration::from_millis(100);

/// Words of one source that are checked together.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub source: Source,
    /// Words of the source before it.
    first: usize,
    pub range: Range<usize>,
    /// What it is checked by.
    pub check: u64,
}

/// How far an upload is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Upload {
    /// Words of everything that is written.
    pub all: u64,
    /// Words that were sent.
    pub sent: u64,
    /// Words that were there already.
    pub skipped: u64,
}

/// What went wrong with a machine, outside of a pass.
pub(super) fn broken(source: MachineError) -> ExecutorError {
    ExecutorError::Machine {
        step: None,
        sequence: None,
        source: source.into(),
    }
}

/// Writes everything; into memory that is elsewhere only what it does not hold. `progress` is told how far it is.
///
/// # Errors
/// A machine that cannot be written, memory that does not hold what is written.
pub(super) fn upload<M: Machine>(
    sources: &Sources<'_>,
    machine: &mut M,
    progress: &mut dyn FnMut(Upload),
) -> Result<Vec<Piece>, ExecutorError> {
    let all = sources.all();
    let words: usize = all.iter().map(|(_, range)| range.len()).sum();
    let mut upload = Upload {
        all: words as u64,
        ..Upload::default()
    };
    let mut pieces: Vec<Piece> = Vec::new();
    // Words of the last pieces, which are settled together.
    let mut waiting: Vec<Vec<u64>> = Vec::new();
    progress(upload);
    for (source, range) in all {
        let words = sources.words(source)?;
        debug_assert_eq!(words.len(), range.len(), "{source:?}");
        for (first, words) in (0..).step_by(PIECE).zip(words.chunks(PIECE)) {
            let begin = range.start + first;
            pieces.push(Piece {
                source,
                first,
                range: begin..begin + words.len(),
                check: check::of(check::INITIAL, words),
            });
            waiting.push(words.to_vec());
            if waiting.iter().map(Vec::len).sum::<usize>() >= PIECE {
                let own = &pieces[pieces.len() - waiting.len()..];
                let words = std::mem::take(&mut waiting);
                settle(machine, own, &words, &mut upload, progress)?;
            }
        }
    }
    let own = &pieces[pieces.len() - waiting.len()..];
    settle(machine, own, &waiting, &mut upload, progress)?;
    Ok(pieces)
}

/// Brings pieces into memory.
fn settle<M: Machine>(
    machine: &mut M,
    pieces: &[Piece],
    words: &[Vec<u64>],
    upload: &mut Upload,
    progress: &mut dyn FnMut(Upload),
) -> Result<(), ExecutorError> {
    let words: Vec<&[u64]> = words.iter().map(Vec::as_slice).collect();
    let missing = match machine.is_remote() {
        true => damaged(machine, pieces).map_err(broken)?,
        false => (0..pieces.len()).collect(),
    };
    let all: usize = words.iter().map(|words| words.len()).sum();
    let sent: usize = missing.iter().map(|&at| words[at].len()).sum();
    upload.skipped += (all - sent) as u64;
    let end = upload.sent + sent as u64;
    write(machine, pieces, &words, missing, &mut |words| {
        // What is written a second time has been counted.
        upload.sent = end.min(upload.sent + words as u64);
        progress(*upload);
    })
    .map_err(broken)?;
    progress(*upload);
    Ok(())
}

/// Writes the missing ones of pieces, and reads them back by their checks; a second time those that are not there. `written` is told
/// of words that were.
fn write<M: Machine>(
    machine: &mut M,
    pieces: &[Piece],
    words: &[&[u64]],
    mut missing: Vec<usize>,
    written: &mut dyn FnMut(usize),
) -> Result<(), MachineError> {
    let mut part = PART;
    for _ in 0..2 {
        for &at in &missing {
            let (mut address, mut rest) = (pieces[at].range.start, words[at]);
            while !rest.is_empty() {
                // None is shorter than `part`, unless the piece is.
                let whole = !machine.is_remote() || rest.len() < 2 * part;
                let count = if whole { rest.len() } else { part };
                let (own, behind) = rest.split_at(count);
                let begun = Instant::now();
                machine.write(address, own)?;
                written(count);
                (address, rest) = (address + count, behind);
                part = match begun.elapsed() {
                    took if took < SOON && count >= part => PIECE.min(2 * part),
                    took if took > 5 * SOON => PART.max(part / 2),
                    _ => part,
                };
            }
        }
        if !machine.is_remote() || missing.is_empty() {
            return Ok(());
        }
        let sent: Vec<Piece> = missing.iter().map(|&at| pieces[at].clone()).collect();
        let still = damaged(machine, &sent)?;
        missing = still.into_iter().map(|at| missing[at]).collect();
    }
    match missing.first() {
        None => Ok(()),
        Some(&at) => Err(MachineError::Damaged {
            address: pieces[at].range.start,
            words: pieces[at].range.len(),
        }),
    }
}

/// Which pieces memory does not hold.
fn damaged<M: Machine>(machine: &mut M, pieces: &[Piece]) -> Result<Vec<usize>, MachineError> {
    let stretches: Vec<Stretch> = pieces.iter().map(|own| own.range.clone().into()).collect();
    let checks = machine.check(&stretches)?;
    let other = |&at: &usize| checks[at] != pieces[at].check;
    Ok((0..pieces.len()).filter(other).collect())
}

/// Looks at all pieces and writes again what memory does not hold of them: which they are, and how many words it was.
///
/// # Errors
/// Those of [`upload`].
pub(super) fn mend<'p, M: Machine>(
    sources: &Sources<'_>,
    machine: &mut M,
    pieces: &'p [Piece],
) -> Result<(Vec<&'p Piece>, usize), ExecutorError> {
    let mut found = Vec::new();
    let mut written = 0;
    for at in damaged(machine, pieces).map_err(broken)? {
        let piece = &pieces[at];
        let words = sources.words(piece.source)?;
        let words = &words[piece.first..][..piece.range.len()];
        let parts = words.chunks(PART).zip((piece.range.start..).step_by(PART));
        let parts: Vec<Piece> = parts
            .map(|(words, begin)| Piece {
                range: begin..begin + words.len(),
                check: check::of(check::INITIAL, words),
                ..*piece
            })
            .collect();
        let wrong = damaged(machine, &parts).map_err(broken)?;
        written += wrong.iter().map(|&at| parts[at].range.len()).sum::<usize>();
        let words: Vec<&[u64]> = words.chunks(PART).collect();
        write(machine, &parts, &words, wrong, &mut |_| {}).map_err(broken)?;
        found.push(piece);
    }
    Ok((found, written))
}
