//! Requests of all clients, one on offer, in turns.
//!
//! After a client, the next one of the list that asks is served, round and round: who asks waits for at most one request of each
//! other client. Requests are served in every second cycle, those of one client that reads in every third, which for requests of three
//! words and more keeps a port busy.
//!
//! A client asks when it has a request and, to read, room for its words. Nobody is served while [`super::owners`] has no room,
//! not even to write, so that no reader waits longer than its turn. Who keeps room for words is told of a read in the cycle after it
//! was taken, from registers; room must be right again one cycle later, when the next request can be taken.

use super::{ReadsFor, Requests, RequestsFor, WritesFor};
use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};

use super::owners::{CLIENT_BITS, WORDS_BITS};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Arbiter(describe()) {
        /// Attention.
        link attention: RequestsFor,
        /// The reader of weights.
        link weights: ReadsFor,
        /// Who reads programs and tables.
        link program: ReadsFor,
        /// FETCH and SPILL.
        link transfer: RequestsFor,
        /// Words that the host wants.
        link loader: ReadsFor,
        /// Words of the host.
        link uploads: WritesFor,
        /// There is room for the words of a request of attention.
        in attention_room: 1,
        /// There is room for the words of a request of the reader of weights.
        in weights_room: 1,
        /// There is room for the words of a request of the program.
        in program_room: 1,
        /// There is room for the words of a request of a FETCH.
        in transfer_room: 1,
        /// There is room for the words of a request of the loader.
        in loader_room: 1,
        /// A request of attention to read was taken.
        out attention_reads: 1,
        /// A request of the reader of weights to read was taken.
        out weights_reads: 1,
        /// A request of the program to read was taken.
        out program_reads: 1,
        /// A request of a FETCH to read was taken.
        out transfer_reads: 1,
        /// A request of the loader to read was taken.
        out loader_reads: 1,
        /// A word of attention was taken to be written.
        out attention_writes: 1,
        /// A word of a SPILL was taken to be written.
        out transfer_writes: 1,
        /// A word of the host was taken to be written.
        out uploads_writes: 1,
        /// There is room for another request to read, whoever makes it.
        in owners_room: 1,
        /// A request to read was taken.
        out reads: 1,
        /// Who made it.
        out client: CLIENT_BITS,
        /// Its words, less one.
        out words_less_one: WORDS_BITS,
        /// There is no request on offer.
        out idle: 1,
        /// Requests for memory, in the order in which they were taken.
        link memory: Requests,
    }
}

/// A client's request.
struct Request {
    valid: Word,
    write: Word,
    /// There is room for its words; of who does not read there always is.
    room: Option<Word>,
    fields: Word,
}

impl Request {
    /// Whether it can be served, where the client's last one may have taken room in this cycle.
    fn asks(&self, fresh: &Word) -> Word {
        match &self.room {
            Some(room) => &self.valid & &(&self.write | &(room & &!fresh)),
            None => self.valid.clone(),
        }
    }
}

/// Fields of a request, in their order in [`Request::fields`].
const FIELDS: [(&str, usize); 5] = [
    ("write", 1),
    ("address", MEMORY_ADDRESS_BITS),
    ("length", LENGTH_BITS),
    ("data", WORD_BITS),
    ("enables", ENABLE_BITS),
];

/// Who makes requests, in the order of their turns: whether they read, and whether they write. Those that read are
/// [`CLIENTS`](super::CLIENTS), in that order.
const WHO: [(&str, bool, bool); 6] = [
    ("attention", true, true),
    ("weights", true, false),
    ("program", true, false),
    ("transfer", true, true),
    ("loader", true, false),
    ("uploads", false, true),
];

/// The request of one of them.
#[named]
fn request(leaf: &mut Leaf, (name, reads, writes): (&str, bool, bool)) -> Request {
    let valid = leaf.control(&format!("{name}_valid"), 1);
    let fields = FIELDS.map(|(field, width)| match field {
        "write" if !(reads && writes) => leaf.constant(writes.into(), 1),
        "length" if !reads => leaf.constant(1, width),
        "data" | "enables" if !writes => leaf.constant(0, width),
        _ => leaf.control(&format!("{name}_{field}"), width),
    });
    Request {
        valid,
        write: fields[0].clone(),
        room: reads.then(|| leaf.control(&format!("{name}_room"), 1)),
        fields: concat(&fields.each_ref()),
    }
}

/// The circuit of [`Arbiter`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "memory_arbiter",
        "Requests of all clients of memory, one on offer; who was served last comes last.",
    );
    let requests = WHO.map(|who| request(&mut leaf, who));
    let owners_room = leaf.control("owners_room", 1);
    let ready = leaf.control("memory_ready", 1);

    // Who is served next is chosen while there is nobody, and served when nothing is on offer: what answers a client stands in registers.
    let full = leaf.state("full", 1, 0);
    let next = leaf.state("next", WHO.len(), 0);
    let some_next = next.any_bit();
    let chooses = &!&some_next & &owners_room;
    // A bit for each client: it comes before those that have none.
    let ahead = leaf.state("ahead", WHO.len(), 0);
    // In the first cycle of an offer, whose it is; its room counts again in the next one.
    let fresh = leaf.state("fresh", WHO.len(), 0);
    let asking: Vec<Word> = (0..WHO.len())
        .map(|index| requests[index].asks(&fresh.bit(index)))
        .collect();
    let asking = concat(&asking.iter().collect::<Vec<_>>());
    let asking_ahead = &asking & ahead.get();
    let chosen = asking_ahead
        .any_bit()
        .mux(&lowest(&leaf, &asking_ahead), &lowest(&leaf, &asking));
    // All behind the one that was chosen.
    let mut behind = vec![leaf.constant(0, 1)];
    for index in 1..WHO.len() {
        behind.push(next.slice(0, index).any_bit());
    }
    let behind = concat(&behind.iter().collect::<Vec<_>>());
    ahead.set_if(&some_next, &behind);
    let serves = &some_next & &!full.get();
    next.when(&serves, 0).when(&chooses, &chosen);
    let served: Vec<Word> = (0..WHO.len())
        .map(|index| &next.bit(index) & &!full.get())
        .collect();
    full.when(&serves, 1).when(&ready, 0);

    let mut fields = requests[0].fields.clone();
    for (index, request) in requests.iter().enumerate().skip(1) {
        fields = next.bit(index).mux(&request.fields, &fields);
    }
    let offered = leaf.state("offered", fields.width(), 0);
    offered.set_if(&!full.get(), &fields);
    let write = offered.slice(0, 1);
    let length = offered.slice(1 + MEMORY_ADDRESS_BITS, WORDS_BITS);
    let words_less_one = length.wrapping_sub(&leaf.constant(1, WORDS_BITS));
    fresh.set(&concat(&served.iter().collect::<Vec<_>>()));
    let mut client = leaf.constant(0, CLIENT_BITS);
    for (index, (name, reads, writes)) in WHO.iter().enumerate() {
        let is_fresh = fresh.bit(index);
        client = is_fresh.mux(&leaf.constant(index as u128, CLIENT_BITS), &client);
        leaf.output(&format!("{name}_ready"), &served[index]);
        if *reads {
            leaf.output(&format!("{name}_reads"), &(&is_fresh & &!&write));
        }
        if *writes {
            leaf.output(&format!("{name}_writes"), &(&is_fresh & &write));
        }
    }
    leaf.output("reads", &(fresh.any_bit() & &!&write));
    leaf.output("client", &client);
    leaf.output("words_less_one", &words_less_one);
    leaf.output("idle", &!&(full.get() | &some_next));
    leaf.output("memory_valid", &full);
    let mut low = 0;
    for (name, width) in FIELDS {
        leaf.output(&format!("memory_{name}"), &offered.slice(low, width));
        low += width;
    }
    leaf.build()
}

/// The lowest bit that is set, alone.
#[named]
fn lowest(leaf: &Leaf, bits: &Word) -> Word {
    let mut below = leaf.constant(0, 1);
    let mut alone = Vec::new();
    for index in 0..bits.width() {
        let bit = bits.bit(index);
        alone.push(&bit & &!&below);
        below = &below | &bit;
    }
    concat(&alone.iter().collect::<Vec<_>>())
}
