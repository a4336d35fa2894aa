//! Random orders of every kind.

use harmonia_hdl::vector::order::sink;
use harmonia_hdl::vector::schedule::Kind;
use harmonia_numerics::vector::Norm;

use crate::ELEMENTS;
use crate::model::{Model, Order};

/// xorshift64*: the same noise on every machine.
pub struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 16) as usize % limit
    }

    /// An FP32 number between 2^-8 and 2^8 in magnitude; where they are `wild` also of any size, and special ones.
    fn float(&mut self, wild: bool) -> u32 {
        const SPECIAL: [f32; 8] = [
            0.0,
            -0.0,
            f32::INFINITY,
            f32::NAN,
            1e-40,
            f32::MIN_POSITIVE,
            f32::MAX,
            1048576.0,
        ];
        let any = (self.next() >> 32) as u32;
        match self.below(64) {
            0 if wild => SPECIAL[self.below(SPECIAL.len())].to_bits(),
            1 if wild => any,
            _ => any & 0x807f_ffff | (119 + self.below(16) as u32) << 23,
        }
    }
}

/// Orders of every kind, with operands that are fetched for them.
pub struct Orders {
    pub model: Model,
    pub noise: Noise,
}

impl Orders {
    pub fn new(seed: u64) -> Self {
        let mut orders = Orders {
            model: Model::new(ELEMENTS),
            noise: Noise(seed),
        };
        orders.fetch(0, ELEMENTS, false);
        orders
    }

    /// Executes an order with a tag and, now and then, with `clear`.
    fn execute(&mut self, order: Order, wild: bool) {
        let noise = &mut self.noise;
        let order = Order {
            tag: noise.below(1 << 24) as u32,
            clear: noise.below(2) == 0,
            ..order
        };
        self.model.execute(&order, &mut || noise.float(wild));
    }

    /// Fresh numbers, an even number of them.
    fn fetch(&mut self, a: usize, elements: usize, wild: bool) {
        let length = elements.next_multiple_of(2);
        let order = Order {
            a: a % (1 << 16),
            ..Order::new(Kind::Fetch, length)
        };
        self.execute(order, wild);
    }

    /// N of a norm of `width` at `address`.
    fn epsilon(&mut self, address: usize, width: usize) {
        let epsilon = (1 + self.noise.below(9)) as f32 / (2 << self.noise.below(24)) as f32 / 8.0;
        let units = Norm::new(width, epsilon).unwrap().epsilon_units();
        let order = Order {
            a: address,
            ..Order::new(Kind::Fetch, 2)
        };
        let mut halves = [units as u32, (units >> 32) as u32].into_iter();
        self.model.execute(&order, &mut || halves.next().unwrap());
    }

    /// An order whose operands are fresh in three of four cases, anywhere in memory and across its end.
    pub fn random(&mut self, kind: Kind) {
        let shortest = if kind == Kind::Rope { 2 } else { 1 };
        let mut order = Order::new(kind, shortest + self.noise.below(70));
        order.parts = 1 + self.noise.below(4);
        let count = order.parts * order.length;
        let base = self.noise.below(1 << 16);
        let at = |offset: usize| (base + offset) % (1 << 16);
        let second = match kind {
            Kind::Norm => order.length + 2,
            Kind::Swiglu => count,
            Kind::Multiply | Kind::Rope => order.length,
            _ => 0,
        };
        let wild = self.noise.below(4) == 0;
        order.a = at(0);
        order.b = at(count);
        // In place, or behind the operands.
        let places = [order.a, at(count + second), order.b];
        order.d = places[self.noise.below(if kind == Kind::Swiglu { 3 } else { 2 })];
        if self.noise.below(4) != 0 {
            self.fetch(order.a, count + second, wild);
        }
        match kind {
            Kind::Fetch => order.length = order.length.next_multiple_of(2),
            Kind::Norm => self.epsilon(order.b, order.length),
            Kind::Rope => {
                order.d = 2 + 2 * self.noise.below(order.length / 2);
                order.halves = self.noise.below(2) == 0;
            }
            Kind::Collect => {
                order.parts = 1;
                order.tokens = 1 + self.noise.below(9);
                order.pairs = 1 + self.noise.below(30);
                order.length = self.noise.below(2 * order.pairs + 2);
                order.stride = self.noise.below(100);
            }
            _ => order.sink = self.noise.below(4) as u128,
        }
        self.execute(order, wild);
    }

    /// Everything in vector memory leaves as words.
    pub fn spill(&mut self) {
        let order = Order {
            sink: sink::SPILLED,
            ..Order::new(Kind::Copy, ELEMENTS)
        };
        self.execute(order, false);
    }
}
