//! The model beside the counters of this project's Verilog.

use harmonia_numerics::Format;
use serde::{Deserialize, Serialize};

use crate::PaperError;
use crate::board::Board;
use crate::shapes::Shape;

const FILE: &str = "rtl.toml";
const TEXT: &str = include_str!("../data/rtl.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    command: String,
    token_rows: u64,
    vectors: u64,
    most_tokens: u64,
    model: Vec<Stored>,
    row: Vec<Row>,
}

/// A model as it lies in the system's memory.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    shape: Shape,
    /// Name of the format of all matrices.
    records: String,
}

/// A pass, or several, that the Verilog has made.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Name of the model.
    pub model: String,
    /// Of the first token of each sequence.
    pub position: u64,
    /// Tokens of each sequence.
    pub tokens: u64,
    /// Sequences.
    pub sequences: u64,
    /// Cycles that memory takes for a word of 64 bits.
    pub word_cycles: u64,
    /// What the system has counted.
    pub cycles: u64,
}

/// A row beside the model's answer.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// What the Verilog did.
    #[serde(flatten)]
    pub row: Row,
    /// Cycles by the model.
    pub expected: f64,
    /// The model's error.
    pub error_percent: f64,
}

/// All rows.
#[derive(Clone, Debug, Serialize)]
pub struct RtlReport {
    /// What made the counters.
    pub command: String,
    /// Row by row.
    pub rows: Vec<Checked>,
}

impl RtlReport {
    /// The model beside every row of `paper/data/rtl.toml`.
    ///
    /// # Errors
    /// The file's, were it not what the tests of this crate make sure of.
    pub fn new() -> Result<RtlReport, PaperError> {
        RtlReport::parse(TEXT)
    }

    /// Beside the rows of the text of such a file.
    ///
    /// # Errors
    /// Keys that are not known or missing, models and formats that there are none of.
    pub fn parse(text: &str) -> Result<RtlReport, PaperError> {
        let file: File = toml::from_str(text).map_err(PaperError::data(FILE))?;
        let rows = file.row.iter().map(|row| file.check(row));
        let rows = rows
            .collect::<Result<Vec<_>, _>>()
            .map_err(PaperError::data(FILE))?;
        Ok(RtlReport {
            rows,
            command: file.command,
        })
    }
}

impl File {
    fn check(&self, row: &Row) -> Result<Checked, String> {
        let stored = self.model.iter().find(|own| own.shape.name == row.model);
        let stored = stored.ok_or_else(|| format!("there is no model {}", row.model))?;
        stored.shape.check()?;
        let format = Format::ALL
            .into_iter()
            .find(|own| own.name() == stored.records);
        let format = format.ok_or_else(|| format!("there is no format {}", stored.records))?;
        if [row.tokens, row.sequences, row.word_cycles, row.cycles].contains(&0) {
            return Err("a row has a count of 0".into());
        }
        let board = Board {
            shape: &stored.shape,
            format,
            token_rows: self.token_rows,
            vectors: self.vectors,
            most_tokens: self.most_tokens,
            word_cycles: row.word_cycles,
        };
        let expected = board
            .cycles(row.position, row.tokens, row.sequences)
            .map_err(|error| error.to_string())?;
        Ok(Checked {
            expected,
            error_percent: 100.0 * (expected / row.cycles as f64 - 1.0),
            row: row.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_near_the_counters() {
        let report = RtlReport::new().unwrap();
        assert_eq!(report.rows.len(), 11);
        for own in &report.rows {
            println!("{:?} {} {:+.2}", own.row, own.expected, own.error_percent);
        }
        for own in &report.rows {
            assert!(own.error_percent.abs() < 5.0, "{own:?}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for (old, new, reason) in [
            ("INT4 with a minimum", "INT5", "no format"),
            ("model = \"tiny\"", "model = \"other\"", "no model"),
            ("sequences = 4", "sequence = 4", "unknown field"),
            ("sequences = 4", "sequences = 0", "count of 0"),
        ] {
            let error = RtlReport::parse(&TEXT.replacen(old, new, 1))
                .unwrap_err()
                .to_string();
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn counters_are_those_of_the_measurements() {
        let page = include_str!("../../docs/measurements.md").replace(',', "");
        for own in RtlReport::new().unwrap().rows {
            let cycles = own.row.cycles.to_string();
            assert!(page.contains(&cycles), "{cycles}");
        }
    }

    #[test]
    fn shapes_are_those_of_the_comparison() {
        let file: File = toml::from_str(TEXT).unwrap();
        let shapes = Shape::all().unwrap();
        let both = file.model.iter().filter(|own| {
            let other = shapes.iter().find(|other| other.name == own.shape.name);
            other.is_some_and(|other| *other == own.shape)
        });
        assert_eq!(both.count(), 1);
    }
}
