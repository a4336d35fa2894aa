//! From tasks to the commands of a pass.

use std::ops::Range;

use harmonia_contract::program as contract;
use harmonia_contract::{Field, Opcode};
use harmonia_device::system::MachineLimits;
use harmonia_model::{Buffer, Program};

use super::attention::Rotated;
use super::frame::{Constants, Frame, gain_elements};
use super::image::{Content, Image, Sizes};
use super::layers::Layer;
use super::segments::{Segment, segments};
use super::task::{Named, Task};
use crate::KvPlan;

/// A program: its commands, and which of them belong to which step.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    pub commands: Vec<[u64; 2]>,
    /// The first command of each task, and the task's name.
    names: Vec<(usize, String)>,
    /// Words that loops over layers save.
    pub saved: usize,
}

impl Code {
    /// Words of memory.
    pub fn words(&self) -> usize {
        2 * self.commands.len()
    }

    /// The step whose command lies `words` words behind the beginning.
    pub fn name(&self, words: usize) -> Option<&str> {
        let behind = self.names.partition_point(|(first, _)| 2 * first <= words);
        Some(&self.names[..behind].last()?.1)
    }

    /// Adds another one's commands, each changed; returns the names of its tasks.
    pub(super) fn append(
        &mut self,
        other: &Code,
        change: impl Fn([u64; 2]) -> [u64; 2],
    ) -> impl Iterator<Item = &mut String> {
        let (begin, names) = (self.commands.len(), self.names.len());
        self.commands
            .extend(other.commands.iter().copied().map(change));
        let own = other.names.iter();
        self.names
            .extend(own.map(|(first, name)| (begin + first, name.clone())));
        self.names[names..].iter_mut().map(|(_, name)| name)
    }

    pub(super) fn push(&mut self, opcode: Opcode, values: &[(Field, usize)]) {
        self.commands.push(opcode.words(values));
    }
}

/// What is known of a machine and of where everything lies, for some passes or a tile of their tokens.
#[derive(Clone, Copy)]
pub(super) struct Assembler<'a> {
    pub program: &'a Program,
    pub sizes: &'a Sizes<'a>,
    pub frame: &'a Frame,
    pub constants: Constants,
    pub image: &'a Image,
    pub kv: &'a KvPlan,
    pub limits: &'a MachineLimits,
    /// Of the pass, or of the tile.
    pub banks: usize,
    /// Tokens of the pass, where blocks have no room for all of them.
    pub tiled: Option<usize>,
    /// The first token of the tile.
    pub first: usize,
    /// Where the residual of token 0 lies in memory.
    pub residual: usize,
    /// Where the logits of token 0 go.
    pub logits: usize,
}

impl Assembler<'_> {
    /// Layers from the residual of memory to that of memory.
    pub fn layers(&self, layers: &[(usize, &[Named])]) -> Code {
        let mut code = Code::default();
        self.residual(&mut code, contract::FETCH);
        let layers = layers.iter().map(|&(number, tasks)| {
            let mut code = Code::default();
            self.tasks(&mut code, Some(number), tasks);
            Layer { number, code }
        });
        code.layers(&layers.collect::<Vec<_>>());
        self.residual(&mut code, contract::SPILL);
        code.push(contract::END, &[]);
        code
    }

    /// The output head, from the residual of memory to logits.
    pub fn head(&self, tasks: &[Named]) -> Code {
        let mut code = Code::default();
        self.residual(&mut code, contract::FETCH);
        self.tasks(&mut code, None, tasks);
        code.push(contract::END, &[]);
        code
    }

    /// Moves the residuals of all tokens.
    fn residual(&self, code: &mut Code, opcode: Opcode) {
        let width = self.frame.first;
        code.push(
            opcode,
            &[
                (contract::ALL, 1),
                (contract::LENGTH, width),
                (contract::A, self.constants.end),
                (contract::ADDRESS, self.residual),
                (contract::ADDRESS_STRIDE, width / 2),
                (contract::D_STRIDE, self.frame.width),
            ],
        );
    }

    fn tasks(&self, code: &mut Code, layer: Option<usize>, tasks: &[Named]) {
        let Some(tokens) = self.tiled else {
            return self.of_tile(code, layer, tasks);
        };
        for own in segments(self.program, tasks) {
            let tiles: Vec<Range<usize>> = own.tiles(self.limits, tokens).collect();
            if tiles.len() == 1 {
                self.of_tile(code, layer, own.tasks);
                continue;
            }
            for tile in tiles {
                acts_on(code, &own, &tile);
                let assembler = Assembler {
                    banks: self.limits.banks(tile.len()),
                    first: tile.start,
                    ..*self
                };
                assembler.of_tile(code, layer, own.tasks);
            }
            acts_on(code, &own, &(0..tokens));
        }
    }

    /// Tasks, all of the tile's tokens.
    fn of_tile(&self, code: &mut Code, layer: Option<usize>, tasks: &[Named]) {
        for own in tasks {
            code.names.push((code.commands.len(), own.name.clone()));
            self.task(code, layer, &own.task);
        }
    }

    /// Brings elements of memory to where all tokens find it.
    pub(super) fn fetch(&self, code: &mut Code, address: usize, to: usize, elements: usize) {
        code.push(
            contract::FETCH,
            &[
                (contract::LENGTH, elements),
                (contract::A, to),
                (contract::ADDRESS, address),
            ],
        );
    }

    fn task(&self, code: &mut Code, layer: Option<usize>, task: &Task) {
        let at = |buffer: Buffer| self.place(layer, buffer);
        let width = |buffer: Buffer| self.program.buffer(buffer).width;
        let frame = self.frame.width;
        match task {
            Task::Norm { gain, from, to } => {
                let length = gain.width(self.sizes.config);
                let gains = self.constants.shared;
                self.fetch(
                    code,
                    self.image.address(Content::Gain(*gain)),
                    gains,
                    gain_elements(length),
                );
                let mut values = vec![
                    (contract::ALL, 1),
                    (contract::LENGTH, length),
                    (contract::PARTS, width(*from) / length - 1),
                    (contract::A, at(*from)),
                    (contract::A_STRIDE, frame),
                    (contract::B, gains),
                ];
                values.extend(match to {
                    None => [(contract::SINK, contract::SINK_BLOCKS), (contract::D, 0)],
                    Some(to) => [(contract::D, at(*to)), (contract::D_STRIDE, frame)],
                });
                code.push(contract::NORM, &values);
            }
            Task::Load { from } => code.push(
                contract::COPY,
                &[
                    (contract::SINK, contract::SINK_BLOCKS),
                    (contract::ALL, 1),
                    (contract::LENGTH, width(*from)),
                    (contract::A, at(*from)),
                    (contract::A_STRIDE, frame),
                ],
            ),
            Task::Multiply { rows, base, to } => code.push(
                contract::MATMUL,
                &[
                    (
                        contract::FORMAT,
                        self.sizes.formats[&rows.matrix.linear].code(),
                    ),
                    (contract::BASE, base * self.banks),
                    (contract::GROUPS, rows.matrix.groups()),
                    (contract::A, at(*to)),
                    (contract::ADDRESS, self.image.rows(rows, self.sizes)),
                    (contract::OUTPUTS, rows.count),
                    (contract::D_STRIDE, frame),
                ],
            ),
            Task::SwiGlu {
                gate,
                up,
                elements,
                block,
            } => code.push(
                contract::SWIGLU,
                &[
                    (contract::SINK, contract::SINK_BLOCKS),
                    (contract::ALL, 1),
                    (contract::LENGTH, *elements),
                    (contract::A, at(*gate)),
                    (contract::A_STRIDE, frame),
                    (contract::B, at(*up)),
                    (contract::D, block * self.banks),
                ],
            ),
            Task::Add { from, to } => code.push(
                contract::ADD,
                &[
                    (contract::ALL, 1),
                    (contract::LENGTH, width(*to)),
                    (contract::A, at(*from)),
                    (contract::A_STRIDE, frame),
                    (contract::D, at(*to)),
                    (contract::D_STRIDE, frame),
                ],
            ),
            Task::Bias { rows, to } => {
                let bias = self.constants.shared;
                let first = self.image.address(Content::Bias(rows.matrix)) + rows.first / 2;
                self.fetch(code, first, bias, rows.count.next_multiple_of(2));
                code.push(
                    contract::ADD,
                    &[
                        (contract::ALL, 1),
                        (contract::LENGTH, rows.count),
                        (contract::A, bias),
                        (contract::D, at(*to)),
                        (contract::D_STRIDE, frame),
                    ],
                );
            }
            Task::Attend { ropes, attend } => {
                let heads: Vec<Rotated> = ropes
                    .iter()
                    .map(|buffer| (at(*buffer), width(*buffer)))
                    .collect();
                let operands = [attend.keys, attend.values, attend.queries, attend.to].map(at);
                self.attend(code, attend.layer, &heads, operands);
            }
            Task::Spill {
                from,
                element,
                elements,
            } => code.push(
                contract::SPILL,
                &[
                    (contract::ALL, 1),
                    (contract::LENGTH, *elements),
                    (contract::A, at(*from)),
                    (
                        contract::ADDRESS,
                        self.logits + self.first * width(*from).div_ceil(2) + element / 2,
                    ),
                    (contract::ADDRESS_STRIDE, width(*from).div_ceil(2)),
                    (contract::D_STRIDE, frame),
                ],
            ),
        }
    }

    /// Where the first token has a buffer of a layer, or of the head, whose logits lie behind the residual.
    fn place(&self, layer: Option<usize>, buffer: Buffer) -> usize {
        let frame = self.frame;
        let offset = match layer {
            None if buffer != frame.residual => frame.first,
            layer => frame.offset(layer.unwrap_or_default(), buffer),
        };
        self.constants.end + self.first * frame.width + offset
    }
}

/// Tokens that commands act on from here on, for a segment.
fn acts_on(code: &mut Code, own: &Segment<'_>, tile: &Range<usize>) {
    let name = own.tasks.first().map(|first| first.name.clone());
    code.names
        .extend(name.map(|name| (code.commands.len(), name)));
    let values = [
        (contract::FIRST, tile.start),
        (contract::TILE_TOKENS, tile.len()),
    ];
    code.push(contract::TILE, &values);
}
