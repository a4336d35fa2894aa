//! Commands of attention: layouts, and heads that go on token by token.

use harmonia_contract::attention::DISTANCE;
use harmonia_device::{Command, Step};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvBits, KvShape, Region};

use super::generator::Generator;
use super::sketch::Head;

impl<'v> Generator<'v> {
    pub(super) fn shape(&mut self) -> KvShape {
        const SIZES: [usize; 20] = [
            1, 2, 3, 8, 8, 16, 16, 16, 30, 31, 32, 32, 33, 48, 64, 64, 96, 128, 255, 256,
        ];
        let mut bits = || match self.random.chance(50) {
            true => KvBits::Four,
            false => KvBits::Three,
        };
        let (key, value) = (bits(), bits());
        let size = self.random.pick(&SIZES);
        let rotate = self.random.chance(70);
        let mut window = || {
            GROUP
                * self
                    .random
                    .pick(&[0, 0, 1, 1, 1, 2, 3, KvShape::MAX_WINDOW])
        };
        KvShape::new(size, rotate, key, value, window(), window())
            .expect("a size and windows in range")
    }

    /// Another layout, or several in a row, and up to three places where regions do not touch, the end of
    /// memory among them.
    pub(super) fn configure(&mut self, commands: &mut Vec<Command<'v>>) {
        let shape = self.shape();
        let rooms: &[usize] = match shape.size() {
            0..=64 => &[1, 31, 32, 33, 64, 65, 96, 97, 129, 200],
            _ => &[1, 33, 64, 96],
        };
        let layout = Region::new(&shape, self.random.pick(rooms));
        let last = self.limits.memory_words - layout.words();
        let mut places: Vec<usize> = Vec::new();
        for _ in 0..self.random.pick(&[1, 2, 2, 3, 4]) {
            let anywhere = self.random.below(last + 1);
            let behind = places.last().map_or(0, |place| place + layout.words());
            let place = self
                .random
                .pick(&[0, 1, 4321, last, behind, anywhere])
                .min(last);
            if places
                .iter()
                .all(|other| place.abs_diff(*other) >= layout.words())
            {
                places.push(place);
            }
        }
        self.push(commands, Command::Configure(layout));
        self.sketch.heads = places.into_iter().map(Head::at).collect();
        if self.random.chance(20) {
            self.configure(commands);
        }
    }

    pub(super) fn write(&mut self, commands: &mut Vec<Command<'v>>) {
        let Some(layout) = self.sketch.layout else {
            return self.configure(commands);
        };
        let new = self.sketch.heads.iter().position(|head| !head.begun);
        let head = new.unwrap_or_else(|| self.random.below(self.sketch.heads.len()));
        let region = self.sketch.heads[head].region;
        let offsets = self.values.vector(&mut self.random, layout.shape().size());
        self.push(commands, Command::Write { region, offsets });
    }

    /// The layout, and a head that `suits`.
    pub(super) fn head(&mut self, suits: impl Fn(&Head, usize) -> bool) -> Option<(Region, Head)> {
        let layout = self.sketch.layout?;
        let heads = self.sketch.heads.iter();
        let heads: Vec<_> = heads
            .filter(|head| head.begun && suits(head, layout.tokens()))
            .collect();
        let chosen = heads.get(self.random.below(heads.len().max(1)))?;
        Some((layout, (*chosen).clone()))
    }

    /// Stores the next token of a head, some of them, all of its group; all of each head's group; or one
    /// again.
    pub(super) fn store(&mut self, commands: &mut Vec<Command<'v>>) {
        if self.random.chance(6) && self.fill(commands) {
            return;
        }
        let others = self.random.chance(20);
        let Some((layout, head)) = self
            .head(|head, tokens| others || head.next(tokens).is_some())
            .or_else(|| self.head(|_, _| true))
        else {
            return self.write(commands);
        };
        let to_group_end = GROUP - head.stored % GROUP;
        let some = 1 + self.random.below(8);
        let count = self.random.pick(&[1, 1, 1, some, to_group_end]);
        let next = head.next(layout.tokens());
        let positions = match next {
            Some(next) if !self.random.chance(10) => {
                next..(next + count.min(to_group_end)).min(layout.tokens())
            }
            _ => {
                let under_way = head.under_way();
                match under_way.is_empty() || self.random.chance(15) {
                    // Begins anew.
                    true => 0..1,
                    false => {
                        let again = under_way.start + self.random.below(under_way.len());
                        again..again + 1
                    }
                }
            }
        };
        for position in positions {
            let command = self.store_at(layout, head.region, position);
            self.push(commands, command);
        }
    }

    /// Completes the group of each head, so that several are due, and commits some; false where none can go
    /// on.
    fn fill(&mut self, commands: &mut Vec<Command<'v>>) -> bool {
        let before = commands.len();
        while let Some((layout, head)) = self.head(|head, tokens| head.next(tokens).is_some()) {
            let command = self.store_at(layout, head.region, head.stored);
            self.push(commands, command);
        }
        let filled = commands.len() > before;
        for _ in 0..self.random.below(if filled { 3 } else { 1 }) {
            self.commit(commands);
        }
        filled
    }

    pub(super) fn store_at(
        &mut self,
        layout: Region,
        region: usize,
        position: usize,
    ) -> Command<'v> {
        let size = layout.shape().size();
        Command::Store {
            region,
            position,
            key: self.values.vector(&mut self.random, size),
            value: self.values.vector(&mut self.random, size),
        }
    }

    pub(super) fn commit(&mut self, commands: &mut Vec<Command<'v>>) {
        let Some((_, head)) = self.head(Head::is_due) else {
            return self.store(commands);
        };
        let (region, page) = (head.region, head.committed);
        self.push(commands, Command::Commit { region, page });
    }

    pub(super) fn attend(&mut self, commands: &mut Vec<Command<'v>>) {
        let distant = self.random.chance(30);
        let found = match distant {
            true => self.head(|head, _| head.is_whole()),
            false => None,
        };
        let here = |this: &mut Self| this.head(|head, _| !head.under_way().is_empty());
        let Some((layout, head)) = found.or_else(|| here(self)) else {
            return self.store(commands);
        };
        let under_way = head.under_way();
        let (position, distance) = match under_way.is_empty() {
            true => {
                let near = 1 + self.random.below(4);
                let far = 1 + self.random.below(DISTANCE.most());
                let window = layout.shape().local() + self.random.below(3);
                let distance = self.random.pick(&[1, 1, near, near, window.max(1), far]);
                (head.stored - 1, distance)
            }
            false if self.random.chance(70) => (under_way.end - 1, 0),
            false => (under_way.start + self.random.below(under_way.len()), 0),
        };
        let heads = 1 + self.random.below(self.rows);
        let queries = self
            .values
            .queries(&mut self.random, heads * layout.shape().size());
        let step = match self.random.below(4) {
            0 => Step::Maximum,
            1 => Step::Sums {
                maxima: self.values.maxima(&mut self.random, heads),
            },
            _ => Step::Whole,
        };
        self.push(
            commands,
            Command::Attend {
                region: head.region,
                position,
                distance,
                step,
                heads,
                queries,
            },
        );
    }
}
