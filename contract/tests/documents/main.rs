//! The tables of `docs/` that state the contract are the contract's.
//!
//! ```text
//! <!-- contract: NAME -->
//!
//! | a table, written by this test |
//!
//! <!-- contract: end -->
//! ```

#![allow(clippy::unwrap_used)]

mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tables::TABLES;
use walkdir::WalkDir;

const REWRITE: &str = "HARMONIA_REWRITE_TABLES";
const BEGIN: &str = "<!-- contract: ";
const END: &str = "<!-- contract: end -->\n";

fn documents() -> Vec<PathBuf> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let entries = WalkDir::new(docs).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("docs/ can be read").into_path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect()
}

/// A document with its tables made anew, and their names.
fn rendered(text: &str) -> Result<(String, Vec<String>), String> {
    let (mut out, mut names, mut rest) = (String::new(), Vec::new(), text);
    while let Some(at) = rest.find(BEGIN) {
        let name = rest[at + BEGIN.len()..]
            .split(" -->\n")
            .next()
            .unwrap_or_default();
        let known = TABLES.iter().find(|(known, _)| *known == name);
        let (_, table) = known.ok_or_else(|| format!("there is no table `{name}`"))?;
        let begun = at + BEGIN.len() + name.len() + " -->\n".len();
        let end = rest[begun..]
            .find(END)
            .ok_or_else(|| format!("table `{name}` has no end"))?;
        out += &format!("{}\n{}\n{END}", &rest[..begun], table());
        names.push(name.to_owned());
        rest = &rest[begun + end + END.len()..];
    }
    Ok((out + rest, names))
}

#[test]
fn tables_in_documents_are_those_of_the_contract() {
    let rewrite = std::env::var_os(REWRITE).is_some();
    let mut found = BTreeSet::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let (right, names) = rendered(&text).unwrap_or_else(|why| panic!("{path:?}: {why}"));
        for name in names {
            assert!(
                found.insert(name.clone()),
                "{path:?}: table `{name}` stands twice"
            );
        }
        if rewrite {
            fs::write(&path, right).unwrap();
        } else {
            let line = text
                .lines()
                .zip(right.lines())
                .position(|(is, right)| is != right);
            assert!(
                text == right,
                "{path:?}, line {}: a table is not what the contract says. Write it with\n\n    \
                 {REWRITE}=1 cargo test -p harmonia-contract --test documents\n\n\
                 The document should be:\n\n{right}",
                line.map_or(right.lines().count(), |line| line + 1),
            );
        }
    }
    let all: BTreeSet<String> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, all, "each table stands in a document");
}

#[test]
fn a_wrong_table_an_unknown_one_and_one_without_end_are_noticed() {
    let right = format!(
        "a\n{BEGIN}registers -->\n\n{}\n{END}b\n",
        tables::registers()
    );
    assert_eq!(
        rendered(&right),
        Ok((right.clone(), vec!["registers".to_owned()]))
    );
    let wrong = right.replace("| 7 |", "| 8 |");
    assert_ne!(wrong, right);
    assert_eq!(rendered(&wrong).unwrap().0, right);
    let unknown = right.replace("registers -->", "register -->");
    assert_eq!(
        rendered(&unknown),
        Err("there is no table `register`".to_owned())
    );
    let open = right.replace(END, "");
    assert_eq!(
        rendered(&open),
        Err("table `registers` has no end".to_owned())
    );
}

#[test]
fn what_a_board_says_of_itself_has_the_fingerprint_of_the_contract() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/board.md");
    let text = fs::read_to_string(path).unwrap();
    let contract = text.lines().find_map(|line| line.strip_prefix("contract "));
    let fingerprint = format!("{:08x}", harmonia_contract::fingerprint::fingerprint());
    let written = contract.and_then(|rest| rest.split_whitespace().next());
    assert_eq!(written, Some(&fingerprint[..]), "docs/board.md");
}
