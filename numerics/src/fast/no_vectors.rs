//! In place of vector kernels on processors we have written none for.

use std::ops::Range;

use harmonia_contract::Format;

use super::Kernel;
use super::panels::{Panel, ROWS};
use crate::block::Block;

/// The activations of a vector kernel: there are none.
pub(super) enum Activations {}

impl Activations {
    pub(super) fn new(_: Kernel, _: Format, _: &[&[Block]]) -> Option<Self> {
        None
    }

    pub(super) fn multiply(
        &self,
        _: &Panel<'_>,
        _: f64,
        _: Range<usize>,
        _: &mut [[f32; ROWS]],
    ) -> bool {
        match *self {}
    }
}
