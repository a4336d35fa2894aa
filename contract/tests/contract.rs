//! The contract does not contradict itself.

use harmonia_contract::command::OPCODE;
use harmonia_contract::size::{self, COMMAND_BITS};
use harmonia_contract::{
    Field, Format, Identity, Opcode, Register, attention, beat, engine, fingerprint, identity,
    packet, program, record, register, weights,
};

fn commands() -> impl Iterator<Item = Opcode> {
    engine::COMMANDS.into_iter().chain(attention::COMMANDS)
}

fn apart(fields: &[Field], end: usize, what: &str) {
    let mut fields = fields.to_vec();
    fields.sort_by_key(|field| field.low);
    for pair in fields.windows(2) {
        assert!(
            pair[0].low + pair[0].bits <= pair[1].low,
            "{what}: {pair:?} overlap"
        );
    }
    let last = fields[fields.len() - 1];
    assert!(
        last.low + last.bits <= end,
        "{what}: {last:?} is beyond bit {end}"
    );
}

#[test]
fn fields_of_a_command_lie_apart_within_its_word() {
    for command in commands() {
        let operands = command.operands.iter().map(|(field, _)| *field);
        let fields: Vec<Field> = operands.chain([OPCODE]).collect();
        apart(&fields, COMMAND_BITS, command.name);
    }
}

#[test]
fn codes_fit_their_fields_and_are_different() {
    let codes: Vec<u8> = commands().map(|command| command.code).collect();
    assert!(codes.iter().all(|&code| usize::from(code) <= OPCODE.most()));
    assert!((1..codes.len()).all(|i| !codes[..i].contains(&codes[i])));
    for (code, format) in Format::ALL.into_iter().enumerate() {
        assert_eq!(format.code(), code, "{format:?} in Format::ALL");
        assert!(code <= engine::FORMAT.most());
    }
    assert_eq!(register::MAXIMUM, Register::ALL.len());
    assert!(register::MAXIMUM + register::MAXIMA <= attention::REGISTER.most() + 1);
}

#[test]
fn fields_of_beats_fill_them() {
    let weights = [beat::NIBBLES, beat::SCALES, beat::MINIMA].concat();
    let kv = [&weights[..], &beat::FIFTH_BITS].concat();
    let results = [beat::VALUE, beat::OVERFLOW, beat::INVALID].to_vec();
    let beats = [
        (weights, size::WEIGHT_BEAT_BITS),
        (kv, size::KV_BEAT_BITS),
        (results, size::RESULT_BITS),
    ];
    let scale = [beat::KV_FRACTION, beat::KV_EXPONENT];
    apart(&scale, beat::SCALES[0].bits, "a scale");
    for (fields, bits) in beats {
        apart(&fields, bits, "a beat");
        assert_eq!(fields.iter().map(|field| field.bits).sum::<usize>(), bits);
    }
}

#[test]
fn limits_fit_the_fields_that_carry_them() {
    assert_eq!(1 << size::BLOCK_ADDRESS_BITS, size::BUFFER_BLOCKS);
    assert_eq!(2 * size::QUERY_BASE, size::BUFFER_BLOCKS);
    assert!(size::BUFFER_BLOCKS <= engine::BLOCKS.most());
    assert_eq!(size::BUFFER_BLOCKS, engine::BASE.most() + 1);
    assert!(size::MOST_CONTEXT <= attention::POSITION.most());
    const { assert!(size::MOST_READ_WORDS < 1 << size::MEMORY_LENGTH_BITS) };
    assert!(record::high_words(4).max(record::low_words(3)) <= size::MOST_READ_WORDS);
    assert_eq!(size::MEMORY_ADDRESS_BITS, attention::BASE.bits);
    assert_eq!(size::MOST_CONTEXT, 8192);
}

#[test]
fn a_command_is_its_fields() {
    let word = engine::LOAD.word(&[(engine::ROW, 3), (engine::BASE, 0x102), (engine::BLOCKS, 3)]);
    assert_eq!(word, 0x0301_0231);
    assert_eq!((OPCODE.of(word), engine::ROW.of(word)), (1, 3));
    assert_eq!(engine::BASE.of(word), 0x102);
}

#[test]
#[should_panic(expected = "LOAD has no field `pairs`")]
fn a_field_of_another_command_is_refused() {
    engine::LOAD.word(&[(engine::PAIRS, 1)]);
}

#[test]
#[should_panic(expected = "16 in 4 bits of `row`")]
fn a_value_that_does_not_fit_is_refused() {
    engine::LOAD.word(&[(engine::ROW, 16)]);
}

#[test]
fn formats_have_the_passes_and_bytes_of_their_integers() {
    let facts = |format: Format| (format.passes(), format.group_bytes(), format.is_signed());
    assert_eq!(facts(Format::Int4), (1, 18, true));
    assert_eq!(facts(Format::Int4Min), (1, 20, false));
    assert_eq!(facts(Format::Int8), (2, 34, true));
}

#[test]
fn records_of_weights_have_the_words_of_the_document() {
    assert_eq!(Format::ALL.map(weights::record_words), [18, 20, 34]);
}

#[test]
fn records_have_the_words_of_the_document() {
    assert_eq!([4, 3].map(record::high_words), [21, 17]);
    assert_eq!([4, 3].map(record::low_words), [16, 20]);
    assert_eq!(record::RESIDUAL_WORDS, 8);
}

#[test]
fn fields_of_a_program_lie_apart_and_each_in_one_word() {
    for command in program::COMMANDS {
        let operands = command.operands.iter().map(|(field, _)| *field);
        let fields: Vec<Field> = operands.chain([program::OPCODE]).collect();
        apart(&fields, program::COMMAND_BITS, command.name);
        let in_one = |field: &Field| field.low / 64 == (field.low + field.bits - 1) / 64;
        assert!(fields.iter().all(in_one), "{}", command.name);
    }
    apart(&program::line::FIELDS, program::line::BITS, "a line");
    let codes: Vec<u8> = program::COMMANDS.map(|command| command.code).into();
    assert!((1..codes.len()).all(|i| !codes[..i].contains(&codes[i])));
}

#[test]
fn fields_of_packets_and_of_what_a_board_says_lie_apart() {
    apart(&packet::HEADER, 8 * packet::HEADER_BYTES, "a header");
    apart(&[packet::KEY, packet::FINGERPRINT], 64, "a hello");
    let word = [
        identity::VERSION_FIELD,
        identity::TOKEN_ROWS,
        identity::BATCH,
        identity::COUNTERS,
        identity::FINGERPRINT,
    ];
    apart(&word, 64, "word 0");
    apart(
        &[identity::CLOCK, identity::CONTEXT, identity::VECTORS],
        64,
        "word 1",
    );
    apart(&[identity::MEMORY_WORDS, identity::STATE], 64, "word 2");
    assert!(
        identity::WORDS <= packet::MOST_WORDS && size::MOST_CONTEXT <= identity::CONTEXT.most()
    );
    assert!(
        packet::Kind::ALL
            .iter()
            .all(|&kind| kind as usize <= packet::KIND.most())
    );
}

#[test]
fn what_a_board_says_is_read_back() {
    let board = Identity {
        version: identity::VERSION,
        fingerprint: fingerprint::fingerprint(),
        configuration: "a-name-of-thirty-two-bytes-in-it".into(),
        token_rows: 4,
        batch: 28,
        vectors: 1 << 16,
        context: size::MOST_CONTEXT,
        counters: 10,
        clock: 100_000_000,
        memory_words: 1 << 23,
        state: 3,
    };
    assert_eq!(board.configuration.len(), identity::NAME_BYTES);
    assert_eq!(Identity::of(board.words()), board);
    assert_eq!(MEMORY_WORD, board.words()[identity::FOUND_WORD]);
}

/// 2^23 words of memory, state 3.
const MEMORY_WORD: u64 = 1 << 23 | 3 << 32;
