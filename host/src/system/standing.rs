//! What of a sequence's keys and values stays as it is while a pass stores more of them, and what was in it.
//!
//! A sequence of n tokens has c = (n - 1) / 32 pages that no later token changes. The page behind them is open: its keys,
//! and the residual with its values. Parts of a region lie equally in those of all layers and heads.

use std::ops::Range;

use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

/// A part of a region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Words from the region's begin.
    pub range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// High planes, and low planes of the initial window.
    Finished,
    /// The low plane of a page of keys, until a later page takes its slot.
    KeyLow(usize),
    /// That of a page of values.
    ValueLow(usize),
    /// The page under way.
    Open,
}

/// The page of the last of so many tokens, at least one: as many pages are finished.
fn last_page(tokens: usize) -> usize {
    (tokens - 1) / GROUP
}

/// What holds something once a region has so many tokens, at least one.
pub(super) fn parts(region: &Region, tokens: usize) -> Vec<Part> {
    let finished = last_page(tokens);
    let windowed = finished.min(region.shape().init());
    let part = |range: Range<usize>, kind| Part { range, kind };
    let mut parts = vec![part(region.residual..region.key_low, Kind::Open)];
    // Pages from 0 on follow each other.
    if let Some(last) = finished.checked_sub(1) {
        let keys = region.key_high..region.key_high_page(last).end;
        let values = region.value_high..region.value_high_page(last).end;
        parts.extend([keys, values].map(|all| part(all, Kind::Finished)));
    }
    if let Some(last) = windowed.checked_sub(1) {
        let keys = region.key_low..region.key_low_page(last).end;
        let values = region
            .value_low_page(last)
            .map(|own| region.value_low..own.end);
        let all = [Some(keys), values].into_iter().flatten();
        parts.extend(all.map(|all| part(all, Kind::Finished)));
    }
    for page in windowed..finished {
        let keys = part(region.key_low_page(page), Kind::KeyLow(page));
        let values = region.value_low_page(page);
        let values = values.map(|own| part(own, Kind::ValueLow(page)));
        let all = [Some(keys), values].into_iter().flatten();
        parts.extend(all.filter(|own| own.stands(region, page + 1, finished)));
    }
    parts.push(part(region.key_high_page(finished), Kind::Open));
    parts.push(part(region.key_low_page(finished), Kind::Open));
    parts
}

impl Part {
    /// It belongs to the page under way, and may change with the next pass.
    pub fn is_open(&self) -> bool {
        self.kind == Kind::Open
    }

    /// Whether it is the same when there are `after` tokens, having been there of `before`.
    pub fn stays(&self, region: &Region, before: usize, after: usize) -> bool {
        self.stands(region, last_page(before), last_page(after))
    }

    /// Whether no page has taken its place: keys of those up to `last`, values of those before it.
    fn stands(&self, region: &Region, first: usize, last: usize) -> bool {
        match self.kind {
            Kind::Finished => true,
            Kind::Open => false,
            Kind::KeyLow(page) => (first..=last).all(|other| {
                other == page || region.key_low_slot(other) != region.key_low_slot(page)
            }),
            Kind::ValueLow(page) => (first..last).all(|other| {
                other == page || region.value_low_slot(other) != region.value_low_slot(page)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use harmonia_numerics::kv::{KvFormat, KvShape};

    #[test]
    fn parts_do_not_meet_and_low_planes_go_when_their_slots_are_taken() {
        for (init, local) in [(32, 32), (0, 0), (64, 96), (0, 32)] {
            let shape = KvShape::with_format(40, true, KvFormat::K4V3, init, local).unwrap();
            let region = Region::new(&shape, 400);
            for tokens in 1..=400 {
                let mut all = parts(&region, tokens);
                all.sort_by_key(|own| own.range.start);
                assert!(
                    all.windows(2)
                        .all(|two| two[0].range.end <= two[1].range.start)
                );
                assert!(all.last().unwrap().range.end <= region.words());
                for more in tokens..=400.min(tokens + 70) {
                    let later = parts(&region, more);
                    for own in all.iter().filter(|own| own.stays(&region, tokens, more)) {
                        let is_there = |other: &Part| {
                            let (own, other) = (&own.range, &other.range);
                            own.start >= other.start && own.end <= other.end
                        };
                        assert!(later.iter().any(is_there), "{own:?}, {tokens}, {more}");
                        assert!(!own.is_open());
                    }
                }
            }
        }
    }
}
