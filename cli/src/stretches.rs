//! Parts of a text that are evaluated, each as a sequence of its own.

use anyhow::Result;
use harmonia_host::ExecutorError;
use harmonia_model::{ControlTokens, EvalError, Model};

use crate::failure::Failure;
use crate::message::say;

/// A part of a text.
pub struct Stretch {
    /// The text's token that it begins with, from 0, BOS not counted.
    pub from: usize,
    /// BOS where the vocabulary puts it, and the text's tokens from there on.
    pub tokens: Vec<u32>,
}

/// Cuts a text at `from`, each part with `length` tokens (BOS included), or as many as there are and the context holds.
/// Without `from` it is the beginning, which may be shorter than `length`.
pub fn cut(
    model: &Model,
    text: &str,
    from: Option<&[usize]>,
    length: Option<usize>,
) -> Result<Vec<Stretch>> {
    let context = model.config.context;
    if let Some(tokens) = length.filter(|tokens| *tokens > context) {
        return Err(Failure::Context { tokens, context }.into());
    }
    let tokens = model.tokenizer.prompt(text, ControlTokens::AsText)?;
    // The text itself holds no control token.
    let begins = |first: &u32| model.tokenizer.bos() == Some(*first);
    let bos = usize::from(tokens.first().is_some_and(begins));
    let (bos, text) = tokens.split_at(bos);
    let stretch = |start: usize| {
        let rest = text.get(start..).unwrap_or_default();
        let all = bos.len() + rest.len();
        let needed = length.unwrap_or(bos.len() + 1);
        if from.is_some() && all < needed {
            return Err(Failure::BeyondText {
                from: start,
                tokens: needed - bos.len(),
                text: text.len(),
            }
            .into());
        }
        if length.is_none() && all > context {
            let place = match start {
                0 => String::new(),
                _ => format!(" from token {start} on"),
            };
            say(format_args!(
                "the first {context} of {all} tokens{place}: the model's context"
            ));
        }
        let end = all.min(length.unwrap_or(context));
        if end < 2 {
            return Err(EvalError::<ExecutorError>::TooShort { found: end }.into());
        }
        let mut tokens = [bos, rest].concat();
        tokens.truncate(end);
        Ok(Stretch {
            from: start,
            tokens,
        })
    };
    from.unwrap_or(&[0]).iter().copied().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use harmonia_model::WeightChoice;

    use super::*;

    #[test]
    fn a_stretch_has_bos_and_the_whole_texts_tokens_from_its_place_on() {
        let model = Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap();
        let text = "In the beginning God created the heaven and the earth. ".repeat(3);
        let whole = model
            .tokenizer
            .encode(&text, ControlTokens::AsText)
            .unwrap();
        let bos = model.tokenizer.bos().unwrap();
        let cut = |from: Option<&[usize]>, length| cut(&model, &text, from, length).unwrap();
        let found = cut(Some(&[7, 0]), Some(9));
        assert_eq!((found[0].from, found[1].from), (7, 0));
        assert_eq!(found[0].tokens, [&[bos], &whole[7..15]].concat());
        assert_eq!(found[1].tokens, [&[bos], &whole[..8]].concat());
        // To the text's end, and no further; the last of its tokens is one after BOS.
        let last = whole.len() - 1;
        let end = |from: usize| cut(Some(&[from]), None)[0].tokens.clone();
        assert_eq!(end(3), [&[bos], &whole[3..]].concat());
        assert_eq!(end(last), [bos, whole[last]]);
        assert_eq!(cut(None, Some(400))[0].tokens.len(), 1 + whole.len());
    }
}
