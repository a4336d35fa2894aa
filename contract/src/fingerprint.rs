//! A number that tells contracts apart: host and board must have the same one.

use crate::command::{Field, Opcode};
use crate::program::Refusal;
use crate::{
    Format, Register, attention, beat, engine, frame, identity, packet, program, record, size,
};

/// Of everything that this crate says: sizes, commands with their fields, registers, records, frames, counters, packets. A
/// change of meaning that changes none of these is a change of [`identity::VERSION`].
pub fn fingerprint() -> u32 {
    let mut hash = Fnv(0x811c_9dc5);
    for size in size::SIZES {
        hash.text(size.name);
        hash.number(size.value);
    }
    let commands = engine::COMMANDS
        .iter()
        .chain(&attention::COMMANDS)
        .chain(&program::COMMANDS);
    commands.for_each(|command| hash.opcode(command));
    let beats = [
        &beat::NIBBLES[..],
        &beat::SCALES,
        &beat::MINIMA,
        &beat::FIFTH_BITS,
    ]
    .concat();
    let results = [
        beat::VALUE,
        beat::OVERFLOW,
        beat::INVALID,
        beat::KV_FRACTION,
        beat::KV_EXPONENT,
    ];
    let lists = [
        &beats[..],
        &results,
        &program::line::FIELDS,
        &frame::FIELDS,
        &packet::HEADER,
    ];
    for field in lists.into_iter().flatten() {
        hash.field(*field);
    }
    for frame in frame::Frame::ALL {
        hash.number(frame as usize);
    }
    for counter in frame::COUNTERS {
        hash.text(counter);
    }
    hash.number(crate::check::POLYNOMIAL as usize);
    for register in Register::ALL {
        hash.text(register.description().0);
    }
    for refusal in Refusal::ALL {
        hash.text(refusal.meaning());
    }
    for format in Format::ALL {
        hash.text(format.name());
        hash.number(format.code());
        hash.number(crate::weights::record_words(format));
    }
    for bits in [3, 4] {
        hash.number(record::high_words(bits));
        hash.number(record::low_words(bits));
    }
    hash.number(identity::VERSION);
    hash.0
}

/// FNV-1a of 32 bits.
struct Fnv(u32);

impl Fnv {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    /// Its bytes, and an end that no text has.
    fn text(&mut self, text: &str) {
        text.bytes().chain([0xff]).for_each(|byte| self.byte(byte));
    }

    fn number(&mut self, number: usize) {
        (number as u64)
            .to_le_bytes()
            .into_iter()
            .for_each(|byte| self.byte(byte));
    }

    fn field(&mut self, field: Field) {
        self.text(field.name);
        self.number(field.low);
        self.number(field.bits);
    }

    fn opcode(&mut self, opcode: &Opcode) {
        self.text(opcode.name);
        self.number(opcode.code.into());
        for (field, _) in opcode.operands {
            self.field(*field);
        }
    }
}
