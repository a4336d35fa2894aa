//! The open FPGA flow: finds the tools, runs them, and turns what they print into typed reports.

mod error;
mod runner;
mod tool;
mod toolbox;

pub use error::ToolError;
pub use runner::{Completed, Runner, temporary_folder};
pub use tool::Tool;
pub use toolbox::{Diagnosis, Found, Toolbox, cache_folder};
