//! How a design is synthesised for an ECP5: what `harmonia fmax` and `harmonia build` have in common.

use harmonia_fpga::{Place, Sharing, Synthesis};
use harmonia_hdl::{Configuration, Design, floorplan};

/// Sites of the explicit multipliers of a configuration.
pub fn places(configuration: &Configuration) -> Vec<Place> {
    let places = floorplan(configuration).into_iter();
    places
        .map(|place| Place::multiplier_85f(place.cell, place.column, place.row, place.site))
        .collect()
}

/// Modules that are synthesised apart, as patterns of names: token rows of the engine, and rows of attention, where names begin with
/// `top`.
pub fn apart(top: &str) -> [String; 2] {
    ["*_token_row".into(), format!("{top}_row")]
}

/// The synthesis of a design.
pub fn synthesis<'a>(
    design: &'a Design,
    places: &'a [Place],
    apart: &'a [&'a str],
) -> Synthesis<'a> {
    Synthesis {
        top: &design.top,
        verilog: &design.verilog,
        wrapper: None,
        // Wide multiplexers tie LUTs together and make the engine harder to place than they save.
        options: &["-nowidelut"],
        apart,
        in_pins: &[],
        units: &[],
        // Half of the nets that drive resets serve fewer than eight registers, and those that serve most reach
        // across the device.
        sharing: Sharing {
            reset: 512,
            enable: 8,
        },
        places,
    }
}
