//! Lines that fit a screen: statements broken where a reader would pause.

/// Characters of a line, at most.
const LONGEST: usize = 120;
/// How much further in a statement goes on.
const FURTHER: usize = 8;
/// Where a line may be broken, at the blank: the loosest binding first.
const BREAKS: [&[&str]; 5] = [
    &[", ", " ? ", " : ", " <= "],
    &[" | "],
    &[" ^ ", " & "],
    &[" == ", " < "],
    &[" + ", " - ", " * "],
];

/// The text with every statement in lines that fit.
pub(crate) fn wrap(text: &str) -> String {
    text.lines().map(|line| wrapped(line) + "\n").collect()
}

fn wrapped(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let comment = line.trim_start().starts_with("//");
    let further = match comment {
        true => format!("{}// ", " ".repeat(indent)),
        false => " ".repeat(indent + FURTHER),
    };
    let (mut lines, mut rest) = (Vec::new(), line.to_owned());
    while rest.len() > LONGEST {
        let Some(end) = end(&rest, further.len(), comment) else {
            break;
        };
        lines.push(rest[..end].trim_end().to_owned());
        rest = further.clone() + rest[end..].trim_start();
    }
    lines.push(rest);
    lines.join("\n")
}

/// Where a line that is too long is broken: in its right half if it can be, and there outside as many
/// brackets, and at as loose an operator, as possible.
fn end(line: &str, further: usize, comment: bool) -> Option<usize> {
    let mut depth = 0;
    let mut places = Vec::new();
    for (at, letter) in line.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        let rest = &line[at..];
        let binding = match comment {
            true => rest.starts_with(' ').then_some(0),
            false => BREAKS
                .iter()
                .position(|breaks| breaks.iter().any(|b| rest.starts_with(b))),
        };
        if let Some(binding) = binding
            && at > further
        {
            // A comma stays with what it ends.
            let at = at + usize::from(letter == ',');
            let left = at < LONGEST / 2;
            places.push((
                left,
                if comment { 0 } else { depth },
                binding,
                std::cmp::Reverse(at),
            ));
        }
    }
    places
        .into_iter()
        .min()
        .map(|(.., std::cmp::Reverse(at))| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_statement_is_broken_outside_its_brackets_and_nothing_of_it_is_lost() {
        let parts: Vec<String> = (0..40)
            .map(|i| format!("(first_{i} & second_{i})"))
            .collect();
        let long = format!("    wire any = {};", parts.join(" | "));
        let text = wrap(&long);
        assert!(text.lines().all(|line| line.len() <= LONGEST), "{text}");
        assert!(
            text.lines()
                .skip(1)
                .all(|line| line.starts_with("            | (first_")),
            "{text}"
        );
        let words = |text: &str| {
            text.split_whitespace()
                .map(String::from)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&text), words(&long));
    }

    #[test]
    fn a_long_comment_goes_on_as_a_comment() {
        let text = wrap(&format!(
            "    // {}",
            "one word after another ".repeat(8).trim_end()
        ));
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(
            text.lines()
                .all(|line| line.starts_with("    // ") && line.len() <= LONGEST),
            "{text}"
        );
    }
}
