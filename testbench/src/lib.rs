//! Runs the emitted Verilog. Verilator turns a design into a library once; the library is loaded and
//! runs many cycles a call, with random stalls on every stream and the rules of streams checked.

pub mod baselines;
mod build;
mod cache;
mod error;
mod ffi;
mod memory;
mod noexec;
mod run;
mod sdram;
mod shim;
mod simulation;
mod uart;
mod undefined;

pub use harmonia_hdl::{Design, Direction, MemoryPort, SdramPort, Stream};

pub use error::{Limit, Progress, Rule, TestbenchError};
pub use memory::MemoryOptions;
pub use run::{Input, Output, Report, Run, Stall};
pub use sdram::{
    CHIPS, Command, Geometry, Pins, SdramChip, SdramCounts, SdramFault, SdramModel, SdramOptions,
    SdramRule, SdramViolation,
};
pub use simulation::{BuildOptions, Instance, InstanceOptions, Simulation};
pub use uart::{UartReceiver, UartSender};
pub use undefined::{Signal, Undefined, UndefinedCheck, UndefinedReport};
