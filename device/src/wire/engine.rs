//! LOAD and MATMUL as words.

use harmonia_contract::engine::{
    BANKS, BASE, BLOCKS, FIRST, FORMAT, LAST, LOAD, MATMUL, PAIRS, ROW, SUMS, TOKENS,
};
use harmonia_contract::size::{ACTIVATION_BEAT_BITS, COMMAND_BITS};
use harmonia_numerics::GROUP;

use super::Words;
use super::weights::Weights;
use crate::checked::{Load, Multiply};

const _: () = {
    assert!((32 * GROUP).is_multiple_of(ACTIVATION_BEAT_BITS));
    assert!(COMMAND_BITS == 64);
};

impl<'m> Words<'m> {
    /// The last block is padded with zeros.
    pub(super) fn load(&mut self, load: &Load<'_>) {
        let Load { token, batch, .. } = *load;
        self.command(LOAD.word(&[
            (ROW, batch.row(token)),
            (BASE, batch.base(token, load.base)),
            (BLOCKS, load.values.len().div_ceil(GROUP)),
            (BANKS, batch.banks() - 1),
        ]));
        self.activations
            .extend(load.values.iter().map(|value| value.to_bits()));
        let padded = self.activations.len().next_multiple_of(GROUP);
        self.activations.resize(padded, 0);
    }

    pub(super) fn multiply(&mut self, multiply: &Multiply<'m, Weights>) {
        let (matmul, batch, weights) = (multiply.matmul, multiply.batch, multiply.matrix);
        self.command(MATMUL.word(&[
            (FORMAT, weights.format().code()),
            (FIRST, matmul.first.into()),
            (LAST, matmul.last.into()),
            (BASE, matmul.base),
            (SUMS, matmul.sums.into()),
            (BLOCKS, matmul.groups.len()),
            (BANKS, batch.banks() - 1),
            (PAIRS, matmul.pairs()),
            (TOKENS, batch.last_rows() - 1),
        ]));
        self.weights.extend(weights.segments(matmul));
    }
}
