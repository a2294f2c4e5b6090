//! The two languages, and texts that exist in both.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language that Paddock speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Lang {
    #[default]
    En,
    Fr,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Fr];

    /// The BCP 47 primary subtag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }

    /// The language of a BCP 47 or POSIX locale such as `fr-CA` or `fr_FR.UTF-8`; English for every other.
    pub fn of_locale(locale: &str) -> Lang {
        let primary = locale.split(['-', '_', '.', '@']).next().unwrap_or(locale);
        if primary.eq_ignore_ascii_case("fr") { Lang::Fr } else { Lang::En }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "en" => Ok(Lang::En),
            "fr" => Ok(Lang::Fr),
            other => Err(format!("`{other}` is not a language of Paddock; use `en` or `fr`")),
        }
    }
}

/// A short text in both languages. It may hold `inline code`, nothing else of Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Text {
    pub en: String,
    pub fr: String,
}

impl Text {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// The same text with `f` applied to each language.
    pub fn map(&self, f: impl Fn(&str) -> String) -> Text {
        Text { en: f(&self.en), fr: f(&self.fr) }
    }
}
