//! What `#[named]` calls: words take the names of their bindings.
//!
//! The attribute sees text, not types. [`BindsWords`] is implemented for what words are bound as, and [`BindsOther`],
//! a reference further away for the compiler, for everything: what is no word is left alone.

use super::circuit::Op;
use super::source::Source;
use super::word::Word;
use crate::identifier;

/// Something that was bound by `let`.
#[doc(hidden)]
pub struct Binding<'b, T: ?Sized>(pub &'b T);

#[doc(hidden)]
pub trait BindsWords {
    /// Names the words that have no name yet, and are neither a port nor a constant.
    fn name(&self, name: &str);
}

#[doc(hidden)]
pub trait BindsOther {
    /// Nothing to name.
    fn name(&self, _: &str) {}
}

impl<T: ?Sized> BindsOther for &Binding<'_, T> {}

impl BindsWords for Binding<'_, Word> {
    #[track_caller]
    fn name(&self, name: &str) {
        let mut graph = self.0.graph.borrow_mut();
        let node = &mut graph.nodes[self.0.id];
        if node.is_open() && !matches!(node.op, Op::Input(_) | Op::Constant(_)) {
            // A keyword of Verilog need not be one of Rust.
            let usable = identifier::check(name).is_ok();
            let name = if usable {
                name.into()
            } else {
                format!("{name}_word")
            };
            node.call(name, false, Source::here());
        }
    }
}

impl BindsWords for Binding<'_, &Word> {
    #[track_caller]
    fn name(&self, name: &str) {
        Binding(*self.0).name(name);
    }
}

impl BindsWords for Binding<'_, (Word, Word)> {
    #[track_caller]
    fn name(&self, name: &str) {
        Binding(&self.0.0).name(name);
        Binding(&self.0.1).name(name);
    }
}

impl BindsWords for Binding<'_, Option<Word>> {
    #[track_caller]
    fn name(&self, name: &str) {
        if let Some(word) = self.0 {
            Binding(word).name(name);
        }
    }
}

impl<const N: usize> BindsWords for Binding<'_, [Word; N]> {
    #[track_caller]
    fn name(&self, name: &str) {
        Binding(&self.0[..]).name(name);
    }
}

impl BindsWords for Binding<'_, Vec<Word>> {
    #[track_caller]
    fn name(&self, name: &str) {
        Binding(&self.0[..]).name(name);
    }
}

impl BindsWords for Binding<'_, [Word]> {
    #[track_caller]
    fn name(&self, name: &str) {
        for word in self.0 {
            Binding(word).name(name);
        }
    }
}
