//! The rotation of keys and queries: offset taken off, then a Walsh-Hadamard transform over runs of n = 2^m channels, exactly.
//!
//! ```text
//! value  --> integer --+
//! offset --> integer --+--> X - C --> stage 0 --> stage 1 --> ... --> stage 7 --> FP32
//!
//! stage s:   x ----+-----> [+] --> a + b, or the a - b of the run of 2^s before
//!                  |  .---> [-] --.
//!                  v  |           v
//!              [delay memory, 2^s words]
//! ```
//!
//! A serial pipeline with single-path delay feedback: stage s pairs channels i and i + 2^s. Its memory first fills with 2^s
//! values while it gives back 2^s differences; then each value meets the one that waited, the sum leaves and the difference takes the free
//! place. A stage of s >= m lets everything pass. Factors of Sylvester's matrix commute, so order does not matter and channels
//! come out as they went in, n - 1 steps later. A step takes two cycles, in which a stage reads, then adds and writes.
//!
//! Numbers are integers in units of 2^-24: X and C of 41 bits, the last stage's results of 50. The only rounding is the one to FP32.

use crate::engine::to_fp32::rounding;
use crate::expr::{Circuit, Leaf, Memory, State, Word, concat, mux_tree, named};

/// log2 of the longest run.
pub const STAGES: usize = 8;
/// Cycles from a step to its result. A vector's first result comes `2 * (n - 1) + LATENCY` cycles after its first value, its last one
/// `2 * (count + n - 2) + LATENCY` cycles after it if no value is late.
pub const LATENCY: usize = 30;

/// Steps of a vector: at most 256 + 255.
const STEP_BITS: usize = STAGES + 1;
/// X - C.
const DIFFERENCE_BITS: usize = 42;
/// Stages from here on wait in block RAM, which needs a register behind it.
const FIRST_LONG: usize = 5;

crate::leaf_block! {
    /// See the module's documentation. A vector is `count` values (1 to 256, a multiple of n), taken while `value_ready`: one in two cycles at most, with any gaps.
    /// After the last one the block flushes itself, gives all `count` results as pulses of `rotated_valid`, and is ready again a cycle after the
    /// last of them. `rotation` (m, 0 to 8), `divides` and `count` must not change from three cycles before a vector's first
    /// value to its last result. There is no back-pressure on results.
    pub struct Rotate(describe()) {
        /// A channel of a key or query, FP16; channels come in order, the first first.
        in value: 16,
        /// What is taken off the channel before it is rotated, FP16; zero for queries.
        in offset: 16,
        /// A channel is there; it is taken when `value_ready` is set too.
        in value_valid: 1,
        /// m, 0 to 8: runs of 2^m channels are transformed. Stays from three cycles before a vector's first value
        /// to its last result.
        in rotation: 4,
        /// Results are divided by n = 2^m; else they are the sums. Stays as long as `rotation`.
        in divides: 1,
        /// Channels of the vector, 1 to 256, a multiple of 2^m. Stays as long as `rotation`.
        in count: STEP_BITS,
        /// A channel can be taken: in one of two cycles at most, and not from a vector's last channel to its last
        /// result.
        out value_ready: 1,
        /// A rotated channel, FP32, rounded once; there in the cycle of `rotated_valid` only.
        out rotated: 32,
        /// A pulse for every result of the vector, in the order of the channels; there is no back-pressure.
        out rotated_valid: 1
    }
}

/// The circuit of [`Rotate`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "rotate",
        "FP32 of (X - C) times the 2^m x 2^m Hadamard matrix, as it is or divided by 2^m; one value in two cycles.",
    );
    let value = leaf.input("value", 16);
    let offset = leaf.input("offset", 16);
    let value_valid = leaf.control("value_valid", 1);
    let rotation = leaf.control("rotation", 4);
    let divides = leaf.control("divides", 1);
    let count = leaf.control("count", STEP_BITS);

    // Bit s: stage s takes part; their sum is n - 1, the steps that a value spends in them.
    // A second register: each decides over all bits of its stage.
    let active: Vec<Word> = (0..STAGES)
        .map(|s| leaf.constant(s as u128, 4).less_than(&rotation))
        .map(|takes_part| takes_part.register().register())
        .collect();
    let delay = concat(&active.iter().collect::<Vec<_>>()).named("delay");
    let steps = count
        .wrapping_add(&delay.extend(STEP_BITS))
        .register()
        .named("steps");

    // A step every second cycle: with a value, or without one when all are in and some results are not yet out.
    let pause = leaf.state("pause", 1, 0);
    let filled = leaf.state("filled", 1, 0);
    let draining = leaf.state("draining", 1, 0);
    let taken = leaf.state("taken", STEP_BITS, 0);
    let waiting = !&(pause.get() | draining.get());
    let ready = &waiting & !filled.get();
    let step = &waiting & (filled.get() | &value_valid);
    let one = leaf.constant(1, STEP_BITS);
    let number = taken.get().wrapping_add(&one).named("number");
    let last = &step & &number.equals(&steps);
    let result = delay.extend(STEP_BITS).less_than(&number);
    pause.set(&step);

    let valid = step.enters(0).control_at(1);
    let number_1 = number.slice(0, STAGES).enters(0).register();
    let result = result.enters(0).register();
    let is_last = last.enters(0).control_at(1);
    let halves = concat(&[&value, &offset]);
    let integers = leaf
        .lanes("integers", 2, &fp16_to_integer(), &[("half", &halves)])
        .each("units");
    let [value, offset] = [0, 1].map(|i| integers[i].as_signed());
    let difference = &value - &offset;
    let difference = difference.register().named("difference");
    debug_assert_eq!(difference.width(), DIFFERENCE_BITS);
    let mut now = Step {
        valid: valid.control_at(difference.stage().expect("pipelined")),
        number: number_1.at(difference.stage().expect("pipelined")),
        data: difference,
    };
    for (s, active) in active.iter().enumerate() {
        let inputs = [
            ("valid", &now.valid),
            ("number", &now.number),
            ("data", &now.data),
            ("active", active),
        ];
        let part = leaf.part(&format!("stage_{s}"), &stage(s), &inputs);
        now = Step {
            valid: part.output("next_valid"),
            number: part.output("next_number"),
            data: part.output("next_data").as_signed(),
        };
    }

    leaf.unused(&concat(&[&now.valid, &now.number]));
    // 2^-24 in bit 14: bit 63 is 2^25.
    let data = now.data.shift_left(64 - now.data.width());
    let top = leaf
        .constant(127 + 25, 8)
        .wrapping_sub(&divides.mux(&rotation, &rotation.zero(4)).extend(8))
        .register();
    let inputs = [("value", &data), ("top", &top)];
    let rotated = leaf.part("rounding", &rounding(), &inputs).output("float");
    let end = rotated.stage().expect("pipelined");
    let result = (&result & &valid).control_at(end);
    let end_of_vector = is_last.control_at(end);
    assert_eq!(end, LATENCY);
    leaf.output("value_ready", &ready);
    leaf.output("rotated", &rotated.leaves());
    leaf.output("rotated_valid", &result.leaves());

    let done = end_of_vector.leaves();
    let undone = !&done;
    let fills = &step & &number.equals(&count);
    filled.set(&(&undone & (filled.get() | &fills)));
    draining.set(&(&undone & (draining.get() | &last)));
    let counted = step.mux(&number, taken.get());
    taken.set(&done.mux(&counted.zero(STEP_BITS), &counted));
    leaf.build()
}

/// An FP16 value as an integer in units of 2^-24, three stages.
#[named]
fn fp16_to_integer() -> Circuit {
    let mut leaf = Leaf::new("fp16_to_integer", "FP16 as an integer in units of 2^-24.");
    leaf.means(&[
        ("half", "A finite FP16 value, one per cycle."),
        (
            "units",
            "The value in units of 2^-24, two's complement, three cycles later.",
        ),
    ]);
    let bits = leaf.input("half", 16);
    let (fraction, exponent) = (bits.slice(0, 10), bits.slice(10, 5));
    let normal = exponent.any_bit();
    let flip = bits.sign().as_signed().extend(12).as_unsigned();
    let mantissa = (&concat(&[&fraction, &normal]).extend(12) ^ &flip)
        .wrapping_add(&bits.sign().extend(12))
        .as_signed()
        .register();
    // max(exponent, 1) - 1
    let shift = exponent
        .wrapping_sub(&normal.extend(5))
        .register()
        .named("shift");
    let near = shifted(&mantissa, &shift.slice(0, 2), 1, 15);
    // An exponent of a finite value is at most 30, the shift 29.
    leaf.output(
        "units",
        &shifted(&near, &shift.slice(2, 3).register(), 4, 41),
    );
    leaf.build()
}

/// A signed word shifted left by `by` times `unit`, its lowest `width` bits, one stage.
#[named]
fn shifted(x: &Word, by: &Word, unit: usize, width: usize) -> Word {
    let choices: Vec<Word> = (0..1 << by.width())
        .map(|n| {
            let kept = x.width().min(width - n * unit);
            let moved = x.slice(0, kept).as_signed().shift_left(n * unit);
            moved.extend(width)
        })
        .collect();
    mux_tree(by, &choices).as_signed().register()
}

/// A value between two stages.
struct Step {
    valid: Word,
    /// Number of its step, from 1, modulo 256.
    number: Word,
    data: Word,
}

/// Stage s, one bit wider on its way out.
#[named]
fn stage(s: usize) -> Circuit {
    let mut leaf = Leaf::new(
        &format!("rotate_stage_{s}"),
        &format!(
            "Sums and differences of channels {} apart, where the stage is active.",
            1 << s
        ),
    );
    leaf.means(&[
        ("valid", "A step is there: one in two cycles at most."),
        (
            "number",
            "Number of the step in its vector, from 1, modulo 256.",
        ),
        (
            "data",
            "A channel, two's complement in units of 2^-24, or nothing while the stages empty.",
        ),
        (
            "active",
            "The stage takes part: channels are paired. Else what comes passes as it is.",
        ),
        ("next_valid", "The step, for the next stage."),
        ("next_number", "Its number."),
        (
            "next_data",
            "A sum, or the difference that waited for its place; a bit wider.",
        ),
    ]);
    let step = Step {
        valid: leaf.input("valid", 1),
        number: leaf.input("number", STAGES),
        data: leaf.input("data", DIFFERENCE_BITS + s).as_signed(),
    };
    let active = leaf.control("active", 1);
    let long = s >= FIRST_LONG;
    let start = step.data.stage().expect("pipelined");
    let ready = start + if long { 2 } else { 1 };
    let width = step.data.width() + 1;
    let data = step.data.extend(width);
    // Step t brings the channel of index t - 2^s, with t counted from 1: the second of its pair if bit s of that is set.
    let second = !&step.number.bit(s);
    let zero = data.zero(width);

    // A stage that does not take part adds zero to what passes.
    let delay = Delay::new(&leaf, s, width);
    let waited = active
        .mux(&delay.read(&step.number, long), &zero)
        .register()
        .as_signed()
        .named("waited");
    let passes = (&second | !&active).at(ready - 1);
    let joins = passes
        .mux(&data.as_unsigned().at(ready - 1), &zero)
        .register()
        .as_signed()
        .named("joins");
    let data = data.at(ready);
    let difference = waited.wrapping_sub(&data);
    let kept = second.at(ready).mux(&difference, &data).as_unsigned();
    let valid = step.valid.control_at(ready);
    let number = step.number.at(ready);
    delay.write(&valid, &number, &kept);
    leaf.output("next_valid", &valid.control_at(ready + 1));
    leaf.output("next_number", &number.at(ready + 1));
    leaf.output(
        "next_data",
        &waited.wrapping_add(&joins).register().named("sum"),
    );
    leaf.build()
}

/// What waits in stage s: 2^s words, found by the number of a step.
enum Delay {
    One(State),
    Many(Memory, usize),
}

impl Delay {
    fn new(leaf: &Leaf, s: usize, width: usize) -> Self {
        match s {
            0 => Delay::One(leaf.state("waiting", width, 0)),
            _ => Delay::Many(leaf.memory("waiting", 1 << s, width), s),
        }
    }

    /// The word that waits for step `number`; `late`: one cycle later, from block RAM.
    fn read(&self, number: &Word, late: bool) -> Word {
        match self {
            Delay::One(word) => word.get().enters(number.stage().expect("pipelined")),
            Delay::Many(memory, s) if late => memory.read(&number.slice(0, *s)),
            Delay::Many(memory, s) => memory.look_up(&number.slice(0, *s)),
        }
    }

    fn write(&self, enable: &Word, number: &Word, word: &Word) {
        match self {
            Delay::One(state) => state.set_if(&enable.leaves(), &word.leaves()),
            Delay::Many(memory, s) => memory.write(enable, &number.slice(0, *s), word),
        }
    }
}
