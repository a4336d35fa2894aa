//! The top module of a board: pads, PLL and its design, for synthesis.

use super::Board;
use super::pll::Pll;

/// Boards' top modules, with `{top}`, `{board}` (the design's module) and the PLL's settings left open.
const TOPS: [(&str, &str); 1] = [("ulx3s", include_str!("../cells/ulx3s.v"))];

impl Board {
    /// Name of the top module.
    pub fn top(&self) -> String {
        format!("harmonia_{}", self.name)
    }

    /// Name of the module of its design.
    pub fn design_module(&self) -> String {
        design_module(&self.configuration)
    }

    /// The top module around a module `design`, which has the ports of [`BoardDesign`](super::BoardDesign).
    pub fn top_module(&self, design: &str) -> String {
        let Pll {
            reference_divider,
            feedback_divider,
            output_divider,
            coarse,
            fine,
            ..
        } = self.pll;
        let settings = [
            ("{reference_divider}", reference_divider),
            ("{feedback_divider}", feedback_divider),
            ("{output_divider}", output_divider),
            ("{coarse}", coarse),
            ("{fine}", fine),
        ];
        let text = self.template();
        let text = settings.iter().fold(text.to_owned(), |text, (key, value)| {
            text.replace(key, &value.to_string())
        });
        text.replace("{top}", &self.top())
            .replace("{board}", design)
    }

    /// Every bit of the top module's ports, as constraints call them: `led[3]`, `ftdi_txd`.
    pub fn port_bits(&self) -> Vec<String> {
        let lines = self.template().lines().map(str::trim);
        let ports = lines.filter(|line| {
            ["input ", "output ", "inout "]
                .iter()
                .any(|direction| line.starts_with(direction))
        });
        let bits = |line: &str| -> Vec<String> {
            let words: Vec<&str> = line.trim_end_matches(',').split(' ').collect();
            let name = words[words.len() - 1];
            match words[..] {
                [_, _, range, _] => {
                    let high = range.trim_start_matches('[').split(':').next();
                    let high: usize = high
                        .and_then(|high| high.parse().ok())
                        .expect("a range begins with its highest bit");
                    (0..=high).map(|bit| format!("{name}[{bit}]")).collect()
                }
                _ => vec![name.to_owned()],
            }
        };
        ports.flat_map(bits).collect()
    }

    fn template(&self) -> &'static str {
        let found = TOPS.into_iter().find(|(name, _)| *name == self.name);
        found.expect("every board has a top module").1
    }
}

/// Name of the module of a board's design for a configuration.
pub(crate) fn design_module(configuration: &str) -> String {
    format!("harmonia_board_{}", configuration.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_top_module_has_no_setting_left_open_and_the_ports_of_its_pins() {
        let board = Board::named("ulx3s", Some(100.0)).unwrap();
        let text = board.top_module("the_design");
        assert!(
            text.contains("module harmonia_ulx3s (") && text.contains("    the_design board ("),
            "{text}"
        );
        assert!(text.contains(".CLKOS_CPHASE(2)"), "{text}");
        let open = ["{top}", "{board}", "_divider}", "{coarse}", "{fine}"];
        assert!(!open.iter().any(|key| text.contains(key)), "{text}");
        let bits = board.port_bits();
        assert_eq!(bits.len(), 54);
        for port in ["clk_25mhz", "led[7]", "sdram_a[12]", "sdram_d[0]"] {
            assert!(bits.iter().any(|bit| bit == port), "{port}: {bits:?}");
        }
    }
}
