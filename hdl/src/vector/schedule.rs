//! What is done with an element of each kind, and in which cycle after it was issued.
//!
//! Elements of an order are issued every `period` cycles or a multiple of that. All arithmetic takes a fixed
//! number of cycles, so what an element does is a table of pulses at fixed times, and two uses of one unit are
//! apart when their times differ modulo the period: [`Plan::check`] sees to it.
//!
//! ```text
//! cycle 0      1         2           4                5
//! issued --> pulse --> address --> [memory] data --> usable in its operand register --> multiplier, adder, ...
//! ```

use super::math::{add, divide, multiply, power, squares};
use super::memory;
use crate::expr::States;

/// What elements are of: an order's operation, or a step of a norm. Those below [`Kind::Epsilon`] are the
/// operations of an order, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// D = A
    Copy,
    /// D = A * r * B: a norm's second pass over each part.
    Norm,
    /// D = swiglu(A, B)
    Swiglu,
    /// D = D + A
    Add,
    /// D = A * B, B again for each part.
    Multiply,
    /// Turns pairs of A in place by the cosines and sines at B, those again for each part.
    Rope,
    /// A = words of memory.
    Fetch,
    /// D = results of the engine or of attention.
    Collect,
    /// N of a norm, the two elements at B.
    Epsilon,
    /// A norm's first pass over each part.
    Squares,
}

impl Kind {
    /// All, in the order of their numbers.
    pub const ALL: [Kind; 10] = [
        Kind::Copy,
        Kind::Norm,
        Kind::Swiglu,
        Kind::Add,
        Kind::Multiply,
        Kind::Rope,
        Kind::Fetch,
        Kind::Collect,
        Kind::Epsilon,
        Kind::Squares,
    ];
    /// Bits of a kind.
    pub const BITS: usize = 4;
}

impl States for Kind {
    const NAMES: &'static [&'static str] = &[
        "Copy", "Norm", "Swiglu", "Add", "Multiply", "Rope", "Fetch", "Collect", "Epsilon",
        "Squares",
    ];

    fn number(self) -> usize {
        self as usize
    }
}

/// A pulse to the unit's leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulse {
    /// The word at the first pointer is read, if no other is; the pointer moves on.
    StepA,
    /// The word at the first pointer's partner is read: the second channel of a pair.
    ReadPartner,
    /// The word at the second pointer is read; the pointer moves on.
    ReadB,
    /// The word at the third pointer is read; the pointer moves on.
    ReadC,
    /// The second pointer goes back to its begin, after the last element of a part.
    Rewind,
    /// The first pointer goes to the next part, after the last pair of a head.
    NextHead,
    /// `left` takes the word that was read.
    TakeLeft,
    /// `right` takes it.
    TakeRight,
    /// `other` takes it.
    TakeOther,
    /// Half of N.
    TakeEpsilon,
    /// The multiplier takes two factors; by default `left` and `right`.
    Multiplies,
    /// The same for the sum of squares.
    Squares,
    /// The second factor is `other`.
    TimesOther,
    /// The first factor is the product of the cycle before.
    OfProduct,
    /// The first factor is the quotient.
    OfQuotient,
    /// The product is kept until `Subtracts`.
    Keeps,
    /// The adder takes two terms.
    Adds,
    /// The terms are the product that was kept, and the product with its sign turned.
    Subtracts,
    /// The product is t of SwiGLU.
    IsExponent,
    /// The divider takes `left` and the sum.
    Divides,
    /// A result is there.
    Result,
    /// It belongs to the second place of two.
    Second,
    /// It is the element's last one.
    Leaves,
    /// The element is done.
    Done,
}

/// Cycles from the pulse that reads to the cycle in which the word can be taken.
const READ: usize = 1 + memory::LATENCY;
/// To the first cycle in which its operand register has it.
const USABLE: usize = READ + 1;

/// Pulses of an element of a kind.
pub struct Plan {
    /// Whose plan it is.
    pub kind: Kind,
    /// Cycles from an element to the next one: 1, 2 or 4.
    pub period: usize,
    /// When each pulse is there; a pulse may be there several times.
    pub pulses: Vec<(Pulse, usize)>,
}

impl Plan {
    fn new(kind: Kind, period: usize) -> Self {
        Plan {
            kind,
            period,
            pulses: Vec::new(),
        }
    }

    fn at(mut self, time: usize, pulses: &[Pulse]) -> Self {
        self.pulses
            .extend(pulses.iter().map(|&pulse| (pulse, time)));
        self
    }

    /// Reads with `pulses`; the word is usable in the register that `takes` says from [`USABLE`] on.
    fn read(self, time: usize, pulses: &[Pulse], takes: Pulse) -> Self {
        self.at(time, pulses).at(time + READ, &[takes])
    }

    /// The last result is there, and is written in the cycle after.
    fn leaves(self, time: usize) -> Self {
        self.at(time, &[Pulse::Result, Pulse::Leaves])
            .at(time + 1, &[Pulse::Done])
    }

    /// The last cycle in which a pulse is there.
    pub fn end(&self) -> usize {
        self.pulses.iter().map(|&(_, time)| time).max().unwrap_or(0)
    }

    /// Panics if elements that follow each other would use a unit at the same time.
    pub fn check(&self) {
        use Pulse::*;
        let units: [&[Pulse]; 7] = [
            &[StepA, ReadPartner, ReadB, ReadC],
            &[TakeLeft],
            &[TakeRight],
            &[TakeOther],
            &[Multiplies, Squares],
            &[Adds],
            &[Result],
        ];
        for unit in units {
            let of = self.pulses.iter().filter(|(pulse, _)| unit.contains(pulse));
            let mut times: Vec<usize> = of.map(|&(_, time)| time).collect();
            times.sort_unstable();
            // The partner is read while the pointer moves on.
            times.dedup();
            let mut places: Vec<usize> = times.iter().map(|time| time % self.period).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(
                places.len(),
                times.len(),
                "{:?}: {unit:?} at {times:?}",
                self.kind
            );
        }
    }
}

/// The plan of every kind.
pub fn plans() -> Vec<Plan> {
    let plans: Vec<Plan> = Kind::ALL.into_iter().map(plan).collect();
    plans.iter().for_each(Plan::check);
    plans
}

fn plan(kind: Kind) -> Plan {
    use Pulse::*;
    let a = |plan: Plan, time: usize| plan.read(time, &[StepA], TakeLeft);
    // The first word of an element is read in cycle 1; the second in cycle 2.
    let (first, second) = (1 + USABLE, 2 + USABLE);
    match kind {
        Kind::Copy => a(Plan::new(kind, 1), 1).leaves(first),
        Kind::Add => a(Plan::new(kind, 2), 1)
            .read(2, &[ReadC], TakeRight)
            .at(second, &[Adds])
            .leaves(second + add::LATENCY),
        Kind::Multiply => a(Plan::new(kind, 2), 1)
            .read(2, &[ReadB, Rewind], TakeRight)
            .at(second, &[Multiplies])
            .leaves(second + multiply::LATENCY),
        Kind::Epsilon => Plan::new(kind, 2)
            .read(1, &[ReadB], TakeEpsilon)
            .read(2, &[ReadB], TakeEpsilon)
            .at(second, &[Done]),
        Kind::Squares => a(Plan::new(kind, 1), 1)
            .at(first, &[Squares])
            .at(first + squares::LATENCY, &[Done]),
        Kind::Norm => {
            let gain = first + multiply::LATENCY + 1;
            Plan::new(kind, 2)
                .read(1, &[ReadC], TakeLeft)
                .at(first, &[Multiplies, TimesOther])
                .read(gain - USABLE, &[ReadB], TakeRight)
                .at(gain, &[Multiplies, OfProduct])
                .leaves(gain + multiply::LATENCY)
        }
        Kind::Swiglu => {
            let exponent = first + multiply::LATENCY;
            // The power takes its exponent a cycle later.
            let sum = exponent + 1 + power::LATENCY;
            let quotient = sum + add::LATENCY;
            let up = quotient + divide::LATENCY;
            a(Plan::new(kind, 4), 1)
                .at(first, &[Multiplies, TimesOther])
                .at(exponent, &[IsExponent])
                .at(sum, &[Adds])
                .read(quotient - USABLE, &[ReadC], TakeLeft)
                .at(quotient, &[Divides])
                .read(up - USABLE, &[ReadB], TakeRight)
                .at(up, &[Multiplies, OfQuotient])
                .leaves(up + multiply::LATENCY)
        }
        Kind::Rope => {
            // x cos, x sin, y cos, y sin, one after the other: `left` is x for two cycles, then y.
            let cos = first + 1;
            let product = |place: usize| cos + place + multiply::LATENCY;
            Plan::new(kind, 4)
                .read(1, &[ReadB], TakeRight)
                .at(2 + READ, &[TakeLeft])
                .read(3, &[ReadB, Rewind], TakeOther)
                .read(4, &[StepA, ReadPartner, NextHead], TakeLeft)
                .at(cos, &[Multiplies])
                .at(cos + 1, &[Multiplies, TimesOther])
                .at(cos + 2, &[Multiplies])
                .at(cos + 3, &[Multiplies, TimesOther])
                .at(product(0), &[Keeps])
                // x sin of the cycle before + y cos, then x cos, which was kept, - y sin.
                .at(product(2), &[Adds])
                .at(product(3), &[Adds, Subtracts])
                .at(product(2) + add::LATENCY, &[Result, Second])
                .leaves(product(3) + add::LATENCY)
        }
        Kind::Fetch => Plan::new(kind, 2)
            .at(1, &[Result])
            .at(2, &[Second])
            .leaves(2),
        Kind::Collect => Plan::new(kind, 1).leaves(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unit_is_used_by_two_elements_at_once() {
        for plan in plans() {
            assert!([1, 2, 4].contains(&plan.period), "{:?}", plan.kind);
        }
    }

    #[test]
    #[should_panic(expected = "Multiply: [Multiplies, Squares] at [3, 5]")]
    fn a_unit_that_two_elements_would_use_at_once_is_refused() {
        Plan::new(Kind::Multiply, 2)
            .at(3, &[Pulse::Multiplies])
            .at(5, &[Pulse::Multiplies])
            .check();
    }
}
