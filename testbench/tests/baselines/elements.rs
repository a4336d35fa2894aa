//! Whole elements, by the operands that power is measured with.

use super::leaves::Noise;
use super::operands::{finite_group, group};
use super::{CHUNK, run, word};
use half::f16;
use harmonia_hdl::baselines::{ELEMENTS, element};
use harmonia_numerics::baselines::{anda, figna, fp16};
use harmonia_numerics::{ACCUMULATOR_BITS, Accumulator};
use harmonia_testbench::baselines::{Cycle, DriveError, Half, OperandGroup, VALUES, drive};
use num_bigint::BigUint;

/// Groups of 64 that an element is given, and seed: it ends a chunk that each simulation takes.
const GROUPS: usize = 40_000;

/// Drives random groups through an element, and compares the FP32 sum behind each one's last cycle with what `adds` says that its parts
/// add, in order.
fn compare(name: &str, mode: &str, adds: impl Fn(&OperandGroup) -> Vec<f32>) {
    let element = element(name).expect("an element");
    let mut noise = Noise(0x1234_5678 + mode.len() as u64);
    let cycles_of_group =
        element.mode(mode).expect("a mode").cycles_per_group * VALUES / element.lanes;
    let per_chunk = CHUNK / cycles_of_group;
    let (mut compared, mut sum) = (0, 0f32);
    for _ in 0..GROUPS.div_ceil(per_chunk) {
        let groups: Vec<_> = (0..per_chunk)
            .map(|index| group(&mut noise, index))
            .collect();
        let cycles = drive(element, mode, &groups).expect("operands that it takes");
        assert_eq!(cycles.len(), per_chunk * cycles_of_group, "{mode}");
        let mut expected = Vec::new();
        for group in &groups {
            let parts = adds(group);
            let cycles_of_part = cycles_of_group / parts.len();
            for (part, x) in parts.iter().enumerate() {
                expected.resize(expected.len() + cycles_of_part - 1, sum);
                sum = if group.first && part == 0 {
                    0.0 + x
                } else {
                    sum + x
                };
                expected.push(sum);
            }
        }
        // Before a chunk's first group its sum is whatever it is at power-on.
        let known = cycles_of_group / adds(&groups[0]).len() - 1;
        run(&(element.circuit)(), [&cycles[..]], |cycle, output| {
            if cycle < known {
                return;
            }
            let (found, wanted) = (word(&output("sum")), expected[cycle]);
            let group = &groups[cycle / cycles_of_group];
            assert_eq!(
                found,
                wanted.to_bits(),
                "{name} {mode}, cycle {cycle}: {wanted:e}, {group:?}"
            );
            compared += 1;
        });
    }
    assert!(compared >= GROUPS, "{compared}");
}

fn halves(group: &OperandGroup) -> [Half; 2] {
    [0, 1].map(|half| Half::of(group, half))
}

#[test]
fn fp16_by_fp16() {
    compare("fp16_fp16", "FP16xFP16", |group| {
        let add = |half: &Half| fp16::products(&half.activations, &half.others);
        halves(group).iter().map(add).collect()
    });
}

#[test]
fn fp16_by_int4() {
    compare("fp16_int4", "FP16xINT4", |group| {
        let add =
            |half: &Half| fp16::scaled_products(&half.activations, &half.weights, group.scale);
        halves(group).iter().map(add).collect()
    });
}

fn figna_adds(group: &OperandGroup, bits: u32) -> Vec<f32> {
    let add = |half: &Half| {
        let aligned = figna::align(&half.activations, bits);
        figna::scaled_products(&aligned, &half.weights, group.scale)
    };
    halves(group).iter().map(add).collect()
}

#[test]
fn figna_of_14_bits() {
    compare("figna", "FP16xINT4", |group| figna_adds(group, 14));
}

#[test]
fn figna_of_8_bits() {
    compare("figna_m8", "M8W4", |group| figna_adds(group, 8));
}

#[test]
fn anda_of_4_to_8_planes() {
    for planes in 4..=8 {
        compare("anda", &format!("M{planes}"), |group| {
            let compressed = anda::compress(&group.activations, planes);
            vec![anda::scaled_products(
                &compressed,
                &group.weights,
                group.scale,
            )]
        });
    }
}

/// Ours in every mode, exact and as FP32, against the accumulator of the reference.
#[test]
fn harmonia_in_its_three_modes() {
    let mut noise = Noise(77);
    let (mut overflows, mut invalid) = (0, 0);
    for mode in ["M8W4", "M8M4", "M8M8"] {
        for _ in 0..2 {
            let count = CHUNK / 4;
            let groups: Vec<_> = (0..count)
                .map(|index| finite_group(&mut noise, index))
                .collect();
            let mut expected = Vec::new();
            let mut sum = Accumulator::default();
            for group in &groups {
                for (part, half) in halves(group).iter().enumerate() {
                    let digits = half.digits(mode, group.scale).expect("finite");
                    expected.resize(expected.len() + digits.passes.len() - 1, sum);
                    if group.first && part == 0 {
                        sum = Accumulator::default();
                    }
                    match half.block() {
                        Some(block) => digits.accumulate(&block, &mut sum),
                        None => sum.mark_invalid(),
                    }
                    expected.push(sum);
                }
            }
            let flags = |sum: &Accumulator| sum.flags();
            overflows += expected.iter().filter(|sum| flags(sum).overflow).count();
            invalid += expected.iter().filter(|sum| flags(sum).invalid).count();
            let bit = |set: bool| BigUint::from(set);
            for name in ["harmonia", "harmonia_fp32"] {
                let element = element(name).expect("an element");
                let cycles = drive(element, mode, &groups).expect("operands that it takes");
                run(&(element.circuit)(), [&cycles[..]], |cycle, output| {
                    let (wanted, of) = (&expected[cycle], format!("{name} {mode}, cycle {cycle}"));
                    let found = ["sum", "overflow", "invalidated"].map(output);
                    let wanted = if name == "harmonia" {
                        let register = wanted.register() & ((1 << ACCUMULATOR_BITS) - 1);
                        let marks = wanted.marks();
                        [
                            BigUint::from(register as u128),
                            bit(marks.overflow),
                            bit(marks.invalid),
                        ]
                    } else {
                        let outcome = wanted.finish();
                        let value = BigUint::from(outcome.value.to_bits());
                        [value, bit(outcome.overflow), bit(outcome.invalid)]
                    };
                    assert_eq!(found, wanted, "{of}");
                });
            }
        }
    }
    assert!(overflows > 100 && invalid > 100, "{overflows} {invalid}");
}

/// Every element's Verilog is a module of its name with the ports that it is driven by, in every mode.
#[test]
fn elements_are_driven_by_their_ports() {
    let groups = [finite_group(&mut Noise(3), 0)];
    for element in &ELEMENTS {
        assert!(
            element
                .verilog()
                .contains(&format!("module {} (", element.name))
        );
        for mode in element.modes {
            let cycles = drive(element, mode.name, &groups).expect("operands that it takes");
            assert_eq!(cycles.len(), mode.cycles_per_group * VALUES / element.lanes);
            let names = |cycle: &Cycle| {
                cycle
                    .iter()
                    .map(|(name, _)| (*name).to_owned())
                    .collect::<Vec<_>>()
            };
            let ports: Vec<_> = element.inputs().into_iter().map(|(name, _)| name).collect();
            assert_eq!(names(&cycles[0]), ports, "{}", element.name);
        }
    }
}

#[test]
fn operands_that_no_element_takes_are_refused() {
    let [ours, figna] = ["harmonia", "figna"].map(|name| element(name).expect("an element"));
    let group = finite_group(&mut Noise(4), 0);
    let mode = drive(ours, "M7", std::slice::from_ref(&group));
    assert!(matches!(mode, Err(DriveError::Mode { .. })), "{mode:?}");
    let mut wide = group.clone();
    wide.weights[63] = 8;
    let wide = drive(figna, "FP16xINT4", &[group.clone(), wide]);
    assert_eq!(
        wide,
        Err(DriveError::Weight {
            group: 1,
            weight: 8
        })
    );
    let mut endless = group.clone();
    endless.scale = f16::INFINITY;
    let refused = drive(ours, "M8W4", &[endless.clone()]);
    assert!(matches!(
        refused,
        Err(DriveError::NotFinite { what: "scale", .. })
    ));
    assert!(drive(figna, "FP16xINT4", &[endless]).is_ok());
    let mut none = group;
    none.others[40] = f16::NAN;
    let refused = drive(ours, "M8M8", &[none]);
    assert!(matches!(
        refused,
        Err(DriveError::NotFinite {
            what: "key or value",
            ..
        })
    ));
}
