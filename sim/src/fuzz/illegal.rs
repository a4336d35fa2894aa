//! Commands that break one rule, and the code of the error that says so.

use half::f16;
use harmonia_contract::attention::DISTANCE;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::{Command, MatMul, MatrixId, Step};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

use super::generator::Generator;

/// Not a number, as long as the largest head.
const NOT_FINITE: [f16; 256] = [f16::INFINITY; 256];

type Illegal<'v> = (Command<'v>, &'static str);

/// A command that is illegal where the generator stands.
pub(super) fn command<'v>(generator: &mut Generator<'v>) -> Illegal<'v> {
    loop {
        let command = match generator.random.below(4) {
            0 => Some(load(generator)),
            1 => Some(product(generator)),
            2 => sum(generator),
            _ => attention(generator),
        };
        if let Some(command) = command {
            return command;
        }
    }
}

fn load<'v>(generator: &mut Generator<'v>) -> Illegal<'v> {
    let values = generator.values.floats(&mut generator.random, 3 * GROUP);
    let load = |token, tokens, base, values| Command::Load {
        token,
        tokens,
        base,
        values,
    };
    let (tokens, rows, most) = (generator.batch(), generator.rows, generator.batch);
    let banks = tokens.div_ceil(rows);
    match generator.random.below(7) {
        0 => (load(tokens, tokens, 0, values), "command.token"),
        1 => (load(0, 0, 0, values), "command.tokens"),
        2 => (load(0, most + 1, 0, values), "command.tokens"),
        3 => (load(0, tokens, 0, &[]), "command.no_values"),
        // Of the first token all blocks would fit, if there are others.
        4 => {
            let beyond = BUFFER_BLOCKS + 1 - 3 * banks;
            (load(0, tokens, beyond, values), "command.buffer")
        }
        5 => (load(0, 1, BUFFER_BLOCKS - 2, values), "command.buffer"),
        _ => (load(0, tokens, usize::MAX, values), "command.buffer"),
    }
}

/// A whole product with something that it may not have.
fn product<'v>(generator: &mut Generator<'v>) -> Illegal<'v> {
    let matrix = generator.random.below(generator.matrices.len());
    let (rows, groups) = {
        let matrix = &generator.matrices[matrix];
        (matrix.rows(), matrix.groups_per_row())
    };
    let mut matmul = MatMul {
        matrix: MatrixId::new(matrix),
        rows: generator.rows(matrix, false),
        groups: 0..1,
        base: 0,
        tokens: 1,
        first: true,
        last: true,
        sums: false,
    };
    let code = match (generator.random.below(10), generator.sketch.missing()) {
        (0, _) => {
            matmul.matrix = MatrixId::new(generator.matrices.len());
            "command.matrix"
        }
        (1, _) => {
            matmul.rows.end = matmul.rows.start;
            "command.rows"
        }
        (2, _) => {
            matmul.rows = 1..rows.max(2);
            "command.rows"
        }
        (3, _) => {
            matmul.rows.end = rows + 1;
            "command.rows"
        }
        (4, _) => {
            matmul.groups.end = groups + 1;
            "command.groups"
        }
        (5, _) => {
            matmul.groups.start = 1;
            "command.groups"
        }
        (6, _) => {
            matmul.tokens = 0;
            "command.tokens"
        }
        (7, _) => {
            matmul.tokens = generator.batch + 1;
            "command.tokens"
        }
        (8, Some(block)) => {
            matmul.base = block;
            "command.not_loaded"
        }
        _ => {
            matmul.base = BUFFER_BLOCKS;
            "command.buffer"
        }
    };
    (Command::MatMul(matmul), code)
}

/// A part of a sum that was not begun, was ended by an ATTEND, or has everything already; or of two pairs.
fn sum<'v>(generator: &mut Generator<'v>) -> Option<Illegal<'v>> {
    let from = generator.random.below(BUFFER_BLOCKS);
    let sketch = &generator.sketch;
    let part = |matrix: usize, rows, tokens, groups: usize| {
        let base = sketch.loaded(tokens, groups, from)?;
        Some(MatMul {
            matrix: MatrixId::new(matrix),
            rows,
            groups: 0..groups,
            base,
            tokens,
            first: false,
            last: true,
            sums: false,
        })
    };
    let (matmul, code) = match (&sketch.open, &sketch.ended) {
        (Some(open), _) => {
            let left = generator.matrices[open.matrix].groups_per_row() - open.groups;
            match generator.random.chance(50) {
                true => (
                    part(open.matrix, open.rows.clone(), open.tokens, left + 1)?,
                    "command.too_many_groups",
                ),
                false => {
                    let other = (open.matrix + 1) % generator.matrices.len();
                    let rows = 0..generator.matrices[other].rows().min(2);
                    (part(other, rows, open.tokens, 1)?, "command.not_begun")
                }
            }
        }
        (None, Some(ended)) => (
            part(ended.matrix, ended.rows.clone(), ended.tokens, 1)?,
            "command.not_begun",
        ),
        (None, None) => {
            let large = generator
                .matrices
                .iter()
                .position(|matrix| matrix.rows() > 2)?;
            let rows = 0..generator.matrices[large].rows().min(4);
            let both = MatMul {
                first: true,
                last: false,
                ..part(large, rows, 1, 1)?
            };
            (both, "command.split_pairs")
        }
    };
    Some((Command::MatMul(matmul), code))
}

fn attention<'v>(generator: &mut Generator<'v>) -> Option<Illegal<'v>> {
    let Some(layout) = generator.sketch.layout else {
        let offsets = generator.values.vector(&mut generator.random, 8);
        return Some((
            Command::Write { region: 0, offsets },
            "command.not_configured",
        ));
    };
    let size = layout.shape().size();
    let vector = generator.values.vector(&mut generator.random, size);
    let write = |region, offsets| Command::Write { region, offsets };
    let chosen = generator.random.below(20);
    let new = generator.sketch.heads.iter().find(|head| !head.begun);
    match (chosen, new) {
        (0, _) => {
            let shape = generator.shape();
            let long = Region::new(&shape, generator.limits.context + 1);
            return Some((Command::Configure(long), "command.context"));
        }
        (1, _) => {
            let beyond = generator.limits.memory_words - layout.words() + 1;
            return Some((write(beyond, vector), "command.region"));
        }
        (2, _) => return Some((write(usize::MAX, vector), "command.region")),
        (3, Some(new)) => {
            let (region, position) = (new.region, 0);
            let (key, value) = (vector, vector);
            let store = Command::Store {
                region,
                position,
                key,
                value,
            };
            return Some((store, "command.no_offsets"));
        }
        _ => {}
    }
    let (layout, head) = generator.head(|_, _| true)?;
    let region = head.region;
    let under_way = head.under_way();
    let attend = |position, distance, step, heads, queries| Command::Attend {
        region,
        position,
        distance,
        step,
        heads,
        queries,
    };
    let query = |position, heads, queries| attend(position, 0, Step::Whole, heads, queries);
    let step = |step, distance| attend(head.stored.max(1) - 1, distance, step, 1, vector);
    let many = generator.rows + 1;
    let too_many = generator.values.queries(&mut generator.random, many * size);
    Some(match chosen {
        4 if region > 0 => (write(region - 1, vector), "command.overlap"),
        4 | 5 => (write(region, &too_many[..size - 1]), "command.values"),
        6 => (write(region, &NOT_FINITE[..size]), "command.not_finite"),
        7 => {
            let skipped = head.stored + 1 + generator.random.below(3);
            let store = generator.store_at(layout, region, skipped);
            (store, "command.position")
        }
        // A group that is committed, or the next one of a group that is not.
        8 if head.committed > 0 => {
            let before = 1 + generator.random.below(under_way.start - 1);
            let store = generator.store_at(layout, region, before);
            (store, "command.position")
        }
        8 | 9 if !head.is_due(layout.tokens()) => {
            let page = head.committed;
            (Command::Commit { region, page }, "command.page")
        }
        8..=10 => {
            let page = head.committed + 1;
            (Command::Commit { region, page }, "command.page")
        }
        11 => (query(0, 0, &[]), "command.heads"),
        12 => (query(0, many, too_many), "command.heads"),
        13 if under_way.start > 0 => (query(under_way.start - 1, 1, vector), "command.query"),
        13 | 14 => (query(under_way.end, 1, vector), "command.query"),
        15 => (step(Step::Sums { maxima: &[0; 2] }, 0), "command.maxima"),
        16 => (step(Step::Sums { maxima: &[65_536] }, 0), "command.maximum"),
        17 => (step(Step::Maximum, DISTANCE.most() + 1), "command.distance"),
        // A page that is not committed, or the one before those that are.
        18 if !head.is_whole() => (step(Step::Maximum, 1), "command.distant_query"),
        18 if head.stored > GROUP => {
            let sums = Step::Sums { maxima: &[0] };
            let position = head.stored - 1 - GROUP;
            (
                attend(position, 1, sums, 1, vector),
                "command.distant_query",
            )
        }
        _ => (query(0, 1, &NOT_FINITE[..size]), "command.not_finite"),
    })
}
