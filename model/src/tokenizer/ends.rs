//! Tokens that end a text or a turn, and others whose text says more than their type.
//!
//! Files declare the types and roles of such tokens wrongly or not at all, so their names count too. The
//! names and exceptions are llama.cpp's.

use super::vocabulary::TokenKind;

/// End a text or a turn, whatever their type.
const ENDS: [&str; 22] = [
    "<|eot_id|>",
    "<|im_end|>",
    "<|end|>",
    "<|return|>",
    "<|call|>",
    "<|flush|>",
    "<|calls|>",
    "<end_of_turn>",
    "<|endoftext|>",
    "</s>",
    "<|eom_id|>",
    "<EOT>",
    "_<EOT>",
    "[EOT]",
    "[EOS]",
    "<|end_of_text|>",
    "<end_of_utterance>",
    "<eos>",
    "<turn|>",
    "<|tool_response>",
    "<\u{ff5c}end\u{2581}of\u{2581}sentence\u{ff5c}>",
    "[e~[",
];
/// Padding, repository and file marks of infilling: the key of their role, and their names where the file
/// does not have the key. A model that writes one has ended.
pub(super) const INFILLING_ENDS: [(&str, &[&str]); 3] = [
    (
        "fim_pad",
        &["<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]"],
    ),
    (
        "fim_rep",
        &[
            "<|fim_repo|>",
            "<|repo_name|>",
            "<fim-repo>",
            "<REPO>",
            "<reponame>",
        ],
    ),
    ("fim_sep", &["<|file_sep|>"]),
];
/// Marks of infilling: control tokens, whatever their type.
const CONTROL: [&str; 24] = [
    "<|fim_prefix|>",
    "<fim-prefix>",
    "<fim_prefix>",
    "<\u{ff5c}fim\u{2581}begin\u{ff5c}>",
    "<PRE>",
    "\u{2581}<PRE>",
    "<|code_prefix|>",
    "<|prefix|>",
    "<|fim_suffix|>",
    "<fim-suffix>",
    "<fim_suffix>",
    "<\u{ff5c}fim\u{2581}hole\u{ff5c}>",
    "<SUF>",
    "\u{2581}<SUF>",
    "<|code_suffix|>",
    "<|suffix|>",
    "<|fim_middle|>",
    "<fim-middle>",
    "<fim_middle>",
    "<\u{ff5c}fim\u{2581}end\u{ff5c}>",
    "<MID>",
    "\u{2581}<MID>",
    "<|code_middle|>",
    "<|middle|>",
];
/// Marks in a message that are always shown.
const SHOWN: [&str; 4] = ["<|channel|>", "<|message|>", "<|start|>", "<|constrain|>"];

/// The tokens that end a text: those `declared` by the file and those of a known name. Sets the types that
/// names imply.
///
/// `id`: the token of a text.
pub(super) fn find(
    id: impl Fn(&str) -> Option<u32>,
    kinds: &mut [TokenKind],
    mut declared: Vec<u32>,
) -> Vec<u32> {
    let mut set = |names: &[&str], kind: TokenKind| -> Vec<u32> {
        let ids: Vec<u32> = names.iter().filter_map(|name| id(name)).collect();
        ids.iter().for_each(|id| kinds[*id as usize] = kind);
        ids
    };
    set(&CONTROL, TokenKind::Control);
    declared.extend(set(&ENDS, TokenKind::Control));
    set(&SHOWN, TokenKind::UserDefined);

    // In two families a name of the list does not end a turn: with these beside it, it ends a part.
    let has = |name| id(name).is_some();
    let calls = has("<|call|>") || has("<|calls|>");
    if calls && (has("<|return|>") || has("<|flush|>")) {
        let part = set(&["<|end|>"], TokenKind::UserDefined);
        declared.retain(|id| !part.contains(id));
    }
    if has("<|tool_response>") {
        let text = set(&["</s>"], TokenKind::Normal);
        declared.retain(|id| !text.contains(id));
    }
    declared
}
