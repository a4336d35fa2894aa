//! How keys and values are kept: `--kv` and what goes with it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, ValueEnum};
use harmonia_host::{KvFormat, KvOptions, KvPlan, OffsetSource};
use harmonia_model::{Calibration, Model};
use serde::Serialize;

use crate::failure::Failure;
use crate::model_source::ModelSource;
use crate::number::count;

/// The KV cache of a device. `--device f32` keeps keys and values in FP32 and has no use for these.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "KV cache")]
pub struct KvArguments {
    /// Bits of keys and values: 8/8, 4/4, 4/3 or 3/3 [default: 4/4]
    ///
    /// A key or value is kept as 8 bits in two parts: a rounded high part of 4 or 3 bits, and the rest. Attention reads both
    /// parts of the tokens in two windows (see --kv-init, --kv-local) and the high part of all others; 8/8 reads both of all.
    #[arg(long, value_name = "K/V")]
    kv: Option<KvFormat>,
    /// The first N tokens keep 8 bits; a multiple of 32 [default: 32]
    #[arg(long, value_name = "N", value_parser = count)]
    kv_init: Option<usize>,
    /// The last N tokens before the group of 32 under way keep 8 bits; a multiple of 32 [default: 32]
    #[arg(long, value_name = "N", value_parser = count)]
    kv_local: Option<usize>,
    /// What is subtracted from each channel of the keys [default: calibrated if there is a calibration, else none]
    ///
    /// Some channels of a key are large for every token. Softmax does not notice when they are shifted, and few bits then
    /// hold much more.
    #[arg(long, value_enum, value_name = "SOURCE")]
    kv_offset: Option<Offset>,
    /// Do not rotate keys and queries by Hadamard matrices, which spread what is large in few channels
    #[arg(long)]
    no_rotation: bool,
    /// Do not scale channels of keys and queries by a calibration's powers of two, which balance them
    #[arg(long)]
    no_scale: bool,
    /// Bytes for keys and values of all layers, with k, M or G for 1024, 1024^2, 1024^3 [default: what the device has]
    ///
    /// A sequence that does not fit ends with an error before the token that has no room.
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    kv_budget: Option<usize>,
    /// Offsets made by `harmonia calibrate` [default: MODEL.kv beside the model's file, else what comes with the program]
    #[arg(long, value_name = "FILE")]
    calibration: Option<PathBuf>,
}

/// `--kv-offset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Offset {
    /// Measured beforehand on a text, see `harmonia calibrate`
    Calibrated,
    /// The middle of the first 32 keys of the sequence itself
    Online,
    /// Nothing
    None,
}

/// The cache, for reports.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct KvReport {
    /// Bits of keys and values; null where attention is the host's, in FP32.
    kv: Option<&'static str>,
    kv_offset: Option<&'static str>,
    /// Of all layers, counted from what the device holds at the sequence's end.
    kv_bytes_per_token: Option<f64>,
    kv_bytes_fp16_per_token: Option<usize>,
    /// How many times less than in FP16.
    kv_ratio: Option<f64>,
}

impl KvArguments {
    /// What was asked for, with the model's calibration.
    pub fn options(&self, source: &ModelSource, model: &Model) -> Result<KvOptions> {
        let default = KvOptions::default();
        Ok(KvOptions {
            format: self.kv.unwrap_or(default.format),
            init_tokens: self.kv_init.unwrap_or(default.init_tokens),
            local_tokens: self.kv_local.unwrap_or(default.local_tokens),
            rotate: !self.no_rotation,
            offsets: self.offsets(source, model)?,
            scale: !self.no_scale,
            budget_bytes: self.kv_budget,
            ..default
        })
    }

    /// The calibration, which must be there.
    pub fn required_calibration(&self, source: &ModelSource, model: &Model) -> Result<Calibration> {
        let calibration = self.calibration(source, model)?;
        let missing = || Failure::NotCalibrated {
            model: source.name(),
        };
        Ok(calibration.ok_or_else(missing)?)
    }

    fn offsets(&self, source: &ModelSource, model: &Model) -> Result<OffsetSource> {
        let calibrated = match self.kv_offset {
            Some(Offset::Online) => return Ok(OffsetSource::Online),
            Some(Offset::None) => return Ok(OffsetSource::None),
            Some(Offset::Calibrated) => Some(self.required_calibration(source, model)?),
            None => self.calibration(source, model)?,
        };
        Ok(calibrated.map_or(OffsetSource::None, |calibration| {
            OffsetSource::Calibrated(Arc::new(calibration))
        }))
    }

    /// The file that was named, the one beside the model, or the one that comes with the program.
    fn calibration(&self, source: &ModelSource, model: &Model) -> Result<Option<Calibration>> {
        match self.calibration_file(source)? {
            Some(path) => Ok(Some(Calibration::open(path, &model.fingerprint)?)),
            None => Ok(Calibration::bundled(&model.fingerprint)),
        }
    }

    /// The file that was named, or the one beside the model, if there is one.
    pub fn calibration_file(&self, source: &ModelSource) -> Result<Option<PathBuf>> {
        let beside = source.calibration_path()?.filter(|path| path.is_file());
        Ok(self.calibration.clone().or(beside))
    }

    /// Refuses options of the cache when no device attends, and a calibration that is not used.
    pub fn check(&self, attend: bool) -> Result<(), Failure> {
        let given = [
            ("--kv", self.kv.is_some()),
            ("--kv-init", self.kv_init.is_some()),
            ("--kv-local", self.kv_local.is_some()),
            ("--kv-offset", self.kv_offset.is_some()),
            ("--no-rotation", self.no_rotation),
            ("--no-scale", self.no_scale),
            ("--kv-budget", self.kv_budget.is_some()),
            ("--calibration", self.calibration.is_some()),
        ];
        let given = given.into_iter().find(|(_, given)| *given);
        if let Some((option, _)) = given
            && !attend
        {
            return Err(Failure::HostAttention { option });
        }
        match self.kv_offset {
            Some(Offset::Online | Offset::None) if self.calibration.is_some() => {
                Err(Failure::CalibrationUnused)
            }
            _ => Ok(()),
        }
    }
}

impl KvReport {
    /// Of a cache that holds sequences of these lengths.
    pub fn new(plan: Option<&KvPlan>, lengths: &[usize]) -> KvReport {
        let tokens: usize = lengths.iter().sum();
        let held = plan.filter(|_| tokens > 0);
        let bytes = held.map(|plan| {
            let bytes: usize = lengths.iter().map(|length| plan.bytes_at(*length)).sum();
            bytes as f64 / tokens as f64
        });
        let fp16 = plan.map(KvPlan::fp16_bytes_per_token);
        let name = |format| match format {
            KvFormat::K8V8 => "8/8",
            KvFormat::K4V4 => "4/4",
            KvFormat::K4V3 => "4/3",
            KvFormat::K3V3 => "3/3",
        };
        KvReport {
            kv: plan.map(|plan| name(plan.options().format)),
            kv_offset: plan.map(|plan| plan.options().offsets.name()),
            kv_bytes_per_token: bytes,
            kv_bytes_fp16_per_token: fp16,
            kv_ratio: bytes.zip(fp16).map(|(bytes, fp16)| fp16 as f64 / bytes),
        }
    }

    /// A line for people; empty where there is no such cache.
    pub fn text(&self) -> String {
        match (
            self.kv,
            self.kv_offset,
            self.kv_bytes_per_token,
            self.kv_ratio,
        ) {
            (Some(kv), Some(offset), Some(bytes), Some(ratio)) => format!(
                "KV cache {kv}, offsets {offset}: {bytes:.0} bytes per token, {}\n",
                beside_fp16(ratio)
            ),
            _ => String::new(),
        }
    }
}

/// How much less than FP16 it is, or how much more: a short sequence does not fill the pages that it has begun.
fn beside_fp16(ratio: f64) -> String {
    match ratio < 1.0 {
        true => format!("{:.2} times more than FP16", 1.0 / ratio),
        false => format!("{ratio:.2} times less than FP16"),
    }
}

/// A number of bytes, perhaps with a suffix.
pub fn bytes(text: &str) -> Result<usize, String> {
    let (digits, factor) = match text.char_indices().last() {
        Some((end, 'k')) => (&text[..end], 1 << 10),
        Some((end, 'M')) => (&text[..end], 1 << 20),
        Some((end, 'G')) => (&text[..end], 1 << 30),
        _ => (text, 1),
    };
    let number = digits.parse::<usize>().ok();
    number
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| {
            "a whole number of bytes below 2^64 is needed, perhaps with k, M or G behind it"
                .to_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_once_less_is_said_as_more() {
        assert_eq!(beside_fp16(0.75), "1.33 times more than FP16");
        assert_eq!(beside_fp16(2.5), "2.50 times less than FP16");
    }

    #[test]
    fn suffixes_are_powers_of_1024() {
        assert_eq!(bytes("17"), Ok(17));
        assert_eq!(bytes("3k"), Ok(3 << 10));
        assert_eq!(bytes("64M"), Ok(64 << 20));
        assert_eq!(bytes("2G"), Ok(2 << 30));
        for wrong in ["", "M", "-1", "1.5G", "64m", "17179869184G", "1 k"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
