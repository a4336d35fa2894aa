//! Bitstreams and boards, with programs in place of the tools.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{error, harmonia, json_and_messages, messages, output};

/// A bitstream's beginning.
const BITSTREAM: &[u8] = b"\xff\x00Part: LFE5U-85F-6CABGA381\x00\xff\xff\xff\xbd\xb3\xff\xff";

/// Programs of these names in a folder.
fn tools(scripts: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

/// The command, in a folder, with no other tools.
fn with(arguments: &[&str], tools: &Path, folder: &Path) -> Command {
    let mut command = harmonia(arguments);
    command
        .env("PATH", tools)
        .env("HARMONIA_TOOLS", tools)
        .current_dir(folder);
    command
}

/// Place and route that reaches `mhz`, of a board with so many inputs in pins.
fn flow(mhz: f64, inputs: usize) -> TempDir {
    let pins = [
        ("FF.INREGMODE FF", inputs),
        ("OUTREG.OUTREGMODE FF", 38),
        ("TSREG.OUTREGMODE FF", 16),
        ("MODE IDDRX1_ODDRX1", 1),
    ];
    let lines =
        |(setting, count): &(&str, usize)| format!("enum: IOLOGICA.{setting}\\n").repeat(*count);
    let config: String = pins.iter().map(lines).collect();
    let yosys = r#"case $1 in --version) echo "Yosys 1"; exit;; esac
echo '{"creator": "Yosys 1", "design": {"num_cells_by_type": {"LUT4": 7, "TRELLIS_FF": 71}}}' > cells.json
echo '{"modules": {"harmonia_ulx3s": {"cells": {"board.link.a": {"type": "LUT4"}, "board.b": {"type": "LUT4"}}}}}' > netlist.json"#;
    let nextpnr = format!(
        r#"case $1 in --version) echo "nextpnr 1"; exit;; esac
while [ $# -gt 0 ]; do case $1 in --seed) seed=$2;; esac; shift; done
echo '{{"fmax": {{"clock": {{"achieved": '$(({mhz:.0} + seed))'}}}}, "utilization": {{"MULT18X18D": {{"used": 1, "available": 156}}}}}}' > route-$seed.json
printf '{config}' > route-$seed.config
echo $seed >> placed"#
    );
    let ecppack = r#"case $1 in --version) echo "ecppack 1"; exit;; esac
while [ $# -gt 0 ]; do case $1 in --bit) bit=$2;; esac; shift; done
printf '\377\000\377\377\275\263%s' $bit > $bit"#;
    tools(&[
        ("yosys", yosys),
        ("nextpnr-ecp5", &nextpnr),
        ("ecppack", ecppack),
    ])
}

#[test]
fn a_build_leaves_the_fastest_seeds_bitstream_and_what_it_is() {
    let (flow, folder) = (flow(90.0, 17), tempfile::tempdir().unwrap());
    let mut build = with(&["build", "--seeds", "3"], flow.path(), folder.path());
    let (report, messages) = json_and_messages(&mut build);
    assert!(
        messages.contains("wrote bitstreams/ulx3s.bit"),
        "{messages}"
    );
    assert_eq!(
        (&report["seed"], &report["seed_mhz"]),
        (&3.into(), &93.0.into())
    );
    assert_eq!(report["fmax_mhz"]["median"], 92.0);
    assert_eq!(report["seeds"][1]["clocks"][0]["fmax_mhz"], 92.0);
    assert_eq!(report["clock_mhz"], 75.0);
    let board = harmonia_hdl::board::Board::named("ulx3s", None).unwrap();
    assert_eq!(report["target_mhz"], board.aim_mhz);
    assert_eq!(report["tools"]["ecppack"], "ecppack 1");
    assert_eq!(report["pins"], report["bitstream"]["pin_registers"]);
    let bits = fs::read(folder.path().join("bitstreams/ulx3s.bit")).unwrap();
    assert!(bits.ends_with(b"route-3.bit"), "{bits:?}");
    assert_eq!(report["bitstream"]["bytes"], bits.len());
    let file = fs::read(folder.path().join("bitstreams/ulx3s.json")).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&file).unwrap(), report);

    // Synthesis alone writes nothing.
    let elsewhere = tempfile::tempdir().unwrap();
    let mut count = with(&["build", "--seeds", "0"], flow.path(), elsewhere.path());
    let (area, _) = json_and_messages(&mut count);
    assert_eq!(area["cells"]["flip_flops"], 71);
    let units = area["units"].as_object().unwrap();
    let luts: Vec<_> = units
        .iter()
        .map(|(unit, cells)| (unit.as_str(), cells["lut4"].as_u64()))
        .collect();
    assert_eq!(luts, [("", Some(1)), ("board.link", Some(1))]);
    assert_eq!(area["units"], report["units"]);
    assert_eq!(area["verilog_sha256"], report["verilog_sha256"]);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_build_in_a_folder_of_an_earlier_one_places_what_is_missing() {
    let (flow, folder) = (flow(90.0, 17), tempfile::tempdir().unwrap());
    let build = |seeds| {
        let arguments = ["build", "--keep", "kept", "--seeds", seeds];
        json_and_messages(&mut with(&arguments, flow.path(), folder.path())).0
    };
    assert_eq!(build("2")["seed_mhz"], 92.0);
    assert_eq!(build("3")["seed_mhz"], 93.0);
    let placed = fs::read_to_string(folder.path().join("kept/placed")).unwrap();
    assert_eq!(placed, "1\n2\n3\n");
}

#[test]
fn a_bitstream_that_is_too_slow_or_has_flip_flops_beside_its_pins_is_not_kept() {
    for (mhz, inputs, code) in [(60.0, 17, "build.slow"), (90.0, 16, "build.pins")] {
        let (flow, folder) = (flow(mhz, inputs), tempfile::tempdir().unwrap());
        let text = error(&mut with(&["build"], flow.path(), folder.path()));
        assert!(text.contains(&format!("error[{code}]")), "{text}");
        let files = fs::read_dir(folder.path().join("bitstreams")).unwrap();
        let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
        assert_eq!(names, ["ulx3s.json"]);
    }
}

#[test]
fn a_build_of_what_cannot_be_says_why_before_a_tool_is_started() {
    let (none, folder) = (tools(&[]), tempfile::tempdir().unwrap());
    for (arguments, code) in [
        (&["--board", "icebreaker"][..], "board.unknown"),
        (&["--mhz", "102"], "pll.frequency"),
        (&["--mhz", "150"], "sdram.clock_fast"),
        (&["--seeds", "1"], "tool.not_found"),
    ] {
        let arguments = [&["build"], arguments].concat();
        let text = error(&mut with(&arguments, none.path(), folder.path()));
        assert!(text.contains(&format!("error[{code}]")), "{text}");
        assert!(!folder.path().join("bitstreams/ulx3s.json").exists());
    }
}

#[test]
fn a_bitstream_is_loaded_into_fpga_or_flash() {
    let folder = tempfile::tempdir().unwrap();
    let said = folder.path().join("said");
    let loader = tools(&[(
        "openFPGALoader",
        &format!("echo \"$@\" > {}", said.display()),
    )]);
    let flash = |arguments: &[&str]| with(arguments, loader.path(), folder.path());
    let text = error(&mut flash(&["flash"]));
    assert!(
        text.contains("error[flash.not_built]") && text.contains("harmonia build"),
        "{text}"
    );

    fs::create_dir(folder.path().join("bitstreams")).unwrap();
    let file = folder.path().join("bitstreams/ulx3s.bit");
    fs::write(&file, "PNG").unwrap();
    let text = error(&mut flash(&["flash"]));
    assert!(text.contains("error[flash.no_bitstream]"), "{text}");
    let text = error(&mut flash(&["flash", "no-file.bit"]));
    assert!(text.contains("error[flash.no_file]"), "{text}");

    fs::write(&file, BITSTREAM).unwrap();
    let flashed = output(&mut flash(&["flash"]));
    assert!(flashed.status.success(), "{flashed:?}");
    let arguments = || fs::read_to_string(&said).unwrap();
    assert_eq!(arguments(), format!("--board ulx3s {}\n", file.display()));
    let (report, _) = json_and_messages(&mut flash(&[
        "flash",
        "--permanent",
        "bitstreams/ulx3s.bit",
    ]));
    assert_eq!(report["permanent"], true);
    assert_eq!(
        arguments(),
        format!("--board ulx3s --write-flash {}\n", file.display())
    );
}

#[test]
fn phases_are_tried_of_a_real_board_and_of_a_bitstream_of_its_clock() {
    let folder = tempfile::tempdir().unwrap();
    let unpacked = |fine: &str| {
        let pll = format!(
            ".tile B:PLL0_UL\\nword: CLKOS_CPHASE 0000100\\nword: CLKOS_FPHASE {fine}\\nenum: MODE EHXPLLL\\n\\n"
        );
        let loader = "echo 'device: -3' >&2; exit 1";
        tools(&[
            ("ecpunpack", &format!("printf '{pll}' > own.config")),
            ("ecppack", ": > phase.bit"),
            ("openFPGALoader", loader),
        ])
    };
    let phases = |tools: &TempDir, arguments: &[&str]| {
        let arguments = [&["phases"], arguments].concat();
        error(&mut with(&arguments, tools.path(), folder.path()))
    };
    let text = phases(&unpacked("001"), &[]);
    assert!(text.contains("error[flash.not_built]"), "{text}");
    let text = phases(&unpacked("001"), &["--device", "board-sim"]);
    assert!(text.contains("error[phases.simulated]"), "{text}");
    fs::write(folder.path().join("a.bit"), BITSTREAM).unwrap();
    let text = phases(&unpacked("000"), &["a.bit"]);
    assert!(text.contains("error[phases.other_clock]"), "{text}");
    let text = phases(&unpacked("001"), &["a.bit", "--mhz", "62.5"]);
    assert!(text.contains("error[phases.other_clock]"), "{text}");
    // Of its clock it is packed and loaded.
    let text = phases(&unpacked("001"), &["a.bit"]);
    assert!(text.contains("error[flash.no_cable]"), "{text}");
}

#[test]
fn a_missing_loader_cable_or_permission_is_told_with_what_mends_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.bit"), BITSTREAM).unwrap();
    let failing = |said: &str| {
        let script = format!(
            "echo '{said}' >&2; echo 'JTAG init failed with: unable to open ftdi device' >&2; exit 1"
        );
        tools(&[("openFPGALoader", &script)])
    };
    for (loader, code, words) in [
        (
            tools(&[]),
            "tool.not_found",
            "`scripts/setup.sh --all` in a checkout installs all tools, this one alone: sudo apt-get install --yes openfpgaloader",
        ),
        (
            failing("unable to open ftdi device: -3 (device not found)"),
            "flash.no_cable",
            "US1",
        ),
        (
            failing("unable to open ftdi device: -4 (usb_open() failed)"),
            "flash.no_permission",
            "ATTR{idProduct}==\"6015\"",
        ),
        (failing("CRC mismatch"), "tool.failed", "CRC mismatch"),
    ] {
        let text = error(&mut with(&["flash", "a.bit"], loader.path(), folder.path()));
        assert!(
            text.contains(&format!("error[{code}]")) && text.contains(words),
            "{text}"
        );
    }
}

#[test]
fn a_board_that_cannot_be_is_refused_before_anything_is_simulated() {
    for (options, code) in [
        (
            &["run", "--device", "board-sim:octo"][..],
            "configuration.unknown",
        ),
        (
            &["run", "--device", "board-sim:quad"],
            "configuration.no_system",
        ),
        (&["run", "--device", "board-sim@50000000"], "board.baud"),
        (
            &["run", "--device", "serial:/dev/no-such-port"],
            "link.open",
        ),
        (
            &["board", "--device", "serial:/dev/no-such-port"],
            "link.open",
        ),
        (
            &["board", "--serve", "--device", "serial:/dev/ttyUSB0"],
            "board.not_served",
        ),
        (
            &["run", "--device", "emulator", "--damage", "1"],
            "device.no_board",
        ),
        (
            &["run", "--device", "serial:/dev/ttyUSB0", "--sdram", "32m"],
            "device.no_board",
        ),
        (
            &["run", "--device", "serial:/dev/ttyUSB0", "--backdoor"],
            "device.no_board",
        ),
        (
            &["board", "--device", "serial:/dev/ttyUSB0", "--sdram", "64m"],
            "device.no_board",
        ),
        (&["run", "--device", "serial:/dev/null"], "link.no_port"),
        (
            &[
                "board",
                "--device",
                "board-sim",
                "--board-memory",
                "/nowhere/a.sdram",
            ],
            "output.no_folder",
        ),
        (
            &[
                "board",
                "--device",
                "board-sim",
                "--board-memory",
                "/dev/null",
            ],
            "output.is_device",
        ),
        (
            &["run", "--device", "board-sim", "--pass-tokens", "2"],
            "device.no_machine",
        ),
    ] {
        let message = error(&mut harmonia(options));
        assert!(message.contains(&format!("error[{code}]")), "{message}");
    }
}

#[test]
fn a_device_that_there_is_none_of_is_told_with_those_that_there_are() {
    for device in [
        "fpga",
        "serial:",
        "board-sim:",
        "board-sim@fast",
        "board-simulation",
    ] {
        let found = output(&mut harmonia(&["run", "--device", device]));
        assert_eq!(found.status.code(), Some(2), "{device}");
        assert!(messages(&found).contains("--device"), "{device}");
    }
}

#[test]
fn a_configuration_that_there_is_none_of_is_told_with_those_that_boards_carry() {
    let message = error(&mut harmonia(&["board", "--device", "board-sim:octo"]));
    assert!(
        message.contains("system") && message.contains("ulx3s-85f") && !message.contains("quad"),
        "{message}"
    );
}

#[test]
fn a_memory_file_of_another_chip_is_told_with_its_chip_and_another_file_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sdram");
    for (bytes, words) in [(16 << 20, "--sdram 16m"), (7, "name another file")] {
        let made = fs::File::create(&file).unwrap();
        made.set_len(bytes).unwrap();
        let mut board = harmonia(&["board", "--device", "board-sim", "--sdram", "32m"]);
        let message = error(board.arg("--board-memory").arg(&file));
        assert!(
            message.contains("error[board.memory_size]") && message.contains(words),
            "{message}"
        );
    }
}
