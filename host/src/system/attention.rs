//! Attention of a layer as commands: a loop over the tokens of a pass.

use harmonia_contract::program::{self as contract, ANGLES_INDEX, HEADS, REGION_INDEX};
use harmonia_numerics::vector::Pairing;

use super::code::{Assembler, Code};
use super::frame::{Constants, factor_elements};
use super::image::Content;

/// The index register that is the distance of a token's frame from the first one.
const TOKEN: usize = 1;

/// Where heads begin in vector memory, and how many elements they are.
pub(super) type Rotated = (usize, usize);

impl Assembler<'_> {
    /// The loop over tokens: their positions' rotation, what they store, what they ask.
    pub(super) fn attend(
        &self,
        code: &mut Code,
        layer: usize,
        ropes: &[Rotated],
        [keys, values, queries, to]: [usize; 4],
    ) {
        let config = self.sizes.config;
        let (size, sharing) = (config.key_length, config.queries_per_kv_head());
        let Constants {
            factors, angles, ..
        } = self.constants;
        self.fetch(
            code,
            self.image.address(Content::Factors(layer)),
            factors,
            factor_elements(config),
        );
        let query_factors = factors + factor_elements(config) / 2;
        let advance = |from, value| {
            let values = [
                (contract::TO, TOKEN),
                (contract::FROM, from),
                (contract::VALUE, value),
            ];
            contract::INDEX.words(&values)
        };
        code.commands.push(advance(0, 0));
        code.push(contract::REPEAT, &[(contract::EACH_TOKEN, 1)]);
        self.rotate(code, ropes, angles);
        for head in 0..config.key_value_heads {
            let channel = head * size;
            let region = [
                (
                    contract::REGION,
                    (layer * config.key_value_heads + head) * self.kv.region().words(),
                ),
                (contract::REGION_REGISTER, REGION_INDEX),
            ];
            code.push(contract::COMMIT, &region);
            let store = [
                (contract::LENGTH, size),
                (contract::A, keys + channel),
                (contract::A_INDEX, TOKEN),
                (contract::B, values + channel),
                (contract::B_INDEX, TOKEN),
                (contract::D, factors + channel),
            ];
            code.push(contract::STORE, &[&store[..], &region].concat());
            // As many query heads of the region as there are token rows.
            let at_once = self.limits.token_rows.min(HEADS.most() + 1);
            for first in (0..sharing).step_by(at_once) {
                let query = (head * sharing + first) * size;
                let attend = [
                    (HEADS, at_once.min(sharing - first) - 1),
                    (contract::LENGTH, size),
                    (contract::A, queries + query),
                    (contract::A_INDEX, TOKEN),
                    (contract::B, query_factors + channel),
                    (contract::D, to + query),
                    (contract::D_INDEX, TOKEN),
                ];
                code.push(contract::ATTEND, &[&attend[..], &region].concat());
            }
        }
        code.commands.push(advance(TOKEN, self.frame.width));
        code.push(contract::NEXT, &[]);
    }

    /// RoPE of a token.
    fn rotate(&self, code: &mut Code, ropes: &[Rotated], angles: usize) {
        let config = self.sizes.config;
        let (size, dimensions) = (config.key_length, config.rope.dimensions);
        if ropes.is_empty() {
            return;
        }
        code.push(
            contract::FETCH,
            &[
                (contract::LENGTH, dimensions),
                (contract::A, angles),
                (contract::ADDRESS_INDEX, ANGLES_INDEX),
            ],
        );
        for &(heads, width) in ropes {
            code.push(
                contract::ROPE,
                &[
                    (
                        contract::HALVES,
                        (config.rope.pairing == Pairing::Halves).into(),
                    ),
                    (contract::LENGTH, size),
                    (contract::A, heads),
                    (contract::A_INDEX, TOKEN),
                    (contract::B, angles),
                    (contract::PARTS, width / size - 1),
                    (contract::D, dimensions),
                ],
            );
        }
    }
}
