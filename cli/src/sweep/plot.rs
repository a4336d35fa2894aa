//! Perplexity over bytes, as SVG: everything on the left, the device's formats by themselves on the right.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::prelude::*;

use super::report::{Report, Row};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

const SIZE: (u32, u32) = (1200, 520);
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
        "{}, {} tokens: perplexity over bytes of the KV cache",
        report.model, report.tokens
    );
    let area = area.titled(&title, ("sans-serif", 20))?;
    let series = series(report);
    let of = |rows: Vec<&Row>| -> Vec<(f64, f64)> {
        rows.iter()
            .map(|row| (row.kv_bytes_per_token, row.change_percent))
            .collect()
    };
    let shown = series.iter().flat_map(|series| series.rows.iter().copied());
    let all = of(shown.clone().collect());
    let device = of(shown.filter(|row| !row.is_baseline()).collect());
    let (left, right) = area.split_horizontally(SIZE.0 / 2);
    panel(report, &series, "all", &all, &left)?;
    panel(
        report,
        &series,
        "the range of the device's formats, with standard errors",
        &device,
        &right,
    )?;
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

/// A panel whose axes hold the points of `framed`; series that lie outside are left out of it.
fn panel<'a>(
    report: &Report,
    series: &[Series<'_>],
    caption: &str,
    framed: &[(f64, f64)],
    area: &Area<'a>,
) -> Drawn<'a> {
    let x = span(framed.iter().map(|point| point.0), 0.06);
    let y = span(framed.iter().map(|point| point.1), 0.35);
    let mut chart = ChartBuilder::on(area)
        .caption(caption, ("sans-serif", 15))
        .margin(12)
        .x_label_area_size(48)
        .y_label_area_size(72)
        .build_cartesian_2d(x.clone(), y.clone())?;
    let fp16 = report.rows[0].kv_bytes_per_token * report.rows[0].kv_ratio;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_labels(6)
        .x_label_formatter(&|bytes| format!("{bytes:.0} ({:.2}x)", fp16 / bytes))
        .y_label_formatter(&|percent| format!("{percent:+.1} %"))
        .x_desc("bytes per token, all layers (FP16 takes so many times as much)")
        .y_desc("perplexity relative to FP32")
        .draw()?;
    chart.draw_series(LineSeries::new([(x.start, 0.0), (x.end, 0.0)], GREY))?;
    for Series { rows, colour } in series {
        let points: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.kv_bytes_per_token,
                    row.change_percent,
                    row.standard_error_percent,
                )
            })
            .filter(|point| x.contains(&point.0) && y.contains(&point.1))
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
        chart.draw_series(LineSeries::new(points.iter().map(|p| (p.0, p.1)), colour))?;
        chart.draw_series(points.iter().map(|&(x, percent, error)| {
            let ends = [percent - error, percent + error];
            PathElement::new(
                ends.map(|end| (x, end.clamp(y.start, y.end))),
                colour.mix(0.5),
            )
        }))?;
        let name = match baseline {
            true => format!("{} (emulated comparison)", rows[0].series),
            false => rows[0].series.clone(),
        };
        chart
            .draw_series(points.iter().map(|p| marker((p.0, p.1))))?
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

/// From the least to the largest value and 0, with a margin; not empty.
fn span(values: impl Iterator<Item = f64>, margin: f64) -> Range<f64> {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
        (low.min(x), high.max(x))
    });
    let room = ((high - low) * margin).max(0.1);
    low - room..high + room
}
