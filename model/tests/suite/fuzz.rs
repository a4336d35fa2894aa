//! Hostile files never panic, hang or take memory out of proportion: they load or they are refused,
//! and what loads can be run.
//!
//! `HARMONIA_FUZZ_CASES` sets the number of inputs of each test. A long run:
//!
//! ```text
//! HARMONIA_FUZZ_CASES=500000 cargo test --release -p harmonia-model --test suite fuzz
//! ```

use std::sync::{Arc, LazyLock};

use crate::keys::documented;
use crate::writer::{Tensor, Writer, array, boolean, float, short, string, text, word, words};
use harmonia_model::gguf::Gguf;
use harmonia_model::{ControlTokens, Logits, Model, Reference, Session, WeightChoice};
use proptest::prelude::*;
use proptest::sample::Index;

/// A valid file and the places of its numbers.
static VALID: LazyLock<(Vec<u8>, Vec<usize>)> =
    LazyLock::new(|| Writer::model().bytes_and_fields());

pub(crate) fn cases() -> u32 {
    match std::env::var("HARMONIA_FUZZ_CASES") {
        Err(_) => 2_000,
        Ok(number) => number.parse().expect("HARMONIA_FUZZ_CASES is a number"),
    }
}

/// One change of a file.
#[derive(Clone, Debug)]
enum Edit {
    Flip(Index, u8),
    /// Overwrites four bytes anywhere, or eight at a length, count, type or offset.
    Word(Index, u32),
    Field(Index, u64),
    Cut(Index),
    Remove(Index, usize),
    Insert(Index, Vec<u8>),
    Copy(Index, Index, usize),
}

/// Numbers that are interesting as lengths, counts, codes and offsets.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        0..40u64,
        any::<u64>(),
        (0..64u32, -2..3i64).prop_map(|(bit, near)| (1u64 << bit).wrapping_add_signed(near)),
        (0..20_000u64),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        2 => (any::<Index>(), 0..8u8).prop_map(|(at, bit)| Edit::Flip(at, bit)),
        1 => (any::<Index>(), any::<u32>()).prop_map(|(at, word)| Edit::Word(at, word)),
        6 => (any::<Index>(), number()).prop_map(|(at, number)| Edit::Field(at, number)),
        1 => any::<Index>().prop_map(Edit::Cut),
        1 => (any::<Index>(), 1..64usize).prop_map(|(at, count)| Edit::Remove(at, count)),
        1 => (any::<Index>(), prop::collection::vec(any::<u8>(), 1..32))
            .prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        1 => (any::<Index>(), any::<Index>(), 1..256usize)
            .prop_map(|(from, to, count)| Edit::Copy(from, to, count)),
    ]
}

fn apply(edits: &[Edit]) -> Vec<u8> {
    edited(&VALID, edits)
}

fn edited((valid, fields): &(Vec<u8>, Vec<usize>), edits: &[Edit]) -> Vec<u8> {
    let mut bytes = valid.clone();
    let overwrite = |bytes: &mut Vec<u8>, at: usize, with: &[u8]| {
        for (byte, new) in bytes.iter_mut().skip(at).zip(with) {
            *byte = *new;
        }
    };
    for edit in edits {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match edit {
            Edit::Flip(at, bit) => bytes[at.index(length)] ^= 1 << bit,
            Edit::Word(at, word) => overwrite(&mut bytes, at.index(length), &word.to_le_bytes()),
            Edit::Field(at, number) => {
                overwrite(&mut bytes, *at.get(fields), &number.to_le_bytes());
            }
            Edit::Cut(at) => bytes.truncate(at.index(length)),
            Edit::Remove(at, count) => {
                let start = at.index(length);
                bytes.drain(start..length.min(start + count));
            }
            Edit::Insert(at, new) => {
                let start = at.index(length);
                bytes.splice(start..start, new.iter().copied());
            }
            Edit::Copy(from, to, count) => {
                let start = from.index(length);
                let copied = bytes[start..length.min(start + count)].to_vec();
                overwrite(&mut bytes, to.index(length), &copied);
            }
        }
    }
    bytes
}

/// Metadata values with any type, keys that are read included.
fn metadata() -> impl Strategy<Value = (String, Vec<u8>)> {
    let known: Vec<String> = Writer::model()
        .metadata
        .into_iter()
        .map(|entry| entry.0)
        .collect();
    let documented = documented()
        .into_iter()
        .map(|(key, _)| key.replace("ARCH", "llama"));
    let documented: Vec<String> = documented.collect();
    let key = prop_oneof![
        4 => prop::sample::select(known),
        4 => prop::sample::select(documented),
        1 => ".{0,12}",
    ];
    let value = prop_oneof![
        3 => number().prop_map(|n| word(n as u32)),
        1 => any::<f32>().prop_map(float),
        1 => "[a-z0-9<>| ]{0,8}".prop_map(|s| string(&s)),
        1 => prop::sample::select(vec!["llama", "gpt2", "linear", "yarn", "qwen2", "tekken"]).prop_map(string),
        1 => (0..3u8).prop_map(boolean),
        1 => (number(), 0..3usize).prop_map(|(n, count)| words(5, &vec![n as u32; count])),
        1 => any::<u16>().prop_map(short),
        1 => (0..14u32, number(), prop::collection::vec(any::<u8>(), 0..64))
            .prop_map(|(element, count, payload)| array(element, count, &payload)),
        1 => (0..16u32, prop::collection::vec(any::<u8>(), 0..16))
            .prop_map(|(kind, payload)| [kind.to_le_bytes().to_vec(), payload].concat()),
        1 => prop::collection::vec("[a-zA-Z ]{0,3}", 0..8).prop_map(|texts| {
            let payload: Vec<u8> = texts.iter().flat_map(|t| text(t)).collect();
            array(8, texts.len() as u64, &payload)
        }),
    ];
    (key, value)
}

fn tensor() -> impl Strategy<Value = Tensor> {
    let known: Vec<String> = Writer::model()
        .tensors
        .into_iter()
        .map(|t| t.name)
        .collect();
    (
        prop_oneof![3 => prop::sample::select(known), 1 => "(blk\\.[0-9]\\.)?[a-z_.]{0,16}"],
        prop::collection::vec(prop_oneof![Just(32), Just(64), number()], 0..6),
        prop_oneof![0..16u32, Just(30), any::<u32>()],
        prop::collection::vec(any::<u8>(), 0..300),
        prop::option::of(number()),
    )
        .prop_map(|(name, shape, kind, data, offset)| Tensor {
            name,
            shape,
            kind,
            data,
            offset,
        })
}

/// Loads, and when that succeeds uses what was loaded.
fn exercise(bytes: &[u8], choice: WeightChoice) -> Result<(), TestCaseError> {
    if let Ok(gguf) = Gguf::parse(bytes) {
        for info in gguf.tensors() {
            let tensor = gguf.tensor(info.name()).expect("it is in the table");
            prop_assert_eq!(tensor.bytes().len() as u64, info.bytes());
        }
    }
    match Model::from_bytes(bytes, choice, &mut |_, _| {}) {
        Ok(model) => run(model),
        Err(error) => {
            prop_assert!(error.to_string().len() < 2000);
            Ok(())
        }
    }
}

fn run(model: Model) -> Result<(), TestCaseError> {
    let Ok(tokens) = model
        .tokenizer
        .prompt("the 9 \u{1f600}", ControlTokens::Parse)
    else {
        return Ok(());
    };
    let tokens = &tokens[..tokens.len().min(3)];
    prop_assert!(model.tokenizer.decode(tokens).len() < 1000);
    let vocabulary = model.config.vocabulary;
    let mut session = Session::new(Reference::new(Arc::new(model))).expect("there is room");
    if let Ok(logits) = session.forward(tokens, Logits::Last) {
        prop_assert_eq!(logits.len(), vocabulary);
    }
    Ok(())
}

fn split_metadata() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let key = prop::sample::select(vec!["split.no", "split.count", "split.tensors.count"]);
    let value = prop_oneof![
        (0..4u16).prop_map(short),
        number().prop_map(|n| word(n as u32)),
        any::<f32>().prop_map(float),
    ];
    (key, value)
}

fn choice() -> impl Strategy<Value = WeightChoice> {
    prop::sample::select(vec![
        WeightChoice::Auto,
        WeightChoice::Int4,
        WeightChoice::Int8,
        WeightChoice::Float,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn mutated_files(edits in prop::collection::vec(edit(), 1..6), choice in choice()) {
        exercise(&apply(&edits), choice)?;
    }

    #[test]
    fn made_up_entries(
        metadata in prop::collection::vec(metadata(), 0..4),
        tensors in prop::collection::vec(tensor(), 0..3),
        keep in any::<bool>(),
        counts in prop::option::of((number(), number())),
        choice in choice(),
    ) {
        let mut writer = Writer::model();
        if !keep {
            writer.tensors.clear();
        }
        for (key, value) in metadata {
            writer.set(&key, value);
        }
        for tensor in tensors {
            writer.tensors.retain(|other| other.name != tensor.name);
            writer.tensors.push(tensor);
        }
        if let Some((tensors, metadata)) = counts {
            writer.tensor_count = Some(tensors);
            writer.metadata_count = Some(metadata);
        }
        exercise(&writer.bytes(), choice)?;
    }

    #[test]
    fn noise_after_the_magic(noise in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = b"GGUF\x03\0\0\0".to_vec();
        bytes.extend(noise);
        exercise(&bytes, WeightChoice::Auto)?;
    }
}

/// Shards are files; the folder is this run's own, because a file that changes under a map ends the process.
#[test]
fn mutated_shards() {
    let folder = tempfile::tempdir().unwrap();
    let paths = [1, 2].map(|number| folder.path().join(format!("m-0000{number}-of-00002.gguf")));
    let edits = |count| prop::collection::vec(edit(), 0..count);
    let metadata = prop::option::of((0..2usize, split_metadata()));
    let config = ProptestConfig::with_cases(cases());
    proptest!(config, |(edits in (edits(4), edits(2)), metadata in metadata, opened in 0..2usize)| {
        let mut shards = Writer::model().shards(2);
        if let Some((number, (key, value))) = metadata {
            shards[number].set(key, value);
        }
        for ((path, shard), edits) in paths.iter().zip(&shards).zip([&edits.0, &edits.1]) {
            std::fs::write(path, edited(&shard.bytes_and_fields(), edits)).unwrap();
        }
        if let Ok(model) = Model::open(&paths[opened], WeightChoice::Auto, &mut |_, _| {}) {
            prop_assert_eq!(model.files().len(), 2);
            run(model)?;
        }
    });
}
