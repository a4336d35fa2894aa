//! Boards that are not there, do not fit, or do not come to rest.

use std::io;
use std::time::Duration;

use harmonia_contract::frame::Frame;
use harmonia_contract::{Identity, identity};
use harmonia_device::system::Link;
use harmonia_link::model::{Board, Simulated};
use harmonia_link::{Connection, Line, LinkError, Timing, Wanted};

use crate::host::header;
use crate::system::System;
use crate::{board, connect, described, timing};

fn refused(board: Identity) -> LinkError {
    let line = Simulated::new(Board::new(board, System::new()), 1, 0);
    connect(line, 1).err().expect("the board does not fit")
}

#[test]
fn a_board_of_another_configuration_is_refused_with_both_names() {
    let error = refused(Identity {
        configuration: "ulx3s-85f".into(),
        ..described()
    });
    assert_eq!(error.code(), "link.misfit");
    let text = error.to_string();
    assert!(
        text.contains("the configuration is `system` here and `ulx3s-85f` there"),
        "{text}"
    );
}

#[test]
fn a_board_of_another_contract_is_refused_and_refuses() {
    let other = Identity {
        fingerprint: described().fingerprint ^ 1,
        ..described()
    };
    let text = refused(other.clone()).to_string();
    let both = [described(), other.clone()]
        .map(|side| format!("{:08x} (configuration `system`)", side.fingerprint));
    assert!(both.iter().all(|side| text.contains(side)), "{text}");

    // Whoever does not care is not served either.
    let mut line = Simulated::new(Board::new(other, System::new()), 1, 0);
    let hello = harmonia_link::Packet {
        kind: harmonia_contract::packet::Kind::Hello,
        round: 0,
        gap: false,
        closed: false,
        sequence: 0,
        acknowledged: 0,
        words: vec![u64::from(described().fingerprint) << 32 | 5],
    };
    let data = harmonia_link::Packet {
        kind: harmonia_contract::packet::Kind::Data,
        words: vec![header(Frame::Write, 0, 1), 77],
        ..hello.clone()
    };
    for byte in hello.encode(u32::MAX).into_iter().chain(data.encode(5)) {
        line.board.byte(byte);
        line.step();
    }
    (0..1000).for_each(|_| line.step());
    assert_eq!(line.board.system.memory[0], 0);
}

#[test]
fn who_a_board_is_can_be_asked_whether_it_fits_or_not() {
    let other = Identity {
        configuration: "ulx3s-85f".into(),
        fingerprint: 7,
        ..described()
    };
    let line = Simulated::new(Board::new(other.clone(), System::new()), 1, 0);
    let (board, line) = harmonia_link::identify(line, timing()).unwrap();
    assert_eq!(board, other);
    assert_eq!(connect(line, 1).err().unwrap().code(), "link.misfit");
}

#[test]
fn limits_are_what_the_board_says_if_that_can_be() {
    let limits = |board| {
        let line = Simulated::new(Board::new(board, System::new()), 1, 0);
        connect(line, 1).unwrap().limits()
    };
    let right = limits(described()).unwrap();
    let of = (
        right.token_rows,
        right.batch,
        right.vectors,
        right.memory_words,
        right.context,
    );
    assert_eq!(of, (4, 64, 32_768, 4096, 8192));
    let without_memory = Identity {
        memory_words: 0,
        ..described()
    };
    let odd_vectors = Identity {
        vectors: 1000,
        ..described()
    };
    for wrong in [without_memory, odd_vectors] {
        assert_eq!(limits(wrong).unwrap_err().code(), "link.identity");
    }
}

/// A board that finds its memory some milliseconds after power has come.
struct Starting(Simulated<System>);

impl Line for Starting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write(bytes)
    }

    fn read(&mut self, bytes: &mut [u8], wait: Duration) -> io::Result<usize> {
        let is_found = self.0.now() > Duration::from_millis(8);
        self.0.board.identity.memory_words = if is_found { 4096 } else { 0 };
        self.0.read(bytes, wait)
    }

    fn now(&self) -> Duration {
        self.0.now()
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}

#[test]
fn a_board_that_is_just_turned_on_is_given_time_to_find_its_memory() {
    let line = Starting(Simulated::new(board(), 1, 0));
    let link = Connection::open(line, timing(), &Wanted::default()).unwrap();
    assert_eq!(link.limits().unwrap().memory_words, 4096);
}

#[test]
fn another_version_of_packets_is_refused_with_both_versions() {
    let newer = identity::VERSION + 1;
    let error = refused(Identity {
        version: newer,
        ..described()
    });
    let text = error.to_string();
    assert!(
        text.contains(&format!("is {} here and {newer} there", identity::VERSION)),
        "{text}"
    );
}

#[test]
fn a_line_without_a_board_is_silent() {
    let mut line = Simulated::new(board(), 1, 0);
    line.cut = 0;
    let error = connect(line, 1).err().unwrap();
    assert_eq!(error.code(), "link.silent", "{error}");
}

#[test]
fn a_board_that_works_for_an_earlier_host_is_waited_for_and_then_busy() {
    for (pass, outcome) in [(300_000, Ok(())), (2_000_000, Err("link.busy"))] {
        let mut link = connect(Simulated::new(board(), 1, 0), 1).unwrap();
        link.line_mut().board.system.pass = pass;
        link.send(&[header(Frame::Run, 0, 0), 1]).unwrap();
        link.finish().unwrap();
        let again = connect(link.into_line(), 2);
        assert_eq!(again.map(|_| ()).map_err(|error| error.code()), outcome);
    }
}

#[test]
fn a_board_that_rests_soon_is_not_waited_for_as_long_as_an_answer_may_take() {
    let mut link = connect(Simulated::new(board(), 1, 0), 1).unwrap();
    link.line_mut().board.system.pass = 20_000;
    link.send(&[header(Frame::Run, 0, 0), 1]).unwrap();
    link.finish().unwrap();
    let line = link.into_line();
    let begin = line.now();
    let timing = Timing {
        answer: Duration::from_secs(10),
        ..timing()
    };
    let mut again = Connection::open(line, timing, &Wanted::default()).unwrap();
    let took = again.line_mut().now() - begin;
    assert!(took < Duration::from_secs(1), "{took:?}");
}

#[test]
fn a_cable_that_is_pulled_is_an_error() {
    let mut link = connect(Simulated::new(board(), 1, 0), 1).unwrap();
    link.line_mut().cut = 0;
    link.send(&[header(Frame::Counters, 0, 0)]).unwrap();
    let error = link.receive(&mut [0; 3]).unwrap_err();
    assert_eq!(error.code(), "link.lost", "{error}");
    assert!(
        error.to_string().contains("look at cable and power"),
        "{error}"
    );
}

#[test]
fn words_behind_a_long_pass_wait_for_it() {
    let mut link = connect(Simulated::new(board(), 1, 0), 1).unwrap();
    link.line_mut().board.system.pass = 400_000;
    let words: Vec<u64> = (0..1000).map(|word| word * 0x0123_4567_89ab).collect();
    link.send(&[header(Frame::Run, 0, 0), 1, header(Frame::Write, 0, 1000)])
        .unwrap();
    link.send(&words).unwrap();
    link.receive(&mut [0; 2]).unwrap();
    let mut back = vec![0; 1000];
    link.send(&[header(Frame::Read, 0, 1000)]).unwrap();
    link.receive(&mut back).unwrap();
    assert_eq!(back, words);
}
