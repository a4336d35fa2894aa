//! Sites of a device that cells can be given.

/// A cell of the netlist, by the end of its name, and its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// End of the cell's name.
    pub cell: String,
    /// Site, as nextpnr names it.
    pub site: String,
}

/// X of the sites of a set of four multipliers of an LFE5U-85F, by column.
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
/// Y of the rows of sets.
const ROWS: [u32; 3] = [10, 34, 58];
/// Names of a set's sites.
const SITES: [&str; 4] = ["MULT18_0", "MULT18_1", "MULT18_4", "MULT18_5"];

impl Place {
    /// Gives a `MULT18X18D` one of the sites of an LFE5U-85F, which has 13 columns and 3 rows of four sites
    /// each.
    ///
    /// # Panics
    /// If there is no such site.
    pub fn multiplier_85f(cell: String, column: usize, row: usize, site: usize) -> Place {
        let (x, y, name) = (COLUMNS[column][site], ROWS[row], SITES[site]);
        let site = format!("X{x}/Y{y}/{name}");
        Place { cell, site }
    }
}
