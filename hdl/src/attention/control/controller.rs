//! Executes the commands of the attention unit, one after the other: tells its parts when to start and waits
//! until all of them are done.
//!
//! ```text
//! command --> IDLE --> SETTLE --> START --> RUN, until every part is idle --> IDLE
//! ```
//!
//! SETTLE registers the addresses and sizes derived from command and configuration. A CONFIGURE, and a
//! command that is none of ours, is done when it has settled.

use super::Order;
use crate::attention::layout::{
    DISTANCE_BITS, PAGE_BITS, REGISTER_BITS, command, command::NO_SLOT,
};
use crate::expr::{Circuit, Leaf, Word, named};
use crate::layout::{COMMAND_BITS, command as engine};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Controller(describe()) {
        /// Commands of the attention unit, one word each; it is idle when it is ready for one.
        stream in command: COMMAND_BITS,
        /// Everything on the way to memory and back is done.
        in cache_idle: 1,
        /// Every phase of the queries is over, and every result taken.
        in query_idle: 1,
        /// A pulse when the command is a CONFIGURE: a register takes the order's `base`.
        out set: 1,
        /// Which register it sets; nothing to other commands.
        out register: REGISTER_BITS,
        /// An ATTEND wants sums by given maxima. Stays until it ends.
        out given: 1,
        /// Pages from the last one that is here to the queries' own; nothing to other commands than an ATTEND.
        out distance: DISTANCE_BITS,
        /// The command under way.
        link order: Order,
    }
}

crate::states! {
    /// Where the command under way is.
    enum Mode { Idle, Settle, Start, Run }
}

/// Cycles until everything that follows from a command stands in registers.
const SETTLING: u128 = 7;

/// The circuit of [`Controller`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "controller",
        "Executes commands of the attention unit one after the other: settles addresses, starts its parts, waits until all are idle.",
    );
    let word = leaf.control("command_data", COMMAND_BITS);
    let valid = leaf.control("command_valid", 1);
    let cache_idle = leaf.control("cache_idle", 1);
    let query_idle = leaf.control("query_idle", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let mode = leaf.machine("mode", Mode::Idle);
    let [idle, settle] = [Mode::Idle, Mode::Settle].map(|m| mode.is(m));
    let [start, run] = [Mode::Start, Mode::Run].map(|m| mode.is(m));
    let accept = (&idle & &valid).named("accept");
    let keep = |name: &str, value: &Word| {
        let state = leaf.state(name, value.width(), 0);
        state.set_if(&accept, value);
        state.get().clone()
    };
    let field = |(low, width): engine::Field| word.slice(low, width);
    let opcode = keep("opcode", &field(engine::OPCODE));
    let register = keep("register_number", &field(command::REGISTER));
    let position = keep("position_field", &field(command::POSITION));
    let base = keep("base_field", &field(command::BASE));
    let slot = keep("slot_field", &field(command::SLOT));
    let is = |code: u128| opcode.is(code).register_from_zero();
    let configures = is(command::CONFIGURE);
    let [writes, stores, commits, attends] = [
        command::WRITE,
        command::STORE,
        command::COMMIT,
        command::ATTEND,
    ]
    .map(is);

    let settling = leaf.state("settling", 3, SETTLING);
    let settled = (&settle & &settling.get().is(0)).named("settled");
    settling.set(&settle.mux(
        &settling.get().wrapping_sub(&number(1, 3)),
        &number(SETTLING, 3),
    ));
    let works = (&writes | &stores) | (&commits | &attends);
    // A part is idle no more in the cycle after START. That of the last element of a STORE, of the last block
    // of a COMMIT and of the last result of an ATTEND follows from what other parts wait for. They are asked
    // all the same, because a command's fields must stand until each part is idle, which its proof assumes.
    let done = &run & (&cache_idle & &query_idle);
    let after_settling = works.mux(&mode.value(Mode::Start), &mode.value(Mode::Idle));
    mode.when(&accept, Mode::Settle)
        .when(&settled, &after_settling)
        .when(&start, Mode::Run)
        .when(&done, Mode::Idle);
    // In a register of its own: whose the engine is depends on it.
    let ready = leaf.state("ready", 1, 1);
    let mode_next = mode.next();
    ready.set(&mode_next.equals(&mode.value(Mode::Idle)));

    leaf.output("command_ready", ready.get());
    leaf.output("set", &(&settled & &configures));
    leaf.output("register", &register);
    leaf.output("order_base", &base);
    leaf.output("order_last_query", &register.slice(0, 2));
    leaf.output("order_position", &position);
    leaf.output("order_group", &position.slice(5, PAGE_BITS));
    // A page that is committed is complete.
    let all_tokens = commits.as_signed().extend(5).as_unsigned();
    leaf.output("order_last_token", &(&position.slice(0, 5) | &all_tokens));
    leaf.output("order_slot", &slot);
    leaf.output(
        "order_no_low",
        &(&commits & &slot.is(NO_SLOT)).register_from_zero(),
    );
    let of_slot = |(low, width): engine::Field| slot.slice(low, width);
    let step = of_slot(command::STEP);
    let distance = of_slot(command::DISTANCE);
    let is_step = |step_number: u128| (&attends & &step.is(step_number)).register_from_zero();
    leaf.output("order_keys_only", &is_step(command::MAXIMUM_STEP));
    leaf.output("given", &is_step(command::SUMS_STEP));
    leaf.output("order_distant", &distance.any_bit().register());
    leaf.output("distance", &distance);
    leaf.output("order_start_write", &(&start & &writes));
    leaf.output("order_start_store", &(&start & &stores));
    leaf.output("order_start_attend", &(&start & &attends));
    leaf.output("order_start_blocks", &(&start & &(&stores | &commits)));
    leaf.output("order_start_pages", &(&start & &(&commits | &attends)));
    leaf.output("order_stores", &stores);
    leaf.output("order_commits", &commits);
    leaf.output("order_attends", &attends);
    leaf.build()
}
