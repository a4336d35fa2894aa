//! Commands of attention as words; docs/attention.md has their fields.

use half::f16;
use harmonia_contract::Register;
use harmonia_contract::attention::{
    ATTEND, BASE, COMMIT, CONFIGURE, NO_SLOT, POSITION, QUERIES, REGISTER, SLOT, STORE, WRITE,
};
use harmonia_contract::size::WORD_VALUES;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

use super::Words;
use crate::checked::{Attention, Operation};

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
                position,
                heads,
                queries,
            } => {
                self.command(ATTEND.word(&[(QUERIES, heads - 1), (POSITION, position), base]));
                self.values(queries);
            }
        }
    }

    fn values(&mut self, values: &[f16]) {
        self.vectors
            .extend(values.iter().map(|value| u32::from(value.to_bits())));
    }
}
