//! The open FPGA flow: finds the tools, runs them, and turns what they print into typed reports.

mod alone;
mod error;
mod floorplan;
mod lint;
mod nextpnr;
mod runner;
mod tool;
mod toolbox;
mod yosys;

pub use alone::{Port, PortDirection, Wrapper};
pub use error::ToolError;
pub use floorplan::{Place, dot_array};
pub use lint::{Finding, IcarusCompile, Lint};
pub use nextpnr::{Clock, CriticalPath, Device, Route, RouteReport, Used};
pub use runner::{Completed, Runner, temporary_folder, work_folder, write_input};
pub use tool::Tool;
pub use toolbox::{Diagnosis, Found, Toolbox, cache_folder};
pub use yosys::{
    Cells, Check, CheckReport, Latch, Mapping, Memory, Proof, ProofReport, ProofTask, Refuted,
    Sharing, Synthesis, SynthesisReport, Verdict,
};
