//! The open FPGA flow: finds the tools, runs them, and turns what they print into typed reports.

mod build;
mod cache;
mod constraints;
mod error;
mod fmax;
mod lint;
mod load;
mod nextpnr;
mod pack;
mod phase;
mod place;
mod runner;
mod sources;
pub mod standard_cells;
mod tool;
mod toolbox;
mod wrapper;
mod yosys;

pub use build::{Build, BuildReport};
pub use cache::{CacheError, cache_folder, temporary_folder, work_folder};
pub use constraints::{Constraints, ConstraintsError};
pub use error::ToolError;
pub use fmax::{Fmax, FmaxReport, FmaxSpread, SeedReport};
pub use lint::{Finding, IcarusCompile, Lint};
pub use load::{Load, LoadError};
pub use nextpnr::{Clock, CriticalPath, Device, Route, RouteReport, Used};
pub use pack::{Bitstream, Pack, PinRegisters};
pub use phase::{Phase, Settings, Unpack};
pub use place::Place;
pub use runner::{Completed, Runner, write_input};
pub use sources::SourceMap;
pub use tool::Tool;
pub use toolbox::{Diagnosis, Found, Toolbox};
pub use wrapper::{Port, Wrapper};
pub use yosys::{
    Cells, Check, CheckReport, Latch, Mapping, Memory, Proof, ProofReport, ProofTask, Refuted,
    Sharing, Synthesis, SynthesisReport, Verdict,
};
