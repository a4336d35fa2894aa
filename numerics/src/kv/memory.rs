//! What the commands WRITE, STORE and COMMIT do to the words of a region.

use half::f16;

use super::block::KvBlock;
use super::layout::Region;
use super::pages::{Codes, Place};
use super::rotate::rotate_key;
use crate::GROUP;

/// Writes a head's offsets, `size` of them.
///
/// # Panics
/// When the length is not `size`.
pub fn write_offsets(region: &Region, words: &mut [u64], offsets: &[f16]) {
    assert_eq!(offsets.len(), region.shape().size(), "one offset a channel");
    for (i, &offset) in offsets.iter().enumerate() {
        write_f16(words, i, offset);
    }
}

/// Writes both planes of a key and the residual of a value, `size` values each, and gives the key's
/// blocks.
///
/// # Panics
/// When a length is not `size`, a number is not finite, or the region ends before `position`.
pub fn store(
    region: &Region,
    words: &mut [u64],
    position: usize,
    key: &[f16],
    value: &[f16],
) -> Vec<Codes> {
    let shape = region.shape();
    assert_eq!(value.len(), shape.size(), "one value a channel");
    assert!(
        position < region.tokens(),
        "position {position} of {}",
        region.tokens()
    );
    let (page, token) = (position / GROUP, position % GROUP);
    let offsets: Vec<f16> = (0..shape.size()).map(|i| read_f16(words, i)).collect();
    let bits = shape.key_bits();
    let codes: Vec<Codes> = rotate_key(shape, key, &offsets)
        .chunks(GROUP)
        .map(|channels| Codes::new(bits, &KvBlock::new(channels, bits)))
        .collect();
    for (block, codes) in codes.iter().enumerate() {
        let place = Place::of_key(shape.blocks(), token, block);
        codes.write_high(&mut words[region.key_high_page(page)], place);
        codes.write_low(&mut words[region.key_low_page(page)], place);
    }
    for (channel, &x) in value.iter().enumerate() {
        assert!(x.to_f32().is_finite(), "value {channel} is {x}");
        write_f16(&mut words[region.residual_channel(channel)], token, x);
    }
    codes
}

/// Makes value page `page` of the residual, and gives the blocks of all channels, padding included.
///
/// # Panics
/// When the region has no such page.
pub fn commit(region: &Region, words: &mut [u64], page: usize) -> Vec<Codes> {
    let shape = region.shape();
    assert!(
        page + 1 < region.tokens().div_ceil(GROUP),
        "value page {page} of a region for {} tokens",
        region.tokens()
    );
    let commit_channel = |channel| {
        let block = residual_block(region, words, channel, GROUP);
        let codes = Codes::new(shape.value_bits(), &block);
        let place = Place::of_value(channel);
        codes.write_high(&mut words[region.value_high_page(page)], place);
        if let Some(low) = region.value_low_page(page) {
            codes.write_low(&mut words[low], place);
        }
        codes
    };
    (0..shape.blocks() * GROUP).map(commit_channel).collect()
}

/// The block of a channel's values in the page under way: its first `tokens`, and zeros.
pub fn residual_block(region: &Region, words: &[u64], channel: usize, tokens: usize) -> KvBlock {
    let words = &words[region.residual_channel(channel)];
    let values: [f16; GROUP] = std::array::from_fn(|i| read_f16(words, i));
    KvBlock::new(&values[..tokens], region.shape().value_bits())
}

/// FP16 value `index`, four a word.
fn read_f16(words: &[u64], index: usize) -> f16 {
    f16::from_bits((words[index / 4] >> (16 * (index % 4))) as u16)
}

fn write_f16(words: &mut [u64], index: usize, x: f16) {
    let at = 16 * (index % 4);
    let word = &mut words[index / 4];
    *word = *word & !(0xffff << at) | u64::from(x.to_bits()) << at;
}
