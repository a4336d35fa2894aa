//! What the vector unit is: orders executed one after the other by the numerics crate.

use half::f16;
use harmonia_hdl::vector::order::{self, Field, sink};
use harmonia_hdl::vector::schedule::Kind;
use harmonia_numerics::Flags;
use harmonia_numerics::vector::{Norm, Pairing, Rope, add, reference, swiglu};

/// An order, field by field.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    pub kind: Kind,
    pub sink: u128,
    pub halves: bool,
    pub parts: usize,
    pub length: usize,
    pub tokens: usize,
    pub pairs: usize,
    pub a: usize,
    pub b: usize,
    pub d: usize,
    pub stride: usize,
    pub tag: u32,
    /// Faults of earlier orders are forgotten.
    pub clear: bool,
}

impl Order {
    pub fn new(kind: Kind, length: usize) -> Self {
        Order {
            kind,
            sink: sink::MEMORY,
            halves: false,
            parts: 1,
            length,
            tokens: 1,
            pairs: 1,
            a: 0,
            b: 0,
            d: 0,
            stride: 0,
            tag: 0,
            clear: false,
        }
    }

    /// A beat of `order_data`: the order, and `clear` above it.
    fn words(&self) -> [u32; 6] {
        let mut words = [0; 6];
        let mut put = |(low, width): Field, value: usize| {
            assert!(value >> width == 0, "{value} in {width} bits");
            for i in (0..width).filter(|i| value >> i & 1 != 0) {
                words[(low + i) / 32] |= 1 << ((low + i) % 32);
            }
        };
        put(order::OPERATION, self.kind as usize);
        put(order::SINK, self.sink as usize);
        put(order::HALVES, self.halves.into());
        put(order::PARTS, self.parts - 1);
        put(order::LENGTH, self.length);
        put(order::TOKENS, self.tokens);
        put(order::PAIRS, self.pairs);
        put(order::A, self.a);
        put(order::B, self.b);
        put(order::D, self.d);
        put(order::STRIDE, self.stride);
        put(order::TAG, self.tag as usize);
        put((order::ORDER_BITS, 1), self.clear.into());
        words
    }
}

/// Vector memory, and what has gone through the streams so far, as words of the testbench.
#[derive(Default)]
pub struct Model {
    pub memory: Vec<u32>,
    pub orders: Vec<u32>,
    pub fetched: Vec<u32>,
    pub results: Vec<u32>,
    pub activations: Vec<u32>,
    pub vectors: Vec<u32>,
    pub spilled: Vec<u32>,
    pub ended: Vec<u32>,
    fault: Flags,
    fault_tag: u32,
}

impl Model {
    pub fn new(elements: usize) -> Self {
        Model {
            memory: vec![0; elements],
            ..Model::default()
        }
    }

    fn place(&self, address: usize) -> usize {
        address % self.memory.len()
    }

    fn floats(&self, address: usize, count: usize) -> Vec<f32> {
        let places = (address..address + count).map(|at| self.memory[self.place(at)]);
        places.map(f32::from_bits).collect()
    }

    fn write(&mut self, address: usize, values: &[u32]) {
        for (i, value) in values.iter().enumerate() {
            let place = self.place(address + i);
            self.memory[place] = *value;
        }
    }

    /// Executes an order; FETCH and COLLECT take their words from `noise`.
    pub fn execute(&mut self, order: &Order, noise: &mut dyn FnMut() -> u32) {
        self.orders.extend(order.words());
        if order.clear {
            self.fault = Flags::default();
        }
        let mut flags = Flags::default();
        match order.kind {
            Kind::Fetch => {
                let words: Vec<u32> = (0..order.parts * order.length).map(|_| noise()).collect();
                self.write(order.a, &words);
                self.fetched.extend(words);
            }
            Kind::Collect => self.collect(order, noise, &mut flags),
            Kind::Rope => {
                let pairing = [Pairing::Adjacent, Pairing::Halves][usize::from(order.halves)];
                let rope = Rope::new(pairing, order.length, order.d).unwrap();
                let turns = self.floats(order.b, order.d);
                let turns: Vec<_> = turns.chunks(2).map(|turn| (turn[0], turn[1])).collect();
                let mut heads = self.floats(order.a, order.parts * order.length);
                flags |= rope.apply(&turns, &mut heads);
                self.write(order.a, &bits(&heads));
            }
            _ => {
                let out = self.computed(order, &mut flags);
                self.deliver(order, &out, &mut flags);
            }
        }
        if self.fault == Flags::default() {
            self.fault_tag = order.tag;
        }
        self.fault |= flags;
        let fault = u32::from(self.fault.overflow) | u32::from(self.fault.invalid) << 1;
        let tag = if fault == 0 { 0 } else { self.fault_tag };
        self.ended.push(tag << 2 | fault);
    }

    /// Results of all parts in one row.
    fn computed(&self, order: &Order, flags: &mut Flags) -> Vec<u32> {
        let count = order.parts * order.length;
        let a = self.floats(order.a, count);
        match order.kind {
            Kind::Copy => bits(&a),
            Kind::Norm => {
                let [low, high] = [0, 1].map(|i| u64::from(self.memory[self.place(order.b + i)]));
                let epsilon = low | high << 32;
                let norm = norm_of(order.length, epsilon);
                let gain = self.floats(order.b + 2, order.length);
                let mut out = vec![0.0; count];
                *flags |= norm.apply(&a, &gain, &mut out);
                bits(&out)
            }
            Kind::Swiglu => {
                let mut out = vec![0.0; count];
                *flags |= swiglu(&a, &self.floats(order.b, count), &mut out);
                bits(&out)
            }
            Kind::Add => {
                let mut sum = self.floats(order.d, count);
                *flags |= add(&mut sum, &a);
                bits(&sum)
            }
            Kind::Multiply => {
                let b = self.floats(order.b, order.length);
                let products = a.iter().zip(b.iter().cycle());
                let products = products.map(|(&a, &b)| reference::multiply(a, b, flags));
                bits(&products.collect::<Vec<_>>())
            }
            kind => unreachable!("{kind:?} has no operands in vector memory"),
        }
    }

    /// Sends results to their sink.
    fn deliver(&mut self, order: &Order, out: &[u32], flags: &mut Flags) {
        let padded = |size: usize| {
            let zeros = out.len().next_multiple_of(size) - out.len();
            out.iter().copied().chain(vec![0; zeros])
        };
        match order.sink {
            sink::ACTIVATIONS => self.activations.extend(padded(32)),
            sink::SPILLED => self.spilled.extend(padded(2)),
            sink::VECTORS => self.vectors.extend(out.iter().map(|&value| {
                let half = f16::from_f32(f32::from_bits(value));
                flags.overflow |= !half.is_finite();
                u32::from(if half.is_finite() { half.to_bits() } else { 0 })
            })),
            _ => self.write(order.d, out),
        }
    }

    fn collect(&mut self, order: &Order, noise: &mut dyn FnMut() -> u32, flags: &mut Flags) {
        for pair in 0..order.pairs {
            for token in 0..order.tokens {
                for output in [2 * pair, 2 * pair + 1] {
                    // One in eight has a flag, or both.
                    let (value, raised) = (noise(), [0, 0, 0, 0, 0, 0, 0, noise() % 4]);
                    let raised = raised[noise() as usize % 8];
                    self.results.extend([value, raised]);
                    if output >= order.length {
                        continue;
                    }
                    flags.overflow |= raised & 1 != 0;
                    flags.invalid |= raised & 2 != 0;
                    let kept = if raised == 0 { value } else { 0 };
                    self.write(order.d + token * order.stride + output, &[kept]);
                }
            }
        }
    }
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// The norm whose N this is.
fn norm_of(width: usize, epsilon: u64) -> Norm {
    let guess = epsilon as f64 / width as f64 / (1u64 << 40) as f64;
    let norm = Norm::new(width, guess as f32).unwrap();
    assert_eq!(norm.epsilon_units(), epsilon, "N is one of an epsilon");
    norm
}
