//! Chat templates: Jinja sources in the file that turn a conversation into the text a model was
//! trained on.

mod clock;
mod confined;
mod environment;
mod methods;
mod python;
mod source;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use minijinja::{ErrorKind, Value, context};

pub(super) use clock::LocalTime;

use super::TokenizerError;
use super::vocabulary::Vocabulary;
use crate::gguf::Gguf;

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `system`, `user` or `assistant`.
    pub role: String,
    /// What was said, as the template writes it.
    pub content: String,
}

/// Longest template, in bytes: the stack that a template is read with holds what so many can nest.
/// The longest one of a well-known model has 20 KB.
const LONGEST: usize = 256 << 10;

/// The template of a file, and the texts of special tokens that it may write.
#[derive(Debug)]
pub(super) struct ChatTemplate {
    source: String,
    /// By the names that `transformers` gives them (`bos_token`).
    special_tokens: BTreeMap<&'static str, String>,
}

impl ChatTemplate {
    /// Reads the template of a file, if it has one.
    pub(super) fn read(
        gguf: &Gguf<'_>,
        vocabulary: &Vocabulary,
    ) -> Result<Option<ChatTemplate>, TokenizerError> {
        let Some(source) = gguf.string("tokenizer.chat_template")? else {
            return Ok(None);
        };
        // What is no id (-1 in some files) is no token.
        let id = |role: &str| {
            let id = gguf.unsigned(&format!("tokenizer.ggml.{role}_token_id"));
            id.ok().flatten().and_then(|id| u32::try_from(id).ok())
        };
        let ids = [
            ("bos_token", vocabulary.bos),
            ("eos_token", vocabulary.eos),
            ("unk_token", vocabulary.unknown),
            // The key is spelled so.
            ("sep_token", id("seperator")),
            ("pad_token", id("padding")),
            ("cls_token", id("cls")),
            ("mask_token", id("mask")),
        ];
        let text = |(name, id): (&'static str, Option<u32>)| {
            Some((name, vocabulary.text(id?)?.to_owned()))
        };
        Ok(Some(ChatTemplate {
            source: source.to_owned(),
            special_tokens: ids.into_iter().filter_map(text).collect(),
        }))
    }

    /// Renders the template for `messages` and the beginning of the assistant's answer, as
    /// `apply_chat_template(messages, add_generation_prompt=True)` of `transformers` does at the time
    /// `now`. What a template uses beyond that is an error.
    pub(super) fn render(
        &self,
        messages: &[Message],
        now: LocalTime,
    ) -> Result<String, TokenizerError> {
        let error = |reason: String| TokenizerError::ChatTemplate { reason };
        if self.source.len() > LONGEST {
            return Err(error(format!(
                "it has {} bytes, at most {LONGEST} are read",
                self.source.len()
            )));
        }
        let environment = environment::environment(now);
        let context = self.context(messages);
        source::prepare();
        confined::run(|| {
            environment
                .render_str(&source::for_engine(&self.source), context)
                .map_err(|error| match error.kind() {
                    ErrorKind::OutOfFuel => {
                        format!("it takes more work than a prompt needs: {error}")
                    }
                    _ => error.to_string(),
                })
        })
        .map_err(error)
    }

    /// What a template finds: tools and documents are named and none.
    fn context(&self, messages: &[Message]) -> Value {
        let messages: Vec<Value> = messages.iter().map(Message::to_value).collect();
        context! {
            messages,
            tools => (),
            documents => (),
            add_generation_prompt => true,
            ..Value::from(self.special_tokens.clone())
        }
    }
}

impl Message {
    fn to_value(&self) -> Value {
        context! { role => self.role.as_str(), content => self.content.as_str() }
    }
}
