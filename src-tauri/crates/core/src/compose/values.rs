//! The small languages within Compose values: durations, sizes, command lines, ports, lists that may be mappings.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    finding::Report,
    yaml::{self, Node, Value},
};

/// A duration as Go writes it: `1.5s`, `1m30s`, `500ms`.
pub fn duration(node: &Node, what: &str, r: &mut Report<'_>) -> Option<Duration> {
    let text = node.scalar(what, r)?;
    let parsed = parse_duration(&text);
    if parsed.is_none() {
        r.add(node.line, "lint-duration", &[("what", what), ("value", &text)]);
    }
    parsed
}

fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut total = 0.0f64;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let unit_end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        total += number
            * match &rest[..unit_end] {
                "h" => 3600.0,
                "m" => 60.0,
                "s" => 1.0,
                "ms" => 1e-3,
                "us" => 1e-6,
                _ => return None,
            };
        rest = &rest[unit_end..];
    }
    // More than a `Duration` holds is none.
    Duration::try_from_secs_f64(total).ok()
}

/// A size in bytes: `64m`, `1.5g`, `512k`, `100000`.
pub fn bytes(node: &Node, what: &str, r: &mut Report<'_>) -> Option<u64> {
    let text = node.scalar(what, r)?;
    let lower = text.trim().to_ascii_lowercase();
    let digits = lower.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(lower.len());
    let unit = match lower[digits..].trim() {
        "" | "b" => Some(1u64),
        "k" | "kb" => Some(1 << 10),
        "m" | "mb" => Some(1 << 20),
        "g" | "gb" => Some(1 << 30),
        _ => None,
    };
    let number: Option<f64> = lower[..digits].parse().ok();
    match (number, unit) {
        (Some(number), Some(unit)) if number > 0.0 => Some((number * unit as f64) as u64),
        _ => {
            r.add(node.line, "lint-size", &[("what", what), ("value", &text)]);
            None
        }
    }
}

/// A number of CPUs as nano-CPUs: `0.5`, `"2"`.
pub fn cpus(node: &Node, what: &str, r: &mut Report<'_>) -> Option<u64> {
    let text = node.scalar(what, r)?;
    match text.trim().parse::<f64>() {
        Ok(number) if number > 0.0 && number <= 64.0 => Some((number * 1e9) as u64),
        Ok(_) | Err(_) => {
            r.add(node.line, "lint-cpus", &[("what", what), ("value", &text)]);
            None
        }
    }
}

/// A command: a list, or one line that is split as a shell splits words (without expanding anything).
pub fn command(node: &Node, what: &str, r: &mut Report<'_>) -> Option<Vec<String>> {
    match &node.value {
        Value::List(items) => Some(items.iter().filter_map(|item| item.scalar(what, r)).collect()),
        Value::Str(line) => {
            let words = split_words(line);
            if words.is_none() {
                r.add(node.line, "lint-quotes", &[("what", what)]);
            }
            words
        }
        _ => {
            node.wrong(what, "list", r);
            None
        }
    }
}

fn split_words(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote, mut any) = (Vec::new(), String::new(), None, false);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, '\'' | '"') => {
                quote = Some(c);
                any = true;
            }
            (Some(open), c) if c == open => quote = None,
            (None | Some('"'), '\\') => word.push(chars.next()?),
            (None, c) if c.is_whitespace() => {
                if any || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            (_, c) => word.push(c),
        }
    }
    if any || !word.is_empty() {
        words.push(word);
    }
    quote.is_none().then_some(words)
}

/// `KEY: value` pairs, given as a mapping or as a list of `KEY=value`.
pub fn pairs(node: &Node, what: &str, r: &mut Report<'_>) -> BTreeMap<String, String> {
    match &node.value {
        Value::List(items) => items
            .iter()
            .filter_map(|item| {
                let text = item.scalar(what, r)?;
                let (key, value) = text.split_once('=').unwrap_or((&text, ""));
                Some((key.to_owned(), value.to_owned()))
            })
            .collect(),
        _ => yaml::entries(node, what, r)
            .iter()
            .filter_map(|(key, value)| match value.value {
                Value::Null => Some((key.name.clone(), String::new())),
                _ => Some((key.name.clone(), value.scalar(what, r)?)),
            })
            .collect(),
    }
}

/// One text or a list of them.
pub fn strings(node: &Node, what: &str, r: &mut Report<'_>) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| item.scalar(what, r)).collect(),
        _ => node.scalar(what, r).into_iter().collect(),
    }
}

/// The container's port of `8010`, `"8010:8010"`, `"127.0.0.1:8010:8010"`, `"8010/tcp"` or `{target: 8010}`.
pub fn port(node: &Node, r: &mut Report<'_>) -> Option<u16> {
    let text = match &node.value {
        Value::Map(_) => {
            let mut map = yaml::Map::of(node, "ports", r)?;
            let target = map.need("target", r).and_then(|n| n.int("ports.target", 1, 65535, r));
            for ignored in ["published", "host_ip", "protocol", "mode"] {
                map.get(ignored);
            }
            map.finish(r);
            return u16::try_from(target?).ok();
        }
        _ => node.scalar("ports", r)?,
    };
    let container = text.strip_suffix("/tcp").unwrap_or(&text).rsplit(':').next().unwrap_or_default().parse::<u16>();
    match container {
        Ok(port) if port > 0 => Some(port),
        Ok(_) | Err(_) => {
            r.add(node.line, "lint-port", &[("value", &text)]);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_words() {
        assert_eq!(parse_duration("1m30s"), Some(Duration::from_secs(90)));
        assert_eq!(parse_duration("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse_duration("5"), None);
        assert_eq!(parse_duration("99999999999999999999h"), None);
        assert_eq!(
            split_words(r#"sh -c "a 'b' \"c\"" d\ e ''"#).as_deref(),
            Some(&["sh", "-c", r#"a 'b' "c""#, "d e", ""].map(String::from)[..])
        );
        assert_eq!(split_words("sh 'open"), None);
    }
}
