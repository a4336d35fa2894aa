//! A queue in distributed RAM: of any width and depth inside a leaf, and as a block that never refuses a beat.

use super::skid_buffer::skid_buffer;
use super::{incoming, outgoing};
use crate::expr::{Circuit, Leaf, State, Word, named};
use crate::layout::RESULT_PLACES;

/// A queue inside a leaf.
pub struct Fifo {
    head: State,
    /// Beats in it: one bit more than an index, `depth` when it is full.
    pub waiting: Word,
    /// Whether there is a beat.
    pub some: Word,
    /// The one that came first.
    pub oldest: Word,
}

impl Fifo {
    /// A queue of `depth` beats, a power of two, in a memory of that name. `data` enters with `push`, which must not be set
    /// when the queue is full, and is there in the next cycle.
    #[named]
    pub fn new(leaf: &Leaf, memory: &str, depth: usize, data: &Word, push: &Word) -> Self {
        assert!(depth.is_power_of_two(), "a queue of {depth}");
        let index = depth.trailing_zeros() as usize;
        // One bit more than an index: equal pointers are an empty queue, a difference of `depth` a full one.
        let head = leaf.state("head", index + 1, 0);
        let tail = leaf.state("tail", index + 1, 0);
        let memory = leaf.memory(memory, depth, data.width());
        memory.write(push, &tail.get().slice(0, index), data);
        step(&tail, push);
        Fifo {
            waiting: tail.get().wrapping_sub(head.get()).named("waiting"),
            some: !&head.get().equals(tail.get()),
            oldest: memory.look_up(&head.get().slice(0, index)).named("oldest"),
            head,
        }
    }

    /// The oldest beat leaves when `pop` is set, which must not be when there is none.
    pub fn pop(&self, pop: &Word) {
        step(&self.head, pop);
    }
}

/// Moves a pointer on.
fn step(pointer: &State, when: &Word) {
    let one = pointer.get().constant(1, pointer.get().width());
    pointer.set_if(when, &pointer.get().wrapping_add(&one));
}

crate::leaf_block! {
    /// A FIFO that never refuses a beat: who sends knows that there is room, which is what `taken` is for. Two beats more are on offer
    /// behind it, in a skid buffer.
    pub struct Queue<const WIDTH: usize>(describe(WIDTH, RESULT_PLACES)) {
        /// A beat that comes, and waits here in order.
        in up_data: WIDTH,
        /// A beat is there, and is taken: who sends it has counted the places that are free.
        in up_valid: 1,
        /// Beats in the order in which they came, two cycles later at least.
        stream out down: WIDTH,
        /// A pulse when a beat leaves: one place more is free.
        out taken: 1,
    }
}

/// The circuit of [`Queue`], `depth` the beats that may be promised room.
#[named]
pub fn describe(width: usize, depth: usize) -> Circuit {
    let mut leaf = Leaf::new(
        &format!("queue_{depth}x{width}"),
        &format!("{depth} beats of {width} bits and two on offer; never written when full."),
    );
    let [data, push] = incoming(&mut leaf, "up", width);
    let ready = leaf.control("down_ready", 1);
    let fifo = Fifo::new(&leaf, "entries", depth, &data, &push);
    let offer = skid_buffer(&leaf, &fifo.oldest, &fifo.some, &ready);
    fifo.pop(&(&fifo.some & &offer.ready));
    outgoing(&mut leaf, "down", &offer.data, &offer.valid);
    leaf.output("taken", &offer.taken);
    leaf.build()
}
