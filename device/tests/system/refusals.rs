//! Each reason of the contract to refuse a command, and what a driver must see to.

use harmonia_contract::program::Refusal::{self, *};
use harmonia_device::CommandError;
use harmonia_device::system::{EmulatedMachine, Machine, MachineError, Pass, Setup};
use harmonia_numerics::kv::Region;

use crate::bench::*;

/// The first refusal of a text for tokens with these lines.
fn refused(text: &str, lines: &[[u64; 2]]) -> (Refusal, usize, String) {
    match Bench::new().run(text, lines) {
        Err(
            ref error @ MachineError::Refused {
                refusal,
                address,
                ref command,
            },
        ) => {
            assert!(error.code().starts_with("machine.refused."), "{error}");
            (refusal, address, command.clone())
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn refuses(text: &str, refusal: Refusal) {
    let lines = [0, 0, 0].map(|_| line_of(CACHE, 0, 0));
    let (found, address, command) = refused(text, &lines);
    let last = text.lines().count() - 1;
    assert_eq!((found, address), (refusal, 2 * last), "{text}: {command}");
    assert!(
        text.lines()
            .next_back()
            .unwrap()
            .trim()
            .starts_with(&command[..3]),
        "{command}"
    );
}

#[track_caller]
fn runs(text: &str) {
    let lines = [0, 0, 0].map(|_| line_of(CACHE, 0, 0));
    Bench::new().run(text, &lines).unwrap();
}

#[test]
fn a_pass_has_tokens_and_lies_in_read_only_memory() {
    let mut bench = Bench::new();
    let mut run = |program, table, tokens| {
        let ended = bench.machine.run(Pass {
            program,
            table,
            tokens,
        });
        match ended {
            Err(MachineError::Refused {
                refusal: Refusal::Pass,
                address,
                ..
            }) => Some(address),
            Ok(_) => None,
            Err(error) => panic!("{error}"),
        }
    };
    // Memory of zeros is an END.
    assert_eq!(run(100, 0, 1), None);
    assert_eq!(run(100, 0, 0), Some(100));
    assert_eq!(run(100, 0, 7), Some(100));
    assert_eq!(run(DATA - 2, 0, 1), None);
    assert_eq!(run(DATA - 1, 0, 1), Some(DATA - 1));
    assert_eq!(run(0xff_ffff, 0, 1), Some(0xff_ffff));
    // COPY after COPY up to the end of read-only memory.
    let copies = [[0x1_0020, 0]; 5];
    bench
        .machine
        .write(DATA - 10, copies.as_flattened())
        .unwrap();
    let ended = bench.machine.run(Pass {
        program: DATA - 10,
        table: 0,
        tokens: 1,
    });
    assert!(matches!(
        ended,
        Err(MachineError::Refused {
            refusal: Refusal::Pass,
            address: DATA,
            ..
        })
    ));
}

#[test]
fn a_line_outside_of_read_only_memory_ends_the_pass_where_it_is_needed() {
    let mut bench = Bench::new();
    bench
        .run(
            "COPY length=1\nREPEAT each_token\nCOPY length=2\nNEXT",
            &[[0; 2]],
        )
        .unwrap();
    // The second line is not there: the first command of the body is next.
    let ended = bench.machine.run(Pass {
        program: 0,
        table: DATA - 2,
        tokens: 2,
    });
    assert!(matches!(
        ended,
        Err(MachineError::Refused {
            refusal: Refusal::Pass,
            address: 4,
            ..
        })
    ));
}

#[test]
fn there_are_seventeen_commands() {
    let (refusal, address, command) = refused("COPY length=1\n.words 0xff 0x5", &[[0; 2]]);
    assert_eq!(
        (refusal, address, command.as_str()),
        (Opcode, 2, ".words 0xff 0x5")
    );
}

#[test]
fn nothing_is_of_no_length_and_pairs_are_whole() {
    for text in [
        "REPEAT",
        "FETCH address=0",
        "FETCH length=3 address=0",
        "SPILL length=3 address=16384",
        "COPY",
        "NORM",
        "ROPE length=8",
        "ROPE length=8 D=3",
        "ROPE D=8",
        "MATMUL outputs=2",
        "MATMUL groups=2",
        "TILE first=1",
        "TILE first=9",
        "REPEAT each_token\nSTORE region=0+r6",
        "REPEAT each_token\nATTEND region=0+r6",
    ] {
        refuses(text, Empty);
    }
    runs("REPEAT each_token count=0\nNEXT");
}

#[test]
fn four_loops_lie_in_each_other_and_one_goes_over_tokens() {
    refuses(
        "REPEAT count=1\nREPEAT count=1\nREPEAT count=1\nREPEAT count=1\nREPEAT count=1",
        Loops,
    );
    refuses(
        "REPEAT each_token\nREPEAT count=1\nREPEAT each_token",
        Loops,
    );
    refuses("REPEAT each_token\nTILE tokens=1", Loops);
    refuses("REPEAT each_token\nREPEAT count=1\nTILE tokens=1", Loops);
    runs("REPEAT count=2\nTILE first=1 tokens=1\nREPEAT each_token\nNEXT\nNEXT");
    runs(
        "REPEAT count=2\nREPEAT each_token\nREPEAT count=2\nREPEAT count=2\nNEXT\nNEXT\nNEXT\nNEXT\nREPEAT each_token\nNEXT",
    );
}

#[test]
fn a_loop_ends_once_and_tokens_have_theirs() {
    refuses("NEXT", NoLoop);
    refuses("REPEAT count=2\nNEXT\nNEXT", NoLoop);
    let store = format!("STORE length={SIZE} D=200 region={CACHE}");
    for text in [
        store.as_str(),
        "COMMIT region=0x6000",
        &store.replace("STORE", "ATTEND"),
    ] {
        refuses(text, NoToken);
        refuses(&format!("REPEAT count=1\n{text}"), NoToken);
    }
}

#[test]
fn operands_that_there_are_none_of_are_refused() {
    for text in [
        "MATMUL format=3 groups=1 outputs=1",
        "COPY length=1 blocks",
        "TILE tokens=4",
        "TILE first=3 tokens=1",
        "TILE first=255 tokens=255",
        "ROPE length=8 D=10",
        "REPEAT each_token\nATTEND length=48 heads=3 region=0+r6",
        "REPEAT each_token\nATTEND length=49 region=0+r6",
        "REPEAT each_token\nSTORE length=47 region=0+r6",
    ] {
        refuses(text, Operand);
    }
}

#[test]
fn memory_is_read_and_written_where_it_may_be() {
    let loaded = "COPY blocks all_tokens length=32";
    // Two groups of a pair are a record of 18 words, for three outputs too.
    runs(&format!(
        "{loaded}\nMATMUL groups=1 outputs=3 address={}",
        DATA - 18
    ));
    refuses(
        &format!("{loaded}\nMATMUL groups=1 outputs=3 address={}", DATA - 17),
        Memory,
    );
    refuses(
        "MATMUL format=Int8 groups=1023 outputs=1048575 address=0",
        Memory,
    );
    runs(&format!("FETCH length=8 address={}", CACHE - 4));
    refuses(&format!("FETCH length=8 address={}", CACHE - 3), Memory);
    // The third token's begins eight words further.
    runs(&format!(
        "FETCH all_tokens length=8 stride_address=4 address={}",
        CACHE - 12
    ));
    refuses(
        &format!(
            "FETCH all_tokens length=8 stride_address=4 address={}",
            CACHE - 11
        ),
        Memory,
    );
    runs(&format!("SPILL length=2 address={DATA}"));
    refuses(&format!("SPILL length=2 address={}", DATA - 1), Memory);
    refuses(&format!("SPILL length=8 address={}", CACHE - 3), Memory);
    // Addresses are cut to 24 bits, ends are not.
    runs("INDEX to=1 value=0xffffff\nFETCH length=2 address=1+r1");
    refuses("FETCH length=4 address=0xffffff", Memory);
}

#[test]
fn blocks_are_loaded_one_behind_the_other_before_they_are_read() {
    // Three tokens are two banks.
    runs(
        "COPY blocks all_tokens length=32\nCOPY blocks all_tokens length=33 D=2\nMATMUL groups=3 outputs=1",
    );
    refuses(
        "COPY blocks all_tokens length=32\nCOPY blocks all_tokens length=32 D=4",
        Blocks,
    );
    refuses(
        "COPY blocks all_tokens length=32\nMATMUL groups=2 outputs=1",
        Blocks,
    );
    refuses(
        "COPY blocks all_tokens length=32\nMATMUL base=2 groups=1 outputs=1",
        Blocks,
    );
    refuses("COPY blocks all_tokens length=8193", Blocks);
    runs("COPY blocks all_tokens length=8192\nMATMUL groups=256 outputs=1");
    // A tile of two tokens is one bank, and begins without blocks.
    runs(&format!(
        "TILE first=1 tokens=2\nCOPY blocks all_tokens length=16384\nMATMUL groups=512 outputs=1 address={FREE}"
    ));
    refuses("TILE tokens=2\nCOPY blocks all_tokens length=16385", Blocks);
    let loaded = "COPY blocks all_tokens length=32";
    refuses(
        &format!("{loaded}\nTILE tokens=3\nMATMUL groups=1 outputs=1"),
        Blocks,
    );
    let attend = format!(
        "COPY blocks all_tokens length=32
        REPEAT each_token
        STORE length={SIZE} D=200 region=0+r6
        ATTEND length={SIZE} D=300 region=0+r6
        NEXT"
    );
    refuses(&format!("{attend}\nMATMUL groups=1 outputs=1"), Blocks);
}

#[test]
fn sums_stand_until_something_else_uses_them() {
    let loaded = "COPY blocks all_tokens length=32";
    let keeps = format!("{loaded}\nMATMUL groups=1 address={FREE} outputs=6 keeps");
    let goes_on = format!("MATMUL groups=1 address={FREE} outputs=6 continues");
    // Loads, vectors, words and loops leave them alone.
    runs(&format!(
        "{keeps}\n{loaded}\nFETCH length=2 address=0\nREPEAT count=2\n{goes_on} keeps\nNEXT\n{goes_on}"
    ));
    let store =
        format!("REPEAT each_token\nCOMMIT region=0+r6\nSTORE length={SIZE} D=200 region=0+r6");
    let lines = [0, 1, 2].map(|position| line_of(CACHE, 0, position));
    let stored = format!("{keeps}\n{store}\nNEXT\n{goes_on}");
    Bench::new().run(&stored, &lines).unwrap();
    let attends = format!(
        "{keeps}\n{store}\nATTEND length={SIZE} D=300 region=0+r6\nNEXT\n{loaded}\n{goes_on}"
    );
    let Err(MachineError::Refused {
        refusal: Blocks, ..
    }) = Bench::new().run(&attends, &lines)
    else {
        panic!("sums stand behind an ATTEND");
    };
    for text in [
        format!("{loaded}\n{goes_on}"),
        format!("{loaded}\nMATMUL groups=1 address={FREE} outputs=6\n{goes_on}"),
        format!("{keeps}\n{goes_on}\n{goes_on}"),
        format!("{keeps}\nMATMUL groups=1 address={FREE} outputs=5 continues"),
        format!("{keeps}\nMATMUL groups=1 address={FREE} outputs=518 continues"),
        format!("{keeps}\nTILE tokens=3\n{loaded}\n{goes_on}"),
        // Two banks of 128 pairs are as many sums as there is room for.
        format!("{loaded}\nMATMUL groups=1 address={FREE} outputs=257 keeps"),
    ] {
        refuses(&text, Blocks);
    }
    runs(&format!(
        "{loaded}\nMATMUL groups=1 address={FREE} outputs=256 keeps\nMATMUL groups=1 address={FREE} outputs=256 continues"
    ));
    runs(&format!(
        "TILE tokens=1\n{loaded}\nMATMUL groups=1 address={FREE} outputs=512 keeps"
    ));
    refuses(
        &format!("TILE tokens=1\n{loaded}\nMATMUL groups=1 address={FREE} outputs=513 keeps"),
        Blocks,
    );
}

#[test]
fn regions_lie_behind_the_bound_within_memory_and_have_room() {
    let words = regions().words();
    for (begin, position, fine) in [
        (CACHE, 0, true),
        (CACHE - 1, 0, false),
        (MEMORY - words, 0, true),
        (MEMORY - words + 1, 0, false),
        (CACHE, 100, false),
    ] {
        let lines = [line_of(begin, 0, position)];
        for command in [
            "COMMIT region=0+r6".to_string(),
            format!("STORE length={SIZE} D=200 region=0+r6"),
            format!("ATTEND length={SIZE} D=200 region=0+r6"),
        ] {
            let text = format!("REPEAT each_token\n{command}\nNEXT");
            let attends = command.starts_with("ATT");
            match Bench::new().run(&text, &lines) {
                Err(MachineError::Refused {
                    refusal: Region,
                    address: 2,
                    ..
                }) => assert!(!fine),
                Ok(_) => assert!(fine && !attends),
                Err(MachineError::Order { .. }) => assert!(fine && attends),
                other => panic!("{command} {other:?}"),
            }
        }
    }
}

#[test]
fn what_comes_before_a_refusal_has_its_effect() {
    let mut bench = Bench::new();
    bench.machine.write(DATA, &[7]).unwrap();
    let text = format!(
        "FETCH length=2 A=0 address={DATA}\nSPILL length=2 A=0 address={}\nNEXT",
        DATA + 1
    );
    let ended = bench.run(&text, &[[0; 2]]);
    assert!(matches!(
        ended,
        Err(MachineError::Refused {
            refusal: NoLoop,
            ..
        })
    ));
    let mut word = [0];
    bench.machine.read(DATA + 1, &mut word).unwrap();
    assert_eq!(word, [7]);
    let error = ended.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the command at word 4, `NEXT`, is refused: A NEXT without a REPEAT."
    );
    assert_eq!(error.code(), "machine.refused.no_loop");
}

/// The code of what a driver is refused, before anything is executed.
fn code(text: &str, lines: &[[u64; 2]]) -> &'static str {
    let mut bench = Bench::new();
    let text = format!("SPILL length=2 A=0 address={DATA}\n{text}");
    bench.machine.write(DATA, &[7]).unwrap();
    let error = bench.run(&text, lines).unwrap_err();
    let mut word = [0];
    bench.machine.read(DATA, &mut word).unwrap();
    assert_eq!(word, [7], "{text} was executed: {error}");
    error.code()
}

#[test]
fn operands_that_are_written_before_they_are_read_are_refused() {
    for text in [
        "COPY length=4 A=0 D=3",
        "COPY length=4 A=3 D=0",
        "COPY length=4 A=1022 D=0",
        "COPY length=512 parts=3",
        "ADD length=4 A=0 D=1",
        "SWIGLU length=4 A=0 B=4 D=2",
        "SWIGLU length=4 A=0 B=8 D=7",
        "NORM length=4 A=0 B=100 D=98",
        "NORM length=4 parts=2 A=0 B=100 D=102",
        "MULTIPLY length=4 parts=2 A=0 B=100 D=100",
        "MULTIPLY length=4 A=0 B=100 D=97",
        "ROPE length=8 D=4 A=0 B=7",
        // The second token's destination is the third one's operand plus 1.
        "COPY all_tokens length=4 A=0 D=17 stride_A=8",
    ] {
        assert_eq!(code(text, &[[0; 2]; 3]), "machine.overlap", "{text}");
    }
    for text in [
        "COPY length=4 A=0 D=4",
        "COPY length=4 A=4 D=0",
        "COPY length=4 A=2 D=2",
        "ADD length=4 A=2 D=2",
        "SWIGLU length=4 A=0 B=4 D=4",
        "NORM length=4 A=0 B=100 D=0",
        "NORM length=4 A=0 B=100 D=102",
        "MULTIPLY length=4 A=0 B=100 D=100",
    ] {
        runs(text);
    }
}

#[test]
fn blocks_begin_with_a_bank_and_norms_have_an_end() {
    let loaded = "COPY blocks all_tokens length=32";
    let odd = format!("{loaded}\n{loaded} D=1");
    assert_eq!(code(&odd, &[[0; 2]; 3]), "machine.bank");
    let odd = format!("{loaded}\n{loaded} D=2\nMATMUL base=1 groups=1 outputs=1");
    assert_eq!(code(&odd, &[[0; 2]; 3]), "machine.bank");
    assert_eq!(code("NORM length=32769", &[[0; 2]]), "machine.norm");
    let endless = "REPEAT count=65535\nREPEAT count=65535\nREPEAT count=65535\nNEXT\nNEXT\nNEXT";
    assert_eq!(code(endless, &[[0; 2]]), "machine.too_long");
}

#[test]
fn tokens_come_in_their_order_with_the_slots_of_the_layout() {
    let store = format!("REPEAT each_token\nSTORE length={SIZE} D=200 region=0+r6\nNEXT");
    let at = |position| line_of(CACHE, 0, position);
    assert_eq!(code(&store, &[at(0), at(2)]), "command.position");
    assert_eq!(code(&store, &[at(1)]), "command.position");
    let mut slot = at(0);
    slot[0] ^= 1 << 16;
    assert_eq!(code(&store, &[slot]), "machine.slot");
    let attend = format!("REPEAT each_token\nATTEND length={SIZE} D=200 region=0+r6\nNEXT");
    assert_eq!(code(&attend, &[at(0)]), "command.query");
    let commit = "REPEAT each_token\nCOMMIT region=0+r6\nNEXT";
    assert_eq!(code(commit, &[at(32)]), "command.page");
    let mut first = at(0);
    first[0] |= 1 << 48;
    assert_eq!(code(commit, &[first]), "command.page");
    // A region on another one.
    let mut other = at(0);
    other[1] += 1;
    assert_eq!(code(&store, &[at(0), other]), "command.overlap");
    // From pass to pass: a page must be committed before the next one begins.
    let mut bench = Bench::new();
    for first in (0..32).step_by(4) {
        let lines: Vec<_> = (first..first + 4).map(at).collect();
        bench.run(&store, &lines).unwrap();
    }
    let error = bench.run(&store, &[at(32)]).unwrap_err();
    assert!(matches!(
        error,
        MachineError::Order {
            reason: CommandError::Position {
                position: 32,
                stored: 32,
                committed: 0,
                ..
            },
            region: CACHE,
            address: 2,
            ..
        }
    ));
    bench
        .run(
            &store.replace("STORE", "COMMIT region=0+r6\nSTORE"),
            &[at(32)],
        )
        .unwrap();
    // A new layout begins anew.
    bench.machine.configure(&setup()).unwrap();
    assert_eq!(
        bench.run(&store, &[at(33)]).unwrap_err().code(),
        "command.position"
    );
    bench.run(&store, &[at(0)]).unwrap();
}

#[test]
fn bounds_and_addresses_that_memory_does_not_have_are_refused() {
    let mut machine = EmulatedMachine::new(limits());
    assert_eq!(
        machine.write(MEMORY, &[1]).unwrap_err().code(),
        "machine.out_of_memory"
    );
    let error = machine.read(usize::MAX, &mut [0; 2]).unwrap_err();
    assert_eq!(error.code(), "machine.out_of_memory");
    // Nothing may be read before bounds are set.
    let unset = machine.run(Pass {
        program: 0,
        table: 0,
        tokens: 1,
    });
    assert_eq!(unset.unwrap_err().code(), "machine.refused.pass");
    let long = Region::new(regions().shape(), 129);
    for wrong in [
        Setup {
            data: CACHE + 1,
            ..setup()
        },
        Setup {
            cache: MEMORY + 1,
            ..setup()
        },
        Setup {
            regions: long,
            ..setup()
        },
    ] {
        assert_eq!(
            machine.configure(&wrong).unwrap_err().code(),
            "machine.setup"
        );
    }
}
