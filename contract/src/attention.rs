//! Commands of the attention unit.

use crate::command::{Field, Opcode};

/// CONFIGURE: [`Register::number`](crate::Register::number).
pub const REGISTER: Field = Field::new("register", 4, 4);
/// ATTEND: queries, less one.
pub const QUERIES: Field = Field::new("queries - 1", 4, 4);
/// Token, page, or number of words.
pub const POSITION: Field = Field::new("position", 8, 16);
/// Value of a register, address, or region.
pub const BASE: Field = Field::new("base", 24, 24);
/// Slot of the low plane.
pub const SLOT: Field = Field::new("slot", 48, 16);
/// [`SLOT`] of a page whose low plane is not kept.
pub const NO_SLOT: usize = SLOT.most();

/// ATTEND: what of it is done: [`WHOLE`], [`MAXIMUM`] or [`SUMS`].
pub const STEP: Field = Field::new("step", 48, 2);
/// ATTEND: pages from the last one of its region to the queries' own, which is not here; 0 if it is the last one.
pub const DISTANCE: Field = Field::new("distance", 50, 14);

/// [`STEP`]: outputs.
pub const WHOLE: usize = 0;
/// [`STEP`]: the maximum of each query's scores alone.
pub const MAXIMUM: usize = 1;
/// [`STEP`]: numerators and denominators by given maxima, not divided.
pub const SUMS: usize = 2;

const REGION: (Field, &str) = (BASE, "region");

/// Sets a register.
pub const CONFIGURE: Opcode = Opcode {
    name: "CONFIGURE",
    code: 4,
    operands: &[(REGISTER, "register"), (BASE, "value")],
};
/// Writes vectors to memory as they are.
pub const WRITE: Opcode = Opcode {
    name: "WRITE",
    code: 5,
    operands: &[(POSITION, "words"), (BASE, "address")],
};
/// Stores a key and a value.
pub const STORE: Opcode = Opcode {
    name: "STORE",
    code: 6,
    operands: &[(POSITION, "position"), REGION, (SLOT, "key low slot")],
};
/// Makes the residual a page of values.
pub const COMMIT: Opcode = Opcode {
    name: "COMMIT",
    code: 7,
    operands: &[
        (POSITION, "page"),
        REGION,
        (SLOT, "value low slot, all ones for none"),
    ],
};
/// Answers queries.
pub const ATTEND: Opcode = Opcode {
    name: "ATTEND",
    code: 8,
    operands: &[
        (QUERIES, "query heads, less one"),
        (POSITION, "position"),
        REGION,
        (STEP, "0 whole, 1 maximum, 2 sums"),
        (DISTANCE, "pages to the queries' own"),
    ],
};

/// Every command of the attention unit.
pub const COMMANDS: [Opcode; 5] = [CONFIGURE, WRITE, STORE, COMMIT, ATTEND];
