//! Registers with feedback.

use super::circuit::Op;
use super::word::Word;
use std::borrow::Borrow;
use std::ops::Deref;

/// A register with feedback: of control, or of a stage of a pipeline. It can be used as the word that [`State::get`]
/// gives.
#[derive(Clone)]
pub struct State {
    word: Word,
}

impl State {
    pub(super) fn new(word: Word) -> Self {
        State { word }
    }

    /// The value before the next clock edge.
    pub fn get(&self) -> &Word {
        &self.word
    }

    /// The value after the clock edge at which an item of the state's stage has set it: one stage later.
    pub fn after(&self) -> Word {
        Word {
            stage: self.word.stage.map(|s| s + 1),
            ..self.word.clone()
        }
    }

    /// Gives the value after the next clock edge; once.
    #[track_caller]
    pub fn set(&self, value: &Word) {
        self.check(&[value]);
        let mut graph = self.word.graph.borrow_mut();
        let ruled = graph.rules.contains_key(&self.word.id);
        let Op::Register { next, .. } = &mut graph.nodes[self.word.id].op else {
            unreachable!("a state is a register")
        };
        let earlier = next.replace(value.id);
        drop(graph);
        self.check_once(earlier.is_none() && !ruled);
    }

    /// Gives the next value for cycles in which `enable` is set; the state holds otherwise.
    #[track_caller]
    pub fn set_if(&self, enable: &Word, value: &Word) {
        self.set(&enable.mux(&value.as_unsigned(), &self.word));
    }

    /// *When* the condition holds, *then* the state becomes the value, a word or a number. Of several rules the
    /// first whose condition holds counts; where none does, the state stays.
    ///
    /// ```
    /// # use harmonia_hdl::expr::Leaf;
    /// # let mut leaf = Leaf::new("counter", "Counts.");
    /// # let [clear, step] = ["clear", "step"].map(|name| leaf.control(name, 1));
    /// let count = leaf.state("count", 8, 0);
    /// let next = count.wrapping_add(&leaf.constant(1, 8));
    /// count.when(&clear, 0).when(&step, &next);
    /// # leaf.output("counted", &count);
    /// # let verilog = leaf.build().verilog();
    /// # assert!(verilog.contains("    if (clear) count <= 8'd0;\n    else if (step) count <= count + 8'd1;"), "{verilog}");
    /// ```
    #[track_caller]
    pub fn when(&self, condition: &Word, value: impl Value) -> &Self {
        let value = value.word(&self.word);
        condition.check_bit("a condition");
        self.check(&[&value, condition]);
        let mut graph = self.word.graph.borrow_mut();
        let open = matches!(
            graph.nodes[self.word.id].op,
            Op::Register { next: None, .. }
        );
        let rules = graph.rules.entry(self.word.id).or_default();
        rules.push((condition.id, value.id));
        drop(graph);
        self.check_once(open);
        self
    }

    /// The value that the rules given so far make of the state, for what must know it a cycle early. No rule
    /// can follow.
    #[track_caller]
    pub fn next(&self) -> Word {
        let next = self.word.graph.borrow_mut().settle(self.word.id);
        let Some(id) = next else {
            panic!(
                "leaf {}: the state {} has no rules",
                self.word.leaf(),
                self.word
            );
        };
        Word {
            id,
            ..self.word.clone()
        }
    }

    /// Refuses a first word that is no value for the state, and words of another stage or leaf.
    #[track_caller]
    fn check(&self, words: &[&Word]) {
        let leaf = self.word.leaf();
        let value = words[0];
        assert!(
            self.word.width == value.width,
            "leaf {leaf}: the state is {}, its next value {value}",
            self.word
        );
        for word in words {
            let control = self.word.stage.is_none() && word.stage.is_some();
            assert!(
                !control,
                "leaf {leaf}: the state {} is set by {word}: declare it with `state_at`, or say `leaves` where the value leaves \
                 its pipeline",
                self.word
            );
            Word::join(&[&self.word, word]);
        }
        Word::join(words);
    }

    #[track_caller]
    fn check_once(&self, once: bool) {
        assert!(
            once,
            "leaf {}: the state {} has one next value",
            self.word.leaf(),
            self.word
        );
    }
}

impl Deref for State {
    type Target = Word;

    fn deref(&self) -> &Word {
        &self.word
    }
}

impl Borrow<Word> for State {
    fn borrow(&self) -> &Word {
        &self.word
    }
}

impl Borrow<Word> for &State {
    fn borrow(&self) -> &Word {
        &self.word
    }
}

/// What a state becomes: a word, or a number of as many bits as the state has.
pub trait Value {
    /// The value as a word beside the state's.
    fn word(self, state: &Word) -> Word;
}

impl Value for &Word {
    fn word(self, _: &Word) -> Word {
        self.as_unsigned()
    }
}

impl Value for &State {
    fn word(self, _: &Word) -> Word {
        self.word.clone()
    }
}

impl Value for u128 {
    #[track_caller]
    fn word(self, state: &Word) -> Word {
        state.constant(self, state.width)
    }
}
