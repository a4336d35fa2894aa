use std::fs;
use std::path::Path;

use super::*;

/// The time that the fixtures were made at: 2026-03-05, 09:07:03 and 42 microseconds.
const NOW: LocalTime = LocalTime {
    seconds: 1_772_701_623,
    microseconds: 42,
};

fn template(source: &str) -> ChatTemplate {
    let special_tokens = [("bos_token", "<|begin|>"), ("eos_token", "<|end|>")];
    ChatTemplate {
        source: source.to_owned(),
        special_tokens: special_tokens
            .map(|(name, text)| (name, text.to_owned()))
            .into(),
    }
}

fn messages(conversation: &serde_json::Value) -> Vec<Message> {
    let conversation = conversation.as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    conversation
        .map(|message| Message {
            role: text(&message["role"]),
            content: text(&message["content"]),
        })
        .collect()
}

/// Renders for one user who says `hello`.
fn render(source: &str) -> Result<String, String> {
    let message = Message {
        role: "user".to_owned(),
        content: "hello".to_owned(),
    };
    let rendered = template(source).render(&[message], NOW);
    rendered.map_err(|error| error.to_string())
}

#[test]
fn templates_give_the_prompts_that_transformers_gives() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let expected = fs::read_to_string(fixtures.join("chat.json")).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    let mut compared = 0;
    for (name, prompts) in expected["prompts"].as_object().unwrap() {
        let source = fs::read_to_string(fixtures.join(format!("chat/{name}.jinja"))).unwrap();
        for (conversation, expected_prompt) in prompts.as_object().unwrap() {
            let messages = messages(&expected["conversations"][conversation]);
            let rendered = template(&source).render(&messages, NOW);
            match (rendered, expected_prompt["prompt"].as_str()) {
                (Ok(rendered), Some(prompt)) => {
                    assert_eq!(rendered, prompt, "{name}, {conversation}")
                }
                (Err(error), None) => {
                    let words = expected_prompt["error"].as_str().unwrap();
                    assert!(
                        error.to_string().contains(words),
                        "{name}, {conversation}: {error}"
                    );
                }
                (rendered, _) => panic!("{name}, {conversation}: {rendered:?}, {expected_prompt}"),
            }
            compared += 1;
        }
    }
    assert!(compared >= 20 * 6, "only {compared} prompts were compared");
}

#[test]
fn lines_of_a_template_end_as_jinja_ends_them() {
    let rendered = render("a\r\n{% if true %}\r\nb{% endif %}\r\nc\rd\r\n").unwrap();
    assert_eq!(rendered, "a\nbc\nd");
}

#[test]
fn special_tokens_that_a_file_lacks_are_undefined() {
    let rendered = render("{{ bos_token is defined }}{{ pad_token is defined }}").unwrap();
    assert_eq!(rendered, "TrueFalse");
    let error = render("{{ pad_token + 'x' }}").unwrap_err();
    assert!(error.contains("undefined"), "{error}");
}

#[test]
fn threads_render_side_by_side() {
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for turn in 0..20 {
                    let source = format!("{{{{ messages[0].content }}}} {thread} {turn}");
                    assert_eq!(render(&source).unwrap(), format!("hello {thread} {turn}"));
                }
            });
        }
    });
}

#[test]
fn values_that_nest_without_end_are_an_error() {
    let grow = |step: &str, show: &str| {
        format!(
            "{{% set ns = namespace(x=['a'], y=['a']) %}}{{% for i in range(90000) %}}\
             {{% set ns.x = {step} %}}{{% endfor %}}{{{{ {show} }}}}"
        )
    };
    for (step, show) in [
        ("[ns.x]", "ns.x"),
        ("{'a': ns.x}", "ns.x"),
        ("(ns.x,)", "ns.x ~ 'a'"),
        ("[ns.x]", "ns.x | string | length"),
        ("[ns.x]", "ns.x | tojson"),
    ] {
        let error = render(&grow(step, show)).unwrap_err();
        assert!(
            error.contains("nest") || error.contains("fuel"),
            "{step}, {show}: {error}"
        );
    }
    let error = render("{% set ns = namespace(x=1) %}{% set ns.x = ns %}{{ ns }}").unwrap_err();
    assert!(error.contains("nest too deep"), "{error}");
}

#[test]
fn texts_that_grow_without_end_are_an_error() {
    let grow = |step: &str, show: &str| {
        format!(
            "{{% set ns = namespace(x='aaaaaaaaaaaaaaaa', l=['a']) %}}{{% for i in range(60) %}}\
             {{% set ns.x = {step} %}}{{% set ns.l = [ns.l, ns.l] %}}{{% endfor %}}{{{{ {show} }}}}"
        )
    };
    for (step, show) in [
        ("ns.x ~ ns.x", "ns.x | length"),
        ("ns.x + ns.x", "1"),
        ("ns.x * 1000", "1"),
        ("ns.x | replace('a', 'aaaaaaaa')", "1"),
        ("ns.x.replace('a', 'aaaaaaaa')", "1"),
        ("ns.x.join([ns.x, ns.x, ns.x])", "1"),
        ("[ns.x, ns.x] | join(ns.x)", "1"),
        ("'x'", "ns.l"),
        ("'x'", "ns.l | tojson | length"),
        ("'x'", "'%s' | format(ns.l) | length"),
        ("'x'", "'%1000000000d' | format(1)"),
        ("'x'", "'{:1000000000d}'.format(1) | length"),
        ("'x'", "'a' | center(1000000000)"),
        ("'x'", "'a'.ljust(1000000000)"),
        ("'x'", "'a\na' | indent(1000000000)"),
        ("'x'", "range(1000000000) | list | length"),
        ("'x'", "1 | tojson(indent=1000000000)"),
    ] {
        let error = render(&grow(step, show)).unwrap_err();
        assert!(
            ["fuel", "MB", "more than", "too many elements"]
                .iter()
                .any(|word| error.contains(word)),
            "{step}, {show}: {error}"
        );
    }
}

#[test]
fn work_without_end_is_an_error() {
    let loops = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}";
    let error = render(loops).unwrap_err();
    assert!(error.contains("fuel"), "{error}");
    // Few steps, 2^60 comparisons.
    let compared = "{% set ns = namespace(x=['a'], y=['a']) %}{% for i in range(60) %}\
        {% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}";
    let error = render(compared).unwrap_err();
    assert!(error.contains("more than"), "{error}");
}

#[test]
fn sources_that_nest_without_end_are_an_error() {
    let repeated = |text: &str| text.repeat(LONGEST / 2 / text.len());
    for source in [
        format!("{{{{ {}", repeated("[")),
        format!("{{{{ {}", repeated("{'a':")),
        repeated("{% if x %}"),
        repeated("{% for x in y %}"),
        format!("{{% macro f() %}}{}", repeated("{% call f() %}")),
        format!("{{% if x %}}{}", repeated("{% elif x %}")),
        // A comment's end is looked for from each of its beginnings.
        repeated("{#{{}}"),
    ] {
        render(&source).unwrap_err();
    }
    let error = render(&"a".repeat(LONGEST + 1)).unwrap_err();
    assert!(error.contains("bytes"), "{error}");
}

#[test]
fn sources_that_are_long_and_not_deep_are_rendered_or_refused() {
    const TIMES: usize = 20_000;
    for (before, part, after, text) in [
        ("", "-", "1", "1".to_owned()),
        ("", "not ", "1", "True".to_owned()),
        ("'a'", "|trim", "", "a".to_owned()),
        ("1", "+1", "", (TIMES + 1).to_string()),
        ("'a'", "~'a'", "", "a".repeat(TIMES + 1)),
    ] {
        let source = format!("{{{{ {before}{}{after} }}}}", part.repeat(TIMES));
        match render(&source) {
            Ok(rendered) => assert_eq!(rendered, text),
            Err(error) => assert!(
                ["nest", "fuel", "more than"]
                    .iter()
                    .any(|word| error.contains(word)),
                "{part}: {error}"
            ),
        }
    }
}

#[test]
fn a_panic_of_the_work_is_an_error() {
    let error = confined::run(|| panic!("from inside")).unwrap_err();
    assert!(error.contains("panicked"), "{error}");
}
