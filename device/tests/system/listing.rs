use harmonia_contract::Opcode;
use harmonia_contract::program::{self, COMMANDS};
use harmonia_device::system::{assemble, disassemble, listing};
use proptest::prelude::*;

#[test]
fn a_text_is_the_words_of_its_commands() {
    let text = "
        REPEAT each_token          ; a comment
        STORE length=64 A=576+r1 B=768 D=0x384 region=0+r6
        NEXT
        ; nothing
        MATMUL format=Int4Min groups=18 outputs=576 address=4096+r2
        ROPE halves all_tokens length=64 A=3 B=9+r7 D=64 parts=9
        .words 0xff 0x1
    ";
    let expected = [
        program::REPEAT.words(&[(program::EACH_TOKEN, 1)]),
        program::STORE.words(&[
            (program::LENGTH, 64),
            (program::A, 576),
            (program::A_INDEX, 1),
            (program::B, 768),
            (program::D, 900),
            (program::REGION_REGISTER, 6),
        ]),
        program::NEXT.words(&[]),
        program::MATMUL.words(&[
            (program::FORMAT, 1),
            (program::GROUPS, 18),
            (program::OUTPUTS, 576),
            (program::ADDRESS, 4096),
            (program::ADDRESS_INDEX, 2),
        ]),
        program::ROPE.words(&[
            (program::HALVES, 1),
            (program::ALL, 1),
            (program::LENGTH, 64),
            (program::A, 3),
            (program::B, 9),
            (program::B_INDEX, 7),
            (program::D, 64),
            (program::PARTS, 8),
        ]),
        [0xff, 1],
    ];
    assert_eq!(assemble(text).unwrap(), expected);
    let text = listing(&expected);
    assert!(
        text.starts_with(
            "REPEAT each_token\n  STORE length=64 A=576+r1 B=768 D=900 region=0+r6\nNEXT\n"
        ),
        "{text}"
    );
    assert!(text.contains("MATMUL format=Int4Min groups=18"), "{text}");
    assert_eq!(assemble(&text).unwrap(), expected);
}

#[test]
fn what_is_no_command_is_refused_with_its_line() {
    for (text, expected) in [
        ("END\nMOVE A=1", "line 2: there is no command `MOVE`"),
        ("COPY B=1", "line 1: COPY has no field `B`"),
        ("COPY A=65536", "line 1: 65536 in 16 bits of `A`"),
        ("COPY A=x", "line 1: `x` is no number"),
        ("COPY A=1 A=1", "line 1: `A` comes twice"),
        ("COPY A=1+r8", "line 1: 8 in 3 bits of `index of A`"),
        (
            "COPY length=1+r1",
            "line 1: no register is added to `length`",
        ),
        ("COPY parts=0", "line 1: `parts` is at least 1"),
        ("COPY parts=129", "line 1: 128 in 7 bits of `parts - 1`"),
        (".words 1", "line 1: `.words` has two words"),
    ] {
        let error = assemble(text).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.code()),
            (expected, "machine.assembly")
        );
    }
}

/// A command with any values in its fields.
fn command(opcode: Opcode) -> impl Strategy<Value = [u64; 2]> {
    let values: Vec<_> = opcode
        .operands
        .iter()
        .map(|(field, _)| prop_oneof![Just(0), 0..=field.most()])
        .collect();
    values.prop_map(move |values| {
        let fields = opcode.operands.iter().map(|(field, _)| *field);
        opcode.words(&fields.zip(values).collect::<Vec<_>>())
    })
}

proptest! {
    #[test]
    fn every_command_is_read_from_its_text(
        command in prop::sample::select(&COMMANDS[..]).prop_flat_map(command)
    ) {
        prop_assert_eq!(assemble(&disassemble(command)), Ok(vec![command]));
    }
}
