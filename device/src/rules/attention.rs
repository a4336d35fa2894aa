//! The rules of the commands of attention: what the hardware would read must have been written, and must be
//! in its memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use half::f16;
use harmonia_contract::attention::DISTANCE;
use harmonia_contract::register::MAXIMUM_BITS;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{Region, Stand};

use super::CommandError;
use crate::checked::Operation;
use crate::{AttentionLimits, Limits, Step};

/// What the rules depend on.
#[derive(Clone, Default)]
pub(super) struct AttentionState {
    layout: Option<Region>,
    /// By where their regions begin. Shared until a call changes it: most calls do not, and many heads are
    /// dear to copy.
    heads: Arc<BTreeMap<usize, Head>>,
}

/// What is known of a head whose offsets were written.
#[derive(Clone, Copy, Default)]
pub(crate) struct Head {
    /// Tokens whose keys are there.
    stored: usize,
    /// Pages of values; the residual has the page behind them.
    committed: usize,
}

impl Head {
    /// Of a sequence of some tokens, at least one, whose next one has not begun its page.
    pub(crate) fn of(tokens: usize) -> Head {
        Head {
            stored: tokens,
            committed: (tokens - 1) / GROUP,
        }
    }

    /// Tokens whose keys are there.
    pub(crate) fn tokens(&self) -> usize {
        self.stored
    }
}

impl AttentionState {
    /// A new layout forgets what was stored.
    pub(super) fn configure(
        &mut self,
        limits: &Limits,
        layout: Region,
    ) -> Result<(), CommandError> {
        let (tokens, context) = (layout.tokens(), attention(limits)?.context);
        if tokens > context {
            return Err(CommandError::Context { tokens, context });
        }
        self.layout = Some(layout);
        self.heads = Arc::default();
        Ok(())
    }

    /// An operation on the region at a word of memory. Gives the layout that it has.
    pub(super) fn check(
        &mut self,
        limits: &Limits,
        region: usize,
        operation: &Operation<'_>,
    ) -> Result<Region, CommandError> {
        let memory = attention(limits)?.memory_words;
        let layout = self.layout.ok_or(CommandError::NotConfigured)?;
        let (size, tokens) = (layout.shape().size(), layout.tokens());
        let heads = Arc::make_mut(&mut self.heads);
        match *operation {
            Operation::Write { offsets } => {
                values(offsets, size)?;
                place(heads, region, layout.words(), memory)?;
                heads.entry(region).or_default();
            }
            Operation::Store {
                position,
                key,
                value,
            } => {
                values(key, size)?;
                values(value, size)?;
                head(heads, region)?.store(position, tokens)?;
            }
            Operation::Commit { page } => head(heads, region)?.commit(page, tokens)?,
            Operation::Attend {
                stand,
                step,
                heads: queried,
                queries,
            } => {
                let rows = limits.token_rows;
                if queried == 0 || queried > rows {
                    return Err(CommandError::Heads {
                        heads: queried,
                        rows,
                    });
                }
                values(queries, queried * size)?;
                if let Step::Sums { maxima } = step {
                    check_maxima(maxima, queried)?;
                }
                let head = head(heads, region)?;
                match stand.distance {
                    0 => head.query(stand.position)?,
                    _ => head.distant_query(stand)?,
                }
            }
        }
        Ok(layout)
    }
}

impl Head {
    /// A token in its turn, or one of the page under way again. The first one begins anew.
    pub(crate) fn store(&mut self, position: usize, tokens: usize) -> Result<(), CommandError> {
        if position == 0 && self.committed > 0 {
            *self = Head::default();
        }
        let Head { stored, committed } = *self;
        if position >= tokens || position > stored || position / GROUP != committed {
            return Err(CommandError::Position {
                position,
                stored,
                committed: committed * GROUP,
                tokens,
            });
        }
        self.stored = stored.max(position + 1);
        Ok(())
    }

    pub(crate) fn commit(&mut self, page: usize, tokens: usize) -> Result<(), CommandError> {
        let Head { stored, committed } = *self;
        let last = tokens.div_ceil(GROUP).saturating_sub(1);
        if page != committed || page >= last || stored < (page + 1) * GROUP {
            return Err(self.no_page(page));
        }
        self.committed += 1;
        Ok(())
    }

    /// There is no such page to commit.
    pub(crate) fn no_page(&self, page: usize) -> CommandError {
        CommandError::Page {
            page,
            stored: self.stored,
            committed: self.committed,
        }
    }

    pub(crate) fn query(&self, position: usize) -> Result<(), CommandError> {
        let Head { stored, committed } = *self;
        if position >= stored || position / GROUP != committed {
            return Err(CommandError::Query {
                position,
                stored,
                committed: committed * GROUP,
            });
        }
        Ok(())
    }

    /// All that is stored is whole pages, all of them committed, and the query stands in a later one.
    fn distant_query(&self, stand: Stand) -> Result<(), CommandError> {
        let Head { stored, committed } = *self;
        let Stand { position, distance } = stand;
        let most = DISTANCE.most();
        if distance > most {
            return Err(CommandError::Distance { distance, most });
        }
        if position + 1 != stored || stored != committed * GROUP {
            return Err(CommandError::DistantQuery {
                position,
                stored,
                committed: committed * GROUP,
            });
        }
        Ok(())
    }
}

/// As many as heads, each of which its register holds.
fn check_maxima(maxima: &[i32], heads: usize) -> Result<(), CommandError> {
    let found = maxima.len();
    if found != heads {
        return Err(CommandError::Maxima { found, heads });
    }
    let most = 1 << (MAXIMUM_BITS - 1);
    match maxima
        .iter()
        .find(|maximum| !(-most..most).contains(*maximum))
    {
        Some(&maximum) => Err(CommandError::Maximum { maximum }),
        None => Ok(()),
    }
}

fn attention(limits: &Limits) -> Result<AttentionLimits, CommandError> {
    limits.attention.ok_or(CommandError::NoAttention)
}

fn head(heads: &mut BTreeMap<usize, Head>, region: usize) -> Result<&mut Head, CommandError> {
    heads
        .get_mut(&region)
        .ok_or(CommandError::NoOffsets { region })
}

/// Whether a region can lie there: within the memory, and apart from the others.
pub(crate) fn place(
    heads: &BTreeMap<usize, Head>,
    region: usize,
    words: usize,
    memory: usize,
) -> Result<(), CommandError> {
    let end = region.checked_add(words).filter(|end| *end <= memory);
    let Some(end) = end else {
        return Err(CommandError::Region {
            region,
            words,
            memory,
        });
    };
    let from = region.saturating_sub(words - 1);
    match heads.range(from..end).find(|(other, _)| **other != region) {
        Some((&other, _)) => Err(CommandError::Overlap { region, other }),
        None => Ok(()),
    }
}

/// As many as there must be, all of them finite.
fn values(values: &[f16], expected: usize) -> Result<(), CommandError> {
    let found = values.len();
    if found != expected {
        return Err(CommandError::Values { found, expected });
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(CommandError::NotFinite { index }),
        None => Ok(()),
    }
}
