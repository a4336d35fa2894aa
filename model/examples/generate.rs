//! Greedy continuation and perplexity of a model file in FP32, with times.
//!
//! ```text
//! cargo run --release -p harmonia-model --example generate -- FILE.gguf --prompt TEXT [--tokens N] [--logits]
//! cargo run --release -p harmonia-model --example generate -- FILE.gguf --text FILE [--tokens N]
//! ```
//! `--logits` prints, for every token, its logit and that of the runner-up.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use harmonia_model::{
    ControlTokens, Detokeniser, Executor, Logits, Model, Reference, Sampler, Session, WeightChoice,
    perplexity,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let path = arguments
        .first()
        .ok_or("the first argument is a GGUF file")?;
    let count = option("--tokens").map(|n| n.parse::<usize>()).transpose()?;

    let start = Instant::now();
    let model = Arc::new(Model::open(path, WeightChoice::Auto, &mut |_, _| {})?);
    eprint!("{}", model.report);
    let mut executor = Reference::new(Arc::clone(&model));
    eprintln!("loaded in {:.2} s", start.elapsed().as_secs_f64());

    if let Some(file) = option("--text") {
        let text = std::fs::read_to_string(file)?;
        let mut tokens = model.tokenizer.prompt(&text, ControlTokens::AsText)?;
        tokens.truncate(count.unwrap_or(usize::MAX));
        let start = Instant::now();
        let mut session = Session::new(&mut executor)?;
        let result = perplexity(&mut session, &tokens, &mut |_| {})?;
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "perplexity {:.4} over {} tokens in {seconds:.2} s",
            result.perplexity, result.tokens
        );
        return Ok(());
    }
    let prompt = option("--prompt").unwrap_or_default();
    let tokens = model.tokenizer.prompt(&prompt, ControlTokens::AsText)?;
    println!("prompt tokens {tokens:?}");
    generate(
        &mut executor,
        tokens,
        count.unwrap_or(40),
        arguments.iter().any(|argument| argument == "--logits"),
    )
}

fn generate(
    executor: &mut Reference,
    mut tokens: Vec<u32>,
    count: usize,
    show_logits: bool,
) -> Result<(), Box<dyn Error>> {
    let model = Arc::clone(executor.model());
    let mut session = Session::new(executor)?;
    let mut stream = Detokeniser::new(&model.tokenizer);
    let mut sampler = Sampler::greedy();
    let (mut generated, mut text) = (Vec::new(), String::new());
    let start = Instant::now();
    for _ in 0..count {
        let logits = session.forward(&tokens, Logits::Last)?;
        let token = sampler.sample(&logits)?;
        if show_logits {
            let others = (0..).zip(&logits).filter(|(id, _)| *id != token);
            let second = others.max_by(|a, b| a.1.total_cmp(b.1));
            println!("{token} {:.4}, next {second:?}", logits[token as usize]);
        }
        generated.push(token);
        text.push_str(&stream.push(token));
        tokens = vec![token];
    }
    text.push_str(&stream.finish());
    println!("tokens {generated:?}\ntext {text:?}");
    let rate = count as f64 / start.elapsed().as_secs_f64();
    println!("{rate:.1} tokens/s, prompt included");
    Ok(())
}
