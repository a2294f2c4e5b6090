//! Both languages say the same: the same commands, `code`, numbers, variables and links, text by text.
//!
//! What is prose in one language and code in the other is not looked at; what stands in one only is a finding.

use std::collections::BTreeSet;

use super::Lab;
use crate::{
    finding::{Finding, Report},
    lang::{Lang, Text},
};

pub fn same(lab: &Lab, findings: &mut Vec<Finding>) {
    for (place, text) in prose(lab) {
        compare(&mut Report { file: "fr.md", findings }, &place, text);
    }
    for (place, text) in labels(lab) {
        compare(&mut Report { file: "lab.yaml", findings }, &place, text);
    }
}

/// The sections of `en.md` and `fr.md`.
fn prose(lab: &Lab) -> impl Iterator<Item = (String, &Text)> {
    let tasks = lab.tasks.iter().map(|task| (task.id.to_string(), &task.text));
    [("story".to_owned(), &lab.story)].into_iter().chain(tasks).chain([("debrief".to_owned(), &lab.debrief)])
}

/// The texts of `lab.yaml` that a learner reads as sentences.
fn labels(lab: &Lab) -> impl Iterator<Item = (String, &Text)> {
    let of_tasks = lab.tasks.iter().flat_map(|task| {
        let hints = task.hints.iter().zip(1..).map(move |(hint, n)| (format!("{}, hint {n}", task.id), &hint.text));
        let messages = &task.check.messages;
        hints.chain(messages.iter().map(move |(code, text)| (format!("{}, message {code}", task.id), text)))
    });
    [("summary".to_owned(), &lab.summary)].into_iter().chain(of_tasks)
}

fn compare(report: &mut Report, place: &str, text: &Text) {
    let (en, fr) = (Items::of(&text.en, Lang::En), Items::of(&text.fr, Lang::Fr));
    let kinds = [
        ("command", &en.commands, &fr.commands),
        ("code", &en.code, &fr.code),
        ("number", &en.numbers, &fr.numbers),
        ("link", &en.links, &fr.links),
    ];
    for (what, en, fr) in kinds {
        for item in en.difference(fr) {
            report.add(0, "lint-only-in-english", &[("what", what), ("item", item), ("place", place)]);
        }
        for item in fr.difference(en) {
            report.add(0, "lint-only-in-french", &[("what", what), ("item", item), ("place", place)]);
        }
    }
}

/// What has to stand in both languages.
#[derive(Debug, Default)]
struct Items {
    commands: BTreeSet<String>,
    code: BTreeSet<String>,
    numbers: BTreeSet<String>,
    links: BTreeSet<String>,
}

impl Items {
    fn of(text: &str, lang: Lang) -> Self {
        let mut items = Self::default();
        let mut prose = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(info) = line.trim_start().strip_prefix("```") else {
                prose.push_str(line);
                prose.push('\n');
                continue;
            };
            let runs = ["sh", "bash", "console"].iter().any(|shell| info.split_whitespace().next() == Some(shell));
            for line in lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")) {
                // Comments are in the reader's language.
                if runs && !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                    items.commands.insert(line.trim().to_owned());
                }
            }
        }
        let mut words = String::new();
        for (at, part) in prose.split('`').enumerate() {
            if at % 2 == 0 {
                words.push_str(part);
            } else {
                items.code.insert(part.split_whitespace().collect::<Vec<_>>().join(" "));
                words.push('`');
            }
        }
        let mut rest = String::new();
        for (at, part) in words.split("](").enumerate() {
            match part.split_once(')') {
                Some((url, after)) if at > 0 => {
                    items.links.insert(url.trim().to_owned());
                    rest.push_str(after);
                }
                _ => rest.push_str(part),
            }
        }
        items.numbers = numbers(&rest, lang);
        items
    }
}

/// Numbers in digits, written one way: `1,000.5`, `1 000,5` and `01000.5` are the same. Digits that belong to a name
/// (`web1`) are none.
fn numbers(text: &str, lang: Lang) -> BTreeSet<String> {
    let signs: Vec<char> = text.chars().collect();
    let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let (mut found, mut at) = (BTreeSet::new(), 0);
    while at < signs.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let named = at > 0 && (signs[at - 1].is_alphabetic() || signs[at - 1] == '_');
        let mut number = String::new();
        loop {
            match signs.get(at) {
                Some(sign) if sign.is_ascii_digit() => number.push(*sign),
                Some('.') if digit(at + 1) => number.push('.'),
                Some(',') if digit(at + 1) && lang == Lang::Fr => number.push('.'),
                Some(',') if digit(at + 1) => {}
                Some('\u{a0}' | '\u{202f}') if digit(at + 1) && lang == Lang::Fr => {}
                _ => break,
            }
            at += 1;
        }
        if !named {
            let plain = number.trim_start_matches('0');
            found.insert(if plain.is_empty() || plain.starts_with('.') {
                format!("0{plain}")
            } else {
                plain.to_owned()
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        let en = numbers("At 09:30, 1,000 lines in 0.3 s on web1, release 2.42", Lang::En);
        let fr = numbers("À 9 h 30, 1\u{202f}000 lignes en 0,3 s sur web1, version 2.42", Lang::Fr);
        assert_eq!(en, fr);
        assert_eq!(en.into_iter().collect::<Vec<_>>(), ["0.3", "1000", "2.42", "30", "9"]);
    }

    #[test]
    fn what_stands_in_one_language_only_is_found() {
        let text = Text {
            en: "Run `ls -l` on port 8010, see [the manual](https://a.example/x).\n```sh\nmake test\n# a word\n```\n"
                .into(),
            fr: "Lancez `ls` sur le port 8011, voir [le manuel](https://a.example/y).\n```sh\nmake\n# un mot\n```\n"
                .into(),
        };
        let mut findings = Vec::new();
        compare(&mut Report { file: "fr.md", findings: &mut findings }, "story", &text);
        let said: Vec<_> = findings.iter().map(|f| (f.id, f.args[0].1.as_str(), f.args[1].1.as_str())).collect();
        let (en, fr) = ("lint-only-in-english", "lint-only-in-french");
        assert_eq!(
            said,
            [
                (en, "command", "make test"),
                (fr, "command", "make"),
                (en, "code", "ls -l"),
                (fr, "code", "ls"),
                (en, "number", "8010"),
                (fr, "number", "8011"),
                (en, "link", "https://a.example/x"),
                (fr, "link", "https://a.example/y"),
            ]
        );
    }
}
