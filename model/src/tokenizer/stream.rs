//! Tokens to text as they come.

use super::Tokenizer;

/// Turns tokens into text one by one; bytes of an unfinished character are held back until it is
/// whole, so that every piece is valid UTF-8.
#[derive(Debug)]
pub struct Detokeniser<'t> {
    tokenizer: &'t Tokenizer,
    pending: Vec<u8>,
}

impl<'t> Detokeniser<'t> {
    /// A stream that continues a text: the space in front of its first word is kept.
    pub fn new(tokenizer: &'t Tokenizer) -> Detokeniser<'t> {
        Detokeniser {
            tokenizer,
            pending: Vec::new(),
        }
    }

    /// The text that `token` completes; empty for control tokens and unfinished characters.
    pub fn push(&mut self, token: u32) -> String {
        self.pending.extend(self.tokenizer.token_bytes(token));
        let mut text = String::new();
        loop {
            match std::str::from_utf8(&self.pending) {
                Ok(whole) => {
                    text.push_str(whole);
                    self.pending.clear();
                    return text;
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    text.push_str(&String::from_utf8_lossy(&self.pending[..valid]));
                    // `None`: the text ends inside a character that may still become valid.
                    let Some(invalid) = error.error_len() else {
                        self.pending.drain(..valid);
                        return text;
                    };
                    text.push(char::REPLACEMENT_CHARACTER);
                    self.pending.drain(..valid + invalid);
                }
            }
        }
    }

    /// What is left at the end: U+FFFD if a character stayed unfinished, else nothing.
    pub fn finish(self) -> String {
        String::from_utf8_lossy(&self.pending).into_owned()
    }
}
