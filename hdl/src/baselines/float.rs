//! FP32 as the baselines add it, and FP16 as they take it.
//!
//! ```text
//! a, b --> larger, smaller, distance --> align --> + - --> leading zeros --> round half to even --> sum
//! ```
//!
//! An addition is one stage: nothing of it is registered. What an element of these can meet is narrower than FP32, so that
//! none needs hardware for infinities, NaN, overflow or subnormal results ([the room](super) says why).

use super::integer::{Terms, gate, times};
use crate::expr::{Circuit, Leaf, Word, concat, leading_zeros, named};
use crate::float::shift_right_sticky;

/// Bits of an FP32 number.
pub const FLOAT: usize = 32;
/// Bits of its fraction.
const FRACTION: usize = 23;
/// A significand with three bits below it, the lowest one for all that is below.
const ALIGNED: usize = FRACTION + 1 + 3;

/// An FP16 number's fields; the exponent 31 is one like the others.
pub struct Half {
    /// The sign.
    pub negative: Word,
    /// The exponent's field; a number is `significand * 2^(field - 25)`.
    pub field: Word,
    /// Ten bits of fraction.
    pub fraction: Word,
    /// Not zero, nor subnormal.
    pub normal: Word,
}

impl Half {
    /// Takes a number apart.
    pub fn of(bits: &Word) -> Self {
        let field = bits.slice(10, 5);
        Half {
            negative: bits.sign(),
            normal: field.any_bit(),
            field,
            fraction: bits.slice(0, 10),
        }
    }

    /// Eleven bits, hidden one included; of a subnormal number as well.
    pub fn significand(&self) -> Word {
        concat(&[&self.fraction, &self.normal])
    }

    /// Eleven bits, hidden one included; 0 of a subnormal number.
    pub fn flushed(&self) -> Word {
        concat(&[&gate(&self.fraction, &self.normal), &self.normal])
    }
}

/// Magnitude bits of a number `normal * 2^..` whose highest bit is that of a significand: rounded half to even to 23
/// bits of fraction, or 0 where the highest bit is not set. `field` is the exponent's field before rounding.
#[named]
pub fn rounded(normal: &Word, field: &Word) -> Word {
    let below = normal.width() - FRACTION - 1;
    let half = normal.bit(below - 1);
    let more = &normal.slice(0, below - 1).any_bit() | &normal.bit(below);
    let up = &half & &more;
    // A carry out of the fraction steps the exponent, as the encoding intends.
    let field = gate(field, &normal.sign());
    let unrounded = concat(&[&normal.slice(below, FRACTION), &field]);
    unrounded.wrapping_add(&up.extend(FLOAT - 1))
}

/// `a + b`, rounded half to even to FP32. Both are of one format, fraction lowest, then exponent field, then sign: a field of
/// 0 is zero, and FP32's field is theirs plus `bias`.
#[named]
pub fn add(a: &Word, b: &Word, fraction: usize, bias: u128) -> Word {
    let below_sign = a.width() - 1;
    let exponent = below_sign - fraction;
    let field = |float: &Word| float.slice(fraction, exponent);
    let swaps = a.slice(0, below_sign).less_than(&b.slice(0, below_sign));
    let [a_above, b_above] = [(a, b), (b, a)].map(|(x, y)| field(x).wrapping_sub(&field(y)));
    let distance = swaps.mux(&b_above, &a_above);
    let large = swaps.mux(b, a);
    let small = swaps.mux(a, b);
    let significand = |float: &Word| {
        let some = field(float).any_bit();
        let whole = concat(&[&float.slice(0, fraction), &some]);
        whole.shift_left(ALIGNED - fraction - 1)
    };
    let subtracts = &a.sign() ^ &b.sign();

    // From 32 on only the lowest bit is left, and there is one unless the smaller number is zero.
    let far = distance.slice(5, exponent - 5).any_bit();
    let wide = significand(&small);
    let some = wide.sign().extend(ALIGNED);
    let coarse = shift_right_sticky(&wide, &distance.slice(3, 2), 8);
    let middle = shift_right_sticky(&coarse, &distance.slice(1, 2), 2);
    let fine = shift_right_sticky(&middle, &distance.bit(0).extend(2), 1);
    let aligned = far.mux(&some, &fine).extend(ALIGNED + 1);

    let flips = subtracts.as_signed().extend(ALIGNED + 1).as_unsigned();
    let total = significand(&large)
        .extend(ALIGNED + 1)
        .wrapping_add_with_carry(&(&aligned ^ &flips), &subtracts);
    // The highest bit of a sum without a carry has one zero above it.
    let (zeros, normal) = leading_zeros(&total.shift_left(32 - total.width()), &[]);
    let above = field(&large)
        .extend(8)
        .wrapping_add(&large.constant(bias + 1, 8));
    let magnitude = rounded(&normal, &above.wrapping_sub(&zeros.extend(8)));
    let negative = &large.sign() & &(&normal.sign() | !&subtracts);
    concat(&[&magnitude, &negative])
}

/// An adder of numbers of the given format as a circuit, with its sum in a register.
#[named]
pub fn adder(name: &str, fraction: usize, exponent: usize, bias: u128) -> Circuit {
    let mut leaf = Leaf::new(name, "a + b as FP32, rounded half to even.");
    leaf.means(&[
        ("a", "A term: fraction, exponent field, sign."),
        ("b", "The other one."),
        ("sum", "a + b, FP32, a cycle later."),
    ]);
    let a = leaf.input("a", fraction + exponent + 1);
    let b = leaf.input("b", fraction + exponent + 1);
    let sum = add(&a, &b, fraction, bias).register();
    leaf.output_at("sum", &sum, 1);
    leaf.build()
}

/// The sum of a power of two of numbers side by side, neighbours first: an addition and a register a level. The numbers are of the format of
/// [`add`], their sums FP32.
#[named]
pub fn tree(leaf: &mut Leaf, numbers: &Word, count: usize, fraction: usize, bias: u128) -> Word {
    let exponent = numbers.width() / count - fraction - 1;
    let first = adder("add_products", fraction, exponent, bias);
    let later = adder("add_sums", FRACTION, 8, 0);
    let mut level = numbers.clone();
    let mut pairs = count / 2;
    while pairs > 0 {
        let width = level.width() / (2 * pairs);
        let [even, odd] = [0, 1].map(|side| {
            let term = |pair: usize| level.slice((2 * pair + side) * width, width);
            let terms: Vec<Word> = (0..pairs).map(term).collect();
            concat(&terms.iter().collect::<Vec<_>>())
        });
        let part = if pairs == count / 2 { &first } else { &later };
        let name = format!("adders_{pairs}");
        let inputs = [("a", &even), ("b", &odd)];
        level = leaf.lanes(&name, pairs, part, &inputs).output("sum");
        pairs /= 2;
    }
    level
}

/// A magnitude times an FP16 scale, exact, in registers.
pub struct Scaled {
    product: Word,
    field: Word,
    negative: Word,
}

/// A magnitude times a scale whose subnormal numbers are zeros. `field` is FP32's exponent field of what the magnitude's lowest bit
/// weighs, 8 bits.
#[named]
pub fn scaled(
    leaf: &Leaf,
    magnitude: &Word,
    negative: &Word,
    field: &Word,
    scale: &Word,
) -> Scaled {
    let scale = Half::of(scale);
    let product = times(leaf, magnitude, &scale.flushed()).register();
    let field = Terms::default()
        .add(field, 0)
        .add(&scale.field, 0)
        .constant(-25)
        .total(leaf, 8);
    Scaled {
        product: product.named("scaled_magnitude"),
        field: field.register().named("scaled_field"),
        negative: (negative ^ &scale.negative).register(),
    }
}

impl Scaled {
    /// FP32, a stage later, where the magnitude was any integer.
    #[named]
    pub fn normalised(&self) -> Word {
        let width = self.product.width();
        let frame = width.next_power_of_two();
        let (zeros, normal) = leading_zeros(&self.product.shift_left(frame - width), &[]);
        let highest = self
            .field
            .wrapping_add(&self.field.constant(width as u128 - 1, 8));
        let field = highest.wrapping_sub(&zeros.extend(8));
        // The bits below the product are zeros, those that decide about rounding are there.
        concat(&[&rounded(&normal, &field), &self.negative]).register()
    }

    /// FP32, a stage later, where the magnitude was a significand, or 0.
    #[named]
    pub fn halved(&self) -> Word {
        let width = self.product.width();
        let high = self.product.sign();
        let normal = high.mux(
            &self.product,
            &self.product.slice(0, width - 1).shift_left(1),
        );
        let second = self
            .field
            .wrapping_add(&self.field.constant(width as u128 - 2, 8));
        let field = second.wrapping_add(&high.extend(8));
        concat(&[&rounded(&normal, &field), &self.negative]).register()
    }
}

/// Puts the groups that count into an FP32 sum; `clear` begins anew with the group. Both are of the stage of the addend; the sum
/// that has it is there a stage later.
#[named]
pub fn accumulate(leaf: &Leaf, addend: &Word, controls: [&Word; 2]) -> Word {
    let stage = addend.stage().expect("pipelined");
    let [counts, clear] = controls.map(|control| control.control_at(stage));
    let sum = leaf.state_at("so_far", FLOAT, 0, stage);
    let before = gate(sum.get(), &!clear);
    sum.set_if(&counts, &add(&before, addend, FRACTION, 0));
    sum.after()
}
