//! Where a word of the memory port is in the chip.
//!
//! ```text
//! bits of the word's address   22        21     20        19..8  7..6  5..0
//! in the chip                  column 9  row 12  column 8  row    bank  column, 4 columns a word
//! ```
//!
//! A run of addresses goes through 64 words of a bank, then those of the next one: a row is opened while words of another bank move.
//! What only larger chips have is on top, in the order in which chips of 8, 16, 32 and 64 MB have it: memory has no holes, and who looks
//! for its end needs to look at three addresses.

use super::cycles::BURST;

/// Bits of a word's address that the largest chip has.
pub const ADDRESS_BITS: usize = 23;
/// Bits of a word's place in its row's part: the lowest of its address.
pub const PLACE_BITS: usize = 6;
/// Bits of a bank's number.
pub const BANK_BITS: usize = 2;
/// Bits of a row's number.
pub const ROW_BITS: usize = 13;
/// Bits of what is above the place: bank, row and upper columns.
pub const BLOCK_BITS: usize = ADDRESS_BITS - PLACE_BITS;

/// Where columns and rows of larger chips are in a block's address, bank at 0.
pub const COLUMN_8: usize = 14;
/// The row's highest bit.
pub const ROW_12: usize = 15;
/// The highest column.
pub const COLUMN_9: usize = 16;
/// Row bits that every chip has.
pub const LOW_ROW_BITS: usize = ROW_BITS - 1;

/// Sizes of chips by code, in words: address bits from the first one that a chip does not have.
pub const SIZES: [usize; 4] = [1 << 20, 1 << 21, 1 << 22, 1 << 23];

/// A place in a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The bank.
    pub bank: usize,
    /// The row.
    pub row: usize,
    /// The first of a word's columns.
    pub column: usize,
}

/// Where a word is, of an address below 2^23.
pub const fn place(address: usize) -> Place {
    let block = address >> PLACE_BITS;
    let row = (block >> BANK_BITS) % (1 << LOW_ROW_BITS);
    let word = address % (1 << PLACE_BITS);
    let upper = (block >> COLUMN_8 & 1) | (block >> COLUMN_9 & 1) << 1;
    Place {
        bank: block % (1 << BANK_BITS),
        row: row | (block >> ROW_12 & 1) << LOW_ROW_BITS,
        column: (word | upper << PLACE_BITS) * BURST as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_size_of_chip_is_a_run_of_addresses_without_holes() {
        // Rows and columns of chips of 8, 16, 32 and 64 MB.
        let chips = [(4096, 256), (4096, 512), (8192, 512), (8192, 1024)];
        for (words, (rows, columns)) in SIZES.into_iter().zip(chips) {
            assert_eq!(words * 8, 4 * rows * columns * 2);
            // Every bit of an address counts, and none leads out of the chip.
            let mut places = HashSet::new();
            for bit in 0..words.ilog2() {
                let Place { bank, row, column } = place(1 << bit);
                assert!(bank < 4 && row < rows && column < columns);
                places.insert((bank, row, column));
            }
            assert_eq!(places.len(), words.ilog2() as usize);
            // The next bit is none that the chip has: it is the first address again.
            if words < 1 << ADDRESS_BITS {
                let Place { bank, row, column } = place(words);
                assert_eq!((bank, row % rows, column % columns), (0, 0, 0));
            }
        }
    }
}
