//! Compose's interpolation: `$name`, `${name}`, `${name:-default}`, `${name-default}`, `${name:?message}`, and `$$` for a dollar sign.
//! The names are the lab's variables; the host's environment is never looked at.

use crate::{
    finding::Report,
    vars::Values,
    yaml::{Node, Value},
};

pub fn fill(node: &Node, values: &Values, report: &mut Report<'_>) -> Node {
    let value = match &node.value {
        Value::Str(text) => Value::Str(string(text, node.line, values, report)),
        Value::List(items) => Value::List(items.iter().map(|item| fill(item, values, report)).collect()),
        Value::Map(entries) => {
            Value::Map(entries.iter().map(|(key, value)| (key.clone(), fill(value, values, report))).collect())
        }
        other => other.clone(),
    };
    Node { line: node.line, value }
}

fn string(text: &str, line: u32, values: &Values, report: &mut Report<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(inner) = rest.strip_prefix('{') {
            let Some(end) = inner.find('}') else {
                report.add(line, "lint-interpolation", &[("text", text)]);
                return out;
            };
            out.push_str(&braced(&inner[..end], line, values, report));
            rest = &inner[end + 1..];
        } else {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            match values.get(&rest[..end]) {
                Some(value) => out.push_str(value),
                None => report.add(line, "lint-no-variable", &[("name", &rest[..end])]),
            }
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

fn braced(inner: &str, line: u32, values: &Values, report: &mut Report<'_>) -> String {
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(inner.len());
    let (name, rule) = inner.split_at(end);
    let value = values.get(name);
    match (rule, value) {
        ("", Some(value)) => value.clone(),
        (rule, Some(value))
            if rule.starts_with(":-") || rule.starts_with('-') || rule.starts_with(":?") || rule.starts_with('?') =>
        {
            value.clone()
        }
        (rule, None) if rule.starts_with(":-") => rule[2..].to_owned(),
        (rule, None) if rule.starts_with('-') => rule[1..].to_owned(),
        ("", None) => {
            report.add(line, "lint-no-variable", &[("name", name)]);
            String::new()
        }
        _ => {
            report.add(line, "lint-interpolation", &[("text", inner)]);
            String::new()
        }
    }
}
