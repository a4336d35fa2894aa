//! What a board says of itself when a connection begins: what it was built from, and the memory that it has found.

use crate::Field;

/// The version of packets and of this record. Hello packets are the same in all versions.
pub const VERSION: usize = 1;
/// Words of the record.
pub const WORDS: usize = 7;
/// The word that is not built in: what the board has found out.
pub const FOUND_WORD: usize = 2;
/// Bytes of a configuration's name, at most.
pub const NAME_BYTES: usize = 32;

/// Word 0: [`VERSION`].
pub const VERSION_FIELD: Field = Field::new("version", 0, 8);
/// Word 0: token rows.
pub const TOKEN_ROWS: Field = Field::new("token rows", 8, 8);
/// Word 0: the most tokens of a pass.
pub const BATCH: Field = Field::new("batch", 16, 8);
/// Word 0: words that the frame COUNTERS is answered with.
pub const COUNTERS: Field = Field::new("counters", 24, 8);
/// Word 0: [`fingerprint`](crate::fingerprint::fingerprint()) of the contract.
pub const FINGERPRINT: Field = Field::new("fingerprint", 32, 32);
/// Word 1: clock cycles per second.
pub const CLOCK: Field = Field::new("clock", 0, 32);
/// Word 1: tokens that a query can see.
pub const CONTEXT: Field = Field::new("context", 32, 14);
/// Word 1: elements of vector memory.
pub const VECTORS: Field = Field::new("vectors", 46, 17);
/// Word 2: words of memory that were found; 0 before they are.
pub const MEMORY_WORDS: Field = Field::new("memory words", 0, 32);
/// Word 2: what else the board says of its state, by bit: [`READY`] and the fields after it.
pub const STATE: Field = Field::new("state", 32, 32);

/// State: memory can be used; its size is known, and no test runs.
pub const READY: Field = Field::new("ready", 0, 1);
/// State: a memory chip answers.
pub const FOUND: Field = Field::new("found", 1, 1);
/// State: all of memory has been tested.
pub const TESTED: Field = Field::new("tested", 2, 1);
/// State: words that the test has found wrong, at most as many as fit.
pub const ERRORS: Field = Field::new("errors", 16, 16);

/// What a board says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Of packets and of this record.
    pub version: usize,
    /// Of the contract: [`fingerprint`](crate::fingerprint::fingerprint()).
    pub fingerprint: u32,
    /// The name of its configuration, at most [`NAME_BYTES`] bytes.
    pub configuration: String,
    /// Token rows of the engine.
    pub token_rows: usize,
    /// The most tokens of a pass.
    pub batch: usize,
    /// Elements of vector memory.
    pub vectors: usize,
    /// Tokens that a query can see.
    pub context: usize,
    /// Words that the frame COUNTERS is answered with.
    pub counters: usize,
    /// Clock cycles per second.
    pub clock: usize,
    /// Words of memory that were found; 0 before they are.
    pub memory_words: usize,
    /// What else the board says of its state, by bit: [`READY`] and the fields after it.
    pub state: usize,
}

impl Identity {
    /// The record.
    ///
    /// # Panics
    /// When a number does not fit its field, or the name its bytes.
    pub fn words(&self) -> [u64; WORDS] {
        let put = |fields: &[(Field, usize)]| {
            fields.iter().fold(0, |word, &(field, value)| {
                assert!(value <= field.most(), "{value} in `{}`", field.name);
                word | (value as u64) << field.low
            })
        };
        let mut name = [0; NAME_BYTES];
        name[..self.configuration.len()].copy_from_slice(self.configuration.as_bytes());
        let part = |index: usize| {
            let bytes = name[8 * index..]
                .first_chunk()
                .expect("a name has so many words");
            u64::from_le_bytes(*bytes)
        };
        [
            put(&[
                (VERSION_FIELD, self.version),
                (TOKEN_ROWS, self.token_rows),
                (BATCH, self.batch),
                (COUNTERS, self.counters),
                (FINGERPRINT, self.fingerprint as usize),
            ]),
            put(&[
                (CLOCK, self.clock),
                (CONTEXT, self.context),
                (VECTORS, self.vectors),
            ]),
            put(&[(MEMORY_WORDS, self.memory_words), (STATE, self.state)]),
            part(0),
            part(1),
            part(2),
            part(3),
        ]
    }

    /// What a record says; none of it is looked at.
    pub fn of(words: [u64; WORDS]) -> Identity {
        let name: Vec<u8> = words[3..]
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect();
        let end = name
            .iter()
            .position(|&byte| byte == 0)
            .unwrap_or(name.len());
        Identity {
            version: VERSION_FIELD.of(words[0]),
            fingerprint: FINGERPRINT.of(words[0]) as u32,
            configuration: String::from_utf8_lossy(&name[..end]).into_owned(),
            token_rows: TOKEN_ROWS.of(words[0]),
            batch: BATCH.of(words[0]),
            vectors: VECTORS.of(words[1]),
            context: CONTEXT.of(words[1]),
            counters: COUNTERS.of(words[0]),
            clock: CLOCK.of(words[1]),
            memory_words: MEMORY_WORDS.of(words[2]),
            state: STATE.of(words[2]),
        }
    }
}
