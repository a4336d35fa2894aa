//! Where in the Rust source a word was described.

use std::fmt;
use std::panic::Location;
use std::path::Path;

/// A line of a source file. It is printed with the file's path in the repository, wherever that stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Source(&'static Location<'static>);

impl Source {
    /// The line that calls the caller.
    #[track_caller]
    pub fn here() -> Self {
        Source(Location::caller())
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let file = Path::new(self.0.file());
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        // Cargo gives paths in the workspace; another workspace's build gives absolute ones.
        let inside = repository.and_then(|folder| file.strip_prefix(folder).ok());
        let names = inside
            .unwrap_or(file)
            .iter()
            .map(|name| name.to_string_lossy());
        write!(
            f,
            "{}:{}",
            names.collect::<Vec<_>>().join("/"),
            self.0.line()
        )
    }
}
