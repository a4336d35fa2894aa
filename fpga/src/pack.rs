//! A routed design as a bitstream, and which of its flip-flops lie in pins.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Completed, Runner, Tool, ToolError};

/// Makes a bitstream `NAME.bit` of a textual configuration `NAME.config`, both in the work folder.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The files' name, without its end.
    pub name: String,
    /// MHz at which the device reads its flash: 2.4, 4.8, 9.7, 19.4, 38.8 or 62.
    pub flash_mhz: f64,
}

/// A bitstream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bitstream {
    /// Its file in the work folder.
    pub file: String,
    /// Its bytes.
    pub bytes: u64,
    /// Flip-flops in pins.
    pub pin_registers: PinRegisters,
}

/// Flip-flops that lie in a pin. What is left in the fabric lies elsewhere with every seed, and a board works with one and not with
/// the next: place and route knows nothing of the time from there to the pin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinRegisters {
    /// Of inputs.
    pub inputs: usize,
    /// Of outputs.
    pub outputs: usize,
    /// Of what drives a pin or lets it go.
    pub enables: usize,
    /// Outputs that change at both edges: clocks that go out.
    pub double_rate: usize,
}

/// For people: how many of each.
impl fmt::Display for PinRegisters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PinRegisters {
            inputs,
            outputs,
            enables,
            double_rate,
        } = self;
        write!(
            f,
            "{inputs} input, {outputs} output and {enables} enable flip-flops and {double_rate} clocks"
        )
    }
}

impl PinRegisters {
    /// Counts them in nextpnr's textual configuration.
    fn of(config: &str) -> PinRegisters {
        let mut all = PinRegisters::default();
        for line in config.lines() {
            let Some(setting) = line.strip_prefix("enum: ") else {
                continue;
            };
            let Some((_, setting)) = setting
                .split_once('.')
                .filter(|(place, _)| place.contains("IOLOGIC"))
            else {
                continue;
            };
            match setting {
                "FF.INREGMODE FF" => all.inputs += 1,
                "OUTREG.OUTREGMODE FF" => all.outputs += 1,
                "TSREG.OUTREGMODE FF" => all.enables += 1,
                "MODE IDDRX1_ODDRX1" => all.double_rate += 1,
                _ => {}
            }
        }
        all
    }
}

impl Pack {
    fn config(&self) -> String {
        format!("{}.config", self.name)
    }

    fn bit(&self) -> String {
        format!("{}.bit", self.name)
    }
}

impl Runner for Pack {
    type Report = Bitstream;

    fn tool(&self) -> Tool {
        Tool::Ecppack
    }

    fn prepare(&self, _folder: &Path) -> Result<Vec<String>, ToolError> {
        Ok(vec![
            "--compress".into(),
            "--freq".into(),
            format!("{:.1}", self.flash_mhz),
            "--input".into(),
            self.config(),
            "--bit".into(),
            self.bit(),
        ])
    }

    fn report(&self, completed: &Completed) -> Result<Bitstream, ToolError> {
        completed.success()?;
        let path = completed.folder().join(self.bit());
        let bytes =
            fs::metadata(&path).map_err(|error| completed.unreadable("a bitstream", error))?;
        Ok(Bitstream {
            file: self.bit(),
            bytes: bytes.len(),
            pin_registers: PinRegisters::of(&completed.read(&self.config())?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_in_pins_are_counted() {
        let config = "enum: IOLOGICB.OUTREG.OUTREGMODE FF\nenum: IOLOGICB.TSREG.OUTREGMODE FF\nenum: IOLOGICD.FF.INREGMODE FF\n\
                      enum: IOLOGICA.MODE IDDRX1_ODDRX1\nenum: SLICEA.REG0.SD 1\nenum: IOLOGICA.OUTREG.OUTREGMODE LATCH\n";
        let one = PinRegisters {
            inputs: 1,
            outputs: 1,
            enables: 1,
            double_rate: 1,
        };
        assert_eq!(PinRegisters::of(config), one);
    }
}
