//! Token ids against llama.cpp and the sentencepiece library (fixtures/make.py), and back to text.

use harmonia_model::gguf::Gguf;
use harmonia_model::{ControlTokens, Detokeniser, Message, Model, Tokenizer, WeightChoice};
use serde_json::Value;

use crate::writer::{Writer, string, strings, word, words};

fn fixture() -> Value {
    serde_json::from_str(include_str!("../fixtures/tokens.json")).unwrap()
}

fn ids(value: &Value) -> Vec<u32> {
    let ids = value.as_array().unwrap().iter();
    ids.map(|id| id.as_u64().unwrap() as u32).collect()
}

fn sentence_piece() -> Tokenizer {
    let bytes = include_bytes!("../fixtures/sentence_piece.gguf");
    let model = Model::from_bytes(bytes, WeightChoice::Auto, &mut |_, _| {});
    model.unwrap().tokenizer
}

/// The byte-level vocabulary with this pre-tokenizer.
fn byte_level(pre: &str) -> Tokenizer {
    let file = include_bytes!("../fixtures/byte_level.gguf");
    let gguf = Gguf::parse(file).unwrap();
    let list = |key| gguf.strings(key).unwrap().unwrap();
    let tokens = list("tokenizer.ggml.tokens");
    let kinds = gguf.words("tokenizer.ggml.token_type").unwrap().unwrap();
    let mut writer = Writer::model();
    writer.tensors.clear();
    writer.set("tokenizer.ggml.pre", string(pre));
    writer.set("tokenizer.ggml.tokens", strings(&tokens));
    writer.set(
        "tokenizer.ggml.merges",
        strings(&list("tokenizer.ggml.merges")),
    );
    writer.set("tokenizer.ggml.token_type", words(5, &kinds));
    writer.set("tokenizer.ggml.bos_token_id", word(0));
    Tokenizer::from_gguf(&Gguf::parse(&writer.bytes()).unwrap(), tokens.len()).unwrap()
}

fn check(tokenizer: &Tokenizer, entries: &Value) {
    for entry in entries.as_array().unwrap() {
        let text = entry["text"].as_str().unwrap();
        for (control, key) in [
            (ControlTokens::AsText, "tokens"),
            (ControlTokens::Parse, "parsed"),
        ] {
            let tokens = tokenizer.encode(text, control).unwrap();
            assert_eq!(tokens, ids(&entry[key]), "{text:?} {control:?}");
        }
        let tokens = tokenizer.encode(text, ControlTokens::AsText).unwrap();
        // SentencePiece cannot tell its own space character from a space.
        let expected = text.to_owned();
        let marked = text.contains('\u{2581}');
        let decoded = tokenizer.decode(&tokens);
        assert!(
            decoded == expected || marked,
            "{text:?} came back as {decoded:?}"
        );
        let mut stream = Detokeniser::new(tokenizer);
        let mut streamed: String = tokens.iter().map(|token| stream.push(*token)).collect();
        streamed.push_str(&stream.finish());
        assert_eq!(
            streamed.trim_start_matches(' '),
            decoded.trim_start_matches(' ')
        );
    }
}

#[test]
fn byte_level_equals_llama_cpp() {
    let fixture = fixture();
    let by_pre = fixture["byte_level"].as_object().unwrap();
    assert_eq!(by_pre.len(), 5);
    for (pre, entries) in by_pre {
        check(&byte_level(pre), entries);
    }
}

#[test]
fn sentence_piece_equals_llama_cpp() {
    check(&sentence_piece(), &fixture()["sentence_piece"]);
}

/// Without U+2581 in the text and control tokens, the library itself agrees.
#[test]
fn sentence_piece_equals_the_library() {
    let (tokenizer, fixture) = (sentence_piece(), fixture());
    let texts = fixture["sentence_piece"].as_array().unwrap();
    for (entry, expected) in texts
        .iter()
        .zip(fixture["sentencepiece_library"].as_array().unwrap())
    {
        let text = entry["text"].as_str().unwrap();
        let tokens = tokenizer.encode(text, ControlTokens::AsText).unwrap();
        assert_eq!(tokens, ids(expected), "{text:?}");
    }
}

#[test]
fn a_prompt_starts_with_bos_where_the_vocabulary_says_so() {
    for tokenizer in [byte_level("gpt-2"), sentence_piece()] {
        let bos = tokenizer.bos().unwrap();
        assert_eq!(tokenizer.prompt("", ControlTokens::AsText).unwrap(), [bos]);
        let prompt = tokenizer.prompt("And God", ControlTokens::AsText).unwrap();
        assert_eq!(prompt[0], bos);
        assert_eq!(
            prompt[1..],
            tokenizer.encode("And God", ControlTokens::AsText).unwrap()
        );
    }
}

#[test]
fn a_stream_holds_unfinished_characters_back() {
    let tokenizer = sentence_piece();
    let smile = tokenizer
        .encode("\u{1f600}", ControlTokens::AsText)
        .unwrap();
    let mut stream = Detokeniser::new(&tokenizer);
    let pieces: Vec<String> = smile.iter().map(|token| stream.push(*token)).collect();
    assert_eq!(pieces.concat(), " \u{1f600}");
    assert_eq!(pieces.last().unwrap(), "\u{1f600}");
    assert_eq!(stream.finish(), "");

    let mut cut = Detokeniser::new(&tokenizer);
    let held: String = smile[..smile.len() - 1]
        .iter()
        .map(|token| cut.push(*token))
        .collect();
    assert_eq!(held, " ");
    assert_eq!(cut.finish(), "\u{fffd}");
}

fn message(role: &str, content: &str) -> Message {
    Message {
        role: role.to_owned(),
        content: content.to_owned(),
    }
}

/// A vocabulary with the control tokens `<|begin|>` and, as in the file, a template that uses it.
pub(crate) fn with_template(template: &str) -> Tokenizer {
    let mut writer = Writer::model();
    writer.set("tokenizer.chat_template", string(template));
    Tokenizer::from_gguf(&Gguf::parse(&writer.bytes()).unwrap(), 259).unwrap()
}

#[test]
fn a_template_writes_control_tokens() {
    let template = "{{ bos_token }}{% for message in messages %}\n\
        {% if message['role'] == 'system' %}{% continue %}{% endif %}\n\
        {{ message.role.upper()[:1] + ':' + message['content'] | trim }};{% endfor %}\n\
        {% if add_generation_prompt %}A:{% endif %}";
    let tokenizer = with_template(template);
    let tokens = tokenizer
        .chat(&[message("system", "x"), message("user", " the end ")])
        .unwrap();
    // BOS once, though the vocabulary adds it too.
    assert_eq!(tokens[0], 256);
    assert_eq!(tokens.iter().filter(|token| **token == 256).count(), 1);
    assert_eq!(tokenizer.decode(&tokens), "U:the end;A:");
}

#[test]
fn a_template_finds_what_transformers_passes() {
    let template = "{% if tools is not none or documents is not none %}TOOLS{% else %}PLAIN{% endif %} \
        {{ pad_token is defined }} {{ eos_token }} {{ messages[0] | tojson }}";
    let tokenizer = with_template(template);
    let tokens = tokenizer.chat(&[message("user", "it's <b>")]).unwrap();
    let text = tokenizer.decode(&tokens);
    assert_eq!(
        text,
        "PLAIN False  {\"role\": \"user\", \"content\": \"it's <b>\"}"
    );
}

#[test]
fn templates_that_cannot_be_used_say_why() {
    let error = |template: &str| {
        let error = with_template(template)
            .chat(&[message("user", "hello")])
            .unwrap_err();
        assert_eq!(error.code(), "tokenizer.chat_template");
        error.to_string()
    };
    assert!(
        error("{% if %}").contains("syntax error"),
        "{}",
        error("{% if %}")
    );
    assert!(error("{{ strange_function() }}").contains("strange_function"));
    assert!(
        error("{{ raise_exception('roles must alternate') }}").contains("roles must alternate")
    );
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    assert!(error(endless).contains("fuel"), "{}", error(endless));
}

#[test]
fn a_file_without_a_chat_template_says_so() {
    let error = sentence_piece()
        .chat(&[message("user", "hello")])
        .unwrap_err();
    assert_eq!(error.code(), "tokenizer.no_chat_template");
}

#[test]
fn a_byte_without_a_token_is_named() {
    let mut writer = Writer::model();
    let gguf_tokens: Vec<String> = (0..259).map(|i| format!("token{i}")).collect();
    let texts: Vec<&str> = gguf_tokens.iter().map(String::as_str).collect();
    writer.set("tokenizer.ggml.tokens", strings(&texts));
    writer.set("tokenizer.ggml.merges", strings(&[]));
    let tokenizer = Tokenizer::from_gguf(&Gguf::parse(&writer.bytes()).unwrap(), 259).unwrap();
    let error = tokenizer.encode("x", ControlTokens::AsText).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the vocabulary has no token for byte 0x78 (at byte 0 of the text); take it out of the text"
    );
    assert_eq!(error.code(), "tokenizer.unencodable_byte");
}
