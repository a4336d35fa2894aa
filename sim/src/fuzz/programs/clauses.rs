//! Phrases of several commands: products and what they multiply, tokens that store and ask, loops.

use harmonia_contract::engine::SLOTS;
use harmonia_contract::program::{self as of, MOST_LOOPS};
use harmonia_contract::weights::record_words;
use harmonia_device::system::matrix_words;

use super::fields::LENGTHS;
use super::ground::{HEADS, LAYERS};
use super::phrases::{STEP, Writer};

impl Writer<'_> {
    /// A product whose sums are made in parts, with loads, vectors and words between them; seldom with anything else.
    pub(super) fn parts(&mut self) {
        if self.in_tokens && self.random.chance(80) {
            return self.vector();
        }
        let ground = self.ground;
        let matrix = &ground.matrices[self.random.below(ground.matrices.len())];
        let most = matrix.outputs.min(2 * SLOTS / self.banks);
        let outputs = 1 + self.random.below(most);
        let [a, ..] = self.places();
        let stride = outputs + self.random.below(4);
        let parts = 2 + self.random.below(3);
        for part in 0..parts {
            let groups = 1 + self.random.below(matrix.groups.min(3));
            let have = self.loaded / self.banks;
            if have < groups && !self.in_tokens {
                self.blocks(groups - have);
            }
            match self.random.below(10) {
                0..3 => self.blocks(0),
                3 => self.vector(),
                4 => self.transfer(of::FETCH),
                5 if part > 0 && self.random.chance(30) => self.phrase(),
                _ => {}
            }
            let groups = groups.min((self.loaded / self.banks).max(1));
            let others = usize::from(self.random.chance(2));
            self.push(
                of::MATMUL,
                &[
                    (of::FORMAT, matrix.format.code()),
                    (of::CONTINUES, usize::from(part > 0)),
                    (of::GROUPS, groups),
                    (of::KEEPS, usize::from(part + 1 < parts)),
                    (of::A, a),
                    (of::ADDRESS, matrix.address),
                    (of::OUTPUTS, outputs + others),
                    (of::D_STRIDE, stride),
                ],
            );
        }
    }

    /// A product with a matrix of memory, and blocks for it.
    pub(super) fn product(&mut self) {
        let ground = self.ground;
        let matrix = &ground.matrices[self.random.below(ground.matrices.len())];
        let mut outputs = 1 + self.random.below(matrix.outputs);
        let (mut groups, mut address) = (matrix.groups, matrix.address);
        if self.random.chance(10) {
            // Some of its records are a matrix of another shape.
            let record = record_words(matrix.format);
            let records = matrix_words(matrix.format, matrix.outputs, matrix.groups) / record;
            let first = self.random.below(records);
            let pairs = 4 * (records - first);
            groups = 1 + self.random.below(pairs.min(3));
            outputs = 1 + self.random.below((2 * (pairs / groups)).min(8));
            address += first * record;
        }
        for _ in 0..8 {
            let have = self.loaded / self.banks;
            if have < groups && !self.in_tokens {
                self.blocks(groups - have);
            }
        }
        let have = self.loaded / self.banks;
        if have > 0 && self.random.chance(95) {
            groups = groups.min(have);
        }
        let spare = have.saturating_sub(groups);
        let base = self.random.below(spare + 1) * self.banks;
        let [a, ..] = self.places();
        for _ in 0..1 + self.random.below(2) {
            let stride = outputs + self.random.below(4);
            self.push(
                of::MATMUL,
                &[
                    (of::FORMAT, matrix.format.code()),
                    (of::BASE, base),
                    (of::GROUPS, groups),
                    (of::A, a),
                    (of::ADDRESS, address),
                    (of::OUTPUTS, outputs),
                    (of::D_STRIDE, stride),
                ],
            );
        }
    }

    /// Tokens store their keys and values in all regions of their sequences, and ask; or do something else in turn.
    pub(super) fn tokens(&mut self) {
        if self.in_tokens || self.depth == MOST_LOOPS {
            return self.transfer(of::FETCH);
        }
        let stores = !self.stored && self.depth == 0;
        let words = HEADS * self.ground.setup.regions.words();
        if stores && self.tokens != self.pass && self.random.chance(90) {
            self.acts_on(0, self.pass);
        }
        let loops = stores && self.random.chance(50);
        let unrolled = if stores && !loops { LAYERS } else { 1 };
        if loops {
            // A loop over layers moves the regions, now and then the angles as well.
            self.index(of::REGION_STEP_INDEX, 0, 0);
            self.push(of::REPEAT, &[(of::COUNT, LAYERS)]);
            self.depth += 1;
        }
        for layer in 0..unrolled {
            self.index(STEP, 0, 0);
            self.push(of::REPEAT, &[(of::EACH_TOKEN, 1)]);
            (self.in_tokens, self.depth) = (true, self.depth + 1);
            for _ in 0..self.random.below(3) {
                self.phrase();
            }
            if stores {
                for head in 0..HEADS {
                    self.head(layer * HEADS + head);
                }
            }
            let step = self.random.pick(&LENGTHS);
            self.index(STEP, STEP, step);
            self.push(of::NEXT, &[]);
            (self.in_tokens, self.depth) = (false, self.depth - 1);
        }
        if loops {
            self.index(of::REGION_STEP_INDEX, of::REGION_STEP_INDEX, words);
            let angles = self.random.below(8);
            self.index(of::ANGLES_STEP_INDEX, of::ANGLES_STEP_INDEX, angles);
            self.push(of::NEXT, &[]);
            self.depth -= 1;
            self.index(of::REGION_STEP_INDEX, 0, 0);
        }
        self.stored |= stores;
    }

    /// A token in one of its sequence's regions.
    pub(super) fn head(&mut self, number: usize) {
        let regions = self.ground.setup.regions;
        let size = regions.shape().size();
        let region = [
            (of::REGION, number * regions.words()),
            (of::REGION_REGISTER, of::REGION_INDEX),
        ];
        let places = self.places();
        let index = if self.random.chance(50) { STEP } else { 0 };
        let operands = [
            (of::LENGTH, size),
            (of::A, places[0]),
            (of::A_INDEX, index),
            (of::B, places[1]),
            (of::D, places[2]),
        ];
        self.push(of::COMMIT, &region);
        self.push(of::STORE, &[&operands[..], &region].concat());
        for _ in 0..self.random.below(3) {
            let heads = self.random.below(self.ground.limits.token_rows);
            let attend = [&[(of::HEADS, heads)], &operands[..], &region].concat();
            self.push(of::ATTEND, &attend);
            self.loaded = 0;
        }
    }

    pub(super) fn repeat(&mut self) {
        if self.depth == MOST_LOOPS && self.random.chance(80) {
            return self.vector();
        }
        let count = 1 + self.random.below(3);
        self.push(of::REPEAT, &[(of::COUNT, count)]);
        self.depth += 1;
        for _ in 0..self.random.below(3) {
            self.phrase();
        }
        self.depth -= 1;
        self.push(of::NEXT, &[]);
    }
}
