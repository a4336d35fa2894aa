//! What stands while a walk is under way, and what the page to come needs.

use super::{WIDE, on};
use crate::attention::layout::{BLOCKS_BITS, MEMORY_ADDRESS_BITS, PAGE_BITS, WINDOW_BITS};
use crate::expr::{Leaf, State, Word, named};

/// What stands while a walk is under way.
pub(super) struct Settings {
    pub(super) commit: Word,
    /// Pages that are complete.
    pub(super) group: Word,
    pub(super) blocks: Word,
    pub(super) init: Word,
    /// Pages of the local window, which make the ring.
    pub(super) local: Word,
    /// Those of them that are before the group, and whether the group is out of the window as well.
    pub(super) near: Word,
    pub(super) far: Word,
    pub(super) keys_only: Word,
    pub(super) distant: Word,
    /// Whether keys, not values, have three bits; and values.
    pub(super) three: [Word; 2],
    pub(super) residual: Word,
    /// Bases of the planes of keys and of values.
    pub(super) low: [Word; 2],
    pub(super) high: [Word; 2],
}

#[named]
impl Settings {
    pub(super) fn new(leaf: &mut Leaf) -> Self {
        let commit = leaf.control("commit", 1);
        let group = leaf.control("group", PAGE_BITS);
        let blocks = leaf.control("blocks", BLOCKS_BITS);
        let init = leaf.control("init_pages", WINDOW_BITS).extend(WIDE);
        let local = leaf.control("local_pages", WINDOW_BITS).extend(WIDE);
        let near = leaf.control("near_pages", WINDOW_BITS).extend(WIDE);
        let [far, keys_only, distant] =
            ["far", "keys_only", "distant"].map(|port| leaf.control(port, 1));
        let mut of_region = |part: &str, width| leaf.control(&format!("region_{part}"), width);
        let three = ["key_three", "value_three"].map(|part| of_region(part, 1));
        let mut base = |part: &str| of_region(part, MEMORY_ADDRESS_BITS);
        Settings {
            residual: base("residual"),
            low: ["key_low", "value_low"].map(&mut base),
            high: ["key_high", "value_high"].map(&mut base),
            commit,
            group,
            blocks,
            init,
            local,
            near,
            far,
            keys_only,
            distant,
            three,
        }
    }
}

/// What the page to come needs, in registers.
pub(super) struct Upcoming {
    /// The number of the page after it.
    pub(super) after: Word,
    /// Whether its low plane is read as well: it is in a window.
    pub(super) whole: Word,
    pub(super) ring_begins: Word,
    /// Whether it is past the page with which the ring begins.
    pub(super) in_ring: Word,
    pub(super) last: Word,
}

#[named]
impl Upcoming {
    pub(super) fn new(leaf: &Leaf, settings: &Settings, values: &Word, next: &Word) -> Self {
        let one = leaf.constant(1, WIDE);
        let pages_complete = settings.group.extend(WIDE);
        let page_after = next.wrapping_add(&one).register();
        let but_the_own = values & !&settings.distant;
        let pages_to_read = but_the_own
            .mux(&pages_complete, &pages_complete.wrapping_add(&one))
            .register();
        let window_reach = next.wrapping_add(&settings.near).register();
        let out_of_window = &window_reach.less_than(&pages_complete) | &settings.far;
        let in_local_window = (!&out_of_window).register();
        let in_initial_window = next.less_than(&settings.init).register();
        let ring_begins = next.equals(&settings.init).register();
        let is_last_page = page_after.equals(&pages_to_read).register();
        let whole = &in_local_window | &in_initial_window;
        Upcoming {
            in_ring: !in_initial_window & !&ring_begins,
            after: page_after,
            whole,
            ring_begins,
            last: is_last_page,
        }
    }
}

/// Where in the low planes the walk is: they follow each other until page `init`, from where they are a ring.
/// The address when `settle`d, and a record later when `record_done`.
#[named]
pub(super) fn low_address(
    leaf: &Leaf,
    settings: &Settings,
    values: &Word,
    upcoming: &Upcoming,
    [settle, enter, record_done]: [&Word; 3],
    low_words: &Word,
) -> State {
    let one = leaf.constant(1, WIDE);
    let local = &settings.local;
    let ring_size = values.mux(local, &local.wrapping_add(&one)).register();
    let ring_index = leaf.state("ring_index", WIDE, 0);
    let ring_next = ring_index.wrapping_add(&one).register();
    let ring_full = ring_next.equals(&ring_size).register();
    let wrap = &upcoming.in_ring & &ring_full;
    let restart = &wrap | &upcoming.ring_begins;
    ring_index.set_if(enter, &restart.mux(&leaf.constant(0, WIDE), &ring_next));
    let low_address = leaf.state("low_address", MEMORY_ADDRESS_BITS, 0);
    let ring_address = leaf.state("ring_address", MEMORY_ADDRESS_BITS, 0);
    ring_address.when(&(enter & &upcoming.ring_begins), &low_address);
    let [keys, values_base] = &settings.low;
    // A choice of addresses, not rules: Yosys takes fewer cells for it.
    let stepped = record_done.mux(&on(&low_address, low_words), &low_address);
    let ringed = (enter & &wrap).mux(&ring_address, &stepped);
    low_address.set(&settle.mux(&values.mux(values_base, keys), &ringed));
    low_address
}
