//! The rules of commands, in one place for all devices.
//!
//! A device asks before it runs anything: commands that break a rule would make the hardware wait for beats that never come, or
//! read blocks that nobody wrote, and every device must refuse the same ones.

mod attention;

use std::ops::Range;
use std::sync::Arc;

use harmonia_contract::engine;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_numerics::kv::Region;
use harmonia_numerics::{GROUP, Matrix};
use thiserror::Error;

use attention::KvState;

use crate::{AttentionLimits, Command, DeviceError, MatMul, MatrixId};

/// Pairs of outputs that a command's field has room for.
const MOST_PAIRS: usize = engine::PAIRS.most();
/// Blocks in a word of a [`BlockSet`].
const WORD: usize = u64::BITS as usize;

/// Why a command is illegal.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum CommandError {
    #[error("there is no token row {row}, the device has {rows}")]
    TokenRow { row: usize, rows: usize },
    #[error("there are no values to load")]
    NoValues,
    #[error(
        "blocks {base} to {} are beyond the buffer of {BUFFER_BLOCKS}; split the sum over commands",
        base.saturating_add(*blocks)
    )]
    Buffer { base: usize, blocks: usize },
    #[error("matrix {matrix} was not stored in this device, which has {stored}")]
    Matrix { matrix: MatrixId, stored: usize },
    #[error(
        "rows {}..{} of a matrix of {of}: they must not be empty, start at an even row, and end at an even row or the last",
        rows.start, rows.end
    )]
    Rows { rows: Range<usize>, of: usize },
    #[error("{pairs} pairs of rows, a command has room for {MOST_PAIRS}")]
    TooManyPairs { pairs: usize },
    #[error("groups {}..{} of a matrix of {of} a row: they must exist and not be empty", groups.start, groups.end)]
    Groups { groups: Range<usize>, of: usize },
    #[error("{tokens} tokens, the device multiplies 1 to {rows}")]
    Tokens { tokens: usize, rows: usize },
    #[error(
        "block {block} of token row {row} was not loaded, or not since the last ATTEND, which leaves no block behind"
    )]
    NotLoaded { row: usize, block: usize },
    #[error("a sum over several commands has one pair of rows, not {pairs}")]
    SplitPairs { pairs: usize },
    #[error(
        "it adds to a sum that was not begun: the product before must be of the same matrix, rows and tokens, without `last`, \
         and no ATTEND may come in between"
    )]
    NotBegun,
    #[error("the commands of one sum have {groups} groups, a row of the matrix has {of}")]
    TooManyGroups { groups: usize, of: usize },
    #[error("this engine does not attend")]
    NoAttention,
    #[error("regions for {tokens} tokens, a query of this device can see {context}")]
    Context { tokens: usize, context: usize },
    #[error("no layout was configured")]
    NotConfigured,
    #[error("a region of {words} words at word {region} of a memory of {memory}")]
    Region {
        region: usize,
        words: usize,
        memory: usize,
    },
    #[error("regions at words {region} and {other} overlap")]
    Overlap { region: usize, other: usize },
    #[error("no offsets were written to the region at word {region}")]
    NoOffsets { region: usize },
    #[error("{found} values, expected {expected}")]
    Values { found: usize, expected: usize },
    #[error("value {index} is not finite")]
    NotFinite { index: usize },
    #[error(
        "position {position} of a region for {tokens} tokens that has {stored}, the first {committed} of them compressed: \
         the next one must be stored, or one of the group under way"
    )]
    Position {
        position: usize,
        stored: usize,
        committed: usize,
        tokens: usize,
    },
    #[error(
        "page {page} of values with {stored} tokens stored and {committed} pages committed: a page is committed in its turn, \
         when its group is complete and another can follow"
    )]
    Page {
        page: usize,
        stored: usize,
        committed: usize,
    },
    #[error(
        "a query at position {position} with {stored} tokens stored, the first {committed} of them compressed: \
         it must stand in the group under way, at a token that is stored"
    )]
    Query {
        position: usize,
        stored: usize,
        committed: usize,
    },
    #[error("{heads} query heads, the device answers 1 to {rows}")]
    Heads { heads: usize, rows: usize },
}

impl CommandError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            CommandError::TokenRow { .. } => "command.token_row",
            CommandError::NoValues => "command.no_values",
            CommandError::Buffer { .. } => "command.buffer",
            CommandError::Matrix { .. } => "command.matrix",
            CommandError::Rows { .. } => "command.rows",
            CommandError::TooManyPairs { .. } => "command.too_many_pairs",
            CommandError::Groups { .. } => "command.groups",
            CommandError::Tokens { .. } => "command.tokens",
            CommandError::NotLoaded { .. } => "command.not_loaded",
            CommandError::SplitPairs { .. } => "command.split_pairs",
            CommandError::NotBegun => "command.not_begun",
            CommandError::TooManyGroups { .. } => "command.too_many_groups",
            CommandError::NoAttention => "command.no_attention",
            CommandError::Context { .. } => "command.context",
            CommandError::NotConfigured => "command.not_configured",
            CommandError::Region { .. } => "command.region",
            CommandError::Overlap { .. } => "command.overlap",
            CommandError::NoOffsets { .. } => "command.no_offsets",
            CommandError::Values { .. } => "command.values",
            CommandError::NotFinite { .. } => "command.not_finite",
            CommandError::Position { .. } => "command.position",
            CommandError::Page { .. } => "command.page",
            CommandError::Query { .. } => "command.query",
            CommandError::Heads { .. } => "command.heads",
        }
    }
}

/// What the rules depend on: stored matrices, loaded blocks, the sum under way, keys and values.
pub struct Checker {
    matrices: Vec<Arc<Matrix>>,
    state: State,
}

#[derive(Clone)]
struct State {
    /// One a token row.
    loaded: Vec<BlockSet>,
    open: Option<OpenSum>,
    kv: KvState,
}

/// A sum whose `last` is still to come.
#[derive(Clone)]
struct OpenSum {
    matrix: MatrixId,
    rows: Range<usize>,
    tokens: usize,
    /// Groups added so far. Their number is limited to a row's, for which the accumulators' guard bits suffice.
    groups: usize,
}

impl Checker {
    pub fn new(token_rows: usize, attention: Option<AttentionLimits>) -> Self {
        Checker {
            matrices: Vec::new(),
            state: State {
                loaded: vec![BlockSet::default(); token_rows],
                open: None,
                kv: KvState::new(attention),
            },
        }
    }

    pub fn token_rows(&self) -> usize {
        self.state.loaded.len()
    }

    /// What was said of attention when it was made.
    pub fn attention(&self) -> Option<AttentionLimits> {
        self.state.kv.limits()
    }

    /// The layout of regions before the commands to come.
    pub fn layout(&self) -> Option<Region> {
        self.state.kv.layout()
    }

    pub fn store(&mut self, matrix: Arc<Matrix>) -> MatrixId {
        self.matrices.push(matrix);
        MatrixId::new(self.matrices.len() - 1)
    }

    /// A matrix of a command that was checked.
    pub fn matrix(&self, id: MatrixId) -> &Matrix {
        &self.matrices[id.index()]
    }

    /// Checks commands that are to be run after all that were checked before, and returns how many results they yield. Illegal ones
    /// leave no trace.
    pub fn check(&mut self, commands: &[Command<'_>]) -> Result<usize, DeviceError> {
        let mut state = self.state.clone();
        let mut results = 0;
        for (index, command) in commands.iter().enumerate() {
            let checked = match command {
                Command::Load { row, base, values } => state.load(*row, *base, values.len()),
                Command::MatMul(matmul) => state.multiply(matmul, &self.matrices),
                command => state.attend(command),
            };
            results += checked.map_err(|reason| DeviceError::Illegal { index, reason })?;
        }
        self.state = state;
        Ok(results)
    }
}

impl State {
    fn load(&mut self, row: usize, base: usize, values: usize) -> Result<usize, CommandError> {
        let rows = self.loaded.len();
        let loaded = self
            .loaded
            .get_mut(row)
            .ok_or(CommandError::TokenRow { row, rows })?;
        if values == 0 {
            return Err(CommandError::NoValues);
        }
        loaded.insert(blocks(base, values.div_ceil(GROUP))?);
        Ok(0)
    }

    fn multiply(
        &mut self,
        matmul: &MatMul,
        matrices: &[Arc<Matrix>],
    ) -> Result<usize, CommandError> {
        let MatMul {
            rows,
            groups,
            tokens,
            first,
            last,
            ..
        } = matmul;
        let matrix = matrices
            .get(matmul.matrix.index())
            .ok_or(CommandError::Matrix {
                matrix: matmul.matrix,
                stored: matrices.len(),
            })?;
        let even_end = rows.end.is_multiple_of(2) || rows.end == matrix.rows();
        if rows.is_empty() || rows.end > matrix.rows() || !rows.start.is_multiple_of(2) || !even_end
        {
            return Err(CommandError::Rows {
                rows: rows.clone(),
                of: matrix.rows(),
            });
        }
        let pairs = matmul.pairs();
        if pairs > MOST_PAIRS {
            return Err(CommandError::TooManyPairs { pairs });
        }
        let of = matrix.groups_per_row();
        if groups.is_empty() || groups.end > of {
            return Err(CommandError::Groups {
                groups: groups.clone(),
                of,
            });
        }
        if *tokens == 0 || *tokens > self.loaded.len() {
            return Err(CommandError::Tokens {
                tokens: *tokens,
                rows: self.loaded.len(),
            });
        }
        let read = blocks(matmul.base, groups.len())?;
        for (row, loaded) in self.loaded[..*tokens].iter().enumerate() {
            if let Some(block) = loaded.first_missing(read.clone()) {
                return Err(CommandError::NotLoaded { row, block });
            }
        }
        if pairs > 1 && !(*first && *last) {
            return Err(CommandError::SplitPairs { pairs });
        }
        let continues = |open: &OpenSum| {
            open.matrix == matmul.matrix && open.rows == *rows && open.tokens == *tokens
        };
        let before = match self.open.take().filter(continues) {
            _ if *first => 0,
            Some(open) => open.groups,
            None => return Err(CommandError::NotBegun),
        };
        let sum = OpenSum {
            matrix: matmul.matrix,
            rows: rows.clone(),
            tokens: *tokens,
            groups: before + groups.len(),
        };
        if sum.groups > of {
            return Err(CommandError::TooManyGroups {
                groups: sum.groups,
                of,
            });
        }
        self.open = (!last).then_some(sum);
        Ok(matmul.results())
    }

    /// A command of attention. An ATTEND has the engine multiply: it leaves no loaded block behind, and no sum that was begun. The others
    /// leave both as they are.
    fn attend(&mut self, command: &Command<'_>) -> Result<usize, CommandError> {
        let results = self.kv.check(command, self.loaded.len())?;
        if matches!(command, Command::Attend { .. }) {
            self.loaded.fill(BlockSet::default());
            self.open = None;
        }
        Ok(results)
    }
}

/// The blocks of a buffer from `base` on, if it has them.
fn blocks(base: usize, blocks: usize) -> Result<Range<usize>, CommandError> {
    match base.checked_add(blocks) {
        Some(end) if end <= BUFFER_BLOCKS => Ok(base..end),
        _ => Err(CommandError::Buffer { base, blocks }),
    }
}

/// A set of blocks of one token row's buffer.
#[derive(Clone, Copy, Default)]
pub(crate) struct BlockSet([u64; BUFFER_BLOCKS / WORD]);

impl BlockSet {
    pub fn insert(&mut self, blocks: Range<usize>) {
        for block in blocks {
            self.0[block / WORD] |= 1 << (block % WORD);
        }
    }

    pub fn set(&mut self, block: usize, member: bool) {
        let bit = 1 << (block % WORD);
        if member {
            self.0[block / WORD] |= bit;
        } else {
            self.0[block / WORD] &= !bit;
        }
    }

    pub fn contains(&self, block: usize) -> bool {
        self.0[block / WORD] >> (block % WORD) & 1 == 1
    }

    pub fn contains_any(&self, mut blocks: Range<usize>) -> bool {
        blocks.any(|block| self.contains(block))
    }

    fn first_missing(&self, mut blocks: Range<usize>) -> Option<usize> {
        blocks.find(|&block| !self.contains(block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use harmonia_numerics::Format;
    use harmonia_numerics::kv::KvShape;

    const INPUT: [f32; 96] = [1.0; 96];

    fn load(row: usize, base: usize, values: &[f32]) -> Command<'_> {
        Command::Load { row, base, values }
    }

    /// All of a matrix of 5 rows of 3 groups, for 2 tokens.
    fn whole(matrix: MatrixId) -> MatMul {
        MatMul {
            matrix,
            rows: 0..5,
            groups: 0..3,
            base: 0,
            tokens: 2,
            first: true,
            last: true,
        }
    }

    /// A device of two token rows with a matrix; both rows are loaded.
    fn loaded() -> (Checker, MatMul) {
        let mut checker = Checker::new(2, None);
        let weights = vec![0.5; 5 * 96];
        let matrix = Matrix::quantise(Format::Int4, 5, 96, &weights).unwrap();
        let matrix = checker.store(Arc::new(matrix));
        let loads = [load(0, 0, &INPUT), load(1, 0, &INPUT)];
        assert_eq!(checker.check(&loads).unwrap(), 0);
        (checker, whole(matrix))
    }

    fn refusal(checker: &mut Checker, commands: &[Command<'_>]) -> (usize, &'static str) {
        match checker.check(commands) {
            Err(DeviceError::Illegal { index, reason }) => (index, reason.code()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn results_are_counted() {
        let (mut checker, whole) = loaded();
        let part = MatMul {
            rows: 2..4,
            tokens: 1,
            ..whole.clone()
        };
        let commands = [Command::MatMul(whole), Command::MatMul(part)];
        assert_eq!(checker.check(&commands).unwrap(), 10 + 2);
    }

    #[test]
    fn illegal_loads() {
        let (mut checker, _) = loaded();
        for (command, code) in [
            (load(2, 0, &INPUT), "command.token_row"),
            (load(0, 0, &[]), "command.no_values"),
            (load(0, 510, &INPUT), "command.buffer"),
            (load(0, usize::MAX, &INPUT), "command.buffer"),
        ] {
            assert_eq!(refusal(&mut checker, &[command]), (0, code));
        }
        assert_eq!(checker.check(&[load(0, 509, &INPUT)]).unwrap(), 0);
    }

    #[test]
    fn illegal_multiplications() {
        let (mut checker, good) = loaded();
        let mut refused = |code, change: &dyn Fn(&mut MatMul)| {
            let mut bad = good.clone();
            change(&mut bad);
            let commands = [Command::MatMul(good.clone()), Command::MatMul(bad)];
            assert_eq!(refusal(&mut checker, &commands), (1, code));
        };
        refused("command.matrix", &|m| m.matrix = MatrixId::new(7));
        refused("command.rows", &|m| m.rows = 1..5);
        refused("command.rows", &|m| m.rows = 0..3);
        refused("command.rows", &|m| m.rows = 0..6);
        refused("command.rows", &|m| m.rows = 2..2);
        refused("command.groups", &|m| m.groups = 1..1);
        refused("command.groups", &|m| m.groups = 1..4);
        refused("command.tokens", &|m| m.tokens = 0);
        refused("command.tokens", &|m| m.tokens = 3);
        refused("command.buffer", &|m| m.base = 510);
        refused("command.not_loaded", &|m| m.base = 1);
        refused("command.split_pairs", &|m| m.last = false);
    }

    #[test]
    fn sums_over_commands() {
        let (mut checker, whole) = loaded();
        let part = |groups: Range<usize>, first, last| {
            Command::MatMul(MatMul {
                rows: 2..4,
                base: groups.start,
                groups,
                first,
                last,
                ..whole.clone()
            })
        };
        // In one call or in several, with loads in between.
        let sum = [
            part(0..1, true, false),
            load(0, 0, &INPUT),
            part(1..3, false, true),
        ];
        assert_eq!(checker.check(&sum).unwrap(), 4);
        assert_eq!(checker.check(&sum[..1]).unwrap(), 0);
        assert_eq!(checker.check(&sum[1..]).unwrap(), 4);

        let begun = part(0..1, true, false);
        let end = part(1..3, false, true);
        let ended = [begun.clone(), end.clone(), end.clone()];
        assert_eq!(refusal(&mut checker, &ended), (2, "command.not_begun"));
        let Command::MatMul(end) = end else {
            unreachable!("it was made as one");
        };
        for other in [
            MatMul {
                rows: 0..2,
                ..end.clone()
            },
            MatMul {
                tokens: 1,
                ..end.clone()
            },
        ] {
            let commands = [begun.clone(), Command::MatMul(other)];
            assert_eq!(refusal(&mut checker, &commands), (1, "command.not_begun"));
        }
        let twice = [begun, part(0..2, false, false), part(0..1, false, true)];
        assert_eq!(
            refusal(&mut checker, &twice),
            (2, "command.too_many_groups")
        );
    }

    #[test]
    fn attention_is_refused_where_there_is_none() {
        let (mut checker, _) = loaded();
        let shape = harmonia_numerics::kv::KvFormat::K4V4;
        let shape = KvShape::with_format(64, true, shape, 32, 32).unwrap();
        let commands = [
            load(0, 0, &INPUT),
            Command::Configure(Region::new(&shape, 32)),
        ];
        assert_eq!(
            refusal(&mut checker, &commands),
            (1, "command.no_attention")
        );
    }

    #[test]
    fn illegal_commands_leave_no_trace() {
        let (mut checker, whole) = loaded();
        let commands = [load(0, 3, &INPUT), load(9, 0, &INPUT)];
        assert_eq!(refusal(&mut checker, &commands), (1, "command.token_row"));
        let unseen = MatMul {
            base: 3,
            tokens: 1,
            ..whole
        };
        assert_eq!(
            refusal(&mut checker, &[Command::MatMul(unseen)]),
            (0, "command.not_loaded")
        );
    }
}
