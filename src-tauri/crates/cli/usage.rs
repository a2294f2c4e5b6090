//! A mistake in what was typed, said in the learner's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use paddock_app::{core::Lang, texts, wire::ErrorView};

use crate::{DONE, FAILED, show::Out};

/// Says what clap found. Help and the version are no mistakes.
pub fn mistake(error: &clap::Error, lang: Lang) -> u8 {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        if let Err(error) = error.print() {
            eprintln!("paddock: {error}");
        }
        return if asked { DONE } else { FAILED };
    }
    let json = std::env::args_os()
        .take_while(|arg| arg != "--")
        .any(|arg| arg == "--json" || arg.to_string_lossy().starts_with("--json="));
    let message = message(error, lang);
    let hint = texts::hint(lang, "cli-error-usage", texts::NONE);
    Out::new(lang, json).error(&ErrorView { code: "usage".to_owned(), message, hint });
    FAILED
}

fn message(error: &clap::Error, lang: Lang) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(_) | None => String::new(),
    };
    let args = [
        ("arg", context(ContextKind::InvalidArg)),
        ("value", context(ContextKind::InvalidValue)),
        ("verb", context(ContextKind::InvalidSubcommand)),
        ("other", context(ContextKind::PriorArg)),
        ("known", context(ContextKind::ValidValue)),
    ];
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let near = match error.get(ContextKind::SuggestedSubcommand) {
                Some(ContextValue::String(near)) => near.clone(),
                // The last is the most alike.
                Some(ContextValue::Strings(near)) => near.last().cloned().unwrap_or_default(),
                Some(_) | None => String::new(),
            };
            let [_, _, verb, ..] = args;
            texts::say(lang, "cli-usage-verb", &[verb, ("near", near)])
        }
        ErrorKind::UnknownArgument => texts::say(lang, "cli-usage-unknown", &args),
        ErrorKind::MissingRequiredArgument => texts::say(lang, "cli-usage-missing", &args),
        ErrorKind::MissingSubcommand => texts::say(lang, "cli-usage-no-verb", &args),
        ErrorKind::ArgumentConflict => texts::say(lang, "cli-usage-conflict", &args),
        ErrorKind::InvalidValue if args[1].1.is_empty() => texts::say(lang, "cli-usage-no-value", &args),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !args[4].1.is_empty() => {
            texts::say(lang, "cli-usage-not-one-of", &args)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => texts::say(lang, "cli-usage-value", &args),
        // The rest is rare, and clap's own words are clear.
        _ => error.to_string().trim_end().to_owned(),
    }
}
