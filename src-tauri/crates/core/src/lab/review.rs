//! What a catalogue asks of a lab beyond that it can be run: that wrong fixes are named for its checks to see, and that
//! both languages say the same. A learner may start a lab that lacks them; its author is told.

use super::{Lab, bilingual};
use crate::finding::{Finding, Report};

/// Of a lab that could be read.
pub fn review(lab: &Lab) -> Vec<Finding> {
    let mut findings = Vec::new();
    if lab.tasks.iter().all(|task| task.sabotage.is_empty()) {
        Report { file: "lab.yaml", findings: &mut findings }.add(0, "lint-no-sabotage", &[]);
    }
    bilingual::same(lab, &mut findings);
    findings.sort();
    findings.dedup();
    findings
}
