//! The contract as Markdown.

use std::iter::once;

use harmonia_contract::command::OPCODE;
use harmonia_contract::size::SIZES;
use harmonia_contract::{
    Field, Format, Opcode, Register, attention, beat, engine, identity, packet, program, record,
    register,
};

type Table = (&'static str, fn() -> String);

/// The name of each table and what makes it.
pub const TABLES: [Table; 14] = [
    ("sizes", sizes),
    ("engine commands", || commands(&engine::COMMANDS)),
    ("attention commands", || commands(&attention::COMMANDS)),
    ("registers", registers),
    ("beats", beats),
    ("records", records),
    ("weight formats", formats),
    ("program control", || {
        program_commands(&program::COMMANDS[..5])
    }),
    ("program vectors", || {
        program_commands(&program::COMMANDS[5..13])
    }),
    ("program products", || {
        program_commands(&program::COMMANDS[13..])
    }),
    ("refusals", refusals),
    ("packet header", packet_header),
    ("identity", board_identity),
    ("board state", board_state),
];

fn row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let cells = cells
        .into_iter()
        .fold(String::new(), |row, cell| row + " " + cell.as_ref() + " |");
    format!("|{cells}\n")
        .replace("|  |", "| |")
        .replace("|  |", "| |")
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    rows.into_iter()
        .fold(row(head) + &rule, |table, cells| table + &row(cells))
}

/// `high:low`, or the one bit.
fn bits(field: Field) -> String {
    match field.bits {
        1 => field.low.to_string(),
        bits => format!("{}:{}", field.low + bits - 1, field.low),
    }
}

/// A line per field, a column per command.
fn commands(commands: &[Opcode]) -> String {
    commands_with(OPCODE, commands)
}

fn program_commands(commands: &[Opcode]) -> String {
    commands_with(program::OPCODE, commands)
}

fn refusals() -> String {
    let rows = program::Refusal::ALL
        .iter()
        .map(|&refusal| vec![(refusal as u8).to_string(), refusal.meaning().to_owned()]);
    table(&["reason", "meaning"], rows)
}

fn commands_with(code: Field, commands: &[Opcode]) -> String {
    let mut fields: Vec<Field> = Vec::new();
    for (field, _) in commands.iter().flat_map(|command| command.operands) {
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    fields.sort_by_key(|field| field.low);
    let names = commands.iter().map(|command| command.name);
    let head: Vec<&str> = ["field", "bits"].into_iter().chain(names).collect();
    let codes = commands.iter().map(|command| command.code.to_string());
    let opcodes = [code.name.to_owned(), bits(code)].into_iter().chain(codes);
    let rows = fields.iter().map(|field| {
        let meaning = |command: &Opcode| {
            let own = command
                .operands
                .iter()
                .find(|(operand, _)| operand == field);
            own.map_or(String::new(), |(_, meaning)| (*meaning).to_owned())
        };
        let place = [field.name.to_owned(), bits(*field)];
        place
            .into_iter()
            .chain(commands.iter().map(meaning))
            .collect()
    });
    table(&head, once(opcodes.collect()).chain(rows))
}

pub fn registers() -> String {
    let rows = Register::ALL.iter().map(|register| {
        let (name, meaning) = register.description();
        vec![
            register.number().to_string(),
            name.into(),
            meaning.trim().into(),
        ]
    });
    let maxima = register::MAXIMUM..register::MAXIMUM + register::MAXIMA;
    let maximum = maxima.enumerate().map(|(head, number)| {
        vec![
            number.to_string(),
            format!("maximum {head}"),
            format!(
                "That of query head {head}, for step 2: {} bits, two's complement.",
                register::MAXIMUM_BITS
            ),
        ]
    });
    table(&["register", "name", "value"], rows.chain(maximum))
}

fn sizes() -> String {
    let rows = SIZES.iter().map(|size| {
        let name = format!("`{}`", size.name);
        vec![name, size.value.to_string(), size.meaning.trim().to_owned()]
    });
    table(&["size", "value", "what it counts"], rows)
}

fn beats() -> String {
    let weights = [beat::NIBBLES, beat::SCALES, beat::MINIMA]
        .into_iter()
        .flatten();
    let scale = [beat::KV_FRACTION, beat::KV_EXPONENT];
    let rows = weights
        .map(|field| ("weights", field))
        .chain(scale.map(|field| ("keys and values, in a scale", field)))
        .chain(beat::FIFTH_BITS.map(|field| ("keys and values, above those of weights", field)))
        .chain([beat::VALUE, beat::OVERFLOW, beat::INVALID].map(|field| ("results", field)))
        .map(|(stream, field)| vec![stream.to_owned(), field.name.to_owned(), bits(field)]);
    table(&["beat", "field", "bits"], rows)
}

fn records() -> String {
    let high = |bits| (record::high_code_bits(bits), record::high_words(bits));
    let low = |bits| (record::low_code_bits(bits), record::low_words(bits));
    let line = |plane: &str, bits: usize, (code, words): (usize, usize)| {
        vec![
            plane.to_owned(),
            bits.to_string(),
            code.to_string(),
            words.to_string(),
            format!("{} x blocks", words * record::page_records(1)),
        ]
    };
    let rows = [4, 3].into_iter();
    let rows = rows.flat_map(|bits| [line("high", bits, high(bits)), line("low", bits, low(bits))]);
    table(
        &[
            "plane",
            "mantissa bits",
            "bits of a code",
            "words of a record",
            "words of a page",
        ],
        rows,
    )
}

fn formats() -> String {
    let rows = Format::ALL.map(|format| {
        let quants = format.quants();
        let value = if format.has_minimum() {
            "d q + m"
        } else {
            "d q"
        };
        vec![
            format.name().to_owned(),
            format.code().to_string(),
            format!("{} to {}", quants.start(), quants.end()),
            value.to_owned(),
            format.passes().to_string(),
            format.group_bytes().to_string(),
        ]
    });
    table(
        &[
            "format",
            "code",
            "integers q",
            "a weight is",
            "beats per group",
            "bytes per group",
        ],
        rows,
    )
}

fn packet_header() -> String {
    let meaning = |field: Field| match field {
        packet::KIND => "what the packet is",
        packet::ROUND => {
            "how often the host has gone back or asked; from the board, the last one seen"
        }
        packet::GAP => "from the board: packets were left out since the last one taken",
        packet::CLOSED => "from the board: no room for a packet of words, or not yet at rest",
        packet::WORDS => "words that follow",
        packet::SEQUENCE => "number of a Data packet; of others, of the next one",
        _ => "number of the Data packet that is waited for; all before have come",
    };
    let rows = packet::HEADER.iter().map(|&field| {
        vec![
            field.name.to_owned(),
            bits(field),
            meaning(field).to_owned(),
        ]
    });
    table(&["field", "bits", "meaning"], rows)
}

fn board_identity() -> String {
    let fields = [
        (0, identity::VERSION_FIELD, "of packets and of this record"),
        (0, identity::TOKEN_ROWS, "token rows of the engine"),
        (0, identity::BATCH, "the most tokens of a pass"),
        (
            0,
            identity::COUNTERS,
            "words that COUNTERS is answered with",
        ),
        (0, identity::FINGERPRINT, "of the contract"),
        (1, identity::CLOCK, "cycles per second"),
        (1, identity::CONTEXT, "tokens that a query can see"),
        (1, identity::VECTORS, "elements of vector memory"),
        (
            2,
            identity::MEMORY_WORDS,
            "words of memory found, 0 before they are",
        ),
        (
            2,
            identity::STATE,
            "what else the board says of its state, by bit",
        ),
    ];
    let rows = fields.map(|(word, field, meaning)| {
        vec![
            word.to_string(),
            field.name.to_owned(),
            bits(field),
            meaning.to_owned(),
        ]
    });
    table(&["word", "field", "bits", "meaning"], rows)
}

fn board_state() -> String {
    let fields = [
        (
            identity::READY,
            "memory can be used: its size is known, and no test runs",
        ),
        (identity::FOUND, "a memory chip answers"),
        (identity::TESTED, "all of memory has been tested"),
        (
            identity::ERRORS,
            "words that the test has found wrong, each of them once or twice; 65535 are as many or more",
        ),
    ];
    let rows =
        fields.map(|(field, meaning)| vec![field.name.to_owned(), bits(field), meaning.to_owned()]);
    table(&["field", "bits", "meaning"], rows)
}
