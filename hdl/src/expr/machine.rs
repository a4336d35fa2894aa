//! State machines whose states have names.

use super::leaf::Leaf;
use super::state::State;
use super::word::Word;
use num_bigint::BigUint;
use std::marker::PhantomData;
use std::ops::Deref;

/// The states of a machine: an enum that [`states!`](crate::states) declares.
pub trait States: Copy + 'static {
    /// Their names, in the order of their numbers.
    const NAMES: &'static [&'static str];

    /// The state's number.
    fn number(self) -> usize;
}

/// A state machine: a register whose values have names. In Verilog they are `localparam`s that begin with the
/// machine's name: `PHASE_IDLE`.
#[derive(Clone)]
pub struct Machine<S> {
    name: String,
    state: State,
    states: PhantomData<S>,
}

impl Leaf {
    /// A state machine that begins in `initial`.
    #[track_caller]
    pub fn machine<S: States>(&self, name: &str, initial: S) -> Machine<S> {
        let width = S::NAMES.len().next_power_of_two().trailing_zeros().max(1) as usize;
        Machine {
            name: name.into(),
            state: self.state(name, width, initial.number() as u128),
            states: PhantomData,
        }
    }
}

impl<S: States> Machine<S> {
    /// Whether the machine is in a state.
    #[track_caller]
    pub fn is(&self, state: S) -> Word {
        self.equals(&self.value(state))
    }

    /// A state as a word: where one of several is chosen.
    #[track_caller]
    pub fn value(&self, state: S) -> Word {
        let number = state.number();
        let mut name = self.name.clone();
        for letter in S::NAMES[number].chars() {
            if letter.is_uppercase() {
                name.push('_');
            }
            name.push(letter);
        }
        let value = BigUint::from(number);
        self.state.get().label(&name.to_uppercase(), value)
    }

    /// As [`State::next`].
    #[track_caller]
    pub fn next(&self) -> Word {
        self.state.next()
    }

    /// As [`State::when`]: when the condition holds, the machine goes to a state, or to one that was chosen.
    #[track_caller]
    pub fn when(&self, condition: &Word, next: impl Next<S>) -> &Self {
        self.state.when(condition, &next.word(self));
        self
    }
}

/// Where a machine goes: a state, or a word that one was chosen for.
pub trait Next<S> {
    /// The state as a word.
    fn word(self, machine: &Machine<S>) -> Word;
}

impl<S: States> Next<S> for S {
    #[track_caller]
    fn word(self, machine: &Machine<S>) -> Word {
        machine.value(self)
    }
}

impl<S: States> Next<S> for &Word {
    fn word(self, _: &Machine<S>) -> Word {
        self.clone()
    }
}

impl<S> Deref for Machine<S> {
    type Target = Word;

    fn deref(&self) -> &Word {
        self.state.get()
    }
}

/// Declares the states of a machine, in the order of their numbers.
///
/// ```
/// use harmonia_hdl::expr::Leaf;
/// harmonia_hdl::states! {
///     /// What a light shows.
///     enum Light { Red, Green }
/// }
/// let mut leaf = Leaf::new("light", "Green while it may be.");
/// let go = leaf.control("go", 1);
/// let light = leaf.machine("light", Light::Red);
/// light.when(&!&go, Light::Red).when(&light.is(Light::Red), Light::Green);
/// leaf.output("shows", &light);
/// let verilog = leaf.build().verilog();
/// assert!(verilog.contains("localparam LIGHT_RED = 1'd0;"), "{verilog}");
/// assert!(verilog.contains("else if (light == LIGHT_RED) light <= LIGHT_GREEN;"), "{verilog}");
/// ```
///
/// The compiler refuses a state of another machine.
///
/// ```compile_fail,E0277
/// use harmonia_hdl::expr::Leaf;
/// harmonia_hdl::states! { enum Light { Red, Green } }
/// harmonia_hdl::states! { enum Door { Open, Shut } }
/// let mut leaf = Leaf::new("light", "Green while it may be.");
/// let go = leaf.control("go", 1);
/// leaf.machine("light", Light::Red).when(&go, Door::Open);
/// ```
#[macro_export]
macro_rules! states {
    ($(#[$doc:meta])* enum $name:ident { $($(#[$state_doc:meta])* $state:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        enum $name { $($(#[$state_doc])* $state),+ }

        impl $crate::expr::States for $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($state)),+];

            fn number(self) -> usize {
                self as usize
            }
        }
    };
}
