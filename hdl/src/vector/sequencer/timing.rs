//! Elements on their way, as a bit in each cycle of their plan, and the pulses that they give.

use crate::expr::{Leaf, State, Word, any, named};
use crate::vector::schedule::{Kind, Plan, Pulse};

/// Pulses of all elements on their way.
pub struct Timing<'p> {
    plans: &'p [Plan],
    kinds: &'p [(Kind, State)],
    /// In each cycle from 0 on, whether there is an element.
    alive: Vec<Word>,
    /// The same for a part's last element, as far as it counts.
    last: Vec<Word>,
    /// The last pulse of an element.
    pub done: Word,
}

#[named]
impl<'p> Timing<'p> {
    /// Elements that are issued, of the one of `kinds` that is so, `last` those that end a part. Where there is not `some_waiting`,
    /// what is left of earlier ones is dropped: it would be taken for elements of the next kind.
    pub fn new(
        plans: &'p [Plan],
        kinds: &'p [(Kind, State)],
        issue: &Word,
        last: &Word,
        some_waiting: &Word,
    ) -> Self {
        let end = plans.iter().map(Plan::end).max().unwrap_or(0);
        let mut alive = vec![issue.clone()];
        for time in 1..end {
            let before = match time {
                1 => issue.clone(),
                _ => &alive[time - 1] & some_waiting,
            };
            alive.push(before.register_from_zero().named(&format!("alive_{time}")));
        }
        let ends = [Pulse::Rewind, Pulse::NextHead];
        let pulses = plans.iter().flat_map(|plan| &plan.pulses);
        let latest = pulses.filter(|(pulse, _)| ends.contains(pulse));
        let latest = latest.map(|&(_, time)| time).max().unwrap_or(0);
        let mut ending = vec![last.clone()];
        for time in 1..latest {
            let before = ending[time - 1].clone();
            ending.push(before.register_from_zero().named(&format!("last_{time}")));
        }
        let mut timing = Timing {
            plans,
            kinds,
            alive,
            last: ending,
            done: issue.clone(),
        };
        timing.done = timing.pulse(Pulse::Done, &timing.alive);
        timing
    }

    /// A pulse of the elements in `at`, from a register.
    #[track_caller]
    fn pulse(&self, pulse: Pulse, at: &[Word]) -> Word {
        let mut causes: Vec<Word> = Vec::new();
        for plan in self.plans {
            let times = plan.pulses.iter().filter(|(p, _)| *p == pulse);
            // A cycle earlier.
            let alive: Vec<Word> = times.map(|&(_, time)| at[time - 1].clone()).collect();
            if !alive.is_empty() {
                let own = self.kinds.iter().filter(|(kind, _)| *kind == plan.kind);
                causes.extend(own.map(|(_, is)| is.get() & &any(&alive)));
            }
        }
        any(&causes).register_from_zero()
    }
}

impl Timing<'_> {
    /// Every pulse that leaves the sequencer; `odd` is COLLECT's odd outputs, when they are issued.
    pub fn outputs(&self, leaf: &mut Leaf, odd: &Word) {
        use Pulse::*;
        for (name, pulse) in [
            ("steps_step_a", StepA),
            ("steps_read_partner", ReadPartner),
            ("steps_read_b", ReadB),
            ("steps_read_c", ReadC),
            ("steps_leaves", Leaves),
            ("moves_take_left", TakeLeft),
            ("moves_take_right", TakeRight),
            ("moves_take_other", TakeOther),
            ("moves_times_other", TimesOther),
            ("moves_of_product", OfProduct),
            ("moves_of_quotient", OfQuotient),
            ("moves_keeps", Keeps),
            ("moves_subtracts", Subtracts),
            ("take_epsilon", TakeEpsilon),
            ("multiplies", Multiplies),
            ("squares", Squares),
            ("adds", Adds),
            ("is_exponent", IsExponent),
            ("divides", Divides),
            ("result", Result),
        ] {
            leaf.output(name, &self.pulse(pulse, &self.alive));
        }
        leaf.output("steps_rewind", &self.pulse(Rewind, &self.last));
        leaf.output("steps_next_head", &self.pulse(NextHead, &self.last));
        let odd = odd.register_from_zero();
        leaf.output("steps_second", &(&self.pulse(Second, &self.alive) | &odd));
    }
}
