//! Samples, medians, ratios and how they are shown.

use anyhow::Result;
use serde_json::{Value, json};

/// One line of the report: ours beside one reference.
pub struct Row {
    pub name: &'static str,
    pub ours: f64,
    pub reference: f64,
    /// What the reference is, for people.
    pub beside: &'static str,
    pub unit: &'static str,
    pub goal: Goal,
}

#[derive(Clone, Copy)]
pub enum Goal {
    RatioAtMost(f64),
    RatioAtLeast(f64),
    /// In the row's unit.
    OursAtMost(f64),
}

impl Row {
    pub fn ratio(&self) -> f64 {
        self.ours / self.reference
    }

    fn met(&self) -> bool {
        match self.goal {
            Goal::RatioAtMost(most) => self.ratio() <= most,
            Goal::RatioAtLeast(least) => self.ratio() >= least,
            Goal::OursAtMost(most) => self.ours <= most,
        }
    }
}

impl Goal {
    fn text(self) -> String {
        match self {
            Self::RatioAtMost(most) => format!("ratio <= {most}"),
            Self::RatioAtLeast(least) => format!("ratio >= {least}"),
            Self::OursAtMost(most) => format!("ours <= {most}"),
        }
    }
}

/// One thing that is measured: gives one sample.
pub type Sampler<'a> = Box<dyn FnMut() -> Result<f64> + 'a>;

/// Takes one sample of each in turn, `count` times, so that whatever slows the machine down slows all of them. The first
/// round only warms up and is left out. Gives the median of each.
pub fn interleaved(count: usize, samplers: &mut [(&str, Sampler)]) -> Result<Vec<f64>> {
    let mut samples = vec![Vec::with_capacity(count); samplers.len()];
    for round in 0..=count {
        for (at, (_, sample)) in samplers.iter_mut().enumerate() {
            let value = sample()?;
            if round > 0 {
                samples[at].push(value);
            }
        }
    }
    for ((name, _), values) in samplers.iter().zip(&mut samples) {
        values.sort_by(f64::total_cmp);
        let (least, most) = (values[0], values[values.len() - 1]);
        eprintln!("  {name:<34} median {:.3}, from {least:.3} to {most:.3}, {} samples", median(values), values.len());
    }
    Ok(samples.iter().map(|values| median(values)).collect())
}

/// Of values in order, of which there is at least one.
fn median(values: &[f64]) -> f64 {
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}

pub fn json(rows: &[Row]) -> Value {
    let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
    let one = |row: &Row| {
        json!({
            "name": row.name,
            "ours": round(row.ours),
            "reference": round(row.reference),
            "unit": row.unit,
            "ratio": round(row.ratio()),
            "goal": row.goal.text(),
        })
    };
    rows.iter().map(one).collect()
}

pub fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "\n{:<26} {:>10} {:>10} {:<5} {:>7}  {:<14} {:<5} beside\n",
        "", "ours", "reference", "", "ratio", "goal", ""
    );
    for row in rows {
        let met = if row.met() { "met" } else { "MISSED" };
        text += &format!(
            "{:<26} {:>10.3} {:>10.3} {:<5} {:>7.2}  {:<14} {met:<6} {}\n",
            row.name,
            row.ours,
            row.reference,
            row.unit,
            row.ratio(),
            row.goal.text(),
            row.beside
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_leave_the_warm_up_out() {
        let mut slow = [90.0, 3.0, 1.0, 2.0, 40.0].into_iter();
        let mut samplers: Vec<(&str, Sampler)> = vec![("a", Box::new(|| Ok(slow.next().unwrap_or(0.0))))];
        assert_eq!(interleaved(4, &mut samplers).expect("nothing fails"), [2.5]);
    }

    #[test]
    fn the_json_has_the_documented_shape() {
        let row =
            Row { name: "start", ours: 0.6, reference: 0.5, beside: "x", unit: "s", goal: Goal::RatioAtMost(1.2) };
        let expect = json!([{"name": "start", "ours": 0.6, "reference": 0.5, "unit": "s", "ratio": 1.2, "goal": "ratio <= 1.2"}]);
        assert_eq!(json(&[row]), expect);
    }
}
