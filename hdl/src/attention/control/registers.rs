//! What CONFIGURE sets, and what follows from it: blocks of a head, where the parts of a region begin.

use crate::attention::layout::{
    BLOCKS_BITS, MEMORY_ADDRESS_BITS, REGISTER_BITS, SIZE_BITS, WINDOW_BITS, register,
};
use crate::expr::{Circuit, Leaf, Word, named};

crate::leaf_block! {
    /// See the module's documentation. Outputs follow `set` and `region` two cycles later.
    pub struct Registers {
        in set: 1,
        in register: REGISTER_BITS,
        in value: MEMORY_ADDRESS_BITS,
        in region: MEMORY_ADDRESS_BITS,
        out size: SIZE_BITS,
        out blocks: BLOCKS_BITS,
        out rotation: 4,
        out key_three: 1,
        out value_three: 1,
        out init_pages: WINDOW_BITS,
        out local_pages: WINDOW_BITS,
        out residual: MEMORY_ADDRESS_BITS,
        out key_low: MEMORY_ADDRESS_BITS,
        out value_low: MEMORY_ADDRESS_BITS,
        out key_high: MEMORY_ADDRESS_BITS,
        out value_high: MEMORY_ADDRESS_BITS
    }
}

/// The circuit of [`Registers`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("registers", "Configuration of the attention unit.");
    let set = leaf.control("set", 1);
    let number = leaf.control("register", REGISTER_BITS);
    let value = leaf.control("value", MEMORY_ADDRESS_BITS);
    let region = leaf.control("region", MEMORY_ADDRESS_BITS);
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
        (name, region.wrapping_add(&offset).register())
    });
    let rounded = &size + &leaf.constant(31, 5);
    let blocks = rounded.slice(5, BLOCKS_BITS).register();
    leaf.unused(&rounded);
    leaf.output("size", &size);
    leaf.output("blocks", &blocks);
    leaf.output("rotation", &rotation);
    leaf.output("key_three", &key_bits.is(3).register());
    leaf.output("value_three", &value_bits.is(3).register());
    leaf.output("init_pages", &init);
    leaf.output("local_pages", &local);
    for (name, address) in parts {
        leaf.output(name, &address);
    }
    leaf.build()
}
