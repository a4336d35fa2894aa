//! Token ids against llama.cpp and the sentencepiece library (fixtures/make.py), and back to text.

use harmonia_model::{ControlTokens, Detokeniser, Message, Model, Tokenizer, WeightChoice};
use serde_json::Value;

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

fn tiny() -> Tokenizer {
    let model = Model::bundled(WeightChoice::Auto, &mut |_, _| {});
    model.unwrap().tokenizer
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
    check(&tiny(), &fixture()["tiny"]);
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
    for tokenizer in [tiny(), sentence_piece()] {
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

#[test]
fn a_file_without_a_chat_template_says_so() {
    let message = Message {
        role: "user".to_owned(),
        content: "hello".to_owned(),
    };
    let error = sentence_piece().chat(&[message]).unwrap_err();
    assert_eq!(error.code(), "tokenizer.no_chat_template");
}
