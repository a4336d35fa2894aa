//! Perplexity and divergence over bytes, as SVG: everything on the left, the device's formats by themselves on the right.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::prelude::*;

use super::report::{Report, Row};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

const SIZE: (u32, u32) = (1200, 1020);
const GREY: RGBColor = RGBColor(110, 110, 110);
/// Okabe and Ito's, which do not depend on seeing red and green apart.
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 0, 0),
    RGBColor(0, 114, 178),
    RGBColor(0, 158, 115),
    RGBColor(213, 94, 0),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// What is drawn over bytes, in a row of panels.
struct Measure {
    axis: &'static str,
    /// A row's value and the ends of its standard error, as the axis counts; nothing if it has no place there.
    at: fn(&Row) -> Option<[f64; 3]>,
    label: fn(f64) -> String,
    /// Where FP32 is.
    reference: Option<f64>,
}

const MEASURES: [Measure; 2] = [
    Measure {
        axis: "perplexity relative to FP32",
        at: |row| Some(with_error(row.change_percent, row.standard_error_percent)),
        label: |percent| format!("{percent:+.1} %"),
        reference: Some(0.0),
    },
    // Logarithmic: the divergences of formats worth comparing span two orders of magnitude.
    Measure {
        axis: "KL divergence from FP32, 10^-3 nats per token",
        at: |row| {
            let ends = with_error(row.kl, row.kl_standard_error);
            let positive = ends.map(|kl| kl.max(f64::MIN_POSITIVE).log10());
            (row.kl > 0.0).then_some(positive)
        },
        label: |exponent| {
            let kl = 10f64.powf(exponent + 3.0);
            // Two digits of it.
            let digits = (1.0 - kl.log10().floor()).max(0.0) as usize;
            format!("{kl:.digits$}")
        },
        reference: None,
    },
];

fn with_error(value: f64, error: f64) -> [f64; 3] {
    [value, value - error, value + error]
}

/// Rows that share a line.
struct Series<'a> {
    rows: Vec<&'a Row>,
    colour: RGBColor,
}

/// The plot as the text of a file.
pub fn svg(report: &Report) -> String {
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
    draw(report, &area).expect("a string takes what is written");
    drop(area);
    text
}

fn draw<'a>(report: &Report, area: &Area<'a>) -> Drawn<'a> {
    area.fill(&WHITE)?;
    let title = format!(
        "{}, {} tokens: perplexity and divergence over bytes of the KV cache",
        report.model, report.tokens
    );
    let area = area.titled(&title, ("sans-serif", 20))?;
    let series = series(report);
    let shown = || series.iter().flat_map(|series| series.rows.iter().copied());
    let device: Vec<&Row> = shown().filter(|row| !row.is_baseline()).collect();
    let all: Vec<&Row> = shown().collect();
    let panels = area.split_evenly((MEASURES.len(), 2));
    for (measure, panels) in MEASURES.iter().zip(panels.chunks(2)) {
        panel(measure, &series, "all", &all, &panels[0])?;
        let caption = "the range of the device's formats, with standard errors";
        panel(measure, &series, caption, &device, &panels[1])?;
    }
    area.present()
}

/// What is plotted: rows with the default smoothing, and comparisons.
fn series(report: &Report) -> Vec<Series<'_>> {
    let mut series: Vec<Series<'_>> = Vec::new();
    for row in &report.rows {
        if !row.is_baseline() && !row.is_smoothed() {
            continue;
        }
        match series.last_mut() {
            Some(last) if last.rows[0].series == row.series => last.rows.push(row),
            _ => {
                let colour = COLOURS[series.len() % COLOURS.len()];
                let rows = vec![row];
                series.push(Series { rows, colour });
            }
        }
    }
    series
}

/// A panel whose axes hold `framed`; what lies outside is left out of it.
fn panel<'a>(
    measure: &Measure,
    series: &[Series<'_>],
    caption: &str,
    framed: &[&Row],
    area: &Area<'a>,
) -> Drawn<'a> {
    let x = span(framed.iter().map(|row| row.kv_bytes_per_token), 0.06);
    let values = framed.iter().filter_map(|row| (measure.at)(row));
    let y = span(values.map(|[value, ..]| value), 0.35);
    let mut chart = ChartBuilder::on(area)
        .caption(caption, ("sans-serif", 15))
        .margin(12)
        .x_label_area_size(48)
        .y_label_area_size(72)
        .build_cartesian_2d(x.clone(), y.clone())?;
    let fp16 = framed[0].kv_bytes_per_token * framed[0].kv_ratio;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_labels(6)
        .x_label_formatter(&|bytes| format!("{bytes:.0} ({:.2}x)", fp16 / bytes))
        .y_label_formatter(&|value| (measure.label)(*value))
        .x_desc("bytes per token, all layers (FP16 takes so many times as much)")
        .y_desc(measure.axis)
        .draw()?;
    let reference = measure.reference.into_iter();
    let line = reference.map(|y| PathElement::new([(x.start, y), (x.end, y)], GREY));
    chart.draw_series(line)?;
    for Series { rows, colour } in series {
        let points: Vec<_> = rows
            .iter()
            .filter_map(|row| (measure.at)(row).map(|value| (row.kv_bytes_per_token, value)))
            .filter(|(bytes, [value, ..])| x.contains(bytes) && y.contains(value))
            .collect();
        if points.is_empty() {
            continue;
        }
        let colour = *colour;
        let baseline = rows[0].is_baseline();
        let marker = move |at: (f64, f64)| {
            let style = colour.filled();
            let none = EmptyElement::at(at);
            let (cross, circle) = if baseline { (5, 0) } else { (0, 4) };
            none + Cross::new((0, 0), cross, style) + Circle::new((0, 0), circle, style)
        };
        let centres = || points.iter().map(|(bytes, [value, ..])| (*bytes, *value));
        chart.draw_series(LineSeries::new(centres(), colour))?;
        chart.draw_series(points.iter().map(|&(bytes, [_, low, high])| {
            let ends = [low, high].map(|end| (bytes, end.clamp(y.start, y.end)));
            PathElement::new(ends, colour.mix(0.5))
        }))?;
        let name = match baseline {
            true => format!("{} (emulated comparison)", rows[0].series),
            false => rows[0].series.clone(),
        };
        chart
            .draw_series(centres().map(marker))?
            .label(name)
            .legend(move |(x, y)| {
                let style = colour.filled();
                let (cross, circle) = if baseline { (5, 0) } else { (0, 4) };
                EmptyElement::at((x + 8, y))
                    + Cross::new((0, 0), cross, style)
                    + Circle::new((0, 0), circle, style)
            });
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.8))
        .border_style(GREY)
        .draw()?;
    Ok(())
}

/// From the least to the largest value, with a margin; not empty.
fn span(values: impl Iterator<Item = f64>, margin: f64) -> Range<f64> {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
        (low.min(x), high.max(x))
    });
    // Nothing has a place.
    if low > high {
        return 0.0..1.0;
    }
    let room = ((high - low) * margin).max(0.1);
    low - room..high + room
}
