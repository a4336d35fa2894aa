//! Work on what a stranger wrote, in a process of its own that the system bounds.
//!
//! Fuel bounds the steps of a template and the texts that it makes, but not how deep its values nest
//! (lists in lists until the stack overflows) and not what they stand for when they are written or
//! compared (a list of a list twice, forty times over, has 2^40 ends). No hook of the engine sees all
//! of that; a child process ends by the system's limits whatever happens in it, and this process only
//! sees that it ended.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

/// Stack of the work, in bytes. Values may nest some ten thousand levels deep.
const STACK: usize = 16 << 20;
/// What the work may allocate, in bytes.
const MEMORY: u64 = 256 << 20;
/// Longest result, in bytes.
const RESULT: u64 = 16 << 20;
/// Processor time of the work, in seconds.
const SECONDS: libc::rlim_t = 2;
/// Exit code of a child whose work panicked.
const PANICKED: i32 = 101;

/// Last byte of an answer: UTF-8 has it nowhere.
const END: u8 = 0xff;

/// One child at a time gets its pipe: another would inherit the end that is written to.
static STARTING: Mutex<()> = Mutex::new(());

/// Does `work` in a child process and returns what it says, or why it was ended.
///
/// `work` runs in a copy of this process that has one thread. It must not wait for other threads, and
/// must not need a lock that another thread may hold right now; allocating is safe (the C library
/// sees to that).
pub(super) fn run(work: impl FnOnce() -> Result<String, String> + Send) -> Result<String, String> {
    let not_started =
        |error: io::Error| format!("the process that renders it does not start: {error}");
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || start(work).and_then(Child::result))
            .and_then(|thread| thread.join().expect("it does not panic"))
    })
    .unwrap_or_else(|error| Err(not_started(error)))
}

struct Child {
    id: libc::pid_t,
    answer: io::PipeReader,
}

/// Starts a child that does `work` on this thread's stack.
fn start(work: impl FnOnce() -> Result<String, String>) -> io::Result<Child> {
    let null = File::options().write(true).open("/dev/null")?;
    let memory = address_space()? + MEMORY;
    let starting = STARTING
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let (answer, mut writer) = io::pipe()?;
    // SAFETY: the child runs what is below and exits without returning. It takes no locks but the
    // allocator's, which fork leaves usable in the child.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => {
            drop(answer);
            let code = catch_unwind(AssertUnwindSafe(|| {
                limit(&null, memory)?;
                let (mark, text) = match work() {
                    Ok(text) => (b'+', text),
                    Err(reason) => (b'-', reason),
                };
                writer.write_all(&[mark])?;
                writer.write_all(text.as_bytes())?;
                writer.write_all(&[END])
            }));
            let code = match code {
                Ok(Ok(())) => 0,
                Ok(Err(_)) => 1,
                Err(_) => PANICKED,
            };
            // SAFETY: exits at once; what this process would do at its end is the parent's to do.
            unsafe { libc::_exit(code) }
        }
        id => {
            drop(writer);
            drop(starting);
            Ok(Child { id, answer })
        }
    }
}

/// Sets the limits of this process and makes it silent.
fn limit(null: &File, memory: u64) -> io::Result<()> {
    let check = |result: i32| match result {
        0.. => Ok(()),
        _ => Err(io::Error::last_os_error()),
    };
    let limits = [
        (libc::RLIMIT_AS, memory),
        (libc::RLIMIT_CPU, SECONDS),
        (libc::RLIMIT_CORE, 0),
    ];
    // SAFETY: plain system calls; the structure is valid for each of them.
    unsafe {
        check(libc::dup2(null.as_raw_fd(), libc::STDERR_FILENO))?;
        for (resource, most) in limits {
            let mut now = libc::rlimit {
                rlim_cur: 0,
                rlim_max: 0,
            };
            check(libc::getrlimit(resource, &mut now))?;
            let most = most.min(now.rlim_max);
            let limit = libc::rlimit {
                rlim_cur: most,
                rlim_max: most,
            };
            check(libc::setrlimit(resource, &limit))?;
        }
        // Should it wait for something nonetheless.
        libc::signal(libc::SIGALRM, libc::SIG_DFL);
        libc::alarm(30);
    }
    Ok(())
}

/// Bytes of address space that this process has mapped.
fn address_space() -> io::Result<u64> {
    let sizes = fs::read_to_string("/proc/self/statm")
        .map_err(|error| io::Error::other(format!("/proc/self/statm: {error}")))?;
    let pages = sizes
        .split(' ')
        .next()
        .and_then(|pages| pages.parse::<u64>().ok());
    // SAFETY: has no preconditions.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    pages
        .and_then(|pages| pages.checked_mul(u64::try_from(page).ok()?))
        .ok_or_else(|| io::Error::other("/proc/self/statm has another form"))
}

impl Child {
    /// What the child says, once it has ended.
    fn result(self) -> io::Result<Result<String, String>> {
        let mut answer = Vec::new();
        // Not all of it: the child is ended by the pipe, which nobody reads then.
        let read = self.answer.take(RESULT + 1).read_to_end(&mut answer);
        let mut status = 0;
        let waited = loop {
            // SAFETY: the process is a child that nobody else waits for; the status is written to.
            let waited = unsafe { libc::waitpid(self.id, &mut status, 0) };
            if waited >= 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
                break waited;
            }
        };
        read?;
        if answer.len() as u64 > RESULT {
            return Ok(Err(format!("its text is longer than {} MB", RESULT >> 20)));
        }
        if answer.pop() == Some(END) {
            let text = String::from_utf8_lossy(&answer);
            return Ok(match text.strip_prefix('+') {
                Some(text) => Ok(text.to_owned()),
                None => Err(text.strip_prefix('-').unwrap_or_default().to_owned()),
            });
        }
        // Where ended children are not kept (SIGCHLD is ignored), nobody knows how it ended.
        Ok(Err(match waited {
            0.. => ending(status),
            _ => "the process that renders it ended early".to_owned(),
        }))
    }
}

/// Why a child with this wait status ended before its work was done.
fn ending(status: i32) -> String {
    if libc::WIFEXITED(status) {
        return match libc::WEXITSTATUS(status) {
            PANICKED => "the template engine panicked".to_owned(),
            _ => "the process that renders it cannot be bounded".to_owned(),
        };
    }
    match libc::WTERMSIG(status) {
        libc::SIGKILL | libc::SIGXCPU | libc::SIGALRM => {
            format!("it takes more than {SECONDS} s or too much memory")
        }
        _ => format!(
            "its values nest too deep, or it needs more than {} MB",
            MEMORY >> 20
        ),
    }
}
