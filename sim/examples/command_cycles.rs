//! How many cycles a command of a program takes on the simulated system, beside one that does nothing: what the host's
//! expected cycles are made from.
//!
//! ```text
//! cargo run --release -p harmonia-sim --example command_cycles
//! ```

use harmonia_device::system::{Machine, Pass, Setup, assemble};
use harmonia_hdl::Configuration;
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_sim::{RtlMachine, RtlOptions, SystemMemory};
use std::error::Error;

const TABLE: usize = 0x800;
const DATA: usize = 0x8000;
const CACHE: usize = 0x1_0000;

/// Cycles of a pass of the text eight times over, less those of an empty one; by command.
fn cycles(machine: &mut RtlMachine, text: &str, tokens: usize) -> Result<u64, Box<dyn Error>> {
    const TIMES: u64 = 8;
    let mut run = |text: &str| -> Result<u64, Box<dyn Error>> {
        let mut words = assemble(text)?.concat();
        words.extend([0, 0]);
        machine.write(0, &words)?;
        let pass = Pass {
            program: 0,
            table: TABLE,
            tokens,
        };
        Ok(machine.run(pass)?.cycles.unwrap_or(0))
    };
    // Blocks for products.
    let before =
        format!("FETCH length=4096 A=0 address={DATA}\nCOPY blocks all_tokens length=1024 A=0\n");
    let empty = run(&before)?;
    let full = run(&format!("{before}REPEAT count={TIMES}\n{text}\nNEXT"))?;
    Ok((full - empty) / TIMES)
}

fn main() -> Result<(), Box<dyn Error>> {
    let configuration = Configuration::named("system")?;
    let memory = SystemMemory {
        words: 1 << 20,
        word_cycles: 1,
    };
    let mut machine = RtlMachine::build(&configuration, RtlOptions::default(), memory)?;
    let shape = KvShape::with_format(64, true, KvFormat::K4V4, 32, 128)?;
    machine.configure(&Setup {
        data: DATA,
        cache: CACHE,
        regions: Region::new(&shape, 512),
    })?;
    let ones = vec![0x3f80_0000_3f80_0000u64; 2048];
    machine.write(DATA, &ones)?;
    for tokens in [1, 4, 16] {
        for length in [64, 128, 512] {
            let turned = length / 2;
            for text in [
                format!("FETCH length={length} A=8192 address={DATA}"),
                format!("SPILL length={length} A=0 address={DATA}"),
                format!("COPY all_tokens length={length} A=0 D=8192"),
                format!("COPY blocks all_tokens length={length} A=0"),
                format!("ADD all_tokens length={length} A=0 D=8192"),
                format!("MULTIPLY all_tokens length={length} A=0 B=2048 D=8192"),
                format!("NORM blocks all_tokens length={length} A=0 B=2048"),
                format!("SWIGLU blocks all_tokens length={length} A=0 B=2048"),
                format!("ROPE all_tokens length={length} A=0 B=2048 D={turned}"),
                format!("MATMUL groups=4 outputs={length} A=8192 address=4096 stride_D=512"),
                format!("MATMUL groups=16 outputs={length} A=8192 address=4096 stride_D=512"),
            ] {
                println!(
                    "{tokens:>3} {:>8}  {text}",
                    cycles(&mut machine, &text, tokens)?
                );
            }
        }
    }
    Ok(())
}
