//! A circuit as a rust-hdl block: `leaf_block!` declares its typed ports.

use super::circuit::Circuit;
use super::evaluate::Evaluation;
use num_bigint::BigUint;
use rust_hdl::prelude::{Bits, Verilog, Wrapper};

/// A circuit and its state, as a leaf block holds it.
#[derive(Clone, Debug)]
pub struct Stepper {
    circuit: Circuit,
    evaluation: Evaluation,
}

impl Stepper {
    /// The circuit before its first clock edge.
    pub fn new(circuit: Circuit) -> Self {
        Stepper {
            evaluation: Evaluation::new(&circuit),
            circuit,
        }
    }

    /// Sets an input port.
    pub fn set(&mut self, port: &str, value: BigUint) {
        self.evaluation.set(&self.circuit, port, value);
    }

    /// An output port's settled value.
    pub fn get(&self, port: &str) -> BigUint {
        self.evaluation.get(&self.circuit, port).clone()
    }

    /// Settles, after a clock edge if there was one.
    pub fn update(&mut self, edge: bool) {
        if edge {
            self.evaluation.clock(&self.circuit);
        } else {
            self.evaluation.settle(&self.circuit);
        }
    }

    /// The module body; with what only the circuit knows, for who reads the module back.
    pub fn hdl(&self) -> Verilog {
        Verilog::Wrapper(Wrapper {
            code: crate::structure::write(&self.circuit),
            cores: String::new(),
        })
    }

    /// The circuit itself.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }
}

/// rust-hdl bits as a number.
pub fn bits_to_value<const N: usize>(bits: Bits<N>) -> BigUint {
    let mut value = BigUint::default();
    for i in (0..N).filter(|i| bits.get_bit(*i)) {
        value.set_bit(i as u64, true);
    }
    value
}

/// A number as rust-hdl bits.
pub fn value_to_bits<const N: usize>(value: &BigUint) -> Bits<N> {
    (0..N).fold(Bits::default(), |bits, i| {
        bits.replace_bit(i, value.bit(i as u64))
    })
}

/// Declares a rust-hdl block whose behaviour is a [`Circuit`]: its ports with their widths, which must be the circuit's.
///
/// ```ignore
/// leaf_block! {
///     /// What it is.
///     pub struct Unpack { in weights: 320, in weights_valid: 1; out operands: 576 }
/// }
/// let block = Unpack::new(unpack::describe());
/// ```
#[macro_export]
macro_rules! leaf_block {
    ($(#[$doc:meta])* pub struct $name:ident { $(in $input:ident: $in_width:expr),* $(,)?; $(out $output:ident: $out_width:expr),* $(,)? }) => {
        pub use leaf_block::$name;

        mod leaf_block {
            // Widths may be the leaf's own constants.
            #[allow(unused_imports)]
            use super::*;
            // rust-hdl's derive expects its prelude in scope.
            use rust_hdl::prelude::*;
            use $crate::expr::{PortDirection, Stepper, bits_to_value, value_to_bits};

            $(#[$doc])*
            #[derive(LogicBlock)]
            #[allow(missing_docs)]
            pub struct $name {
                pub clock: Signal<In, Clock>,
                $(pub $input: Signal<In, Bits<{ $in_width }>>,)*
                $(pub $output: Signal<Out, Bits<{ $out_width }>>,)*
                _signals: Stepper,
            }

            impl $name {
                /// The block of this circuit, whose ports must be the declared ones.
                pub fn new(circuit: $crate::expr::Circuit) -> Self {
                    let mut declared = vec![
                        $((stringify!($input), PortDirection::Input, { $in_width }),)*
                        $((stringify!($output), PortDirection::Output, { $out_width }),)*
                    ];
                    let mut described: Vec<_> = circuit.ports().collect();
                    described.sort_by_key(|port| port.0);
                    declared.sort_by_key(|port| port.0);
                    assert_eq!(described, declared, "ports of {}", circuit.name());
                    Self {
                        clock: Default::default(),
                        $($input: Default::default(),)*
                        $($output: Default::default(),)*
                        _signals: Stepper::new(circuit),
                    }
                }
            }

            impl Logic for $name {
                fn update(&mut self) {
                    $(self._signals.set(stringify!($input), bits_to_value(self.$input.val()));)*
                    self._signals.update(self.clock.pos_edge());
                    $(self.$output.next = value_to_bits(&self._signals.get(stringify!($output)));)*
                }
                fn connect(&mut self) {
                    $(self.$output.connect();)*
                }
                fn hdl(&self) -> Verilog {
                    self._signals.hdl()
                }
            }
        }
    };
}
