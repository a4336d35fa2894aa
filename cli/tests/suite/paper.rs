//! `harmonia paper`.

use std::fs;

use crate::harness::{contents, error, harmonia, json, output};

#[test]
fn without_anything_it_teaches() {
    let shown = output(&mut harmonia(&["paper"]));
    assert_eq!(shown.status.code(), Some(2));
    let help = String::from_utf8(shown.stderr).unwrap();
    assert!(
        help.contains("--part <PART>") && help.contains("Examples:"),
        "{help}"
    );
}

#[test]
fn the_committed_page_is_what_the_data_make() {
    let checked = json(&[
        "paper",
        "--part",
        "system",
        "--check",
        "--out",
        concat!(env!("CARGO_MANIFEST_DIR"), "/../docs"),
    ]);
    assert_eq!(checked["written"], false);
    assert_eq!(checked["files"].as_array().unwrap().len(), 8);
}

#[test]
fn a_second_run_writes_the_same_bytes_and_a_change_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let make = || {
        let made = json(&["paper", "--part", "system", "--out", out]);
        (
            made,
            contents(folder.path()),
            contents(&folder.path().join("paper")),
        )
    };
    let (made, page, data) = make();
    let rows = made["report"]["rtl"]["rows"].as_array().unwrap();
    assert!(
        rows.iter()
            .all(|row| row["error_percent"].as_f64().unwrap().abs() < 5.0),
        "{rows:?}"
    );
    assert_eq!(made["report"]["shapes"].as_array().unwrap().len(), 8);
    assert_eq!(make(), (made, page, data));

    let path = folder.path().join("paper/ratios.csv");
    fs::write(&path, "other").unwrap();
    let check = ["paper", "--part", "system", "--out", out, "--check"];
    let stale = error(&mut harmonia(&check));
    assert!(
        stale.starts_with("error[paper.stale]") && stale.contains("paper/ratios.csv"),
        "{stale}"
    );
}

#[test]
fn what_is_not_there_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = harmonia(&["paper", "--part", "system", "--elements", "measured"]);
    let missing = error(command.current_dir(folder.path()));
    assert!(
        missing.starts_with("error[paper.not_measured]"),
        "{missing}"
    );
    assert!(missing.contains("harmonia paper --part pe"), "{missing}");
    let mut command = harmonia(&["paper", "--part", "system", "--check"]);
    let nothing = error(command.current_dir(folder.path()));
    assert!(nothing.starts_with("error[check.nothing]"), "{nothing}");
    let text = output(&mut harmonia(&[
        "paper",
        "--part",
        "system",
        "--sensitivity",
        "--out",
        folder.path().to_str().unwrap(),
    ]));
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains("attention_macs") && text.contains("reproduced"),
        "{text}"
    );
}

#[test]
fn an_element_is_measured_alone_and_nothing_is_written() {
    let measured = json(&[
        "paper", "--part", "pe", "--only", "harmonia", "--seeds", "0",
    ]);
    let ours = &measured["elements"][0];
    assert_eq!(ours["name"], "harmonia");
    let modes = ours["modes"].as_array().unwrap();
    let energies = modes.iter().map(|mode| mode["energy_pj_per_mac"].as_f64());
    let energies: Vec<f64> = energies.map(Option::unwrap).collect();
    // M8W4, M8M4 and, in two cycles, M8M8.
    assert!(
        energies.len() == 3 && energies[2] > 1.5 * energies[1],
        "{energies:?}"
    );
    assert!(ours["area_um2"].as_f64().unwrap() > 0.0 && ours["ecp5"].is_null());

    let shown = output(&mut harmonia(&["paper", "--part", "pe", "--only", "tpu"]));
    assert_eq!(shown.status.code(), Some(2));
}
