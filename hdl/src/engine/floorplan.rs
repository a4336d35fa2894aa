//! Where the multipliers of the dot array go on a device with three rows of multipliers, such as the LFE5U-85F.
//!
//! With four token rows the accelerator takes 148 of that device's 156 multipliers. A placer that finds sites for them at
//! the end, as nextpnr's do, sends some across the device, and the wire from such a product to its adder takes 11 ns. So
//! every product has its site, a lane's of all token rows together: they share the lane's weights, and lanes whose products
//! are added first are neighbours. The sites are numbered in sets of four, by column and row; the scales of three token rows
//! stand in the middle, those of the fourth beside them:
//!
//! ```text
//! row 0    0  1  6 |  8  9 14 | scales |  22 17 16 | 30 25 24
//! row 1    2  3  7 | 10 11 15 | scales |  23 19 18 | 31 27 26
//! row 2    4  5    | 12 13 sc.| scales |     21 20 |    29 28
//! ```

use crate::configuration::Configuration;
use crate::expr::MultiplierCell;
use crate::layout::GROUP;

/// A multiplier of the design and its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedMultiplier {
    /// Its path of instances in the Verilog below the top module, with dots.
    pub cell: String,
    /// Column of its set of four sites, from the left.
    pub column: usize,
    /// Row of the set, from the top.
    pub row: usize,
    /// Which of the four.
    pub site: usize,
}

/// Most token rows: one for each site of a set.
const MOST_TOKENS: usize = 4;
/// A token row's other multipliers.
const SCALES: [&str; 4] = [
    "scaling_0.scaled_sum",
    "scaling_0.scaled_block_sum",
    "scaling_1.scaled_sum",
    "scaling_1.scaled_block_sum",
];
/// Column and row of their sets, by token row.
const SCALE_SETS: [(usize, usize); MOST_TOKENS] = [(6, 0), (6, 1), (6, 2), (5, 2)];

/// Sites for the explicit multipliers of a configuration; none where a synthesiser chooses the cells.
pub fn floorplan(configuration: &Configuration) -> Vec<PlacedMultiplier> {
    let tokens = match configuration.multiplier {
        MultiplierCell::Portable => 0,
        MultiplierCell::Ecp5 => configuration.tokens,
    };
    // In a system the accelerator is a part.
    let engine = match configuration.vectors {
        Some(_) => "accelerator.engine",
        None => "engine",
    };
    let place = |token: usize, name: &str, (column, row), site| PlacedMultiplier {
        cell: format!("{engine}.token_row_{token}.{name}_mult.multiplier"),
        column,
        row,
        site,
    };
    let tokens = 0..tokens;
    tokens
        .flat_map(|token| {
            let products = (0..GROUP)
                .map(move |lane| place(token, &format!("dot.product_{lane}"), set_of(lane), token));
            let scales = SCALES.iter().enumerate();
            products.chain(scales.map(move |(i, name)| place(token, name, SCALE_SETS[token], i)))
        })
        .collect()
}

/// Column and row of a lane's set: eight lanes in three columns, the right half of the device a mirror image of the left.
fn set_of(lane: usize) -> (usize, usize) {
    let (column, row) = match lane % 8 {
        left @ 0..6 => (left % 2, left / 2),
        right => (2, right - 6),
    };
    match lane / 8 {
        eight @ 0..2 => (3 * eight + column, row),
        eight => (3 * eight + 3 - column, row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Design;
    use std::collections::BTreeSet;

    fn ecp5() -> Configuration {
        Configuration::named("ulx3s-85f").unwrap()
    }

    #[test]
    fn every_multiplier_has_a_site_of_its_own() {
        let places = floorplan(&ecp5());
        assert_eq!(places.len(), 4 * (GROUP + SCALES.len()));
        let cells: BTreeSet<_> = places.iter().map(|place| &place.cell).collect();
        let sites = places.iter().map(|p| (p.column, p.row, p.site));
        let sites: BTreeSet<_> = sites.collect();
        assert_eq!((cells.len(), sites.len()), (places.len(), places.len()));
        let chosen_by_synthesis = Configuration::named("quad").unwrap();
        assert_eq!(floorplan(&chosen_by_synthesis), []);
    }

    #[test]
    fn lanes_whose_products_are_added_first_are_neighbours() {
        for lane in (0..GROUP).step_by(2) {
            let ((a, above), (b, below)) = (set_of(lane), set_of(lane + 1));
            assert!(a.abs_diff(b) + above.abs_diff(below) == 1, "lane {lane}");
        }
    }

    #[test]
    fn the_floorplan_names_instances_of_the_verilog() {
        let verilog = Design::of(&ecp5()).verilog;
        for place in floorplan(&ecp5()) {
            for instance in place.cell.split('.') {
                let declared = format!(" {instance} (");
                assert!(verilog.contains(&declared), "{}", place.cell);
            }
        }
    }
}
