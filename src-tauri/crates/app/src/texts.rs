//! The app's own words, in Fluent: one set for the window and the command line. The files are `src-tauri/texts/<lang>/*.ftl`.

use std::{borrow::Cow, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use paddock_core::{
    check::TIMED_OUT,
    lang::{Lang, Text},
};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "../../texts"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> &'static Bundle {
    static EN: OnceLock<Bundle> = OnceLock::new();
    static FR: OnceLock<Bundle> = OnceLock::new();
    match lang {
        Lang::En => EN.get_or_init(|| load(lang)),
        Lang::Fr => FR.get_or_init(|| load(lang)),
    }
}

/// Reads every file of a language. A file that cannot be parsed loses the messages that cannot be read, no others; the test
/// of this module makes sure that there are none.
fn load(lang: Lang) -> Bundle {
    // Both tags are well-formed; the root language is what parsing would fall back to.
    let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for (_, source) in sources(lang) {
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn sources(lang: Lang) -> impl Iterator<Item = (Cow<'static, str>, String)> {
    let prefix = format!("{lang}/");
    Files::iter().filter(move |path| path.starts_with(&prefix)).filter_map(|path| {
        let file = Files::get(&path)?;
        Some((path, String::from_utf8_lossy(&file.data).into_owned()))
    })
}

/// The message `id`, with its arguments put in. An unknown id is shown as it is, so that nothing is silently empty.
pub fn say<V: AsRef<str>>(lang: Lang, id: &str, args: &[(&'static str, V)]) -> String {
    let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
    find(lang, name, attribute, args).unwrap_or_else(|| id.to_owned())
}

/// The remedy of a message: its attribute `.hint`, or nothing.
pub fn hint<V: AsRef<str>>(lang: Lang, id: &str, args: &[(&'static str, V)]) -> String {
    find(lang, id, Some("hint"), args).unwrap_or_default()
}

/// A message in both languages.
pub fn both<V: AsRef<str>>(id: &str, args: &[(&'static str, V)]) -> Text {
    Text { en: say(Lang::En, id, args), fr: say(Lang::Fr, id, args) }
}

/// What to say of a check that broke.
pub(crate) fn broken_check(code: i64) -> Text {
    if code == TIMED_OUT { both("check-timed-out", NONE) } else { both("check-broke", &[("code", code.to_string())]) }
}

/// No arguments.
pub const NONE: &[(&str, &str)] = &[];

fn find<V: AsRef<str>>(lang: Lang, id: &str, attribute: Option<&str>, args: &[(&'static str, V)]) -> Option<String> {
    let bundle = bundle(lang);
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut given = FluentArgs::new();
    for (name, value) in args {
        let value = value.as_ref();
        // Messages choose by these whether there is one.
        if value.is_empty() && matches!(*name, "near" | "backup" | "broken") {
            given.set(*name, "none");
            continue;
        }
        // Numbers are given as numbers, so that messages can choose a plural by them.
        match value.parse::<i64>() {
            Ok(number) if value == number.to_string() && name_is_count(name) => given.set(*name, number),
            Ok(_) | Err(_) => given.set(*name, value.to_owned()),
        }
    }
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned())
}

fn name_is_count(name: &str) -> bool {
    matches!(name, "count" | "done" | "total" | "hints" | "minutes" | "services")
}

#[cfg(test)]
mod tests;
