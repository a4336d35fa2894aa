//! What a board shows and says of its state, and when its memory is tested.
//!
//! * After power-on memory is tested once, unless the button is pressed when the chip has started up.
//! * Later it is tested whenever the button is pressed, unless a host is connected: a test overwrites all of it.

use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, any, concat, named};
use crate::memory::sdram::address::SIZES;
use crate::memory::sdram::examiner::{ERROR_BITS, SIZE_BITS};
use harmonia_contract::identity::{ERRORS, FOUND, MEMORY_WORDS, READY, STATE, TESTED};

/// LEDs; two stay dark.
pub const LEDS: usize = 8;

/// Each LED as a bit of all of them, those of [`describe`] in their order.
pub mod led {
    /// Changes with time: there is a clock.
    pub const HEARTBEAT: u32 = 1 << 0;
    /// A host is connected.
    pub const CONNECTED: u32 = 1 << 1;
    /// Memory can be used.
    pub const READY: u32 = 1 << 2;
    /// Memory is wrong.
    pub const WRONG: u32 = 1 << 3;
    /// The last pass has raised a flag.
    pub const FLAGS: u32 = 1 << 4;
    /// A pass runs.
    pub const BUSY: u32 = 1 << 5;
}
/// Bits of the heartbeat's counter: 0.9 s at 75 MHz.
const BEAT_BITS: usize = 26;
/// Bits of it that run over between two looks at the button: 17 ms, longer than it bounces.
const LOOK_BITS: usize = 20;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Status(describe()) {
        /// The button: 1 while it is pressed, of no clock.
        in button: 1,
        /// A host is connected.
        in open: 1,
        /// Memory can be used: the size is known, and no test runs.
        in ready: 1,
        /// A chip answers.
        in chip_found: 1,
        /// Its size is 2^20 words, times 2 as often as this says.
        in size: SIZE_BITS,
        /// All of memory has been tested.
        in tested: 1,
        /// Words that were not what they should be.
        in errors: ERROR_BITS,
        /// A pass runs.
        in busy: 1,
        /// Overflow and invalid: raised in the pass, or in the last one.
        in fault: 2,
        /// All of memory is to be tested.
        out test: 1,
        /// Memory and state, as the link says them (`docs/link.md`).
        out found: WORD_BITS,
        /// LEDs, 1 is on: heartbeat, connected, memory ready, memory wrong, flags of the last pass, busy.
        out leds: LEDS
    }
}

/// The circuit of [`Status`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "board_status",
        "What the board shows and says of its state, and when its memory is tested.",
    );
    let button = leaf.control("button", 1);
    let open = leaf.control("open", 1);
    // From the other end of the board.
    let ready = leaf.control("ready", 1).register_from_zero();
    let chip_found = leaf.control("chip_found", 1);
    let size = leaf.control("size", SIZE_BITS);
    let tested = leaf.control("tested", 1);
    let errors = leaf.control("errors", ERROR_BITS);
    let busy = leaf.control("busy", 1);
    let fault = leaf.control("fault", 2);

    let beat = leaf.state("beat", BEAT_BITS, 0);
    beat.set(&beat.wrapping_add(&leaf.constant(1, BEAT_BITS)));
    let looks = beat.slice(0, LOOK_BITS).every_bit().register_from_zero();
    let samples = leaf.state("samples", 2, 0);
    samples.set(&concat(&[&button, &samples.bit(0)]));
    let pressed = samples.bit(1).named("pressed");
    // Who holds it from power-on on has not pressed it.
    let pressed_before = leaf.state("pressed_before", 1, 1);
    pressed_before.when(&looks, &pressed);
    let press = &(&looks & &pressed) & &!pressed_before.get();
    let press = (&press & &!&open).named("press");

    // The test is wanted until it runs.
    let was_ready = leaf.state("was_ready", 1, 0);
    was_ready.when(&ready, 1);
    let first = (&ready & &!was_ready.get()).named("first");
    let wanted = leaf.state("test_wanted", 1, 0);
    wanted
        .when(&!&ready, 0)
        .when(&(&first & &!&pressed), 1)
        .when(&press, 1);

    let usable = (&ready & &chip_found).named("usable");
    let words = SIZES.iter().enumerate().map(|(code, words)| {
        let is_so = &size.is(code as u128) & &usable;
        is_so.mux(
            &leaf.constant(*words as u128, MEMORY_WORDS.bits),
            &leaf.constant(0, MEMORY_WORDS.bits),
        )
    });
    let words = words
        .reduce(|all, one| &all | &one)
        .expect("there are sizes");
    let high = errors.slice(ERRORS.bits, ERROR_BITS - ERRORS.bits);
    let most = leaf.constant(ERRORS.most() as u128, ERRORS.bits);
    let said_errors = high
        .any_bit()
        .mux(&most, &errors.slice(0, ERRORS.bits))
        .named("said_errors");
    let fields = [
        ((MEMORY_WORDS.low, MEMORY_WORDS.bits), words),
        ((STATE.low + READY.low, 1), ready.clone()),
        ((STATE.low + FOUND.low, 1), chip_found.clone()),
        ((STATE.low + TESTED.low, 1), tested),
        ((STATE.low + ERRORS.low, ERRORS.bits), said_errors),
    ];
    let found = crate::processor::assemble(&leaf, WORD_BITS, &fields);
    let wrong = any(&[errors.any_bit(), &ready & &!&chip_found]);
    let dark = leaf.constant(0, 2);
    let leds = concat(&[
        &beat.sign(),
        &open,
        &usable,
        &wrong,
        &fault.any_bit(),
        &busy,
        &dark,
    ]);
    leaf.output("test", &wanted);
    leaf.output("found", &found.register_from_zero());
    leaf.output("leds", &leds.register_from_zero());
    leaf.build()
}
