//! Shapes of the models that are compared.

use serde::{Deserialize, Serialize};

use crate::PaperError;

const FILE: &str = "models.toml";
const TEXT: &str = include_str!("../data/models.toml");

/// A decoder-only transformer, as far as cycles and energy ask.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// As its authors call it.
    pub name: String,
    /// Layers.
    pub layers: u64,
    /// Elements of the residual stream.
    pub width: u64,
    /// Query heads.
    pub heads: u64,
    /// Heads of keys and values; each serves `heads / kv_heads` query heads.
    pub kv_heads: u64,
    /// Channels of a head.
    pub head_size: u64,
    /// Inner channels of a feed-forward.
    pub feed_forward: u64,
    /// Whether it has a gate: three matrices instead of two.
    pub gated: bool,
    /// Tokens of the vocabulary.
    pub vocabulary: u64,
    /// Whether embedding and output head are one matrix.
    pub tied: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    model: Vec<Shape>,
}

impl Shape {
    /// The eight models, in the file's order.
    ///
    /// # Errors
    /// The file's, were it not what the tests of this crate make sure of.
    pub fn all() -> Result<Vec<Shape>, PaperError> {
        Shape::parse(TEXT)
    }

    /// From the text of such a file.
    ///
    /// # Errors
    /// Keys that are not known or missing; a size of 0; heads that do not share keys evenly.
    pub fn parse(text: &str) -> Result<Vec<Shape>, PaperError> {
        let file: File = toml::from_str(text).map_err(PaperError::data(FILE))?;
        for shape in &file.model {
            shape.check().map_err(PaperError::data(FILE))?;
        }
        Ok(file.model)
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let sizes = [
            self.layers,
            self.width,
            self.heads,
            self.kv_heads,
            self.head_size,
            self.feed_forward,
            self.vocabulary,
        ];
        if sizes.contains(&0) {
            return Err(format!("{} has a size of 0", self.name));
        }
        if !self.heads.is_multiple_of(self.kv_heads) {
            return Err(format!("{}: heads do not share keys evenly", self.name));
        }
        Ok(())
    }

    /// Query heads that share keys and values.
    pub fn sharing(&self) -> u64 {
        self.heads / self.kv_heads
    }

    /// Channels of all keys of a token, or of all values.
    pub fn kv_width(&self) -> u64 {
        self.kv_heads * self.head_size
    }

    /// Channels of all queries of a token.
    pub fn query_width(&self) -> u64 {
        self.heads * self.head_size
    }

    /// Inner vectors of a feed-forward, gate and up or up alone.
    pub fn inner(&self) -> u64 {
        1 + u64::from(self.gated)
    }

    /// Weights of the layers' matrices.
    pub fn layer_weights(&self) -> u64 {
        let attention = self.width * (2 * self.query_width() + 2 * self.kv_width());
        let feed_forward = (1 + self.inner()) * self.width * self.feed_forward;
        self.layers * (attention + feed_forward)
    }

    /// All parameters of matrices, embedding and output head included.
    pub fn parameters(&self) -> u64 {
        let tables = 2 - u64::from(self.tied);
        self.layer_weights() + tables * self.vocabulary * self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_models_have_the_parameters_of_their_names() {
        let shapes = Shape::all().unwrap();
        let millions: Vec<u64> = shapes
            .iter()
            .map(|own| own.parameters() / 1_000_000)
            .collect();
        assert_eq!(
            millions,
            [6738, 13015, 8029, 405_849, 7241, 7615, 6648, 134]
        );
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        let with = |old: &str, new: &str| Shape::parse(&TEXT.replacen(old, new, 1)).unwrap_err();
        for (old, new, reason) in [
            ("layers = 32", "layers = 0", "size of 0"),
            ("kv_heads = 8", "kv_heads = 7", "evenly"),
            ("tied = false", "tide = false", "unknown field"),
            ("tied = false", "", "missing field"),
        ] {
            let error = with(old, new).to_string();
            assert!(error.contains(reason) && error.contains(FILE), "{error}");
        }
    }
}
