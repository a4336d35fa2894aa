//! Machines that execute whole passes: `plan`, `--device machine`.

use crate::harness::{error, harmonia, json};

#[test]
fn a_plan_says_what_lies_where_and_less_memory_leaves_layers_to_the_host() {
    let plan = |memory: &str| json(&["plan", "--memory", memory]);
    let (whole, half) = (plan("32M"), plan("850k"));
    assert_eq!(whole["machine_layers"], 5);
    assert_eq!(whole["machine_head"], true);
    assert_eq!(half["machine_head"], false);
    assert_eq!(half["machine_layers"], 3);
    for plan in [whole, half] {
        let parts = plan["parts"].as_array().unwrap();
        let bytes: u64 = parts
            .iter()
            .map(|part| part["bytes"].as_u64().unwrap())
            .sum();
        let free = plan["free_bytes"].as_u64().unwrap();
        assert_eq!(bytes + free, plan["memory_bytes"].as_u64().unwrap());
    }
}

#[test]
fn a_machine_is_compared_with_the_emulator_layer_by_layer() {
    let report = json(&[
        "compare", "--a", "machine", "--b", "emulator", "--tokens", "4",
    ]);
    assert_eq!(report["identical"], true);
    assert!(report["values"].as_u64().unwrap() > 0);
}

#[test]
fn a_machine_writes_the_text_of_the_emulator() {
    let run = |device: &[&str]| {
        let options = ["run", "--prompt", "And he", "--tokens", "12", "--device"];
        json(&[&options[..], device].concat())["text"].clone()
    };
    let text = run(&["emulator"]);
    assert_eq!(run(&["machine"]), text);
    // Layers that have no room are the host's; passes of two tokens.
    let small = ["--memory", "850k", "--pass-tokens", "2", "--context", "32"];
    assert_eq!(run(&[&["machine"][..], &small].concat()), text);
}

#[test]
fn what_a_machine_cannot_have_is_refused() {
    for (options, code) in [
        (&["plan", "--memory", "32k"][..], "plan.memory"),
        (&["plan", "--vectors", "256"], "plan.too_wide"),
        (&["plan", "--kv-offset", "online"], "plan.online_offsets"),
        (
            &["run", "--device", "machine", "--memory", "32k"],
            "plan.memory",
        ),
        (
            &["run", "--device", "emulator", "--context", "64"],
            "device.no_machine",
        ),
        (
            &["compare", "--a", "machine", "--b", "f32"],
            "device.machine_attends",
        ),
    ] {
        let message = error(&mut harmonia(options));
        assert!(message.contains(&format!("error[{code}]")), "{message}");
    }
}
