//! Cycles of operations one behind the other, the tiles of each in double buffers.
//!
//! ```text
//! memory   | tile 0 | tile 1 | tile 2 |        |        | next operation's tile 0 ...
//! array             | tile 0 | tile 1 | tile 2 |        |
//! vectors                    | tile 0 | tile 1 | tile 2 |
//! ```
//! In the steady state a tile takes as long as its slowest unit. Before that the first tile is read (fill), behind it the last
//! one is multiplied and its results are converted (drain). While something works that needs no memory, operands of the next
//! operation are read ahead, as far as there is room.

/// Cycles that a tile keeps each unit busy.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tile {
    /// The array.
    pub array: f64,
    /// Memory.
    pub memory: f64,
    /// Vector unit, softmax and converter.
    pub vector: f64,
}

/// A schedule so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timeline {
    /// Cycles of all operations.
    pub cycles: f64,
    /// Cycles in which each unit was busy.
    pub busy: Tile,
    /// Cycles of memory that the next operation need not wait for.
    ahead: f64,
}

impl Timeline {
    /// An operation of `tiles` equal tiles; `latency` cycles pass from the last operands to the last result.
    pub fn tiles(&mut self, tiles: f64, tile: Tile, latency: f64) {
        let Tile {
            array,
            memory,
            vector,
        } = tile;
        let ahead = self.ahead.min(tiles * memory);
        // What each unit makes it take: what comes before its first tile, its tiles, what comes behind its last one.
        let by_memory = tiles * memory - ahead + array + vector;
        let fill = (memory - ahead).max(0.0);
        let by_array = fill + tiles * array + vector;
        let by_vector = fill + array + tiles * vector;
        self.cycles += by_memory.max(by_array).max(by_vector) + latency;
        self.busy.array += tiles * array;
        self.busy.memory += tiles * memory;
        self.busy.vector += tiles * vector;
        self.ahead = 0.0;
    }

    /// Vector work that nothing overlaps but reading ahead, up to `room` cycles of it.
    pub fn alone(&mut self, cycles: f64, room: f64) {
        self.cycles += cycles;
        self.busy.vector += cycles;
        self.ahead = (self.ahead + cycles).min(room);
    }

    /// The same for work that goes on many times.
    pub fn repeat(&mut self, times: f64) {
        self.cycles *= times;
        self.busy.array *= times;
        self.busy.memory *= times;
        self.busy.vector *= times;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same tile by tile: a unit begins a tile when the unit before it has ended that tile and it has ended the one before.
    fn simulated(tiles: usize, tile: Tile, ahead: f64) -> f64 {
        let [mut memory, mut array, mut vector] = [-ahead, 0.0f64, 0.0f64];
        for _ in 0..tiles {
            memory += tile.memory;
            array = array.max(memory).max(0.0) + tile.array;
            vector = vector.max(array) + tile.vector;
        }
        vector
    }

    #[test]
    fn the_formula_is_the_schedule_of_tile_after_tile() {
        for tiles in [1usize, 2, 7] {
            for case in 0..125 {
                let [array, memory, vector] = [case % 5, case / 5 % 5, case / 25].map(f64::from);
                let tile = Tile {
                    array,
                    memory,
                    vector,
                };
                for ahead in [0.0, 1.0, 6.0] {
                    let mut own = Timeline {
                        ahead,
                        ..Timeline::default()
                    };
                    own.tiles(tiles as f64, tile, 0.0);
                    let most = (tiles as f64 * memory).min(ahead);
                    assert_eq!(
                        own.cycles,
                        simulated(tiles, tile, most),
                        "{tiles} {tile:?} {ahead}"
                    );
                }
            }
        }
    }

    #[test]
    fn reading_ahead_saves_what_there_is_room_for() {
        let tile = Tile {
            array: 1.0,
            memory: 10.0,
            vector: 0.0,
        };
        let taken = |alone| {
            let mut own = Timeline::default();
            own.alone(alone, 25.0);
            own.tiles(10.0, tile, 3.0);
            own.cycles - alone
        };
        assert_eq!(taken(0.0), 104.0);
        assert_eq!(taken(20.0), 84.0);
        assert_eq!(taken(100.0), 79.0);
    }
}
