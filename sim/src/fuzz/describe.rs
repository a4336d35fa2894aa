//! Sequences for people.

use std::fmt;
use std::sync::Arc;

use harmonia_device::Command;
use harmonia_numerics::Matrix;

use super::sequence::Call;

/// Lines of calls and commands that are shown.
const SHOWN_LINES: usize = 60;

/// A line per matrix, then a line per call and a line per command.
pub(super) fn describe(matrices: &[Arc<Matrix>], calls: &[Call<'_>]) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, matrix) in matrices.iter().enumerate() {
        let (rows, columns) = (matrix.rows(), matrix.columns());
        lines.push(format!(
            "matrix #{number}: {:?}, {rows} rows of {columns}",
            matrix.format()
        ));
    }
    for call in calls {
        lines.push(match call.stalls {
            None => "call".to_owned(),
            Some(stalls) => format!("call with {stalls:?}"),
        });
        lines.extend(
            call.commands
                .iter()
                .map(|command| format!("  {}", line(command))),
        );
    }
    // The last call is the one that is at fault.
    let early = matrices.len()..lines.len().saturating_sub(SHOWN_LINES).max(matrices.len());
    if !early.is_empty() {
        let omitted = format!("({} lines before)", early.len());
        lines.splice(early, [omitted]);
    }
    lines
}

fn line(command: &Command<'_>) -> String {
    match command {
        Command::Load {
            token,
            tokens,
            base,
            values,
        } => format!(
            "LOAD token {token} of {tokens}, base {base}: {}",
            few(values)
        ),
        Command::MatMul(matmul) => format!(
            "MATMUL matrix {}, rows {:?}, groups {:?}, base {}, tokens {}{}{}{}",
            matmul.matrix,
            matmul.rows,
            matmul.groups,
            matmul.base,
            matmul.tokens,
            if matmul.first { ", first" } else { "" },
            if matmul.last { ", last" } else { "" },
            if matmul.sums { ", sums" } else { "" },
        ),
        Command::Configure(region) => {
            format!(
                "CONFIGURE {:?}, room for {} tokens",
                region.shape(),
                region.tokens()
            )
        }
        Command::Write { region, offsets } => format!("WRITE region {region}: {}", few(offsets)),
        Command::Store {
            region,
            position,
            key,
            value,
        } => format!(
            "STORE region {region}, position {position}: key {}; value {}",
            few(key),
            few(value)
        ),
        Command::Commit { region, page } => format!("COMMIT region {region}, page {page}"),
        Command::Attend {
            region,
            position,
            distance,
            step,
            heads,
            queries,
        } => format!(
            "ATTEND region {region}, position {position}, distance {distance}, {step:?}, heads {heads}: {}",
            few(queries)
        ),
    }
}

fn few<T: fmt::Debug>(values: &[T]) -> String {
    const SHOWN: usize = 4;
    match values.len() {
        0..=SHOWN => format!("{values:?}"),
        count => format!("{:?} and {} more", &values[..SHOWN], count - SHOWN),
    }
}
