//! A bitstream against the real tools: the pins of a ULX3S around a counter.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use harmonia_fpga::{
    Build, Constraints, Device, Fmax, PinRegisters, Sharing, Synthesis, Toolbox, temporary_folder,
};

const PINS: &str = include_str!("../../hdl/src/cells/ulx3s_pins.v");
const COUNTER: &str = include_str!("designs/pins_of_a_counter.v");
const CONSTRAINTS: &str = include_str!("../../constraints/ulx3s.lpf");

/// Bits of the counter's ports, as the board's pins are called.
fn bits() -> Vec<String> {
    let one = "clk_25mhz ftdi_txd ftdi_rxd btn_power btn_fire sdram_clk sdram_cke sdram_csn sdram_rasn sdram_casn sdram_wen";
    let many = [
        ("led", 8),
        ("wifi_hold", 2),
        ("sdram_ba", 2),
        ("sdram_a", 13),
        ("sdram_dqm", 2),
        ("sdram_d", 16),
    ];
    let many = many
        .iter()
        .flat_map(|(name, width)| (0..*width).map(move |bit| format!("{name}[{bit}]")));
    one.split(' ').map(String::from).chain(many).collect()
}

#[test]
fn every_flip_flop_of_the_pins_lies_in_its_pin() {
    let constraints = Constraints::read(CONSTRAINTS).unwrap();
    constraints.serve(&bits()).unwrap();
    let build = Build {
        flow: Fmax {
            synthesis: Synthesis {
                top: "pins_of_a_counter",
                verilog: &format!("{COUNTER}\n{PINS}"),
                wrapper: None,
                options: &[],
                apart: &["*_data_pin"],
                sharing: Sharing::default(),
                places: &[],
            },
            device: &Device::lfe5u_85f(),
            constraints: Some(constraints.text()),
            target_mhz: 50.0,
            seeds: 1,
            jobs: 1,
            time_limit: Duration::from_secs(3600),
        },
        flash_mhz: 62.0,
    };
    let folder = temporary_folder().unwrap();
    let toolbox = Toolbox::from_environment();
    let report = build.run(&toolbox, folder.path(), &|_| {}).unwrap();
    assert_eq!(report.seed, 1);
    let bytes = std::fs::read(folder.path().join(&report.bitstream.file)).unwrap();
    assert_eq!(bytes.len() as u64, report.bitstream.bytes);
    // 16 data pins and the serial port's; commands, addresses, masks and data; the clock of the SDRAM.
    let pins = PinRegisters {
        inputs: 17,
        outputs: 39,
        enables: 16,
        double_rate: 1,
    };
    assert_eq!(report.bitstream.pin_registers, pins);
}
