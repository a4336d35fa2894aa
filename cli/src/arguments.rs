//! The command line as a whole.

use std::env;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Command, CommandFactory, FromArgMatches, Parser, Subcommand as Subcommands};

use crate::cmd_board::BoardCommand;
use crate::cmd_build::BuildCommand;
use crate::cmd_calibrate::CalibrateCommand;
use crate::cmd_check::CheckCommand;
use crate::cmd_compare::CompareCommand;
use crate::cmd_doctor::DoctorCommand;
use crate::cmd_eval::EvalCommand;
use crate::cmd_flash::FlashCommand;
use crate::cmd_fmax::FmaxCommand;
use crate::cmd_fuzz::FuzzCommand;
use crate::cmd_generate::GenerateCommand;
use crate::cmd_models::ModelsCommand;
use crate::cmd_paper::PaperCommand;
use crate::cmd_phases::PhasesCommand;
use crate::cmd_plan::PlanCommand;
use crate::cmd_prove::ProveCommand;
use crate::cmd_run::RunCommand;

/// The first option that was given, of some and whether they were.
pub fn first_given<const N: usize>(options: [(&'static str, bool); N]) -> Option<&'static str> {
    let given = options.into_iter().find(|(_, given)| *given);
    given.map(|(option, _)| option)
}

/// A block-floating-point accelerator for language models: run it, look at it, build it.
///
/// Language models of the Llama and Qwen families multiply their matrices on a BFP engine. The engine exists
/// three times with the same bits: as an emulator, as Verilog that is simulated cycle by cycle, and as a design
/// for ECP5 FPGAs. It also keeps keys and values, compressed, and attends to them. Everything else is computed
/// on this machine.
#[derive(Parser)]
#[command(name = "harmonia", version, max_term_width = 100)]
#[command(after_help = "\
Start here:
  harmonia run --prompt \"In the beginning\"    text by the simulated engine
  harmonia doctor                             which external tools are missing
  harmonia help run                           what one subcommand does, with examples")]
pub struct Arguments {
    /// Print one JSON object instead of text.
    ///
    /// It has a `format_version`, which changes when a field changes its meaning or goes away; new
    /// fields may appear at any time. Messages and progress stay on standard error.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub subcommand: Subcommand,
}

impl Arguments {
    /// Those of this process. With a status instead, the help that was asked for or what is wrong has been said.
    pub fn read() -> Result<Arguments, ExitCode> {
        let mut command = Arguments::command().mut_subcommands(take_negative_numbers);
        let matches = command.try_get_matches_from_mut(env::args_os());
        let read = matches.and_then(|matches| {
            Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
        });
        read.map_err(|error| match error.print() {
            Err(unwritten) if !error.use_stderr() => {
                crate::end(Err(unwritten).context("writing to standard output"))
            }
            _ => ExitCode::from(error.exit_code() as u8),
        })
    }
}

/// Negative numbers are values, which are taken or refused with the range, and not options that nobody knows.
fn take_negative_numbers(command: Command) -> Command {
    command.mut_args(|option| match option.get_action().takes_values() {
        true => option.allow_negative_numbers(true),
        false => option,
    })
}

/// One variant a `cmd_*.rs`.
#[derive(Subcommands)]
pub enum Subcommand {
    Run(RunCommand),
    Eval(EvalCommand),
    Calibrate(CalibrateCommand),
    Compare(CompareCommand),
    Fuzz(FuzzCommand),
    Generate(GenerateCommand),
    Check(CheckCommand),
    Prove(ProveCommand),
    Fmax(FmaxCommand),
    Build(BuildCommand),
    Flash(FlashCommand),
    Phases(PhasesCommand),
    Plan(PlanCommand),
    Paper(PaperCommand),
    Board(BoardCommand),
    Models(ModelsCommand),
    Doctor(DoctorCommand),
}
