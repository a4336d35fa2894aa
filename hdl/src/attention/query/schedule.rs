//! The engine commands of an ATTEND, in their order.
//!
//! ```text
//! for each query:                  LOAD row, base 256, blocks
//! for each run of pages (keys):    MATMUL_KV, row order, base 256, blocks, 16 pairs per page
//! for each group, each query:      LOAD row, base = group, 1 block
//! for each run of pages (values):  MATMUL_KV, page order, base = first page, pages, 1 + 16 blocks pairs
//! ```
//!
//! The runs are [0, init) with both planes, [init, G - near) with the high one, [G - near, G] with both;
//! those without pages are left out, the last one has a page at least. Where not even page G is in the local window,
//! it is [0, init) and [init, G] with the high plane, or [0, G) and [G, G] where the initial window has all. Nothing
//! waits here: the engine takes a command when it is ready, and blocks and beats come in this order.
//!
//! Step 1 ends with the keys, when all scores have been counted; in step 2 sums of values are sent as they stand.

use crate::attention::layout::{BLOCKS_BITS, PAGE_BITS, WINDOW_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::layout::{COMMAND_BITS, command};

/// First block of the queries in a token row's buffer; the weights of softmax begin at 0.
pub const QUERY_BASE: u128 = 256;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Schedule(describe()) {
        /// A pulse when an ATTEND begins; the other ports stay from here until `idle`.
        in start: 1,
        /// The query's group.
        in group: PAGE_BITS,
        /// Pages of the initial window.
        in init_pages: WINDOW_BITS,
        /// Pages before the group that are in the local window.
        in near_pages: WINDOW_BITS,
        /// Not even the group is.
        in far: 1,
        /// Keys are all that is wanted.
        in keys_only: 1,
        /// Sums are sent as they stand.
        in given: 1,
        /// A pulse when the last score has been counted.
        in scored: 1,
        /// Blocks of 32 channels.
        in blocks: BLOCKS_BITS,
        /// Queries less one.
        in last_query: 2,
        /// LOAD and MATMUL_KV commands for the engine, in the order in which their beats come.
        stream out command: COMMAND_BITS,
        /// All commands are sent, and, where keys are all that is wanted, every score has been counted.
        out idle: 1
    }
}

crate::states! {
    /// What the engine is given: queries to load, keys by them (and nothing more, until the scores are there), weights
    /// to load, values by those.
    enum Mode { Idle, Queries, Keys, Scores, Weights, Values }
}

/// Cycles until the runs stand in registers.
const SETTLING: u128 = 7;
const WIDE: usize = PAGE_BITS + 1;

/// Where runs of pages begin, and how many pages they have.
struct Runs {
    begins: [Word; 3],
    pages: [Word; 3],
    /// Of the last run only the high plane is read.
    last_is_high: Word,
}

#[named]
impl Runs {
    fn new(leaf: &Leaf, group: &Word, init: &Word, [near, none_near]: [&Word; 2]) -> Self {
        let old = init.less_than(group).register();
        let low = old.mux(init, group).register().named("old_end");
        let above = (&near.less_than(group) & !none_near).register();
        let far = group.wrapping_sub(near).register();
        let far = above.mux(&far, &leaf.constant(0, WIDE)).register();
        let beyond = low.less_than(&far).register();
        let high = beyond.mux(&far, &low).register().named("local_begin");
        let middle = high.wrapping_sub(&low).register();
        let ends = group.wrapping_add(&leaf.constant(1, WIDE)).register();
        let young = ends.wrapping_sub(&high).register();
        let last_is_high = (none_near & !&group.less_than(init)).register();
        Runs {
            last_is_high,
            pages: [low.clone(), middle, young],
            begins: [leaf.constant(0, WIDE), low, high],
        }
    }
}

/// Of the three runs, what is of this one; what is of none is of the last one.
fn of_run(run: &Word, [a, b, c]: &[Word; 3]) -> Word {
    mux_tree(run, &[a, b, c, c].map(Clone::clone))
}

/// The circuit of [`Schedule`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "schedule",
        "The engine's commands of an ATTEND in their order: queries, runs of pages of keys, weights, runs of pages of values.",
    );
    let start = leaf.control("start", 1);
    let group = leaf.control("group", PAGE_BITS).extend(WIDE);
    let init = leaf.control("init_pages", WINDOW_BITS).extend(WIDE);
    let near = leaf.control("near_pages", WINDOW_BITS).extend(WIDE);
    let [far, keys_only, given, scored] =
        ["far", "keys_only", "given", "scored"].map(|port| leaf.control(port, 1));
    let blocks = leaf.control("blocks", BLOCKS_BITS);
    let last_query = leaf.control("last_query", 2);
    let ready = leaf.control("command_ready", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);
    let of_pages = Runs::new(&leaf, &group, &init, [&near, &far]);

    let mode = leaf.machine("mode", Mode::Idle);
    let idle = mode.is(Mode::Idle);
    let [queries, keys] = [Mode::Queries, Mode::Keys].map(|m| mode.is(m));
    let [weights, values] = [Mode::Weights, Mode::Values].map(|m| mode.is(m));
    let waits_for_scores = mode.is(Mode::Scores);
    let settling = leaf.state("settling", 3, 0);
    let settled = settling.get().is(0);
    let run = leaf.state("run", 2, 0);
    let row = leaf.state("row", 2, 0);
    let page = leaf.state("page", WIDE, 0);
    // Registered a cycle after `run` changes: a run takes two cycles at least.
    let last_is_high = of_pages.last_is_high.clone();
    let pages = of_run(&run, &of_pages.pages).register().named("pages");
    let base = of_run(&run, &of_pages.begins).register();
    let runs = &keys | &values;
    let fresh = leaf.state("fresh", 1, 0);
    let counted = leaf.state("counted", 1, 0);
    let empty = !&pages.any_bit();
    let run_known = &runs & counted.get();
    let offered = &queries | &weights | (&run_known & !&empty);
    let valid = (&offered & &settled).named("valid");
    // A command is offered from a register, so that the engine's decoding begins at once.
    let waits = leaf.state("command_waits", 1, 0);
    let sent = (&valid & !waits.get()).named("sent");
    let skip = &run_known & &empty & &settled;
    let run_done = (&sent & &runs) | &skip;
    let last_run = run.get().is(2);
    let runs_done = (&run_done & &last_run).named("runs_done");
    let last_row = row.get().equals(&last_query);
    let loaded = &sent & !&runs;
    let rows_done = &loaded & &last_row;
    let last_page = page.get().equals(&group);

    let begin = &idle & &start;
    let less = settling.get().wrapping_sub(&number(1, 3));
    let count_down = settled.mux(settling.get(), &less);
    settling.set(&begin.mux(&number(SETTLING, 3), &count_down));
    // Pages and base follow `run` by two cycles.
    let turned = leaf.state("turned", 1, 0);
    turned.set(&(&runs & !&run_done));
    counted.set(&(&(&runs & turned.get()) & !&run_done));
    let run_next = run.get().wrapping_add(&number(1, 2));
    run.set(&(&runs & !&runs_done).mux(&run_done.mux(&run_next, run.get()), &number(0, 2)));
    let row_next = row.get().wrapping_add(&number(1, 2));
    row.when(&rows_done, 0).when(&loaded, &row_next);
    let page_next = page.get().wrapping_add(&number(1, WIDE));
    page.when(&begin, 0)
        .when(&(&rows_done & &weights), &page_next);
    // The first run that has pages clears the sums of values.
    fresh.set(&runs.mux(&(fresh.get() & !&sent), &number(1, 1)));

    let after_keys = keys_only.mux(&mode.value(Mode::Scores), &mode.value(Mode::Weights));
    mode.when(&begin, Mode::Queries)
        .when(&(&rows_done & &queries), Mode::Keys)
        .when(&(&runs_done & &keys), &after_keys)
        .when(&(&waits_for_scores & &scored), Mode::Idle)
        .when(&(&rows_done & &weights & &last_page), Mode::Values)
        .when(&(&runs_done & &values), Mode::Idle);

    let step = Step {
        queries,
        keys,
        weights,
        values,
        runs,
        row: row.get().clone(),
        page: page.get().clone(),
        pages,
        base,
        fresh: fresh.get().clone(),
        last_run,
        one_plane: run.get().is(1) | (&last_is_high & run.get().bit(1)),
        given,
    };
    let data = step.command(&leaf, &blocks, &last_query);
    let offered = leaf.state("command", COMMAND_BITS, 0);
    offered.set_if(&sent, &data);
    waits.set(&(&sent | (waits.get() & !&ready)));
    let (_, of_base) = command::BASE;
    leaf.unused(&step.base.slice(of_base, WIDE - of_base));
    leaf.output("command_data", offered.get());
    leaf.output("command_valid", waits.get());
    leaf.output("idle", &(&idle & !waits.get()));
    leaf.build()
}

/// Where an ATTEND is.
struct Step {
    queries: Word,
    keys: Word,
    weights: Word,
    values: Word,
    /// Keys or values.
    runs: Word,
    row: Word,
    page: Word,
    /// Pages of the run.
    pages: Word,
    /// Its first page.
    base: Word,
    /// No run of values has been sent yet.
    fresh: Word,
    last_run: Word,
    /// Of the run only the high plane is read.
    one_plane: Word,
    /// Sums of values are sent as they stand.
    given: Word,
}

#[named]
impl Step {
    /// The command of this step.
    fn command(&self, leaf: &Leaf, blocks: &Word, last_query: &Word) -> Word {
        let Step {
            keys, values, runs, ..
        } = self;
        let number = |value: u128, width: usize| leaf.constant(value, width);
        let width = |field: command::Field| field.1;
        let two_passes = !&self.one_plane;
        let opcode = runs.mux(&number(command::MATMUL_KV, 4), &number(command::LOAD, 4));
        let format = concat(&[&two_passes, values]);
        let first = keys | &self.fresh;
        let last = keys | &self.last_run;
        let flags = concat(&[&format, &first, &last]);
        let what = runs.mux(&flags, &self.row.extend(4));
        let of_base = width(command::BASE);
        let query_base = number(QUERY_BASE, of_base);
        // Pages of a context are fewer than the blocks before the queries.
        let page_base = values.mux(&self.base.slice(0, of_base), &self.page.slice(0, of_base));
        let from_queries = &self.queries | keys;
        let base = from_queries.mux(&query_base, &page_base);
        let depth = width(command::BLOCKS);
        let deep = self
            .weights
            .mux(&number(1, depth), &self.pages.extend(depth));
        let depth = from_queries.mux(&blocks.extend(depth), &deep);
        let pairs = width(command::PAIRS);
        let channels = concat(&[&number(1, 4), blocks]).extend(pairs);
        let tokens = self.pages.shift_left(4).as_unsigned().extend(pairs);
        let pairs = keys.mux(&tokens, &channels);
        let one_bank = number(0, width(command::BANKS));
        let tokens = last_query.extend(width(command::TOKENS));
        let sums = values & &self.given;
        let between = number(0, command::SUMS.0 - command::BASE.0 - of_base);
        let above = number(0, command::BLOCKS.0 - command::SUMS.0 - 1);
        let place = concat(&[&base, &between, &sums, &above]);
        concat(&[&opcode, &what, &place, &depth, &one_bank, &pairs, &tokens])
    }
}
