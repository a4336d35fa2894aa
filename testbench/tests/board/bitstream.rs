//! A bitstream by the real tools: a board's top module, its pins and a counter.

use std::time::Duration;

use harmonia_fpga::{
    Build, Constraints, Device, Fmax, Pack, Phase, PinRegisters, Runner, Sharing, Synthesis,
    Toolbox, Unpack, temporary_folder,
};
use harmonia_hdl::board::pins::SerialPins;
use harmonia_hdl::board::{Board, IN_PINS};
use harmonia_hdl::memory::sdram::pins::Pins;
use harmonia_hdl::verilog;

const COUNTER: &str = include_str!("../designs/counter_on_board.v");

#[test]
fn every_flip_flop_of_the_pins_lies_in_its_pin() {
    let board = Board::named("ulx3s", None).unwrap();
    let constraints = Constraints::read(board.constraints).unwrap();
    constraints.serve(&board.port_bits()).unwrap();
    let parts = [
        board.top_module("counter_on_board"),
        COUNTER.to_owned(),
        verilog(Pins::default(), "counter_sdram_pins"),
        verilog(SerialPins::default(), "counter_serial_pins"),
    ];
    let build = Build {
        flow: Fmax {
            synthesis: Synthesis {
                top: &board.top(),
                verilog: &parts.join("\n"),
                wrapper: None,
                options: &[],
                apart: &[],
                in_pins: &IN_PINS,
                sharing: Sharing::default(),
                places: &[],
                units: &[],
            },
            device: &Device::lfe5u_85f(),
            constraints: Some(constraints.text()),
            target_mhz: 50.0,
            rip_up: true,
            seeds: 1,
            jobs: 1,
            time_limit: Duration::from_secs(3600),
        },
        flash_mhz: board.flash_mhz,
    };
    let folder = temporary_folder().unwrap();
    let toolbox = Toolbox::from_environment();
    let report = build.run(&toolbox, folder.path(), &|_| {}).unwrap();
    assert_eq!(report.seed, 1);
    let bytes = std::fs::read(folder.path().join(&report.bitstream.file)).unwrap();
    assert_eq!(bytes.len() as u64, report.bitstream.bytes);
    // 16 data pins and the serial port's; commands, addresses, masks and data (the clock enable never changes); the SDRAM's clock.
    let pins = PinRegisters {
        inputs: 17,
        outputs: 38,
        enables: 16,
        double_rate: 1,
    };
    assert_eq!(report.bitstream.pin_registers, pins);

    // A bitstream says the phase of its PLL, is the same again when it is packed again, and another one with another phase.
    let unpack = |name| {
        let settings = Unpack { name };
        settings.run(&toolbox, folder.path()).unwrap()
    };
    let pack = |phase: Phase, settings: &harmonia_fpga::Settings| {
        let file = |end: &str| folder.path().join(format!("phase.{end}"));
        std::fs::write(file("config"), settings.at(phase)).unwrap();
        let pack = Pack {
            name: "phase".into(),
            flash_mhz: board.flash_mhz,
        };
        pack.run(&toolbox, folder.path()).unwrap();
        std::fs::read(file("bit")).unwrap()
    };
    let settings = unpack("route-1");
    let own = settings.phase();
    assert_eq!((own.coarse, own.fine), (board.pll.coarse, board.pll.fine));
    assert!(pack(own, &settings) == bytes);
    let none = Phase { coarse: 0, fine: 0 };
    assert!(pack(none, &settings) != bytes);
    assert_eq!(unpack("phase").phase(), none);
}
