//! Where energy goes.

use serde::Serialize;

/// Energy of a pass by where it goes, pJ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Energy {
    /// Products.
    pub array: f64,
    /// Conversions to block floating point.
    pub converter: f64,
    /// Vector operations and softmax.
    pub vector: f64,
    /// Buffers.
    pub sram: f64,
    /// Memory.
    pub dram: f64,
}

impl Energy {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.compute() + self.sram + self.dram
    }

    /// What is no memory of any kind.
    pub fn compute(&self) -> f64 {
        self.array + self.converter + self.vector
    }

    /// Shares of compute, SRAM, DRAM.
    pub fn split(&self) -> [f64; 3] {
        [self.compute(), self.sram, self.dram].map(|own| own / self.total())
    }

    /// So many times as much.
    pub(crate) fn times(self, times: f64) -> Energy {
        Energy {
            array: times * self.array,
            converter: times * self.converter,
            vector: times * self.vector,
            sram: times * self.sram,
            dram: times * self.dram,
        }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Energy) -> Energy {
        Energy {
            array: self.array + other.array,
            converter: self.converter + other.converter,
            vector: self.vector + other.vector,
            sram: self.sram + other.sram,
            dram: self.dram + other.dram,
        }
    }
}
