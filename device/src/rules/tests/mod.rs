mod attention;
mod engine;

use super::Checker;
use crate::{Command, DeviceError};

/// Which of the commands is refused, and the code of the rule that it breaks.
fn refusal(checker: &mut Checker<()>, commands: &[Command<'_>]) -> (usize, &'static str) {
    match checker.check(commands) {
        Err(DeviceError::Illegal { index, reason }) => (index, reason.code()),
        other => panic!("{other:?}"),
    }
}
