//! Cycles of a query on the simulated accelerator against the words it has to read, by length of the context.
//!
//! `cargo run --release -p harmonia-sim --example attention_cycles -- [CONFIGURATION] [QUERY HEADS] [KV FORMAT]`
//!
//! One key/value head of 64 channels, default windows. The bound is one word of 64 bits a cycle.

use std::env::args;
use std::error::Error;

use half::f16;
use harmonia_device::{Command, Device, Step};
use harmonia_hdl::Configuration;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_sim::{Rtl, RtlOptions};

const SIZE: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let name = args().nth(1).unwrap_or("quad".into());
    let heads: usize = args().nth(2).unwrap_or("3".into()).parse()?;
    let format: KvFormat = args().nth(3).unwrap_or("4/4".into()).parse()?;
    let configuration = Configuration::named(&name)?;
    let context = configuration.context;
    let mut rtl = Rtl::build(&configuration, RtlOptions::default())?;
    let shape = KvShape::with_format(SIZE, true, format, GROUP, GROUP)?;
    let region = 0;
    let offsets = &[f16::ZERO; SIZE];
    let begin = [
        Command::Configure(Region::new(&shape, context)),
        Command::Write { region, offsets },
    ];
    rtl.execute(&begin, &mut Vec::new())?;
    println!("`{name}`, {heads} query heads, {format}, cycles a query and key/value head");
    println!(
        "| context | cycles of ATTEND | words read | cycles per word | STORE and its share of COMMIT, mean |"
    );
    println!("|---|---|---|---|---|");
    let mut noise = 1u32;
    let mut vector = |count: usize| -> Vec<f16> {
        let mut next = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f16::from_f32((noise >> 8) as f32 / (1 << 23) as f32 - 1.0)
        };
        (0..count).map(|_| next()).collect()
    };
    let mut storing = 0;
    for position in 0..context {
        let (key, value) = (&vector(SIZE)[..], &vector(SIZE)[..]);
        let store = Command::Store {
            region,
            position,
            key,
            value,
        };
        let before = rtl.cycles();
        if position.is_multiple_of(GROUP) && position > 0 {
            let page = position / GROUP - 1;
            rtl.execute(&[Command::Commit { region, page }, store], &mut Vec::new())?;
        } else {
            rtl.execute(&[store], &mut Vec::new())?;
        }
        storing += since(&rtl, before);
        let tokens = position + 1;
        if tokens < 128 || !tokens.is_power_of_two() {
            continue;
        }
        let queries = &vector(heads * SIZE)[..];
        let (before, words) = (rtl.cycles(), rtl.words_read());
        let attend = Command::Attend {
            region,
            position,
            distance: 0,
            step: Step::Whole,
            heads,
            queries,
        };
        rtl.execute(&[attend], &mut Vec::new())?;
        let (cycles, words) = (since(&rtl, before), rtl.words_read() - words);
        println!(
            "| {tokens} | {cycles} | {words} | {:.3} | {:.0} |",
            cycles as f64 / words as f64,
            storing as f64 / tokens as f64
        );
    }
    Ok(())
}

fn since(rtl: &Rtl, before: Option<u64>) -> u64 {
    rtl.cycles()
        .zip(before)
        .map_or(0, |(now, before)| now - before)
}
