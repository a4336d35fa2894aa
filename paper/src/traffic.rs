//! What a matrix moves between memory and buffers, in the two orders of a tiling.
//!
//! ```text
//! C[M x N] = A[M x K] B[K x N], bytes a, b, c of an element
//! row-first    (hold Tm rows of A, sweep N):     M K a + ceil(M / Tm) K N b + M N c
//! column-first (hold Tn columns of B, sweep M):  ceil(N / Tn) M K a + K N b + M N c
//! ```
//! Where not even one row, or one column, of K fits, K is cut and the partial sums stay in the array's accumulators, so the
//! formulas hold with a tile of one.

use serde::Serialize;

/// A product, sizes in elements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Product {
    /// Rows of A: tokens, or queries.
    pub m: f64,
    /// The contraction axis.
    pub k: f64,
    /// Columns of B: outputs, or keys.
    pub n: f64,
}

/// Bytes of an element in memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths {
    /// Of A, the activations.
    pub a: f64,
    /// Of B, the weights.
    pub b: f64,
    /// Of C, the results.
    pub c: f64,
}

/// Bytes of buffers that a tile may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// For rows of A.
    pub a: f64,
    /// For columns of B.
    pub b: f64,
}

/// Which operand is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Rows of A, while B is swept.
    RowFirst,
    /// Columns of B, while A is swept.
    ColumnFirst,
}

/// What a product moves in an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traffic {
    /// Which.
    pub order: Order,
    /// Bytes of A, of B, of C.
    pub bytes: [f64; 3],
    /// Tiles of Tm rows and Tn columns.
    pub tiles: f64,
}

impl Traffic {
    /// In one order.
    pub fn of(order: Order, product: Product, widths: Widths, room: Room) -> Traffic {
        let Product { m, k, n } = product;
        let fit = |room: f64, width: f64, most: f64| (room / (k * width)).floor().clamp(1.0, most);
        let rows = (m / fit(room.a, widths.a, m)).ceil();
        let columns = (n / fit(room.b, widths.b, n)).ceil();
        let [again_a, again_b] = match order {
            Order::RowFirst => [1.0, rows],
            Order::ColumnFirst => [columns, 1.0],
        };
        Traffic {
            order,
            bytes: [
                again_a * m * k * widths.a,
                again_b * k * n * widths.b,
                m * n * widths.c,
            ],
            tiles: rows * columns,
        }
    }

    /// In the order that moves fewer bytes; row-first where both move as many.
    pub fn best(product: Product, widths: Widths, room: Room) -> Traffic {
        let [row, column] = [Order::RowFirst, Order::ColumnFirst]
            .map(|order| Traffic::of(order, product, widths, room));
        match column.total() < row.total() {
            true => column,
            false => row,
        }
    }

    /// Bytes together.
    pub fn total(&self) -> f64 {
        self.bytes.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTHS: Widths = Widths {
        a: 2.0,
        b: 0.5,
        c: 2.0,
    };

    #[test]
    fn both_orders_follow_their_formulas() {
        let product = Product {
            m: 100.0,
            k: 64.0,
            n: 300.0,
        };
        // 10 rows of 128 bytes, 40 columns of 32.
        let room = Room {
            a: 1280.0 + 127.0,
            b: 1280.0,
        };
        let row = Traffic::of(Order::RowFirst, product, WIDTHS, room);
        assert_eq!(row.bytes, [12_800.0, 10.0 * 9_600.0, 60_000.0]);
        let column = Traffic::of(Order::ColumnFirst, product, WIDTHS, room);
        assert_eq!(column.bytes, [8.0 * 12_800.0, 9_600.0, 60_000.0]);
        assert_eq!((row.tiles, column.tiles), (80.0, 80.0));
        let best = Traffic::best(product, WIDTHS, room);
        assert_eq!(best, row);
        assert!(row.total() < column.total());
    }

    #[test]
    fn what_fits_is_read_once_in_both_orders() {
        let product = Product {
            m: 1.0,
            k: 4096.0,
            n: 64.0,
        };
        let room = Room { a: 1e6, b: 1e6 };
        for order in [Order::RowFirst, Order::ColumnFirst] {
            let own = Traffic::of(order, product, WIDTHS, room);
            assert_eq!(own.bytes, [8192.0, 131_072.0, 128.0]);
            assert_eq!(own.tiles, 1.0);
        }
    }

    #[test]
    fn a_contraction_that_does_not_fit_has_tiles_of_one() {
        let product = Product {
            m: 2.0,
            k: 4096.0,
            n: 3.0,
        };
        let room = Room { a: 10.0, b: 10.0 };
        let row = Traffic::of(Order::RowFirst, product, WIDTHS, room);
        assert_eq!(row.bytes[1], 2.0 * 4096.0 * 3.0 * 0.5);
        assert_eq!(row.tiles, 6.0);
    }

    #[test]
    fn the_better_order_depends_on_the_shape() {
        let room = Room {
            a: 64.0 * 2.0 * 10.0,
            b: 64.0 * 0.5 * 10.0,
        };
        let best = |m, n| Traffic::best(Product { m, k: 64.0, n }, WIDTHS, room).order;
        assert_eq!(best(10.0, 10_000.0), Order::RowFirst);
        assert_eq!(best(10_000.0, 10.0), Order::ColumnFirst);
    }
}
