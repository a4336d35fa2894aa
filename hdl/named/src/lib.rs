//! `#[named]`: a word that has a name in Rust has it in Verilog.
//!
//! The attribute stands before a function or an `impl`. After every `let` and assignment in it, nested blocks and closures
//! included, it gives what was bound its name and its line, by `harmonia_hdl::expr::Binding`; what is pushed to a vector gets
//! the vector's:
//!
//! ```text
//! let issue = ready & valid;     ==>     let issue = ready & valid;
//!                                        (&Binding(&issue)).name("issue");
//! ```
//!
//! Only words, and arrays, vectors and pairs of them, take the name; bindings of anything else are left alone, as are those
//! that begin with `_`, and calls of a `new`, whose type may not be known yet.

use proc_macro::TokenStream;
use quote::quote_spanned;
use syn::punctuated::Punctuated;
use syn::visit_mut::{VisitMut, visit_block_mut, visit_expr_method_call_mut};
use syn::{
    Block, Expr, ExprMethodCall, Ident, Item, Local, Pat, Stmt, parse_macro_input, parse_quote,
};

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
            match &statement {
                Stmt::Local(local) if holds_value(local) => bindings(&local.pat, &mut bound),
                Stmt::Expr(Expr::Assign(assign), _) => bound.extend(assigned(&assign.left)),
                _ => {}
            }
            block.stmts.push(statement);
            block
                .stmts
                .extend(bound.iter().map(|name| naming(name, name)));
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_expr_method_call_mut(self, call);
        let (Some(to), "push") = (assigned(&call.receiver), call.method.to_string().as_str())
        else {
            return;
        };
        if let Some(value) = call.args.first_mut() {
            let naming = naming(&Ident::new("pushed", to.span()), &to);
            *value = parse_quote!({ let pushed = #value; #naming pushed });
        }
    }
}

/// Whether a `let` binds what may be a word.
fn holds_value(local: &Local) -> bool {
    match local.init.as_ref().map(|init| &*init.expr) {
        Some(Expr::Closure(_)) | None => false,
        Some(Expr::Call(call)) => match &*call.func {
            Expr::Path(function) => function
                .path
                .segments
                .last()
                .is_none_or(|last| last.ident != "new"),
            _ => true,
        },
        Some(_) => true,
    }
}

/// The variable that an expression is, if it is one.
fn assigned(expression: &Expr) -> Option<Ident> {
    match expression {
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn bindings(pattern: &Pat, bound: &mut Vec<Ident>) {
    match pattern {
        Pat::Ident(one) if !one.ident.to_string().starts_with('_') => bound.push(one.ident.clone()),
        Pat::Type(typed) => bindings(&typed.pat, bound),
        Pat::Tuple(tuple) => several(&tuple.elems, bound),
        Pat::Slice(slice) => several(&slice.elems, bound),
        _ => {}
    }
}

/// The bindings of a tuple or an array; mutable ones are filled later.
fn several<P>(patterns: &Punctuated<Pat, P>, bound: &mut Vec<Ident>) {
    for pattern in patterns {
        match pattern {
            Pat::Ident(one) if one.mutability.is_some() => {}
            pattern => bindings(pattern, bound),
        }
    }
}

/// The statement that gives what is bound to `of` the name of `ident`; it stands, for who asks, where `ident` does.
fn naming(of: &Ident, ident: &Ident) -> Stmt {
    let name = ident.to_string();
    let call = quote_spanned! { ident.span() =>
        {
            #[allow(unused_imports)]
            use ::harmonia_hdl::expr::{BindsOther as _, BindsWords as _};
            (&::harmonia_hdl::expr::Binding(&#of)).name(#name);
        }
    };
    parse_quote!(#call)
}
