//! Pins and clocks of a board, as an LPF file has them.
//!
//! nextpnr ignores a statement whose verb it does not know, and says nothing. So the file is read here first: every statement is one
//! that nextpnr acts on, every port of the design has a site of its own, and no site has a port that the design does not have.

use std::collections::BTreeMap;

use thiserror::Error;

/// What begins a statement.
const VERBS: [&str; 5] = ["BLOCK", "SYSCONFIG", "FREQUENCY", "LOCATE", "IOBUF"];
/// What an IOBUF says of a port.
const KEYS: [&str; 11] = [
    "IO_TYPE",
    "BANK",
    "PULLMODE",
    "DRIVE",
    "SLEWRATE",
    "CLAMP",
    "OPENDRAIN",
    "DIFFRESISTOR",
    "DIFFDRIVE",
    "HYSTERESIS",
    "TERMINATION",
];

/// The sites of a board's ports, and the text that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraints {
    text: String,
    /// Port bit, for example `led[3]`, and the package's site.
    sites: BTreeMap<String, String>,
}

/// What is wrong with an LPF file, or between it and a design.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConstraintsError {
    /// A statement that nextpnr would pass over in silence.
    #[error(
        "line {line}: `{word}` is no statement that place and route acts on; known are {}",
        VERBS.join(", ")
    )]
    Verb {
        /// Where it begins.
        line: usize,
        /// What it begins with.
        word: String,
    },
    /// A property of a pin that nextpnr does not know.
    #[error("line {line}: `{key}` is no property of a pin; known are {}", KEYS.join(", "))]
    Key {
        /// Where its statement begins.
        line: usize,
        /// The property.
        key: String,
    },
    /// A statement that is not written as it must be.
    #[error("line {line}: expected `{expected}`")]
    Form {
        /// Where it begins.
        line: usize,
        /// How such a statement is written.
        expected: &'static str,
    },
    /// The last statement has no end.
    #[error("line {line}: the statement has no `;` at its end")]
    End {
        /// Where it begins.
        line: usize,
    },
    /// A port has two sites, or a site two ports.
    #[error("line {line}: {what} has been located before")]
    Twice {
        /// Where it is located again.
        line: usize,
        /// The port or the site.
        what: String,
    },
    /// Ports of the design and ports of the file are not the same.
    #[error("{}", ports_differ(.without_site, .unknown))]
    Ports {
        /// Bits of the design's ports that have no site.
        without_site: Vec<String>,
        /// Ports of the file that the design does not have.
        unknown: Vec<String>,
    },
}

fn ports_differ(without_site: &[String], unknown: &[String]) -> String {
    let list = |what: &str, ports: &[String]| match ports {
        [] => String::new(),
        ports => format!("{what}: {}. ", ports.join(", ")),
    };
    let text = list("ports of the design without a site", without_site)
        + &list("located, but no ports of the design", unknown);
    text.trim_end().to_owned()
}

impl ConstraintsError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            ConstraintsError::Verb { .. } => "constraints.verb",
            ConstraintsError::Key { .. } => "constraints.key",
            ConstraintsError::Form { .. } => "constraints.form",
            ConstraintsError::End { .. } => "constraints.end",
            ConstraintsError::Twice { .. } => "constraints.twice",
            ConstraintsError::Ports { .. } => "constraints.ports",
        }
    }
}

impl Constraints {
    /// Reads an LPF file's text.
    ///
    /// # Errors
    /// The first statement that nextpnr would ignore or misread.
    pub fn read(text: &str) -> Result<Constraints, ConstraintsError> {
        let mut sites = BTreeMap::new();
        let mut ports = BTreeMap::new();
        for (line, statement) in statements(text)? {
            let words: Vec<&str> = statement.split_whitespace().collect();
            match words[..] {
                ["BLOCK" | "SYSCONFIG", ..] => {}
                ["FREQUENCY", ..] => frequency(line, &words)?,
                ["LOCATE", "COMP", port, "SITE", site] => {
                    let (port, site) = (unquoted(port), unquoted(site));
                    let twice = |what: String| ConstraintsError::Twice { line, what };
                    if ports.insert(site.clone(), port.clone()).is_some() {
                        return Err(twice(format!("site {site}")));
                    }
                    if sites.insert(port.clone(), site).is_some() {
                        return Err(twice(format!("port {port}")));
                    }
                }
                ["LOCATE", ..] => {
                    let expected = "LOCATE COMP \"port\" SITE \"site\";";
                    return Err(ConstraintsError::Form { line, expected });
                }
                ["IOBUF", "PORT", _, ref properties @ ..] => iobuf(line, properties)?,
                ["IOBUF", ..] => {
                    let expected = "IOBUF PORT \"port\" KEY=VALUE ...;";
                    return Err(ConstraintsError::Form { line, expected });
                }
                [word, ..] => {
                    let word = word.to_owned();
                    return Err(ConstraintsError::Verb { line, word });
                }
                [] => {}
            }
        }
        Ok(Constraints {
            text: text.to_owned(),
            sites,
        })
    }

    /// The file's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bits of ports, and their sites.
    pub fn sites(&self) -> &BTreeMap<String, String> {
        &self.sites
    }

    /// Looks whether exactly the given port bits have a site.
    ///
    /// # Errors
    /// Names those that have none, and those that are no ports.
    pub fn serve(&self, bits: &[String]) -> Result<(), ConstraintsError> {
        let without_site: Vec<String> = bits
            .iter()
            .filter(|bit| !self.sites.contains_key(*bit))
            .cloned()
            .collect();
        let unknown: Vec<String> = self
            .sites
            .keys()
            .filter(|port| !bits.contains(port))
            .cloned()
            .collect();
        match without_site.is_empty() && unknown.is_empty() {
            true => Ok(()),
            false => Err(ConstraintsError::Ports {
                without_site,
                unknown,
            }),
        }
    }
}

/// Statements without comments, with the line that each begins in.
fn statements(text: &str) -> Result<Vec<(usize, String)>, ConstraintsError> {
    let mut all = Vec::new();
    let mut begun: Option<(usize, String)> = None;
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.split('#').next().unwrap_or_default();
        let mut rest = content;
        while !rest.trim().is_empty() {
            let (_, statement) = begun.get_or_insert_with(|| (line, String::new()));
            statement.push(' ');
            let Some((end, others)) = rest.split_once(';') else {
                statement.push_str(rest);
                break;
            };
            statement.push_str(end);
            all.extend(begun.take());
            rest = others;
        }
    }
    match begun {
        Some((line, _)) => Err(ConstraintsError::End { line }),
        None => Ok(all),
    }
}

fn unquoted(word: &str) -> String {
    word.trim_matches('"').to_owned()
}

fn frequency(line: usize, words: &[&str]) -> Result<(), ConstraintsError> {
    let expected = "FREQUENCY PORT \"port\" NUMBER MHZ;";
    match words {
        ["FREQUENCY", "PORT" | "NET", _, number, "MHZ" | "KHZ" | "HZ"]
            if number.parse::<f64>().is_ok_and(|number| number > 0.0) =>
        {
            Ok(())
        }
        _ => Err(ConstraintsError::Form { line, expected }),
    }
}

fn iobuf(line: usize, properties: &[&str]) -> Result<(), ConstraintsError> {
    for property in properties {
        let Some((key, _)) = property.split_once('=') else {
            let expected = "IOBUF PORT \"port\" KEY=VALUE ...;";
            return Err(ConstraintsError::Form { line, expected });
        };
        if !KEYS.contains(&key) {
            let key = key.to_owned();
            return Err(ConstraintsError::Key { line, key });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# a board\nBLOCK RESETPATHS;\nLOCATE COMP \"clk\" SITE \"G2\"; IOBUF PORT \"clk\"\n  IO_TYPE=LVCMOS33 PULLMODE=NONE;\n\
                        FREQUENCY PORT \"clk\" 25 MHZ;\nLOCATE COMP \"led[0]\" SITE \"B2\";\n";

    #[test]
    fn sites_are_read_and_compared_with_ports() {
        let constraints = Constraints::read(GOOD).unwrap();
        assert_eq!(constraints.sites()["led[0]"], "B2");
        let bits = ["clk", "led[0]"].map(String::from);
        constraints.serve(&bits).unwrap();
        let error = constraints.serve(&["clk", "led[1]"].map(String::from));
        let error = error.unwrap_err();
        assert_eq!(error.code(), "constraints.ports");
        assert_eq!(
            error.to_string(),
            "ports of the design without a site: led[1]. located, but no ports of the design: led[0]."
        );
    }

    #[test]
    fn what_place_and_route_would_ignore_is_an_error_with_its_line() {
        for (text, line, code) in [
            ("\nINPUT_SETUP PORT \"d\" 3 NS;", 2, "constraints.verb"),
            ("IOBUF PORT \"d\" PULL=UP;", 1, "constraints.key"),
            ("IOBUF PORT \"d\" UP;", 1, "constraints.form"),
            ("LOCATE \"d\" \"A1\";", 1, "constraints.form"),
            ("FREQUENCY PORT \"d\" fast MHZ;", 1, "constraints.form"),
            (
                "BLOCK ASYNCPATHS;\n\nLOCATE COMP \"d\"\n",
                3,
                "constraints.end",
            ),
            (
                "LOCATE COMP \"a\" SITE \"B2\";\nLOCATE COMP \"b\" SITE \"B2\";",
                2,
                "constraints.twice",
            ),
            (
                "LOCATE COMP \"a\" SITE \"B2\";\nLOCATE COMP \"a\" SITE \"B3\";",
                2,
                "constraints.twice",
            ),
        ] {
            let error = Constraints::read(text).unwrap_err();
            assert_eq!(error.code(), code, "{text}");
            assert!(
                error.to_string().starts_with(&format!("line {line}:")),
                "{error}"
            );
        }
    }
}
