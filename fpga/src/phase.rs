//! The phase of the PLL's second output in a bitstream: another one needs no placement and no routing.

use std::path::Path;

use crate::{Completed, Runner, Tool, ToolError};

/// How much later than the first output the second one of a PLL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Whole periods of the VCO: CLKOS_CPHASE.
    pub coarse: u32,
    /// Eighths of them: CLKOS_FPHASE.
    pub fine: u32,
}

/// Takes `NAME.bit` in the work folder apart.
#[derive(Clone, Debug)]
pub struct Unpack<'a> {
    /// The file's name, without its end.
    pub name: &'a str,
}

/// What a bitstream sets in a device that has one PLL: Trellis' textual configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    text: String,
    /// Where the PLL's settings begin, and where they end.
    pll: (usize, usize),
}

/// The words of both parts; ecpunpack leaves out what is zero.
const WORDS: [&str; 2] = ["word: CLKOS_CPHASE ", "word: CLKOS_FPHASE "];

impl Settings {
    /// None if there is no PLL, or more than one.
    fn of(text: String) -> Option<Settings> {
        let mut plls = text.match_indices("enum: MODE EHXPLLL");
        let (mode, _) = plls.next().filter(|_| plls.next().is_none())?;
        let tile = text[..mode].rfind(".tile ")?;
        let begin = tile + text[tile..].find('\n')? + 1;
        let end = text[mode..]
            .find("\n\n")
            .map_or(text.len(), |end| mode + end);
        Some(Settings {
            text,
            pll: (begin, end),
        })
    }

    /// The phase of the PLL's second output.
    pub fn phase(&self) -> Phase {
        let pll = &self.text[self.pll.0..self.pll.1];
        let [coarse, fine] = WORDS.map(|word| {
            let mut values = pll.lines().filter_map(|line| line.strip_prefix(word));
            values.next().map_or(0, |bits| {
                u32::from_str_radix(bits.trim(), 2).unwrap_or_default()
            })
        });
        Phase { coarse, fine }
    }

    /// The configuration with another phase.
    pub fn at(&self, phase: Phase) -> String {
        let (begin, end) = self.pll;
        let kept = self.text[begin..end].lines();
        let kept = kept.filter(|line| !WORDS.iter().any(|word| line.starts_with(word)));
        let kept: Vec<&str> = kept.collect();
        let Phase { coarse, fine } = phase;
        format!(
            "{}{}{coarse:07b}\n{}{fine:03b}\n{}{}",
            &self.text[..begin],
            WORDS[0],
            WORDS[1],
            kept.join("\n"),
            &self.text[end..]
        )
    }
}

impl Runner for Unpack<'_> {
    type Report = Settings;

    fn tool(&self) -> Tool {
        Tool::Ecpunpack
    }

    fn prepare(&self, _folder: &Path) -> Result<Vec<String>, ToolError> {
        let file = |end: &str| format!("{}.{end}", self.name);
        let [input, config] = ["bit", "config"].map(file);
        Ok(vec!["--input".into(), input, "--textcfg".into(), config])
    }

    fn report(&self, completed: &Completed) -> Result<Settings, ToolError> {
        completed.success()?;
        let name = format!("{}.config", self.name);
        let settings = Settings::of(completed.read(&name)?);
        settings.ok_or_else(|| completed.unreadable(&name, "it does not have one PLL"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OTHERS: [&str; 2] = [
        ".device LFE5U-85F\n\n.tile A:PICL0\nenum: PIOB.DRIVE 4\n\n.tile B:PLL0_UL\n",
        "word: CLKI_DIV 0000001\nenum: MODE EHXPLLL\n",
    ];

    fn settings(phase: &str) -> Settings {
        Settings::of(format!("{}{phase}{}\n.tile C:X\n", OTHERS[0], OTHERS[1])).unwrap()
    }

    #[test]
    fn a_phase_is_read_and_replaced_and_nothing_else() {
        let phase = Phase { coarse: 5, fine: 7 };
        let written = "word: CLKOS_CPHASE 0000101\nword: CLKOS_FPHASE 111\n";
        let own = settings(written);
        assert_eq!(own.phase(), phase);
        // What is zero is left out.
        let none = settings("");
        assert_eq!(none.phase(), Phase { coarse: 0, fine: 0 });
        assert_eq!(none.at(phase), own.text);
        let later = Phase { coarse: 9, fine: 0 };
        assert_eq!(Settings::of(own.at(later)).unwrap().phase(), later);
        assert_eq!(own.at(phase), own.text);
    }

    #[test]
    fn a_configuration_of_no_pll_or_of_two_is_none() {
        let pll = ".tile B:PLL0_UL\nenum: MODE EHXPLLL\n\n";
        assert!(Settings::of(pll.to_owned()).is_some());
        assert!(Settings::of(pll.repeat(2)).is_none() && Settings::of(String::new()).is_none());
    }
}
