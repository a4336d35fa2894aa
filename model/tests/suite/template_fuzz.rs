//! Hostile chat templates never panic, hang or take memory out of proportion: they give a prompt or
//! they are refused. The number of inputs is that of the other [`fuzz`](crate::fuzz) tests.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use harmonia_model::Message;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::fuzz::cases;
use crate::tokens::with_template;

/// The templates of the fixtures.
static TEMPLATES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chat");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
});

/// What templates are made of.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    "{{ }} {% %} {{- -}} {%- -%} {# #} ( ) [ ] { } , . : | ~ + - * / // ** % = == != < >= in not and or \
    is if elif else endif for endfor set endset macro endmacro call endcall filter endfilter with \
    endwith raw endraw generation endgeneration break continue recursive block endblock include \
    messages message m x ns loop loop.index0 self tools role content namespace range dict joiner \
    strftime_now raise_exception tojson trim replace join map select selectattr sort groupby batch \
    indent center format split zfill defined none true 'a' '%d' 0 -1 100000 1e300"
        .split(' ')
        .collect()
});

/// One change of a template.
#[derive(Clone, Debug)]
enum Edit {
    Remove(Index, usize),
    Insert(Index, &'static str),
    Copy(Index, Index, usize),
    Cut(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        2 => (any::<Index>(), 1..20usize).prop_map(|(at, count)| Edit::Remove(at, count)),
        4 => (any::<Index>(), select(WORDS.as_slice())).prop_map(|(at, word)| Edit::Insert(at, word)),
        2 => (any::<Index>(), any::<Index>(), 1..80usize)
            .prop_map(|(from, to, count)| Edit::Copy(from, to, count)),
        1 => any::<Index>().prop_map(Edit::Cut),
    ]
}

fn apply(template: &str, edits: &[Edit]) -> String {
    let mut text: Vec<char> = template.chars().collect();
    for edit in edits {
        let place = |index: &Index, length: usize| index.index(length + 1);
        let length = text.len();
        match edit {
            Edit::Remove(at, count) => {
                let start = place(at, length);
                text.drain(start..length.min(start + count));
            }
            Edit::Insert(at, word) => {
                let start = place(at, length);
                text.splice(start..start, format!(" {word} ").chars());
            }
            Edit::Copy(from, to, count) => {
                let start = place(from, length);
                let copied = text[start..length.min(start + count)].to_vec();
                let start = place(to, length);
                text.splice(start..start, copied);
            }
            Edit::Cut(at) => text.truncate(place(at, length)),
        }
    }
    text.into_iter().collect()
}

/// Something deep or huge: a part of a source many times over, or a value that grows many times.
fn deep_or_huge() -> impl Strategy<Value = String> {
    let repeated = (
        select(vec![
            ("{{ ", "[", "]", " }}"),
            ("{{ ", "(", ")", " }}"),
            ("{{ ", "{'a':", "}", " }}"),
            ("{{ x", "[x", "]", " }}"),
            ("{{ f", "(f", ")", " }}"),
            ("{{ ", "-", "", "1 }}"),
            ("{{ ", "not ", "", "1 }}"),
            ("{{ 'a'", "~'a'", "", " }}"),
            ("{{ 1", "+1", "", " }}"),
            ("{{ 2", "**2", "", " }}"),
            ("{{ 'a'", "|trim", "", " }}"),
            ("{{ 'a'", ".strip()", "", " }}"),
            ("{{ 1", " if 1 else 1", "", " }}"),
            ("{{ 1", " is defined", "", " }}"),
            ("", "{% if 1 %}", "{% endif %}", ""),
            ("", "{% for m in messages %}", "{{ m }}{% endfor %}", ""),
            ("{% if 0 %}", "{% elif 0 %}", "", "{% endif %}"),
            ("", "{% generation %}", "{% endgeneration %}", ""),
            ("{% set x = 'a' %}", "{% set x = [x] %}", "", "{{ x }}"),
            (
                "{% set x = 'a' %}",
                "{% set x = x ~ x %}",
                "",
                "{{ x|length }}",
            ),
        ]),
        0..3000usize,
    );
    let repeated = repeated.prop_map(|((before, open, close, after), count)| {
        [before, &open.repeat(count), &close.repeat(count), after].concat()
    });
    // V is the value.
    let steps = [
        "V ~ V",
        "V + V",
        "V * 99",
        "[V]",
        "{'a': V}",
        "(V, 1)",
        "V[1:]",
        "V | list",
        "V | string",
        "V | tojson",
        "V | replace('a', 'aaa')",
        "[V, 'b'] | join(V)",
        "V | indent(99)",
        "V | center(9999)",
        "'%99999s' | format(V)",
        "'{:>99999}'.format(V)",
        "V.split('a')",
        "V | batch(1) | list",
        "namespace(a=V)",
        "dict(a=V)",
        "V | map('upper') | list",
        "V.rjust(99999)",
        "V | sort",
        "V | unique",
        "V | reverse",
        "V | sum",
        "V.items() | list",
        "V.replace('', 'aa')",
    ];
    let grown = (
        select(vec![
            "'aaaaaaaa'",
            "['a']",
            "{'a': 'a'}",
            "1",
            "messages",
            "range(99)",
        ]),
        prop::collection::vec(select(steps.to_vec()), 1..4),
        prop_oneof![9 => 1..24u32, 1 => Just(20_000)],
        select(vec![
            "x",
            "x | length",
            "x | tojson",
            "x ~ 'a'",
            "x | string",
            "1",
        ]),
    );
    let grown = grown.prop_map(|(start, steps, count, shown)| {
        let steps = steps.iter().map(|step| {
            let step = step.replace('V', "ns.x");
            format!("{{% set ns.x = {step} %}}")
        });
        format!(
            "{{% set ns = namespace(x={start}) %}}{{% for i in range({count}) %}}{}{{% endfor %}}\
             {{% set x = ns.x %}}{{{{ {shown} }}}}",
            steps.collect::<String>()
        )
    });
    prop_oneof![repeated, grown]
}

/// A prompt or an error of its own kind, nothing else.
fn exercise(template: &str) -> Result<(), TestCaseError> {
    let message = |role: &str, content: &str| Message {
        role: role.to_owned(),
        content: content.to_owned(),
    };
    let conversation = [
        message("system", "Be <brief>."),
        message("user", "na\u{ef}ve \u{1f600}"),
        message("assistant", "<think>a</think>b"),
        message("user", "x"),
    ];
    if let Err(error) = with_template(template).chat(&conversation) {
        let code = error.code();
        prop_assert!(code.starts_with("tokenizer."), "{}", code);
        prop_assert!(!error.to_string().contains("panicked"), "{}", error);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn mutated_templates(at in any::<Index>(), edits in prop::collection::vec(edit(), 1..6)) {
        exercise(&apply(at.get::<String>(&TEMPLATES), &edits))?;
    }

    #[test]
    fn made_up_templates(words in prop::collection::vec(select(WORDS.as_slice()), 0..40)) {
        exercise(&words.join(" "))?;
        exercise(&format!("{{{{ {} }}}}", words.join(" ")))?;
    }
}

proptest! {
    // These take some ten times as long.
    #![proptest_config(ProptestConfig::with_cases(cases() / 10))]

    #[test]
    fn deep_and_huge_templates(template in deep_or_huge()) {
        exercise(&template)?;
    }
}
