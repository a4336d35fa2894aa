//! A circuit as a rust-hdl block: `leaf_block!` declares its typed ports.

use super::circuit::{Circuit, Direction};
use super::evaluate::Evaluation;
use num_bigint::BigUint;
use rust_hdl::prelude::{Bits, Verilog, Wrapper};

/// A circuit and its state, as a leaf block holds it.
#[derive(Clone, Debug)]
pub struct Stepper {
    circuit: Circuit,
    evaluation: Evaluation,
    /// Ports of the circuit and what they mean.
    meanings: Vec<(String, String)>,
}

impl Stepper {
    /// The circuit before its first clock edge.
    pub fn new(circuit: Circuit) -> Self {
        Stepper {
            evaluation: Evaluation::new(&circuit),
            circuit,
            meanings: Vec::new(),
        }
    }

    /// The same, for a block whose ports mean this: documentation of its fields.
    ///
    /// # Panics
    /// When a port means nothing.
    pub fn with_meanings(self, meanings: Vec<(String, String)>) -> Self {
        for (port, meaning) in &meanings {
            assert!(
                !meaning.is_empty(),
                "leaf {}: port `{port}` has no meaning: say above it, by `///`, what it carries and when",
                self.circuit.name()
            );
        }
        Stepper { meanings, ..self }
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

    /// The module body; with what only the block knows, for who reads the module back.
    pub fn hdl(&self) -> Verilog {
        Verilog::Wrapper(Wrapper {
            code: crate::structure::write(&self.circuit, &self.meanings),
            cores: String::new(),
        })
    }

    /// The circuit itself.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }
}

/// That a block's declared ports are its circuit's.
///
/// # Panics
/// When they are not.
pub fn check_ports(circuit: &Circuit, mut declared: Vec<(String, Direction, usize)>) {
    let described = circuit
        .ports()
        .map(|(name, direction, width)| (name.to_owned(), direction, width));
    let mut described: Vec<_> = described.collect();
    described.sort_by(|a, b| a.0.cmp(&b.0));
    declared.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(described, declared, "ports of {}", circuit.name());
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

/// Declares a rust-hdl block whose behaviour is a [`Circuit`]: its ports with what they mean and their widths,
/// which must be the circuit's. The meaning stands above the port in Verilog; a port without one is refused.
/// A stream's is for its three signals, an interface's for the first one, beside what the interface says of each.
///
/// ```ignore
/// leaf_block! {
///     /// What it is.
///     pub struct Unpack(describe()) {
///         /// What this stream carries: `weights_data`, `weights_valid`, `weights_ready`.
///         stream in weights: 320,
///         /// What this says.
///         in select: 1,
///         /// An interface of the given type.
///         link memory: MemoryClient,
///         /// What comes out.
///         out operands: 576,
///     }
/// }
/// let (block, same) = (Unpack::default(), Unpack::new(describe()));
/// ```
///
/// The circuit in brackets is the block's by default; a leaf whose circuit has parameters names its usual one. A block may have one
/// number as a parameter, `pub struct Skid<const WIDTH: usize>(describe(WIDTH))`.
#[macro_export]
macro_rules! leaf_block {
    ($(#[$doc:meta])* pub struct $name:ident $(<const $n:ident: usize>)? $(($default:expr))? { $($ports:tt)* }) => {
        $crate::leaf_block!(@ports [$(#[$doc])* $name [$(const $n: usize)?] [$($n)?] $(($default))?] [] $($ports)*);
    };
    (@ports $head:tt $done:tt $(#[doc = $doc:expr])* in $port:ident: $width:expr $(, $($more:tt)*)?) => {
        $crate::leaf_block!(@port $head $done whole [$($doc)*] $port (Signal<In, Bits<{ $width }>>) $($($more)*)?);
    };
    (@ports $head:tt $done:tt $(#[doc = $doc:expr])* out $port:ident: $width:expr $(, $($more:tt)*)?) => {
        $crate::leaf_block!(@port $head $done whole [$($doc)*] $port (Signal<Out, Bits<{ $width }>>) $($($more)*)?);
    };
    (@ports $head:tt $done:tt $(#[doc = $doc:expr])* stream in $port:ident: $width:expr $(, $($more:tt)*)?) => {
        $crate::leaf_block!(@port $head $done whole [$($doc)*] $port ($crate::stream::Sink<{ $width }>) $($($more)*)?);
    };
    (@ports $head:tt $done:tt $(#[doc = $doc:expr])* stream out $port:ident: $width:expr $(, $($more:tt)*)?) => {
        $crate::leaf_block!(@port $head $done whole [$($doc)*] $port ($crate::stream::Source<{ $width }>) $($($more)*)?);
    };
    (@ports $head:tt $done:tt $(#[doc = $doc:expr])* link $port:ident: $interface:ty $(, $($more:tt)*)?) => {
        $crate::leaf_block!(@port $head $done each [$($doc)*] $port ($interface) $($($more)*)?);
    };
    (@port $head:tt [$($done:tt)*] $meaning:ident $doc:tt $port:ident $type:tt $($more:tt)*) => {
        $crate::leaf_block!(@ports $head [$($done)* { $meaning $doc $port $type }] $($more)*);
    };
    (@ports [$(#[$doc:meta])* $name:ident [$($parameter:tt)*] [$($argument:tt)*] $(($default:expr))?]
        [$({ $meaning:ident [$($port_doc:expr)*] $port:ident ($type:ty) })*]
    ) => {
        pub use leaf_block::$name;

        mod leaf_block {
            // Widths may be the leaf's own constants.
            #[allow(unused_imports)]
            use super::*;
            // rust-hdl's derive expects its prelude in scope.
            use rust_hdl::prelude::*;
            use $crate::expr::{Port, Stepper};

            $(#[$doc])*
            #[derive(LogicBlock)]
            pub struct $name<$($parameter)*> {
                /// Registers take their next values at its rising edge.
                pub clock: Signal<In, Clock>,
                $($(#[doc = $port_doc])* pub $port: $type,)*
                _stepper: Stepper,
            }

            impl<$($parameter)*> $name<$($argument)*> {
                /// The block of this circuit, whose ports must be the declared ones.
                pub fn new(circuit: $crate::expr::Circuit) -> Self {
                    let mut declared = Vec::new();
                    $(declared.extend(<$type as Port>::signals(stringify!($port)));)*
                    $crate::expr::check_ports(&circuit, declared);
                    let mut meanings = Vec::new();
                    $(meanings.extend(<$type as Port>::$meaning(stringify!($port), concat!($($port_doc),*)));)*
                    Self {
                        clock: Default::default(),
                        $($port: Default::default(),)*
                        _stepper: Stepper::new(circuit).with_meanings(meanings),
                    }
                }
            }

            $crate::leaf_block!(@default $name [$($parameter)*] [$($argument)*] $(($default))?);

            impl<$($parameter)*> Logic for $name<$($argument)*> {
                fn update(&mut self) {
                    $(self.$port.set_inputs(stringify!($port), &mut self._stepper);)*
                    self._stepper.update(self.clock.pos_edge());
                    $(self.$port.drive_outputs(stringify!($port), &self._stepper);)*
                }
                fn connect(&mut self) {
                    $(self.$port.connect_outputs();)*
                }
                fn hdl(&self) -> Verilog {
                    self._stepper.hdl()
                }
            }
        }
    };
    (@default $name:ident $parameters:tt $arguments:tt) => {};
    (@default $name:ident [$($parameter:tt)*] [$($argument:tt)*] ($default:expr)) => {
        impl<$($parameter)*> Default for $name<$($argument)*> {
            fn default() -> Self {
                Self::new($default)
            }
        }
    };
}
