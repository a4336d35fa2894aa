//! The `harmonia` command: one file a subcommand, text on standard output, everything else on standard error.
//!
//! Exit status: 0 when all went well, 1 when something failed or differed, 2 for a command line that
//! cannot be understood.

mod arguments;
mod board;
mod checkout;
mod cmd_board;
mod cmd_build;
mod cmd_calibrate;
mod cmd_check;
mod cmd_compare;
mod cmd_doctor;
mod cmd_eval;
mod cmd_flash;
mod cmd_fmax;
mod cmd_fuzz;
mod cmd_generate;
mod cmd_models;
mod cmd_paper;
mod cmd_phases;
mod cmd_plan;
mod cmd_prove;
mod cmd_run;
mod device;
mod digest;
mod ecp5;
mod eval_report;
mod evaluation;
mod failure;
mod fetched_model;
mod fmax_reports;
mod fuzz_programs;
mod interrupt;
mod kv_arguments;
mod machine_arguments;
mod message;
mod model_source;
mod number;
mod output;
mod output_file;
mod package;
mod progress;
mod prompts;
mod run_report;
mod stretches;
mod sweep;
mod text_file;

use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::{Arguments, Subcommand};
use crate::failure::Failure;
use crate::message::say;
use crate::output::Output;

fn main() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(status) => return status,
    };
    let output = Output::new(arguments.json);
    end(start_threads().and_then(|()| run(arguments.subcommand, &output)))
}

fn run(subcommand: Subcommand, output: &Output) -> Result<()> {
    match subcommand {
        Subcommand::Run(command) => command.run(output),
        Subcommand::Eval(command) => command.run(output),
        Subcommand::Calibrate(command) => command.run(output),
        Subcommand::Compare(command) => command.run(output),
        Subcommand::Fuzz(command) => command.run(output),
        Subcommand::Generate(command) => command.run(output),
        Subcommand::Check(command) => command.run(output),
        Subcommand::Prove(command) => command.run(output),
        Subcommand::Fmax(command) => command.run(output),
        Subcommand::Build(command) => command.run(output),
        Subcommand::Flash(command) => command.run(output),
        Subcommand::Phases(command) => command.run(output),
        Subcommand::Plan(command) => command.run(output),
        Subcommand::Paper(command) => command.run(output),
        Subcommand::Board(command) => command.run(output),
        Subcommand::Models(command) => command.run(output),
        Subcommand::Doctor(command) => command.run(output),
    }
}

/// Starts the threads that share the work of a model. Left to themselves they start when they are first needed, and
/// end the process when they cannot.
fn start_threads() -> Result<()> {
    let started = rayon::ThreadPoolBuilder::new().build_global();
    Ok(started.map_err(|source| Failure::Threads { source })?)
}

/// Tells what went wrong, if something did.
fn end(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as in `harmonia run | head -c 100`.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let (code, message) = (failure::code(&error), failure::message(&error));
            say(format_args!("error[{code}]: {message}"));
            ExitCode::FAILURE
        }
    }
}
