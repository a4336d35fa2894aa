//! Ports of more than one signal, as rust-hdl interfaces: declared once, joined whole.

use super::block::{Stepper, bits_to_value, value_to_bits};
use super::circuit::Direction;
use rust_hdl::prelude::{Bits, In, Logic, Out, Signal};

/// A field of a leaf's block: one signal, or the signals of an interface. A signal of an interface has the
/// field's name, `_` and its own.
pub trait Port {
    /// Name, direction and width of every signal of a field `name`.
    fn signals(name: &str) -> Vec<(String, Direction, usize)>;
    /// Every signal of a field `name`, which means `field` as a whole.
    fn whole(name: &str, field: &str) -> Vec<(String, String)> {
        let signals = Self::signals(name).into_iter();
        signals
            .map(|(signal, ..)| (signal, field.trim().to_owned()))
            .collect()
    }
    /// The same, where each signal means something of its own.
    fn each(name: &str, field: &str) -> Vec<(String, String)> {
        Self::whole(name, field)
    }
    /// Tells a circuit what its inputs are.
    fn set_inputs(&self, name: &str, stepper: &mut Stepper);
    /// Drives what the circuit's outputs are.
    fn drive_outputs(&mut self, name: &str, stepper: &Stepper);
    /// Says that the outputs are driven.
    fn connect_outputs(&mut self);
}

impl<const N: usize> Port for Signal<In, Bits<N>> {
    fn signals(name: &str) -> Vec<(String, Direction, usize)> {
        vec![(name.into(), Direction::Input, N)]
    }
    fn set_inputs(&self, name: &str, stepper: &mut Stepper) {
        stepper.set(name, bits_to_value(self.val()));
    }
    fn drive_outputs(&mut self, _: &str, _: &Stepper) {}
    fn connect_outputs(&mut self) {}
}

impl<const N: usize> Port for Signal<Out, Bits<N>> {
    fn signals(name: &str) -> Vec<(String, Direction, usize)> {
        vec![(name.into(), Direction::Output, N)]
    }
    fn set_inputs(&self, _: &str, _: &mut Stepper) {}
    fn drive_outputs(&mut self, name: &str, stepper: &Stepper) {
        self.next = value_to_bits(&stepper.get(name));
    }
    fn connect_outputs(&mut self) {
        self.connect();
    }
}

/// Declares both ends of an interface, the first as it is written, the second with all directions turned
/// around; `First::join(&mut first, &mut second)` connects the two in a parent, `link` passes an end on to a
/// part's.
///
/// ```ignore
/// interface! {
///     /// A stream, seen from who sends it.
///     pub struct Source, Sink <const N: usize> { out data: N, out valid: 1; in ready: 1 }
/// }
/// ```
///
/// Ends of other widths, and two ends of one direction, are not joined: the compiler refuses them.
///
/// ```compile_fail,E0308
/// use harmonia_hdl::stream::{Sink, Source};
/// Source::<4>::join(&mut Source::<4>::default(), &mut Sink::<8>::default());
/// ```
///
/// ```compile_fail,E0308
/// use harmonia_hdl::stream::Source;
/// Source::<4>::join(&mut Source::<4>::default(), &mut Source::<4>::default());
/// ```
#[macro_export]
macro_rules! interface {
    ($(#[$doc:meta])* pub struct $first:ident, $second:ident $(<const $n:ident: usize>)? {
        $($(#[doc = $out_doc:expr])* out $out:ident: $out_width:expr),* $(,)?;
        $($(#[doc = $in_doc:expr])* in $in:ident: $in_width:expr),* $(,)?
    }) => {
        $crate::interface!(@end $(#[$doc])* $first [$(const $n: usize)?] [$($n)?]
            Out [$($(#[doc = $out_doc])* $out: $out_width,)*] In [$($(#[doc = $in_doc])* $in: $in_width,)*]);
        $crate::interface!(@end #[doc = "The other end: directions are turned around."]
            $second [$(const $n: usize)?] [$($n)?]
            In [$($(#[doc = $out_doc])* $out: $out_width,)*] Out [$($(#[doc = $in_doc])* $in: $in_width,)*]);

        impl$(<const $n: usize>)? $first$(<$n>)? {
            /// Connects the two ends.
            pub fn join(&mut self, other: &mut $second$(<$n>)?) {
                $(self.$out.join(&mut other.$out);)*
                $(self.$in.join(&mut other.$in);)*
            }
        }
    };
    (@end $(#[$doc:meta])* $name:ident [$($parameter:tt)*] [$($argument:tt)*]
        $one:ident [$($(#[doc = $one_doc:expr])* $a:ident: $a_width:expr,)*]
        $other:ident [$($(#[doc = $other_doc:expr])* $b:ident: $b_width:expr,)*]
    ) => {
        $(#[$doc])*
        #[derive(LogicInterface, Clone, Debug, Default)]
        pub struct $name<$($parameter)*> {
            $($(#[doc = $one_doc])* pub $a: Signal<$one, Bits<{ $a_width }>>,)*
            $($(#[doc = $other_doc])* pub $b: Signal<$other, Bits<{ $b_width }>>,)*
        }

        impl<$($parameter)*> $crate::expr::Port for $name<$($argument)*> {
            fn signals(name: &str) -> Vec<(String, $crate::expr::Direction, usize)> {
                let mut signals = Vec::new();
                $(signals.extend(<Signal<$one, Bits<{ $a_width }>> as $crate::expr::Port>::signals(
                    &format!("{name}_{}", stringify!($a)),
                ));)*
                $(signals.extend(<Signal<$other, Bits<{ $b_width }>> as $crate::expr::Port>::signals(
                    &format!("{name}_{}", stringify!($b)),
                ));)*
                signals
            }
            fn each(name: &str, field: &str) -> Vec<(String, String)> {
                let own = [$(concat!($($one_doc),*),)* $(concat!($($other_doc),*),)*];
                let mut meanings = Self::whole(name, field);
                for (place, ((_, meaning), own)) in meanings.iter_mut().zip(own).enumerate() {
                    *meaning = match place {
                        0 if !meaning.is_empty() => format!("{meaning} {}", own.trim()),
                        _ => own.trim().to_owned(),
                    };
                }
                meanings
            }
            fn set_inputs(&self, name: &str, stepper: &mut $crate::expr::Stepper) {
                $($crate::expr::Port::set_inputs(&self.$a, &format!("{name}_{}", stringify!($a)), stepper);)*
                $($crate::expr::Port::set_inputs(&self.$b, &format!("{name}_{}", stringify!($b)), stepper);)*
            }
            fn drive_outputs(&mut self, name: &str, stepper: &$crate::expr::Stepper) {
                $($crate::expr::Port::drive_outputs(&mut self.$a, &format!("{name}_{}", stringify!($a)), stepper);)*
                $($crate::expr::Port::drive_outputs(&mut self.$b, &format!("{name}_{}", stringify!($b)), stepper);)*
            }
            fn connect_outputs(&mut self) {
                $($crate::expr::Port::connect_outputs(&mut self.$a);)*
                $($crate::expr::Port::connect_outputs(&mut self.$b);)*
            }
        }
    };
}
