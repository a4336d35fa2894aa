//! Unpacks a weight beat into multiplier operands.
//!
//! Two weights that meet the same activation share one 18 x 18 multiplier:
//!
//! ```text
//! operand = w1 * 2^13 + w0      17         13 12           0
//!                              +-------------+--------------+
//!                              | w1 - (w0<0) | w0, extended |
//!                              +-------------+--------------+
//! a * operand = (a * w1) * 2^13 + a * w0,   |a * w0| <= 255 * 15 < 2^12
//! ```
//!
//! so the low 13 bits of the product are `a * w0`, and the rest is `a * w1` less the borrow of a negative low part (bit 12),
//! which the adder tree gives back through its carry inputs. A weight is a 5-bit signed digit here: a signed nibble
//! (INT4, and the high half of INT8), an unsigned one (INT4 with a minimum, and the low half of INT8), or a digit of a key or value
//! from -15 to 15, whose fifth bit comes with the beat. The scale of keys and values, (8 + f) 2^(E - 25), is one of FP16's without a sign: mantissa
//! 8 + f, exponent field E. They have no minimum.

use super::stage::{ACCEPT, ADDRESS, FETCHED, OPERAND, SUM};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::{
    GROUP, KV_BEAT_BITS, OPERAND_BITS, SCALE_BITS, SCALE_EXPONENT_BITS, WEIGHT_BEAT_BITS, scale,
};
use harmonia_contract::Field;
use harmonia_contract::beat::{KV_EXPONENT, KV_FRACTION};

/// Lanes that one register chooses beats for.
const SELECTED_LANES: usize = 8;
/// Cycles that `select_kv` takes to all lanes.
pub const SELECT_LEAD: usize = GROUP / SELECTED_LANES;

crate::leaf_block! {
    /// See the module's documentation. Latency: beat at ACCEPT, operands at OPERAND, scales at SUM. No back-pressure.
    /// `select_kv` chooses between the beats, and must stand [`SELECT_LEAD`] cycles before the first of them.
    pub struct Unpack(describe()) {
        /// A beat of weights: 32 nibbles for each of two outputs, then scale and minimum of each, FP16. At stage
        /// ACCEPT.
        in weights: WEIGHT_BEAT_BITS,
        /// A beat of keys or values: 32 nibbles for each of two outputs, a scale of each, then the digits'
        /// fifth bits. At stage ACCEPT.
        in kv: KV_BEAT_BITS,
        /// `kv` is unpacked; else `weights`. Stands four cycles before a command's first beat and until its last.
        in select_kv: 1,
        /// Nibbles of weights are signed, -8 to 7; else 0 to 15. At stage ACCEPT; low for `kv`, whose digits
        /// bring their signs.
        in signed_nibbles: 1,
        /// The nibbles of the beat are kept, until others are; never with `use_kept`. At stage ACCEPT.
        in keep: 1,
        /// The nibbles that were kept are unpacked in the place of the beat's, at the earliest two cycles after them. Those and its
        /// scales must be of one group. At stage ACCEPT.
        in use_kept: 1,
        /// 32 multiplier operands, w1 * 2^13 + w0 of a lane's two digits; at stage OPERAND.
        out operands: GROUP * OPERAND_BITS,
        /// Scale and minimum of the even output, each as a signed mantissa and the exponent of an FP16 number; at
        /// stage SUM.
        out scale_0: SCALE_BITS,
        /// The same for the odd output.
        out scale_1: SCALE_BITS
    }
}

/// The circuit of [`Unpack`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "unpack",
        "Weight or KV beat to multiplier operands w1 * 2^13 + w0, and scales to signed mantissa and exponent.",
    );
    let weights = leaf.input("weights", WEIGHT_BEAT_BITS);
    let kv = leaf.input("kv", KV_BEAT_BITS);
    // From register to register: lanes lie all over the device, where the multipliers are.
    let mut select_kv = leaf.control("select_kv", 1);
    let selected: Vec<Word> = (0..SELECT_LEAD)
        .map(|part| {
            select_kv = select_kv
                .register_from_zero()
                .named(&format!("selected_kv_{part}"));
            select_kv.enters(ACCEPT)
        })
        .collect();
    let signed = leaf.input("signed_nibbles", 1);
    let nibbles = 4 * GROUP;
    let scales = 2 * nibbles;
    let minima = scales + 32;
    // The fifth bits depend on the format, for all lanes: a register for each half of them. Of equal registers a synthesiser would make one.
    let unsigned = (!&signed).at(ADDRESS);
    let signed = [signed.at(ADDRESS), !&unsigned];
    // The same of what chooses between this beat and the one that was kept. That one is kept a cycle later: twice as many registers.
    let [keep, use_kept] = ["keep", "use_kept"].map(|name| leaf.input(name, 1));
    let use_beat = (!&use_kept).at(ADDRESS);
    let use_kept = [use_kept.at(ADDRESS), !&use_beat];
    let [keeps, passes] = [keep.at(ADDRESS), (!&keep).at(ADDRESS)];
    let keep = [
        keeps.at(FETCHED),
        !&(!&keeps).at(FETCHED),
        !&passes.at(FETCHED),
        (!&passes).at(FETCHED),
    ];
    let minimum_fields = weights.slice(minima, 32).at(ADDRESS);
    let weights_scales = weights.slice(scales, 32).at(ADDRESS);
    // A bit for each lane of one register's lanes.
    let bits = |registers: &[Word]| {
        let run = |bit: &Word| bit.as_signed().extend(GROUP / registers.len());
        let runs: Vec<Word> = registers.iter().map(run).collect();
        concat(&runs.iter().collect::<Vec<_>>())
    };
    let selects = bits(&selected).named("select_kv_lanes");
    // None for weights.
    let tops = |output| {
        let tops = kv.slice(WEIGHT_BEAT_BITS + GROUP * output, GROUP);
        (&tops & &selects).at(ADDRESS)
    };
    let half = |beat: &Word, width: usize, output: usize| beat.slice(width * output, width);
    let lanes = leaf.lanes(
        "lanes",
        GROUP,
        &lane(),
        &[
            ("weights_0", &half(&weights, nibbles, 0)),
            ("weights_1", &half(&weights, nibbles, 1)),
            ("kv_0", &half(&kv, nibbles, 0)),
            ("kv_1", &half(&kv, nibbles, 1)),
            ("select_kv", &selects),
            ("kv_top_0", &tops(0)),
            ("kv_top_1", &tops(1)),
            ("signed_nibble", &bits(&signed).named("signed_lanes")),
            ("keep", &bits(&keep).named("keep_lanes")),
            ("use_kept", &bits(&use_kept).named("use_kept_lanes")),
        ],
    );
    leaf.output_at("operands", &lanes.output("operand"), OPERAND);
    for output in 0..2 {
        let (d, d_exponent) = decode_fp16(&weights_scales.slice(16 * output, 16));
        let (m, m_exponent) = decode_fp16(&minimum_fields.slice(16 * output, 16));
        let [d, d_exponent, m, m_exponent] = [d, d_exponent, m, m_exponent].map(|w| w.register());
        let kv_scale = kv.slice(scales + 16 * output, 16);
        let of_kv = |field: Field| kv_scale.slice(field.low, field.bits).at(ADDRESS).register();
        let kv_d = concat(&[&of_kv(KV_FRACTION), &leaf.constant(1, 1)]);
        let chosen = selected[0].at(ADDRESS).register();
        let bundle = scale::pack(&[
            chosen.mux(&kv_d.extend(12), &d.as_unsigned()),
            chosen.mux(&of_kv(KV_EXPONENT), &d_exponent.extend(SCALE_EXPONENT_BITS)),
            chosen.mux(&leaf.constant(0, 12), &m.as_unsigned()),
            m_exponent,
        ]);
        leaf.output_at(&format!("scale_{output}"), &bundle.at(SUM), SUM);
        let used = KV_EXPONENT.low + KV_EXPONENT.bits;
        leaf.unused(&kv_scale.slice(used, 16 - used));
    }
    leaf.unused(&kv.slice(minima, 32));
    leaf.build()
}

/// A lane: both outputs' digits, and the operand that they make.
#[named]
fn lane() -> Circuit {
    let mut leaf = Leaf::new(
        "unpack_lane",
        "The digits of a lane's two weights as one multiplier operand.",
    );
    leaf.means(&[
        ("weights_0", "Nibble of a weight of the even output; at stage ACCEPT, as the next four ports."),
        ("weights_1", "The same of the odd output."),
        ("kv_0", "Nibble of a key or value of the even output."),
        ("kv_1", "The same of the odd output."),
        ("select_kv", "The keys or values count; else the weights."),
        ("kv_top_0", "Fifth bit of the digit of the key or value of the even output, 0 for weights; a cycle later, as the next three ports."),
        ("kv_top_1", "The same of the odd output."),
        ("signed_nibble", "The nibbles are of weights, and signed."),
        ("use_kept", "The nibbles that were kept count; else those of this cycle."),
        ("keep", "The nibbles are kept, for the second beat after theirs or later ones; another cycle later."),
        ("operand", "Both digits as a multiplier's operand; at stage OPERAND."),
    ]);
    let pair = |leaf: &mut Leaf, name: &str, width, stage| {
        [0, 1].map(|output| leaf.input_at(&format!("{name}_{output}"), width, stage))
    };
    let weights = pair(&mut leaf, "weights", 4, ACCEPT);
    let kv = pair(&mut leaf, "kv", 4, ACCEPT);
    let select_kv = leaf.input_at("select_kv", 1, ACCEPT);
    let kv_top = pair(&mut leaf, "kv_top", 1, ADDRESS);
    let keep = leaf.input_at("keep", 1, FETCHED);
    let use_kept = leaf.input_at("use_kept", 1, ADDRESS);
    let signed = leaf.input_at("signed_nibble", 1, ADDRESS);
    let [w0, w1] = [0, 1].map(|output| {
        let nibble = select_kv.mux(&kv[output], &weights[output]).at(ADDRESS);
        let kept = leaf.state_at(&format!("kept_{output}"), 4, 0, FETCHED);
        let earlier = kept.get().leaves().enters(ADDRESS);
        let nibble = use_kept.mux(&earlier, &nibble);
        let top = &kv_top[output] | (&nibble.bit(3) & &signed);
        let digit = concat(&[&nibble, &top]).register();
        kept.set_if(&keep, &digit.slice(0, 4));
        digit.as_signed().named(&format!("digit_{output}"))
    });
    leaf.output_at("operand", &operand(&w0, &w1).register(), OPERAND);
    leaf.build()
}

/// `w1 * 2^13 + w0` of two 5-bit digits, in 18 bits; of two negative ones, w1 is above -16.
#[named]
pub fn operand(w0: &Word, w1: &Word) -> Word {
    let borrow = w0.sign().as_signed(); // -1 where w0 is negative
    let high = w1.wrapping_add(&borrow.extend(w1.width()));
    concat(&[&w0.extend(13), &high])
}

/// An FP16 number as signed mantissa (12 bits) and exponent field with subnormals at 1 (5 bits):
/// `value = mantissa * 2^(exponent - 25)`. Infinities and NaN never get here: the host rejects them.
#[named]
fn decode_fp16(bits: &Word) -> (Word, Word) {
    let exponent = bits.slice(10, 5);
    let normal = exponent.any_bit();
    let magnitude = concat(&[&bits.slice(0, 10), &normal]);
    let negative = bits.sign();
    let flipped = &magnitude.extend(12) ^ &negative.as_signed().extend(12).as_unsigned();
    let mantissa = flipped.wrapping_add(&negative.extend(12));
    // 0 | 1 = 1, and a normal exponent keeps its value.
    let lowest = &exponent.bit(0) | !&normal;
    (mantissa, concat(&[&lowest, &exponent.slice(1, 4)]))
}
