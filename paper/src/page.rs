//! The files that a report becomes: a page, pictures, JSON, CSV.

use askama::Template;
use serde::Serialize;

use crate::PaperError;
use crate::anda::Beside;
use crate::compare::LENGTHS;
use crate::element_table::Row;
use crate::plots;
use crate::readings::Reading;
use crate::report::Report;
use crate::sensitivity::HEADLINES;

/// A file.
#[derive(Clone, Debug)]
pub struct PageFile {
    /// Below the folder of the documents.
    pub name: &'static str,
    /// All of its contents.
    pub text: String,
}

#[derive(Template)]
#[template(path = "paper.md")]
struct Page<'a> {
    report: &'a Report,
}

impl Report {
    /// All files; the same bytes for the same data.
    ///
    /// # Errors
    /// A picture or the page that cannot be made.
    pub fn files(&self) -> Result<Vec<PageFile>, PaperError> {
        let file = |name, text| PageFile { name, text };
        Ok(vec![
            file("paper.md", self.page()?),
            file("paper/system.json", json(self)?),
            file("paper/points.csv", self.points_csv()),
            file("paper/ratios.csv", self.ratios_csv()),
            file("paper/sensitivity.csv", self.sensitivity_csv()),
            file("paper/energy.svg", plots::energy(self)?),
            file("paper/length.svg", plots::lengths(self)?),
            file("paper/roofline.svg", plots::roofline(self)?),
        ])
    }

    /// Names of all files.
    pub fn names() -> [&'static str; 8] {
        [
            "paper.md",
            "paper/system.json",
            "paper/points.csv",
            "paper/ratios.csv",
            "paper/sensitivity.csv",
            "paper/energy.svg",
            "paper/length.svg",
            "paper/roofline.svg",
        ]
    }

    fn page(&self) -> Result<String, PaperError> {
        let page = Page { report: self }
            .render()
            .map_err(|error| PaperError::Render {
                what: "paper.md",
                reason: error.to_string(),
            })?;
        // The template engine takes the last line's end away, which a text file has.
        Ok(page.trim_end().to_owned() + "\n")
    }

    /// For people: claims, and how near the model is to what is known.
    pub fn text(&self, sensitivity: bool) -> String {
        let mut text = format!("elements: {}\n\n", self.library);
        for own in &self.claims {
            let ours = own.ours.map_or("-".into(), |own| format!("{own:.2}"));
            text += &format!(
                "{:<44}{:>6.2}{ours:>7}  {}\n",
                own.what,
                own.paper,
                own.verdict.name()
            );
        }
        let worst = self
            .rtl
            .rows
            .iter()
            .map(|own| own.error_percent.abs())
            .fold(0.0, f64::max);
        text += &format!(
            "\nthe Verilog's counters, {} passes: at most {worst:.1} % off\n",
            self.rtl.rows.len()
        );
        if sensitivity {
            text += "\nours 3/3 against the mean of FIGNA, FIGNA-M8 and Anda, changes in percent when a constant is halved | doubled:\n\
                     speed and energy at 2,048 and 16,384 tokens, speed at equal area, decoding at 16,384\n\n";
            for own in &self.sensitivity {
                let [halved, doubled] = own.changes(&self.headline).map(|own| percents(&own, " "));
                text += &format!("{:<26}{halved} | {doubled}\n", own.name);
            }
        }
        text
    }
}

fn json<T: Serialize>(report: &T) -> Result<String, PaperError> {
    let text = serde_json::to_string_pretty(report).map_err(|error| PaperError::Render {
        what: "system.json",
        reason: error.to_string(),
    })?;
    Ok(text + "\n")
}

fn percents(values: &[f64], between: &str) -> String {
    let texts: Vec<_> = values
        .iter()
        .map(|own| format!("{:>6}", percent(*own)))
        .collect();
    texts.join(between)
}

/// A change, 0 where it rounds to that.
fn percent(value: f64) -> String {
    match value.abs() < 0.05 {
        true => "0".into(),
        false => format!("{value:+.1}"),
    }
}

/// What the template needs besides the report's fields.
impl Page<'_> {
    fn two(&self, value: &f64) -> String {
        format!("{value:.2}")
    }

    fn one(&self, value: &f64) -> String {
        format!("{value:.1}")
    }

    fn optional(&self, value: &Option<f64>) -> String {
        value.map_or(String::new(), |own| format!("{own:.2}"))
    }

    fn bracketed(&self, value: &Option<f64>) -> String {
        value.map_or(String::new(), |own| format!(" ({own:.2})"))
    }

    fn beside_figna_m8(&self) -> Option<[f64; 2]> {
        Row::ours_beside_figna_m8(&self.report.elements)
    }

    fn whole(&self, value: &f64) -> String {
        grouped(value.round() as u64)
    }

    fn count(&self, value: &u64) -> String {
        grouped(*value)
    }

    fn signed(&self, value: &f64) -> String {
        format!("{value:+.1}")
    }

    fn share(&self, value: &f64) -> String {
        format!("{:.0}", 100.0 * value)
    }

    fn beside(&self, own: &Beside) -> String {
        format!("{} / {:.2}", own.published, own.ours)
    }

    fn split(&self, own: &[Beside; 3]) -> String {
        let texts = |of: fn(&Beside) -> String| own.iter().map(of).collect::<Vec<_>>().join("/");
        format!(
            "{} / {}",
            texts(|own| format!("{}", own.published)),
            texts(|own| format!("{:.1}", own.ours))
        )
    }

    fn lengths(&self) -> String {
        LENGTHS.map(grouped).join(" | ")
    }

    fn readings(&self) -> Vec<&Reading> {
        let mut all: Vec<&Reading> = self.report.readings.iter().collect();
        all.sort_by(|one, other| one.speed_error.total_cmp(&other.speed_error));
        all
    }

    fn sensitive(&self) -> Vec<(&str, String)> {
        let all = self.report.sensitivity.iter().map(|own| {
            let [halved, doubled] = own.changes(&self.report.headline);
            let cell = |at: usize| format!("{} / {}", percent(halved[at]), percent(doubled[at]));
            let cells: Vec<_> = (0..HEADLINES).map(cell).collect();
            (own.name.as_str(), cells.join(" | "))
        });
        all.collect()
    }

    fn headline(&self) -> String {
        self.report
            .headline
            .values()
            .map(|own| format!("{own:.2}"))
            .join(" | ")
    }
}

/// With commas between thousands.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Published;

    #[test]
    fn two_runs_write_the_same_bytes() {
        let published = Published::read().unwrap();
        let elements = published.anda.elements();
        let files = || {
            Report::new(&published, &elements, None)
                .unwrap()
                .files()
                .unwrap()
        };
        let (one, other) = (files(), files());
        for ((one, other), name) in one.iter().zip(&other).zip(Report::names()) {
            assert_eq!(one.name, name);
            assert_eq!(one.text, other.text, "{name}");
        }
        let page = &one[0].text;
        assert!(!page.contains("NaN") && !page.contains("| inf |"));
        let with = Report::new(&published, &elements, Some(elements.clone())).unwrap();
        let page = with.page().unwrap();
        assert!(page.contains("| harmonia | M8M8 |"), "{page}");
    }

    #[test]
    fn thousands_are_apart() {
        let texts = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "1,234,567"]);
    }
}
