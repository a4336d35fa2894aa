//! The rules of the commands of attention: what the hardware would read must have been written, and must be in its memory.

use std::collections::BTreeMap;

use half::f16;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

use crate::{AttentionLimits, Command, CommandError};

/// What the rules depend on.
#[derive(Clone)]
pub(crate) struct KvState {
    limits: Option<AttentionLimits>,
    layout: Option<Region>,
    heads: BTreeMap<usize, Head>,
}

/// What is known of a head whose offsets were written.
#[derive(Clone, Copy, Default)]
struct Head {
    /// Tokens whose keys are there.
    stored: usize,
    /// Pages of values; the residual has the group behind them.
    committed: usize,
}

impl KvState {
    pub(crate) fn new(limits: Option<AttentionLimits>) -> Self {
        KvState {
            limits,
            layout: None,
            heads: BTreeMap::new(),
        }
    }

    pub(crate) fn limits(&self) -> Option<AttentionLimits> {
        self.limits
    }

    /// The layout of a command that was checked.
    pub(crate) fn layout(&self) -> Option<Region> {
        self.layout
    }

    /// Checks a command of attention on a device of some token rows, and returns how many results it yields.
    pub(crate) fn check(
        &mut self,
        command: &Command<'_>,
        token_rows: usize,
    ) -> Result<usize, CommandError> {
        let limits = self.limits.ok_or(CommandError::NoAttention)?;
        if let Command::Configure(region) = command {
            let (tokens, context) = (region.tokens(), limits.context);
            if tokens > context {
                return Err(CommandError::Context { tokens, context });
            }
            self.layout = Some(*region);
            self.heads.clear();
            return Ok(0);
        }
        let layout = self.layout.ok_or(CommandError::NotConfigured)?;
        let size = layout.shape().size();
        match *command {
            Command::Write { region, offsets } => {
                values(offsets, size)?;
                self.place(region, layout.words(), limits.memory_words)?;
                self.heads.entry(region).or_default();
            }
            Command::Store {
                region,
                position,
                key,
                value,
            } => {
                values(key, size)?;
                values(value, size)?;
                let head = self.head(region)?;
                if position == 0 && head.committed > 0 {
                    *head = Head::default();
                }
                let Head { stored, committed } = *head;
                let fits = position < layout.tokens();
                if !fits || position > stored || position / GROUP != committed {
                    return Err(CommandError::Position {
                        position,
                        stored,
                        committed: committed * GROUP,
                        tokens: layout.tokens(),
                    });
                }
                head.stored = stored.max(position + 1);
            }
            Command::Commit { region, page } => {
                let head = self.head(region)?;
                let Head { stored, committed } = *head;
                let kept = page + 1 < layout.tokens().div_ceil(GROUP);
                if page != committed || stored < (page + 1) * GROUP || !kept {
                    return Err(CommandError::Page {
                        page,
                        stored,
                        committed,
                    });
                }
                head.committed += 1;
            }
            Command::Attend {
                region,
                position,
                heads,
                queries,
            } => {
                if heads == 0 || heads > token_rows {
                    let rows = token_rows;
                    return Err(CommandError::Heads { heads, rows });
                }
                values(queries, heads * size)?;
                let Head { stored, committed } = *self.head(region)?;
                if position >= stored || position / GROUP != committed {
                    return Err(CommandError::Query {
                        position,
                        stored,
                        committed: committed * GROUP,
                    });
                }
                return Ok(heads * size);
            }
            Command::Configure(_) | Command::Load { .. } | Command::MatMul(_) => {}
        }
        Ok(0)
    }

    /// Whether a region can lie there: within the memory, and apart from the others.
    fn place(&self, region: usize, words: usize, memory: usize) -> Result<(), CommandError> {
        let end = region.checked_add(words).filter(|end| *end <= memory);
        let Some(end) = end else {
            return Err(CommandError::Region {
                region,
                words,
                memory,
            });
        };
        let from = region.saturating_sub(words - 1);
        match self
            .heads
            .range(from..end)
            .find(|(other, _)| **other != region)
        {
            Some((&other, _)) => Err(CommandError::Overlap { region, other }),
            None => Ok(()),
        }
    }

    fn head(&mut self, region: usize) -> Result<&mut Head, CommandError> {
        let head = self.heads.get_mut(&region);
        head.ok_or(CommandError::NoOffsets { region })
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

#[cfg(test)]
mod tests {
    use super::*;
    use harmonia_numerics::kv::{KvFormat, KvShape};

    const SIZE: usize = 32;
    const LIMITS: AttentionLimits = AttentionLimits {
        memory_words: 4000,
        context: 96,
    };
    const ONES: [f16; 2 * SIZE] = [f16::ONE; 2 * SIZE];

    fn layout(tokens: usize) -> Region {
        let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, 32, 32).unwrap();
        Region::new(&shape, tokens)
    }

    fn write(region: usize) -> Command<'static> {
        let offsets = &ONES[..SIZE];
        Command::Write { region, offsets }
    }

    fn store(region: usize, position: usize) -> Command<'static> {
        Command::Store {
            region,
            position,
            key: &ONES[..SIZE],
            value: &ONES[..SIZE],
        }
    }

    fn attend(position: usize, heads: usize) -> Command<'static> {
        Command::Attend {
            region: 0,
            position,
            heads,
            queries: &ONES[..heads * SIZE],
        }
    }

    const COMMIT: Command<'static> = Command::Commit { region: 0, page: 0 };

    /// A device of two token rows.
    fn check(state: &mut KvState, command: &Command<'_>) -> Result<usize, &'static str> {
        state.check(command, 2).map_err(|error| error.code())
    }

    /// Region 0 with as many tokens stored.
    fn stored(tokens: usize) -> KvState {
        let mut state = KvState::new(Some(LIMITS));
        check(&mut state, &Command::Configure(layout(96))).unwrap();
        check(&mut state, &write(0)).unwrap();
        for position in 0..tokens {
            check(&mut state, &store(0, position)).unwrap();
        }
        state
    }

    #[test]
    fn a_device_needs_attention_a_layout_and_offsets() {
        let configure = Command::Configure(layout(96));
        let mut without = KvState::new(None);
        assert_eq!(check(&mut without, &configure), Err("command.no_attention"));
        let mut state = KvState::new(Some(LIMITS));
        assert_eq!(check(&mut state, &write(0)), Err("command.not_configured"));
        let long = Command::Configure(layout(97));
        assert_eq!(check(&mut state, &long), Err("command.context"));
        assert_eq!(check(&mut state, &configure), Ok(0));
        assert_eq!(check(&mut state, &store(0, 0)), Err("command.no_offsets"));
        assert_eq!(check(&mut state, &write(0)), Ok(0));
        assert_eq!(check(&mut state, &store(0, 0)), Ok(0));
        // A new layout forgets what was stored.
        assert_eq!(check(&mut state, &configure), Ok(0));
        assert_eq!(check(&mut state, &store(0, 0)), Err("command.no_offsets"));
    }

    #[test]
    fn regions_lie_apart_and_in_memory() {
        let words = layout(96).words();
        let mut state = stored(0);
        assert_eq!(check(&mut state, &write(words - 1)), Err("command.overlap"));
        assert_eq!(check(&mut state, &write(words)), Ok(0));
        assert_eq!(check(&mut state, &write(1)), Err("command.overlap"));
        assert_eq!(check(&mut state, &write(0)), Ok(0));
        let last = LIMITS.memory_words - words;
        assert_eq!(check(&mut state, &write(last + 1)), Err("command.region"));
        assert_eq!(check(&mut state, &write(usize::MAX)), Err("command.region"));
    }

    #[test]
    fn tokens_come_in_order() {
        let mut state = stored(3);
        assert_eq!(check(&mut state, &store(0, 4)), Err("command.position"));
        assert_eq!(check(&mut state, &store(0, 1)), Ok(0));
        assert_eq!(check(&mut state, &attend(2, 2)), Ok(2 * SIZE));
        assert_eq!(check(&mut state, &attend(3, 1)), Err("command.query"));
        assert_eq!(check(&mut state, &attend(2, 0)), Err("command.heads"));
        let many = Command::Attend {
            region: 0,
            position: 2,
            heads: 3,
            queries: &ONES,
        };
        assert_eq!(check(&mut state, &many), Err("command.heads"));
        assert_eq!(check(&mut state, &COMMIT), Err("command.page"));

        let mut state = stored(32);
        assert_eq!(check(&mut state, &store(0, 32)), Err("command.position"));
        assert_eq!(check(&mut state, &attend(31, 1)), Ok(SIZE));
        assert_eq!(check(&mut state, &COMMIT), Ok(0));
        assert_eq!(check(&mut state, &COMMIT), Err("command.page"));
        assert_eq!(check(&mut state, &attend(31, 1)), Err("command.query"));
        assert_eq!(check(&mut state, &store(0, 5)), Err("command.position"));
        assert_eq!(check(&mut state, &store(0, 32)), Ok(0));
        // Position 0 begins anew.
        assert_eq!(check(&mut state, &store(0, 0)), Ok(0));
        assert_eq!(check(&mut state, &store(0, 2)), Err("command.position"));
    }

    #[test]
    fn a_region_ends() {
        let mut state = stored(32);
        for page in 0..2 {
            assert_eq!(
                check(&mut state, &Command::Commit { region: 0, page }),
                Ok(0)
            );
            for token in 0..32 {
                assert_eq!(check(&mut state, &store(0, 32 * page + 32 + token)), Ok(0));
            }
        }
        let third = Command::Commit { region: 0, page: 2 };
        assert_eq!(check(&mut state, &third), Err("command.page"));
        assert_eq!(check(&mut state, &store(0, 96)), Err("command.position"));
    }

    #[test]
    fn values_are_counted_and_finite() {
        let mut state = stored(1);
        let mut infinite = [f16::ZERO; SIZE];
        infinite[7] = f16::INFINITY;
        let bad = |key, value| Command::Store {
            region: 0,
            position: 1,
            key,
            value,
        };
        let good = &ONES[..SIZE];
        for (key, value, code) in [
            (&ONES[..31], good, "command.values"),
            (good, &ONES[..33], "command.values"),
            (&infinite[..], good, "command.not_finite"),
            (good, &infinite[..], "command.not_finite"),
        ] {
            assert_eq!(check(&mut state, &bad(key, value)), Err(code));
        }
        let offsets = &infinite[..];
        let write = Command::Write { region: 0, offsets };
        assert_eq!(check(&mut state, &write), Err("command.not_finite"));
    }
}
