//! SmolLM2-135M-Instruct (Q4_1) against llama.cpp: token ids of odd texts, of conversations and of a whole
//! file, greedy continuations in FP32. What llama.cpp says is in tests/fixtures/smollm2.json (made by make.py
//! there).
//!
//! ```text
//! cargo run --release -p harmonia-model --example check_smollm2 -- SmolLM2-135M-Instruct.Q4_1.gguf [TEXT]
//! ```
//! Ends with status 1 at a difference. For TEXT, the number of its tokens and the SHA-256 of their ids
//! (32-bit little-endian) are printed; `make.py --smollm2 FILE --text TEXT` prints llama.cpp's.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use harmonia_model::{
    ControlTokens, Executor, Logits, Message, Model, Reference, Sampler, Session, Tokenizer,
    WeightChoice,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .ok_or("the first argument is the GGUF file")?;
    let model = Model::open(path, WeightChoice::Auto, &mut |_, _| {})?;
    let fixture: Value = serde_json::from_str(include_str!("../tests/fixtures/smollm2.json"))?;

    let mut equal = check_texts(&model.tokenizer, &fixture["encodings"]);
    equal &= check_chats(&model.tokenizer, &fixture["chats"]);
    if let Some(text) = arguments.next() {
        let text = std::fs::read_to_string(text)?;
        let tokens = model.tokenizer.encode(&text, ControlTokens::AsText)?;
        let bytes: Vec<u8> = tokens.iter().flat_map(|id| id.to_le_bytes()).collect();
        println!(
            "{} tokens, SHA-256 {:x}",
            tokens.len(),
            Sha256::digest(bytes)
        );
    }
    let mut executor = Reference::new(Arc::new(model));
    for entry in fixture["greedy"].as_array().into_iter().flatten() {
        equal &= check_greedy(&mut executor, entry)?;
    }
    Ok(if equal {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn ids(value: &Value) -> Vec<u64> {
    let ids = value.as_array().into_iter().flatten();
    ids.filter_map(Value::as_u64).collect()
}

fn check_texts(tokenizer: &Tokenizer, entries: &Value) -> bool {
    let mut equal = 0;
    let entries = entries.as_array().map_or(&[][..], Vec::as_slice);
    for entry in entries {
        let text = entry["text"].as_str().unwrap_or_default();
        let ours = |control| -> Result<Vec<u64>, _> {
            let tokens = tokenizer.encode(text, control)?;
            Ok::<_, harmonia_model::TokenizerError>(tokens.into_iter().map(u64::from).collect())
        };
        match (ours(ControlTokens::AsText), ours(ControlTokens::Parse)) {
            (Ok(a), Ok(b)) if a == ids(&entry["tokens"]) && b == ids(&entry["parsed"]) => {
                equal += 1
            }
            (a, b) => println!("{text:?}: {a:?} {b:?}, llama.cpp: {entry}"),
        }
    }
    println!("{equal} of {} texts have llama.cpp's tokens", entries.len());
    equal == entries.len()
}

fn check_chats(tokenizer: &Tokenizer, entries: &Value) -> bool {
    let mut equal = 0;
    let entries = entries.as_array().map_or(&[][..], Vec::as_slice);
    for entry in entries {
        let messages = entry["messages"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let messages: Vec<Message> = messages
            .map(|message| Message {
                role: text(&message["role"]),
                content: text(&message["content"]),
            })
            .collect();
        match tokenizer.chat(&messages) {
            Ok(tokens)
                if ids(&entry["tokens"])
                    .into_iter()
                    .eq(tokens.iter().copied().map(u64::from)) =>
            {
                equal += 1
            }
            other => println!("{other:?}, llama.cpp: {entry}"),
        }
    }
    println!(
        "{equal} of {} conversations have Jinja2's and llama.cpp's tokens",
        entries.len()
    );
    equal == entries.len()
}

/// Our greedy tokens must be those that llama.cpp gives for the same weights in F32. From its run on the
/// quantised file they may part where two logits are close; both are then shown.
fn check_greedy(executor: &mut Reference, entry: &Value) -> Result<bool, Box<dyn Error>> {
    let prompt = entry["prompt"].as_str().ok_or("a prompt is missing")?;
    let tokenizer = &executor.model().tokenizer;
    let mut tokens = tokenizer.prompt(prompt, ControlTokens::AsText)?;
    let count = entry["exact"].as_array().map_or(0, Vec::len);
    let mut session = Session::new(executor)?;
    let mut ours = Vec::new();
    for _ in 0..count {
        let logits = session.forward(&tokens, Logits::Last)?;
        let token = Sampler::greedy().sample(&logits)?;
        let others = (0..).zip(&logits).filter(|(id, _)| *id != token);
        let second = others
            .max_by(|a, b| a.1.total_cmp(b.1))
            .ok_or("one token only")?;
        ours.push((token, logits[token as usize], second.0, *second.1));
        tokens = vec![token];
    }
    println!("{prompt:?}, {count} greedy tokens:");
    let mut equal = false;
    for run in ["exact", "quantised"] {
        let steps = entry[run].as_array().ok_or("the steps are missing")?;
        let parted = ours
            .iter()
            .zip(steps)
            .position(|(ours, theirs)| theirs[0] != ours.0);
        let at = parted.unwrap_or(count);
        let logit = |step: &Value| step[1].as_f64().unwrap_or(f64::NAN);
        let difference =
            |(ours, theirs): (&(_, f32, _, _), &Value)| (f64::from(ours.1) - logit(theirs)).abs();
        let largest = ours
            .iter()
            .zip(steps)
            .take(at)
            .map(difference)
            .fold(0.0, f64::max);
        println!("  {run}: {at} equal, logits within {largest:.4}");
        if let Some(at) = parted {
            println!("    ours {:?}, llama.cpp's {}", ours[at], steps[at]);
        }
        equal |= run == "exact" && parted.is_none();
    }
    Ok(equal)
}
