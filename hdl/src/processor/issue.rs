//! Hands a task to the units: for every token of it a transfer, a command, one or two orders.
//!
//! ```text
//! task --> begin --> TRANSFER --> WEIGHTS --> COMMAND --> ORDER --> SECOND --> next token, or done
//!                    FETCH SPILL  MATMUL      blocks ...  all but   STORE
//!                                                         COMMIT    ATTEND
//! ```
//!
//! What a step has nothing to say for is passed over. Streams are handed over in this order, so that nothing waits
//! for what comes later.

use super::refusal::{Kind, OF_A_TOKEN, TO_SINK};
use super::{TaskOf, blocks, field, pairs};
use crate::attention::layout::{BLOCKS_BITS, MEMORY_ADDRESS_BITS};
use crate::expr::{Circuit, Leaf, Word, any, concat, named};
use crate::layout::{ADDRESS_BITS, COMMAND_BITS};
use crate::memory::{transfer, weights};
use crate::stream::{incoming, outgoing};
use crate::vector::order::{self, ORDER_BITS, sink};
use crate::vector::schedule::Kind as Operation;
use harmonia_contract::command::Field;
use harmonia_contract::program::{self, line};
use harmonia_contract::{Opcode, attention, engine};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Issue(describe(4)) {
        /// A task, until it is handed over.
        link task: TaskOf,
        /// A CONFIGURE of the link: passed on while there is no task.
        stream in configure: COMMAND_BITS,
        /// Commands of the accelerator.
        stream out command: COMMAND_BITS,
        /// Orders of the vector unit.
        stream out order: ORDER_BITS,
        /// Orders of the reader of weights, each of one matrix.
        stream out weights: weights::order::BITS,
        /// Orders to transfer words, each of one run.
        stream out transfer: transfer::order::BITS,
    }
}

const COPY: u128 = Operation::Copy as u128;
const MULTIPLY: u128 = Operation::Multiply as u128;
const FETCH: u128 = Operation::Fetch as u128;
const COLLECT: u128 = Operation::Collect as u128;

crate::states! {
    /// What is handed over.
    enum Mode { Begin, Transfer, Weights, Command, Order, Second, Advance }
}

/// The circuit of [`Issue`], for an engine of `rows` token rows.
#[named]
pub fn describe(rows: usize) -> Circuit {
    let mut leaf = Leaf::new(
        "processor_issue",
        "Hands a task to the units, token by token: transfers, weights, commands, orders.",
    );
    // A cycle late, when one has been handed over as well: what begins with a task waits for control's mode otherwise.
    let handed = leaf.state("handed_over", 1, 0);
    let offered = leaf.control("task_valid", 1).register_from_zero();
    let valid = &offered & &!handed.get();
    let drains = leaf.control("task_drains", 1);
    let task = TaskWords::new(&mut leaf);
    let [configure, configure_valid] = incoming(&mut leaf, "configure", COMMAND_BITS);
    let [command_ready, order_ready, weights_ready, transfer_ready] =
        ["command", "order", "weights", "transfer"]
            .map(|name| leaf.control(&format!("{name}_ready"), 1));
    // An accelerator takes END, which is no command of its own, when it has ended all others.
    let command = &task.command;
    let part = |of| field(command, of);
    let number = |value: u128, width: usize| leaf.constant(value, width);
    let opcode = drains.mux(&number(0, program::OPCODE.bits), &part(program::OPCODE));
    let now = Kind::of(opcode);
    // A task stays until it is handed over, so that in its second cycle, when the first step comes, its kind stands in registers.
    let kind = now.later();

    let mode = leaf.machine("mode", Mode::Begin);
    let [begins, transfers, weighs, commands] =
        [Mode::Begin, Mode::Transfer, Mode::Weights, Mode::Command].map(|m| mode.is(m));
    let [orders, seconds, advances] =
        [Mode::Order, Mode::Second, Mode::Advance].map(|m| mode.is(m));
    let starts = (&begins & &valid).named("starts");

    // Which steps the command has something to say for.
    let is_transfer = kind.is_one(&[program::FETCH, program::SPILL]);
    let is_matmul = kind.is(program::MATMUL);
    let becomes_blocks = &kind.is_one(&TO_SINK) & &part(program::SINK);
    let [stores, commits, attends] =
        [program::STORE, program::COMMIT, program::ATTEND].map(|o| kind.is(o));
    // A MATMUL that keeps its sums has no results to collect.
    let keeps = &is_matmul & &part(program::KEEPS);
    let ends = kind.is(program::END);
    let no_order = any(&[commits.clone(), ends.clone(), keeps]);
    let committed = &commits & &field(&task.line, line::COMMITS);
    let commanded = any(&[
        is_matmul.clone(),
        becomes_blocks.clone(),
        stores.clone(),
        committed,
        attends.clone(),
        ends,
    ]);
    let has_second = &stores | &attends;

    // Where the token is.
    let tokens_left = leaf.state("tokens_left", super::TOKENS_BITS, 0);
    let row = leaf.state("row", 2, 0);
    let walk = Walk::new(&leaf, &task, &kind, [&starts, &advances]);
    // A MATMUL has an order for all of them, commands of a token and END have theirs.
    let whole = [OF_A_TOKEN.as_slice(), &[program::MATMUL, program::END]].concat();
    let walks = &part(program::ALL) & &!&now.is_one(&whole);
    let one = number(1, super::TOKENS_BITS);
    let last = tokens_left.is(1);
    tokens_left
        .when(&starts, &walks.mux(&task.tokens, &one))
        .when(&advances, &tokens_left.wrapping_sub(&one));
    let last_row = row.is(rows as u128 - 1);
    let next_row = last_row.mux(&number(0, 2), &row.wrapping_add(&number(1, 2)));
    row.when(&starts, 0).when(&advances, &next_row);
    let bank = leaf.state("bank", ADDRESS_BITS, 0);
    bank.when(&starts, 0).when(
        &(&advances & &last_row),
        &bank.wrapping_add(&number(1, ADDRESS_BITS)),
    );

    let taken = |step: &Word, ready: &Word, wanted: &Word| step & &(ready | &!wanted);
    let advanced = &advances & &!&last;
    mode.when(&any(&[starts.clone(), advanced]), Mode::Transfer)
        .when(
            &taken(&transfers, &transfer_ready, &is_transfer),
            Mode::Weights,
        )
        .when(&taken(&weighs, &weights_ready, &is_matmul), Mode::Command)
        .when(&taken(&commands, &command_ready, &commanded), Mode::Order)
        .when(&taken(&orders, &order_ready, &!&no_order), Mode::Second)
        .when(&taken(&seconds, &order_ready, &has_second), Mode::Advance)
        .when(&advances, Mode::Begin);

    let place = task.d.slice(0, ADDRESS_BITS).wrapping_add(&bank);
    let own = accelerator_command(&mut leaf, &task, &kind, rows, [&row, &place]);
    let own_valid = &commands & &commanded;
    let free = (&begins & &!&valid).named("free");
    outgoing(
        &mut leaf,
        "command",
        &free.mux(&configure, &own),
        &(&own_valid | &(&free & &configure_valid)),
    );
    leaf.output("configure_ready", &(&free & &command_ready));
    let order = vector_order(&mut leaf, &task, &kind, &walk, &seconds, &becomes_blocks);
    let order_valid = &(&orders & &!&no_order) | &(&seconds & &has_second);
    outgoing(&mut leaf, "order", &order, &order_valid);
    let format = part(program::FORMAT);
    let matrix = super::assemble(
        &leaf,
        weights::order::BITS,
        &[
            (weights::order::ADDRESS, task.address.clone()),
            (weights::order::GROUPS, task.product.clone()),
            (weights::order::FORMAT, format),
        ],
    );
    outgoing(&mut leaf, "weights", &matrix, &(&weighs & &is_matmul));
    let words = super::assemble(
        &leaf,
        transfer::order::BITS,
        &[
            (transfer::order::ADDRESS, walk.address.clone()),
            (transfer::order::WORDS, part(program::LENGTH).slice(1, 15)),
            (transfer::order::WRITE, kind.is(program::SPILL)),
        ],
    );
    outgoing(&mut leaf, "transfer", &words, &(&transfers & &is_transfer));
    let hands_over = &advances & &last;
    handed.set(&hands_over);
    leaf.output("task_ready", &hands_over);
    // What only control looks at, and what belongs to commands of other kinds.
    leaf.unused(&task.line);
    leaf.unused(&task.command);
    leaf.build()
}

/// A task as it is offered.
struct TaskWords {
    command: Word,
    tag: Word,
    a: Word,
    b: Word,
    d: Word,
    address: Word,
    region: Word,
    product: Word,
    line: Word,
    tokens: Word,
}

impl TaskWords {
    fn new(leaf: &mut Leaf) -> TaskWords {
        let mut port = |name: &str, width: usize| leaf.control(&format!("task_{name}"), width);
        TaskWords {
            command: port("command", program::COMMAND_BITS),
            tag: port("tag", MEMORY_ADDRESS_BITS),
            a: port("a", 16),
            b: port("b", 16),
            d: port("d", 16),
            address: port("address", MEMORY_ADDRESS_BITS),
            region: port("region", MEMORY_ADDRESS_BITS),
            product: port("product", super::PRODUCT_BITS),
            line: port("line", line::BITS),
            tokens: port("tokens", super::TOKENS_BITS),
        }
    }
}

/// The operands of the token that is handed over.
struct Walk {
    a: Word,
    b: Word,
    d: Word,
    address: Word,
}

#[named]
impl Walk {
    fn new(leaf: &Leaf, task: &TaskWords, kind: &Kind, [starts, advances]: [&Word; 2]) -> Walk {
        let part = |of| field(&task.command, of);
        let transfers = kind.is_one(&[program::FETCH, program::SPILL]);
        let [stride_a, stride_d] = [part(program::A_STRIDE), part(program::D_STRIDE)];
        let walk = |name: &str, begin: &Word, stride: &Word| {
            let state = leaf.state(name, begin.width(), 0);
            let next = state.wrapping_add(&stride.extend(begin.width()));
            state.when(starts, begin).when(advances, &next);
            state.get().clone()
        };
        let zero = leaf.constant(0, 16);
        Walk {
            a: walk("walk_a", &task.a, &transfers.mux(&stride_d, &stride_a)),
            b: walk(
                "walk_b",
                &task.b,
                &kind.is(program::SWIGLU).mux(&stride_a, &zero),
            ),
            d: walk("walk_d", &task.d, &stride_d),
            address: walk("walk_address", &task.address, &stride_a),
        }
    }
}

fn bits(field: Field) -> (usize, usize) {
    (field.low, field.bits)
}

/// The accelerator's command: LOAD of a token's blocks, MATMUL, STORE, COMMIT, ATTEND.
#[named]
fn accelerator_command(
    leaf: &mut Leaf,
    task: &TaskWords,
    kind: &Kind,
    rows: usize,
    [row, place]: [&Word; 2],
) -> Word {
    let part = |of| field(&task.command, of);
    let pairs = pairs(leaf, &task.command);
    let blocks = blocks(leaf, &task.product, engine::BLOCKS.bits);
    let others = task
        .tokens
        .wrapping_sub(&leaf.constant(1, super::TOKENS_BITS));
    leaf.unused(&others);
    let assemble = |opcode: Opcode, fields: &[(Field, Word)]| {
        let code = leaf.constant(opcode.code.into(), 4);
        let fields = fields
            .iter()
            .map(|(field, word)| (bits(*field), word.clone()));
        let fields: Vec<_> = fields.chain([((0, 4), code)]).collect();
        super::assemble(leaf, COMMAND_BITS, &fields)
    };
    let one = |width: usize| leaf.constant(1, width);
    let row_bits = rows.ilog2() as usize;
    let banks = others.slice(row_bits, engine::BANKS.bits);
    let rows_of_last = match row_bits {
        0 => leaf.constant(0, 1),
        width => others.slice(0, width),
    };
    let load = assemble(
        engine::LOAD,
        &[
            (engine::ROW, row.clone()),
            (engine::BASE, place.clone()),
            (engine::BLOCKS, blocks),
            (engine::BANKS, banks.clone()),
        ],
    );
    let matmul = assemble(
        engine::MATMUL,
        &[
            (engine::FORMAT, part(program::FORMAT)),
            (engine::FIRST, !&part(program::CONTINUES)),
            (engine::LAST, !&part(program::KEEPS)),
            (
                engine::GROUP_ORDER,
                &part(program::CONTINUES) | &part(program::KEEPS),
            ),
            (engine::BASE, part(program::BASE)),
            (engine::BLOCKS, part(program::GROUPS)),
            (engine::BANKS, banks),
            (engine::PAIRS, pairs),
            (engine::TOKENS, rows_of_last),
        ],
    );
    let position = field(&task.line, line::POSITION);
    let page = position.slice(5, 11).wrapping_sub(&one(11));
    let region = (attention::BASE, task.region.clone());
    let store = assemble(
        attention::STORE,
        &[
            (attention::POSITION, position.clone()),
            region.clone(),
            (attention::SLOT, field(&task.line, line::KEY_SLOT)),
        ],
    );
    let commit = assemble(
        attention::COMMIT,
        &[
            (attention::POSITION, page),
            region.clone(),
            (attention::SLOT, field(&task.line, line::VALUE_SLOT)),
        ],
    );
    let attend = assemble(
        attention::ATTEND,
        &[
            (attention::QUERIES, part(program::HEADS)),
            (attention::POSITION, position),
            region,
        ],
    );
    let nothing = leaf.constant(0, COMMAND_BITS);
    let such = [
        (program::END, nothing),
        (program::MATMUL, matmul),
        (program::STORE, store),
        (program::COMMIT, commit),
        (program::ATTEND, attend),
    ];
    such.iter().fold(load, |other, (opcode, word)| {
        kind.is(*opcode).mux(word, &other)
    })
}

/// The vector unit's order: the first one of a command, or the second one of STORE and ATTEND.
#[named]
fn vector_order(
    leaf: &mut Leaf,
    task: &TaskWords,
    kind: &Kind,
    walk: &Walk,
    second: &Word,
    becomes_blocks: &Word,
) -> Word {
    let part = |of| field(&task.command, of);
    let pairs_of_matrix = pairs(leaf, &task.command);
    // 16 pairs for each block of 32 channels.
    let head_blocks = blocks(leaf, &part(program::LENGTH), BLOCKS_BITS);
    let number = |value: u128, width: usize| leaf.constant(value, width);
    let [matmul, stores, attends, rope] = [
        program::MATMUL,
        program::STORE,
        program::ATTEND,
        program::ROPE,
    ]
    .map(|o| kind.is(o));
    let [fetches, spills] = [program::FETCH, program::SPILL].map(|o| kind.is(o));
    let to_attention = (&stores | &attends) & &!second;
    let store_value = &stores & second;
    let collects = &matmul | &(&attends & second);
    // COPY to ROPE have the numbers of their opcodes.
    let own = part(program::OPCODE).slice(0, 3);
    let operation = [
        (&collects, COLLECT),
        (&fetches, FETCH),
        (&spills, COPY),
        (&store_value, COPY),
        (&to_attention, MULTIPLY),
    ];
    let operation = operation.iter().rev().fold(own, |other, (when, code)| {
        when.mux(&number(*code, 3), &other)
    });
    let halves = &to_attention | &store_value;
    let sink = becomes_blocks.mux(&number(sink::ACTIVATIONS, 2), &number(sink::MEMORY, 2));
    let sink = halves.mux(&number(sink::VECTORS, 2), &sink);
    let sink = spills.mux(&number(sink::SPILLED, 2), &sink);
    let heads = part(program::HEADS);
    let one_part = &fetches | &spills | &stores | &collects;
    let parts = to_attention.mux(
        &attends.mux(&heads.extend(7), &number(0, 7)),
        &part(program::PARTS),
    );
    let parts = one_part.mux(&number(0, 7), &parts);
    let length = matmul.mux(
        &part(program::OUTPUTS).extend(21),
        &part(program::LENGTH).extend(21),
    );
    let tokens = matmul.mux(&task.tokens, &(&heads + &number(1, 1)).extend(7));
    let pairs_of_head = concat(&[&number(0, 4), &head_blocks]);
    let pairs = matmul.mux(&pairs_of_matrix, &pairs_of_head.extend(20));
    let a = store_value.mux(&walk.b, &walk.a);
    let b = stores.mux(&walk.d, &walk.b);
    // What a MATMUL writes is its A.
    let d = matmul.mux(&walk.a, &walk.d);
    let d = rope.mux(&part(program::D), &d);
    let stride = matmul.mux(&part(program::D_STRIDE), &part(program::LENGTH));
    super::assemble(
        leaf,
        ORDER_BITS,
        &[
            (order::OPERATION, operation.extend(4)),
            (order::SINK, sink),
            (order::HALVES, part(program::HALVES)),
            (order::PARTS, parts),
            (order::LENGTH, length),
            (order::TOKENS, tokens),
            (order::PAIRS, pairs),
            (order::A, a),
            (order::B, b),
            (order::D, d),
            (order::STRIDE, stride),
            (order::TAG, task.tag.clone()),
        ],
    )
}
