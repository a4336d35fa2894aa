//! Words that a matrix and its vectors move in memory, row-first and column-first: by the counters of the simulated
//! system, and by the formula.
//!
//! ```text
//! cargo run --release -p harmonia-host --example tiling_words -- [CONFIGURATION] [WORD_CYCLES]
//! ```
//! Inputs and results lie in memory, and wait on the chip in all of its vector memory. The emulated machine runs the same
//! programs, and results are compared. Arguments: a configuration with vector memory [system], and the cycles that memory
//! takes for each word [1].

use std::error::Error;

use harmonia_contract::frame::COUNTERS;
use harmonia_device::system::{EmulatedMachine, Machine, Pass, Setup};
use harmonia_hdl::Configuration;
use harmonia_host::{BatchProduct, Cut, Moved, Place, Waiting};
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_numerics::{Format, GROUP, Matrix};
use harmonia_sim::{RtlMachine, RtlOptions, SystemMemory};

/// What it is, format, tokens, columns, outputs.
const SHAPES: [(&str, Format, usize, usize, usize); 8] = [
    ("decode", Format::Int4, 1, 576, 1536),
    ("a batch", Format::Int4, 16, 1536, 576),
    ("a larger batch", Format::Int4, 28, 3072, 576),
    ("wide", Format::Int4, 16, 8192, 256),
    ("tall", Format::Int4, 16, 256, 4096),
    ("64 tokens", Format::Int4, 64, 1536, 576),
    ("vectors beyond the chip", Format::Int8, 32, 2304, 576),
    ("odd", Format::Int4Min, 13, 5001, 333),
];
const DATA: usize = 0x20_0000;
const TABLE: usize = 0x1_0000;
const WEIGHTS: usize = 0x1_1000;
/// Words from a machine's inputs to its results.
const INPUTS: usize = 0x10_0000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or("system".into());
    let configuration = Configuration::named(&name)?;
    let word_cycles = arguments.next().unwrap_or("1".into()).parse()?;
    let memory = SystemMemory {
        word_cycles,
        ..SystemMemory::default()
    };
    let mut rtl = RtlMachine::build(&configuration, RtlOptions::default(), memory)?;
    let limits = *rtl.limits();
    let waiting = Waiting {
        first: 0,
        elements: limits.vectors,
    };
    println!("{}; counted = formula; words\n", rtl.describe());
    println!(
        "| shape | format, tokens x columns x outputs | order | tile of tokens, outputs, groups | matrix | inputs | results | all | cycles |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (shape, format, tokens, columns, outputs) in SHAPES {
        let product = BatchProduct {
            format,
            tokens,
            columns,
            outputs,
            inputs: Place::Memory {
                first: DATA,
                stride: columns.div_ceil(2),
            },
            results: Place::Memory {
                first: DATA + INPUTS,
                stride: outputs.div_ceil(2),
            },
        };
        let best = product.best(&limits, waiting).ok_or("no room")?;
        let both = [
            product.row_first(&limits, waiting),
            product.column_first(&limits, waiting),
        ];
        let (mut found, mut least) = (Vec::new(), None);
        for (order, cut) in ["row-first", "column-first"].into_iter().zip(both) {
            let cut = cut.ok_or("no room")?;
            let mut emulated = EmulatedMachine::new(limits);
            rtl.restart(RtlOptions::default())?;
            let (expected, _) = run(&mut emulated, &product, &cut, waiting)?;
            let (results, cycles) = run(&mut rtl, &product, &cut, waiting)?;
            if results != expected {
                return Err(format!("{shape}, {order}: results differ").into());
            }
            let moved = counted(&mut rtl)?;
            if moved != product.moved(&cut) {
                return Err(
                    format!("{shape}, {order}: {moved:?}, not {:?}", product.moved(&cut)).into(),
                );
            }
            let chosen = if cut == best { ", chosen" } else { "" };
            println!(
                "| {shape} | {format:?}, {tokens} x {columns} x {outputs} | {order}{chosen} | {}, {}, {} | {} | {} | {} | {} | {cycles} |",
                cut.tokens,
                cut.outputs,
                cut.groups,
                moved.weights,
                moved.inputs,
                moved.results,
                moved.words()
            );
            if cut == best {
                least = Some(moved.words());
            }
            found.push((moved.words(), results));
        }
        let [(row, of_rows), (column, of_columns)] = &found[..] else {
            return Err("there are two orders".into());
        };
        if of_rows != of_columns || least != Some(*row.min(column)) {
            return Err(format!("{shape}: orders differ, or the worse one was chosen").into());
        }
    }
    Ok(())
}

/// What the counters of the last pass say.
fn counted(rtl: &mut RtlMachine) -> Result<Moved, Box<dyn Error>> {
    let counters = rtl.counters()?;
    let of = |name: &str| {
        let at = COUNTERS.iter().position(|counter| *counter == name);
        at.map(|at| counters[at]).ok_or("no such counter")
    };
    Ok(Moved {
        weights: of("weights_read")?,
        inputs: of("transfer_read")?,
        results: of("transfer_written")?,
    })
}

/// Results as words, and cycles.
fn run(
    machine: &mut dyn Machine,
    product: &BatchProduct,
    cut: &Cut,
    waiting: Waiting,
) -> Result<(Vec<u64>, u64), Box<dyn Error>> {
    let BatchProduct {
        format,
        tokens,
        columns,
        outputs,
        ..
    } = *product;
    let shape = KvShape::with_format(32, true, KvFormat::K4V4, 32, 32)?;
    machine.configure(&Setup {
        data: DATA,
        cache: machine.limits().memory_words - 0x1000,
        regions: Region::new(&shape, 32),
    })?;
    let padded = columns.next_multiple_of(GROUP);
    let matrix = Matrix::quantise(format, outputs, padded, &numbers(outputs * padded))?;
    machine.write(WEIGHTS, &product.records(cut, &matrix))?;
    let inputs = numbers(tokens * columns);
    let bits = |value: Option<&f32>| u64::from(value.map_or(0, |value| value.to_bits()));
    let word = |pair: &[f32]| bits(pair.first()) | bits(pair.get(1)) << 32;
    let rows = inputs
        .chunks(columns)
        .flat_map(|row| row.chunks(2).map(word));
    machine.write(DATA, &rows.collect::<Vec<_>>())?;
    let mut program = product.program(cut, machine.limits(), waiting, WEIGHTS);
    program.push([0; 2]);
    machine.write(0, program.as_flattened())?;
    let report = machine.run(Pass {
        program: 0,
        table: TABLE,
        tokens,
    })?;
    let mut words = vec![0; tokens * outputs.div_ceil(2)];
    machine.read(DATA + INPUTS, &mut words)?;
    if outputs % 2 == 1 {
        // What lies beside the last result is no result.
        let lasts = words
            .iter_mut()
            .skip(outputs / 2)
            .step_by(outputs.div_ceil(2));
        lasts.for_each(|word| *word &= u64::from(u32::MAX));
    }
    Ok((words, report.cycles.unwrap_or(0)))
}

/// Numbers from -1 to 1.
fn numbers(count: usize) -> Vec<f32> {
    (0..count).map(|i| (i as f32 * 0.7).sin()).collect()
}
