//! The SDRAM controller alone on the device: its cells, and the clock that it reaches.
//!
//! ```sh
//! cargo run --release -p harmonia-testbench --example sdram_fmax -- [kHz] [seeds]
//! ```

use std::env;
use std::error::Error;
use std::time::Duration;

use harmonia_fpga::{
    Device, Fmax, Port, Runner, Sharing, Synthesis, Toolbox, Wrapper, temporary_folder,
};
use harmonia_hdl::memory::sdram::Sdram;
use harmonia_hdl::memory::sdram::cycles::Cycles;
use harmonia_hdl::memory::sdram::timing::COMMON;
use harmonia_hdl::{Direction, MemoryPort, SdramPort, verilog};

/// What the controller has beside its port and the chip's pins.
const OTHERS: [(&str, Direction, usize); 8] = [
    ("test", Direction::Input, 1),
    ("ready", Direction::Output, 1),
    ("found", Direction::Output, 1),
    ("size", Direction::Output, 2),
    ("tested", Direction::Output, 1),
    ("errors", Direction::Output, 26),
    ("first_error", Direction::Output, 23),
    ("due", Direction::Output, 5),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let mut number = |default: u64| arguments.next().map_or(Ok(default), |text| text.parse());
    let (kilohertz, seeds) = (number(112_500)?, number(3)?);
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    let mut add = |name: String, direction, width| match direction {
        Direction::Input => inputs.push(Port { name, width }),
        Direction::Output => outputs.push(Port { name, width }),
    };
    for (end, direction, width) in MemoryPort::SIGNALS {
        // The other side of the port.
        let direction = match direction {
            Direction::Input => Direction::Output,
            Direction::Output => Direction::Input,
        };
        add(format!("port_{end}"), direction, width);
    }
    for (end, direction, width) in SdramPort::SIGNALS {
        add(format!("chip_{end}"), direction, width);
    }
    for (name, direction, width) in OTHERS {
        add(name.into(), direction, width);
    }
    let verilog = verilog(Sdram::new(&Cycles::of(&COMMON, kilohertz)?), "sdram");
    let synthesis = Synthesis {
        top: "sdram",
        verilog: &verilog,
        wrapper: Some(&Wrapper::new("sdram", "clock", &inputs, &outputs)?),
        options: &["-nowidelut"],
        apart: &[],
        in_pins: &[],
        units: &[],
        sharing: Sharing {
            reset: 512,
            enable: 8,
        },
        places: &[],
    };
    let folder = temporary_folder()?;
    let toolbox = Toolbox::from_environment();
    if seeds == 0 {
        println!("{:#?}", synthesis.run(&toolbox, folder.path())?.cells);
        return Ok(());
    }
    let flow = Fmax {
        synthesis,
        device: &Device::lfe5u_85f(),
        constraints: None,
        target_mhz: kilohertz as f64 / 1000.0,
        rip_up: true,
        seeds: u32::try_from(seeds)?,
        jobs: 1,
        time_limit: Duration::from_secs(1200),
    };
    let report = flow.run(&toolbox, folder.path(), &|what| eprintln!("{what}"))?;
    println!("{report}");
    Ok(())
}
