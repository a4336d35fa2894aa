//! The paper's comparison, so far as it can be told: cycles and energy of whole systems, element by element.
//!
//! ```text
//! data/constants.toml --.                              .--> Anda's published tables: differences
//! data/models.toml -----+--> workload --> chip --------+--> speed and energy by length, sensitivity
//! elements -------------'        |                     '--> docs/paper.md, JSON, CSV, SVG
//! data/rtl.toml ----------------> board --> the Verilog's counters: differences
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | [`constants`], [`shapes`], [`published`], [`elements`] | data, read once and refused when it is not understood |
//! | [`workload`] | what a pass of a model computes |
//! | [`traffic`], [`timeline`] | bytes in two orders, cycles of tiles in double buffers |
//! | [`systems`], [`chip`], [`energy`] | formats and arrays of the systems; a pass on one of them |
//! | [`board`], [`rtl`] | a pass on this project's own system; the Verilog's counters beside it |
//! | [`anda`] | Anda's published tables, and the rule that they follow |
//! | [`compare`], [`readings`], [`sensitivity`], [`claims`] | ours against the baselines, the paper's figures beside it, what each constant decides |
//! | [`report`], [`page`] | all of it as data, as a page with pictures, as CSV |

pub mod anda;
pub mod board;
pub mod chip;
pub mod claims;
pub mod compare;
pub mod constants;
mod csv;
pub mod element_table;
pub mod elements;
pub mod energy;
mod error;
pub mod measure;
pub mod page;
mod plots;
pub mod published;
pub mod readings;
pub mod report;
pub mod rtl;
pub mod sensitivity;
pub mod shapes;
pub mod systems;
pub mod timeline;
pub mod traffic;
pub mod workload;

pub use error::PaperError;
