//! Verilog to a shared library: Verilator, then the C++ compiler.
//!
//! The objects of a library are the model's code in a few translation units of similar size, compiled
//! side by side, the shim, and Verilator's runtime. The runtime is slow to compile and the same for every
//! design, so it is a cache entry of its own.

use std::env;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use harmonia_fpga::{Completed, Runner, Tool, ToolError, Toolbox, cache_folder, write_input};

use crate::{Design, TestbenchError, cache, noexec, shim};

/// Changes whenever the layout of an entry does.
const LAYOUT: &str = "2";
/// The library inside an entry.
const LIBRARY: &str = "model.so";
const RUNTIME: &str = "runtime.o";
const SHIM: &str = "shim.cpp";

/// Two-state values: an `x` in the text may be what is fastest, but what nobody initialises is random,
/// so that a design that reads it differs from run to run of different seeds.
const VERILATE: &[&str] = &[
    "--cc",
    "-O3",
    "--x-assign",
    "fast",
    "--x-initial",
    "unique",
    "--prefix",
    "Vdesign",
    "--Mdir",
    ".",
];

/// On the engine, `-O3` and `-march=native` take longer to compile and run a tenth slower.
const FAST: &str = "-O2";
/// Sources from this size on are worth a compiler of their own.
const LARGE_BYTES: u64 = 100_000;

/// No `-march`: libraries may be on a folder that machines of several kinds share.
const COMPILE: &[&str] = &["-std=c++17", "-fPIC", "-fvisibility=hidden", "-w"];

/// Builds `design` unless it is in the cache, and returns its library.
pub(crate) fn library(design: &Design, trace: bool) -> Result<PathBuf, TestbenchError> {
    let toolbox = Toolbox::from_environment();
    let shim = shim::write(design, trace)?;
    let version = toolbox.find(Tool::Verilator)?.version()?;
    let flags = [VERILATE, COMPILE, &[FAST]].concat().join(" ");
    let common = [LAYOUT, &version, &flags, env::consts::ARCH];
    let cache = cache_folder()?.join("verilator");
    if let Some(mount) = noexec::mount_of(&cache) {
        return Err(TestbenchError::NoExec { cache, mount });
    }
    let verilog = design.simulated();
    let key = cache::key(&[&common[..], &[&design.top, &verilog, &shim]].concat());
    let entry = cache::entry(&cache, &key, |work, entry| {
        let include = VerilatorRoot.run(&toolbox, work)?.join("include");
        let runtime_key = cache::key(&[&common[..], &[if trace { "fst" } else { "" }]].concat());
        let runtime_entry = format!("runtime-{runtime_key}");
        let runtime = cache::entry(&cache, &runtime_entry, |work, entry| {
            compile_runtime(&toolbox, &include, trace, work)?;
            keep(work, RUNTIME, entry)
        })?;
        let sources = Verilate {
            top: &design.top,
            verilog: &verilog,
            trace,
        }
        .run(&toolbox, work)?;
        write_input(work, SHIM, &shim)?;
        let units = units(work, sources, &include, trace)?;
        compile_all(&toolbox, work, &units)?;
        let mut objects: Vec<String> = units.iter().map(Compile::object).collect();
        // By its name alone: a cache folder's own name need not be UTF-8, and arguments are.
        let (from, to) = (runtime.join(RUNTIME), work.join(RUNTIME));
        fs::copy(&from, to).map_err(|error| cache::io("copying", &from, error))?;
        objects.push(RUNTIME.into());
        Link { objects, trace }.run(&toolbox, work)?;
        keep(work, LIBRARY, entry)?;
        keep(work, "design.v", entry)
    })?;
    Ok(entry.join(LIBRARY))
}

/// Sorts the model's sources into translation units: every large one is a unit of its own, the small
/// ones share one with the shim. What runs once, to set up, is compiled without optimisation.
fn units(
    work: &Path,
    sources: Vec<String>,
    include: &Path,
    trace: bool,
) -> Result<Vec<Compile>, TestbenchError> {
    let unit = |name: String, sources, optimise| Compile {
        name,
        sources,
        optimise,
        include: include.to_owned(),
        trace,
    };
    let (slow, fast): (Vec<_>, Vec<_>) =
        sources.into_iter().partition(|name| name.contains("Slow"));
    let mut small = vec![SHIM.to_owned()];
    let mut units = Vec::new();
    for source in fast {
        let path = work.join(&source);
        let bytes = fs::metadata(&path).map_err(|error| cache::io("reading", &path, error))?;
        if bytes.len() < LARGE_BYTES {
            small.push(source);
        } else {
            units.push(unit(format!("large{}", units.len()), vec![source], FAST));
        }
    }
    units.push(unit("slow".into(), slow, "-O0"));
    units.push(unit("small".into(), small, FAST));
    Ok(units)
}

/// Compiles all units, as many at a time as the machine has processors.
fn compile_all(toolbox: &Toolbox, work: &Path, units: &[Compile]) -> Result<(), ToolError> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let compile = || {
        while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
            unit.run(toolbox, work)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(compile)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("compiling does not panic"))
    })
}

fn compile_runtime(
    toolbox: &Toolbox,
    include: &Path,
    trace: bool,
    work: &Path,
) -> Result<(), TestbenchError> {
    let mut sources = vec!["verilated.cpp".to_owned(), "verilated_threads.cpp".into()];
    if trace {
        sources.push("verilated_fst_c.cpp".into());
    }
    Compile {
        name: "runtime".into(),
        sources,
        optimise: FAST,
        include: include.to_owned(),
        trace,
    }
    .run(toolbox, work)?;
    Ok(())
}

/// Asks Verilator where its headers are.
struct VerilatorRoot;

impl Runner for VerilatorRoot {
    type Report = PathBuf;

    fn tool(&self) -> Tool {
        Tool::Verilator
    }

    fn prepare(&self, _: &Path) -> Result<Vec<String>, ToolError> {
        Ok(vec!["--getenv".into(), "VERILATOR_ROOT".into()])
    }

    fn report(&self, completed: &Completed) -> Result<PathBuf, ToolError> {
        completed.success()?;
        let root = PathBuf::from(completed.log.trim());
        if root.join("include/verilated.cpp").is_file() {
            Ok(root)
        } else {
            Err(completed.unreadable("VERILATOR_ROOT", "there is no include/verilated.cpp in it"))
        }
    }
}

/// Verilog to C++; reports the sources written.
struct Verilate<'a> {
    top: &'a str,
    verilog: &'a str,
    trace: bool,
}

impl Runner for Verilate<'_> {
    type Report = Vec<String>;

    fn tool(&self) -> Tool {
        Tool::Verilator
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(folder, "design.v", self.verilog)?;
        let mut arguments: Vec<String> = VERILATE.iter().map(|&text| text.into()).collect();
        arguments.extend(["--top-module".into(), self.top.to_owned()]);
        if self.trace {
            arguments.push("--trace-fst".into());
        }
        arguments.push("design.v".into());
        Ok(arguments)
    }

    fn report(&self, completed: &Completed) -> Result<Vec<String>, ToolError> {
        completed.success()?;
        let folder = completed.folder();
        let list = || -> std::io::Result<Vec<String>> {
            fs::read_dir(folder)?
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect()
        };
        let mut sources = list().map_err(|source| ToolError::Io {
            action: "listing",
            path: folder.to_owned(),
            source,
        })?;
        sources.retain(|name| name.starts_with("Vdesign") && name.ends_with(".cpp"));
        sources.sort();
        if sources.is_empty() {
            return Err(completed.unreadable("C++ sources", "there are none"));
        }
        Ok(sources)
    }
}

/// Several sources to one object, as one translation unit.
struct Compile {
    name: String,
    sources: Vec<String>,
    optimise: &'static str,
    include: PathBuf,
    trace: bool,
}

impl Compile {
    fn object(&self) -> String {
        format!("{}.o", self.name)
    }
}

impl Runner for Compile {
    type Report = ();

    fn tool(&self) -> Tool {
        Tool::CxxCompiler
    }

    fn log_name(&self) -> String {
        format!("{}.log", self.name)
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        let unit = format!("{}_unit.cpp", self.name);
        let includes: String = self
            .sources
            .iter()
            .map(|source| format!("#include \"{source}\"\n"))
            .collect();
        write_input(folder, &unit, &includes)?;
        let mut arguments: Vec<String> = COMPILE.iter().map(|&text| text.into()).collect();
        arguments.extend([
            self.optimise.into(),
            "-I.".into(),
            format!("-I{}", self.include.display()),
            format!("-I{}", self.include.join("vltstd").display()),
            "-DVERILATOR=1".into(),
            "-DVL_USER_FATAL".into(),
            "-DVL_USER_STOP".into(),
            format!("-DVM_TRACE={}", u8::from(self.trace)),
            format!("-DVM_TRACE_FST={}", u8::from(self.trace)),
            "-DVM_TRACE_VCD=0".into(),
            "-DVM_COVERAGE=0".into(),
            "-DVM_SC=0".into(),
            "-c".into(),
            unit,
            "-o".into(),
            self.object(),
        ]);
        Ok(arguments)
    }

    fn report(&self, completed: &Completed) -> Result<(), ToolError> {
        completed.success()
    }
}

/// Objects to the library, which shows nothing but the shim's functions: several models live in one
/// process, each with its own copy of Verilator's runtime.
struct Link {
    objects: Vec<String>,
    trace: bool,
}

impl Runner for Link {
    type Report = ();

    fn tool(&self) -> Tool {
        Tool::CxxCompiler
    }

    fn log_name(&self) -> String {
        "link.log".into()
    }

    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError> {
        write_input(
            folder,
            "exports.map",
            "{ global: harmonia_open; harmonia_run; harmonia_close; local: *; };\n",
        )?;
        let mut arguments = vec![
            "-shared".to_owned(),
            "-Wl,--version-script=exports.map".into(),
            "-o".into(),
            LIBRARY.into(),
        ];
        arguments.extend(self.objects.iter().cloned());
        arguments.push("-pthread".into());
        if self.trace {
            arguments.push("-lz".into());
        }
        Ok(arguments)
    }

    fn report(&self, completed: &Completed) -> Result<(), ToolError> {
        completed.success()
    }
}

fn keep(work: &Path, name: &str, entry: &Path) -> Result<(), TestbenchError> {
    let path = work.join(name);
    fs::rename(&path, entry.join(name)).map_err(|source| cache::io("keeping", &path, source))
}
