//! The merge loop that byte-level BPE and SentencePiece share.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A pair of neighbours that may become one symbol.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate<P, S> {
    // The order of the fields is the order of the heap: priority, then the leftmost.
    priority: P,
    left: Reverse<usize>,
    right: usize,
    /// What the two were when the candidate was made: if they are not any more, it is stale.
    parts: (S, S),
    joined: S,
}

/// Joins neighbouring symbols, the pair of highest priority first and the leftmost of equals, until no
/// pair can be joined.
///
/// `join` says what two neighbours become, and with which priority. Takes O(n log n) for n symbols.
pub(super) fn merge<S, P>(symbols: Vec<S>, join: impl Fn(S, S) -> Option<(P, S)>) -> Vec<S>
where
    S: Copy + Ord,
    P: Ord,
{
    let count = symbols.len();
    let mut symbols: Vec<Option<S>> = symbols.into_iter().map(Some).collect();
    // The living neighbours of each symbol; `count` stands for none.
    let mut next: Vec<usize> = (1..=count).collect();
    let mut previous: Vec<usize> = (0..count)
        .map(|i| i.checked_sub(1).unwrap_or(count))
        .collect();

    let candidate = |symbols: &[Option<S>], left: usize, right: usize| {
        let parts = (
            *symbols.get(left)?.as_ref()?,
            *symbols.get(right)?.as_ref()?,
        );
        let (priority, joined) = join(parts.0, parts.1)?;
        Some(Candidate {
            priority,
            left: Reverse(left),
            right,
            parts,
            joined,
        })
    };
    let mut heap: BinaryHeap<_> = (1..count)
        .filter_map(|right| candidate(&symbols, right - 1, right))
        .collect();
    while let Some(best) = heap.pop() {
        let (left, right) = (best.left.0, best.right);
        if symbols[left] != Some(best.parts.0) || symbols[right] != Some(best.parts.1) {
            continue;
        }
        symbols[left] = Some(best.joined);
        symbols[right] = None;
        next[left] = next[right];
        if let Some(previous) = previous.get_mut(next[left]) {
            *previous = left;
        }
        heap.extend(candidate(&symbols, previous[left], left));
        heap.extend(candidate(&symbols, left, next[left]));
    }
    symbols.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Symbols are ranges of the text; pairs join when their text is in the list, earlier first.
    fn words(text: &str, list: &[&str]) -> Vec<String> {
        let symbols = (0..text.len()).map(|i| (i, i + 1)).collect();
        let merged = merge(symbols, |left: (usize, usize), right| {
            let joined = (left.0, right.1);
            let rank = list
                .iter()
                .position(|word| *word == &text[joined.0..joined.1])?;
            Some((Reverse(rank), joined))
        });
        merged
            .into_iter()
            .map(|(start, end)| text[start..end].to_owned())
            .collect()
    }

    #[test]
    fn best_pair_first_then_leftmost() {
        assert_eq!(words("aaa", &["aa"]), ["aa", "a"]);
        assert_eq!(words("abc", &["bc", "ab"]), ["a", "bc"]);
        assert_eq!(words("abc", &["ab", "bc", "abc"]), ["abc"]);
        assert_eq!(words("abcabc", &["ab", "cab", "abc"]), ["ab", "cab", "c"]);
    }

    #[test]
    fn nothing_to_do() {
        assert!(words("", &["aa"]).is_empty());
        assert_eq!(words("xyz", &["aa"]), ["x", "y", "z"]);
    }

    /// A quadratic loop would not end this within the patience of a test.
    #[test]
    fn long_runs_are_not_quadratic() {
        let text = "a".repeat(1 << 18);
        assert_eq!(words(&text, &["aa", "aaaa"]).len(), 1 << 16);
    }
}
