//! Everything that the page says, as data.

use serde::Serialize;

use crate::PaperError;
use crate::anda::AndaReport;
use crate::chip::Chip;
use crate::claims::Claim;
use crate::compare::{Against, BATCHES, Point, Ratio, Setting, prompt};
use crate::constants::{Constants, Entry};
use crate::element_table::Row;
use crate::elements::Elements;
use crate::published::{Harmonia, Published, Quality};
use crate::readings::{self, Reading, Reference, ShareRow};
use crate::rtl::RtlReport;
use crate::sensitivity::{Headline, Sensitivity};
use crate::shapes::Shape;
use crate::systems::{Rule, System};
use crate::workload::{Pass, Phase};

/// The system model's answers.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whose elements the systems are made of.
    pub library: String,
    /// What the paper claims.
    pub harmonia: Harmonia,
    /// Each claim beside ours.
    pub claims: Vec<Claim>,
    /// The model beside Anda's tables.
    pub anda: AndaReport,
    /// The model beside the Verilog's counters.
    pub rtl: RtlReport,
    /// The paper's figures by length under every reading.
    pub readings: Vec<Reading>,
    /// Ours at 3/3 by length.
    pub lengths: Vec<Line>,
    /// One token of eight sequences, ours at 3/3 and 4/4, by length.
    pub decode: Vec<Line>,
    /// The model of `energy`.
    pub energy_model: String,
    /// Where a prompt's energy goes.
    pub energy: Vec<EnergyTable>,
    /// Shares of FP16 units at equal area.
    pub shares: Vec<ShareRow>,
    /// Before any constant is changed.
    pub headline: Headline,
    /// Each constant halved and doubled.
    pub sensitivity: Vec<Sensitivity>,
    /// The model of `roofline`.
    pub roofline_model: String,
    /// 10^9 bytes a second of memory.
    pub bandwidth: f64,
    /// Systems under their roofs.
    pub roofline: Vec<Roof>,
    /// What formats of keys and values cost.
    pub quality: Vec<Quality>,
    /// Measured elements, where there are any.
    pub measured: Option<Elements>,
    /// Those side by side.
    pub elements: Vec<Row>,
    /// Every constant.
    pub constants: Vec<Entry>,
    /// The models.
    pub shapes: Vec<Shape>,
    /// Every pass; a file of its own.
    #[serde(skip)]
    pub points: Vec<Point>,
    /// Every ratio; a file of its own.
    #[serde(skip)]
    pub against: Vec<Against>,
}

/// Ratios by length.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Of what is compared.
    pub system: &'static str,
    /// With what.
    pub name: &'static str,
    /// One for each length.
    pub ratios: Vec<Ratio>,
}

/// Energy of a prompt by system.
#[derive(Clone, Debug, Serialize)]
pub struct EnergyTable {
    /// Tokens of the prompt.
    pub tokens: u64,
    /// System by system.
    pub rows: Vec<EnergyRow>,
}

/// Energy of a system.
#[derive(Clone, Debug, Serialize)]
pub struct EnergyRow {
    /// Which.
    pub name: &'static str,
    /// Where there is little room.
    #[serde(skip)]
    pub short: &'static str,
    /// Compute, SRAM, DRAM, relative to all of FP16's.
    pub parts: [f64; 3],
}

/// A system and its passes.
#[derive(Clone, Debug, Serialize)]
pub struct Roof {
    /// Which.
    pub name: &'static str,
    /// 10^9 products a second of its array in linear layers.
    pub ceiling: f64,
    /// Decoding of 1, 8 and 32 sequences, a prompt.
    pub points: Vec<RoofPoint>,
}

/// A pass.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RoofPoint {
    /// Products for each byte of memory.
    pub intensity: f64,
    /// 10^9 products a second.
    pub rate: f64,
}

/// Where the energy of prompts is looked at, as Anda does.
const ENERGY_MODEL: &str = "Llama-2-13B";
const ROOFLINE_MODEL: &str = "Llama-3-8B";

impl Report {
    /// Computes everything with some elements; `measured` are shown where there are any.
    ///
    /// # Errors
    /// Data that is wrong, elements that lack what a system is made of.
    pub fn new(
        published: &Published,
        elements: &Elements,
        measured: Option<Elements>,
    ) -> Result<Report, PaperError> {
        let (constants, entries) = Constants::read()?;
        let shapes = Shape::all()?;
        let setting = Setting {
            constants: &constants,
            elements,
            shapes: &shapes,
        };
        let readings = setting.readings(&published.harmonia)?;
        let claims = claims(&setting, published, &readings)?;
        let line = |reference: Reference| {
            Ok::<_, PaperError>(Line {
                system: System::Ours33.name(),
                name: reference.name(),
                ratios: setting.by_length(Rule::EqualOperations, System::Ours33, reference)?,
            })
        };
        let [figna, narrow, anda] =
            [System::Figna, System::FignaM8, System::Anda].map(Reference::One);
        let lengths = [figna, narrow, anda, Reference::Prior]
            .into_iter()
            .map(line);
        let mut lengths = lengths.collect::<Result<Vec<_>, _>>()?;
        let rule = Rule::EqualOperations;
        lengths.push(Line {
            system: System::Ours33.name(),
            name: "FIGNA, whole score matrix",
            ratios: setting.masked(true, rule, System::Ours33, figna)?,
        });
        let find = |name: &'static str| {
            let own = shapes.iter().find(|own| own.name == name);
            own.ok_or_else(|| PaperError::data("models.toml")(format!("there is no {name}")))
        };
        let energy = [2048, 16384].map(|tokens| energy(&setting, find(ENERGY_MODEL)?, tokens));
        Ok(Report {
            library: elements.library.clone(),
            harmonia: published.harmonia.clone(),
            claims,
            anda: AndaReport::new(published, &constants, &shapes)?,
            rtl: RtlReport::new()?,
            readings,
            lengths,
            decode: decode(&setting)?,
            energy_model: ENERGY_MODEL.into(),
            energy: energy.into_iter().collect::<Result<Vec<_>, _>>()?,
            shares: readings::shares(&setting)?,
            headline: Headline::of(&setting)?,
            sensitivity: Sensitivity::all(&setting, &entries)?,
            roofline_model: ROOFLINE_MODEL.into(),
            bandwidth: constants.dram_bandwidth,
            roofline: roofline(&setting, find(ROOFLINE_MODEL)?)?,
            quality: published.quality.clone(),
            elements: measured
                .iter()
                .flat_map(|own| Row::all(own, &published.anda))
                .collect(),
            measured,
            points: setting.points()?,
            against: setting.against()?,
            constants: entries,
            shapes,
        })
    }
}

/// Every claim, with the systems' elements and beside it with Anda's.
fn claims(
    setting: &Setting<'_>,
    published: &Published,
    readings: &[Reading],
) -> Result<Vec<Claim>, PaperError> {
    let paper = &published.harmonia;
    let mut claims = Claim::all(setting, paper, readings)?;
    let elements = published.anda.elements();
    let anda = Setting {
        elements: &elements,
        ..*setting
    };
    let beside = Claim::all(&anda, paper, &anda.readings(paper)?)?;
    for (own, other) in claims.iter_mut().zip(beside) {
        own.by_published = other.ours;
    }
    Ok(claims)
}

fn decode(setting: &Setting<'_>) -> Result<Vec<Line>, PaperError> {
    let mut lines = Vec::new();
    for system in System::OURS {
        for baseline in [System::Figna, System::FignaM8, System::Anda] {
            let ratios = crate::compare::LENGTHS.into_iter().map(|tokens| {
                let pass = Pass {
                    phase: Phase::Decode,
                    tokens,
                    batch: 8,
                };
                setting.ratio(Rule::EqualOperations, pass, system, baseline)
            });
            lines.push(Line {
                system: system.name(),
                name: baseline.name(),
                ratios: ratios.collect::<Result<Vec<_>, _>>()?,
            });
        }
    }
    Ok(lines)
}

fn energy(setting: &Setting<'_>, shape: &Shape, tokens: u64) -> Result<EnergyTable, PaperError> {
    let of = |system: System| {
        let chip = Chip::new(
            system,
            Rule::EqualOperations,
            setting.constants,
            setting.elements,
        )?;
        Ok::<_, PaperError>(chip.run(shape, prompt(tokens)).energy)
    };
    let base = of(System::Fp16)?.total();
    let row = |system: System| {
        let own = of(system)?;
        Ok(EnergyRow {
            name: system.name(),
            short: match system {
                System::Fp16Int4 => "FP16xINT4",
                System::Harmonia => "Harmonia",
                _ => system.name(),
            },
            parts: [own.compute(), own.sram, own.dram].map(|part| part / base),
        })
    };
    Ok(EnergyTable {
        tokens,
        rows: System::ALL
            .into_iter()
            .map(row)
            .collect::<Result<Vec<_>, PaperError>>()?,
    })
}

fn roofline(setting: &Setting<'_>, shape: &Shape) -> Result<Vec<Roof>, PaperError> {
    let Setting {
        constants,
        elements,
        ..
    } = *setting;
    let rule = Rule::EqualOperations;
    let systems = [
        System::Fp16,
        System::Figna,
        System::FignaM8,
        System::Anda,
        System::Ours33,
    ];
    let roof = |system: System| {
        let chip = Chip::new(system, rule, constants, elements)?;
        let decode = BATCHES.map(|batch| Pass {
            phase: Phase::Decode,
            tokens: 4096,
            batch,
        });
        let points = decode.into_iter().chain([prompt(4096)]).map(|pass| {
            let own = chip.run(shape, pass);
            RoofPoint {
                intensity: own.macs / own.dram_bytes,
                rate: own.macs / own.cycles * constants.clock_mhz / 1e3,
            }
        });
        let macs = system.engines(rule, constants, elements)?.linear.macs;
        Ok(Roof {
            name: system.name(),
            ceiling: macs * constants.clock_mhz / 1e3,
            points: points.collect(),
        })
    };
    systems.into_iter().map(roof).collect()
}
