//! A key/value head: what the commands do with the words of its region.

use half::f16;

use super::fast::{Attention, Operand, Tile, Tiles};
use super::layout::Region;
use super::memory;
use super::pages::{Codes, Place};
use super::reference::query_blocks;
use super::shape::{KvShape, Stand};
use crate::GROUP;
use crate::accumulator::{Accumulator, Flags};
use crate::fast::Kernel;

/// The pages of a head decoded, for speed, beside the words of its region, which lie elsewhere: each call has
/// the same words, as the calls before have left them.
///
/// Commands come in the order of a driver: tokens are stored one after the other, a page is
/// committed before the first token of the next one is stored, and a query stands in the page of
/// the token stored last. Storing tokens of that page again replaces them, and storing position 0
/// begins another sequence.
pub struct KvPages {
    region: Region,
    keys: Decoded,
    values: Decoded,
    /// The page under way.
    own: usize,
}

/// A head with memory of its own.
pub struct KvHead {
    words: Vec<u64>,
    pages: KvPages,
}

/// What of an ATTEND is wanted, and where it goes: head-major.
#[derive(Debug)]
pub enum Answer<'a> {
    /// Outputs, `heads * size`.
    Whole(&'a mut [f32]),
    /// Step 1: a maximum of each head's scores.
    Maxima(&'a mut [i32]),
    /// Step 2: denominator and numerators, `heads * (1 + size)`.
    Sums {
        /// One for each head.
        maxima: &'a [i32],
        /// Where they go.
        out: &'a mut [Accumulator],
    },
}

impl Answer<'_> {
    /// # Panics
    /// When there is not as much room as there are results.
    fn check(&self, heads: usize, size: usize) {
        match self {
            Answer::Whole(out) => assert_eq!(out.len(), heads * size, "one result a channel"),
            Answer::Maxima(out) => assert_eq!(out.len(), heads, "one maximum a head"),
            Answer::Sums { maxima, out } => {
                assert_eq!(maxima.len(), heads, "one maximum a head");
                assert_eq!(
                    out.len(),
                    heads * (1 + size),
                    "a sum a channel, and one more"
                );
            }
        }
    }

    /// Nothing but zeros.
    pub(super) fn clear(self) {
        match self {
            Answer::Whole(out) => out.fill(0.0),
            Answer::Maxima(out) => out.fill(0),
            Answer::Sums { out, .. } => out.fill(Accumulator::default()),
        }
    }
}

/// Pages of keys or of values, a tile for every block of channels.
struct Decoded {
    /// Every page by its high plane.
    demoted: Vec<Tile<i8>>,
    /// Low slots: pages of both planes.
    full: Vec<Tile<i16>>,
    /// Which page a low slot holds.
    held: Vec<Option<usize>>,
    blocks: usize,
}

impl Decoded {
    fn new(blocks: usize) -> Self {
        Self {
            demoted: Vec::new(),
            full: Vec::new(),
            held: Vec::new(),
            blocks,
        }
    }

    /// The tiles of a page and of its low slot, made when they are first written.
    fn page(&mut self, page: usize, slot: Option<usize>) -> (&mut [Tile<i8>], &mut [Tile<i16>]) {
        let blocks = self.blocks;
        let grow = |have: usize, index: usize| have.max((index + 1) * blocks);
        let length = grow(self.demoted.len(), page);
        self.demoted.resize(length, Tile::EMPTY);
        let demoted = &mut self.demoted[page * blocks..][..blocks];
        let Some(slot) = slot else {
            return (demoted, &mut []);
        };
        let length = grow(self.full.len(), slot);
        self.full.resize(length, Tile::EMPTY);
        self.held.resize(length / blocks, None);
        self.held[slot] = Some(page);
        (demoted, &mut self.full[slot * blocks..][..blocks])
    }

    fn tiles(&self, page: usize, window: bool, slot: Option<usize>) -> Tiles<'_> {
        if !window {
            return Tiles::Demoted(&self.demoted[page * self.blocks..][..self.blocks]);
        }
        let slot = slot.expect("a window has low planes");
        assert_eq!(
            self.held.get(slot),
            Some(&Some(page)),
            "page {page} is read with both planes, and the low one is not there"
        );
        Tiles::Full(&self.full[slot * self.blocks..][..self.blocks])
    }
}

impl KvPages {
    /// The pages that lie in the words of a region, page `own` being under way: those before it, and its keys.
    ///
    /// # Panics
    /// When the region has no such page.
    pub fn read(region: &Region, words: &[u64], own: usize) -> Self {
        let shape = region.shape();
        let (blocks, (key_bits, value_bits)) =
            (shape.blocks(), (shape.key_bits(), shape.value_bits()));
        let mut keys = Decoded::new(blocks);
        for page in 0..=own {
            let high = &words[region.key_high_page(page)];
            let low = &words[region.key_low_page(page)];
            let (demoted, full) = keys.page(page, Some(region.key_low_slot(page)));
            for block in 0..blocks {
                for token in 0..GROUP {
                    let place = Place::of_key(blocks, token, block);
                    let codes = Codes::read(key_bits, high, Some(low), place);
                    demoted[block].set(token, &codes.demoted());
                    full[block].set(token, &codes.full());
                }
            }
        }
        let mut values = Decoded::new(blocks);
        for page in 0..own {
            let high = &words[region.value_high_page(page)];
            let low = region.value_low_page(page).map(|low| &words[low]);
            let (demoted, full) = values.page(page, region.value_low_slot(page));
            for channel in 0..blocks * GROUP {
                let codes = Codes::read(value_bits, high, low, Place::of_value(channel));
                set(demoted, full, channel, &codes);
            }
        }
        Self {
            region: *region,
            keys,
            values,
            own,
        }
    }

    /// STORE: a key and a value of `size` channels, as they come out of RoPE, in FP16.
    ///
    /// # Panics
    /// When a length is not `size`, a number is not finite, or there is no room for `position`.
    pub fn store(&mut self, words: &mut [u64], position: usize, key: &[f16], value: &[f16]) {
        let codes = memory::store(&self.region, words, position, key, value);
        let (page, token) = (position / GROUP, position % GROUP);
        let slot = Some(self.region.key_low_slot(page));
        let (demoted, full) = self.keys.page(page, slot);
        for ((codes, demoted), full) in codes.iter().zip(demoted).zip(full) {
            demoted.set(token, &codes.demoted());
            full.set(token, &codes.full());
        }
        self.own = page;
    }

    /// COMMIT: the page under way becomes value page `page`.
    ///
    /// # Panics
    /// When the region has no such page.
    pub fn commit(&mut self, words: &mut [u64], page: usize) {
        let codes = memory::commit(&self.region, words, page);
        let slot = self.region.value_low_slot(page);
        let (demoted, full) = self.values.page(page, slot);
        for (channel, codes) in codes.iter().enumerate() {
            set(demoted, full, channel, codes);
        }
    }

    /// ATTEND: what `heads` query heads see of the tokens up to where they stand.
    ///
    /// Shapes: `queries` and `out` are head-major, `heads * size`. Results and flags are those of
    /// [`reference::attend`](super::reference::attend); they do not depend on which heads share
    /// the call. After a score overflow all results are 0 and mean nothing.
    ///
    /// # Panics
    /// When a length does not match, a query is not finite, or `stand` is not in the page of
    /// the token stored last or a page before it is missing; when this processor does not have the kernel.
    pub fn attend(
        &self,
        words: &[u64],
        kernel: Kernel,
        stand: impl Into<Stand>,
        queries: &[f16],
        heads: usize,
        out: &mut [f32],
    ) -> Flags {
        assert_eq!(
            queries.len(),
            heads * self.region.shape().size(),
            "one value a channel"
        );
        self.answer(words, kernel, stand.into(), queries, Answer::Whole(out))
    }

    /// [`attend`](Self::attend), whole or a step of it: [`maxima`](super::reference::maxima) or
    /// [`sums`](super::reference::sums). Flags say whether a score overflowed: then results are 0 and mean nothing.
    ///
    /// # Panics
    /// As that does; also when the page of a distant query's last token is not committed.
    pub fn answer(
        &self,
        words: &[u64],
        kernel: Kernel,
        stand: Stand,
        queries: &[f16],
        out: Answer<'_>,
    ) -> Flags {
        assert!(kernel.is_available(), "this processor has no {kernel:?}");
        let shape = self.region.shape();
        let heads = queries.len() / shape.size();
        assert_eq!(queries.len(), heads * shape.size(), "one value a channel");
        out.check(heads, shape.size());
        let own = stand.own();
        let here = stand.distance == 0;
        assert!(
            own == self.own || !here,
            "the query's page is not the last stored"
        );
        let tokens = stand.position + 1;
        assert!(
            here || tokens.is_multiple_of(GROUP),
            "a distant query sees whole pages"
        );
        let last = stand.position / GROUP;
        let fresh = here.then(|| self.fresh_values(words, stand.position % GROUP + 1));
        let fresh = fresh.as_deref();
        let committed = if here { last } else { last + 1 };
        let keys = |page| {
            let slot = Some(self.region.key_low_slot(page));
            self.keys.tiles(page, shape.in_window(page, own), slot)
        };
        let values = |page| {
            let slot = self.region.value_low_slot(page);
            self.values.tiles(page, shape.in_window(page, own), slot)
        };
        let queries = queries.chunks(shape.size());
        Attention {
            size: shape.size(),
            tokens,
            keys: (0..=last).map(keys).collect(),
            values: (0..committed)
                .map(values)
                .chain(fresh.map(Tiles::Full))
                .collect(),
            queries: queries
                .flat_map(|query| query_blocks(shape, query))
                .map(|block| Operand::new(&block))
                .collect(),
        }
        .run(kernel, out)
    }

    /// Blocks of the page under way, of its first `tokens` tokens.
    fn fresh_values(&self, words: &[u64], tokens: usize) -> Vec<Tile<i16>> {
        let shape = self.region.shape();
        let mut tiles = vec![Tile::EMPTY; shape.blocks()];
        for channel in 0..shape.size() {
            let block = memory::residual_block(&self.region, words, channel, tokens);
            tiles[channel / GROUP].set(channel % GROUP, &block);
        }
        tiles
    }
}

/// Puts the block of a channel of values into its lanes; a page may have no low slot.
fn set(demoted: &mut [Tile<i8>], full: &mut [Tile<i16>], channel: usize, codes: &Codes) {
    let (block, lane) = (channel / GROUP, channel % GROUP);
    demoted[block].set(lane, &codes.demoted());
    if let Some(full) = full.get_mut(block) {
        full.set(lane, &codes.full());
    }
}

impl KvHead {
    /// A head with room for `tokens` tokens; memory is all zeros, and so are the offsets.
    pub fn new(shape: &KvShape, tokens: usize) -> Self {
        let region = Region::new(shape, tokens);
        let words = vec![0; region.words()];
        Self {
            pages: KvPages {
                region,
                keys: Decoded::new(shape.blocks()),
                values: Decoded::new(shape.blocks()),
                own: 0,
            },
            words,
        }
    }

    /// Where the parts of the head lie in [`words`](Self::words).
    pub fn region(&self) -> &Region {
        &self.pages.region
    }

    /// The head's channels, formats and windows.
    pub fn shape(&self) -> &KvShape {
        self.region().shape()
    }

    /// The memory of the region, as a device holds it after the same commands.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// WRITE to the region's start: the offsets of keys to come, one a channel.
    ///
    /// # Panics
    /// When the length is not `size`.
    pub fn set_offsets(&mut self, offsets: &[f16]) {
        memory::write_offsets(&self.pages.region, &mut self.words, offsets);
    }

    /// [`KvPages::store`].
    ///
    /// # Panics
    /// As that does.
    pub fn store(&mut self, position: usize, key: &[f16], value: &[f16]) {
        self.pages.store(&mut self.words, position, key, value);
    }

    /// [`KvPages::commit`].
    ///
    /// # Panics
    /// As that does.
    pub fn commit(&mut self, page: usize) {
        self.pages.commit(&mut self.words, page);
    }

    /// [`KvPages::attend`] with the best kernel.
    ///
    /// # Panics
    /// As that does.
    pub fn attend(
        &self,
        stand: impl Into<Stand>,
        queries: &[f16],
        heads: usize,
        out: &mut [f32],
    ) -> Flags {
        self.attend_with(Kernel::best(), stand, queries, heads, out)
    }

    /// [`KvPages::answer`].
    ///
    /// # Panics
    /// As that does.
    pub fn answer(&self, kernel: Kernel, stand: Stand, queries: &[f16], out: Answer<'_>) -> Flags {
        self.pages.answer(&self.words, kernel, stand, queries, out)
    }

    /// [`attend`](Self::attend) with a given kernel, to compare kernels with each other.
    ///
    /// # Panics
    /// Also when this processor does not have the kernel.
    pub fn attend_with(
        &self,
        kernel: Kernel,
        stand: impl Into<Stand>,
        queries: &[f16],
        heads: usize,
        out: &mut [f32],
    ) -> Flags {
        self.pages
            .attend(&self.words, kernel, stand, queries, heads, out)
    }
}
