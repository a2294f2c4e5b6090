//! Variables that are drawn per learner, and their places in texts.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};

use crate::{
    id::{HomeId, LabId},
    lang::Text,
};

/// How a variable comes by its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variable {
    /// One of these.
    Pick(Vec<String>),
    /// An integer between both ends, which are included.
    Range(i64, i64),
    /// So many letters and digits.
    Token(usize),
    /// So many words joined by `-`.
    Words(usize),
}

pub type Values = BTreeMap<String, String>;

/// Easy to read aloud, to type, and the same in both languages' keyboards.
const WORDS: [&str; 64] = [
    "acacia", "alto", "ambre", "arcade", "argon", "atlas", "azur", "ballade", "banjo", "basalt", "bolero", "bronze",
    "cactus", "canyon", "cargo", "cello", "cobalt", "coral", "cosmos", "delta", "disco", "echo", "ember", "falcon",
    "fjord", "forte", "fugue", "galop", "garnet", "granit", "hibiscus", "indigo", "iris", "jade", "jasmin", "karma",
    "kiosk", "lagon", "lotus", "lynx", "mambo", "mango", "mistral", "nectar", "noir", "opal", "orbite", "oxygen",
    "panda", "polka", "prisma", "quartz", "radar", "rumba", "safran", "samba", "sonata", "tango", "tempo", "titan",
    "tulip", "vinyl", "zenith", "zinc",
];

/// Draws every variable. The same home and lab give the same values, and adding a variable changes no other.
pub fn draw(variables: &BTreeMap<String, Variable>, home: &HomeId, lab: &LabId) -> Values {
    variables
        .iter()
        .map(|(name, variable)| {
            let seed = Sha256::digest(format!("{home}\n{lab}\n{name}"));
            let mut rng = ChaCha8Rng::from_seed(seed.into());
            (name.clone(), variable.draw(&mut rng))
        })
        .collect()
}

impl Variable {
    fn draw(&self, rng: &mut ChaCha8Rng) -> String {
        match self {
            Variable::Pick(choices) => choices[rng.random_range(0..choices.len())].clone(),
            Variable::Range(from, to) => rng.random_range(*from..=*to).to_string(),
            Variable::Token(length) => {
                // Without 0, 1, I, O and l, which are mistaken for each other.
                const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
                (0..*length).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
            }
            Variable::Words(count) => {
                let words: Vec<&str> = (0..*count).map(|_| WORDS[rng.random_range(0..WORDS.len())]).collect();
                words.join("-")
            }
        }
    }
}

/// Replaces each `{{name}}` that `values` knows, and leaves the others as they are.
pub fn fill(text: &str, values: &Values) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_place(rest) {
        match values.get(name) {
            Some(value) => {
                out.push_str(before);
                out.push_str(value);
            }
            None => out.push_str(&rest[..rest.len() - after.len()]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// [`fill`] in both languages.
pub fn fill_both(text: &Text, values: &Values) -> Text {
    text.map(|text| fill(text, values))
}

/// The names in `{{…}}` with the line each stands in, from 1.
pub fn places(text: &str) -> Vec<(u32, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, name, after)) = next_place(rest) {
        let line = text[..text.len() - after.len()].matches('\n').count() + 1;
        found.push((u32::try_from(line).unwrap_or(u32::MAX), name));
        rest = after;
    }
    found
}

/// What stands before the next `{{name}}`, the name, and what follows.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find("{{")?;
        let inner = &text[open + 2..];
        let close = inner.find("}}")?;
        let name = inner[..close].trim();
        if is_name(name) {
            return Some((&text[..open], name, &inner[close + 2..]));
        }
        from = open + 2;
    }
}

/// Whether `name` may name a variable: a letter, then letters, digits and `_`.
pub fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 40
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_strangers_stay() {
        let values = Values::from([("port".into(), "8123".into())]);
        assert_eq!(
            fill("on {{port}} and {{ port }}: {{other}} {{ .Labels.job }}", &values),
            "on 8123 and 8123: {{other}} {{ .Labels.job }}"
        );
        assert_eq!(places("a\n{{x}}\n\n{{ y }}"), [(2, "x"), (4, "y")]);
    }

    #[test]
    fn draws_hold_still_and_do_not_touch_each_other() {
        let (home, lab) = (HomeId::from("a1"), LabId::from("first-pipeline"));
        let mut variables = BTreeMap::from([
            ("port".to_owned(), Variable::Range(8100, 8999)),
            ("pass".to_owned(), Variable::Token(16)),
        ]);
        let first = draw(&variables, &home, &lab);
        variables.insert("code".into(), Variable::Words(2));
        let second = draw(&variables, &home, &lab);
        assert_eq!(first["port"], second["port"], "a new variable changes no other");
        assert_eq!(first["pass"].len(), 16);
        let port: i64 = first["port"].parse().expect("a range gives an integer");
        assert!((8100..=8999).contains(&port), "{port} is in its range");
        assert_ne!(draw(&variables, &HomeId::from("b2"), &lab)["pass"], first["pass"], "another learner draws another");
    }
}
