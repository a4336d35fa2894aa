//! The `harmonia` command: one file a subcommand, text on standard output, everything else on standard error.
//!
//! Exit status: 0 when all went well, 1 when something failed or differed, 2 for a command line that
//! cannot be understood.

mod arguments;
mod cmd_calibrate;
mod cmd_check;
mod cmd_compare;
mod cmd_doctor;
mod cmd_eval;
mod cmd_fmax;
mod cmd_generate;
mod cmd_models;
mod cmd_prove;
mod cmd_run;
mod failure;
mod kv_arguments;
mod model_source;
mod multiplier;
mod output;
mod progress;
mod sweep;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Subcommand};
use crate::output::Output;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json);
    let result = match arguments.subcommand {
        Subcommand::Run(command) => command.run(&output),
        Subcommand::Eval(command) => command.run(&output),
        Subcommand::Calibrate(command) => command.run(&output),
        Subcommand::Compare(command) => command.run(&output),
        Subcommand::Generate(command) => command.run(&output),
        Subcommand::Check(command) => command.run(&output),
        Subcommand::Prove(command) => command.run(&output),
        Subcommand::Fmax(command) => command.run(&output),
        Subcommand::Models(command) => command.run(&output),
        Subcommand::Doctor(command) => command.run(&output),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as in `harmonia run | head -c 100`.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!(
                "error[{}]: {}",
                failure::code(&error),
                failure::message(&error)
            );
            ExitCode::FAILURE
        }
    }
}
