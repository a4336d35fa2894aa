//! `harmonia run --prompts`: the lines of a file, many at a time.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result};
use harmonia_host::{AnyExecutor, GenerateOptions, Phase, Prompt, generate};
use harmonia_model::{BatchError, Detokeniser, Model};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::Output;
use crate::progress;
use crate::run_report::TextReport;
use crate::text_file::TextFile;

/// Lines with text.
pub struct Lines {
    lines: Vec<Line>,
}

/// A prompt.
pub struct Line {
    /// In its file, from 1 on.
    pub number: usize,
    /// The line as it is, without its end.
    pub text: String,
}

/// What became of the lines.
pub struct Continued {
    /// One per line, in the file's order.
    pub texts: Vec<LineReport>,
    /// Of all lines' prompts together.
    pub prefill: Phase,
    /// Of all lines' texts together.
    pub decode: Phase,
    /// Tokens of each sequence.
    pub lengths: Vec<usize>,
}

/// A line that was continued.
#[derive(Serialize)]
pub struct LineReport {
    /// In its file, from 1 on.
    line: usize,
    prompt: String,
    #[serde(flatten)]
    text: TextReport,
}

impl Lines {
    /// Reads a file, - for standard input. Lines without text are left out.
    pub fn read(path: &Path) -> Result<Lines, Failure> {
        let text = TextFile::read(path)?.text;
        let lines = text.lines().enumerate().map(|(index, text)| Line {
            number: index + 1,
            text: text.to_owned(),
        });
        let lines: Vec<_> = lines.filter(|line| !line.text.trim().is_empty()).collect();
        if lines.is_empty() {
            let path = path.to_owned();
            return Err(Failure::NoPrompts { path });
        }
        Ok(Lines { lines })
    }

    /// How many lines have text.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// What `prompt` makes of every line; an error says which line it is, one that is too long among them.
    pub fn prompts(
        &self,
        model: &Model,
        prompt: impl Fn(&str) -> Result<Prompt>,
    ) -> Result<Vec<Prompt>> {
        let context = model.config.context;
        let fitting = |line: &Line| -> Result<Prompt> {
            let prompt = prompt(&line.text)?;
            match prompt.tokens.len() {
                tokens if tokens > context => Err(BatchError::Context { tokens, context }.into()),
                _ => Ok(prompt),
            }
        };
        let lines = self.lines.iter();
        let prompts = lines.map(|line| fitting(line).with_context(|| in_line(line)));
        prompts.collect()
    }

    /// Continues all lines, `batch` at a time, and writes each batch when it is done. Text that came before an error is
    /// written too; the error says which line was the cause, if one was.
    pub fn continued(
        self,
        executor: &mut AnyExecutor,
        model: &Model,
        mut prompts: Vec<Prompt>,
        options: &GenerateOptions,
        batch: usize,
        output: &Output,
    ) -> Result<Continued> {
        let most = self.len().saturating_mul(options.tokens);
        let bar = progress::count("continuing", most as u64);
        let (mut prefill, mut decode) = (Phase::default(), Phase::default());
        let (mut texts, mut lengths) = (Vec::new(), Vec::new());
        let mut lines = self.lines.into_iter();
        while !prompts.is_empty() {
            let mut own: Vec<Prompt> = prompts.drain(..batch.min(prompts.len())).collect();
            let mut writers: Vec<Writer<'_>> = own.iter().map(|_| Writer::new(model)).collect();
            let result = generate(executor, &mut own, options, &mut |index, token| {
                writers[index].push(token, &bar);
                ControlFlow::Continue(())
            });
            let lines: Vec<Line> = lines.by_ref().take(own.len()).collect();
            let pieces: Vec<String> = writers.into_iter().map(Writer::finish).collect();
            bar.suspend(|| write(&lines, &pieces, output))?;
            let generation = result.map_err(|error| match error.prompt() {
                Some(index) => anyhow::Error::new(error).context(in_line(&lines[index])),
                None => error.into(),
            })?;
            prefill += generation.prefill;
            decode += generation.decode;
            let continuations = own.into_iter().zip(generation.texts).zip(pieces);
            for (line, ((prompt, continuation), text)) in lines.into_iter().zip(continuations) {
                lengths.push(continuation.processed);
                texts.push(LineReport {
                    line: line.number,
                    prompt: line.text,
                    text: TextReport::new(prompt, continuation, text),
                });
            }
        }
        bar.finish_and_clear();
        Ok(Continued {
            texts,
            prefill,
            decode,
            lengths,
        })
    }
}

/// Where an error is.
fn in_line(line: &Line) -> String {
    format!("line {}", line.number)
}

/// Lines and how they go on, unless they are to be JSON.
fn write(lines: &[Line], texts: &[String], output: &Output) -> Result<()> {
    if output.is_json() {
        return Ok(());
    }
    lines.iter().zip(texts).try_for_each(|(line, text)| {
        output.write(&format!("[{}] {}{text}\n", line.number, line.text))
    })
}

/// The text of a line's tokens.
struct Writer<'m> {
    detokeniser: Detokeniser<'m>,
    text: String,
}

impl<'m> Writer<'m> {
    fn new(model: &'m Model) -> Self {
        Writer {
            detokeniser: Detokeniser::new(&model.tokenizer),
            text: String::new(),
        }
    }

    fn push(&mut self, token: u32, bar: &ProgressBar) {
        self.text += &self.detokeniser.push(token);
        bar.inc(1);
    }

    fn finish(self) -> String {
        self.text + &self.detokeniser.finish()
    }
}
