//! A model in a machine that executes whole passes: docs/system.md.
//!
//! ```text
//! Program --task--> tasks --frame--> vector memory     --plan--> SystemPlan --code--> commands of a pass
//!                    `------image--> memory            --'
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `task`, `lower` | a layer's steps as what a machine does for them |
//! | `frame`, `image` | where vectors lie in vector memory, and what a pass reads in memory |
//! | `code`, `attention`, `layers`, `segments` | tasks as commands, equal layers as a loop, tiles of tokens |
//! | `load`, `upload`, `pass` | a model's numbers as words, in pieces that memory may hold already; the table of a pass |
//! | `scrub`, `standing`, `mend` | what memory must hold, and what is done where it does not |
//! | `executor`, `roles` | [`SystemExecutor`]: layers by a machine, the rest by the host |
//! | `tiling` | [`BatchProduct`]: a matrix row-first or column-first, and what that moves |
//! | `plan`, `fit`, `residency`, `cost`, [`latency`] | [`SystemPlan`]: how much of a model fits, where, and what a pass takes |

mod attention;
mod code;
mod cost;
mod error;
mod executor;
mod fit;
mod frame;
mod image;
pub mod latency;
mod layers;
mod load;
mod lower;
mod mend;
mod pass;
mod plan;
mod residency;
mod roles;
mod scrub;
mod segments;
mod standing;
mod task;
mod tiling;
mod upload;

pub use cost::Cost;
pub use error::PlanError;
pub use executor::{SystemExecutor, Traffic};
pub use mend::Mended;
pub use plan::{SystemOptions, SystemPlan};
pub use residency::Part;
pub use tiling::{BatchProduct, Cut, Moved, Place, Waiting};
pub use upload::Upload;
