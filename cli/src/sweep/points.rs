//! Which formats and windows are evaluated.

use std::fmt;

use harmonia_host::{AttentionError, Baseline, Keeping, KvFormat, KvOptions, OffsetSource};
use harmonia_model::Model;
use harmonia_numerics::kv::{KvBits, KvShape};

/// Tokens of the initial and of the local window.
const WINDOWS: [(usize, usize); 4] = [(0, 0), (32, 32), (32, 64), (32, 128)];
/// The windows beside which the steps of smoothing are taken apart.
pub const SMOOTHING_WINDOWS: (usize, usize) = (32, 32);
/// The windows of the truncating format.
const TRUNCATED_WINDOWS: [(usize, usize); 2] = [(0, 0), (32, 64)];
/// Bits of KIVI's integers.
const KIVI_BITS: [u32; 2] = [4, 2];

/// How keys and values are kept.
#[derive(Clone)]
pub enum Cache {
    /// On a device, which attends.
    Device(KvOptions),
    /// As others do it; attention is in FP32.
    Baseline(Baseline),
}

impl From<Cache> for Keeping {
    fn from(cache: Cache) -> Keeping {
        match cache {
            Cache::Device(options) => Keeping::Device(options),
            Cache::Baseline(baseline) => Keeping::Baseline(baseline),
        }
    }
}

/// A way to keep keys and values.
pub struct Point {
    /// What the legend calls it.
    pub series: String,
    /// Initial and local window, where there are two.
    pub windows: Option<(usize, usize)>,
    /// What keeps them.
    pub cache: Cache,
}

/// What is done to keys before they are compressed.
#[derive(Clone, Copy)]
struct Smoothing<'a> {
    offsets: &'a OffsetSource,
    rotate: bool,
    scale: bool,
}

/// Every point, those of one series together.
pub fn all(model: &Model, calibrated: &OffsetSource) -> Result<Vec<Point>, AttentionError> {
    let device = |format: KvFormat, windows: (usize, usize), smoothing: Smoothing<'_>| Point {
        series: format.to_string(),
        // All of 8/8 is in the window.
        windows: (format != KvFormat::K8V8).then_some(windows),
        cache: Cache::Device(KvOptions {
            format,
            init_tokens: windows.0,
            local_tokens: windows.1,
            rotate: smoothing.rotate,
            offsets: smoothing.offsets.clone(),
            scale: smoothing.scale,
            ..KvOptions::default()
        }),
    };
    let smoothed = Smoothing {
        offsets: calibrated,
        rotate: true,
        scale: true,
    };
    let mut points = Vec::new();
    for format in KvFormat::ALL {
        let windows = match format {
            KvFormat::K8V8 => &WINDOWS[..1],
            _ => &WINDOWS[..],
        };
        let windows = windows.iter();
        points.extend(windows.map(|windows| device(format, *windows, smoothed)));
    }
    for format in [KvFormat::K4V4, KvFormat::K3V3] {
        for (offsets, rotate) in [
            (&OffsetSource::None, false),
            (calibrated, false),
            (&OffsetSource::None, true),
            (calibrated, true),
            (&OffsetSource::Online, true),
        ] {
            let smoothing = Smoothing {
                offsets,
                rotate,
                scale: false,
            };
            points.push(device(format, SMOOTHING_WINDOWS, smoothing));
        }
    }
    let size = model.config.key_length;
    for windows in TRUNCATED_WINDOWS {
        let bits = KvBits::Four;
        let shape = KvShape::new(size, false, bits, bits, windows.0, windows.1)?;
        points.push(Point {
            series: "4/4 truncated".into(),
            windows: Some(windows),
            cache: Cache::Baseline(Baseline::Truncated(shape)),
        });
    }
    points.extend(KIVI_BITS.map(|bits| Point {
        series: format!("KIVI-style INT{bits}"),
        windows: None,
        cache: Cache::Baseline(Baseline::Kivi { bits, size }),
    }));
    Ok(points)
}

impl Point {
    /// Who computes it.
    pub fn arithmetic(&self) -> &'static str {
        match self.cache {
            Cache::Device(_) => "device",
            Cache::Baseline(_) => "emulated comparison",
        }
    }

    /// Where the offsets of keys come from, as reports spell it.
    pub fn offsets(&self) -> &'static str {
        match &self.cache {
            Cache::Device(options) => options.offsets.name(),
            Cache::Baseline(_) => "none",
        }
    }

    /// Whether powers of two balance keys and queries.
    pub fn scale(&self) -> bool {
        match &self.cache {
            Cache::Device(options) => options.scale,
            Cache::Baseline(_) => false,
        }
    }

    /// Whether keys and queries are rotated by Hadamard matrices.
    pub fn rotation(&self) -> bool {
        match &self.cache {
            Cache::Device(options) => options.rotate,
            Cache::Baseline(_) => false,
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.windows {
            Some((init, local)) => write!(f, "{}, windows {init}/{local}", self.series),
            None => write!(f, "{}", self.series),
        }
    }
}
