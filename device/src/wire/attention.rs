//! Commands of attention as words; docs/attention.md has their fields.

use half::f16;
use harmonia_contract::Register;
use harmonia_contract::attention::{
    self, ATTEND, BASE, COMMIT, CONFIGURE, DISTANCE, NO_SLOT, POSITION, QUERIES, REGISTER, SLOT,
    STEP, STORE, WRITE,
};
use harmonia_contract::register::{MAXIMUM, MAXIMUM_BITS};
use harmonia_contract::size::WORD_VALUES;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

use super::Words;
use crate::Step;
use crate::checked::{Attention, Operation};

/// What the field says of a step.
fn number(step: Step<'_>) -> usize {
    match step {
        Step::Whole => attention::WHOLE,
        Step::Maximum => attention::MAXIMUM,
        Step::Sums { .. } => attention::SUMS,
    }
}

impl Words<'_> {
    /// A CONFIGURE for every register.
    pub(super) fn configure(&mut self, layout: &Region) {
        for &register in Register::ALL {
            let value = layout.register(register);
            self.command(CONFIGURE.word(&[(REGISTER, register.number()), (BASE, value)]));
        }
    }

    pub(super) fn attention(&mut self, attention: &Attention<'_>) {
        let Attention {
            region,
            ref layout,
            operation,
        } = *attention;
        let base = (BASE, region);
        match operation {
            Operation::Write { offsets } => {
                // Channels of the padding have an offset of 0, so that they stay 0.
                let channels = layout.shape().blocks() * GROUP;
                self.command(WRITE.word(&[(POSITION, channels / WORD_VALUES), base]));
                self.values(offsets);
                let padded = self.vectors.len() + channels - offsets.len();
                self.vectors.resize(padded, 0);
            }
            Operation::Store {
                position,
                key,
                value,
            } => {
                let slot = layout.key_low_slot(position / GROUP);
                self.command(STORE.word(&[(POSITION, position), base, (SLOT, slot)]));
                self.values(key);
                self.values(value);
            }
            Operation::Commit { page } => {
                let slot = layout.value_low_slot(page).unwrap_or(NO_SLOT);
                self.command(COMMIT.word(&[(POSITION, page), base, (SLOT, slot)]));
            }
            Operation::Attend {
                stand,
                step,
                heads,
                queries,
            } => {
                if let Step::Sums { maxima } = step {
                    self.maxima(maxima);
                }
                self.command(ATTEND.word(&[
                    (QUERIES, heads - 1),
                    (POSITION, stand.position),
                    base,
                    (STEP, number(step)),
                    (DISTANCE, stand.distance),
                ]));
                self.values(queries);
            }
        }
    }

    /// A CONFIGURE for each head.
    fn maxima(&mut self, maxima: &[i32]) {
        for (head, &maximum) in maxima.iter().enumerate() {
            let value = maximum as usize & ((1 << MAXIMUM_BITS) - 1);
            self.command(CONFIGURE.word(&[(REGISTER, MAXIMUM + head), (BASE, value)]));
        }
    }

    fn values(&mut self, values: &[f16]) {
        self.vectors
            .extend(values.iter().map(|value| u32::from(value.to_bits())));
    }
}
