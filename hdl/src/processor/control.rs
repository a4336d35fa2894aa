//! One command at a time: fetched, its operands worked out, its rules looked at; loops; the end of a pass.
//!
//! ```text
//! start --> CLEAR --> FETCH --> TAKE --> OPERANDS --> MULTIPLY x 2 --> SETTLE --> JUDGE --> WORK (issue) --.
//!                      ^  ^                                                         |  `-> LINE, loops     |
//!                      |  `---------------------------------------------------------+----------------------'
//!                      `-- a token's line, after REPEAT and NEXT                    `-> DRAIN --> REST --> ended
//! ```
//!
//! A command takes some 25 cycles more than memory does to deliver it; units have queues, and are ahead or
//! behind of this. A refusal goes to DRAIN as END does: what has begun is brought to its end.

use super::operands::{LINE_STEP, Operands, Product, STEPS, Writes};
use super::refusal::{KEPT_BITS, Kind, SETTLING, Situation, TO_SINK, refusal};
use super::{PRODUCT_BITS, REASON_BITS, SetupOf, TOKENS_BITS, Task, blocks, field, pairs};
use crate::attention::layout::{LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, any, concat, named};
use crate::layout::ADDRESS_BITS;
use crate::memory::Reads;
use harmonia_contract::program::{self, INDICES, MOST_LOOPS, Refusal};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Control(describe(4, 64)) {
        /// A pass to begin, bounds of memory, and how the pass ended.
        link setup: SetupOf,
        /// Reads a command or a line.
        link fetch: Reads,
        /// Its two words.
        stream in words: WORD_BITS,
        /// A command that may be executed.
        link task: Task,
        /// Every unit has come to rest, and no order waits.
        in rest: 1,
        /// A pass begins: what units keep of the one before is forgotten.
        out clear: 1
    }
}

crate::states! {
    /// What is done with the command.
    enum Mode {
        Idle,
        /// Index registers become 0, one a cycle.
        Clear,
        /// Whether what is fetched next lies in read-only memory comes to stand in a register.
        Aim,
        /// A request for two words waits to be taken.
        Fetch,
        /// They come: a command, or a token's line.
        Take,
        /// Registers 6 and 7 are set: the line, and registers 4 and 5.
        Line,
        /// Index registers are added, one operand a cycle; the first product is under way.
        Operands,
        First,
        Second,
        Settle,
        Judge,
        /// The command is on its way to the units.
        Work,
        /// Nothing more is begun; the accelerator is asked to end what it has.
        Drain,
        /// Units come to rest.
        Rest,
    }
}

/// Cycles in which units must have been at rest: what was sent is on its way for some of them, and counters of
/// memory are that much behind.
const RESTING: u128 = 47;
const RESTING_BITS: usize = 6;
const ADDRESS: usize = MEMORY_ADDRESS_BITS;
/// Blocks of a buffer, all of them included.
const LOADED_BITS: usize = ADDRESS_BITS + 1;

/// The circuit of [`Control`], for an engine of `rows` token rows and passes of `batch` tokens at most.
#[named]
pub fn describe(rows: usize, batch: usize) -> Circuit {
    let mut leaf = Leaf::new(
        "processor_control",
        "Executes programs: fetches commands, works out operands, looks at rules, keeps loops; hands tasks to issue.",
    );
    let setup = SetupWords::new(&mut leaf);
    let fetch_ready = leaf.control("fetch_ready", 1);
    let word = leaf.control("words_data", WORD_BITS);
    let word_valid = leaf.control("words_valid", 1);
    let task_ready = leaf.control("task_ready", 1);
    let rest = leaf.control("rest", 1).register_from_zero();
    let zero = leaf.constant(0, 1);
    let number = |value: u128, width: usize| zero.constant(value, width);

    let mode = leaf.machine("mode", Mode::Idle);
    let [idle, clears, aims, fetches, takes] =
        [Mode::Idle, Mode::Clear, Mode::Aim, Mode::Fetch, Mode::Take].map(|m| mode.is(m));
    let [of_line, works, first, second] =
        [Mode::Line, Mode::Operands, Mode::First, Mode::Second].map(|m| mode.is(m));
    let [settles, judges, on_its_way, drains, resting] = [
        Mode::Settle,
        Mode::Judge,
        Mode::Work,
        Mode::Drain,
        Mode::Rest,
    ]
    .map(|m| mode.is(m));
    let begins = (&idle & &setup.start).named("begins");

    // Where the program is, and what is fetched: a command, or a token's line.
    let here = leaf.state("here", ADDRESS, 0);
    let next_here = here.wrapping_add(&number(2, ADDRESS)).named("next_here");
    let line_at = leaf.state("line_at", ADDRESS, 0);
    let fetches_line = leaf.state("fetches_line", 1, 0);
    let wanted = fetches_line.mux(&line_at, &here).named("wanted");
    let outside = setup.data.less_than(&(&wanted + &number(2, 2)));
    let outside = outside.register().named("outside");
    // Two words, the low one first.
    let low = leaf.state("low_word", WORD_BITS, 0);
    let has_low = leaf.state("has_low", 1, 0);
    let taken = (&takes & &word_valid).named("word_taken");
    has_low.when(&fetches, 0).when(&taken, &!has_low.get());
    low.when(&(&taken & &!has_low.get()), &word);
    let complete = (&taken & has_low.get()).named("both_words");
    let both = concat(&[&low, &word]);
    let command = leaf.state("command", program::COMMAND_BITS, 0);
    let line = leaf.state("line", program::line::BITS, 0);
    command.when(&(&complete & &!fetches_line.get()), &both);
    line.when(&(&complete & fetches_line.get()), &both);
    let kind = Kind::new(&command);

    // Operands, products, rules.
    let step = leaf.state("step", 3, 0);
    let at = |count: u128| step.is(count);
    // What the host wrote last may be on its way to memory.
    let all_clear = &clears & &at(INDICES as u128 - 1);
    let cleared = &all_clear & &rest;
    let lined = &of_line & &at(LINE_STEP as u128 + 1);
    let added = &works & &at(STEPS as u128 - 1);
    let settled = &settles & &at(SETTLING);
    let turns = any(&[
        cleared.clone(),
        lined.clone(),
        added.clone(),
        settled.clone(),
    ]);
    let counts = any(&[
        clears.clone(),
        of_line.clone(),
        works.clone(),
        settles.clone(),
    ]);
    step.when(&turns, 0)
        .when(&(&complete & fetches_line.get()), LINE_STEP as u128)
        .when(&(&counts & &!&all_clear), &step.wrapping_add(&number(1, 3)));
    let writes = Writes {
        clears: &clears,
        line: &of_line,
        works: &works,
        step: &step,
        indexes: &kind.is(program::INDEX),
    };
    let operands = Operands::new(&leaf, &command, &line, &writes);
    let at_first = &works & &at(0);
    let refused = leaf.state("reason", REASON_BITS, 0);
    let goes_on = (&judges & &!&refused.any_bit()).named("goes_on");
    let tile = Tile::new(&leaf, &command, &setup.tokens, [&begins, &goes_on]);
    let products = Products::new(&mut leaf, &command, &tile.tokens, rows, [&at_first, &first]);
    let first_done = &first & &products.done;
    let second_done = &second & &products.done;

    let loaded = leaf.state("loaded", LOADED_BITS, 0);
    let handed = (&on_its_way & &task_ready).named("handed_over");
    let sums_end = any(&[
        begins.clone(),
        tile.changes.clone(),
        &handed & &kind.is(program::ATTEND),
    ]);
    let kept = kept_sums(&leaf, &command, [&sums_end, &handed]);
    let loops = Loops::new(
        &leaf,
        &kind,
        &command,
        [&begins, &goes_on],
        [&next_here, &tile.tokens],
    );
    let situation = Situation {
        data: &setup.data,
        cache: &setup.cache,
        last: &setup.last,
        region_words: &setup.region_words,
        capacity: &setup.capacity,
        size: &setup.size,
        tokens: &setup.tokens,
        line: &line,
        in_tokens: &loops.in_tokens,
        no_loop: &loops.none,
        full: &loops.full,
        loaded: &loaded,
        kept: &kept,
        banks: &products.banks,
        first: &products.first,
        second: &products.value,
        rows,
    };
    let rules = refusal(&mut leaf, &command, &operands, &situation);
    let none = setup.tokens.is(0);
    let too_many = number(batch as u128, 8).less_than(&setup.tokens);
    let no_pass = &none | &too_many;
    let pass = number(Refusal::Pass as u128, REASON_BITS);
    let no_line = (&fetches & &outside).named("fetches_outside");
    refused
        .when(&begins, &no_pass.mux(&pass, &pass.zero(REASON_BITS)))
        .when(&no_line, &pass)
        .when(&settled, &rules.broken);

    // What comes next.
    let ends = &goes_on & &kind.is(program::END);
    // Commands of control itself have numbers below 16.
    let to_units = &goes_on & &field(&command, program::OPCODE).slice(4, 4).any_bit();
    let line_follows = &goes_on & &loops.line_follows;
    here.when(&begins, &setup.program)
        .when(&(&goes_on & &loops.jumps), &loops.target)
        .when(&any(&[&goes_on & &!&to_units, handed.clone()]), &next_here);
    line_at
        .when(&(&line_follows & &loops.pushes), &tile.line(&setup.table))
        .when(
            &(&complete & fetches_line.get()),
            &line_at.wrapping_add(&number(2, ADDRESS)),
        );
    fetches_line
        .when(&line_follows, 1)
        .when(&any(&[begins.clone(), lined.clone()]), 0);
    let becomes_blocks = &kind.is_one(&TO_SINK) & &field(&command, program::SINK);
    let end = rules.blocks_end.slice(0, LOADED_BITS);
    let more = loaded.less_than(&end);
    loaded
        .when(&sums_end, 0)
        .when(&(&handed & &(&becomes_blocks & &more)), &end);
    // At rest for a while: what was sent last has reached its unit.
    let rested = leaf.state("rested", RESTING_BITS, 0);
    rested
        .when(&any(&[!&resting, !&rest]), 0)
        .when(&resting, &rested.wrapping_add(&number(1, RESTING_BITS)));
    let over = (&resting & &rested.is(RESTING)).named("over");

    let refuses = &judges & &refused.any_bit();
    mode.when(&(&begins & &no_pass), Mode::Rest)
        .when(&begins, Mode::Clear)
        .when(&(&drains & &task_ready), Mode::Rest)
        .when(&any(&[cleared, lined, handed]), Mode::Aim)
        .when(&aims, Mode::Fetch)
        .when(&no_line, Mode::Drain)
        .when(&(&fetches & &fetch_ready), Mode::Take)
        .when(&(&complete & fetches_line.get()), Mode::Line)
        .when(&complete, Mode::Operands)
        .when(&added, Mode::First)
        .when(&first_done, Mode::Second)
        .when(&second_done, Mode::Settle)
        .when(&settled, Mode::Judge)
        .when(&any(&[ends, refuses]), Mode::Drain)
        .when(&to_units, Mode::Work)
        .when(&goes_on, Mode::Aim)
        .when(&over, Mode::Idle);

    let two_words = number(2, LENGTH_BITS);
    leaf.output("fetch_valid", &(&fetches & &!&outside));
    leaf.output("fetch_address", &wanted);
    leaf.output("fetch_length", &two_words);
    leaf.output("words_ready", &takes);
    leaf.output("task_valid", &(&on_its_way | &drains));
    leaf.output("task_drains", &drains);
    leaf.output("task_command", &command);
    leaf.output("task_tag", &here);
    leaf.output("task_a", &operands.a);
    leaf.output("task_b", &operands.b);
    leaf.output("task_d", &operands.d.slice(0, 16));
    leaf.output("task_address", &operands.address);
    leaf.output("task_region", &operands.region);
    leaf.output("task_product", &products.first);
    leaf.output("task_line", &line);
    leaf.output("task_tokens", &tile.tokens.slice(0, TOKENS_BITS));
    leaf.output("setup_ended", &over);
    leaf.output("setup_reason", &refused);
    leaf.output("setup_address", &here);
    leaf.output("clear", &begins);
    leaf.build()
}

/// The tokens that commands act on.
struct Tile {
    first: Word,
    tokens: Word,
    /// The command is a TILE, and breaks no rule.
    changes: Word,
}

#[named]
impl Tile {
    /// All `tokens` of a pass that `begins`, then what a TILE that `goes_on` says.
    fn new(leaf: &Leaf, command: &Word, tokens: &Word, [begins, goes_on]: [&Word; 2]) -> Tile {
        let part = |of| field(command, of);
        let changes = (goes_on & &Kind::new(command).is(program::TILE)).named("tile_changes");
        let first = leaf.state("tile_first", 8, 0);
        let count = leaf.state("tile_tokens", 8, 0);
        first.when(begins, 0).when(&changes, &part(program::FIRST));
        count
            .when(begins, tokens)
            .when(&changes, &part(program::TILE_TOKENS));
        Tile {
            first: first.get().clone(),
            tokens: count.get().clone(),
            changes,
        }
    }

    /// Where its first line lies, in a table of two words a line.
    fn line(&self, table: &Word) -> Word {
        table.wrapping_add(&self.first.shift_left(1).extend(ADDRESS))
    }
}

/// The outputs whose sums stand, those of the last MATMUL if it has kept them: 0 when there are none, and at most 512.
#[named]
fn kept_sums(leaf: &Leaf, command: &Word, [end, handed]: [&Word; 2]) -> Word {
    let part = |of| field(command, of);
    let outputs = part(program::OUTPUTS).slice(0, KEPT_BITS);
    let kept = leaf.state("kept_outputs", KEPT_BITS, 0);
    kept.when(end, 0).when(
        &(handed & &Kind::new(command).is(program::MATMUL)),
        &part(program::KEEPS).mux(&outputs, &outputs.zero(KEPT_BITS)),
    );
    kept.get().clone()
}

/// What the link has set.
struct SetupWords {
    start: Word,
    program: Word,
    table: Word,
    tokens: Word,
    data: Word,
    cache: Word,
    last: Word,
    region_words: Word,
    capacity: Word,
    size: Word,
}

impl SetupWords {
    fn new(leaf: &mut Leaf) -> SetupWords {
        let mut port = |name: &str, width: usize| leaf.control(&format!("setup_{name}"), width);
        SetupWords {
            start: port("start", 1),
            program: port("program", ADDRESS),
            table: port("table", ADDRESS),
            tokens: port("tokens", 8),
            data: port("data", ADDRESS),
            cache: port("cache", ADDRESS),
            last: port("last", ADDRESS),
            region_words: port("region_words", ADDRESS),
            capacity: port("capacity", super::POSITION_BITS),
            size: port("size", super::SIZE_BITS),
        }
    }
}

/// What rules and units must know of a command and is a product.
struct Products {
    /// MATMUL: groups of all pairs. Transfers: words from the first token's to the last one's. Blocks: elements of
    /// a token.
    first: Word,
    /// MATMUL and blocks: blocks of all banks.
    value: Word,
    done: Word,
    /// Banks of the tile.
    banks: Word,
}

#[named]
impl Products {
    /// `starts`: when the first one begins, and when it may be over and the second one begins.
    fn new(
        leaf: &mut Leaf,
        command: &Word,
        tokens: &Word,
        rows: usize,
        starts: [&Word; 2],
    ) -> Products {
        let kind = Kind::new(command);
        let part = |of| field(command, of);
        let matmul = kind.is(program::MATMUL);
        let transfers = kind.is_one(&[program::FETCH, program::SPILL]);
        let pairs = pairs(leaf, command);
        let one = |width: usize| leaf.constant(1, width);
        let length = part(program::LENGTH);
        let between = transfers.mux(&part(program::ADDRESS_STRIDE), &length);
        let others = tokens.wrapping_sub(&one(8));
        let others = part(program::ALL).mux(&others, &others.zero(8));
        let parts = &part(program::PARTS) + &one(1);
        let times = transfers.mux(&others, &parts.extend(8));
        let groups = part(program::GROUPS);
        let left = matmul.mux(&pairs, &between).named("first_left");
        let right = matmul.mux(&groups, &times).named("first_right");
        let row_bits = rows.ilog2() as usize;
        let banks = &tokens.wrapping_sub(&one(8)).slice(row_bits, 8 - row_bits) + &one(1);

        let first = leaf.state("first_product", PRODUCT_BITS, 0);
        let second_left = leaf.state("second_left", PRODUCT_BITS - 5, 0);
        let is_second = leaf.state("is_second", 1, 0);
        let product = Product::new(
            leaf,
            &any(&[starts[0].clone(), is_second.get().clone()]),
            &is_second.mux(&second_left, &left.extend(second_left.width())),
            &is_second.mux(&banks.extend(right.width()), &right),
        );
        let over = (starts[1] & &product.done).named("first_done");
        first.when(&over, &product.value);
        let blocks = blocks(leaf, &product.value, PRODUCT_BITS - 5);
        second_left.when(
            &over,
            &matmul.mux(&groups.extend(second_left.width()), &blocks),
        );
        is_second.when(&over, 1).when(&is_second.get().clone(), 0);
        Products {
            first: first.get().clone(),
            done: &product.done & &!is_second.get(),
            value: product.value,
            banks,
        }
    }
}

/// Loops under way.
struct Loops {
    none: Word,
    full: Word,
    in_tokens: Word,
    /// The command is a REPEAT.
    pushes: Word,
    /// A NEXT goes back to the loop's body.
    jumps: Word,
    target: Word,
    /// A token's line is read before the body.
    line_follows: Word,
}

#[named]
impl Loops {
    /// `begins` a pass; the command `goes_on`. A REPEAT's body is `next_here`, a loop over tokens has `tokens` turns.
    fn new(
        leaf: &Leaf,
        kind: &Kind,
        command: &Word,
        [begins, goes_on]: [&Word; 2],
        [next_here, tokens]: [&Word; 2],
    ) -> Loops {
        const COUNT: usize = program::COUNT.bits;
        const INDEX: usize = MOST_LOOPS.ilog2() as usize;
        let one = |width: usize| leaf.constant(1, width);
        let depth = leaf.state("depth", INDEX + 1, 0);
        let in_tokens = leaf.state("in_tokens", 1, 0);
        let memory = leaf.memory("loops", MOST_LOOPS, ADDRESS + COUNT + 1);
        let top = depth.wrapping_sub(&one(INDEX + 1)).slice(0, INDEX);
        // A cycle late: between two commands there are many.
        let loop_now = memory.look_up(&top).register().named("loop_now");
        let (target, left) = (loop_now.slice(0, ADDRESS), loop_now.slice(ADDRESS, COUNT));
        let over_tokens = loop_now.slice(ADDRESS + COUNT, 1);
        let repeats = kind.is(program::REPEAT);
        let is_next = kind.is(program::NEXT);
        let again = (&is_next & &!&left.is(1)).named("again");
        let pushes = (goes_on & &repeats).named("pushes");
        let pops = (goes_on & &(&is_next & &left.is(1))).named("pops");
        let each = field(command, program::EACH_TOKEN);
        let count = each.mux(&tokens.extend(COUNT), &field(command, program::COUNT));
        let fresh = concat(&[next_here, &count, &each]);
        let less = left.wrapping_sub(&one(COUNT));
        let kept = concat(&[&target, &less, &over_tokens]);
        let place = repeats.mux(&depth.slice(0, INDEX), &top);
        let moves = any(&[pushes.clone(), goes_on & &again]);
        memory.write(&moves, &place, &repeats.mux(&fresh, &kept));
        depth
            .when(begins, 0)
            .when(&pushes, &depth.wrapping_add(&one(INDEX + 1)))
            .when(&pops, &depth.wrapping_sub(&one(INDEX + 1)));
        in_tokens
            .when(&any(&[begins.clone(), &pops & &over_tokens]), 0)
            .when(&(&pushes & &each), 1);
        Loops {
            none: !&depth.any_bit(),
            full: depth.is(MOST_LOOPS as u128),
            in_tokens: in_tokens.get().clone(),
            line_follows: &(&repeats & &each) | &(&again & &over_tokens),
            pushes: repeats,
            jumps: again,
            target,
        }
    }
}
