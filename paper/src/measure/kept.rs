//! What has been measured stays beside what the tools wrote: a run that was stopped goes on where it was.

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::PaperError;

/// What an earlier run measured in this folder, if it `is_so`; otherwise `measure` does, and it is kept. What cannot be read is measured
/// again.
pub(super) fn kept<T: Serialize + DeserializeOwned>(
    folder: &Path,
    is_so: impl Fn(&T) -> bool,
    measure: impl FnOnce() -> Result<T, PaperError>,
) -> Result<T, PaperError> {
    let path = folder.join("measured.json");
    let failed = |source| PaperError::Io {
        action: "writing",
        path: path.clone(),
        source,
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let before = fs::read(&path).ok();
    let before = before.and_then(|text| serde_json::from_slice(&text).ok());
    if let Some(before) = before.filter(&is_so) {
        return Ok(before);
    }
    let measured = measure()?;
    let text = serde_json::to_vec_pretty(&measured).expect("what was measured is JSON");
    fs::write(&path, text).map_err(failed)?;
    Ok(measured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_is_measured_again_only_when_it_is_of_something_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("element");
        let of = |wanted: u32, made: Option<u32>| {
            let measure = || Ok(made.expect("it was kept"));
            kept(&own, |found: &u32| *found == wanted, measure).expect("it is measured")
        };
        assert_eq!(of(1, Some(1)), 1);
        assert_eq!(of(1, None), 1);
        assert_eq!(of(2, Some(2)), 2);
        fs::write(own.join("measured.json"), "{").expect("written");
        assert_eq!(of(2, Some(2)), 2);
        assert_eq!(of(2, None), 2);
    }
}
