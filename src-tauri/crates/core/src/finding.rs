//! What is wrong with a lab: where, and which message says so.
//!
//! The words stand in `texts/*/lint.ftl` under [`Finding::id`], with the remedy as its attribute `.hint`.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Relative to the lab, with `/`.
    pub file: String,
    /// From 1; none where it is about the file as a whole.
    pub line: Option<u32>,
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// Collects the findings of one file.
pub struct Report<'a> {
    pub file: &'a str,
    pub findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    pub fn add(&mut self, line: u32, id: &'static str, args: &[(&'static str, &str)]) {
        self.findings.push(Finding {
            file: self.file.to_owned(),
            line: (line > 0).then_some(line),
            id,
            args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        });
    }
}

/// The name in `known` that is most like `word`, where one is like it at all.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["hints", "needs", "check", "sabotage"];
        assert_eq!(nearest("hint", &known), Some("hints"));
        assert_eq!(nearest("sabotages", &known), Some("sabotage"));
        assert_eq!(nearest("colour", &known), None);
    }
}
