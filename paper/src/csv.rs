//! A report's tables as CSV.

use crate::report::Report;
use crate::sensitivity::Headline;

impl Report {
    /// Every pass of every model on every system.
    pub(crate) fn points_csv(&self) -> String {
        let head = "rule,system,model,phase,tokens,batch,cycles,array_cycles,memory_cycles,vector_cycles,macs,dram_bytes,\
                    array_pj,converter_pj,vector_pj,sram_pj,dram_pj\n";
        let rows = self.points.iter().map(|own| {
            let (pass, out) = (own.pass, &own.outcome);
            let energy = out.energy;
            let numbers = [
                out.cycles,
                out.busy[0],
                out.busy[1],
                out.busy[2],
                out.macs,
                out.dram_bytes,
                energy.array,
                energy.converter,
                energy.vector,
                energy.sram,
                energy.dram,
            ];
            let numbers = numbers.map(|own| format!("{own:.4e}")).join(",");
            format!(
                "{},\"{}\",{},{:?},{},{},{numbers}\n",
                own.rule.name(),
                own.system.name(),
                own.model,
                pass.phase,
                pass.tokens,
                pass.batch
            )
        });
        head.to_owned() + &rows.collect::<String>()
    }

    /// Every ratio.
    pub(crate) fn ratios_csv(&self) -> String {
        let rows = self.against.iter().map(|own| {
            format!(
                "{},\"{}\",{},{:?},{},{},{:.4},{:.4}\n",
                own.rule.name(),
                own.system.name(),
                own.baseline.name(),
                own.pass.phase,
                own.pass.tokens,
                own.pass.batch,
                own.ratio.speed,
                own.ratio.energy
            )
        });
        "rule,system,baseline,phase,tokens,batch,speed,energy\n".to_owned()
            + &rows.collect::<String>()
    }

    /// Every constant, halved and doubled.
    pub(crate) fn sensitivity_csv(&self) -> String {
        let names = [
            "speed_2048",
            "speed_16384",
            "energy_2048",
            "energy_16384",
            "area_speed_2048",
            "area_speed_16384",
            "decode_speed",
            "decode_energy",
        ];
        let line = |name: &str, factor: &str, own: &Headline| {
            let values = own.values().map(|own| format!("{own:.4}")).join(",");
            format!("{name},{factor},{values}\n")
        };
        let rows = self
            .sensitivity
            .iter()
            .map(|own| line(&own.name, "0.5", &own.halved) + &line(&own.name, "2", &own.doubled));
        format!("constant,factor,{}\n", names.join(","))
            + &line("none", "1", &self.headline)
            + &rows.collect::<String>()
    }
}
