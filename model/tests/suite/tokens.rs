//! Token ids against llama.cpp and the sentencepiece library (fixtures/make.py), and back to text.

use harmonia_model::gguf::Gguf;
use harmonia_model::{
    ControlTokens, Detokeniser, Message, Model, Tokenizer, TokenizerError, WeightChoice,
};
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
    byte_level_file(pre).unwrap()
}

fn byte_level_file(pre: &str) -> Result<Tokenizer, TokenizerError> {
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
    Tokenizer::from_gguf(&Gguf::parse(&writer.bytes()).unwrap(), tokens.len())
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
fn byte_level_equals_llama_cpp_with_every_pre_tokenizer() {
    let fixture = fixture();
    let mut checked = 0;
    for entry in fixture["byte_level"].as_array().unwrap() {
        for pre in entry["names"].as_array().unwrap() {
            check(&byte_level(pre.as_str().unwrap()), &entry["texts"]);
            checked += 1;
        }
    }
    // All that are supported: the message of the error lists them.
    let error = byte_level_file("unheard-of").unwrap_err();
    assert_eq!(error.code(), "tokenizer.pre");
    assert_eq!(error.to_string().matches(", ").count(), checked);
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

/// The valid model's vocabulary with these texts for its last tokens, all of this type.
fn with_tokens(texts: &[&str], kind: u32, change: impl FnOnce(&mut Writer)) -> Tokenizer {
    let mut writer = Writer::model();
    let file = writer.bytes();
    let gguf = Gguf::parse(&file).unwrap();
    let mut tokens = gguf.strings("tokenizer.ggml.tokens").unwrap().unwrap();
    let mut kinds = vec![1; tokens.len()];
    kinds[256] = 3;
    tokens.extend(texts);
    kinds.extend(vec![kind; texts.len()]);
    writer.set("tokenizer.ggml.tokens", strings(&tokens));
    writer.set("tokenizer.ggml.token_type", words(5, &kinds));
    change(&mut writer);
    let file = writer.bytes();
    Tokenizer::from_gguf(&Gguf::parse(&file).unwrap(), tokens.len()).unwrap()
}

#[test]
fn tokens_of_known_names_end_a_text_whatever_their_type() {
    let names = [
        "<|im_end|>",
        "<|eot_id|>",
        "<|end|>",
        "<end_of_turn>",
        "<|endoftext|>",
        "<|eom_id|>",
        "<EOT>",
        "_<EOT>",
        "<\u{ff5c}end\u{2581}of\u{2581}sentence\u{ff5c}>",
        "</s>",
        "<|fim_pad|>",
        "<|repo_name|>",
        "<|file_sep|>",
        "<end_of_utterance>",
    ];
    for kind in [1, 3, 4, 5] {
        let tokenizer = with_tokens(&names, kind, |_| {});
        for (i, name) in names.iter().enumerate() {
            let token = 259 + i as u32;
            assert!(tokenizer.is_end(token), "{name} of type {kind}");
        }
        assert!((0..259).all(|token| !tokenizer.is_end(token)));
        // Nothing is printed for it, and the text of a user does not become it.
        for token in 259..273 {
            assert!(
                tokenizer.token_bytes(token).is_empty(),
                "{token} of type {kind}"
            );
        }
        let as_text = tokenizer
            .encode("<|im_end|>", ControlTokens::AsText)
            .unwrap();
        assert!(!as_text.contains(&259));
        let parsed = tokenizer
            .encode("<|im_end|>", ControlTokens::Parse)
            .unwrap();
        assert_eq!(parsed, [259]);
    }
}

#[test]
fn tokens_that_the_file_declares_end_a_text() {
    let ends = |key: &str, value: Vec<u8>| -> Vec<u32> {
        let tokenizer = with_tokens(&["XX", "YY"], 1, |writer| writer.set(key, value));
        (0..261).filter(|token| tokenizer.is_end(*token)).collect()
    };
    for role in ["eos", "eot", "eom", "fim_pad", "fim_rep", "fim_sep"] {
        assert_eq!(
            ends(&format!("tokenizer.ggml.{role}_token_id"), word(260)),
            [260],
            "{role}"
        );
    }
    assert_eq!(
        ends("tokenizer.ggml.eos_token_ids", words(5, &[259, 260])),
        [259, 260]
    );
    for role in ["fim_pre", "padding", "unknown", "mask"] {
        let found = ends(&format!("tokenizer.ggml.{role}_token_id"), word(260));
        assert!(found.is_empty(), "{role}");
    }
    // A declared role counts in the place of its usual name.
    let tokenizer = with_tokens(&["<PAD>", "YY"], 1, |writer| {
        writer.set("tokenizer.ggml.fim_pad_token_id", word(260));
    });
    assert!(!tokenizer.is_end(259) && tokenizer.is_end(260));
}

#[test]
fn the_end_of_a_part_of_a_message_does_not_end_it() {
    for (beside, name) in [
        (["<|return|>", "<|call|>"].as_slice(), "<|end|>"),
        (&["<|flush|>", "<|calls|>"], "<|end|>"),
        (&["<|tool_response>"], "</s>"),
    ] {
        let texts = [&[name], beside].concat();
        let tokenizer = with_tokens(&texts, 3, |writer| {
            writer.set("tokenizer.ggml.eos_token_id", word(259));
        });
        assert!(!tokenizer.is_end(259), "{name}");
        assert!(tokenizer.is_end(260));
        assert_eq!(tokenizer.token_bytes(259), name.as_bytes());
    }
}

#[test]
fn a_whole_word_is_taken_by_name_only() {
    let words = |pre: &str| {
        let tokenizer = with_tokens(&["QXZJ"], 1, |writer| {
            writer.set("tokenizer.ggml.pre", string(pre));
            writer.remove("tokenizer.ggml.add_bos_token");
        });
        tokenizer.prompt("QXZJ", ControlTokens::AsText).unwrap()
    };
    for pre in ["llama-bpe", "llama3", "tekken", "falcon3"] {
        assert_eq!(words(pre), [256, 259], "{pre}");
    }
    for pre in ["minicpm5", "glm4"] {
        assert_eq!(words(pre), [259], "{pre}");
    }
    for pre in [
        "smaug-bpe",
        "dbrx",
        "chatglm-bpe",
        "qwen2",
        "gpt-4o",
        "smollm",
        "default",
    ] {
        assert_eq!(words(pre).len(), 4, "{pre}");
    }
}

#[test]
fn tokens_without_a_text_may_be_several() {
    let tokenizer = with_tokens(&["", "", "!?"], 1, |_| {});
    assert!(tokenizer.token_bytes(259).is_empty());
    assert!(tokenizer.token_bytes(260).is_empty());
    let tokens = tokenizer.encode("the", ControlTokens::Parse).unwrap();
    assert_eq!(tokens, [258]);
}

#[test]
fn special_tokens_of_phi_3_take_the_space_behind_them() {
    let tokens = |name: &str, text: &str| {
        let tokenizer = with_tokens(&["<|user|>", "<s>"], 3, |writer| {
            writer.set("general.name", string(name));
        });
        tokenizer.encode(text, ControlTokens::Parse).unwrap()
    };
    let x = u32::from(b'x' - b'!');
    assert_eq!(tokens("Phi 3", "<|user|>\n x").len(), 4);
    for name in ["Phi-3-mini", "my PHI3"] {
        assert_eq!(
            tokens(name, "<|user|>\n x<|user|> <|user|>"),
            [259, x, 259, 259]
        );
        assert_eq!(tokens(name, "<s> x").len(), 3);
    }
}
