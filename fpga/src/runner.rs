//! Runs a tool in a folder of its own, keeps its log, and checks its exit status before anything is read.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Found, Tool, ToolError, Toolbox, temporary_folder};

/// One use of one tool.
///
/// Every file is named relative to the work folder: WebAssembly builds see another temporary folder
/// than the rest of the machine, so absolute paths below it do not exist for them.
pub trait Runner {
    /// What the run finds out.
    type Report;

    /// Which tool runs.
    fn tool(&self) -> Tool;

    /// Writes the input files into `folder` and returns the arguments.
    fn prepare(&self, folder: &Path) -> Result<Vec<String>, ToolError>;

    /// Reads the outcome; most runners begin with [`Completed::success`].
    fn report(&self, completed: &Completed) -> Result<Self::Report, ToolError>;

    /// Name of the file in the work folder that keeps what the tool prints.
    fn log_name(&self) -> String {
        format!("{}.log", self.tool())
    }

    /// Tools that this one starts by name; they are found first, and their folders put on its `PATH`.
    fn helpers(&self) -> &'static [Tool] {
        &[]
    }

    /// Arguments that say what the helpers are called, after those of [`Runner::prepare`].
    fn introduce(&self, _helpers: &[Found]) -> Vec<String> {
        Vec::new()
    }

    /// When to give up and stop the tool.
    fn time_limit(&self) -> Option<Duration> {
        None
    }

    /// File in which the tool keeps a log of its own, when what it prints is not all it says.
    fn own_log(&self) -> Option<&str> {
        None
    }

    /// Runs the tool in `folder`, which is made when it does not exist.
    ///
    /// # Errors
    /// Every [`ToolError`]; the log stays in `folder`.
    fn run(&self, toolbox: &Toolbox, folder: &Path) -> Result<Self::Report, ToolError> {
        let found = toolbox.find(self.tool())?;
        fs::create_dir_all(folder).map_err(ToolError::io("creating", folder))?;
        let helpers = self.helpers().iter().map(|tool| toolbox.find(*tool));
        let helpers = helpers.collect::<Result<Vec<_>, _>>()?;
        let mut arguments = self.prepare(folder)?;
        arguments.extend(self.introduce(&helpers));
        let log = folder.join(self.log_name());
        let open = File::create(&log).map_err(ToolError::io("creating", &log))?;
        let duplicate = open
            .try_clone()
            .map_err(ToolError::io("duplicating", &log))?;
        let start = |source| ToolError::Start {
            tool: self.tool(),
            path: found.path.clone(),
            source,
        };
        let mut child = found
            .command_with(&helpers)
            .args(&arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(open)
            .stderr(duplicate)
            .spawn()
            .map_err(start)?;
        let status = match self.time_limit() {
            None => child.wait().map_err(start)?,
            Some(limit) => {
                wait(&mut child, limit)
                    .map_err(start)?
                    .ok_or_else(|| ToolError::TimedOut {
                        tool: self.tool(),
                        minutes: limit.as_secs() / 60,
                        log: log.clone(),
                    })?
            }
        };
        let said = match self.own_log() {
            Some(name) if folder.join(name).exists() => folder.join(name),
            _ => log,
        };
        let bytes = fs::read(&said).map_err(ToolError::io("reading", &said))?;
        let report = self.report(&Completed {
            tool: self.tool(),
            command: format!("{} {}", found.path.display(), arguments.join(" ")),
            folder: folder.to_owned(),
            status,
            log: String::from_utf8_lossy(&bytes).into_owned(),
        });
        // A tool on a full disk fails for reasons of its own, or for none.
        report.map_err(|error| still_has_room(folder).err().unwrap_or(error))
    }

    /// Runs the tool in a temporary folder below the cache folder, removed afterwards.
    ///
    /// # Errors
    /// As [`Runner::run`], and when there is no cache folder.
    fn run_once(&self, toolbox: &Toolbox) -> Result<Self::Report, ToolError> {
        let folder = temporary_folder()?;
        self.run(toolbox, folder.path())
    }
}

/// Fails when nothing more can be written into `folder`.
fn still_has_room(folder: &Path) -> Result<(), ToolError> {
    let file = tempfile::tempfile_in(folder);
    let written = file.and_then(|mut file| file.write_all(&[0; 1 << 16]));
    written.map_err(ToolError::io("writing into", folder))
}

/// The status of a process that ends within `limit`; any other is stopped.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let end = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// A tool that has ended.
#[derive(Debug)]
pub struct Completed {
    tool: Tool,
    command: String,
    folder: PathBuf,
    status: ExitStatus,
    /// Everything it printed, standard output and error in the order written; its own log where it keeps one.
    pub log: String,
}

impl Completed {
    /// Whether the exit status was 0.
    pub fn succeeded(&self) -> bool {
        self.status.success()
    }

    /// Folder the tool ran in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// [`ToolError::Failed`] unless the exit status was 0.
    pub fn success(&self) -> Result<(), ToolError> {
        if self.succeeded() {
            return Ok(());
        }
        let lines: Vec<&str> = self.log.lines().collect();
        let tail = lines[lines.len().saturating_sub(20)..].join("\n");
        Err(ToolError::Failed {
            tool: self.tool,
            command: self.command.clone(),
            status: self.status.to_string(),
            folder: self.folder.clone(),
            tail: if tail.is_empty() {
                "it printed nothing".into()
            } else {
                tail
            },
        })
    }

    /// Reads a file that the tool should have written into its folder.
    pub fn read(&self, name: &str) -> Result<String, ToolError> {
        let path = self.folder.join(name);
        fs::read_to_string(&path).map_err(|error| self.unreadable(name, error))
    }

    /// Reads a JSON file that the tool should have written into its folder.
    pub fn read_json<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, ToolError> {
        serde_json::from_str(&self.read(name)?).map_err(|error| self.unreadable(name, error))
    }

    /// An error about one of the tool's outputs.
    pub fn unreadable(&self, what: &str, reason: impl ToString) -> ToolError {
        ToolError::Output {
            tool: self.tool,
            what: what.to_owned(),
            reason: reason.to_string(),
        }
    }
}

/// Writes an input file of a run.
///
/// # Errors
/// [`ToolError::Io`] when it cannot be written.
pub fn write_input(folder: &Path, name: &str, text: &str) -> Result<(), ToolError> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(ToolError::io("writing", path))
}
