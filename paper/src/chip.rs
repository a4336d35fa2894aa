//! A pass on a system with HBM2: cycles and energy, operation by operation.

use serde::Serialize;

use crate::PaperError;
use crate::constants::Constants;
use crate::elements::Elements;
use crate::energy::Energy;
use crate::shapes::Shape;
use crate::systems::{Engines, Formats, Rule, System};
use crate::timeline::{Tile, Timeline};
use crate::traffic::{Product, Room, Traffic, Widths};
use crate::workload::{Attention, Linear, Pass, Work};

/// Bits of a value of the residual stream.
const RESIDUAL_BITS: f64 = 16.0;

/// What a pass takes.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Outcome {
    /// Clock cycles.
    pub cycles: f64,
    /// Cycles in which array, memory and vector unit are busy.
    pub busy: [f64; 3],
    /// Products.
    pub macs: f64,
    /// Bytes that memory moves.
    pub dram_bytes: f64,
    /// Energy, pJ.
    pub energy: Energy,
}

/// What linear layers move and multiply.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moved {
    pub macs: f64,
    pub dram_bytes: f64,
    /// Between buffers and array, and between buffers and memory.
    pub sram_bits: f64,
}

/// A system with its numbers.
#[derive(Clone, Copy, Debug)]
pub struct Chip<'a> {
    constants: &'a Constants,
    formats: Formats,
    engines: Engines,
}

/// What has been done so far.
#[derive(Clone, Copy, Debug, Default)]
struct Account {
    time: Timeline,
    energy: Energy,
    macs: f64,
    bytes: f64,
}

/// What an operation asks of each part.
struct Demand {
    tiles: f64,
    /// Cycles of the array.
    array: f64,
    /// Bytes of memory.
    bytes: f64,
    /// Values of the vector unit, and of the converter.
    vectors: f64,
    converted: f64,
    /// Bits that the array reads from buffers.
    read_bits: f64,
    /// Products and their energy.
    macs: f64,
    array_pj: f64,
}

impl<'a> Chip<'a> {
    /// A system by a rule.
    ///
    /// # Errors
    /// Elements that lack what the system is made of.
    pub fn new(
        system: System,
        rule: Rule,
        constants: &'a Constants,
        elements: &Elements,
    ) -> Result<Chip<'a>, PaperError> {
        Ok(Chip {
            constants,
            formats: system.formats(constants),
            engines: system.engines(rule, constants, elements)?,
        })
    }

    /// A pass of a model.
    pub fn run(&self, shape: &Shape, pass: Pass) -> Outcome {
        let work = Work::new(shape, pass, self.constants.prefill_pairs);
        let mut layer = Account::default();
        let [first, others @ ..] = &work.linears;
        self.linear(&mut layer, first);
        self.attention(&mut layer, &work.attention);
        for own in others {
            self.linear(&mut layer, own);
        }
        layer.time.repeat(work.layers);
        let mut head = Account::default();
        self.linear(&mut head, &work.head);
        let busy = |own: Tile| [own.array, own.memory, own.vector];
        let [own, heads] = [layer.time.busy, head.time.busy].map(busy);
        Outcome {
            cycles: layer.time.cycles + head.time.cycles,
            busy: [0, 1, 2].map(|at| own[at] + heads[at]),
            macs: work.layers * layer.macs + head.macs,
            dram_bytes: work.layers * layer.bytes + head.bytes,
            energy: layer.energy.times(work.layers).plus(head.energy),
        }
    }

    /// What the linear layers of a pass move and multiply.
    pub(crate) fn linears(&self, shape: &Shape, pass: Pass) -> Moved {
        let work = Work::new(shape, pass, self.constants.prefill_pairs);
        let mut all = Moved::default();
        for own in &work.linears {
            let bytes = self.linear_traffic(own).total();
            all.macs += work.layers * own.macs();
            all.dram_bytes += work.layers * bytes;
            all.sram_bits += work.layers * (own.macs() * self.operand_bits(own) + 8.0 * bytes);
        }
        all
    }

    /// Bits that the array reads from buffers for a product.
    fn operand_bits(&self, own: &Linear) -> f64 {
        let weight = self.formats.weight / self.constants.array_rows.min(own.m);
        weight + self.formats.activation / self.constants.array_columns
    }

    fn room(&self) -> Room {
        let bytes = |kib: f64| 1024.0 * kib * self.constants.buffer_share;
        Room {
            a: bytes(self.constants.activation_buffer),
            b: bytes(self.constants.weight_buffer),
        }
    }

    /// What crosses memory: operands in the better order, results, the residual stream both ways.
    fn linear_traffic(&self, own: &Linear) -> Traffic {
        let product = Product {
            m: own.m,
            k: own.k,
            n: own.n,
        };
        let widths = Widths {
            a: self.formats.activation / 8.0,
            b: self.formats.weight / 8.0,
            c: 0.0,
        };
        let mut traffic = Traffic::best(product, widths, self.room());
        let residual = 2.0 * own.residual * RESIDUAL_BITS / 8.0;
        traffic.bytes[2] = own.results * self.formats.activation / 8.0 + residual;
        traffic
    }

    fn linear(&self, account: &mut Account, own: &Linear) {
        let traffic = self.linear_traffic(own);
        self.add(
            account,
            Demand {
                tiles: traffic.tiles,
                array: own.macs() / self.engines.linear.macs,
                bytes: traffic.total(),
                vectors: own.vectors,
                converted: own.results,
                read_bits: own.macs() * self.operand_bits(own),
                macs: own.macs(),
                array_pj: self.engines.linear.pj,
            },
        );
    }

    /// Scores stay on the chip: rows of queries are held, keys and values swept.
    fn attention(&self, account: &mut Account, own: &Attention) {
        let (constants, formats) = (self.constants, self.formats);
        let (window_bits, window) = formats.window;
        // Of what a query sees, what lies in the windows; and of all that is stored.
        let near = (window / own.seen).min(1.0);
        let kv_bits = near * window_bits + (1.0 - near) * formats.kv;
        let room = self.room();
        let rows = (8.0 * room.a / (own.size * formats.query)).floor();
        let sweeps = (own.queries / rows.clamp(1.0, own.queries)).ceil();
        let query_bits = 2.0 * own.queries * own.size * formats.query;
        let swept_bits = sweeps * 2.0 * own.seen * own.size * kv_bits;
        let stored_bits = 2.0 * own.stored * own.size * formats.kv;
        let pieces = (swept_bits / sweeps / 8.0 / room.b).ceil();
        let [far, wide] = [self.engines.attention, self.engines.window];
        let macs = own.macs();
        let rate = (1.0 - near) / far.macs + near / wide.macs;
        let kv_read = kv_bits / constants.array_rows.min(own.queries);
        let query_read = formats.query / constants.array_columns;
        self.add(
            account,
            Demand {
                tiles: own.heads * sweeps * pieces,
                array: macs * rate,
                bytes: own.heads * (query_bits + swept_bits + stored_bits) / 8.0,
                vectors: own.scores(),
                converted: own.scores() + own.heads * (own.queries + 2.0 * own.stored) * own.size,
                read_bits: macs * (kv_read + query_read),
                macs,
                array_pj: (1.0 - near) * far.pj + near * wide.pj,
            },
        );
    }

    fn add(&self, account: &mut Account, own: Demand) {
        let constants = self.constants;
        let converter = self.engines.conversion_pj;
        let converted = converter.map_or(0.0, |_| own.converted / constants.converter_lanes);
        let vector = (own.vectors / constants.vector_lanes).max(converted);
        let tile = Tile {
            array: own.array / own.tiles,
            memory: own.bytes / constants.bytes_per_cycle() / own.tiles,
            vector: vector / own.tiles,
        };
        account.time.tiles(own.tiles, tile, constants.array_latency);
        account.macs += own.macs;
        account.bytes += own.bytes;
        let energy = &mut account.energy;
        energy.array += own.macs * own.array_pj;
        energy.converter += converter.map_or(0.0, |pj| own.converted * pj);
        energy.vector += own.vectors * constants.vector_pj();
        // What memory moves goes through a buffer once, besides what the array reads.
        energy.sram += (own.read_bits + 8.0 * own.bytes) * constants.sram_pj_per_bit();
        energy.dram += 8.0 * own.bytes * constants.dram_pj_per_whole_bit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::passes;
    use crate::published::Published;

    #[test]
    fn energy_and_products_add_up() {
        let (constants, _) = Constants::read().unwrap();
        let elements = Published::read().unwrap().anda.elements();
        let shapes = Shape::all().unwrap();
        for system in System::ALL {
            for rule in Rule::ALL {
                let chip = Chip::new(system, rule, &constants, &elements).unwrap();
                for (shape, pass) in shapes
                    .iter()
                    .flat_map(|own| passes().map(move |pass| (own, pass)))
                {
                    let own = chip.run(shape, pass);
                    let work = Work::new(shape, pass, constants.prefill_pairs);
                    let linear: f64 = work.linears.iter().map(Linear::macs).sum();
                    let macs = work.layers * (linear + work.attention.macs()) + work.head.macs();
                    assert!((own.macs / macs - 1.0).abs() < 1e-9);
                    let Energy {
                        array,
                        converter,
                        vector,
                        sram,
                        dram,
                    } = own.energy;
                    let parts = array + converter + vector + sram + dram;
                    assert!((own.energy.total() / parts - 1.0).abs() < 1e-12);
                    assert!((own.energy.split().iter().sum::<f64>() - 1.0).abs() < 1e-12);
                    let bits = 8.0 * own.dram_bytes;
                    assert!((dram / (bits * constants.dram_pj_per_whole_bit()) - 1.0).abs() < 1e-9);
                    let [array, memory, vector] = own.busy;
                    assert!(own.cycles >= array.max(memory).max(vector) * (1.0 - 1e-12));
                    assert_eq!(
                        converter == 0.0,
                        !(system.is_ours() || system == System::Anda)
                    );
                }
            }
        }
    }

    #[test]
    fn weights_bound_the_decoding_of_one_sequence() {
        let (constants, _) = Constants::read().unwrap();
        let elements = Published::read().unwrap().anda.elements();
        let chip = Chip::new(System::Ours33, Rule::EqualOperations, &constants, &elements).unwrap();
        let pass = Pass {
            phase: crate::workload::Phase::Decode,
            tokens: 2048,
            batch: 1,
        };
        for shape in Shape::all().unwrap() {
            let own = chip.run(&shape, pass);
            let table = shape.vocabulary * shape.width;
            let weights = (shape.layer_weights() + table) as f64 * constants.weight_bits / 8.0;
            let kv =
                2.0 * (shape.layers * shape.kv_width() * 2048) as f64 * constants.kv3_bits / 8.0;
            assert!(
                own.dram_bytes > weights + kv && own.dram_bytes < 1.1 * (weights + kv),
                "{}",
                shape.name
            );
            // Of the smallest model attention is so large a part that the array is as busy as memory.
            let [array, memory, vector] = own.busy;
            assert!(
                memory > 0.95 * array.max(vector),
                "{}: {:?}",
                shape.name,
                own.busy
            );
        }
    }
}
