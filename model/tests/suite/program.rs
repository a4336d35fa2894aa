//! Programs as data, and what a batch says of the rows of its buffers.

use crate::executors::load;
use crate::writer::Writer;
use harmonia_model::{
    Architecture, Batch, Logits, Operation, Program, Rows, Run, SequenceId, Sequences,
    VectorOperation, WeightChoice,
};

#[test]
fn a_program_can_be_read() {
    let model = load(&Writer::layers(2), WeightChoice::Auto);
    insta::assert_snapshot!(Program::compile(&model.config).to_string());
}

#[test]
fn architectures_differ_in_their_programs() {
    let program = |name| {
        let program = Program::compile(&load(&Writer::of(name), WeightChoice::Auto).config);
        let steps = program.to_string();
        let steps = steps.lines().filter(|line| line.starts_with("blk."));
        steps.map(|line| format!("{line}\n")).collect::<String>()
    };
    let llama = program("llama");
    let others = ["qwen2", "qwen3"].map(|name| {
        let own = program(name);
        let own = own.lines().filter(|line| !llama.contains(line));
        let own: Vec<&str> = own.collect();
        format!("{name}:\n{}\n", own.join("\n"))
    });
    insta::assert_snapshot!(others.concat());
}

#[test]
fn every_step_reads_what_the_batch_has_written() {
    let writers = Architecture::ALL.map(|architecture| Writer::of(architecture.name()));
    for writer in writers.into_iter().chain([Writer::layers(3)]) {
        reads_what_is_written(&Program::compile(&load(&writer, WeightChoice::Auto).config));
    }
}

fn reads_what_is_written(program: &Program) {
    let mut written = Vec::new();
    for step in program.steps() {
        for buffer in step.operation.reads() {
            assert!(written.contains(&buffer), "{}", step.name(program, buffer));
        }
        written.extend(step.operation.writes());
    }
    let (last, before) = program.steps().split_last().unwrap();
    assert!(matches!(last.operation, Operation::Export { .. }));
    let is_export = |operation: &Operation| matches!(operation, Operation::Export { .. });
    assert!(!before.iter().any(|step| is_export(&step.operation)));
    for (buffer, info) in program.buffers() {
        assert!(written.contains(&buffer), "{} is of no use", info.name);
    }
}

/// Rows change from those of all tokens to those whose logits are wanted in one operation.
#[test]
fn only_select_changes_which_tokens_have_rows() {
    let program = Program::compile(&load(&Writer::model(), WeightChoice::Auto).config);
    for step in program.steps() {
        let mut rows = step.operation.reads();
        rows.extend(step.operation.writes());
        let rows: Vec<Rows> = rows.into_iter().map(|b| program.buffer(b).rows).collect();
        if let Operation::Vector(VectorOperation::Select { .. }) = step.operation {
            assert_eq!(rows, [Rows::Tokens, Rows::Wanted]);
        } else {
            assert!(rows.iter().all(|other| *other == rows[0]), "{step}");
        }
    }
}

#[test]
fn what_a_step_leaves_has_a_name() {
    let program = Program::compile(&load(&Writer::layers(2), WeightChoice::Auto).config);
    let names = program.steps().iter().flat_map(|step| {
        let written = step.operation.writes().into_iter();
        written.map(|buffer| step.name(&program, buffer))
    });
    let names: Vec<String> = names.collect();
    for name in [
        "import residual",
        "blk.1.norm normed",
        "blk.1.attn_k",
        "output",
    ] {
        assert!(names.iter().any(|other| other == name), "{name}");
    }
}

fn sequences<const N: usize>() -> [SequenceId; N] {
    let mut sequences = Sequences::new(N);
    [(); N].map(|()| sequences.open().unwrap())
}

/// Runs of 2, 3, 1 and 2 tokens.
fn mixed() -> Batch {
    let [a, b, c, d] = sequences();
    let run = |sequence, first, tokens: &[u32], logits| Run {
        sequence,
        first,
        tokens: tokens.to_vec(),
        logits,
    };
    Batch {
        runs: vec![
            run(c, 3, &[10, 11], Logits::All),
            run(a, 0, &[12, 13, 14], Logits::Last),
            run(d, 7, &[15], Logits::None),
            run(b, 1, &[16, 17], Logits::Last),
        ],
    }
}

#[test]
fn the_rows_of_a_mixed_batch() {
    let batch = mixed();
    assert_eq!(batch.tokens(), 8);
    assert_eq!(batch.rows(Rows::Tokens), 8);
    assert_eq!(batch.rows(Rows::Wanted), 4);
    let ranges: Vec<_> = batch.ranges().map(|(_, own)| own).collect();
    assert_eq!(ranges, [0..2, 2..5, 5..6, 6..8]);
    let runs = batch.ranges().map(|(run, _)| run);
    assert!(runs.eq(&batch.runs));
    let wanted: Vec<_> = batch.wanted().collect();
    assert_eq!(wanted, [0..2, 4..5, 6..6, 7..8]);
    let positions: Vec<_> = batch.positions().collect();
    assert_eq!(positions, [3, 4, 0, 1, 2, 7, 1, 2]);
}

#[test]
fn every_row_of_a_mixed_batch_has_its_place() {
    let batch = mixed();
    let places = |rows| -> Vec<(usize, usize)> {
        let places = (0..batch.rows(rows)).map(|row| batch.place(rows, row));
        let places = places.map(|(run, position)| (run.sequence.index(), position));
        places.collect()
    };
    let all = [
        (2, 3),
        (2, 4),
        (0, 0),
        (0, 1),
        (0, 2),
        (3, 7),
        (1, 1),
        (1, 2),
    ];
    assert_eq!(places(Rows::Tokens), all);
    assert_eq!(places(Rows::Wanted), [(2, 3), (2, 4), (0, 2), (1, 2)]);
}

#[test]
#[should_panic(expected = "the buffer has that row")]
fn a_row_that_is_not_there_has_no_place() {
    mixed().place(Rows::Wanted, 4);
}

/// Executors refuse such a batch; asking it is no error.
#[test]
fn a_run_without_tokens_has_no_rows() {
    let [sequence] = sequences();
    let batch = Batch::of(Run {
        sequence,
        first: 0,
        tokens: Vec::new(),
        logits: Logits::Last,
    });
    assert_eq!(
        [Rows::Tokens, Rows::Wanted].map(|rows| batch.rows(rows)),
        [0, 0]
    );
    assert_eq!(Batch::default().rows(Rows::Wanted), 0);
}
