//! Frames: words of memory in and out, what a pass needs to know, the start of a pass and its answer.
//!
//! ```text
//! header --> WRITE: count words to memory       COUNTERS: every counter back
//!        `-> READ: count words back             BOUNDS: two words kept
//!        `-> CHECK: a word, runs of words read, their check back
//!        `-> RUN: a word, the pass, two words back        CONFIGURE: a word to the attention unit
//! ```
//!
//! One frame at a time. A header of another opcode is passed over.

use super::asked::{Asked, Wanted};
use super::{POSITION_BITS, SIZE_BITS, Setup};
use crate::attention::layout::{ENABLE_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, any, concat, named};
use crate::layout::COMMAND_BITS;
use crate::memory::counters::SUM_BITS;
use crate::memory::{Reads, Writes};
use crate::stream::{incoming, outgoing};
use harmonia_contract::attention::{BASE, REGISTER};
use harmonia_contract::{Register, frame};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Link(describe(1)) {
        /// Frames of the host.
        stream in up: WORD_BITS,
        /// Answers, in the order of the frames.
        stream out down: WORD_BITS,
        /// Words for memory, all bytes of each.
        link writes: Writes,
        /// Words of memory that the host wants.
        link reads: Reads,
        /// They come, in order.
        stream in words: WORD_BITS,
        /// A check begins.
        out check_clear: 1,
        /// It takes the word that is there.
        out check_takes: 1,
        /// The check of the words before.
        in check: WORD_BITS,
        /// A CONFIGURE for the attention unit.
        stream out configure: COMMAND_BITS,
        /// Which counter is wanted.
        out counter: frame::COUNTER_BITS,
        /// What it has counted, in the same cycle.
        in counted: WORD_BITS,
        /// Overflow and invalid: raised in the pass.
        in fault: 2,
        /// Where the command lies that raised the first one.
        in fault_tag: MEMORY_ADDRESS_BITS,
        /// A pass runs.
        out busy: 1,
        /// Bounds of memory, the start of a pass, its end.
        link setup: Setup
    }
}

crate::states! {
    /// What the next word is, or what is waited for.
    enum Mode {
        Header, Write, Read, Run, Pass, Answer, Cycles, Configure, Bounds, Regions, Counters, Counted, Runs, Check, Checked,
    }
}

const ADDRESS: usize = MEMORY_ADDRESS_BITS;
const COUNT: usize = frame::COUNT.bits;

/// The circuit of [`Link`], which answers COUNTERS with `counters` words.
#[named]
pub fn describe(counters: usize) -> Circuit {
    let mut leaf = Leaf::new(
        "processor_link",
        "Frames of the host: memory written and read, bounds, passes begun and answered, counters.",
    );
    let [up, up_valid] = incoming(&mut leaf, "up", WORD_BITS);
    let down_ready = leaf.control("down_ready", 1);
    let writes_ready = leaf.control("writes_ready", 1);
    let reads_ready = leaf.control("reads_ready", 1);
    let [word, word_valid] = incoming(&mut leaf, "words", WORD_BITS);
    let configure_ready = leaf.control("configure_ready", 1);
    let counted = leaf.control("counted", WORD_BITS);
    let check = leaf.control("check", WORD_BITS);
    let fault = leaf.control("fault", 2);
    let fault_tag = leaf.control("fault_tag", ADDRESS);
    let ended = leaf.control("setup_ended", 1);
    let reason = leaf.control("setup_reason", super::REASON_BITS);
    let refused_at = leaf.control("setup_address", ADDRESS);
    let number = |value: u128, width: usize| leaf.constant(value, width);
    let part = |of: harmonia_contract::Field| up.slice(of.low, of.bits);

    let mode = leaf.machine("mode", Mode::Header);
    let [header, writing, reading, run, pass] =
        [Mode::Header, Mode::Write, Mode::Read, Mode::Run, Mode::Pass].map(|m| mode.is(m));
    let [
        answer,
        cycles_due,
        configuring,
        bounding,
        placing,
        counting,
        counts,
    ] = [
        Mode::Answer,
        Mode::Cycles,
        Mode::Configure,
        Mode::Bounds,
        Mode::Regions,
        Mode::Counters,
        Mode::Counted,
    ]
    .map(|m| mode.is(m));
    let [runs_due, checking, checked] =
        [Mode::Runs, Mode::Check, Mode::Checked].map(|m| mode.is(m));
    let head = (&header & &up_valid).named("head");
    let count = leaf.state("count", COUNT, 0);
    let address = leaf.state("address", ADDRESS, 0);
    let opcode = part(frame::OPCODE);
    let is = |frame: frame::Frame| opcode.is(frame as u128);
    let some = part(frame::COUNT).any_bit();
    // One word of `count` is left.
    let last = leaf.state("last", 1, 0);

    // Memory: a request for each word that is written; words that are read come as they are asked for. `count` words are
    // still to come, or to go.
    let written = (&(&writing & &up_valid) & &writes_ready).named("written");
    let sends = (&(&reading & &word_valid) & &down_ready).named("word_sent");
    let checks = (&checking & &word_valid).named("word_checked");
    let counter_sent = (&counts & &down_ready).named("counter_sent");
    let counted_off = any(&[written.clone(), sends.clone(), counter_sent.clone()]);
    count
        .when(&(&head & &is(frame::Frame::Counters)), counters as u128)
        .when(&head, &part(frame::COUNT))
        .when(&counted_off, &count.wrapping_sub(&number(1, COUNT)));
    last.when(
        &(&head & &is(frame::Frame::Counters)),
        (counters == 1) as u128,
    )
    .when(&head, &part(frame::COUNT).is(1))
    .when(&counted_off, &count.is(2));
    address
        .when(&head, &part(frame::ADDRESS))
        .when(&written, &address.wrapping_add(&number(1, ADDRESS)));
    let asked = Asked::new(
        &leaf,
        &Wanted {
            up: &up,
            reads: &(&head & &is(frame::Frame::Read)),
            checks: &(&runs_due & &up_valid),
            address: &address,
            count: &count,
            checking: &checking,
            ready: &reads_ready,
            comes: &checks,
        },
    );

    // What a pass needs to know.
    let keep = |name: &str, when: &Word, low: usize, width: usize, initial: u128| {
        let state = leaf.state(name, width, initial);
        state.when(when, &up.slice(low, width));
        state.get().clone()
    };
    let bounds = &bounding & &up_valid;
    let regions = &placing & &up_valid;
    let runs = (&run & &up_valid).named("runs");
    let configured = (&(&configuring & &up_valid) & &configure_ready).named("configured");
    let is_size = up
        .slice(REGISTER.low, REGISTER.bits)
        .is(Register::Size.number() as u128);
    let started = runs.register_from_zero().named("started");
    let sized = &configured & &is_size;
    let kept = [
        (
            "table",
            keep("table_at", &runs, frame::TABLE.low, ADDRESS, 0),
        ),
        ("tokens", keep("tokens", &runs, frame::TOKENS.low, 8, 0)),
        ("data", keep("data", &bounds, frame::DATA.low, ADDRESS, 0)),
        (
            "cache",
            keep("cache", &bounds, frame::CACHE.low, ADDRESS, 0),
        ),
        (
            "last",
            keep("last_word", &regions, frame::LAST.low, ADDRESS, 0),
        ),
        (
            "region_words",
            keep(
                "region_words",
                &regions,
                frame::REGION_WORDS.low,
                ADDRESS,
                0,
            ),
        ),
        (
            "capacity",
            keep("capacity", &regions, frame::CAPACITY.low, POSITION_BITS, 0),
        ),
        ("size", keep("size", &sized, BASE.low, SIZE_BITS, 32)),
    ];
    // Cycles of the pass; a counter on its way, which itself may go on.
    let counter = leaf.state("counter_or_cycles", WORD_BITS, 0);
    let cycles = counter
        .slice(0, SUM_BITS)
        .wrapping_add(&number(1, SUM_BITS));
    counter
        .when(&runs, 0)
        .when(&pass, &cycles.extend(WORD_BITS))
        .when(&counting, &counted);

    let answered = &down_ready & &answer;
    let told = &down_ready & &cycles_due;
    let to_header = any(&[
        &written & last.get(),
        &sends & last.get(),
        &down_ready & &checked,
        told,
        configured.clone(),
        regions.clone(),
        &counter_sent & last.get(),
    ]);
    mode.when(&(&head & &(&is(frame::Frame::Write) & &some)), Mode::Write)
        .when(&(&head & &(&is(frame::Frame::Read) & &some)), Mode::Read)
        .when(&(&head & &is(frame::Frame::Check)), Mode::Runs)
        .when(&(&head & &is(frame::Frame::Run)), Mode::Run)
        .when(&(&head & &is(frame::Frame::Configure)), Mode::Configure)
        .when(&(&head & &is(frame::Frame::Bounds)), Mode::Bounds)
        .when(&(&head & &is(frame::Frame::Counters)), Mode::Counters)
        .when(&runs, Mode::Pass)
        .when(&(&pass & &ended), Mode::Answer)
        .when(&answered, Mode::Cycles)
        .when(&bounds, Mode::Regions)
        .when(&counting, Mode::Counted)
        .when(&(&runs_due & &up_valid), Mode::Check)
        .when(&(&checking & &asked.all), Mode::Checked)
        .when(&to_header, Mode::Header)
        .when(&counter_sent, Mode::Counters);

    let refused = reason.any_bit();
    let flagged = fault.any_bit();
    let code = refused.mux(&number(2, 8), &flagged.extend(8));
    let why = refused.mux(&reason.extend(8), &fault.extend(8));
    let at = refused.mux(&refused_at, &fault_tag);
    let at = any(&[refused.clone(), flagged]).mux(&at, &at.zero(ADDRESS));
    let status = concat(&[&code, &why, &at]).extend(WORD_BITS);
    let next_counter = leaf.state("next_counter", frame::COUNTER_BITS, 0);
    next_counter.when(&head, 0).when(
        &counter_sent,
        &next_counter.wrapping_add(&number(1, frame::COUNTER_BITS)),
    );
    let all_bytes = number((1 << ENABLE_BITS) - 1, ENABLE_BITS);
    let down = answer.mux(&status, &checked.mux(&check, &counter));
    let down = reading.mux(&word, &down);
    let words_out = &reading & &word_valid;
    outgoing(
        &mut leaf,
        "down",
        &down,
        &any(&[words_out, answer, cycles_due, counts, checked]),
    );
    let always = any(&[header.clone(), run, bounding, placing, runs_due]);
    let taken = any(&[
        always,
        &writing & &writes_ready,
        &configuring & &configure_ready,
    ]);
    leaf.output("busy", &pass);
    leaf.output("setup_start", &started);
    leaf.output("setup_program", &address);
    for (name, value) in &kept {
        leaf.output(&format!("setup_{name}"), value);
    }
    leaf.output("up_ready", &taken);
    leaf.output("words_ready", &any(&[&reading & &down_ready, checking]));
    leaf.output("check_clear", &head);
    leaf.output("check_takes", &checks);
    leaf.output("writes_valid", &(&writing & &up_valid));
    leaf.output("writes_address", &address);
    leaf.output("writes_data", &up);
    leaf.output("writes_enables", &all_bytes);
    leaf.output("reads_valid", &asked.some);
    leaf.output("reads_address", &address);
    leaf.output("reads_length", &asked.length);
    outgoing(&mut leaf, "configure", &up, &(&configuring & &up_valid));
    leaf.output("counter", &next_counter);
    leaf.build()
}
