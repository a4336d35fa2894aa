//! What counts clock cycles.

/// Something whose work may be counted in clock cycles.
pub trait Clocked {
    /// Clock cycles so far; `None` where there is no clock.
    fn cycles(&self) -> Option<u64>;
}

impl Clocked for harmonia_model::F32Linears {
    fn cycles(&self) -> Option<u64> {
        None
    }
}

impl<L: Clocked> Clocked for harmonia_model::HostAttention<L> {
    fn cycles(&self) -> Option<u64> {
        self.linears().cycles()
    }
}
