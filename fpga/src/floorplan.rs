//! Where the multipliers of the dot array go on an LFE5U-85F.
//!
//! With four token rows the accelerator takes 148 of its 156 multipliers. A placer that finds sites for them at the end, as nextpnr's do,
//! sends some across the device, and the wire from such a product to its adder takes 11 ns. So every product has its site, a lane's of all
//! token rows together: they share the lane's weights, and lanes whose products are added first are neighbours. The device has three rows of
//! multipliers, here in groups of four; the scales of three token rows stand in the middle, those of the fourth beside them:
//!
//! ```text
//! Y 10    0  1  6 |  8  9 14 | scales |  22 17 16 | 30 25 24
//! Y 34    2  3  7 | 10 11 15 | scales |  23 19 18 | 31 27 26
//! Y 58    4  5    | 12 13 sc.| scales |     21 20 |    29 28
//! ```

/// A cell of the netlist, by the end of its name, and its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// End of the cell's name.
    pub cell: String,
    /// Site, as nextpnr names it.
    pub site: String,
}

/// X of the sites of a group, by column.
const COLUMNS: [[u32; 4]; 13] = [
    [4, 5, 8, 9],
    [13, 14, 17, 18],
    [22, 23, 26, 27],
    [31, 32, 35, 36],
    [40, 41, 44, 45],
    [49, 50, 53, 54],
    [58, 59, 62, 63],
    [69, 70, 73, 74],
    [78, 79, 82, 83],
    [87, 88, 91, 92],
    [96, 97, 100, 101],
    [105, 106, 109, 110],
    [114, 115, 118, 119],
];
/// Names of a group's sites.
const SITES: [&str; 4] = ["MULT18_0", "MULT18_1", "MULT18_4", "MULT18_5"];
/// Y of the rows of multipliers.
const ROWS: [u32; 3] = [10, 34, 58];

/// Lanes of the dot array.
const LANES: usize = 32;
/// Most token rows: one for each site of a group.
const MOST_TOKENS: usize = SITES.len();
/// A token row's other multipliers.
const SCALES: [&str; 4] = [
    "scaling_0.scaled_sum",
    "scaling_0.scaled_block_sum",
    "scaling_1.scaled_sum",
    "scaling_1.scaled_block_sum",
];
/// Column and row of their groups, by token row.
const SCALE_GROUPS: [(usize, usize); MOST_TOKENS] = [(6, 0), (6, 1), (6, 2), (5, 2)];

/// Sites for the multipliers of an engine of up to four token rows whose multipliers are `MULT18X18D` cells of its own.
///
/// # Panics
/// If there are more token rows.
pub fn dot_array(tokens: usize) -> Vec<Place> {
    assert!(tokens <= MOST_TOKENS, "{tokens} token rows");
    let place = |row: usize, name: &str, group, site| Place {
        cell: format!("engine.token_row_{row}.{name}_mult.multiplier"),
        site: site_of(group, site),
    };
    let rows = 0..tokens;
    rows.flat_map(|row| {
        let products = (0..LANES)
            .map(move |lane| place(row, &format!("dot.product_{lane}"), group_of(lane), row));
        let scales = SCALES.iter().enumerate();
        products.chain(scales.map(move |(i, name)| place(row, name, SCALE_GROUPS[row], i)))
    })
    .collect()
}

/// Column and row of a lane's group: eight lanes in three columns, the right half of the device a mirror image of the left.
fn group_of(lane: usize) -> (usize, usize) {
    let (column, row) = match lane % 8 {
        left @ 0..6 => (left % 2, left / 2),
        right => (2, right - 6),
    };
    match lane / 8 {
        eight @ 0..2 => (3 * eight + column, row),
        eight => (3 * eight + 3 - column, row),
    }
}

fn site_of((column, row): (usize, usize), site: usize) -> String {
    let (x, y, name) = (COLUMNS[column][site], ROWS[row], SITES[site]);
    format!("X{x}/Y{y}/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_multiplier_has_a_site_of_its_own() {
        let places = dot_array(4);
        assert_eq!(places.len(), 4 * (LANES + SCALES.len()));
        let cells: BTreeSet<_> = places.iter().map(|place| &place.cell).collect();
        let sites: BTreeSet<_> = places.iter().map(|place| &place.site).collect();
        assert_eq!((cells.len(), sites.len()), (places.len(), places.len()));
    }

    #[test]
    fn lanes_whose_products_are_added_first_are_neighbours() {
        for lane in (0..LANES).step_by(2) {
            let ((a, above), (b, below)) = (group_of(lane), group_of(lane + 1));
            assert!(a.abs_diff(b) + above.abs_diff(below) == 1, "lane {lane}");
        }
    }
}
