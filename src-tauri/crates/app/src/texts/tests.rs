//! Both languages have every message, every message is used, and every message that is used exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::*;

/// `id` and `id.attribute`, each with the arguments it names.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (path, source) in sources(lang) {
        FluentResource::try_new(source.clone()).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        let mut current = String::new();
        let mut key = String::new();
        for line in source.lines() {
            let indented = line.starts_with(' ');
            let trimmed = line.trim_start();
            if let Some((id, _)) = line.split_once(" =")
                && !indented
                && !line.starts_with('#')
            {
                current = id.to_owned();
                key = current.clone();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{path}: {key} stands there twice");
            } else if let Some((attribute, _)) = trimmed.strip_prefix('.').and_then(|rest| rest.split_once(" ="))
                && indented
            {
                key = format!("{current}.{attribute}");
                found.insert(key.clone(), BTreeSet::new());
            }
            let names = trimmed.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect::<String>()
            });
            if let Some(args) = found.get_mut(&key) {
                args.extend(names);
            }
        }
    }
    found
}

#[test]
fn both_languages_say_the_same_messages_with_the_same_arguments() {
    let (en, fr) = (messages(Lang::En), messages(Lang::Fr));
    assert!(!en.is_empty(), "the texts are part of the program");
    let differing: Vec<_> = en
        .keys()
        .chain(fr.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter(|id| en.get(*id) != fr.get(*id))
        .map(|id| format!("{id}: en {:?}, fr {:?}", en.get(id), fr.get(id)))
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let known = messages(Lang::En);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let (mut code, mut ui) = (String::new(), String::new());
    for dir in ["src-tauri/src", "src-tauri/crates"] {
        read_all(&root.join(dir), &mut code);
    }
    read_all(&root.join("ui/src"), &mut ui);
    let unused: Vec<_> = known
        .keys()
        .filter(|id| !id.contains('.'))
        .filter(|id| {
            let quoted = [format!("\"{id}\""), format!("'{id}'"), format!("`{id}`")];
            !quoted.iter().any(|quoted| code.contains(quoted) || ui.contains(quoted))
        })
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:#?}");

    let missing: BTreeSet<&str> = code
        .split('"')
        .filter(|word| ["error-", "lint-", "doctor-", "check-", "cli-"].iter().any(|prefix| word.starts_with(prefix)))
        .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        .filter(|word| !known.contains_key(*word) && !word.ends_with('-'))
        .collect();
    assert!(missing.is_empty(), "no text for {missing:#?}");
}

fn read_all(dir: &Path, into: &mut String) {
    let mut entries: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap_or_else(|e| panic!("{}: {e}", dir.display()))
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read_all(&path, into);
        } else if ["rs", "ts", "svelte"].iter().any(|ext| path.extension().is_some_and(|e| e == *ext)) {
            into.push_str(&fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        }
    }
}
