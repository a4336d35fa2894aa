//! Words of memory that the host wants: one run of them for READ, runs that are apart for CHECK.
//!
//! ```text
//! header, word --> [address, words left of the run, runs left] --requests of up to 16 words--> controller
//! ```
//!
//! Requests are made as long as the controller has room for their words, whether those before have come or not.

use crate::attention::layout::{LENGTH_BITS, MEMORY_ADDRESS_BITS};
use crate::expr::{Leaf, State, Word, any, named};
use crate::memory::controller::SHALLOW;
use crate::memory::read_queue::longest;
use harmonia_contract::frame::{COUNT, RUNS};

/// Words of a request: as many as the controller gives room for.
const BURST: usize = longest(SHALLOW);
/// Bits of the words that are on their way: the controller has room for `SHALLOW` and some more.
const WAITS_BITS: usize = SHALLOW.ilog2() as usize + 2;

/// What is wanted.
pub(super) struct Wanted<'w> {
    /// The word of a header, while `reads`; of what follows the header of a CHECK, while `checks`.
    pub up: &'w Word,
    /// A READ begins.
    pub reads: &'w Word,
    /// A CHECK begins, of runs of `count` words, the first from `address` on.
    pub checks: &'w Word,
    /// Where the header says; the first word that was not asked for.
    pub address: &'w State,
    /// Words of the header; of a CHECK they stay as they are.
    pub count: &'w State,
    /// A CHECK is under way.
    pub checking: &'w Word,
    /// A request is taken if there is one.
    pub ready: &'w Word,
    /// A word comes.
    pub comes: &'w Word,
}

/// What is asked for.
pub(super) struct Asked {
    /// There is a request, which none is but while a READ or a CHECK is under way.
    pub some: Word,
    /// Words of the request.
    pub length: Word,
    /// Every word was asked for and has come.
    pub all: Word,
}

impl Asked {
    /// Follows what is wanted; sets the address while requests are taken.
    #[named]
    pub fn new(leaf: &Leaf, wanted: &Wanted<'_>) -> Asked {
        let Wanted {
            up,
            reads,
            checks,
            address,
            count,
            ..
        } = wanted;
        let number = |value: u128, width: usize| leaf.constant(value, width);
        let part = |of: harmonia_contract::Field| up.slice(of.low, of.bits);
        let unasked = leaf.state("unasked", COUNT.bits, 0);
        let some = unasked.any_bit();
        // A request is made out in one cycle and on offer in the next.
        let offers = leaf.state("offers", 1, 0);
        let asked = (wanted.ready & offers.get()).named("asked");
        offers.when(&asked, 0).when(&some, 1);
        let most = number(BURST as u128, COUNT.bits);
        let is_end = !&most.less_than(&unasked);
        let up_to_most = is_end.mux(&unasked.slice(0, LENGTH_BITS), &most.slice(0, LENGTH_BITS));
        let [ends, burst] = [("ends_run", is_end), ("burst", up_to_most)].map(|(name, value)| {
            let state = leaf.state(name, value.width(), 0);
            state.when(&!offers.get(), &value);
            state.get().clone()
        });

        // The run after this one.
        let runs = leaf.state("runs", RUNS.bits, 0);
        let stride = leaf.state("stride", MEMORY_ADDRESS_BITS, 0);
        let run_at = leaf.state("run_at", MEMORY_ADDRESS_BITS, 0);
        let next_run = run_at.wrapping_add(&stride);
        let run_done = (&asked & &ends).named("run_done");
        let another = &(wanted.checking & &!&runs.is(1));
        stride.when(checks, &part(harmonia_contract::frame::STRIDE));
        runs.when(checks, &part(RUNS))
            .when(&run_done, &runs.wrapping_sub(&number(1, RUNS.bits)));
        run_at
            .when(checks, address.get())
            .when(&run_done, &next_run);
        unasked
            .when(reads, &part(COUNT))
            .when(&(*checks & &part(RUNS).any_bit()), count.get())
            .when(&(&run_done & another), count.get())
            .when(&asked, &unasked.wrapping_sub(&burst.extend(COUNT.bits)));
        let in_run = address.wrapping_add(&burst.extend(MEMORY_ADDRESS_BITS));
        address
            .when(&(&run_done & another), &next_run)
            .when(&asked, &in_run);

        // Words on their way, of a CHECK.
        let waits = leaf.state("waits", WAITS_BITS, 0);
        let more = asked.mux(&burst.slice(0, WAITS_BITS), &number(0, WAITS_BITS));
        let less = wanted.comes.extend(WAITS_BITS);
        waits.when(checks, 0).when(
            wanted.checking,
            &waits.wrapping_add(&more).wrapping_sub(&less),
        );
        Asked {
            all: !&any(&[some.clone(), waits.any_bit()]),
            some: offers.get().clone(),
            length: burst,
        }
    }
}
