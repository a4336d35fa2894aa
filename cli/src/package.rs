//! What `harmonia generate` writes for a configuration: Verilog, and what names it to other tools.

use anyhow::Result;
use askama::Template;
use harmonia_hdl::{Configuration, Design};

/// The model of a vendor's cells, which configurations share.
const MODEL: &str = "mult18x18d_model.v";

/// A file of the package.
pub struct PackageFile {
    /// Without a folder.
    pub name: String,
    /// All of its contents.
    pub text: String,
}

/// Names of the files of a configuration that no other has.
pub fn own_names(configuration: &Configuration) -> [String; 4] {
    ["v", "core", "f", "sim.f"].map(|end| format!("{}.{end}", configuration.name))
}

/// The files of a configuration, which lie in one folder:
///
/// * `NAME.v`, everything a synthesiser needs;
/// * the model of vendor cells, if it has some, for simulators and lint only;
/// * `NAME.core`, a FuseSoC core;
/// * `NAME.f`, the list of files for synthesis, and `NAME.sim.f`, that for simulation and lint.
pub fn files(configuration: &Configuration) -> Result<Vec<PackageFile>> {
    let design = Design::of(configuration);
    let [verilog, core, list, simulation] = own_names(configuration);
    let model = Some(MODEL).filter(|_| !design.models.is_empty());
    let description = format!(
        "Harmonia BFP accelerator, configuration {}: {}",
        configuration.name, configuration.description
    );
    let text = Core {
        // A JSON string is a YAML string, whatever is in it.
        description: &serde_json::to_string(&description)?,
        version: env!("CARGO_PKG_VERSION"),
        top: &design.top,
        verilog: &verilog,
        model,
    };
    // The template engine takes the last line's end away, which a text file has.
    let text = text.render()? + "\n";
    let lines = |names: &[&str]| names.iter().map(|name| format!("{name}\n")).collect();
    let simulated = [Some(&*verilog), model].into_iter().flatten();
    let mut files = vec![
        PackageFile {
            text: lines(&simulated.collect::<Vec<_>>()),
            name: simulation,
        },
        PackageFile {
            text: lines(&[&verilog]),
            name: list,
        },
        PackageFile { name: core, text },
        PackageFile {
            name: verilog,
            text: design.verilog,
        },
    ];
    files.extend(model.map(|name| PackageFile {
        name: name.into(),
        text: design.models,
    }));
    files.reverse();
    Ok(files)
}

#[derive(Template)]
#[template(path = "fusesoc.core", escape = "none")]
struct Core<'a> {
    description: &'a str,
    version: &'a str,
    top: &'a str,
    verilog: &'a str,
    model: Option<&'a str>,
}
