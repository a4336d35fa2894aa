//! The shortest sequence found that still makes two devices differ.

use harmonia_device::DeviceError;

use super::Found;
use super::sequence::Call;

/// Sequences that are tried.
const TRIES: usize = 400;

/// Runs calls and says whether, and where, the devices differ.
type Run<'v, 'r> = dyn FnMut(&[Call<'v>]) -> Result<Option<Found>, DeviceError> + 'r;

/// A sequence that ends with a difference, and what may still be tried with it.
pub(super) struct Shrink<'v, 'r> {
    calls: Vec<Call<'v>>,
    found: Found,
    run: &'r mut Run<'v, 'r>,
    left: usize,
}

impl<'v, 'r> Shrink<'v, 'r> {
    /// Calls, the last of which `found` is about.
    pub(super) fn new(calls: Vec<Call<'v>>, found: Found, run: &'r mut Run<'v, 'r>) -> Self {
        let left = TRIES;
        Shrink {
            calls,
            found,
            run,
            left,
        }
    }

    /// Leaves out calls, then stalls and commands, as long as the devices differ.
    pub(super) fn shortest(mut self) -> (Vec<Call<'v>>, Found) {
        // Halves, quarters and so on, from the end to the beginning.
        let mut count = self.calls.len() / 2;
        while count > 0 {
            let mut end = self.calls.len() - 1;
            while end > 0 {
                let start = end.saturating_sub(count);
                self.change(|calls| drop(calls.drain(start..end)));
                end = start.min(self.calls.len() - 1);
            }
            count /= 2;
        }
        let mut call = self.calls.len();
        while call > 0 {
            call = (call - 1).min(self.calls.len() - 1);
            self.change(|calls| calls[call].stalls = None);
            let mut command = self.calls[call].commands.len();
            while command > 0 {
                command = (command - 1).min(self.calls[call].commands.len() - 1);
                let before = self.calls.len();
                self.change(|calls| {
                    calls[call].commands.remove(command);
                    calls.retain(|call| !call.commands.is_empty());
                });
                if self.calls.len() < before {
                    break;
                }
            }
        }
        (self.calls, self.found)
    }

    /// Makes a change if the devices differ all the same. A device that fails ends the trying, not the report
    /// of what was found.
    fn change(&mut self, change: impl FnOnce(&mut Vec<Call<'v>>)) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let mut calls = self.calls.clone();
        change(&mut calls);
        match (self.run)(&calls) {
            Ok(None) => {}
            Ok(Some(found)) => {
                calls.truncate(found.call + 1);
                (self.calls, self.found) = (calls, found);
            }
            Err(_) => self.left = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stalls;
    use harmonia_device::Command;

    /// The devices differ at page 7, once row 3 was loaded.
    #[test]
    fn only_the_commands_that_make_the_difference_are_left() {
        let load = |token| Command::Load {
            token,
            tokens: 4,
            base: 0,
            values: &[],
        };
        let commit = |page| Command::Commit { region: 0, page };
        let calls = [
            vec![load(0), commit(1)],
            vec![load(2), load(3), load(3)],
            vec![commit(2)],
            vec![load(1), commit(3)],
            vec![commit(7), load(0), commit(7)],
            vec![load(0)],
        ];
        let calls = calls.map(|commands| Call {
            commands,
            stalls: Some(Stalls::all(1, 1)),
            refusal: None,
        });
        let mut tries = 0;
        let mut run = |calls: &[Call<'static>]| {
            tries += 1;
            let mut loaded = false;
            let at_fault = calls.iter().position(|call| {
                call.commands.iter().any(|command| {
                    loaded |= *command == load(3);
                    loaded && *command == commit(7)
                })
            });
            let found = |call| Found {
                call,
                reason: format!("call {call}"),
                devices: true,
            };
            Ok(at_fault.map(found))
        };
        let found = run(&calls).unwrap().unwrap();
        let upto = calls[..=found.call].to_vec();
        let (calls, found) = Shrink::new(upto, found, &mut run).shortest();
        let commands: Vec<_> = calls.iter().map(|call| call.commands.clone()).collect();
        assert_eq!(commands, [[load(3)], [commit(7)]]);
        assert!(calls.iter().all(|call| call.stalls.is_none()));
        assert_eq!((found.call, &*found.reason), (1, "call 1"));
        assert!(tries < 40, "{tries}");
    }
}
