//! The link as a whole: see [`super`].

use super::boundary::{self, Boundary};
use super::buffer::Buffer;
use super::identity::{self, Identity};
use super::receiver::Receiver;
use super::session::{self, Session};
use super::slots::Slots;
use super::transmitter::Transmitter;
use super::uart_receiver::{self, UartReceiver};
use super::uart_transmitter::{self, UartTransmitter};
use super::{BYTE, Header, Packet, Rate, State};
use crate::attention::layout::WORD_BITS;
use crate::stream::{Sink, Source};
use rust_hdl::prelude::*;

/// A system's words over two pins.
#[derive(LogicBlock, Default)]
pub struct SerialLink {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// From the host.
    pub rx: Signal<In, Bits<1>>,
    /// To the host.
    pub tx: Signal<Out, Bits<1>>,
    /// Frames of the host, for the system.
    pub up: Source<WORD_BITS>,
    /// Answers of the system.
    pub down: Sink<WORD_BITS>,
    /// Memory and state, for who asks (`docs/link.md`).
    pub found: Signal<In, Bits<WORD_BITS>>,
    /// There is a connection.
    pub open: Signal<Out, Bits<1>>,
    uart_receiver: UartReceiver,
    receiver: Receiver,
    session: Session,
    buffer: Buffer,
    boundary: Boundary,
    slots: Slots,
    identity: Identity,
    transmitter: Transmitter,
    uart_transmitter: UartTransmitter,
}

impl SerialLink {
    /// The link of a board that says this of itself, at a rate in bits per second. Its clock is the board's.
    ///
    /// # Panics
    /// When a number of the board does not fit its field, or a bit has no more than two cycles.
    pub fn new(board: &harmonia_contract::Identity, baud: u64) -> Self {
        let rate = Rate::new(board.clock as u64, baud);
        SerialLink {
            uart_receiver: UartReceiver::new(uart_receiver::describe(rate)),
            uart_transmitter: UartTransmitter::new(uart_transmitter::describe(rate)),
            session: Session::new(session::describe(board.fingerprint)),
            boundary: Boundary::new(boundary::describe(board.counters)),
            identity: Identity::new(identity::describe(&board.words())),
            ..Default::default()
        }
    }
}

impl Logic for SerialLink {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self,
            clock,
            uart_receiver,
            receiver,
            session,
            buffer,
            boundary,
            slots,
            identity,
            transmitter,
            uart_transmitter
        );
        // Up.
        self.uart_receiver.pin.next = self.rx.val();
        self.receiver.octet.next = self.uart_receiver.octet.val();
        self.receiver.valid.next = self.uart_receiver.valid.val();
        self.receiver.key.next = self.session.state.key.val();
        Header::join(&mut self.receiver.packet, &mut self.session.packet);
        self.buffer.word.next = self.receiver.word.val();
        self.buffer.word_valid.next = self.receiver.word_valid.val();
        self.buffer.ended.next = self.receiver.packet.ended.val();
        self.buffer.taken.next = self.session.taken.val();
        self.buffer.clear.next = self.session.restart.val();
        self.session.word.next = self.receiver.word.val();
        self.session.overrun.next = self.buffer.overrun.val();
        self.session.room.next = self.buffer.room.val();
        self.session.ending.next = self.boundary.ending.val();
        Source::<WORD_BITS>::join(&mut self.buffer.words, &mut self.boundary.words);
        self.boundary.restart.next = self.session.restart.val();
        Source::<WORD_BITS>::link(&mut self.up, &mut self.boundary.up);

        // Down.
        Sink::<WORD_BITS>::link(&mut self.down, &mut self.boundary.down);
        Source::<WORD_BITS>::join(&mut self.boundary.answers, &mut self.slots.words);
        self.slots.given_back.next = self.session.given_back.val();
        self.slots.gives_back.next = self.session.gives_back.val();
        self.slots.resend.next = self.receiver.resend.val();
        self.slots.asks.next = self.session.asks.val();
        self.slots.restart.next = self.session.restart.val();
        Packet::join(&mut self.slots.packet, &mut self.transmitter.packet);
        State::join(&mut self.session.state, &mut self.transmitter.state);
        self.identity.place.next = self.transmitter.packet.place.val();
        self.identity.found.next = self.found.val();
        self.transmitter.identity.next = self.identity.octet.val();
        Source::<BYTE>::join(
            &mut self.transmitter.bytes,
            &mut self.uart_transmitter.bytes,
        );
        self.tx.next = self.uart_transmitter.pin.val();
        self.open.next = self.session.state.open.val();
    }
}
