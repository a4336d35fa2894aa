//! FP32's logits in a file, so that they are computed once and not for every point.
//!
//! Those of 2,048 tokens and a vocabulary of 49,152 are 403 MB: too much to hold. Reading them back takes a fraction of a
//! second, where computing them takes about as long as a point.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::PathBuf;

use harmonia_model::Predictions;

use crate::failure::Failure;

/// Logits in the order in which they were predicted, FP32 in little-endian order.
pub struct Recording {
    file: File,
    /// For messages: where the file is; it has no name.
    folder: PathBuf,
    vocabulary: usize,
}

/// Predictions that are written into a recording as they are made.
pub struct Recorder<'a, P> {
    recording: &'a mut Recording,
    predictions: P,
}

impl Recording {
    /// An empty file in a folder, which is gone when it is dropped.
    pub fn new(folder: PathBuf, vocabulary: usize) -> Result<Recording, Failure> {
        let file = tempfile::tempfile_in(&folder);
        Ok(Recording {
            file: file.map_err(Failure::io("writing into", &folder))?,
            folder,
            vocabulary,
        })
    }

    /// Appends what is predicted.
    pub fn record<P>(&mut self, predictions: P) -> Recorder<'_, P> {
        Recorder {
            recording: self,
            predictions,
        }
    }

    /// Begins again with the first token that was recorded.
    pub fn rewind(&mut self) -> Result<(), Failure> {
        let rewound = self.file.rewind();
        rewound.map_err(Failure::io("reading FP32's logits in", &self.folder))
    }
}

impl<P: Predictions<Error: Into<Failure>>> Predictions for Recorder<'_, P> {
    type Error = Failure;

    fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, Failure> {
        let logits = self.predictions.next(tokens).map_err(Into::into)?;
        let bytes: Vec<u8> = logits.iter().flat_map(|x| x.to_le_bytes()).collect();
        let Recording { file, folder, .. } = &mut *self.recording;
        let written = file.write_all(&bytes);
        written.map_err(Failure::io("writing FP32's logits into", &*folder))?;
        Ok(logits)
    }
}

/// What was recorded, for the same tokens in the same order.
impl Predictions for Recording {
    type Error = Failure;

    fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, Failure> {
        let mut bytes = vec![0; tokens.len() * self.vocabulary * size_of::<f32>()];
        let read = self.file.read_exact(&mut bytes);
        read.map_err(Failure::io("reading FP32's logits in", &self.folder))?;
        let (values, _) = bytes.as_chunks();
        Ok(values.iter().map(|x| f32::from_le_bytes(*x)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counter(f32);

    impl Predictions for Counter {
        type Error = Failure;

        fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, Failure> {
            let first = self.0;
            self.0 += 3.0 * tokens.len() as f32;
            Ok((0..3 * tokens.len()).map(|n| first + n as f32).collect())
        }
    }

    #[test]
    fn a_recording_is_what_was_predicted_however_often_and_whatever_the_chunks() {
        let folder = tempfile::tempdir().unwrap();
        let mut recording = Recording::new(folder.path().to_owned(), 3).unwrap();
        let mut recorder = recording.record(Counter(-2.5));
        let predicted = [
            recorder.next(&[0; 2]).unwrap(),
            recorder.next(&[0; 3]).unwrap(),
        ]
        .concat();
        assert_eq!(predicted.len(), 15);
        for chunks in [[1, 4], [2, 3]] {
            recording.rewind().unwrap();
            let again = chunks.map(|tokens| recording.next(&vec![0; tokens]).unwrap());
            assert_eq!(again.concat(), predicted);
        }
        // There is nothing beyond, and nothing that others could see.
        assert!(recording.next(&[0]).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
