//! `#[named]`: a word that has a name in Rust has it in Verilog.
//!
//! The attribute stands before a function or an `impl`. After every `let` in it, nested blocks and closures included, it gives
//! what was bound its name and its line, by `harmonia_hdl::expr::Binding`:
//!
//! ```text
//! let issue = ready & valid;     ==>     let issue = ready & valid;
//!                                        (&Binding(&issue)).name("issue");
//! ```
//!
//! Only words, and arrays, vectors and tuples of them, take the name; bindings of anything else are left alone, as are
//! mutable ones (what they hold changes) and those that begin with `_`.

use proc_macro::TokenStream;
use quote::quote_spanned;
use syn::visit_mut::{VisitMut, visit_block_mut};
use syn::{Block, Expr, Ident, Item, Local, Pat, Stmt, parse_macro_input, parse_quote};

/// Names the words that a function, or the functions of an `impl`, bind by `let`.
#[proc_macro_attribute]
pub fn named(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut item = parse_macro_input!(item as Item);
    Naming.visit_item_mut(&mut item);
    quote::quote!(#item).into()
}

struct Naming;

impl VisitMut for Naming {
    fn visit_block_mut(&mut self, block: &mut Block) {
        visit_block_mut(self, block);
        let statements = std::mem::take(&mut block.stmts);
        for statement in statements {
            let mut bound = Vec::new();
            if let Stmt::Local(local) = &statement
                && !is_closure(local)
            {
                bindings(&local.pat, &mut bound);
            }
            block.stmts.push(statement);
            block.stmts.extend(bound.iter().map(naming));
        }
    }
}

fn is_closure(local: &Local) -> bool {
    let value = local.init.as_ref().map(|init| &*init.expr);
    matches!(value, Some(Expr::Closure(_)) | None)
}

fn bindings(pattern: &Pat, bound: &mut Vec<Ident>) {
    match pattern {
        Pat::Ident(one) => {
            let holds_still = one.mutability.is_none() && one.by_ref.is_none();
            if holds_still && !one.ident.to_string().starts_with('_') {
                bound.push(one.ident.clone());
            }
        }
        Pat::Type(typed) => bindings(&typed.pat, bound),
        Pat::Tuple(tuple) => tuple
            .elems
            .iter()
            .for_each(|pattern| bindings(pattern, bound)),
        Pat::Slice(slice) => slice
            .elems
            .iter()
            .for_each(|pattern| bindings(pattern, bound)),
        _ => {}
    }
}

/// The call that names one binding; it stands, for who asks, where the binding does.
fn naming(ident: &Ident) -> Stmt {
    let name = ident.to_string();
    let call = quote_spanned! { ident.span() =>
        {
            #[allow(unused_imports)]
            use ::harmonia_hdl::expr::{BindsOther as _, BindsWords as _};
            (&::harmonia_hdl::expr::Binding(&#ident)).name(#name);
        }
    };
    parse_quote!(#call)
}
