//! Attention over a compressed KV cache: docs/attention.md, bit by bit.
//!
//! ```text
//! key   --> offset, rotation --> blocks of 32 channels --> planes --> key page     (STORE)
//! value --> residual, FP16 --> blocks of 32 tokens --> planes --> value page      (COMMIT)
//! query --> rotation --> blocks --> scores --> 2^(s - M) --> blocks --> sums --> N / D (ATTEND)
//! ```
//! A query reads both planes of a page in a window and the high plane of any other.
//!
//! * `shape`: [`KvShape`], [`KvFormat`], entry into FP16 ([`to_fp16`], [`prepare_query`]).
//! * `block`: [`KvBlock`], mantissas and their [`Scale`]. `pages`: blocks as bits of a page.
//! * `layout`: [`Region`], where everything lies.
//! * `rotate`: offset and rotation. `exponential`: powers of two.
//! * `memory`: STORE and COMMIT on the words of a region. `attention`: [`KvPages`], [`KvHead`].
//! * [`mod@reference`]: ATTEND as its definition, from the words. `fast`, `dot`: the same bits,
//!   quickly.
//!
//! ```
//! use harmonia_numerics::kv::{KvFormat, KvHead, KvShape, prepare_query, to_fp16};
//!
//! let shape = KvShape::with_format(64, true, KvFormat::K4V4, 32, 32)?;
//! let mut head = KvHead::new(&shape, 100);
//! for position in 0..100 {
//!     let key: Vec<f32> = (0..64).map(|i| ((position * i) as f32).sin()).collect();
//!     let value: Vec<f32> = (0..64).map(|i| (position + i) as f32 / 100.0).collect();
//!     if position > 0 && position % 32 == 0 {
//!         head.commit(position / 32 - 1);
//!     }
//!     head.store(position, &to_fp16(&key)?, &to_fp16(&value)?);
//! }
//! let query = prepare_query(&[0.1; 64])?;
//! let mut out = [0.0; 64];
//! let flags = head.attend(99, &query, 1, &mut out);
//! assert!(!flags.overflow);
//! # Ok::<(), harmonia_numerics::kv::KvError>(())
//! ```

mod attention;
mod block;
mod dot;
mod exponential;
mod fast;
mod layout;
mod memory;
mod pages;
pub mod reference;
mod rotate;
mod shape;

pub use attention::{Answer, KvHead, KvPages};
pub use block::{KvBlock, Scale};
pub(crate) use exponential::{line, on_line};
pub use exponential::{power, probability};
pub use layout::Region;
pub use memory::{commit, residual_block, store, write_offsets};
pub use pages::{Codes, Place, Plane};
pub use reference::combine;
pub use rotate::{middle, rotate_key, rotate_query};
pub use shape::{KvBits, KvError, KvFormat, KvShape, Stand, prepare_query, query_factor, to_fp16};
