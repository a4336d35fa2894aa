//! An element alone on an FPGA.

use std::time::Duration;

use super::cells::{Bench, Block};
use super::ports;
use crate::elements::Ecp5;
use harmonia_fpga::{Device, Fmax, Sharing, Synthesis, ToolError, Wrapper};

/// The clock at an input that reaches the network of clocks: left to itself, nextpnr takes any pin with some seeds and then cannot.
const PINS: &str = r#"LOCATE COMP "clock" SITE "G2";
LOCATE COMP "serial" SITE "M1";
LOCATE COMP "folded" SITE "L4";
"#;
/// Clock that placement aims for, which none reaches, in MHz.
const AIM_MHZ: f64 = 150.0;
const MINUTES: u64 = 20;

/// Synthesises a block for an LFE5U-85F and places it with so many seeds.
pub(super) fn place(
    block: &Block,
    outputs: &[(String, usize)],
    seeds: u32,
    bench: &Bench,
) -> Result<Ecp5, ToolError> {
    let (inputs, outputs) = (ports(&block.inputs), ports(outputs));
    let wrapper = Wrapper::new(block.name, "clock", &inputs, &outputs)?;
    let flow = Fmax {
        synthesis: Synthesis {
            top: block.name,
            verilog: &block.verilog,
            wrapper: Some(&wrapper),
            options: &[],
            apart: &[],
            in_pins: &[],
            sharing: Sharing::default(),
            places: &[],
            units: &[],
        },
        device: &Device::lfe5u_85f(),
        constraints: Some(PINS),
        target_mhz: AIM_MHZ,
        rip_up: false,
        seeds,
        jobs: 1,
        time_limit: Duration::from_secs(60 * MINUTES),
    };
    let report = flow.run(bench.toolbox, bench.folder, &|_| {})?;
    Ok(Ecp5 {
        lut4: report.cells.lut4,
        ccu2c: report.cells.ccu2c,
        flip_flops: report.cells.flip_flops,
        mult18x18d: report.cells.mult18x18d,
        dp16kd: report.cells.dp16kd,
        median_mhz: report.fmax_mhz.median,
        seeds_mhz: report.seeds.iter().map(|seed| seed.fmax_mhz).collect(),
    })
}
