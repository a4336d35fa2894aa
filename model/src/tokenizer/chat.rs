//! Chat templates: Jinja sources in the file that turn a conversation into the text a model was
//! trained on.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, Value, context};

use super::TokenizerError;

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `system`, `user` or `assistant`.
    pub role: String,
    pub content: String,
}

/// Renders `source` for `messages` and the beginning of the assistant's answer.
///
/// Templates are written for Python's Jinja2 as `transformers` sets it up: trimmed blocks, string
/// methods of Python, `raise_exception`. What a template uses beyond that is an error.
pub(super) fn render(
    source: &str,
    messages: &[Message],
    bos: &str,
    eos: &str,
) -> Result<String, TokenizerError> {
    let messages: Vec<Value> = messages.iter().map(Message::to_value).collect();
    let context = context! {
        messages,
        add_generation_prompt => true,
        bos_token => bos,
        eos_token => eos,
    };
    environment()
        .and_then(|environment| environment.render_str(source, context))
        .map_err(|source| TokenizerError::ChatTemplate { source })
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    // A hostile template may loop; real ones take some hundreds of steps a message.
    environment.set_fuel(Some(10_000_000));
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.add_function("raise_exception", |message: String| -> Result<Value, _> {
        Err(Error::new(ErrorKind::InvalidOperation, message))
    });
    Ok(environment)
}

impl Message {
    fn to_value(&self) -> Value {
        context! { role => self.role.as_str(), content => self.content.as_str() }
    }
}
