//! Each command against the arithmetic that it is defined by.

use half::f16;
use harmonia_contract::{Format, GROUP};
use harmonia_device::system::{Flags, Machine, MachineError, pack};
use harmonia_numerics::kv::{KvHead, to_fp16};
use harmonia_numerics::vector::{self, Norm, Pairing, Rope};
use harmonia_numerics::{Accumulator, Block, Matrix, reference};
use proptest::prelude::*;

use crate::bench::*;
use crate::tiles::{cases, full};

/// Runs a text without a flag.
fn after(text: &str, tokens: usize, input: &[f32]) -> Vec<f32> {
    let (vectors, outcome) = Bench::new().vectors(text, tokens, input);
    outcome.unwrap();
    vectors
}

#[test]
fn elements_are_moved_added_and_multiplied_part_by_part() {
    let input = numbers(1, 200);
    let copied = after("COPY length=3 parts=5 A=10 D=100", 1, &input);
    assert_eq!(bits(&copied[100..115]), bits(&input[10..25]));
    assert_eq!(bits(&copied[115..200]), bits(&input[115..]));
    let added = after("ADD length=7 parts=2 A=10 D=100", 1, &input);
    let mut expected = input[100..114].to_vec();
    vector::add(&mut expected, &input[10..24]);
    assert_eq!(bits(&added[100..114]), bits(&expected));
    let multiplied = after("MULTIPLY length=7 parts=2 A=10 B=50 D=10", 1, &input);
    let mut expected = input[10..24].to_vec();
    for part in expected.chunks_mut(7) {
        vector::multiply(part, &input[50..57]);
    }
    assert_eq!(bits(&multiplied[10..24]), bits(&expected));
}

#[test]
fn a_gate_a_norm_and_a_turn_are_those_of_numerics() {
    let mut input = numbers(2, 300);
    let gated = after("SWIGLU length=5 parts=3 A=10 B=40 D=100", 1, &input);
    let mut expected = vec![0.0; 15];
    vector::swiglu(&input[10..25], &input[40..55], &mut expected);
    assert_eq!(bits(&gated[100..115]), bits(&expected));
    let norm = Norm::new(20, 1e-5).unwrap();
    let units = norm.epsilon_units();
    input[200] = f32::from_bits(units as u32);
    input[201] = f32::from_bits((units >> 32) as u32);
    let normed = after("NORM length=20 parts=2 A=10 B=200 D=10", 1, &input);
    let mut expected = vec![0.0; 40];
    norm.apply(&input[10..50], &input[202..222], &mut expected);
    assert_eq!(bits(&normed[10..50]), bits(&expected));
    for (text, pairing) in [("", Pairing::Adjacent), ("halves", Pairing::Halves)] {
        let text = format!("ROPE {text} length=12 D=8 parts=3 A=10 B=100");
        let turned = after(&text, 1, &input);
        let turns: Vec<(f32, f32)> = input[100..108].chunks(2).map(|t| (t[0], t[1])).collect();
        let mut expected = input[10..46].to_vec();
        Rope::new(pairing, 12, 8)
            .unwrap()
            .apply(&turns, &mut expected);
        assert_eq!(bits(&turned[10..46]), bits(&expected));
    }
}

#[test]
fn tokens_have_strides_operands_have_registers_and_addresses_wrap() {
    let input = numbers(3, WINDOW);
    // A of token t is 4 + 8 t, D 260 + 5 t: registers are added.
    let text = "INDEX to=3 from=0 value=4
        INDEX to=2 from=3 value=256
        COPY all_tokens length=4 A=0+r3 D=0+r2 stride_A=8 stride_D=5";
    let copied = after(text, 3, &input);
    for token in 0..3 {
        assert_eq!(
            bits(&copied[260 + 5 * token..][..4]),
            bits(&input[4 + 8 * token..][..4])
        );
    }
    // Registers hold 24 bits, vector memory is round.
    let text = "INDEX to=1 from=0 value=0xffffff
        COPY length=4 A=3+r1 D=510
        COPY length=6 A=508 D=1022
        INDEX to=0 from=0 value=9
        COPY length=1 A=0+r0 D=100";
    let copied = after(text, 1, &input);
    assert_eq!(bits(&copied[510..512]), bits(&input[2..4]));
    assert_eq!(bits(&copied[0..2]), bits(&copied[510..512]));
    assert_eq!(bits(&copied[100..101]), bits(&copied[0..1]));
}

#[test]
fn memory_is_fetched_and_spilled_with_strides() {
    let mut bench = Bench::new();
    let input = numbers(4, 64);
    bench.machine.write(FREE, &words(&input)).unwrap();
    let text = format!(
        "FETCH all_tokens length=4 A=900 address={FREE} stride_address=5 stride_D=6
        SPILL all_tokens length=4 A=900 address={DATA} stride_address=3 stride_D=6"
    );
    bench.run(&text, &[[0; 2]; 3]).unwrap();
    for token in 0..3 {
        let spilled = bench.floats(DATA + 3 * token, 4);
        assert_eq!(bits(&spilled), bits(&input[10 * token..][..4]));
    }
}

#[test]
fn loops_repeat_and_registers_follow_the_lines() {
    let mut bench = Bench::new();
    let input = numbers(5, 32);
    bench.machine.write(FREE, &words(&input)).unwrap();
    // Register 7 is where a token's row begins, register 1 counts elements of vector memory.
    let text = format!(
        "REPEAT count=2
          REPEAT each_token
            FETCH length=2 A=0+r1 address={FREE}+r7
            INDEX to=1 from=1 value=2
          NEXT
        NEXT
        SPILL length=12 A=0 address={DATA}"
    );
    let lines = [7, 0, 3].map(|angles| line_of(CACHE, angles, 0));
    bench.run(&text, &lines).unwrap();
    let expected: Vec<f32> = [7, 0, 3, 7, 0, 3]
        .iter()
        .flat_map(|&at| input[2 * at..2 * at + 2].to_vec())
        .collect();
    assert_eq!(bits(&bench.floats(DATA, 12)), bits(&expected));
}

#[test]
fn a_loop_around_tokens_moves_what_their_lines_say() {
    let mut bench = Bench::new();
    let input = numbers(6, 64);
    bench.machine.write(FREE, &words(&input)).unwrap();
    // Registers 4 and 5 are added to regions and angles, modulo 2^24, when a line is read.
    let text = format!(
        "INDEX to=4 value={before}
        REPEAT count=2
          REPEAT each_token
            FETCH length=2 A=0+r1 address=0+r6
            FETCH length=2 A=2+r1 address=3+r7
            INDEX to=1 from=1 value=4
          NEXT
          INDEX to=4 from=4 value=5
          INDEX to=5 from=5 value=9
        NEXT
        SPILL length=16 A=0 address={DATA}",
        before = (1 << 24) - 2,
    );
    let lines = [0, 4].map(|at| line_of(FREE + 2 + at, FREE + at, 0));
    bench.run(&text, &lines).unwrap();
    let expected: Vec<f32> = [0, 3, 4, 7, 5, 12, 9, 16]
        .iter()
        .flat_map(|&at| input[2 * at..2 * at + 2].to_vec())
        .collect();
    assert_eq!(bits(&bench.floats(DATA, 16)), bits(&expected));
}

/// Results `[tokens][rows]` by the definition.
fn product(matrix: &Matrix, tokens: &[Vec<Block>]) -> Vec<f32> {
    let rows = matrix.rows();
    let sums = |blocks: &Vec<Block>| {
        let mut sums = vec![Accumulator::default(); rows];
        reference::multiply(matrix, 0..rows, 0..blocks.len(), blocks, &mut sums);
        sums
    };
    tokens
        .iter()
        .flat_map(sums)
        .map(|sum| sum.finish().value)
        .collect()
}

#[test]
fn a_product_is_that_of_the_definition_for_every_batch() {
    for format in Format::ALL {
        for tokens in [1usize, 2, 3, 6] {
            let (rows, columns) = (7, 3 * GROUP);
            let matrix =
                Matrix::quantise(format, rows, columns, &numbers(6, rows * columns)).unwrap();
            let mut bench = Bench::new();
            bench.machine.write(FREE, &pack(&matrix)).unwrap();
            let banks = tokens.div_ceil(ROWS);
            // Two parts of 40 elements are three blocks, the last one half empty, from the second place on.
            let text = format!(
                "COPY blocks all_tokens length=1 D=0
                COPY blocks all_tokens length=40 parts=2 A=20 stride_A=70 D={banks}
                MATMUL format={format:?} base={banks} groups=3 outputs={rows} address={FREE} A=4 stride_D=9"
            );
            let input = numbers(7, WINDOW);
            let (vectors, outcome) = bench.vectors(&text, tokens, &input);
            outcome.unwrap();
            let blocks: Vec<Vec<Block>> = (0..tokens)
                .map(|token| Block::from_slice(&input[20 + 70 * token..][..80]).unwrap())
                .collect();
            let expected = product(&matrix, &blocks);
            for token in 0..tokens {
                assert_eq!(
                    bits(&vectors[4 + 9 * token..][..rows]),
                    bits(&expected[token * rows..][..rows]),
                    "{format:?}, token {token} of {tokens}"
                );
            }
            assert_eq!(bits(&vectors[..4]), bits(&input[..4]));
        }
    }
}

#[test]
fn results_that_lie_over_each_other_are_written_in_the_order_of_the_engine() {
    let matrix = Matrix::quantise(Format::Int8, 5, GROUP, &numbers(8, 5 * GROUP)).unwrap();
    let mut bench = Bench::new();
    bench.machine.write(FREE, &pack(&matrix)).unwrap();
    let text = format!(
        "COPY blocks all_tokens length=32 A=0 stride_A=32 D=0
        MATMUL format=Int8 groups=1 outputs=5 address={FREE} A=100 stride_D=1"
    );
    let input = numbers(9, 96);
    let (vectors, outcome) = bench.vectors(&text, 2, &input);
    outcome.unwrap();
    let blocks = [0, 1].map(|t| Block::from_slice(&input[32 * t..][..32]).unwrap());
    let r = product(&matrix, &blocks);
    // Pair 0 of token 0 and 1, pair 1 of token 0 and 1, output 4 of both.
    let expected = [r[0], r[5], r[2], r[7], r[4], r[9]];
    assert_eq!(bits(&vectors[100..106]), bits(&expected));
}

#[test]
fn a_matrix_is_read_again_when_it_was_written() {
    let mut bench = Bench::new();
    let text = format!(
        "COPY blocks all_tokens length=32 A=0 D=0
        MATMUL format=Int4 groups=1 outputs=2 address={FREE} A=100"
    );
    let input = numbers(10, 32);
    let blocks = [Block::from_slice(&input).unwrap()];
    for seed in [11, 12] {
        let matrix = Matrix::quantise(Format::Int4, 2, GROUP, &numbers(seed, 2 * GROUP)).unwrap();
        bench.machine.write(FREE, &pack(&matrix)).unwrap();
        let (vectors, outcome) = bench.vectors(&text, 1, &input);
        outcome.unwrap();
        assert_eq!(bits(&vectors[100..102]), bits(&product(&matrix, &blocks)));
    }
}

#[test]
fn a_tile_has_operands_rows_and_lines_of_its_own() {
    let mut bench = Bench::new();
    let input = numbers(13, 64);
    bench.machine.write(FREE, &words(&input)).unwrap();
    // Tokens 1 to 3 of five: three lines, and operands that begin with token 1.
    let text = format!(
        "TILE first=1 tokens=3
        REPEAT each_token
          FETCH length=2 A=0+r1 address={FREE}+r7
          INDEX to=1 from=1 value=2
        NEXT
        ADD all_tokens length=2 A=100 D=0 stride_A=2 stride_D=2
        SPILL all_tokens length=2 A=0 address={DATA} stride_address=1 stride_D=2
        TILE tokens=5
        SPILL all_tokens length=2 A=0 address={to} stride_address=1 stride_D=2",
        to = DATA + 10,
    );
    let lines = [9, 7, 0, 3, 11].map(|angles| line_of(CACHE, angles, 0));
    bench.machine.write(DATA, &[0; 64]).unwrap();
    let clear = format!("FETCH length=128 A=0 address={DATA}");
    bench.run(&clear, &lines).unwrap();
    bench.run(&text, &lines).unwrap();
    let mut expected: Vec<f32> = [7, 0, 3]
        .iter()
        .flat_map(|&at| input[2 * at..][..2].to_vec())
        .collect();
    expected.resize(20, 0.0);
    assert_eq!(bits(&bench.floats(DATA, 20)), bits(&expected));
    assert_eq!(bits(&bench.floats(DATA + 10, 10)), bits(&expected[..10]));
}

/// Keys and values of a sequence through the machine, and through numerics' head.
#[test]
fn keys_values_and_answers_are_those_of_numerics() {
    const TOKENS: usize = 100;
    let region = CACHE + 40;
    let text = format!(
        "FETCH all_tokens length={pair} A=0 address={DATA} stride_address={words} stride_D={pair}
        FETCH length={SIZE} A=600 address={keys}
        FETCH length={SIZE} A=664 address={queries}
        REPEAT each_token
          COMMIT region=8+r6
          STORE length={SIZE} A=0+r1 B={SIZE}+r1 D=600 region=8+r6
          ATTEND length={SIZE} heads=2 A=0+r1 B=664 D=800 region=8+r6
          SPILL length={pair} A=800 address={out}+r2
          INDEX to=1 from=1 value={pair}
          INDEX to=2 from=2 value={words}
        NEXT",
        pair = 2 * SIZE,
        words = SIZE,
        keys = FREE,
        queries = FREE + 100,
        out = DATA + 1000,
    );
    let mut bench = Bench::new();
    let factors = [numbers(20, SIZE), numbers(21, SIZE)];
    bench.machine.write(FREE, &words(&factors[0])).unwrap();
    bench
        .machine
        .write(FREE + 100, &words(&factors[1]))
        .unwrap();
    let offsets: Vec<f16> = to_fp16(&numbers(22, SIZE)).unwrap();
    let packed = offsets.chunks(4).map(|four| {
        let word = |word: u64, x: &f16| word << 16 | u64::from(x.to_bits());
        four.iter().rev().fold(0, word)
    });
    bench
        .machine
        .write(region, &packed.collect::<Vec<_>>())
        .unwrap();
    let layout = regions();
    let mut head = KvHead::new(layout.shape(), layout.tokens());
    head.set_offsets(&offsets);
    let scaled = |values: &[f32], factors: &[f32]| {
        let products: Vec<f32> = values.iter().zip(factors).map(|(x, f)| x * f).collect();
        to_fp16(&products).unwrap()
    };
    let mut position = 0;
    // A batch of 1 to 6 tokens at a time.
    for batch in (1..=6).cycle() {
        let tokens = batch.min(TOKENS - position);
        if tokens == 0 {
            break;
        }
        let input = numbers(100 + position as u64, tokens * 2 * SIZE);
        bench.machine.write(DATA, &words(&input)).unwrap();
        let lines: Vec<[u64; 2]> = (position..position + tokens)
            .map(|position| line_of(region - 8, 0, position))
            .collect();
        if position == 40 {
            // What was decoded is forgotten when somebody writes among the pages; bits stay.
            let mut word = [0];
            bench
                .machine
                .read(region + layout.value_high, &mut word)
                .unwrap();
            bench
                .machine
                .write(region + layout.value_high, &word)
                .unwrap();
        }
        bench.run(&text, &lines).unwrap();
        for token in 0..tokens {
            let own = &input[token * 2 * SIZE..][..2 * SIZE];
            if position > 0 && position % 32 == 0 {
                head.commit(position / 32 - 1);
            }
            let key = scaled(&own[..SIZE], &factors[0]);
            head.store(position, &key, &to_fp16(&own[SIZE..]).unwrap());
            let queries = own
                .chunks(SIZE)
                .flat_map(|query| scaled(query, &factors[1]));
            let mut expected = vec![0.0; 2 * SIZE];
            let flags = head.attend(position, &queries.collect::<Vec<_>>(), 2, &mut expected);
            assert!(!flags.overflow);
            let out = bench.floats(DATA + 1000 + token * SIZE, 2 * SIZE);
            assert_eq!(bits(&out), bits(&expected), "position {position}");
            position += 1;
        }
        let mut stored = vec![0; layout.words()];
        bench.machine.read(region, &mut stored).unwrap();
        assert_eq!(stored, head.words());
    }
}

const OVERFLOW: Flags = Flags {
    overflow: true,
    invalid: false,
};
const INVALID: Flags = Flags {
    overflow: false,
    invalid: true,
};

fn flagged(outcome: Result<impl Sized, MachineError>) -> (usize, Flags, &'static str) {
    match outcome.err().unwrap() {
        ref error @ MachineError::Flagged { address, flags, .. } => (address, flags, error.code()),
        error => panic!("{error}"),
    }
}

#[test]
fn a_flag_of_a_part_is_raised_by_the_one_that_has_the_outputs() {
    let matrix = Matrix::quantise(Format::Int4, 2, GROUP, &[1.0; 2 * GROUP]).unwrap();
    let mut bench = Bench::new();
    bench.machine.write(FREE, &pack(&matrix)).unwrap();
    let part = format!("MATMUL format=Int4 groups=1 outputs=2 address={FREE} A=100");
    let text = format!(
        "COPY blocks all_tokens length=32 A=0 stride_A=32
        {part} keeps
        COPY blocks all_tokens length=32 A=200
        {part} continues stride_D=2"
    );
    let mut input = numbers(33, WINDOW);
    input[40] = f32::INFINITY;
    let (vectors, outcome) = bench.vectors(&text, 2, &input);
    // Behind the FETCH that brings the vectors.
    assert_eq!(flagged(outcome), (2 * 4, INVALID, "machine.invalid"));
    assert!(vectors[100] != 0.0 && vectors[102..104] == [0.0; 2]);
    // Sums that nobody asks for are nobody's fault.
    let only = text.lines().take(2).collect::<Vec<_>>().join("\n");
    bench.vectors(&only, 2, &input).1.unwrap();
}

#[test]
fn a_flag_names_the_first_command_and_the_pass_goes_on() {
    let mut input = numbers(30, 100);
    (input[10], input[11], input[20]) = (f32::NAN, 3e38, 3e38);
    let text = "COPY length=2 A=10 D=40
        ADD length=1 A=20 D=11
        ADD length=1 A=10 D=12
        ADD length=1 A=0 D=0";
    let (vectors, outcome) = Bench::new().vectors(text, 1, &input);
    assert!(vectors[40].is_nan(), "a copy moves bits");
    assert_eq!(bits(&vectors[11..13]), [0, 0]);
    assert_eq!(vectors[0], 2.0 * input[0]);
    // The second ADD is invalid: all flags of the pass, the address of the first.
    let both = Flags {
        overflow: true,
        invalid: true,
    };
    assert_eq!(flagged(outcome), (4, both, "machine.invalid"));
}

#[test]
fn results_of_blocks_and_scales_that_are_not_finite_are_zero() {
    let matrix = Matrix::quantise(Format::Int4, 3, GROUP, &numbers(31, 3 * GROUP)).unwrap();
    let text = format!(
        "COPY blocks all_tokens length=32 A=0 stride_A=32 D=0
        MATMUL format=Int4 groups=1 outputs=3 address={FREE} A=100 stride_D=3"
    );
    let mut bench = Bench::new();
    let mut packed = pack(&matrix);
    bench.machine.write(FREE, &packed).unwrap();
    let mut input = numbers(32, 64);
    input[40] = f32::INFINITY;
    let blocks = [Block::from_slice(&input[..32]).unwrap()];
    let expected = product(&matrix, &blocks);
    let (vectors, outcome) = bench.vectors(&text, 2, &input);
    assert_eq!(flagged(outcome), (4, INVALID, "machine.invalid"));
    assert_eq!(bits(&vectors[100..103]), bits(&expected));
    assert_eq!(bits(&vectors[103..106]), [0; 3]);
    // A scale of output 1 is NaN: that output of both tokens.
    packed[0] |= 0x7fff_0000;
    bench.machine.write(FREE, &packed).unwrap();
    input[40] = 0.0;
    let (vectors, outcome) = bench.vectors(&text, 2, &input);
    assert_eq!(flagged(outcome), (4, INVALID, "machine.invalid"));
    assert_eq!(
        bits(&vectors[100..103]),
        bits(&[expected[0], 0.0, expected[2]])
    );
    assert_eq!(vectors[104], 0.0);
    assert_ne!(vectors[103], 0.0);
    // Scales of output 3 belong to no output of the matrix.
    packed[0] = packed[0] & !0x7fff_0000 | 0x7fff << 48;
    bench.machine.write(FREE, &packed).unwrap();
    bench.vectors(&text, 2, &input).1.unwrap();
    // Sums of 2^31 and more.
    input[..64].fill(1e30);
    let (vectors, outcome) = bench.vectors(&text, 2, &input);
    assert_eq!(flagged(outcome), (4, OVERFLOW, "machine.overflow"));
    assert_eq!(bits(&vectors[100..106]), [0; 6]);
}

#[test]
fn keys_that_fp16_does_not_hold_and_scores_that_overflow_are_flagged() {
    let text = format!(
        "FETCH length=256 A=0 address={FREE}
        REPEAT each_token
          STORE length={SIZE} A=0 B=0 D=64 region=0+r6
          ATTEND length={SIZE} heads=1 A=128 B=64 D=300 region=0+r6
        NEXT
        SPILL length={SIZE} A=300 address={DATA}"
    );
    let lines = [line_of(CACHE, 0, 0)];
    let mut values = vec![1.0; 256];
    // A block of values of this size has a scale of 1.
    values[..SIZE].fill(239.0);
    values[3] = 1e5;
    let mut bench = Bench::new();
    bench.machine.write(FREE, &words(&values)).unwrap();
    assert_eq!(
        flagged(bench.run(&text, &lines)),
        (4, OVERFLOW, "machine.overflow")
    );
    let mut expected = vec![239.0; SIZE];
    expected[3] = 0.0;
    assert_eq!(bits(&bench.floats(DATA, SIZE)), bits(&expected));
    values[..SIZE].fill(1000.0);
    values[128..128 + SIZE].fill(1000.0);
    bench.machine.write(FREE, &words(&values)).unwrap();
    assert_eq!(
        flagged(bench.run(&text, &lines)),
        (6, OVERFLOW, "machine.overflow")
    );
    assert_eq!(bits(&bench.floats(DATA, SIZE)), [0; SIZE]);
}

#[test]
fn a_sequence_goes_on_where_it_is_written_to() {
    let text = format!(
        "FETCH length=512 A=0 address={DATA}
        REPEAT each_token
          COMMIT region=0+r6
          STORE length=48 A=0 B=48 D=100 region=0+r6
          ATTEND heads=1 length=48 A=200 B=100 D=400 region=0+r6
        NEXT
        SPILL length=48 A=400 address={DATA}"
    );
    let answer = |bench: &mut Bench, position: usize| {
        let input = words(&numbers(position as u64, WINDOW));
        bench.machine.write(DATA, &input).unwrap();
        bench.run(&text, &[line_of(CACHE, 0, position)])?;
        Ok::<_, MachineError>(bits(&bench.floats(DATA, 48)))
    };
    let mut here = Bench::new();
    for position in 0..40 {
        answer(&mut here, position).unwrap();
    }
    let mut there = Bench::new();
    let mut region = vec![0; regions().words()];
    here.machine.read(CACHE, &mut region).unwrap();
    there.machine.write(CACHE, &region).unwrap();
    // Nobody has said that there is a sequence.
    assert!(answer(&mut there, 40).is_err());
    let capacity = regions().tokens();
    for (region, tokens) in [(CACHE, 0), (CACHE - 1, 40), (CACHE, capacity + 1)] {
        let refused = there.machine.resume(region, tokens).unwrap_err();
        assert_eq!(refused.code(), "machine.setup");
    }
    there.machine.resume(CACHE, 40).unwrap();
    for position in 40..70 {
        let [here, there] = [&mut here, &mut there].map(|bench| answer(bench, position).unwrap());
        assert_eq!(here, there, "{position}");
    }
}

#[test]
fn every_slot_has_a_sum() {
    for format in Format::ALL {
        full(ROWS, format).run_on(&mut Bench::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_orders_of_tiles_give_the_bits_of_the_definition(case in cases()) {
        case.run_on(&mut Bench::new());
    }
}
