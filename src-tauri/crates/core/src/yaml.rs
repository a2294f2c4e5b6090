//! YAML as a tree in which every node knows its line, and a reader over it that reports what it does not know.
//!
//! Deriving `Deserialize` would stop at the first mistake and lose the lines inside alternatives; a lab's author wants all
//! mistakes at once, each with its place.

use std::fmt;

use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::Spanned;

use crate::{
    finding::{Report, nearest},
    lang::Text,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From 1.
    pub line: u32,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub line: u32,
    pub name: String,
}

/// Reads one document.
pub fn parse(text: &str, report: &mut Report<'_>) -> Option<Node> {
    match serde_saphyr::from_str::<Node>(text) {
        Ok(node) => Some(node),
        Err(error) => {
            let line = error.location().map_or(0, |location| line_of(location.line()));
            let words = error.without_snippet().to_string();
            report.add(line, "lint-yaml", &[("error", words.trim())]);
            None
        }
    }
}

fn line_of(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        Ok(Node { line: line_of(spanned.referenced.line()), value: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Int(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(i64::try_from(v).map_or(Value::Float(v as f64), Value::Int))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Float(v))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Str(v.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<Spanned<String>, Node>()? {
            entries.push((Key { line: line_of(key.referenced.line()), name: key.value }, value));
        }
        Ok(Value::Map(entries))
    }
}

impl Node {
    /// What kind of value it is: a word that messages select on.
    fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "boolean",
            Value::Int(_) | Value::Float(_) => "number",
            Value::Str(_) => "text",
            Value::List(_) => "list",
            Value::Map(_) => "mapping",
        }
    }

    /// Reports that another kind of value belongs here.
    pub fn wrong(&self, what: &str, expected: &str, report: &mut Report<'_>) {
        report.add(self.line, "lint-type", &[("what", what), ("expected", expected), ("found", self.kind())]);
    }

    /// A scalar as the text it is written as.
    pub fn scalar(&self, what: &str, report: &mut Report<'_>) -> Option<String> {
        match &self.value {
            Value::Str(s) => Some(s.clone()),
            Value::Int(i) => Some(i.to_string()),
            Value::Float(f) => Some(f.to_string()),
            Value::Bool(b) => Some(b.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => {
                self.wrong(what, "text", report);
                None
            }
        }
    }

    pub fn str(&self, what: &str, report: &mut Report<'_>) -> Option<String> {
        match &self.value {
            Value::Str(s) => Some(s.clone()),
            _ => {
                self.wrong(what, "text", report);
                None
            }
        }
    }

    pub fn int(&self, what: &str, from: i64, to: i64, report: &mut Report<'_>) -> Option<i64> {
        match self.value {
            Value::Int(i) if (from..=to).contains(&i) => Some(i),
            Value::Int(i) => {
                let (i, from, to) = (i.to_string(), from.to_string(), to.to_string());
                report.add(self.line, "lint-range", &[("what", what), ("value", &i), ("from", &from), ("to", &to)]);
                None
            }
            _ => {
                self.wrong(what, "number", report);
                None
            }
        }
    }

    pub fn bool(&self, what: &str, report: &mut Report<'_>) -> Option<bool> {
        match self.value {
            Value::Bool(b) => Some(b),
            _ => {
                self.wrong(what, "boolean", report);
                None
            }
        }
    }

    /// Both languages, neither empty.
    pub fn text(&self, what: &str, report: &mut Report<'_>) -> Option<Text> {
        let mut map = Map::of(self, what, report)?;
        let mut side = |lang: &'static str, report: &mut Report<'_>| {
            let node = map.need(lang, report)?;
            let text = node.str(what, report)?;
            if text.trim().is_empty() {
                report.add(node.line, "lint-empty-text", &[("what", what), ("lang", lang)]);
                return None;
            }
            Some(text)
        };
        let (en, fr) = (side("en", report), side("fr", report));
        map.finish(report);
        Some(Text { en: en?, fr: fr? })
    }

    pub fn list(&self, what: &str, report: &mut Report<'_>) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => {
                self.wrong(what, "list", report);
                &[]
            }
        }
    }
}

/// A mapping of which every key is either asked for or reported.
pub struct Map<'n> {
    pub line: u32,
    what: String,
    entries: &'n [(Key, Node)],
    asked: Vec<&'static str>,
}

impl<'n> Map<'n> {
    pub fn of(node: &'n Node, what: &str, report: &mut Report<'_>) -> Option<Map<'n>> {
        match &node.value {
            Value::Map(entries) => Some(Map { line: node.line, what: what.to_owned(), entries, asked: Vec::new() }),
            _ => {
                node.wrong(what, "mapping", report);
                None
            }
        }
    }

    pub fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node).filter(|node| node.value != Value::Null)
    }

    /// Like [`Map::get`], and reports a key that is missing.
    pub fn need(&mut self, key: &'static str, report: &mut Report<'_>) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() {
            report.add(self.line, "lint-missing-key", &[("key", key), ("what", &self.what)]);
        }
        found
    }

    /// Reports the keys that nobody asked for. Keys that begin with `x-` are the author's own.
    pub fn finish(self, report: &mut Report<'_>) {
        for (key, _) in self.entries {
            if key.name.starts_with("x-") || self.asked.contains(&key.name.as_str()) {
                continue;
            }
            let near = nearest(&key.name, &self.asked).unwrap_or_default();
            let known = self.asked.join(", ");
            report.add(
                key.line,
                "lint-unknown-key",
                &[("key", &key.name), ("what", &self.what), ("near", near), ("known", &known)],
            );
        }
    }
}

/// The entries of a mapping whose keys are names.
pub fn entries<'n>(node: &'n Node, what: &str, report: &mut Report<'_>) -> &'n [(Key, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &[],
        _ => {
            node.wrong(what, "mapping", report);
            &[]
        }
    }
}
