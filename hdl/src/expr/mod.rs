//! The expression layer: arithmetic described once, evaluated in Rust and printed as Verilog.
//!
//! rust-hdl's kernel language loses widths (a carry survives a cast, a comparison ignores a sign), so every leaf of this
//! design is described here instead. A [`Leaf`] is built by plain Rust from [`Word`]s of exact width and sign; the finished
//! [`Circuit`] is read twice: by its evaluator, which tests hold against the printed Verilog and which rust-hdl asks of
//! every block, and by the printer, whose Verilog has no implicit extension, truncation or sign anywhere.
//!
//! ```text
//!   Leaf, Word  --build-->  Circuit  --evaluate-->  rust-hdl `Logic::update`
//!  (what it computes)          |
//!                              `-----print------>  rust-hdl `Logic::hdl`  -->  Verilog
//! ```
//!
//! **Pipeline stages.** A word knows in which cycle, counted from a leaf's time origin, its value is there;
//! or it is control (constants, handshakes, what state machines decide), which belongs to no stage. What
//! holds, and panics where it does not while the design is built:
//!
//! * Words of two stages are not combined. A forgotten register cannot skew a pipeline.
//! * A value of a stage becomes control by [`Word::leaves`] only: a state that it sets is of its stage
//!   ([`Leaf::state_at`]), a word that a memory is read for is of its address' stage, and what a pipeline
//!   writes to a memory is not read as control.
//! * Ports that a parent connects are of one stage, or one of their leaves has a time origin of its own
//!   ([`Leaf::own_origin`]) and is the same number of cycles away at all of its connections.
//!
//! What is not checked: control may be combined with and connected to any stage (whether it is steady, or
//! there in that cycle, its author knows), [`Word::enters`] and [`Word::leaves`] are taken at their word, and
//! so is which item a memory's address stands for; a signal that a parent drives bit by bit is not followed.
//!
//! **Parts.** A leaf may hold circuits, one ([`Leaf::part`]) or equal lanes of them ([`Leaf::lanes`]): each is a
//! module of its own, and evaluated by the same evaluator. A part is at one time in its leaf's pipeline.
//!
//! **Names.** Under [`named`](macro@named) a word is called what `let` calls it, and every declaration says its line of the source.
//! [`states!`](crate::states) names the states of a [`Machine`], and [`State::when`] says what a register becomes.
//!
//! **Refusals.** As well as mixed stages: words of two leaves, widths that do not meet, initial values and
//! constants that do not fit, addresses of more or fewer bits than the depth asks for, names that are no
//! identifiers, are keywords of Verilog or SystemVerilog, or are taken. The message names the leaf and the
//! words, and the panic's location is the line of the leaf's source. Words alone may be named alike, as those
//! of a function that is used twice are: each gets a number. `hdl/tests/refusals` has each of them.

mod arithmetic;
mod binding;
mod block;
mod circuit;
mod evaluate;
mod expression;
mod graph;
mod interface;
mod lanes;
mod leaf;
mod machine;
mod memory;
mod names;
mod operators;
mod print;
mod source;
mod state;
mod word;

pub use arithmetic::{adder_tree, any, concat, counter, leading_zeros, maximum_tree, mux_tree};
#[doc(hidden)]
pub use binding::{Binding, BindsOther, BindsWords};
pub use block::{Stepper, bits_to_value, check_ports, value_to_bits};
pub use circuit::{Circuit, Direction};
pub use harmonia_named::named;
pub use interface::Port;
pub use lanes::Lanes;
pub use leaf::{Leaf, MultiplierCell};
pub use machine::{Machine, Next, States};
pub use memory::Memory;
pub(crate) use print::PART;
pub use state::{State, Value};
pub use word::Word;
