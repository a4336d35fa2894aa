//! What memory must hold and what a pass must have read, as checks: docs/system.md, "Memory that loses bits".

use std::collections::BTreeMap;
use std::ops::Range;

use harmonia_contract::check::{self, Appended};
use harmonia_device::system::{Pass, Stretch, matrices};
use harmonia_numerics::kv::Region;
use harmonia_numerics::vector::VectorError;

use super::image::Content;
use super::load::{Source, Sources};
use super::plan::SystemPlan;
use super::standing::{Part, parts};
use super::upload::Piece;

/// Words, and the check that they have.
pub(super) type Expected = (Stretch, u64);

/// What is known of a machine's memory.
pub(super) struct Scrub {
    /// Everything that was written once.
    pub pieces: Vec<Piece>,
    /// What of it every pass may read, but matrices and angles.
    others: Vec<Expected>,
    /// Programs, by their number.
    programs: Vec<Expected>,
    /// Matrices as MATMULs read them, by their first word and their words.
    matrices: BTreeMap<(usize, usize), Appended>,
    /// The check of weights of a pass, by its program and its tokens.
    weights: BTreeMap<(usize, usize), u64>,
    /// By sequence, by stage: what its layers' regions hold.
    pub standing: Vec<Vec<Option<Standing>>>,
    /// By sequence, by stage: what went into it, of every token.
    pub inputs: Vec<Vec<Vec<f32>>>,
}

/// What the regions of a sequence and a stage hold.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// Tokens.
    pub tokens: usize,
    /// Parts of regions, and what those of all layers and heads are checked by.
    pub parts: Vec<(Part, u64)>,
}

impl Scrub {
    /// Of a machine that holds what is written once.
    ///
    /// # Errors
    /// A norm that has no meaning.
    pub fn new(
        sources: &Sources<'_>,
        pieces: Vec<Piece>,
        (sequences, stages): (usize, usize),
    ) -> Result<Scrub, VectorError> {
        Ok(Scrub {
            pieces,
            others: others(sources)?,
            programs: programs(sources)?,
            matrices: BTreeMap::new(),
            weights: BTreeMap::new(),
            standing: vec![vec![None; stages]; sequences],
            inputs: vec![vec![Vec::new(); stages]; sequences],
        })
    }

    /// What a pass of a program reads of what was written once, but matrices and angles.
    pub fn others(&self, program: usize) -> impl Iterator<Item = Expected> {
        self.others
            .iter()
            .chain(&self.programs[program..=program])
            .copied()
    }

    /// The check of weights that a pass must have, whose program is the one of this number, and which finds this table.
    ///
    /// # Errors
    /// A norm that has no meaning.
    pub fn weights(
        &mut self,
        sources: &Sources<'_>,
        plan: &SystemPlan,
        (program, commands): (usize, &[u64]),
        pass: Pass,
        table: &[u64],
    ) -> Result<u64, VectorError> {
        if let Some(known) = self.weights.get(&(program, pass.tokens)) {
            return Ok(*known);
        }
        let word = |at: usize| {
            let of = |begin: usize, words: &[u64]| words.get(at.checked_sub(begin)?).copied();
            of(pass.program, commands).or_else(|| of(pass.table, table))
        };
        let two = |at| [word(at), word(at + 1)].map(Option::unwrap_or_default);
        let read = matrices(plan.limits(), &plan.setup(), pass, two);
        self.read(sources, &read)?;
        let appended = read
            .iter()
            .map(|own| self.matrices[&(own.start, own.len())]);
        let check = appended.fold(check::INITIAL, |check, own| own.to(check));
        self.weights.insert((program, pass.tokens), check);
        Ok(check)
    }

    /// Works out what matrices add to a check, those that are not known yet.
    fn read(&mut self, sources: &Sources<'_>, read: &[Range<usize>]) -> Result<(), VectorError> {
        for (source, all) in sources.all() {
            let is_new = |own: &&Range<usize>| {
                let within = all.start <= own.start && own.end <= all.end;
                within && !self.matrices.contains_key(&(own.start, own.len()))
            };
            if !source.is_matrix() || !read.iter().any(|own| is_new(&own)) {
                continue;
            }
            let words = sources.words(source)?;
            let new: Vec<Range<usize>> = read.iter().filter(is_new).cloned().collect();
            for own in new {
                let key = (own.start, own.len());
                let words = &words[own.start - all.start..own.end - all.start];
                self.matrices
                    .entry(key)
                    .or_insert_with(|| Appended::new(words));
            }
        }
        Ok(())
    }
}

/// The programs.
fn programs(sources: &Sources<'_>) -> Result<Vec<Expected>, VectorError> {
    let all = sources.all().into_iter();
    let programs = all.filter(|(source, _)| matches!(source, Source::Program(_)));
    let expected = programs.map(|(source, range)| {
        let words = sources.words(source)?;
        Ok((range.into(), check::of(check::INITIAL, &words)))
    });
    expected.collect()
}

/// All that is written once, but matrices, angles and programs: equal parts at equal distances, as layers and regions have them, are
/// one stretch.
fn others(sources: &Sources<'_>) -> Result<Vec<Expected>, VectorError> {
    let is_other = |source: &Source| match source {
        Source::Content(content) => !matches!(content, Content::Weights(_) | Content::Angles),
        Source::Offsets(_) | Source::Padding(_) => true,
        Source::Program(_) => false,
    };
    let mut left = sources.all();
    left.retain(|(source, own)| is_other(source) && !own.is_empty());
    left.sort_by_key(|(_, own)| std::cmp::Reverse(own.start));
    let mut expected = Vec::new();
    while let Some((first, own)) = left.pop() {
        let mut stretch = Stretch::from(own.clone());
        let mut words = sources.words(first)?;
        let alike = |other: &(Source, Range<usize>)| other.1.len() == own.len();
        let next = left.iter().rev().find(|other| alike(other));
        stretch.stride = next.map_or(0, |(_, next)| next.start - own.start);
        let at = |left: &[(Source, Range<usize>)], run: usize| {
            let begin = stretch.address + run * stretch.stride;
            let is_next = |other: &(Source, Range<usize>)| other.1.start == begin && alike(other);
            left.iter().position(is_next).filter(|_| stretch.stride > 0)
        };
        let mut runs = 1;
        while let Some(index) = at(&left, runs) {
            words.extend(sources.words(left.remove(index).0)?);
            runs += 1;
        }
        stretch.runs = runs;
        expected.push((stretch, check::of(check::INITIAL, &words)));
    }
    Ok(expected)
}

impl Standing {
    /// The parts that the next pass may change.
    pub fn open(&self, regions: Regions) -> impl Iterator<Item = Expected> {
        let open = self.parts.iter().filter(|(part, _)| part.is_open());
        open.map(move |(part, check)| (regions.stretch(&part.range), *check))
    }
}

/// A look at the regions of a sequence and a stage, once they hold so many tokens.
pub(super) struct Look<'a> {
    regions: Regions,
    tokens: usize,
    /// What is there now.
    now: Vec<Part>,
    /// What must have stayed.
    stayed: Vec<&'a (Part, u64)>,
    /// What is checked of each region.
    ranges: Vec<Range<usize>>,
}

impl<'a> Look<'a> {
    /// At regions that held what is known of `before`.
    pub fn new(
        region: &Region,
        regions: Regions,
        tokens: usize,
        before: Option<&'a Standing>,
    ) -> Look<'a> {
        let now = parts(region, tokens);
        let known = before
            .iter()
            .flat_map(|own| own.parts.iter().map(|part| (own.tokens, part)));
        let stays =
            |(before, (part, _)): &(usize, &(Part, u64))| part.stays(region, *before, tokens);
        let stayed: Vec<&(Part, u64)> = known.filter(stays).map(|(_, part)| part).collect();
        // What stayed is mostly what is there now.
        let mut ranges: Vec<Range<usize>> = now.iter().map(|part| part.range.clone()).collect();
        for (part, _) in &stayed {
            if !ranges.contains(&part.range) {
                ranges.push(part.range.clone());
            }
        }
        Look {
            regions,
            tokens,
            now,
            stayed,
            ranges,
        }
    }

    /// What is to be checked.
    pub fn stretches(&self) -> impl Iterator<Item = Stretch> {
        self.ranges.iter().map(|own| self.regions.stretch(own))
    }

    /// What the checks of these stretches say: what there is now, and what has changed that must not.
    pub fn seen(&self, checks: &[u64]) -> (Standing, Option<Stretch>) {
        let of = |part: &Part| {
            let mut both = self.ranges.iter().zip(checks);
            both.find(|(range, _)| **range == part.range)
                .map_or(0, |(_, check)| *check)
        };
        let changed = self.stayed.iter().find(|(part, check)| of(part) != *check);
        let standing = Standing {
            tokens: self.tokens,
            parts: self
                .now
                .iter()
                .map(|part| (part.clone(), of(part)))
                .collect(),
        };
        (
            standing,
            changed.map(|(part, _)| self.regions.stretch(&part.range)),
        )
    }
}

/// Regions that follow each other: those of a sequence and the layers of a stage.
#[derive(Clone, Copy)]
pub(super) struct Regions {
    /// The first word.
    pub begin: usize,
    /// Words of each.
    pub words: usize,
    pub count: usize,
}

impl Regions {
    /// The same part of all of them.
    fn stretch(self, part: &Range<usize>) -> Stretch {
        Stretch {
            address: self.begin + part.start,
            words: part.len(),
            stride: self.words,
            runs: self.count,
        }
    }
}
