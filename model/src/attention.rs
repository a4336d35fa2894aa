//! The seam between a model and whoever keeps its keys and values and answers its queries.

use crate::linears::{LinearId, Linears};

/// Attention of some tokens in one layer. Queries and keys are rotated (RoPE), nothing is scaled.
#[derive(Clone, Copy, Debug)]
pub struct Attend<'a> {
    pub layer: usize,
    /// Position of the first token.
    pub start: usize,
    pub tokens: usize,
    /// `[tokens][heads][key_length]`
    pub queries: &'a [f32],
    /// `[tokens][key_value_heads][key_length]`
    pub keys: &'a [f32],
    /// `[tokens][key_value_heads][value_length]`
    pub values: &'a [f32],
}

/// Who attends. It also multiplies, because a device does both.
///
/// The result for a token must not depend on which other tokens share the call.
pub trait Attention: Linears {
    /// Makes ready for a forward pass of `tokens` tokens from position `start` on: what is kept of positions from `start` on
    /// is forgotten, so 0 begins a sequence anew.
    ///
    /// # Errors
    /// When the tokens would not all fit, or `start` lies before what can still be taken back; nothing has then changed.
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), Self::Error>;

    /// Keeps the keys and values of the tokens, and lets every token attend to the positions up to its own.
    ///
    /// Every layer is called once a forward pass, in order. `out` is made `[tokens][heads][value_length]` long, whatever it held.
    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), Self::Error>;
}

impl<L: Linears + ?Sized> Linears for &mut L {
    type Error = L::Error;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), L::Error> {
        (**self).apply(ids, tokens, input, outputs)
    }
}

impl<A: Attention + ?Sized> Attention for &mut A {
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), A::Error> {
        (**self).begin(start, tokens)
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), A::Error> {
        (**self).attend(call, out)
    }
}
