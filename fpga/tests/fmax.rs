//! The flow against the real tools, on a small design.

#![allow(clippy::unwrap_used)]

use std::sync::Mutex;
use std::time::Duration;

use harmonia_fpga::{
    Device, Fmax, FmaxReport, Port, Sharing, Synthesis, Toolbox, Wrapper, temporary_folder,
};

const GENERATED: &str = include_str!("designs/generated.v");

fn port(name: &str) -> Port {
    let name = name.into();
    Port { name, width: 16 }
}

#[test]
fn one_run_places_every_seed_and_critical_paths_lead_to_the_generators_source() {
    let wrapper = Wrapper::new("generated", "clock", &[port("x")], &[port("y")]).unwrap();
    let flow = Fmax {
        synthesis: Synthesis {
            top: "generated",
            verilog: GENERATED,
            wrapper: Some(&wrapper),
            options: &["-nowidelut"],
            apart: &[],
            in_pins: &[],
            units: &[],
            sharing: Sharing::default(),
            places: &[],
        },
        device: &Device {
            size: "25k".into(),
            package: "CABGA256".into(),
            speed_grade: 6,
        },
        constraints: None,
        target_mhz: 50.0,
        rip_up: true,
        seeds: 2,
        jobs: 2,
        time_limit: Duration::from_secs(3600),
    };
    let said = Mutex::new(Vec::new());
    let say = |text| said.lock().unwrap().push(text);
    let folder = temporary_folder().unwrap();
    let report = flow
        .run(&Toolbox::from_environment(), folder.path(), &say)
        .unwrap();
    let said = said.into_inner().unwrap();
    assert_eq!(said[0], "synthesis");
    assert!(said.contains(&"placed 2 of 2 seeds".into()), "{said:?}");

    let seeds: Vec<_> = report.seeds.iter().map(|seed| seed.seed).collect();
    assert_eq!(seeds, [1, 2]);
    let text = report.to_string();
    for seed in &report.seeds {
        assert!(seed.fmax_mhz > 50.0, "{text}");
        let path = &seed.critical_paths[0];
        // From a register through adder and comparison to another: cells that synthesis has made anew.
        assert!(
            path.sources.contains(&"blocks/largest.gen:8".to_owned())
                && path.sources.contains(&"blocks/largest.gen:6".to_owned())
                && path.sources.contains(&"blocks/largest.gen:7".to_owned()),
            "{path:#?}"
        );
    }
    assert!(text.contains("made by blocks/largest.gen:"), "{text}");
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<FmaxReport>(&json).unwrap(), report);

    // What was placed is not placed again; a seed without time has no routing, and is said.
    let hurried = Fmax {
        seeds: 3,
        time_limit: Duration::ZERO,
        ..flow.clone()
    };
    let run = |flow: &Fmax<'_>| flow.run(&Toolbox::from_environment(), folder.path(), &|_| ());
    let second = run(&hurried).unwrap();
    assert_eq!((&second.seeds, &second.unrouted), (&report.seeds, &vec![3]));
    assert!(second.to_string().contains("seed 3 not routed"), "{second}");
    // Of another clock it is another placement.
    let other = Fmax {
        target_mhz: 51.0,
        rip_up: false,
        ..hurried
    };
    assert_eq!(run(&other).unwrap_err().code(), "tool.timed_out");
}
