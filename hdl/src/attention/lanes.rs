//! What the converter of keys and values takes: lanes of a key, or of the residual; and the limit that goes with it.

use crate::expr::{Circuit, Leaf};

crate::leaf_block! {
    /// See the module's documentation. One cycle; no two sources speak in one cycle. `limit` is 1 (247) for 4 bits, 2 (239) for 3.
    pub struct Lanes {
        in key: 1,
        in key_three: 1,
        in value_three: 1,
        in keys: 128,
        in keys_valid: 1,
        in floats: 128,
        in floats_valid: 1;
        out values: 128,
        out values_valid: 1,
        out limit: 2
    }
}

/// The circuit of [`Lanes`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("lanes", "Four lanes of keys or values.");
    let key = leaf.control("key", 1);
    let key_three = leaf.control("key_three", 1);
    let value_three = leaf.control("value_three", 1);
    let keys = leaf.control("keys", 128);
    let keys_valid = leaf.control("keys_valid", 1);
    let floats = leaf.control("floats", 128);
    let floats_valid = leaf.control("floats_valid", 1);
    let three = key.mux(&key_three, &value_three);
    let limit = three.mux(&leaf.constant(2, 2), &leaf.constant(1, 2));
    leaf.output("values", &key.mux(&keys, &floats).register());
    leaf.output(
        "values_valid",
        &(&keys_valid | &floats_valid).register_from_zero(),
    );
    leaf.output("limit", &limit.register());
    leaf.build()
}
