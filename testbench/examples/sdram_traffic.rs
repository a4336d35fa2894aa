//! The SDRAM controller beside a strict model of the chip: how much of the peak it uses, with every word compared.
//!
//! ```sh
//! cargo run --release -p harmonia-testbench --example sdram_traffic -- [--cycles N] [--clock kHz] [--chip NAME] [--seed N]
//! ```
//!
//! Kinds of traffic take turns until there have been N cycles. The chip is as slow as the slowest one in everything, of 64 MB, unless one is
//! named. The first rule of the chip that is broken, and the first word that is not what was written, end it.

#[path = "../tests/sdram/system.rs"]
#[allow(dead_code)]
mod system;
#[path = "../tests/sdram/traffic.rs"]
mod traffic;

use std::env;
use std::error::Error;

use harmonia_testbench::{Geometry, SdramChip};
use system::{chip, cycles, instance, state};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut limit, mut kilohertz, mut seed) = (2_000_000, 100_000, 1);
    let mut of = SdramChip::slowest(Geometry::MB64);
    let mut arguments = env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("{name} of what?"))?;
        match name.as_str() {
            "--cycles" => limit = value.parse()?,
            "--clock" => kilohertz = value.parse()?,
            "--seed" => seed = value.parse()?,
            "--chip" => of = *SdramChip::named(&value).ok_or(format!("no chip {value}"))?,
            _ => return Err(format!("{name}: it is --cycles, --clock, --chip or --seed").into()),
        }
    }
    let mut instance = instance(&cycles(kilohertz), chip(of, kilohertz));
    state(&mut instance, false)?;
    let shares = traffic::shares(&mut instance, limit, seed)?;
    println!(
        "{}, {kilohertz} kHz, {} cycles, every word compared",
        of.name,
        instance.cycles()
    );
    for (name, share) in shares {
        println!("{share:6.2} % of the peak: {name}");
    }
    let counts = instance.sdram().ok_or("the design has no chip")?.counts();
    let interval = instance.cycles() as f64 / counts.refreshes as f64;
    println!("{counts:?}, {interval:.1} cycles between refreshes");
    Ok(())
}
