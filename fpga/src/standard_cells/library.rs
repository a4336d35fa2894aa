//! The cell library: OSU's for a 180 nm process, which has areas, delays, energies and models that may be given away.

use std::fs;
use std::path::{Path, PathBuf};

use crate::runner::write_input;
use crate::{ToolError, Toolbox};

/// An open library of standard cells.
#[derive(Clone, Debug)]
pub struct Library {
    folder: PathBuf,
}

/// Where Debian's package `qflow-tech-osu018` puts it.
const OF_DEBIAN: &str = "/usr/share/qflow/tech/osu018";
const FILES: [(&str, &str); 2] = [
    ("osu018_stdcells.lib", super::LIBERTY),
    ("osu018_stdcells.v", super::MODELS),
];

impl Library {
    /// Its name in reports.
    pub const NAME: &str = "osu018_stdcells";
    /// Feature size of its process in nanometres.
    pub const NODE_NM: f64 = 180.0;
    /// Supply of its figures in volts, at 25 degrees Celsius and a typical process.
    pub const VOLTS: f64 = 1.8;

    /// The library in the checkout's tools, or else the one that Debian's package has installed.
    ///
    /// # Errors
    /// [`ToolError::NoLibrary`] with the folders and what installs it.
    pub fn find(toolbox: &Toolbox) -> Result<Library, ToolError> {
        let own = toolbox.tools_folder().map(|tools| tools.join("osu018"));
        let folders: Vec<PathBuf> = own.into_iter().chain([OF_DEBIAN.into()]).collect();
        let whole = |folder: &&PathBuf| FILES.iter().all(|(name, _)| folder.join(name).is_file());
        match folders.iter().find(whole) {
            Some(folder) => Ok(Library {
                folder: folder.clone(),
            }),
            None => Err(ToolError::NoLibrary {
                library: Self::NAME,
                searched: folders,
            }),
        }
    }

    /// Puts its files into a work folder.
    pub(super) fn copy_into(&self, folder: &Path) -> Result<(), ToolError> {
        for (name, copy) in FILES {
            let from = self.folder.join(name);
            let text = fs::read_to_string(&from).map_err(ToolError::io("reading", from))?;
            let text = match copy {
                super::MODELS => with_power_on(&text).ok_or_else(|| ToolError::NoLibrary {
                    library: Self::NAME,
                    searched: vec![self.folder.clone()],
                })?,
                _ => text,
            };
            write_input(folder, copy, &text)?;
        }
        Ok(())
    }
}

/// Models whose flip-flops begin at 0; `None` without a flip-flop. One that a block does not use in a mode keeps what it had at
/// power-on, which is some value: the library's begin with none.
fn with_power_on(models: &str) -> Option<String> {
    let begin = models.find("primitive udp_dff")?;
    let end = begin + models[begin..].find("endprimitive")?;
    Some(format!("{}{FLIP_FLOP}{}", &models[..begin], &models[end..]))
}

const FLIP_FLOP: &str = "\
primitive udp_dff (out, in, clk, clr, set, NOTIFIER);
   output out;
   input  in, clk, clr, set, NOTIFIER;
   reg    out;
   initial out = 1'b0;
   table
// in clk clr set NOT : out : next
   0  r   ?   0   ?   : ?   : 0 ;
   1  r   0   ?   ?   : ?   : 1 ;
   ?  n   ?   ?   ?   : ?   : - ;
   *  ?   ?   ?   ?   : ?   : - ;
   ?  ?   1   0   ?   : ?   : 0 ;
   ?  ?   ?   1   ?   : ?   : 1 ;
   ?  ?   n   ?   ?   : ?   : - ;
   ?  ?   ?   n   ?   : ?   : - ;
   ?  ?   ?   ?   *   : ?   : - ;
   endtable
";
