//! Pictures of the page, as SVG.

use plotters::coord::Shift;
use plotters::coord::combinators::BindKeyPoints;
use plotters::prelude::*;

use crate::PaperError;
use crate::compare::LENGTHS;
use crate::report::Report;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

const SIZE: (u32, u32) = (1100, 480);
const GREY: RGBColor = RGBColor(110, 110, 110);
/// Okabe and Ito's, which do not depend on seeing red and green apart.
const COLOURS: [RGBColor; 5] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
];

/// A picture as the text of a file.
fn svg(
    what: &'static str,
    draw: impl for<'a> FnOnce(&Area<'a>) -> Drawn<'a>,
) -> Result<String, PaperError> {
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
    let drawn = area
        .fill(&WHITE)
        .and_then(|()| draw(&area))
        .and_then(|()| area.present());
    drawn.map_err(|error| PaperError::Render {
        what,
        reason: error.to_string(),
    })?;
    drop(area);
    Ok(text)
}

/// Energy of each system by compute, SRAM and DRAM, relative to FP16.
pub(crate) fn energy(report: &Report) -> Result<String, PaperError> {
    svg("energy.svg", |area| {
        let panels = area.split_evenly((1, report.energy.len().max(1)));
        for (panel, own) in panels.iter().zip(&report.energy) {
            let count = own.rows.len();
            let mut chart = ChartBuilder::on(panel)
                .caption(
                    format!(
                        "{}, a prompt of {} tokens: energy, FP16 = 1",
                        report.energy_model, own.tokens
                    ),
                    ("sans-serif", 15),
                )
                .margin(10)
                .x_label_area_size(40)
                .y_label_area_size(45)
                .build_cartesian_2d(0.0..count as f64, 0.0..1.08)?;
            let name = |at: &f64| {
                let row = own.rows.get(*at as usize).filter(|_| at.fract() == 0.5);
                row.map_or(String::new(), |row| row.short.into())
            };
            chart
                .configure_mesh()
                .disable_x_mesh()
                .x_labels(0)
                .y_labels(6)
                .draw()?;
            for (part, label) in ["compute", "SRAM", "DRAM"].into_iter().enumerate() {
                let colour = COLOURS[part];
                let bars = own.rows.iter().enumerate().map(|(at, row)| {
                    let low: f64 = row.parts[..part].iter().sum();
                    let ends = [
                        (at as f64 + 0.15, low),
                        (at as f64 + 0.85, low + row.parts[part]),
                    ];
                    Rectangle::new(ends, colour.filled())
                });
                chart.draw_series(bars)?.label(label).legend(move |(x, y)| {
                    Rectangle::new([(x, y - 5), (x + 12, y + 5)], colour.filled())
                });
            }
            for at in 0..count {
                let middle = at as f64 + 0.5;
                let text = name(&middle);
                let (x, y) = chart.backend_coord(&(middle, 0.0));
                let style = ("sans-serif", 12).into_text_style(panel);
                let left = 3 * text.len() as i32;
                let (from_x, from_y) = panel.get_base_pixel();
                panel.draw_text(&text, &style, (x - left - from_x, y + 8 - from_y))?;
            }
            legend(&mut chart, SeriesLabelPosition::UpperRight)?;
        }
        Ok(())
    })
}

/// Speed and energy by length against each baseline, beside the paper's ends.
pub(crate) fn lengths(report: &Report) -> Result<String, PaperError> {
    svg("length.svg", |area| {
        let panels = area.split_evenly((1, 2));
        let paper = &report.harmonia;
        let kinds = [
            ("speed", paper.speed_by_length),
            ("energy", paper.energy_by_length),
        ];
        for (at, (panel, (name, ends))) in panels.iter().zip(kinds).enumerate() {
            let lines = report.lengths.iter();
            let values = |line: &crate::report::Line| {
                line.ratios
                    .iter()
                    .map(move |own| [own.speed, own.energy][at])
                    .collect::<Vec<_>>()
            };
            let most = lines.clone().flat_map(values).fold(ends[1], f64::max);
            let marks = LENGTHS.map(|own| own as f64).to_vec();
            let tokens = (1900.0..18000.0).log_scale().with_key_points(marks);
            let mut chart = ChartBuilder::on(panel)
                .caption(
                    format!(
                        "{name}: ours 3/3, {}",
                        crate::systems::Rule::EqualOperations.name()
                    ),
                    ("sans-serif", 15),
                )
                .margin(10)
                .x_label_area_size(40)
                .y_label_area_size(45)
                .build_cartesian_2d(tokens, 0.0..most * 1.35)?;
            chart
                .configure_mesh()
                .light_line_style(TRANSPARENT)
                .x_label_formatter(&|tokens| format!("{tokens:.0}"))
                .x_desc("tokens of a prompt")
                .y_desc("times")
                .draw()?;
            for (line, colour) in lines.zip(COLOURS) {
                let points = LENGTHS.iter().map(|own| *own as f64).zip(values(line));
                let points: Vec<_> = points.collect();
                chart.draw_series(LineSeries::new(points.clone(), colour.stroke_width(2)))?;
                chart
                    .draw_series(points.iter().map(|at| Circle::new(*at, 3, colour.filled())))?
                    .label(format!("against {}", line.name))
                    .legend(move |at| Circle::new((at.0 + 6, at.1), 4, colour.filled()));
            }
            let published = [
                (paper.least_tokens as f64, ends[0]),
                (paper.most_tokens as f64, ends[1]),
            ];
            chart
                .draw_series(published.map(|at| Cross::new(at, 6, BLACK.stroke_width(2))))?
                .label("the paper, against unknown")
                .legend(|at| Cross::new((at.0 + 6, at.1), 4, BLACK.stroke_width(2)));
            legend(&mut chart, SeriesLabelPosition::UpperLeft)?;
        }
        Ok(())
    })
}

/// Products a second over products for each byte of memory.
pub(crate) fn roofline(report: &Report) -> Result<String, PaperError> {
    svg("roofline.svg", |area| {
        let mut chart = ChartBuilder::on(area)
            .caption(
                format!(
                    "{}, 4,096 tokens, {}: roofline",
                    report.roofline_model,
                    crate::systems::Rule::EqualOperations.name()
                ),
                ("sans-serif", 15),
            )
            .margin(10)
            .x_label_area_size(40)
            .y_label_area_size(60)
            .build_cartesian_2d((0.3..3000.0).log_scale(), (30.0..3000.0).log_scale())?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .x_desc("products for each byte of memory")
            .y_desc("10^9 products a second")
            .draw()?;
        for (own, colour) in report.roofline.iter().zip(COLOURS) {
            let knee = own.ceiling / report.bandwidth;
            let roof = [
                (0.3, 0.3 * report.bandwidth),
                (knee, own.ceiling),
                (3000.0, own.ceiling),
            ];
            chart.draw_series(LineSeries::new(roof, colour.mix(0.5)))?;
            chart
                .draw_series(
                    own.points
                        .iter()
                        .map(|at| Circle::new((at.intensity, at.rate), 4, colour.filled())),
                )?
                .label(own.name)
                .legend(move |at| Circle::new((at.0 + 6, at.1), 4, colour.filled()));
        }
        legend(&mut chart, SeriesLabelPosition::UpperLeft)
    })
}

fn legend<'a, 'b, X, Y>(
    chart: &mut ChartContext<'a, SVGBackend<'b>, Cartesian2d<X, Y>>,
    at: SeriesLabelPosition,
) -> Drawn<'b>
where
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
    'b: 'a,
{
    chart
        .configure_series_labels()
        .position(at)
        .background_style(WHITE.mix(0.8))
        .border_style(GREY)
        .draw()
}
