//! What CONFIGURE sets, and what follows from it: blocks of a head, where the parts of a region begin, how much of the local
//! window is before a query that stands somewhere else.

use super::{Region, Settings};
use crate::attention::layout::{
    BLOCKS_BITS, DISTANCE_BITS, MAXIMA_BITS, MAXIMUM_BITS, MEMORY_ADDRESS_BITS, REGISTER_BITS,
    SIZE_BITS, WINDOW_BITS, register,
};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use harmonia_contract::register::MAXIMA;

crate::leaf_block! {
    /// See the module's documentation. Outputs follow `set` and `value` two cycles later.
    pub struct Registers(describe()) {
        /// A CONFIGURE: the register takes `value`.
        in set: 1,
        /// Which of the registers of the contract is set; an unknown number sets none.
        in register: REGISTER_BITS,
        /// What the register becomes; of other commands where the region begins, from which the addresses below
        /// follow.
        in value: MEMORY_ADDRESS_BITS,
        /// Pages from the last one of a region to the query's own.
        in distance: DISTANCE_BITS,
        /// Given maxima of scores, that of row 0 lowest.
        out maxima: MAXIMA_BITS,
        /// What the whole unit works with.
        link settings: Settings,
        /// Addresses of the parts of the region, two cycles after `value`.
        link region: Region,
    }
}

/// The circuit of [`Registers`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "registers",
        "What CONFIGURE sets, and what follows from it: blocks of a head, where the parts of a region begin.",
    );
    let set = leaf.control("set", 1);
    let number = leaf.control("register", REGISTER_BITS);
    let value = leaf.control("value", MEMORY_ADDRESS_BITS);
    let keep = |name: &str, at: u128, width: usize, initial: u128| -> Word {
        let state = leaf.state(name, width, initial);
        state.set_if(&(&set & &number.is(at)), &value.slice(0, width));
        state.get().clone()
    };
    let size = keep("size_set", register::SIZE, SIZE_BITS, 32);
    let rotation = keep("rotation_set", register::ROTATION, 4, 0);
    let key_bits = keep("key_bits_set", register::KEY_BITS, 3, 4);
    let value_bits = keep("value_bits_set", register::VALUE_BITS, 3, 4);
    let init = keep("init_set", register::INIT, WINDOW_BITS, 1);
    let local = keep("local_set", register::LOCAL, WINDOW_BITS, 1);
    let parts = [
        ("residual", register::RESIDUAL),
        ("key_low", register::KEY_LOW),
        ("value_low", register::VALUE_LOW),
        ("key_high", register::KEY_HIGH),
        ("value_high", register::VALUE_HIGH),
    ];
    let parts = parts.map(|(name, at)| {
        let offset = keep(&format!("{name}_set"), at, MEMORY_ADDRESS_BITS, 0);
        (
            format!("region_{name}"),
            value.wrapping_add(&offset).register(),
        )
    });
    let maxima: Vec<Word> = (0..MAXIMA)
        .map(|row| {
            let at = (register::MAXIMUM + row) as u128;
            keep(&format!("maximum_{row}_set"), at, MAXIMUM_BITS, 0)
        })
        .collect();
    leaf.output("maxima", &concat(&maxima.iter().collect::<Vec<_>>()));
    // Page p is in the window of a query d pages behind the group if p + local - d reaches the group.
    let distance = leaf.control("distance", DISTANCE_BITS);
    let far = local.extend(DISTANCE_BITS).less_than(&distance);
    let near = local.wrapping_sub(&distance.slice(0, WINDOW_BITS));
    leaf.output("settings_near_pages", &near.register());
    leaf.output("settings_far", &far.register());
    let rounded = &size + &leaf.constant(31, 5);
    let blocks = rounded.slice(5, BLOCKS_BITS).register();
    leaf.unused(&rounded);
    leaf.output("settings_size", &size);
    leaf.output("settings_blocks", &blocks);
    leaf.output("settings_rotation", &rotation);
    leaf.output("region_key_three", &key_bits.is(3).register());
    leaf.output("region_value_three", &value_bits.is(3).register());
    leaf.output("settings_init_pages", &init);
    leaf.output("settings_local_pages", &local);
    for (name, address) in parts {
        leaf.output(&name, &address);
    }
    leaf.build()
}
